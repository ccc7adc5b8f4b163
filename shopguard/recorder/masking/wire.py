"""What the recorder and a mask worker say to each other, over the worker's standard streams.

    kind (1 byte) | size (4 bytes) | that many bytes

    to the worker    STREAM   JSON: codec, clock rate, parameter sets, polygons
                     VIDEO    number, time stamp, whether it is a key frame; parts
                     FLUSH    number: give the pictures still held back
    to the recorder  READY    nothing: it has started
                     PICTURE  number of the packet it was made of; parts
                     DONE     number: all that this message will give has been given

Each message to the worker has a number, rising, and is answered by one DONE. Both sides believe
nothing: what does not fit raises ``Lost`` and ends the worker.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import IO

from shopguard.cameras.fields import Polygon, masks
from shopguard.cameras.loss import Lost
from shopguard.cameras.source import LossCause, VideoCodec

STREAM, VIDEO, FLUSH = b"S", b"V", b"E"
READY, PICTURE, DONE = b"R", b"P", b"D"
MAX_SIZE = 64 << 20

_HEAD = struct.Struct(">cI")
_NUMBER = struct.Struct(">Q")
_VIDEO = struct.Struct(">Qq?")
_PART = struct.Struct(">I")


@dataclass(frozen=True, slots=True)
class Job:
    """A stream to mask. ``sets``: its parameter sets, no start codes."""

    codec: VideoCodec
    clock_rate: int
    sets: tuple[bytes, ...]
    polygons: tuple[Polygon, ...]


def broken(detail: str) -> Lost:
    """The error for a worker that cannot be used any longer."""
    return Lost(LossCause.MASK_WORKER, detail)


def message(kind: bytes, body: bytes = b"") -> bytes:
    """A message as bytes."""
    return _HEAD.pack(kind, len(body)) + body


def messages(stream: IO[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Kinds and bodies until the stream ends; one that is cut off is left out."""
    while len(head := stream.read(_HEAD.size)) == _HEAD.size:
        kind, size = _HEAD.unpack(head)
        if size > MAX_SIZE:
            raise broken("a message too large")
        body = stream.read(size)
        if len(body) < size:
            return
        yield kind, body


def pack_job(number: int, job: Job) -> bytes:
    """A STREAM message."""
    sets = [part.hex() for part in job.sets]
    told = [number, job.codec.value, job.clock_rate, sets, job.polygons]
    return message(STREAM, json.dumps(told).encode())


def unpack_job(body: bytes) -> tuple[int, Job]:
    """Of a STREAM message; ValueError and its like where it makes no sense."""
    number, codec, clock_rate, sets, polygons = json.loads(body)
    parts = tuple(bytes.fromhex(part) for part in sets)
    return int(number), Job(VideoCodec(codec), int(clock_rate), parts, masks(polygons))


def pack_video(number: int, pts: int, key: bool, parts: Sequence[bytes]) -> bytes:
    """A VIDEO message."""
    return message(VIDEO, _VIDEO.pack(number, pts, key) + _joined(parts))


def unpack_video(body: bytes) -> tuple[int, int, bool, list[bytes]]:
    """Number, time stamp, key, parts."""
    if len(body) < _VIDEO.size:
        raise broken("a message too short")
    number, pts, key = _VIDEO.unpack_from(body)
    return number, pts, key, _split(body, _VIDEO.size)


def pack_picture(number: int, parts: Sequence[bytes]) -> bytes:
    """A PICTURE message."""
    return message(PICTURE, _NUMBER.pack(number) + _joined(parts))


def unpack_picture(body: bytes) -> tuple[int, list[bytes]]:
    """Number and parts; there is at least one, and none is empty."""
    parts = _split(body, _NUMBER.size)
    if not parts or not all(parts):
        raise broken("a picture without content")
    return unpack_number(body[: _NUMBER.size]), parts


def pack_number(kind: bytes, number: int) -> bytes:
    """A FLUSH or DONE message."""
    return message(kind, _NUMBER.pack(number))


def unpack_number(body: bytes) -> int:
    """Of a FLUSH or DONE message."""
    if len(body) != _NUMBER.size:
        raise broken("a message of a wrong size")
    return int(_NUMBER.unpack(body)[0])


def _joined(parts: Sequence[bytes]) -> bytes:
    return b"".join(piece for part in parts for piece in (_PART.pack(len(part)), part))


def _split(body: bytes, at: int) -> list[bytes]:
    parts = []
    while at < len(body):
        if at + _PART.size > len(body):
            raise broken("a part cut off")
        (size,) = _PART.unpack_from(body, at)
        at += _PART.size
        if at + size > len(body):
            raise broken("a part cut off")
        parts.append(body[at : at + size])
        at += size
    return parts
