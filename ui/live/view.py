"""The page of the live wall: the tiles, and below them how many and where."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence, QScreen, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QLabel,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from ui.errors import words_of
from ui.live.arrangements import KEYED, ArrangementButton, UndoBar
from ui.live.full_screen import WholeScreen, other_screen
from ui.live.grid import WallGrid
from ui.live.layout import GRIDS
from ui.live.presenter import LivePresenter, LiveState
from ui.translate import translate
from ui.widgets.basics import button, column, holder, icon_button, label, row
from ui.widgets.page import Empty, Page

PICTURES_MS = 66  # 15 pictures a second: calm enough for a wall, half the work of 30


class LiveView(Page):
    """1, 4, 9 or 16 tiles, on the page or over a whole screen; what is late or lost says so."""

    def __init__(
        self, presenter: LivePresenter, add_camera: Callable[[QWidget], None] | None = None
    ) -> None:
        super().__init__()
        self._presenter = presenter
        self._whole: WholeScreen | None = None
        self._grid = WallGrid(presenter)
        self._place = QVBoxLayout()
        self._place.setContentsMargins(0, 0, 0, 0)
        self._place.addWidget(self._grid)
        self._elsewhere = self._made_elsewhere()
        self._empty = _empty(self, add_camera)
        self._trouble = Empty("broken-link", "", "")
        self._choices = QButtonGroup(self)
        self._grids = self._made_grids()
        self._named = ArrangementButton(presenter)
        self._undo = UndoBar(presenter.undo)
        self._pager, self._page = self._made_pager()
        back = translate("live", "Back to all cameras (Esc)")
        self._all = button(back, presenter.all_again, icon="back")
        choices = (*self._grids.values(), self._named, self._all)
        screens = self._made_screens()
        self._bar = (*choices, *self._pager.findChildren(QPushButton), *screens)
        bar = row(*choices, 1, self._pager, 1, *screens)
        rows = column(holder(self._place), self._undo, bar, margins=1)
        rows.setStretch(0, 1)
        self._stack = QStackedLayout(self)
        for part in (holder(rows), self._empty, self._trouble, self._elsewhere):
            self._stack.addWidget(part)
        self._frames = QTimer(self)
        self._frames.setInterval(PICTURES_MS)
        self._frames.timeout.connect(self.tick)
        self._hear_keys(self, presenter.all_again)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenAdded.connect(self._screens_changed)
            app.screenRemoved.connect(self._screens_changed)
        self._screens_changed()
        presenter.attach(self.show_state)

    # --- coming and going -------------------------------------------------------------------

    def enter(self) -> None:
        if self._whole is None:
            self._presenter.enter()
        self._frames.start()

    def leave(self) -> None:
        """Another page comes into sight; a wall on another screen goes on."""
        if self._whole is None:
            self._stop()

    def end(self) -> None:
        self._bring_back()
        self._stop()

    def tick(self) -> None:
        """Draw what is newest."""
        self._presenter.tick()
        self._grid.draw()

    def show_state(self, state: LiveState) -> None:
        if state.failed is not None:
            self._bring_back()
            said = words_of(state.failed)
            self._trouble.say(said.what, f"{said.means} {said.do}")
            self._stack.setCurrentWidget(self._trouble)
            return
        cameras = state.cameras or ()
        self._pager.setVisible(state.pages > 1 or (bool(state.enlarged) and len(cameras) > 1))
        self._all.setVisible(bool(state.enlarged))
        self._page.setText("" if state.enlarged else f"{state.page + 1} / {state.pages}")
        self._choices.setExclusive(not state.enlarged)  # one alone is none of them
        for tiles, choice in self._grids.items():
            choice.setChecked(tiles == state.at_once and not state.enlarged)
        self._named.show_state(state)
        self._undo.show_undo(state.undo)
        before = self._grid.tiles
        self._grid.show_state(state)
        if before != self._grid.tiles and self._whole is None:
            self._keep_order()
        self._show_part(state)

    # --- the whole screen -------------------------------------------------------------------

    def whole_screen(self, *, other: bool = False) -> None:
        """Over this screen, or another; once more, and it is back."""
        if self._whole is not None:
            self._bring_back()
            return
        screen = other_screen(self.window()) if other else self.window().screen()
        if screen is None or self._stack.currentIndex():
            return
        self._go_to(screen)

    @property
    def whole(self) -> WholeScreen | None:
        """The wall's own window while it has one."""
        return self._whole

    def _go_to(self, screen: QScreen) -> None:
        self._whole = WholeScreen(self, self._grid, screen, self._bring_back)
        self._hear_keys(self._whole, self._one_step_back)
        self._whole.showFullScreen()
        self._grid.setFocus()
        self._show_part(self._presenter.state)

    def _bring_back(self) -> None:
        whole, self._whole = self._whole, None
        if whole is None:
            return
        self._place.addWidget(self._grid)
        whole.hide()
        whole.deleteLater()
        if self._presenter.state.failed is None:
            self._show_part(self._presenter.state)
        if not self.isVisible():  # another page is in sight
            self._stop()

    def _one_step_back(self) -> None:
        """Esc over a whole screen: first from one camera to all, then to the page."""
        if self._presenter.state.enlarged:
            self._presenter.all_again()
        else:
            self._bring_back()

    def _show_part(self, state: LiveState) -> None:
        if self._whole is not None:
            self._stack.setCurrentWidget(self._elsewhere)
        else:
            self._stack.setCurrentIndex(1 if state.cameras == () else 0)

    def _stop(self) -> None:
        self._frames.stop()
        self._presenter.leave()
        self._grid.blank()

    def _hear_keys(self, window: QWidget, back: Callable[[], None]) -> None:
        """The wall's own keys, on the page and over a whole screen."""
        turn = self._presenter.turn
        for keys, act in (
            ("Esc", back),
            ("PgUp", partial(turn, -1)),
            ("PgDown", partial(turn, 1)),
            ("F11", self.whole_screen),
            ("Shift+F11", partial(self.whole_screen, other=True)),
            ("Ctrl+Z", self._presenter.undo),
            *((f"Alt+{n + 1}", partial(self._named.choose, n)) for n in range(KEYED)),
        ):
            QShortcut(QKeySequence(keys), window).activated.connect(act)

    def _keep_order(self) -> None:
        """Tab goes through the tiles first, then along the bar."""
        for one, after in pairwise((*self._grid.tiles[-1:], *self._bar)):
            QWidget.setTabOrder(one, after)

    # --- parts ------------------------------------------------------------------------------

    def _made_grids(self) -> dict[int, QPushButton]:
        """How many tiles at once."""
        made = {}
        for tiles in GRIDS:
            name = translate("live", "{n} at once").format(n=tiles)
            choice = icon_button(f"grid-{tiles}", name, partial(self._presenter.choose_grid, tiles))
            choice.setCheckable(True)
            self._choices.addButton(choice)
            made[tiles] = choice
        return made

    def _made_pager(self) -> tuple[QWidget, QLabel]:
        page = label("", "muted")
        turn = self._presenter.turn
        pager = row(
            icon_button(
                "previous", translate("live", "Previous cameras"), partial(turn, -1), "PgUp"
            ),
            page,
            icon_button("next", translate("live", "Next cameras"), partial(turn, 1), "PgDn"),
        )
        return holder(pager), page

    def _made_screens(self) -> tuple[QPushButton, QPushButton]:
        whole = icon_button(
            "whole-screen", translate("live", "Whole screen"), self.whole_screen, "F11"
        )
        self._other = icon_button(
            "other-screen",
            translate("live", "On the other screen"),
            partial(self.whole_screen, other=True),
            "Shift+F11",
        )
        return whole, self._other

    def _made_elsewhere(self) -> Empty:
        part = Empty(
            "other-screen",
            translate("live", "The live pictures are on a whole screen"),
            translate("live", "They stay there while you work here, until somebody locks."),
        )
        part.add(button(translate("live", "Bring them back"), self._bring_back, "primary"))
        return part

    def _screens_changed(self, _screen: QScreen | None = None) -> None:
        self._other.setVisible(len(QGuiApplication.screens()) > 1)


def _empty(page: QWidget, add_camera: Callable[[QWidget], None] | None) -> Empty:
    """No camera yet."""
    made = Empty(
        "camera",
        translate("live", "No camera yet"),
        translate("live", "Once a camera is added, what it sees appears here."),
    )
    if add_camera is not None:
        words = translate("live", "Add a camera")
        made.add(button(words, lambda: add_camera(page.window()), "primary", "add"))
    return made
