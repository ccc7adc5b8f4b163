"""The people page: the list, who is chosen, and one act at a time with everybody's agreement."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from shopguard.base.clock import Clock
from shopguard.base.errors import InvalidInput
from shopguard.base.texts import Language
from ui.first_run.model import Strength, Suggestion
from ui.model import PersonInfo, SignedIn
from ui.people.model import OF_THE_SHOP, Member, Papers, PeopleAct, Wanted
from ui.presenter import Presenter
from ui.review.model import Pair
from ui.services import OpenShop
from ui.session import Seat
from ui.tasks import Lane, Runner

NOTHING_TYPED = Strength(0)


@dataclass(frozen=True, slots=True)
class Form:
    """An act that is being filled in. ``member`` None: it is about nobody there is yet."""

    act: PeopleAct
    first: SignedIn
    member: Member | None = None
    seconds: tuple[PersonInfo, ...] = ()
    strength: Strength = NOTHING_TYPED
    busy: bool = False
    trouble: Exception | None = None


@dataclass(frozen=True, slots=True)
class PeopleState:
    """``form``: the dialog that is open. ``done``: the last act that worked, with whom.

    ``relaxed``: one manager alone may look. ``sheet``: a new recovery sheet that has not been put
    on paper yet.
    """

    members: tuple[Member, ...] = ()
    relaxed: bool = False
    known: bool = False
    chosen: str = ""
    show_left: bool = False
    now_us: int = 0
    form: Form | None = None
    done: tuple[PeopleAct, str] | None = None
    sheet: bytes = b""
    trouble: Exception | None = None

    @property
    def shown(self) -> tuple[Member, ...]:
        return tuple(m for m in self.members if self.show_left or m.left_us is None)

    @property
    def member(self) -> Member | None:
        return next((m for m in self.shown if m.id == self.chosen), None)


class PeoplePresenter(Presenter[PeopleState]):
    """``on_gone``: whoever sits here is no manager any more, or has left."""

    def __init__(
        self, shop: OpenShop, seat: Seat, runner: Runner, clock: Clock, on_gone: Callable[[], None]
    ) -> None:
        super().__init__(PeopleState(now_us=clock.utc_us()))
        self._shop = shop
        self._seat = seat
        self._runner = runner
        self._clock = clock
        self._on_gone = on_gone
        self._judging: Lane = runner.lane()
        self._added = ""  # the login of whoever was added just now

    @property
    def me(self) -> str:
        who = self._seat.who
        return who.person.id if who is not None else ""

    def enter(self) -> None:
        if self._seat.who is not None:
            staff = self._shop.staff
            self._runner.run(
                lambda _: (staff.members(), staff.relaxed()),
                lambda found: self._told(*found),
                self._failed,
            )

    def leave(self) -> None:
        """The page goes out of sight: nothing half filled in stays, and no sheet."""
        self._seat.idle_locks = True
        self._become(replace(self.state, form=None, done=None, sheet=b"", trouble=None))

    def choose(self, person_id: str) -> None:
        self._become(replace(self.state, chosen=person_id))

    def show_left(self, *, wanted: bool) -> None:
        self._become(replace(self.state, show_left=wanted))

    # --- one act ----------------------------------------------------------------------------

    def begin(self, act: PeopleAct) -> None:
        """Open the form of an act, about the chosen person where it is about somebody."""
        first = self._seat.who
        if first is None or self.state.form is not None:
            return
        about = None if act in OF_THE_SHOP else self.state.member
        if act is PeopleAct.PASSWORD:
            self._open(Form(act, first, about))
            return
        self._runner.run(
            lambda _: self._shop.staff.seconds(act, first),
            lambda seconds: self._open(Form(act, first, about, seconds)),
            self._failed,
        )

    def give_up(self) -> None:
        self._become(replace(self.state, form=None))

    def judge(self, passphrase: str, login: str, name: str) -> None:
        """How good a passphrase is, while it is typed."""
        self._judging.ask(
            lambda: self._shop.staff.strength(passphrase, login, name),
            lambda found: self._change_form(strength=found),
            self._refused,
        )

    def suggest(self, language: Language) -> Suggestion:
        """Random words nobody used before."""
        return self._shop.staff.suggest_passphrase(language)

    def agree(self, wanted: Wanted, again: str, pair: Pair) -> None:
        """Both say yes to what was filled in. ``again``: the new passphrase typed twice."""
        form = self.state.form
        if form is None or form.busy:
            return
        new = wanted.act in (PeopleAct.ADD, PeopleAct.RESET, PeopleAct.LOST)
        if new and wanted.passphrase != again:
            self._refused(InvalidInput("ui.different_passphrase"))
            return
        self._change_form(busy=True, trouble=None)
        self._runner.run(
            lambda _: self._shop.staff.do(wanted, pair),
            lambda papers: self._done(wanted, papers),
            self._refused,
        )

    def change_password(self, old: str, new: str, again: str) -> None:
        """One's own."""
        form, by = self.state.form, self._seat.who
        if form is None or form.busy or by is None:
            return
        if new != again:
            self._refused(InvalidInput("ui.different_passphrase"))
            return
        self._change_form(busy=True, trouble=None)
        self._runner.run(
            lambda _: self._shop.staff.change_password(old, new, by),
            lambda _: self._done(Wanted(PeopleAct.PASSWORD, by.person.id), Papers()),
            self._refused,
        )

    def sheet_taken(self) -> None:
        """The new sheet is on paper; it is kept nowhere else."""
        self._seat.idle_locks = True
        self._seat.touch()
        self._become(replace(self.state, sheet=b""))

    # --- inner ------------------------------------------------------------------------------

    def _open(self, form: Form) -> None:
        self._become(replace(self.state, form=form, done=None, trouble=None))

    def _done(self, wanted: Wanted, papers: Papers) -> None:
        about = next((m.name for m in self.state.members if m.id == wanted.person_id), wanted.name)
        self._become(replace(self.state, form=None, done=(wanted.act, about), sheet=papers.sheet))
        if wanted.act is PeopleAct.ADD:
            self._added = wanted.login
        if papers.sheet:
            self._seat.idle_locks = False  # while it is on its way to the printer and the safe
        self.enter()

    def _told(self, members: tuple[Member, ...], relaxed: bool) -> None:
        added = next(
            (member.id for member in members if self._added and member.login == self._added), ""
        )
        self._added = ""
        chosen = added or self.state.chosen or self.me
        self._become(
            replace(
                self.state,
                members=members,
                relaxed=relaxed,
                known=True,
                chosen=chosen,
                now_us=self._clock.utc_us(),
            )
        )
        mine = next((member for member in members if member.id == self.me), None)
        who = self._seat.who
        if who is not None and mine is not None and mine.manages != who.person.role:
            self._on_gone()

    def _change_form(
        self,
        *,
        strength: Strength | None = None,
        busy: bool | None = None,
        trouble: Exception | None = None,
    ) -> None:
        form = self.state.form
        if form is None:
            return
        changed = replace(
            form,
            strength=form.strength if strength is None else strength,
            busy=form.busy if busy is None else busy,
            trouble=trouble,
        )
        self._become(replace(self.state, form=changed))

    def _refused(self, error: Exception) -> None:
        self._change_form(busy=False, trouble=error)

    def _failed(self, error: Exception) -> None:
        self._become(replace(self.state, trouble=error))
