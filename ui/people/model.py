"""Who works here, and what the two managers do about it (J-3, J-5, J-13, J-18)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from shopguard.base.texts import Language
from ui.first_run.model import Strength, Suggestion
from ui.model import MANAGERS, PersonInfo, SignedIn
from ui.review.model import Pair

OTHER_ROLES = ("operator", "staff", "auditor")
TRAINING_DAYS = (365, 180, 90)


class PeopleAct(StrEnum):
    """What can be done; each but ``PASSWORD`` asks both managers, or one and the sheet."""

    ADD = "add"
    MAKE_MANAGER = "make_manager"
    ROLE = "role"
    PLEDGE = "pledge"
    TRAINING = "training"
    PASSWORD = "password"  # noqa: S105 - one's own, with the old one
    RESET = "reset"  # of somebody who is no manager
    LOST = "lost"  # of the other manager: the sheet agrees in their place
    SWITCH_OFF = "switch_off"
    SWITCH_ON = "switch_on"
    LEAVE = "leave"
    SHEET = "sheet"
    RELAX = "relax"  # one manager alone may look; only in person, the sheet agrees to nothing here
    TIGHTEN = "tighten"  # two again


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody on the list. ``roles``: ``access.people.Role`` values, the highest first."""

    id: str
    login: str
    name: str
    roles: tuple[str, ...]
    enabled: bool = True
    added_us: int = 0
    pledged_us: int | None = None
    trained_until_us: int | None = None
    left_us: int | None = None

    @property
    def manages(self) -> str:
        """``chief``, ``deputy`` or nothing."""
        return next((role for role in self.roles if role in MANAGERS), "")


@dataclass(frozen=True, slots=True)
class Wanted:
    """One act as filled in. ``role``: what they become; ``days``: how long a training holds.

    ``passphrase``: a new one, or the newcomer's own where they become a manager.
    """

    act: PeopleAct
    person_id: str = ""
    login: str = ""
    name: str = ""
    role: str = ""
    days: int = TRAINING_DAYS[0]
    passphrase: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Papers:
    """What an act leaves to be put on paper: a new recovery sheet, kept nowhere else."""

    sheet: bytes = field(default=b"", repr=False)


class PeopleBook(Protocol):
    """All calls are slow."""

    def members(self) -> tuple[Member, ...]:
        """In the order they came; those who left too."""
        ...

    def relaxed(self) -> bool:
        """Whether one manager alone may look at what is recorded now."""
        ...

    def seconds(self, act: PeopleAct, first: SignedIn) -> tuple[PersonInfo, ...]:
        """Who may agree beside ``first``: the other manager, and the recovery sheet."""
        ...

    def do(self, wanted: Wanted, pair: Pair) -> Papers:
        """Agreed to by both, logged, done. Refused and InvalidInput say why not."""
        ...

    def change_password(self, old: str, new: str, by: SignedIn) -> None:
        """One's own."""
        ...

    def strength(self, passphrase: str, login: str, name: str) -> Strength: ...

    def suggest_passphrase(self, language: Language) -> Suggestion: ...


# About the shop, and nobody in particular.
OF_THE_SHOP = frozenset({PeopleAct.ADD, PeopleAct.SHEET, PeopleAct.RELAX, PeopleAct.TIGHTEN})


def acts_for(member: Member, me: str) -> Sequence[PeopleAct]:
    """What can be done about somebody, most wanted first. ``me``: id of who sits here."""
    if member.left_us is not None:
        return ()
    if member.manages:
        own = PeopleAct.PASSWORD if member.id == me else PeopleAct.LOST
        return (
            own, PeopleAct.PLEDGE, PeopleAct.TRAINING, PeopleAct.MAKE_MANAGER, PeopleAct.LEAVE,
        )  # fmt: skip
    if not member.enabled:
        return (PeopleAct.SWITCH_ON, PeopleAct.LEAVE)
    return (
        PeopleAct.PLEDGE, PeopleAct.TRAINING, PeopleAct.ROLE, PeopleAct.RESET,
        PeopleAct.MAKE_MANAGER, PeopleAct.SWITCH_OFF, PeopleAct.LEAVE,
    )  # fmt: skip
