"""The conversation with cameras: polite ones, odd ones, hostile ones."""

from __future__ import annotations

import pytest

from shopguard.cameras.rtsp.client import Wishes
from shopguard.cameras.rtsp.dialogue import Moved
from shopguard.cameras.source import AudioCodec, LossCause, VideoCodec
from tests.fakes.rtp_packets import rtp
from tests.fakes.rtsp_camera import (
    PASSWORD,
    SDP,
    USER,
    Asked,
    Attempt,
    MemoryCamera,
    methods,
    plays,
    reply,
)


@pytest.mark.parametrize("piece", [1, 7, 1 << 16])
def test_a_polite_camera_plays_however_its_bytes_are_cut(piece: int) -> None:
    attempt = Attempt(MemoryCamera()).run(piece)
    assert methods(attempt) == ["OPTIONS", "DESCRIBE", "SETUP", "PLAY"]
    assert attempt.streaming
    assert plays(attempt)
    info = attempt.sink.streams[0]
    assert info.video.codec is VideoCodec.H264
    assert info.video.extradata == (b"gsps", b"hpps")
    assert info.audio is None


def test_sound_is_asked_for_only_where_it_is_wanted() -> None:
    attempt = Attempt(MemoryCamera(), Wishes(audio=True)).run()
    assert [r.uri for r in attempt.camera.asked if r.method == "SETUP"] == [
        "rtsp://cam:554/live/track1",
        "rtsp://cam:554/live/track2",
    ]
    assert plays(attempt)
    sound = attempt.sink.streams[0].audio
    assert sound is not None
    assert sound.codec is AudioCodec.PCMU
    attempt.give(attempt.frame(2, rtp(b"tone", 5, 0, payload_type=0)))
    assert attempt.sink.audio[0].parts == [b"tone"]


@pytest.mark.parametrize(
    "sdp",
    [
        SDP.replace("m=audio 0 RTP/AVP 0", "m=audio 0 RTP/AVP 97\na=rtpmap:97 MPEG4-GENERIC/8000"),
        SDP.replace("m=audio 0 RTP/AVP 0", "m=audio 0 RTP/AVP 98\na=rtpmap:98 G726-32/8000"),
    ],
)
def test_a_camera_whose_sound_cannot_be_had_is_recorded_without(sdp: str) -> None:
    attempt = Attempt(MemoryCamera(sdp=sdp), Wishes(audio=True)).run()
    assert plays(attempt)
    assert attempt.sink.streams[0].audio is None


def test_a_refused_sound_track_does_not_cost_the_picture() -> None:
    camera = MemoryCamera()
    camera.answers["SETUP"] = lambda asked: (
        reply(asked, 461) if asked.uri.endswith("track2") else camera.polite(asked)
    )
    attempt = Attempt(camera, Wishes(audio=True)).run()
    assert plays(attempt)
    assert attempt.sink.streams[0].audio is None


# --- logging in ------------------------------------------------------------------------------


@pytest.mark.requirement("G-6.6")
@pytest.mark.parametrize(
    "login",
    [
        "basic",
        "algorithm=MD5",
        'qop="auth"',
        'qop="auth,auth-int", algorithm=MD5, opaque="x"',
        'qop="auth", algorithm=MD5-sess',
        'qop="auth", algorithm=SHA-256',
        'qop="auth", algorithm=SHA-256-sess',
    ],
)
def test_every_way_to_log_in_works_and_says_no_password(login: str) -> None:
    attempt = Attempt(MemoryCamera(login=login)).run()
    assert plays(attempt)
    assert methods(attempt)[:3] == ["OPTIONS", "OPTIONS", "DESCRIBE"]
    if login != "basic":
        assert PASSWORD.encode() not in attempt.said


@pytest.mark.parametrize("login", ["basic", 'qop="auth"'])
@pytest.mark.parametrize(("user", "password"), [(USER, "wrong"), ("", ""), ("nobody", PASSWORD)])
def test_a_wrong_login_is_said_to_be_wrong_after_one_try(
    login: str, user: str, password: str
) -> None:
    attempt = Attempt(MemoryCamera(login=login), user=user, password=password).run()
    assert attempt.loss is not None
    assert attempt.loss.cause is LossCause.WRONG_PASSWORD
    assert len(attempt.camera.asked) <= 2


def test_a_new_nonce_for_each_request_is_followed() -> None:
    camera = MemoryCamera(login='qop="auth"')
    camera.answers["DESCRIBE"] = camera.answers["SETUP"] = lambda asked: turn(camera, asked)

    def turn(camera: MemoryCamera, asked: Asked) -> str:
        camera.nonce += "x"
        return camera.polite(asked)

    assert plays(Attempt(camera).run())


