"""Each clip carries the seal of the ONVIF Export File Format, and still plays everywhere."""

from __future__ import annotations

import io
import shutil
import struct
import subprocess
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey, generate_private_key
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from shopguard.base.clock import SECOND
from shopguard.cameras.source import VideoCodec
from shopguard.evidence.signing import fingerprint
from shopguard.footage.mp4.boxes import box, full_box
from tests.fakes.packages import PUBLIC, SIGNER, contents, packaged
from tests.fakes.viewings import START, recorded, viewing, write_volume

PADDING = PSS(MGF1(SHA256()), 20)
Boxes = list[tuple[bytes, int, bytes]]  # kind, where its content begins, content


def boxes(data: bytes, at: int = 0, base: int = 0) -> Boxes:
    found = []
    while at < len(data):
        size, kind = struct.unpack_from(">I4s", data, at)
        head = 8
        if size == 1:
            (size,), head = struct.unpack_from(">Q", data, at + 8), 16
        found.append((kind, base + at + head, data[at + head : at + size]))
        at += size
    return found


def child(parent: tuple[bytes, int, bytes], kind: bytes, skip: int = 0) -> tuple[bytes, int, bytes]:
    _, base, data = parent
    return next(each for each in boxes(data, skip, base) if each[0] == kind)


def packed(tmp_path: Path, codec: VideoCodec = VideoCodec.H264) -> bytes:
    open_one = viewing(write_volume(tmp_path, "v", recorded(2, codec=codec)))
    package = packaged(
        open_one, tmp_path / "p.zip", certify=lambda builder: builder.sign(SIGNER, None)
    )
    return contents(package.path)["media/c01-01.mp4"]


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return packed(tmp_path_factory.mktemp("clip"))


def seal_holds(file: bytes, number: int = 0) -> bool:
    """The procedure of the specification's informative annex, for one of its signatures."""
    meta = boxes(file)[-1]
    assert meta[0] == b"meta"
    ipro = child(meta, b"ipro", 4)
    seals = [each for each in boxes(ipro[2], 6, ipro[1]) if each[0] == b"sinf"]
    held = child(seals[number], b"schi")
    _, at, signature = child(held, b"sibo")
    end = seals[number][1] + len(seals[number][2])
    signed = bytearray(file[:end])
    signed[at : at + len(signature)] = bytes(len(signature))
    for _, start, _ in (meta, ipro):
        signed[start - 8 : start - 4] = (end - start + 8).to_bytes(4, "big")
    key = x509.load_der_x509_certificate(child(held, b"cert")[2]).public_key()
    assert isinstance(key, RSAPublicKey)
    try:
        key.verify(signature, sha256(signed).digest(), PADDING, Prehashed(SHA256()))
    except InvalidSignature:
        return False
    return True


def countersigned(file: bytes) -> bytes:
    """As a recipient adds an electronic receipt: one more signature behind the first."""
    key = generate_private_key(65537, 2048)
    name = x509.Name([])
    meta = boxes(file)[-1]
    ipro = child(meta, b"ipro", 4)
    first = x509.load_der_x509_certificate(
        child(child(child(ipro, b"sinf", 6), b"schi"), b"cert")[2]
    )
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), 1)
        .not_valid_before(first.not_valid_before_utc)
        .not_valid_after(first.not_valid_after_utc)
        .sign(key, SHA256())
        .public_bytes(Encoding.DER)
    )
    scheme = full_box(b"schm", 0, 0, struct.pack(">II", 0x6F656666, 0x10000))

    def with_signature(signature: bytes) -> bytes:
        note = box(b"auib", "受領".encode() + b"\0")
        held = box(b"schi", box(b"sibo", signature), box(b"cert", certificate), note)
        added = box(b"sinf", scheme, held)
        grown = bytearray(file + added)
        for _, start, data in (meta, ipro):
            grown[start - 8 : start - 4] = (len(data) + 8 + len(added)).to_bytes(4, "big")
        return bytes(grown)

    digest = sha256(with_signature(bytes(256))).digest()
    return with_signature(key.sign(digest, PADDING, Prehashed(SHA256())))


@pytest.mark.requirement("J-7", "G-6.2")
def test_a_clip_says_who_exported_what_and_when(clip: bytes) -> None:
    meta = boxes(clip)[-1]
    told = io.BytesIO(child(meta, b"suep", 4)[2])

    def words() -> str:
        return b"".join(iter(lambda: told.read(1), b"\0")).decode()

    assert told.read(4) == b"\1\0\0\0"
    assert (words(), words(), words()) == ("青空商店", "", "")
    since_1904 = int.from_bytes(told.read(8), "big")
    assert since_1904 - 2_082_844_800 == START // SECOND + 3600
    assert words() == "佐藤 花子, 鈴木 一郎"
    assert struct.unpack(">IH", told.read(6)) == (1, 1)
    assert (words(), words(), words(), words(), told.read()) == ("入口", "", "", "", b"")
    count, track, start = struct.unpack(">IIQ", child(meta, b"cstb", 4)[2])
    assert (count, track, start // 10 - 11_644_473_600 * SECOND) == (1, 1, START)


@pytest.mark.requirement("G-6.2")
def test_the_clips_own_seal_holds_and_notices_a_change(clip: bytes) -> None:
    assert seal_holds(clip)
    for at in (20, len(clip) // 2, len(clip) - 1200):
        changed = bytearray(clip)
        changed[at] ^= 1
        assert not seal_holds(bytes(changed))


def test_its_certificate_is_the_shops_own_word(clip: bytes) -> None:
    ipro = child(boxes(clip)[-1], b"ipro", 4)
    held = child(child(ipro, b"sinf", 6), b"schi")
    certificate = x509.load_der_x509_certificate(child(held, b"cert")[2])
    assert fingerprint(PUBLIC) in certificate.issuer.rfc4514_string()
    Ed25519PublicKey.from_public_bytes(PUBLIC).verify(
        certificate.signature, certificate.tbs_certificate_bytes
    )


def test_a_recipient_can_sign_behind_it(clip: bytes) -> None:
    twice = countersigned(clip)
    assert seal_holds(twice, 0)
    assert seal_holds(twice, 1)


@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="needs ffmpeg")
@pytest.mark.parametrize("codec", list(VideoCodec))
def test_ffmpeg_plays_it_without_a_word(tmp_path: Path, codec: VideoCodec) -> None:
    path = tmp_path / "clip.mp4"
    path.write_bytes(packed(tmp_path, codec))
    said = subprocess.run(
        ["ffmpeg", "-v", "error", "-i", path, "-map", "0:v", "-f", "framemd5", "-"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert said.stderr == ""
    assert sum(not line.startswith("#") for line in said.stdout.splitlines()) == 50
