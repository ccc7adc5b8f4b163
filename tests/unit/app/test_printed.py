"""Every printed still is tracked until it is shredded or handed over; the log is the register."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from shopguard.access.policy import Console, Purpose
from shopguard.app.acts import printed as acts
from shopguard.app.acts.footage import open_viewing
from shopguard.app.acts.people import let_leave
from shopguard.app.acts.provide import provide
from shopguard.app.acts.stills import make_still, still_not_printed
from shopguard.app.shop import Shop
from shopguard.audit.verify import verify as verify_log
from shopguard.base.clock import DAY, SECOND
from shopguard.base.errors import InvalidInput, Refused, Unavailable
from shopguard.base.span import Span
from shopguard.base.texts import LANGUAGES, Language
from shopguard.evidence.provisions import Provision
from shopguard.evidence.stills import StillState
from tests.fakes.full_shop import FullShop
from tests.fakes.requests import opened
from tests.fakes.small_shop import CHEAP
from tests.journeys.command_line import QuickCommandLine, passwords
from tests.unit.app.test_stills import log
from tests.unit.evidence.test_papers import words_of


@pytest.fixture
def full(tmp_path: Path) -> Iterator[FullShop]:
    shop = FullShop(tmp_path)
    yield shop
    shop.close()


@pytest.fixture
def asked(full: FullShop) -> Provision:
    """A request of the police for the two seconds that the stills here are of."""
    return opened(full)


def print_one(full: FullShop, asked: Provision, *, fails: bool = False) -> int:
    span = asked.span
    assert span is not None
    with full.proofs("sato", "suzuki") as proofs:
        viewing = open_viewing(
            full.shop, proofs, purpose=Purpose.SAFETY, cameras=asked.cameras, span=span, note="棚"
        )
    with viewing:
        still = make_still(full.shop, viewing, asked.cameras[0], span.start + SECOND // 2, "ja")
        if fails:
            still_not_printed(full.shop, viewing, still)
    return still.number


def shred(full: FullShop, number: int, *logins: str, note: str = "") -> None:
    with full.proofs(*(logins or ("sato",))) as proofs:
        acts.shredded(full.shop, proofs, number, note)


def hand_over(full: FullShop, number: int, provision: str) -> None:
    with full.proofs("suzuki") as proofs:
        acts.handed_over(full.shop, proofs, number, provision)


def fitting(full: FullShop) -> list[int]:
    provisions = acts.provisions(full.shop)
    return [one.number for one in acts.fitting(provisions, acts.find(full.shop, 1))]


def export(full: FullShop, folder: Path) -> None:
    with full.proofs("sato", "suzuki") as proofs:
        provide(full.shop, proofs, "1", folder)


@pytest.mark.requirement("J-15")
def test_every_number_says_where_its_paper_is(full: FullShop, asked: Provision) -> None:
    numbers = [print_one(full, asked), print_one(full, asked, fails=True), print_one(full, asked)]
    full.clock.advance(DAY)
    shred(full, 1, note="鈴木が  細断機で")
    first, failed, last = reversed(acts.listed(full.shop))
    assert numbers == [still.number for still in (first, failed, last)] == [1, 2, 3]
    assert [still.state.value for still in (first, failed, last)] == [
        "shredded", "not-made", "kept",
    ]  # fmt: skip
    assert (first.camera_id, first.purpose, first.note) == (asked.cameras[0], "safety", "棚")
    assert asked.span is not None
    assert first.seen.start == asked.span.start + SECOND // 2
    gone = first.events[-1]
    assert (gone.note, gone.at_us - first.printed_us) == ("鈴木が 細断機で", DAY)
    assert gone.people == (full.shop.people.by_login("sato").id,)
    assert len(first.viewers) == 2


@pytest.mark.requirement("J-14", "J-15")
def test_what_became_of_it_is_an_entry_of_the_log_and_can_only_be_added_to(
    full: FullShop, asked: Provision
) -> None:
    print_one(full, asked)
    shred(full, 1)
    with pytest.raises(Refused):
        shred(full, 1, "suzuki")
    with full.proofs("sato") as proofs:
        acts.back(full.shop, proofs, 1, "番号の間違い")
    assert [event.leads.value for event in acts.find(full.shop, 1).events] == [
        "kept", "shredded", "kept",
    ]  # fmt: skip
    shred(full, 1)
    entries = log(full, "footage.print_shredded")
    assert [entry["outcome"] for entry in entries] == ["done", "refused", "done"]
    assert entries[0]["detail"]["number"] == 1
    assert entries[0]["cameras"] == list(asked.cameras)
    assert verify_log(full.shop.catalogue).ok


@pytest.mark.requirement("J-5", "J-15")
def test_only_a_manager_says_so(full: FullShop, asked: Provision) -> None:
    print_one(full, asked)
    with full.proofs("sato", "sheet") as proofs:
        suzuki = full.proof("suzuki")
        let_leave(full.shop, proofs, full.shop.people.by_login("suzuki"))
    with suzuki, pytest.raises(Refused):
        acts.shredded(full.shop, [suzuki], 1)
    with pytest.raises(Refused):
        acts.shredded(full.shop, [], 1)
    assert acts.find(full.shop, 1).state is StillState.KEPT


@pytest.mark.requirement("J-15")
def test_nothing_changes_when_it_cannot_be_written_down(
    full: FullShop, asked: Provision, monkeypatch: pytest.MonkeyPatch
) -> None:
    print_one(full, asked)

    def broken(*_words: object) -> None:
        raise Unavailable("catalogue.busy")

    with full.proofs("sato") as proofs:
        monkeypatch.setattr(full.shop.ledger, "append", broken)
        with pytest.raises(Unavailable):
            acts.shredded(full.shop, proofs, 1)
        monkeypatch.undo()
    assert acts.find(full.shop, 1).state is StillState.KEPT


def test_numbers_that_were_not_given_out_or_came_to_nothing_are_refused(
    full: FullShop, asked: Provision
) -> None:
    print_one(full, asked, fails=True)
    with pytest.raises(Refused):
        shred(full, 1)
    for number in (0, -1, 2, 1 << 70):
        with pytest.raises(InvalidInput):
            shred(full, number)
    print_one(full, asked)
    with pytest.raises(InvalidInput):
        shred(full, 2, note="\x1b[2J")
    with pytest.raises(InvalidInput):
        shred(full, 2, note="長" * 501)
    assert acts.find(full.shop, 2).state is StillState.KEPT


@pytest.mark.requirement("J-6", "J-15")
def test_paper_leaves_only_with_a_provision_that_both_agreed_to_and_that_covers_it(
    full: FullShop, asked: Provision, tmp_path: Path
) -> None:
    print_one(full, asked)
    assert fitting(full) == []
    with pytest.raises(Refused):
        hand_over(full, 1, "1")
    with pytest.raises(InvalidInput):
        hand_over(full, 1, "7")
    export(full, tmp_path)
    full.clock.advance(10 * SECOND)
    camera = full.shop.cameras.get(asked.cameras[0])
    full.record(camera)
    now = full.clock.utc_us()
    full.clock.advance(10 * SECOND)
    with full.proofs("sato", "suzuki") as proofs:
        later = open_viewing(
            full.shop,
            proofs,
            purpose=Purpose.SAFETY,
            cameras=[camera.id],
            span=Span(now, now + SECOND),
            note="",
        )
    with later:
        make_still(full.shop, later, camera.id, now, "ja")
    with pytest.raises(Refused):
        hand_over(full, 2, "1")
    assert fitting(full) == [1]
    hand_over(full, 1, "1")
    gone = acts.find(full.shop, 1)
    assert (gone.state, gone.events[-1].provision) == (StillState.HANDED_OVER, asked.id)
    with pytest.raises(Refused):
        shred(full, 1)
    with full.proofs("sato") as proofs:
        acts.back(full.shop, proofs, 1)
    shred(full, 1)
    refused = [entry["outcome"] for entry in log(full, "footage.print_handed_over")]
    assert refused == ["refused", "refused", "done"]


@pytest.mark.requirement("J-15")
def test_paper_that_stays_too_long_is_reminded_of(full: FullShop, asked: Provision) -> None:
    for _ in range(2):
        print_one(full, asked)
    print_one(full, asked, fails=True)
    full.clock.advance(30 * DAY)
    assert acts.overdue(full.shop) == []
    full.clock.advance(SECOND)
    assert [still.number for still in acts.overdue(full.shop)] == [1, 2]
    shred(full, 1)
    assert [still.number for still in acts.overdue(full.shop)] == [2]


@pytest.mark.requirement("J-15")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_on_paper_says_where_each_is(
    full: FullShop, asked: Provision, language: Language
) -> None:
    assert len(words_of(acts.on_paper(full.shop, Console("x"), language))) > 20
    for _ in range(2):
        print_one(full, asked)
    shred(full, 2, note="鈴木")
    said = words_of(acts.on_paper(full.shop, Console("x"), language))
    for words in ("入口", "sato・suzuki", "鈴木"):
        assert words in said
    assert ("細断済み" if language == "ja" else "Shredded") in said
    assert log(full, "paper.printed")[-1]["detail"]["paper"] == "stills"


@pytest.mark.requirement("J-15")
def test_the_same_from_the_command_line(
    full: FullShop, asked: Provision, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(2):
        print_one(full, asked)
    full.clock.advance(31 * DAY)
    full.shop.close()
    monkeypatch.setattr(Shop, "open", partial(Shop.open, clock=full.clock, work=CHEAP))
    shop, sato = QuickCommandLine(tmp_path), passwords("sato")
    assert [row["overdue"] for row in shop.good("still", "list")["stills"]] == [True, True]
    done = shop.good("still", "shredded", "1", "--approve", "sato", "--note", "鈴木", secrets=sato)
    assert (done["number"], done["state"], done["overdue"]) == (1, "shredded", False)
    again = shop.run("still", "shredded", "1", "--approve", "sato", secrets=sato)
    assert again.error == "still.state"
    without = ("still", "handed-over", "2", "--provision", "1", "--approve", "sato")
    assert shop.run(*without, secrets=sato).error == "still.not_provided"
    assert shop.good("still", "back", "1", "--approve", "sato", secrets=sato)["state"] == "kept"
    wrong = {"sato": "not the words"}
    refused = shop.run("still", "shredded", "2", "--approve", "sato", secrets=wrong)
    assert refused.error == "login.failed"
    shop.good("still", "print", "--out", str(tmp_path / "list.pdf"))
    assert "入口" in words_of((tmp_path / "list.pdf").read_bytes())
