"""What is done with a request: known, searched for, noted, answered, withdrawn."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QCheckBox, QRadioButton, QVBoxLayout, QWidget

from shopguard.base.clock import Clock
from shopguard.base.span import Span
from ui import words
from ui.design import current
from ui.provision.dialogs import WordsDialog
from ui.provision.footage_choice import SpanChoice
from ui.review.act_dialogs import ActDialog
from ui.rights.model import Answer, FoundFootage, RightsAct, RightsInfo
from ui.rights.presenter import RightsPresenter
from ui.rights.words import act_words, answer_words
from ui.translate import language, translate
from ui.widgets.basics import button, column, focus_soon, label, row
from ui.widgets.fields import Field, Line, Lines

_FEW = 3  # stretches of footage that are listed for a camera


def words_dialog(act: RightsAct, presenter: RightsPresenter, parent: QWidget | None) -> WordsDialog:
    """The dialog of an act that asks for a few words only."""
    title = act_words(act).rstrip("…")
    if act is RightsAct.IDENTIFY:
        return WordsDialog(
            title,
            translate(
                "rights",
                "Is it this person, or somebody who may ask for them? Look at the document, do not"
                " copy it.",
            ),
            translate("rights", "It is this person"),
            (
                (
                    translate("rights", "Document"),
                    translate("rights", "e.g. driving licence"),
                ),
                (
                    translate("rights", "How it was confirmed"),
                    translate("rights", "e.g. face to face, compared with the photo"),
                ),
            ),
            lambda said, done: presenter.identified(said[0], said[1], done),
            parent,
        )
    if act is RightsAct.WITHDRAW:
        return WordsDialog(
            title,
            translate("rights", "The person asks for it no more. It cannot be opened again."),
            translate("rights", "Close the request"),
            ((translate("rights", "What was said"), ""),),
            lambda said, done: presenter.withdraw(said[0], done),
            parent,
            final=True,
        )
    return WordsDialog(
        title,
        translate("rights", "A call, a letter, what was looked into. It stays as it is written."),
        translate("rights", "Write it down"),
        ((translate("rights", "What was done"), ""),),
        lambda said, done: presenter.note(said[0], done),
        parent,
    )


class AnswerDialog(ActDialog):
    """One of four answers, and why."""

    def __init__(self, presenter: RightsPresenter, parent: QWidget | None = None) -> None:
        super().__init__(
            translate("rights", "Answer the request"),
            translate(
                "rights",
                "The answer stands in the register and in the letter, and stays as it is given.",
            ),
            translate("rights", "Give this answer"),
            parent,
        )
        self._presenter = presenter
        self._choice = Options([(each.value, answer_words(each)) for each in Answer])
        name = translate("rights", "Reason and particulars")
        self._reason = Lines(name=name)
        self._reason_field = Field(name, self._reason)
        self._reason.textChanged.connect(lambda: self._reason_field.trouble(""))
        self.body.addWidget(label(translate("rights", "Answer"), "strong"))
        self.body.addWidget(self._choice)
        self.body.addWidget(self._reason_field)
        self._choice.focus()
        self.asked.connect(self._ask)

    def _ask(self) -> None:
        chosen, reason = self._choice.chosen, self._reason.toPlainText().strip()
        if chosen and reason:
            self._presenter.answer(Answer(chosen), reason, self.answered)
            return
        self._go.setEnabled(True)
        if not chosen:
            self._notice.say(translate("rights", "Choose an answer."), "", "late")
            self._choice.focus()
        else:
            self._reason_field.trouble(translate("provision", "This is needed here."))
            self._reason.setFocus()


class SearchDialog(ActDialog):
    """By time and place: which cameras recorded. No picture is opened."""

    def __init__(
        self,
        presenter: RightsPresenter,
        clock: Clock,
        request: RightsInfo,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            translate("rights", "Search recordings"),
            translate(
                "rights", "Which cameras recorded there and then. No picture is opened for it."
            ),
            translate("rights", "Write down the result"),
            parent,
        )
        self._presenter = presenter
        self._span = SpanChoice(clock, request.span)
        example = translate("rights", "e.g. entrance; all cameras where it is empty")
        self._place = Line(translate("rights", "Place or camera"), example, 100)
        self._searched: tuple[Span, str] | None = None
        self._found: tuple[FoundFootage, ...] = ()
        self._boxes: list[QCheckBox] = []
        self._results: QVBoxLayout = column()
        self._hold = QCheckBox(translate("provision", "Keep it from being erased meanwhile"))
        self._hold.setChecked(True)
        self._hold.hide()
        search = button(translate("rights", "Search"), self.search, icon="search")
        self.body.addWidget(self._span)
        self.body.addWidget(Field(translate("rights", "Place or camera"), self._place))
        self.body.addLayout(row(search, 1))
        self.body.addLayout(self._results)
        self.body.addWidget(self._hold)
        self._go.setEnabled(False)
        self._span.focus()
        for line in (*self._span.lines, self._place):
            line.returnPressed.connect(self.search)
            line.textEdited.connect(self._forget)
        self.asked.connect(self._write_down)

    def look_for(self, place: str) -> None:
        """Search that place."""
        self._place.setText(place)
        self.search()

    def search(self) -> None:
        """Ask; what comes is shown below."""
        self._notice.hush()
        span = self._span.chosen()
        if span is None:
            return
        self._searched = (span, self._place.text().strip())
        self._presenter.search_footage(span, self._searched[1], self._show, self._not_found)

    def _show(self, found: tuple[FoundFootage, ...]) -> None:
        if self.gone or self._searched is None:
            return
        self._clear()
        self._found = found
        if not found:
            said = translate("rights", "Nothing is kept of that time and place.")
            self._results.addWidget(label(said, "strong", wrap=True))
        else:
            said = translate("rights", "These recorded. Leave out those that are not needed:")
            self._results.addWidget(label(said, "strong", wrap=True))
        for each in found:
            box = QCheckBox(each.camera.name)
            box.setChecked(True)
            box.setAccessibleDescription(_covered_words(each))
            self._boxes.append(box)
            self._results.addWidget(box)
            below = label(_covered_words(each), "muted", wrap=True)
            below.setContentsMargins(3 * current().unit, 0, 0, 0)
            self._results.addWidget(below)
        self._hold.setVisible(bool(found))
        self._go.setEnabled(True)

    def _write_down(self) -> None:
        if self._searched is None:
            return
        span, place = self._searched
        boxes = zip(self._found, self._boxes, strict=True)
        chosen = tuple(each for each, box in boxes if box.isChecked())
        if self._found and not chosen:
            self._go.setEnabled(True)
            said = translate("rights", "Choose at least one camera.")
            self._notice.say(said, "", "late")
            return
        hold = self._hold.isChecked()
        self._presenter.keep_found(span, place, chosen, self.answered, hold=hold)

    def _not_found(self, error: Exception | None) -> None:
        if not self.gone:
            self._notice.say_error(error)

    def _forget(self) -> None:
        """Something else is asked for: what stands below is no answer to it."""
        self._searched = None
        self._clear()
        self._go.setEnabled(False)

    def _clear(self) -> None:
        self._boxes, self._found = [], ()
        self._hold.hide()
        while (item := self._results.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()


class Options(QWidget):
    """One of several; none is chosen beforehand."""

    def __init__(self, options: list[tuple[str, str]]) -> None:
        super().__init__()
        self._buttons = QButtonGroup(self)
        lines = column(spacing=0)
        for value, name in options:
            shown = QRadioButton(name)
            shown.setProperty("value", value)
            self._buttons.addButton(shown)
            lines.addWidget(shown)
        self.setLayout(lines)

    @property
    def chosen(self) -> str:
        checked = self._buttons.checkedButton()
        return "" if checked is None else str(checked.property("value"))

    def focus(self) -> None:
        focus_soon(self._buttons.buttons()[0])


def _covered_words(found: FoundFootage) -> str:
    """When it recorded; the first few stretches."""
    said = [words.span(each, language()) for each in found.covered[:_FEW]]
    more = len(found.covered) - _FEW
    if more > 0:
        said.append(translate("rights", "and {n} more").format(n=more))
    return "、".join(said) if language() == "ja" else ", ".join(said)
