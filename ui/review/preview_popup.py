"""What is at the pointer's place on the timeline: a small picture, and what is known of it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui import words
from ui.design import current
from ui.model import Picture
from ui.review.model import DamagedPicture, NoPicture, Shot, Size
from ui.translate import translate
from ui.widgets.basics import label
from ui.widgets.tile import Badge, Message, Tile

WIDTH = 232
HEIGHT = 160


class PreviewPopup(QFrame):
    """Stands above the timeline, takes no clicks, and is gone with the pointer.

    It lies within the page, never in a window of its own: what hides the page hides it too.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._tile: Tile | None = None
        self._camera_id = ""
        self._said = label("", wrap=True)
        self._layout = QVBoxLayout(self)
        unit = current().unit // 2
        self._layout.setContentsMargins(unit, unit, unit, unit)
        self._layout.addWidget(self._said)
        self.setFixedWidth(WIDTH + 2 * unit + 2)
        self.hide()

    @property
    def tile(self) -> Tile | None:
        return self._tile

    def pixels(self) -> Size:
        """How large a picture is of use."""
        ratio = self.devicePixelRatioF()
        return int(WIDTH * ratio), int(HEIGHT * ratio)

    def show_at(self, x: int, bottom: int, camera: tuple[str, str], us: int, said: str) -> None:
        """Above ``bottom``, its middle at ``x``. ``camera``: id and name."""
        self._use(*camera)
        if self._tile is not None:
            self._tile.set_badge(Badge("clock", words.clock(us), "muted"))
        self._said.setText(said)
        self._said.setVisible(bool(said))
        self.adjustSize()
        page = self.parentWidget()
        room = 0 if page is None else page.width() - self.width()
        self.move(max(0, min(x - self.width() // 2, room)), max(0, bottom - self.height()))
        self.show()
        self.raise_()

    def show_shot(self, camera_id: str, shot: Shot, watermark: str) -> None:
        """The answer to the newest question, if it is still wanted."""
        tile = self._tile
        if tile is None or camera_id != self._camera_id or self.isHidden():
            return
        if isinstance(shot, Picture):
            tile.set_watermark(watermark)
            tile.show_picture(shot)
        else:
            tile.say(brief_words(shot))

    def clear(self) -> None:
        """Out of sight, and nothing kept."""
        if self._tile is not None:
            self._tile.say(Message("clock", ""))
        self.hide()

    def _use(self, camera_id: str, name: str) -> None:
        if camera_id == self._camera_id and self._tile is not None:
            return
        if self._tile is not None:
            self._tile.say(Message("clock", ""))
            self._tile.deleteLater()
        self._camera_id = camera_id
        self._tile = Tile(name)
        self._tile.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._tile.setFixedSize(WIDTH, HEIGHT)
        self._tile.say(Message("clock", ""))
        self._layout.insertWidget(0, self._tile)


def brief_words(shot: NoPicture | DamagedPicture) -> Message:
    """Why there is none; the cause stands below it."""
    if isinstance(shot, DamagedPicture):
        return Message("damaged", translate("review", "Damaged recording"), tone="lost")
    return Message("info", translate("review", "No recording"))
