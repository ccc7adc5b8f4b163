"""Making others unrecognisable: both sign in, then go through it picture by picture."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QSlider, QWidget

from ui import words
from ui.design import current
from ui.provision.covering import Place, Point
from ui.provision.covering_canvas import CoveringCanvas
from ui.provision.covering_presenter import CoveringPresenter, CoveringState
from ui.provision.model import CaseInfo
from ui.provision.presenter import ProvisionPresenter
from ui.provision.words import ground_words, what_words
from ui.review.act_dialogs import PairDialog
from ui.translate import language, translate
from ui.widgets.basics import Choice, button, column, focus_soon, holder, icon_button, label, row
from ui.widgets.dialog import Dialog
from ui.widgets.notice import Notice
from ui.widgets.progress import ProgressLine


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
        self._canvas.setFixedHeight(current().wide(46))
        self._canvas.picked.connect(self._pick)
        self._canvas.drawn.connect(self._draw)
        self._canvas.taken.connect(self._take_away)
        self._canvas.stepped.connect(presenter.step)
        self._films = Choice(translate("covering", "Film"))
        self._films.currentIndexChanged.connect(presenter.choose)
        self._when = label("", "strong")
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setAccessibleName(translate("covering", "Place in the film"))
        self._slider.valueChanged.connect(presenter.go)
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
            translate("covering", "Next place without the person"), presenter.to_unseen, "quiet"
        )
        self._undo = button(translate("covering", "Undo"), presenter.undo, "quiet")
        self._said = label("", wrap=True)
        self._right = QCheckBox(
            translate(
                "covering", "Both of us went through this film: nobody else can be recognised"
            )
        )
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
        self._show_place(state)
        self._canvas.show_seen(state.seen)
        _check(self._copy, on=state.covered)
        _check(self._sight, on=state.seen is not None and state.seen.room)
        _check(self._right, on=state.part in state.right)
        self._right.setEnabled(state.seen is not None and not state.nobody)
        self._unseen.setEnabled(state.seen is not None and bool(state.seen.unseen))
        self._said.setText(_said(state))
        self._keep.setEnabled(state.all_right and not state.settling)
        if state.trouble is not None:
            self._notice.say_error(state.trouble)
        else:
            self._notice.hush()

    def reject(self) -> None:
        """Nothing of it is kept."""
        self._presenter.leave()
        super().reject()

    # --- inner ------------------------------------------------------------------------------

    def _fill(self, title: str) -> None:
        step = self._presenter.step
        way = row(
            icon_button("step-back", translate("covering", "One picture back"), lambda: step(-1)),
            self._slider,
            icon_button("step-forward", translate("covering", "One picture on"), lambda: step(1)),
            self._when,
        )
        way.setStretch(1, 1)
        body = column(
            row(label(title, "heading"), 1, self._films, spacing=2),
            label(_how(), "muted", wrap=True),
            self._canvas,
            way,
            row(self._what, self._length, 1, self._unseen, self._undo),
            row(self._copy, self._sight, 1, spacing=2),
            self._said,
            holder(column(self._right)),
            self._notice,
        )
        cancel = button(translate("review", "Cancel"), self.reject)
        self.fill(body, row(1, cancel, self._keep))

    def _show_place(self, state: CoveringState) -> None:
        now = state.now
        if now is None:
            return
        names = [
            (_name(each.camera, each.at_us[0]) + ("  ✓" if at in state.right else ""), at)
            for at, each in enumerate(state.parts)
        ]
        self._films.fill(list(names), state.part)
        self._films.setVisible(len(names) > 1)
        self._slider.blockSignals(True)
        self._slider.setRange(0, len(now.at_us) - 1)
        rate = len(now.at_us) * 1_000_000 / max(1_000_000, now.at_us[-1] - now.at_us[0])
        self._slider.setPageStep(max(1, round(rate)))
        self._slider.setValue(state.number)
        self._slider.blockSignals(False)
        self._when.setText(words.moment(now.at_us[state.number], language()))

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


def _said(state: CoveringState) -> str:
    """What the copy of this film will be, in a sentence."""
    seen, now = state.seen, state.now
    if seen is None or now is None:
        return translate("covering", "The picture comes.")
    if seen.room:
        return translate("covering", "The copy shows the room; covered is whoever is not chosen.")
    if state.nobody:
        return translate(
            "covering", "Nobody is chosen in this film yet: point at the person who asked."
        )
    missing = sum(end - first for first, end in seen.unseen)
    if missing:
        said = translate("covering", "The person is seen in {n} of {all} pictures of this film.")
        return said.format(n=len(now.at_us) - missing, all=len(now.at_us))
    return translate("covering", "The person is seen in every picture of this film.")


def _how() -> str:
    return translate(
        "covering",
        "Click the person who asked; click again to take it back. Drag a box to cover more."
        " Keyboard: arrows move the cross, Space picks, Shift+arrows and Enter draw a box, Delete"
        " removes a drawn one, Page Up/Down go picture by picture.",
    )
