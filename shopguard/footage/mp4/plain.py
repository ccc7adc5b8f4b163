"""Plain MP4 files made of recorded fragments, nothing re-encoded.

The body of the file is the fragments exactly as they were recorded; the table of contents at its
end points into them. A fragment's digest can be checked in the file itself (G-6.2).
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from shopguard.base.errors import Damaged
from shopguard.footage.mp4.boxes import (
    VIDEO_TRACK,
    box,
    full_box,
    movie_header,
    track_box,
)
from shopguard.footage.mp4.fragments import Sample, build_fragment, read_fragment

FTYP = box(b"ftyp", b"isom", struct.pack(">I", 512), b"isomiso2mp41")
BODY_HEADER_BYTES = 16
SECONDS_1904_TO_1970 = 2_082_844_800
_LONGEST_TICKS = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class TrackDescription:
    """What an init segment says of one track. ``entry``: its sample description box."""

    track: int
    clock_rate: int
    entry: bytes

    @property
    def kind(self) -> bytes:
        return self.entry[4:8]


def read_init(init: bytes) -> list[TrackDescription]:
    """The tracks of an init segment of ours; Damaged when it is none."""
    try:
        return [_describe(trak) for trak in _children(_child(init, b"moov"), b"trak")]
    except (struct.error, IndexError, StopIteration, ValueError) as error:
        raise Damaged("stream.fragment") from error


def decoder_config(entry: bytes) -> bytes:
    """Payload of a video entry's ``avcC`` or ``hvcC``; empty where the codec needs none."""
    for kind in (b"avcC", b"hvcC"):
        for found in _children(entry[86:], kind):
            return found
    return b""


def sound_config(entry: bytes) -> bytes:
    """AudioSpecificConfig of an ``mp4a`` entry of ours; empty where the codec needs none."""
    for found in _children(entry[36:], b"esds"):
        at = 4
        for tag, fixed in (
            (3, 3),
            (4, 13),
            (5, 0),
        ):  # descriptors in each other, lengths in 4 bytes
            if found[at : at + 1] != bytes([tag]):
                break
            size = sum((byte & 127) << 7 * (3 - n) for n, byte in enumerate(found[at + 1 : at + 5]))
            at += 5
            if tag == 5:
                return found[at : at + size]
            at += fixed
    return b""


def sound_channels(entry: bytes) -> int:
    """Channels of a sound entry."""
    return int.from_bytes(entry[24:26], "big")


@dataclass(slots=True)
class _Table:
    description: TrackDescription
    sizes: list[int] = field(default_factory=list)
    durations: list[int] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)
    keys: list[int] = field(default_factory=list)
    chunks: list[tuple[int, int]] = field(default_factory=list)  # place in the file, samples
    last_decode: int = 0

    def goes_on_at(self, decode: int) -> None:
        """The last picture stays until the next one: what is missing takes its time in the file."""
        if self.durations and decode > self.last_decode:
            self.durations[-1] = min(decode - self.last_decode, _LONGEST_TICKS)


class PlainFile:
    """Collects the table of contents while fragments are written one after another.

    The file is ``FTYP`` + ``body_header(size)`` + fragments + ``contents()``.
    """

    def __init__(self, init: bytes) -> None:
        self._tables = {found.track: _Table(found) for found in read_init(init)}
        self._first_us: int | None = None

    @property
    def tracks(self) -> tuple[int, ...]:
        return tuple(self._tables)

    def add(self, data: bytes, place: int, start_us: int) -> None:
        """``data``: a fragment that stands at ``place`` in the file."""
        if self._first_us is None:
            self._first_us = start_us
        at = _mdat_payload(data)
        for track, samples in read_fragment(data).items():
            table = self._tables.get(track)
            if table is None or not samples:
                continue
            table.goes_on_at(samples[0].decode)
            table.last_decode = samples[-1].decode
            table.chunks.append((place + at, len(samples)))
            for view in samples:
                if view.key:
                    table.keys.append(len(table.sizes) + 1)
                table.sizes.append(len(view.data))
                table.durations.append(view.duration)
                table.offsets.append(view.offset)
                at += len(view.data)

    def contents(self) -> bytes:
        """The ``moov`` box."""
        lengths = [
            sum(table.durations) * 1000 // table.description.clock_rate
            for table in self._tables.values()
        ]
        created = (self._first_us or 0) // 1_000_000 + SECONDS_1904_TO_1970
        tracks = [
            track_box(
                table.description.track,
                table.description.clock_rate,
                table.description.entry,
                _sample_table(table),
                ticks=sum(table.durations),
                duration_ms=length,
            )
            for table, length in zip(self._tables.values(), lengths, strict=True)
        ]
        return box(b"moov", movie_header(max(lengths, default=0), created), *tracks)


