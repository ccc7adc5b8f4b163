"""One entry in full, below the list."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout

from ui import words
from ui.audit.model import AuditRow
from ui.audit.words import action_words, details
from ui.design import current
from ui.translate import engine_text, language, translate
from ui.widgets.basics import label


class DetailCard(QFrame):
    """Hidden until an entry is chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._title = label("", "strong", wrap=True)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(2 * current().unit)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(3, 1)
        self._row: AuditRow | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[2 * current().unit] * 4)
        layout.setSpacing(current().unit)
        layout.addWidget(self._title)
        layout.addLayout(self._grid)
        self.hide()

    def show_row(self, row: AuditRow | None) -> None:
        if row == self._row:
            return
        self._row = row
        self.setVisible(row is not None)
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        if row is None:
            return
        said = translate("audit", "No. {n} · {time} · {action}, {outcome}").format(
            n=row.seq,
            time=words.moment(row.at_us, language()),
            action=action_words(row.action),
            outcome=engine_text(f"audit.outcome.{row.outcome}"),
        )
        self._title.setText(said)
        told = details(row)
        for index, (name, value) in enumerate(told):
            line, column = index // 2, index % 2 * 2
            self._grid.addWidget(_name(name), line, column)
            self._grid.addWidget(label(value, wrap=True), line, column + 1)
        spoken = "; ".join(f"{name}: {value}" for name, value in told)
        self.setAccessibleName(f"{said}; {spoken}")


def _name(name: str) -> QLabel:
    made = label(name, "muted", wrap=True)
    made.setFixedWidth(current().wide(12))
    return made
