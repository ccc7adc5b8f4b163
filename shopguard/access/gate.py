"""The gate in front of everything that changes something: decided, consumed, logged, then done.

    with gate.passing(request, approval, Act.RETENTION_CHANGED) as db:
        …                                     # in the same transaction, or not at all

A refusal and a failure stand in the log as well, with who asked for what. (Footage has a gate of
its own, the door, which needs the receipt before it unseals a key.)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from sqlalchemy import Connection

from shopguard.access.approval import Approval, Approvals, Request
from shopguard.access.policy import Circumstances, Console, decide
from shopguard.audit.actions import Act
from shopguard.audit.entry import Entry, JsonValue, Outcome
from shopguard.audit.ledger import Ledger
from shopguard.base.clock import Clock
from shopguard.base.errors import Refused, ShopGuardError
from shopguard.database.engine import Catalogue


class Gate:
    """Lets acts through that the table allows, and writes down every try."""

    def __init__(self, catalogue: Catalogue, ledger: Ledger, clock: Clock) -> None:
        self._catalogue = catalogue
        self._ledger = ledger
        self._clock = clock
        self._approvals = Approvals(catalogue, clock)

    @contextmanager
    def passing(
        self, request: Request, by: Approval | Console, act: Act,
        detail: Mapping[str, JsonValue] | None = None, *,
        relaxed: bool = False, live_for_staff: bool = False,
    ) -> Iterator[Connection]:  # fmt: skip
        """The transaction to act in; ``act`` is logged with it. Refused with the reason's code.

        When the block raises, nothing of it stays but the log entry that says so.
        """
        circumstances = Circumstances(self._clock.utc_us(), relaxed, live_for_staff)
        try:
            with self._catalogue.write() as db:
                self._let_in(request, by, circumstances, db)
                self._ledger.append(_entry(request, by, act, "done", detail or {}), db)
                yield db
        except Refused as refusal:
            self._ledger.append(_entry(request, by, act, "refused", {"code": refusal.code}))
            raise
        except Exception as error:
            code = error.code if isinstance(error, ShopGuardError) else type(error).__name__
            self._ledger.append(_entry(request, by, act, "failed", {"code": code}))
            raise

    def _let_in(
        self, request: Request, by: Approval | Console, circumstances: Circumstances,
        db: Connection,
    ) -> None:  # fmt: skip
        people = (by,) if isinstance(by, Console) else self._approvals.consume(by, request, db)
        decision = decide(
            request.action, people, circumstances, purpose=request.purpose, cameras=request.cameras
        )
        if not decision.allowed:
            raise Refused(decision.code)


def _entry(
    request: Request, by: Approval | Console, act: Act, outcome: Outcome,
    detail: Mapping[str, JsonValue],
) -> Entry:  # fmt: skip
    return Entry(
        action=act,
        people=(by.id,) if isinstance(by, Console) else by.people,
        outcome=outcome,
        seat=request.seat,
        purpose=request.purpose or "",
        cameras=request.cameras,
        span=request.span,
        detail={**_asked(request), **_consent(by), **detail},
    )


def _asked(request: Request) -> dict[str, JsonValue]:
    return {"asked": request.action, "target": request.target, "note": request.note}


def _consent(by: Approval | Console) -> dict[str, JsonValue]:
    """The signatures, so that consent can be shown later to who doubts it."""
    if isinstance(by, Console):
        return {}
    return {
        "approval": by.id,
        "request": by.request_digest.hex(),
        "approved_us": by.made_us,
        "signatures": [consent.signature.hex() for consent in by.consents],
    }
