"""What the operating system does for us, on this one; and what can be checked of the others."""

from __future__ import annotations

import importlib
import os
import resource
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from shopguard.base.errors import Unavailable
from shopguard.base.platform import host, macos, windows
from shopguard.base.texts import LANGUAGES, text

linux = pytest.mark.skipif(sys.platform != "linux", reason="Linux's own ways")
_RUN = (sys.executable, "-c")


def run(code: str, *args: str, expected: int = 0) -> str:
    """Standard output of a Python process of its own."""
    done = subprocess.run([*_RUN, code, *args], capture_output=True, text=True, check=False)
    assert done.returncode == expected, done.stderr
    return done.stdout.strip()


# --- disks and files ------------------------------------------------------------------------


def test_space_is_told_for_a_place_that_is_not_there_yet(tmp_path: Path) -> None:
    assert 0 < host.free_bytes(tmp_path) <= host.total_bytes(tmp_path)
    deeper = tmp_path / "a" / "b" / "c"
    assert host.total_bytes(deeper) == host.total_bytes(tmp_path)
    assert not deeper.exists()


@pytest.mark.parametrize("size", [0, 1, 1 << 20, (5 << 20) + 3])
def test_allocated_space_is_really_taken(tmp_path: Path, size: int) -> None:
    path = tmp_path / "ballast"
    host.allocate(path, size)
    facts = path.stat()
    assert facts.st_size == size
    assert facts.st_blocks * 512 >= size
    host.allocate(path, size // 2)
    assert path.stat().st_size == size // 2


@pytest.mark.parametrize("existing", [False, True])
def test_a_private_file_is_its_owners_alone_and_keeps_its_content(
    tmp_path: Path, existing: bool
) -> None:
    path = tmp_path / "key"
    if existing:
        path.write_text("kept")
        path.chmod(0o644)
        assert host.others_can_read(path)
    host.private_file(path)
    assert not host.others_can_read(path)
    assert path.read_text() == ("kept" if existing else "")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_private_folder_is_made_with_those_above_it(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    host.private_folder(folder)
    host.private_folder(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_folder_can_be_made_durable(tmp_path: Path) -> None:
    host.fsync_folder(tmp_path)
    with pytest.raises(OSError, match="nowhere"):
        host.fsync_folder(tmp_path / "nowhere")


# --- locks ----------------------------------------------------------------------------------

_TRY = """
import sys
from pathlib import Path
from shopguard.base.platform import host
with host.lock_file(Path(sys.argv[1]), float(sys.argv[2])):
    print("mine", flush=True)
    if len(sys.argv) > 3:
        sys.stdin.read()
"""


def test_a_lock_is_held_by_one_process_until_it_lets_go(tmp_path: Path) -> None:
    path = tmp_path / "recorder.lock"
    with host.lock_file(path):
        refused = subprocess.run(
            [*_RUN, _TRY, str(path), "0"], capture_output=True, text=True, check=False
        )
        assert "mine" not in refused.stdout
        assert "lock.held" not in refused.stdout
        assert "Another ShopGuard is using" in refused.stderr
    assert run(_TRY, str(path), "0") == "mine"


@pytest.mark.parametrize("how", ["kill", "terminate"])
def test_a_lock_does_not_outlive_its_process(tmp_path: Path, how: str) -> None:
    path = tmp_path / "recorder.lock"
    holder = subprocess.Popen(
        [*_RUN, _TRY, str(path), "0", "stay"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdout is not None
    assert holder.stdin is not None
    assert holder.stdout.readline() == b"mine\n"
    with pytest.raises(Unavailable), host.lock_file(path):
        pytest.fail("two holders")
    getattr(holder, how)()
    holder.wait()
    holder.stdin.close()
    holder.stdout.close()
    with host.lock_file(path):
        assert path.exists()


def test_a_lock_can_be_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "key.lock"
    with host.lock_file(path):
        waiting = subprocess.Popen([*_RUN, _TRY, str(path), "60"], stdout=subprocess.PIPE)
        time.sleep(0.3)
        assert waiting.poll() is None
    told, _ = waiting.communicate()
    assert told == b"mine\n"


# --- processes ------------------------------------------------------------------------------


@linux
@pytest.mark.requirement("J-14")
def test_an_undumpable_process_hides_its_memory_and_leaves_no_core() -> None:
    code = """
import ctypes, os, resource
from shopguard.base.platform import host
assert host.make_undumpable()
print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), resource.getrlimit(resource.RLIMIT_CORE))
print(os.stat("/proc/self/mem").st_uid)
"""
    assert run(code).splitlines()[0] == "0 (0, 0)"
    assert resource.getrlimit(resource.RLIMIT_CORE)[1] != 0 or os.getuid() != 0


def test_the_user_is_told_by_the_system_and_not_by_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    name = host.user_name()
    for variable in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(variable, "somebody-else")
    assert host.user_name() == name == psutil.Process().username()


def test_when_a_process_began_tells_it_from_a_later_one_of_the_same_number() -> None:
    own = host.process_started(os.getpid())
    assert own == host.process_started(os.getpid())
    assert own is not None
    assert own <= time.time()
    ended = subprocess.Popen([*_RUN, "pass"])
    ended.wait()
    assert host.process_started(ended.pid) is None


def test_a_detached_program_outlives_the_one_that_started_it(tmp_path: Path) -> None:
    sign = tmp_path / "alive"
    child = f"import time, pathlib; time.sleep(0.5); pathlib.Path({str(sign)!r}).write_text('yes')"
    code = f"""
import sys
from shopguard.base.platform import host
print(host.start_detached([sys.executable, "-c", {child!r}]))
"""
    pid = int(run(code))
    until = time.monotonic() + 60
    while not sign.exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert sign.exists()
    assert pid != os.getpid()


# --- doctor ---------------------------------------------------------------------------------


@pytest.mark.requirement("J-14")
def test_every_fact_about_this_machine_has_words(tmp_path: Path) -> None:
    facts = host.hardening(tmp_path)
    assert {fact.name for fact in facts} == {
        "administrator",
        "antivirus",
        "clock_sync",
        "core_dumps",
        "disk_encryption",
        "swap",
    }
    for fact in facts:
        for state in ("good", "bad", "unknown"):
            for language in LANGUAGES:
                assert text(f"host.{fact.name}.{state}", language)


@linux
def test_a_thread_that_steps_back_takes_no_other_with_it() -> None:
    ranks: list[int] = []

    def work() -> None:
        host.step_back()
        ranks.append(os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))

    before = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert os.getpriority(os.PRIO_PROCESS, threading.get_native_id()) == before
    assert ranks == [max(before, 10)]


@linux
def test_running_as_root_is_named(tmp_path: Path) -> None:
    (admin,) = (fact for fact in host.hardening(tmp_path) if fact.name == "administrator")
    assert admin.state == ("bad" if os.geteuid() == 0 else "good")


def test_without_a_desktop_nobody_is_idle_or_busy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    assert host.idle_seconds() is None


# --- the other systems ----------------------------------------------------------------------


@pytest.mark.parametrize("name", ["linux", "macos", "posix", "windows"])
def test_every_systems_module_can_be_imported_everywhere(name: str) -> None:
    assert importlib.import_module(f"shopguard.base.platform.{name}")


SID = "S-1-5-21-1-2-3-1001"


@pytest.mark.parametrize(
    ("sddl", "expected"),
    [
        (windows.sddl_for(SID, folder=False), set()),
        (windows.sddl_for(SID, folder=True), set()),
        (f"D:PAI(A;;FA;;;{SID})(A;;FA;;;SY)(A;;FA;;;BA)", set()),
        (f"D:AI(A;;FA;;;{SID})(A;ID;0x1200a9;;;BU)", {"BU"}),
        ("D:(A;;FR;;;WD)", {"WD"}),
        ("D:(A;;GA;;;AU)(D;;FA;;;WD)", {"AU"}),
        ("D:(A;;FA;;;S-1-5-21-1-2-3-1002)", {"S-1-5-21-1-2-3-1002"}),
        ("D:NO_ACCESS_CONTROL", {"WD"}),
        ("", {"WD"}),
    ],
)
def test_a_windows_access_list_is_read_for_strangers(sddl: str, expected: set[str]) -> None:
    assert windows.strangers(sddl, SID) == expected


@pytest.mark.parametrize(
    ("ask", "words", "state"),
    [
        (windows.antivirus_state, None, "unknown"),
        (windows.antivirus_state, "", "bad"),
        (windows.antivirus_state, "397568", "good"),  # Defender: on, up to date
        (windows.antivirus_state, "397584", "bad"),  # on, out of date
        (windows.antivirus_state, "393472\r\n397568", "good"),  # one off, another on
        (windows.antivirus_state, "393472", "bad"),
        (windows.bitlocker_state, "1", "good"),
        (windows.bitlocker_state, "2", "bad"),
        (windows.bitlocker_state, None, "unknown"),
        (windows.bitlocker_state, "", "unknown"),
    ],
)
def test_what_windows_says_of_itself_is_understood(
    ask: Callable[[str | None], str], words: str | None, state: str
) -> None:
    assert ask(words) == state


def test_what_macos_says_of_itself_is_understood() -> None:
    assert macos.parse_idle('    | |   "HIDIdleTime" = 2500000000\n') == 2.5
    assert macos.parse_idle("nothing") is None
    assert macos.contains("FileVault is On.", "FileVault is On") is True
    assert macos.contains("FileVault is Off.", "FileVault is On") is False
    assert macos.contains(None, "FileVault is On") is None
