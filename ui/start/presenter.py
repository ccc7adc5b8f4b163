"""The first choice. Making the demo shop takes a while and can be stopped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from ui.presenter import Presenter
from ui.services import OpenShop, Shops
from ui.tasks import Context, Job, Runner


@dataclass(frozen=True, slots=True)
class StartState:
    """``progress`` of the demo shop being made, 0 to 1; None when it is not."""

    progress: float | None = None
    trouble: Exception | None = None


class StartPresenter(Presenter[StartState]):
    """``on_shop`` gets the demo shop."""

    def __init__(self, shops: Shops, runner: Runner, on_shop: Callable[[OpenShop], None]) -> None:
        super().__init__(StartState())
        self._shops = shops
        self._runner = runner
        self._on_shop = on_shop
        self._job: Job | None = None

    def demo(self) -> None:
        self._become(StartState(0.0))

        def make(context: Context) -> OpenShop | None:
            shop = self._shops.demo(context)
            if context.cancelled:  # nobody waits: it must not run on unseen
                shop.close()
                return None
            return shop

        self._job = self._runner.run(
            make, self._made, self._failed, lambda share: self._become(StartState(share))
        )

    def stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._become(StartState())

    def _made(self, shop: OpenShop | None) -> None:
        self._become(StartState())
        if shop is not None:
            self._on_shop(shop)

    def _failed(self, error: Exception) -> None:
        self._become(replace(self.state, progress=None, trouble=error))
