"""What became of a still: one manager says so, with a word about it where there is one to say."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.prints.model import PrintAct, PrintInfo
from ui.prints.presenter import PrintsPresenter
from ui.prints.words import act_words, picture_words
from ui.review.act_dialogs import ActDialog
from ui.translate import translate
from ui.widgets.basics import Choice, focus_soon, label
from ui.widgets.fields import Field, Line

_LONGEST = 300


class PrintDialog(ActDialog):
    """Which still, a word about it, and for handing over the provision it goes with."""

    def __init__(
        self,
        act: PrintAct,
        info: PrintInfo,
        presenter: PrintsPresenter,
        parent: QWidget | None = None,
    ) -> None:
        title = act_words(act).rstrip("…")
        super().__init__(title, _why(act), _verb(act), parent)
        self._act = act
        self._presenter = presenter
        number = translate("prints", "Still No. {n}").format(n=info.number)
        self.body.addWidget(label(f"{number}\n{picture_words(info)}", "strong", wrap=True))
        self._case = Choice(translate("prints", "With which provision"))
        shown = translate("prints", "No. {n}: {recipient}")
        self._case.fill(
            [(shown.format(n=one.number, recipient=one.recipient), one.id) for one in info.cases]
        )
        if act is PrintAct.HANDED_OVER:
            self.body.addWidget(Field(translate("prints", "With which provision"), self._case))
        name = translate("prints", "A word about it (may stay empty)")
        self._note = Line(name, _example(act), _LONGEST)
        self.body.addWidget(Field(name, self._note))
        self._note.returnPressed.connect(self._submit)
        focus_soon(self._case if act is PrintAct.HANDED_OVER else self._note)
        self.asked.connect(self._say)

    def _say(self) -> None:
        note = " ".join(self._note.text().split())
        if self._act is PrintAct.SHREDDED:
            self._presenter.shredded(note, self.answered)
        elif self._act is PrintAct.HANDED_OVER:
            self._presenter.handed_over(str(self._case.currentData()), note, self.answered)
        else:
            self._presenter.back(note, self.answered)


def _why(act: PrintAct) -> str:
    said = {
        PrintAct.SHREDDED: translate(
            "prints", "Look at the number on the paper. The day and your name go into the log."
        ),
        PrintAct.HANDED_OVER: translate(
            "prints",
            "It goes with a provision that both managers agreed to and whose footage includes this"
            " picture.",
        ),
        PrintAct.BACK: translate(
            "prints",
            "It came back, or another number was meant. What was noted before stays in the log.",
        ),
    }
    return said[act]


def _verb(act: PrintAct) -> str:
    said = {
        PrintAct.SHREDDED: translate("prints", "It was shredded"),
        PrintAct.HANDED_OVER: translate("prints", "It was handed over"),
        PrintAct.BACK: translate("prints", "It is in the shop"),
    }
    return said[act]


def _example(act: PrintAct) -> str:
    said = {
        PrintAct.SHREDDED: translate("prints", "e.g. who shredded it"),
        PrintAct.HANDED_OVER: translate("prints", "e.g. who took it"),
        PrintAct.BACK: translate("prints", "e.g. it was No. 4 that was shredded"),
    }
    return said[act]
