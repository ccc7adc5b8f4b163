"""Going through a person's own request at real sealed footage, up to what is kept with the case."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from sqlalchemy import select, update

from shopguard.app.acts import provision as acts
from shopguard.app.acts import redaction_work
from shopguard.app.acts.redaction import settled
from shopguard.audit.actions import Act
from shopguard.audit.record import Wanted, find
from shopguard.audit.words import told as told_of
from shopguard.base.errors import Refused
from shopguard.database import schema
from shopguard.evidence.provisions import Step
from tests.fakes.full_shop import FullShop
from tests.fakes.requests import opened
from tests.fakes.runner import FakeJob
from tests.fakes.small_shop import password_of
from ui.engine.covering import EngineCovering
from ui.engine.people import signed_in
from ui.engine.provisions import EngineProvisions
from ui.model import Credentials, SignedIn
from ui.provision.covering import Start
from ui.review.model import Pair

BOX = (0.1, 0.1, 0.5, 0.9)
Open = Callable[[], EngineCovering]


@dataclass
class Told(FakeJob):
    """How far a search was."""

    def __init__(self) -> None:
        self.shares: list[float] = []
        super().__init__(self.shares.append)


@pytest.fixture
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FullShop]:
    shop = FullShop(tmp_path_factory.mktemp("shop"))
    opened(shop, "self", seconds=1)
    yield shop
    shop.close()


@pytest.fixture
def sato(full: FullShop) -> SignedIn:
    return signed_in(full.shop, full.proof("sato"))


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def open_it(full: FullShop, sato: SignedIn, told: Told) -> Iterator[Open]:
    """Both open it, as at the desktop."""
    made: list[EngineCovering] = []

    def begin() -> EngineCovering:
        told.shares.clear()
        pair = Pair(sato, Credentials("suzuki", password_of("suzuki")))
        made.append(EngineProvisions(full.shop, {}).look_through("1", pair, told))
        return made[-1]

    yield begin
    for covering in made:
        covering.close()


@pytest.fixture
def covering(open_it: Open) -> EngineCovering:
    return open_it()


def last(covering: EngineCovering) -> int:
    return len(covering.parts[0].at_us) - 1


@pytest.mark.requirement("G-6.2")
def test_what_was_gone_through_is_kept_with_both_names(
    full: FullShop, covering: EngineCovering, sato: SignedIn
) -> None:
    covering.draw(0, (0, last(covering)), BOX, shown=True)
    covering.settle(sato)
    provision = acts.find(full.shop, "1")
    entry = provision.last(Step.REDACTED)
    assert entry is not None
    assert len(set(entry.people)) == 2
    (plan,) = settled(full.shop, provision)
    assert plan.reviewers == entry.people
    assert full.shop.cases.check() == []
    assert not redaction_work.is_begun(full.shop, provision.id)


@pytest.mark.requirement("G-6.2")
def test_the_log_says_how_much_of_the_copy_was_looked_at(
    full: FullShop, covering: EngineCovering, sato: SignedIn
) -> None:
    covering.draw(0, (0, last(covering)), BOX, shown=True)
    for number in (0, 1, 2, 7):
        covering.look(0, number, covered=True)
    covering.look(0, 9, covered=False)  # as recorded: not the copy
    covering.settle(sato)
    with full.shop.catalogue.read() as db:
        (record,) = find(db, Wanted(action=Act.PROVISION_REDACTED))
    said = list(told_of(record.entry, {}, "en"))
    assert f"Pictures looked at: 4 / {last(covering) + 1}" in said


def test_a_correction_takes_back_what_it_changes_and_nothing_else(
    covering: EngineCovering,
) -> None:
    for number in range(10):
        covering.look(0, number, covered=True)
    assert covering.looked(0) == ((0, 10),)
    covering.draw(0, (3, 5), (0.1, 0.1, 0.5, 0.5), shown=False)
    assert covering.looked(0) == ((0, 3), (6, 10))
    assert covering.look(0, 4, covered=True).looked == ((0, 3), (4, 5), (6, 10))


def test_a_picture_is_seen_as_recorded_and_as_the_copy_will_be(covering: EngineCovering) -> None:
    recorded = covering.look(0, 1, covered=False)
    copy = covering.look(0, 1, covered=True)
    assert recorded.picture.at_us == copy.picture.at_us == covering.parts[0].at_us[1]
    assert (recorded.picture.rgb != copy.picture.rgb).mean() > 0.2
    assert copy.unseen == ((0, len(covering.parts[0].at_us)),)


def test_corrections_can_be_taken_back(covering: EngineCovering) -> None:
    covering.draw(0, (0, 3), (0.1, 0.1, 0.5, 0.5), shown=False)
    assert any(each.drawn for each in covering.look(0, 2, covered=True).outlines)
    assert covering.take_away(0, 2, (0.3, 0.3))
    assert not covering.take_away(0, 2, (0.3, 0.3))
    assert covering.undo(0)
    assert any(each.drawn for each in covering.look(0, 2, covered=True).outlines)
    assert not any(each.drawn for each in covering.look(0, 5, covered=True).outlines)


@pytest.mark.requirement("J-3")
def test_closed_footage_settles_nothing(covering: EngineCovering, sato: SignedIn) -> None:
    covering.close()
    with pytest.raises(Refused):
        covering.settle(sato)
    with pytest.raises(Refused):
        covering.look(0, 0, covered=True)


# --- going on later -----------------------------------------------------------------------------


@pytest.mark.requirement("J-3")
def test_a_desktop_that_dies_loses_no_hand_work(full: FullShop, open_it: Open, told: Told) -> None:
    died = open_it()
    died.draw(0, (0, 3), BOX, shown=False)
    died.look(0, 2, covered=True)
    died.keep()
    full.reopen()  # nobody closed anything; the catalogue is read from the disk again
    again = open_it()
    assert again.start is Start.RESUMED
    assert not told.shares  # nobody was looked for twice
    assert any(each.drawn for each in again.look(0, 2, covered=True).outlines)
    assert again.looked(0) == ((2, 3),)
    with full.shop.catalogue.read() as db:
        (record,) = find(db, Wanted(action=Act.REDACTION_TAKEN_UP))
    assert len(record.entry.people) == 2


def test_a_search_is_kept_before_anybody_looks(open_it: Open) -> None:
    open_it()
    assert open_it().start is Start.RESUMED


@pytest.mark.requirement("J-3")
def test_nobody_reads_begun_work_without_the_vault(
    full: FullShop, covering: EngineCovering
) -> None:
    covering.draw(0, (0, 3), BOX, shown=False)
    covering.keep()
    with full.shop.catalogue.read() as db:
        rows = db.execute(select(schema.evidence_paper)).all()
    assert len(rows) == 2
    for row in rows:
        assert row.sealed_key
        assert b"drawn" not in row.content
    with full.proofs("sato") as proofs, pytest.raises(Refused):
        redaction_work.begun(full.shop, proofs, "1", covering._footage)


def test_what_was_settled_can_be_corrected_further(
    open_it: Open, covering: EngineCovering, sato: SignedIn
) -> None:
    covering.draw(0, (0, last(covering)), BOX, shown=True)
    covering.settle(sato)
    covering.close()
    again = open_it()
    assert again.start is Start.RESUMED
    assert again.looked(0) == ()
    assert any(each.drawn for each in again.look(0, 2, covered=True).outlines)


def test_damaged_work_is_said_and_people_are_looked_for_anew(
    full: FullShop, covering: EngineCovering, open_it: Open, told: Told
) -> None:
    covering.draw(0, (0, 3), BOX, shown=False)
    covering.close()
    with full.shop.catalogue.write() as db:
        db.execute(update(schema.evidence_paper).values(content=bytes(200)))
    again = open_it()
    assert again.start is Start.ANEW
    assert told.shares
    assert not any(each.drawn for each in again.look(0, 2, covered=True).outlines)
    again.close()
    assert open_it().start is Start.RESUMED


def test_a_refused_case_keeps_no_begun_work(full: FullShop, covering: EngineCovering) -> None:
    covering.close()
    with full.proofs("sato") as proofs:
        acts.refuse(full.shop, proofs, "1", "取り下げられたため")
    assert not redaction_work.is_begun(full.shop, acts.find(full.shop, "1").id)


def test_attached_papers_are_read_beside_begun_work(
    full: FullShop, covering: EngineCovering
) -> None:
    covering.close()
    with full.proofs("sato", "suzuki") as proofs:
        assert acts.read_scans(full.shop, proofs, "1") == []
