"""What stands now, what was left for later with the way back to it, and what to do next."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QLayout, QWidget

from shopguard.base.texts import fill
from ui import words
from ui.first_run.presenter import FirstRunPresenter
from ui.first_run.retention import RetentionPresenter
from ui.first_run.state import FirstRunState, Step
from ui.translate import translate
from ui.widgets.basics import button, card, column, icon_label, label, row


class DoneCard(QWidget):
    """A tick only for what is so; what is still to do carries another sign and a button."""

    def __init__(self, presenter: FirstRunPresenter, retention: RetentionPresenter) -> None:
        super().__init__()
        state, days = presenter.state, retention.state.days
        fits = retention.state.fits_days
        left = [
            _left(said, verb, partial(presenter.revisit, step))
            for step, said, verb in _left_out(state, days)
        ]
        head = label(translate("first run", "Left for later"), "strong")
        later = card(column(head, *left, spacing=2, margins=2)) if left else None
        rows = column(*(_fact(*fact) for fact in _facts(state, days, fits)), later, 1, spacing=2)
        self.setLayout(rows)


def _facts(state: FirstRunState, days: int, fits: float | None) -> list[tuple[str, str]]:
    managers = translate(
        "first run", "Two managers are named, and the recovery sheet is in the safe."
    )
    facts = [("good", managers)]
    if Step.CAMERAS not in state.later:
        cameras = translate("first run", "Cameras that record from now on: {n}")
        facts.append(("good", cameras.format(n=state.cameras)))
    if Step.RETENTION not in state.later:
        facts.append(_kept(days, fits))
    if Step.START not in state.later:
        facts.append(_start(state.starts))
    hang = translate(
        "first run",
        "Before you open, put a paper of your own up where people come in: that cameras record,"
        " the name of the shop, and how to reach you.",
    )
    return [*facts, ("info", hang)]


def _kept(days: int, fits: float | None) -> tuple[str, str]:
    """How long, and no promise that the disk cannot keep."""
    if fits is None or fits >= days:
        kept = translate("first run", "Recordings are kept for {n} days, then destroyed.")
        return "good", kept.format(n=days)
    few = translate(
        "first run",
        "Recordings are kept for {n} {n:?day|days} at most; this disk holds about {fits}.",
    )
    return "info", fill(few, n=days, fits=words.days(fits))


def _start(starts: str) -> tuple[str, str]:
    """From when on recording starts by itself."""
    if starts == "boot":
        return "good", translate("first run", "Recording starts when this PC is switched on.")
    return "good", translate(
        "first run", "Recording starts once this account has logged in to the PC."
    )


def _left_out(state: FirstRunState, days: int) -> list[tuple[Step, str, str]]:
    rows = (
        (
            Step.CAMERAS,
            translate("first run", "No camera yet: nothing is recorded."),
            translate("first run", "Add a camera"),
        ),
        (
            Step.RETENTION,
            translate(
                "first run",
                "Recordings are kept for {n} days, until both managers agree to another time.",
            ).format(n=days),
            translate("first run", "Choose the days"),
        ),
        (
            Step.START,
            translate(
                "first run",
                "After this PC was off, somebody has to open ShopGuard to record again.",
            ),
            translate("first run", "Start by itself"),
        ),
    )
    return [row_ for row_ in rows if row_[0] in state.later]


def _left(said: str, verb: str, act: partial[None]) -> QLayout:
    line = row(icon_label("clock", "muted", 20))
    line.addWidget(label(said, wrap=True), 1)
    line.addWidget(button(verb, act))
    return line


def _fact(sign: str, words: str) -> QLayout:
    line = row(icon_label(sign, {"good": "good", "info": "event"}[sign], 20))
    line.addWidget(label(words, wrap=True), 1)
    return line
