"""Web servers that are no cameras, or bad ones."""

from __future__ import annotations

import http.server
from collections.abc import Callable

import pytest

from shopguard.cameras.source import LossCause
from tests.fakes.web_camera import WebCamera, begin_pictures, watching

Request = http.server.BaseHTTPRequestHandler


def _page(request: Request) -> None:
    begin_pictures(request, "text/html")
    request.wfile.write(b"<html>log in</html>")


def _no_pictures(request: Request) -> None:
    begin_pictures(request)
    request.wfile.write(b"--next\r\n\r\nno picture\r\n" * 100)


def _endless_header(request: Request) -> None:
    begin_pictures(request)
    request.wfile.write(b"--next\r\n" + b"X: y\r\n" * 10_000)


def _endless_part(request: Request) -> None:
    begin_pictures(request)
    request.wfile.write(b"--next\r\n\r\n\xff\xd8" + bytes(9 << 20))


def _long_part(request: Request) -> None:
    begin_pictures(request)
    request.wfile.write(b"--next\r\nContent-Length: 999999999\r\n\r\n")


def _endless_status(request: Request) -> None:
    request.wfile.write(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 10_000 + b"\r\n")


def _no_http(request: Request) -> None:
    request.wfile.write(b"RTSP/1.0 200 OK\r\n\r\n")


def _bad_chunks(request: Request) -> None:
    request.protocol_version = "HTTP/1.1"
    request.send_response(200)
    request.send_header("Content-Type", "multipart/x-mixed-replace; boundary=next")
    request.send_header("Transfer-Encoding", "chunked")
    request.end_headers()
    request.wfile.write(b"zzzz\r\n")


def _in_circles(request: Request) -> None:
    request.send_response(302)
    request.send_header("Location", request.path + "x")
    request.end_headers()


def _elsewhere(request: Request) -> None:
    request.send_response(302)
    request.send_header("Location", "http://192.0.2.1/steal")
    request.end_headers()


@pytest.mark.parametrize(
    "answer",
    [
        _page,
        _no_pictures,
        _endless_header,
        _endless_part,
        _long_part,
        _endless_status,
        _no_http,
        _bad_chunks,
        _in_circles,
        _elsewhere,
    ],
)
def test_what_is_no_picture_stream_ends_with_a_cause(answer: Callable[[Request], None]) -> None:
    with WebCamera(answer) as camera, watching(camera.url()) as heard:
        heard.wait_loss(LossCause.BAD_STREAM)
    assert heard.packets == []
