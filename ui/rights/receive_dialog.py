"""Somebody asks about their own data: what for, who, where the answer goes, in their words."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from shopguard.base.clock import Clock
from ui.provision.footage_choice import FootageChoice
from ui.review.act_dialogs import ActDialog
from ui.rights.dialogs import Options
from ui.rights.model import RightsDraft, Wish
from ui.rights.presenter import RightsPresenter
from ui.rights.words import wish_words
from ui.translate import translate
from ui.widgets.basics import label, row
from ui.widgets.fields import Field, Line, Lines


class ReceiveDialog(ActDialog):
    """Everything is asked for at once; cameras and time only where they are known."""

    def __init__(
        self, presenter: RightsPresenter, clock: Clock, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            translate("rights", "A request about one's own data"),
            translate(
                "rights",
                "Everybody may ask. It is noted at once, and from today the days for the answer"
                " count.",
            ),
            translate("rights", "Note the request"),
            parent,
        )
        self._presenter = presenter
        self._wish = Options([(each.value, wish_words(each)) for each in Wish])
        self._who = Line(translate("rights", "Who asks"), "", 200)
        example = translate("rights", "e.g. address or telephone")
        self._contact = Line(translate("rights", "Where the answer goes"), example, 200)
        self._words = Lines(name=translate("rights", "In their words"))
        self._fields = {
            self._who: Field(translate("rights", "Who asks"), self._who),
            self._contact: Field(translate("rights", "Where the answer goes"), self._contact),
        }
        self._words_field = Field(translate("rights", "In their words"), self._words)
        self._words.textChanged.connect(lambda: self._words_field.trouble(""))
        hint = translate(
            "rights",
            "Which pictures it is about, where that is known. It can be searched for later.",
        )
        self._footage = FootageChoice(presenter.state.cameras, clock, hint)
        self.body.addWidget(label(translate("rights", "What is asked for"), "strong"))
        self.body.addWidget(self._wish)
        self.body.addLayout(row(*self._fields.values(), spacing=2))
        self.body.addWidget(self._words_field)
        self.body.addWidget(self._footage)
        self._wish.focus()
        self.asked.connect(self._ask)

    def _ask(self) -> None:
        draft = self._draft()
        if draft is None:
            self._go.setEnabled(True)
        else:
            self._presenter.receive(draft, self.answered)

    def _draft(self) -> RightsDraft | None:
        """None when something is missing or makes no sense, which is said beside it."""
        if not self._wish.chosen:
            said = translate("rights", "Choose what is asked for.")
            self._notice.say(said, "", "late")
            self._wish.focus()
            return None
        if not self._filled_in():
            return None
        chosen = self._footage.chosen()
        if chosen is None:
            return None
        return RightsDraft(
            Wish(self._wish.chosen),
            self._who.text().strip(),
            self._contact.text().strip(),
            self._words.toPlainText().strip(),
            *chosen,
            hold=self._footage.hold,
        )

    def _filled_in(self) -> bool:
        empty = [(line, field) for line, field in self._fields.items() if not line.text().strip()]
        needed = translate("provision", "This is needed here.")
        for _, field in empty:
            field.trouble(needed)
        first: QWidget | None = empty[0][0] if empty else None
        if not self._words.toPlainText().strip():
            self._words_field.trouble(needed)
            first = first or self._words
        if first is not None:
            first.setFocus()
        return first is None
