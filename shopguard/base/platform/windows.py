"""Windows. Rights are access lists in SDDL; calls go to the system's own libraries."""

from __future__ import annotations

import re
import sys

from shopguard.base.platform.facts import State, state_of

_ACE = re.compile(r"\(([^)]*)\)")
# Local system, administrators, the owner whoever it is: they may read everything anyway.
_MASTERS = frozenset({"SY", "BA", "OW", "S-1-5-18", "S-1-5-32-544", "S-1-3-4"})
_READS = re.compile(r"FA|FR|GA|GR|0x")
_AV_ON, _AV_STATE, _AV_OLD = 0x1000, 0xF000, 0x10


def sddl_for(sid: str, *, folder: bool) -> str:
    """An access list for one account and the system alone, inherited by nothing above."""
    flags = "OICI" if folder else ""
    return f"D:P(A;{flags};FA;;;{sid})(A;{flags};FA;;;SY)"


def strangers(sddl: str, sid: str) -> frozenset[str]:
    """Accounts other than ``sid`` and the masters that an access list lets read."""
    found = set()
    for ace in _ACE.findall(sddl):
        parts = ace.split(";")
        allows = parts[0] in {"A", "XA", "OA"} and len(parts) >= 6
        if allows and _READS.search(parts[2]):
            found.add(parts[5])
    if "D:" not in sddl or "NO_ACCESS_CONTROL" in sddl:  # no list at all: everybody
        found.add("WD")
    return frozenset(found - _MASTERS - {sid})


def antivirus_state(words: str | None) -> State:
    """From the productState numbers of Security Center: one that is on and up to date is enough."""
    if words is None:
        return "unknown"
    states = [int(word) for word in words.split() if word.isdigit()]
    return state_of(any(s & _AV_STATE == _AV_ON and not s & _AV_OLD for s in states))


def bitlocker_state(words: str | None) -> State:
    """From the shell's System.Volume.BitLockerProtection: 1 on, 3 on soon, 5 suspended."""
    known = {"1": True, "3": True, "2": False, "4": False, "5": False, "0": False}
    return state_of(known.get((words or "").strip()))


