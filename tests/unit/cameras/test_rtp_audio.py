"""Sound over RTP, datagrams out of order, and what receivers report."""

from __future__ import annotations

import random
import struct
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopguard.cameras.loss import Lost
from shopguard.cameras.rtp import rtcp
from shopguard.cameras.rtp.audio import AacDepacketiser, G711Depacketiser
from shopguard.cameras.rtp.flow import Depacketiser, Flow, Tally
from shopguard.cameras.rtp.h264 import H264Depacketiser
from shopguard.cameras.rtp.reorder import DEPTH, Reorder
from shopguard.cameras.rtp.track import Reception, Track
from shopguard.cameras.source import AudioCodec, LossCause, Packet, TrackInfo
from tests.fakes.rtp_packets import Collected, aac_payload, rtp

HBR = {"sizelength": "13", "indexlength": "3", "indexdeltalength": "3", "config": "1408"}


class Sound:
    """An audio track behind a video track that has shown its first key frame."""

    def __init__(self, make: Callable[[Flow], Depacketiser]) -> None:
        self.sink = Collected()
        self.tally = Tally()
        flow = Flow(self.sink, self.tally, lambda: None)
        video = H264Depacketiser(flow, (b"\x67sps", b"\x68pps"))
        sound = make(flow)
        flow.carry(video, sound)
        flow.packet(Packet("video", [b"\x65"], 0, True, 0))
        self.track = Track(97, sound)

    def feed(self, payloads: list[bytes], step: int, first: int = 0) -> list[Packet]:
        for number, payload in enumerate(payloads):
            if payload:
                packet = rtp(payload, first + number, number * step, payload_type=97)
                self.track.receive(packet, 0, len(packet))
        return self.sink.audio


def aac(**changes: str) -> Sound:
    return Sound(lambda flow: AacDepacketiser(flow, 16_000, 1, {**HBR, **changes}))


def test_several_aac_units_in_a_packet_come_one_by_one_with_their_times() -> None:
    units = [bytes((n,)) * (50 + n) for n in range(9)]
    sound = aac()
    got = sound.feed(
        [aac_payload(units[:4]), aac_payload(units[4:8]), aac_payload(units[8:])], 4096
    )
    assert [packet.parts for packet in got] == [[unit] for unit in units]
    assert [packet.pts for packet in got] == [n * 1024 for n in range(9)]
    info = sound.sink.streams[0]
    assert info.audio is not None
    assert info.audio.extradata == (bytes.fromhex("1408"),)


def test_one_aac_unit_in_several_packets_is_put_together() -> None:
    unit = bytes(range(256)) * 20
    head = b"\0\x10" + (len(unit) << 3).to_bytes(2)
    got = aac().feed([head + unit[:2000], head + unit[2000:4000], head + unit[4000:]], 0)
    assert [packet.parts for packet in got] == [[unit]]


def test_lost_sound_is_counted_and_the_rest_is_whole() -> None:
    units = [bytes((n,)) * 50 for n in range(6)]
    sound = aac()
    got = sound.feed([aac_payload([unit]) if n != 2 else b"" for n, unit in enumerate(units)], 1024)
    assert [packet.parts[0] for packet in got] == units[:2] + units[3:]
    assert sound.tally.lost_packets == 1
    assert not sound.sink.losses  # pictures go on


@pytest.mark.parametrize(
    "changes", [{"sizelength": "0"}, {"config": ""}, {"config": "zz"}, {"sizelength": "99"}]
)
def test_aac_that_cannot_be_taken_apart_is_unsupported(changes: dict[str, str]) -> None:
    with pytest.raises(Lost) as caught:
        aac(**changes)
    assert caught.value.cause is LossCause.UNSUPPORTED_CODEC


@given(st.lists(st.binary(min_size=1, max_size=80), max_size=30))
def test_any_bytes_as_aac_are_sound_or_nothing(payloads: list[bytes]) -> None:
    for packet in aac().feed(payloads, 1024):
        assert packet.parts[0]


@pytest.mark.parametrize("codec", [AudioCodec.PCMU, AudioCodec.PCMA])
def test_g711_comes_as_it_was_sent(codec: AudioCodec) -> None:
    pieces = [bytes((n,)) * 160 for n in range(5)]
    sound = Sound(lambda flow: G711Depacketiser(flow, codec, 8000, 1))
    got = sound.feed(pieces, 160)
    assert [packet.parts for packet in got] == [[piece] for piece in pieces]
    assert [packet.pts for packet in got] == [n * 160 for n in range(5)]
    assert sound.sink.streams[0].audio == TrackInfo(codec, 8000, (), 1)


def ordered(sequences: list[int]) -> list[int]:
    out: list[int] = []
    reorder = Reorder(lambda data, _start, _stop: out.append(int.from_bytes(data[2:4])))
    for sequence in sequences:
        reorder.receive(rtp(b"x", sequence, 0))
    return out


@given(st.integers(0, 0xFFFF), st.randoms(use_true_random=False))
def test_datagrams_that_overtake_each_other_are_put_in_order(
    first: int, chance: random.Random
) -> None:
    sent = [(first + n) & 0xFFFF for n in range(200)]
    blocks = [sent[at : at + 8] for at in range(1, 200, 8)]
    mixed = [sent[0], *(n for block in blocks for n in chance.sample(block, len(block)))]
    assert ordered(mixed) == sent


def test_a_missing_datagram_is_not_waited_for_long() -> None:
    sent = [n for n in range(300) if n != 100]
    assert ordered(sent) == sent
    assert ordered([*range(100), *range(101, 101 + DEPTH)]) == [*range(100)]


def test_repeated_and_late_datagrams_are_dropped_and_a_new_beginning_is_not() -> None:
    assert ordered([*range(50), *range(20), *range(50, 60)]) == [*range(60)]
    assert ordered([*range(30_000, 30_010), *range(5, 10)]) == [
        *range(30_000, 30_010),
        *range(5, 10),
    ]


def test_a_receiver_report_reads_as_the_standard_says() -> None:
    heard = rtcp.SenderReport(7, (2_208_988_800 + 1_700_000_000) << 32 | 0x8000_0000)
    data = rtcp.receiver_report(9, Reception(7, 70_000, 5), 1, 4, heard, 1.5)
    version, kind, words, own, ssrc, loss, highest, jitter, last, delay = struct.unpack_from(
        ">BBHIIIIIII", data
    )
    assert (version, kind, words, own, ssrc) == (0x81, 201, 7, 9, 7)
    assert (loss, highest, jitter) == (64 << 24 | 5, 70_000, 0)
    assert (last, delay) == (heard.ntp >> 16 & 0xFFFFFFFF, 3 << 15)
    assert len(data) == 32 + 4 * (int.from_bytes(data[34:36]) + 1)
    assert heard.utc_us == 1_700_000_000_500_000


def test_sender_reports_and_farewells_are_heard_among_others() -> None:
    report = struct.pack(">BBHIQIII", 0x80, 200, 6, 7, 5 << 32, 1, 2, 3)
    heard = rtcp.parse(b"xx" + report + b"\x81\xcb\0\1\0\0\0\x07", 2, 2 + len(report) + 8)
    assert heard.bye
    assert heard.report is not None
    assert heard.report.utc_us is None  # a clock that does not know the time


@given(st.binary(max_size=200))
def test_any_bytes_as_rtcp_are_heard_or_passed_over(data: bytes) -> None:
    rtcp.parse(data, 0, len(data))
