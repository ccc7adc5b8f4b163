"""Going through a person's own request at real sealed footage, up to what is kept with the case."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from shopguard.app.acts import provision as acts
from shopguard.app.acts.redaction import find_people, open_footage, settled
from shopguard.base.errors import Refused
from shopguard.evidence.provisions import Step
from tests.fakes.full_shop import FullShop
from tests.fakes.requests import opened
from ui.engine.covering import EngineCovering
from ui.engine.people import signed_in
from ui.model import SignedIn


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FullShop]:
    shop = FullShop(tmp_path_factory.mktemp("shop"))
    opened(shop, "self")
    yield shop
    shop.close()


@pytest.fixture
def covering(full: FullShop) -> Iterator[EngineCovering]:
    with full.proofs("sato", "suzuki") as proofs:
        footage = open_footage(full.shop, proofs, "1")
    made = EngineCovering(full.shop, "1", footage, find_people(footage))
    yield made
    made.close()


@pytest.fixture
def sato(full: FullShop) -> SignedIn:
    return signed_in(full.shop, full.proof("sato"))


@pytest.mark.requirement("G-6.2")
def test_what_was_gone_through_is_kept_with_both_names(
    full: FullShop, covering: EngineCovering, sato: SignedIn
) -> None:
    (part,) = covering.parts
    covering.draw(0, (0, len(part.at_us) - 1), (0.1, 0.1, 0.5, 0.9), shown=True)
    covering.settle(sato)
    provision = acts.find(full.shop, "1")
    entry = provision.last(Step.REDACTED)
    assert entry is not None
    assert len(set(entry.people)) == 2
    (plan,) = settled(full.shop, provision)
    assert plan.reviewers == entry.people
    assert full.shop.cases.check() == []


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
