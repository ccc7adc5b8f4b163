"""A question before the end, only where something would be lost."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtWidgets import QWidget

from ui.translate import translate
from ui.widgets.basics import button, column, focus_soon, icon_label, label, look_final, row
from ui.widgets.dialog import Dialog


class Loss(StrEnum):
    """What would be lost by quitting now."""

    WORK = "work"  # something long is under way
    SHEET = "sheet"  # a new recovery sheet is not confirmed yet
    DEMO = "demo"  # the demo shop, which is gone with its window
    FIRST_SHEET = "first_sheet"  # the first one, while the shop is set up


class QuitDialog(Dialog):
    """Says what would be lost. Going on is the first answer."""

    def __init__(
        self, loss: Loss, on_quit: Callable[[], None], parent: QWidget | None = None
    ) -> None:
        super().__init__("ShopGuard", 60, parent)
        what, means = _words(loss)
        stay = button(translate("frame", "Go on working"), self.reject, "primary")
        stay.setDefault(True)
        focus_soon(stay)
        anyway = translate("frame", "Quit all the same")
        if loss is Loss.DEMO:
            anyway = translate("frame", "End the demo")
        leave = button(anyway, self.accept)
        look_final(leave, final=True)
        self.accepted.connect(on_quit)
        said = column(label(what, "strong", wrap=True), label(means, wrap=True))
        top = row(icon_label("warning", "late", 32), said, spacing=2)
        top.setStretch(1, 1)
        self.fill(column(top), row(leave, 1, stay))


def _words(loss: Loss) -> tuple[str, str]:
    if loss is Loss.SHEET:
        return (
            translate("frame", "The new recovery sheet is not confirmed yet"),
            translate(
                "frame",
                "If a manager later loses the passphrase and there is no sheet, recordings can be"
                " lost for ever.",
            ),
        )
    if loss is Loss.DEMO:
        return (
            translate("frame", "End the demo shop?"),
            translate("frame", "The demo shop and all you made in it are erased."),
        )
    if loss is Loss.FIRST_SHEET:
        return (
            translate("frame", "The recovery sheet is not kept yet"),
            translate(
                "frame",
                "The shop and its two managers stay as they are. This PC forgets the sheet when it"
                " quits: at the next sign-in you make a new one together, and go on from here.",
            ),
        )
    return (
        translate("frame", "Something is still being worked on"),
        translate(
            "frame",
            "Files being written now would be left unfinished. Recording goes on either way.",
        ),
    )
