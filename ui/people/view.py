"""Who works here, as far as this first desktop shows it: names, roles, and what is missing."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QWidget

from ui.design import current
from ui.model import PersonInfo, SignedIn
from ui.translate import engine_text, engine_what, translate
from ui.widgets.basics import card, card_head, column, label


class PeopleCard(QWidget):
    """A row a person; who sits here is marked in words."""

    def __init__(self, who: SignedIn) -> None:
        super().__init__()
        self._who = who
        self._shown: tuple[PersonInfo, ...] = ()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(3 * current().unit)
        self._grid.setVerticalSpacing(current().unit)
        self._grid.setColumnStretch(2, 1)
        head = card_head("people", translate("people", "People"))
        self.setLayout(column(card(column(head, self._grid, margins=2))))

    def show_people(self, people: tuple[PersonInfo, ...]) -> None:
        if people == self._shown:
            return
        self._shown = people
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for index, person in enumerate(people):
            here = person.id == self._who.person.id
            note = translate("people", "at this seat") if here else ""
            note = engine_what(f"error.{person.unfit}") if person.unfit else note
            tone = "late" if person.unfit else ""
            self._grid.addWidget(label(person.name, "strong"), index, 0)
            self._grid.addWidget(label(engine_text(f"ui.role.{person.role}")), index, 1)
            self._grid.addWidget(
                label(note, "" if tone else "muted", tone, wrap=bool(tone)), index, 2
            )
