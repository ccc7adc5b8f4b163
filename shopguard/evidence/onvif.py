"""Each clip's own seal, as the ONVIF Export File Format 26.06 describes it.

The last box of the file says by whom and when it was exported, of which camera it is and when it
begins (``suep``, ``cstb``), and holds a signature over all of the file, the signature's own bytes
taken as zeros. It stands last, so that a recipient can add a signature of their own behind it. See
docs/reference/evidence-package.md for what conforms.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from shopguard.base.clock import SECOND, from_us
from shopguard.footage.mp4.boxes import box, full_box
from shopguard.footage.mp4.plain import SECONDS_1904_TO_1970
from shopguard.playback.recorded import Ending, Unended

Certify = Callable[[x509.CertificateBuilder], x509.Certificate]
_SECONDS_1601_TO_1970 = 11_644_473_600
_SCHEME, _SCHEME_VERSION = 0x6F656666, 0x00010000  # "oeff"
_PSS = PSS(MGF1(SHA256()), 20)
_KEY_BITS = 2048
_VALID = timedelta(days=3650)
_LONGEST_NAME = 64  # of a part of an X.509 name


@dataclass(frozen=True, slots=True)
class ExportUnit:
    """Who exports: the shop, whoever approved it, and when."""

    name: str
    operator: str
    made_us: int


class ClipSealer:
    """Seals the clips of one package with a key made for it, which is forgotten afterwards.

    ``certify`` has the shop's key say that this key is its own; without it the certificate vouches
    for itself, and only the package's manifest says whose it is.
    """

    def __init__(
        self, unit: ExportUnit, package: str, issuer: str, certify: Certify | None
    ) -> None:
        self._unit = unit
        self._key = rsa.generate_private_key(65537, _KEY_BITS)
        moment = from_us(unit.made_us)
        subject = _name(unit.name, package)
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(_name(unit.name, issuer) if certify else subject)
            .public_key(self._key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(moment - timedelta(days=1))
            .not_valid_after(moment + _VALID)
        )
        signed = certify(builder) if certify else builder.sign(self._key, SHA256())
        self._certificate = signed.public_bytes(Encoding.DER)

    def ending(self, source: str) -> Ending:
        """What to put at the end of a clip of that camera."""

        def end(file: Unended) -> bytes:
            unsigned = self._meta(file, source, bytes(_KEY_BITS // 8))
            file.running.update(unsigned)
            signature = self._key.sign(file.running.digest(), _PSS, Prehashed(SHA256()))
            return self._meta(file, source, signature)

        return end

    def _meta(self, file: Unended, source: str, signature: bytes) -> bytes:
        scheme = full_box(b"schm", 0, 0, struct.pack(">II", _SCHEME, _SCHEME_VERSION))
        held = box(b"schi", box(b"sibo", signature), box(b"cert", self._certificate))
        return full_box(
            b"meta",
            0,
            0,
            full_box(b"hdlr", 0, 0, bytes(4), b"null", bytes(12), b"\0"),
            _export_box(self._unit, source, file.tracks),
            _start_box(file.span.start, file.tracks),
            full_box(b"ipro", 0, 0, struct.pack(">H", 1), box(b"sinf", scheme, held)),
        )


def _export_box(unit: ExportUnit, source: str, tracks: tuple[int, ...]) -> bytes:
    """Addresses and MAC are left empty: they would tell the recipient about the shop's network."""
    parts = [_string(unit.name), _string(""), _string("")]
    parts.append(struct.pack(">Q", unit.made_us // SECOND + SECONDS_1904_TO_1970))
    parts += [_string(unit.operator), struct.pack(">I", len(tracks))]
    for track in tracks:
        parts += [struct.pack(">H", track), _string(source), *(_string("") for _ in range(3))]
    return full_box(b"suep", 1, 0, *parts)


def _start_box(start_us: int, tracks: tuple[int, ...]) -> bytes:
    """When the clip's time zero was, in tenths of a microsecond since 1601."""
    start = (start_us + _SECONDS_1601_TO_1970 * SECOND) * 10
    return box(
        b"cstb",
        struct.pack(">I", len(tracks)),
        *(struct.pack(">IQ", track, start) for track in tracks),
    )


def _string(words: str) -> bytes:
    return words.replace("\0", "").encode() + b"\0"


def _name(organisation: str, common: str) -> x509.Name:
    parts = ((NameOID.ORGANIZATION_NAME, organisation), (NameOID.COMMON_NAME, common))
    return x509.Name(
        [x509.NameAttribute(kind, words[:_LONGEST_NAME]) for kind, words in parts if words]
    )
