"""No shop yet: set one up, or look around in the demo shop. Nothing else."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from shopguard.base.texts import Language
from ui.design import current
from ui.settings.seat_card import language_buttons
from ui.start.presenter import StartPresenter, StartState
from ui.translate import translate
from ui.widgets.basics import button, column, focus_soon, holder, icon_label, label, row
from ui.widgets.notice import Notice


class BigChoice(QPushButton):
    """A card that is a button: icon, what it does, one sentence."""

    def __init__(self, icon: str, what: str, why: str, act: Callable[[], None]) -> None:
        super().__init__()
        self.setProperty("kind", "big")
        self.setAccessibleName(what)
        self.setAccessibleDescription(why)
        self.setAutoDefault(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(38 * current().unit, 30 * current().unit)
        self.clicked.connect(lambda _checked=False: act())
        body = column(
            icon_label(icon, "accent", 48),
            label(what, "heading", wrap=True),
            label(why, "muted", wrap=True),
            1,
            spacing=2,
            margins=4,
        )
        for index in range(3):
            item = body.itemAt(index)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setLayout(body)


class StartView(QWidget):
    """Two big cards in the middle of a quiet page."""

    def __init__(
        self,
        presenter: StartPresenter,
        on_set_up: Callable[[], None],
        on_language: Callable[[Language], None],
    ) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._set_up = BigChoice(
            "shop",
            translate("start", "Set up my shop"),
            translate(
                "start", "Ten minutes with both managers: names, a sheet for the safe, cameras."
            ),
            on_set_up,
        )
        self._demo = BigChoice(
            "play",
            translate("start", "Look around in the demo shop"),
            translate(
                "start", "Four drawn cameras with nobody real in them. Nothing of it is kept."
            ),
            presenter.demo,
        )
        self._notice = Notice()
        self._bar = QProgressBar()
        self._bar.setRange(0, 100)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(translate("start", "Making the demo shop"))
        self._stop = button(translate("start", "Stop"), presenter.stop)
        self._making = holder(
            column(label(translate("start", "Making the demo shop…")), row(self._bar, self._stop))
        )
        choices = row(self._set_up, self._demo, spacing=3)
        middle = column(
            1,
            label("ShopGuard", "figure"),
            label(translate("start", "Lawful, gentle security cameras for small shops."), "muted"),
            choices,
            self._making,
            self._notice,
            1,
            spacing=2,
        )
        inner = holder(middle)
        inner.setMaximumWidth(100 * current().unit)
        centre = row(1, inner, 1)
        centre.setStretch(1, 100)
        rows = column(row(1, *language_buttons(on_language)), holder(centre), margins=3)
        rows.setStretch(1, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(rows)
        presenter.attach(self.show_state)
        focus_soon(self._set_up)

    def show_state(self, state: StartState) -> None:
        self._making.setVisible(state.progress is not None)
        for choice in (self._set_up, self._demo):
            choice.setEnabled(state.progress is None)
        if state.progress is not None:
            self._bar.setValue(int(state.progress * 100))
        self._notice.say_error(state.trouble)
