"""What a disk holds after a power cut: traced system calls replayed, only syncs being promises.

Data and lengths are safe once the file was synced, names once their folder was. Of everything else
a random part survives, written sectors torn included.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from pathlib import Path

SECTOR = 512
TRACED = "openat,pwrite64,write,fsync,fdatasync,ftruncate,unlink,unlinkat,rename,renameat,renameat2"
_CALL = re.compile(r"^\d+ +(\w+)\((.*)\) += (-?\d+)")
_PATH = re.compile(r"^\d+<([^>]*)>")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


@dataclass(frozen=True)
class Call:
    """One traced call that touched a file (or said something)."""

    name: str
    path: str
    data: bytes = b""
    at: int = 0
    other: str = ""


@dataclass
class _File:
    content: bytearray = field(default_factory=bytearray)
    pending: list[Call] = field(default_factory=list)
    named: bool = False  # its name is durable


def read_trace(trace: Path) -> list[Call]:
    """Calls in order, unfinished ones joined."""
    calls: list[Call] = []
    begun: dict[str, str] = {}
    for line in trace.read_text(encoding="ascii", errors="replace").splitlines():
        pid = line.split(" ", 1)[0]
        if line.endswith("<unfinished ...>"):
            begun[pid] = line.removesuffix("<unfinished ...>").rstrip()
            continue
        if " resumed>" in line:
            line = begun.pop(pid, "") + line.split(" resumed>", 1)[1]
        match = _CALL.match(line)
        if match is not None and int(match[3]) >= 0:
            call = _parse(match[1], match[2])
            if call is not None:
                calls.append(call)
    return calls


def _parse(name: str, arguments: str) -> Call | None:
    texts = [bytes.fromhex(found.replace("\\x", "")) for found in _TEXT.findall(arguments)]
    if name == "openat":
        return Call("create", texts[0].decode()) if "O_CREAT" in arguments else None
    if name in ("unlink", "unlinkat"):
        return Call("unlink", texts[0].decode())
    if name.startswith("rename"):
        return Call("rename", texts[0].decode(), other=texts[1].decode())
    found = _PATH.match(arguments)
    path = (
        bytes.fromhex(found[1].replace("\\x", "")).decode()
        if found and "\\x" in found[1]
        else found[1]
        if found
        else ""
    )
    if name == "pwrite64":
        return Call("write", path, texts[0], int(arguments.rsplit(",", 1)[1]))
    if name == "write":
        return Call(
            "said" if arguments.startswith("1<") else "append", path, texts[0] if texts else b""
        )
    if name == "ftruncate":
        return Call("truncate", path, at=int(arguments.rsplit(",", 1)[1]))
    return Call("sync", path)


class Disk:
    """Replays calls on a folder's files; ``after_cut`` gives one possible state of them."""

    def __init__(self, folder: Path) -> None:
        self._root = str(folder)
        self._files: dict[str, _File] = {}
        self._unlinked: dict[str, _File] = {}

    def load(self) -> None:
        """Take what is in the folder now as durable."""
        for path in Path(self._root).rglob("*"):
            if path.is_file():
                self._files[str(path)] = _File(bytearray(path.read_bytes()), named=True)

    def apply(self, call: Call) -> None:
        """The call happened."""
        if not call.path.startswith(self._root):
            return
        if call.name == "create":
            self._files.setdefault(call.path, _File())
        elif call.name == "unlink":
            gone = self._files.pop(call.path, None)
            if gone is not None and gone.named:
                self._unlinked[call.path] = gone
        elif call.name == "rename":
            moved = self._files.pop(call.path, _File())
            self._files[call.other] = moved
        elif call.name == "sync":
            self._sync(call.path)
        elif call.path in self._files:
            self._files[call.path].pending.append(call)

    def _sync(self, path: str) -> None:
        found = self._files.get(path)
        if found is not None:
            for call in found.pending:
                _write(found.content, call, len(call.data))
            found.pending.clear()
            return
        for name, entry in self._files.items():
            if str(Path(name).parent) == path:
                entry.named = True
        for name in [name for name in self._unlinked if str(Path(name).parent) == path]:
            del self._unlinked[name]

    def after_cut(self, dice: random.Random) -> dict[str, bytes]:
        """Files a power cut now may leave, by path relative to the folder."""
        left: dict[str, bytes] = {}
        survival = dice.choice([0.0, 0.5, 1.0])
        for name, entry in {**self._unlinked, **self._files}.items():
            if not entry.named and dice.random() >= survival:
                continue
            content = bytearray(entry.content)
            for call in entry.pending:
                if dice.random() < survival:
                    torn = dice.random() < 0.3 and len(call.data) > SECTOR
                    kept = (
                        dice.randrange(len(call.data) // SECTOR) * SECTOR
                        if torn
                        else len(call.data)
                    )
                    _write(content, call, kept)
            left[str(Path(name).relative_to(self._root))] = bytes(content)
        return left


def _write(content: bytearray, call: Call, length: int) -> None:
    if call.name == "truncate":
        del content[call.at :]
        content.extend(bytes(call.at - len(content)))
        return
    at = len(content) if call.name == "append" else call.at
    if len(content) < at:
        content.extend(bytes(at - len(content)))
    content[at : at + length] = call.data[:length]
