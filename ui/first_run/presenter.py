"""Setting a shop up, one question a card. Nothing exists until both managers are known."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import IntEnum
from pathlib import Path
from typing import Literal

from shopguard.base.errors import InvalidInput
from shopguard.base.texts import Language
from ui.first_run.model import Created, NewManager, SetUp, Sheet, ShopPlan, Strength
from ui.presenter import Presenter
from ui.tasks import Lane, Runner

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
    DONE = 6


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

    ``taken``: the sheet was saved or printed, so that it can be typed back.
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

    def typed(self, which: Which) -> Typed:
        return self.chief if which == "chief" else self.deputy


class FirstRunPresenter(Presenter[FirstRunState]):
    """``on_created`` is told once the shop exists; ``on_finish`` when the last card is done."""

    def __init__(
        self,
        set_up: SetUp,
        runner: Runner,
        language: Callable[[], Language],
        on_created: Callable[[Created], None],
        on_finish: Callable[[], None],
    ) -> None:
        super().__init__(FirstRunState())
        self._set_up = set_up
        self._runner = runner
        self._language = language
        self._on_created = on_created
        self._on_finish = on_finish
        self._judging: Lane = runner.lane()

    def load(self) -> None:
        """Learn whether this machine has a key store."""
        self._runner.run(lambda _: self._set_up.key_store_ready(), self._key_store, self._failed)

    # --- typing -----------------------------------------------------------------------------

    def type_shop(self, name: str, contact: str) -> None:
        self._become(replace(self.state, name=name, contact=contact, trouble=None))

    def type_manager(self, which: Which, typed: Typed) -> None:
        """What stands on a manager's card; a changed passphrase is judged anew."""
        state = self.state
        changed = typed != state.typed(which)
        if not changed:
            return
        if which == "chief":
            self._become(replace(state, chief=typed, trouble=None))
        else:
            self._become(replace(state, deputy=typed, trouble=None))
        self._judge(typed)

    def suggest(self, which: Which) -> None:
        """A passphrase of random words in both fields."""
        words = self._set_up.suggest_passphrase()
        typed = self.state.typed(which)
        self.type_manager(which, replace(typed, passphrase=words, again=words))

    def suggested_key_file(self) -> Path:
        """Where the shop's key would go; only used once the owner agrees."""
        return self._set_up.default_key_file()

    def choose_key_file(self, path: Path | None) -> None:
        self._become(replace(self.state, key_file=path, trouble=None))

    # --- going on and back ------------------------------------------------------------------

    def back(self) -> None:
        """To the card before; the shop itself cannot be unmade from here."""
        first = Step.CAMERAS if self.state.created is not None else Step.SHOP
        if self.state.step > first and not self.state.busy:
            self._go(Step(self.state.step - 1))

    def forward(self) -> None:
        """To the next card, if this one is complete."""
        state = self.state
        if state.busy:
            return
        checks: dict[Step, Callable[[], None]] = {
            Step.SHOP: lambda: self._set_up.check_shop(state.name, state.contact),
            Step.CHIEF: lambda: self._check_manager("chief"),
            Step.DEPUTY: lambda: self._check_manager("deputy"),
        }
        check = checks.get(state.step)
        if check is not None:
            self._become(replace(state, busy=True, trouble=None))
            self._runner.run(lambda _: check(), lambda _: self._checked(), self._failed)
        elif state.step is Step.DONE:
            self._on_finish()
        else:
            self._go(Step(state.step + 1))

    def take_sheet(self) -> None:
        """The sheet was saved or printed."""
        self._become(replace(self.state, taken=True, trouble=None))

    def type_back(self, words: tuple[str, ...]) -> None:
        """The words asked for, as read from the sheet; on to the cameras when they are right."""
        created = self.state.created
        if created is None:
            return
        right = tuple(created.sheet.words[number - 1] for number in self.state.asked)
        given = tuple(word.strip().lower() for word in words)
        if given != right:
            self._become(replace(self.state, trouble=InvalidInput("ui.sheet_words")))
            return
        forgotten = replace(created, sheet=Sheet((), b""))
        self._become(replace(self.state, created=forgotten))
        self._go(Step.CAMERAS)

    # --- inner ------------------------------------------------------------------------------

    def _go(self, step: Step) -> None:
        self._become(replace(self.state, step=step, trouble=None))
        if step in (Step.CHIEF, Step.DEPUTY):
            self._judge(self.state.typed("chief" if step is Step.CHIEF else "deputy"))

    def _check_manager(self, which: Which) -> None:
        """Raises InvalidInput; runs in the background."""
        state, typed = self.state, self.state.typed(which)
        self._set_up.check_manager(typed.manager())
        if typed.passphrase != typed.again:
            raise InvalidInput("ui.different_passphrase")
        found = self._set_up.strength(typed.manager())
        if found.problem:
            raise InvalidInput(found.problem)
        if which == "deputy":
            _check_two(state.chief, state.deputy)
        if not typed.pledged:
            raise InvalidInput("ui.not_pledged")

    def _checked(self) -> None:
        self._become(replace(self.state, busy=False))
        if self.state.step is Step.DEPUTY:
            self._create()
        else:
            self._go(Step(self.state.step + 1))

    def _create(self) -> None:
        state = self.state
        if not state.key_store_ready and state.key_file is None:
            self._become(replace(state, trouble=InvalidInput("ui.no_key_file")))
            return
        plan = ShopPlan(
            state.name.strip(),
            state.contact.strip(),
            state.chief.manager(),
            state.deputy.manager(),
            None if state.key_store_ready else state.key_file,
        )
        language = self._language()
        self._become(replace(state, busy=True))
        self._runner.run(
            lambda context: self._set_up.create(plan, language, context),
            self._made,
            self._failed,
        )

    def _made(self, created: Created) -> None:
        """The shop exists; nothing of what was typed secretly is kept."""
        luck = secrets.SystemRandom()
        asked = sorted(luck.sample(range(1, len(created.sheet.words) + 1), ASKED_WORDS))
        self._become(
            replace(
                self.state,
                step=Step.SHEET,
                busy=False,
                created=created,
                asked=tuple(asked),
                chief=Typed(),
                deputy=Typed(),
            )
        )
        self._on_created(created)

    def _judge(self, typed: Typed) -> None:
        if not typed.passphrase:
            self._become(replace(self.state, strength=Strength(0)))
            return
        self._judging.ask(
            lambda: self._set_up.strength(typed.manager()),
            lambda found: self._become(replace(self.state, strength=found)),
            self._failed,
        )

    def _key_store(self, ready: bool) -> None:
        self._become(replace(self.state, key_store_ready=ready))

    def _failed(self, error: Exception) -> None:
        self._become(replace(self.state, busy=False, trouble=error))


def _check_two(chief: Typed, deputy: Typed) -> None:
    if chief.login.strip().lower() == deputy.login.strip().lower():
        raise InvalidInput("ui.same_login")
    if chief.passphrase == deputy.passphrase:
        raise InvalidInput("ui.same_passphrase")
