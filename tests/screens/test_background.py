"""The one place with threads."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from ui.background import Background
from ui.tasks import Context


@pytest.fixture
def shown() -> list[Exception]:
    return []


@pytest.fixture
def background(qtbot: QtBot, shown: list[Exception]) -> Iterator[Background]:
    background = Background(shown.append)
    yield background
    background.stop()


def test_work_is_done_elsewhere_and_answered_here(background: Background, qtbot: QtBot) -> None:
    threads: dict[str, threading.Thread] = {}

    def task(_: Context) -> int:
        threads["task"] = threading.current_thread()
        return 42

    def done(number: int) -> None:
        threads["answer"] = threading.current_thread()
        assert number == 42

    background.run(task, done)
    qtbot.waitUntil(lambda: "answer" in threads)
    assert threads["answer"] is threading.main_thread()
    assert threads["task"] is not threading.main_thread()


def test_errors_go_to_who_asked_or_to_the_one_place(
    background: Background, qtbot: QtBot, shown: list[Exception]
) -> None:
    taken: list[Exception] = []

    def fail(_: Context) -> None:
        raise ValueError("no")

    background.run(fail, lambda _: None, taken.append)
    background.run(fail, lambda _: None)
    qtbot.waitUntil(lambda: bool(taken and shown))
    assert isinstance(taken[0], ValueError)
    assert isinstance(shown[0], ValueError)


def test_nothing_comes_after_cancelling(background: Background, qtbot: QtBot) -> None:
    going, go_on = threading.Event(), threading.Event()
    heard: list[object] = []
    learnt: list[bool] = []

    def task(context: Context) -> str:
        going.set()
        go_on.wait(10)
        context.progress(0.5)
        learnt.append(context.cancelled)
        return "late"

    job = background.run(task, heard.append, heard.append, heard.append)
    going.wait(10)
    job.cancel()
    go_on.set()
    after: list[object] = []
    qtbot.waitUntil(lambda: learnt == [True])
    background.run(lambda _: None, after.append)
    qtbot.waitUntil(lambda: bool(after))
    assert heard == []


@pytest.mark.parametrize("cancel", [False, True])
def test_what_was_made_is_taken_or_undone_never_both(
    background: Background, qtbot: QtBot, cancel: bool
) -> None:
    taken: list[str] = []
    undone: list[str] = []
    made = threading.Event()

    def task(_: Context) -> str:
        made.set()
        return "package"

    job = background.run(task, taken.append, on_lost=undone.append)
    made.wait(10)
    if cancel:  # its answer waits for this thread already
        job.cancel()
    qtbot.waitUntil(lambda: bool(taken or undone))
    assert (taken, undone) == (([], ["package"]) if cancel else (["package"], []))


@pytest.mark.parametrize("when", ["before it is made", "before it is taken"])
def test_what_is_not_taken_when_all_ends_is_undone(
    background: Background, when: str, caplog: pytest.LogCaptureFixture
) -> None:
    going, go_on, ready = threading.Event(), threading.Event(), threading.Event()
    undone = threading.Event()
    taken: list[str] = []

    def task(_: Context) -> str:
        going.set()
        go_on.wait(10)
        return "package"

    def undo(_: str) -> None:
        undone.set()
        raise OSError("the medium is gone")

    background.run(task, taken.append, on_lost=undo)
    going.wait(10)
    if when == "before it is taken":
        go_on.set()
        background.submit(ready.set)
        ready.wait(10)
        background._pool.shutdown(wait=True)
    background.stop()
    go_on.set()
    assert undone.wait(10)
    assert taken == []
    background._pool.shutdown(wait=True)
    assert "could not be undone" in caplog.text


def test_progress_arrives_in_order(background: Background, qtbot: QtBot) -> None:
    heard: list[float] = []
    done: list[None] = []

    def task(context: Context) -> None:
        for step in range(10):
            context.progress(step / 10)

    background.run(task, done.append, on_progress=heard.append)
    qtbot.waitUntil(lambda: bool(done))
    assert heard == [step / 10 for step in range(10)]


def test_a_lane_answers_the_first_and_the_newest_of_what_waits(
    background: Background, qtbot: QtBot
) -> None:
    asked: list[int] = []
    heard: list[object] = []
    lane = background.lane()
    going, go_on = threading.Event(), threading.Event()

    def first() -> int:
        going.set()
        go_on.wait(10)
        return 0

    lane.ask(first, heard.append, heard.append)
    going.wait(10)

    def asking(number: int) -> Callable[[], int]:
        def ask() -> int:
            asked.append(number)
            return number

        return ask

    for number in range(1, 50):
        lane.ask(asking(number), heard.append, heard.append)
    go_on.set()
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert heard == [0, 49]
    assert asked == [49]
    assert not lane.busy


def test_a_closed_lane_says_nothing_more(background: Background, qtbot: QtBot) -> None:
    heard: list[object] = []
    lane = background.lane()
    going, go_on = threading.Event(), threading.Event()

    def question() -> int:
        going.set()
        go_on.wait(10)
        return 1

    lane.ask(question, heard.append, heard.append)
    going.wait(10)
    lane.close()
    go_on.set()
    after: list[object] = []
    qtbot.waitUntil(lambda: True)
    background.run(lambda _: None, after.append)
    qtbot.waitUntil(lambda: bool(after))
    assert heard == []
