"""Reading and changing settings; every value is checked against its row of the catalogue."""

from __future__ import annotations

import json

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from shopguard.base.errors import InvalidInput
from shopguard.database import schema
from shopguard.database.engine import Catalogue
from shopguard.settings.catalogue import SETTINGS, Setting, Value


class Settings:
    """The settings of one shop. Who may change one is decided before, by the policy."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def get(self, name: str) -> Value:
        """The value in force: the stored one, or the default."""
        table = schema.setting
        with self._catalogue.read() as db:
            stored = db.scalar(select(table.c.value).where(table.c.name == name))
        return (
            SETTINGS[name].default
            if stored is None
            else checked(SETTINGS[name], json.loads(stored))
        )

    def number(self, name: str) -> int:
        return int(self.get(name))

    def flag(self, name: str) -> bool:
        return bool(self.get(name))

    def words(self, name: str) -> str:
        return str(self.get(name))

    def set(self, name: str, value: Value, db: Connection | None = None) -> None:
        """Store another value; InvalidInput when it cannot be used."""
        if name not in SETTINGS:
            raise InvalidInput("setting.unknown", name=name[:40])
        row = {"name": name, "value": json.dumps(checked(SETTINGS[name], value))}
        with self._catalogue.write(db) as within:
            change = insert(schema.setting).values(row)
            within.execute(change.on_conflict_do_update(index_elements=["name"], set_=row))


def checked(setting: Setting, value: object) -> Value:
    """``value`` when it may stand there; InvalidInput otherwise."""
    if type(value) is not setting.kind:
        raise InvalidInput("setting.kind", name=setting.name)
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        if not setting.minimum <= value <= setting.maximum:
            bounds = {"minimum": setting.minimum, "maximum": setting.maximum}
            raise InvalidInput("setting.bounds", name=setting.name, **bounds)
        return value
    words = str(value)
    if len(words) > setting.maximum:
        raise InvalidInput("setting.length", name=setting.name, longest=setting.maximum)
    return words
