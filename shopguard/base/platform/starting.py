"""Starting a program with the machine: each system's file, made from the one in ``installer/``.

Making the files is the same everywhere and tested everywhere; the hosts only put them in place.
"""

from __future__ import annotations

import plistlib
from collections.abc import Sequence
from enum import StrEnum
from xml.etree import ElementTree

UNIT = "shopguard-recorder.service"
AGENT = "org.shopguard.recorder.plist"
TASK = r"\ShopGuard\Recorder"
_SCHEMA = "http://schemas.microsoft.com/windows/2004/02/mit/task"


class StartsAt(StrEnum):
    """From when on the program runs by itself."""

    BOOT = "boot"
    LOGIN = "login"  # when this account logs in
    NEVER = "never"


def systemd_unit(template: str, command: Sequence[str]) -> str:
    """``template`` starting ``command`` instead of its own program."""
    started = "ExecStart=" + " ".join(map(_quoted, command))
    lines = [started if line.startswith("ExecStart=") else line for line in template.splitlines()]
    return "\n".join(lines) + "\n"


def _quoted(word: str) -> str:
    """As systemd reads it: specifiers and variables are nothing but letters."""
    plain = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{plain}"'


def launch_agent(template: bytes, command: Sequence[str]) -> bytes:
    """The same for launchd."""
    agent = plistlib.loads(template)
    agent["ProgramArguments"] = list(command)
    return plistlib.dumps(agent)


def scheduled_task(template: str, command: Sequence[str], user: str) -> bytes:
    """The same for Windows, from this account's log-in on: no password of Windows is asked for."""
    ElementTree.register_namespace("", _SCHEMA)
    task = ElementTree.fromstring(template)  # noqa: S314 - our own file
    find = _Finder(task)
    find("Actions/Exec/Command").text = command[0]
    find("Actions/Exec/Arguments").text = " ".join(map(_windows_quoted, command[1:]))
    exec_ = find("Actions/Exec")
    exec_.remove(find("Actions/Exec/WorkingDirectory"))
    trigger = find("Triggers/BootTrigger")
    trigger.tag = f"{{{_SCHEMA}}}LogonTrigger"
    ElementTree.SubElement(trigger, f"{{{_SCHEMA}}}UserId").text = user
    principal = find("Principals/Principal")
    find("Principals/Principal/LogonType").text = "InteractiveToken"
    who = ElementTree.Element(f"{{{_SCHEMA}}}UserId")
    who.text = user
    principal.insert(0, who)
    return bytes(ElementTree.tostring(task, encoding="utf-16"))


class _Finder:
    """Elements of a task by path."""

    def __init__(self, root: ElementTree.Element) -> None:
        self._root = root

    def __call__(self, path: str) -> ElementTree.Element:
        found = self._root.find("/".join(f"{{{_SCHEMA}}}{step}" for step in path.split("/")))
        if found is None:
            raise ValueError(f"the task has no {path}")
        return found


def _windows_quoted(word: str) -> str:
    """As the C runtime splits a command line."""
    if word and not any(letter in word for letter in ' \t"'):
        return word
    slashes, said = 0, ""
    for letter in word:
        if letter == "\\":
            slashes += 1
            continue
        said += "\\" * (slashes * 2 + 1 if letter == '"' else slashes) + letter
        slashes = 0
    return f'"{said}{chr(92) * slashes * 2}"'
