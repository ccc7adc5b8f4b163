"""Who may speak on the channel: whoever holds the shop key, and nobody else (T-6).

Both ends derive both key pairs from the shop key, so each knows the other's public half without
asking: the server takes this one client key, the client this one server key.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from zmq.utils import z85

_KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class CurveKey:
    """One end's key pair. ``public`` in plain bytes; ``*_z85`` as ZeroMQ wants them."""

    public: bytes
    public_z85: bytes
    secret_z85: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class ChannelKeys:
    """Both ends' key pairs."""

    server: CurveKey
    client: CurveKey

    @classmethod
    def derive(cls, shop_key: bytes) -> ChannelKeys:
        """The same two pairs from the same shop key, always."""
        return cls(_pair(shop_key, b"server"), _pair(shop_key, b"client"))


def _pair(shop_key: bytes, end: bytes) -> CurveKey:
    if len(shop_key) != _KEY_BYTES:
        raise ValueError("the shop key has 32 bytes")
    info = b"shopguard local channel 1 " + end
    secret = HKDF(SHA256(), _KEY_BYTES, salt=None, info=info).derive(shop_key)
    public = X25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()
    return CurveKey(public, z85.encode(public), z85.encode(secret))
