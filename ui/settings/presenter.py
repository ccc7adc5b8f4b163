"""What the settings page shows of the shop."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ui.presenter import Presenter
from ui.services import OpenShop
from ui.tasks import Runner


@dataclass(frozen=True, slots=True)
class SettingsState:
    """``days`` None: not yet known."""

    days: int | None = None
    fits_days: float | None = None
    trouble: Exception | None = None


class SettingsPresenter(Presenter[SettingsState]):
    """Looks the shop's settings up whenever the page comes into sight."""

    def __init__(self, shop: OpenShop, runner: Runner) -> None:
        super().__init__(SettingsState())
        self._shop = shop
        self._runner = runner

    def enter(self) -> None:
        shop = self._shop

        def load(_: object) -> SettingsState:
            return SettingsState(shop.retention.days(), shop.retention.fits_days())

        self._runner.run(load, self._become, self._failed)

    def _failed(self, error: Exception) -> None:
        self._become(replace(self.state, trouble=error))
