"""Status line, log, health, settings, lock, start: honest, and never waiting on anything slow."""

from __future__ import annotations

from pathlib import Path

import pytest

from shopguard.base.clock import SECOND
from shopguard.base.errors import InvalidInput, Refused, Unavailable
from tests.fakes.clock import FakeClock
from tests.fakes.desk_shop import FakeShop, FakeShops
from tests.fakes.desk_world import KEYS
from tests.fakes.runner import FakeRunner
from ui.audit.model import PAGE, CopyWords
from ui.audit.presenter import AuditPresenter
from ui.frame.lock import LockPresenter
from ui.frame.status import StatusPresenter
from ui.health.presenter import HealthPresenter
from ui.model import Credentials, SignedIn
from ui.preferences import PreferenceFile, Preferences
from ui.services import OpenShop
from ui.session import Seat
from ui.settings.presenter import SettingsPresenter
from ui.start.presenter import StartPresenter


def test_the_status_line_says_that_it_does_not_know(
    shop: FakeShop, runner: FakeRunner, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    status = StatusPresenter(shop, runner, clock)
    status.tick()
    assert status.state.known is not None

    def fail() -> None:
        raise Unavailable("catalogue.busy")

    monkeypatch.setattr(shop, "status", fail)
    for _ in range(14):
        clock.advance(SECOND)
        status.tick()
    known = [status.state.known is not None]
    for _ in range(3):
        clock.advance(SECOND)
        status.tick()
    known.append(status.state.known is not None)
    assert known == [True, False]


def test_the_status_is_asked_for_once_at_a_time(shop: FakeShop, clock: FakeClock) -> None:
    held = FakeRunner(held=True)
    status = StatusPresenter(shop, held, clock)
    for _ in range(20):
        status.tick()
        clock.advance(SECOND)
    assert len(held.waiting) == 1


@pytest.fixture
def audit(shop: FakeShop, seat: Seat, runner: FakeRunner, clock: FakeClock) -> AuditPresenter:
    presenter = AuditPresenter(shop, seat, runner, clock)
    presenter.enter()
    return presenter


def test_the_log_comes_page_by_page(audit: AuditPresenter) -> None:
    assert len(audit.state.rows) == PAGE
    audit.load_more()
    audit.load_more()
    assert len(audit.state.rows) == 1284
    assert not audit.state.more
    assert [row.seq for row in audit.state.rows] == list(range(1284, 0, -1))


def test_filters_start_from_the_newest_again(audit: AuditPresenter) -> None:
    audit.load_more()
    audit.choose_action("hold.set")
    assert audit.state.rows
    assert {row.action for row in audit.state.rows} == {"hold.set"}
    audit.choose_action("")
    audit.choose_day("昨日")
    assert audit.state.wanted.day is not None
    assert all(audit.state.wanted.day.contains(row.at_us) for row in audit.state.rows)
    audit.choose_day("some day")
    assert isinstance(audit.state.trouble, InvalidInput)
    audit.choose_day("")
    assert len(audit.state.rows) == PAGE


def test_verifying_and_comparing_with_a_head_outside(audit: AuditPresenter, shop: FakeShop) -> None:
    audit.verify(" SGHEAD1:12 ")
    assert shop.audit.against == ["SGHEAD1:12"]
    assert audit.state.verified is not None
    assert audit.state.verified.against
    assert audit.state.working is None


def test_the_head_is_handed_out_only_when_asked_for(audit: AuditPresenter) -> None:
    shown = [audit.state.head is not None]
    for press in (audit.ask_head, audit.put_head_away):
        press()
        shown.append(audit.state.head is not None)
    assert shown == [False, True, False]


def test_a_copy_of_the_log(audit: AuditPresenter, tmp_path: Path) -> None:
    audit.choose_action("hold.set")
    audit.export(tmp_path / "log.csv", CopyWords("en", "Hold set"))
    assert audit.state.written == len([row for row in audit.state.rows if row.action == "hold.set"])
    assert "Hold set" in (tmp_path / "log.csv").read_text(encoding="utf-8")


def test_health_is_asked_while_somebody_looks(
    shop: FakeShop, seat: Seat, runner: FakeRunner, clock: FakeClock
) -> None:
    health = HealthPresenter(shop, seat, runner, clock)
    health.tick()
    first = health.state.report
    assert first is not None
    clock.advance(SECOND)
    health.tick()
    assert health.state.report is first
    clock.advance(3 * SECOND)
    health.tick()
    assert health.state.report is not first


def test_starting_the_recorder(
    shop: FakeShop, seat: Seat, runner: FakeRunner, clock: FakeClock
) -> None:
    shop.health.running = False
    health = HealthPresenter(shop, seat, runner, clock)
    health.tick()
    health.start_recorder()
    assert shop.health.started == 1
    health.tick()
    assert health.state.report is not None
    assert health.state.report.recorder.since_us is not None


def test_a_wrong_passphrase_says_so_in_place(shop: FakeShop, runner: FakeRunner) -> None:
    signed_in: list[SignedIn] = []
    lock = LockPresenter(shop, runner, signed_in.append)
    lock.sign_in("sato", "wrong")
    assert isinstance(lock.state.trouble, Refused)
    assert lock.state.login == "sato"
    lock.sign_in("sato ", KEYS["sato"])
    assert signed_in[0].person.login == "sato"
    assert "wrong" not in repr(Credentials("sato", "wrong"))


def test_the_demo_shop_can_be_stopped_while_it_is_made(clock: FakeClock) -> None:
    held, shops = FakeRunner(held=True), FakeShops(clock)
    made: list[OpenShop] = []
    start = StartPresenter(shops, held, made.append)
    start.demo()
    start.stop()
    held.let_go()
    assert made == []
    start.demo()
    held.let_go()
    assert len(made) == 1
    assert made[0].sample_people()


def test_preferences_are_kept_and_a_broken_file_counts_as_none(tmp_path: Path) -> None:
    file = PreferenceFile(tmp_path / "seat" / "desktop.json")
    assert file.load() == Preferences()
    file.save(Preferences("ja", large=True))
    assert file.load() == Preferences("ja", large=True)
    for broken in ("{", "[]", '{"theme": "purple"}', '{"language": ["ja"]}'):
        file.path.write_text(broken, encoding="utf-8")
        assert file.load().language is None


def test_nothing_slow_is_asked_of_the_shop_on_the_windows_thread(
    shop: FakeShop, seat: Seat, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Presenters with a runner that never runs anything must not touch the engine at all."""
    held = FakeRunner(held=True)

    def touched(*_: object) -> None:
        raise AssertionError("asked on the window's thread")

    slow = (
        (shop, ("status", "cameras", "people", "sign_in", "start_recording")),
        (shop.live, ("watch",)),
        (shop.recordings, ("tracks", "kept")),
        (shop.door, ("purposes", "seconds", "still_proven", "open")),
        (shop.audit, ("rows", "actions", "people", "head", "verify", "export")),
        (shop.health, ("report", "start_recorder", "gaps", "confirm_date")),
        (shop.settings, ("rows", "seconds", "change")),
        (shop.retention, ("days", "fits_days", "choose")),
    )
    for thing, names in slow:
        for name in names:
            monkeypatch.setattr(thing, name, touched)
    audit = AuditPresenter(shop, seat, held, clock)
    health = HealthPresenter(shop, seat, held, clock)
    settings = SettingsPresenter(shop, seat, held)
    for press in (
        audit.enter,
        lambda: audit.verify(""),
        audit.ask_head,
        lambda: audit.choose_day("昨日"),
        lambda: audit.export(Path("log.csv"), CopyWords("en")),
        health.tick,
        health.start_recorder,
        health.confirm_date,
        lambda: health.turn_month(-1),
        settings.enter,
        StatusPresenter(shop, held, clock).tick,
        lambda: LockPresenter(shop, held, lambda _: None).sign_in("sato", "words"),
    ):
        press()
    assert held.waiting
