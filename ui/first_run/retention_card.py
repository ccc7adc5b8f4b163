"""How long recordings are kept, with what fits on this disk."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from shopguard.base.texts import fill
from ui import words
from ui.first_run.model import DAY_CHOICES
from ui.first_run.retention import RetentionPresenter, RetentionState
from ui.review.pair_form import PairForm
from ui.translate import translate
from ui.widgets.basics import button, card, column, icon_label, label, row, set_tone
from ui.widgets.notice import Notice


class RetentionCard(QWidget):
    """Four choices; another than the one in force asks both managers."""

    changed = Signal()

    def __init__(self, presenter: RetentionPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        group = QButtonGroup(self)
        self._choices = {}
        for days in DAY_CHOICES:
            said = fill(translate("first run", "{n} {n:?day|days}"), n=days)
            made = button(said, partial(presenter.want, days))
            made.setCheckable(True)
            group.addButton(made)
            self._choices[days] = made
        self._fits = label("", wrap=True)
        self._sign = icon_label("warning", "late", 20)
        self._notice = Notice()
        self._both = QWidget()
        self._pair = PairForm(presenter.first) if presenter.first is not None else None
        self._agree = button(translate("first run", "Both agree"), self._agreed, "primary")
        asking = column(
            label(translate("first run", "Both managers agree to a change:"), "strong"),
            self._pair,
            row(1, self._agree),
        )
        self._both.setLayout(asking)
        choices = row(*self._choices.values(), 1)
        fits = row(self._sign, self._fits)
        fits.setStretch(1, 1)
        asked = card(column(choices, fits, margins=2))
        rows = column(asked, self._both, self._notice, 1, spacing=2)
        self.setLayout(rows)
        presenter.attach(self.show_state)
        presenter.load()

    def show_state(self, state: RetentionState) -> None:
        self._choices.get(state.wanted, self._choices[DAY_CHOICES[-1]]).setChecked(True)
        if state.fits_days is None:
            said = translate(
                "first run", "How many days fit on this disk is known after a day of recording."
            )
        elif not state.too_few:
            said = translate("first run", "This disk holds about {n} {n:?day|days}: enough.")
        else:
            said = translate(
                "first run",
                "This disk holds about {n} {n:?day|days}: {wanted} will not be reached. When it is"
                " full, the oldest recordings go first, earlier than chosen here.",
            )
        fits = words.days(state.fits_days) if state.fits_days is not None else ""
        self._fits.setText(fill(said, n=fits, wanted=state.wanted))
        few = state.too_few
        set_tone(self._fits, "late" if few else "")
        self._sign.setVisible(few)
        self._both.setVisible(state.wanted != state.days)
        if self._pair is not None:
            fit = [person.login for person in state.seconds if not person.unfit]
            self._pair.offer(state.seconds, fit[0] if fit else "")
        self._agree.setEnabled(not state.busy)
        self._notice.say_error(state.trouble)
        self.changed.emit()

    def focus(self) -> None:
        self._choices[self._presenter.state.wanted].setFocus()

    def _agreed(self) -> None:
        if self._pair is not None:
            self._presenter.agree(self._pair.pair())
