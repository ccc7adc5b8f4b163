"""What is kept beyond its time, as people know it, and who still asks for it (T-4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from shopguard.app.acts import provision, rights
from shopguard.app.shop import Shop
from shopguard.base.clock import DAY
from shopguard.base.span import Span
from shopguard.evidence.cases import Register
from shopguard.evidence.provisions import State
from shopguard.footage.holds import Hold

_UNFINISHED = (State.ANNOUNCED, State.OPEN, State.EXPORTED)


@dataclass(frozen=True, slots=True)
class Asking:
    """A case that is not finished and asks for footage of ``cameras`` and ``span``."""

    register: Register
    number: int
    cameras: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class KeptPart:
    """Holds that were set in one go: one span and reason, of one camera or several.

    ``due_us``: when the first of it would be erased, were it not for them. ``asking``: cases that
    are not finished and ask for some of it.
    """

    holds: tuple[Hold, ...]
    due_us: int
    asking: tuple[Asking, ...]

    @property
    def first(self) -> Hold:
        """What all of them have in common."""
        return self.holds[0]


def kept_parts(shop: Shop) -> list[KeptPart]:
    """Everything that is held, the soonest end first."""
    holds = sorted(shop.holds.active(), key=_set_together)
    if not holds:
        return []
    rules, asking = shop.rules(), [*_provisions(shop), *_requests(shop)]
    parts = []
    for _, group in groupby(holds, key=_set_together):
        together = tuple(group)
        days = min(rules.camera(hold.camera_id).days for hold in together)
        wanted = tuple(each for each in asking if any(_asks(each, hold) for hold in together))
        parts.append(KeptPart(together, together[0].span.start + days * DAY, wanted))
    return parts


def _set_together(hold: Hold) -> tuple[int, int, int, int, str, str]:
    span = hold.span
    return (
        hold.expires_us, span.start, span.end, hold.created_us, hold.owner_id, hold.ground,
    )  # fmt: skip


def _asks(asking: Asking, hold: Hold) -> bool:
    return hold.camera_id in asking.cameras and asking.span.overlaps(hold.span)


def _provisions(shop: Shop) -> Iterator[Asking]:
    for case in provision.listed(shop):
        if case.state in _UNFINISHED and case.span is not None:
            yield Asking(Register.PROVISION, case.number, case.cameras, case.span)


def _requests(shop: Shop) -> Iterator[Asking]:
    for request in rights.listed(shop):
        if request.is_open and request.span is not None:
            yield Asking(Register.RIGHTS, request.number, request.cameras, request.span)
