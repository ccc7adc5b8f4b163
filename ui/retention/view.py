"""Retention on the screen: the rule, each camera, and the proof of what was erased."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout

from shopguard.base.texts import fill
from ui import words
from ui.retention.dialog import DaysDialog
from ui.retention.grid import Grid
from ui.retention.held_card import HeldCard
from ui.retention.held_dialog import EndHoldDialog
from ui.retention.model import Erased, HeldPart, Keeping, Kept
from ui.retention.presenter import RetentionPagePresenter, RetentionPageState
from ui.retention.words import listing, room_words
from ui.translate import engine_text, language, translate
from ui.widgets.basics import (
    button,
    card,
    card_head,
    column,
    holder,
    label,
    row,
    scrolling,
    set_tone,
    title,
)
from ui.widgets.notice import Notice
from ui.widgets.page import Page

SHOWN = 60  # entries; the log page has all of them


class RetentionView(Page):
    """A change opens a dialog for both managers."""

    def __init__(self, presenter: RetentionPagePresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._notice = Notice()
        self._days = label("", "figure")
        self._fits = label("", wrap=True)
        self._reason = label("", "muted", wrap=True)
        self._change = button(translate("retention", "Change…"), lambda: self._changing(None))
        self._cameras = Grid()
        self._held = HeldCard(self._ending)
        self._erased = Grid()
        self._none = label("", "muted", wrap=True)
        rule = column(
            row(self._days, 1, self._change, spacing=2), self._fits, self._reason, margins=2
        )
        cameras = column(
            card_head("camera", translate("retention", "Each camera")), self._cameras, margins=2
        )
        erased = column(
            card_head("audit", translate("retention", "Erased in the last 30 days, from the log")),
            self._none,
            self._erased,
            margins=2,
        )
        why = translate(
            "retention", "As short as the purpose allows; after that nothing of it can be read."
        )
        body = column(
            title(translate("retention", "Retention"), why),
            self._notice,
            card(rule),
            card(cameras),
            self._held,
            card(erased),
            1,
            spacing=2,
            margins=3,
        )
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(holder(body)))
        presenter.attach(self.show_state)

    def enter(self) -> None:
        self._presenter.load()

    def show_state(self, state: RetentionPageState) -> None:
        self._notice.say_error(state.trouble)
        keeping = state.keeping
        may = bool(state.seconds)
        self._change.setVisible(may and keeping is not None)
        if keeping is None:
            if state.trouble is None:
                self._days.setText(translate("retention", "Counting…"))
            return
        self._days.setText(fill(translate("retention", "{n} {n:?day|days}"), n=keeping.days))
        self._fits.setText(room_words(keeping))
        set_tone(self._fits, "" if keeping.enough else "late")
        said = translate("retention", "Why longer than 14 days: {reason}")
        self._reason.setText(said.format(reason=keeping.reason) if keeping.reason else "")
        self._reason.setVisible(bool(keeping.reason))
        self._show_cameras(keeping, may=may)
        self._held.show_parts(state.held, may=may)
        self._show_erased(state.erased)

    def _show_cameras(self, keeping: Keeping, *, may: bool) -> None:
        heads = (
            translate("retention", "Camera"),
            translate("retention", "Kept for"),
            translate("retention", "Oldest recording"),
            translate("retention", "Takes up"),
            translate("retention", "A day"),
        )
        self._cameras.clear(heads)
        for kept in keeping.cameras:
            change = button(
                translate("retention", "Change…"), partial(self._changing, kept), "quiet"
            )
            said = translate("retention", "Change how long “{name}” is kept")
            change.setAccessibleName(said.format(name=kept.camera.name))
            self._cameras.add(_camera_cells(kept), change if may else None)

    def _show_erased(self, erased: tuple[Erased, ...]) -> None:
        heads = (
            translate("retention", "Erased"),
            translate("retention", "Recorded"),
            translate("retention", "Why, and how much"),
        )
        self._erased.clear(heads if erased else ())
        for entry in erased[:SHOWN]:
            self._erased.add(_erased_cells(entry))
        self._none.setVisible(not erased or len(erased) > SHOWN)
        self._none.setText(
            translate("retention", "The newest {n}; the log page has all of them.").format(n=SHOWN)
            if erased
            else translate("retention", "Nothing was erased.")
        )

    def _changing(self, kept: Kept | None) -> None:
        state, who = self._presenter.state, self._presenter.who
        if who is None or state.keeping is None:
            return
        people = who, state.seconds
        DaysDialog(state.keeping, kept, people, self._presenter.change, self.window()).open_once()

    def _ending(self, part: HeldPart) -> None:
        who = self._presenter.who
        if who is not None:
            people = who, self._presenter.state.seconds
            EndHoldDialog(part, people, self._presenter.end_hold, self.window()).open_once()


def _camera_cells(kept: Kept) -> tuple[str, ...]:
    days = fill(translate("retention", "{n} {n:?day|days}"), n=kept.days)
    if kept.own:
        days = fill(translate("retention", "{n} {n:?day|days} (its own)"), n=kept.days)
    oldest = "–" if kept.oldest_us is None else words.day(kept.oldest_us, language())
    rate = words.size(kept.rate * 86_400) if kept.rate else "–"
    return (kept.camera.name, days, oldest, words.size(kept.size), rate)


def _erased_cells(entry: Erased) -> tuple[str, ...]:
    span = words.span(entry.span, language()) if entry.span is not None else "–"
    why = engine_text(f"audit.reason.{entry.reason}")
    return (
        words.moment(entry.at_us, language()),
        f"{listing(entry.cameras)}\n{span}",
        f"{why}\n{words.size(entry.size)}",
    )
