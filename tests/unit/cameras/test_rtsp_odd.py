"""Cameras that are odd, and cameras that are hostile."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopguard.cameras.rtsp.client import Wishes
from shopguard.cameras.source import LossCause
from tests.fakes.rtsp_camera import (
    PASSWORD,
    SDP,
    Asked,
    Attempt,
    MemoryCamera,
    methods,
    picture,
    plays,
    reply,
)


def test_frames_between_and_inside_replies_are_found() -> None:
    camera = MemoryCamera()
    attempt = Attempt(camera)
    frames = [attempt.frame(0, picture(n)) for n in range(1, 4)]

    def play(asked: Asked) -> bytes:
        head, rest = camera.polite(asked).encode().split(b"\r\n", 1)
        body = b"Content-Length: 4\r\n\r\n"
        return frames[0] + head + b"\r\n" + frames[1] + rest[:-2] + body + frames[2] + b"$ok!"

    camera.answers["PLAY"] = play
    attempt.run(3)
    assert attempt.loss is None
    assert attempt.streaming
    assert [packet.pts for packet in attempt.sink.video] == [3600, 7200, 10800]


def test_replies_without_a_number_or_with_an_old_one_do_no_harm() -> None:
    camera = MemoryCamera()
    camera.answers["DESCRIBE"] = lambda asked: (
        "RTSP/1.0 500 late\r\nCSeq: 0\r\n\r\n"
        + camera.polite(asked).replace(f"CSeq: {asked.headers['CSeq']}\r\n", "")
    )
    assert plays(Attempt(camera).run())


def test_a_request_of_the_camera_is_answered() -> None:
    attempt = Attempt(MemoryCamera()).run()
    attempt.give(
        b"OPTIONS * RTSP/1.0\r\nCSeq: 77\r\n\r\nANNOUNCE rtsp://x RTSP/1.0\r\nCSeq: 78\r\n\r\n"
    )
    assert b"RTSP/1.0 200 OK\r\nCSeq: 77\r\n" in attempt.said
    assert b"RTSP/1.0 501 Not Implemented\r\nCSeq: 78\r\n" in attempt.said
    attempt.give(b"TEARDOWN rtsp://x RTSP/1.0\r\nCSeq: 79\r\n\r\n")
    assert attempt.loss is not None
    assert attempt.loss.cause is LossCause.CLOSED


def test_signs_of_life_come_twice_in_a_session_and_reports_every_five_seconds() -> None:
    attempt = Attempt(MemoryCamera()).run()
    attempt.give(attempt.frame(0, picture(9)))
    attempt.wait(31)
    assert methods(attempt).count("GET_PARAMETER") == 3
    assert attempt.said.count(b"$\1") == 6
    assert all(r.headers["Session"] == "12ab" for r in attempt.camera.asked[3:])


@pytest.mark.parametrize("status", [400, 405, 501])
def test_a_camera_that_refuses_signs_of_life_gets_another_kind(status: int) -> None:
    camera = MemoryCamera()
    camera.answers["GET_PARAMETER"] = lambda asked: (
        reply(asked, status).replace("CSeq: 5", "CSeq: 4") + reply(asked, status)
    )
    attempt = Attempt(camera).run().wait(31)
    assert attempt.loss is None
    assert methods(attempt)[4:] == ["GET_PARAMETER", "OPTIONS", "OPTIONS"]


def test_a_camera_that_never_answers_signs_of_life_plays_on() -> None:
    camera = MemoryCamera()
    camera.answers["GET_PARAMETER"] = lambda _asked: ""
    attempt = Attempt(camera).run().wait(100)
    assert attempt.loss is None
    assert plays(attempt)


def test_a_forgotten_session_ends_the_attempt() -> None:
    camera = MemoryCamera()
    camera.answers["GET_PARAMETER"] = lambda asked: reply(asked, 454)
    loss = Attempt(camera).run().wait(11).loss
    assert loss is not None
    assert loss.cause is LossCause.CLOSED


def test_a_new_nonce_while_playing_is_answered() -> None:
    camera = MemoryCamera(login='qop="auth"')
    attempt = Attempt(camera).run()
    camera.nonce = "another"
    attempt.wait(21)
    assert attempt.loss is None
    assert methods(attempt)[-3:] == ["GET_PARAMETER"] * 3


def test_goodbye_is_said_and_nothing_comes_after_it() -> None:
    attempt = Attempt(MemoryCamera()).run()
    attempt.client.close()
    assert b"TEARDOWN rtsp://cam:554/live RTSP/1.0" in attempt.said
    assert not plays(attempt)


def test_over_udp_each_track_has_its_ports_and_holes_are_opened() -> None:
    attempt = Attempt(MemoryCamera(), Wishes(udp=True, audio=True)).run()
    assert [ports.camera_port for ports in attempt.ports] == [7000, 7000]
    assert [which for which, _ in attempt.ports[0].sent] == [0, 1]
    for number in (1, 3, 2):
        attempt.ports[0].received(0, picture(number))
    assert [packet.pts for packet in attempt.sink.video] == [3600, 7200, 10800]
    attempt.wait(5)
    assert len(attempt.ports[0].sent) == 3
    attempt.client.close()
    assert all(ports.closed for ports in attempt.ports)


def test_an_encrypted_camera_is_never_asked_for_plain_datagrams() -> None:
    attempt = Attempt(MemoryCamera(), Wishes(udp=True), url="rtsps://cam/live").run()
    assert not attempt.ports
    assert plays(attempt)


# --- hostile cameras -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "reply_bytes",
    [
        b"HTTP/1.1 200 OK\r\n\r\n",
        b"\0" * 100 + b"\n",
        b"RTSP/1.0 200 OK\r\n" + b"X: y\r\n" * 12_000,
        b"RTSP/1.0 200 OK\r\nX: " + b"y" * 70_000,
        b"RTSP/1.0 200 OK\r\nContent-Length: 70000\r\n\r\n",
        b"RTSP/1.0 200 OK\r\nContent-Length: -1\r\n\r\n",
        b"RTSP/1.0 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
        b"y" * 70_000,
    ],
)
def test_messages_out_of_bounds_are_a_bad_stream(reply_bytes: bytes) -> None:
    attempt = Attempt(MemoryCamera()).run()
    attempt.give(reply_bytes, 1000)
    assert attempt.loss is not None
    assert attempt.loss.cause is LossCause.BAD_STREAM


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Session", "a" * 300),
        ("Transport", "RTP/AVP/TCP;interleaved=255-256"),
        ("Transport", "RTP/AVP;unicast;server_port=1-2"),
    ],
)
def test_answers_that_make_no_sense_are_a_bad_stream(header: str, value: str) -> None:
    camera = MemoryCamera()
    camera.answers["SETUP"] = lambda asked: reply(asked, 200, f"{header}: {value}\r\n")
    loss = Attempt(camera).run().loss
    assert loss is not None
    assert loss.cause is LossCause.BAD_STREAM


def test_two_tracks_on_one_channel_do_not_cross() -> None:
    camera = MemoryCamera()
    camera.answers["SETUP"] = lambda asked: reply(
        asked, 200, "Session: 1\r\nTransport: RTP/AVP/TCP;interleaved=0-1\r\n"
    )
    attempt = Attempt(camera, Wishes(audio=True)).run()
    assert plays(attempt)
    assert attempt.sink.streams[0].audio is None


@given(st.text(max_size=300), st.sampled_from(["sdp", "session", "transport", "challenge", "base"]))
def test_no_header_a_camera_sends_ends_up_as_a_line_of_ours(words: str, where: str) -> None:
    camera = MemoryCamera()
    if where == "sdp":
        camera.sdp = SDP.replace("track1", words)
    elif where == "challenge":
        camera.login = f'realm="{words}", opaque="{words}"'
    elif where == "base":
        camera.answers["DESCRIBE"] = lambda asked: reply(
            asked, 200, f"Content-Base: rtsp://{words}\r\n", SDP
        )
    else:
        camera.answers["SETUP"] = lambda asked: reply(asked, 200, f"{where.title()}: {words}\r\n")
    attempt = Attempt(camera).run()
    names = {
        b"CSeq",
        b"User-Agent",
        b"Session",
        b"Authorization",
        b"Accept",
        b"Transport",
        b"Range",
    }
    for line in attempt.said.split(b"\r\n"):
        assert not line or line.endswith(b" RTSP/1.0") or line.split(b": ")[0] in names
        assert not any(byte < 32 or byte == 127 for byte in line)
    assert attempt.loss is None or PASSWORD not in str(attempt.loss)
