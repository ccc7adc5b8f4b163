"""A camera: found or typed, tried out, its view approved, added. As a card and as a dialog."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QListWidget,
    QListWidgetItem,
    QRadioButton,
    QWidget,
)

from ui.cameras.adding import CamerasPresenter, CamerasState
from ui.cameras.mask_dialog import FirstMasks
from ui.cameras.model import CameraDraft, FoundCamera
from ui.cameras.tested import show_test
from ui.design import current
from ui.translate import translate
from ui.widgets.basics import button, column, holder, label, row, title
from ui.widgets.dialog import Dialog
from ui.widgets.fields import Field, Line, SecretLine
from ui.widgets.notice import Notice
from ui.widgets.side_by_side import SideBySide
from ui.widgets.tile import Tile

BOTH = 96  # units that address and picture need beside each other


class CameraForm(QWidget):
    """Left: which camera. Right: what it sees, and what is wrong in plain words."""

    changed = Signal()

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
        self._user = Line(translate("cameras", "User"), translate("cameras", "if it has one"), 120)
        self._secret = SecretLine(translate("cameras", "Password"))
        self._name = Line(translate("cameras", "Name"), translate("cameras", "e.g. Entrance"), 60)
        self._place = Line(
            translate("cameras", "Place"),
            translate("cameras", "optional, e.g. above the till"),
            120,
        )
        self._reason = Line(
            translate("cameras", "Why this view"),
            translate("cameras", "e.g. accidents and disputes at the till"),
            500,
        )
        self._private = PrivatePlace(presenter.answer)
        self._cover = button(translate("cameras", "Cover it…"), self._draw, icon="eye-off")
        self._try = button(translate("cameras", "Try it out"), self._trying, icon="eye")
        self._add = button(translate("cameras", "Add this camera"), presenter.add, "primary", "add")
        self._tile = Tile(translate("cameras", "What it sees"))
        self._facts = label("", "muted", wrap=True)
        self._notice = Notice()
        self._added = label("", "", "good", wrap=True)
        self._login = (self._url, self._user, self._secret)
        self._user_field = Field(translate("cameras", "User"), self._user)
        self._asked_login = False
        self._shown: tuple[FoundCamera, ...] | None = None
        self._lay_out()
        for line in (*self._login, self._name, self._place, self._reason):
            line.textEdited.connect(self._typed)
        presenter.attach(self.show_state)

    def _lay_out(self) -> None:
        login = row(
            self._user_field,
            Field(translate("cameras", "Password"), self._secret),
        )
        login.setAlignment(Qt.AlignmentFlag.AlignTop)
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
            row(
                Field(translate("cameras", "Name"), self._name),
                Field(translate("cameras", "Place"), self._place),
            ),
            Field(
                translate("cameras", "Why this view"),
                self._reason,
                translate("cameras", "It stands in the rule, for anybody who asks."),
            ),
            self._private,
            row(self._add, self._cover, 1),
            self._added,
            1,
        )
        self._tile.setFixedHeight(21 * current().unit)
        self._tile.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        both = SideBySide(holder(left), holder(right), BOTH)
        self.setLayout(column(both))

    def focus(self) -> None:
        self._search.setFocus()

    # --- state → screen ---------------------------------------------------------------------

    def show_state(self, state: CamerasState) -> None:
        self._show_found(state)
        self._show_draft(state.draft)
        self._try.setText(
            translate("cameras", "Stop") if state.testing else translate("cameras", "Try it out")
        )
        self._try.setEnabled(state.addressed)
        self._add.setEnabled(
            state.addressed and bool(state.draft.name.strip()) and not state.adding
        )
        self._show_view(state)
        show_test(self._tile, self._facts, self._notice, state)
        self._ask_login(wanted=state.login_needed)
        names = "、".join(camera.name for camera in state.added)
        said = translate("cameras", "✓ Added: {names}")
        self._added.setText(said.format(names=names) if names else "")
        self.changed.emit()

    def _show_found(self, state: CamerasState) -> None:
        words_ = translate("cameras", "Stop") if state.searching else None
        self._search.setText(words_ or translate("cameras", "Find cameras"))
        if state.searching:
            self._heard.setText(translate("cameras", "Asking the network…"))
        elif state.found is None:
            self._heard.setText(
                translate("cameras", "Looks for cameras in the shop’s network and at this PC.")
            )
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
                item = QListWidgetItem(f"{camera.address}  {camera.model}".strip(), self._found)
                item.setData(Qt.ItemDataRole.UserRole, camera)
            self._found.blockSignals(False)

    def _show_draft(self, draft: CameraDraft) -> None:
        pairs = (
            (self._url, draft.url),
            (self._user, draft.username),
            (self._secret, draft.password),
            (self._name, draft.name),
            (self._place, draft.place),
            (self._reason, draft.reason),
        )
        for line, words_ in pairs:
            if line.text() != words_:
                line.setText(words_)
        if draft.found is None:
            self._found.clearSelection()

    def _show_view(self, state: CamerasState) -> None:
        """Whether a private place is visible can only be said of a picture."""
        draft, seen = state.draft, state.test is not None and state.test.picture is not None
        self._private.setEnabled(seen)
        self._private.show_answer(draft.private)
        self._cover.setVisible(draft.private is True)
        said = translate("cameras", "Cover it…")
        if draft.masks:
            said = translate("cameras", "Covered: {n}. Change…").format(n=len(draft.masks))
        self._cover.setText(said)
        self._cover.setEnabled(seen)

    def _ask_login(self, *, wanted: bool) -> None:
        """The keyboard goes to the user's name once, when the camera has asked for it."""
        if wanted and not self._asked_login:
            self._user_field.trouble(translate("cameras", "The camera asks for this."))
            self._user.setFocus()
        elif self._asked_login and not wanted:
            self._user_field.trouble("")
        self._asked_login = wanted

    # --- screen → presenter -----------------------------------------------------------------

    def _searching(self) -> None:
        if self._presenter.state.searching:
            self._presenter.stop()
        else:
            self._presenter.search()

    def _trying(self) -> None:
        if self._presenter.state.testing:
            self._presenter.stop()
        else:
            self._presenter.try_out()

    def _draw(self) -> None:
        state = self._presenter.state
        if state.test is None or state.test.picture is None:
            return
        FirstMasks(
            state.test.picture, state.draft.masks, self._presenter.cover, self.window()
        ).open_once()

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
            place=self._place.text(),
            reason=self._reason.text(),
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


class PrivatePlace(QWidget):
    """Asked of every view, answered by neither until somebody has looked (G-2)."""

    def __init__(self, on_answer: Callable[..., None]) -> None:
        super().__init__()
        ask = translate("cameras", "Is a private place visible (toilet, changing room, a home)?")
        self._no = QRadioButton(translate("cameras", "No"))
        self._yes = QRadioButton(translate("cameras", "Yes, it must be covered"))
        self._group = QButtonGroup(self)
        for choice in (self._no, self._yes):
            self._group.addButton(choice)
            choice.setAccessibleDescription(ask)
        self._no.clicked.connect(lambda: on_answer(private=False))
        self._yes.clicked.connect(lambda: on_answer(private=True))
        self.setLayout(
            column(label(ask, "strong", wrap=True), row(self._no, self._yes, 1, spacing=3))
        )

    def show_answer(self, private: bool | None) -> None:
        """None: neither."""
        self._group.setExclusive(False)
        self._no.setChecked(private is False)
        self._yes.setChecked(private is True)
        self._group.setExclusive(True)
