"""Settings of this first desktop: language and look, retention as it stands, who works here."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout

from ui import words
from ui.design import current
from ui.preferences import Preferences
from ui.settings.presenter import SettingsPresenter, SettingsState
from ui.settings.seat_card import SeatCard
from ui.translate import translate
from ui.widgets.basics import (
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
from ui.widgets.notice import Notice
from ui.widgets.page import Page


class SettingsView(Page):
    """What belongs to this seat can be changed; what belongs to the shop is shown."""

    def __init__(
        self,
        presenter: SettingsPresenter,
        preferences: Preferences,
        on_preferences: Callable[[Preferences], None],
        on_sign_out: Callable[[], None],
    ) -> None:
        super().__init__()
        self._presenter = presenter
        self._notice = Notice()
        self._days = label("", "strong")
        self._fits = label("", "muted", wrap=True)
        retention = column(
            card_head("calendar", translate("settings", "How long recordings are kept")),
            self._days,
            label(
                translate(
                    "settings",
                    "After that they are destroyed, oldest first. More than 14 days asks both"
                    " managers for a reason.",
                ),
                "muted",
                wrap=True,
            ),
            self._fits,
            margins=2,
        )
        body = column(
            title(translate("settings", "Settings")),
            self._notice,
            SeatCard(preferences, on_preferences),
            card(retention),
            row(button(translate("settings", "Sign out"), on_sign_out, icon="sign-out"), 1),
            1,
            spacing=2,
            margins=3,
        )
        inner = holder(body)
        inner.setMaximumWidth(110 * current().unit)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(holder(row(inner, 1))))
        presenter.attach(self.show_state)

    def enter(self) -> None:
        self._presenter.enter()

    def show_state(self, state: SettingsState) -> None:
        self._notice.say_error(state.trouble)
        if state.days is None:
            return
        self._days.setText(translate("settings", "{n} days").format(n=state.days))
        if state.fits_days is None:
            self._fits.setText(translate("settings", "How many days fit is known after a day."))
        else:
            said = translate("settings", "This disk holds about {n} days.")
            self._fits.setText(said.format(n=words.days(state.fits_days)))
