"""The papers of provisions, with this shop's name and people on them; printing them is logged."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from shopguard.access.approval import Request
from shopguard.access.policy import Action
from shopguard.app.acts.consent import By, party
from shopguard.app.shop import Shop
from shopguard.audit.actions import Act
from shopguard.audit.entry import JsonValue
from shopguard.base.errors import InvalidInput, Unavailable
from shopguard.base.platform import host
from shopguard.base.texts import Language
from shopguard.evidence.cases import Register
from shopguard.evidence.papers import PAPERS, Letterhead, list_pdf, paper_pdf
from shopguard.evidence.provisions import Provision, provision_of
from shopguard.evidence.signing import fingerprint

__all__ = ["PAPERS", "letterhead", "log_printed", "paper", "register", "save"]


def letterhead(shop: Shop) -> Letterhead:
    """The shop, as its papers name it."""
    names = {camera.id: camera.name for camera in shop.cameras.list(include_removed=True)}
    names |= {person.id: person.name for person in shop.people.list(include_left=True)}
    now = shop.clock.utc_us()
    mark = fingerprint(shop.ledger.public)
    return Letterhead(shop.site.name, shop.site.contact, mark, names, now)


def paper(shop: Shop, by: By, provision: Provision, name: str, language: Language) -> bytes:
    """One paper of a provision as PDF bytes."""
    if name not in PAPERS:
        raise InvalidInput("provision.paper", known=", ".join(PAPERS))
    pdf = paper_pdf(name, provision, letterhead(shop), language)
    log_printed(shop, by, name, {"provision": provision.id, "number": provision.number})
    return pdf


def register(shop: Shop, by: By, language: Language) -> bytes:
    """The list of all provisions as PDF bytes."""
    cases = shop.cases.all(Register.PROVISION)
    pdf = list_pdf([provision_of(case) for case in cases], letterhead(shop), language)
    log_printed(shop, by, "list", {})
    return pdf


def save(pdf: bytes, path: Path) -> Path:
    """Write it for its owner alone, whole or not; what is there already stays as it is."""
    try:
        file = path.open("xb")
    except FileExistsError as error:
        raise InvalidInput("provision.file_exists", path=path) from error
    except OSError as error:
        raise Unavailable("provision.not_written", reason=error.strerror or "") from error
    try:
        with file:
            host.private_file(path)
            file.write(pdf)
    except OSError as error:
        path.unlink(missing_ok=True)
        raise Unavailable("provision.not_written", reason=error.strerror or "") from error
    return path


def log_printed(shop: Shop, by: By, name: str, about: Mapping[str, JsonValue]) -> None:
    """A paper was made: by whom, which, and of what. Refused to those who don't keep the register.

    To be called before anybody gets the paper: no entry, no paper.
    """
    request = Request(Action.KEEP_REGISTER, shop.seat, target=f"paper={name}")
    detail: dict[str, JsonValue] = {"paper": name, **about}
    with shop.gate.passing(request, party(shop, request, by), Act.PAPER_PRINTED, detail):
        pass  # the entry is all there is to it
