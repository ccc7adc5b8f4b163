"""What binds a package to its shop: signature, consents, proof from the log, recorder's chain."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from shopguard.audit.heads import SHOP
from shopguard.audit.proof import Inclusion
from shopguard.base.canonical import canonical
from shopguard.base.errors import InvalidInput
from shopguard.evidence.findings import Finding, Kind
from shopguard.evidence.manifest_reader import MANIFEST, PROOF, SIGNATURE, Unfit, read_json
from shopguard.evidence.signing import fingerprint, statement
from shopguard.evidence.told import CameraTold, FileTold, Told
from shopguard.footage.chain import genesis
from shopguard.footage.fragment import VolumeIdentity

EXPORTED = "provision.exported"
_MANAGERS = 2
_MOST_PROOF_BYTES = 1 << 20


def check_signature(manifest: bytes, told: Told, signature: bytes | None) -> Iterator[Finding]:
    """The shop's own signature, to the letter: no byte of the file may differ unseen."""
    if told.fingerprint != fingerprint(told.public):
        yield Finding(Kind.MANIFEST, MANIFEST, detail="manifest.signer.fingerprint")
    if signature is None:
        yield Finding(Kind.NO_SIGNATURE, SIGNATURE)
        return
    try:
        signed = bytes.fromhex(signature[:128].decode("ascii"))
    except ValueError:
        signed = b""
    written = signed.hex().encode() + b"\n"
    if written != signature or not _signed(told.public, signed, statement(manifest)):
        yield Finding(Kind.SIGNATURE, SIGNATURE)


def check_consents(told: Told) -> Iterator[Finding]:
    """Two managers, two keys, two signatures under the same request."""
    words = ["shopguard", "approval", told.approval, told.request.hex(), told.approved_us]
    signed = canonical(words)
    keys = set()
    for consent in told.consents:
        if not consent.public:
            continue
        if _signed(consent.public, consent.signature, signed):
            keys.add(consent.public)
        else:
            yield Finding(Kind.CONSENT, MANIFEST, detail=consent.name)
    if len(keys) < _MANAGERS:
        yield Finding(Kind.ONE_CONSENT, MANIFEST)


def check_proof(manifest: bytes, told: Told, proof: bytes | None) -> Iterator[Finding]:
    """That the shop's log holds the record of this very export."""
    if proof is None:
        yield Finding(Kind.NO_PROOF, PROOF)
        return
    wrong = _wrong_proof(manifest, told, proof)
    if wrong:
        yield Finding(Kind.PROOF, PROOF, detail=wrong)


def _wrong_proof(manifest: bytes, told: Told, proof: bytes) -> str:
    try:
        read_json(proof, _MOST_PROOF_BYTES)
        inclusion = Inclusion.parse(proof.decode())
        if inclusion.as_json().encode() != proof:
            return "form"
        record = read_json(inclusion.body, _MOST_PROOF_BYTES)
    except (Unfit, InvalidInput, ValueError):
        return "form"
    head = inclusion.head
    if head.public != told.public or head.signer != SHOP or head.site != told.site_id.lower():
        return "head"
    if not inclusion.holds():
        return "inclusion"
    detail = record.get("detail") if isinstance(record, dict) else None
    if not isinstance(detail, dict) or record.get("action") != EXPORTED:
        return "record"
    expected = (sha256(manifest).hexdigest(), told.provision_id, inclusion.seq)
    if (detail.get("manifest"), detail.get("provision"), record.get("seq")) != expected:
        return "record"
    return ""


def check_chain(told: Told) -> Iterator[Finding]:
    """That every group of pictures carries the place its recorder gave it, and none is left out.

    Within a volume the numbers go up by one; what is jumped over has to be told as damaged.
    """
    for camera in told.cameras:
        files = [file for file in told.files if file.camera == camera.number]
        files.sort(key=lambda file: file.start_us or 0)
        yield from _check_links(told.site_id, camera, files)


def _check_links(site: str, camera: CameraTold, files: list[FileTold]) -> Iterator[Finding]:
    names: dict[str, bytes] = {}
    last: dict[str, tuple[int, bytes]] = {}
    for file in files:
        for piece in file.pieces:
            row, volume = piece.link, piece.volume
            if row is None:
                continue
            name = names.setdefault(volume, genesis(VolumeIdentity(site, camera.id, volume)))
            holds = row.is_true(name)
            if piece.whole:
                holds &= (row.digest, row.size) == (piece.sha256, piece.size)
                holds &= (row.start_us, row.end_us) == (piece.start_us, piece.end_us)
            # Only the first group of a volume points back to the volume itself.
            before, link = last.get(volume, (row.seq - 1, name if row.seq == 0 else row.previous))
            if row.seq == before + 1:
                holds &= row.previous == link
            else:
                holds &= row.seq > before and _told_damaged(camera, volume, before + 1, row.seq - 1)
            if not holds:
                yield Finding(Kind.CHAIN, file.path, piece.start_us, piece.end_us)
            last[volume] = (row.seq, row.hash)


def _told_damaged(camera: CameraTold, volume: str, first: int, last: int) -> bool:
    missing = first
    for each in sorted(camera.damaged, key=lambda damage: damage.first):
        if each.volume == volume and each.first <= missing <= each.last:
            missing = each.last + 1
    return missing > last


def _signed(public: bytes, signature: bytes, words: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, words)
    except (InvalidSignature, ValueError):
        return False
    return True
