"""The shop's settings as rows, made from the engine's catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from ui.model import PersonInfo, SignedIn
from ui.review.model import Pair

Value = int | bool | str


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One setting. Words: ``setting.<name>``, ``setting.why.<name>``, ``setting.group.<group>``.

    Numbers stand in ``unit`` (words ``setting.unit.<unit>``). ``elsewhere``: the page that
    changes it, with words under ``setting.elsewhere.<page>``; empty: it is changed here.
    """

    name: str
    group: str
    value: Value
    default: Value
    minimum: int = 0
    maximum: int = 0
    two: bool = False
    unit: str = ""
    elsewhere: str = ""


class SettingsBook(Protocol):
    """All calls are slow."""

    def rows(self) -> tuple[SettingRow, ...]:
        """In the order of the catalogue."""
        ...

    def seconds(self, by: SignedIn) -> tuple[PersonInfo, ...]:
        """Who may agree beside ``by``."""
        ...

    def change(self, name: str, value: Value, pair: Pair) -> None:
        """Agreed to, logged, done; the recorder is told. ``value``: in the row's unit."""
        ...
