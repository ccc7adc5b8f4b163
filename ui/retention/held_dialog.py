"""A kept part is kept no longer: what follows from that, why, and both managers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from ui import words
from ui.model import PersonInfo, SignedIn
from ui.retention.model import HeldPart
from ui.retention.words import asked_words, listing
from ui.review.act_dialogs import Done, PairDialog
from ui.review.model import Pair
from ui.translate import language, translate
from ui.widgets.basics import focus_soon, label
from ui.widgets.fields import Field, Line
from ui.widgets.notice import Notice

Act = Callable[[HeldPart, str, Pair, Done], None]


class EndHoldDialog(PairDialog):
    """It cannot be undone: what its time is over for is erased within the hour."""

    def __init__(
        self,
        part: HeldPart,
        people: tuple[SignedIn, Sequence[PersonInfo]],
        act: Act,
        parent: QWidget | None = None,
    ) -> None:
        first, seconds = people
        super().__init__(
            translate("retention", "End keeping this part"),
            _what_follows(part),
            translate("retention", "End it"),
            first,
            seconds,
            self._end,
            parent,
            final=True,
        )
        self._part = part
        self._act_of = act
        until = translate("retention", "Kept until {day} by {name}: {reason}").format(
            day=words.day(part.until_us, language(), year=True), name=part.owner, reason=part.ground
        )
        name = translate("retention", "Why it is needed no longer")
        example = translate("retention", "e.g. the police closed the case")
        self._reason = Line(name, example, 200)
        self._field = Field(name, self._reason, translate("retention", "It stands in the log."))
        span = f"{listing(part.cameras)}\n{words.span_and_length(part.span, language())}"
        about: list[QWidget] = [label(span, "strong", wrap=True), label(until, wrap=True)]
        if part.asked:
            warning = Notice()
            still = translate("retention", "Look there first: what is erased cannot be handed out.")
            warning.say(asked_words(part), still, "late")
            about.append(warning)
        for place, widget in enumerate((*about, self._field)):
            self.body.insertWidget(place, widget)
        self._reason.returnPressed.connect(self.pair.focus)
        focus_soon(self._reason)

    def _submit(self) -> None:
        if self._reason.text().strip():
            super()._submit()
            return
        self._field.trouble(translate("retention", "Say why: the log asks for it."))
        self._reason.setFocus()

    def _end(self, pair: Pair, done: Done) -> None:
        self._act_of(self._part, self._reason.text().strip(), pair, done)


def _what_follows(part: HeldPart) -> str:
    if part.due_us is None:
        return translate(
            "retention",
            "Recordings of that time are erased already: once this ends, the part is erased within"
            " the hour and cannot be brought back.",
        )
    said = translate(
        "retention",
        "After that it counts like every other recording: it is erased from {day} on, or earlier"
        " when the disk is full, and cannot be brought back.",
    )
    return said.format(day=words.day(part.due_us, language()))
