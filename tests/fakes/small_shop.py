"""A shop of real parts for tests: catalogue, log, people with passwords, a vault.

Only the password work is cheap; everything else is what the product runs.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import insert, select

from shopguard.access.approval import Approval, Request, approve
from shopguard.access.login import Logins, Proof
from shopguard.access.password import Work
from shopguard.access.people import PeopleRegister, Person, Role
from shopguard.access.secret import SHEET
from shopguard.audit.ledger import Ledger
from shopguard.base.clock import DAY
from shopguard.database import schema
from shopguard.database.engine import Catalogue
from shopguard.vault.keeping import Vault
from shopguard.vault.sheet import prove_sheet
from tests.fakes.clock import FakeClock

CHEAP = Work(memory_kib=64, passes=1, lanes=1)
SEAT = "back office"
SHOP_KEY = bytes(range(32))
CAMERA = "0" * 31 + "1"


def password_of(login: str) -> str:
    """A strong password for a test person; another one for another login."""
    return f"{login[::-1]} walnut orbit cactus velvet"


@dataclass
class SmallShop:
    """``chief`` and ``deputy`` are there; ``set_up`` makes the vault, ``proof`` logs in."""

    folder: Path
    clock: FakeClock = field(default_factory=FakeClock)
    work: Work = CHEAP
    sheet_words: str = ""
    passwords: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.signer = Ed25519PrivateKey.generate()
        self.catalogue = Catalogue.create(self.folder / "shop.db", SHOP_KEY)
        with self.catalogue.write() as db:
            now = self.clock.utc_us()
            db.execute(insert(schema.site).values(id="5" * 32, name="試験店", created_us=now))
        self._stand_on()
        self.chief = self.add("sato", [Role.CHIEF])
        self.deputy = self.add("suzuki", [Role.DEPUTY])

    def _stand_on(self) -> None:
        self.ledger = Ledger(self.catalogue, self.signer, self.clock)
        self.people = PeopleRegister(self.catalogue, self.clock, work=self.work)
        self.logins = Logins(self.catalogue, self.ledger, self.clock, work=self.work)
        self.vault = Vault(self.catalogue, self.ledger, self.clock, work=self.work)

    def restart(self) -> None:
        """As after the process ended: everything is read from disk again."""
        self.catalogue.close()
        self.catalogue = Catalogue.open(self.folder / "shop.db", SHOP_KEY)
        self._stand_on()

    def close(self) -> None:
        self.catalogue.close()

    def add(self, login: str, roles: Iterable[Role] = (), **details: Any) -> Person:
        """Somebody who pledged and is trained for a year."""
        self.passwords[login] = password_of(login)
        now = self.clock.utc_us()
        ready = {"pledged_us": now, "trained_until_us": now + 365 * DAY}
        password = self.passwords[login]
        return self.people.add(login, login.title(), roles, password, **{**ready, **details})

    def set_up(self) -> None:
        with (
            self.proof("sato") as chief,
            self.proof("suzuki") as deputy,
            self.vault.set_up(chief.factor, deputy.factor, SEAT) as sheet,
        ):
            self.sheet_words = " ".join(sheet.words())

    def proof(self, login: str) -> Proof:
        """Proof that ``login``, or the sheet, is here."""
        if login == SHEET:
            return prove_sheet(self.catalogue, self.ledger, self.sheet_words, SEAT)
        return self.logins.check(login, self.passwords[login], SEAT)

    def approval(self, request: Request, logins: Sequence[str]) -> Approval:
        proofs = [self.proof(login) for login in logins]
        return approve(request, *proofs, clock=self.clock)

    def log(self, action: str = "") -> list[dict[str, Any]]:
        """What the audit log says, oldest first."""
        record = schema.audit_record
        with self.catalogue.read() as db:
            rows = db.execute(select(record.c.action, record.c.body).order_by(record.c.seq)).all()
        return [json.loads(row.body) for row in rows if action in ("", row.action)]
