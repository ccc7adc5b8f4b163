"""A camera: found on the network or typed, tried out, named, added. As a card and as a dialog."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from shopguard.base.texts import words_for
from ui.design import current
from ui.first_run.cameras import CamerasPresenter, CamerasState
from ui.first_run.model import CameraDraft, CameraTest, FoundCamera
from ui.translate import language, translate
from ui.widgets.basics import button, column, label, row, title
from ui.widgets.dialog import Dialog
from ui.widgets.fields import Field, Line, SecretLine
from ui.widgets.notice import Notice
from ui.widgets.tile import Message, Tile


class CameraForm(QWidget):
    """Left: which camera. Right: what it sees, and what is wrong in plain words."""

    def __init__(self, presenter: CamerasPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._found = QListWidget()
        self._found.setAccessibleName(translate("cameras", "Cameras on the network"))
        self._found.setMaximumHeight(20 * current().unit)
        self._found.itemClicked.connect(self._chose)
        self._found.itemActivated.connect(self._chose)
        self._search = button(translate("cameras", "Find cameras"), self._searching, icon="search")
        self._heard = label("", "muted", wrap=True)
        self._url = Line(translate("cameras", "Or its address"), "rtsp://192.168.1.20/stream1", 500)
        self._user = Line(translate("cameras", "User"), "", 120)
        self._secret = SecretLine(translate("cameras", "Password"))
        self._name = Line(translate("cameras", "Name"), translate("cameras", "e.g. Entrance"), 60)
        self._try = button(translate("cameras", "Try it out"), presenter.try_out, icon="eye")
        self._add = button(translate("cameras", "Add this camera"), presenter.add, "primary", "add")
        self._tile = Tile(translate("cameras", "What it sees"))
        self._facts = label("", "muted", wrap=True)
        self._notice = Notice()
        self._added = label("", "", "good", wrap=True)
        self._shown: tuple[FoundCamera, ...] | None = None
        self._lay_out()
        for line in (self._url, self._user, self._secret, self._name):
            line.textEdited.connect(self._typed)
        presenter.attach(self.show_state)

    def _lay_out(self) -> None:
        login = row(
            Field(translate("cameras", "User"), self._user),
            Field(translate("cameras", "Password"), self._secret),
        )
        left = column(
            row(self._search, 1),
            self._heard,
            self._found,
            Field(translate("cameras", "Or its address"), self._url),
            login,
            row(self._try, 1),
            1,
        )
        right = column(
            self._tile,
            self._facts,
            self._notice,
            Field(translate("cameras", "Name"), self._name),
            row(self._add, 1),
            self._added,
            1,
        )
        self._tile.setFixedHeight(28 * current().unit)
        self._tile.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(3 * current().unit)
        grid.addLayout(left, 0, 0)
        grid.addLayout(right, 0, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)

    def focus(self) -> None:
        self._search.setFocus()

    # --- state → screen ---------------------------------------------------------------------

    def show_state(self, state: CamerasState) -> None:
        self._show_found(state)
        self._show_draft(state.draft)
        self._try.setEnabled(state.addressed and not state.testing)
        self._add.setEnabled(
            state.addressed and bool(state.draft.name.strip()) and not state.adding
        )
        self._show_test(state)
        names = "、".join(camera.name for camera in state.added)
        said = translate("cameras", "✓ Added: {names}")
        self._added.setText(said.format(names=names) if names else "")

    def _show_found(self, state: CamerasState) -> None:
        words_ = translate("cameras", "Stop") if state.searching else None
        self._search.setText(words_ or translate("cameras", "Find cameras"))
        if state.searching:
            self._heard.setText(translate("cameras", "Asking the network…"))
        elif state.found is None:
            self._heard.setText(translate("cameras", "Looks for cameras in the shop’s network."))
        elif not state.found:
            self._heard.setText(
                translate("cameras", "None answered. Is it on the same network? Type its address.")
            )
        else:
            said = translate("cameras", "Found: {n}").format(n=len(state.found))
            self._heard.setText(said)
        self._found.setVisible(bool(state.found))
        if state.found != self._shown:
            self._shown = state.found
            self._found.blockSignals(True)
            self._found.clear()
            for camera in state.found or ():
                item = QListWidgetItem(f"{camera.address}  {camera.model}".strip())
                item.setData(Qt.ItemDataRole.UserRole, camera)
                self._found.addItem(item)
            self._found.blockSignals(False)

    def _show_draft(self, draft: CameraDraft) -> None:
        pairs = (
            (self._url, draft.url),
            (self._user, draft.username),
            (self._secret, draft.password),
            (self._name, draft.name),
        )
        for line, words_ in pairs:
            if line.text() != words_:
                line.setText(words_)
        if draft.found is None:
            self._found.clearSelection()

    def _show_test(self, state: CamerasState) -> None:
        test = state.test
        if state.testing:
            self._tile.say(Message("clock", translate("cameras", "Connecting…")))
        elif test is not None and test.picture is not None:
            self._tile.show_picture(test.picture)
        else:
            rest = translate("cameras", "Try the camera out to see what it sees.")
            self._tile.say(Message("camera", translate("cameras", "No picture yet"), rest))
        self._facts.setText(test_facts(test) if test is not None else "")
        if state.trouble is not None:
            self._notice.say_error(state.trouble)
        elif test is not None and test.findings:
            first = test.findings[0]
            found = words_for(first.code, language(), **dict(first.params))
            self._notice.say_words(found, "lost" if first.serious else "late")
        elif test is not None and test.ok:
            self._notice.say(translate("cameras", "The camera works."), "", "good")
        else:
            self._notice.hush()

    # --- screen → presenter -----------------------------------------------------------------

    def _searching(self) -> None:
        if self._presenter.state.searching:
            self._presenter.stop()
        else:
            self._presenter.search()

    def _chose(self, item: QListWidgetItem) -> None:
        self._presenter.choose(item.data(Qt.ItemDataRole.UserRole))

    def _typed(self) -> None:
        draft = replace(
            self._presenter.state.draft,
            found=None if self._url.text() else self._presenter.state.draft.found,
            url=self._url.text(),
            username=self._user.text(),
            password=self._secret.text(),
            name=self._name.text(),
        )
        self._presenter.type_draft(draft)


class CameraDialog(Dialog):
    """Adding a camera later: the same form."""

    def __init__(self, presenter: CamerasPresenter, parent: QWidget | None = None) -> None:
        super().__init__(translate("cameras", "Add a camera"), 112, parent)
        body = column(
            title(
                translate("cameras", "Add a camera"),
                translate("cameras", "Choose a place where no private room is seen."),
            ),
            CameraForm(presenter),
            row(1, button(translate("cameras", "Close"), self.accept)),
            spacing=2,
            margins=3,
        )
        self.fill(body)
        self.finished.connect(presenter.detach)


def test_facts(test: CameraTest) -> str:
    """H.264 · 1920 × 1080 · 25 fps · 3.1 Mbit/s."""
    parts = [
        test.codec,
        f"{test.width} × {test.height}" if test.width else "",
        f"{test.fps:.0f} fps" if test.fps else "",
        f"{test.kbps / 1000:.1f} Mbit/s" if test.kbps else "",
    ]
    return " · ".join(part for part in parts if part)
