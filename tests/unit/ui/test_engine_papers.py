"""Papers made at the desktop: the log names whoever sits there, and nobody else gets one."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from shopguard.access.policy import Console
from shopguard.app.acts import papers, printed, rights
from shopguard.app.acts import provision as provisions
from shopguard.audit.actions import Act
from shopguard.audit.record import Wanted, find
from shopguard.base.errors import Refused
from tests.fakes.full_shop import FullShop
from tests.fakes.requests import opened
from tests.fakes.small_shop import password_of
from ui.engine.shop import EngineShop
from ui.model import Credentials, SignedIn

Make = Callable[[EngineShop, SignedIn], bytes]

_MADE: dict[str, Make] = {
    "record": lambda shop, by: shop.provisions.paper("1", "record", by, "ja"),
    "list": lambda shop, by: shop.provisions.register(by, "ja"),
    "answer": lambda shop, by: shop.rights.letter("1", by, "ja"),
    "stills": lambda shop, by: shop.prints.on_paper(by, "ja"),
}


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FullShop]:
    made = FullShop(tmp_path_factory.mktemp("shop"))
    opened(made)
    person, home = "中村 由美", "駅前1"
    rights.receive(
        made.shop, Console("x"), wish="disclosure", who=person, contact=home, words="入口の映像"
    )
    rights.identified(made.shop, Console("x"), "1", document="免許証", how="顔写真")
    rights.answer(made.shop, Console("x"), "1", answer="granted", reason="残っている")
    yield made
    made.close()


@pytest.mark.requirement("J-7", "J-14")
@pytest.mark.parametrize("name", _MADE)
def test_a_paper_is_logged_with_whoever_is_signed_in(full: FullShop, name: str) -> None:
    desk = EngineShop(full.shop)
    by = desk.sign_in(Credentials("suzuki", password_of("suzuki")))
    assert _MADE[name](desk, by).startswith(b"%PDF")
    with full.shop.catalogue.read() as db:
        entry = next(find(db, Wanted(action=Act.PAPER_PRINTED), newest_first=True)).entry
    assert (entry.people, entry.outcome) == ((by.person.id,), "done")
    assert entry.detail["paper"] == name


@pytest.mark.requirement("J-7")
def test_the_command_line_is_named_as_the_machine_s_own_console(full: FullShop) -> None:
    papers.paper(full.shop, Console("keiko"), provisions.find(full.shop, "1"), "record", "ja")
    with full.shop.catalogue.read() as db:
        entry = next(find(db, Wanted(action=Act.PAPER_PRINTED), newest_first=True)).entry
    assert entry.people == ("console:keiko",)


@pytest.mark.requirement("J-7")
def test_nobody_who_has_left_the_seat_gets_a_paper(full: FullShop) -> None:
    proof = full.proof("sato")
    proof.wipe()
    with pytest.raises(Refused):
        printed.on_paper(full.shop, [proof], "ja")
    with full.shop.catalogue.read() as db:
        newest = next(find(db, Wanted(), newest_first=True))
    assert newest.entry.outcome == "refused"
