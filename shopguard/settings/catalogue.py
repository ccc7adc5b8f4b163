"""Every setting of a shop. A new one is one row here and its words in ``resources/texts``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Value = int | bool | str
GIB = 1 << 30


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. ``choices`` for words, ``minimum``/``maximum`` for numbers (and text length).

    Words: ``setting.<name>`` (what it is and why). ``two``: both managers must agree to a change.
    """

    name: str
    default: Value
    minimum: int = 0
    maximum: int = 0
    choices: tuple[str, ...] = ()
    two: bool = False

    @property
    def kind(self) -> type[Value]:
        return type(self.default)


_ROWS = (
    # How long recordings are kept (J-4, T-4)
    Setting("retention_days", 14, 1, 365, two=True),
    Setting("retention_reason", "", 0, 500, two=True),
    Setting("retention_bytes", 0, 0, 1 << 50, two=True),  # 0: no bound but the disk
    Setting("reserve_bytes", 2 * GIB, 0, 1 << 40, two=True),
    Setting("ballast_bytes", 64 << 20, 0, 4 * GIB, two=True),
    Setting("overwrite_held", False, two=True),
    Setting("hold_quota_percent", 25, 0, 90, two=True),
    # Recording
    Setting("volume_seconds", 3600, 10, 10_800, two=True),
    Setting("head_interval_seconds", 60, 5, 600, two=True),
    # Looking at recordings and live pictures: J-3, J-5
    Setting("session_minutes", 30, 1, 120, two=True),
    Setting("idle_lock_minutes", 5, 1, 60),
    Setting("live_for_staff", False, two=True),
    # The desktop
    Setting("language", "ja", choices=("ja", "en")),
)

SETTINGS: Mapping[str, Setting] = {row.name: row for row in _ROWS}
