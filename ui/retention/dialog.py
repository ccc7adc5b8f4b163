"""Other days, for the shop or for one camera: counted as they are chosen, agreed to by both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QCheckBox, QWidget

from shopguard.base.texts import fill
from ui.design import current
from ui.first_run.model import DAY_CHOICES
from ui.model import PersonInfo, SignedIn
from ui.retention.model import MOST_DAYS, REASON_BEYOND_DAYS, Change, Keeping, Kept
from ui.retention.words import room_words
from ui.review.act_dialogs import Done, PairDialog
from ui.review.model import Pair
from ui.translate import translate
from ui.widgets.basics import button, holder, label, row
from ui.widgets.fields import Field, Line

Act = Callable[[Change, Pair, Done], None]


class DaysDialog(PairDialog):
    """``kept`` None: the whole shop."""

    def __init__(
        self,
        keeping: Keeping,
        kept: Kept | None,
        people: tuple[SignedIn, Sequence[PersonInfo]],
        act: Act,
        parent: QWidget | None = None,
    ) -> None:
        first, seconds = people
        named = translate("retention", "How long “{name}” is kept")
        heading = (
            translate("retention", "How long recordings are kept")
            if kept is None
            else named.format(name=kept.camera.name)
        )
        why = translate(
            "retention",
            "As short as the purpose allows. With fewer days, older recordings are erased within"
            " the hour and cannot be brought back; held parts stay.",
        )
        super().__init__(
            heading, why, translate("retention", "Both agree"), first, seconds, self._agree, parent
        )
        self._keeping = keeping
        self._kept = kept
        self._change = act
        self._days = Line(translate("retention", "Days"), "", 3)
        self._days.setValidator(QIntValidator(1, MOST_DAYS, self._days))
        self._days.setText(str(keeping.days if kept is None else kept.days))
        self._days.setFixedWidth(current().wide(12))
        alike = fill(translate("retention", "Like the shop ({n} {n:?day|days})"), n=keeping.days)
        self._alike = QCheckBox(alike)
        self._alike.setVisible(kept is not None)
        self._alike.setChecked(kept is not None and not kept.own)
        self._fits = label("", wrap=True)
        why_longer = translate("retention", "Why more than {n} {n:?day is|days are} needed")
        self._reason = Line(fill(why_longer, n=REASON_BEYOND_DAYS), "", 500)
        self._reason.setText(keeping.reason if kept is None else "")
        hint = translate("retention", "It stands in the rule, with both names.")
        self._longer = Field(fill(why_longer, n=REASON_BEYOND_DAYS), self._reason, hint)
        days = Field(translate("retention", "Days"), self._days)
        said = translate("retention", "{n} {n:?day|days}")
        self._quick = [button(fill(said, n=few), partial(self.choose, few)) for few in DAY_CHOICES]
        choices = row(days, *self._quick, 1)
        for made in self._quick:
            choices.setAlignment(made, Qt.AlignmentFlag.AlignBottom)
        parts = (holder(choices), self._alike, self._fits, self._longer)
        for place, part in enumerate(parts):
            self.body.insertWidget(place, part)
        self._days.textEdited.connect(lambda _: self._alike.setChecked(False))
        self._days.textChanged.connect(lambda _: self._count())
        self._alike.toggled.connect(lambda _: self._count())
        self._count()

    def choose(self, days: int) -> None:
        """As if typed."""
        self._alike.setChecked(False)
        self._days.setText(str(days))

    def _chosen(self) -> int:
        """0: like the shop."""
        return 0 if self._alike.isChecked() else int(self._days.text())

    def _submit(self) -> None:
        if self._go.isEnabled():
            super()._submit()

    def _count(self) -> None:
        """What the days come to, said at once."""
        known = self._alike.isChecked() or self._days.hasAcceptableInput()
        self._go.setEnabled(known)
        if not known:
            self._fits.setText(translate("retention", "A number from 1 to 365."))
            return
        days = self._chosen() or self._keeping.days
        camera = self._kept.camera.id if self._kept is not None else ""
        self._fits.setText(room_words(self._keeping.with_days(days, camera)))
        before = self._keeping.days if self._kept is None else self._kept.days
        shorter = days < before
        self.be_final(final=shorter)  # what is older is erased within the hour
        agree = translate("retention", "Both agree")
        less = translate("retention", "Shorten to {n} {n:?day|days}")
        self.call_it(fill(less, n=days) if shorter else agree)
        self._longer.setVisible(self._chosen() > REASON_BEYOND_DAYS)

    def _agree(self, pair: Pair, done: Done) -> None:
        camera = self._kept.camera.id if self._kept is not None else ""
        change = Change(self._chosen(), camera, self._reason.text())
        self._change(change, pair, done)
