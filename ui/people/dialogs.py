"""An act about people in a dialog; one's own passphrase; the new sheet on its way to paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from shopguard.base.errors import ShopGuardError
from ui.people.forms import ActFields, NewPassphrase
from ui.people.model import PeopleAct
from ui.people.presenter import Form, PeoplePresenter
from ui.people.words import act_words, verb_words, why_words
from ui.printing import Paper, print_pdf, save_pdf
from ui.review.act_dialogs import ActDialog, PairDialog
from ui.translate import translate
from ui.widgets.basics import button, column, focus_soon, icon_label, label, row
from ui.widgets.dialog import Dialog
from ui.widgets.fields import Field, SecretLine
from ui.widgets.notice import Notice
from ui.widgets.saved import SavedFile


class PeopleDialog(PairDialog):
    """What it is about, the fields of the act, then both people."""

    def __init__(
        self, form: Form, presenter: PeoplePresenter, parent: QWidget | None = None
    ) -> None:
        self._fields = ActFields(form.act, form.member, presenter.suggest, presenter.judge)
        super().__init__(
            _title(form),
            why_words(form.act),
            verb_words(form.act),
            form.first,
            form.seconds,
            lambda pair, _: presenter.agree(*self._fields.wanted(), pair),
            parent,
            final=form.act is PeopleAct.LEAVE,
        )
        self.body.insertWidget(0, self._fields)
        first = self._fields.focus()
        if first is not None:
            focus_soon(first)

    def show_form(self, form: Form) -> None:
        """How good the passphrase is, and what came of the attempt."""
        self._fields.new.show_strength(form.strength)
        _say(self, form)


class PasswordDialog(ActDialog):
    """One's own passphrase: the old one, and the new one twice."""

    def __init__(
        self, form: Form, presenter: PeoplePresenter, parent: QWidget | None = None
    ) -> None:
        super().__init__(act_words(form.act), why_words(form.act), verb_words(form.act), parent)
        person = form.first.person
        name = translate("people", "Passphrase until now")
        self._old = SecretLine(name)
        self._new = NewPassphrase(translate("people", "New passphrase"), presenter.suggest)
        self.body.addWidget(Field(name, self._old))
        self.body.addWidget(self._new)
        self._new.changed.connect(
            lambda: presenter.judge(self._new.typed, person.login, person.name)
        )
        self.asked.connect(lambda: presenter.change_password(self._old.take(), *self._new.both()))
        focus_soon(self._old)

    def show_form(self, form: Form) -> None:
        self._new.show_strength(form.strength)
        _say(self, form)


class SheetDialog(Dialog):
    """The new sheet: it can only be closed once it is on paper."""

    def __init__(
        self,
        sheet: bytes,
        on_taken: Callable[[], None],
        parent: QWidget | None = None,
        save: Paper = save_pdf,
        print_: Paper = print_pdf,
    ) -> None:
        name = translate("people", "New recovery sheet")
        super().__init__(name, 76, parent)
        self._sheet = sheet
        self._on_taken = on_taken
        self._notice = Notice()
        self._saved = SavedFile()
        said = translate(
            "people",
            "Put it into the safe and destroy the one before. It is kept nowhere else: without it"
            " on paper, a lost passphrase cannot be replaced.",
        )
        why = row(icon_label("sheet", "accent", 32), spacing=2)
        why.addWidget(label(said, wrap=True), 1)
        file = translate("people", "Recovery sheet") + ".pdf"
        self._done = button(translate("people", "It is in the safe"), self.accept, "primary")
        self._done.setEnabled(False)
        self.fill(
            column(
                label(name, "heading"),
                why,
                self._notice,
                self._saved,
                row(
                    button(
                        translate("people", "Print"), lambda: self._take(print_, file), icon="print"
                    ),
                    button(
                        translate("people", "Save as PDF"),
                        lambda: self._take(save, file),
                        icon="save",
                    ),
                    1,
                    self._done,
                ),
                spacing=2,
                margins=3,
            )
        )

    def reject(self) -> None:
        """Escape does not lose the sheet: it goes once it is on paper."""
        if self._done.isEnabled():
            self.accept()

    def drop(self) -> None:
        """The seat empties, or the sheet was taken: the words go from the screen."""
        self._sheet = b""
        self.done(0)

    def accept(self) -> None:
        self._on_taken()
        super().accept()

    def _take(self, onto_paper: Paper, name: str) -> None:
        try:
            taken = onto_paper(self._sheet, name, self)
        except ShopGuardError as error:
            self._notice.say_error(error)
            return
        if isinstance(taken, Path):
            said = translate(
                "people", "Print it from there, put the paper into the safe, and delete the file."
            )
            self._saved.say(taken, said)
        if taken:
            self._notice.hush()
            self._done.setEnabled(True)
            self._done.setFocus()


def dialog_of(
    form: Form, presenter: PeoplePresenter, parent: QWidget | None
) -> PeopleDialog | PasswordDialog:
    """The dialog an act is filled in with."""
    if form.act is PeopleAct.PASSWORD:
        return PasswordDialog(form, presenter, parent)
    return PeopleDialog(form, presenter, parent)


def _say(dialog: ActDialog, form: Form) -> None:
    """The answer to an attempt that failed; one that worked closes the dialog."""
    if form.trouble is not None and not form.busy:
        dialog.answered(form.trouble)


def _title(form: Form) -> str:
    verb = act_words(form.act).rstrip("…")
    return f"{verb}: {form.member.name}" if form.member is not None else verb
