"""Packages of evidence made of real volumes, sealed by a key and a log of the test's own."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import av
import pyzipper
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shopguard.audit.entry import Entry
from shopguard.audit.heads import SHOP, SignedHead
from shopguard.audit.merkle import leaf_hash
from shopguard.audit.proof import Inclusion
from shopguard.audit.record import body_of
from shopguard.base.clock import SECOND
from shopguard.door.viewing import OpenFootage
from shopguard.evidence.facts import CameraFacts, Package, PackageFacts, Seal
from shopguard.evidence.package import write_package
from shopguard.evidence.seals import EXPORTED
from shopguard.evidence.signing import statement
from shopguard.footage.store import Gap
from tests.fakes.made_packages import consents
from tests.fakes.viewings import CAMERA, START

PASSWORD = "kumo-sora-kaze-7"
SIGNER = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = SIGNER.public_key().public_bytes_raw()


def facts(*, number: int = 12, time_copy: bool = False, **others: Any) -> PackageFacts:
    """What a police inquiry of one camera says."""
    gap = Gap("gap", CAMERA, START + 90 * SECOND, START + 95 * SECOND, "timeout")
    camera = CameraFacts(1, CAMERA, "入口", "正面入口の上", -1_200_000, (gap,))
    provision = {
        "id": "provision-id", "number": number, "ground": "police-inquiry", "fields": {},
        "purpose": "provision", "reason": "照会書による", "recipient": "県警", "opened_us": START,
        "start_us": START, "end_us": START + 60 * SECOND,
    }  # fmt: skip
    told: dict[str, Any] = {
        "number": number,
        "provision_id": "provision-id",
        "site": {"id": "site", "name": "青空商店", "contact": "電話 03-0000-0000"},
        "signer_public": PUBLIC,
        "provision": provision,
        "approvals": consents(),
        "cameras": (camera,),
        "custody": ({"at_us": START, "what": "opened", "people": ["佐藤"]},),
        "clock": {"made_us": START + 3600 * SECOND, "synchronised": True},
        "time_copy": time_copy,
        "papers": lambda _: {"cover.pdf": b"%PDF-1.7 cover", "record.pdf": b"%PDF-1.7 record"},
    }
    return PackageFacts(**(told | others))


def seal(manifest: bytes) -> Seal:
    """As the shop does: an entry in its log, a signature, and the proof of the entry."""
    detail: dict[str, Any] = {"manifest": sha256(manifest).hexdigest(), "provision": "provision-id"}
    body = body_of(1, START, bytes(32), Entry(EXPORTED, ("a", "b"), "done", "desk", detail=detail))
    head = SignedHead.sign(1, leaf_hash(body), START, "site", SHOP, SIGNER)
    return Seal(SIGNER.sign(statement(manifest)), Inclusion(1, body, (), head).as_json())


def packaged(
    footage: OpenFootage,
    target: Path,
    made_of: PackageFacts | None = None,
    sealing: Callable[[bytes], Seal] = seal,
    **others: Any,
) -> Package:
    return write_package(footage, made_of or facts(), target, PASSWORD, seal=sealing, **others)


def contents(package: Path, password: str = PASSWORD) -> Mapping[str, bytes]:
    """Every file of a package by its name without the folder."""
    with pyzipper.AESZipFile(package) as archive:
        archive.setpassword(password.encode())
        return {name.split("/", 1)[1]: archive.read(name) for name in archive.namelist()}


def packets(video: bytes) -> Sequence[bytes]:
    """The video packets as a player gets them."""
    with av.open(io.BytesIO(video)) as container:
        return [bytes(packet) for packet in container.demux(video=0) if packet.size]
