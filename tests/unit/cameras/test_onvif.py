from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopguard.base.errors import InvalidInput, Unavailable
from shopguard.cameras.loss import BadStream, Lost
from shopguard.cameras.onvif import OnvifCamera, describe, describe_at, soap
from shopguard.cameras.source import LossCause, VideoCodec
from tests.fakes.onvif_camera import STREAMS, FakeOnvif, Stream
from tests.fakes.web_camera import PASSWORD, USER, WebCamera

SECOND = 1_000_000


def ask(camera: FakeOnvif, password: str = PASSWORD, user: str = USER) -> OnvifCamera:
    return describe("127.0.0.1", camera.port, user, password)


@pytest.mark.requirement("G-2")
def test_a_camera_tells_what_it_is_and_both_streams_are_chosen() -> None:
    with FakeOnvif() as camera:
        told = ask(camera)
    assert (told.manufacturer, told.model) == ("ACME", "Dome & 3")
    assert (told.serial, told.firmware) == ("SN0042", "V5.1")
    assert [profile.name for profile in told.profiles] == [f"{s.token} stream" for s in STREAMS]
    assert told.main is not None
    assert told.sub is not None
    main, sub = told.main, told.sub
    assert (main.codec, main.width, main.height) == (VideoCodec.H265, 2560, 1440)
    assert (main.fps, main.bitrate_kbps) == (15, 4096)
    assert main.stream_uri == "rtsp://127.0.0.1:554/main?a=1&b=2"
    assert sub.stream_uri == "rtsp://127.0.0.1:554/mid"


@pytest.mark.requirement("G-6.6")
def test_streams_are_looked_for_on_the_asked_machine_only_and_carry_no_login() -> None:
    with FakeOnvif() as camera:
        told = ask(camera)
    for profile in told.profiles:
        assert "192.168.9.9" not in profile.stream_uri
        assert "hidden" not in profile.stream_uri


@pytest.mark.parametrize("media2", [True, False])
@pytest.mark.parametrize("services", [True, False])
def test_older_cameras_are_asked_in_the_older_way(media2: bool, services: bool) -> None:
    with FakeOnvif(media2=media2, services=services) as camera:
        told = ask(camera)
    assert told.main is not None
    assert told.main.codec is (VideoCodec.H265 if media2 and services else VideoCodec.H264)
    assert ("GetCapabilities" in camera.asked) is not services


@pytest.mark.parametrize("hours", [-30_000, -1, 0, 9])
def test_a_wrong_clock_is_read_and_does_not_stop_the_login(hours: int) -> None:
    with FakeOnvif(clock_ahead=timedelta(hours=hours)) as camera:
        told = ask(camera)
    assert told.clock_offset_us is not None
    assert abs(told.clock_offset_us - hours * 3600 * SECOND) < 5 * SECOND


@pytest.mark.requirement("G-6.6")
@pytest.mark.parametrize(
    ("user", "password"), [(USER, "s3cret-typo"), ("nobody", PASSWORD), ("", "")]
)
def test_a_wrong_login_is_said_to_be_wrong(
    user: str, password: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with FakeOnvif() as camera, pytest.raises(Unavailable) as caught:
        ask(camera, password, user)
    assert caught.value.code == ("onvif.wrong_password" if user else "onvif.login_needed")
    assert caught.value.words("ja").do
    if password:
        assert password not in caplog.text + str(caught.value)
        assert password.encode() not in b"".join(camera.bodies)


@pytest.mark.parametrize("login", ["MD5", "SHA-256", "basic"])
def test_cameras_that_want_a_web_login_get_one(login: str) -> None:
    with FakeOnvif(http_login=login) as camera:
        told = ask(camera)
        assert told.main is not None
        with pytest.raises(Unavailable) as caught:
            ask(camera, "another")
    assert caught.value.code == "onvif.wrong_password"


def test_a_camera_without_a_usable_stream_is_said_to_have_none() -> None:
    with FakeOnvif(streams=()) as camera, pytest.raises(Unavailable) as caught:
        ask(camera)
    assert caught.value.code == "onvif.no_streams"


@pytest.mark.parametrize(
    "uri", ["", "file:///etc/passwd", "http://127.0.0.1/x", "rtsp://a\r\nb/", "rtsp://h/ x"]
)
def test_a_hostile_stream_address_is_left_out(uri: str) -> None:
    streams = (Stream("bad", "H264", 1920, 1080, uri), STREAMS[2])
    with FakeOnvif(streams=streams) as camera:
        told = ask(camera)
    assert told.profiles[0].stream_uri == ""
    assert told.main == told.profiles[1]
    assert told.sub is None


def test_names_are_shown_without_control_characters() -> None:
    body = soap.envelope("<R><Manufacturer>a\u202eb\u0085c</Manufacturer></R>")
    with FakeOnvif(override={"GetDeviceInformation": body}) as camera:
        told = ask(camera)
    assert told.manufacturer == "abc"
    assert told.serial == ""


def test_the_address_of_the_media_service_is_not_followed_to_another_machine() -> None:
    with FakeOnvif(xaddr_host="192.0.2.250") as camera:
        assert ask(camera).main is not None


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    b'<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><x>&b;</x>'
)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html><body>hello</body></html>",
        b"\xff\xfe\x00broken",
        BOMB,
        b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>',
        b"<a>" * 1000 + b"</a>" * 1000,
        b"<a>" + b"<b/>" * 30_000 + b"</a>",
        b"<a>" + b"x" * (2 << 20) + b"</a>",
    ],
)
def test_hostile_answers_end_in_plain_words(body: bytes) -> None:
    time_only = FakeOnvif(override={"GetSystemDateAndTime": body})
    with time_only as camera, pytest.raises(Unavailable) as caught:
        ask(camera)
    assert caught.value.code == "onvif.not_onvif"
    later = FakeOnvif(override={"GetProfiles": body, "GetServices": body})
    with later as camera, pytest.raises(Unavailable):
        ask(camera)


