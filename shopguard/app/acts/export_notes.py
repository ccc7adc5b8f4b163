"""What register and log say of an export: that it was made, that it failed, that nobody read it.

No package without its entry: ``Export.seal`` makes it, in one transaction with the register's.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shopguard.app.acts.provision import find, planned
from shopguard.app.shop import Shop
from shopguard.audit.actions import Act
from shopguard.audit.entry import Entry, JsonValue, Outcome
from shopguard.audit.proof import prove
from shopguard.base.errors import Refused, ShopGuardError, Unavailable
from shopguard.evidence.absent import MOST_KEPT, Absent
from shopguard.evidence.facts import Seal
from shopguard.evidence.provisions import Provision, Step
from shopguard.evidence.signing import statement

UNREAD = "export.unread"


@dataclass(slots=True)
class Export:
    """One try. ``provision`` as it stood at the beginning; ``sealed``: what of it was logged.

    ``absent``: what of the span is not in it, as soon as that is known.
    """

    shop: Shop
    provision: Provision
    people: Sequence[str]
    signer: Ed25519PrivateKey
    sealed: str = ""
    absent: Sequence[Absent] = ()

    def seal(self, manifest: bytes) -> Seal:
        """Register and log take note, in one transaction; then the signature and its proof.

        Unavailable when somebody wrote to the case meanwhile: the package says what it was before.
        """
        now = find(self.shop, self.provision.id)
        if now.case.last != self.provision.case.last:
            raise Unavailable("case.busy")
        digest = sha256(manifest).hexdigest()
        act = Act.PROVISION_EXPORTED
        absent: list[JsonValue] = [each.as_json() for each in self.absent[:MOST_KEPT]]
        told: dict[str, JsonValue] = {"manifest": digest, "absent": absent}
        seq = _note(self.shop, now, Step.EXPORTED, act, self.people, told)
        self.sealed = digest
        proof = prove(self.shop.catalogue, seq, self.shop.ledger.head())
        return Seal(self.signer.sign(statement(manifest)), proof.as_json())

    @contextlib.contextmanager
    def told_when_failed(self) -> Iterator[None]:
        """Whatever ends it early stands in the register and the log, then goes on."""
        try:
            yield
        except BaseException as error:
            code = error.code if isinstance(error, ShopGuardError) else type(error).__name__
            _failed(self.shop, self.provision.id, self.people, code, self.sealed)
            raise


def unread(shop: Shop, name: str, package: Path, manifest: str) -> None:
    """Nobody was there to read the password: the package goes, register and log say so."""
    try:
        package.unlink(missing_ok=True)
    finally:  # the medium may be gone: it is of no use to anybody, and was not handed over
        provision = find(shop, name)
        made = (each for each in provision.case.entries if each.data.get("manifest") == manifest)
        entry = next(made, None)
        people = provision.by if entry is None else entry.people
        _failed(shop, provision.id, people, UNREAD, manifest)


def _failed(shop: Shop, name: str, people: Sequence[str], code: str, manifest: str) -> None:
    """It came to nothing. Where the case can't say so any more, the log does."""
    provision = find(shop, name)
    told: dict[str, JsonValue] = {"code": code, "manifest": manifest}
    act = Act.PROVISION_FAILED
    try:
        _note(shop, provision, Step.FAILED, act, people, told)
    except (Refused, Unavailable) as trouble:
        detail: dict[str, JsonValue] = {"provision": provision.id, "register": trouble.code}
        shop.ledger.append(_entry(shop, provision, act, people, "failed", told | detail))


def _note(
    shop: Shop, provision: Provision, step: Step, act: Act, people: Sequence[str],
    data: dict[str, JsonValue],
) -> int:  # fmt: skip
    """An entry of register and log, both or none; its number in the log."""
    entry = planned(shop, provision, step, people, data)
    outcome: Outcome = "failed" if step is Step.FAILED else "done"
    logged = _entry(shop, provision, act, people, outcome, entry.told | data)
    with shop.catalogue.write() as db:
        shop.cases.keep(entry, db)
        return shop.ledger.append(logged, db).seq


def _entry(
    shop: Shop, provision: Provision, act: Act, people: Sequence[str], outcome: Outcome,
    detail: Mapping[str, JsonValue],
) -> Entry:  # fmt: skip
    return Entry(
        act,
        tuple(people),
        outcome,
        shop.seat,
        purpose=provision.ground.purpose,
        ground=provision.ground.key,
        cameras=provision.cameras,
        span=provision.span,
        detail=detail,
    )
