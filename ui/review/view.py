"""The review page: how to open recordings, and up to nine cameras in step once they are open."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QPushButton, QStackedLayout

from shopguard.base.clock import Clock
from shopguard.base.span import Span
from ui import words
from ui.design import current
from ui.model import Picture
from ui.people.names import short
from ui.review.closed import Closed
from ui.review.dialogs import ReviewDialogs
from ui.review.marking import Marking
from ui.review.model import DamagedPicture, EndReason, NoPicture, Shot
from ui.review.panel import Panel
from ui.review.player import PlayState
from ui.review.presenter import ReviewPresenter, ReviewState, Viewing
from ui.review.preview_popup import PreviewPopup
from ui.review.review_tile import ReviewTile
from ui.review.timeline import Line, Timeline
from ui.review.tips import cause_words, damage_words
from ui.review.transport import Transport
from ui.services import OpenShop
from ui.tasks import Runner
from ui.translate import translate
from ui.widgets.basics import column, holder, row, scrolling
from ui.widgets.page import Page
from ui.widgets.tile import Badge, Message

TICK_MS = 33


class ReviewView(Page):
    """Draws what the presenter and its player say; opens the dialogs.

    ``provide``: the way to the room where the marked part of these cameras is handed over.
    """

    def __init__(
        self,
        presenter: ReviewPresenter,
        shop: OpenShop,
        runner: Runner,
        clock: Clock,
        provide: Callable[[tuple[str, ...], Span], None],
    ) -> None:
        super().__init__()
        self._presenter = presenter
        self._provide = provide
        self.dialogs = ReviewDialogs(presenter, shop, runner, clock, self)
        self._viewing: Viewing | None = None
        self._tiles: dict[str, ReviewTile] = {}
        self._grid = QGridLayout()
        self._grid.setSpacing(current().unit)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._panel = Panel()
        self._transport = Transport()
        self._marking = Marking()
        self._timeline = Timeline()
        self._closed = Closed(self.dialogs.open)
        self._lay_out()
        self._connect()
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(presenter.tick)
        presenter.clear_pictures = self._clear
        presenter.attach(self.show_state)

    def _lay_out(self) -> None:
        pictures = holder(self._grid)
        beside = scrolling(self._panel)
        beside.setFixedWidth(current().wide(Panel.WIDTH))
        upper = row(pictures, beside, spacing=1)
        upper.setStretch(0, 1)
        under = (self._transport, self._marking, self._timeline)
        rows = column(holder(upper), *under, spacing=1, margins=1)
        rows.setStretch(0, 1)
        self._opened = holder(rows)
        self._preview = PreviewPopup(self._opened)
        parts = (self._transport, self._marking, self._panel)
        for control in (each for part in parts for each in part.findChildren(QPushButton)):
            control.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves Space to the pictures
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._closed)
        self._stack.addWidget(self._opened)

    def _connect(self) -> None:
        presenter = self._presenter
        self._timeline.sought.connect(self._seek)
        self._timeline.marked.connect(presenter.set_mark)
        self._timeline.hovered.connect(self._hover)
        self._timeline.unhovered.connect(self._preview.clear)
        self._transport.typed.connect(self._typed)
        self._transport.happening.connect(presenter.next_happening)
        self._transport.loop.connect(presenter.loop)
        self._transport.still.connect(self.dialogs.print_still)
        self._transport.keys(self._opened)
        panel = self._panel
        panel.seek.connect(lambda at_us: self._seek(at_us, False))
        panel.close_viewing.connect(lambda: presenter.end(EndReason.CLOSED))
        panel.extend.connect(self.dialogs.extend)
        marking = self._marking
        marking.start.connect(presenter.mark_in)
        marking.end.connect(presenter.mark_out)
        marking.clear.connect(lambda: presenter.set_mark(None))
        marking.hold.connect(self.dialogs.hold)
        marking.provide.connect(self._hand_over)
        marking.still.connect(self.dialogs.print_still)
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
        self._preview.clear()
        self.dialogs.dismiss()

    def end(self) -> None:
        """The viewing may go on; another view of it comes, or none."""
        self._presenter.detach()
        if self._presenter.player is not None:
            self._presenter.player.detach()
            self._presenter.player.on_shot = lambda _name, _shot: None
        if self._presenter.listening is not None:
            self._presenter.listening.detach()

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
        self._transport.may_loop(marked=state.mark is not None)
        self._marking.show_mark(state.mark)
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
        self._transport.sound.drive(self._presenter.listening)
        self.dialogs.dismiss()
        if state.viewing is None or player is None:
            return
        across = math.ceil(math.sqrt(len(state.viewing.cameras)))
        mark = "・".join(map(short, state.viewing.viewers))
        for index, camera in enumerate(state.viewing.cameras):
            tile = ReviewTile(camera.name)
            tile.set_watermark(mark)
            tile.resized.connect(self._measure)
            tile.enlarge.connect(lambda name=camera.id: self._enlarge(name))
            tile.chosen.connect(lambda name=camera.id: self._bring_to_front(name))
            self._tiles[camera.id] = tile
            self._grid.addWidget(tile, index // across, index % across)
        self._bring_to_front(player.lead)
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
            names = "・".join(map(short, viewing.viewers))
            tile.set_watermark(f"{names} {words.clock(shot.at_us)}")
            tile.set_badge(Badge("clock", words.clock(shot.at_us, tenths=True), "muted"))
            tile.show_picture(shot)
        else:
            tile.set_badge(None)
            tile.say(nothing_words(shot, viewing.request.span))

    def _clear(self) -> None:
        """Every picture goes at once."""
        self._preview.clear()
        for tile in self._tiles.values():
            tile.say(Message("lock", ""))
            tile.set_badge(None)
            tile.repaint()

    def _measure(self) -> None:
        player = self._presenter.player
        if player is not None:
            shown = ((n, tile) for n, tile in self._tiles.items() if not tile.isHidden())
            player.set_sizes({name: tile.picture_pixels() for name, tile in shown})

    def _enlarge(self, camera_id: str) -> None:
        """One camera alone, or all again; it also becomes the one that is stepped."""
        alone = any(tile.isHidden() for tile in self._tiles.values())
        for name, tile in self._tiles.items():
            tile.setVisible(alone or name == camera_id)
        self._measure()
        self._bring_to_front(camera_id)

    def _bring_to_front(self, camera_id: str) -> None:
        """The one that is stepped and printed."""
        if self._presenter.player is not None:
            self._presenter.player.lead = camera_id
        for name, tile in self._tiles.items():
            tile.set_front(front=name == camera_id and len(self._tiles) > 1)

    def _hover(self, camera_id: str, us: int, x: float) -> None:
        """The picture of that moment, small, above the pointer."""
        player, previews, viewing = self._presenter.player, self._presenter.previews, self._viewing
        if player is None or previews is None or viewing is None:
            return
        wanted = camera_id or player.lead
        camera = next((each for each in viewing.cameras if each.id == wanted), None)
        if camera is None:
            return
        place = self._timeline.pos() + QPoint(round(x), 0)
        said = self._timeline.tip_of(camera_id, us) if camera_id else ""
        self._preview.show_at(place.x(), place.y() - 2, (wanted, camera.name), us, said)
        previews.ask(wanted, us, self._preview.pixels(), self._previewed)

    def _previewed(self, camera_id: str, shot: Shot) -> None:
        if self._viewing is not None:
            names = "・".join(map(short, self._viewing.viewers))
            self._preview.show_shot(camera_id, shot, names)

    # --- screen → presenter -----------------------------------------------------------------

    def _typed(self, words: str) -> None:
        """Followed: the keyboard goes back to the pictures. Else it stays, and is told why."""
        if self._presenter.jump_to(words):
            self._transport.typed_well()
            self._timeline.setFocus()

    def _hand_over(self) -> None:
        viewing, mark = self._presenter.state.viewing, self._presenter.state.mark
        if viewing is not None and mark is not None:
            self._provide(viewing.request.camera_ids, mark)

    def _seek(self, at_us: int, moving: bool) -> None:
        if self._presenter.player is not None:
            self._presenter.player.seek(at_us, moving=moving)


def nothing_words(shot: NoPicture | DamagedPicture, granted: Span) -> Message:
    """A gap is a fact with a cause and an end; damage is shown as damage, never as a picture."""
    if isinstance(shot, DamagedPicture):
        said = translate("review", "Damaged recording")
        return Message("damaged", said, damage_words(shot.damage), "lost")
    until = translate("review", "Until {time}").format(time=words.clock(shot.span.end))
    if shot.span.end >= granted.end:
        until = translate("review", "Until the end of what was opened")
    return Message(
        "info", translate("review", "No recording"), f"{cause_words(shot.cause)}\n{until}"
    )
