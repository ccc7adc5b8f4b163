"""The retention page: what is kept, what fits, what was erased; changes are both managers' acts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from ui.model import PersonInfo, SignedIn
from ui.presenter import Presenter
from ui.retention.model import Change, Erased, HeldPart, Keeping
from ui.review.model import Pair
from ui.services import OpenShop
from ui.session import Seat
from ui.tasks import Lane, Runner

Done = Callable[[Exception | None], None]
_Heard = tuple[Keeping, tuple[Erased, ...], tuple[HeldPart, ...], tuple[PersonInfo, ...]]


@dataclass(frozen=True, slots=True)
class RetentionPageState:
    """``keeping`` None: not heard yet. ``seconds`` empty: whoever sits here may only read."""

    keeping: Keeping | None = None
    erased: tuple[Erased, ...] = ()
    held: tuple[HeldPart, ...] = ()
    seconds: tuple[PersonInfo, ...] = ()
    trouble: Exception | None = None


class RetentionPagePresenter(Presenter[RetentionPageState]):
    """Each act tells the dialog it came from how it ended."""

    def __init__(self, shop: OpenShop, seat: Seat, runner: Runner) -> None:
        super().__init__(RetentionPageState())
        self._shop = shop
        self._seat = seat
        self._runner = runner
        self._reading: Lane = runner.lane()

    @property
    def who(self) -> SignedIn | None:
        return self._seat.who

    def load(self) -> None:
        """Read everything anew."""
        who, book = self.who, self._shop.retention_book
        if who is None:
            return
        self._reading.ask(
            lambda: (book.keeping(), book.erased(), book.held(), book.seconds(who)),
            self._read,
            self._failed,
        )

    def change(self, change: Change, pair: Pair, done: Done) -> None:
        self._act(lambda: self._shop.retention_book.change(change, pair), done)

    def end_hold(self, part: HeldPart, reason: str, pair: Pair, done: Done) -> None:
        """What another seat ended meanwhile is gone from the list as well."""
        self._act(lambda: self._shop.retention_book.end_hold(part, reason, pair), done)

    def _act(self, act: Callable[[], None], done: Done) -> None:
        def ended() -> None:
            done(None)
            self.load()

        def failed(error: Exception) -> None:
            done(error)
            self.load()

        self._runner.run(lambda _: act(), lambda _: ended(), failed)

    def _read(self, heard: _Heard) -> None:
        self._become(RetentionPageState(*heard))

    def _failed(self, error: Exception) -> None:
        self._become(replace(self.state, trouble=error))
