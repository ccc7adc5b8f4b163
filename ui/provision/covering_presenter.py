"""Both managers go through the footage, point the person out, correct covers, agree to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from shopguard.base.errors import ShopGuardError
from ui.presenter import Presenter
from ui.provision.covering import Covering, Part, Place, Point, Seen
from ui.review.model import Pair
from ui.services import OpenShop
from ui.session import Seat
from ui.tasks import Context, Job, Lane, Runner

Done = Callable[[Exception | None], None]
_SECOND_US = 1_000_000


@dataclass(frozen=True, slots=True)
class CoveringState:
    """``share``: people are being looked for; ``right``: parts both found right as they are."""

    open: bool = False
    share: float | None = None
    parts: tuple[Part, ...] = ()
    part: int = 0
    number: int = 0
    covered: bool = True
    seen: Seen | None = None
    right: frozenset[int] = frozenset()
    settling: bool = False
    trouble: Exception | None = None

    @property
    def now(self) -> Part | None:
        return self.parts[self.part] if self.parts else None

    @property
    def all_right(self) -> bool:
        return bool(self.parts) and len(self.right) == len(self.parts)

    @property
    def nobody(self) -> bool:
        """The copy of this part would show nothing at all."""
        if self.seen is None or self.now is None or self.seen.room:
            return False
        return self.seen.unseen == ((0, len(self.now.at_us)),)


class CoveringPresenter(Presenter[CoveringState]):
    """One case at a time. ``on_settled``: what was looked through is kept with the case."""

    def __init__(
        self, shop: OpenShop, seat: Seat, runner: Runner, on_settled: Callable[[], None]
    ) -> None:
        super().__init__(CoveringState())
        self._shop = shop
        self._seat = seat
        self._runner = runner
        self._on_settled = on_settled
        self._covering: Covering | None = None
        self._finding: Job | None = None
        self._looking: Lane = runner.lane()

    def begin(self, case_id: str, pair: Pair, done: Done) -> None:
        """Both open the footage; people are looked for in all of it."""
        if self._finding is not None:
            return

        def found(covering: Covering) -> None:
            self._finding = None
            self._covering = covering
            self._become(CoveringState(open=True, parts=covering.parts))
            done(None)
            self._look()

        def failed(error: Exception) -> None:
            self._finding = None
            self._become(CoveringState())
            done(error)

        def find(context: Context) -> Covering:
            return self._shop.provisions.look_through(case_id, pair, context)

        self._become(CoveringState(share=0.0))
        self._finding = self._runner.run(
            find,
            found,
            failed,
            lambda share: self._become(replace(self.state, share=share)),
            on_lost=lambda covering: covering.close(),
        )

    def leave(self) -> None:
        """The seat empties, or they think better of it: no picture stays, nothing is kept."""
        finding, self._finding = self._finding, None
        if finding is not None:
            finding.cancel()
        covering, self._covering = self._covering, None
        self._become(CoveringState())
        if covering is not None:
            self._runner.run(lambda _: covering.close(), lambda _: None)

    # --- going through it -------------------------------------------------------------------

    def choose(self, part: int) -> None:
        """Another film, from its beginning."""
        if 0 <= part < len(self.state.parts) and part != self.state.part:
            self._become(replace(self.state, part=part, number=0, seen=None))
            self._look()

    def go(self, number: int) -> None:
        """A picture of the film, by its number."""
        now = self.state.now
        if now is None:
            return
        number = min(max(number, 0), len(now.at_us) - 1)
        if number != self.state.number:
            self._become(replace(self.state, number=number))
            self._look()

    def step(self, by: int) -> None:
        self.go(self.state.number + by)

    def to_unseen(self) -> None:
        """The next place in which the person cannot be seen; from the beginning after the last."""
        seen = self.state.seen
        if seen is None or not seen.unseen:
            return
        starts = [first for first, _ in seen.unseen]
        self.go(next((first for first in starts if first > self.state.number), starts[0]))

    def as_copy(self, *, covered: bool) -> None:
        """As the copy will show it, or as it was recorded."""
        self._become(replace(self.state, covered=covered))
        self._look()

    # --- correcting -------------------------------------------------------------------------

    def pick(self, at: Point) -> None:
        """The person is there, or is not after all."""
        self._correct(lambda it, state: it.pick(state.part, state.number, at))

    def draw(self, place: Place, seconds: float | None, *, shown: bool) -> None:
        """A box from this picture on; ``seconds`` None: to the end."""
        now = self.state.now
        if now is None or place[2] - place[0] <= 0 or place[3] - place[1] <= 0:
            return
        first = self.state.number
        until = None if seconds is None else now.at_us[first] + seconds * _SECOND_US
        last = max(
            n for n in range(first, len(now.at_us)) if until is None or now.at_us[n] <= until
        )

        def draw(it: Covering, state: CoveringState) -> bool:
            it.draw(state.part, (first, last), place, shown=shown)
            return True

        self._correct(draw)

    def take_away(self, at: Point) -> None:
        self._correct(lambda it, state: it.take_away(state.part, state.number, at))

    def undo(self) -> None:
        self._correct(lambda it, state: it.undo(state.part))

    def show_room(self, *, shown: bool) -> None:
        """The room stays in sight and everybody in it is covered, or only the person is seen."""

        def show(it: Covering, state: CoveringState) -> bool:
            it.show_room(state.part, shown=shown)
            return True

        self._correct(show)

    # --- the end ----------------------------------------------------------------------------

    def looks_right(self, *, right: bool) -> None:
        """Both went through this film and found nobody else."""
        if right and self.state.nobody:
            return
        part = {self.state.part}
        now = self.state.right | part if right else self.state.right - part
        self._become(replace(self.state, right=now))

    def settle(self) -> None:
        """Keep it with the case; only when every film was found right."""
        covering, by = self._covering, self._seat.who
        if covering is None or by is None or not self.state.all_right or self.state.settling:
            return

        def kept(_: None) -> None:
            self.leave()
            self._on_settled()

        self._become(replace(self.state, settling=True, trouble=None))
        self._runner.run(lambda _: covering.settle(by), kept, self._failed)

    # --- inner ------------------------------------------------------------------------------

    def _correct(self, change: Callable[[Covering, CoveringState], bool]) -> None:
        """A change takes back that this film was found right."""
        covering, state = self._covering, self.state
        if covering is None or state.now is None:
            return
        try:
            changed = change(covering, state)
        except ShopGuardError as error:  # said in place; what stood before still stands
            self._failed(error)
            return
        if changed:
            self._become(replace(state, right=state.right - {state.part}, trouble=None))
            self._look()

    def _look(self) -> None:
        covering, state = self._covering, self.state
        if covering is None:
            return
        wanted = state.part, state.number

        def shown(seen: Seen) -> None:
            if self._covering is covering and self.state.part == wanted[0]:
                self._become(replace(self.state, seen=seen))

        self._looking.ask(
            lambda: covering.look(*wanted, covered=state.covered), shown, self._failed
        )

    def _failed(self, error: Exception) -> None:
        if self._covering is not None:
            self._become(replace(self.state, trouble=error, settling=False))
