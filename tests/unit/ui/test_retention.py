"""How long recordings are kept: counted as chosen, changed by both, and proven from the log."""

from __future__ import annotations

from pathlib import Path

import pytest

from shopguard.app.acts.retention import change_retention
from shopguard.base.clock import DAY, SECOND
from shopguard.base.errors import InvalidInput
from tests.fakes.desk_shop import FakeShop
from tests.fakes.desk_world import KEYS
from tests.fakes.full_shop import FullShop
from tests.fakes.runner import FakeRunner
from tests.fakes.small_shop import password_of
from ui.engine.beginning import Beginning
from ui.engine.health import EngineHealth
from ui.engine.people import signed_in
from ui.engine.retention import EngineRetentionBook
from ui.health.model import Level
from ui.model import Credentials, SignedIn
from ui.retention.model import Change
from ui.retention.presenter import RetentionPagePresenter
from ui.review.model import Pair
from ui.session import Seat


@pytest.fixture
def page(shop: FakeShop, seat: Seat, runner: FakeRunner) -> RetentionPagePresenter:
    made = RetentionPagePresenter(shop, seat, runner)
    made.load()
    return made


@pytest.mark.requirement("J-3", "T-4")
def test_a_change_needs_both_managers(
    page: RetentionPagePresenter, shop: FakeShop, chief: SignedIn
) -> None:
    ended: list[Exception | None] = []
    page.change(Change(7), Pair(chief, Credentials("suzuki", "wrong")), ended.append)
    assert shop.retention_book.changes == []
    assert isinstance(ended[0], Exception)
    page.change(Change(7), Pair(chief, Credentials("suzuki", KEYS["suzuki"])), ended.append)
    assert ended[1] is None
    assert page.state.keeping is not None
    assert page.state.keeping.days == 7


def test_what_is_chosen_is_counted_before_anybody_agrees(page: RetentionPagePresenter) -> None:
    keeping = page.state.keeping
    assert keeping is not None
    longer = keeping.with_days(28)
    assert [kept.days for kept in longer.cameras] == [28, 28, 28, 7]
    assert keeping.needed < longer.needed
    assert longer.fits_days == keeping.fits_days
    one = keeping.with_days(1, "cam-4")
    assert [kept.days for kept in one.cameras] == [14, 14, 14, 1]
    assert one.days == 14


def test_whoever_only_reads_is_offered_no_change(shop: FakeShop, runner: FakeRunner) -> None:
    seat = Seat(shop.clock)
    seat.sit(shop.sign_in(Credentials("tanaka", KEYS["tanaka"])))
    page = RetentionPagePresenter(shop, seat, runner)
    page.load()
    assert page.state.keeping is not None
    assert page.state.seconds == ()


@pytest.mark.requirement("J-4", "G-6.4", "T-4")
def test_the_engine_keeps_counts_and_proves(tmp_path: Path) -> None:
    full = FullShop(tmp_path)
    camera = full.camera()
    full.record(camera, 2, start_us=full.clock.utc_us() - 10 * SECOND)
    book = EngineRetentionBook(full.shop, lambda: None, {})
    with full.proof("sato") as proof:
        pair = Pair(signed_in(full.shop, proof), Credentials("suzuki", password_of("suzuki")))
        with pytest.raises(InvalidInput) as raised:
            book.change(Change(30), pair)
        assert raised.value.code == "retention.reason"
        book.change(Change(30, reason="警察へ被害届"), pair)
        book.change(Change(3, camera.id), pair)
    keeping = book.keeping()
    assert (keeping.days, keeping.reason) == (30, "警察へ被害届")
    (kept,) = keeping.cameras
    assert (kept.days, kept.own) == (3, True)
    assert kept.rate > 0
    assert book.erased() == ()
    full.clock.advance(4 * DAY)
    full.shop.retention.run(full.shop.rules(), full.clock.utc_us())
    (erased,) = book.erased()
    assert (erased.cameras, erased.reason, erased.pieces) == (("入口",), "age", 1)
    with full.proof("suzuki") as proof:
        pair = Pair(signed_in(full.shop, proof), Credentials("sato", password_of("sato")))
        book.change(Change(0, camera.id), pair)
    assert not book.keeping().cameras[0].own
    full.close()


@pytest.mark.requirement("J-4")
def test_health_judges_the_disk_as_retention_does(tmp_path: Path) -> None:
    full = FullShop(tmp_path)
    full.record(full.camera(), seconds=4, start_us=full.clock.utc_us() - 10 * SECOND)
    health = EngineHealth(full.shop, lambda: None, Beginning(full.clock))
    book = EngineRetentionBook(full.shop, lambda: None, {})
    assert (health.report().disk.level, book.keeping().enough) == (Level.GOOD, True)
    with full.proofs("sato", "suzuki") as proofs:
        change_retention(full.shop, proofs, max_bytes=1_000)
    assert (health.report().disk.level, book.keeping().enough) == (Level.LATE, False)
    assert health.report().disk.keeping == book.keeping()
    full.close()
