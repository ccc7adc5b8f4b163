"""Is everything recording? The recorder's report and the catalogue, for the health page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from shopguard.app import recorder
from shopguard.app.acts.retention import confirm_date, forecast
from shopguard.app.shop import Shop
from shopguard.base.clock import SECOND, from_us, to_us
from shopguard.base.platform import host
from shopguard.base.span import Span
from shopguard.footage.gap_days import GapDay as EngineDay
from shopguard.footage.gap_days import gap_days, month_of
from shopguard.recorder.report import CameraReport, State
from shopguard.recorder.report import HealthReport as EngineReport
from ui.engine.beginning import Beginning
from ui.engine.people import proof_of
from ui.engine.retention import keeping_of
from ui.health.model import (
    Begin,
    CameraHealth,
    ClockHealth,
    DiskHealth,
    GapDay,
    GapMonth,
    GapPart,
    HealthReport,
    Level,
    RecorderHealth,
)
from ui.model import CameraInfo, Finding, Fits, Recorder, SignedIn

LEVELS = {
    State.RECORDING: Level.GOOD,
    State.OFF: Level.GOOD,
    State.STARTING: Level.LATE,
    State.LATE: Level.LATE,
    State.LOST: Level.LOST,
}
_RECORDER = {
    Recorder.UNKNOWN: Level.UNKNOWN,
    Recorder.STARTING: Level.LATE,
    Recorder.RUNNING: Level.GOOD,
    Recorder.STOPPED: Level.LOST,
}


class EngineHealth:
    """``ui.health.model.HealthSource``. ``ask``: the recorder's report, None when none answers."""

    def __init__(
        self, shop: Shop, ask: Callable[[], EngineReport | None], beginning: Beginning
    ) -> None:
        self._shop = shop
        self._ask = ask
        self._beginning = beginning

    def report(self) -> HealthReport:
        found = self._ask()
        level = _RECORDER[self._beginning.stands(answered=found is not None)]
        rows = {camera.id: camera for camera in found.cameras} if found else {}
        silent = Level.LOST if found else level  # a camera that no report speaks of
        cameras = [
            self._camera(
                CameraInfo(camera.id, camera.name, camera.place), rows.get(camera.id), silent
            )
            for camera in self._shop.cameras.list()
        ]
        return HealthReport(
            at_us=self._shop.clock.utc_us(),
            cameras=tuple(cameras),
            disk=self._disk(found),
            clock=_clock(found, in_doubt=self._shop.time.in_doubt),
            recorder=RecorderHealth(
                level,
                found.since_us if found else None,
                found.restarts if found else 0,
            ),
            alarms=findings(found),
        )

    def gaps(self, months_ago: int) -> GapMonth:
        now = self._shop.clock.utc_us()
        month = month_of(now, -months_ago)
        names = {camera.id: camera.name for camera in self._shop.cameras.list(include_removed=True)}
        days = gap_days(self._shop.store, month, now)
        return GapMonth(month, tuple(_gap_day(day, names) for day in days), months_ago == 0)

    def confirm_date(self, by: SignedIn) -> None:
        confirm_date(self._shop, [proof_of(by)])

    def start_recorder(self) -> None:
        if not recorder.is_running(self._shop.home):
            self._beginning.began()
            recorder.start(self._shop.home)

    def fits(self, found: EngineReport | None) -> Fits | None:
        """What the retention page says, in a word; None while there is little to judge by."""
        live = {camera.id: camera.bytes_per_s for camera in found.cameras} if found else {}
        judged = forecast(self._shop, live, disk=found.disk if found else None)
        if judged.fits_days is None or not judged.settled:
            return None
        return Fits(judged.fits_days, judged.enough)

    def _camera(
        self, camera: CameraInfo, found: CameraReport | None, silent: Level
    ) -> CameraHealth:
        today = self._today()
        now = self._shop.clock.utc_us()
        gaps = self._shop.store.gaps(camera.id, today)
        missing = sum(
            min(gap.end_us or now, today.end) - max(gap.start_us, today.start) for gap in gaps
        )
        volumes = self._shop.store.volumes(camera.id)
        return CameraHealth(
            camera,
            LEVELS[found.state] if found else silent,
            found.age_s if found else None,
            kbps=found.bytes_per_s // 125 if found else 0,
            cause=found.cause if found else "",
            gaps_today=len(gaps),
            gap_today_s=max(0, missing) / SECOND,
            oldest_us=volumes[0].span.start if volumes else None,
        )

    def _disk(self, found: EngineReport | None) -> DiskHealth:
        keeping = keeping_of(self._shop, found)
        level = Level.GOOD if keeping.enough else Level.LATE
        if found is not None and found.disk.short:
            level = Level.LOST
        holds = self._shop.holds
        return DiskHealth(
            level,
            host.total_bytes(self._shop.home.path),
            host.free_bytes(self._shop.home.path),
            self._shop.store.stored_bytes(),
            holds.held_bytes(holds.active()),
            keeping,
        )

    def _today(self) -> Span:
        now = self._shop.clock.utc_us()
        midnight = from_us(now).replace(hour=0, minute=0, second=0, microsecond=0)
        return Span(to_us(midnight), to_us(midnight + timedelta(days=1)))


def _gap_day(found: EngineDay, names: Mapping[str, str]) -> GapDay:
    parts = [
        GapPart(names.get(gap.camera_id, ""), part, gap.cause, gap.approximate, gap.end_us is None)
        for gap, part in found.pieces
    ]
    begins = tuple(Begin(names.get(camera, ""), at) for camera, at in found.begins)
    return GapDay(found.day, tuple(parts), found.missing_s, found.known, begins, found.to_come)


def findings(found: EngineReport | None) -> tuple[Finding, ...]:
    """The recorder's alarms in the rooms' words."""
    if found is None:
        return ()
    return tuple(
        Finding(
            f"alarm.{alarm.kind}",
            serious=True,
            params=(("camera", alarm.camera), *tuple(alarm.params.items())),
        )
        for alarm in found.alarms
    )


def _clock(found: EngineReport | None, *, in_doubt: bool) -> ClockHealth:
    jumped = found.clock.jumped_s if found else None
    return ClockHealth(Level.LATE if in_doubt else Level.GOOD, jumped, in_doubt)
