"""People come, change and go; managers only together with the vault (J-3, J-5, J-13)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from shopguard.access.approval import Request
from shopguard.access.login import Proof
from shopguard.access.people import Person, Role
from shopguard.access.policy import Action
from shopguard.app.acts.consent import agreed
from shopguard.app.shop import Shop
from shopguard.audit.actions import Act
from shopguard.audit.entry import JsonValue
from shopguard.base.clock import DAY
from shopguard.vault import asking
from shopguard.vault.sheet import SheetSecret

TRAINING_DAYS = 365


def add_person(
    shop: Shop, proofs: Sequence[Proof], login: str, name: str, roles: Iterable[Role], password: str
) -> Person:
    """Somebody new; pledge and training are recorded apart."""
    request = _request(shop, f"add={login}")
    with shop.gate.passing(request, agreed(shop, request, proofs), Act.PERSON_ADDED) as db:
        return shop.people.add(login, name, roles, password, db=db)


def record_pledge(shop: Shop, proofs: Sequence[Proof], person: Person) -> None:
    """The confidentiality pledge was signed today."""
    request = _request(shop, f"pledge={person.id}")
    with shop.gate.passing(request, agreed(shop, request, proofs), Act.PLEDGE_SIGNED) as db:
        shop.people.record_pledge(person.id, shop.clock.utc_us(), db=db)


def record_training(
    shop: Shop, proofs: Sequence[Proof], person: Person, days: int = TRAINING_DAYS
) -> None:
    """Trained today; it lapses after ``days``."""
    request = _request(shop, f"training={person.id}")
    detail = {"days": days}
    with shop.gate.passing(request, agreed(shop, request, proofs), Act.TRAINING_DONE, detail) as db:
        shop.people.record_training(person.id, shop.clock.utc_us() + days * DAY, db=db)


def let_leave(shop: Shop, proofs: Sequence[Proof], person: Person) -> None:
    """Somebody leaves, and with them every access; a manager's place in the vault is emptied."""
    managing = [role for role in (Role.CHIEF, Role.DEPUTY) if role in person.roles]
    if managing:
        request = asking.ask_leave(shop.seat, managing[0])
        shop.vault.let_leave(request, agreed(shop, request, proofs))
        return
    request = _request(shop, f"leave={person.id}")
    with shop.gate.passing(request, agreed(shop, request, proofs), Act.PERSON_LEFT) as db:
        shop.people.leave(person.id, db=db)


def switch_off(shop: Shop, proofs: Sequence[Proof], person: Person) -> None:
    """Somebody may not log in until they are switched on again."""
    request = _request(shop, f"off={person.id}")
    with shop.gate.passing(request, agreed(shop, request, proofs), Act.PERSON_DISABLED) as db:
        shop.people.disable(person.id, db=db)


def switch_on(shop: Shop, proofs: Sequence[Proof], person: Person) -> None:
    """Somebody who was switched off may log in again."""
    request = _request(shop, f"on={person.id}")
    with shop.gate.passing(request, agreed(shop, request, proofs), Act.PERSON_ENABLED) as db:
        shop.people.enable(person.id, db=db)


def set_roles(shop: Shop, proofs: Sequence[Proof], person: Person, roles: Iterable[Role]) -> None:
    """Another role for somebody who is no manager."""
    wanted = sorted(role.value for role in roles)
    request = _request(shop, f"roles={person.id}")
    detail: dict[str, JsonValue] = {"roles": wanted}
    with shop.gate.passing(
        request, agreed(shop, request, proofs), Act.PERSON_CHANGED, detail
    ) as db:
        shop.people.set_roles(person.id, map(Role, wanted), db=db)


def reset_password(shop: Shop, proofs: Sequence[Proof], person: Person, password: str) -> None:
    """A new password for somebody who is no manager and lost theirs."""
    request = _request(shop, f"password={person.id}")
    act = Act.CREDENTIAL_REPLACED
    with shop.gate.passing(request, agreed(shop, request, proofs), act) as db:
        shop.people.reset_password(person.id, password, db=db)


def change_manager(shop: Shop, proofs: Sequence[Proof], role: Role, newcomer: Proof) -> None:
    """Another person becomes chief or deputy; no footage is encrypted again."""
    request = asking.ask_change(shop.seat, role, newcomer.owner)
    shop.vault.change_manager(request, agreed(shop, request, proofs), newcomer)


def lost_password(shop: Shop, proofs: Sequence[Proof], person: Person, password: str) -> None:
    """A new password for a manager who lost theirs; the other one and the sheet agree."""
    request = asking.ask_lost(shop.seat, person.id)
    shop.vault.lost_password(request, agreed(shop, request, proofs), person.login, password)


def new_sheet(shop: Shop, proofs: Sequence[Proof]) -> SheetSecret:
    """Another recovery sheet; the one before opens nothing any more."""
    request = asking.ask_sheet(shop.seat)
    return shop.vault.new_sheet(request, agreed(shop, request, proofs))


def set_relaxed(shop: Shop, proofs: Sequence[Proof], *, relaxed: bool) -> None:
    """Whether one manager alone may look at what is recorded from now on."""
    request = asking.ask_relax(shop.seat, relaxed=relaxed)
    shop.vault.set_relaxed(request, agreed(shop, request, proofs))


def _request(shop: Shop, target: str) -> Request:
    return Request(Action.MANAGE_PEOPLE, shop.seat, target=target)
