"""What the screen knows while both managers go through the footage."""

from __future__ import annotations

from dataclasses import dataclass

from ui.provision.covering import Part, Seen, Start, Stretch


@dataclass(frozen=True, slots=True)
class CoveringState:
    """``share``: people are being looked for; ``right``: parts both found right as they are.

    ``playing``: 1 forward, -1 backward; ``looked``: of each part; ``stale``: a correction is not
    yet on the screen; ``asked``: parts that were to be right although not all was looked at.
    """

    open: bool = False
    share: float | None = None
    parts: tuple[Part, ...] = ()
    part: int = 0
    number: int = 0
    covered: bool = False
    seen: Seen | None = None
    right: frozenset[int] = frozenset()
    asked: frozenset[int] = frozenset()
    start: Start = Start.NEW
    looked: tuple[tuple[Stretch, ...], ...] = ()
    playing: int = 0
    stale: bool = False
    settling: bool = False
    trouble: Exception | None = None

    @property
    def now(self) -> Part | None:
        return self.parts[self.part] if self.parts else None

    @property
    def all_right(self) -> bool:
        return bool(self.parts) and len(self.right) == len(self.parts)

    @property
    def looked_at(self) -> int:
        """How many pictures of this part's copy were on the screen."""
        return sum(end - first for first, end in self.looked[self.part]) if self.looked else 0

    @property
    def all_looked(self) -> bool:
        return self.now is not None and self.looked_at == len(self.now.at_us)

    @property
    def coming(self) -> bool:
        """What is on the screen is not yet what was asked for."""
        return self.seen is None or self.seen.covered != self.covered

    @property
    def nobody(self) -> bool:
        """The copy of this part would show nothing at all."""
        if self.seen is None or self.now is None or self.seen.room:
            return False
        return self.seen.unseen == ((0, len(self.now.at_us)),)
