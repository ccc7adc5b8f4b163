"""Setting a shop up: what was typed so far, and what the cards need of the engine."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from shopguard.base.texts import Language
from ui.model import SignedIn
from ui.tasks import Context

if TYPE_CHECKING:
    from ui.review.model import Pair
    from ui.services import OpenShop

DEFAULT_DAYS = 14
DAY_CHOICES = (3, 7, 10, 14)


@dataclass(frozen=True, slots=True)
class NewManager:
    """One of the two managers as typed."""

    login: str = ""
    name: str = ""
    passphrase: str = ""

    def __repr__(self) -> str:
        return f"NewManager({self.login!r})"


@dataclass(frozen=True, slots=True)
class ShopPlan:
    """Everything that must be known before a shop exists.

    ``key_file``: where the shop's key goes on a machine without a key store, chosen explicitly.
    """

    name: str
    contact: str
    chief: NewManager
    deputy: NewManager
    key_file: Path | None = None


@dataclass(frozen=True, slots=True)
class Strength:
    """How hard a passphrase is to guess: ``score`` 0 to 4, ``problem`` a code or empty.

    ``params``: what the words of the problem tell besides.
    """

    score: int
    problem: str = ""
    params: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A passphrase of random words; ``read``: in kana, empty where it needs no reading."""

    typed: str = field(repr=False)
    read: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The recovery sheet as made. ``words`` are compared with what is typed, never shown."""

    words: tuple[str, ...]
    pdf: bytes

    def __repr__(self) -> str:
        return "Sheet()"


@dataclass(frozen=True, slots=True)
class Created:
    """A shop just made, with the chief signed in. The sheet is kept nowhere else."""

    shop: OpenShop
    sheet: Sheet
    chief: SignedIn


class SetUp(Protocol):
    """Making a new shop. Calls with a Context are slow."""

    def key_store_ready(self) -> bool:
        """False: the owner must choose a key file."""
        ...

    def default_key_file(self) -> Path: ...

    def check_shop(self, name: str, contact: str) -> None:
        """InvalidInput when it cannot be used."""
        ...

    def check_manager(self, manager: NewManager) -> None:
        """InvalidInput for login or name; the passphrase is judged by ``strength``."""
        ...

    def strength(self, manager: NewManager) -> Strength: ...

    def suggest_passphrase(self, language: Language) -> Suggestion: ...

    def create(self, plan: ShopPlan, context: Context) -> Created:
        """The shop exists when this returns; the pledge and the training of both are logged."""
        ...


class SettingUp(Protocol):
    """What is left of setting up once the shop exists. Calls are slow."""

    def new_sheet(self, pair: Pair) -> Sheet:
        """The sheet made before was not kept: another one, by both managers."""
        ...

    def sheet_kept(self, by: SignedIn) -> None:
        """Its words were typed back; logged."""
        ...

    def starts_with_machine(self) -> bool: ...

    def start_with_machine(self, by: SignedIn, *, wanted: bool) -> str:
        """From when on recording starts by itself: ``boot``, ``login`` or ``never``; logged."""
        ...

    def finish(self, by: SignedIn) -> None:
        """The last card was reached; logged."""
        ...


class RetentionSetUp(Protocol):
    """How long footage is kept."""

    def days(self) -> int: ...

    def fits_days(self) -> float | None:
        """How many days this disk holds with the cameras there are; None when not yet known."""
        ...

    def choose(self, days: int, pair: Pair) -> None:
        """Up to 14 days, by both managers; more asks for a reason elsewhere."""
        ...
