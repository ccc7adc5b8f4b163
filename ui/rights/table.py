"""Every request in a list: number, who asks, and until when, or that it is done."""

from __future__ import annotations

from collections.abc import Callable

from ui.rights.model import RightsInfo
from ui.rights.words import due_words, state_words
from ui.translate import translate
from ui.widgets.list_table import ListRow, ListTable

_WHO, _DUE = 1, 2


class RightsTable(ListTable):
    """``on_choose`` is told the id of the row that was chosen."""

    def __init__(self, on_choose: Callable[[str], None]) -> None:
        heads = (
            translate("provision", "No."),
            translate("rights", "Who asks"),
            translate("rights", "Answer by"),
        )
        name = translate("rights", "Requests about one's own data")
        super().__init__(name, heads, _WHO, on_choose)

    def show_requests(self, requests: tuple[RightsInfo, ...], chosen: str) -> None:
        self.show_rows(tuple(_row(each) for each in requests), chosen)


def _row(request: RightsInfo) -> ListRow:
    due = due_words(request) if request.is_open else state_words(request.state)
    cells = (str(request.number), request.who, due)
    signs = ((_DUE, "clock-late", "late"),) if request.overdue else ()
    return ListRow(request.id, cells, signs)
