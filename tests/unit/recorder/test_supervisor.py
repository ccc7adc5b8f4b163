"""The supervisor: why a recorder ended, what the next one is told, and when it gives up (never)."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from shopguard.base.errors import Unavailable
from shopguard.base.home import Home
from shopguard.recorder.handover import Hello, Previous
from shopguard.recorder.supervisor import Supervisor
from tests.fakes.recording import wait_for

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals end processes on POSIX only")

_HEAD = """
import json, os, sys, time
hello = json.loads(sys.stdin.readline())
with open(os.environ["HELLOS"], "a") as file:
    file.write(json.dumps(hello) + "\\n")
life = hello["restarts"]
def say(**value):
    print(json.dumps(value), flush=True)
def until_told():
    sys.stdin.readline()
    say(done=True)
"""


class Supervised:
    """Recorders that are small programs; each wrote down what it was told."""

    def __init__(self, folder: Path, program: str, **options: Any) -> None:
        script = folder / "worker.py"
        script.write_text(_HEAD + program)
        self.hellos_file = folder / "hellos"
        command = (sys.executable, "-I", str(script))
        self.supervisor = Supervisor(Home(folder), command=command, **options)
        self.code: int | None = None
        self.thread = threading.Thread(target=self._run)
        self.thread.start()

    def _run(self) -> None:
        self.code = self.supervisor.run()

    def hellos(self) -> list[dict[str, Any]]:
        if not self.hellos_file.exists():
            return []
        return [json.loads(line) for line in self.hellos_file.read_text().splitlines()]

    def wait_lives(self, count: int) -> list[dict[str, Any]]:
        wait_for(lambda: len(self.hellos()) >= count, f"{count} lives")
        return self.hellos()

    def end(self) -> int | None:
        self.supervisor.stop()
        self.thread.join(30)
        assert not self.thread.is_alive()
        return self.code


@pytest.fixture
def supervise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Supervised]]:
    monkeypatch.setenv("HELLOS", str(tmp_path / "hellos"))
    begun: list[Supervised] = []

    def begin(program: str, **options: Any) -> Supervised:
        begun.append(Supervised(tmp_path, program, **options))
        return begun[-1]

    yield begin
    for one in begun:
        one.end()


def test_told_to_stop_it_lets_the_recorder_finish(supervise: Callable[..., Supervised]) -> None:
    one = supervise("say(ready=True); until_told()")
    one.wait_lives(1)
    assert one.end() == 0
    assert len(one.hellos()) == 1
    assert one.hellos()[0]["previous"] is None


def test_for_so_many_seconds_counts_from_when_it_records(
    supervise: Callable[..., Supervised],
) -> None:
    one = supervise("say(ready=True); until_told()", for_seconds=0.3)
    one.thread.join(30)
    assert one.code == 0


def test_a_client_can_end_it(supervise: Callable[..., Supervised]) -> None:
    one = supervise("say(ready=True); say(stopping=True); say(done=True)")
    one.thread.join(30)
    assert one.code == 0


@pytest.mark.requirement("J-4")
def test_a_crash_is_told_to_the_next_with_where_footage_ended(
    supervise: Callable[..., Supervised],
) -> None:
    one = supervise(
        "say(ready=True); say(ends={'a': 5, 'b': 6}); say(ends={'a': 7})\n"
        "if life == 0: sys.exit(3)\n"
        "until_told()"
    )
    hellos = one.wait_lives(2)
    assert hellos[1]["restarts"] == 1
    previous = hellos[1]["previous"]
    assert (previous["cause"], previous["detail"]) == ("crashed", "exit code 3")
    assert previous["ends"] == {"a": 7, "b": 6}


@posix
def test_a_kill_is_told_with_its_signal(supervise: Callable[..., Supervised]) -> None:
    one = supervise("say(ready=True); until_told()")
    one.wait_lives(1)
    pid = one.supervisor.worker_pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    previous = one.wait_lives(2)[1]["previous"]
    assert (previous["cause"], previous["detail"]) == ("killed", "signal 9")


@pytest.mark.requirement("J-4")
def test_silence_is_a_hang_and_a_beat_is_none(supervise: Callable[..., Supervised]) -> None:
    one = supervise(
        "say(ready=True)\n"
        "for _ in range(20 if life == 0 else 0): time.sleep(0.1); say(ends={'a': 1})\n"
        "time.sleep(600 if life == 0 else 0)\n"
        "until_told()",
        hangs_s=1.0,
    )
    previous = one.wait_lives(2)[1]["previous"]
    assert (previous["cause"], previous["ends"]) == ("hung", {"a": 1})


def test_what_it_prints_besides_lines_does_no_harm(supervise: Callable[..., Supervised]) -> None:
    one = supervise(
        "print('hello'); print('[1]'); print('{')\n"
        "sys.stdout.buffer.write(bytes(range(128, 256)))\n"
        "print(); say(ready=True); say(ends={'a': 9}); until_told()"
    )
    wait_for(lambda: one.supervisor.ends == {"a": 9})
    assert one.end() == 0


def test_the_first_that_cannot_run_is_an_error_to_whoever_asked(tmp_path: Path) -> None:
    script = tmp_path / "worker.py"
    failed = '{"failed": {"kind": "Unavailable", "code": "lock.held", "params": {}}}'
    script.write_text(f"import sys; sys.stdin.readline(); print('{failed}'); sys.exit(5)")
    with pytest.raises(Unavailable) as error:
        Supervisor(Home(tmp_path), command=(sys.executable, "-I", str(script))).run()
    assert error.value.code == "lock.held"


def test_later_ones_that_cannot_run_are_tried_again(supervise: Callable[..., Supervised]) -> None:
    one = supervise(
        "if life in (1, 2): say(failed={'kind': 'Unavailable', 'code': 'x', 'params': {}})\n"
        "if life in (1, 2): sys.exit(5)\n"
        "say(ready=True)\n"
        "if life == 0: sys.exit(1)\n"
        "until_told()"
    )
    hellos = one.wait_lives(4)
    assert [hello["previous"]["detail"] for hello in hellos[1:]] == ["exit code 1", "x", "x"]


def test_a_recorder_that_ignores_the_end_is_ended(
    supervise: Callable[..., Supervised], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shopguard.recorder.supervisor.STOPS_S", 0.5)
    one = supervise("say(ready=True); time.sleep(600)")
    one.wait_lives(1)
    assert one.end() == 1


@pytest.mark.requirement("G-6.6")
def test_a_recorders_command_line_says_nothing_of_the_shop(tmp_path: Path) -> None:
    one = Supervisor(Home(tmp_path))
    assert str(tmp_path) not in " ".join(one._command)


def test_hello_survives_the_pipe() -> None:
    hello = Hello("/shop", 3, Previous("killed", "signal 9", 12, {"a": 5}))
    assert Hello.parse(hello.line()) == hello
    for broken in (b"", b"{}", b"[]", b"nonsense", b'{"home": 1}'):
        with pytest.raises((ValueError, KeyError, TypeError)):
            Hello.parse(broken)
