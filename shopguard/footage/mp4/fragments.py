"""Fragments (``moof`` + ``mdat``): made by the recorder, taken apart by whoever reads.

Decode times are absolute: UTC in the track's clock rate. A fragment alone says where it stands.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shopguard.base.clock import SECOND
from shopguard.base.errors import Damaged
from shopguard.footage.mp4.boxes import box, full_box

SYNC, NOT_SYNC = 0x02000000, 0x01010000
_TRUN_FLAGS = 0x000F01  # data offset; per sample: duration, size, flags, composition offset
_FIELDS = 4  # words a sample takes in a trun


@dataclass(slots=True)
class Sample:
    """One access unit on its way into a fragment. Times in the track's clock rate."""

    parts: Sequence[bytes]
    size: int
    duration: int
    offset: int  # presentation minus decode time
    key: bool


@dataclass(frozen=True, slots=True)
class SampleView:
    """One access unit inside a fragment; ``decode`` is absolute UTC in the clock rate."""

    data: memoryview
    decode: int
    duration: int
    offset: int
    key: bool


def length_prefixed(nals: Sequence[bytes]) -> list[bytes]:
    """NAL units with their four length bytes, as samples hold them."""
    parts: list[bytes] = []
    for nal in nals:
        parts.append(len(nal).to_bytes(4, "big"))
        parts.append(nal)
    return parts


def ticks_of(us: int, clock_rate: int) -> int:
    """UTC microseconds as absolute ticks."""
    return us * clock_rate // SECOND


def us_of(ticks: int, clock_rate: int) -> int:
    """Absolute ticks as UTC microseconds."""
    return ticks * SECOND // clock_rate


def build_fragment(runs: Sequence[tuple[int, int, Sequence[Sample]]]) -> bytes:
    """One fragment of ``(track, decode time of the first sample, samples)`` runs."""
    headers, trun_sizes = [], []
    for track, _, samples in runs:
        trun_sizes.append(20 + 4 * _FIELDS * len(samples))
        headers.append(full_box(b"tfhd", 0, 0x020000, struct.pack(">I", track)))
    traf_sizes = [8 + len(head) + 20 + size for head, size in zip(headers, trun_sizes, strict=True)]
    data_at = 8 + 16 + sum(traf_sizes) + 8
    boxes = [full_box(b"mfhd", 0, 0, b"\0\0\0\1")]
    body: list[bytes] = []
    for (_, decode, samples), header in zip(runs, headers, strict=True):
        words: list[int] = []
        for sample in samples:
            flags = SYNC if sample.key else NOT_SYNC
            words += (sample.duration, sample.size, flags, sample.offset & 0xFFFFFFFF)
            body += sample.parts
        table = struct.pack(f">Ii{len(words)}I", len(samples), data_at, *words)
        trun = full_box(b"trun", 1, _TRUN_FLAGS, table)
        boxes.append(box(b"traf", header, full_box(b"tfdt", 1, 0, decode.to_bytes(8, "big")), trun))
        data_at += sum(sample.size for sample in samples)
    moof = box(b"moof", *boxes)
    size = data_at - len(moof)
    return b"".join((moof, size.to_bytes(4, "big"), b"mdat", *body))


def read_fragment(data: bytes) -> dict[int, list[SampleView]]:
    """Samples of a fragment by track; Damaged when its boxes do not add up."""
    try:
        return dict(_tracks(memoryview(data)))
    except (struct.error, IndexError, ValueError) as error:
        raise Damaged("stream.fragment") from error


def _tracks(view: memoryview) -> Iterator[tuple[int, list[SampleView]]]:
    moof_end = _expect(view, 0, b"moof")
    at = 8
    while at < moof_end:
        size, kind = _header(view, at)
        if kind == b"traf":
            yield _track(view, at + 8)
        at += size


def _track(view: memoryview, at: int) -> tuple[int, list[SampleView]]:
    tfhd_end = _expect(view, at, b"tfhd")
    (track,) = struct.unpack_from(">I", view, at + 12)
    tfdt_end = _expect(view, tfhd_end, b"tfdt")
    (decode,) = struct.unpack_from(">Q", view, tfhd_end + 12)
    _expect(view, tfdt_end, b"trun")
    count, data_at = struct.unpack_from(">Ii", view, tfdt_end + 12)
    words = struct.unpack_from(f">{count * _FIELDS}I", view, tfdt_end + 20)
    samples = []
    for index in range(0, len(words), _FIELDS):
        duration, size, flags, offset = words[index : index + _FIELDS]
        if data_at + size > len(view):
            raise ValueError
        offset -= (offset & 0x80000000) << 1
        data = view[data_at : data_at + size]
        samples.append(SampleView(data, decode, duration, offset, flags == SYNC))
        decode += duration
        data_at += size
    return track, samples


def _header(view: memoryview, at: int) -> tuple[int, bytes]:
    size, kind = struct.unpack_from(">I4s", view, at)
    if size < 8 or at + size > len(view):
        raise ValueError
    return size, kind


def _expect(view: memoryview, at: int, kind: bytes) -> int:
    size, found = _header(view, at)
    if found != kind:
        raise ValueError
    return at + size