def body_header(size: int) -> bytes:
    """Header of a body of ``size`` bytes."""
    return struct.pack(">I4sQ", 1, b"mdat", size + BODY_HEADER_BYTES)


def trim(data: bytes, end_decode: dict[int, int]) -> bytes:
    """The fragment without the samples at or after each track's ``end_decode`` ticks."""
    runs = []
    for track, samples in read_fragment(data).items():
        kept = [view for view in samples if view.decode < end_decode.get(track, view.decode + 1)]
        if kept:
            parts = [
                Sample([bytes(v.data)], len(v.data), v.duration, v.offset, v.key) for v in kept
            ]
            runs.append((track, kept[0].decode, parts))
    return build_fragment(runs)


def _sample_table(table: _Table) -> bytes:
    boxes = [_full(b"stts", [(n, value) for value, n in _runs(table.durations)])]
    if any(table.offsets):
        pairs = [(n, value & 0xFFFFFFFF) for value, n in _runs(table.offsets)]
        boxes.append(_full(b"ctts", pairs, version=1))
    chunk_sizes = [count for _, count in table.chunks]
    first, entries = 1, []
    for count, run in _runs(chunk_sizes):
        entries.append((first, count, 1))
        first += run
    boxes.append(_full(b"stsc", entries))
    sizes = struct.pack(f">II{len(table.sizes)}I", 0, len(table.sizes), *table.sizes)
    boxes.append(full_box(b"stsz", 0, 0, sizes))
    places = struct.pack(
        f">I{len(table.chunks)}Q", len(table.chunks), *(at for at, _ in table.chunks)
    )
    boxes.append(full_box(b"co64", 0, 0, places))
    if table.description.track == VIDEO_TRACK:
        boxes.append(
            full_box(
                b"stss", 0, 0, struct.pack(f">I{len(table.keys)}I", len(table.keys), *table.keys)
            )
        )
    return b"".join(boxes)


def _runs(values: list[int]) -> list[tuple[int, int]]:
    return [(value, len(list(group))) for value, group in groupby(values)]


def _full(kind: bytes, rows: Sequence[tuple[int, ...]], version: int = 0) -> bytes:
    words = [word for row in rows for word in row]
    return full_box(kind, version, 0, struct.pack(f">I{len(words)}I", len(rows), *words))


def _mdat_payload(data: bytes) -> int:
    """Where the samples of a fragment begin."""
    return int.from_bytes(data[:4], "big") + 8


def _describe(trak: bytes) -> TrackDescription:
    (track,) = struct.unpack_from(">I", _child(trak, b"tkhd"), 20)
    media = _child(trak, b"mdia")
    (clock_rate,) = struct.unpack_from(">I", _child(media, b"mdhd"), 20)
    descriptions = _child(_child(_child(media, b"minf"), b"stbl"), b"stsd")
    (size,) = struct.unpack_from(">I", descriptions, 8)
    return TrackDescription(track, clock_rate, descriptions[8 : 8 + size])


def _child(data: bytes, kind: bytes) -> bytes:
    return next(iter(_children(data, kind)))


def _children(data: bytes, kind: bytes) -> list[bytes]:
    found, at = [], 0
    while at + 8 <= len(data):
        size, name = struct.unpack_from(">I4s", data, at)
        if size < 8:
            raise ValueError
        if name == kind:
            found.append(data[at + 8 : at + size])
        at += size
    return found
