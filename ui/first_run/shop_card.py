"""The shop's name, and whom a customer can ask."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.first_run.presenter import FirstRunPresenter
from ui.first_run.state import FirstRunState
from ui.translate import translate
from ui.widgets.basics import column
from ui.widgets.fields import Field, Line


class ShopCard(QWidget):
    """Two lines to fill in."""

    def __init__(self, presenter: FirstRunPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        shop, contact = (
            translate("first run", "Name of the shop"),
            translate("first run", "Contact"),
        )
        self._name = Line(shop, translate("first run", "e.g. Midori Pharmacy, Ekimae"), 80)
        self._contact = Line(
            contact, translate("first run", "e.g. 03-1234-5678, office of the shop"), 120
        )
        fields = column(
            Field(shop, self._name),
            Field(
                contact,
                self._contact,
                translate("first run", "It stands on the signs, for anybody who has a question."),
            ),
            1,
            spacing=2,
        )
        self.setLayout(fields)
        state = presenter.state
        self._name.setText(state.name)
        self._contact.setText(state.contact)
        for line in (self._name, self._contact):
            line.textEdited.connect(self._typed)
            line.returnPressed.connect(presenter.forward)

    def show_state(self, _state: FirstRunState) -> None:
        """Nothing but what was typed."""

    def focus(self) -> None:
        self._name.setFocus()

    def _typed(self) -> None:
        self._presenter.type_shop(self._name.text(), self._contact.text())
