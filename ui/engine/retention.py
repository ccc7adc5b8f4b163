"""The retention page's side of the engine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from shopguard.access.person import MANAGERS
from shopguard.app import recorder
from shopguard.app.acts import footage, papers
from shopguard.app.acts import retention as acts
from shopguard.app.acts.kept import KeptPart, kept_parts
from shopguard.app.shop import Shop
from shopguard.audit.actions import Act
from shopguard.audit.record import Record, Wanted, find
from shopguard.base.clock import DAY
from shopguard.base.span import Span
from shopguard.recorder.report import HealthReport
from ui.engine.people import info_of, proofs_of
from ui.model import CameraInfo, PersonInfo, SignedIn
from ui.retention.model import Change, Erased, HeldPart, Keeping, Kept, Register
from ui.review.model import Pair

ERASED_DAYS = 30
_MANAGERS = {role.value for role in MANAGERS}


class EngineRetentionBook:
    """``ui.retention.model.RetentionBook``. ``ask``: the recorder's report, None without one.

    ``samples``: passphrases of a demo shop, by login.
    """

    def __init__(
        self, shop: Shop, ask: Callable[[], HealthReport | None], samples: Mapping[str, str]
    ) -> None:
        self._shop = shop
        self._ask = ask
        self._samples = samples

    def keeping(self) -> Keeping:
        return keeping_of(self._shop, self._ask())

    def erased(self) -> tuple[Erased, ...]:
        now = self._shop.clock.utc_us()
        names = {c.id: c.name for c in self._shop.cameras.list(include_removed=True)}
        wanted = Wanted(action=Act.FOOTAGE_ERASED, span=Span(now - ERASED_DAYS * DAY, now + 1))
        with self._shop.catalogue.read() as db:
            return tuple(_erased(each, names) for each in find(db, wanted, newest_first=True))

    def held(self) -> tuple[HeldPart, ...]:
        names, now = papers.letterhead(self._shop).names, self._shop.clock.utc_us()
        return tuple(_held(part, names, now) for part in kept_parts(self._shop))

    def seconds(self, by: SignedIn) -> tuple[PersonInfo, ...]:
        if by.person.role not in _MANAGERS:
            return ()
        return tuple(
            replace(info_of(self._shop, person), sample=self._samples.get(person.login, ""))
            for person in self._shop.people.list()
            if person.is_manager and person.present and person.id != by.person.id
        )

    def change(self, change: Change, pair: Pair) -> None:
        camera = self._shop.cameras.get(change.camera_id) if change.camera_id else None
        with proofs_of(self._shop, pair) as proofs:
            acts.change_retention(
                self._shop, proofs, days=change.days, camera=camera, reason=change.reason
            )
        recorder.tell_reload(self._shop)

    def end_hold(self, part: HeldPart, reason: str, pair: Pair) -> None:
        with proofs_of(self._shop, pair) as proofs:
            footage.release_holds(self._shop, proofs, part.ids, reason)


def keeping_of(shop: Shop, found: HealthReport | None) -> Keeping:
    """What is to be kept, and what fits. ``found``: the recorder's report, None without one."""
    live = {camera.id: camera.bytes_per_s for camera in found.cameras} if found else {}
    disk = found.disk if found else None
    forecast, rules = acts.forecast(shop, live, disk=disk), shop.rules()
    cameras = []
    for camera in shop.cameras.list():
        volumes = shop.store.volumes(camera.id)
        kept = Kept(
            CameraInfo(camera.id, camera.name, camera.place),
            rules.camera(camera.id).days,
            camera.retention_days is not None,
            forecast.rates.get(camera.id, 0),
            volumes[0].span.start if volumes else None,
            sum(volume.head.bytes for volume in volumes),
        )
        cameras.append(kept)
    return Keeping(rules.days, tuple(cameras), forecast.room_bytes, acts.reason_of(shop))


def _erased(record: Record, names: dict[str, str]) -> Erased:
    entry, detail = record.entry, record.entry.detail
    return Erased(
        record.at_us,
        tuple(names.get(camera, camera) for camera in entry.cameras),
        entry.span,
        str(detail.get("reason", "")),
        _number(detail.get("volumes")),
        _number(detail.get("bytes")),
    )


def _held(part: KeptPart, names: Mapping[str, str], now_us: int) -> HeldPart:
    first = part.first
    return HeldPart(
        tuple(hold.id for hold in part.holds),
        tuple(names.get(hold.camera_id, hold.camera_id) for hold in part.holds),
        first.span,
        first.ground,
        names.get(first.owner_id, first.owner_id),
        first.expires_us,
        part.due_us if part.due_us > now_us else None,
        tuple((Register(each.register.value), each.number) for each in part.asking),
    )


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
