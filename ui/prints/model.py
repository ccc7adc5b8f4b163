"""What the room knows of printed stills, and what can become of one (J-15)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from shopguard.base.texts import Language
from ui.model import SignedIn


@dataclass(frozen=True, slots=True)
class PrintEvent:
    """Something that happened to a print, in words."""

    at_us: int
    words: str
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FittingCase:
    """A provision that the print may go out with."""

    id: str
    number: int
    recipient: str


@dataclass(frozen=True, slots=True)
class PrintInfo:
    """One number. ``state``: words under ``still.state.<state>``; ``purpose``: a policy purpose.

    ``overdue``: it has been in the shop longer than the setting says. ``cases``: what it may be
    handed over with.
    """

    number: int
    camera: str
    seen_us: int
    purpose: str
    note: str
    state: str
    overdue: bool
    events: tuple[PrintEvent, ...]
    cases: tuple[FittingCase, ...] = ()

    @property
    def id(self) -> str:
        return str(self.number)

    @property
    def printed(self) -> PrintEvent:
        return self.events[0]


class PrintAct(StrEnum):
    """What can be said of a print as it stands."""

    SHREDDED = "shredded"
    HANDED_OVER = "handed_over"
    BACK = "back"


_ACTS: Mapping[str, tuple[PrintAct, ...]] = {
    "kept": (PrintAct.SHREDDED, PrintAct.HANDED_OVER),
    "shredded": (PrintAct.BACK,),
    "handed-over": (PrintAct.BACK,),
}


def acts_for(info: PrintInfo) -> tuple[PrintAct, ...]:
    """What can be said; out of the shop it goes with a provision that covers it only."""
    acts = _ACTS.get(info.state, ())
    return acts if info.cases else tuple(act for act in acts if act is not PrintAct.HANDED_OVER)


class PrintBook(Protocol):
    """Printed stills as the log tells of them. Everything is slow; what changes is logged."""

    def listed(self, words: str, language: Language) -> tuple[PrintInfo, ...]:
        """Those that hold ``words``, newest first."""
        ...

    def shredded(self, number: int, note: str, by: SignedIn) -> None: ...

    def handed_over(self, number: int, case_id: str, note: str, by: SignedIn) -> None: ...

    def back(self, number: int, note: str, by: SignedIn) -> None:
        """It is in the shop after all."""
        ...

    def on_paper(self, by: SignedIn, language: Language) -> bytes:
        """The list as a PDF; that it was made is logged."""
        ...
