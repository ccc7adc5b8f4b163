"""Streams damaged in every way a network or an attacker can think of: told as lost, never worse."""

from __future__ import annotations

import logging
import random
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

import pytest

from shopguard.cameras.rtp.mjpeg import MjpegDepacketiser
from shopguard.cameras.rtp.units import MAX_UNIT, UnitDepacketiser
from shopguard.cameras.rtsp.carriage import Carriage
from shopguard.cameras.rtsp.client import Wishes
from shopguard.cameras.source import LossCause, Packet, VideoCodec
from tests.fakes.rtp_packets import aac_payload, jpeg_payloads, packetised, rtp
from tests.fakes.rtsp_camera import PASSWORD, SDP, Attempt, MemoryCamera
from tests.fakes.streams import coded

AAC = """m=audio 0 RTP/AVP 97
a=rtpmap:97 MPEG4-GENERIC/16000
a=fmtp:97 mode=AAC-hbr;sizelength=13;indexlength=3;indexdeltalength=3;config=1408
a=control:track2
"""
H265 = SDP.replace("H264", "H265").replace("a=fmtp:96", "a=x:")
DESCRIPTIONS = {
    VideoCodec.H264: SDP[: SDP.index("m=audio")] + AAC,
    VideoCodec.H265: H265[: H265.index("m=audio")] + AAC,
    VideoCodec.MJPEG: SDP.replace("AVP 96", "AVP 26"),
}
EVIL = (
    b"$", b"$\0\xff\xff", b"$\0\0\0", b"\r\n", b"\r\n\r\n", b"\0\0\1", b"\x7c\x85", b"\x62\x01\x93",
    b"RTSP/1.0 200 OK\r\n", b"RTSP/1.0 401 Nope\r\nWWW-Authenticate: Basic\r\n\r\n",
    b"Content-Length: 65536\r\n", b"Content-Length: 99999999999\r\n", b"Session: \x80\r\n",
    b"CSeq: -1\r\n", b"Transport: interleaved=0-0\r\n", b"a=rtpmap:96 H264/0\r\n", b"m=\r\n",
    b"a=fmtp:96 sprop-parameter-sets=%%%\r\n", b"\xff" * 40, b"\x81\xcb\0\1\0\0\0\1",
    PASSWORD.encode(), b"RTSP/1.0 404 " + PASSWORD.encode() + b"\r\n",
)  # fmt: skip


@dataclass(frozen=True)
class Recording:
    """All that a polite camera sends, from the first reply to the last frame."""

    codec: VideoCodec
    conversation: bytes
    frames: tuple[bytes, ...]


class Listening(MemoryCamera):
    """A polite camera that keeps a copy of what it says."""

    def hear(self, data: bytes) -> bytes:
        out = super().hear(data)
        self.said = getattr(self, "said", b"") + out
        return out


@cache
def recording(codec: VideoCodec) -> Recording:
    camera = Listening(sdp=DESCRIPTIONS[codec], login="basic")
    attempt = Attempt(camera, Wishes(audio=True)).run()
    video = list(packetised(film(codec), codec, mtu=400))
    if codec is VideoCodec.MJPEG:
        video = [packet[:1] + bytes((packet[1] & 0x80 | 26,)) + packet[2:] for packet in video]
    sound = [rtp(aac_payload([bytes(90)] * 2), n, n * 2048, payload_type=97) for n in range(8)]
    frames = [attempt.frame(0, packet) for packet in video]
    for number, packet in enumerate(sound):
        frames.insert(number * 5, attempt.frame(2, packet))
    for frame in frames:
        attempt.give(frame)
    assert attempt.loss is None
    assert attempt.sink.video
    return Recording(codec, camera.said, tuple(frames))


def film(codec: VideoCodec) -> list[Packet]:
    if codec is VideoCodec.MJPEG:
        picture = (
            bytes.fromhex("ffd8ffdb004300")
            + bytes(64)
            + bytes.fromhex("ffc00011080010001003012200021100031100ffda000c03010002110311003f00")
        )
        whole = picture + bytes(range(200)) * 5 + b"\xff\xd9"
        assert jpeg_payloads(whole)
        return [Packet("video", [whole], n * 3600, True, 0) for n in range(6)]
    return coded(codec, frames=8, gop=4, size=(96, 64))[1]


def mutated(data: bytes, chance: random.Random) -> bytes:
    """``data`` with one to six wounds."""
    for _ in range(chance.randint(1, 6)):
        at, size = chance.randrange(len(data) + 1), chance.choice((1, 1, 2, 4, 30, 400))
        act = chance.randrange(6)
        if act == 0:
            data = data[:at] + chance.randbytes(size) + data[at + size :]
        elif act == 1:
            data = data[:at] + data[at + size :]
        elif act == 2:
            data = data[:at] + chance.choice(EVIL) + data[at:]
        elif act == 3:
            data = data[:at] + data[max(0, at - size) : at] + data[at:]
        elif act == 4:
            data = (
                data[:at]
                + bytes(b ^ 1 << chance.randrange(8) for b in data[at : at + 1])
                + data[at + 1 :]
            )
        else:
            data = data[:at] + chance.choice(EVIL) + data[at + size :]
    return data


def damaged(chance: random.Random) -> bytes:
    """A recording, and what comes of it on a bad day."""
    whole = recording(chance.choice(list(VideoCodec)))
    frames = list(whole.frames)
    talk = whole.conversation
    target = chance.randrange(4)
    if target == 0:
        talk = mutated(talk, chance)
    elif target == 1:  # inside frames, whose lengths stay right: the depacketisers' part
        for _ in range(chance.randint(1, 12)):
            at = chance.randrange(len(frames))
            frame = frames[at]
            body = (
                mutated(frame[4:], chance)[:65_535]
                if chance.random() < 0.5
                else _bits(frame[4:], chance)
            )
            frames[at] = frame[:2] + len(body).to_bytes(2) + body
    elif target == 2:
        chance.shuffle(frames)
    else:
        return talk + mutated(b"".join(frames), chance)
    return talk + b"".join(frames)


