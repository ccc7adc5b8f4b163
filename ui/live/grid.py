"""The tiles of the wall side by side; moves with all its pictures between page and full screen."""

from __future__ import annotations

import itertools

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QGridLayout, QWidget

from shopguard.base.texts import all_codes, words_for
from ui import words
from ui.design import current
from ui.live.model import TileState
from ui.live.presenter import LivePresenter, LiveState, TileView
from ui.live.tile import WallTile
from ui.translate import language, translate
from ui.widgets.tile import Badge, Message


class WallGrid(QWidget):
    """Draws what the presenter says; what is done to a tile goes to the presenter."""

    def __init__(self, presenter: LivePresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._tiles: dict[str, WallTile] = {}
        self._across = 0
        self._layout = QGridLayout(self)
        self._layout.setSpacing(current().unit // 2)
        self._layout.setContentsMargins(0, 0, 0, 0)

    def show_state(self, state: LiveState) -> None:
        ids = [tile.camera.id for tile in state.tiles]
        if ids != list(self._tiles) or state.across != self._across:
            self._arrange(state)
        for seen in state.tiles:
            _show_tile(self._tiles[seen.camera.id], seen)

    @property
    def tiles(self) -> list[WallTile]:
        """As they stand."""
        return list(self._tiles.values())

    def draw(self) -> None:
        """The newest pictures."""
        for camera_id, tile in self._tiles.items():
            picture = self._presenter.picture(camera_id)
            if picture is not None:
                tile.show_picture(picture, dim=tile.badge is not None and tile.badge.tone == "late")

    def blank(self) -> None:
        """No picture stays on the screen or in memory."""
        for tile in self._tiles.values():
            tile.say(Message("live", ""))

    def measure(self) -> None:
        """Tell how large each picture is shown."""
        self._presenter.sizes({name: tile.picture_pixels() for name, tile in self._tiles.items()})

    # --- inner ------------------------------------------------------------------------------

    def _arrange(self, state: LiveState) -> None:
        """Tiles that stay are only put elsewhere: their pictures stay too."""
        old, self._tiles = self._tiles, {}
        self._across = state.across
        for tile in old.values():
            self._layout.removeWidget(tile)
        for index, seen in enumerate(state.tiles):
            known = seen.camera.id in old
            tile = old.pop(seen.camera.id) if known else self._made(seen)
            self._tiles[seen.camera.id] = tile
            self._layout.addWidget(tile, index // self._across, index % self._across)
        for tile in old.values():
            tile.hide()
            tile.deleteLater()
        used = -(-len(state.tiles) // self._across) if state.tiles else 0
        for line in range(max(self._layout.rowCount(), self._across)):
            whole = state.layout.tiles > 0 and not state.enlarged
            self._layout.setRowStretch(line, int(line < (self._across if whole else used)))
            self._layout.setColumnStretch(line, int(line < self._across))
        self._keep_order()

    def _made(self, seen: TileView) -> WallTile:
        camera = seen.camera
        tile = WallTile(camera.name, camera.place)
        tile.enlarge.connect(lambda: self._presenter.enlarge(camera.id))
        tile.resized.connect(self.measure)
        tile.carried.connect(lambda at: self._carried(camera.id, at))
        tile.put.connect(lambda at: self._put(camera.id, at))
        tile.stepped.connect(lambda right, down, carry: self._step(camera.id, right, down, carry))
        return tile

    def _keep_order(self) -> None:
        """Tab goes from tile to tile as they stand."""
        tiles = list(self._tiles.values())
        for one, after in itertools.pairwise(tiles):
            QWidget.setTabOrder(one, after)

    def _at(self, place: QPointF) -> str:
        """The camera whose tile is there; empty where there is none."""
        for camera_id, tile in self._tiles.items():
            if tile.rect().contains(tile.mapFromGlobal(place).toPoint()):
                return camera_id
        return ""

    def _carried(self, camera_id: str, place: QPointF) -> None:
        goal = self._at(place)
        for name, tile in self._tiles.items():
            tile.mark_goal(goal=name == goal != camera_id)

    def _put(self, camera_id: str, place: QPointF) -> None:
        goal = self._at(place)
        for tile in self._tiles.values():
            tile.mark_goal(goal=False)
        if goal:
            self._presenter.swap(camera_id, goal)

    def _step(self, camera_id: str, right: int, down: int, carry: bool) -> None:
        """From a tile to its neighbour, with the tile or without."""
        ids = list(self._tiles)
        line, place = divmod(ids.index(camera_id), self._across)
        line, place = line + down, place + right
        index = line * self._across + place
        if not 0 <= place < self._across or not 0 <= index < len(ids):
            return
        if carry:
            self._presenter.swap(camera_id, ids[index])
            self._tiles[camera_id].setFocus()
        else:
            self._tiles[ids[index]].setFocus()


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


def _show_tile(shown: WallTile, tile: TileView) -> None:
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
