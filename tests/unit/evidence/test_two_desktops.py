"""Two programs on one shop, a desktop and a command line: neither spoils what the other does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest

from shopguard.access.policy import Console
from shopguard.app.acts import provision as acts
from shopguard.app.acts.provide import Provided, provide
from shopguard.app.shop import Shop
from shopguard.audit.verify import verify as verify_log
from shopguard.base.errors import ShopGuardError, Unavailable
from shopguard.evidence.provisions import State, Step
from shopguard.evidence.verify import verify
from tests.fakes.full_shop import FullShop
from tests.fakes.requests import opened
from tests.fakes.small_shop import CHEAP, password_of


@pytest.fixture
def other(full: FullShop) -> Iterator[Shop]:
    """A second program on the same folder."""
    with Shop.open(full.home, clock=full.clock, work=CHEAP) as shop:
        yield shop


def given(shop: Shop, folder: Path) -> Provided:
    with ExitStack() as stack:
        proofs = [
            stack.enter_context(shop.logins.check(login, password_of(login), shop.seat))
            for login in ("sato", "suzuki")
        ]
        return provide(shop, proofs, "1", folder)


@pytest.mark.requirement("J-7", "G-7.2")
def test_requests_noted_at_once_have_a_number_each(full: FullShop, other: Shop) -> None:
    def note(shop: Shop, turn: int) -> str:
        try:
            fields = {"recipient": f"{turn}"}
            acts.open_provision(
                shop, Console("x"), ground="none", fields=fields, cameras=[], span=None
            )
        except Unavailable as error:
            return error.code
        return "noted"

    with ThreadPoolExecutor(4) as pool:
        jobs = [pool.submit(note, (full.shop, other)[n % 2], n) for n in range(24)]
        ends = Counter(job.result() for job in jobs)
    assert ends.keys() <= {"noted", "case.busy"}
    numbers = [case.number for case in acts.listed(full.shop)]
    assert sorted(numbers) == list(range(1, ends["noted"] + 1))
    assert full.shop.cases.check() == []
    assert verify_log(full.shop.catalogue).ok


@pytest.mark.requirement("J-7", "G-6.2")
def test_of_two_exports_at_once_the_slower_gives_way(
    full: FullShop, other: Shop, tmp_path: Path
) -> None:
    opened(full, seconds=4)
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        folder.mkdir()
    quick: list[Provided] = []

    def overtaken(done: float) -> None:
        if done > 0.1 and not quick:
            quick.append(given(other, folders[1]))

    with full.proofs("sato", "suzuki") as proofs, pytest.raises(ShopGuardError) as caught:
        provide(full.shop, proofs, "1", folders[0], progress=overtaken)
    assert caught.value.code == "case.busy"
    assert list(folders[0].iterdir()) == []
    (made,) = quick
    assert verify(made.package.path, made.password).verdict == "GOOD"
    after = acts.find(full.shop, "1")
    assert [entry.kind for entry in after.case.entries] == [
        Step.OPENED, Step.EXPORTED, Step.KEY_SHOWN, Step.FAILED,
    ]  # fmt: skip
    assert (after.state, after.ready) == (State.EXPORTED, True)
    assert full.shop.cases.check() == []


@pytest.mark.requirement("J-7")
def test_handed_over_there_while_it_is_refused_here(full: FullShop, other: Shop) -> None:
    opened(full)
    seen = acts.find(full.shop, "1")
    acts.refuse(other, Console("x"), "1", "取り下げ")
    with pytest.raises(ShopGuardError):
        acts.refuse(full.shop, Console("x"), seen.id, "こちらも")
    assert acts.find(other, "1").state is State.REFUSED
