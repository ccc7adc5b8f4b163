"""Every setting of a shop. A new one is one row here and its words in ``resources/texts``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

Value = int | bool | str
GIB = 1 << 30


class Group(StrEnum):
    """Settings that belong together. Words: ``setting.group.<value>``."""

    KEEPING = "keeping"
    RECORDING = "recording"
    LOOKING = "looking"
    SEAT = "seat"


class Unit(StrEnum):
    """What a number counts, as people type it. Words: ``setting.unit.<value>``."""

    DAYS = "days"
    MINUTES = "minutes"
    SECONDS = "seconds"
    PERCENT = "percent"
    MIB = "mib"
    GIB = "gib"

    @property
    def size(self) -> int:
        """How much of the stored number one of them is."""
        return {Unit.MIB: 1 << 20, Unit.GIB: GIB}.get(self, 1)


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. ``choices`` for words, ``minimum``/``maximum`` for numbers (and text length).

    Words: ``setting.<name>`` says what it is, ``setting.why.<name>`` what it does. ``two``: both
    managers must agree to a change. ``page``: where it is changed instead, because more is asked
    there; words under ``setting.elsewhere.<page>``.
    """

    name: str
    group: Group
    default: Value
    minimum: int = 0
    maximum: int = 0
    choices: tuple[str, ...] = ()
    two: bool = False
    unit: Unit | None = None
    page: str = ""

    @property
    def kind(self) -> type[Value]:
        return type(self.default)


_KEEP, _RECORD, _LOOK, _SEAT = Group.KEEPING, Group.RECORDING, Group.LOOKING, Group.SEAT
_ROWS = (
    # How long recordings are kept (J-4, T-4)
    Setting("retention_days", _KEEP, 14, 1, 365, two=True, unit=Unit.DAYS, page="retention"),
    Setting("retention_reason", _KEEP, "", 0, 500, two=True, page="retention"),
    # 0: no bound but the disk
    Setting("retention_bytes", _KEEP, 0, 0, 1 << 50, two=True, unit=Unit.GIB, page="retention"),
    Setting("reserve_bytes", _KEEP, 2 * GIB, 0, 1 << 40, two=True, unit=Unit.GIB),
    Setting("ballast_bytes", _KEEP, 64 << 20, 0, 4 * GIB, two=True, unit=Unit.MIB),
    Setting("overwrite_held", _KEEP, False, two=True),
    Setting("hold_quota_percent", _KEEP, 25, 0, 90, two=True, unit=Unit.PERCENT),
    # Recording
    Setting("volume_seconds", _RECORD, 3600, 10, 10_800, two=True, unit=Unit.SECONDS),
    Setting("head_interval_seconds", _RECORD, 60, 5, 600, two=True, unit=Unit.SECONDS),
    # Looking at recordings and live pictures: J-3, J-5
    Setting("session_minutes", _LOOK, 30, 1, 120, two=True, unit=Unit.MINUTES),
    Setting("live_for_staff", _LOOK, False, two=True),
    # The desktop
    Setting("idle_lock_minutes", _SEAT, 5, 1, 60, unit=Unit.MINUTES),
    Setting("language", _SEAT, "ja", choices=("ja", "en"), page="seat"),
)

SETTINGS: Mapping[str, Setting] = {row.name: row for row in _ROWS}