def test_a_stale_nonce_is_no_wrong_password() -> None:
    camera = MemoryCamera(login='qop="auth"')
    stale = [True, True]

    def describe(asked: Asked) -> str:
        if stale and stale.pop():
            camera.nonce += "x"
            return camera.challenge(asked).replace("Digest", "Digest stale=TRUE,")
        return camera.polite(asked)

    camera.answers["DESCRIBE"] = describe
    assert plays(Attempt(camera).run())


def test_a_login_that_is_never_enough_ends() -> None:
    attempt = Attempt(MemoryCamera(login='qop="auth"', believes=False)).run()
    assert attempt.loss is not None
    assert attempt.loss.cause is LossCause.WRONG_PASSWORD


# --- addresses -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("base", "control", "uri"),
    [
        ("", "track1", "rtsp://cam:554/live/track1"),
        ("rtsp://cam:554/live/", "track1", "rtsp://cam:554/live/track1"),
        ("rtsp://10.0.0.9/other/", "/trackID=0", "rtsp://10.0.0.9/other/trackID=0"),
        ("", "rtsp://10.0.0.9:8554/x?y=1", "rtsp://10.0.0.9:8554/x?y=1"),
        ("http://elsewhere/", "track1", "rtsp://cam:554/live/track1"),
        ("rtsp://cam/a b", "track1", "rtsp://cam:554/live/track1"),
        ("", "*", "rtsp://cam:554/live"),
    ],
)
def test_control_addresses_are_named_as_cameras_mean_them(
    base: str, control: str, uri: str
) -> None:
    camera = MemoryCamera(sdp=SDP.replace("track1", control))
    if base:
        camera.answers["DESCRIBE"] = lambda asked: reply(
            asked, 200, f"Content-Base: {base}\r\n", camera.sdp
        )
    attempt = Attempt(camera).run()
    assert [request.uri for request in attempt.camera.asked if request.method == "SETUP"] == [uri]


def test_the_camera_is_moved_only_to_itself() -> None:
    for status in (301, 302):
        for location, moved in {
            "rtsp://cam:8554/new": "rtsp://cam:8554/new",
            "rtsps://cam/new": "rtsps://cam:322/new",
            "rtsp://u:p@cam/new": "rtsp://cam:554/new",
        }.items():
            loss = attempt_moved_to(status, location).loss
            assert isinstance(loss, Moved)
            assert loss.url.public == moved
            assert (loss.url.username, loss.url.password) == (USER, PASSWORD)
    for location in ("rtsp://evil/x", "file:///etc/passwd", "", "http://cam/", "/new"):
        loss = attempt_moved_to(302, location).loss
        assert loss is not None
        assert not isinstance(loss, Moved)
        assert loss.cause is LossCause.BAD_STREAM


def attempt_moved_to(status: int, location: str) -> Attempt:
    camera = MemoryCamera()
    camera.answers["DESCRIBE"] = lambda asked: reply(asked, status, f"Location: {location}\r\n")
    return Attempt(camera).run()


# --- refusals --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "status", "cause"),
    [
        ("OPTIONS", 503, LossCause.REFUSED),
        ("DESCRIBE", 403, LossCause.REFUSED),
        ("DESCRIBE", 404, LossCause.NOT_FOUND),
        ("DESCRIBE", 500, LossCause.REFUSED),
        ("SETUP", 453, LossCause.REFUSED),
        ("SETUP", 461, LossCause.REFUSED),
        ("PLAY", 454, LossCause.CLOSED),
        ("PLAY", 999, LossCause.REFUSED),
    ],
)
def test_each_refusal_has_its_cause(method: str, status: int, cause: LossCause) -> None:
    camera = MemoryCamera()
    camera.answers[method] = lambda asked: reply(asked, status)
    attempt = Attempt(camera).run()
    assert attempt.loss is not None
    assert (attempt.loss.cause, attempt.loss.detail) == (cause, f"RTSP {status}")


@pytest.mark.parametrize("name", ["VP8", "MP4V-ES", "X-" + PASSWORD])
def test_video_that_cannot_be_recorded_is_said_so_in_our_own_words(name: str) -> None:
    attempt = Attempt(MemoryCamera(sdp=SDP.replace("H264", name))).run()
    assert attempt.loss is not None
    assert attempt.loss.cause is LossCause.UNSUPPORTED_CODEC
    assert PASSWORD not in str(attempt.loss)


def test_silence_during_the_conversation_is_a_time_out() -> None:
    camera = MemoryCamera()
    camera.answers["DESCRIBE"] = lambda _asked: "RTSP/1.0 100 Continue\r\nCSeq: 2\r\n\r\n"
    assert Attempt(camera).run().wait(4.9).loss is None
    loss = Attempt(camera).run().wait(5.1).loss
    assert loss is not None
    assert loss.cause is LossCause.TIMEOUT
