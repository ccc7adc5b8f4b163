"""What is kept beyond its time: of which cameras, why, by whom, until when."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QFrame, QPushButton

from shopguard.base.texts import fill
from ui import words
from ui.retention.grid import Grid
from ui.retention.model import HeldPart
from ui.retention.words import asked_words, listing
from ui.translate import language, translate
from ui.widgets.basics import button, card_head, column, label, row

FEW = 30  # parts at a time


class HeldCard(QFrame):
    """``end`` is told which part is to be kept no longer."""

    def __init__(self, end: Callable[[HeldPart], None]) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._end = end
        self._parts: tuple[HeldPart, ...] = ()
        self._may = False
        self._shown = FEW
        self._none = label("", "muted", wrap=True)
        self._grid = Grid()
        self._more = button("", self._show_more, "quiet")
        head = card_head("lock", translate("retention", "Kept parts"))
        body = column(head, self._none, self._grid, row(self._more, 1), margins=2)
        self.setLayout(body)

    def show_parts(self, parts: tuple[HeldPart, ...], *, may: bool) -> None:
        """``may``: whoever sits here may end one, with the other manager."""
        self._parts, self._may = parts, may
        self._none.setVisible(not parts)
        self._none.setText(
            translate(
                "retention",
                "Nothing is kept beyond its time. A part that is needed longer is marked under"
                " “Recordings” and kept there.",
            )
        )
        self._fill()

    def _show_more(self) -> None:
        self._shown += FEW
        self._fill()

    def _fill(self) -> None:
        heads = (
            translate("retention", "Kept until"),
            translate("retention", "Recorded"),
            translate("retention", "Why, and who kept it"),
        )
        self._grid.clear(heads if self._parts else ())
        for part in self._parts[: self._shown]:
            self._grid.add(_cells(part), self._ender(part) if self._may else None)
        left = len(self._parts) - self._shown
        self._more.setVisible(left > 0)
        said = translate("retention", "Show {n} more, which end later")
        self._more.setText(fill(said, n=min(left, FEW)))

    def _ender(self, part: HeldPart) -> QPushButton:
        ends = button(translate("retention", "End it…"), partial(self._end, part), "quiet")
        said = translate("retention", "End keeping {cameras}, {span}")
        about = said.format(cameras=listing(part.cameras), span=words.span(part.span, language()))
        ends.setAccessibleName(about)
        return ends


def _cells(part: HeldPart) -> tuple[str, ...]:
    why = [part.ground, part.owner]
    if part.asked:
        why.append(asked_words(part))
    return (
        words.day(part.until_us, language(), year=True),
        f"{listing(part.cameras)}\n{words.span(part.span, language())}",
        "\n".join(why),
    )
