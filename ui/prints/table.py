"""Every printed still in a list: number, day, camera, where the paper is."""

from __future__ import annotations

from collections.abc import Callable

from ui import words
from ui.prints.model import PrintInfo
from ui.prints.words import short_words, sign_of
from ui.translate import language, translate
from ui.widgets.list_table import ListRow, ListTable

_CAMERA, _STATE = 2, 3


class PrintsTable(ListTable):
    """``on_choose`` is told the id of the row that was chosen."""

    def __init__(self, on_choose: Callable[[str], None]) -> None:
        heads = (
            translate("provision", "No."),
            translate("prints", "Printed"),
            translate("prints", "Camera"),
            translate("provision", "State"),
        )
        name = translate("prints", "Printed stills")
        super().__init__(name, heads, _CAMERA, on_choose)

    def show_prints(self, prints: tuple[PrintInfo, ...], chosen: str) -> None:
        self.show_rows(tuple(_row(each) for each in prints), chosen)


def _row(info: PrintInfo) -> ListRow:
    cells = (
        str(info.number),
        words.day(info.printed.at_us, language()),
        info.camera,
        short_words(info),
    )
    return ListRow(info.id, cells, ((_STATE, *sign_of(info)),))
