"""The settings page: one's seat and passphrase, then the shop's settings by groups."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.design import current
from ui.people.dialogs import PasswordDialog
from ui.people.model import PeopleAct
from ui.people.presenter import PeoplePresenter, PeopleState
from ui.people.words import done_words
from ui.preferences import Preferences
from ui.review.act_dialogs import PairDialog
from ui.settings.model import SettingRow
from ui.settings.presenter import Change, SettingsPresenter, SettingsState
from ui.settings.rows import GroupCard, name_of, value_words
from ui.settings.seat_card import SeatCard
from ui.translate import engine_text, translate
from ui.widgets.basics import (
    SOON_MS,
    button,
    card,
    card_head,
    column,
    holder,
    label,
    row,
    scrolling,
    title,
)
from ui.widgets.fields import Line
from ui.widgets.flow import Flow
from ui.widgets.notice import Notice
from ui.widgets.page import Empty, Page


class SettingsView(Page):
    """``own``: a presenter for one's own passphrase. ``ways``: signs out, ends the program."""

    def __init__(
        self,
        presenter: SettingsPresenter,
        own: PeoplePresenter,
        preferences: Preferences,
        on_preferences: Callable[[Preferences], None],
        ways: tuple[Callable[[], None], Callable[[], None]],
    ) -> None:
        super().__init__()
        self._presenter = presenter
        self._own = own
        self._notice = Notice()
        self._search = Line(translate("settings", "Search"), translate("settings", "Search"), 60)
        self._search.setText(presenter.state.search)
        self._search.setFixedWidth(current().wide(32))
        self._search.setClearButtonEnabled(True)
        self._search.setVisible(presenter.state.managing)
        self._search.textChanged.connect(presenter.search)
        self._groups = QVBoxLayout()
        self._groups.setSpacing(2 * current().unit)
        self._groups.setContentsMargins(0, 0, 0, 0)
        self._shop = holder(self._groups)
        self._cards: list[GroupCard] = []
        self._made: tuple[SettingRow, ...] = ()
        self._none = Empty(
            "search",
            translate("settings", "No setting is called so"),
            translate("settings", "Try another word, or look through the groups."),
        )
        self._none.hide()
        self._seat = holder(
            column(SeatCard(preferences, on_preferences), self._own_card(*ways), spacing=2)
        )
        body = column(
            title(translate("settings", "Settings"), "", self._search),
            self._notice,
            self._seat,
            self._shop,
            self._none,
            1,
            spacing=2,
            margins=3,
        )
        inner = holder(body)
        inner.setMaximumWidth(current().wide(116))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        page = row(inner, 1)
        page.setStretch(0, 100)
        outer.addWidget(scrolling(holder(page)))
        self._dialog: ChangeDialog | None = None
        self._password: PasswordDialog | None = None
        presenter.attach(self.show_state)
        own.attach(self.show_own)

    def _own_card(self, on_sign_out: Callable[[], None], on_quit: Callable[[], None]) -> QWidget:
        change = button(
            translate("settings", "Change my passphrase"),
            lambda: self._own.begin(PeopleAct.PASSWORD),
            icon="key",
        )
        leave = button(translate("settings", "Sign out"), on_sign_out, icon="sign-out")
        end = button(translate("settings", "Quit ShopGuard"), on_quit, icon="close")
        head = card_head("person", translate("settings", "You"))
        return card(column(head, Flow(change, leave, end), margins=2))

    def enter(self) -> None:
        self._presenter.enter()

    def leave(self) -> None:
        self._presenter.leave()
        self._own.leave()

    def show_state(self, state: SettingsState) -> None:
        self._make_groups(state)
        found = [each.show_state(state) for each in self._cards]
        searching = bool(state.search.strip())
        self._seat.setVisible(not searching)
        self._none.setVisible(searching and bool(self._cards) and not any(found))
        self._show_change(state.change)
        if state.trouble is not None:
            self._notice.say_error(state.trouble)
        elif state.done:
            said = translate("settings", "Changed: {name}")
            self._notice.say(said.format(name=engine_text(f"setting.{state.done}")), "", "good")
        else:
            self._notice.hush()

    def show_own(self, state: PeopleState) -> None:
        """The dialog of one's own passphrase, and what came of it."""
        form, dialog = state.form, self._password
        if form is None:
            self._password = None
            if dialog is not None:
                dialog.accept()
                dialog.deleteLater()
            if state.done is not None:
                self._notice.say(done_words(*state.done), "", "good")
            return
        if dialog is None:
            dialog = self._password = PasswordDialog(form, self._own, self.window())
            dialog.rejected.connect(self._own.give_up)
            dialog.open()
        dialog.show_form(form)

    def _make_groups(self, state: SettingsState) -> None:
        """Anew whenever a value in force has changed."""
        if state.rows == self._made:
            return
        self._made = state.rows
        self._shop.hide()
        QTimer.singleShot(SOON_MS, self, self._fill)

    def _fill(self) -> None:
        """Made in one turn and shown in another: both at once would hold the window up."""
        for each in self._cards:
            self._groups.removeWidget(each)
            each.deleteLater()
        self._cards = [
            GroupCard(group, tuple(settings), self._presenter)
            for group, settings in groupby(self._made, lambda setting: setting.group)
        ]
        for each in self._cards:
            self._groups.addWidget(each)
        self.show_state(self._presenter.state)
        QTimer.singleShot(SOON_MS, self, self._shop.show)

    def _show_change(self, change: Change | None) -> None:
        if change is None:
            dialog, self._dialog = self._dialog, None
            if dialog is not None:
                dialog.accept()
                dialog.deleteLater()
            return
        if self._dialog is None:
            self._dialog = ChangeDialog(change, self._presenter, self.window())
            self._dialog.rejected.connect(self._presenter.give_up)
            self._dialog.open()
        self._dialog.show_change(change)


class ChangeDialog(PairDialog):
    """What it is now, what it becomes, and both people."""

    def __init__(
        self, change: Change, presenter: SettingsPresenter, parent: QWidget | None = None
    ) -> None:
        setting = change.row
        super().__init__(
            name_of(setting),
            engine_text(f"setting.why.{setting.name}"),
            translate("settings", "Change"),
            change.first,
            change.seconds,
            lambda pair, _: presenter.agree(pair),
            parent,
        )
        said = translate("settings", "{before} → {after}").format(
            before=value_words(setting, setting.value), after=value_words(setting, change.value)
        )
        self.body.insertWidget(0, label(said, "heading", wrap=True))

    def show_change(self, change: Change) -> None:
        """The answer to an attempt that failed; one that worked closes the dialog."""
        if change.trouble is not None and not change.busy:
            self.answered(change.trouble)
