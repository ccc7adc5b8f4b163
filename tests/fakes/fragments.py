"""Fragments made from real coded streams, the way the recorder makes them."""

from __future__ import annotations

from shopguard.cameras.source import Packet, StreamInfo, VideoCodec
from shopguard.footage.fragment import Fragment
from shopguard.footage.mp4.boxes import VIDEO_TRACK, init_segment
from shopguard.footage.mp4.fragments import Sample, build_fragment, length_prefixed, ticks_of
from tests.fakes.streams import coded


def sample_of(packet: Packet, codec: VideoCodec, duration: int) -> Sample:
    parts = packet.parts if codec is VideoCodec.MJPEG else length_prefixed(packet.parts)
    return Sample(parts, sum(map(len, parts)), duration, 0, packet.key)


def fragments_of(info: StreamInfo, packets: list[Packet], fps: int = 25) -> list[Fragment]:
    """One fragment per key frame."""
    rate = info.video.clock_rate
    groups: list[list[Packet]] = []
    for packet in packets:
        if packet.key or not groups:
            groups.append([])
        groups[-1].append(packet)
    init = init_segment(info, packets[0].parts)
    made = []
    for group in groups:
        samples = [sample_of(packet, VideoCodec(info.video.codec), rate // fps) for packet in group]
        start = group[0].arrived_us
        data = build_fragment([(VIDEO_TRACK, ticks_of(start, rate), samples)])
        made.append(Fragment(start, len(group) * 1_000_000 // fps, True, len(group), init, data))
    return made


def some_fragments(
    count: int = 5, codec: VideoCodec = VideoCodec.H264, size: tuple[int, int] = (320, 192)
) -> list[Fragment]:
    """``count`` fragments of ten frames each."""
    info, packets = coded(codec, frames=count * 10, gop=10, size=size)
    return fragments_of(info, packets)[:count]
