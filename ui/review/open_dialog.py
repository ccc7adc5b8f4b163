"""The door: one dialog. Purpose, cameras, span, a word, and two people."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QWidget,
)

from shopguard.base.span import Span
from shopguard.base.texts import fill
from ui import words
from ui.design import current
from ui.review.coverage_strip import CoverageStrip
from ui.review.model import MAX_TILES
from ui.review.opening import Missing, OpeningPresenter, OpeningState
from ui.review.pair_form import NAMES, PairForm
from ui.review.timeline import Line
from ui.translate import engine_text, language, translate
from ui.widgets.basics import button, column, focus_soon, label, row, rule
from ui.widgets.dialog import Dialog
from ui.widgets.fields import Line as TextLine
from ui.widgets.flow import Flow
from ui.widgets.notice import Notice


def preset_name(name: str) -> str:
    """What the quick choices of a span are called."""
    names = {
        "ten_minutes": translate("door", "Last 10 minutes"),
        "half_hour": translate("door", "Last 30 minutes"),
        "hour": translate("door", "Last hour"),
        "today": translate("door", "Today"),
        "yesterday": translate("door", "Yesterday"),
    }
    return names[name]


class OpenDialog(Dialog):
    """Closes itself by ``accept`` when the presenter says that the door is open."""

    def __init__(self, presenter: OpeningPresenter, parent: QWidget | None = None) -> None:
        super().__init__(translate("door", "Open recordings"), 104, parent)
        self._presenter = presenter
        self._purposes = QButtonGroup(self)
        self._purpose_box = Flow(gap=0)
        self._camera_box = Flow(gap=0)
        self._boxes: dict[str, QCheckBox] = {}
        self._start = TextLine(translate("door", "From"), translate("door", "yesterday 17:30"), 40)
        self._end = TextLine(translate("door", "To"), "18:30", 40)
        self._read = label("", "strong", wrap=True)
        self._strip = CoverageStrip()
        self._span_notice = Notice()
        self._note = TextLine(
            translate("door", "A word"),
            translate("door", "e.g. cosmetics shelf beside the till"),
            120,
        )
        self._pair = PairForm(presenter.first)
        self._notice = Notice()
        self._trouble: Exception | None = None
        self._open = button(_open_words(presenter.state), self._submit, "primary")
        self._open.setDefault(True)
        self._open.setMinimumWidth(self._widest())
        self._cancel = button(translate("door", "Cancel"), self.reject)
        self._lay_out()
        self._start.editingFinished.connect(self._typed)
        self._end.editingFinished.connect(self._typed)
        self._note.textChanged.connect(presenter.type_note)
        self._pair.changed.connect(lambda: presenter.choose_second(self._pair.second))
        self._pair.confirmed.connect(self._submit)
        self._pair.amended.connect(presenter.amend)
        presenter.attach(self.show_state)
        presenter.load()

    def _note_line(self) -> QHBoxLayout:
        """It may stay empty, which is said where it stands."""
        optional = translate("door", "(optional)")
        self._note.setAccessibleDescription(optional)
        return row(self._note, label(optional, "muted"), spacing=1)

    def _lay_out(self) -> None:
        unit = current().unit
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * unit)
        grid.setVerticalSpacing(2 * unit)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, current().wide(NAMES))
        times = row(self._start, label("〜"), self._end, 1)
        quick = (
            button(preset_name(name), partial(self._preset, span), "quiet")
            for name, span in self._presenter.presets()
        )
        presets = Flow(*quick, gap=0.5)
        for field in (self._start, self._end):
            field.setFixedWidth(current().wide(24))
        span_box = column(times, presets, self._span_notice, self._read, self._strip)
        lines = (
            (translate("door", "Purpose"), self._purpose_box),
            (translate("door", "Cameras"), self._camera_box),
            (translate("door", "Span"), span_box),
            (translate("door", "A word"), self._note_line()),
        )
        for index, (name, layout) in enumerate(lines):
            title = label(name, "strong")
            title.setMinimumHeight(32)
            top = Qt.AlignmentFlag.AlignTop
            grid.addWidget(title, index, 0, top)
            grid.addLayout(layout, index, 1)
        reminder = label(
            translate(
                "door",
                "Every look is logged. Do not tell anybody what you see, and do not post it.",
            ),
            "muted",
            wrap=True,
        )
        body = column(
            label(translate("door", "Open recordings"), "heading"),
            grid,
            rule(),
            self._pair,
            self._notice,
            reminder,
            spacing=2,
        )
        self.fill(body, row(1, self._cancel, self._open))

    # --- state → screen ---------------------------------------------------------------------

    def show_state(self, state: OpeningState) -> None:
        first_time = state.ready and not self._boxes
        self._fill(state)
        for camera_id, box in self._boxes.items():
            box.setChecked(camera_id in state.chosen)
            box.setEnabled(camera_id in state.chosen or len(state.chosen) < MAX_TILES)
        if state.span is not None and not self._typing():
            self._say_span(state)
        trouble = state.span_trouble
        self._span_notice.say_error(trouble)
        self._read.setText("")
        if trouble is None and state.span is not None:
            self._read.setText(words.span_and_length(state.span, language()))
        lines = {track.camera_id: track for track in state.tracks}
        shown = tuple(
            Line(camera.name, lines[camera.id])
            for camera in state.cameras
            if camera.id in state.chosen and camera.id in lines
        )
        self._strip.keep_room(min(len(state.cameras), MAX_TILES))
        self._strip.show_lines(shown, state.span)
        if state.ready:
            self._pair.offer(state.seconds, state.second)
        if first_time:
            self._to_missing(state)
        self._pair.ask_again(wanted=state.asks_again)
        self._open.setEnabled(state.complete)
        self._open.setText(_open_words(state))
        self._pair.setEnabled(not state.busy)
        if state.trouble is not self._trouble:
            self._trouble = state.trouble
            self._notice.say_error(state.trouble)
            if state.trouble is not None:
                self._pair.refused(state.trouble)

    def _fill(self, state: OpeningState) -> None:
        """Purposes and cameras, once they are known."""
        if self._boxes or not state.ready:
            return
        for purpose in state.purposes:
            choice = QRadioButton(engine_text(f"policy.purpose.{purpose}"))
            choice.setChecked(purpose == state.purpose)
            choice.toggled.connect(partial(self._purpose, purpose))
            self._purposes.addButton(choice)
            self._purpose_box.addWidget(choice)
        for camera in state.cameras:
            box = QCheckBox(camera.name)
            box.clicked.connect(
                lambda on, name=camera.id: self._presenter.choose_camera(name, wanted=on)
            )
            self._boxes[camera.id] = box
            self._camera_box.addWidget(box)

    def _to_missing(self, state: OpeningState) -> None:
        """The keyboard goes to the first thing that is still to be chosen."""
        choices = self._purposes.buttons()
        if Missing.PURPOSE in state.missing and choices:
            focus_soon(choices[0])
        elif Missing.CAMERAS in state.missing and self._boxes:
            focus_soon(next(iter(self._boxes.values())))
        elif Missing.SPAN in state.missing:
            focus_soon(self._start)
        else:
            self._pair.focus()

    def _typing(self) -> bool:
        return self._start.hasFocus() or self._end.hasFocus()

    def _say_span(self, state: OpeningState) -> None:
        span, now = state.span, state.now_us
        if span is None:
            return
        start, end = words.typed_span(span, now, language())
        self._start.setText(start)
        self._end.setText(end)

    # --- screen → presenter -----------------------------------------------------------------

    def _preset(self, span: Span) -> None:
        self._start.clearFocus()
        self._end.clearFocus()
        self._presenter.choose_span(span)

    def _purpose(self, purpose: str, on: bool) -> None:
        if on:
            self._presenter.choose_purpose(purpose)

    def _typed(self) -> None:
        """Somebody typed; going through a field with Tab changes nothing."""
        start, end = self._start.isModified(), self._end.isModified()
        if start or end:
            meant = start or self._presenter.state.start_meant
            self._presenter.type_span(self._start.text(), self._end.text(), meant=meant)

    def _submit(self) -> None:
        state = self._presenter.state
        if state.missing:
            self._to_missing(state)
        if not state.complete or not self._pair.complete():
            return
        pair = self._pair.pair()
        self._presenter.open(pair.second.passphrase if pair.second else "", pair.again)

    def _widest(self) -> int:
        """Whatever the button says, it and the one beside it stay where they are."""
        state = self._presenter.state
        said = [*_wanted_words().values(), _asking(), _open_for(state.minutes)]
        probes = [button(each, kind="primary") for each in said]
        return max(probe.sizeHint().width() for probe in probes)

    def done(self, result: int) -> None:
        if result != QDialog.DialogCode.Accepted:
            self._presenter.give_up()
        self._presenter.detach()
        super().done(result)


def _open_words(state: OpeningState) -> str:
    """What the button does, or what it still waits for."""
    if state.busy:
        return _asking()
    if state.ready and state.missing:
        return _wanted_words()[state.missing[0]]
    return _open_for(state.minutes)


def _wanted_words() -> dict[Missing, str]:
    return {
        Missing.PURPOSE: translate("door", "Choose a purpose first"),
        Missing.CAMERAS: translate("door", "Choose cameras first"),
        Missing.SPAN: translate("door", "Say which span first"),
    }


def _asking() -> str:
    return translate("door", "Asking…")


def _open_for(minutes: int) -> str:
    return fill(translate("door", "Open for {n} {n:?minute|minutes}"), n=minutes)
