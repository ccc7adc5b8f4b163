"""What the room knows of requests about one's own data (J-6, M-31, APPI 33-35)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from shopguard.base.span import Span
from shopguard.base.texts import Language
from ui.model import CameraInfo, SignedIn
from ui.provision.model import Draft, Event


class Wish(StrEnum):
    """What is asked for; the engine's names. Words: ``rights.wish.<value>``."""

    DISCLOSURE = "disclosure"
    CORRECTION = "correction"
    STOP_USE = "stop-use"
    ERASURE = "erasure"
    PROVISION_RECORD = "provision-record"


class Answer(StrEnum):
    """What is answered; the engine's names. Words: ``rights.answer.<value>``."""

    GRANTED = "granted"
    PARTLY = "partly"
    NOTHING_KEPT = "nothing-kept"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class RightsInfo:
    """A request on the list. ``state``: words under ``rights.state.<state>``.

    ``provision``: id of the one by which pictures are disclosed, ``provision_number`` its number.
    """

    id: str
    number: int
    state: str
    wish: Wish
    who: str
    contact: str
    words: str
    received_us: int
    due_us: int
    overdue: bool = False
    law: str = ""
    cameras: tuple[CameraInfo, ...] = ()
    span: Span | None = None
    events: tuple[Event, ...] = ()
    answer: Answer | None = None
    provision: str = ""
    provision_number: int = 0
    held_until_us: int | None = None

    @property
    def is_open(self) -> bool:
        return self.state in ("received", "identified")


@dataclass(frozen=True, slots=True)
class RightsDraft:
    """A request as it is filled in. ``hold``: what it is about is kept meanwhile."""

    wish: Wish
    who: str
    contact: str
    words: str
    camera_ids: tuple[str, ...] = ()
    span: Span | None = None
    hold: bool = True


@dataclass(frozen=True, slots=True)
class FoundFootage:
    """A camera that recorded then; no picture of it."""

    camera: CameraInfo
    covered: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Reminders:
    """``answers``: owed soon or already late, ``late`` of them; ``returns``: footage not back;
    ``stills``: printed, and not shredded in time."""

    answers: int = 0
    late: int = 0
    returns: int = 0
    stills: int = 0

    @property
    def any(self) -> bool:
        return bool(self.answers or self.returns or self.stills)


class RightsAct(StrEnum):
    """What can be done with a request as it stands."""

    IDENTIFY = "identify"
    SEARCH = "search"
    NOTE = "note"
    ANSWER = "answer"
    PROVIDE = "provide"
    SHOW = "show"
    WITHDRAW = "withdraw"


# State → what may follow.
_ACTS: Mapping[str, tuple[RightsAct, ...]] = {
    "received": (RightsAct.IDENTIFY, RightsAct.SEARCH, RightsAct.NOTE, RightsAct.WITHDRAW),
    "identified": (RightsAct.ANSWER, RightsAct.SEARCH, RightsAct.NOTE, RightsAct.WITHDRAW),
    "answered": (RightsAct.NOTE,),
    "withdrawn": (RightsAct.NOTE,),
}


def may_provide(request: RightsInfo) -> bool:
    """Pictures were promised, and no provision was begun for them."""
    promised = request.answer in (Answer.GRANTED, Answer.PARTLY)
    return request.wish is Wish.DISCLOSURE and promised and not request.provision


def acts_for(request: RightsInfo) -> tuple[RightsAct, ...]:
    """What can be done, what usually comes next first; pictures lead on to a provision.

    Nobody can answer before it was looked for, which stands there as a note.
    """
    first: tuple[RightsAct, ...] = ()
    if request.provision:
        first = (RightsAct.SHOW,)
    elif may_provide(request):
        first = (RightsAct.PROVIDE,)
    acts = _ACTS[request.state]
    if request.state == "identified" and not any(e.kind == "noted" for e in request.events):
        acts = (RightsAct.SEARCH, *(act for act in acts if act is not RightsAct.SEARCH))
    return first + acts


class RightsBook(Protocol):
    """The register of requests. Everything is slow, and logged where it changes."""

    def listed(self, words: str, language: Language) -> tuple[RightsInfo, ...]:
        """Those that hold ``words``: open ones first, the one due soonest on top."""
        ...

    def cameras(self) -> tuple[CameraInfo, ...]: ...

    def receive(self, draft: RightsDraft, by: SignedIn, language: Language) -> str:
        """Its id. Footage it is about is held, where there is some."""
        ...

    def identified(self, request: str, document: str, how: str, by: SignedIn) -> None: ...

    def note(self, request: str, words: str, by: SignedIn) -> None: ...

    def search(self, span: Span, place: str) -> tuple[FoundFootage, ...]:
        """Which cameras of that place recorded then."""
        ...

    def found(
        self, request: str, words: str, camera_ids: tuple[str, ...], span: Span, by: SignedIn
    ) -> None:
        """The request is about these from here on."""
        ...

    def hold(self, request: str, by: SignedIn, language: Language) -> None:
        """Keep what it is about, where there is some."""
        ...

    def answer(self, request: str, answer: Answer, reason: str, by: SignedIn) -> None: ...

    def withdraw(self, request: str, reason: str, by: SignedIn) -> None: ...

    def letter(self, request: str, by: SignedIn, language: Language) -> bytes:
        """The answer as a PDF; that it was made is logged."""
        ...

    def begun(self, request: str, language: Language) -> Draft:
        """A provision to the person, as far as the request fills it in."""
        ...

    def reminders(self) -> Reminders: ...
