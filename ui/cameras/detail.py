"""One camera of the register: what it sees, why, what is so of it, and what can be done."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from shopguard.base.texts import fill
from ui import words
from ui.cameras.dialogs import ChangeDialog, RemoveDialog, ViewDialog
from ui.cameras.mask_dialog import MaskDialog
from ui.cameras.model import CameraRow, Outage
from ui.cameras.presenter import BookState, CameraBookPresenter
from ui.cameras.tested import show_test
from ui.design import current
from ui.health.model import Level
from ui.review.tips import cause_words
from ui.translate import language, translate
from ui.widgets.basics import button, card, card_head, column, holder, label, row, set_tone
from ui.widgets.notice import Notice
from ui.widgets.side_by_side import SideBySide
from ui.widgets.tile import Message, Tile

SHOWN_OUTAGES = 12
BOTH = 76  # units that the picture and the facts need beside each other


class CameraDetail(QWidget):
    """Draws the chosen camera; its buttons open the dialogs."""

    def __init__(self, presenter: CameraBookPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._row: CameraRow | None = None
        self._heading = label("", "heading", wrap=True)
        self._tile = Tile(translate("cameras", "What it sees"))
        self._tile.setFixedHeight(current().wide(32))
        self._under = label("", "muted", wrap=True)
        self._notice = Notice()
        self._try = button(translate("cameras", "Try it out"), self._trying, icon="eye")
        self._approve = button(translate("cameras", "Approve view…"), self._approving)
        self._masks = button(translate("cameras", "Private places…"), self._covering)
        self._change = button(translate("cameras", "Change…"), self._changing)
        self._remove = button(translate("cameras", "Take out of use…"), self._removing, "quiet")
        self._hint = label("", "muted", wrap=True)
        self._facts = _Facts()
        self._history = _History()
        left = column(
            self._tile,
            self._under,
            row(self._try, 1),
            row(self._approve, self._masks, 1),
            self._hint,
            self._notice,
            card(column(self._history, margins=2)),
            1,
            spacing=2,
        )
        about = column(self._facts, row(self._change, self._remove, 1), margins=2, spacing=2)
        about.addStretch(1)
        top = SideBySide(holder(left), card(about), BOTH, (3, 2))
        self.setLayout(column(self._heading, top, 1, spacing=2))

    def show_state(self, state: BookState) -> None:
        camera = self._row = state.row
        self.setVisible(camera is not None)
        if camera is None:
            return
        self._heading.setText(camera.camera.name)
        show_test(self._tile, self._under, self._notice, state)
        if state.test is None and not state.testing:
            self._show_photo(camera)
        self._try.setText(
            translate("cameras", "Stop") if state.testing else translate("cameras", "Try it out")
        )
        seen = state.test is not None and state.test.picture is not None
        self._approve.setEnabled(seen)
        self._masks.setEnabled(seen)
        self._hint.setVisible(not seen and not state.testing)
        self._hint.setText(
            translate(
                "cameras", "Try it out first: views and masks are judged by a picture of now."
            )
        )
        self._facts.show_camera(camera)
        self._history.show_outages(state.history)

    def _show_photo(self, camera: CameraRow) -> None:
        """The photo of the view as it was approved."""
        view = camera.view
        if view is None or view.photo is None:
            what = translate("cameras", "No photo of the view yet")
            rest = translate("cameras", "Try the camera out, then approve what it sees.")
            self._tile.say(Message("camera", what, rest))
            return
        self._tile.show_picture(view.photo)
        said = translate("cameras", "Photo of the view, {day}")
        self._under.setText(said.format(day=words.day(view.at_us, language(), year=True)))
        self._under.show()

    # --- acts -------------------------------------------------------------------------------

    def _trying(self) -> None:
        if self._presenter.state.testing:
            self._presenter.stop()
        else:
            self._presenter.try_out()

    def _approving(self) -> None:
        test = self._presenter.state.test
        if self._row is not None and test is not None:
            ViewDialog(self._row, test, self._presenter.approve, self.window()).open_once()

    def _covering(self) -> None:
        state, who = self._presenter.state, self._presenter.who
        if self._row is None or who is None or state.test is None or state.test.picture is None:
            return
        MaskDialog(
            self._row.camera.name,
            state.test.picture,
            self._row.masks,
            (who, state.seconds),
            self._presenter.cover,
            self.window(),
        ).open_once()

    def _changing(self) -> None:
        if self._row is not None:
            ChangeDialog(self._row, self._presenter.change, self.window()).open_once()

    def _removing(self) -> None:
        if self._row is not None:
            RemoveDialog(self._row, self._presenter.remove, self.window()).open_once()


class _Facts(QWidget):
    """Names and values, one under the other."""

    def __init__(self) -> None:
        super().__init__()
        names = (
            translate("cameras", "State"),
            translate("cameras", "Place"),
            translate("cameras", "Why this view"),
            translate("cameras", "View"),
            translate("cameras", "Masks"),
            translate("cameras", "Sound"),
            translate("cameras", "Address"),
            translate("cameras", "Small stream"),
        )
        self._values: list[QLabel] = [label("", wrap=True) for _ in names]
        rows = [
            column(label(name, "muted"), value, spacing=0)
            for name, value in zip(names, self._values, strict=True)
        ]
        self.setLayout(column(*rows))

    def show_camera(self, camera: CameraRow) -> None:
        none = translate("cameras", "none")
        unsaid = translate("cameras", "not said yet")
        sound = translate("cameras", "recorded too")
        if not camera.audio:
            sound = translate("cameras", "not recorded, as is right unless it is really needed")
        masks = translate("cameras", "{n}, burned in before storage").format(n=len(camera.masks))
        said = (
            state_words(camera),
            camera.camera.place or unsaid,
            camera.reason or unsaid,
            view_words(camera),
            masks if camera.masks else none,
            sound,
            camera.url,
            camera.sub_url or none,
        )
        for value, text in zip(self._values, said, strict=True):
            value.setText(text)
        tones = {Level.LATE: "late", Level.LOST: "lost"}
        set_tone(self._values[0], tones.get(camera.level, ""))
        set_tone(self._values[3], "" if camera.view is not None else "late")


class _History(QWidget):
    """When it did not record in the last thirty days, and why."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(3 * current().unit)
        self._grid.setVerticalSpacing(current().unit // 2)
        self._grid.setColumnStretch(2, 1)
        self._said = label("", "muted", wrap=True)
        self._shown: tuple[Outage, ...] | None = None
        head = card_head("health", translate("cameras", "Interruptions in the last 30 days"))
        self.setLayout(column(head, self._said, self._grid))

    def show_outages(self, outages: tuple[Outage, ...] | None) -> None:
        if outages is None:
            self._said.setText(translate("cameras", "Looking…"))
        elif not outages:
            self._said.setText(translate("cameras", "None: it recorded without a break."))
        else:
            lost = sum(outage.span.duration for outage in outages) / 1_000_000
            said = translate("cameras", "{n} {n:?time|times}, {length} in all")
            length = words.length(lost, language())
            self._said.setText(fill(said, n=len(outages), length=length))
        shown = (outages or ())[:SHOWN_OUTAGES]
        if shown == self._shown:
            return
        self._shown = shown
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for number, outage in enumerate(shown):
            for place, cell in enumerate(_cells(outage)):
                self._grid.addWidget(label(cell, wrap=place == 2), number, place)


def _cells(outage: Outage) -> tuple[str, str, str]:
    length = words.length(outage.span.duration / 1_000_000, language())
    if outage.running:
        length = translate("cameras", "{length}, still going on").format(length=length)
    return words.moment(outage.span.start, language()), length, cause_words(outage.cause)


def state_words(camera: CameraRow) -> str:
    """What the recorder says of it now, and why."""
    said = short_state(camera)
    return f"{said}\n{cause_words(camera.cause)}" if camera.cause else said


def short_state(camera: CameraRow) -> str:
    """The same in a word or two."""
    if not camera.enabled:
        return translate("cameras", "Switched off")
    return {
        Level.GOOD: translate("cameras", "Recording"),
        Level.LATE: translate("cameras", "Late"),
        Level.LOST: translate("cameras", "Not recording"),
        Level.UNKNOWN: translate("cameras", "The recorder does not answer"),
    }[camera.level]


def view_words(camera: CameraRow) -> str:
    """Who approved the view, and what was said of private places."""
    view = camera.view
    if view is None:
        return translate("cameras", "Not approved yet")
    said = translate("cameras", "Approved by {name}, {day}")
    approved = said.format(name=view.by, day=words.day(view.at_us, language(), year=True))
    private = (
        translate("cameras", "A private place is covered.")
        if view.private
        else translate("cameras", "No private place is visible.")
    )
    return f"{approved}\n{private}"
