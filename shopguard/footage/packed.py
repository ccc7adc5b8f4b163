"""A volume's index in a quarter of the memory, so that many can be kept verified."""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterator, Sequence

from shopguard.footage.chain import Link

_ROW = struct.Struct(">QqqBIQI32s32s32s")


class PackedLinks:
    """Rows that were verified, in order; each is made anew when it is asked for."""

    __slots__ = ("_inits", "_rows", "starts", "streams")

    def __init__(self, rows: Sequence[Link] = ()) -> None:
        digests = [row.init_digest for row in rows]
        inits = {digest: at for at, digest in enumerate(dict.fromkeys(digests))}
        self._inits = tuple(inits)  # a few, the same in row after row
        self._rows = b"".join(_ROW.pack(*row[:6], inits[row.init_digest], *row[7:]) for row in rows)
        self.starts = array("q", [row.start_us for row in rows])
        self.streams = tuple(map(digests.index, inits))  # where each stream begins

    def __len__(self) -> int:
        return len(self.starts)

    def __getitem__(self, at: int) -> Link:
        return self._link(_ROW.unpack_from(self._rows, at * _ROW.size))

    def __iter__(self) -> Iterator[Link]:
        return map(self._link, _ROW.iter_unpack(self._rows))

    def _link(self, row: tuple[int, int, int, int, int, int, int, bytes, bytes, bytes]) -> Link:
        seq, start_us, duration_us, key, frames, size, init, *hashes = row
        return Link(seq, start_us, duration_us, bool(key), frames, size, self._inits[init], *hashes)
