"""The composition root: one open shop with its services, wired once.

with Shop.open(home) as shop:
    proof = shop.logins.check("sato", password, seat)
"""

from __future__ import annotations

from dataclasses import dataclass
from types import TracebackType
from typing import Self

from sqlalchemy import select

from shopguard.access.gate import Gate
from shopguard.access.login import Logins
from shopguard.access.password import SHOP_WORK, Work
from shopguard.access.people import PeopleRegister
from shopguard.audit.heads import shop_signer
from shopguard.audit.ledger import Ledger
from shopguard.base.clock import Clock, SystemClock
from shopguard.base.home import Home
from shopguard.base.platform import host
from shopguard.cameras.register import CameraRegister
from shopguard.cameras.views import CameraViews
from shopguard.database import schema
from shopguard.database.engine import Catalogue
from shopguard.database.keystore import KeyStore, open_key_store, read_identity, shop_key
from shopguard.door.door import FootageDoor
from shopguard.evidence.cases import Cases
from shopguard.footage.epochs import Epochs
from shopguard.footage.holds import Holds
from shopguard.footage.retention import Retention, RetentionRules
from shopguard.footage.rules import hold_quota_bytes, retention_rules
from shopguard.footage.store import FootageStore
from shopguard.footage.timekeeper import TrustedTime
from shopguard.playback.timeline import Timeline
from shopguard.settings.store import Settings
from shopguard.vault.keeping import Vault
from shopguard.vault.wraps import is_relaxed


@dataclass(frozen=True, slots=True)
class Site:
    """The shop as it is called and reached (T-7, G-3)."""

    id: str
    name: str
    contact: str


class Shop:
    """One shop's services. A context manager; close it when done."""

    def __init__(
        self,
        home: Home,
        keys: KeyStore,
        key: bytes,
        catalogue: Catalogue,
        clock: Clock,
        work: Work = SHOP_WORK,
    ) -> None:
        self.home = home
        self.keys = keys
        self.key = key
        self.catalogue = catalogue
        self.clock = clock
        self.work = work
        self.site = self._load_site()
        self.ledger = Ledger(catalogue, shop_signer(key), clock)
        self.gate = Gate(catalogue, self.ledger, clock)
        self.people = PeopleRegister(catalogue, clock, work=work)
        self.logins = Logins(catalogue, self.ledger, clock, work=work)
        self.settings = Settings(catalogue)
        self.cameras = CameraRegister(catalogue, clock)
        self.views = CameraViews(catalogue, clock)
        self.vault = Vault(catalogue, self.ledger, clock, work=work)
        self.epochs = Epochs(catalogue, keys)
        self.store = FootageStore(home, self.site.id, catalogue, self.epochs, clock)
        self.holds = Holds(catalogue, self.store, self.ledger, clock)
        self.time = TrustedTime(catalogue, clock, host.clock_synchronised)
        self.retention = Retention(home, catalogue, self.store, self.holds, self.ledger, clock)
        self.timeline = Timeline(self.store, self.holds)
        self.door = FootageDoor(
            catalogue, self.ledger, self.store, self.epochs, clock, self.viewing_relaxed
        )
        self.cases = Cases(catalogue, clock)
        self.seat = f"{host.user_name()}@desk"

    @classmethod
    def open(cls, home: Home, *, clock: Clock | None = None, work: Work = SHOP_WORK) -> Self:
        """The shop of this folder; Unavailable when there is none or its key cannot be had."""
        keys = open_key_store(home)
        key = shop_key(keys)
        catalogue = Catalogue.open(home.catalogue, key)
        return cls(home, keys, key, catalogue, clock or SystemClock(), work)

    def close(self) -> None:
        self.catalogue.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def key_in_file(self) -> bool:
        """Whether the shop's key can be had before anybody logged in to this machine."""
        return read_identity(self.home).key_file is not None

    def rules(self) -> RetentionRules:
        """Retention as the settings and the cameras' own bounds say (J-4)."""
        return retention_rules(self.settings, self.cameras)

    def hold_quota_bytes(self) -> int:
        """How much may be held: a share of what the store may take."""
        return hold_quota_bytes(self.settings, self.home)

    def viewing_relaxed(self) -> bool:
        """Whether both managers agreed that one of them may look alone."""
        with self.catalogue.read() as db:
            return is_relaxed(db)

    def _load_site(self) -> Site:
        with self.catalogue.read() as db:
            row = db.execute(select(schema.site)).one()
        return Site(row.id, row.name, row.contact)
