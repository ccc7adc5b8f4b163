"""What stands on the cards of the first run: values only."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path
from typing import Literal

from ui.first_run.model import Created, NewManager, Strength
from ui.model import PersonInfo

Which = Literal["chief", "deputy"]
ASKED_WORDS = 3


class Step(IntEnum):
    """The cards in order. The two managers share one mark of the progress."""

    SHOP = 0
    CHIEF = 1
    DEPUTY = 2
    SHEET = 3
    CAMERAS = 4
    RETENTION = 5
    START = 6
    DONE = 7


@dataclass(frozen=True, slots=True)
class Typed:
    """A manager's card as typed. ``pledged``: the pledge and the short training were read."""

    login: str = ""
    name: str = ""
    passphrase: str = ""
    again: str = ""
    pledged: bool = False

    def __repr__(self) -> str:
        return f"Typed({self.login!r})"

    def manager(self) -> NewManager:
        return NewManager(self.login.strip(), self.name.strip(), self.passphrase)


@dataclass(frozen=True, slots=True)
class FirstRunState:
    """``asked``: which words of the sheet are asked for, counted from 1.

    ``taken``: the sheet was saved or printed, so that it can be typed back. ``again``: setting up
    was left before it was kept, so another one is made, with one of ``seconds``. ``start``: whether
    recording is to start with the machine; ``starts``: from when on it does. ``cameras``: how many
    the shop has. ``later``: cards that were left out; ``revisiting``: one of them is taken up from
    the last card, and leads back there.
    """

    step: Step = Step.SHOP
    name: str = ""
    contact: str = ""
    chief: Typed = field(default_factory=Typed)
    deputy: Typed = field(default_factory=Typed)
    strength: Strength = field(default_factory=lambda: Strength(0))
    key_store_ready: bool = True
    key_file: Path | None = None
    busy: bool = False
    trouble: Exception | None = None
    created: Created | None = None
    asked: tuple[int, ...] = ()
    taken: bool = False
    again: bool = False
    seconds: tuple[PersonInfo, ...] = ()
    start: bool = True
    starts: str = ""
    cameras: int = 0
    later: frozenset[Step] = frozenset()
    revisiting: bool = False

    def typed(self, which: Which) -> Typed:
        return self.chief if which == "chief" else self.deputy
