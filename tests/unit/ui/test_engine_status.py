"""The line at the top says what the pages say."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from shopguard.app.acts import retention
from shopguard.app.demo.cameras import DemoCamera
from shopguard.base.clock import SECOND
from tests.fakes.clock import FakeClock
from tests.fakes.full_shop import FullShop
from tests.fakes.small_shop import password_of
from ui.engine.beginning import FOUND_WITHIN_S, STARTS_WITHIN_S, Beginning
from ui.engine.shop import EngineShop
from ui.model import Credentials, Recorder
from ui.people.model import PeopleAct
from ui.review.model import DoorAct


@pytest.mark.parametrize("bound", [0, 1])
def test_the_days_that_fit_are_those_of_the_retention_page(
    tmp_path: Path, bound: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = FullShop(tmp_path)
    try:
        full.record(full.camera("入口"))
        full.clock.advance(10 * SECOND)
        if bound:
            full.shop.settings.set("retention_bytes", bound)
        shop = EngineShop(full.shop)
        keeping, fits = shop.retention_book.keeping(), shop.status().fits
        assert fits is None  # two seconds are not enough to judge by
        monkeypatch.setattr(retention, "JUDGED_BY", SECOND)
        fits = shop.status().fits
        assert fits is not None
        assert fits.days == pytest.approx(keeping.fits_days, rel=1e-3)  # the disk is in use
        assert fits.enough == keeping.enough == (not bound)
    finally:
        full.close()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


def test_a_recorder_has_its_time_to_start_and_no_second_one_once_it_answered(
    clock: FakeClock,
) -> None:
    beginning = Beginning(clock)
    beginning.began()
    clock.advance(int(STARTS_WITHIN_S - 1) * SECOND)
    assert beginning.stands(answered=False) is Recorder.STARTING
    assert beginning.stands(answered=True) is Recorder.RUNNING
    assert beginning.stands(answered=False) is Recorder.STOPPED
    beginning.began()
    assert beginning.stands(answered=False) is Recorder.STARTING
    clock.advance(int(STARTS_WITHIN_S) * SECOND)
    assert beginning.stands(answered=False) is Recorder.STOPPED


def test_one_that_nobody_started_is_looked_for_only_shortly(clock: FakeClock) -> None:
    beginning = Beginning(clock)
    assert beginning.stands(answered=False) is Recorder.UNKNOWN
    clock.advance(int(FOUND_WITHIN_S) * SECOND)
    assert beginning.stands(answered=False) is Recorder.STOPPED


@dataclass
class DemoOf:
    """A demo without cameras."""

    logins: tuple[tuple[str, str], ...]
    spare: DemoCamera | None = None

    def close(self) -> None:
        """Nothing to end."""


def test_in_a_demo_shop_nobody_needs_to_know_the_second_passphrase(tmp_path: Path) -> None:
    full = FullShop(tmp_path)
    logins = tuple((login, password_of(login)) for login in ("sato", "suzuki"))
    try:
        shop = EngineShop(full.shop, DemoOf(logins))
        samples = {each.login: (each.role, each.sample) for each in shop.sample_people()}
        assert samples["sato"] == ("chief", password_of("sato"))
        who = shop.sign_in(Credentials("sato", password_of("sato")))
        asked = (
            shop.door.seconds(who, DoorAct.BOTH),
            shop.staff.seconds(PeopleAct.ROLE, who),
            shop.retention_book.seconds(who),
            shop.camera_book.seconds(who),
            shop.settings.seconds(who),
            shop.provisions.seconds(who),
        )
        for seconds in asked:
            assert seconds[0].sample == password_of("suzuki")
    finally:
        full.close()
