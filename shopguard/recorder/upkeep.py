"""Retention, digests and the look at the disk: each minute, and when a write found no room."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import func, select

from shopguard.audit.actions import Act
from shopguard.audit.entry import Entry
from shopguard.base.clock import DAY
from shopguard.base.errors import ShopGuardError
from shopguard.base.platform import host
from shopguard.database import schema
from shopguard.footage.check import note_digests
from shopguard.footage.retention import RetentionRules
from shopguard.footage.rules import hold_quota_bytes, retention_rules
from shopguard.recorder.alarms import SEAT, WHO
from shopguard.recorder.health import Health
from shopguard.recorder.report import DiskReport
from shopguard.recorder.services import Room, Services

log = logging.getLogger(__name__)

_DIGESTS_A_TURN = 8


class Upkeep:
    """One turn of everything that may take its time."""

    def __init__(self, services: Services, room: Room, health: Health) -> None:
        self._services = services
        self._room = room
        self._health = health
        self._wanted = threading.Event()
        self._rotated_us: int | None = None
        self._short = self._nothing_may_go = False

    def space_wanted(self) -> None:
        """A write found no room."""
        self._wanted.set()

    def turn(self) -> None:
        """Make room if wanted; erase what is due; look at the disk; digest what is finished."""
        steps: list[Callable[[], object]] = [
            self._make_room,
            self._erase,
            self._look,
            self._rotate,
            self._digest,
        ]
        for step in steps:
            try:
                step()
            except ShopGuardError as error:
                log.warning("upkeep: %s", error.code)
            except Exception:
                log.exception("upkeep")

    def _make_room(self) -> None:
        self._nothing_may_go = False
        if not self._wanted.is_set():
            return
        self._wanted.clear()
        report = self._services.retention.make_room(self._rules())
        self._nothing_may_go = report.short
        log.warning("disk full: %d volumes erased", len(report.erased))

    def _erase(self) -> None:
        services = self._services
        verdict = services.time.check()
        self._health.clock_in_doubt = verdict.now_us is None
        report = services.retention.run(self._rules(), verdict.now_us)
        self._short = report.short or self._nothing_may_go
        if report.erased:
            log.info("%d volumes erased", len(report.erased))

    def _rules(self) -> RetentionRules:
        """As set; but never so that footage could take what the catalogue needs."""
        rules = retention_rules(self._services.settings, self._services.cameras)
        return replace(rules, reserve_bytes=max(rules.reserve_bytes, 2 * self._room.floor_bytes))

    def _look(self) -> None:
        services = self._services
        self._health.disk = DiskReport(
            total_bytes=host.total_bytes(services.home.path),
            free_bytes=host.free_bytes(services.home.path),
            footage_bytes=services.store.stored_bytes(),
            held_bytes=services.holds.held_bytes(services.holds.active()),
            hold_quota_bytes=hold_quota_bytes(services.settings, services.home),
            short=self._short,
        )

    def _rotate(self) -> None:
        """A new wrapping epoch each day: copies of erased keys die with the old one (G-6.4)."""
        if self._health.clock_in_doubt:
            return
        now = self._services.clock.utc_us()
        if self._rotated_us is None:
            self._rotated_us = self._last_rotation() or now
        if now - self._rotated_us >= DAY:
            epoch = self._room.rotate_epoch()
            entry = Entry(Act.EPOCH_ROTATED, WHO, "done", SEAT, detail={"epoch": epoch})
            self._services.ledger.append(entry)
            self._rotated_us = now

    def _last_rotation(self) -> int | None:
        record = schema.audit_record
        query = select(func.max(record.c.at_us)).where(
            record.c.action.in_((Act.EPOCH_ROTATED, Act.SHOP_MADE))
        )
        with self._services.catalogue.read() as db:
            last: int | None = db.scalar(query)
        return last

    def _digest(self) -> None:
        note_digests(self._services.catalogue, self._services.store, _DIGESTS_A_TURN)
