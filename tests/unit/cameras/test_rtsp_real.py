"""Against a real RTSP server: bit by bit what it sends, and every way to lose it and come back."""

from __future__ import annotations

import logging
import ssl
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
import psutil
import pytest

from shopguard.app.demo.clips import ClipSpec, make_clips
from shopguard.cameras import tls
from shopguard.cameras.kinds.rtsp import PATIENT, Patience, RtspSource
from shopguard.cameras.nal import read_avcc, read_hvcc, split_sample
from shopguard.cameras.reactor import Reactor
from shopguard.cameras.rtsp.client import Wishes
from shopguard.cameras.source import AudioCodec, LossCause, VideoCodec
from shopguard.cameras.url import parse_camera_url
from tests.fakes.certificate import self_signed
from tests.fakes.listening import Listener
from tests.fakes.rtsp_server import RtspServer
from tests.fakes.streams import pictures

pytestmark = pytest.mark.rtsp

USER, PASSWORD = "viewer", "Tr0ub4dor/Zq9 ぱす"
Serve = Callable[..., RtspServer]
Watch = Callable[..., Listener]
_SETS = {VideoCodec.H264: {7, 8, 9}, VideoCodec.H265: {32, 33, 34, 35}}


@pytest.fixture
def watch() -> Iterator[Watch]:
    with Reactor() as reactor:

        def start(
            address: str, *, user: str = "", password: str = "", udp: bool = False,
            audio: bool = False, patience: Patience = PATIENT,
        ) -> Listener:  # fmt: skip
            url = parse_camera_url(address).with_login(user, password)
            sink = Listener()
            wishes = Wishes(udp=udp, audio=audio)
            RtspSource(url, reactor, wishes, patience=patience).start(sink)
            return sink

        yield start


def units_of(path: Path) -> list[list[bytes]]:
    """The NAL units of each picture in a file, without parameter sets and delimiters."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        codec = VideoCodec.H264 if stream.codec_context.name == "h264" else VideoCodec.H265
        read = read_avcc if codec is VideoCodec.H264 else read_hvcc
        size = read(bytes(stream.codec_context.extradata or b"")).length_size
        samples = [bytes(p) for p in container.demux(stream) if p.size]
    return [_bare(split_sample(sample, size), codec) for sample in samples]


def _bare(nals: list[bytes], codec: VideoCodec) -> list[bytes]:
    shift, mask = (0, 31) if codec is VideoCodec.H264 else (1, 63)
    return [nal for nal in nals if nal[0] >> shift & mask not in _SETS[codec]]


@pytest.fixture(scope="session")
def brief(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Films of one second, so that their end and their beginning soon come."""
    size: dict[str, Any] = {"width": 320, "height": 192, "fps": 25, "seconds": 1, "gop": 10}
    specs = [ClipSpec("h264", "entrance", **size), ClipSpec("h265", "aisle", "h265", **size)]
    specs.append(ClipSpec("sound", "register", audio=True, **size))
    return make_clips(tmp_path_factory.mktemp("brief"), specs)


@pytest.mark.requirement("G-6.2")
@pytest.mark.parametrize("udp", [False, True], ids=["tcp", "udp"])
@pytest.mark.parametrize("clip", ["h264", "h265"])
def test_pictures_come_bit_by_bit_as_they_stand_in_the_file(
    rtsp_server: Serve, watch: Watch, brief: dict[str, Path], clip: str, udp: bool
) -> None:
    server = rtsp_server({"cam": brief[clip]})
    sink = watch(server.url("cam"), udp=udp)
    sink.video_after(40)  # the film has 25 pictures
    codec = VideoCodec(clip)
    sent = units_of(brief[clip])
    got = [_bare(packet.parts, codec) for packet in sink.video]
    assert follows_in_a_circle(sent, got)
    steps = {b.pts - a.pts for a, b in zip(sink.video, sink.video[1:], strict=False)}
    assert all(abs(step - 3600) <= 90 for step in steps)
    assert len(sink.streams) == 1
    assert not sink.losses


