"""Bringing the catalogue's schema up to date: one file per version, one transaction per upgrade.

Alembic costs most of a second to import, so it is only imported when there is something to do.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect

from shopguard.base.errors import Damaged, Unavailable

if TYPE_CHECKING:
    from shopguard.database.engine import Catalogue

REVISION = "0005"
MIGRATIONS = Path(__file__).parent / "migrations"


def bring_up_to_date(catalogue: Catalogue, *, fresh: bool = False) -> None:
    """Upgrade the schema to ``REVISION``; ``fresh`` allows an empty catalogue.

    Raises Unavailable ``catalogue.newer`` for a catalogue of a later version, and Damaged for a
    file without a schema where one was expected.
    """
    with catalogue.read() as db:
        stored = revision_of(db)
    if stored == REVISION:
        return
    if stored is None and not fresh:
        raise Damaged("catalogue.damaged")
    if stored is not None and stored > REVISION:
        raise Unavailable("catalogue.newer", stored=stored, known=REVISION)
    with catalogue.write() as db:
        _run_migrations(db)


def revision_of(db: Connection) -> str | None:
    """The schema version a catalogue says it has; None without one."""
    if not inspect(db).has_table("alembic_version"):
        return None
    stored = db.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return None if stored is None else str(stored)


def _run_migrations(db: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = db
    command.upgrade(config, "head")
