"""People as the rooms know them, and which rooms the policy table opens to whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from types import MappingProxyType

from shopguard.access.login import Proof
from shopguard.access.people import Person, Role
from shopguard.access.policy import Action, Circumstances, Purpose, Sheet, decide
from shopguard.access.secret import SHEET
from shopguard.app.acts.beginning import left
from shopguard.app.shop import Shop
from shopguard.base.errors import Refused
from shopguard.vault.sheet import prove_sheet
from ui.model import Credentials, PersonInfo, Room, SignedIn
from ui.review.model import Pair

SHEET_INFO = PersonInfo(SHEET, SHEET, "", SHEET)
RANK = (Role.CHIEF, Role.DEPUTY, Role.OPERATOR, Role.AUDITOR, Role.STAFF)
# Which of two people could not be confirmed: the desktop says it beside that person's field.
_OF_TWO = {
    ("first", "login.failed"): "pair.first_failed",
    ("first", "login.wait"): "pair.first_wait",
    ("second", "login.failed"): "pair.second_failed",
    ("second", "login.wait"): "pair.second_wait",
}
_UNFIT = ("policy.not_pledged", "policy.not_trained")
# What somebody must be allowed to do to see a room at all.
_ROOMS = {
    Room.LIVE: Action.WATCH_LIVE,
    Room.AUDIT: Action.READ_AUDIT,
    Room.CAMERAS: Action.MANAGE_CAMERAS,
    Room.RETENTION: Action.READ_AUDIT,  # what was erased and when; a change asks both managers
    Room.HEALTH: Action.SEE_HEALTH,
    Room.REVIEW: Action.HOLD,
    Room.PROVISION: Action.KEEP_REGISTER,
}


def info_of(shop: Shop, person: Person) -> PersonInfo:
    """Somebody who works here, and what keeps them from opening footage."""
    role = next((role for role in RANK if role in person.roles), Role.STAFF)
    unfit = ""
    if person.is_manager:
        decision = decide(
            Action.REVIEW,
            [person, Sheet()],
            Circumstances(shop.clock.utc_us()),
            purpose=Purpose.SAFETY,
            cameras=["any"],
        )
        unfit = decision.code if decision.code in _UNFIT else ""
    return PersonInfo(person.id, person.login, person.name, role.value, unfit)


def beside(
    shop: Shop, first: SignedIn, samples: Mapping[str, str] = MappingProxyType({})
) -> tuple[PersonInfo, ...]:
    """Who may agree beside ``first``: the other manager, and the recovery sheet from the safe.

    ``samples``: passphrases of a demo shop, by login.
    """
    managers = (
        replace(info_of(shop, person), sample=samples.get(person.login, ""))
        for person in shop.people.list()
        if person.is_manager and person.present and person.id != first.person.id
    )
    return (*managers, SHEET_INFO)


def allowed(shop: Shop, person: Person, action: Action, cameras: list[str]) -> bool:
    """Whether the policy lets this person do that alone."""
    circumstances = Circumstances(
        shop.clock.utc_us(), live_for_staff=shop.settings.flag("live_for_staff")
    )
    purpose = Purpose.SAFETY
    return decide(action, [person], circumstances, purpose=purpose, cameras=cameras).allowed


def rooms_of(shop: Shop, person: Person) -> frozenset[Room]:
    """Rooms that appear on this person's rail; language and signing out are everybody's."""
    cameras = [camera.id for camera in shop.cameras.list()] or ["none yet"]
    seen = {room for room, action in _ROOMS.items() if allowed(shop, person, action, cameras)}
    managing = {Room.PEOPLE} if person.is_manager else set()
    return frozenset(seen | managing | {Room.SETTINGS, Room.HELP})


def signed_in(shop: Shop, proof: Proof) -> SignedIn:
    """Somebody who proved who they are."""
    if proof.person is None:
        raise Refused("login.failed")
    person = proof.person
    unfinished = left(shop).value if person.is_manager else ""
    idle_s = shop.settings.number("idle_lock_minutes") * 60.0
    return SignedIn(info_of(shop, person), rooms_of(shop, person), proof, idle_s, unfinished)


def proof_of(who: SignedIn) -> Proof:
    """The engine's own value behind a signed-in person."""
    if not isinstance(who.proof, Proof):
        raise Refused("login.ended")
    return who.proof


def check(shop: Shop, typed: Credentials) -> Proof:
    """A second person proves who they are, or the recovery sheet that it is there. Slow."""
    if typed.login == SHEET:
        return prove_sheet(shop.catalogue, shop.ledger, typed.passphrase, shop.seat)
    return shop.logins.check(typed.login, typed.passphrase, shop.seat)


@contextmanager
def named(place: str, name: str) -> Iterator[None]:
    """Of two people it is said who was not confirmed; nobody is logging in here."""
    try:
        yield
    except Refused as refusal:
        code = _OF_TWO.get((place, refusal.code))
        if code is None:
            raise
        raise Refused(code, name=name, **refusal.params) from refusal


@contextmanager
def proofs_of(shop: Shop, pair: Pair) -> Iterator[list[Proof]]:
    """Both people's proofs; what was typed just now is forgotten when the block ends."""
    with ExitStack() as stack:
        first = proof_of(pair.first)
        if pair.again:
            person = pair.first.person
            with named("first", person.name):
                first = shop.logins.check(person.login, pair.again, shop.seat)
            stack.enter_context(first)
        proofs = [first]
        if pair.second is not None:
            with named("second", _name_of(shop, pair.second.login)):
                proofs.append(stack.enter_context(check(shop, pair.second)))
        yield proofs


def _name_of(shop: Shop, login: str) -> str:
    """Only a manager of the shop is named: what was typed for a login is not said back."""
    return next((person.name for person in shop.people.list() if person.login == login), "")
