"""What the recorder needs of the shop, wired once: no vault's private half, no people, no door."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass

from sqlalchemy import select

from shopguard.audit.heads import shop_signer
from shopguard.audit.ledger import Ledger
from shopguard.base.clock import SECOND, Clock
from shopguard.base.errors import ShopGuardError, Unavailable
from shopguard.base.home import Home
from shopguard.base.platform import host
from shopguard.cameras.register import CameraRegister
from shopguard.database import schema
from shopguard.database.engine import Catalogue
from shopguard.database.keystore import open_key_store, shop_key
from shopguard.footage.epochs import Epochs
from shopguard.footage.fragment import VolumeHead
from shopguard.footage.holds import Holds
from shopguard.footage.retention import Retention
from shopguard.footage.store import FootageStore, OpenVolume
from shopguard.footage.timekeeper import TrustedTime
from shopguard.settings.store import Settings
from shopguard.vault.sealing import current_public

log = logging.getLogger(__name__)

# Footage leaves this much of a disk to the catalogue, so that erasing is possible on a full one:
# more than all writers together take for a batch each and for folding their logs into their files.
FLOOR_BYTES = 256 << 20


@dataclass(frozen=True, slots=True)
class Services:
    """One shop as its recorder sees it."""

    home: Home
    key: bytes
    clock: Clock
    catalogue: Catalogue
    ledger: Ledger
    settings: Settings
    cameras: CameraRegister
    epochs: Epochs
    store: FootageStore
    holds: Holds
    retention: Retention
    time: TrustedTime

    def __repr__(self) -> str:
        return f"Services({self.home.path})"

    @classmethod
    def open(cls, home: Home, clock: Clock) -> Services:
        """Unavailable when the folder is no shop or its key cannot be had."""
        keys = open_key_store(home)
        key = shop_key(keys)
        catalogue = Catalogue.open(home.catalogue, key)
        ledger = Ledger(catalogue, shop_signer(key), clock)
        epochs = Epochs(catalogue, keys)
        with catalogue.read() as db:
            site_id = db.execute(select(schema.site.c.id)).scalar_one()
        store = FootageStore(home, site_id, catalogue, epochs, clock)
        holds = Holds(catalogue, store, ledger, clock)
        return cls(
            home=home,
            key=key,
            clock=clock,
            catalogue=catalogue,
            ledger=ledger,
            settings=Settings(catalogue),
            cameras=CameraRegister(catalogue, clock),
            epochs=epochs,
            store=store,
            holds=holds,
            retention=Retention(home, catalogue, store, holds, ledger, clock),
            time=TrustedTime(catalogue, clock, host.clock_synchronised),
        )


class Room:
    """Volumes from the store, sealed to the vault's key of the moment (VolumeRoom)."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._lock = threading.Lock()
        self._steady = threading.RLock()  # a volume begins in one epoch, not between two
        self._unmarked: dict[str, VolumeHead] = {}
        self.floor_bytes = FLOOR_BYTES
        self.volume_us = services.settings.number("volume_seconds") * SECOND

    def reload(self) -> None:
        """The settings changed."""
        self.volume_us = self._services.settings.number("volume_seconds") * SECOND

    def need_space(self) -> None:
        """See VolumeRoom."""
        if host.free_bytes(self._services.home.volumes) < self.floor_bytes:
            raise Unavailable("footage.disk_full", reason="floor")

    def begin(self, camera_id: str, start_us: int, codec: str) -> OpenVolume:
        """See VolumeRoom."""
        with self._services.catalogue.read() as db:
            public = current_public(db)
        with self._steady:
            return self._services.store.begin_volume(camera_id, public, start_us, codec)

    def rotate_epoch(self) -> int:
        """Re-wrap the living volumes' keys and destroy the old wrapping key (G-6.4)."""
        with self._steady:
            return self._services.epochs.rotate()

    def closed(self, volume_id: str, head: VolumeHead) -> None:
        """See VolumeRoom."""
        self._services.store.close_volume(volume_id, head)

    def interrupted(self, volume_id: str, head: VolumeHead) -> None:
        """See VolumeRoom."""
        with self._lock:
            self._unmarked[volume_id] = head
        try:
            self.mark()
        except ShopGuardError as error:
            log.warning("volume %s is marked later: %s", volume_id, error.code)

    def mark(self) -> None:
        """Note abandoned volumes in the catalogue; what fails is tried again."""
        with self._lock:
            due = dict(self._unmarked)
        for volume_id, head in due.items():
            self._services.store.mark_interrupted(volume_id, head)
            with self._lock:
                self._unmarked.pop(volume_id, None)
