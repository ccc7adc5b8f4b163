"""The people of the shop for the people page: each act as the engine does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from shopguard.access.login import Proof
from shopguard.access.password import check_strength
from shopguard.access.people import Person, Role
from shopguard.access.suggestion import suggest_passphrase
from shopguard.app.acts import people as acts
from shopguard.app.shop import Shop
from shopguard.base.errors import InvalidInput
from shopguard.base.texts import Language
from ui.engine.people import RANK, SHEET_INFO, beside, proof_of, proofs_of
from ui.first_run.model import Strength, Suggestion
from ui.model import PersonInfo, SignedIn
from ui.people.model import Member, Papers, PeopleAct, Wanted
from ui.review.model import Pair

_STRONG, _WEAK = 4, 1
Doing = Callable[[Shop, Sequence[Proof], Person, Wanted], None]


class EnginePeople:
    """``ui.people.model.PeopleBook``. ``samples``: passphrases of a demo shop, by login."""

    def __init__(self, shop: Shop, samples: Mapping[str, str]) -> None:
        self._shop = shop
        self._samples = samples

    def members(self) -> tuple[Member, ...]:
        return tuple(map(_member, self._shop.people.list(include_left=True)))

    def relaxed(self) -> bool:
        return self._shop.viewing_relaxed()

    def seconds(self, act: PeopleAct, first: SignedIn) -> tuple[PersonInfo, ...]:
        if act is PeopleAct.LOST:
            return (SHEET_INFO,)
        # People are managed without pledge and training: else these could never be renewed.
        found = beside(self._shop, first, self._samples)
        in_person = act in (PeopleAct.RELAX, PeopleAct.TIGHTEN)
        return tuple(
            replace(person, unfit="")
            for person in found
            if not (in_person and person.id == SHEET_INFO.id)
        )

    def do(self, wanted: Wanted, pair: Pair) -> Papers:
        shop = self._shop
        with proofs_of(shop, pair) as proofs:
            if wanted.act is PeopleAct.SHEET:
                with acts.new_sheet(shop, proofs) as secret:
                    from shopguard.vault.sheet_pdf import sheet_pdf  # what draws paper loads slowly

                    return Papers(sheet_pdf(secret, shop.site.name, shop.clock.utc_us()))
            if wanted.act in (PeopleAct.RELAX, PeopleAct.TIGHTEN):
                acts.set_relaxed(shop, proofs, relaxed=wanted.act is PeopleAct.RELAX)
            elif wanted.act is PeopleAct.ADD:
                _add(shop, proofs, wanted)
            else:
                _DOING[wanted.act](shop, proofs, shop.people.get(wanted.person_id), wanted)
        return Papers()

    def change_password(self, old: str, new: str, by: SignedIn) -> None:
        proof_of(by)
        self._shop.logins.change_password(by.person.login, old, new, self._shop.seat).wipe()

    def strength(self, passphrase: str, login: str, name: str) -> Strength:
        try:
            check_strength(passphrase, (login, name))
        except InvalidInput as weak:
            score = _WEAK if passphrase else 0
            return Strength(score, weak.code, tuple(weak.params.items()))
        return Strength(_STRONG)

    def suggest_passphrase(self, language: Language) -> Suggestion:
        found = suggest_passphrase(language)
        return Suggestion(found.typed, found.read)


def _add(shop: Shop, proofs: Sequence[Proof], wanted: Wanted) -> None:
    roles = [Role(wanted.role)] if wanted.role else []
    name = wanted.name or wanted.login
    acts.add_person(shop, proofs, wanted.login, name, roles, wanted.passphrase)


def _make_manager(shop: Shop, proofs: Sequence[Proof], person: Person, wanted: Wanted) -> None:
    with shop.logins.check(person.login, wanted.passphrase, shop.seat) as newcomer:
        acts.change_manager(shop, proofs, Role(wanted.role), newcomer)


_DOING: Mapping[PeopleAct, Doing] = {
    PeopleAct.MAKE_MANAGER: _make_manager,
    PeopleAct.ROLE: lambda shop, proofs, person, wanted: acts.set_roles(
        shop, proofs, person, [Role(wanted.role)] if wanted.role else []
    ),
    PeopleAct.PLEDGE: lambda shop, proofs, person, _: acts.record_pledge(shop, proofs, person),
    PeopleAct.TRAINING: lambda shop, proofs, person, wanted: acts.record_training(
        shop, proofs, person, wanted.days
    ),
    PeopleAct.RESET: lambda shop, proofs, person, wanted: acts.reset_password(
        shop, proofs, person, wanted.passphrase
    ),
    PeopleAct.LOST: lambda shop, proofs, person, wanted: acts.lost_password(
        shop, proofs, person, wanted.passphrase
    ),
    PeopleAct.SWITCH_OFF: lambda shop, proofs, person, _: acts.switch_off(shop, proofs, person),
    PeopleAct.SWITCH_ON: lambda shop, proofs, person, _: acts.switch_on(shop, proofs, person),
    PeopleAct.LEAVE: lambda shop, proofs, person, _: acts.let_leave(shop, proofs, person),
}


def _member(person: Person) -> Member:
    return Member(
        id=person.id,
        login=person.login,
        name=person.name,
        roles=tuple(role.value for role in RANK if role in person.roles),
        enabled=person.enabled,
        added_us=person.added_us,
        pledged_us=person.pledged_us,
        trained_until_us=person.trained_until_us,
        left_us=person.left_us,
    )