def _bits(packet: bytes, chance: random.Random) -> bytes:
    """One wrong bit among the bytes that mean something."""
    at = chance.randrange(min(len(packet) or 1, 24))
    wrong = bytes(byte ^ 1 << chance.randrange(8) for byte in packet[at : at + 1])
    return packet[:at] + wrong + packet[at + 1 :]


def play(data: bytes, chance: random.Random) -> Attempt:
    """A client that hears ``data`` whatever it says itself."""
    attempt = Attempt(MemoryCamera(), Wishes(audio=True))
    attempt.client.connected()
    for piece in pieces(data, chance):
        attempt.give(piece)
        if attempt.loss is not None:
            break
    if attempt.loss is None:
        attempt.clock.now += 1
        attempt.wait(12)
    attempt.client.close()
    return attempt


def pieces(data: bytes, chance: random.Random) -> Iterator[bytes]:
    at = 0
    while at < len(data):
        size = chance.choice((1, 3, 50, 1000, 65_536))
        yield data[at : at + size]
        at += size


def held(attempt: Attempt) -> int:
    """Bytes the client keeps."""
    wire = attempt.client._wire
    unit = sum(map(_unit_bytes, attempt.client._carriages))
    return len(wire._rest) + len(wire._body) + sum(map(len, wire._lines)) + unit


def _unit_bytes(carriage: Carriage) -> int:
    part = carriage.track._depacketiser
    if isinstance(part, UnitDepacketiser):
        return part._size
    return part._bytes if isinstance(part, MjpegDepacketiser) else 0


@pytest.mark.requirement("G-6.2", "G-6.6")
def test_mutated_streams_are_lost_or_read_and_nothing_else(
    rounds: Callable[[int, int], int], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    chance = random.Random(8)
    read = lost = 0
    for _ in range(rounds(1500, 20_000)):
        data = damaged(chance)
        attempt = play(data, chance)
        assert held(attempt) <= min(MAX_UNIT, 2 * len(data) + 70_000)
        assert all(packet.parts and all(packet.parts) for packet in attempt.sink.packets)
        said = f"{attempt.sink.losses}{attempt.loss}{attempt.loss and attempt.loss.words('ja')}"
        assert PASSWORD not in said
        read += bool(attempt.sink.video)
        lost += attempt.loss is not None
    assert read > lost / 10
    assert lost
    assert PASSWORD not in caplog.text


@pytest.mark.requirement("G-6.2")
def test_frames_lost_repeated_or_out_of_order_give_no_wrong_picture(
    rounds: Callable[[int, int], int],
) -> None:
    chance = random.Random(9)
    shown = 0
    for _ in range(rounds(400, 6000)):
        whole = recording(chance.choice(list(VideoCodec)))
        sent = undamaged(whole.codec)
        frames = [frame for frame in whole.frames for _ in range(chance.choice((0, *[1] * 30, 2)))]
        for _ in range(chance.choice((0, 1, 5))):
            at, to = chance.randrange(len(frames)), chance.randrange(len(frames))
            frames.insert(to, frames.pop(at))
        attempt = play(whole.conversation + b"".join(frames), chance)
        before = -1
        for packet in attempt.sink.video:
            number, parts = sent[packet.parts[-1]]
            assert packet.parts == parts[-len(packet.parts) :]  # the very first may lack its sets
            assert packet.key or number == before + 1
            before = number
            shown += 1
    assert shown


@cache
def undamaged(codec: VideoCodec) -> dict[bytes, tuple[int, list[bytes]]]:
    """Each unit of a recording and its number, by its last part."""
    whole = recording(codec)
    attempt = play(whole.conversation + b"".join(whole.frames), random.Random(1))
    return {packet.parts[-1]: (n, packet.parts) for n, packet in enumerate(attempt.sink.video)}


def test_undamaged_streams_pass_the_same_way() -> None:
    chance = random.Random(1)
    for codec in VideoCodec:
        whole = recording(codec)
        attempt = play(whole.conversation + b"".join(whole.frames), chance)
        assert attempt.loss is None
        assert len(attempt.sink.video) == len(film(codec))
        assert len(attempt.sink.audio) >= 10 or codec is VideoCodec.MJPEG


def test_memory_stays_small_whatever_is_sent() -> None:
    chance = random.Random(5)
    for _ in range(5):
        play(damaged(chance), chance)
    tracemalloc.start()
    for _ in range(60):
        play(damaged(chance), chance)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4_000_000


@pytest.mark.parametrize("codec", list(VideoCodec))
def test_endless_nonsense_in_frames_is_bounded(codec: VideoCodec) -> None:
    chance = random.Random(6)
    whole = recording(codec)
    attempt = Attempt(MemoryCamera(), Wishes(audio=True))
    attempt.client.connected()
    attempt.give(whole.conversation)
    first = whole.frames[1]
    sequence = int.from_bytes(first[6:8])
    for number in range(2000):
        head = first[4:6] + ((sequence + number) & 0xFFFF).to_bytes(2) + first[8:16]
        body = (
            head
            + chance.choice((b"\x7c\x05", b"\x62\1\1", b"\x78", b"\0"))
            + bytes(chance.randrange(1400))
        )
        attempt.give(b"$\0" + len(body).to_bytes(2) + body)
        assert held(attempt) <= MAX_UNIT + 70_000
        if attempt.loss is not None:
            break
    assert attempt.loss is None or attempt.loss.cause is LossCause.BAD_STREAM
