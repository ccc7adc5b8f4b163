"""FootageDoor: the one way to a decrypted frame (J-1, J-3, J-7, J-14).

Decide by the policy table → append to the audit log and use the approval up, in one durable
transaction → unseal the keys of just the granted cameras and span → ``OpenFootage``, which ends by
itself → closing entry. Refusals and failures are logged too. No entry, no frame.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from sqlalchemy import Connection, select

from shopguard.access.approval import Approval, Approvals, Request, party_of
from shopguard.access.policy import Action, Circumstances, Party, decide
from shopguard.audit.actions import Act
from shopguard.audit.entry import Entry, JsonValue, Outcome
from shopguard.audit.ledger import Ledger
from shopguard.base.clock import DAY, Clock
from shopguard.base.errors import Refused, ShopGuardError
from shopguard.base.span import Span
from shopguard.database import schema
from shopguard.database.engine import Catalogue
from shopguard.door.viewing import EndReason, OpenFootage
from shopguard.door.volumes import DamagedSpan
from shopguard.footage.epochs import Epochs
from shopguard.footage.fragment import VolumeIdentity
from shopguard.footage.store import FootageStore, Volume
from shopguard.vault._private import unlock

VIEWING_SECONDS = 30 * 60.0
MOST_DAYS = 31
DOOR_ACTIONS = frozenset({Action.REVIEW, Action.PRINT_STILL, Action.PROVIDE, Action.DISCLOSE})
_EXTENSION = "extend"


class FootageDoor:
    """Opens recordings to people who agreed, and writes down that it did.

    ``relaxed``: whether the shop's rule lets one manager look alone, asked at each opening.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        ledger: Ledger,
        store: FootageStore,
        epochs: Epochs,
        clock: Clock,
        relaxed: Callable[[], bool] = lambda: False,
    ) -> None:
        self._catalogue = catalogue
        self._ledger = ledger
        self._store = store
        self._epochs = epochs
        self._clock = clock
        self._relaxed = relaxed
        self._approvals = Approvals(catalogue, clock)

    def open(
        self, request: Request, approval: Approval, *, seconds: float = VIEWING_SECONDS
    ) -> OpenFootage:
        """A viewing (or provision) of exactly what was asked for.

        Refused by the rule, Unavailable when the log or a key cannot be had; logged either way.
        """
        opened_seq = self._enter(request, approval)
        try:
            volumes = self._unsealed(request, approval)
        except BaseException as error:
            self._append(request, approval.people, Act.FOOTAGE_OPENED, "failed", _reason(error))
            raise
        return OpenFootage(
            request,
            approval.people,
            volumes,
            seconds=seconds,
            clock=self._clock,
            on_end=lambda reason, viewing: self._ended(opened_seq, reason, viewing),
            on_damage=lambda camera, span: self._damaged(request, approval.people, camera, span),
        )

    def extend(
        self,
        viewing: OpenFootage,
        request: Request,
        approval: Approval,
        *,
        seconds: float = VIEWING_SECONDS,
    ) -> None:
        """A further period of the same viewing, agreed to again (see ``extension_of``)."""
        if request != extension_of(viewing):
            raise Refused("approval.other_request")
        self._enter(request, approval)
        viewing.prolong(seconds)

    def print_still(self, viewing: OpenFootage, still: Request, digest: str) -> int:
        """The number of a print about to be made of what ``viewing`` shows; logged before it is.

        Those who opened the viewing are asked of the policy table once more, as they are now.
        ``digest``: of the picture. The number goes up by one with every print of this shop (J-15).
        """
        try:
            viewing.require_open()
            if not _covers(viewing.request, still):
                raise Refused("door.not_granted")
            with self._catalogue.write() as db:
                people = [party_of(db, one) for one in viewing.people]
                self._decided(still, people)
                number = _printed(db) + 1
                detail: dict[str, JsonValue] = {"number": number, "picture": digest}
                entry = _entry(still, viewing.people, Act.FOOTAGE_PRINTED, "done", detail)
                self._ledger.append(entry, db)
        except Refused as refusal:
            code: dict[str, JsonValue] = {"code": refusal.code}
            self._append(still, viewing.people, Act.FOOTAGE_REFUSED, "refused", code)
            raise
        return number

    def open_paper(
        self,
        request: Request,
        approval: Approval,
        about: VolumeIdentity,
        sealed: bytes,
        act: Act = Act.SCAN_READ,
    ) -> bytearray:
        """The key of a paper sealed for ``about``, logged first; the caller wipes it."""
        if request.action is not Action.READ_SCAN:
            raise Refused("policy.role")
        try:
            with self._catalogue.write() as db:
                self._decided(request, self._approvals.consume(approval, request, db))
                consent = _consent(approval)
                entry = _entry(request, approval.people, act, "done", consent)
                self._ledger.append(entry, db)
        except Refused as refusal:
            detail: dict[str, JsonValue] = {"code": refusal.code}
            self._append(request, approval.people, act, "refused", detail)
            raise
        with unlock(self._catalogue, approval.factors) as vault:
            return vault.unseal(about, sealed)

    def still_failed(self, viewing: OpenFootage, still: Request, number: int, code: str) -> None:
        """The print of that number did not come out; the number is not used again."""
        detail: dict[str, JsonValue] = {"number": number, "code": code}
        self._append(still, viewing.people, Act.FOOTAGE_PRINTED, "failed", detail)

    # --- inner ------------------------------------------------------------------------------

    def _decided(self, request: Request, people: Sequence[Party]) -> None:
        """Refused unless the policy table lets these people do that, now."""
        circumstances = Circumstances(self._clock.utc_us(), relaxed=self._relaxed())
        decision = decide(
            request.action,
            people,
            circumstances,
            purpose=request.purpose,
            cameras=request.cameras,
        )
        if not decision.allowed:
            raise Refused(decision.code)

    def _enter(self, request: Request, approval: Approval) -> int:
        """The decision and its entry, durable; sequence number of the entry."""
        try:
            with self._catalogue.write() as db:
                people = self._approvals.consume(approval, request, db)
                self._check(request, db)
                self._decided(request, people)
                entry = _entry(
                    request, approval.people, Act.FOOTAGE_OPENED, "done", _consent(approval)
                )
                receipt = self._ledger.append(entry, db)
        except Refused as refusal:
            detail: dict[str, JsonValue] = {"code": refusal.code}
            self._append(request, approval.people, Act.FOOTAGE_REFUSED, "refused", detail)
            raise
        return receipt.seq

    def _check(self, request: Request, db: Connection) -> None:
        """The objects asked for: known cameras, a sane span, an action that is about footage."""
        if request.action not in DOOR_ACTIONS:
            raise Refused("policy.role")
        if request.span is None:
            raise Refused("door.no_span")
        if request.span.duration > MOST_DAYS * DAY:
            raise Refused("door.too_long", days=MOST_DAYS)
        known = set(db.scalars(select(schema.camera.c.id)))
        if not known.issuperset(request.cameras):
            raise Refused("door.unknown_camera")

    def _unsealed(
        self, request: Request, approval: Approval
    ) -> list[tuple[Volume, VolumeIdentity, bytearray]]:
        span = request.span or Span(0, 0)
        volumes = [v for camera in request.cameras for v in self._store.volumes(camera, span)]
        opened: list[tuple[Volume, VolumeIdentity, bytearray]] = []
        with unlock(self._catalogue, approval.factors) as vault:
            for volume in volumes:
                if volume.sealed_key is None:
                    continue
                identity = self._store.identity(volume.camera_id, volume.id)
                sealed = self._epochs.unwrap(volume.epoch, volume.id, volume.sealed_key)
                opened.append((volume, identity, vault.unseal(identity, sealed)))
        return opened

    def _ended(self, opened_seq: int, reason: EndReason, viewing: OpenFootage) -> None:
        detail: dict[str, JsonValue] = {"opened": opened_seq, "reason": reason.value}
        self._append(viewing.request, viewing.people, Act.FOOTAGE_CLOSED, "done", detail)

    def _damaged(
        self, request: Request, people: tuple[str, ...], camera: str, damage: DamagedSpan
    ) -> None:
        detail: dict[str, JsonValue] = {
            "volume": damage.volume_id,
            "first": damage.first,
            "last": damage.last,
        }
        entry = Entry(
            Act.FOOTAGE_DAMAGED,
            people,
            "failed",
            request.seat,
            cameras=(camera,),
            span=damage.span,
            detail=detail,
        )
        self._ledger.append(entry)

    def _append(
        self,
        request: Request,
        people: tuple[str, ...],
        act: Act,
        outcome: Outcome,
        detail: dict[str, JsonValue],
    ) -> None:
        self._ledger.append(_entry(request, people, act, outcome, detail))


