"""NAL units out of MP4/MKV samples and byte streams, byte for byte."""

from __future__ import annotations

import re
from dataclasses import dataclass

_START_CODE = re.compile(rb"\x00\x00\x01")


@dataclass(frozen=True, slots=True)
class Configuration:
    """What ``avcC`` or ``hvcC`` says: parameter sets, and how many bytes hold a unit's length."""

    length_size: int
    parameter_sets: tuple[bytes, ...]


def read_avcc(record: bytes) -> Configuration:
    """From an AVCDecoderConfigurationRecord; ValueError where it is none."""
    reader = _Reader(record)
    if reader.number(1) != 1:
        raise ValueError("not an avcC record")
    reader.take(3)
    length_size = (reader.number(1) & 3) + 1
    sets = [reader.unit() for _ in range(reader.number(1) & 31)]
    sets += [reader.unit() for _ in range(reader.number(1))]
    return Configuration(length_size, tuple(sets))


def read_hvcc(record: bytes) -> Configuration:
    """From an HEVCDecoderConfigurationRecord; ValueError where it is none."""
    reader = _Reader(record)
    if reader.number(1) != 1:
        raise ValueError("not an hvcC record")
    reader.take(20)
    length_size = (reader.number(1) & 3) + 1
    sets: list[bytes] = []
    for _ in range(reader.number(1)):
        reader.take(1)
        sets += [reader.unit() for _ in range(reader.number(2))]
    return Configuration(length_size, tuple(sets))


def split_sample(sample: bytes, length_size: int) -> list[bytes]:
    """The units of a length-prefixed sample; ValueError where the lengths don't add up."""
    reader = _Reader(sample)
    units = []
    while not reader.at_end:
        units.append(reader.take(reader.number(length_size)))
    return [unit for unit in units if unit]


def split_bytestream(data: bytes) -> list[bytes]:
    """The units of an Annex B stream. Zeros before a start code belong to none."""
    starts = [(found.start(), found.end()) for found in _START_CODE.finditer(data)]
    ends = [*(start for start, _ in starts), len(data)][1:]
    units = [data[begin:end].rstrip(b"\0") for (_, begin), end in zip(starts, ends, strict=True)]
    return [unit for unit in units if unit]


class _Reader:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    @property
    def at_end(self) -> bool:
        return self._at == len(self._data)

    def take(self, count: int) -> bytes:
        taken = self._data[self._at : self._at + count]
        if len(taken) != count:
            raise ValueError("cut off")
        self._at += count
        return taken

    def number(self, size: int) -> int:
        return int.from_bytes(self.take(size))

    def unit(self) -> bytes:
        return self.take(self.number(2))
