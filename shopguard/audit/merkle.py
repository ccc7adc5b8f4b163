"""The Merkle tree of RFC 6962: hashes, the growing edge, and proofs an outsider can check.

Leaves count from 0. A proof is a list of subtree roots; which subtrees is told as ranges of leaves,
so that whoever holds the leaves computes each root in one pass and little memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256

HASH_BYTES = 32
EMPTY_ROOT = sha256(b"").digest()

Range = tuple[int, int]  # first leaf, leaf after the last


def leaf_hash(body: bytes) -> bytes:
    """Hash of a record."""
    return sha256(b"\0" + body).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of an inner node."""
    return sha256(b"\1" + left + right).digest()


class Frontier:
    """The open edge of a growing tree: the roots of its full subtrees, largest first."""

    def __init__(self, size: int = 0, peaks: Sequence[bytes] = ()) -> None:
        if len(peaks) != size.bit_count():
            raise ValueError("a tree has one peak for each bit of its size")
        self.size = size
        self._peaks = list(peaks)

    @classmethod
    def from_bytes(cls, size: int, packed: bytes) -> Frontier:
        """A frontier as ``to_bytes`` stored it; ValueError when the two do not fit."""
        peaks = [packed[at : at + HASH_BYTES] for at in range(0, len(packed), HASH_BYTES)]
        return cls(size, peaks)

    def to_bytes(self) -> bytes:
        """The peaks, one after the other."""
        return b"".join(self._peaks)

    def append(self, leaf: bytes) -> None:
        """Grow by one leaf hash."""
        size, node, peaks = self.size, leaf, self._peaks
        while size & 1:
            node = sha256(b"\1" + peaks.pop() + node).digest()
            size >>= 1
        peaks.append(node)
        self.size += 1

    @property
    def root(self) -> bytes:
        """The tree's root hash at this size."""
        if not self._peaks:
            return EMPTY_ROOT
        node = self._peaks[-1]
        for peak in reversed(self._peaks[:-1]):
            node = node_hash(peak, node)
        return node


def root_of(leaves: Iterable[bytes]) -> bytes:
    """Root of the tree over these leaf hashes."""
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf)
    return frontier.root


def inclusion_ranges(index: int, size: int) -> list[Range]:
    """Which subtrees prove that leaf ``index`` is in a tree of ``size`` (PATH of the RFC)."""
    ranges: list[Range] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        left = index < middle
        ranges.append((middle, end) if left else (start, middle))
        start, end = (start, middle) if left else (middle, end)
    return ranges[::-1]


def consistency_ranges(old: int, size: int) -> list[Range]:
    """Which subtrees prove that a tree of ``old`` leaves grew into this one (PROOF of the RFC)."""
    ranges: list[Range] = []
    start, end = 0, size
    while end != old:
        middle = start + _split(end - start)
        left = old <= middle
        ranges.append((middle, end) if left else (start, middle))
        start, end = (start, middle) if left else (middle, end)
    if start:  # the old tree is not itself one of the subtrees the verifier knows
        ranges.append((start, end))
    return ranges[::-1]


def verify_inclusion(
    leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes
) -> bool:
    """Whether ``path`` proves that ``leaf`` stands at ``index`` of the tree with this root."""
    if not 0 <= index < size:
        return False
    node, at, last = leaf, index, size - 1
    for sibling in path:
        if last == 0:
            return False
        if at & 1 or at == last:
            node = node_hash(sibling, node)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            node = node_hash(node, sibling)
        at, last = at >> 1, last >> 1
    return last == 0 and node == root


def verify_consistency(
    old: int, size: int, old_root: bytes, root: bytes, path: Sequence[bytes]
) -> bool:
    """Whether ``path`` proves that the tree with ``old_root`` is the start of the one with root."""
    if old == size:
        return not path and old_root == root
    if not 0 < old < size:
        return False
    steps = [old_root, *path] if old & (old - 1) == 0 else list(path)
    at, last = old - 1, size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    if not steps:
        return False
    before = after = steps[0]
    for sibling in steps[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            before, after = node_hash(sibling, before), node_hash(sibling, after)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            after = node_hash(after, sibling)
        at, last = at >> 1, last >> 1
    return last == 0 and before == old_root and after == root


def _split(size: int) -> int:
    """The largest power of two smaller than ``size`` (at least 2)."""
    return 1 << ((size - 1).bit_length() - 1)
