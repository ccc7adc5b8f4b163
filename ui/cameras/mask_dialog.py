"""Covering private places: drawn on the camera's picture, agreed to by both managers (G-2)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from ui.cameras.canvas import MaskCanvas
from ui.cameras.model import Polygon
from ui.design import current
from ui.model import PersonInfo, Picture, SignedIn
from ui.review.act_dialogs import Done
from ui.review.model import Pair
from ui.review.pair_form import PairForm
from ui.translate import translate
from ui.widgets.basics import button, column, focus_soon, label, row
from ui.widgets.dialog import Dialog
from ui.widgets.notice import Notice

Keep = Callable[[tuple[Polygon, ...]], None]
Agree = Callable[[tuple[Polygon, ...], Pair, Done], None]


class MaskEditor(Dialog):
    """The canvas with its buttons and what they do; ``answer`` is what stands below it."""

    def __init__(
        self, camera: str, picture: Picture, masks: tuple[Polygon, ...], parent: QWidget | None
    ) -> None:
        heading = translate("cameras", "Cover private places")
        super().__init__(heading, 108, parent)
        self._before = masks
        self.canvas = MaskCanvas(picture, masks)
        self.canvas.setFixedHeight(current().wide(44))
        self._count = label("", "muted")
        self._undo = button(
            translate("cameras", "Take the last corner back"), self.canvas.undo, "quiet"
        )
        self._close = button(translate("cameras", "Close the shape"), self.canvas.close_shape)
        self._remove = button(translate("cameras", "Remove this mask"), self.canvas.remove)
        self.notice = Notice()
        self.answer = column(spacing=2)
        said = f"{heading}: {camera}" if camera else heading
        rows = column(
            label(said, "heading"),
            label(_why(), "muted", wrap=True),
            self.canvas,
            row(self._count, 1, self._undo, self._close, self._remove),
            label(_how(), "muted", wrap=True),
            self.notice,
            self.answer,
            spacing=2,
            margins=3,
        )
        self.fill(rows)
        self.canvas.changed.connect(self.show_drawing)
        self.show_drawing()
        focus_soon(self.canvas)

    @property
    def masks(self) -> tuple[Polygon, ...]:
        return self.canvas.drawing.masks

    @property
    def differs(self) -> bool:
        """Something was drawn, and every shape is closed."""
        drawing = self.canvas.drawing
        return drawing.masks != self._before and not drawing.growing

    def show_drawing(self) -> None:
        """Which of the buttons make sense now."""
        drawing = self.canvas.drawing
        self._count.setText(translate("cameras", "Masks: {n}").format(n=len(drawing.masks)))
        self._undo.setEnabled(bool(drawing.growing))
        self._close.setEnabled(len(drawing.growing) >= 3)
        self._remove.setEnabled(drawing.chosen is not None)


class FirstMasks(MaskEditor):
    """For a camera that does not record yet: a mask only protects, one manager draws it."""

    def __init__(
        self, picture: Picture, masks: tuple[Polygon, ...], keep: Keep, parent: QWidget | None
    ) -> None:
        self._go = button(translate("cameras", "Use these masks"), self._done, "primary")
        self._keep = keep
        super().__init__("", picture, masks, parent)
        cancel = button(translate("cameras", "Cancel"), self.reject)
        self.answer.addLayout(row(1, cancel, self._go))

    def show_drawing(self) -> None:
        super().show_drawing()
        self._go.setEnabled(not self.canvas.drawing.growing)

    def _done(self) -> None:
        self._keep(self.masks)
        self.accept()


class MaskDialog(MaskEditor):
    """For a camera that records: both managers agree to what is covered from now on."""

    def __init__(
        self,
        camera: str,
        picture: Picture,
        masks: tuple[Polygon, ...],
        people: tuple[SignedIn, Sequence[PersonInfo]],
        act: Agree,
        parent: QWidget | None = None,
    ) -> None:
        first, seconds = people
        self._act = act
        self.pair = PairForm(first)
        self._go = button(translate("cameras", "Both agree"), self._submit, "primary")
        super().__init__(camera, picture, masks, parent)
        fit = [person.login for person in seconds if not person.unfit]
        self.pair.offer(seconds, fit[0] if fit else "")
        self.pair.confirmed.connect(self._submit)
        self.pair.amended.connect(self.notice.hush)
        cancel = button(translate("cameras", "Cancel"), self.reject)
        self.answer.addWidget(self.pair)
        self.answer.addLayout(row(1, cancel, self._go))

    def show_drawing(self) -> None:
        super().show_drawing()
        self._go.setEnabled(self.differs)

    def answered(self, error: Exception | None) -> None:
        """The end of the attempt."""
        if self.gone:
            return
        if error is None:
            self.accept()
            return
        self._go.setEnabled(self.differs)
        self.notice.say_error(error)
        self.pair.refused(error)

    def _submit(self) -> None:
        if not self.differs or not self._go.isEnabled() or not self.pair.complete():
            return
        self._go.setEnabled(False)
        self.notice.hush()
        self._act(self.masks, self.pair.pair(), self.answered)


def _why() -> str:
    return translate(
        "cameras",
        "What is black here is never recorded and cannot be brought back. The pictures of a masked"
        " camera are made anew by this PC, which is more work for it and costs a little sharpness.",
    )


def _how() -> str:
    return translate(
        "cameras",
        "Mouse: click corner after corner, double-click closes; drag a corner or a mask."
        " Keyboard: arrows move the cross (Ctrl: finely), Space sets a corner, Enter closes,"
        " Page Up/Down choose a mask, Shift+arrows move it, Delete removes it.",
    )
