"""What a camera coded comes out of RTP byte for byte, or not at all."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from functools import cache

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopguard.cameras.loss import BadStream, Lost
from shopguard.cameras.rtp.flow import Depacketiser, Flow, Tally
from shopguard.cameras.rtp.h264 import H264Depacketiser
from shopguard.cameras.rtp.h265 import H265Depacketiser
from shopguard.cameras.rtp.mjpeg import MjpegDepacketiser
from shopguard.cameras.rtp.track import Track
from shopguard.cameras.source import LossCause, Packet, StreamInfo, TrackInfo, VideoCodec
from tests.fakes.rtp_packets import (
    PAYLOADS,
    Collected,
    aggregated,
    jpeg_payloads,
    packetised,
    rtp,
)
from tests.fakes.streams import coded, pictures

INTER = (VideoCodec.H264, VideoCodec.H265)
MAKERS: dict[VideoCodec, Callable[[Flow, Iterable[bytes]], Depacketiser]] = {
    VideoCodec.H264: H264Depacketiser,
    VideoCodec.H265: H265Depacketiser,
    VideoCodec.MJPEG: lambda flow, _sets: MjpegDepacketiser(flow),
}
SETS = {
    VideoCodec.H264: (b"\x67sps", b"\x68pps"),
    VideoCodec.H265: (b"\x40\1vps", b"\x42\1sps", b"\x44\1pps"),
}


class Receiver:
    """A track with everything behind it."""

    def __init__(self, codec: VideoCodec, sets: Iterable[bytes] = ()) -> None:
        self.sink = Collected()
        self.tally = Tally()
        flow = Flow(self.sink, self.tally, lambda: None)
        video = MAKERS[codec](flow, sets)
        flow.carry(video, None)
        flow.arrived_us = 1
        self.track = Track(96, video)

    def feed(self, packets: Iterable[bytes]) -> Collected:
        for packet in packets:
            self.track.receive(b"junk" + packet + b"junk", 4, 4 + len(packet))
        return self.sink


@cache
def film(codec: VideoCodec) -> tuple[StreamInfo, list[Packet]]:
    if codec is VideoCodec.MJPEG:
        return StreamInfo(TrackInfo(codec, 90_000)), jpegs([])
    return coded(codec, frames=24, gop=8, size=(160, 96))


def jpegs(options: list[int]) -> list[Packet]:
    """With the Huffman tables of the standard, the only ones RTP knows."""
    return [
        Packet("video", [cv2.imencode(".jpg", picture, options)[1].tobytes()], n * 3600, True, 0)
        for n, picture in enumerate(pictures(24, 160, 96))
    ]


@pytest.mark.requirement("G-6.2")
@pytest.mark.parametrize("mtu", [60, 1400])
@pytest.mark.parametrize("codec", INTER)
def test_units_come_out_as_they_were_coded(codec: VideoCodec, mtu: int) -> None:
    info, packets = film(codec)
    sink = Receiver(codec).feed(packetised(packets, codec, mtu=mtu))
    assert [packet.parts for packet in sink.video] == [packet.parts for packet in packets]
    assert [packet.key for packet in sink.video] == [packet.key for packet in packets]
    first = sink.video[0].pts
    assert [p.pts - first for p in sink.video] == [p.pts - packets[0].pts for p in packets]
    assert sink.streams == [info]
    assert isinstance(sink.told[0], StreamInfo)
    assert not sink.losses


@pytest.mark.parametrize("options", [[], [cv2.IMWRITE_JPEG_RST_INTERVAL, 4]])
def test_jpeg_pictures_decode_to_the_same_pixels(options: list[int]) -> None:
    packets = jpegs(options)
    sink = Receiver(VideoCodec.MJPEG).feed(packetised(packets, VideoCodec.MJPEG))
    assert len(sink.video) == len(packets)
    for got, sent in zip(sink.video, packets, strict=True):
        assert got.key
        assert pixels(got.parts[0]) == pixels(sent.parts[0])


def pixels(picture: bytes) -> bytes:
    shown = cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_COLOR)
    return bytes(shown) if shown is not None else b""


@pytest.mark.parametrize("quality", [3, 30, 50, 90])
def test_jpeg_tables_sent_once_or_left_to_the_standard_are_found_again(quality: int) -> None:
    picture = jpegs([cv2.IMWRITE_JPEG_QUALITY, quality])[0].parts[0]
    whole = jpeg_payloads(picture, mtu=100_000)[0]
    data = whole[12 + int.from_bytes(whole[10:12]) :]
    named = whole[:5] + b"\x81" + whole[6:]  # Q 129: these tables, until told otherwise
    again = named[:10] + b"\0\0" + data
    standard = whole[:5] + bytes((quality,)) + whole[6:8] + data
    sink = Receiver(VideoCodec.MJPEG).feed(
        rtp(payload, number, number * 3600, marker=True)
        for number, payload in enumerate([named, again, standard])
    )
    assert len(sink.video) == 3
    assert {pixels(packet.parts[0]) for packet in sink.video} == {pixels(picture)}


@pytest.mark.parametrize("codec", INTER)
def test_parameter_sets_in_one_packet_are_taken_apart(codec: VideoCodec) -> None:
    info, packets = film(codec)
    sets = info.video.extradata
    picture = packets[0].parts[-1]
    sent = [aggregated(sets, codec), *PAYLOADS[codec](picture)]
    sink = Receiver(codec).feed(
        rtp(payload, n, 9, marker=n == len(sent) - 1) for n, payload in enumerate(sent)
    )
    assert sink.video[0].parts == [*sets, picture]
    assert sink.streams == [info]


@pytest.mark.parametrize("codec", INTER)
def test_nothing_passes_before_the_first_key_frame(codec: VideoCodec) -> None:
    _, packets = film(codec)
    sink = Receiver(codec).feed(packetised(packets[3:], codec))
    assert [p.parts for p in sink.video] == [p.parts for p in packets[8:]]


@pytest.mark.parametrize("codec", INTER)
def test_a_key_frame_without_parameter_sets_is_none(codec: VideoCodec) -> None:
    info, packets = film(codec)
    bare = [Packet("video", [n for n in p.parts if n not in info.video.extradata], p.pts, p.key, 0)
            for p in packets]  # fmt: skip
    assert not Receiver(codec).feed(packetised(bare, codec)).told
    told = Receiver(codec, info.video.extradata).feed(packetised(bare, codec))
    assert told.streams == [info]
    assert [p.parts for p in told.video] == [p.parts for p in bare]


@pytest.mark.requirement("G-6.2")
@pytest.mark.parametrize("codec", list(MAKERS))
def test_whatever_is_lost_no_damaged_unit_passes(codec: VideoCodec) -> None:
    _, packets = film(codec)
    wire = list(packetised(packets, codec))
    whole = Receiver(codec).feed(wire).video
    known = {b"".join(packet.parts): number for number, packet in enumerate(whole)}
    chance = random.Random(3)
    for _ in range(60):
        lost = set(chance.sample(range(len(wire)), chance.randint(1, 6)))
        receiver = Receiver(codec)
        sink = receiver.feed(data for at, data in enumerate(wire) if at not in lost)
        numbers = [known[b"".join(packet.parts)] for packet in sink.video]  # each one was sent
        before = None
        for number in numbers:
            follows = before is not None and number == before + 1
            assert whole[number].key or follows
            before = number
        assert len(numbers) < len(whole) or lost <= {0, len(wire) - 1}
        if lost & set(range(1, len(wire) - 1)):
            assert receiver.tally.lost_packets
            assert receiver.tally.damaged_units


@pytest.mark.parametrize("codec", INTER)
def test_a_loss_is_told_once_and_ends_with_a_key_frame(codec: VideoCodec) -> None:
    _, packets = film(codec)
    wire = list(packetised(packets, codec))
    del wire[len(wire) // 2]
    sink = Receiver(codec).feed(wire)
    assert len(sink.losses) == 1
    cause, detail = sink.losses[0]
    assert cause is LossCause.BAD_STREAM
    assert "1 packets lost" in detail
    after = sink.told[sink.told.index(sink.losses[0]) + 1]
    assert isinstance(after, Packet)
    assert after.key


@pytest.mark.parametrize("codec", INTER)
def test_a_camera_that_starts_anew_is_followed(codec: VideoCodec) -> None:
    info, packets = film(codec)
    receiver = Receiver(codec)
    receiver.feed(packetised(packets[:10], codec))
    other = [bytes(p[:8]) + b"\0\0\0\x63" + p[12:] for p in packetised(packets, codec, first=9)]
    sink = receiver.feed(other)
    assert [p.parts for p in sink.video] == [p.parts for p in [*packets[:10], *packets]]
    assert sink.streams == [info, info]
    receiver.feed(packetised(packets, codec, first=30_000))  # same name, other numbers
    assert sink.streams == [info, info, info]
    assert sink.video[-1].parts == packets[-1].parts


@pytest.mark.parametrize("codec", INTER)
def test_late_and_repeated_packets_change_nothing(codec: VideoCodec) -> None:
    _, packets = film(codec)
    wire = list(packetised(packets, codec))
    for at in range(40, 0, -4):
        wire.insert(at + 3, wire[at])
    sink = Receiver(codec).feed(wire)
    assert [p.parts for p in sink.video] == [p.parts for p in packets]


@pytest.mark.parametrize("codec", INTER)
def test_markers_on_parameter_sets_and_odd_timestamps_do_not_split_a_unit(
    codec: VideoCodec,
) -> None:
    info, packets = film(codec)
    sets = info.video.extradata
    wire: list[bytes] = []
    for packet in packets:
        for nal in packet.parts:
            small = nal in sets
            cut = PAYLOADS[codec](nal)
            for at, payload in enumerate(cut):
                last = small or (nal is packet.parts[-1] and at == len(cut) - 1)
                timestamp = packet.pts - (1 if small else 0)
                wire.append(rtp(payload, len(wire), timestamp, marker=last))
    sink = Receiver(codec).feed(wire)
    assert [p.parts for p in sink.video] == [p.parts for p in packets]
    assert [p.pts for p in sink.video] == [p.pts for p in packets]


@pytest.mark.parametrize("codec", INTER)
def test_without_any_marker_the_timestamp_ends_a_unit(codec: VideoCodec) -> None:
    _, packets = film(codec)
    wire = [p[:1] + bytes((p[1] & 0x7F,)) + p[2:] for p in packetised(packets, codec)]
    sink = Receiver(codec).feed(wire)
    assert [p.parts for p in sink.video] == [p.parts for p in packets[:-1]]


def test_a_camera_that_marks_every_slice_is_found_out() -> None:
    def unit(kind: int, timestamp: int) -> list[tuple[bytes, int]]:
        head = {5: b"\x65", 1: b"\x61"}[kind]
        return [(head + b"\x88first", timestamp), (head + b"\x48second", timestamp)]

    sent = [entry for n in range(9) for entry in unit(5 if n % 3 == 0 else 1, n * 3600)]
    receiver = Receiver(VideoCodec.H264, SETS[VideoCodec.H264])
    sink = receiver.feed(rtp(nal, n, at, marker=True) for n, (nal, at) in enumerate(sent))
    assert sink.losses
    whole = sink.told[sink.told.index(sink.losses[-1]) + 1 :]
    assert whole
    assert all(isinstance(p, Packet) and len(p.parts) == 2 for p in whole)


@pytest.mark.parametrize("codec", INTER)
def test_units_glued_with_start_codes_are_taken_apart(codec: VideoCodec) -> None:
    info, packets = film(codec)
    glued = [b"\0\0\0\1".join(packets[0].parts)] if codec is VideoCodec.H264 else None
    parts = glued or [b"\0\0\1".join(packets[0].parts)]
    sink = Receiver(codec).feed(packetised([Packet("video", parts, 5, True, 0)], codec))
    assert sink.video[0].parts == packets[0].parts
    assert sink.streams == [info]


@pytest.mark.parametrize("codec", INTER)
def test_new_parameter_sets_are_told_before_the_unit_that_needs_them(codec: VideoCodec) -> None:
    _, small = film(codec)
    info, large = coded(codec, frames=4, gop=4, size=(320, 192))
    later = [Packet("video", p.parts, p.pts + 10_000_000, p.key, 0) for p in large]
    sink = Receiver(codec).feed(packetised([*small, *later], codec))
    assert len(sink.streams) == 2
    assert sink.streams[1] == info
    next_one = sink.told[sink.told.index(info) + 1]
    assert isinstance(next_one, Packet)
    assert next_one.parts == large[0].parts


def test_what_rtp_may_add_to_a_header_is_passed_over() -> None:
    _, packets = film(VideoCodec.H264)
    wire = []
    for data in packetised(packets, VideoCodec.H264):
        extended = bytes((0xB2,)) + data[1:12] + b"csrccsrc" + b"\xab\xac\0\1long" + data[12:]
        wire.append(extended + b"\0\0\3")
    assert [p.parts for p in Receiver(VideoCodec.H264).feed(wire).video] == [
        p.parts for p in packets
    ]


@pytest.mark.parametrize(("first", "codec"), [(26, VideoCodec.H264), (27, VideoCodec.H264)])
def test_interleaved_h264_is_said_to_be_unsupported(first: int, codec: VideoCodec) -> None:
    with pytest.raises(Lost) as caught:
        Receiver(codec).feed([rtp(bytes((first,)) + b"\0" * 20, 1, 1)])
    assert caught.value.cause is LossCause.UNSUPPORTED_CODEC


@pytest.mark.parametrize("codec", INTER)
def test_an_endless_unit_is_a_bad_stream(codec: VideoCodec) -> None:
    head = b"\x7c" if codec is VideoCodec.H264 else bytes((49 << 1, 1))
    kind = 5 if codec is VideoCodec.H264 else 19
    receiver = Receiver(codec)
    receiver.feed([rtp(head + bytes((0x80 | kind,)) + bytes(9), 0, 1)])
    with pytest.raises(BadStream):
        receiver.feed(rtp(head + bytes((kind,)) + bytes(60_000), n, 1) for n in range(1, 400))


@pytest.mark.parametrize("codec", INTER)
def test_a_flood_of_tiny_units_is_bounded_too(codec: VideoCodec) -> None:
    remark = b"\6\1" if codec is VideoCodec.H264 else b"\x4e\1"
    many = aggregated([remark] * 15_000, codec)
    with pytest.raises(BadStream):
        Receiver(codec).feed(rtp(many, n, 1) for n in range(60))


@given(
    st.lists(st.binary(min_size=1, max_size=500), min_size=1, max_size=12),
    st.integers(20, 300),
    st.integers(0, 0xFFFF),
    st.integers(0, 0xFFFFFFFF),
)
def test_any_units_in_any_pieces_come_back(
    bodies: list[bytes], mtu: int, first: int, timestamp: int
) -> None:
    sets = SETS[VideoCodec.H264]
    frames = [Packet("video", [b"\x65\x88" + body], n, True, 0) for n, body in enumerate(bodies)]
    sink = Receiver(VideoCodec.H264, sets).feed(
        packetised(frames, VideoCodec.H264, mtu=mtu, first=first, timestamp=timestamp)
    )
    assert [p.parts for p in sink.video] == [p.parts for p in frames]
    assert [p.pts - sink.video[0].pts for p in sink.video] == list(range(len(frames)))
