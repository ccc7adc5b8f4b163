"""What a copy shows and covers, and a person's corrections: values, kept so that it can be redone.

Every correction gives a new plan that nobody has looked through yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from shopguard.audit.entry import JsonValue
from shopguard.base.canonical import canonical
from shopguard.base.errors import InvalidInput
from shopguard.base.span import Span
from shopguard.evidence.redaction.values import Box, Drawn, Kind, Place, Size, Style, Track

FORMAT = "shopguard-redaction-1"
_MOST_KEYS = 10_000
Keys = Sequence[tuple[int, Box]]


@dataclass(frozen=True, slots=True)
class Plan:
    """Of one recorded file. ``source``: the digest of what was looked through (``Reel.source``)."""

    camera_id: str
    span: Span
    source: str
    size: Size
    at_us: tuple[int, ...]  # of every picture
    tracks: tuple[Track, ...]
    places: tuple[Place, ...]
    unsteady: tuple[int, ...]  # pictures that tell nothing: only what is drawn is shown in them
    drawn: tuple[Drawn, ...] = ()
    chosen: frozenset[int] = frozenset()  # tracks of the person the copy is for
    removed: frozenset[int] = frozenset()  # tracks that are nobody
    style: Style = Style.ALL_BUT_ONE
    reviewers: tuple[str, ...] = ()  # who has looked through it as it is now

    # --- corrections ------------------------------------------------------------------------

    def kept(self, track: int) -> Plan:
        """That track is the person the copy is for."""
        self._known(track)
        return self._edited(chosen=self.chosen | {track}, removed=self.removed - {track})

    def not_kept(self, track: int) -> Plan:
        """That track is somebody else after all."""
        return self._edited(chosen=self.chosen - {track})

    def cover(self, keys: Keys) -> Plan:
        """Cover a place on the pictures from the first of ``keys`` to the last."""
        return self._drawn(keys, shown=False)

    def show(self, keys: Keys) -> Plan:
        """The person is there: where no track has them, or where two walked as one."""
        return self._drawn(keys, shown=True)

    def without(self, number: int) -> Plan:
        """That track is nobody (a curtain, a screen), or that box was drawn by mistake."""
        if number in {drawn.number for drawn in self.drawn}:
            return self._edited(drawn=tuple(d for d in self.drawn if d.number != number))
        self._known(number)
        return self._edited(chosen=self.chosen - {number}, removed=self.removed | {number})

    def again(self, track: int) -> Plan:
        """That track is somebody after all."""
        return self._edited(removed=self.removed - {track})

    def in_style(self, style: Style) -> Plan:
        """How much is taken away."""
        return self._edited(style=style)

    def reviewed(self, people: Iterable[str]) -> Plan:
        """These people have looked through it, picture by picture, as it is now."""
        return replace(self, reviewers=tuple(people))

    def tracks_at(self, picture: int, x: int, y: int) -> list[Track]:
        """Tracks under a point, the smallest first; those that can be chosen."""
        found: list[tuple[int, int, Track]] = [
            (box.area, track.number, track)
            for track in self.tracks
            if track.number not in self.removed
            and (box := track.at(picture)) is not None
            and box.left <= x < box.right
            and box.top <= y < box.bottom
        ]
        return [track for _, _, track in sorted(found, key=_by_area)]

    def _edited(self, **changes: Any) -> Plan:
        return replace(self, reviewers=(), **changes)

    def _known(self, number: int) -> None:
        if not any(track.number == number for track in self.tracks):
            raise InvalidInput("redaction.no_such_track", number=number)

    def _drawn(self, keys: Keys, *, shown: bool) -> Plan:
        ordered = tuple(sorted((at, box.within(self.size)) for at, box in keys))
        pictures = [at for at, _ in ordered]
        if (
            not 0 < len(ordered) <= _MOST_KEYS
            or len(set(pictures)) < len(pictures)
            or not 0 <= pictures[0] <= pictures[-1] < len(self.at_us)
            or any(box.area < 1 for _, box in ordered)
        ):
            raise InvalidInput("redaction.bad_box")
        numbers = [*(t.number for t in self.tracks), *(d.number for d in self.drawn)]
        added = Drawn(1 + max(numbers, default=0), shown, ordered)
        return self._edited(drawn=(*self.drawn, added))

    # --- as data ----------------------------------------------------------------------------

    @property
    def digest(self) -> str:
        """SHA-256 of the plan as data: which corrections a copy was made with."""
        return sha256(canonical(self.as_data())).hexdigest()

    def as_data(self) -> dict[str, JsonValue]:
        """For keeping beside the provision."""
        return {
            "format": FORMAT,
            "camera": self.camera_id,
            "span": [self.span.start, self.span.end],
            "source": self.source,
            "size": list(self.size),
            "at_us": list(self.at_us),
            "tracks": [
                [t.number, t.kind.value, t.first, [_row(box) for box in t.boxes]]
                for t in self.tracks
            ],
            "places": [[p.first, p.end, _row(p.box)] for p in self.places],
            "unsteady": list(self.unsteady),
            "drawn": [
                [d.number, d.shown, [[at, _row(box)] for at, box in d.keys]] for d in self.drawn
            ],
            "chosen": sorted(self.chosen),
            "removed": sorted(self.removed),
            "style": self.style.value,
            "reviewers": list(self.reviewers),
        }

    @classmethod
    def of_data(cls, data: Mapping[str, Any]) -> Plan:
        """From ``as_data``; InvalidInput when it makes no sense."""
        try:
            if data["format"] != FORMAT:
                raise ValueError
            width, height = data["size"]
            plan = cls(
                str(data["camera"]),
                Span(*data["span"]),
                str(data["source"]),
                (int(width), int(height)),
                tuple(int(at) for at in data["at_us"]),
                tuple(_track(row) for row in data["tracks"]),
                tuple(_place(row) for row in data["places"]),
                tuple(int(at) for at in data["unsteady"]),
                tuple(_drawing(row) for row in data["drawn"]),
                frozenset(int(number) for number in data["chosen"]),
                frozenset(int(number) for number in data["removed"]),
                Style(data["style"]),
                tuple(str(name) for name in data["reviewers"]),
            )
        except (KeyError, TypeError, ValueError, OverflowError) as error:
            raise InvalidInput("redaction.bad_plan") from error
        if plan.chosen - {track.number for track in plan.tracks}:
            raise InvalidInput("redaction.bad_plan")
        return plan


def _by_area(each: tuple[int, int, Track]) -> tuple[int, int]:
    return each[:2]


def _row(box: Box) -> list[JsonValue]:
    return [box.left, box.top, box.right, box.bottom]


def _track(row: Sequence[Any]) -> Track:
    number, kind, first, boxes = row
    return Track(int(number), Kind(kind), int(first), tuple(Box(*map(int, box)) for box in boxes))


def _place(row: Sequence[Any]) -> Place:
    first, end, box = row
    return Place(int(first), int(end), Box(*map(int, box)))


def _drawing(row: Sequence[Any]) -> Drawn:
    number, shown, keys = row
    drawn = Drawn(int(number), bool(shown), tuple((int(at), Box(*map(int, b))) for at, b in keys))
    if not drawn.keys:
        raise ValueError
    return drawn
