from __future__ import annotations

import http.server
import logging
import socket
import threading
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest

from shopguard.base.clock import SystemClock
from shopguard.cameras import jpeg, tls
from shopguard.cameras.kinds.http_mjpeg import HttpMjpegSource
from shopguard.cameras.source import LossCause, VideoCodec
from shopguard.cameras.url import parse_camera_url
from tests.fakes.certificate import self_signed
from tests.fakes.listener import Listener
from tests.fakes.streams import coded
from tests.fakes.web_camera import PASSWORD, USER, WebCamera, begin_pictures, watching

Request = http.server.BaseHTTPRequestHandler
LOGIN = f"{USER}:{quote(PASSWORD, safe='')}@"


@pytest.fixture(scope="module")
def pictures() -> list[bytes]:
    return [packet.parts[0] for packet in coded(VideoCodec.MJPEG, frames=6)[1]]


def sending(pictures: list[bytes], *, hold: threading.Event | None = None) -> Callable[..., None]:
    def answer(request: Request) -> None:
        begin_pictures(request)
        for picture in pictures:
            head = f"--next\r\nContent-Type: image/jpeg\r\nContent-Length: {len(picture)}\r\n\r\n"
            request.wfile.write(head.encode() + picture + b"\r\n")
        if hold is not None:
            hold.wait(20)

    return answer


def test_every_picture_comes_byte_for_byte_as_a_key_packet(pictures: list[bytes]) -> None:
    hold = threading.Event()
    with WebCamera(sending(pictures, hold=hold)) as camera:
        with watching(camera.url()) as heard:
            packets = heard.wait_packets(len(pictures))
        hold.set()
    assert [packet.parts for packet in packets] == [[picture] for picture in pictures]
    assert all(packet.key and packet.track == "video" for packet in packets)
    times = [packet.pts for packet in packets]
    assert times == sorted(set(times))
    assert heard.order[0] == "stream"
    assert heard.streams[0].video.codec is VideoCodec.MJPEG
    assert heard.losses == []


