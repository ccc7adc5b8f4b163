"""The fields an act needs besides agreement: what is typed and chosen about somebody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from shopguard.base.texts import Language, fill
from ui.first_run.manager_card import pledge_lines
from ui.first_run.model import Strength, Suggestion
from ui.first_run.suggested import Suggested
from ui.people.model import OTHER_ROLES, TRAINING_DAYS, Member, PeopleAct, Wanted
from ui.translate import engine_text, language, translate
from ui.widgets.basics import Choice, button, column, label, row
from ui.widgets.fields import Field, Line, SecretLine, StrengthBar

Judge = Callable[[str, str, str], None]
Suggest = Callable[[Language], Suggestion]


class NewPassphrase(QWidget):
    """Typed twice, judged while it is typed; suggested where nobody has an idea."""

    changed = Signal()

    def __init__(self, name: str, suggest: Suggest) -> None:
        super().__init__()
        self._suggest = suggest
        self._secret = SecretLine(name)
        self._again = SecretLine(translate("people", "Once more"))
        self._strength = StrengthBar()
        self._suggested = Suggested()
        hint = translate("people", "15 characters or more, or six words")
        fields = row(
            Field(name, self._secret, hint),
            Field(translate("people", "Once more"), self._again, " "),
            spacing=2,
        )
        offer = button(translate("people", "Suggest one"), self._offer, icon="key")
        self.setLayout(column(fields, row(self._strength, 1, offer), self._suggested, spacing=1))
        self._secret.textChanged.connect(self.changed)

    @property
    def first(self) -> QWidget:
        return self._secret

    @property
    def typed(self) -> str:
        return self._secret.text()

    def both(self) -> tuple[str, str]:
        """As typed. They stay for another attempt, and go with the dialog."""
        return self._secret.text(), self._again.text()

    def show_strength(self, strength: Strength) -> None:
        self._strength.show_strength(
            strength.score, typed=bool(self.typed), good=not strength.problem
        )

    def _offer(self) -> None:
        found = self._suggest(language())
        self._secret.setText(found.typed)
        self._again.setText(found.typed)
        self._suggested.say(found)


class ActFields(QWidget):
    """Made for one act about one person; ``wanted`` gives it filled in."""

    def __init__(
        self, act: PeopleAct, member: Member | None, suggest: Suggest, judge: Judge
    ) -> None:
        super().__init__()
        self._act = act
        self._member = member
        self._judge = judge
        self._name = Line(translate("people", "Name"), translate("people", "e.g. Sato Hanako"), 80)
        self._login = Line(translate("people", "Login"), translate("people", "e.g. sato"), 32)
        self._role = Choice(translate("people", "Role"))
        self._days = Choice(translate("people", "Holds for"))
        self._own = SecretLine(translate("people", "Their own passphrase"))
        self.new = NewPassphrase(translate("people", "New passphrase"), suggest)
        self._fill_choices()
        self._body = column(spacing=2)
        for part in self._parts():
            self._body.addWidget(part)
        self.setLayout(self._body)
        self.new.changed.connect(self._judged)

    def wanted(self) -> tuple[Wanted, str]:
        """The act as filled in, and the new passphrase as typed the second time."""
        passphrase, again = self.new.both()
        if self._act is PeopleAct.MAKE_MANAGER:
            passphrase = self._own.text()
        found = Wanted(
            self._act,
            person_id=self._member.id if self._member else "",
            role=str(self._role.currentData() or ""),
            days=int(self._days.currentData()),
            passphrase=passphrase,
        )
        if self._act is PeopleAct.ADD:
            found = replace(found, login=self._login.text(), name=self._name.text().strip())
        return found, again

    def focus(self) -> QWidget | None:
        """What the keyboard should begin with; None: there is nothing to fill in."""
        fields: dict[PeopleAct, QWidget] = {
            PeopleAct.ADD: self._name,
            PeopleAct.MAKE_MANAGER: self._own,
            PeopleAct.RESET: self.new.first,
            PeopleAct.LOST: self.new.first,
        }
        return fields.get(self._act)

    def _parts(self) -> list[QWidget]:
        act = self._act
        if act is PeopleAct.ADD:
            both = QWidget()
            both.setLayout(
                row(
                    Field(translate("people", "Name"), self._name, " "),
                    Field(
                        translate("people", "Login"),
                        self._login,
                        translate("people", "Small letters and digits"),
                    ),
                    spacing=2,
                )
            )
            return [both, Field(translate("people", "Role"), self._role), self.new]
        if act is PeopleAct.MAKE_MANAGER:
            own = Field(
                translate("people", "Their own passphrase"),
                self._own,
                translate("people", "They type it themselves: it will open the recordings."),
            )
            return [Field(translate("people", "Becomes"), self._role), own]
        if act is PeopleAct.ROLE:
            return [Field(translate("people", "Role"), self._role)]
        if act is PeopleAct.TRAINING:
            return [Field(translate("people", "Holds for"), self._days)]
        if act is PeopleAct.PLEDGE:
            return [label("\n".join(f"・{line}" for line in pledge_lines()), wrap=True)]
        return [self.new] if act in (PeopleAct.RESET, PeopleAct.LOST) else []

    def _fill_choices(self) -> None:
        now = self._member.roles[0] if self._member and self._member.roles else ""
        if self._act is PeopleAct.MAKE_MANAGER:
            roles = [role for role in ("chief", "deputy") if role != now]
        else:
            roles = list(OTHER_ROLES)
        entries: list[tuple[str, object]] = [
            (engine_text(f"ui.role.{role}"), role) for role in roles
        ]
        if self._act is not PeopleAct.MAKE_MANAGER:
            entries.append((translate("people", "no role"), ""))
        first = "staff" if self._act is PeopleAct.ADD else now
        self._role.fill(entries, first)
        days: list[tuple[str, object]] = [
            (fill(translate("people", "{n} {n:?day|days}"), n=count), count)
            for count in TRAINING_DAYS
        ]
        self._days.fill(days, TRAINING_DAYS[0])

    def _judged(self) -> None:
        member = self._member
        login = member.login if member else self._login.text()
        name = member.name if member else self._name.text()
        self._judge(self.new.typed, login, name)
