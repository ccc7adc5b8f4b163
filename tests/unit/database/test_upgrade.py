"""Upgrading: the same schema by either way, in one step or not at all, never backwards."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from shopguard.base.errors import Damaged, Unavailable
from shopguard.database import schema, upgrade
from shopguard.database.engine import Catalogue
from shopguard.database.upgrade import REVISION

KEY = os.urandom(32)
_CHECK_IMPORTS = """
import sys
from pathlib import Path
from shopguard.database.engine import Catalogue
Catalogue.open(Path(sys.argv[1]), bytes.fromhex(sys.stdin.read())).close()
sys.exit("alembic" in sys.modules)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "shop.db"


@pytest.fixture
def catalogue(path: Path) -> Iterator[Catalogue]:
    made = Catalogue.create(path, KEY)
    yield made
    made.close()


def _structure(db: Connection) -> dict[str, list[str]]:
    """Every object's definition, its parts in a fixed order: an upgrade may add columns last."""
    rows = db.exec_driver_sql(
        "SELECT type || ' ' || name, sql FROM sqlite_schema "
        "WHERE name NOT LIKE 'alembic%' AND name NOT LIKE 'sqlite_%'"
    )
    return {name: sorted(re.split(r",\s|\(", re.sub(r"\s+", " ", sql))) for name, sql in rows}


def test_an_upgraded_catalogue_is_like_a_fresh_one(catalogue: Catalogue, tmp_path: Path) -> None:
    fresh = Catalogue(tmp_path / "fresh.db", KEY)
    with fresh.write() as db:
        schema.metadata.create_all(db)
    with fresh.read() as one, catalogue.read() as two:
        by_schema, by_migrations = _structure(one), _structure(two)
    fresh.close()
    assert by_migrations.keys() == by_schema.keys()
    different = {n: (by_migrations[n], by_schema[n]) for n in by_schema}
    assert {n: pair for n, pair in different.items() if pair[0] != pair[1]} == {}


def test_the_comparison_sees_a_difference(catalogue: Catalogue) -> None:
    with catalogue.write() as db:
        before = _structure(db)
        db.exec_driver_sql("ALTER TABLE hold ADD COLUMN more TEXT")
        assert _structure(db) != before


def test_the_newest_version_is_the_one_opening_asks_for(catalogue: Catalogue) -> None:
    files = sorted((upgrade.MIGRATIONS / "versions").glob("[0-9]*.py"))
    assert files[-1].name.startswith(f"{REVISION}_")
    with catalogue.read() as db:
        assert upgrade.revision_of(db) == REVISION


def test_opening_an_up_to_date_catalogue_does_not_load_the_migrations(
    catalogue: Catalogue, path: Path
) -> None:
    catalogue.close()
    done = subprocess.run(
        [sys.executable, "-c", _CHECK_IMPORTS, str(path)], input=KEY.hex().encode(), check=False
    )
    assert done.returncode == 0


@pytest.mark.parametrize("stored", ["9999", "0006"])
def test_a_catalogue_of_a_later_version_is_refused_and_left_alone(
    catalogue: Catalogue, path: Path, stored: str
) -> None:
    with catalogue.write() as db:
        db.exec_driver_sql("UPDATE alembic_version SET version_num = ?", (stored,))
    catalogue.close()
    before = path.read_bytes()
    with pytest.raises(Unavailable, match=f"version {stored}; this one knows up to") as raised:
        Catalogue.open(path, KEY)
    assert raised.value.code == "catalogue.newer"
    assert path.read_bytes() == before


@pytest.mark.parametrize("sql", ["DROP TABLE alembic_version", "DELETE FROM alembic_version"])
def test_a_catalogue_without_a_version_is_damaged(
    catalogue: Catalogue, path: Path, sql: str
) -> None:
    with catalogue.write() as db:
        db.exec_driver_sql(sql)
    with pytest.raises(Damaged) as raised:
        Catalogue.open(path, KEY)
    assert raised.value.code == "catalogue.damaged"


@pytest.fixture
def next_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The product a version later: the same migrations and one more."""
    folder = tmp_path / "migrations"
    for source in upgrade.MIGRATIONS.rglob("*.py"):
        target = folder / source.relative_to(upgrade.MIGRATIONS)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(source.read_bytes())
    monkeypatch.setattr(upgrade, "MIGRATIONS", folder)
    monkeypatch.setattr(upgrade, "REVISION", "0099")
    return folder / "versions" / "0099_next.py"


_NEXT = f"""
from alembic import op

revision = "0099"
down_revision = "{REVISION}"


def upgrade():
    op.get_bind().exec_driver_sql("ALTER TABLE hold ADD COLUMN more TEXT")
"""


def test_an_upgrade_keeps_what_is_there(
    catalogue: Catalogue, path: Path, next_version: Path
) -> None:
    with catalogue.write() as db:
        db.exec_driver_sql("INSERT INTO setting VALUES ('a', '1')")
    catalogue.close()
    next_version.write_text(_NEXT)
    upgraded = Catalogue.open(path, KEY)
    with upgraded.read() as db:
        assert upgrade.revision_of(db) == "0099"
        assert db.exec_driver_sql("SELECT name FROM setting").scalar() == "a"
        assert "more TEXT" in str(_structure(db)["table hold"])
    upgraded.close()


def test_an_upgrade_that_fails_changes_nothing(
    catalogue: Catalogue, path: Path, next_version: Path
) -> None:
    with catalogue.read() as db:
        before = _structure(db)
    catalogue.close()
    next_version.write_text(_NEXT + "    raise RuntimeError('half way')\n")
    with pytest.raises(RuntimeError, match="half way"):
        Catalogue.open(path, KEY)
    again = Catalogue(path, KEY)
    with again.read() as db:
        assert upgrade.revision_of(db) == REVISION
        assert _structure(db) == before
    again.close()
