"""One of the two managers: login, name, passphrase, pledge. Each types out of the other's sight."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.design import current
from ui.first_run.agreement import Agreement
from ui.first_run.presenter import FirstRunPresenter
from ui.first_run.state import FirstRunState, Typed, Which
from ui.first_run.suggested import Suggested
from ui.first_run.troubles import said_in_place
from ui.translate import language, translate
from ui.widgets.basics import button, card, column, icon_label, label, row
from ui.widgets.fields import Field, Line, SecretLine, StrengthBar

_FIELDS = {
    "person.name": "name",
    "person.login": "login",
    "ui.same_login": "login",
    "ui.different_passphrase": "again",
    "ui.same_passphrase": "secret",
    "ui.not_pledged": "pledge",
    "ui.no_key_file": "key file",
}
_WEAK = "password."


def pledge_lines() -> tuple[str, ...]:
    """The short training, and what is pledged (J-5, J-12, J-13)."""
    return (
        translate(
            "first run", "Recordings serve safety and the prevention of theft, nothing else."
        ),
        translate("first run", "I tell nobody what I see in them, and post it nowhere."),
        translate("first run", "Nobody in them is a thief because a screen or an alert says so."),
        translate("first run", "Every look is logged. I keep my passphrase to myself."),
    )


class ManagerCard(QWidget):
    """The same card for both."""

    def __init__(self, presenter: FirstRunPresenter, which: Which) -> None:
        super().__init__()
        self._presenter = presenter
        self._which: Which = which
        typed = presenter.state.typed(which)
        name, login = translate("first run", "Name"), translate("first run", "Login")
        example, example_login = _examples(which)
        self._name = Line(name, example, 80)
        self._login = Line(login, example_login, 32)
        self._secret = SecretLine(translate("first run", "Passphrase"))
        self._again = SecretLine(translate("first run", "Passphrase once more"))
        self._strength = StrengthBar()
        self._suggested = Suggested()
        self._pledge = Agreement(translate("first run", "I have read this, and I pledge it"))
        self._key_file = _KeyFile(presenter) if which == "deputy" else None
        self._name.setText(typed.name)
        self._login.setText(typed.login)
        self._secret.setText(typed.passphrase)
        self._again.setText(typed.again)
        self._pledge.box.setChecked(typed.pledged)
        self._lay_out(name, login)
        for line in (self._name, self._login, self._secret, self._again):
            line.textEdited.connect(self._typed)
            line.returnPressed.connect(presenter.forward)
        self._pledge.box.toggled.connect(self._typed)

    def _lay_out(self, name: str, login: str) -> None:
        grid = QGridLayout()
        grid.setSpacing(2 * current().unit)
        hint = translate("first run", "Small letters and digits")
        why = translate("first run", "15 characters or more, or six words")
        again = translate("first run", "Passphrase once more")
        fields = {
            "name": Field(name, self._name),
            "login": Field(login, self._login, hint),
            "secret": Field(translate("first run", "Passphrase"), self._secret, why),
            "again": Field(again, self._again),
        }
        self._places: dict[str, Field | Agreement] = {**fields, "pledge": self._pledge}
        if self._key_file is not None:
            self._places["key file"] = self._key_file.agree
        for index, field in enumerate(fields.values()):
            grid.addWidget(field, index // 2, index % 2, Qt.AlignmentFlag.AlignTop)
        suggest = button(translate("first run", "Suggest one"), self._suggest, icon="key")
        pledge = column(
            row(icon_label("papers", "muted", 20), label(_pledge_title(), "strong"), 1),
            label("\n".join(f"・{line}" for line in pledge_lines()), wrap=True),
            self._pledge,
            margins=2,
        )
        rows = column(
            grid,
            row(self._strength, 1, suggest),
            self._suggested,
            card(pledge),
            self._key_file,
            1,
            spacing=2,
        )
        self.setLayout(rows)

    def show_state(self, state: FirstRunState) -> None:
        typed = state.typed(self._which)
        if self._secret.text() != typed.passphrase:
            self._secret.setText(typed.passphrase)
            self._again.setText(typed.again)
        self._strength.show_strength(
            state.strength.score, typed=bool(typed.passphrase), good=not state.strength.problem
        )
        if self._key_file is not None:
            self._key_file.show_state(state)

    def focus(self) -> None:
        self._name.setFocus()

    def show_trouble(self, error: Exception) -> QWidget | None:
        """Said beside what is wrong; where the keyboard belongs now, None: nothing here is."""
        code = getattr(error, "code", "")
        name = "secret" if code.startswith(_WEAK) else _FIELDS.get(code, "")
        place = self._places.get(name)
        if place is None:
            return None
        place.trouble(said_in_place(error))
        return place.box if isinstance(place, Agreement) else place.editor

    def _typed(self) -> None:
        typed = Typed(
            self._login.text(),
            self._name.text(),
            self._secret.text(),
            self._again.text(),
            self._pledge.box.isChecked(),
        )
        if typed.passphrase != self._presenter.state.typed(self._which).passphrase:
            self._suggested.hide()
        self._presenter.type_manager(self._which, typed)

    def _suggest(self) -> None:
        """Shown once so that it can be written down; hidden again as soon as it is changed."""
        self._suggested.say(self._presenter.suggest(self._which, language()))


class _KeyFile(QWidget):
    """A machine without a key store: the owner says where the key goes, or nothing goes on."""

    def __init__(self, presenter: FirstRunPresenter) -> None:
        super().__init__()
        self._path = presenter.suggested_key_file()
        said = translate("first run", "Keep the shop’s key in this file: {path}")
        self.agree = Agreement(said.format(path=_short(self._path)))
        self.agree.box.setToolTip(str(self._path))
        self.agree.box.toggled.connect(
            lambda on: presenter.choose_key_file(self._path if on else None)
        )
        why = translate(
            "first run",
            "This PC has no place of its own for keys, so the shop’s key goes into a file. Give"
            " that file to nobody: with it the shop’s records (people, cameras, requests) can be"
            " read, though not its recordings.",
        )
        self.setLayout(column(card(column(label(why, wrap=True), self.agree, margins=2))))
        self.hide()

    def show_state(self, state: FirstRunState) -> None:
        self.setVisible(not state.key_store_ready)
        box = self.agree.box
        if box.isChecked() != (state.key_file is not None):
            box.setChecked(state.key_file is not None)


def _short(path: Path) -> str:
    return str(Path(*path.parts[-3:])) if len(path.parts) > 4 else str(path)


def _examples(which: Which) -> tuple[str, str]:
    """Name and login of somebody else on each card."""
    if which == "chief":
        return translate("first run", "e.g. Sato Hanako"), translate("first run", "e.g. sato")
    return translate("first run", "e.g. Suzuki Ichiro"), translate("first run", "e.g. suzuki")


def _pledge_title() -> str:
    return translate("first run", "Pledge and short training")
