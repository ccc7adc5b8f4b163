"""The register's page: one camera chosen, tried out, changed, covered, taken out of use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from shopguard.base.clock import Clock
from ui.cameras.model import CameraChange, CameraRow, CameraTest, Outage, Polygon
from ui.model import PersonInfo, SignedIn
from ui.presenter import Presenter
from ui.review.model import Pair
from ui.services import OpenShop
from ui.session import Seat
from ui.tasks import Context, Job, Lane, Runner

EVERY_S = 5.0
Done = Callable[[Exception | None], None]


@dataclass(frozen=True, slots=True)
class BookState:
    """``rows`` None: not heard yet. ``test`` and ``history`` are the chosen camera's."""

    rows: tuple[CameraRow, ...] | None = None
    chosen: str = ""
    history: tuple[Outage, ...] | None = None
    test: CameraTest | None = None
    testing: bool = False
    seconds: tuple[PersonInfo, ...] = ()
    trouble: Exception | None = None

    @property
    def row(self) -> CameraRow | None:
        """The chosen camera."""
        return next((row for row in self.rows or () if row.camera.id == self.chosen), None)


class CameraBookPresenter(Presenter[BookState]):
    """Acts tell the dialog they came from how they ended; the page is read anew after each."""

    def __init__(self, shop: OpenShop, seat: Seat, runner: Runner, clock: Clock) -> None:
        super().__init__(BookState())
        self._shop = shop
        self._seat = seat
        self._runner = runner
        self._clock = clock
        self._reading: Lane = runner.lane()
        self._telling: Lane = runner.lane()
        self._asked: float | None = None
        self._job: Job | None = None

    @property
    def who(self) -> SignedIn | None:
        return self._seat.who

    # --- looking ----------------------------------------------------------------------------

    def tick(self) -> None:
        """About once a second while the page is in sight."""
        now = self._clock.monotonic()
        if self._asked is None or now - self._asked >= EVERY_S:
            self._asked = now
            self.load()

    def load(self) -> None:
        """Read the register anew."""
        book = self._shop.camera_book
        self._reading.ask(book.rows, self._read, self._failed)

    def leave(self) -> None:
        """Nobody looks: no picture is kept."""
        self.stop()
        self._asked = None
        self._become(replace(self.state, test=None, trouble=None))

    def choose(self, camera_id: str) -> None:
        if camera_id == self.state.chosen:
            return
        self.stop()
        chosen = replace(self.state, chosen=camera_id, test=None, history=None, trouble=None)
        self._become(chosen)
        self._tell()

    def try_out(self) -> None:
        """Connect to the chosen camera, and show what it sees now."""
        who, row = self.who, self.state.row
        if who is None or row is None or self.state.testing:
            return

        def look(context: Context) -> CameraTest:
            return self._shop.camera_book.try_out(row.camera.id, who, context)

        self._become(replace(self.state, testing=True, test=None, trouble=None))
        self._job = self._runner.run(look, self._tested, self._failed)

    def stop(self) -> None:
        """Break a test off."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._become(replace(self.state, testing=False))

    # --- acting -----------------------------------------------------------------------------

    def change(self, change: CameraChange, done: Done) -> None:
        self._act(lambda row, who: self._shop.camera_book.change(row.camera.id, change, who), done)

    def approve(self, reason: str, done: Done, *, private: bool) -> None:
        """The view as the test showed it."""
        test = self.state.test
        if test is None:
            return

        def act(row: CameraRow, who: SignedIn) -> None:
            book = self._shop.camera_book
            book.approve_view(row.camera.id, reason, test, who, private=private)

        self._act(act, done)

    def cover(self, masks: tuple[Polygon, ...], pair: Pair, done: Done) -> None:
        """By both managers. What the test showed is forgotten: it may be covered now."""

        def ended(error: Exception | None) -> None:
            if error is None:
                self._become(replace(self.state, test=None))
            done(error)

        self._act(
            lambda row, _: self._shop.camera_book.set_masks(row.camera.id, masks, pair), ended
        )

    def remove(self, done: Done) -> None:
        def ended(error: Exception | None) -> None:
            if error is None:
                self._become(replace(self.state, chosen="", test=None, history=None))
            done(error)

        self._act(lambda row, who: self._shop.camera_book.remove(row.camera.id, who), ended)

    # --- inner ------------------------------------------------------------------------------

    def _act(self, act: Callable[[CameraRow, SignedIn], None], done: Done) -> None:
        who, row = self.who, self.state.row
        if who is None or row is None:
            return

        def ended() -> None:
            done(None)
            self.load()
            self._tell()

        self._runner.run(lambda _: act(row, who), lambda _: ended(), done)

    def _read(self, rows: tuple[CameraRow, ...]) -> None:
        ids = [row.camera.id for row in rows]
        kept = self.state.chosen in ids
        chosen = self.state.chosen if kept else next(iter(ids), "")
        self._become(replace(self.state, rows=rows, chosen=chosen))
        if not kept:
            self._tell()

    def _tell(self) -> None:
        """The chosen camera's history, and who could agree to a mask."""
        who, chosen, book = self.who, self.state.chosen, self._shop.camera_book
        if who is None or not chosen:
            return

        def heard(found: tuple[tuple[Outage, ...], tuple[PersonInfo, ...]]) -> None:
            if self.state.chosen == chosen:
                self._become(replace(self.state, history=found[0], seconds=found[1]))

        self._telling.ask(lambda: (book.history(chosen), book.seconds(who)), heard, self._failed)

    def _tested(self, test: CameraTest) -> None:
        self._job = None
        self._become(replace(self.state, testing=False, test=test))

    def _failed(self, error: Exception) -> None:
        self._job = None
        self._become(replace(self.state, testing=False, trouble=error))
