"""The live wall on the screen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QGridLayout, QStackedLayout, QWidget

from shopguard.base.texts import all_codes, words_for
from ui import words
from ui.design import current
from ui.errors import words_of
from ui.live.model import TileState
from ui.live.presenter import LivePresenter, LiveState, TileView
from ui.translate import language, translate
from ui.widgets.basics import button, column, holder, icon_button, label, row
from ui.widgets.page import Empty, Page
from ui.widgets.tile import Badge, Message, Tile

PICTURES_MS = 66  # 15 pictures a second: calm enough for a wall, half the work of 30


class LiveView(Page):
    """Up to four tiles; what is late or lost says so."""

    def __init__(
        self, presenter: LivePresenter, add_camera: Callable[[QWidget], None] | None = None
    ) -> None:
        super().__init__()
        self._presenter = presenter
        self._tiles: dict[str, Tile] = {}
        self._grid = QGridLayout()
        self._grid.setSpacing(current().unit)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._page = label("", "muted")
        self._pager = holder(
            row(
                1,
                icon_button("previous", translate("live", "Previous cameras"), self._previous),
                self._page,
                icon_button("next", translate("live", "Next cameras"), self._next),
                1,
            )
        )
        self._empty = Empty(
            "camera",
            translate("live", "No camera yet"),
            translate("live", "Once a camera is added, what it sees appears here."),
        )
        if add_camera is not None:
            add = button(
                translate("live", "Add a camera"),
                lambda: add_camera(self.window()),
                "primary",
                "add",
            )
            self._empty.add(add)
        self._trouble = Empty("broken-link", "", "")
        rows = column(holder(self._grid), self._pager, margins=1)
        rows.setStretch(0, 1)
        wall = holder(rows)
        self._stack = QStackedLayout(self)
        for part in (wall, self._empty, self._trouble):
            self._stack.addWidget(part)
        self._frames = QTimer(self)
        self._frames.setInterval(PICTURES_MS)
        self._frames.timeout.connect(self.tick)
        presenter.attach(self.show_state)

    def enter(self) -> None:
        self._presenter.enter()
        self._frames.start()

    def leave(self) -> None:
        self._frames.stop()
        self._presenter.leave()
        for tile in self._tiles.values():
            tile.say(Message("live", ""))

    def show_state(self, state: LiveState) -> None:
        if state.failed is not None:
            said = words_of(state.failed)
            self._trouble.say(said.what, f"{said.means} {said.do}")
            self._stack.setCurrentWidget(self._trouble)
            return
        self._stack.setCurrentIndex(1 if state.cameras == () else 0)
        self._pager.setVisible(state.pages > 1)
        self._page.setText(f"{state.page + 1} / {state.pages}")
        if [tile.camera.id for tile in state.tiles] != list(self._tiles):
            self._arrange(state)
        for tile in state.tiles:
            _show_tile(self._tiles[tile.camera.id], tile)

    def _arrange(self, state: LiveState) -> None:
        for tile in self._tiles.values():
            tile.deleteLater()
        self._tiles = {}
        across = 1 if len(state.tiles) == 1 else 2
        for index, seen in enumerate(state.tiles):
            tile = Tile(seen.camera.name)
            tile.setToolTip(seen.camera.place)
            tile.enlarge.connect(lambda camera=seen.camera: self._presenter.enlarge(camera.id))
            tile.resized.connect(self._measure)
            self._tiles[seen.camera.id] = tile
            self._grid.addWidget(tile, index // across, index % across)

    def tick(self) -> None:
        """Draw what is newest."""
        self._presenter.tick()
        for camera_id, tile in self._tiles.items():
            picture = self._presenter.picture(camera_id)
            if picture is not None:
                tile.show_picture(picture, dim=tile.badge is not None and tile.badge.tone == "late")

    def _measure(self) -> None:
        self._presenter.sizes({name: tile.picture_pixels() for name, tile in self._tiles.items()})

    def _previous(self) -> None:
        self._presenter.turn(-1)

    def _next(self) -> None:
        self._presenter.turn(1)


def badge_of(tile: TileView) -> Badge | None:
    """State in an icon and words; the colour comes last."""
    length = words.length(tile.age_s, language())
    if tile.state is TileState.LIVE:
        return Badge("recorder", translate("live", "Live"), "good")
    if tile.state is TileState.LATE:
        return Badge("clock-late", translate("live", "{time} late").format(time=length), "late")
    if tile.state is TileState.LOST:
        said = translate("live", "No picture for {time}").format(time=length)
        return Badge("broken-link", said, "lost")
    return None


def _show_tile(shown: Tile, tile: TileView) -> None:
    badge = badge_of(tile)
    shown.set_badge(badge)
    if tile.state is TileState.WAITING:
        shown.say(Message("clock", translate("live", "Waiting for the first picture…")))
    elif tile.state is TileState.LOST and badge is not None:
        shown.say(Message("broken-link", badge.words, _what_to_try(tile.cause), "lost"))


def _what_to_try(cause: str) -> str:
    code = f"loss.{cause}"
    if code not in all_codes():
        return translate(
            "live", "Check the camera’s power and its cable. It is tried again all the time."
        )
    said = words_for(code, language())
    return f"{said.what}\n{said.do}"
