"""The settings catalogue for the settings page."""

from __future__ import annotations

from collections.abc import Callable

from shopguard.app import recorder
from shopguard.app.acts.settings import change_setting
from shopguard.app.shop import Shop
from shopguard.settings.catalogue import SETTINGS, Setting, Value
from ui.engine.people import proofs_of
from ui.model import PersonInfo, SignedIn
from ui.review.model import Pair
from ui.settings.model import SettingRow


class EngineSettings:
    """``ui.settings.model.SettingsBook``. ``seconds``: who may agree beside somebody."""

    def __init__(self, shop: Shop, seconds: Callable[[SignedIn], tuple[PersonInfo, ...]]) -> None:
        self._shop = shop
        self._seconds = seconds

    def rows(self) -> tuple[SettingRow, ...]:
        return tuple(
            row_of(setting, self._shop.settings.get(setting.name)) for setting in SETTINGS.values()
        )

    def seconds(self, by: SignedIn) -> tuple[PersonInfo, ...]:
        return self._seconds(by)

    def change(self, name: str, value: Value, pair: Pair) -> None:
        with proofs_of(self._shop, pair) as proofs:
            change_setting(self._shop, proofs, name, _stored(SETTINGS[name], value))
        recorder.tell_reload(self._shop)


def row_of(setting: Setting, value: Value) -> SettingRow:
    """A setting as the page shows it."""
    return SettingRow(
        setting.name,
        setting.group.value,
        _typed(setting, value),
        _typed(setting, setting.default),
        _scaled(setting, setting.minimum),
        _scaled(setting, setting.maximum),
        setting.two,
        setting.unit.value if setting.unit else "",
        setting.page,
    )


def _typed(setting: Setting, value: Value) -> Value:
    """A stored value as people type it."""
    number = isinstance(value, int) and not isinstance(value, bool)
    return _scaled(setting, int(value)) if number else value


def _scaled(setting: Setting, number: int) -> int:
    return number // setting.unit.size if setting.unit else number


def _stored(setting: Setting, value: Value) -> Value:
    if setting.unit is None or isinstance(value, bool | str):
        return value
    return value * setting.unit.size
