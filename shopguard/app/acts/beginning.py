"""Setting up, step by step: what is done and what is left, as the log has it.

A shop begun at the desktop can be left and taken up again: what counts is that the recovery sheet
was kept (typed back), and that somebody reached the end.
"""

from __future__ import annotations

import sys
from enum import StrEnum

from shopguard.access.approval import Request
from shopguard.access.policy import Action, Console
from shopguard.app.acts.consent import By, party
from shopguard.app.shop import Shop
from shopguard.audit.actions import Act
from shopguard.audit.entry import Entry, JsonValue
from shopguard.audit.record import Wanted, find
from shopguard.base.errors import ShopGuardError, Unavailable
from shopguard.base.platform import host
from shopguard.base.platform.starting import StartsAt
from shopguard.base.texts import RESOURCES

INSTALLER = RESOURCES.parent / "installer"
_NOT_STARTED = "host.not_started"
_AT_ONCE = 200  # setting up begins within the first records of a shop, or never


class Left(StrEnum):
    """What is left of setting up."""

    NOTHING = ""
    SHEET = "sheet"
    REST = "rest"


def begin(shop: Shop, people: tuple[str, ...]) -> None:
    """The shop was just made at the desktop; its sheet has not been kept yet."""
    shop.ledger.append(Entry(Act.SET_UP_BEGUN, people, "done", shop.seat))


def left(shop: Shop) -> Left:
    """Where to take it up again."""
    if not _logged(shop, Act.SET_UP_BEGUN, before=_AT_ONCE) or _logged(shop, Act.SET_UP_DONE):
        return Left.NOTHING
    return Left.REST if _logged(shop, Act.SHEET_KEPT) else Left.SHEET


def note_sheet_kept(shop: Shop, by: By) -> None:
    """Words of the sheet were typed back: it is on paper."""
    _note(shop, by, Act.SHEET_KEPT)


def finish(shop: Shop, by: By) -> None:
    """The last card was reached."""
    _note(shop, by, Act.SET_UP_DONE)


def start_with_machine(shop: Shop, by: By, *, wanted: bool) -> StartsAt:
    """Have the recorder started by the system, or no longer.

    With the shop\'s key in a person\'s key store it can only be had after that person logged in.
    """
    request = Request(Action.MANAGE_CAMERAS, shop.seat, target="recorder")
    who = party(shop, request, by)
    detail: dict[str, JsonValue] = {"wanted": wanted}
    with shop.gate.passing(request, who, Act.RECORDER_STARTS, detail):
        pass  # the system's own tools are slow: nothing else waits for them
    if not wanted:
        host.stop_starting()
        return StartsAt.NEVER
    command = [sys.executable, "-m", "shopguard", "--home", str(shop.home.path), "record"]
    try:
        starts = host.start_with_machine(INSTALLER, command)
    except (ShopGuardError, OSError) as error:
        failed = {**detail, "code": _NOT_STARTED}
        people = (by.id,) if isinstance(by, Console) else tuple(proof.owner for proof in by)
        shop.ledger.append(Entry(Act.RECORDER_STARTS, people, "failed", shop.seat, detail=failed))
        raise Unavailable(_NOT_STARTED) from error
    return starts if shop.key_in_file else StartsAt.LOGIN


def _note(shop: Shop, by: By, act: Act) -> None:
    request = Request(Action.MANAGE_CAMERAS, shop.seat, target="setting up")
    with shop.gate.passing(request, party(shop, request, by), act):
        pass


def _logged(shop: Shop, act: Act, before: int | None = None) -> bool:
    with shop.catalogue.read() as db:
        return next(find(db, Wanted(action=act, before_seq=before)), None) is not None
