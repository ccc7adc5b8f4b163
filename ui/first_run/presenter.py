"""Setting a shop up, one question a card. Nothing exists until both managers are known."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from shopguard.base.errors import InvalidInput
from shopguard.base.texts import Language
from ui.first_run.model import Created, SetUp, Sheet, ShopPlan, Strength, Suggestion
from ui.first_run.state import ASKED_WORDS, FirstRunState, Step, Typed, Which
from ui.model import SignedIn
from ui.presenter import Presenter
from ui.review.model import DoorAct, Pair
from ui.services import OpenShop
from ui.tasks import Lane, Runner


class FirstRunPresenter(Presenter[FirstRunState]):
    """``on_created`` is told once the shop exists; ``on_finish`` when the last card is done."""

    def __init__(
        self,
        set_up: SetUp,
        runner: Runner,
        on_created: Callable[[Created], None],
        on_finish: Callable[[], None],
    ) -> None:
        super().__init__(FirstRunState())
        self._set_up = set_up
        self._runner = runner
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

    def suggest(self, which: Which, language: Language) -> Suggestion:
        """A passphrase of random words in both fields."""
        found = self._set_up.suggest_passphrase(language)
        typed = self.state.typed(which)
        self.type_manager(which, replace(typed, passphrase=found.typed, again=found.typed))
        return found

    def suggested_key_file(self) -> Path:
        """Where the shop's key would go; only used once the owner agrees."""
        return self._set_up.default_key_file()

    def choose_key_file(self, path: Path | None) -> None:
        self._become(replace(self.state, key_file=path, trouble=None))

    # --- going on and back ------------------------------------------------------------------

    def back(self) -> None:
        """To the card before; the shop itself cannot be unmade from here."""
        if self.state.revisiting and not self.state.busy:
            self._go(Step.DONE)
            return
        first = Step.CAMERAS if self.state.created is not None else Step.SHOP
        if self.state.step > first and not self.state.busy:
            self._go(Step(self.state.step - 1))

    def revisit(self, step: Step) -> None:
        """From the last card to one that was left out, and back again afterwards."""
        if self.state.step is Step.DONE and not self.state.busy:
            self._become(replace(self.state, revisiting=True))
            self._go(step)

    def first_wrong(self, words: tuple[str, ...]) -> int:
        """Which of the words typed back does not match, counted from 0."""
        right = self._asked_words()
        pairs = enumerate(zip(_bare(words), right, strict=False))
        return next((place for place, (given, wanted) in pairs if given != wanted), 0)

    def forward(self, *, put_off: bool = False) -> None:
        """To the next card, if this one is complete. ``put_off``: it is not, and is left out."""
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
        elif state.step is Step.CAMERAS:
            self._count()
        elif state.step is Step.RETENTION:
            self._leave(Step.RETENTION, put_off=put_off)
        elif state.step is Step.START:
            self._start()
        elif state.step is Step.DONE:
            self._finish()
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
        if _bare(words) != self._asked_words():
            self._become(replace(self.state, trouble=InvalidInput("ui.sheet_words")))
            return
        self._become(replace(self.state, busy=True, trouble=None))
        self._runner.run(
            lambda _: created.shop.setting_up.sheet_kept(created.chief),
            lambda _: self._kept(created),
            self._failed,
        )

    def want_start(self, *, wanted: bool) -> None:
        """Whether recording is to start with the machine."""
        self._become(replace(self.state, start=wanted, trouble=None))

    # --- leaving and coming back ------------------------------------------------------------

    @property
    def unkept(self) -> bool:
        """A sheet was made and nobody has shown that it is on paper."""
        state = self.state
        return state.step is Step.SHEET and state.created is not None

    def resume(self, shop: OpenShop, who: SignedIn) -> None:
        """Somebody signed in to a shop whose setting up was left."""
        missing = who.left == "sheet"
        created = Created(shop, Sheet((), b""), who)
        step = Step.SHEET if missing else Step.CAMERAS
        self._become(replace(self.state, step=step, created=created, again=missing))
        if missing:
            self._runner.run(
                lambda _: shop.door.seconds(who, DoorAct.BOTH),
                lambda found: self._become(replace(self.state, seconds=found)),
                self._failed,
            )

    def make_sheet_again(self, pair: Pair) -> None:
        """Both managers: the sheet that was not kept opens nothing any more."""
        created = self.state.created
        if created is None or self.state.busy:
            return
        self._become(replace(self.state, busy=True, trouble=None))
        self._runner.run(
            lambda _: created.shop.setting_up.new_sheet(pair),
            lambda sheet: self._made_again(replace(created, sheet=sheet)),
            self._failed,
        )

    # --- inner ------------------------------------------------------------------------------

    def _asked_words(self) -> tuple[str, ...]:
        created = self.state.created
        words = created.sheet.words if created is not None else ()
        return tuple(words[number - 1] for number in self.state.asked)

    def _go(self, step: Step) -> None:
        revisiting = self.state.revisiting and step is not Step.DONE
        self._become(replace(self.state, step=step, trouble=None, revisiting=revisiting))
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
            raise InvalidInput(found.problem, **dict(found.params))
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
        self._become(replace(state, busy=True))
        self._runner.run(
            lambda context: self._set_up.create(plan, context),
            self._made,
            self._failed,
        )

    def _made(self, created: Created) -> None:
        """The shop exists; nothing of what was typed secretly is kept."""
        self._become(
            replace(
                self.state,
                step=Step.SHEET,
                busy=False,
                created=created,
                asked=_asked_of(created.sheet),
                chief=Typed(),
                deputy=Typed(),
            )
        )
        self._on_created(created)

    def _made_again(self, created: Created) -> None:
        asked = _asked_of(created.sheet)
        self._become(replace(self.state, busy=False, again=False, created=created, asked=asked))

    def _kept(self, created: Created) -> None:
        forgotten = replace(created, sheet=Sheet((), b""))
        self._become(replace(self.state, busy=False, created=forgotten))
        self._go(Step.CAMERAS)

    def _count(self) -> None:
        """On from the cameras; a shop without one has left that out."""
        created = self.state.created
        if created is None:
            return

        def counted(cameras: int) -> None:
            self._become(replace(self.state, busy=False, cameras=cameras))
            self._leave(Step.CAMERAS, put_off=not cameras)

        self._become(replace(self.state, busy=True, trouble=None))
        self._runner.run(lambda _: len(created.shop.cameras()), counted, self._failed)

    def _leave(self, step: Step, *, put_off: bool) -> None:
        """To the card after, or back to the last one where this was taken up from there."""
        self._mark(step, put_off=put_off)
        self._go(Step.DONE if self.state.revisiting else Step(step + 1))

    def _mark(self, step: Step, *, put_off: bool) -> None:
        later = self.state.later | {step} if put_off else self.state.later - {step}
        self._become(replace(self.state, later=later))

    def _start(self) -> None:
        """Have the system start the recorder, or not; on when that is settled."""
        created, wanted = self.state.created, self.state.start
        if created is None:
            return

        def settled(starts: str) -> None:
            self._become(replace(self.state, busy=False, starts=starts))
            self._mark(Step.START, put_off=not wanted)
            self._go(Step.DONE)

        self._become(replace(self.state, busy=True, trouble=None))
        self._runner.run(
            lambda _: created.shop.setting_up.start_with_machine(created.chief, wanted=wanted),
            settled,
            self._failed,
        )

    def _finish(self) -> None:
        created = self.state.created
        if created is None:
            return
        self._become(replace(self.state, busy=True, trouble=None))
        self._runner.run(
            lambda _: created.shop.setting_up.finish(created.chief),
            lambda _: self._on_finish(),
            self._failed,
        )

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


def _bare(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word.strip().lower() for word in words)


def _asked_of(sheet: Sheet) -> tuple[int, ...]:
    """Which of its words are to be typed back; nobody can know beforehand."""
    numbers = range(1, len(sheet.words) + 1)
    return tuple(sorted(secrets.SystemRandom().sample(numbers, ASKED_WORDS)))


def _check_two(chief: Typed, deputy: Typed) -> None:
    if chief.login.strip().lower() == deputy.login.strip().lower():
        raise InvalidInput("ui.same_login")
    if chief.passphrase == deputy.passphrase:
        raise InvalidInput("ui.same_passphrase")
