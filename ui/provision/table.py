"""Every case in a list: number, day, for whom, where it stands."""

from __future__ import annotations

from collections.abc import Callable

from ui import words
from ui.provision.model import CaseInfo
from ui.provision.words import case_words, state_words
from ui.translate import language, translate
from ui.widgets.list_table import ListRow, ListTable

_RECIPIENT = 2


class CaseTable(ListTable):
    """``on_choose`` is told the id of the row that was chosen."""

    def __init__(self, on_choose: Callable[[str], None]) -> None:
        heads = (
            translate("provision", "No."),
            translate("provision", "Day"),
            translate("provision", "For whom"),
            translate("provision", "State"),
        )
        super().__init__(translate("provision", "Requests"), heads, _RECIPIENT, on_choose)

    def show_cases(self, cases: tuple[CaseInfo, ...], chosen: str) -> None:
        self.show_rows(tuple(ListRow(case.id, _cells(case)) for case in cases), chosen)


def _cells(case: CaseInfo) -> tuple[str, ...]:
    return (
        str(case.number),
        words.day(case.opened_us, language()),
        case.recipient or case_words(case),
        state_words(case),
    )
