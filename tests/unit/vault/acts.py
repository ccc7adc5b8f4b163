"""What the tests of the vault do to it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations_with_replacement
from typing import Any

import pytest
from sqlalchemy import select

from shopguard.access.people import Role
from shopguard.access.secret import Factor
from shopguard.base.errors import Refused
from shopguard.database import schema
from shopguard.vault import wraps
from shopguard.vault._private import unlock
from shopguard.vault.asking import ask_change, ask_relax
from tests.fakes.footage_keys import opened, record
from tests.fakes.small_shop import SEAT, SmallShop

HOLDERS = ("sato", "suzuki", "sheet")


def factors(shop: SmallShop, *logins: str) -> list[Factor]:
    return [shop.proof(login).factor for login in logins]


def refusal(shop: SmallShop, held: list[Factor]) -> str:
    with pytest.raises(Refused) as refused:
        unlock(shop.catalogue, held)
    return refused.value.code


def opening_pairs(shop: SmallShop, logins: tuple[str, ...]) -> set[tuple[str, str]]:
    """Every pair that opens what is recorded now, tried in both orders."""
    volume = record(shop)
    found = set()
    for pair in combinations_with_replacement(sorted(logins), 2):
        held = factors(shop, *pair)
        answers = {opened(shop, held, [volume])[0], opened(shop, held[::-1], [volume])[0]}
        assert len(answers) == 1
        if answers.pop():
            found.add(pair)
    return found


def change(shop: SmallShop, role: Role, login: str, pair: list[str]) -> None:
    newcomer = shop.proof(login)
    request = ask_change(SEAT, role, newcomer.owner)
    shop.vault.change_manager(request, shop.approval(request, pair), newcomer)


def stored(shop: SmallShop, *tables: Any) -> Iterator[tuple[Any, ...]]:
    """Rows of people and vault, as they are on disk."""
    with shop.catalogue.read() as db:
        for table in tables or (schema.vault_key, schema.vault_slot, schema.vault_wrap):
            yield from (
                tuple(row) for row in db.execute(select(table).order_by(*table.primary_key))
            )


def relax(shop: SmallShop, relaxed: bool, pair: tuple[str, str] = ("sato", "suzuki")) -> None:
    request = ask_relax(SEAT, relaxed=relaxed)
    shop.vault.set_relaxed(request, shop.approval(request, pair))


def is_relaxed(shop: SmallShop) -> bool:
    with shop.catalogue.read() as db:
        return wraps.is_relaxed(db)
