"""Reads the zip of a package, and only such a zip: nothing in it is believed, nothing unpacked.

A package's zip is plain: stored entries in AES-256 (WinZip AE-2), one after the other, no comment,
nothing hidden before, between or behind. So there is one reading of it and no room for a bomb:
what comes out is never more than what is there. Another tool's zip is told as such.
"""

from __future__ import annotations

import hmac
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import pbkdf2_hmac
from pathlib import Path
from typing import BinaryIO, NamedTuple

import numpy as np
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import ECB

MOST_FILES = 10_000
CHUNK = 1 << 20
_LONGEST_NAME = 410
_MOST_CONTENTS = MOST_FILES * 600
_ENCRYPTED, _UTF8 = 0x0001, 0x0800
_AES_METHOD, _STORED = 99, 0
_SALT, _CHECK, _MAC, _BLOCK = 16, 2, 10, 16
_AROUND = _SALT + _CHECK + _MAC
_NO_32, _NO_16 = 0xFFFFFFFF, 0xFFFF
_ZIP64, _AES_EXTRA = 0x0001, 0x9901
_AES_SAYS = struct.pack("<H2sBH", 2, b"AE", 3, _STORED)  # AE-2, AES-256
_NEWEST = 63  # version of the zip format

_END = struct.Struct("<4s4H2LH")
_END64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR = struct.Struct("<4sLQL")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")


class BrokenZip(Exception):
    """Not a whole zip, or none as ShopGuard writes it. The words are for the details only."""


class WrongPassword(Exception):
    """No entry opens with it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file in the zip; ``size`` is what it holds, ``at`` where its salt stands."""

    name: str
    size: int
    at: int


class _Common(NamedTuple):
    """What both headers of an entry say."""

    version: int
    flags: int
    method: int
    time: int
    date: int
    crc: int
    packed: int
    size: int
    name: bytes


