"""The log as a file: CSV for people and their spreadsheets, JSON for machines and outsiders."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from shopguard.audit.heads import SignedHead
from shopguard.audit.record import EVERYTHING, Record, Wanted, find
from shopguard.base.clock import iso
from shopguard.base.errors import InvalidInput, Unavailable
from shopguard.base.platform import host
from shopguard.base.texts import Language, text
from shopguard.database.engine import Catalogue

# What spreadsheets take for the start of a formula, in both widths.
_FORMULA = tuple("=+-@\t\r＝＋－＠")

Names = Mapping[str, str]  # of people and cameras, by id
Cell = Callable[[Record, Names, Language], str]


def _listed(ids: tuple[str, ...], names: Names) -> str:
    return "; ".join(names.get(one, one) for one in ids)


_COLUMNS: dict[str, Cell] = {
    "seq": lambda r, _n, _l: str(r.seq),
    "time": lambda r, _n, _l: iso(r.at_us, None),
    "action": lambda r, _n, _l: r.entry.action,
    "action_words": lambda r, _n, language: action_words(r.entry.action, language),
    "people": lambda r, names, _l: _listed(r.entry.people, names),
    "outcome": lambda r, _n, language: text(f"audit.outcome.{r.entry.outcome}", language),
    "purpose": lambda r, _n, _l: r.entry.purpose,
    "ground": lambda r, _n, _l: r.entry.ground,
    "cameras": lambda r, names, _l: _listed(r.entry.cameras, names),
    "from": lambda r, _n, _l: iso(r.entry.span.start, None) if r.entry.span else "",
    "to": lambda r, _n, _l: iso(r.entry.span.end, None) if r.entry.span else "",
    "seat": lambda r, _n, _l: r.entry.seat,
    "detail": lambda r, _n, _l: _plain(r.entry.detail) if r.entry.detail else "",
    "leaf": lambda r, _n, _l: r.leaf.hex(),
}


def action_words(action: str, language: Language) -> str:
    """Words for an action; the name itself when a later version wrote it."""
    try:
        return text(f"audit.action.{action}", language)
    except KeyError:
        return action


def export_csv(
    catalogue: Catalogue,
    path: Path,
    wanted: Wanted = EVERYTHING,
    *,
    names: Names | None = None,
    language: Language = "ja",
) -> int:
    """Write the wanted records so that Excel shows them as they are; how many there were.

    Times are local with their offset. Raises InvalidInput ``audit.export_exists`` and
    Unavailable ``audit.export_failed``.
    """
    count = 0
    with catalogue.read() as db, _new_file(path, "utf-8-sig") as file:
        table = csv.writer(file, lineterminator="\r\n")
        table.writerow([text(f"audit.column.{name}", language) for name in _COLUMNS])
        for record in find(db, wanted):
            count += 1
            cells = [cell(record, names or {}, language) for cell in _COLUMNS.values()]
            table.writerow([_harmless(cell) for cell in cells])
    return count


def export_json(
    catalogue: Catalogue, path: Path, wanted: Wanted = EVERYTHING, *, head: SignedHead | None = None
) -> int:
    """Write the wanted records with their hashes, byte for byte as hashed; how many there were.

    ``leaf`` is SHA-256 of a zero byte and ``record`` as it stands in the file.
    """
    count = 0
    with catalogue.read() as db, _new_file(path, "utf-8") as file:
        top = json.dumps(head.as_text() if head else None)
        file.write(f'{{"format":"shopguard-audit-1","head":{top},"records":[')
        for record in find(db, wanted):
            comma = "," if count else ""
            count += 1
            file.write(f'{comma}\n{{"leaf":"{record.leaf.hex()}","record":{record.body.decode()}}}')
        file.write("\n]}\n")
    return count


def _plain(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


@contextmanager
def _new_file(path: Path, encoding: str) -> Iterator[TextIO]:
    """A private file that has its name only when it is whole."""
    if path.exists():
        raise InvalidInput("audit.export_exists", path=path)
    building = path.with_name(f"{path.name}.part")
    try:
        host.private_file(building)
        with building.open("w", encoding=encoding, newline="") as file:
            yield file
        building.replace(path)
    except OSError as error:
        raise Unavailable("audit.export_failed", path=path) from error
    finally:
        building.unlink(missing_ok=True)
