"""From what becomes of a camera's fragments to its gap ledger.

A gap begins after a certain fragment and ends with the next that is stored. Fragments still on
their way when the camera is lost lie before that gap, however late the disk takes them; those
dropped for want of a disk make one of their own. So everything is counted in fragments, not in
time.
"""

from __future__ import annotations

from dataclasses import dataclass

from shopguard.base.clock import SECOND
from shopguard.cameras.source import LossCause
from shopguard.recorder.causes import GapCause
from shopguard.recorder.gaps import GapLedger
from shopguard.recorder.segmenter import Break, Piece

_HOLE_US = SECOND


@dataclass(frozen=True, slots=True)
class _Mark:
    """After fragment ``after`` nothing is stored, from ``start_us`` on."""

    after: int
    start_us: int
    cause: str
    detail: str


class GapTracker:
    """Not safe from several threads: its camera's lock guards it. Fragments count from 1."""

    def __init__(self, ledger: GapLedger) -> None:
        self._ledger = ledger
        self._marks: list[_Mark] = []
        self._dropped: set[int] = set()
        self._settled = 0  # up to this number every fragment is stored or dropped
        self._reached: int | None = None  # end of the newest of those

    @property
    def is_open(self) -> bool:
        """Whether a gap goes on, or will once what is under way is stored."""
        return self._ledger.is_open or bool(self._marks)

    def missing(self, after: int, start_us: int, cause: str, detail: str = "") -> None:
        """Nothing usable comes after fragment ``after``."""
        self._marks.append(_Mark(after, start_us, cause, detail))
        self._apply()

    def dropped(self, number: int, piece: Piece, cause: GapCause) -> None:
        """The fragment will never be stored."""
        self._marks.append(_Mark(number - 1, piece.fragment.start_us, str(cause), ""))
        self._dropped.add(number)
        self._advance()

    def stored(self, number: int, piece: Piece) -> None:
        """The fragment is durable, and so is everything before it that was not dropped."""
        start = piece.fragment.start_us
        self._settled = max(self._settled, number - 1)
        self._apply()
        if self._ledger.is_open:
            if not self._ledger.end(start):
                self._note_hole(piece, None, str(GapCause.CLOCK_JUMP))
        elif self._reached is not None:
            self._note_hole(piece, self._reached, _hole_cause(piece))
        self._reached = piece.fragment.span.end
        self._settled = max(self._settled, number)
        self._advance()

    def give_up(self, start_us: int, cause: GapCause) -> None:
        """What is under way will not be stored any more."""
        self._marks.clear()
        self._ledger.begin(start_us, str(cause))

    def _advance(self) -> None:
        while self._settled + 1 in self._dropped:
            self._settled += 1
            self._dropped.discard(self._settled)
        self._apply()

    def _apply(self) -> None:
        due = [mark for mark in self._marks if mark.after <= self._settled]
        self._marks = [mark for mark in self._marks if mark.after > self._settled]
        for mark in sorted(due, key=lambda mark: mark.after):
            self._ledger.begin(mark.start_us, mark.cause, mark.detail)

    def _note_hole(self, piece: Piece, reached: int | None, cause: str) -> None:
        """No footage before this fragment, by its time: whatever a clock did meanwhile."""
        start, since = piece.fragment.start_us, piece.free_since_us
        if since is not None and reached is not None and reached <= start:
            since = max(since, reached)
        if since is not None and start - since > _HOLE_US:
            self._ledger.note(since, start, cause)


def _hole_cause(piece: Piece) -> str:
    if piece.new_volume in (Break.PC_CLOCK, Break.CAMERA_CLOCK):
        return str(piece.new_volume)
    return str(LossCause.STALLED)
