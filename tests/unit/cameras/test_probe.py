"""The connection test, on real cameras: GStreamer's RTSP server, a web server, films."""

from __future__ import annotations

import itertools
import socket
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import quote

import av
import pytest

from shopguard.base.errors import InvalidInput
from shopguard.base.texts import words_for
from shopguard.cameras.factory import is_factory_login
from shopguard.cameras.probe import ProbeReport, probe
from shopguard.cameras.source import LossCause, VideoCodec
from tests.fakes.certificate import self_signed
from tests.fakes.rtsp_server import RtspServer
from tests.fakes.streams import coded
from tests.fakes.web_camera import PASSWORD, USER, WebCamera

Request = BaseHTTPRequestHandler
Serve = Callable[..., RtspServer]
GOOD = ("owner", "correct-horse-7")


def size_of(picture: bytes | None) -> tuple[int, int]:
    """Width and height of a JPEG that a decoder really reads."""
    assert picture is not None
    decoder = av.CodecContext.create("mjpeg", "r")
    frame = [*decoder.decode(av.Packet(picture)), *decoder.decode(None)][0]
    assert isinstance(frame, av.VideoFrame)
    return frame.width, frame.height


def quick(camera: str, *login: str) -> ProbeReport:
    return probe(camera, *login, measure_s=0.5)


def pictures(request: Request) -> None:
    request.send_response(200)
    request.send_header("Content-Type", "multipart/x-mixed-replace; boundary=next")
    request.end_headers()
    frames = [packet.parts[0] for packet in coded(VideoCodec.MJPEG, frames=5)[1]]
    for frame in itertools.cycle(frames):
        request.wfile.write(b"--next\r\n\r\n" + frame + b"\r\n")
        time.sleep(0.02)


@pytest.mark.rtsp
@pytest.mark.requirement("G-2", "G-6.6")
@pytest.mark.parametrize("codec", [VideoCodec.H264, VideoCodec.H265])
def test_an_rtsp_camera_is_measured_and_shown(
    rtsp_server: Serve, clips: dict[str, Path], codec: VideoCodec
) -> None:
    server = rtsp_server({"cam": clips[codec.value]}, user=GOOD[0], password=GOOD[1])
    report = probe(server.url("cam"), *GOOD, measure_s=1.0)
    assert report.ok
    assert (report.codec, report.width, report.height) == (codec, 320, 192)
    assert size_of(report.picture) == (320, 192)
    assert 8 <= report.fps <= 12
    assert report.bitrate_kbps > 0
    assert report.problems == ("problem.unencrypted",)


@pytest.mark.rtsp
@pytest.mark.requirement("G-6.6")
@pytest.mark.parametrize("basic", [True, False])
def test_a_wrong_password_is_the_answer_and_is_not_shown(
    rtsp_server: Serve, clips: dict[str, Path], basic: bool
) -> None:
    server = rtsp_server({"cam": clips["h264"]}, user=GOOD[0], password=GOOD[1], basic=basic)
    report = quick(server.url("cam"), GOOD[0], "sesame-2026")
    assert not report.ok
    assert report.problems == ("loss.wrong_password",)
    assert report.picture is None
    assert "sesame" not in repr(report)


@pytest.mark.rtsp
def test_a_camera_that_wants_a_login_and_got_none_says_that_it_needs_one(
    rtsp_server: Serve, clips: dict[str, Path]
) -> None:
    server = rtsp_server({"cam": clips["h264"]}, user=GOOD[0], password=GOOD[1])
    assert quick(server.url("cam"), "", "").problems == ("problem.login_needed",)


@pytest.mark.rtsp
def test_a_path_that_is_not_there_is_not_found(rtsp_server: Serve, clips: dict[str, Path]) -> None:
    server = rtsp_server({"cam": clips["h264"]})
    assert quick(server.url("nothing")).problems == ("loss.not_found",)


