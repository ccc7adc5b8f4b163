"""The settings page: rows of the catalogue, a search over them, one change at a time."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace

from ui.model import MANAGERS, PersonInfo, SignedIn
from ui.presenter import Presenter
from ui.review.model import Pair
from ui.services import OpenShop
from ui.session import Seat
from ui.settings.model import SettingRow, Value
from ui.tasks import Runner


@dataclass(frozen=True, slots=True)
class Change:
    """A change both have to agree to, while the dialog is open."""

    row: SettingRow
    value: Value
    first: SignedIn
    seconds: tuple[PersonInfo, ...]
    busy: bool = False
    trouble: Exception | None = None


@dataclass(frozen=True, slots=True)
class SettingsState:
    """``managing``: this person may change the shop's settings; others see their seat's only.

    ``details``: the group that hardly anybody needs is unfolded. ``typed``: values on the page
    that have not been agreed to. ``done``: name of the last change.
    """

    rows: tuple[SettingRow, ...] = ()
    managing: bool = False
    search: str = ""
    typed: tuple[tuple[str, Value], ...] = ()
    details: bool = False
    change: Change | None = None
    done: str = ""
    trouble: Exception | None = None

    def value_of(self, row: SettingRow) -> Value:
        """As it stands on the page."""
        return dict(self.typed).get(row.name, row.value)


class SettingsPresenter(Presenter[SettingsState]):
    """Looks the shop's settings up whenever the page comes into sight."""

    def __init__(self, shop: OpenShop, seat: Seat, runner: Runner) -> None:
        who = seat.who
        super().__init__(SettingsState(managing=who is not None and who.person.role in MANAGERS))
        self._shop = shop
        self._seat = seat
        self._runner = runner

    def enter(self) -> None:
        if self.state.managing:
            self._runner.run(lambda _: self._shop.settings.rows(), self._told, self._failed)

    def leave(self) -> None:
        """What was typed and not agreed to is forgotten."""
        self._become(replace(self.state, typed=(), change=None, done="", trouble=None))

    def search(self, words: str) -> None:
        self._become(replace(self.state, search=words))

    def fold_details(self) -> None:
        """Show what hardly anybody needs, or put it away."""
        self._become(replace(self.state, details=not self.state.details))

    def type_value(self, name: str, value: Value) -> None:
        """Another value on the page; the one in force takes it back."""
        row = self._row(name)
        typed = {**dict(self.state.typed), name: value}
        if row is not None and row.value == value:
            del typed[name]
        self._become(replace(self.state, typed=tuple(typed.items()), done=""))

    def begin(self, name: str) -> None:
        """Change it: at once where one manager may, else with both in a dialog."""
        row, first = self._row(name), self._seat.who
        if row is None or first is None or self.state.change is not None:
            return
        value = self.state.value_of(row)
        if not row.two:
            self._run(row, value, Pair(first, None))
            return
        self._runner.run(
            lambda _: self._shop.settings.seconds(first),
            lambda seconds: self._become(
                replace(self.state, change=Change(row, value, first, seconds), trouble=None)
            ),
            self._failed,
        )

    def agree(self, pair: Pair) -> None:
        """Both say yes."""
        change = self.state.change
        if change is not None and not change.busy:
            self._become(replace(self.state, change=replace(change, busy=True, trouble=None)))
            self._run(change.row, change.value, pair)

    def give_up(self) -> None:
        self._become(replace(self.state, change=None))

    # --- inner ------------------------------------------------------------------------------

    def _run(self, row: SettingRow, value: Value, pair: Pair) -> None:
        self._runner.run(
            lambda _: self._shop.settings.change(row.name, value, pair),
            lambda _: self._changed(row),
            self._failed,
        )

    def _changed(self, row: SettingRow) -> None:
        typed = tuple(pair for pair in self.state.typed if pair[0] != row.name)
        self._become(replace(self.state, typed=typed, change=None, done=row.name, trouble=None))
        self.enter()

    def _row(self, name: str) -> SettingRow | None:
        return next((row for row in self.state.rows if row.name == name), None)

    def _told(self, rows: tuple[SettingRow, ...]) -> None:
        self._become(replace(self.state, rows=rows))

    def _failed(self, error: Exception) -> None:
        change = self.state.change
        if change is not None:
            again = replace(change, busy=False, trouble=error)
            self._become(replace(self.state, change=again))
        else:
            self._become(replace(self.state, trouble=error))


def matches(search: str, *said: str) -> bool:
    """Every word that was typed stands somewhere in what a row says."""
    text = _folded(" ".join(said))
    return all(word in text for word in _folded(search).split())


def _folded(words: str) -> str:
    return unicodedata.normalize("NFKC", words).casefold()
