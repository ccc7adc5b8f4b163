"""What is done to a camera of the register: changed, its view approved, taken out of use."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QWidget

from shopguard.base.errors import InvalidInput
from ui.cameras.add_form import PrivatePlace
from ui.cameras.model import CameraChange, CameraRow, CameraTest
from ui.design import current
from ui.review.act_dialogs import ActDialog, Done
from ui.translate import translate
from ui.widgets.basics import column, focus_soon, label, row
from ui.widgets.fields import Field, Line, SecretLine
from ui.widgets.tile import Tile

Change = Callable[[CameraChange, Done], None]
Approve = Callable[..., None]
Remove = Callable[[Done], None]


class ChangeDialog(ActDialog):
    """Name, place, addresses, login, sound, and whether it records at all."""

    def __init__(self, camera: CameraRow, act: Change, parent: QWidget | None = None) -> None:
        super().__init__(
            translate("cameras", "Change the camera"),
            translate("cameras", "The recorder takes the change up at once; it is logged."),
            translate("cameras", "Save"),
            parent,
        )
        self._act = act
        self._name = Line(translate("cameras", "Name"), "", 60)
        self._place = Line(translate("cameras", "Place"), "", 120)
        self._url = Line(translate("cameras", "Address"), "", 500)
        self._sub = Line(translate("cameras", "Address of the small stream"), "", 500)
        self._user = Line(translate("cameras", "User"), translate("cameras", "if it has one"), 120)
        self._secret = SecretLine(translate("cameras", "Password"))
        self._secret.setPlaceholderText(translate("cameras", "unchanged"))
        self._audio = QCheckBox(translate("cameras", "Record sound too"))
        self._enabled = QCheckBox(translate("cameras", "Record this camera"))
        self._fill(camera)
        self._lay_out()
        focus_soon(self._name)
        self.asked.connect(self._save)

    def _fill(self, camera: CameraRow) -> None:
        pairs = (
            (self._name, camera.camera.name),
            (self._place, camera.camera.place),
            (self._url, camera.url),
            (self._sub, camera.sub_url),
            (self._user, camera.username),
        )
        for line, words in pairs:
            line.setText(words)
            line.setCursorPosition(0)
        self._audio.setChecked(camera.audio)
        self._enabled.setChecked(camera.enabled)

    def _lay_out(self) -> None:
        self.body.addLayout(
            row(
                Field(translate("cameras", "Name"), self._name),
                Field(translate("cameras", "Place"), self._place),
                spacing=2,
            )
        )
        self.body.addWidget(Field(translate("cameras", "Address"), self._url))
        small = translate("cameras", "For the live page; empty where there is none.")
        self.body.addWidget(
            Field(translate("cameras", "Address of the small stream"), self._sub, small)
        )
        self.body.addLayout(
            row(
                Field(translate("cameras", "User"), self._user),
                Field(translate("cameras", "Password"), self._secret),
                spacing=2,
            )
        )
        switches = column(
            self._audio, label(sound_why(), "muted", wrap=True), self._enabled, spacing=1
        )
        self.body.addLayout(switches)

    def _save(self) -> None:
        secret = self._secret.take()
        change = CameraChange(
            self._name.text(),
            self._place.text(),
            self._url.text().strip(),
            self._sub.text().strip(),
            self._user.text(),
            secret or None,
            self._audio.isChecked(),
            self._enabled.isChecked(),
        )
        self._act(change, self.answered)


class ViewDialog(ActDialog):
    """What the camera sees, why, and whether a private place is visible."""

    def __init__(
        self, camera: CameraRow, test: CameraTest, act: Approve, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            translate("cameras", "Approve the view"),
            translate(
                "cameras",
                "Is this just as much as the purpose needs?"
                " The photo is kept, so wait until nobody is in it.",
            ),
            translate("cameras", "Approve"),
            parent,
        )
        self._act = act
        self._answer: bool | None = None
        tile = Tile(camera.camera.name)
        tile.setFixedHeight(current().wide(36))
        if test.picture is not None:
            tile.show_picture(test.picture)
        self._reason = Line(
            translate("cameras", "Why this view"),
            translate("cameras", "e.g. accidents and disputes at the till"),
            500,
        )
        self._reason.setText(camera.reason)
        self._private = PrivatePlace(self._said)
        self.body.addWidget(tile)
        hint = translate("cameras", "It stands in the rule, for anybody who asks.")
        self.body.addWidget(Field(translate("cameras", "Why this view"), self._reason, hint))
        self.body.addWidget(self._private)
        focus_soon(self._reason)
        self.asked.connect(self._approve)

    def _said(self, *, private: bool) -> None:
        self._answer = private

    def _approve(self) -> None:
        if self._answer is None:
            self.answered(InvalidInput("camera.view_unanswered"))
            return
        self._act(self._reason.text(), self.answered, private=self._answer)


class RemoveDialog(ActDialog):
    """This cannot be undone, so it is asked."""

    def __init__(self, camera: CameraRow, act: Remove, parent: QWidget | None = None) -> None:
        super().__init__(
            translate("cameras", "Take “{name}” out of use?").format(name=camera.camera.name),
            translate(
                "cameras",
                "It stops recording at once, and its password and the photo of its view are"
                " forgotten. Its recordings stay until their retention ends.",
            ),
            translate("cameras", "Take it out of use"),
            parent,
            final=True,
        )
        self.asked.connect(lambda: act(self.answered))


def sound_why() -> str:
    """Why sound is off unless somebody switches it on."""
    return translate(
        "cameras",
        "Off unless it is really needed: sound catches what people say to each other, and the"
        " paper at the entrance must then say so too.",
    )
