"""Evidence packages made by hand, for tests that a writer of ours would never make wrong enough.

``made()`` gives the files of a good one by name: real coded film, real chain, real signatures, a
real tree. ``sealed()`` signs any manifest, so that a hostile one is as well signed as a true one.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyzipper
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shopguard.audit.entry import Entry
from shopguard.audit.heads import SHOP, SignedHead
from shopguard.audit.merkle import inclusion_ranges, leaf_hash, root_of
from shopguard.audit.proof import Inclusion
from shopguard.audit.record import body_of
from shopguard.base.canonical import canonical
from shopguard.base.clock import SECOND
from shopguard.base.texts import RESOURCES
from shopguard.evidence.seals import EXPORTED
from shopguard.evidence.signing import fingerprint, statement
from shopguard.footage import chain
from shopguard.footage.fragment import Fragment, VolumeIdentity
from shopguard.footage.mp4.plain import FTYP, PlainFile, body_header
from tests.fakes.viewings import START, recorded

Files = dict[str, bytes]
SITE, PROVISION, PASSWORD = "5a17e0c4d2b94b7f", "0d3a7e5c90f1", "correct horse 電池 staple"
PAGE = RESOURCES / "evidence" / "verify.html"


def key(name: str) -> Ed25519PrivateKey:
    """The same key for the same name."""
    return Ed25519PrivateKey.from_private_bytes(sha256(name.encode()).digest())


def public(of: Ed25519PrivateKey) -> bytes:
    return of.public_key().public_bytes_raw()


@cache
def film(seconds: int, start_us: int = START) -> tuple[Fragment, ...]:
    return tuple(recorded(seconds, start_us=start_us))


@dataclass
class Film:
    """A recorded file and its pieces, as the manifest lists them."""

    camera: int
    name: str
    fragments: tuple[Fragment, ...]
    left_out: tuple[int, ...] = ()
    data: bytes = b""
    pieces: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        identity = VolumeIdentity(SITE, f"camera-{self.camera}", f"volume-{self.name}")
        volume = previous = chain.genesis(identity)
        plain = PlainFile(self.fragments[0].init)
        kept = [f for n, f in enumerate(self.fragments) if n not in self.left_out]
        self._put("head", FTYP + body_header(sum(len(each.data) for each in kept)))
        for seq, fragment in enumerate(self.fragments):
            row = chain.link(volume, previous, seq, fragment)
            previous = row.hash
            if seq in self.left_out:
                continue
            plain.add(fragment.data, len(self.data), fragment.start_us)
            link = {
                "volume": identity.volume_id, "seq": seq, "start_us": row.start_us,
                "duration_us": row.duration_us, "key": row.key, "frames": row.frames,
                "bytes": row.size, "init": row.init_digest.hex(), "digest": row.digest.hex(),
                "previous": row.previous.hex(), "hash": row.hash.hex(),
            }  # fmt: skip
            times = {"start_us": row.start_us, "duration_us": row.duration_us}
            self._put("gop", fragment.data, link=link, whole=True, **times)
        self._put("tail", plain.contents())

    def _put(self, what: str, data: bytes, **more: Any) -> None:
        digest = sha256(data).hexdigest()
        piece = {"at": len(self.data), "bytes": len(data), "sha256": digest, "what": what}
        self.pieces.append(piece | more)
        self.data += data

    def listed(self) -> dict[str, Any]:
        span = {"start_us": self.fragments[0].start_us, "end_us": self.fragments[-1].span.end}
        more = {"camera": self.camera, "pieces": self.pieces, **span}
        return listed(f"media/{self.name}.mp4", self.data, "recorded", **more)


def listed(path: str, data: bytes, kind: str, **more: Any) -> dict[str, Any]:
    """A row of ``files``."""
    digest = sha256(data).hexdigest()
    return {"path": path, "bytes": len(data), "sha256": digest, "kind": kind, **more}


def made(
    change: Callable[[dict[str, Any]], None] = lambda _: None,
    *,
    by: str = "shop",
    seconds: int = 3,
    left_out: tuple[int, ...] = (),
    page: bytes | None = None,
) -> Files:
    """A package of two cameras. ``change`` alters the manifest before it is signed."""
    films = [
        Film(1, "c01-01", film(seconds), left_out),
        Film(2, "c02-01", film(2, START + 5 * SECOND)),
    ]
    files = {f"media/{each.name}.mp4": each.data for each in films}
    rows = [each.listed() for each in films]
    small = {
        "media/c01-01.srt": (subtitles(seconds), "subtitles"),
        "media/c02-01.srt": (subtitles(2, START + 5 * SECOND), "subtitles"),
        "media/c01-01-time.mp4": (films[0].data[:-1] + b"\0", "time-copy"),
        "cover.pdf": (b"%PDF-1.4 cover", "paper"),
        "README.txt": ("読んでください / Read me\n".encode(), "readme"),
        "verify.html": (page or page_for(by), "verifier"),
    }
    for path, (data, kind) in small.items():
        files[path] = data
        copy = {"made_from": "media/c01-01.mp4", "edited": "time-shown"} if "copy" in kind else {}
        rows.append(listed(path, data, kind, **copy))
    told = manifest(by, rows, seconds, left_out)
    change(told)
    return sealed(told, files, by=by)


def page_for(by: str) -> bytes:
    """The page as a package carries it."""
    words = PAGE.read_text(encoding="utf-8") if PAGE.exists() else "@KEY@"
    return words.replace('"@KEY@"', json.dumps(public(key(by)).hex())).encode()


def manifest(
    by: str, rows: list[dict[str, Any]], seconds: int, left_out: tuple[int, ...]
) -> dict[str, Any]:
    ours = public(key(by))
    end = START + 7 * SECOND
    damaged = [
        {"volume": "volume-c01-01", "first": seq, "last": seq,
         "start_us": START + seq * SECOND, "end_us": START + (seq + 1) * SECOND}
        for seq in left_out
    ]  # fmt: skip
    gap = {
        "start_us": START + seconds * SECOND,
        "end_us": end,
        "cause": "interrupted",
        "approximate": False,
    }
    camera = {"place": "入口の上", "clock_offset_us": 1_250_000, "gaps": [], "damaged": []}
    own = [row["path"] for row in rows if row["path"].startswith("media/c01")]
    return {
        "format": "shopguard-provision-1",
        "software": {"name": "ShopGuard", "version": "0.4"},
        "site": {"id": SITE, "name": "さくら商店", "contact": "03-0000-0000"},
        "signer": {"public": ours.hex(), "fingerprint": fingerprint(ours)},
        "provision": {
            "id": PROVISION, "number": 12, "ground": "police-inquiry",
            "fields": {"document": "第123号", "agency": "中央警察署"},
            "purpose": "authority-request", "reason": "入口の前の様子の確認", "recipient": "警察署",
            "opened_us": START + 100 * SECOND, "start_us": START, "end_us": end,
        },
        "approvals": consents(),
        "cameras": [
            {"number": 1, "id": "camera-1", "name": "入口", "files": own}
            | camera | {"damaged": damaged, "gaps": [gap]},
            {"number": 2, "id": "camera-2", "name": "レジ", "files": []} | camera,
        ],
        "clock": {"made_us": START + 101 * SECOND, "synchronised": True},
        "custody": [
            {"at_us": START + 99 * SECOND, "what": "opened", "people": ["佐藤 花子", "鈴木 一郎"]},
            {"at_us": START + 101 * SECOND, "what": "exported", "people": ["佐藤 花子"]},
        ],
        "files": rows,
    }  # fmt: skip


def consents(people: tuple[str, ...] = ("chief", "deputy")) -> dict[str, Any]:
    request, made_us = sha256(b"request").hexdigest(), START + 98 * SECOND
    statement = canonical(["shopguard", "approval", "approval-1", request, made_us])
    rows = [
        {"id": name, "name": {"chief": "佐藤 花子"}.get(name, "鈴木 一郎"), "role": name,
         "public": public(key(name)).hex(), "signature": key(name).sign(statement).hex()}
        for name in people
    ]  # fmt: skip
    return {"approval": "approval-1", "request": request, "made_us": made_us, "people": rows}


def sealed(told: Any, files: Files, *, by: str = "shop", at: int = 4, size: int = 7) -> Files:
    """``files`` with this manifest, signed and proven by ``by``."""
    data = told if isinstance(told, bytes) else canonical(told)
    signature = key(by).sign(statement(data))
    detail = {"manifest": sha256(data).hexdigest(), "provision": PROVISION}
    entry = Entry(EXPORTED, ("chief", "deputy"), "done", "desk", detail=detail)
    proof = proven(entry, by=by, at=at, size=size)
    seals = {"manifest.sig": signature.hex().encode() + b"\n", "proof.json": proof}
    return files | {"manifest.json": data} | seals


def proven(entry: Entry, *, by: str = "shop", at: int = 4, size: int = 7) -> bytes:
    """A proof that ``entry`` is number ``at`` in a log of ``size``."""
    body = body_of(at, START + 100 * SECOND, bytes(32), entry)
    leaves = [leaf_hash(b"other %d" % n) for n in range(size)]
    leaves[at - 1] = leaf_hash(body)
    path = tuple(root_of(leaves[first:end]) for first, end in inclusion_ranges(at - 1, size))
    head = SignedHead.sign(size, root_of(leaves), START + 101 * SECOND, SITE, SHOP, key(by))
    return Inclusion(at, body, path, head).as_json().encode()


def subtitles(seconds: int, start_us: int = START) -> bytes:
    cues = [
        f"{n + 1}\n00:00:{n:02},000 --> 00:00:{n + 1:02},000\n"
        f"2023-11-15 07:13:{20 + (start_us - START) // SECOND + n:02} 日本時間 (JST)\n"
        f"2023-11-14 22:13:{20 + (start_us - START) // SECOND + n:02} UTC\n"
        for n in range(seconds)
    ]
    return "\n".join(cues).encode()


def write_folder(files: Files, folder: Path) -> Path:
    """The package unpacked."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def write_zip(files: Files, path: Path, *, folder: str = "provision-000012/") -> Path:
    """The package as it is handed out."""
    with pyzipper.AESZipFile(path, "w") as out:
        out.setpassword(PASSWORD.encode())
        version = pyzipper.zipfile_aes.WZ_AES_V2
        out.setencryption(pyzipper.WZ_AES, nbits=256, force_wz_aes_version=version)
        for name, data in files.items():
            out.writestr(folder + name, data)
    return path
