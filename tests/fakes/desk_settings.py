"""The settings of the pictured shop: the real catalogue's rows, without a store."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from shopguard.settings.catalogue import SETTINGS
from ui.engine.settings import row_of
from ui.model import PersonInfo, SignedIn
from ui.people.model import PeopleAct
from ui.review.model import Pair
from ui.settings.model import SettingRow, Value

if TYPE_CHECKING:
    from tests.fakes.desk_shop import FakeShop


class FakeSettings:
    """``kept``: what was changed, in the rows' units."""

    def __init__(self, shop: FakeShop) -> None:
        self.shop = shop
        self.kept: dict[str, Value] = {}

    def rows(self) -> tuple[SettingRow, ...]:
        made = (row_of(setting, setting.default) for setting in SETTINGS.values())
        return tuple(row_with(row, self.kept.get(row.name, row.value)) for row in made)

    def seconds(self, by: SignedIn) -> tuple[PersonInfo, ...]:
        return self.shop.staff.seconds(PeopleAct.ROLE, by)

    def change(self, name: str, value: Value, pair: Pair) -> None:
        if SETTINGS[name].two:
            assert pair.second is not None
            self.shop.check(pair.second)
        self.kept[name] = value


def row_with(row: SettingRow, value: Value) -> SettingRow:
    return replace(row, value=value)
