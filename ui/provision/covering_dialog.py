"""Making others unrecognisable: both sign in, then go through it picture by picture."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QWidget

from ui import words
from ui.design import current
from ui.provision.covering import Place, Point, Start
from ui.provision.covering_canvas import CoveringCanvas
from ui.provision.covering_presenter import CoveringPresenter
from ui.provision.covering_state import CoveringState
from ui.provision.covering_way import WayThrough, looked_words
from ui.provision.model import CaseInfo
from ui.provision.presenter import ProvisionPresenter
from ui.provision.words import ground_words, what_words
from ui.review.act_dialogs import PairDialog
from ui.translate import language, translate
from ui.widgets.basics import Choice, button, column, focus_soon, holder, label, row
from ui.widgets.dialog import Dialog
from ui.widgets.flow import Flow
from ui.widgets.notice import Notice
from ui.widgets.progress import ProgressLine

_TALL, _LOW, _REST = 46, 28, 57  # units: the picture, and all that stands around it


class FindPeopleDialog(PairDialog):
    """Both people open the footage; how far the search for people is."""

    def __init__(
        self, presenter: ProvisionPresenter, case: CaseInfo, parent: QWidget | None = None
    ) -> None:
        self._covering = presenter.covering
        who = presenter.who
        if who is None:
            raise RuntimeError("somebody sits here")
        super().__init__(
            translate("covering", "Make others unrecognisable"),
            translate(
                "covering",
                "Whoever asks for pictures of themself gets a copy in which nobody else can be"
                " recognised. The footage is opened for both managers, which is logged.",
            ),
            translate("covering", "Open and look for people"),
            who,
            presenter.state.seconds,
            lambda pair, done: presenter.covering.begin(case.id, pair, done),
            parent,
        )
        self._progress = ProgressLine(self.reject)
        heading = f"{ground_words(case.ground)}\n{what_words(case)}"
        self.body.insertWidget(0, label(heading, "strong", wrap=True))
        self.body.addWidget(self._progress)

    def show_share(self, share: float | None) -> None:
        """How far the search is."""
        if share is None:
            self._progress.hide()
        else:
            self._progress.show_work(translate("covering", "Looking for people"), share)

    def reject(self) -> None:
        """Thinking better of it: nothing stays open."""
        self._covering.leave()
        super().reject()


class CoveringDialog(Dialog):
    """The picture with its boxes, the way through the film, and what is agreed to."""

    def __init__(self, presenter: CoveringPresenter, parent: QWidget | None = None) -> None:
        title = translate("covering", "Make others unrecognisable")
        super().__init__(title, 140, parent)
        self._presenter = presenter
        self._canvas = CoveringCanvas()
        room = self._room().height() - current().wide(_REST)
        self._canvas.setFixedHeight(min(current().wide(_TALL), max(current().wide(_LOW), room)))
        self._canvas.picked.connect(self._pick)
        self._canvas.drawn.connect(self._draw)
        self._canvas.taken.connect(self._take_away)
        self._canvas.stepped.connect(presenter.step)
        self._films = Choice(translate("covering", "Film"))
        self._films.currentIndexChanged.connect(presenter.choose)
        self._way = WayThrough(presenter)
        self._way.take_keys(self)
        self._copy = QCheckBox(translate("covering", "Show it as the copy will be"))
        self._copy.toggled.connect(lambda on: presenter.as_copy(covered=on))
        self._sight = QCheckBox(
            translate("covering", "Leave the room in sight; cover everybody found in it")
        )
        self._sight.toggled.connect(lambda on: presenter.show_room(shown=on))
        self._what = Choice(translate("covering", "What a drawn box does"))
        self._what.fill(
            [
                (translate("covering", "A box drawn covers"), False),
                (translate("covering", "A box drawn shows the person"), True),
            ],
            False,
        )
        self._length = Choice(translate("covering", "How long a drawn box stays"))
        self._length.fill(
            [
                (translate("covering", "to the end"), None),
                (translate("covering", "for 5 seconds"), 5.0),
                (translate("covering", "for 1 second"), 1.0),
                (translate("covering", "in this picture only"), 0.0),
            ],
            None,
        )
        self._unseen = button(
            translate("covering", "Next without the person"), presenter.to_unseen, "quiet"
        )
        self._unlooked = button(
            translate("covering", "Next not looked at"), presenter.to_unlooked, "quiet"
        )
        self._undo = button(translate("covering", "Undo"), presenter.undo, "quiet")
        self._said = label("", wrap=True)
        self._right = QCheckBox()
        self._right.toggled.connect(lambda on: presenter.looks_right(right=on))
        self._notice = Notice()
        self._keep = button(
            translate("covering", "Keep with the case"), presenter.settle, "primary"
        )
        self._fill(title)
        presenter.attach(self.show_state)
        focus_soon(self._canvas)

    def show_state(self, state: CoveringState) -> None:
        if self.gone:
            return
        if not state.open:
            self._canvas.show_seen(None)
            if self.isVisible():
                self.done(0)
            return
        self._show_films(state)
        self._way.show_state(state)
        self._canvas.show_seen(state.seen)
        _check(self._copy, on=state.covered)
        _check(self._sight, on=state.seen is not None and state.seen.room)
        _check(self._right, on=state.part in state.right)
        self._right.setText(_right_words(state))
        self._right.setEnabled(not (state.seen is None or state.nobody or state.stale))
        self._unlooked.setEnabled(not state.all_looked)
        self._unseen.setEnabled(state.seen is not None and bool(state.seen.unseen))
        self._said.setText(_said(state))
        self._keep.setEnabled(state.all_right and not state.settling)
        self._say(state)

    def reject(self) -> None:
        """It can be gone on with later."""
        self._presenter.leave()
        super().reject()

    # --- inner ------------------------------------------------------------------------------

    def _fill(self, title: str) -> None:
        body = column(
            row(label(title, "heading"), 1, self._films, spacing=2),
            label(_how(), "muted", wrap=True),
            self._canvas,
            self._way,
            holder(Flow(self._what, self._length, self._unseen, self._unlooked, self._undo)),
            holder(Flow(self._copy, self._sight, gap=2)),
            self._said,
            holder(column(self._right)),
            self._notice,
        )
        later = button(translate("covering", "Go on later"), self.reject)
        self.fill(body, row(1, later, self._keep))

    def _say(self, state: CoveringState) -> None:
        """What went wrong, or is still to be seen to; else with what it began."""
        if state.trouble is not None:
            self._notice.say_error(state.trouble)
        elif state.part in state.asked and not state.all_looked:
            self._notice.say(*_asked_words(state), "late")
        elif state.start is not Start.NEW:
            self._notice.say(_start_words(state.start))
        else:
            self._notice.hush()

    def _show_films(self, state: CoveringState) -> None:
        now = state.now
        if now is None:
            return
        names = [
            (_name(each.camera, each.at_us[0]) + ("  ✓" if at in state.right else ""), at)
            for at, each in enumerate(state.parts)
        ]
        self._films.fill(list(names), state.part)
        self._films.setVisible(len(names) > 1)

    def _pick(self, at: Point) -> None:
        self._presenter.pick(at)

    def _draw(self, place: Place) -> None:
        shown, seconds = self._what.currentData(), self._length.currentData()
        self._presenter.draw(place, seconds, shown=bool(shown))

    def _take_away(self, at: Point) -> None:
        self._presenter.take_away(at)


def _check(box: QCheckBox, *, on: bool) -> None:
    box.blockSignals(True)
    box.setChecked(on)
    box.blockSignals(False)


def _name(camera: str, at_us: int) -> str:
    return f"{camera}  {words.moment(at_us, language())}"


def _right_words(state: CoveringState) -> str:
    """What both say by it: never more than they looked at."""
    if state.all_looked:
        return translate(
            "covering", "Both of us went through this film: nobody else can be recognised"
        )
    said = translate(
        "covering", "Both of us agree: nobody else can be recognised (looked at: {n} of {all})"
    )
    return said.format(n=state.looked_at, all=len(state.now.at_us) if state.now else 0)


def _asked_words(state: CoveringState) -> tuple[str, str]:
    left = (len(state.now.at_us) if state.now else 0) - state.looked_at
    what = translate("covering", "{n} pictures of this film were not looked at yet.")
    do = translate(
        "covering",
        "“Next not looked at” leads there. If it has to stay so, tick it once more; how"
        " much was looked at goes into the log.",
    )
    return what.format(n=left), do


def _start_words(start: Start) -> str:
    if start is Start.RESUMED:
        return translate("covering", "What was done before is still here. Go on where it was left.")
    return translate(
        "covering",
        "What was done before could not be opened any more. People were looked for anew.",
    )


def _said(state: CoveringState) -> str:
    """What the copy of this film will be, in a sentence."""
    seen, now = state.seen, state.now
    if seen is None or now is None or state.coming:
        return translate("covering", "The picture comes.")
    if seen.room:
        said = translate("covering", "The copy shows the room; covered is whoever is not chosen.")
        return f"{said} {looked_words(state)}"
    if state.nobody:
        return translate(
            "covering", "Nobody is chosen in this film yet: point at the person who asked."
        )
    looked = looked_words(state)
    missing = sum(end - first for first, end in seen.unseen)
    if missing:
        said = translate("covering", "The person is seen in {n} of {all} pictures of this film.")
        return f"{said.format(n=len(now.at_us) - missing, all=len(now.at_us))} {looked}"
    said = translate("covering", "The person is seen in every picture of this film.")
    return f"{said} {looked}"


def _how() -> str:
    return translate(
        "covering",
        "Click the person who asked; click again to take it back. Drag a box to cover more."
        " Keyboard: arrows move the cross, Space picks, Shift+arrows and Enter draw a box, Delete"
        " removes a drawn one, Page Up/Down go picture by picture, J K L play and stop.",
    )
