"""The small parts that cameras of all kinds share."""

from __future__ import annotations

import contextlib
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopguard.cameras import jpeg
from shopguard.cameras.backoff import FIRST_S, GOOD_S, LONGEST_S, Backoff
from shopguard.cameras.loss import BadStream, Lost
from shopguard.cameras.multipart import MultipartParser, boundary_of
from shopguard.cameras.nal import read_avcc, read_hvcc, split_bytestream, split_sample
from shopguard.cameras.source import VideoCodec
from shopguard.cameras.weblogin import WebLogin
from tests.fakes.clock import FakeClock
from tests.fakes.streams import coded

# --- back-off --------------------------------------------------------------------------------


def test_waits_double_up_to_their_cap_and_never_end() -> None:
    backoff = Backoff(FakeClock().monotonic, lambda: 1.0)
    waits = [backoff.wait_s() for _ in range(50)]
    assert waits[:6] == [0.5, 1.0, 2.0, 4.0, 8.0, 15.0]
    assert set(waits[5:]) == {LONGEST_S}


def test_ten_good_seconds_bring_back_the_short_waits_and_less_do_not() -> None:
    clock = FakeClock()
    backoff = Backoff(clock.monotonic, lambda: 1.0)
    for _ in range(8):
        backoff.wait_s()
    backoff.good()
    clock.advance(int(GOOD_S * 1e6) - 1)
    backoff.good()
    assert backoff.wait_s() == LONGEST_S
    backoff.good()
    clock.advance(int(GOOD_S * 1e6))
    assert backoff.wait_s() == FIRST_S


@given(st.lists(st.floats(0, 1, exclude_max=True), min_size=1, max_size=30))
def test_every_wait_lies_in_the_upper_half_of_its_step(draws: list[float]) -> None:
    chance = iter(draws)
    backoff = Backoff(FakeClock().monotonic, lambda: next(chance))
    for number in range(len(draws)):
        step = min(FIRST_S * 2**number, LONGEST_S)
        assert step / 2 <= backoff.wait_s() <= step


# --- logins ----------------------------------------------------------------------------------


def test_the_digest_of_the_standard_comes_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """RFC 7616, 3.9.1."""
    monkeypatch.setattr(
        "shopguard.cameras.weblogin.secrets.token_hex",
        lambda _size: "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
    )
    login = WebLogin("Mufasa", "Circle of Life")
    common = (
        'Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm={}, '
        'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", '
        'opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"'
    )
    assert login.challenged([common.format("SHA-256"), common.format("MD5")])
    line = login.header("GET", "/dir/index.html") or ""
    assert "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1" in line
    assert login.challenged([common.format("MD5")])
    assert "8ca523f5e9506fed4657c9700eebdbec" in (login.header("GET", "/dir/index.html") or "")


def test_challenges_on_one_line_are_told_apart() -> None:
    login = WebLogin("a", "b")
    assert login.challenged(['Basic realm="x, y", Digest realm="z", nonce="n", qop="auth"'])
    assert (login.header("GET", "/") or "").startswith("Digest ")


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Negotiate",
        'Digest realm="x"',
        'Digest realm="x", nonce="n", algorithm=SHA-512-256',
        'Digest realm="x", nonce="n", qop="auth-int"',
        'Digest realm="x\r\nEvil: 1", nonce="n"',
        "Basic " + "x" * 10_000,
    ],
)
def test_a_challenge_that_cannot_be_answered_is_not_answered(line: str) -> None:
    login = WebLogin("user", "secret")
    assert not login.challenged([line])
    assert login.header("GET", "/") is None


def test_a_login_does_not_show_its_password() -> None:
    assert "secret" not in repr(WebLogin("user", "secret"))


@given(st.lists(st.text(max_size=200), max_size=4), st.text(max_size=20), st.text(max_size=20))
def test_no_challenge_puts_a_line_break_into_our_request(
    lines: list[str], user: str, path: str
) -> None:
    login = WebLogin("user", "secret")
    login.challenged([f'Digest realm="{user}", nonce="{path}", qop="auth"', *lines])
    assert not set(login.header("GET", "/") or "") & set("\r\n\0")


def test_each_answer_counts_up() -> None:
    login = WebLogin("a", "b")
    login.challenged(['Digest realm="x", nonce="n", qop="auth"'])
    first, second = login.header("GET", "/"), login.header("GET", "/")
    assert first is not None
    assert second is not None
    assert "nc=00000001" in first
    assert "nc=00000002" in second


# --- picture streams -------------------------------------------------------------------------


@given(st.lists(st.binary(max_size=300), max_size=8), st.data(), st.booleans())
def test_parts_survive_any_cutting_of_the_stream(
    bodies: list[bytes], data: st.DataObject, with_length: bool
) -> None:
    bodies = [b"\xff\xd8" + body.replace(b"edge", b"") for body in bodies]
    stream = b""
    for body in bodies:
        length = f"Content-Length: {len(body)}\r\n" if with_length else ""
        stream += b"--edge\r\n" + length.encode() + b"\r\n" + body + b"\r\n"
    stream += b"--edge\r\n\r\n"
    parser, parts, at = MultipartParser(b"edge"), [], 0
    while at < len(stream):
        size = data.draw(st.integers(1, len(stream) - at))
        parts += parser.feed(stream[at : at + size], at)
        at += size
    assert [part.body for part in parts] == bodies


@given(st.lists(st.binary(max_size=5000), max_size=20))
def test_any_bytes_are_parts_or_a_bad_stream(pieces: list[bytes]) -> None:
    parser = MultipartParser(b"edge")
    with contextlib.suppress(BadStream):
        for piece in (b"--edge\r\n", *pieces):
            for part in parser.feed(piece, 0):
                assert part.body in b"".join(pieces)


@pytest.mark.parametrize(
    "words", ["", "image/jpeg", "multipart/x-mixed-replace", "multipart/x; boundary=---"]
)
def test_an_answer_without_a_boundary_is_no_stream(words: str) -> None:
    with pytest.raises(Lost):
        boundary_of(words)


# --- NAL units and JPEG ----------------------------------------------------------------------


@given(st.lists(st.binary(min_size=1, max_size=50)), st.sampled_from([1, 2, 4]))
def test_length_prefixed_units_come_back_whole(units: list[bytes], size: int) -> None:
    sample = b"".join(len(unit).to_bytes(size) + unit for unit in units)
    assert split_sample(sample, size) == units


@given(st.binary(max_size=60))
def test_any_sample_is_units_or_a_value_error(data: bytes) -> None:
    for read in (lambda: split_sample(data, 4), lambda: read_avcc(data), lambda: read_hvcc(data)):
        try:
            read()
        except ValueError:
            continue
    assert all(b"\0\0\1" not in unit for unit in split_bytestream(data))


@pytest.mark.parametrize("codec", [VideoCodec.H264, VideoCodec.H265])
def test_a_byte_stream_of_a_real_coder_comes_apart_as_it_was(codec: VideoCodec) -> None:
    _, packets = coded(codec, frames=5)
    units = [part for packet in packets for part in packet.parts]
    stream = b"".join((b"\0" * (number % 2)) + b"\0\0\1" + u for number, u in enumerate(units))
    split = split_bytestream(stream)
    assert hashlib.sha256(b"".join(split)).digest() == hashlib.sha256(b"".join(units)).digest()
    assert split == units


@given(st.binary(max_size=200))
def test_any_bytes_have_a_picture_size_or_none(data: bytes) -> None:
    for candidate in (data, b"\xff\xd8\xff" + data):
        size = jpeg.size_of(candidate)
        assert size is None or min(size) > 0