@pytest.mark.requirement("G-6.6")
def test_a_factory_password_and_an_open_camera_are_pointed_out() -> None:
    with WebCamera(pictures, login="MD5", user="admin", password="12345") as camera:
        factory = quick(camera.url(), "admin", "12345")
    with WebCamera(pictures) as camera:
        unlocked = quick(camera.url())
    assert factory.ok
    assert unlocked.ok
    assert factory.problems == ("problem.default_password", "problem.unencrypted")
    assert unlocked.problems == ("problem.no_password", "problem.unencrypted")
    assert factory.codec is VideoCodec.MJPEG
    assert size_of(factory.picture) == (320, 192)


def test_a_login_inside_the_address_is_used() -> None:
    with WebCamera(pictures, login="SHA-256") as camera:
        report = quick(camera.url(login=f"{USER}:{quote(PASSWORD, safe='')}@"))
    assert report.ok


@pytest.mark.requirement("T-6")
def test_an_unknown_certificate_is_shown_for_comparison_and_then_pinned(tmp_path: Path) -> None:
    certificate = tmp_path / "camera.pem"
    certificate.write_text(self_signed())
    with WebCamera(pictures, login="basic", certificate=certificate) as camera:
        first = quick(camera.url(), USER, PASSWORD)
        second = quick(f"{camera.url()}#sha256={first.fingerprint}", USER, PASSWORD)
    assert first.problems == ("loss.untrusted",)
    assert len(first.fingerprint) == 64
    assert second.ok
    assert second.problems == ()


def test_a_film_is_measured_by_its_own_clock(clips: dict[str, Path]) -> None:
    report = quick(f"loop:{clips['h264']}")
    assert report.ok
    assert report.fps == 10.0
    assert report.problems == ()


def test_nobody_there_is_refused() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    for scheme in ("rtsp", "http"):
        assert quick(f"{scheme}://127.0.0.1:{port}/x").problems == ("loss.refused",)


def test_a_camera_that_says_nothing_does_not_hold_the_test_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/x"
        report = probe(url, wait_s=0.5)
    assert report.problems == ("loss.stalled",)


def test_data_that_no_decoder_understands_is_no_picture() -> None:
    def broken(request: Request) -> None:
        request.send_response(200)
        request.send_header("Content-Type", "multipart/x-mixed-replace; boundary=next")
        request.end_headers()
        frame = b"\xff\xd8\xff\xc0\x00\x0b\x08\x00\x10\x00\x10\x01\x01\x11\x00" + bytes(50)
        while True:
            request.wfile.write(b"--next\r\n\r\n" + frame + b"\r\n")

    with WebCamera(broken) as camera:
        report = quick(camera.url())
    assert not report.ok
    assert report.problems == ("problem.no_picture",)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "concat:a|b", "rtsp://a\r\nb", "", "exec:x"])
def test_hostile_addresses_are_refused_before_anything_is_opened(url: str) -> None:
    with pytest.raises(InvalidInput):
        probe(url)


@pytest.mark.parametrize("password", ["a\r\nb", "a\0b", "x" * 200])
def test_hostile_logins_are_refused(password: str) -> None:
    with pytest.raises(InvalidInput):
        probe("rtsp://192.0.2.7/", "viewer", password)


@pytest.mark.parametrize(
    ("user", "password", "known"),
    [
        ("admin", "admin", True),
        ("ADMIN", "12345", True),
        ("root", "pass", True),
        ("shop", "shop", True),
        ("admin", "", True),
        ("admin", "Ficus-lamp-41", False),
        ("", "", False),
    ],
)
def test_factory_logins_are_known(user: str, password: str, known: bool) -> None:
    assert is_factory_login(user, password) is known


def test_every_problem_has_words() -> None:
    names = ("no_picture", "default_password", "no_password", "unencrypted")
    codes = [f"problem.{name}" for name in names] + [f"loss.{cause}" for cause in LossCause]
    for code in codes:
        for words in (words_for(code, "ja"), words_for(code, "en")):
            assert words.what
            assert words.means
            assert words.do
