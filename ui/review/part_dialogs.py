"""A marked part is kept: of which cameras, why and until when."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from shopguard.base.span import Span
from shopguard.base.texts import fill
from ui import words
from ui.model import CameraInfo
from ui.review.act_dialogs import ActDialog
from ui.review.acts import HOLD_DAYS, Done
from ui.translate import language, translate
from ui.widgets.basics import Choice, column, focus_soon, label, set_tone
from ui.widgets.fields import Field, Line
from ui.widgets.flow import Flow


@dataclass(frozen=True, slots=True)
class Part:
    """A marked span, and the cameras that are open."""

    mark: Span
    cameras: tuple[CameraInfo, ...]


class PartForm(QWidget):
    """From when to when, and of which cameras: those that are open, each can be left out."""

    changed = Signal()

    def __init__(self, part: Part) -> None:
        super().__init__()
        self._boxes = {camera.id: QCheckBox(camera.name) for camera in part.cameras}
        for box in self._boxes.values():
            box.setChecked(True)
            box.toggled.connect(self._toggled)
        self._none = label("", wrap=True)
        set_tone(self._none, "late")
        self._none.hide()
        length = label(words.span_and_length(part.mark, language()), "strong", wrap=True)
        name = label(translate("review", "Cameras"), "muted")
        body = column(length, name, Flow(*self._boxes.values(), gap=0), self._none, spacing=0)
        self.setLayout(body)

    @property
    def chosen(self) -> tuple[str, ...]:
        return tuple(camera_id for camera_id, box in self._boxes.items() if box.isChecked())

    def _toggled(self) -> None:
        said = "" if self.chosen else translate("review", "Choose at least one camera.")
        self._none.setText(said)
        self._none.setVisible(bool(said))
        self.changed.emit()


class HoldDialog(ActDialog):
    """What is kept, why, and until when."""

    def __init__(
        self,
        part: Part,
        act: Callable[[Sequence[str], str, int, Done], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            translate("review", "Keep the marked part"),
            translate(
                "review", "It will not be erased until its day. One manager may do this alone."
            ),
            translate("review", "Keep"),
            parent,
        )
        self._act = act
        self.part = PartForm(part)
        self.part.changed.connect(lambda: self._go.setEnabled(bool(self.part.chosen)))
        name = translate("review", "Ground")
        self._ground = Line(name, translate("review", "e.g. theft reported to the police"), 200)
        self._field = Field(name, self._ground)
        self._days = Choice(translate("review", "Keep for"))
        entries = [
            (fill(translate("review", "{n} {n:?day|days}"), n=days), days) for days in HOLD_DAYS
        ]
        self._days.fill(list(entries), HOLD_DAYS[0])
        self.body.addWidget(self.part)
        self.body.addWidget(self._field)
        self.body.addWidget(Field(translate("review", "Keep for"), self._days))
        self._ground.returnPressed.connect(self._submit)
        focus_soon(self._ground)
        self.asked.connect(self._ask)

    def _submit(self) -> None:
        if self.part.chosen:
            super()._submit()

    def _ask(self) -> None:
        if not self._ground.text().strip():
            self._field.trouble(translate("review", "Say why it is kept: the log asks for it."))
            self._go.setEnabled(True)
            focus_soon(self._ground)
            return
        days = int(self._days.currentData())
        self._act(self.part.chosen, self._ground.text(), days, self.answered)
