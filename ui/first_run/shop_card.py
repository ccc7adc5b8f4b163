"""The shop's name, and whom a customer can ask."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.first_run.presenter import FirstRunPresenter
from ui.first_run.state import FirstRunState
from ui.first_run.troubles import said_in_place
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
        why = translate(
            "first run", "It stands on the papers you hand out, for anybody who has a question."
        )
        self._fields = {
            "shop.name": Field(shop, self._name),
            "shop.contact": Field(contact, self._contact, why),
        }
        self.setLayout(column(*self._fields.values(), 1, spacing=2))
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

    def show_trouble(self, error: Exception) -> QWidget | None:
        """Said beside what is wrong; where the keyboard belongs now, None: nothing here is."""
        field = self._fields.get(getattr(error, "code", ""))
        if field is None:
            return None
        field.trouble(said_in_place(error))
        return field.editor

    def _typed(self) -> None:
        self._presenter.type_shop(self._name.text(), self._contact.text())
