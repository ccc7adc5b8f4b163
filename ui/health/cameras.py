"""A row a camera: few enough that a plain grid reads best."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from shopguard.base.texts import all_codes, words_for
from ui import words
from ui.design import current
from ui.health.model import CameraHealth, Level
from ui.review.tips import cause_words
from ui.translate import language, translate
from ui.widgets.basics import icon_label, label

SIGNS = {
    Level.GOOD: ("good", "good"),
    Level.LATE: ("clock-late", "late"),
    Level.LOST: ("broken-link", "lost"),
    Level.UNKNOWN: ("unknown", "muted"),
}
_STATE = 2  # the column that takes the rest, in several lines where it must
TONES = {Level.GOOD: "good", Level.LATE: "late", Level.LOST: "lost", Level.UNKNOWN: ""}


class CameraTable(QWidget):
    """Sign, name, what is so and what to do, rate, gaps of today, oldest recording."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(3 * current().unit)
        self._grid.setVerticalSpacing(current().unit)
        self._grid.setColumnStretch(_STATE, 1)
        self._shown: tuple[tuple[str, ...], ...] | None = None

    def show_cameras(self, cameras: tuple[CameraHealth, ...]) -> None:
        rows = tuple(camera_cells(camera) for camera in cameras)
        if rows == self._shown:
            return
        self._shown = rows
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        if not rows:
            none = translate("health", "There is no camera yet. Add one on the page of cameras.")
            self._grid.addWidget(label(none, "muted"), 0, 0)
            return
        for place, name in enumerate(_headings()):
            self._grid.addWidget(label(name, "muted"), 0, place)
        for index, (camera, cells) in enumerate(zip(cameras, rows, strict=True), 1):
            icon, colour = SIGNS[camera.level]
            self._grid.addWidget(icon_label(icon, colour, 20), index, 0)
            for place, cell in enumerate(cells, 1):
                self._grid.addWidget(_cell(camera, cell, place), index, place)


def _headings() -> tuple[str, ...]:
    return (
        "",
        translate("health", "Camera"),
        translate("health", "Recording"),
        translate("health", "Rate"),
        translate("health", "Gaps today"),
        translate("health", "Kept since"),
    )


def _cell(camera: CameraHealth, words_: str, place: int) -> QWidget:
    made = label(words_, "strong" if place == 1 else "", wrap="\n" in words_)
    if place == _STATE:
        made.setWordWrap(True)
        made.setProperty("tone", TONES[camera.level])
    made.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
    return made


def camera_cells(camera: CameraHealth) -> tuple[str, ...]:
    """Name, state, rate, gaps of today, oldest recording."""
    rate = f"{camera.kbps / 1000:.1f} Mbit/s" if camera.kbps else "–"
    if camera.gaps_today:
        length = words.length(camera.gap_today_s, language())
        gaps = translate("health", "{n} ({length})").format(n=camera.gaps_today, length=length)
    else:
        gaps = translate("health", "none")
    kept = "–" if camera.oldest_us is None else words.day(camera.oldest_us, language())
    return (camera.camera.name, _recording_words(camera), rate, gaps, kept)


def _recording_words(camera: CameraHealth) -> str:
    if camera.age_s is None:
        never = camera.oldest_us is None
        said = (
            translate("health", "Nothing recorded yet")
            if never
            else translate("health", "Not recording")
        )
    else:
        age = words.ago(camera.age_s, language())
        good = camera.level is Level.GOOD
        said = (
            translate("health", "Recording; stored up to {ago}").format(ago=age)
            if good
            else translate("health", "Not recording; last stored {ago}").format(ago=age)
        )
    parts = [said, cause_words(camera.cause), remedy(camera.cause)] if camera.cause else [said]
    return "\n".join(filter(None, parts))


def remedy(cause: str) -> str:
    """What to do about a cause; empty where waiting is all there is to do."""
    code = f"loss.{cause}"
    return words_for(code, language()).do if code in all_codes() else ""
