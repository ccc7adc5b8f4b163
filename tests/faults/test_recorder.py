"""The whole recorder on real RTSP cameras: killed, frozen, cut off, and always back (J-4)."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import av
import psutil
import pytest

from shopguard.base.errors import Unavailable
from shopguard.cameras.register import Camera
from shopguard.cameras.source import LossCause
from shopguard.footage.mp4.boxes import VIDEO_TRACK
from shopguard.footage.mp4.fragments import read_fragment
from shopguard.footage.store import VolumeState
from shopguard.recorder.channel import RecorderClient
from shopguard.recorder.report import State
from shopguard.recorder.supervisor import Supervisor
from tests.fakes.recording import Seen, wait_for
from tests.fakes.rtsp_server import RtspServer
from tests.fakes.running import RunningRecorder

pytestmark = pytest.mark.rtsp
Serve = Callable[..., RtspServer]


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Callable[..., RunningRecorder]]:
    made: list[RunningRecorder] = []

    def make(**options: float) -> RunningRecorder:
        made.append(RunningRecorder(tmp_path, **options))
        return made[-1]

    yield make
    for one in made:
        one.close()


def no_overlap(one: RunningRecorder, camera: Camera) -> None:
    refs = [ref for ref, _ in one.stored(camera)]
    ends = [(ref.link.start_us, ref.link.end_us) for ref in refs]
    assert all(before[1] <= after[0] for before, after in pairwise(ends))


def pictures(path: Path) -> list[bytes]:
    """What the server sends, in order: each picture as the clip holds it."""
    with av.open(str(path)) as clip:
        return [bytes(packet) for packet in clip.demux(video=0) if packet.size]


def slices(picture: bytes, codec: str) -> bytes:
    """The coded slices of a length-prefixed picture, without parameter sets and the like."""
    kept, at = [], 0
    while at < len(picture):
        size = int.from_bytes(picture[at : at + 4], "big")
        nal = picture[at + 4 : at + 4 + size]
        coded = nal[0] & 31 in (1, 5) if codec == "h264" else nal[0] >> 1 & 63 < 32
        kept.append(nal if coded else b"")
        at += 4 + size
    return b"".join(kept)


@pytest.mark.requirement("G-6.2")
def test_every_picture_is_stored_bit_for_bit_across_volumes(
    clips: dict[str, Path], rtsp_server: Serve, running: Callable[..., RunningRecorder]
) -> None:
    """H.264 and H.265, one with sound, all with credentials."""
    server = rtsp_server(clips, user="viewer", password="p@ss:w/rd")
    one = running()
    cameras = {
        name: one.camera(
            name, server.url(name), username="viewer", password="p@ss:w/rd", audio=True
        )
        for name in clips
    }
    one.shop.settings.set("volume_seconds", 10)
    with one:
        wait_for(lambda: all(len(one.shop.store.volumes(c.id)) > 1 for c in cameras.values()))
        one.wait_recorded(2, since=len(one.acked))
        one.stop()
    assert one.exit_code == 0
    for name, camera in cameras.items():
        codec = "h265" if name == "h265" else "h264"
        sent = [slices(picture, codec) for picture in pictures(clips[name])]
        got = [
            slices(bytes(sample.data), codec)
            for _, fragment in one.stored(camera)
            for sample in read_fragment(fragment.data)[VIDEO_TRACK]
        ]
        assert len(got) > 30
        first = sent.index(got[0])
        assert got == [sent[(first + number) % len(sent)] for number in range(len(got))]
        volumes = one.shop.store.volumes(camera.id)
        assert len(volumes) >= 2
        assert {volume.state for volume in volumes} == {VolumeState.CLOSED}
        assert one.gaps(camera) == [("stopped", False)]
        no_overlap(one, camera)
    words = (one.full.home.logs / "recorder.log").read_text()
    assert "p@ss" not in words
    assert "p%40ss" not in words


@pytest.mark.requirement("J-4")
def test_a_recorder_that_hangs_is_started_again_and_the_gap_says_so(
    clips: dict[str, Path], rtsp_server: Serve, running: Callable[..., RunningRecorder]
) -> None:
    server = rtsp_server({"h264": clips["h264"]})
    one = running(hangs_s=6)
    camera = one.camera("till", server.url("h264"))
    with one:
        one.wait_recorded(2)
        last = one.acked[-1]
        wait_for(lambda: one.supervisor.ends.get(camera.id) == last["end_us"])
        one.freeze()
        wait_for(lambda: one.supervisor.restarts == 1)
        since = len(one.acked)
        one.wait_connected()
        one.wait_recorded(2, since=since)
        one.stop()
    first, _ = one.shop.store.gaps(camera.id)
    assert (first.cause, first.approximate) == ("hung", False)
    assert first.start_us >= last["end_us"]
    assert first.end_us is not None
    assert "recorder.crashed" in one.logged()


@pytest.mark.requirement("J-4")
def test_cameras_that_fail_are_told_and_recorded_again_when_they_are_back(
    clips: dict[str, Path], rtsp_server: Serve, running: Callable[..., RunningRecorder]
) -> None:
    steady, killed, frozen = (rtsp_server({"h264": clips["h264"]}) for _ in range(3))
    one = running()
    good = one.camera("good", steady.url("h264"))
    bad = [one.camera("killed", killed.url("h264")), one.camera("frozen", frozen.url("h264"))]
    with one:
        one.wait_recorded(2)
        killed.kill()
        frozen.freeze()
        wait_for(lambda: len(one.alarms) == 2, "both alarms")
        assert {alarm["alarm"]["kind"] for alarm in one.alarms} == {"camera_late"}
        assert {alarm["alarm"]["camera"] for alarm in one.alarms} == {"killed", "frozen"}
        report = one.client.health()
        states = {camera.name: camera.state for camera in report.cameras}
        assert states.pop("good") is State.RECORDING
        assert set(states.values()) <= {State.LOST, State.LATE}
        assert not report.good
        killed.restart()
        frozen.thaw()
        one.wait_recorded(2, since=len(one.acked))
        wait_for(lambda: not one.client.health().alarms, "the all-clear")
        one.stop()
    assert one.gaps(good) == [("stopped", False)]
    for camera in bad:
        (cause, over), *_ = one.gaps(camera)
        assert over
        assert cause in ("closed", "stalled", "timeout", "refused")
        no_overlap(one, camera)
    assert {"camera.lost", "camera.back"} <= set(one.logged())


def test_cameras_come_and_go_and_a_client_ends_it(
    clips: dict[str, Path], rtsp_server: Serve, running: Callable[..., RunningRecorder]
) -> None:
    server = rtsp_server(clips)
    one = running()
    first = one.camera("first", server.url("h264"))
    with one:
        one.wait_recorded(1)
        second = one.camera("second", server.url("h265"))
        one.client.reload()
        one.wait_recorded(1)
        one.shop.cameras.update(first.id, url=server.url("sound"))
        one.shop.cameras.update(second.id, name="renamed")
        one.client.reload()
        one.wait_recorded(2, since=len(one.acked))
        assert {camera.name for camera in one.client.health().cameras} == {"first", "renamed"}
        one.shop.cameras.update(second.id, enabled=False)
        one.client.reload()
        wait_for(lambda: one.client.health().cameras[-1].state is State.OFF)
        with pytest.raises(Unavailable) as error:
            Supervisor(one.full.home).run()
        assert error.value.code == "recorder.already_running"
        one.client.stop_recorder()
        one.thread.join(30)
    assert one.exit_code == 0
    assert one.gaps(first) == [("changed", True), ("stopped", False)]
    assert one.gaps(second) == [("off", False)]
    no_overlap(one, first)
    with pytest.raises(Unavailable) as error:
        RecorderClient.connect(one.full.home, one.shop.key)
    assert error.value.code == "recorder.not_running"


def corner_and_rest(film: bytes) -> list[tuple[float, float]]:
    """Brightest value under the mask and brightness of the rest, for each picture."""
    with av.open(io.BytesIO(film)) as container:
        pictures = [frame.to_ndarray(format="gray") for frame in container.decode(video=0)]
    return [(float(p[:96, :160].max()), float(p[96:].mean())) for p in pictures]


@pytest.mark.requirement("G-2")
def test_a_masked_camera_is_seen_masked_or_not_at_all(
    clips: dict[str, Path], rtsp_server: Serve, running: Callable[..., RunningRecorder]
) -> None:
    server = rtsp_server(clips)
    one = running()
    quarter = ((0.0, 0.0), (0.5, 0.0), (0.5, 0.5), (0.0, 0.5))
    camera = one.camera(
        "entrance", server.url("h264"), sub_url=server.url("h265"), masks=(quarter,)
    )
    seen = Seen()
    with one:
        one.client.watch(camera.id, seen, sub=True)
        one.wait_recorded(2)
        worker = wait_for(lambda: mask_worker(one))
        worker.kill()
        wait_for(lambda: LossCause.MASK_WORKER in seen.losses)
        one.wait_recorded(2, since=len(one.acked))
        one.stop()
    stored = [fragment for _, fragment in one.stored(camera)]
    assert len(stored) >= 4
    shown = [corner_and_rest(f.init + f.data) for f in stored if f.key]
    live = b"".join(b"\0\0\0\1" + part for packet in seen.packets for part in packet.parts)
    for pictures in (*shown, corner_and_rest(live)):
        assert pictures
        for corner, rest in pictures:
            assert corner < 24
            assert rest > 30
    assert one.gaps(camera) == [("mask_worker", True), ("stopped", False)]
    no_overlap(one, camera)


def mask_worker(one: RunningRecorder) -> psutil.Process | None:
    children = psutil.Process(one.supervisor.worker_pid).children(recursive=True)
    return next((c for c in children if "mask_worker" in " ".join(c.cmdline())), None)
