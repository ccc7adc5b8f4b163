"""The frame of an act: why, and the answer in place. Two people where the rule wants two."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from ui import words
from ui.model import PersonInfo, SignedIn
from ui.review.acts import Done as Done
from ui.review.model import Pair
from ui.review.pair_form import PairForm
from ui.translate import language, translate
from ui.widgets.basics import button, column, focus_soon, label, look_final, row
from ui.widgets.dialog import Dialog
from ui.widgets.notice import Notice


class ActDialog(Dialog):
    """Heading, why, a body, and the answer said in place; closes itself when it worked.

    ``asked`` begins an attempt, which ends with ``answered``. ``final``: it cannot be undone, so
    Enter never begins it, and its button has a sign and a look of its own.
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
        self._verb = verb
        self._go = button(verb, self._submit)
        self._go.installEventFilter(self)
        self._cancel = button(translate("review", "Cancel"), self.reject)
        self.body = column(spacing=2)
        rows = column(
            label(title, "heading"),
            label(why, "muted", wrap=True),
            self.body,
            self._notice,
            spacing=2,
        )
        self.be_final(final=final)
        self.fill(rows, row(1, self._cancel, self._go, spacing=2))
        if final:
            self._cancel.setFocus()
        else:
            focus_soon(self._go)  # Enter does it, unless there is something to fill in first

    def be_final(self, *, final: bool) -> None:
        """Whether this cannot be undone, which may hang on what is chosen."""
        self.final = final
        look_final(self._go, final=final)
        (self._cancel if final else self._go).setDefault(True)

    def call_it(self, verb: str) -> None:
        """What the button does, which may hang on what is chosen."""
        self._verb = verb
        self._go.setText(verb)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whoever gives the button back gives its words back, too."""
        changed = event.type() is QEvent.Type.EnabledChange
        if changed and watched is self._go and self._go.isEnabled():
            self._go.setText(self._verb)
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Where something cannot be undone, Enter presses only what it stands on.

        On the act itself it says how that is pressed: it neither begins it nor throws away what
        was typed.
        """
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        here = self.focusWidget()
        if enter and self.final and here is self._go:
            self._notice.say(
                translate("review", "This cannot be undone."),
                translate("review", "Press the space key or click the button to do it."),
                "late",
            )
        elif not (enter and self.final and not isinstance(here, QPushButton)):
            super().keyPressEvent(event)

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
        self._go.setText(translate("review", "Checking…"))
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
            focus_soon(self._go)  # not yet: this very Enter would go on to the dialog
        else:
            self._submit()


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
