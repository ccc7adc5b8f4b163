"""Reading, proving and taking out the record of what was done (J-14, T-10)."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any

from shopguard.access.approval import Request
from shopguard.access.policy import Action
from shopguard.app.acts.consent import By, party
from shopguard.app.shop import Shop
from shopguard.audit.actions import Act
from shopguard.audit.entry import JsonValue
from shopguard.audit.export import Progress, export_csv, export_json
from shopguard.audit.heads import SignedHead, shop_signer
from shopguard.audit.record import Record, Wanted, find
from shopguard.audit.verify import VerifyReport
from shopguard.audit.verify import verify as verify_log
from shopguard.base.clock import iso
from shopguard.base.errors import InvalidInput, Unavailable
from shopguard.base.platform import host
from shopguard.base.texts import Language

MOST_HEAD_BYTES = 10_000
_KINDS = (".csv", ".json", ".pdf")


def _silent(_: float) -> None:
    """Nobody waits for how far it is."""


def records(shop: Shop, wanted: Wanted, most: int) -> list[Record]:
    """The newest records that match, newest first."""
    with shop.catalogue.read() as db:
        return list(islice(find(db, wanted, newest_first=True), most))


def read(shop: Shop, by: By, wanted: Wanted, most: int) -> list[Record]:
    """The same for somebody the policy is asked about; reading the record is itself recorded."""
    request = _request(shop, "read")
    with shop.gate.passing(request, party(shop, request, by), Act.AUDIT_READ):
        pass
    return records(shop, wanted, most)


def as_rows(shop: Shop, found: Iterable[Record]) -> list[dict[str, Any]]:
    """Records as plain values, with names as they are called today."""
    names = names_of(shop)
    return [
        {
            "seq": record.seq,
            "time": iso(record.at_us),
            "people": [names.get(one, one) for one in record.entry.people],
            "action": record.entry.action,
            "outcome": record.entry.outcome,
            "purpose": record.entry.purpose,
            "cameras": [names.get(one, one) for one in record.entry.cameras],
            "span": None if record.entry.span is None else record.entry.span.as_json(),
            "seat": record.entry.seat,
            "detail": record.entry.detail,
        }
        for record in found
    ]


def names_of(shop: Shop) -> dict[str, str]:
    """People's and cameras' names by id, gone ones too."""
    people = {person.id: person.name for person in shop.people.list(include_left=True)}
    cameras = {camera.id: camera.name for camera in shop.cameras.list(include_removed=True)}
    return people | cameras


def verify(shop: Shop, by: By, against: str = "", progress: Progress = _silent) -> VerifyReport:
    """Prove the log against itself and a head from outside (its text, or a file with it)."""
    head = parse_head(against) if against else None
    public = shop_signer(shop.key).public_key().public_bytes_raw()
    report = verify_log(shop.catalogue, head, shop_public=public, progress=progress)
    detail: dict[str, JsonValue] = {"ok": report.ok, "records": report.records}
    request = _request(shop, "verify")
    with shop.gate.passing(request, party(shop, request, by), Act.AUDIT_VERIFIED, detail):
        return report


def head(shop: Shop, by: By, qr: Path | None = None) -> str:
    """The log in one line that can leave the machine; ``qr``: also as a picture."""
    signed = give_head(shop, by)
    if qr is not None:
        _write_qr(signed, qr)
    return signed.as_text()


def give_head(shop: Shop, by: By) -> SignedHead:
    """The log's signed head, on its way out."""
    request = _request(shop, "head")
    with shop.gate.passing(request, party(shop, request, by), Act.HEAD_GIVEN):
        pass
    return shop.ledger.head()


def export(
    shop: Shop,
    by: By,
    path: Path,
    wanted: Wanted | None = None,
    *,
    only: str = "",
    language: Language = "ja",
    progress: Progress = _silent,
) -> int:
    """The log as a file, by its ending: CSV for spreadsheets, PDF for paper, JSON with proofs.

    How many records. ``only``: what ``wanted`` asks for, in words for the paper.
    """
    kind = path.suffix.lower()
    if kind not in _KINDS:
        raise InvalidInput("audit.export_kind", given=path.suffix or path.name)
    if path.exists():
        raise InvalidInput("audit.export_exists", path=path)
    chosen = wanted or Wanted()
    request = _request(shop, "export")
    detail: dict[str, JsonValue] = {"file": path.name}
    with shop.gate.passing(request, party(shop, request, by), Act.AUDIT_EXPORTED, detail):
        pass
    if kind == ".json":
        head = shop.ledger.head()
        return export_json(shop.catalogue, path, chosen, head=head, progress=progress)
    told: dict[str, Any] = {"language": language, "progress": progress, "names": names_of(shop)}
    if kind == ".csv":
        return export_csv(shop.catalogue, path, chosen, **told)
    from shopguard.audit.list_pdf import Heading, export_pdf  # what draws paper loads slowly

    heading = Heading(shop.site.name, shop.clock.utc_us(), only)
    return export_pdf(shop.catalogue, path, chosen, heading, shop.ledger.head(), **told)


def parse_head(words: str) -> SignedHead:
    """A head from its text or from a file that holds it."""
    path = Path(words)
    try:
        is_file = len(words) < 1000 and path.is_file()
    except (OSError, ValueError):
        is_file = False
    if is_file:
        with path.open("rb") as file:
            words = file.read(MOST_HEAD_BYTES).decode("utf-8", "replace")
    return SignedHead.parse(words)


def _write_qr(signed: SignedHead, path: Path) -> None:
    if path.exists():
        raise InvalidInput("audit.export_exists", path=path)
    picture = signed.qr_svg().encode() if path.suffix.lower() == ".svg" else signed.qr_png()
    try:
        host.private_file(path)
        path.write_bytes(picture)
    except OSError as error:
        raise Unavailable("audit.export_failed", path=path) from error


def _request(shop: Shop, what: str) -> Request:
    return Request(Action.READ_AUDIT, shop.seat, target=what)