def extension_of(viewing: OpenFootage) -> Request:
    """What both agree to when they extend a viewing."""
    asked = viewing.request
    return Request(
        asked.action, asked.seat, asked.purpose, asked.cameras, asked.span, target=_EXTENSION
    )


def _covers(granted: Request, still: Request) -> bool:
    """Whether a still is of what was granted, for the same purpose."""
    if granted.span is None or still.span is None:
        return False
    return (
        still.purpose == granted.purpose
        and set(still.cameras) <= set(granted.cameras)
        and still.span.clip(granted.span) == still.span
    )


def _printed(db: Connection) -> int:
    """How many numbers for prints were given out: they are counted in the log itself."""
    bodies = db.scalars(
        select(schema.audit_record.c.body).where(
            schema.audit_record.c.action == Act.FOOTAGE_PRINTED.value
        )
    )
    numbers = (json.loads(body)["detail"].get("number", 0) for body in bodies)
    return max(numbers, default=0)


def _entry(
    request: Request,
    people: tuple[str, ...],
    act: Act,
    outcome: Outcome,
    detail: dict[str, JsonValue],
) -> Entry:
    asked: dict[str, JsonValue] = {"asked": request.action.value, "note": request.note}
    if request.target:
        asked["target"] = request.target
    return Entry(
        act,
        people,
        outcome,
        request.seat,
        purpose=request.purpose or "",
        cameras=request.cameras,
        span=request.span,
        detail=asked | detail,
    )


def _consent(approval: Approval) -> dict[str, JsonValue]:
    return {
        "approval": approval.id,
        "request": approval.request_digest.hex(),
        "approved_us": approval.made_us,
        "signatures": [consent.signature.hex() for consent in approval.consents],
    }


def _reason(error: BaseException) -> dict[str, JsonValue]:
    return {"code": error.code if isinstance(error, ShopGuardError) else type(error).__name__}