if sys.platform == "win32":
    import ctypes
    import msvcrt
    import os
    import subprocess
    import tempfile
    from collections.abc import Iterator, Sequence
    from contextlib import contextmanager
    from ctypes import wintypes
    from pathlib import Path

    from shopguard.base.errors import Unavailable
    from shopguard.base.platform.common import CommonHost, keep_trying
    from shopguard.base.platform.facts import Fact, ask_tool
    from shopguard.base.platform.starting import TASK, StartsAt, scheduled_task

    _kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    _security = ctypes.WinDLL("advapi32", use_last_error=True)
    _user = ctypes.WinDLL("user32", use_last_error=True)
    _kernel.GetCurrentProcess.restype = wintypes.HANDLE
    _kernel.GetCurrentThread.restype = wintypes.HANDLE
    _kernel.SetThreadPriority.argtypes = [wintypes.HANDLE, ctypes.c_int]
    _kernel.CloseHandle.argtypes = [wintypes.HANDLE]
    _kernel.LocalFree.argtypes = [ctypes.c_void_p]
    _security.OpenProcessToken.argtypes = [
        wintypes.HANDLE,
        wintypes.DWORD,
        ctypes.POINTER(wintypes.HANDLE),
    ]
    _security.GetTokenInformation.argtypes = [
        wintypes.HANDLE,
        ctypes.c_int,
        ctypes.c_void_p,
        wintypes.DWORD,
        ctypes.POINTER(wintypes.DWORD),
    ]
    _security.ConvertSidToStringSidW.argtypes = [
        ctypes.c_void_p,
        ctypes.POINTER(ctypes.c_void_p),
    ]
    _security.ConvertStringSecurityDescriptorToSecurityDescriptorW.argtypes = [
        wintypes.LPCWSTR,
        wintypes.DWORD,
        ctypes.POINTER(ctypes.c_void_p),
        ctypes.c_void_p,
    ]
    _security.ConvertSecurityDescriptorToStringSecurityDescriptorW.argtypes = [
        ctypes.c_void_p,
        wintypes.DWORD,
        wintypes.DWORD,
        ctypes.POINTER(ctypes.c_void_p),
        ctypes.c_void_p,
    ]
    _security.SetFileSecurityW.argtypes = [wintypes.LPCWSTR, wintypes.DWORD, ctypes.c_void_p]
    _security.GetFileSecurityW.argtypes = [
        wintypes.LPCWSTR,
        wintypes.DWORD,
        ctypes.c_void_p,
        wintypes.DWORD,
        ctypes.POINTER(wintypes.DWORD),
    ]

    _TOKEN_QUERY, _TOKEN_USER, _DACL, _SDDL_REVISION = 0x8, 1, 0x4, 1
    _PROTECTED_DACL = 0x80000000
    _QUIET_CRASH = 0x1 | 0x2  # no critical-error box, no fault box
    _NO_HEAP_IN_REPORTS = 0x1
    _BELOW_NORMAL = -1
    _DETACHED = 0x8 | 0x200 | 0x08000000  # no console, own group, no window

    class _LastInput(ctypes.Structure):
        _fields_ = (("size", wintypes.UINT), ("ticks", wintypes.DWORD))

    def _schtasks() -> str:
        return str(_system() / "schtasks.exe")

    class WindowsHost(CommonHost):
        """See Host."""

        def make_undumpable(self) -> bool:
            """See Host. Windows has no such switch: reports are asked to leave memory out."""
            _kernel.SetErrorMode(_QUIET_CRASH)
            _kernel.WerSetFlags(_NO_HEAP_IN_REPORTS)
            return False

        def step_back(self) -> None:
            """See Host."""
            _kernel.SetThreadPriority(_kernel.GetCurrentThread(), _BELOW_NORMAL)

        def private_file(self, path: Path) -> None:
            """See Host."""
            path.touch()
            _set_rights(path, sddl_for(_own_sid(), folder=False))

        def private_folder(self, path: Path) -> None:
            """See Host."""
            path.mkdir(parents=True, exist_ok=True)
            _set_rights(path, sddl_for(_own_sid(), folder=True))

        def others_can_read(self, path: Path) -> bool:
            """See Host."""
            return bool(strangers(_rights(path), _own_sid()))

        @contextmanager
        def lock_file(self, path: Path, wait_s: float = 0) -> Iterator[None]:
            """See Host. One byte far behind the end, so that the content stays readable."""
            handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOINHERIT, 0o600)
            try:
                os.lseek(handle, 1 << 30, os.SEEK_SET)
                keep_trying(lambda: msvcrt.locking(handle, msvcrt.LK_NBLCK, 1), path, wait_s)
                yield
            finally:
                os.close(handle)

        def fsync_folder(self, path: Path) -> None:
            """See Host. NTFS journals names by itself; there is nothing to call."""

        def forget_cached(self, path: Path) -> None:
            """See Host. Windows has no way to ask for it after the file was written."""

        def idle_seconds(self) -> float | None:
            """See Host. The tick counters wrap after 49 days; the difference does not."""
            info = _LastInput(ctypes.sizeof(_LastInput), 0)
            if not _user.GetLastInputInfo(ctypes.byref(info)):
                return None
            since = int(_kernel.GetTickCount()) - int(info.ticks)
            return (since & 0xFFFFFFFF) / 1000

        def user_name(self) -> str:
            """See Host."""
            size = wintypes.DWORD(257)
            name = ctypes.create_unicode_buffer(size.value)
            _must(_security.GetUserNameW(name, ctypes.byref(size)))
            return name.value

        def start_detached(self, command: Sequence[str]) -> int:
            """See Host."""
            process = subprocess.Popen(  # noqa: S603 - our own program, chosen by the caller
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                creationflags=_DETACHED,
            )
            process.returncode = 0  # it is not ours to wait for: no warning when we forget it
            return process.pid

        def start_with_machine(self, installer: Path, command: Sequence[str]) -> StartsAt:
            """See Host."""
            template = (installer / "windows" / "shopguard-recorder.xml").read_text("utf-8")
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / "task.xml"
                path.write_bytes(scheduled_task(template, command, self.user_name()))
                if ask_tool([_schtasks(), "/Create", "/F", "/TN", TASK, "/XML", str(path)]) is None:
                    raise Unavailable("host.not_started")
            return StartsAt.LOGIN

        def starts_with_machine(self) -> bool:
            """See Host."""
            return ask_tool([_schtasks(), "/Query", "/TN", TASK]) is not None

        def stop_starting(self) -> None:
            """See Host."""
            ask_tool([_schtasks(), "/Delete", "/F", "/TN", TASK])

        def clock_synchronised(self) -> bool | None:
            """See Host."""
            clock = ask_tool([str(_system() / "w32tm.exe"), "/query", "/source"])
            unset = clock is not None and ("Local CMOS" in clock or "Free-running" in clock)
            return None if clock is None else not unset

        def hardening(self, path: Path) -> tuple[Fact, ...]:
            """See Host."""
            system = _system()
            volume = _bitlocker(system, path.absolute().drive)
            paging = ask_tool(
                [str(system / "fsutil.exe"), "behavior", "query", "encryptpagingfile"]
            )
            swap = "good" if "= 1" in (paging or "") else _bitlocker(system, system.drive)
            return (
                Fact("administrator", state_of(not ctypes.windll.shell32.IsUserAnAdmin())),
                Fact("core_dumps", "unknown"),
                Fact("disk_encryption", volume),
                Fact("swap", swap),
                Fact("clock_sync", state_of(self.clock_synchronised())),
                Fact("antivirus", antivirus_state(_powershell(system, _ANTIVIRUS))),
            )

    def _system() -> Path:
        return Path(os.environ.get("SYSTEMROOT", r"C:\Windows")) / "System32"

    _BITLOCKER = (
        "(New-Object -ComObject Shell.Application).NameSpace('{}\\').Self"
        ".ExtendedProperty('System.Volume.BitLockerProtection')"
    )
    _ANTIVIRUS = (
        "(Get-CimInstance -Namespace root/SecurityCenter2 -ClassName AntiVirusProduct).productState"
    )

    def _powershell(system: Path, script: str) -> str | None:
        shell = system / "WindowsPowerShell" / "v1.0" / "powershell.exe"
        return ask_tool([str(shell), "-NoProfile", "-NonInteractive", "-Command", script])

    def _bitlocker(system: Path, drive: str) -> State:
        return bitlocker_state(_powershell(system, _BITLOCKER.format(drive)))

    def _must(done: object) -> None:
        if not done:
            raise ctypes.WinError(ctypes.get_last_error())

    def _take_text(pointer: ctypes.c_void_p) -> str:
        """Text the system allocated for us, given back to it."""
        try:
            return ctypes.wstring_at(pointer.value or 0)
        finally:
            _kernel.LocalFree(pointer)

    def _own_sid() -> str:
        token = wintypes.HANDLE()
        process = _kernel.GetCurrentProcess()
        _must(_security.OpenProcessToken(process, _TOKEN_QUERY, ctypes.byref(token)))
        try:
            size = wintypes.DWORD()
            _security.GetTokenInformation(token, _TOKEN_USER, None, 0, ctypes.byref(size))
            user = ctypes.create_string_buffer(size.value)
            _must(_security.GetTokenInformation(token, _TOKEN_USER, user, size, ctypes.byref(size)))
            sid = ctypes.cast(user, ctypes.POINTER(ctypes.c_void_p))[0]
            words = ctypes.c_void_p()
            _must(_security.ConvertSidToStringSidW(sid, ctypes.byref(words)))
            return _take_text(words)
        finally:
            _kernel.CloseHandle(token)

    def _set_rights(path: Path, sddl: str) -> None:
        descriptor = ctypes.c_void_p()
        _must(
            _security.ConvertStringSecurityDescriptorToSecurityDescriptorW(
                sddl, _SDDL_REVISION, ctypes.byref(descriptor), None
            )
        )
        try:
            what = _DACL | _PROTECTED_DACL
            _must(_security.SetFileSecurityW(str(path), what, descriptor))
        finally:
            _kernel.LocalFree(descriptor)

    def _rights(path: Path) -> str:
        size = wintypes.DWORD()
        _security.GetFileSecurityW(str(path), _DACL, None, 0, ctypes.byref(size))
        descriptor = ctypes.create_string_buffer(size.value)
        _must(_security.GetFileSecurityW(str(path), _DACL, descriptor, size, ctypes.byref(size)))
        words = ctypes.c_void_p()
        _must(
            _security.ConvertSecurityDescriptorToStringSecurityDescriptorW(
                descriptor, _SDDL_REVISION, _DACL, ctypes.byref(words), None
            )
        )
        return _take_text(words)
