"""What can be asked of the vault, as requests that key holders approve."""

from __future__ import annotations

from shopguard.access.approval import Request
from shopguard.access.person import Role
from shopguard.access.policy import Action
from shopguard.access.secret import SHEET
from shopguard.base.errors import Refused
from shopguard.vault.wraps import MANAGER_SLOTS


def ask_change(seat: str, role: Role, newcomer_id: str, note: str = "") -> Request:
    """Ask to make ``newcomer_id`` the chief or deputy manager."""
    target = f"{role}={newcomer_id}"
    return Request(Action.CHANGE_MANAGER, seat, target=target, note=note)


def ask_leave(seat: str, role: Role, note: str = "") -> Request:
    """Ask to let the chief or deputy manager go before there is another."""
    return Request(Action.CHANGE_MANAGER, seat, target=f"{role}=", note=note)


def ask_lost(seat: str, person_id: str, note: str = "") -> Request:
    """Ask to give a manager who lost theirs a new password."""
    return Request(Action.CHANGE_MANAGER, seat, target=f"lost={person_id}", note=note)


def ask_sheet(seat: str, note: str = "") -> Request:
    """Ask for a new recovery sheet."""
    return Request(Action.NEW_SHEET, seat, target=SHEET, note=note)


def ask_relax(seat: str, *, relaxed: bool, note: str = "") -> Request:
    """Ask to let either manager look alone from now on, or to take that back."""
    target = "relaxed" if relaxed else "two"
    return Request(Action.RELAX_VIEWING, seat, target=target, note=note)


def role_asked(request: Request) -> Role:
    """The manager's role a request is about."""
    role = request.target.partition("=")[0]
    if role not in MANAGER_SLOTS:
        raise Refused("approval.other_request")
    return Role(role)


def expect(request: Request, wanted: Request) -> None:
    """Refused unless what was approved is what is about to be done."""
    if (request.action, request.target) != (wanted.action, wanted.target):
        raise Refused("approval.other_request")
