"""Sets ShopGuard up in this folder: ``python3 installer/setup.py run`` (or ``develop``).

Runs before anything of ours is installed, so it needs Python 3.11 and its standard library only.
It says each thing it installs and why. A stamp remembers what was set up: as long as the lock
file and this folder do not change, the next run ends at once.

    run        what the shop needs: Qt's system libraries, a Japanese font, the demo's cameras,
               Python packages in .venv
    develop    the same, and what the tests, checks and measurements need
"""

from __future__ import annotations

import hashlib
import os
import platform
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ENVIRONMENT = ROOT / ".venv"
TOOLS = ROOT / ".venv-tools"
UV_PIN = ROOT / "installer" / "uv.txt"
OLDEST_PYTHON = (3, 11)
KINDS = ("run", "develop")


@dataclass(frozen=True)
class Needed:
    """Debian packages that go together, and what for."""

    why: str
    debian: tuple[str, ...]
    kind: str = "run"


SYSTEM = (
    Needed("makes Python environments", ("python3-venv",)),
    Needed("letters on the screen and in PDFs", ("libfontconfig1", "fonts-morisawa-bizud-gothic")),
    Needed("Qt: drawing", ("libegl1", "libgl1", "libglib2.0-0", "libdbus-1-3")),
    Needed(
        "Qt: windows and keyboard on X11",
        (
            "libxkbcommon-x11-0",
            "libxcb-cursor0",
            "libxcb-icccm4",
            "libxcb-image0",
            "libxcb-keysyms1",
            "libxcb-randr0",
            "libxcb-render-util0",
            "libxcb-shape0",
            "libxcb-sync1",
            "libxcb-xfixes0",
            "libxcb-xkb1",
        ),
    ),
    Needed("Qt: windows on Wayland", ("libwayland-cursor0", "libwayland-egl1")),
    Needed("Qt: sound of recordings", ("libpulse0", "libxrandr2")),
    Needed(
        "the demo shop's cameras: GStreamer's RTSP server",
        (
            "python3-gi",
            "gir1.2-gst-rtsp-server-1.0",
            "gstreamer1.0-plugins-base",
            "gstreamer1.0-plugins-good",
        ),
    ),
    Needed("tests: cameras that speak RTSPS", ("glib-networking",), "develop"),
    Needed(
        "tests: a screen, hands on it, and looking at it; a second one, unplugged",
        ("xvfb", "xauth", "xdotool", "x11-xserver-utils"),
        "develop",
    ),
    Needed("tests: a camera in a network of its own", ("iproute2",), "develop"),
    Needed("tests: what a program writes and syncs", ("strace",), "develop"),
    Needed("tests: packages opened as their recipients open them", ("p7zip-full",), "develop"),
    Needed("tests: fonts and pages of our PDFs", ("poppler-utils",), "develop"),
    Needed("tests: the page in a package, in a real browser", ("chromium",), "develop"),
    Needed("measurements: the peer recorded against", ("ffmpeg",), "develop"),
)

ELSEWHERE = (
    (
        "dnf",
        "sudo dnf install mesa-libEGL mesa-libGL libxkbcommon-x11 xcb-util-cursor xcb-util-wm "
        "xcb-util-image xcb-util-keysyms xcb-util-renderutil pulseaudio-libs python3-gobject "
        "gstreamer1-rtsp-server gstreamer1-plugins-good "
        "and the font BIZ UDGothic (morisawa-biz-ud-gothic-fonts)",
    ),
    (
        "pacman",
        "sudo pacman -S libglvnd libxkbcommon-x11 xcb-util-cursor xcb-util-wm xcb-util-image "
        "xcb-util-keysyms xcb-util-renderutil libpulse python-gobject gst-rtsp-server "
        "gst-plugins-good and the font BIZ UDGothic (ttf-biz-ud-gothic from the AUR)",
    ),
    ("brew", "brew install --cask font-biz-udgothic"),
)


class SetupError(Exception):
    """Setting up cannot go on; the message says what to do."""


def main(arguments: Sequence[str]) -> int:
    """Set up ``run`` or ``develop``; 0 when all is in place."""
    kind = arguments[0] if arguments else "run"
    if kind not in KINDS:
        say(f"usage: setup.py {'|'.join(KINDS)}")
        return 2
    if is_set_up(kind):
        return 0
    say(f"Setting up ShopGuard in {ROOT} (once; later starts skip this).")
    try:
        check_python()
        install_system(kind)
        make_environment(kind)
    except SetupError as problem:
        say(f"Set-up stopped: {problem}")
        return 1
    stamp(kind).write_text(fingerprint(), encoding="utf-8")
    say("Set-up is complete.")
    return 0


def say(words: str) -> None:
    """One line for the person in front of the screen."""
    print(words, flush=True)


def stamp(kind: str) -> Path:
    """The file that says ``kind`` was set up."""
    return ENVIRONMENT / f".shopguard-{kind}"


