"""The cameras on the screen: the list at the left, the chosen one at the right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStackedLayout, QWidget

from ui.cameras.detail import CameraDetail, short_state
from ui.cameras.model import CameraRow
from ui.cameras.presenter import BookState, CameraBookPresenter
from ui.design import current
from ui.health.model import Level
from ui.translate import translate
from ui.widgets.basics import button, column, holder, row, scrolling, title
from ui.widgets.page import Empty, Page
from ui.widgets.roomy import RoomyDelegate

LIST = 28  # units
SIGNS = {
    Level.GOOD: ("good", "good"),
    Level.LATE: ("clock-late", "late"),
    Level.LOST: ("broken-link", "lost"),
    Level.UNKNOWN: ("unknown", "muted"),
}


class CamerasView(Page):
    """``add_camera`` opens the dialog for another one over a widget."""

    def __init__(
        self, presenter: CameraBookPresenter, add_camera: Callable[[QWidget], None]
    ) -> None:
        super().__init__()
        self._presenter = presenter
        self._shown: tuple[CameraRow, ...] | None = None
        self._list = QListWidget()
        self._list.setAccessibleName(translate("cameras", "Cameras of the shop"))
        self._list.setFixedWidth(current().wide(LIST))
        self._list.setIconSize(QSize(20, 20))
        self._list.setWordWrap(True)
        self._list.setItemDelegate(RoomyDelegate(self._list))
        self._list.setSpacing(current().unit // 2)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.currentItemChanged.connect(lambda item: self._chose(item))
        self._detail = CameraDetail(presenter)
        adding = translate("cameras", "Add a camera")
        self._add = button(adding, lambda: add_camera(self), "primary", "add")
        empty = Empty(
            "camera",
            translate("cameras", "No camera yet"),
            translate("cameras", "Add the first one: it is found on the network, or typed."),
        )
        empty.add(button(adding, lambda: add_camera(self), "primary", "add"))
        both = row(self._list, scrolling(holder(column(self._detail))), spacing=3)
        both.setStretch(1, 1)
        self._stack = QStackedLayout()
        self._stack.addWidget(holder(both))
        self._stack.addWidget(empty)
        why = translate("cameras", "Each has its place, its reason, and a view somebody approved.")
        page = column(
            title(translate("cameras", "Cameras"), why, self._add),
            self._stack,
            spacing=2,
            margins=3,
        )
        page.setStretch(1, 1)
        self.setLayout(page)
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(presenter.tick)
        presenter.attach(self.show_state)

    def enter(self) -> None:
        self._presenter.tick()
        self._timer.start()
        self._list.setFocus()

    def leave(self) -> None:
        self._timer.stop()
        self._presenter.leave()

    def show_state(self, state: BookState) -> None:
        none = state.rows is not None and not state.rows
        self._stack.setCurrentIndex(1 if none else 0)
        self._add.setVisible(not none)
        self._show_list(state)
        self._detail.show_state(state)

    def _show_list(self, state: BookState) -> None:
        if state.rows != self._shown:
            self._shown = state.rows
            self._list.blockSignals(True)
            self._list.clear()
            for camera in state.rows or ():
                self._list.addItem(_item(camera))
            self._list.blockSignals(False)
        self._list.blockSignals(True)
        for number in range(self._list.count()):
            item = self._list.item(number)
            if item.data(Qt.ItemDataRole.UserRole) == state.chosen:
                self._list.setCurrentItem(item)
        self._list.blockSignals(False)

    def _chose(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self._presenter.choose(item.data(Qt.ItemDataRole.UserRole))


def _item(camera: CameraRow) -> QListWidgetItem:
    icon, colour = SIGNS[camera.level]
    lines = (camera.camera.name, short_state(camera))
    item = QListWidgetItem(current().icon(icon, colour), "\n".join(lines))
    item.setData(Qt.ItemDataRole.UserRole, camera.camera.id)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(lines))
    return item
