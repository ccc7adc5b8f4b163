"""The log as a file: CSV for people and their spreadsheets, JSON for machines and outsiders."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from sqlalchemy import Connection, func, select

from shopguard.audit.heads import SignedHead
from shopguard.audit.record import EVERYTHING, Record, Wanted, find
from shopguard.audit.words import Names, action_words, person_words, purpose_words, told
from shopguard.base.clock import JST, iso
from shopguard.base.errors import InvalidInput, Unavailable
from shopguard.base.platform import host
from shopguard.base.texts import Language, text
from shopguard.database import schema
from shopguard.database.engine import Catalogue

_EVERY = 200  # records between two words of how far it is
# What spreadsheets take for the start of a formula, in both widths.
_FORMULA = tuple("=+-@\t\r＝＋－＠")

Progress = Callable[[float], None]
Cell = Callable[[Record, Names, Language], str]


def _listed(ids: tuple[str, ...], names: Names) -> str:
    return "; ".join(names.get(one, one) for one in ids)


def counting(db: Connection, wanted: Wanted, progress: Progress) -> Iterator[Record]:
    """The wanted records; ``progress`` is told how far through the log they are."""
    newest = schema.audit_record.c.seq
    last = db.scalar(select(func.max(newest))) or 1
    for number, record in enumerate(find(db, wanted)):
        if number % _EVERY == 0:
            progress(min(1.0, record.seq / last))
        yield record


_COLUMNS: dict[str, Cell] = {
    "seq": lambda r, _n, _l: str(r.seq),
    "time": lambda r, _n, _l: iso(r.at_us, JST),
    "action": lambda r, _n, _l: r.entry.action,
    "action_words": lambda r, _n, language: action_words(r.entry.action, language),
    "people": lambda r, names, language: "; ".join(
        person_words(one, names, language) for one in r.entry.people
    ),
    "outcome": lambda r, _n, language: text(f"audit.outcome.{r.entry.outcome}", language),
    "purpose": lambda r, _n, language: purpose_words(r.entry.purpose, language),
    "ground": lambda r, _n, _l: r.entry.ground,
    "cameras": lambda r, names, _l: _listed(r.entry.cameras, names),
    "from": lambda r, _n, _l: iso(r.entry.span.start, JST) if r.entry.span else "",
    "to": lambda r, _n, _l: iso(r.entry.span.end, JST) if r.entry.span else "",
    "seat": lambda r, _n, _l: r.entry.seat,
    "told": lambda r, names, language: "; ".join(told(r.entry, names, language)),
    "detail": lambda r, _n, _l: _plain(r.entry.detail) if r.entry.detail else "",
    "leaf": lambda r, _n, _l: r.leaf.hex(),
}


def export_csv(
    catalogue: Catalogue,
    path: Path,
    wanted: Wanted = EVERYTHING,
    *,
    names: Names | None = None,
    language: Language = "ja",
    progress: Progress = lambda _: None,
) -> int:
    """Write the wanted records so that Excel shows them as they are; how many there were.

    Times are local with their offset. Raises InvalidInput ``audit.export_exists`` and
    Unavailable ``audit.export_failed``.
    """
    count = 0
    with catalogue.read() as db, _new_file(path, "utf-8-sig") as file:
        table = csv.writer(file, lineterminator="\r\n")
        table.writerow([text(f"audit.column.{name}", language) for name in _COLUMNS])
        for record in counting(db, wanted, progress):
            count += 1
            cells = [cell(record, names or {}, language) for cell in _COLUMNS.values()]
            table.writerow([_harmless(cell) for cell in cells])
    return count


def export_json(
    catalogue: Catalogue,
    path: Path,
    wanted: Wanted = EVERYTHING,
    *,
    head: SignedHead | None = None,
    progress: Progress = lambda _: None,
) -> int:
    """Write the wanted records with their hashes, byte for byte as hashed; how many there were.

    ``leaf`` is SHA-256 of a zero byte and ``record`` as it stands in the file.
    """
    count = 0
    with catalogue.read() as db, _new_file(path, "utf-8") as file:
        top = json.dumps(head.as_text() if head else None)
        file.write(f'{{"format":"shopguard-audit-1","head":{top},"records":[')
        for record in counting(db, wanted, progress):
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
    with building(path) as part, part.open("w", encoding=encoding, newline="") as file:
        yield file


@contextmanager
def building(path: Path) -> Iterator[Path]:
    """A private file to write into, which gets the name ``path`` only when it is whole."""
    if path.exists():
        raise InvalidInput("audit.export_exists", path=path)
    part = path.with_name(f"{path.name}.part")
    try:
        host.private_file(part)
        yield part
        part.replace(path)
    except OSError as error:
        raise Unavailable("audit.export_failed", path=path) from error
    finally:
        part.unlink(missing_ok=True)
