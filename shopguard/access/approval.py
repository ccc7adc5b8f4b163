"""Consent as a value: who agreed to exactly what, signed with their own keys, good for once.

    request = Request(Action.REVIEW, seat, purpose=…, cameras=…, span=…)
    approval = approve(request, first, second)      # each proof signs the request's digest
    with catalogue.write() as db:
        Approvals(catalogue, clock).consume(approval, request, db)

An approval says that people agreed, not that they may: that is ``policy.decide``, asked with the
people ``consume`` gives back. The digest binds everything that was shown to them, so an approval
for one camera or minute never opens another.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from shopguard.access import person as rows
from shopguard.access.login import Proof
from shopguard.access.person import Person
from shopguard.access.policy import Action, Party, Purpose, Sheet
from shopguard.access.secret import SHEET, Factor
from shopguard.base.canonical import canonical
from shopguard.base.clock import MINUTE, Clock, SystemClock
from shopguard.base.errors import InvalidInput, Refused
from shopguard.base.ids import new_id
from shopguard.base.span import Span
from shopguard.database import schema
from shopguard.database.engine import Catalogue

LIFE_US = 5 * MINUTE
NOTE_LENGTH = 500
_PEOPLE = 2


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody asks for. ``cameras`` are ids, ``span`` is of the footage asked for.

    ``target`` names any other object (a hold, a person, a setting); ``note`` is what they wrote.
    """

    action: Action
    seat: str
    purpose: Purpose | None = None
    cameras: tuple[str, ...] = ()
    span: Span | None = None
    target: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        if self.span is not None and self.span.duration <= 0:
            raise InvalidInput("approval.span")
        odd = any(unicodedata.category(letter).startswith("C") for letter in self.note)
        if odd or len(self.note) > NOTE_LENGTH:
            raise InvalidInput("approval.note", longest=NOTE_LENGTH)

    def digest(self) -> bytes:
        """32 bytes that stand for the whole request."""
        body = {
            "product": "shopguard",
            "use": "request",
            "action": self.action,
            "seat": self.seat,
            "purpose": self.purpose,
            "cameras": sorted(self.cameras),
            "span": None if self.span is None else [self.span.start, self.span.end],
            "target": self.target,
            "note": self.note,
        }
        return sha256(canonical(body)).digest()


@dataclass(frozen=True, slots=True)
class Consent:
    """One person's (or the sheet's) signature under a request."""

    owner: str
    signature: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class Approval:
    """Consent of one or two to one request, at ``made_us``. The proofs open the vault with it."""

    id: str
    request_digest: bytes
    made_us: int
    consents: tuple[Consent, ...]
    proofs: tuple[Proof, ...] = field(repr=False)

    @property
    def people(self) -> tuple[str, ...]:
        """Ids of those who agreed; ``"sheet"`` for the recovery sheet."""
        return tuple(consent.owner for consent in self.consents)

    @property
    def factors(self) -> tuple[Factor, ...]:
        """What they hold of the vault."""
        return tuple(proof.factor for proof in self.proofs)


def approve(request: Request, *proofs: Proof, clock: Clock | None = None) -> Approval:
    """``proofs`` agree to ``request``, now. Refused for nobody, more than two, or one twice."""
    owners = [proof.owner for proof in proofs]
    if not owners or len(owners) > _PEOPLE:
        raise Refused("policy.nobody" if not owners else "policy.too_many")
    if len(set(owners)) < len(owners):
        raise Refused("policy.same_person")
    if any(proof.factor.wiped for proof in proofs):
        raise Refused("login.ended")
    approval_id, made_us = new_id(), (clock or SystemClock()).utc_us()
    statement = _statement(approval_id, request.digest(), made_us)
    consents = tuple(Consent(proof.owner, proof.signing_key.sign(statement)) for proof in proofs)
    return Approval(approval_id, request.digest(), made_us, consents, proofs)


class Approvals:
    """Takes approvals, each once."""

    def __init__(self, catalogue: Catalogue, clock: Clock) -> None:
        self._catalogue = catalogue
        self._clock = clock

    def consume(
        self, approval: Approval, request: Request, db: Connection | None = None
    ) -> tuple[Party, ...]:
        """Use the approval up, within ``db`` or durably; who agreed, as they are now.

        Refused when it is for another request, too old, used before, or not really signed.
        """
        with self._catalogue.write(db) as within:
            return self._consume(approval, request, within)

    def _consume(self, approval: Approval, request: Request, db: Connection) -> tuple[Party, ...]:
        now = self._clock.utc_us()
        if approval.request_digest != request.digest():
            raise Refused("approval.other_request")
        if not approval.made_us <= now < approval.made_us + LIFE_US:
            raise Refused("approval.too_old", minutes=LIFE_US // MINUTE)
        parties = tuple(_signer(db, approval, consent) for consent in approval.consents)
        row = insert(schema.approval_used).values(id=approval.id, used_us=now)
        if not db.execute(row.on_conflict_do_nothing()).rowcount:
            raise Refused("approval.used")
        return parties


def party_of(db: Connection, owner: str) -> Person | Sheet:
    """Who stands behind an id of an approval, as they are now."""
    return Sheet() if owner == SHEET else rows.get(db, owner)


def signing_public(db: Connection, owner: str) -> bytes:
    """The key that consents of ``owner`` are checked with; empty when there is none any more."""
    if owner != SHEET:
        return rows.get(db, owner).signing_public
    slot = schema.vault_slot
    return db.scalar(select(slot.c.public).where(slot.c.slot == SHEET)) or b""


def _signer(db: Connection, approval: Approval, consent: Consent) -> Party:
    """Who signed, after checking that they did."""
    party = party_of(db, consent.owner)
    public = signing_public(db, consent.owner)
    statement = _statement(approval.id, approval.request_digest, approval.made_us)
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(consent.signature, statement)
    except (InvalidSignature, ValueError) as error:  # ValueError: there is no such key any more
        raise Refused("approval.not_signed") from error
    return party


def _statement(approval_id: str, request_digest: bytes, made_us: int) -> bytes:
    return canonical(["shopguard", "approval", approval_id, request_digest.hex(), made_us])
