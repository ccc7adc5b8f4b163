"""What the tray says of recording: once, when it lasts, and never what is not known."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shopguard.base.clock import SECOND
from tests.fakes.clock import FakeClock
from ui.frame.glance import TELL_AFTER_S, Glance, Trouble, trouble_of
from ui.model import Recorder, Status


def status(recording: int = 4, cameras: int = 4, *, running: bool = True) -> Status:
    recorder = Recorder.RUNNING if running else Recorder.STOPPED
    return Status(0, "Shop", recording, cameras, None, recorder)


def starting(recording: int, beginning: int) -> Status:
    return replace(status(recording), beginning=beginning)


def hear(glance: Glance, clock: FakeClock, known: Status | None, seconds: int) -> list[Trouble]:
    told = []
    for _ in range(seconds):
        told.append(glance.news(known))
        clock.advance(SECOND)
    return [each for each in told if each is not Trouble.NONE]


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.mark.parametrize(
    ("known", "trouble"),
    [
        (None, Trouble.NONE),
        (status(), Trouble.NONE),
        (status(0, 0), Trouble.NONE),
        (status(3), Trouble.CAMERAS),
        (status(4, running=False), Trouble.STOPPED),
        (replace(status(0), recorder=Recorder.STARTING), Trouble.STARTING),
        (replace(status(0), recorder=Recorder.UNKNOWN), Trouble.NONE),
        (starting(1, 3), Trouble.STARTING),
        (starting(1, 2), Trouble.CAMERAS),
    ],
)
def test_what_counts_as_trouble(known: Status | None, trouble: Trouble) -> None:
    assert trouble_of(known) is trouble


def test_a_trouble_that_lasts_is_told_once(clock: FakeClock) -> None:
    assert hear(Glance(clock), clock, status(3), 300) == [Trouble.CAMERAS]


def test_a_short_one_is_not_told_and_a_new_one_is(clock: FakeClock) -> None:
    glance = Glance(clock)
    short = int(TELL_AFTER_S) - 2
    assert hear(glance, clock, status(3), short) == []
    assert hear(glance, clock, status(), 5) == []
    assert hear(glance, clock, status(3), 60) == [Trouble.CAMERAS]
    assert hear(glance, clock, status(), 5) == []
    assert hear(glance, clock, status(3), 60) == [Trouble.CAMERAS]


def test_worse_is_told_anew_and_less_bad_is_not(clock: FakeClock) -> None:
    glance = Glance(clock)
    assert hear(glance, clock, status(3), 60) == [Trouble.CAMERAS]
    assert hear(glance, clock, status(running=False), 60) == [Trouble.STOPPED]
    assert hear(glance, clock, status(3), 60) == []


def test_starting_is_not_told(clock: FakeClock) -> None:
    assert hear(Glance(clock), clock, starting(0, 4), 60) == []


def test_not_knowing_is_neither_trouble_nor_its_end(clock: FakeClock) -> None:
    glance = Glance(clock)
    hear(glance, clock, status(3), 60)
    assert hear(glance, clock, None, 60) == []
    assert hear(glance, clock, status(3), 60) == []
