"""A source goes on for ever: whatever a camera does, it is told and tried again."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest

from shopguard.base.errors import InvalidInput
from shopguard.cameras.frozen import Watched
from shopguard.cameras.kinds.rtsp import Patience, RtspSource
from shopguard.cameras.open import KINDS, open_source
from shopguard.cameras.reactor import Reactor
from shopguard.cameras.register import Camera
from shopguard.cameras.rtsp.client import Wishes
from shopguard.cameras.source import CameraSource, LossCause, Packet
from shopguard.cameras.url import parse_camera_url
from tests.fakes.listening import LONG, Listener, TcpCamera
from tests.fakes.rtp_packets import rtp
from tests.fakes.rtsp_camera import KEY, Asked, MemoryCamera, picture, reply

QUICK = Patience(connect_s=5, stall_s=0.3, keyless_s=0.6)
Start = Callable[..., RtspSource]


def framed(packet: bytes, channel: int = 0) -> bytes:
    return b"$" + bytes((channel,)) + len(packet).to_bytes(2) + packet


FILM = [framed(picture(number)) for number in range(1, 6)]


@pytest.fixture
def reactor() -> Iterator[Reactor]:
    with Reactor() as running:
        yield running


@pytest.fixture
def start(reactor: Reactor) -> Start:
    def go(url: str, sink: Listener, *, patience: Patience = QUICK) -> RtspSource:
        source = RtspSource(parse_camera_url(url), reactor, Wishes(), patience=patience)
        source.start(sink)
        return source

    return go


def test_a_camera_that_falls_silent_is_stalled_and_called_again(start: Start) -> None:
    sink = Listener()
    with TcpCamera(MemoryCamera(), FILM) as camera:
        start(camera.url, sink)
        sink.until(lambda s: len(s.streams) >= 2)
        assert sink.losses[0] == (LossCause.STALLED, "no video for 0.3 s")
        assert [p.parts for p in sink.video[:5]] == [[KEY]] * 5
        assert camera.calls >= 2


def test_a_camera_that_hangs_up_is_called_again(start: Start) -> None:
    sink = Listener()
    with TcpCamera(MemoryCamera(), FILM) as camera:
        start(camera.url, sink, patience=Patience())
        sink.video_after(5)
        camera.hang_up()
        sink.loss(LossCause.CLOSED)
        sink.video_after(5)
        assert len(sink.streams) == 2


def test_packets_without_a_whole_picture_do_not_count_as_recording(start: Start) -> None:
    sink = Listener()
    fragment = rtp(b"\x7c\x05fragment without a beginning", 1, 0)
    with TcpCamera(MemoryCamera()) as camera:
        stop = threading.Event()

        def keep_sending() -> None:
            sequence = 0
            while not stop.wait(0.05):
                sequence += 1
                part = fragment[:2] + sequence.to_bytes(2) + fragment[4:]
                for sock in list(camera._open):
                    try:
                        sock.sendall(framed(part))
                    except OSError:
                        continue

        sender = threading.Thread(target=keep_sending)
        sender.start()
        source = start(camera.url, sink)
        sink.until(
            lambda s: (LossCause.BAD_STREAM, "packets come, but no whole picture") in s.losses
        )
        source.stop()
        stop.set()
        sender.join()
    assert not sink.video


def test_a_camera_elsewhere_on_the_same_host_is_followed_and_circles_are_not(start: Start) -> None:
    sink = Listener()
    with TcpCamera(MemoryCamera(), FILM) as there, TcpCamera(MemoryCamera()) as here:
        here.camera.answers["DESCRIBE"] = lambda asked: reply(
            asked, 302, f"Location: {there.url}\r\n"
        )
        source = start(here.url, sink)
        sink.video_after(5)
        assert not sink.losses
        there.camera.answers["DESCRIBE"] = lambda asked: reply(
            asked, 302, f"Location: {here.url}\r\n"
        )
        sink.loss(LossCause.NOT_FOUND)
        source.stop()


def test_each_cause_is_told_once_however_often_it_is_tried(start: Start) -> None:
    sink, camera = Listener(), MemoryCamera()
    often = threading.Semaphore(0)

    def busy(asked: Asked) -> str:
        often.release()
        return reply(asked, 503)

    camera.answers["OPTIONS"] = busy
    with TcpCamera(camera, FILM) as host:
        start(host.url, sink)
        for _ in range(2):
            assert often.acquire(timeout=LONG)
        assert sink.told == [(LossCause.REFUSED, "RTSP 503")]
        del camera.answers["OPTIONS"]
        sink.video_after(5)
        camera.answers["OPTIONS"] = busy
        sink.until(lambda s: len(s.losses) == 3)
    assert sink.losses[1:] == [(LossCause.STALLED, "no video for 0.3 s"), sink.losses[0]]


def test_a_sink_that_raises_costs_its_own_camera_a_moment_and_others_nothing(start: Start) -> None:
    class Clumsy(Listener):
        def packet(self, packet: Packet) -> None:
            super().packet(packet)
            if len(self.video) == 1:
                raise ValueError("clumsy")

    clumsy, other = Clumsy(), Listener()
    with TcpCamera(MemoryCamera(), FILM) as first, TcpCamera(MemoryCamera(), FILM) as second:
        start(second.url, other, patience=Patience())
        start(first.url, clumsy, patience=Patience())
        clumsy.loss(LossCause.BAD_STREAM)
        clumsy.video_after(5)
        other.until(lambda s: len(s.video) == 5)
        assert not other.losses


def test_after_stop_nothing_is_told_even_when_the_sink_itself_stopped_it(start: Start) -> None:
    class Decided(Listener):
        source: RtspSource | None = None
        ready = threading.Event()

        def packet(self, packet: Packet) -> None:
            super().packet(packet)
            self.ready.wait(LONG)
            assert self.source is not None
            self.source.stop()

    sink = Decided()
    with TcpCamera(MemoryCamera(), FILM) as camera:
        sink.source = start(camera.url, sink)
        sink.ready.set()
        sink.video_after(1)
        sink.source.stop()
        told = len(sink.told)
        camera.hang_up()
        sink.source.stop()
    assert len(sink.video) == 1
    assert len(sink.told) == told


def test_a_source_can_be_stopped_after_its_reactor_has_ended() -> None:
    sink = Listener()
    with TcpCamera(MemoryCamera(), FILM) as camera, Reactor() as reactor:
        source = RtspSource(parse_camera_url(camera.url), reactor, Wishes())
        source.start(sink)
        sink.video_after(5)
        reactor.close()
        source.stop()
        told = len(sink.told)
    assert len(sink.told) == told


def test_a_source_is_started_once(start: Start) -> None:
    with TcpCamera(MemoryCamera()) as camera:
        source = start(camera.url, Listener())
        with pytest.raises(RuntimeError):
            source.start(Listener())


def test_every_scheme_has_its_kind(reactor: Reactor) -> None:
    addresses = ["rtsp://c/", "rtsps://c/", "http://c/", "https://c/", "usb:0", "loop:/film.mp4"]
    assert {address.split(":")[0] for address in addresses} == set(KINDS)
    for address in addresses:
        source: CameraSource = open_source(Camera("1", "Till", address, 0), reactor)
        assert isinstance(source, Watched)


def test_the_sub_stream_has_its_own_address(reactor: Reactor) -> None:
    sink = Listener()
    with TcpCamera(MemoryCamera(), FILM) as camera:
        both = Camera("1", "Till", "rtsp://127.0.0.1:1/", 0, sub_url=camera.url)
        source = open_source(both, reactor, sub=True)
        source.start(sink)
        sink.video_after(5)
        source.stop()
    with pytest.raises(InvalidInput):
        open_source(Camera("1", "Till", "rtsp://127.0.0.1:1/", 0), reactor, sub=True)