def follows_in_a_circle(sent: list[list[bytes]], got: list[list[bytes]]) -> bool:
    """Whether ``got`` is a stretch of ``sent`` played over and over."""
    first = sent.index(got[0])
    return got == [sent[(first + n) % len(sent)] for n in range(len(got))]


def test_aac_comes_bit_by_bit_and_only_where_it_is_wanted(
    rtsp_server: Serve, watch: Watch, brief: dict[str, Path]
) -> None:
    server = rtsp_server({"one": brief["sound"], "two": brief["sound"]})
    silent, sink = watch(server.url("one")), watch(server.url("two"), audio=True)
    sink.until(lambda s: len(s.audio) >= 24)
    silent.video_after(1)
    with av.open(str(brief["sound"])) as container:
        sent = [bytes(p) for p in container.demux(audio=0) if p.size]
    got = [sent.index(packet.parts[0]) for packet in sink.audio]
    low, high = min(got), max(got)  # the server leaves out what an edit list cuts off
    assert high - low > len(sent) - 4
    assert got == [low + (got[0] - low + n) % (high - low + 1) for n in range(len(got))]
    info = sink.streams[0].audio
    assert info is not None
    assert (info.codec, info.clock_rate) == (AudioCodec.AAC, 16_000)
    assert info.extradata[0][:1] == b"\x14"
    assert silent.streams[0].audio is None
    assert not silent.audio


@pytest.fixture(scope="session")
def odd_clip(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[bytes], bytes]:
    """MJPEG pictures and G.711 sound in one file, the pictures, and the sound."""
    path = tmp_path_factory.mktemp("odd") / "odd.mov"
    frames = [cv2.imencode(".jpg", p)[1].tobytes() for p in pictures(20, 160, 96)]
    with av.open(str(path), "w") as container:
        video = container.add_stream("mjpeg", rate=10)
        video.width, video.height, video.pix_fmt = 160, 96, "yuvj420p"
        sound = container.add_stream("pcm_mulaw", rate=8000)
        sound.layout = "mono"
        samples = np.arange(16_000, dtype=np.int16).reshape(1, -1)
        coded = b""
        for number, picture in enumerate(frames):
            packet = av.Packet(picture)
            packet.stream, packet.pts, packet.dts = video, number, number
            packet.time_base, packet.is_keyframe = Fraction(1, 10), True
            container.mux(packet)
            frame = av.AudioFrame.from_ndarray(
                samples[:, number * 800 : number * 800 + 800], "s16", "mono"
            )
            frame.sample_rate, frame.pts = 8000, number * 800
            for part in sound.encode(frame):
                coded += bytes(part)
                container.mux(part)
    return path, frames, coded


def test_mjpeg_and_g711_come_as_they_were_coded(
    rtsp_server: Serve, watch: Watch, odd_clip: tuple[Path, list[bytes], bytes]
) -> None:
    path, frames, sound = odd_clip
    server = rtsp_server({"cam": path})
    sink = watch(server.url("cam"), audio=True)
    sink.until(lambda s: len(s.video) >= 10 and len(s.audio) >= 10)
    shown = [_pixels(frame) for frame in frames]
    got = [_pixels(packet.parts[0]) for packet in sink.video]
    first = shown.index(got[0])
    assert got == [shown[(first + n) % len(shown)] for n in range(len(got))]
    heard = sink.audio[0].parts[0]
    assert len(heard) > 100
    assert heard in sound + sound
    info = sink.streams[0]
    assert info.video.codec is VideoCodec.MJPEG
    assert info.audio is not None
    assert info.audio.codec is AudioCodec.PCMU


def _pixels(picture: bytes) -> bytes:
    shown = cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_COLOR)
    assert shown is not None
    return shown.tobytes()


