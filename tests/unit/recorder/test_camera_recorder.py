"""One camera's way from packets to durable footage, and every way it can go wrong."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest

from shopguard.base.clock import HOUR, MINUTE, SECOND
from shopguard.base.errors import Unavailable
from shopguard.cameras.source import LossCause
from shopguard.footage.store import VolumeState
from shopguard.recorder.camera_writer import Slice
from shopguard.recorder.causes import GapCause
from shopguard.recorder.gaps import GapLedger
from shopguard.recorder.report import State
from shopguard.recorder.segmenter import Piece
from tests.fakes.full_shop import FullShop
from tests.fakes.recording import Latch, RecordedCamera, states, wait_for

Record = Callable[..., RecordedCamera]


def test_what_is_acknowledged_is_in_the_volume(record: Record) -> None:
    one = record()
    one.play(55)
    one.wait_durable(5)
    one.recorder.stop(GapCause.STOPPED)
    assert one.recorder.writer.wait_finished(10)
    assert states(one) == [(VolumeState.CLOSED, 6)]
    spans = [queued.fragment.span for queued, _, _ in one.heard.fragments]
    assert one.gaps() == [("stopped", spans[-1].end, None)]


@pytest.mark.requirement("J-4")
def test_volumes_end_with_the_slice_at_a_key_frame_and_lose_nothing(
    record: Record, full_shop: FullShop
) -> None:
    one = record()
    one.room.volume_us = 10 * SECOND
    one.play(300)
    one.wait_durable(29)
    one.recorder.stop(GapCause.STOPPED)
    assert one.recorder.writer.wait_finished(10)
    volumes = one.shop.store.volumes(one.recorder.camera.id)
    assert len(volumes) in (3, 4)
    assert sum(volume.head.fragments for volume in volumes) == 30
    for before, after in itertools.pairwise(volumes):
        assert before.span.end == after.span.start
    seconds = {volume.span.start // SECOND % 10 for volume in volumes[1:]}
    assert len(seconds) == 1


def test_cameras_do_not_all_begin_new_volumes_in_the_same_second(record: Record) -> None:
    ends = set()
    for _ in range(5):
        one = record()
        one.play(11)
        one.wait_durable(1)
        one.room.volume_us = HOUR
        piece = Piece(one.heard.fragments[0][0].fragment, "h264")
        ends.add(Slice.of(one.recorder.camera.id, piece, HOUR).end_us)
    assert len(ends) > 1


@pytest.mark.parametrize("step", ["begin", "append", "close"])
@pytest.mark.parametrize("code", ["footage.disk_full", "footage.write_failed", None])
def test_a_failing_step_loses_nothing_and_is_told(
    record: Record, step: str, code: str | None
) -> None:
    calls = {"failures": 2}

    def before(which: str) -> None:
        if which == step and calls["failures"]:
            calls["failures"] -= 1
            raise Unavailable(code, reason="test") if code else OSError(5, "input/output error")

    one = record(before=before)
    one.room.volume_us = 4 * SECOND
    one.play(120)
    wait_for(lambda: calls["failures"] == 0)
    one.wait_durable(11)
    assert one.recorder.write_trouble is None
    one.recorder.stop(GapCause.STOPPED)
    assert one.recorder.writer.wait_finished(10)
    assert sum(fragments for _, fragments in states(one)) == 12
    assert {state for state, _ in states(one)} <= {VolumeState.CLOSED, VolumeState.INTERRUPTED}
    numbers = [queued.number for queued, _, _ in one.heard.fragments]
    assert numbers == list(range(1, 13))
    if step != "close":
        assert bool(one.heard.full) == (code == "footage.disk_full")


def test_trouble_stands_in_the_report_while_it_lasts(record: Record) -> None:
    broken = {"is": True}

    def before(which: str) -> None:
        if which == "append" and broken["is"]:
            raise Unavailable("footage.write_failed", reason="test")

    one = record(before=before)
    one.play(15)
    assert wait_for(lambda: one.recorder.write_trouble) == ("disk_error", "footage.write_failed")
    broken["is"] = False
    wait_for(lambda: one.recorder.write_trouble is None)
    one.wait_durable(1)


@pytest.mark.requirement("J-4")
def test_a_disk_that_hangs_costs_the_oldest_whole_gops_and_the_gap_is_told(
    record: Record,
) -> None:
    latch = Latch()
    one = record(before=latch, budget=60_000)
    one.play(15)
    assert latch.waiting.wait(10)
    one.play(600)  # returns although nothing can be written
    assert one.recorder.writer.waiting_bytes <= 60_000
    latch.free.set()
    wait_for(lambda: not one.recorder.writer.waiting_bytes)
    spans = [queued.fragment.span for queued, _, _ in one.heard.fragments]
    hole = next(i for i in range(1, len(spans)) if spans[i].start != spans[i - 1].end)
    assert one.gaps() == [("disk_slow", spans[hole - 1].end, spans[hole].start)]
    assert one.heard.fragments[hole][0].fragment.key
    assert one.recorder.report(0).dropped > 0


def test_while_a_full_disk_drops_footage_the_gap_says_so(record: Record) -> None:
    full = {"is": True}

    def before(which: str) -> None:
        if which == "append" and full["is"]:
            raise Unavailable("footage.disk_full", reason="test")

    one = record(before=before, budget=60_000)
    one.play(15)
    wait_for(lambda: one.recorder.write_trouble)
    one.play(600)
    assert [cause for cause, _, end in one.gaps() if end is None] == ["disk_full"]
    full["is"] = False
    one.wait_durable(1)
    assert [(cause, end is None) for cause, _, end in one.gaps()] == [("disk_full", False)]


def test_a_lost_camera_leaves_a_gap_with_the_first_cause(
    record: Record, full_shop: FullShop
) -> None:
    one = record()
    one.play(10)
    one.recorder.lost(LossCause.CLOSED, "connection closed")
    one.recorder.lost(LossCause.NO_ROUTE, "host unreachable")
    one.wait_durable(1)
    report = one.recorder.report(0)
    assert (report.state, report.cause) == (State.LOST, "no_route")
    end = one.heard.fragments[0][0].fragment.span.end
    assert one.gaps() == [("closed", end, None)]
    full_shop.clock.advance(30 * SECOND)
    one.recorder.stream(one.film.info)
    one.play(11)
    one.wait_durable(2)
    start = one.heard.fragments[1][0].fragment.start_us
    assert one.gaps() == [("closed", end, start)]
    assert start - end > 28 * SECOND
    assert one.recorder.report(0).state is State.RECORDING
    assert one.heard.fragments[0][1] == one.heard.fragments[1][1]  # the same volume


def test_a_gap_left_open_by_an_earlier_recorder_ends_with_the_first_footage(
    record: Record, full_shop: FullShop
) -> None:
    first = record()
    first.recorder.lost(LossCause.TIMEOUT, "no answer")
    (gap,) = first.gaps()
    row = full_shop.shop.store.gaps(first.recorder.camera.id)[0]
    again = RecordedCamera(
        full_shop.shop,
        first.recorder.camera,
        full_shop.clock,
        gaps=GapLedger(row.camera_id, row.id, row.start_us),
    )
    full_shop.clock.advance(HOUR)
    again.play(11)
    again.wait_durable(1)
    start = again.heard.fragments[0][0].fragment.start_us
    assert again.gaps() == [(gap[0], gap[1], start)]
    again.close()


def test_what_is_on_its_way_when_the_camera_goes_again_ends_the_gap_before(
    record: Record, full_shop: FullShop
) -> None:
    latch = Latch()
    one = record(before=latch)
    one.recorder.lost(LossCause.TIMEOUT, "no answer")
    began = full_shop.clock.utc_us()
    full_shop.clock.advance(MINUTE)
    one.recorder.stream(one.film.info)
    one.play(10)
    one.recorder.lost(LossCause.CLOSED, "")
    assert latch.waiting.wait(10)
    full_shop.clock.advance(MINUTE)
    one.recorder.lost(LossCause.NO_ROUTE, "")
    latch.free.set()
    one.wait_durable(1)
    span = one.heard.fragments[0][0].fragment.span
    assert one.gaps() == [("timeout", began, span.start), ("closed", span.end, None)]
    assert one.recorder.report(0).cause == "no_route"


def test_health_is_the_age_of_durable_footage_and_nothing_else(
    record: Record, full_shop: FullShop
) -> None:
    one = record()
    assert one.recorder.report(0).state is State.STARTING
    one.play(21)
    one.wait_durable(2)
    full_shop.clock.advance(4 * SECOND)
    report = one.recorder.report(0)
    assert (report.state, report.age_s) == (State.RECORDING, 4.0)
    full_shop.clock.advance(7 * SECOND)
    report = one.recorder.report(0)
    assert (report.state, report.cause) == (State.LATE, "stalled")
    one.recorder.tick()  # what the camera had sent is cut and stored
    one.wait_durable(3)
    one.recorder.tick()
    assert one.gaps()[0][0] == "stalled"


def test_packets_without_a_key_frame_are_not_recording(record: Record, full_shop: FullShop) -> None:
    one = record()
    one.film.number = 1
    for _ in range(3):
        one.play(9)
        one.film.number += 1
        full_shop.clock.advance(5 * SECOND)
    one.play(5)
    one.recorder.tick()
    report = one.recorder.report(0)
    assert (report.state, report.cause) == (State.LATE, "no_key_frame")
    assert [cause for cause, _, _ in one.gaps()] == ["no_key_frame"]


def test_a_bug_in_one_camera_stays_with_that_camera(
    record: Record, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    one = record()
    one.play(15)

    def broken(_packet: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr(one.recorder._segmenter, "push", broken)
    one.play(5)
    assert "a bug" in caplog.text
    one.play(30)
    one.wait_durable(3)


def test_the_tap_sees_what_the_camera_sends(record: Record) -> None:
    one = record()
    one.play(5)
    one.recorder.lost(LossCause.CLOSED, "")
    kinds = [type(each).__name__ for each in one.heard.tapped]
    assert kinds == ["StreamInfo", *["Packet"] * 5, "str"]


def test_gaps_wait_for_a_catalogue_that_cannot_be_written(
    tmp_path: Path, full_shop: FullShop, monkeypatch: pytest.MonkeyPatch
) -> None:
    camera = full_shop.camera("gap ledger")
    ledger = GapLedger(camera.id)
    store = full_shop.shop.store
    ledger.begin(10 * SECOND, "closed")

    def full(*_args: object, **_more: object) -> str:
        raise Unavailable("catalogue.unavailable", reason="database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(store, "begin_gap", full)
        with pytest.raises(Unavailable):
            ledger.flush(store)
        ledger.end(20 * SECOND)
        ledger.note(30 * SECOND, 40 * SECOND, "disk_full")
        ledger.begin(40 * SECOND + 100, "timeout")
        ledger.end(40 * SECOND + 200)  # a seam
        ledger.begin(50 * SECOND, "timeout", "no answer", approximate=True)
    ledger.flush(store)
    ledger.flush(store)
    found = store.gaps(camera.id)
    assert [(g.cause, g.start_us, g.end_us, g.approximate) for g in found] == [
        ("closed", 10 * SECOND, 20 * SECOND, False),
        ("disk_full", 30 * SECOND, 40 * SECOND, False),
        ("timeout", 50 * SECOND, None, True),
    ]
