"""Long work on the log: how far it is, how long it still takes, and given up for good."""

from __future__ import annotations

import pytest

from tests.fakes.clock import FakeClock
from tests.fakes.desk_shop import FakeShop
from tests.fakes.runner import FakeRunner
from ui.audit.presenter import AuditPresenter, Working
from ui.session import Seat
from ui.tasks import Cancelled, heeding


def test_verifying_says_how_far_it_is_and_how_long_it_takes(
    shop: FakeShop, seat: Seat, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = FakeRunner(held=True)
    audit = AuditPresenter(shop, seat, held, clock)
    seen: list[Working | None] = []
    audit.attach(lambda state: seen.append(state.working))
    audit.verify("")
    clock.advance(10_000_000)
    held.let_go()
    told = [(work.share, work.left_s) for work in seen if work is not None]
    assert told == [(0.0, None), (0.25, 30.0), (0.5, 10.0), (1.0, 0.0)]
    assert seen[-1] is None


def test_work_given_up_says_nothing_any_more(shop: FakeShop, seat: Seat, clock: FakeClock) -> None:
    held = FakeRunner(held=True)
    audit = AuditPresenter(shop, seat, held, clock)
    audit.verify("")
    audit.stop()
    held.let_go()
    assert (audit.state.working, audit.state.verified, audit.state.trouble) == (None, None, None)
    audit.verify("")
    held.let_go()
    assert audit.state.verified is not None


def test_the_engine_is_told_that_nobody_waits() -> None:
    class Context:
        cancelled = False
        told: list[float] = []  # noqa: RUF012 - one test's own

        def progress(self, done: float) -> None:
            self.told.append(done)

    context = Context()
    progress = heeding(context)
    progress(0.5)
    context.cancelled = True
    with pytest.raises(Cancelled):
        progress(0.6)
    assert context.told == [0.5]
