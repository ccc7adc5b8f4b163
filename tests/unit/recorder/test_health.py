"""Health and alarms: recording is a fact, told within 15 seconds when it ends."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from shopguard.base.clock import HOUR, MINUTE, SECOND
from shopguard.base.errors import Unavailable
from shopguard.base.texts import words_for
from shopguard.cameras.source import LossCause
from shopguard.database import schema
from shopguard.recorder.causes import GapCause
from shopguard.recorder.clock_watch import ClockWatch
from shopguard.recorder.health import Health
from shopguard.recorder.report import AlarmKind, DiskReport, HealthReport, State
from tests.fakes.clock import FakeClock
from tests.fakes.full_shop import FullShop
from tests.fakes.recording import RecordedCamera, wait_for


class Watched:
    """One recorded camera and the health that looks at it."""

    def __init__(self, full: FullShop, *, broken: dict[str, bool]) -> None:
        def before(step: str) -> None:
            if step == "append" and broken["is"]:
                raise Unavailable("footage.write_failed", reason="test")

        full.clock.advance(30 * MINUTE)  # no volume ends by the clock meanwhile
        self.full = full
        self.broken = broken
        self.told: list[tuple[str, Any]] = []
        self.one = RecordedCamera(full.shop, full.camera("レジ"), full.clock, before)
        self.health = Health(
            full.clock,
            lambda: [self.one.recorder],
            lambda: [("off", "倉庫")],
            lambda _camera: 2,
            lambda event, value: self.told.append((event, value)),
            pid=7,
            restarts=3,
        )

    def seconds(self, count: int, *, playing: bool = True) -> None:
        for _ in range(count):
            if playing:
                self.one.play(10)
                durable = len(self.one.heard.fragments)
                if not self.broken["is"]:
                    wait_for(lambda: not self.one.recorder.writer.waiting_bytes)
                    assert len(self.one.heard.fragments) >= durable
            self.full.clock.advance(SECOND)
            self.health.turn()

    def kinds(self) -> list[AlarmKind]:
        return [alarm.kind for alarm in self.health.alarms.active()]

    def logged(self) -> list[str]:
        self.health.alarms.write(self.full.shop.ledger.append)
        record = schema.audit_record
        with self.full.shop.catalogue.read() as db:
            return list(db.scalars(select(record.c.action).order_by(record.c.seq)))


@pytest.fixture
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    full = FullShop(tmp_path_factory.mktemp("health"))
    watched = Watched(full, broken={"is": False})
    yield watched
    watched.one.close()
    full.close()


def test_a_camera_that_records_is_no_alarm(watched: Watched) -> None:
    watched.seconds(30)
    assert watched.kinds() == []
    report = watched.health.report()
    assert [camera.state for camera in report.cameras] == [State.RECORDING, State.OFF]
    assert report.good
    assert report.cameras[0].frames_per_s == 10
    assert report.cameras[0].watchers == 2


@pytest.mark.requirement("J-4")
def test_a_camera_that_goes_quiet_is_told_within_fifteen_seconds(watched: Watched) -> None:
    watched.seconds(5)
    watched.seconds(14, playing=False)
    assert watched.kinds() == [AlarmKind.CAMERA_LATE]
    (alarm,) = watched.health.alarms.active()
    assert alarm.params["cause"] == "stalled"
    assert "レジ" in words_for(f"alarm.{alarm.kind}", "ja", camera=alarm.camera).what
    watched.seconds(3)
    assert watched.kinds() == []
    events = [value["on"] for event, value in watched.told if event == "alarm"]
    assert events == [True, False]
    assert watched.logged()[-2:] == ["camera.lost", "camera.back"]


def test_a_camera_that_is_gone_at_the_start_is_told_too(watched: Watched) -> None:
    watched.one.recorder.lost(LossCause.NO_ROUTE, "host unreachable")
    watched.seconds(12, playing=False)
    (alarm,) = watched.health.alarms.active()
    assert (alarm.kind, alarm.params["cause"]) == (AlarmKind.CAMERA_LATE, "no_route")


def test_a_disk_that_takes_nothing_is_told_and_so_is_its_return(watched: Watched) -> None:
    watched.seconds(3)
    watched.broken["is"] = True
    watched.one.play(20)
    wait_for(lambda: watched.one.recorder.write_trouble)
    watched.seconds(13)
    assert set(watched.kinds()) == {AlarmKind.WRITE_FAILING, AlarmKind.CAMERA_LATE}
    assert watched.health.report().cameras[0].cause == GapCause.DISK_ERROR
    watched.broken["is"] = False
    wait_for(lambda: not watched.one.recorder.writer.waiting_bytes)
    watched.seconds(3)
    assert watched.kinds() == []
    assert "recorder.write_failed" in watched.logged()


def test_a_flapping_camera_does_not_flood_the_log(watched: Watched) -> None:
    for _ in range(20):
        watched.seconds(2)
        watched.one.recorder.lost(LossCause.CLOSED, "")
        watched.seconds(12, playing=False)
        watched.one.recorder.stream(watched.one.film.info)
    events = [value["on"] for event, value in watched.told if event == "alarm"]
    assert events.count(True) == 20
    assert watched.logged().count("camera.lost") == 1


@pytest.mark.requirement("J-4")
def test_a_full_disk_of_held_footage_and_an_exceeded_quota_are_told(watched: Watched) -> None:
    watched.health.disk = DiskReport(held_bytes=5 << 30, hold_quota_bytes=4 << 30, short=True)
    watched.health.disk_was_full()
    watched.seconds(1)
    kinds = {AlarmKind.DISK_HELD, AlarmKind.HOLD_QUOTA, AlarmKind.DISK_FULL}
    assert set(watched.kinds()) == kinds
    for alarm in watched.health.alarms.active():
        for language in ("ja", "en"):
            assert words_for(f"alarm.{alarm.kind}", language, camera="", **alarm.params).do
    watched.health.disk = DiskReport()
    watched.seconds(31)
    assert watched.kinds() == []


def test_a_computer_that_slept_says_so_and_its_clock_did_not_jump(watched: Watched) -> None:
    watched.seconds(3)
    watched.full.clock.advance(3 * MINUTE)
    watched.health.turn()
    watched.seconds(4)
    assert watched.kinds() == []
    ((cause, start_us, end_us),) = watched.one.gaps()
    assert cause == GapCause.ASLEEP
    assert end_us is not None
    assert abs(end_us - start_us - 3 * MINUTE) < 2 * SECOND


@pytest.mark.parametrize("step_us", [HOUR, -HOUR, 400 * 24 * HOUR, -3 * SECOND])
def test_a_clock_that_jumped_is_told_and_followed(watched: Watched, step_us: int) -> None:
    watched.seconds(3)
    watched.full.clock.now_us += step_us
    watched.seconds(4)
    assert watched.kinds() == [AlarmKind.CLOCK_JUMPED]
    assert watched.health.report().clock.jumped_s == pytest.approx(step_us / SECOND)
    assert watched.logged()[-1] == "clock.jumped"
    volumes = {volume for _, volume, _ in watched.one.heard.fragments}
    assert len(volumes) == 2
    watched.full.clock.advance(600 * SECOND)
    watched.health.turn()
    assert AlarmKind.CLOCK_JUMPED not in watched.kinds()


def test_a_report_survives_the_channel(watched: Watched) -> None:
    watched.seconds(2)
    watched.one.recorder.lost(LossCause.CLOSED, "")
    watched.seconds(12, playing=False)
    report = watched.health.report()
    assert report.alarms
    assert HealthReport.from_json(json.loads(json.dumps(report.as_json()))) == report


@given(st.lists(st.tuples(st.integers(0, 10_000_000), st.integers(-400_000, 400_000)), max_size=30))
def test_a_clock_that_drifts_is_no_jump(passed: list[tuple[int, int]]) -> None:
    clock = FakeClock()
    watch = ClockWatch(clock)
    watch.check()
    for elapsed, drift in passed:
        clock.advance(elapsed)
        clock.now_us += drift
        assert watch.check() == 0


@given(st.integers(500_001, 10**15), st.booleans())
def test_every_step_is_told_once_with_its_size(size: int, back: bool) -> None:
    clock = FakeClock()
    watch = ClockWatch(clock)
    assert watch.check() == 0
    clock.now_us += -size if back else size
    assert watch.check() == (-size if back else size)
    assert watch.check() == 0