class ZipReader:
    """The entries of a package's zip; a context manager."""

    def __init__(self, path: Path, password: str) -> None:
        self._file: BinaryIO = path.open("rb")
        try:
            self._password = password.encode()
            self._length = self._file.seek(0, 2)
            self.entries = list(self._all())
            self._check_password()
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> ZipReader:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def read(self, entry: Entry) -> Iterator[bytes]:
        """What the entry holds, a chunk at a time; BrokenZip at the end if its seal is false."""
        key, mac_key, check = self._keys(entry)
        if check != self._at(entry.at + _SALT, _CHECK):
            raise BrokenZip("password check")
        mac = hmac.new(mac_key, digestmod="sha1")
        # Counter mode as WinZip counts: each counter block is enciphered and laid over the data.
        # ECB enciphers counters only, no two of which are the same; the seal is checked below.
        cipher, counter = Cipher(AES256(key), ECB()).encryptor(), 1  # noqa: S305 - of counters only
        self._file.seek(entry.at + _SALT + _CHECK)
        left = entry.size
        while left:
            sealed = self._file.read(min(CHUNK, left))
            if not sealed:
                raise BrokenZip("ends early")
            mac.update(sealed)
            blocks = -(-len(sealed) // _BLOCK)
            yield _xor(sealed, cipher.update(_counters(counter, blocks)))
            counter, left = counter + blocks, left - len(sealed)
        if not hmac.compare_digest(mac.digest()[:_MAC], self._file.read(_MAC)):
            raise BrokenZip("authentication")

    def _check_password(self) -> None:
        """A false password opens nothing; one entry that it does not open was changed."""
        if not any(
            self._keys(entry)[2] == self._at(entry.at + _SALT, _CHECK) for entry in self.entries
        ):
            raise WrongPassword

    def _keys(self, entry: Entry) -> tuple[bytes, bytes, bytes]:
        salt = self._at(entry.at, _SALT)
        made = pbkdf2_hmac("sha1", self._password, salt, 1000, 66)
        return made[:32], made[32:64], made[64:]

    def _at(self, place: int, length: int) -> bytes:
        if not 0 <= place <= self._length - length:
            raise BrokenZip("points outside")
        self._file.seek(place)
        data = self._file.read(length)
        if len(data) != length:
            raise BrokenZip("ends early")
        return data

    def _all(self) -> Iterator[Entry]:
        count, start, length = self._contents()
        contents = memoryview(self._at(start, length))
        alike, place, at, names = None, 0, 0, set()
        for _ in range(count):
            said, extra, outside, end = _central(contents, at)
            at = end
            alike = alike or outside[1:]
            if outside[1:] != alike or outside[0] != place or said.name in names:
                raise BrokenZip("entries differ, overlap or stand twice")
            names.add(said.name)
            said = _sizes(said, extra)
            place, data = self._local(place, said)
            yield Entry(said.name.decode("ascii"), said.packed - _AROUND, data)
        if at != length or place != start:
            raise BrokenZip("something between the entries")

    def _contents(self) -> tuple[int, int, int]:
        """Number of entries, and where their list stands."""
        end_at = self._length - _END.size
        magic, disk, first, here, count, length, start, comment = _END.unpack(
            self._at(end_at, _END.size)
        )
        if magic != b"PK\5\6" or disk or first or here != count or comment:
            raise BrokenZip("no end")
        if end_at >= _LOCATOR.size and self._at(end_at - 20, 4) == b"PK\6\7":
            said = (count, length, start)
            end_at, count, length, start = self._contents64(end_at - _LOCATOR.size)
            for short, true, none in zip(
                said, (count, length, start), (_NO_16, _NO_32, _NO_32), strict=True
            ):
                if short not in (none, true):
                    raise BrokenZip("two ends")
        if not 0 < count <= MOST_FILES or length > _MOST_CONTENTS or start + length != end_at:
            raise BrokenZip("list of contents")
        return count, start, length

    def _contents64(self, locator_at: int) -> tuple[int, int, int, int]:
        _, disk, end_at, disks = _LOCATOR.unpack(self._at(locator_at, _LOCATOR.size))
        if disk or disks != 1 or end_at != locator_at - _END64.size:
            raise BrokenZip("zip64 locator")
        fields = _END64.unpack(self._at(end_at, _END64.size))
        magic, size, _, _, disk, first, here, count, length, start = fields
        if magic != b"PK\6\6" or size != _END64.size - 12 or disk or first or here != count:
            raise BrokenZip("zip64 end")
        return end_at, count, length, start

    def _local(self, place: int, said: _Common) -> tuple[int, int]:
        """Where the next entry begins, and where this one's salt stands."""
        magic, *fields, name_length, extra_length = _LOCAL.unpack(self._at(place, _LOCAL.size))
        behind = self._at(place + _LOCAL.size, name_length + extra_length)
        name, extra = behind[:name_length], behind[name_length:]
        here = _sizes(_Common._make([*fields, name]), extra)
        if magic != b"PK\3\4" or here[1:] != said[1:] or here.version > _NEWEST:
            raise BrokenZip("an entry's two headers differ")
        data = place + _LOCAL.size + len(behind)
        return data + said.packed, data


def _central(contents: memoryview, at: int) -> tuple[_Common, bytes, tuple[int, ...], int]:
    """One row of the contents: what it says, its extra, its place and attributes, its end."""
    if at + _CENTRAL.size > len(contents):
        raise BrokenZip("list of contents ends early")
    fields = _CENTRAL.unpack_from(contents, at)
    magic, made_by, version, flags, method, time, date, crc, packed, size = fields[:10]
    name_length, extra_length, comment, disk, internal, external, place = fields[10:]
    middle = at + _CENTRAL.size + name_length
    end = middle + extra_length
    if magic != b"PK\1\2" or comment or disk or name_length > _LONGEST_NAME or end > len(contents):
        raise BrokenZip("list of contents")
    name, extra = bytes(contents[at + _CENTRAL.size : middle]), bytes(contents[middle:end])
    if flags & ~_UTF8 != _ENCRYPTED or method != _AES_METHOD or crc or version > _NEWEST:
        raise BrokenZip("not stored in AES-256 (AE-2)")
    if not name.isascii() or not name.decode("ascii").isprintable():
        raise BrokenZip("a name")
    said = _Common(version, flags, method, time, date, crc, packed, size, name)
    if place == _NO_32:
        place = _place64(said, extra)
    return said, extra, (place, made_by, internal, external), end


def _parts(extra: bytes) -> dict[int, bytes]:
    parts: dict[int, bytes] = {}
    at = 0
    while at < len(extra):
        if at + 4 > len(extra):
            raise BrokenZip("extra field")
        kind, length = struct.unpack_from("<HH", extra, at)
        if kind in parts or at + 4 + length > len(extra) or kind not in (_ZIP64, _AES_EXTRA):
            raise BrokenZip("extra field")
        parts[kind] = extra[at + 4 : at + 4 + length]
        at += 4 + length
    return parts


def _long(extra: bytes) -> list[int]:
    """The numbers of the zip64 extra that stand for sizes which did not fit, and the rest."""
    data = _parts(extra).get(_ZIP64, b"")
    if len(data) % 8:
        raise BrokenZip("zip64 sizes")
    return list(struct.unpack(f"<{len(data) // 8}Q", data))


def _place64(said: _Common, extra: bytes) -> int:
    numbers = _long(extra)
    short = (said.size == _NO_32) + (said.packed == _NO_32)
    if len(numbers) != short + 1:
        raise BrokenZip("zip64 place")
    return numbers[-1]


def _sizes(said: _Common, extra: bytes) -> _Common:
    """With the true sizes, which have to agree with each other."""
    if _parts(extra).get(_AES_EXTRA) != _AES_SAYS:
        raise BrokenZip("not stored in AES-256 (AE-2)")
    numbers = _long(extra)
    size = numbers.pop(0) if said.size == _NO_32 and numbers else said.size
    packed = numbers.pop(0) if said.packed == _NO_32 and numbers else said.packed
    if numbers == [size, packed]:  # an entry that might have grown says them twice
        numbers.clear()
    if packed != size + _AROUND or len(numbers) > 1:
        raise BrokenZip("sizes")
    return said._replace(size=size, packed=packed)


def _counters(first: int, blocks: int) -> memoryview:
    """The counter blocks of WinZip's AES: 128 bits, little end first (OpenSSL counts the other)."""
    counters = np.zeros((blocks, 2), dtype="<u8")
    counters[:, 0] = np.arange(first, first + blocks, dtype="<u8")
    return counters.data.cast("B")


def _xor(data: bytes, stream: bytes) -> bytes:
    left = np.frombuffer(data, dtype=np.uint8)
    return np.bitwise_xor(left, np.frombuffer(stream, dtype=np.uint8, count=len(data))).tobytes()