def _drip(request: BaseHTTPRequestHandler) -> None:
    request.rfile.read(int(request.headers["Content-Length"]))
    request.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for _ in range(1000):
        request.wfile.write(b"X-Drip: 1\r\n")
        request.wfile.flush()
        time.sleep(0.05)


def _silent(request: BaseHTTPRequestHandler) -> None:
    request.rfile.read(int(request.headers["Content-Length"]))
    time.sleep(2)


@pytest.mark.parametrize("answer", [_drip, _silent])
def test_a_camera_that_takes_for_ever_is_left(
    answer: Callable[[BaseHTTPRequestHandler], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shopguard.cameras.onvif.device.TOTAL_S", 0.5)
    with WebCamera(answer) as camera, pytest.raises(Lost) as caught:
        describe("127.0.0.1", camera.port, USER, PASSWORD)
    assert caught.value.cause is LossCause.TIMEOUT


def test_a_machine_that_is_no_camera_is_told_apart_from_one_that_is_off() -> None:
    with WebCamera(lambda request: request.send_error(404)) as camera:
        with pytest.raises(Unavailable) as caught:
            describe("127.0.0.1", camera.port, USER, PASSWORD)
        port = camera.port
    assert caught.value.code == "onvif.not_onvif"
    with pytest.raises(Lost) as off:
        describe("127.0.0.1", port, USER, PASSWORD)
    assert off.value.cause is LossCause.REFUSED


def test_a_found_address_can_be_asked_as_it_is() -> None:
    with FakeOnvif() as camera:
        assert describe_at(f"http://127.0.0.1:{camera.port}/other/path", USER, PASSWORD).main
    with pytest.raises(InvalidInput):
        describe_at("rtsp://127.0.0.1/onvif", USER, PASSWORD)


@pytest.mark.parametrize("host", ["", "a b", "a\r\nb", "exec:x", "http://x", "0.0.0.0"])
def test_a_host_that_cannot_be_one_is_refused_before_anything_is_sent(host: str) -> None:
    with pytest.raises(InvalidInput):
        describe(host, 80, USER, PASSWORD)


@given(st.binary(max_size=400))
def test_any_bytes_are_a_tree_or_a_bad_stream(data: bytes) -> None:
    for candidate in (data, b"<a>" + data + b"</a>"):
        try:
            soap.is_unauthorized(soap.parse(candidate))
        except BadStream:
            continue


@given(st.text(max_size=30), st.text(max_size=30))
def test_no_login_breaks_out_of_the_message(user: str, password: str) -> None:
    token = soap.username_token(user, password, datetime(2026, 11, 20, tzinfo=UTC))
    try:
        tree = soap.parse(soap.envelope("<x/>", token))
    except BadStream:
        return  # a character XML cannot carry
    assert [child.tag for child in tree] == ["Header", "Body"]
    assert len(list(tree.iter())) == 10  # nothing was added
