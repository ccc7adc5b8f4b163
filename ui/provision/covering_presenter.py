"""Both managers go through the footage, point the person out, correct covers, agree to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from shopguard.base.errors import ShopGuardError
from ui.presenter import Presenter
from ui.provision.covering import Covering, Place, Point, Seen, Start, Stretch
from ui.provision.covering_state import CoveringState
from ui.review.model import Pair
from ui.services import OpenShop
from ui.session import Seat
from ui.tasks import Context, Job, Lane, Runner

Done = Callable[[Exception | None], None]
_SECOND_US = 1_000_000
_LONGEST_S = 1.0  # that a picture stays while it plays: nothing was recorded for longer


class CoveringPresenter(Presenter[CoveringState]):
    """One case at a time. ``on_changed``: there is something else to do with the case now."""

    def __init__(
        self, shop: OpenShop, seat: Seat, runner: Runner, on_changed: Callable[[], None]
    ) -> None:
        super().__init__(CoveringState())
        self._shop = shop
        self._seat = seat
        self._runner = runner
        self._on_changed = on_changed
        self._covering: Covering | None = None
        self._finding: Job | None = None
        self._looking: Lane = runner.lane()
        self._keeping: Lane = runner.lane()
        self._shown_s = 0.0
        self._corrected = 0  # how often

    def begin(self, case_id: str, pair: Pair, done: Done) -> None:
        """Both open the footage; people are looked for in all of it, unless that was done before.

        The seat does not lock itself meanwhile. Whoever was away finds the work kept.
        """
        if self._finding is not None:
            return

        def found(answer: tuple[Covering, tuple[tuple[Stretch, ...], ...]]) -> None:
            covering, looked = answer
            self._found()
            if self._seat.unattended:
                self._become(CoveringState())
                self._runner.run(lambda _: covering.close(), lambda _: self._on_changed())
                done(None)
                return
            self._covering = covering
            self._become(
                CoveringState(
                    open=True,
                    parts=covering.parts,
                    covered=bool(looked[0]),
                    start=covering.start,
                    looked=looked,
                )
            )
            done(None)
            self._look()

        def failed(error: Exception) -> None:
            self._found()
            self._become(CoveringState())
            done(error)

        def find(context: Context) -> tuple[Covering, tuple[tuple[Stretch, ...], ...]]:
            covering = self._shop.provisions.look_through(case_id, pair, context)
            return covering, tuple(covering.looked(at) for at in range(len(covering.parts)))

        self._seat.working = True
        self._become(CoveringState(share=0.0))
        self._finding = self._runner.run(
            find,
            found,
            failed,
            lambda share: self._become(replace(self.state, share=share)),
            on_lost=lambda answer: answer[0].close(),
        )

    def leave(self) -> None:
        """The seat empties, or they stop here: no picture stays; it can be gone on with."""
        finding = self._finding
        if finding is not None:
            finding.cancel()
            self._found()
        covering, self._covering = self._covering, None
        self._become(CoveringState())
        if covering is not None:
            self._runner.run(lambda _: covering.close(), lambda _: self._on_changed())

    # --- going through it -------------------------------------------------------------------

    def choose(self, part: int) -> None:
        """Another film, from its beginning."""
        if 0 <= part < len(self.state.parts) and part != self.state.part:
            covered = bool(self.state.looked[part])
            self._become(
                replace(self.state, part=part, number=0, seen=None, playing=0, covered=covered)
            )
            self._look()
            self._keep()

    def go(self, number: int) -> None:
        """A picture of the film, by its number."""
        now = self.state.now
        if now is None:
            return
        number = min(max(number, 0), len(now.at_us) - 1)
        if number != self.state.number:
            self._become(replace(self.state, number=number, start=Start.NEW))
            self._look()

    def step(self, by: int) -> None:
        self.play(0)
        self.go(self.state.number + by)

    def play(self, way: int) -> None:
        """1: forward, -1: backward; the same again, or 0: stop."""
        now, number = self.state.now, self.state.number
        playing = 0 if way == self.state.playing or now is None else way
        if now is not None and playing > 0 and number == len(now.at_us) - 1:
            self.go(0)
        if playing != self.state.playing:
            self._become(replace(self.state, playing=playing))
            if not playing:
                self._keep()

    def tick(self, now_s: float) -> None:
        """Call often. No picture is left out: where they take long to make, it plays slower."""
        now, state = self.state.now, self.state
        if not state.playing or now is None or self._looking.busy:
            return
        number = state.number + state.playing
        if not 0 <= number < len(now.at_us):
            self.play(0)
            return
        apart_s = abs(now.at_us[number] - now.at_us[state.number]) / _SECOND_US
        wait_s = min(apart_s, _LONGEST_S)
        late_s = now_s - self._shown_s - wait_s
        if late_s >= 0:
            self._shown_s = now_s - late_s if late_s < wait_s else now_s  # keeps the pace
            self.go(number)

    def to_unseen(self) -> None:
        """The next place in which the person cannot be seen; from the beginning after the last."""
        seen = self.state.seen
        self._to_next([first for first, _ in seen.unseen] if seen else [])

    def to_unlooked(self) -> None:
        """The next picture of the copy that was not on the screen yet."""
        state = self.state
        if state.now is not None and not state.all_looked:
            ends = [end for _, end in state.looked[state.part]]
            starts = [0, *ends] if not _begins(state.looked[state.part]) else ends
            self.as_copy(covered=True)
            self._to_next([first for first in starts if first < len(state.now.at_us)])

    def as_copy(self, *, covered: bool) -> None:
        """As the copy will show it, or as it was recorded, which is not looking at the copy."""
        self._become(replace(self.state, covered=covered))
        self._look()

    # --- correcting -------------------------------------------------------------------------

    def pick(self, at: Point) -> None:
        """The person is there, or is not after all."""
        self._choose(lambda it, state: it.pick(state.part, state.number, at))

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

        self._choose(show)

    # --- the end ----------------------------------------------------------------------------

    def looks_right(self, *, right: bool) -> None:
        """Both went through this film and found nobody else.

        Where they did not look at all of it they are asked once.
        """
        state, part = self.state, {self.state.part}
        if right and (state.nobody or state.stale):
            return
        if right and not state.all_looked and state.part not in state.asked:
            self._become(replace(state, asked=state.asked | part))
            return
        now = state.right | part if right else state.right - part
        self._become(replace(state, right=now, asked=state.asked - part))

    def settle(self) -> None:
        """Keep it with the case; only when every film was found right."""
        covering, by = self._covering, self._seat.who
        if covering is None or by is None or not self.state.all_right or self.state.settling:
            return

        def kept(_: None) -> None:
            self.leave()
            self._on_changed()

        self._become(replace(self.state, settling=True, trouble=None))
        self._runner.run(lambda _: covering.settle(by), kept, self._failed)

    # --- inner ------------------------------------------------------------------------------

    def _choose(self, change: Callable[[Covering, CoveringState], bool]) -> None:
        """The first choice shows the copy; before it there is nothing in it to point at."""
        first = self.state.nobody
        if self._correct(change) and first:
            self.as_copy(covered=True)

    def _correct(self, change: Callable[[Covering, CoveringState], bool]) -> bool:
        """A change takes back that this film was found right. Whether there was one."""
        covering, state = self._covering, self.state
        if covering is None or state.now is None:
            return False
        try:
            changed = change(covering, state)
        except ShopGuardError as error:  # said in place; what stood before still stands
            self._failed(error)
            return False
        if changed:
            self._corrected += 1
            part = {state.part}
            right, asked = state.right - part, state.asked - part
            self._become(
                replace(
                    state,
                    right=right,
                    asked=asked,
                    stale=True,
                    playing=0,
                    start=Start.NEW,
                    trouble=None,
                )
            )
            self._look()
            self._keep()
        return changed

    def _look(self) -> None:
        covering, state = self._covering, self.state
        if covering is None:
            return
        wanted, corrected = (state.part, state.number), self._corrected

        def shown(seen: Seen) -> None:
            now = self.state
            if self._covering is not covering or now.part != wanted[0]:
                return
            looked = (*now.looked[: now.part], seen.looked, *now.looked[now.part + 1 :])
            stale = corrected != self._corrected
            self._become(replace(now, seen=seen, looked=looked, stale=stale))

        self._looking.ask(
            lambda: covering.look(*wanted, covered=state.covered), shown, self._failed
        )

    def _keep(self) -> None:
        """Whatever happens now, what was done stays; nobody waits for it."""
        covering = self._covering
        if covering is not None:
            self._keeping.ask(covering.keep, lambda _: None, self._failed)

    def _to_next(self, places: list[int]) -> None:
        """The first of them after this picture; from the beginning after the last."""
        if places:
            self.play(0)
            self.go(next((at for at in places if at > self.state.number), places[0]))

    def _found(self) -> None:
        self._finding, self._seat.working = None, False

    def _failed(self, error: Exception) -> None:
        if self._covering is not None:
            self._become(replace(self.state, trouble=error, settling=False, playing=0))


def _begins(looked: tuple[Stretch, ...]) -> bool:
    """Whether the first picture was looked at."""
    return bool(looked) and looked[0][0] == 0
