"""The questions a viewing asks: the door, more time, a part kept, a picture on paper."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QPageLayout
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from shopguard.base.clock import Clock
from shopguard.base.errors import Unavailable
from shopguard.base.texts import fill
from ui.printing import choose_printer, print_on
from ui.review.act_dialogs import PairDialog, StillDialog
from ui.review.acts import Done, ReviewActs
from ui.review.model import Footage
from ui.review.open_dialog import OpenDialog
from ui.review.opening import OpeningPresenter
from ui.review.part_dialogs import HoldDialog, Part
from ui.review.presenter import ReviewPresenter
from ui.services import OpenShop
from ui.tasks import Runner
from ui.translate import language, translate


class ReviewDialogs:
    """One at a time, over the window of ``page``."""

    def __init__(
        self,
        presenter: ReviewPresenter,
        shop: OpenShop,
        runner: Runner,
        clock: Clock,
        page: QWidget,
    ) -> None:
        self._presenter = presenter
        self._acts = ReviewActs(presenter, shop, clock)
        self._shop = shop
        self._runner = runner
        self._clock = clock
        self._page = page
        self._dialog: QDialog | None = None

    def dismiss(self) -> None:
        """No question stays open."""
        if self._dialog is not None:
            self._dialog.reject()

    def open(self) -> None:
        """The door's dialog."""
        first = self._presenter.first
        if first is None or self._dialog is not None:
            return

        def opened(footage: Footage) -> None:
            dialog.accept()
            self._presenter.begin(footage, first)

        opening = OpeningPresenter(self._shop, first, self._runner, self._clock, opened)
        dialog = OpenDialog(opening, self._page.window())
        self._show(dialog)

    def extend(self) -> None:
        first, viewing = self._presenter.first, self._presenter.state.viewing
        if first is None or viewing is None:
            return
        dialog = PairDialog(
            translate("review", "Extend this viewing"),
            fill(
                translate(
                    "review", "Another {n} {n:?minute|minutes}, agreed to by both. It is logged."
                ),
                n=viewing.minutes,
            ),
            translate("review", "Extend"),
            first,
            viewing.extenders,
            self._acts.extend,
            self._page.window(),
        )
        self._show(dialog)

    def hold(self) -> None:
        viewing, mark = self._presenter.state.viewing, self._presenter.state.mark
        if viewing is not None and mark is not None:
            part = Part(mark, viewing.cameras)
            self._show(HoldDialog(part, self._acts.hold, self._page.window()))

    def print_still(self) -> None:
        """The picture of the camera in front; the printer is chosen before a number is used."""
        shown, viewing = self._acts.shown(), self._presenter.state.viewing
        if viewing is None:
            return
        if shown is None:
            self._presenter.change(trouble=Unavailable("still.no_picture"))
            return
        if self._presenter.player is not None:
            self._presenter.player.pause()
        name = next((each.name for each in viewing.cameras if each.id == shown[0]), "")

        def act(done: Done) -> None:
            try:
                printer = choose_printer(name, self._page.window(), only_paper=True)
            except Unavailable as error:
                done(error)
                return
            if printer is None:
                dialog.thought_better()
                return
            printer.setPageOrientation(QPageLayout.Orientation.Landscape)
            self._acts.still(*shown, language(), partial(_put_on, printer), done)

        dialog = StillDialog(name, shown[1], act, self._page.window())
        self._show(dialog)

    def _show(self, dialog: QDialog) -> None:
        self._dialog = dialog
        dialog.finished.connect(self._closed)
        dialog.open()

    def _closed(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
        self._dialog = None


def _put_on(printer: QPrinter, pdf: bytes) -> None:
    try:
        print_on(printer, pdf)
    except Unavailable as error:
        raise Unavailable("still.no_printer") from error
