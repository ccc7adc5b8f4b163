"""Packets of a fragment as the samples of its runs."""

from __future__ import annotations

from collections.abc import Sequence

from shopguard.base.clock import SECOND
from shopguard.cameras.source import AudioCodec, Packet, TrackInfo, VideoCodec
from shopguard.footage.mp4.boxes import AUDIO_TRACK, VIDEO_TRACK
from shopguard.footage.mp4.fragments import Sample, length_prefixed, ticks_of

Run = tuple[int, int, list[Sample]]
_AAC_FRAME = 1024
_AUDIO_TRUST_US = 200_000  # audio further from its arrival than this is moved
_PREFIXED: tuple[str, ...] = (VideoCodec.H264, VideoCodec.H265)


def decode_times(stamps: Sequence[int], not_before: int | None = None) -> list[int]:
    """Decode times for presentation stamps in the order the pictures came: rising, B-frames or not.

    ``not_before``: where the fragment before ended.
    """
    times: list[int] = []
    least = not_before
    for stamp in sorted(stamps):
        times.append(stamp if least is None else max(stamp, least))
        least = times[-1] + 1
    return times


def video_run(
    codec: str,
    packets: Sequence[Packet],
    stamps: Sequence[int],
    times: Sequence[int],
    end: int,
) -> Run:
    """Pictures with presentation ``stamps``, decode ``times`` and the ``end`` of the last one."""
    following = [*times[1:], end]
    samples = []
    for packet, stamp, time, after in zip(packets, stamps, times, following, strict=True):
        parts = length_prefixed(packet.parts) if codec in _PREFIXED else packet.parts
        size = sum(map(len, parts))
        samples.append(Sample(parts, size, after - time, stamp - time, packet.key))
    return VIDEO_TRACK, times[0], samples


class AudioClock:
    """Places audio beside the video: evenly by its own stamps, never twice at the same time."""

    def __init__(self, info: TrackInfo) -> None:
        self._info = info
        self._offset: int | None = None
        self._end = 0

    def run(self, packets: Sequence[Packet], lead_us: int) -> Run:
        """One run of ``packets``. ``lead_us``: how far stored time runs ahead of the PC's clock."""
        rate = self._info.clock_rate
        lateness = min(
            ticks_of(packet.arrived_us + lead_us, rate) - packet.pts for packet in packets
        )
        if self._offset is None or abs(lateness - self._offset) > rate * _AUDIO_TRUST_US // SECOND:
            self._offset = lateness
        times = decode_times([packet.pts + self._offset for packet in packets])
        behind = self._end - times[0]
        if 0 < behind < rate * 60:  # a step back in time is the video's to place, with a new volume
            self._offset += behind
            times = [time + behind for time in times]
        self._end = times[-1] + self._length(packets[-1])
        samples = [
            Sample(packet.parts, sum(map(len, packet.parts)), after - time, 0, packet.key)
            for packet, time, after in zip(packets, times, [*times[1:], self._end], strict=True)
        ]
        return AUDIO_TRACK, times[0], samples

    def _length(self, packet: Packet) -> int:
        if self._info.codec is AudioCodec.AAC:
            return _AAC_FRAME
        return max(1, sum(map(len, packet.parts)) // max(1, self._info.channels))
