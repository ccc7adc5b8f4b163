"""Retention as the settings and the cameras' own bounds say (J-4, T-4)."""

from __future__ import annotations

from shopguard.base.home import Home
from shopguard.base.platform import host
from shopguard.cameras.register import CameraRegister
from shopguard.footage.retention import CameraRule, RetentionRules
from shopguard.settings.store import Settings


def retention_rules(settings: Settings, cameras: CameraRegister) -> RetentionRules:
    """The rules in force."""
    number, days = settings.number, settings.number("retention_days")
    return RetentionRules(
        days=days,
        max_bytes=number("retention_bytes") or None,
        reserve_bytes=number("reserve_bytes"),
        ballast_bytes=number("ballast_bytes"),
        overwrite_held=settings.flag("overwrite_held"),
        cameras={
            camera.id: CameraRule(camera.retention_days or days, camera.max_bytes)
            for camera in cameras.list(include_removed=True)
        },
    )


def hold_quota_bytes(settings: Settings, home: Home) -> int:
    """How much may be held: a share of what the store may take."""
    bound = settings.number("retention_bytes") or host.total_bytes(home.path)
    return bound * settings.number("hold_quota_percent") // 100