@pytest.mark.requirement("G-6.6", "T-6")
@pytest.mark.parametrize("basic", [False, True], ids=["digest", "basic"])
def test_the_login_works_and_a_wrong_one_is_named_without_a_secret_anywhere(
    rtsp_server: Serve, watch: Watch, brief: dict[str, Path], caplog: pytest.LogCaptureFixture,
    basic: bool,
) -> None:  # fmt: skip
    caplog.set_level(logging.DEBUG)
    server = rtsp_server({"cam": brief["h264"]}, user=USER, password=PASSWORD, basic=basic)
    right = watch(server.url("cam"), user=USER, password=PASSWORD)
    wrong = watch(server.url("cam"), user=USER, password=PASSWORD + "x")
    none = watch(server.url("cam"))
    right.video_after(3)
    for sink in (wrong, none):
        sink.loss(LossCause.WRONG_PASSWORD)
        assert not sink.video
    said = [caplog.text, repr(wrong.told), *(" ".join(p.info["cmdline"] or ()) for p in
            psutil.process_iter(["cmdline"]))]  # fmt: skip
    assert not [words for words in said if PASSWORD in words or "Tr0ub4dor" in words]


def test_a_name_that_is_not_served_is_not_found(
    rtsp_server: Serve, watch: Watch, brief: dict[str, Path]
) -> None:
    watch(rtsp_server({"cam": brief["h264"]}).url("other")).loss(LossCause.NOT_FOUND)


@pytest.mark.parametrize("udp", [False, True], ids=["tcp", "udp"])
def test_a_camera_that_dies_is_told_and_found_again_when_it_is_back(
    rtsp_server: Serve, watch: Watch, brief: dict[str, Path], udp: bool
) -> None:
    server = rtsp_server({"cam": brief["h264"]})
    sink = watch(server.url("cam"), udp=udp)
    sink.video_after(3)
    server.kill()
    sink.loss(LossCause.REFUSED)
    server.restart()
    sink.video_after(3)
    assert len(sink.streams) == 2
    first = sink.told[sink.told.index(sink.streams[1], sink.told.index(sink.losses[-1])) + 1]
    assert first in sink.video
    assert next(packet for packet in sink.video if packet is first).key


@pytest.mark.parametrize("udp", [False, True], ids=["tcp", "udp"])
def test_a_camera_that_freezes_is_told_and_found_again_when_it_thaws(
    rtsp_server: Serve, watch: Watch, brief: dict[str, Path], udp: bool
) -> None:
    server = rtsp_server({"cam": brief["h264"]})
    sink = watch(server.url("cam"), udp=udp, patience=Patience(stall_s=1))
    sink.video_after(3)
    server.freeze()
    sink.loss(LossCause.STALLED)
    server.thaw()
    sink.video_after(3)


@pytest.mark.requirement("G-6.6", "T-6")
def test_an_encrypted_camera_is_believed_only_with_its_own_certificate(
    rtsp_server: Serve, watch: Watch, brief: dict[str, Path]
) -> None:
    pem = self_signed()
    end = "-----END CERTIFICATE-----"
    pin = tls.fingerprint(ssl.PEM_cert_to_DER_cert(pem[: pem.index(end) + len(end)]))
    server = rtsp_server({"cam": brief["h264"]}, user=USER, password=PASSWORD, certificate=pem)
    known = watch(f"{server.url('cam')}#sha256={pin}", user=USER, password=PASSWORD)
    for other in (server.url("cam"), f"{server.url('cam')}#sha256={'ab' * 32}"):
        stranger = watch(other, user=USER, password=PASSWORD)
        stranger.loss(LossCause.UNTRUSTED)
        assert not stranger.video
    known.video_after(20)
    sent = units_of(brief["h264"])
    assert follows_in_a_circle(sent, [_bare(p.parts, VideoCodec.H264) for p in known.video])
