"""The recovery sheet: printed or saved, put into the safe, three of its words typed back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from shopguard.base.errors import ShopGuardError
from ui.errors import words_of
from ui.first_run.presenter import FirstRunPresenter
from ui.first_run.state import ASKED_WORDS, FirstRunState
from ui.printing import Paper, print_pdf, save_pdf
from ui.review.pair_form import PairForm
from ui.translate import translate
from ui.widgets.basics import button, card, column, holder, icon_label, label, row
from ui.widgets.fields import Field, Line
from ui.widgets.notice import Notice
from ui.widgets.saved import SavedFile


class SheetCard(QWidget):
    """``save`` and ``print`` are the two ways onto paper."""

    def __init__(
        self, presenter: FirstRunPresenter, save: Paper = save_pdf, print_: Paper = print_pdf
    ) -> None:
        super().__init__()
        self._presenter = presenter
        self._notice = Notice()
        name = translate("first run", "Recovery sheet") + ".pdf"
        self._saved = SavedFile()
        self._save = button(
            translate("first run", "Save as PDF"), lambda: self._take(save, name), icon="save"
        )
        self._print = button(
            translate("first run", "Print"), lambda: self._take(print_, name), icon="print"
        )
        self._lines = tuple(Line("", "", 24) for _ in range(ASKED_WORDS))
        self._fields = tuple(Field(" ", line) for line in self._lines)
        for line in self._lines:
            line.returnPressed.connect(self.submit)
        facts = row(icon_label("sheet", "accent", 32), spacing=2)
        facts.addWidget(label(_facts(), wrap=True), 1)
        paper = column(
            facts,
            row(self._print, self._save, 1),
            self._saved,
            margins=2,
            spacing=2,
        )
        back = translate("first run", "With the paper in your hand, type these three words of it:")
        words = row(*self._fields, spacing=2)
        for field in self._fields:
            words.setAlignment(field, Qt.AlignmentFlag.AlignTop)
        self._whole = holder(
            column(card(paper), label(back, "strong", wrap=True), words, spacing=2)
        )
        self._again = _Again(presenter)
        self.setLayout(column(self._again, self._whole, self._notice, 1, spacing=2))

    def show_state(self, state: FirstRunState) -> None:
        self._again.show_state(state)
        self._whole.setVisible(not state.again)
        numbered = zip(state.asked, self._fields, self._lines, strict=False)
        for number, field, line in numbered:
            name = translate("first run", "Word {n}").format(n=number)
            field.rename(name)
            line.setEnabled(state.taken)

    def focus(self) -> None:
        if self._presenter.state.again:
            self._again.focus()
        else:
            self._print.setFocus()

    def submit(self) -> None:
        """Compare what was typed."""
        self._presenter.type_back(self._words())

    def show_trouble(self, error: Exception) -> QWidget | None:
        """The first word that does not match; None: it is about something else."""
        if getattr(error, "code", "") != "ui.sheet_words":
            return None
        place = self._presenter.first_wrong(self._words())
        words = words_of(error)
        self._fields[place].trouble(f"{words.what} {words.do}")
        return self._lines[place]

    def _words(self) -> tuple[str, ...]:
        return tuple(line.text() for line in self._lines)

    def _take(self, onto_paper: Paper, name: str) -> None:
        created = self._presenter.state.created
        if created is None:
            return
        try:
            taken = onto_paper(created.sheet.pdf, name, self)
        except ShopGuardError as error:
            self._notice.say_error(error)
            return
        if isinstance(taken, Path):
            self._saved.say(taken, _print_it())
        if taken:
            self._notice.hush()
            self._presenter.take_sheet()
            self._lines[0].setFocus()


class _Again(QWidget):
    """Setting up was left before the sheet was kept: both managers make another."""

    def __init__(self, presenter: FirstRunPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        created = presenter.state.created
        self._pair = PairForm(created.chief) if created is not None else None
        make = translate("first run", "Make a new recovery sheet")
        self._make = button(make, self._made, "primary", "sheet")
        why = translate(
            "first run",
            "Setting up was left before it was certain that the sheet is in the safe. Make a new"
            " one now, both together; whatever was printed before opens nothing any more.",
        )
        rows = column(label(why, wrap=True), self._pair, row(1, self._make), spacing=2, margins=2)
        self.setLayout(column(card(rows)))
        if self._pair is not None:
            self._pair.confirmed.connect(self._made)

    def show_state(self, state: FirstRunState) -> None:
        self.setVisible(state.again)
        self._make.setEnabled(not state.busy)
        if self._pair is not None:
            fit = [person.login for person in state.seconds if not person.unfit]
            self._pair.offer(state.seconds, fit[0] if fit else "")

    def focus(self) -> None:
        if self._pair is not None:
            self._pair.focus()

    def _made(self) -> None:
        if self._pair is not None:
            self._presenter.make_sheet_again(self._pair.pair())


def _print_it() -> str:
    return translate(
        "first run", "Print it from there, put the paper into the safe, and delete the file."
    )


def _facts() -> str:
    return translate(
        "first run",
        "The other manager and this sheet open the recordings together. It is made only now:"
        " put it into the safe, and keep no copy on this PC.",
    )
