"""The review page: how to open recordings, and up to four cameras in step once they are open."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QGridLayout, QStackedLayout

from shopguard.base.clock import Clock
from ui import words
from ui.design import current
from ui.model import Picture
from ui.printing import documents
from ui.review.act_dialogs import ExportDialog, HoldDialog, PairDialog
from ui.review.closed import Closed
from ui.review.model import DamagedPicture, EndReason, Footage, NoPicture, Shot
from ui.review.open_dialog import OpenDialog
from ui.review.opening import OpeningPresenter
from ui.review.panel import Panel
from ui.review.player import PlayState
from ui.review.presenter import ReviewPresenter, ReviewState, Viewing
from ui.review.timeline import Line, Timeline
from ui.review.tips import cause_words, damage_words
from ui.review.transport import Transport
from ui.services import OpenShop
from ui.tasks import Runner
from ui.translate import language, translate
from ui.widgets.basics import column, holder, row
from ui.widgets.page import Page
from ui.widgets.tile import Badge, Message, Tile

TICK_MS = 33


class ReviewView(Page):
    """Draws what the presenter and its player say; opens the dialogs."""

    def __init__(
        self, presenter: ReviewPresenter, shop: OpenShop, runner: Runner, clock: Clock
    ) -> None:
        super().__init__()
        self._presenter = presenter
        self._shop = shop
        self._runner = runner
        self._clock = clock
        self._viewing: Viewing | None = None
        self._tiles: dict[str, Tile] = {}
        self._dialog: QDialog | None = None
        self._grid = QGridLayout()
        self._grid.setSpacing(current().unit)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._panel = Panel()
        self._transport = Transport()
        self._timeline = Timeline()
        self._closed = Closed(self.open)
        self._lay_out()
        self._connect()
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(presenter.tick)
        presenter.clear_pictures = self._clear
        presenter.attach(self.show_state)

    def _lay_out(self) -> None:
        pictures = holder(self._grid)
        left = column(pictures, self._transport, spacing=1)
        left.setStretch(0, 1)
        upper = row(holder(left), self._panel, spacing=1)
        upper.setStretch(0, 1)
        rows = column(holder(upper), self._timeline, spacing=1, margins=1)
        rows.setStretch(0, 1)
        self._opened = holder(rows)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._closed)
        self._stack.addWidget(self._opened)

    def _connect(self) -> None:
        presenter = self._presenter
        self._timeline.sought.connect(self._seek)
        self._timeline.marked.connect(presenter.set_mark)
        self._transport.typed.connect(presenter.jump_to)
        self._transport.keys(self._opened)
        panel = self._panel
        panel.seek.connect(lambda at_us: self._seek(at_us, False))
        panel.close_viewing.connect(lambda: presenter.end(EndReason.CLOSED))
        panel.unmark.connect(lambda: presenter.set_mark(None))
        panel.extend.connect(self._extend)
        panel.hold.connect(self._hold)
        panel.export.connect(self._export)
        acts: dict[str, Callable[[], None]] = {
            "I": presenter.mark_in,
            "O": presenter.mark_out,
            "Ctrl+Right": lambda: presenter.next_happening(1),
            "Ctrl+Left": lambda: presenter.next_happening(-1),
        }
        for keys, act in acts.items():
            shortcut = QShortcut(QKeySequence(keys), self._opened)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def leave(self) -> None:
        """Out of sight: nothing plays on, no question stays open."""
        if self._presenter.player is not None:
            self._presenter.player.pause()
        if self._dialog is not None:
            self._dialog.reject()

    def end(self) -> None:
        """The viewing may go on; another view of it comes, or none."""
        self._presenter.detach()
        if self._presenter.player is not None:
            self._presenter.player.detach()
            self._presenter.player.on_shot = lambda _name, _shot: None

    # --- state → screen ---------------------------------------------------------------------

    def show_state(self, state: ReviewState) -> None:
        if state.viewing is not self._viewing:
            self._viewing = state.viewing
            self._arrange(state)
        if state.viewing is None:
            self._timer.stop()
            self._closed.say(state)
            self._stack.setCurrentWidget(self._closed)
            return
        names = {camera.id: camera.name for camera in state.viewing.cameras}
        lines = tuple(Line(names.get(t.camera_id, ""), t) for t in state.tracks)
        self._timeline.show_lines(lines, state.viewing.request.span)
        self._timeline.show_mark(state.mark)
        self._panel.show_state(state)
        if self._stack.currentWidget() is not self._opened:
            self._stack.setCurrentWidget(self._opened)
            self._timeline.setFocus()
            self._timer.start()

    def _arrange(self, state: ReviewState) -> None:
        """Tiles for a viewing, or none."""
        for tile in self._tiles.values():
            tile.deleteLater()
        self._tiles = {}
        player = self._presenter.player
        self._transport.drive(player)
        if self._dialog is not None:
            self._dialog.reject()
        if state.viewing is None or player is None:
            return
        across = 1 if len(state.viewing.cameras) == 1 else 2
        mark = "・".join(person.name for person in state.viewing.viewers)
        for index, camera in enumerate(state.viewing.cameras):
            tile = Tile(camera.name)
            tile.set_watermark(mark)
            tile.resized.connect(self._measure)
            tile.enlarge.connect(lambda name=camera.id: self._enlarge(name))
            self._tiles[camera.id] = tile
            self._grid.addWidget(tile, index // across, index % across)
        player.on_shot = self._shot
        player.attach(self._moved)
        for name, shot in player.shots.items():
            self._shot(name, shot)

    def _moved(self, state: PlayState) -> None:
        self._timeline.show_position(state.at_us)
        self._transport.show_state(state)

    def _shot(self, camera_id: str, shot: Shot) -> None:
        tile, viewing = self._tiles.get(camera_id), self._viewing
        if tile is None or viewing is None:
            return
        if isinstance(shot, Picture):
            names = "・".join(person.name for person in viewing.viewers)
            tile.set_watermark(f"{names} {words.clock(shot.at_us)}")
            tile.set_badge(Badge("clock", words.clock(shot.at_us, tenths=True), "muted"))
            tile.show_picture(shot)
        else:
            tile.set_badge(None)
            tile.say(nothing_words(shot))

    def _clear(self) -> None:
        """Every picture goes at once."""
        for tile in self._tiles.values():
            tile.say(Message("lock", ""))
            tile.set_badge(None)
            tile.repaint()

    def _measure(self) -> None:
        player = self._presenter.player
        if player is not None:
            shown = {
                n: tile.picture_pixels() for n, tile in self._tiles.items() if tile.isVisible()
            }
            player.set_sizes(shown)

    def _enlarge(self, camera_id: str) -> None:
        """One camera alone, or all again; it also becomes the one that is stepped."""
        alone = any(tile.isHidden() for tile in self._tiles.values())
        for name, tile in self._tiles.items():
            tile.setVisible(alone or name == camera_id)
        if self._presenter.player is not None:
            self._presenter.player.lead = camera_id

    # --- screen → presenter -----------------------------------------------------------------

    def open(self) -> None:
        """The door's dialog."""
        first = self._presenter.first
        if first is None or self._dialog is not None:
            return

        def opened(footage: Footage) -> None:
            dialog.accept()
            self._presenter.begin(footage, first)

        opening = OpeningPresenter(self._shop, first, self._runner, self._clock, opened)
        dialog = OpenDialog(opening, self.window())
        self._show_dialog(dialog)

    def _seek(self, at_us: int, moving: bool) -> None:
        if self._presenter.player is not None:
            self._presenter.player.seek(at_us, moving=moving)

    def _extend(self) -> None:
        first, viewing = self._presenter.first, self._viewing
        if first is None or viewing is None:
            return
        dialog = PairDialog(
            translate("review", "Extend this viewing"),
            translate("review", "Another {n} minutes, agreed to by both. It is logged.").format(
                n=viewing.minutes
            ),
            translate("review", "Extend"),
            first,
            viewing.extenders,
            self._presenter.extend,
            self.window(),
        )
        self._show_dialog(dialog)

    def _export(self) -> None:
        first, viewing, mark = self._presenter.first, self._viewing, self._presenter.state.mark
        if first is None or viewing is None or mark is None:
            return
        folder = documents()
        act = self._presenter.export
        self._show_dialog(ExportDialog(mark, folder, first, viewing.exporters, act, self.window()))

    def _hold(self) -> None:
        mark = self._presenter.state.mark
        if mark is not None:
            self._show_dialog(HoldDialog(mark, self._presenter.hold, self.window()))

    def _show_dialog(self, dialog: QDialog) -> None:
        self._dialog = dialog
        dialog.finished.connect(self._dialog_closed)
        dialog.open()

    def _dialog_closed(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
        self._dialog = None


def nothing_words(shot: NoPicture | DamagedPicture) -> Message:
    """A gap is a fact with a cause; damage is shown as damage, never as a picture."""
    if isinstance(shot, DamagedPicture):
        said = translate("review", "Damaged recording")
        return Message("damaged", said, damage_words(shot.damage), "lost")
    length = words.length(shot.span.duration / 1e6, language())
    ends = f"{words.clock(shot.span.start)} 〜 {words.clock(shot.span.end)}({length})"
    return Message(
        "info", translate("review", "No recording"), f"{cause_words(shot.cause)}\n{ends}"
    )