def fingerprint() -> str:
    """Changes whenever there is something to set up again."""
    digest = hashlib.sha256(f"{sys.executable} {sys.version_info[:2]} {ROOT}".encode())
    for path in (ROOT / "uv.lock", ROOT / "pyproject.toml", UV_PIN, Path(__file__)):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def is_set_up(kind: str) -> bool:
    """Whether nothing has to be done; ``develop`` includes ``run``."""
    wanted = fingerprint()
    kinds = KINDS[KINDS.index(kind) :]
    return any(
        stamp(known).is_file() and stamp(known).read_text(encoding="utf-8") == wanted
        for known in kinds
    )


def check_python() -> None:
    """Refuse a Python that is too old."""
    if sys.version_info < OLDEST_PYTHON:
        wanted = ".".join(map(str, OLDEST_PYTHON))
        raise SetupError(
            f"Python {wanted} or newer is needed and this is {platform.python_version()}; "
            f"name another one with: make PYTHON=/path/to/python3"
        )


def install_system(kind: str) -> None:
    """System packages of ``kind``: by apt where there is one, by name where not."""
    wanted = [need for need in SYSTEM if kind == "develop" or need.kind == "run"]
    if shutil.which("apt-get") and shutil.which("dpkg-query"):
        install_debian(wanted)
    elif sys.platform == "win32":
        say("Windows has every system library and the Japanese font already.")
    else:
        name_by_hand()


def name_by_hand() -> None:
    """What to install where we do not know how."""
    tips = [words for tool, words in ELSEWHERE if shutil.which(tool)]
    say("No apt here, so please install these by hand where they are missing:")
    for words in tips or ["Qt's X11/Wayland libraries and the font BIZ UDGothic"]:
        say(f"  {words}")
    say("The demo shop plays looped files where GStreamer's RTSP server is missing. Going on.")


def install_debian(wanted: Iterable[Needed]) -> None:
    """Missing packages of ``wanted``, as root or through sudo."""
    missing = [
        (need, absent)
        for need in wanted
        if (absent := [name for name in need.debian if not is_installed(name)])
    ]
    if not missing:
        return
    say("System packages:")
    for need, absent in missing:
        say(f"  {' '.join(absent)}  ({need.why})")
    names = [name for _need, absent in missing for name in absent]
    prefix = as_root()
    if prefix is None:
        say("You are not root and there is no sudo. Please have these installed by hand:")
        say(f"  apt-get install --no-install-recommends {' '.join(names)}")
        say("Going on without them.")
        return
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]
    run([*apt, "update"], "reading the list of packages")
    run(
        [*apt, "install", "-y", "--no-install-recommends", *names],
        f"installing {len(names)} packages and what they need",
    )


def is_installed(package: str) -> bool:
    """Whether dpkg knows ``package`` as installed."""
    query = ["dpkg-query", "-W", "-f", "${db:Status-Status}", package]
    answer = subprocess.run(query, capture_output=True, text=True, check=False)
    return answer.stdout == "installed"


def as_root() -> list[str] | None:
    """What goes before a command that needs root; None where there is no way."""
    if os.geteuid() == 0:
        return []
    if sudo := shutil.which("sudo"):
        say("sudo may ask for your password now.")
        return [sudo]
    return None


def make_environment(kind: str) -> None:
    """``.venv`` with exactly the packages of ``uv.lock``."""
    uv = install_uv()
    groups = ["--all-groups"] if kind == "develop" else ["--no-dev", "--inexact"]
    run(
        [uv, "sync", "--frozen", "--quiet", *groups, "--python", sys.executable],
        "Python packages, exactly as uv.lock names them, into .venv (the first time some minutes)",
        UV_PYTHON_DOWNLOADS="never",
        UV_PROJECT_ENVIRONMENT=str(ENVIRONMENT),
        VIRTUAL_ENV="",
    )


def install_uv() -> str:
    """Path of uv, which reads the lock file; the version and checksums are pinned in uv.txt."""
    folder, suffix = ("Scripts", ".exe") if os.name == "nt" else ("bin", "")
    uv = TOOLS / folder / f"uv{suffix}"
    if (TOOLS / ".pin").is_file() and (TOOLS / ".pin").read_bytes() == UV_PIN.read_bytes():
        return str(uv)
    version = UV_PIN.read_text(encoding="utf-8").split()[0]
    make_venv = [sys.executable, "-m", "venv", "--clear", str(TOOLS)]
    run(make_venv, "a folder for set-up tools, .venv-tools")
    pip = [str(TOOLS / folder / f"python{suffix}"), "-m", "pip", "--disable-pip-version-check"]
    run(
        [*pip, "install", "--quiet", "--require-hashes", "-r", str(UV_PIN)],
        f"{version} (installs Python packages from the lock file)",
    )
    (TOOLS / ".pin").write_bytes(UV_PIN.read_bytes())
    return str(uv)


def run(command: Sequence[str], what: str, **environment: str) -> None:
    """Run quietly; show what was printed only when it fails."""
    say(f"- {what}")
    try:
        subprocess.run(
            command,
            env=os.environ | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=True,
        )
    except OSError as problem:
        raise SetupError(f"{command[0]} cannot be started: {problem.strerror}") from problem
    except subprocess.CalledProcessError as problem:
        say(problem.stdout[-4000:])
        raise SetupError(f"this failed: {shlex.join(command)}") from problem


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
