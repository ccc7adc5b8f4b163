"""How people are called on screens."""

from __future__ import annotations

from ui.model import PersonInfo
from ui.translate import engine_text, translate

SHEET = "sheet"


def short(person: PersonInfo) -> str:
    """The name alone."""
    return translate("people", "Recovery sheet") if person.role == SHEET else person.name


def called(person: PersonInfo) -> str:
    """佐藤(管理責任者); the recovery sheet stands in for a person and is called so."""
    if person.role == SHEET:
        return translate("people", "Recovery sheet")
    role = engine_text(f"ui.role.{person.role}")
    return engine_text("ui.person.called", name=person.name, role=role)
