"""What the room knows of provisions (J-6, J-7, G-7): grounds, cases, and what can be done next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from shopguard.base.span import Span
from shopguard.base.texts import Language
from ui.model import CameraInfo, PersonInfo, SignedIn
from ui.provision.covering import Covering
from ui.review.model import Pair
from ui.tasks import Context

CALL_DAYS, PAPER_DAYS = 14, 30  # how long a request keeps its footage from being erased
Marked = tuple[tuple[str, ...], Span]  # cameras, and the part of them found in Recordings


class FieldKind(StrEnum):
    """What a field holds; the engine's names."""

    WORDS = "words"
    LONG = "long"
    DATE = "date"
    TIME = "time"
    PHONE = "phone"
    SCAN = "scan"


@dataclass(frozen=True, slots=True)
class GroundField:
    """One thing a ground asks for; its words: ``provision.field.<name>``.

    ``call``: on the telephone too. ``ahead``: a day that is still to come.
    """

    name: str
    kind: FieldKind
    required: bool
    call: bool = False
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class GroundInfo:
    """A ground. Words: ``ground.<key>``, ``ground.why.<key>``; ``law``: in words."""

    key: str
    law: str
    allows: bool
    fields: tuple[GroundField, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a case. Words: ``provision.step.<kind>``.

    ``looked``: at how many pictures of a copy, of how many.
    """

    at_us: int
    kind: str
    people: tuple[str, ...]
    said: str = ""
    looked: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class CaseInfo:
    """A provision on the list. ``state``: words under ``provision.state.<state>``.

    ``kinds``: what the fields hold that are not plain words.
    ``request``: number of the rights request it answers; 0: none.
    ``hides_others``: only copies leave in which nobody else can be recognised; ``covered``: both
    have looked through what these show; ``begun``: that is under way.
    """

    id: str
    number: int
    state: str
    ground: str
    recipient: str
    opened_us: int
    cameras: tuple[CameraInfo, ...] = ()
    span: Span | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    events: tuple[Event, ...] = ()
    held_until_us: int | None = None
    allows: bool = True
    request: int = 0
    hides_others: bool = False
    covered: bool = False
    kinds: Mapping[str, FieldKind] = field(default_factory=dict)
    begun: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A request as it is filled in. ``call``: by telephone, the paper follows.

    ``rights``: id of the request about one's own data that it answers.
    """

    ground: str
    fields: Mapping[str, str]
    camera_ids: tuple[str, ...]
    span: Span | None
    scans: tuple[Path, ...] = ()
    call: bool = False
    hold: bool = True
    rights: str = ""


@dataclass(frozen=True, slots=True)
class Handed:
    """A finished package. ``password``: to be shown once. ``manifest``: which export it is of.

    ``absent``: how many parts of the span have no pictures; the cover sheet says which and why.
    """

    path: Path
    size: int
    absent: int
    password: str = field(repr=False)
    manifest: str = ""


class ProvisionAct(StrEnum):
    """What can be done with a case as it stands."""

    COMPLETE = "complete"
    COVER = "cover"
    EXPORT = "export"
    HAND_OVER = "hand_over"
    RETURNED = "returned"
    REFUSE = "refuse"


# State → what may follow; the first is the one that usually does.
ACTS: Mapping[str, tuple[ProvisionAct, ...]] = {
    "announced": (ProvisionAct.COMPLETE, ProvisionAct.REFUSE),
    "open": (ProvisionAct.EXPORT, ProvisionAct.REFUSE),
    "exported": (ProvisionAct.HAND_OVER, ProvisionAct.EXPORT),
    "handed-over": (ProvisionAct.RETURNED,),
}
# State → papers that make sense then; each under ``paper.<name>.title``.
PAPERS: Mapping[str, tuple[str, ...]] = {
    "announced": (),
    "open": (),
    "exported": ("cover", "receipt", "record"),
    "handed-over": ("cover", "receipt", "record"),
    "returned": ("record",),
    "refused": ("refusal", "record"),
}


def acts_for(case: CaseInfo) -> tuple[ProvisionAct, ...]:
    """What can be done; a request without any ground can only be refused.

    Where others must not be recognised, they are covered before there is a package.
    """
    acts = ACTS.get(case.state, ())
    if case.hides_others:  # nobody gives back pictures of themself
        acts = tuple(act for act in acts if act is not ProvisionAct.RETURNED)
    if case.hides_others and ProvisionAct.EXPORT in acts:
        rest = acts if case.covered else tuple(a for a in acts if a is not ProvisionAct.EXPORT)
        first = not case.covered
        acts = (ProvisionAct.COVER, *rest) if first else (*rest, ProvisionAct.COVER)
    return acts if case.allows else tuple(act for act in acts if act is ProvisionAct.REFUSE)


class ProvisionBook(Protocol):
    """The register as the desktop sees it. Everything is slow, and logged where it changes."""

    def grounds(self, language: Language) -> tuple[GroundInfo, ...]: ...

    def listed(self, words: str) -> tuple[CaseInfo, ...]:
        """Newest first; those that hold ``words`` anywhere."""
        ...

    def cameras(self) -> tuple[CameraInfo, ...]: ...

    def seconds(self, first: SignedIn) -> tuple[PersonInfo, ...]:
        """Who may agree to hand footage over beside ``first``."""
        ...

    def missing(self, draft: Draft) -> tuple[str, ...]:
        """Names of fields the ground still asks for."""
        ...

    def broader(self, draft: Draft) -> tuple[str, ...]:
        """What speaks for less; words under ``provision.broader.<code>``."""
        ...

    def open(self, draft: Draft, by: SignedIn) -> CaseInfo: ...

    def complete(self, case_id: str, draft: Draft, by: SignedIn) -> CaseInfo: ...

    def refuse(self, case_id: str, reason: str, by: SignedIn) -> CaseInfo: ...

    def export(
        self, case_id: str, folder: Path, pair: Pair, *, time_copy: bool, context: Context
    ) -> Handed:
        """Both agree; nothing is left behind where it is given up or fails."""
        ...

    def unread(self, case_id: str, handed: Handed) -> None:
        """Nobody was there any more to read the password: the package goes, and it is noted."""
        ...

    def look_through(self, case_id: str, pair: Pair, context: Context) -> Covering:
        """Both open the footage of a case; people are looked for in all of it."""
        ...

    def hand_over(
        self, case_id: str, medium: str, way: str, received_by: str, by: SignedIn
    ) -> CaseInfo: ...

    def returned(self, case_id: str, how: str, by: SignedIn) -> CaseInfo: ...

    def paper(self, case_id: str, name: str, by: SignedIn, language: Language) -> bytes:
        """A PDF; that it was made is logged."""
        ...

    def register(self, by: SignedIn, language: Language) -> bytes:
        """The list of all as a PDF."""
        ...


def filled_in(fields: Sequence[GroundField], typed: Mapping[str, str]) -> dict[str, str]:
    """What was typed into fields of this ground; what another ground had is left out."""
    names = {each.name for each in fields}
    return {name: words.strip() for name, words in typed.items() if name in names and words.strip()}
