"""What is done with a case: the package, its password, handing over, refusing, the end."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QFileDialog, QWidget

from ui import words
from ui.books import Done
from ui.provision.model import CaseInfo, Handed, ProvisionAct
from ui.provision.presenter import ProvisionPresenter
from ui.provision.words import act_words, ground_words, what_words
from ui.review.act_dialogs import ActDialog, PairDialog
from ui.review.model import Pair
from ui.translate import translate
from ui.widgets.basics import button, column, focus_soon, label, row
from ui.widgets.dialog import Dialog
from ui.widgets.fields import Field, Line
from ui.widgets.notice import Notice
from ui.widgets.progress import ProgressLine
from ui.widgets.saved import SavedFile

_BREAK = "\u200b"  # a password may go on in the next line after each group


class PackageDialog(PairDialog):
    """Where to, then both people; how far it is while it is written."""

    def __init__(
        self,
        presenter: ProvisionPresenter,
        case: CaseInfo,
        folder: Path,
        parent: QWidget | None = None,
    ) -> None:
        self._presenter = presenter
        self._folder = folder
        who = presenter.who
        if who is None:
            raise RuntimeError("somebody sits here")
        super().__init__(
            translate("provision", "Make the package"),
            translate(
                "provision",
                "The footage leaves the protected store, encrypted and signed. Both managers agree"
                " to it, and it is logged.",
            ),
            translate("provision", "Make the package"),
            who,
            presenter.state.seconds,
            self._begin,
            parent,
        )
        self._copy = QCheckBox(
            translate("provision", "Also a copy with the time in the picture (takes longer)")
        )
        self._where = label(str(self._folder), wrap=True)
        choose = button(translate("review", "Choose a folder"), self._choose, icon="folder")
        where = row(self._where, choose)
        where.setStretch(0, 1)
        where.setAlignment(self._where, Qt.AlignmentFlag.AlignVCenter)
        self._progress = ProgressLine(self.reject)
        heading = f"{ground_words(case.ground)}\n{what_words(case)}"
        put = label(translate("provision", "Where it is saved"), "strong")
        part = column(label(heading, "strong", wrap=True), put, where, self._copy, spacing=1)
        self.body.insertLayout(0, part)
        self.body.addWidget(self._progress)

    @property
    def folder(self) -> Path:
        """Where it goes."""
        return self._folder

    def show_share(self, share: float | None) -> None:
        """How far the package is."""
        self._cancel.setHidden(share is not None)  # one way to stop is enough
        if share is not None:
            self._progress.show_work(translate("provision", "Writing and checking"), share)
        else:
            self._progress.hide()

    def reject(self) -> None:
        """Thinking better of it stops what is under way; nothing of it stays."""
        self._presenter.stop()
        super().reject()

    def _begin(self, pair: Pair, done: Done) -> None:
        self._presenter.export(self._folder, pair, done, time_copy=self._copy.isChecked())

    def _choose(self) -> None:
        title = translate("provision", "Folder or USB stick for the package")
        chosen = QFileDialog.getExistingDirectory(self, title, str(self._folder))
        if chosen:
            self._folder = Path(chosen)
            self._where.setText(chosen)


class PasswordDialog(Dialog):
    """The password of a package, this once."""

    def __init__(
        self, handed: Handed, on_done: Callable[[], None], parent: QWidget | None = None
    ) -> None:
        title = translate("provision", "Password of the package")
        super().__init__(title, 104, parent)
        self._on_done = on_done
        self._password = handed.password
        self._word = label(handed.password.replace("-", "-" + _BREAK), "figure", wrap=True)
        self._word.setAccessibleName(" ".join(handed.password))
        saved = SavedFile()
        saved.say(handed.path, words.size(handed.size))
        notice = Notice()
        if handed.absent:
            said = translate(
                "provision",
                "Parts of the span that have no pictures: {n}. The cover sheet says when and why.",
            )
            notice.say(said.format(n=handed.absent), "", "late")
        why = translate(
            "provision",
            "It is shown this once and kept nowhere. Write it down or tell it by telephone; never"
            " put it beside the stick.",
        )
        self._done = button(
            translate("provision", "I have written it down"), self.accept, "primary"
        )
        self.fill(
            column(
                label(title, "heading"), label(why, wrap=True), self._word, saved, notice, spacing=2
            ),
            row(button(translate("provision", "Copy"), self._copy, icon="save"), 1, self._done),
        )
        focus_soon(self._done)

    def reject(self) -> None:
        """Escape does not lose it: the button says that it was written down."""

    def accept(self) -> None:
        self._password = ""
        self._word.clear()
        self._word.setAccessibleName("")
        self._on_done()
        super().accept()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._password)


class WordsDialog(ActDialog):
    """A few lines to fill in, then it is done."""

    def __init__(
        self,
        title: str,
        why: str,
        verb: str,
        asked: tuple[tuple[str, str], ...],
        act: Callable[[tuple[str, ...], Done], None],
        parent: QWidget | None = None,
        *,
        final: bool = False,
    ) -> None:
        super().__init__(title, why, verb, parent, final=final)
        self._act = act
        self._lines = [Line(name, example, 300) for name, example in asked]
        self._fields = [Field(line.accessibleName(), line) for line in self._lines]
        for field in self._fields:
            self.body.addWidget(field)
        for line, after in pairwise(self._lines):
            line.returnPressed.connect(after.setFocus)
        if not final:  # Enter goes on, and in the last line does it
            self._lines[-1].returnPressed.connect(self._submit)
        focus_soon(self._lines[0])
        self.asked.connect(self._ask)

    def _ask(self) -> None:
        typed = tuple(line.text().strip() for line in self._lines)
        empty = [field for field, said in zip(self._fields, typed, strict=True) if not said]
        for field in empty:
            field.trouble(translate("provision", "This is needed here."))
        if empty:
            self._go.setEnabled(True)
            empty[0].editor.setFocus()
            return
        self._act(typed, self.answered)


def words_dialog(
    act: ProvisionAct, presenter: ProvisionPresenter, parent: QWidget | None
) -> WordsDialog:
    """The dialog of an act that asks for a few words only."""
    title = act_words(act).rstrip("…")
    if act is ProvisionAct.REFUSE:
        return WordsDialog(
            title,
            translate("provision", "The reason stands in the register and in the letter."),
            translate("provision", "Refuse"),
            ((translate("provision", "Reason"), ""),),
            lambda said, done: presenter.refuse(said[0], done),
            parent,
            final=True,
        )
    if act is ProvisionAct.HAND_OVER:
        return WordsDialog(
            title,
            translate(
                "provision",
                "Have the receipt signed first. The password goes another way than the medium.",
            ),
            translate("provision", "It was handed over"),
            (
                (
                    translate("provision", "Medium"),
                    translate("provision", "e.g. USB stick"),
                ),
                (
                    translate("provision", "How the password was told"),
                    translate("provision", "e.g. by telephone to the station"),
                ),
                (translate("provision", "Who signed the receipt"), ""),
            ),
            lambda said, done: presenter.hand_over(said[0], said[1], said[2], done),
            parent,
        )
    return WordsDialog(
        title,
        translate("provision", "Note what became of it, as it was agreed."),
        translate("provision", "Note it"),
        ((translate("provision", "What became of it"), ""),),
        lambda said, done: presenter.returned(said[0], done),
        parent,
    )
