"""The people page: everybody in a list, the chosen one at the right with what can be done."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QVBoxLayout

from ui import words
from ui.design import current
from ui.people.dialogs import PasswordDialog, PeopleDialog, SheetDialog, dialog_of
from ui.people.model import Member, PeopleAct, acts_for
from ui.people.presenter import Form, PeoplePresenter, PeopleState
from ui.people.table import PeopleTable
from ui.people.words import (
    act_words,
    done_words,
    pledge_words,
    role_words,
    state_words,
    training_words,
)
from ui.translate import language, translate
from ui.widgets.basics import button, column, holder, label, row, scrolling, title
from ui.widgets.notice import Notice
from ui.widgets.page import Page
from ui.widgets.side_by_side import LIST_AND_CARD, SideBySide


class PeopleView(Page):
    """Every change is a dialog with both people in it."""

    def __init__(self, presenter: PeoplePresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._notice = Notice()
        self._table = PeopleTable(presenter.choose)
        self._left = QCheckBox(translate("people", "Show those who left"))
        self._left.setChecked(presenter.state.show_left)
        self._left.toggled.connect(lambda on: presenter.show_left(wanted=on))
        self._person = PersonCard(presenter)
        self._alone = Notice()
        self._relax = button(
            act_words(PeopleAct.RELAX), lambda: presenter.begin(PeopleAct.RELAX), "quiet", "eye"
        )
        self._tighten = button(
            act_words(PeopleAct.TIGHTEN), lambda: presenter.begin(PeopleAct.TIGHTEN), icon="lock"
        )
        self._dialog: PeopleDialog | PasswordDialog | None = None
        self._sheet: SheetDialog | None = None
        heading = title(
            translate("people", "People"),
            translate(
                "people",
                "Who works with the cameras. Whatever changes here, both managers agree to it.",
            ),
            button(
                act_words(PeopleAct.SHEET), lambda: presenter.begin(PeopleAct.SHEET), icon="sheet"
            ),
            button(
                act_words(PeopleAct.ADD),
                lambda: presenter.begin(PeopleAct.ADD),
                "primary",
                "add",
            ),
        )
        listed = column(self._table, row(self._left, 1, self._relax))
        listed.setStretch(0, 1)
        shown = scrolling(holder(column(self._person, 1)))
        both = SideBySide(holder(listed), shown, LIST_AND_CARD, (3, 2))
        lasting = column(self._alone, row(self._tighten, 1))
        self._lasting = holder(lasting)
        body = column(heading, self._notice, self._lasting, both, spacing=2, margins=3)
        body.setStretch(3, 1)
        self.setLayout(body)
        presenter.attach(self.show_state)

    def enter(self) -> None:
        self._presenter.enter()

    def leave(self) -> None:
        self._presenter.leave()

    def show_state(self, state: PeopleState) -> None:
        self._table.show_members(state.shown, state.chosen, state.now_us)
        self._person.show_member(state.member, state.now_us)
        self._show_alone(state)
        self._show_form(state.form)
        self._show_sheet(state.sheet)
        if state.trouble is not None:
            self._notice.say_error(state.trouble)
        elif state.done is not None:
            self._notice.say(done_words(*state.done), "", "good")
        else:
            self._notice.hush()

    def _show_alone(self, state: PeopleState) -> None:
        """As long as one manager alone may look, it is said here, with the way back."""
        self._lasting.setVisible(state.relaxed)
        self._relax.setVisible(state.known and not state.relaxed)
        if state.relaxed:
            self._alone.say(
                translate("people", "One manager alone may look at recordings"),
                translate(
                    "people", "Both managers agreed to it. Every look still stands in the log."
                ),
                "late",
            )

    def _show_form(self, form: Form | None) -> None:
        if form is None:
            dialog, self._dialog = self._dialog, None
            if dialog is not None:
                dialog.accept()
                dialog.deleteLater()
            return
        if self._dialog is None:
            self._dialog = dialog_of(form, self._presenter, self.window())
            self._dialog.rejected.connect(self._presenter.give_up)
            self._dialog.open()
        self._dialog.show_form(form)

    def _show_sheet(self, sheet: bytes) -> None:
        if not sheet:
            dialog, self._sheet = self._sheet, None
            if dialog is not None:
                dialog.drop()
                dialog.deleteLater()
            return
        if self._sheet is None:
            self._sheet = SheetDialog(sheet, self._presenter.sheet_taken, self.window())
            self._sheet.open()


class PersonCard(QFrame):
    """The chosen person: facts, and a button for each act."""

    def __init__(self, presenter: PeoplePresenter) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._presenter = presenter
        self._name = label("", "heading", wrap=True)
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(2 * current().unit)
        self._facts.setVerticalSpacing(current().unit // 2)
        self._facts.setColumnStretch(1, 1)
        self._acts = QVBoxLayout()
        self._acts.setSpacing(current().unit)
        self.setLayout(column(self._name, self._facts, self._acts, spacing=2, margins=2))
        self._shown: tuple[Member | None, int] | None = None

    def show_member(self, member: Member | None, now_us: int) -> None:
        if (member, now_us) == self._shown:
            return
        self._shown = (member, now_us)
        self.setVisible(member is not None)
        for layout in (self._facts, self._acts):
            while (item := layout.takeAt(0)) is not None:
                widget = item.widget()
                if widget is not None:
                    widget.hide()
                    widget.deleteLater()
        if member is None:
            return
        self._name.setText(member.name)
        for line, (name, value, tone) in enumerate(_facts(member, now_us)):
            self._facts.addWidget(label(name, "muted", wrap=True), line, 0)
            self._facts.addWidget(label(value, "", tone, wrap=True), line, 1)
        for act in acts_for(member, self._presenter.me):
            self._acts.addWidget(self._button(act))

    def _button(self, act: PeopleAct) -> QFrame:
        made = button(act_words(act), lambda: self._presenter.begin(act))
        frame = QFrame()
        frame.setLayout(column(made))
        return frame


def _facts(member: Member, now_us: int) -> list[tuple[str, str, str]]:
    """Name, words, tone."""
    return [
        (translate("people", "Login"), member.login, ""),
        (translate("people", "Role"), role_words(member), ""),
        (translate("people", "State"), state_words(member), ""),
        (translate("people", "Pledge"), *pledge_words(member)),
        (translate("people", "Training"), *training_words(member, now_us)),
        (translate("people", "Since"), words.day(member.added_us, language(), year=True), ""),
    ]
