"""What a viewing asks for: more time, a copy, a part kept. Two people where the rule wants two."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from shopguard.base.span import Span
from shopguard.base.texts import fill
from ui import words
from ui.model import PersonInfo, SignedIn
from ui.review.acts import HOLD_DAYS
from ui.review.acts import Done as Done
from ui.review.model import Pair
from ui.review.pair_form import PairForm
from ui.translate import language, translate
from ui.widgets.basics import Choice, button, column, focus_soon, label, look_final, row
from ui.widgets.dialog import Dialog
from ui.widgets.fields import Field, Line
from ui.widgets.notice import Notice


class ActDialog(Dialog):
    """Heading, why, a body, and the answer said in place; closes itself when it worked.

    ``asked`` begins an attempt, which ends with ``answered``. ``final``: it cannot be undone, so
    Enter never begins it, and its button stands apart from the one to leave by.
    """

    asked = Signal()

    def __init__(
        self,
        title: str,
        why: str,
        verb: str,
        parent: QWidget | None,
        *,
        final: bool = False,
    ) -> None:
        super().__init__(title, 84, parent)
        self._notice = Notice()
        self._go = button(verb, self._submit)
        self._cancel = button(translate("review", "Cancel"), self.reject)
        self.body = column(spacing=2)
        rows = column(
            label(title, "heading"),
            label(why, "muted", wrap=True),
            self.body,
            self._notice,
            spacing=2,
        )
        self._answers = row(1, self._cancel, self._go)
        self.be_final(final=final)
        self.fill(rows, self._answers)
        if final:
            self._cancel.setFocus()

    def be_final(self, *, final: bool) -> None:
        """Whether this cannot be undone, which may hang on what is chosen."""
        self.final = final
        self._answers.removeWidget(self._go)
        self._answers.insertWidget(0 if final else self._answers.count(), self._go)
        look_final(self._go, final=final)
        (self._cancel if final else self._go).setDefault(True)

    def answered(self, error: Exception | None) -> None:
        """The end of the attempt."""
        if self.gone:
            return
        self._go.setEnabled(True)
        if error is None:
            self.accept()
        else:
            self._notice.say_error(error)

    def _submit(self) -> None:
        self._go.setEnabled(False)
        self._notice.hush()
        self.asked.emit()


class PairDialog(ActDialog):
    """Both people again."""

    def __init__(
        self,
        title: str,
        why: str,
        verb: str,
        first: SignedIn,
        seconds: Sequence[PersonInfo],
        act: Callable[[Pair, Done], None],
        parent: QWidget | None = None,
        *,
        final: bool = False,
    ) -> None:
        super().__init__(title, why, verb, parent, final=final)
        self._act = act
        self.pair = PairForm(first)
        fit = [person.login for person in seconds if not person.unfit]
        self.pair.offer(seconds, fit[0] if fit else "")
        self.pair.confirmed.connect(self._confirmed)
        self.pair.amended.connect(self._notice.hush)
        self.body.addWidget(self.pair)
        self.pair.focus()
        self.asked.connect(lambda: self._act(self.pair.pair(), self.answered))

    def answered(self, error: Exception | None) -> None:
        super().answered(error)
        if not self.gone and error is not None:
            self.pair.refused(error)

    def _submit(self) -> None:
        if self.pair.complete():
            super()._submit()

    def _confirmed(self) -> None:
        """Enter in a passphrase goes on, but never does what cannot be undone."""
        if self.final:
            self._go.setFocus()
        else:
            self._submit()


class ExportDialog(PairDialog):
    """Where to, then both people."""

    def __init__(
        self,
        mark: Span,
        folder: Path,
        first: SignedIn,
        seconds: Sequence[PersonInfo],
        act: Callable[[Path, Pair, Done], None],
        stop: Callable[[], None],
        parent: QWidget | None = None,
    ) -> None:
        self._folder = folder
        self._stop = stop
        super().__init__(
            translate("review", "Export the marked part"),
            translate(
                "review",
                "Copies leave the protected store as plain MP4 files. Both managers agree to it,"
                " and it is logged.",
            ),
            translate("review", "Export"),
            first,
            seconds,
            lambda pair, done: act(self._folder, pair, done),
            parent,
        )
        self._where = label(str(folder), wrap=True)
        choose = button(translate("review", "Choose a folder"), self._choose, icon="folder")
        where = row(self._where, choose)
        where.setStretch(0, 1)
        part = column(label(words.span(mark, language()), "strong"), where)
        self.body.insertLayout(0, part)

    def reject(self) -> None:
        """Thinking better of it stops what is under way."""
        self._stop()
        super().reject()

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, translate("review", "Folder for the copies"), str(self._folder)
        )
        if chosen:
            self._folder = Path(chosen)
            self._where.setText(chosen)


class HoldDialog(ActDialog):
    """Why a part is kept, and until when."""

    def __init__(
        self, mark: Span, act: Callable[[str, int, Done], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(
            translate("review", "Keep the marked part"),
            translate(
                "review", "It will not be erased until its day. One manager may do this alone."
            ),
            translate("review", "Keep"),
            parent,
        )
        self._act = act
        name = translate("review", "Ground")
        self._ground = Line(name, translate("review", "e.g. theft reported to the police"), 200)
        self._field = Field(name, self._ground)
        self._days = Choice(translate("review", "Keep for"))
        entries = [
            (fill(translate("review", "{n} {n:?day|days}"), n=days), days) for days in HOLD_DAYS
        ]
        self._days.fill(list(entries), HOLD_DAYS[0])
        self.body.addWidget(label(words.span(mark, language()), "strong"))
        self.body.addWidget(self._field)
        self.body.addWidget(Field(translate("review", "Keep for"), self._days))
        self._ground.returnPressed.connect(self._submit)
        focus_soon(self._ground)
        self.asked.connect(self._ask)

    def _ask(self) -> None:
        if not self._ground.text().strip():
            self._field.trouble(translate("review", "Say why it is kept: the log asks for it."))
            self._go.setEnabled(True)
            return
        self._act(self._ground.text(), int(self._days.currentData()), self.answered)


class StillDialog(ActDialog):
    """One picture on paper: what, and that it is numbered and logged before it is printed."""

    def __init__(
        self,
        camera: str,
        at_us: int,
        act: Callable[[Done], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            translate("review", "Print this picture"),
            translate(
                "review",
                "The page gets a number, and the names of the viewers lie across the picture."
                " It is logged before it is printed.",
            ),
            translate("review", "Choose a printer"),
            parent,
        )
        self.body.addWidget(label(f"{camera}  {words.moment(at_us, language())}", "strong"))
        keep = translate(
            "review",
            "Keep the paper locked away; nobody but the managers takes it outside."
            " Shred it when it is done with.",
        )
        self.body.addWidget(label(keep, wrap=True))
        self.asked.connect(lambda: act(self.answered))

    def thought_better(self) -> None:
        """No printer was chosen."""
        self._go.setEnabled(True)
