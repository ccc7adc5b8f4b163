"""What a manifest says, read as strictly as if an enemy had written it.

``read_manifest`` gives a value in which every type, bound and reference was checked, or raises
``Unfit`` with the place that was wrong. Nothing else leaves it, whatever the bytes are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any, NoReturn

from shopguard.audit.entry import JsonValue
from shopguard.base.canonical import canonical
from shopguard.evidence.manifest import FORMAT, PRIVACY, STAYS
from shopguard.evidence.told import (
    AbsentTold,
    CameraTold,
    Consent,
    DamageTold,
    FileTold,
    Piece,
    Told,
)
from shopguard.footage.chain import Link

MANIFEST, SIGNATURE, PROOF = "manifest.json", "manifest.sig", "proof.json"
SEALS = frozenset({MANIFEST, SIGNATURE, PROOF})
MOST_MANIFEST_BYTES = 256 << 20
_MOST_VALUES = 12_000_000
_LONGEST_TEXT = 20_000
_MOST_NUMBER = (1 << 53) - 1  # what every JSON reader keeps exactly
NAME = re.compile(r"(?:[A-Za-z0-9][A-Za-z0-9._-]{0,99}/){0,3}[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_ESCAPED_HALF = re.compile(rb"\\u[dD][89a-fA-F]")
_HEX = re.compile(r"[0-9a-f]*")
KINDS = frozenset(
    {"recorded", "time-copy", "redacted-copy", "subtitles", "paper", "readme", "verifier"}
)


class Unfit(Exception):
    """The manifest can't be used; the text says where."""


class _At:
    """A value in the manifest, and where it stands."""

    __slots__ = ("value", "where")

    def __init__(self, value: Any, where: str) -> None:
        self.value, self.where = value, where

    def wrong(self) -> NoReturn:
        raise Unfit(self.where[:200])

    def __getitem__(self, name: str) -> _At:
        if not isinstance(self.value, dict):
            self.wrong()
        if name not in self.value:
            raise Unfit(f"{self.where}.{name}"[:200])
        return _At(self.value[name], f"{self.where}.{name}")

    def has(self, name: str) -> bool:
        return isinstance(self.value, dict) and self.value.get(name) is not None

    def table(self) -> dict[str, JsonValue]:
        return self.value if isinstance(self.value, dict) else self.wrong()

    def each(self) -> list[_At]:
        if not isinstance(self.value, list):
            self.wrong()
        return [_At(value, f"{self.where}[{at}]") for at, value in enumerate(self.value)]

    def text(self) -> str:
        value = self.value
        if not isinstance(value, str) or len(value) > _LONGEST_TEXT:
            self.wrong()
        return value

    def number(self, most: int = _MOST_NUMBER) -> int:
        if type(self.value) is not int or not 0 <= self.value <= most:
            self.wrong()
        return self.value

    def flag(self) -> bool:
        return self.value if isinstance(self.value, bool) else self.wrong()

    def hex(self, length: int) -> bytes:
        value = self.value
        if not isinstance(value, str) or len(value) != 2 * length or not _HEX.fullmatch(value):
            self.wrong()
        return bytes.fromhex(value)


def read_manifest(data: bytes) -> Told:
    """What ``data`` says; Unfit when it is none, or too large, or contradicts itself."""
    root = _At(_parse(data, MOST_MANIFEST_BYTES), "manifest")
    if root["format"].text() != FORMAT:
        root["format"].wrong()
    site, signer, provision = root["site"], root["signer"], root["provision"]
    approvals = root["approvals"]
    cameras = tuple(map(_camera, root["cameras"].each()))
    told = Told(
        site["id"].text(),
        site.table(),
        signer["public"].hex(32),
        signer["fingerprint"].text(),
        provision["id"].text(),
        provision.table(),
        approvals["approval"].text(),
        approvals["request"].hex(32),
        approvals["made_us"].number(),
        tuple(map(_consent, approvals["people"].each())),
        cameras,
        tuple(map(_file, root["files"].each())),
    )
    _fits_together(told)
    return told


def read_json(data: bytes, most: int) -> Any:
    """JSON that is neither too large nor too deep and has no name twice; Unfit otherwise."""
    return _parse(data, most)


def _parse(data: bytes, most: int) -> Any:
    if len(data) > most or sum(map(data.count, (b",", b"[", b"{"))) > _MOST_VALUES:
        raise Unfit("too large")
    try:
        told = json.loads(
            data.decode(), object_pairs_hook=_once, parse_constant=_refuse, parse_float=_finite
        )
        if _ESCAPED_HALF.search(data):  # ours writes letters as they are
            canonical(told)  # UnicodeEncodeError: half a letter could neither be hashed nor shown
        return told
    except (ValueError, RecursionError):
        raise Unfit("not JSON") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) != len(pairs):
        raise ValueError("a name twice")
    return table


def _refuse(word: str) -> NoReturn:
    raise ValueError(word)


