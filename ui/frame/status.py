"""The line at the top: asked anew every few seconds, and honest when it does not know."""

from __future__ import annotations

from dataclasses import dataclass

from shopguard.base.clock import Clock
from ui.model import Status
from ui.presenter import Presenter
from ui.services import OpenShop
from ui.tasks import Runner

EVERY_S = 3.0
STALE_S = 15.0


@dataclass(frozen=True, slots=True)
class StatusState:
    """``known``: None until told, and again when what was told is too old to be believed."""

    known: Status | None = None
    locks_in_s: int | None = None


class StatusPresenter(Presenter[StatusState]):
    """Call ``tick`` about once a second."""

    def __init__(self, shop: OpenShop, runner: Runner, clock: Clock) -> None:
        super().__init__(StatusState())
        self._shop = shop
        self._runner = runner
        self._clock = clock
        self._asked: float | None = None
        self._heard: float | None = None
        self._waiting = False

    def tick(self, locks_in_s: float | None = None) -> None:
        now = self._clock.monotonic()
        known = self.state.known
        if self._heard is not None and now - self._heard > STALE_S:
            known = None
        self._become(StatusState(known, None if locks_in_s is None else int(locks_in_s)))
        if not self._waiting and (self._asked is None or now - self._asked >= EVERY_S):
            self._asked, self._waiting = now, True
            self._runner.run(lambda _: self._shop.status(), self._told, self._failed)

    def _told(self, status: Status) -> None:
        self._waiting = False
        self._heard = self._clock.monotonic()
        self._become(StatusState(status, self.state.locks_in_s))

    def _failed(self, _error: Exception) -> None:
        """Nothing was learnt: the line goes stale by itself and says so."""
        self._waiting = False