@pytest.mark.requirement("G-6.6")
@pytest.mark.parametrize("login", ["basic", "MD5", "MD5-sess", "SHA-256", "both"])
def test_it_logs_in_as_the_camera_asks(
    pictures: list[bytes], login: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with WebCamera(sending(pictures), login=login) as camera:
        with watching(camera.url(login=LOGIN)) as heard:
            heard.wait_packets(len(pictures))
        sent = [line.split()[0] for line in camera.authorizations if line]
    assert set(sent) == {"Basic" if login == "basic" else "Digest"}
    assert PASSWORD not in caplog.text


def test_an_old_camera_without_qop_is_understood(pictures: list[bytes]) -> None:
    with (
        WebCamera(sending(pictures), login="MD5", qop="") as camera,
        watching(camera.url(login=LOGIN)) as heard,
    ):
        heard.wait_packets(1)


@pytest.mark.parametrize("login", ["basic", "SHA-256"])
def test_a_wrong_password_is_said_and_not_repeated_at_once(login: str) -> None:
    with WebCamera(sending([]), login=login) as camera:
        with watching(camera.url(login="viewer:wrong@")) as heard:
            heard.wait_loss(LossCause.WRONG_PASSWORD)
            tries = camera.refused
        assert tries == 2  # the challenge, and one answer to it
    assert heard.packets == []


def test_no_password_for_a_camera_that_wants_one() -> None:
    with WebCamera(sending([]), login="MD5") as camera, watching(camera.url()) as heard:
        heard.wait_loss(LossCause.WRONG_PASSWORD)


@pytest.mark.parametrize(
    ("status", "cause"),
    [
        (403, LossCause.WRONG_PASSWORD),
        (404, LossCause.NOT_FOUND),
        (500, LossCause.BAD_STREAM),
        (503, LossCause.REFUSED),
    ],
)
def test_a_refusal_tells_its_cause(status: int, cause: LossCause) -> None:
    with (
        WebCamera(lambda request: request.send_error(status)) as camera,
        watching(camera.url()) as heard,
    ):
        heard.wait_loss(cause)


def test_a_camera_that_hangs_up_is_asked_again_and_times_go_on_rising(
    pictures: list[bytes],
) -> None:
    with WebCamera(sending(pictures)) as camera, watching(camera.url()) as heard:
        packets = heard.wait_packets(2 * len(pictures))
    assert heard.losses[0][0] is LossCause.CLOSED
    assert heard.order.index("lost") < len(heard.order) - 1
    times = [packet.pts for packet in packets]
    assert times == sorted(set(times))
    assert heard.order.count("stream") >= 2


def test_a_camera_that_is_not_there_is_refused() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with watching(f"http://127.0.0.1:{port}/video") as heard:
        heard.wait_loss(LossCause.REFUSED)


def test_a_camera_that_answers_but_sends_nothing_is_stalled(
    pictures: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shopguard.cameras.kinds.threaded.STALL_S", 0.3)
    hold = threading.Event()
    with WebCamera(sending(pictures, hold=hold)) as camera:
        with watching(camera.url()) as heard:
            heard.wait_packets(len(pictures))
            heard.wait_loss(LossCause.STALLED)
            heard.wait_packets(2 * len(pictures))  # asked again
        hold.set()
    assert LossCause.CLOSED not in [cause for cause, _ in heard.losses]  # one loss, one cause


def test_nothing_comes_after_stop_even_from_a_camera_that_goes_on(pictures: list[bytes]) -> None:
    stop = threading.Event()

    def for_ever(request: Request) -> None:
        begin_pictures(request)
        while not stop.is_set():
            request.wfile.write(b"--next\r\n\r\n" + pictures[0] + b"\r\n")

    with WebCamera(for_ever) as camera:
        with watching(camera.url()) as heard:
            heard.wait_packets(3)
        count = len(heard.order)
        stop.set()
    assert len(heard.order) == count


def test_a_sink_may_stop_its_own_source(pictures: list[bytes]) -> None:
    hold = threading.Event()
    with WebCamera(sending(pictures, hold=hold)) as camera:
        source = HttpMjpegSource(parse_camera_url(camera.url()), SystemClock())

        class Once(Listener):
            def packet(self, packet: object) -> None:
                super().packet(packet)  # type: ignore[arg-type]
                source.stop()

        heard = Once()
        source.start(heard)
        heard.wait_packets(1)
        source.stop()
        hold.set()
    assert len(heard.packets) == 1


@pytest.mark.parametrize("part_header", ["", "Content-Type: image/jpeg\r\n"])
@pytest.mark.parametrize("boundary", ["--next", '"next"', "next; charset=x"])
def test_sloppy_cameras_are_understood(
    pictures: list[bytes], boundary: str, part_header: str
) -> None:
    def answer(request: Request) -> None:
        begin_pictures(request, f"multipart/x-mixed-replace;boundary={boundary}")
        for picture in pictures:
            request.wfile.write(f"\r\n--next\r\n{part_header}\r\n".encode() + picture)
        request.wfile.write(b"\r\n--next--\r\n")

    with WebCamera(answer) as camera, watching(camera.url()) as heard:
        packets = heard.wait_packets(len(pictures))
    assert [packet.parts[0] for packet in packets] == pictures


def test_chunked_transfer_is_understood(pictures: list[bytes]) -> None:
    def answer(request: Request) -> None:
        request.protocol_version = "HTTP/1.1"
        request.send_response(200)
        request.send_header("Content-Type", "multipart/x-mixed-replace; boundary=next")
        request.send_header("Transfer-Encoding", "chunked")
        request.end_headers()
        for picture in pictures:
            chunk = b"--next\r\n\r\n" + picture + b"\r\n"
            for piece in (chunk[:7], chunk[7:]):
                request.wfile.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
        request.wfile.write(b"8\r\n--next\r\n\r\n0\r\n\r\n")

    with WebCamera(answer) as camera, watching(camera.url()) as heard:
        packets = heard.wait_packets(len(pictures))
    assert [packet.parts[0] for packet in packets] == pictures


def test_another_picture_size_is_told_before_its_first_packet(pictures: list[bytes]) -> None:
    larger = coded(VideoCodec.MJPEG, frames=1, size=(640, 384))[1][0].parts[0]
    with (
        WebCamera(sending([pictures[0], pictures[1], larger])) as camera,
        watching(camera.url()) as heard,
    ):
        heard.wait_packets(3)
    assert heard.order[:5] == ["stream", "packet", "packet", "stream", "packet"]
    assert jpeg.size_of(larger) == (640, 384)


def test_a_redirect_on_the_same_machine_is_followed_with_the_login(pictures: list[bytes]) -> None:
    def answer(request: Request) -> None:
        if request.path == "/video":
            request.send_response(307)
            request.send_header("Location", "/moved?channel=1")
            request.end_headers()
        else:
            sending(pictures)(request)

    with (
        WebCamera(answer, login="MD5") as camera,
        watching(camera.url(login=LOGIN)) as heard,
    ):
        heard.wait_packets(1)
    assert "GET /moved?channel=1" in camera.seen


@pytest.mark.requirement("G-6.6", "T-6")
def test_a_certificate_nobody_knows_is_not_believed_until_it_is_pinned(
    pictures: list[bytes], tmp_path: Path
) -> None:
    certificate = tmp_path / "camera.pem"
    certificate.write_text(self_signed())
    with WebCamera(sending(pictures), login="basic", certificate=certificate) as camera:
        with watching(camera.url(login=LOGIN)) as heard:
            heard.wait_loss(LossCause.UNTRUSTED)
        assert camera.seen == []
        assert camera.authorizations == []  # the password was not sent
        pin = tls.read_fingerprint(parse_camera_url(camera.url()), 5)
        with watching(camera.url(login=LOGIN) + f"#sha256={pin}") as heard:
            heard.wait_packets(1)
        with watching(camera.url(login=LOGIN) + f"#sha256={'0' * 64}") as heard:
            heard.wait_loss(LossCause.UNTRUSTED)
