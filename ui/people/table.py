"""Everybody in a list: name, role, pledge, training, and whether they are here."""

from __future__ import annotations

from collections.abc import Callable

from ui.people.model import Member
from ui.people.words import pledge_words, role_words, state_words, training_words
from ui.translate import translate
from ui.widgets.list_table import ListRow, ListTable

_READY = 2  # the column that takes the rest


class PeopleTable(ListTable):
    """``on_choose`` is told the id of the row that was chosen."""

    def __init__(self, on_choose: Callable[[str], None]) -> None:
        heads = (
            translate("people", "Name"),
            translate("people", "Role"),
            translate("people", "Pledge and training"),
            translate("people", "State"),
        )
        super().__init__(translate("people", "People"), heads, _READY, on_choose)

    def show_members(self, members: tuple[Member, ...], chosen: str, now_us: int) -> None:
        self.show_rows(tuple(_row(member, now_us) for member in members), chosen)


def _row(member: Member, now_us: int) -> ListRow:
    cells = _cells(member, now_us)
    signs = tuple((at, "warning", tone) for at, (_, tone) in enumerate(cells) if tone)
    return ListRow(member.id, tuple(words for words, _ in cells), signs)


def _cells(member: Member, now_us: int) -> tuple[tuple[str, str], ...]:
    """Words and tone, by column. Of pledge and training the one that needs care is named."""
    pledge, training = pledge_words(member), training_words(member, now_us)
    if pledge[1]:
        ready = (translate("people", "pledge: {words}").format(words=pledge[0]), "late")
    else:
        ready = training
    state = state_words(member)
    if member.left_us is not None:  # since when stands beside the list
        ready, state = ("–", ""), translate("people", "left")
    return ((member.name, ""), (role_words(member), ""), ready, (state, ""))
