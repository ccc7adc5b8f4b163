"""How long recordings are kept: 14 days, or fewer if both managers say so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from ui.first_run.model import DEFAULT_DAYS, RetentionSetUp
from ui.model import PersonInfo, SignedIn
from ui.presenter import Presenter
from ui.review.model import Door, DoorAct, Pair
from ui.tasks import Runner


@dataclass(frozen=True, slots=True)
class RetentionState:
    """``days``: as it stands; ``wanted``: as chosen on the card."""

    days: int = DEFAULT_DAYS
    wanted: int = DEFAULT_DAYS
    fits_days: float | None = None
    seconds: tuple[PersonInfo, ...] = ()
    busy: bool = False
    trouble: Exception | None = None

    @property
    def too_few(self) -> bool:
        """What was chosen will not be reached on this disk, as far as is known."""
        return self.fits_days is not None and self.fits_days < self.wanted


class RetentionPresenter(Presenter[RetentionState]):
    """A change is kept only once both have agreed to it."""

    def __init__(
        self,
        retention: Callable[[], RetentionSetUp],
        door: Callable[[], Door],
        by: Callable[[], SignedIn | None],
        runner: Runner,
    ) -> None:
        super().__init__(RetentionState())
        self._retention = retention
        self._door = door
        self._by = by
        self._runner = runner

    @property
    def first(self) -> SignedIn | None:
        return self._by()

    def load(self) -> None:
        by = self._by()
        if by is None:
            return

        def ask(_: object) -> RetentionState:
            retention = self._retention()
            days, fits = retention.days(), retention.fits_days()
            return RetentionState(days, days, fits, self._door().seconds(by, DoorAct.BOTH))

        self._runner.run(ask, self._become, self._failed)

    def want(self, days: int) -> None:
        self._become(replace(self.state, wanted=days, trouble=None))

    def agree(self, pair: Pair) -> None:
        """Both say yes to the days chosen."""
        wanted = self.state.wanted
        self._become(replace(self.state, busy=True, trouble=None))
        self._runner.run(
            lambda _: self._retention().choose(wanted, pair),
            lambda _: self._become(replace(self.state, busy=False, days=wanted)),
            self._failed,
        )

    def _failed(self, error: Exception) -> None:
        self._become(replace(self.state, busy=False, trouble=error))