def _finite(word: str) -> float:
    value = float(word)
    if value in (float("inf"), float("-inf")):
        raise ValueError(word)
    return value


def _consent(at: _At) -> Consent:
    public = at["public"].hex(32) if at["public"].value != "" else b""
    return Consent(at["name"].text(), public, at["signature"].hex(64))


def _camera(at: _At) -> CameraTold:
    damaged = tuple(
        DamageTold(each["volume"].text(), each["first"].number(), each["last"].number())
        for each in at["damaged"].each()
    )
    number = at["number"].number(most=10_000)
    gaps = [each.table() for each in at["gaps"].each()]
    lost = [each.table() | {"cause": "damaged"} for each in at["damaged"].each()]
    absent = tuple(_absent(each) for each in (*gaps, *lost))
    return CameraTold(number, at["id"].text(), at["name"].text(), absent, damaged)


def _absent(told: Mapping[str, JsonValue]) -> AbsentTold:
    start, end, cause = (told.get(name) for name in ("start_us", "end_us", "cause"))
    return AbsentTold(
        start if type(start) is int else None,
        end if type(end) is int else None,
        cause if isinstance(cause, str) else "",
    )


def _file(at: _At) -> FileTold:
    path, kind = at["path"].text(), at["kind"].text()
    if not NAME.fullmatch(path) or path in SEALS:
        at["path"].wrong()
    if kind not in KINDS:
        at["kind"].wrong()
    length, digest = at["bytes"].number(), at["sha256"].hex(32)
    made_from = at["made_from"].text() if kind.endswith("copy") else ""
    if kind not in ("recorded", "redacted-copy"):
        return FileTold(path, length, digest, kind, made_from=made_from)
    start, end = at["start_us"].number(), at["end_us"].number()
    camera = at["camera"].number(most=10_000)
    if kind == "redacted-copy":
        if not start < end:
            at["end_us"].wrong()
        handed_out = _original(at)
        return FileTold(
            path, length, digest, kind, camera, start, end, (), made_from, handed_out
        )  # fmt: skip
    pieces = tuple(map(_piece, at["pieces"].each()))
    if not start < end or not _covers(pieces, length):
        at["pieces"].wrong()
    return FileTold(path, length, digest, kind, camera, start, end, pieces)


def _original(at: _At) -> bool:
    """Whether the recorded video of a redacted copy is here too; its digest fits its fragments."""
    if at["edited"].text() != PRIVACY:
        at["edited"].wrong()
    original, whole = at["original"], sha256()
    for each in original["fragments"].each():
        each["volume"].text()
        each["seq"].number()
        whole.update(each["sha256"].hex(32))
    digest, handed_out = original["sha256"].hex(32), original["handed_out"].flag()
    if whole.digest() != digest:
        original["sha256"].wrong()
    if not handed_out and at["made_from"].text() != f"{STAYS}{digest.hex()}":
        at["made_from"].wrong()
    at["plan"].hex(32)
    return handed_out


def _covers(pieces: tuple[Piece, ...], length: int) -> bool:
    """Whether the pieces follow each other without a hole from the first byte to the last."""
    place = 0
    for piece in pieces:
        if piece.at != place or piece.size == 0:
            return False
        place += piece.size
    return place == length


def _piece(at: _At) -> Piece:
    what = at["what"].text()
    place, length, digest = at["at"].number(), at["bytes"].number(), at["sha256"].hex(32)
    if what not in ("head", "gop", "tail"):
        at["what"].wrong()
    if what != "gop":
        return Piece(place, length, digest, what)
    start, duration = at["start_us"].number(), at["duration_us"].number()
    whole, link = at["whole"].flag(), at["link"]
    row = Link(
        link["seq"].number(),
        link["start_us"].number(),
        link["duration_us"].number(),
        link["key"].flag(),
        link["frames"].number((1 << 32) - 1),
        link["bytes"].number(),
        *(link[name].hex(32) for name in ("init", "digest", "previous", "hash")),
    )
    volume = link["volume"].text()
    return Piece(place, length, digest, what, whole, row, volume, start, start + duration)


def _fits_together(told: Told) -> None:
    """References lead somewhere, and no two files could be taken for each other."""
    paths = [file.path.lower() for file in told.files]
    numbers = [camera.number for camera in told.cameras]
    recorded = {file.path for file in told.files if file.kind == "recorded"}
    checks: dict[str, Callable[[], bool]] = {
        "manifest.files: a path twice": lambda: len(set(paths)) == len(paths),
        "manifest.cameras: a number twice": lambda: len(set(numbers)) == len(numbers),
        "manifest.files: a camera nobody knows": lambda: all(
            file.camera is None or file.camera in numbers for file in told.files
        ),
        "manifest.files: made from nothing that is here": lambda: all(
            file.made_from in recorded
            for file in told.files
            if file.kind == "redacted-copy" and file.handed_out
        ),
    }
    for where, holds in checks.items():
        if not holds():
            raise Unfit(where)
