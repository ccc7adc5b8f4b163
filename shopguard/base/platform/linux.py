"""Linux."""

from __future__ import annotations

import sys

if sys.platform == "linux":
    import ctypes
    import os
    import shutil
    import socket
    import threading
    import time
    from collections.abc import Sequence
    from pathlib import Path

    import psutil

    from shopguard.base.errors import Unavailable
    from shopguard.base.platform.common import existing
    from shopguard.base.platform.facts import Fact, ask_tool, state_of
    from shopguard.base.platform.posix import PosixHost
    from shopguard.base.platform.starting import UNIT, StartsAt, systemd_unit

    _TOOLS = "/usr/bin:/bin"
    _PR_SET_DUMPABLE = 4
    _NICE = 10
    _TIME_ERROR = 5  # adjtimex: the clock is not synchronised
    _TIMEX_BYTES = 512  # more than any struct timex

    def _tool(command: list[str]) -> str | None:
        """The system's own tool of that name, and no other."""
        program = shutil.which(command[0], path=_TOOLS)
        return None if program is None else ask_tool([program, *command[1:]])

    def _units() -> Path:
        """Where a user's own units lie."""
        config = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
        return Path(config) / "systemd" / "user"

    class _Idle(ctypes.Structure):
        """XScreenSaverInfo."""

        _fields_ = (
            ("window", ctypes.c_ulong),
            ("state", ctypes.c_int),
            ("kind", ctypes.c_int),
            ("since", ctypes.c_ulong),
            ("idle", ctypes.c_ulong),
            ("event_mask", ctypes.c_ulong),
        )

    class LinuxHost(PosixHost):
        """See Host."""

        def make_undumpable(self) -> bool:
            """See Host. Other processes of the same user cannot read our memory either."""
            super().make_undumpable()
            return bool(ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0) == 0)

        def forget_cached(self, path: Path) -> None:
            """See Host."""
            with path.open("rb") as file:
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)

        def start_with_machine(self, installer: Path, command: Sequence[str]) -> StartsAt:
            """See Host. A unit of the user's own systemd; lingering where that is allowed."""
            unit = _units() / UNIT
            template = (installer / "linux" / "user" / UNIT).read_text(encoding="utf-8")
            if _tool(["systemctl", "--user", "show-environment"]) is None:
                raise Unavailable("host.not_started")
            unit.parent.mkdir(parents=True, exist_ok=True)
            unit.write_text(systemd_unit(template, command), encoding="utf-8")
            _tool(["systemctl", "--user", "daemon-reload"])
            if _tool(["systemctl", "--user", "enable", UNIT]) is None:
                unit.unlink()
                raise Unavailable("host.not_started")
            lingers = _tool(["loginctl", "enable-linger", self.user_name()]) is not None
            return StartsAt.BOOT if lingers else StartsAt.LOGIN

        def starts_with_machine(self) -> bool:
            """See Host."""
            return (_units() / UNIT).exists()

        def stop_starting(self) -> None:
            """See Host. Lingering stays: other programs may want it."""
            if self.starts_with_machine():
                _tool(["systemctl", "--user", "disable", UNIT])
                (_units() / UNIT).unlink(missing_ok=True)

        def allocate(self, path: Path, size: int) -> None:
            """See Host."""
            handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
            try:
                if size:
                    os.posix_fallocate(handle, 0, size)
                os.fsync(handle)
            finally:
                os.close(handle)

        def widen_receive(self, sock: socket.socket, size: int) -> None:
            """See Host. The kernel grows it by itself, to 6 MB; setting a size would end that."""

        def elapsed(self) -> float:
            """See Host."""
            return time.clock_gettime(time.CLOCK_BOOTTIME)

        def step_back(self) -> None:
            """See Host. Each thread has its own niceness here, and keeps what it took."""
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)

        def idle_seconds(self) -> float | None:
            """See Host. Known under X11; a Wayland compositor tells nobody."""
            if not os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
                return None
            return _x11_idle_seconds()

        def clock_synchronised(self) -> bool | None:
            """See Host."""
            state = ctypes.CDLL(None).adjtimex(ctypes.create_string_buffer(_TIMEX_BYTES))
            return None if state < 0 else state != _TIME_ERROR

        def hardening(self, path: Path) -> tuple[Fact, ...]:
            """See Host."""
            return (
                *self.common_facts(),
                Fact("disk_encryption", state_of(_encrypted(_device_of(path)))),
                _swap(),
                Fact("clock_sync", state_of(self.clock_synchronised())),
                Fact("antivirus", state_of(_runs("clamd") or None)),
            )

    def _x11_idle_seconds() -> float | None:
        try:
            x11, xss = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXss.so.1")
        except OSError:
            return None
        x11.XOpenDisplay.restype = ctypes.c_void_p
        x11.XDefaultRootWindow.argtypes = [ctypes.c_void_p]
        x11.XDefaultRootWindow.restype = ctypes.c_ulong
        x11.XCloseDisplay.argtypes = [ctypes.c_void_p]
        xss.XScreenSaverQueryInfo.argtypes = [ctypes.c_void_p, ctypes.c_ulong, ctypes.c_void_p]
        display = x11.XOpenDisplay(None)
        if not display:
            return None
        try:
            info = _Idle()
            root = x11.XDefaultRootWindow(display)
            answered = xss.XScreenSaverQueryInfo(display, root, ctypes.byref(info))
            return float(info.idle) / 1000 if answered else None
        finally:
            x11.XCloseDisplay(display)

    def _device_of(path: Path) -> Path | None:
        """The block device under ``path`` as ``/sys/dev/block/…``; None when it has none."""
        where = existing(path)
        number = where.stat().st_dev
        device = _block(number)
        if device is not None:
            return device
        # btrfs and overlays have numbers of their own: look up what is mounted there.
        mounts = [p for p in psutil.disk_partitions(all=True) if where.is_relative_to(p.mountpoint)]
        for mount in sorted(mounts, key=lambda p: len(p.mountpoint), reverse=True):
            source = Path(mount.device)
            return _block(source.stat().st_rdev) if source.is_block_device() else None
        return None

    def _block(number: int) -> Path | None:
        device = Path(f"/sys/dev/block/{os.major(number)}:{os.minor(number)}")
        return device if device.exists() else None

    def _encrypted(device: Path | None) -> bool | None:
        """Whether dm-crypt stands anywhere below a block device; None when that cannot be seen."""
        if device is None:
            return None
        uuid = device / "dm" / "uuid"
        if uuid.exists() and uuid.read_text().startswith("CRYPT-"):
            return True
        below = sorted((device / "slaves").glob("*")) if (device / "slaves").exists() else []
        return any(_encrypted(slave.resolve()) for slave in below)

    def _swap() -> Fact:
        """Swap is where keys could reach the disk: none, in memory only, encrypted, or bad."""
        lines = Path("/proc/swaps").read_text().splitlines()[1:]
        areas = [Path(line.split()[0]) for line in lines if line.strip()]
        plain = [area for area in areas if not _safe_swap(area)]
        return Fact("swap", state_of(not plain), ", ".join(str(area) for area in plain))

    def _safe_swap(area: Path) -> bool:
        if area.name.startswith("zram"):
            return True
        if area.is_block_device():
            return bool(_encrypted(_block(area.stat().st_rdev)))
        return bool(_encrypted(_device_of(area)))

    def _runs(name: str) -> bool:
        return any(process.info["name"] == name for process in psutil.process_iter(["name"]))
