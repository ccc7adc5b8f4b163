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
    LOOKING = "looking"
    GIVING = "giving"
    SEAT = "seat"
    DETAILS = "details"


class Unit(StrEnum):
    """What a number counts, as people type it. Words: ``setting.unit.<value>``."""

    YEARS = "years"
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
    """One setting. ``minimum``/``maximum``: of numbers, and of a text's length.

    Words: ``setting.<name>`` says what it is, ``setting.why.<name>`` what it does. ``two``: both
    managers must agree to a change. ``page``: where it is changed instead, because more is asked
    there; words under ``setting.elsewhere.<page>``.
    """

    name: str
    group: Group
    default: Value
    minimum: int = 0
    maximum: int = 0
    two: bool = False
    unit: Unit | None = None
    page: str = ""

    @property
    def kind(self) -> type[Value]:
        return type(self.default)


_KEEP, _LOOK, _GIVE = Group.KEEPING, Group.LOOKING, Group.GIVING
_SEAT, _DETAILS = Group.SEAT, Group.DETAILS
# In the order in which a shop needs them; what hardly anybody changes stands last.
_ROWS = (
    # How long recordings are kept (J-4, T-4)
    Setting("retention_days", _KEEP, 14, 1, 365, two=True, unit=Unit.DAYS, page="retention"),
    Setting("retention_reason", _KEEP, "", 0, 500, two=True, page="retention"),
    # Looking at recordings and live pictures: J-3, J-5
    Setting("session_minutes", _LOOK, 30, 1, 120, two=True, unit=Unit.MINUTES),
    Setting("live_for_staff", _LOOK, False, two=True),
    # Giving out and answering, printed stills: G-7.2, APPI 33, J-15
    Setting("register_years", _GIVE, 3, 3, 20, two=True, unit=Unit.YEARS),
    Setting("rights_due_days", _GIVE, 14, 1, 30, two=True, unit=Unit.DAYS),
    Setting("still_days", _GIVE, 30, 1, 365, two=True, unit=Unit.DAYS),
    # The desktop
    Setting("idle_lock_minutes", _SEAT, 5, 1, 60, unit=Unit.MINUTES),
    # The disk, holds, and how recordings are written; 0 bytes: no bound but the disk
    Setting("retention_bytes", _DETAILS, 0, 0, 1 << 50, two=True, unit=Unit.GIB, page="retention"),
    Setting("reserve_bytes", _DETAILS, 2 * GIB, 0, 1 << 40, two=True, unit=Unit.GIB),
    Setting("ballast_bytes", _DETAILS, 64 << 20, 0, 4 * GIB, two=True, unit=Unit.MIB),
    Setting("hold_quota_percent", _DETAILS, 25, 0, 90, two=True, unit=Unit.PERCENT),
    Setting("overwrite_held", _DETAILS, False, two=True),
    Setting("volume_seconds", _DETAILS, 3600, 10, 10_800, two=True, unit=Unit.SECONDS),
    Setting("head_interval_seconds", _DETAILS, 60, 5, 600, two=True, unit=Unit.SECONDS),
)

SETTINGS: Mapping[str, Setting] = {row.name: row for row in _ROWS}
