"""Footage as far as the vault is concerned: volumes with a sealed key each."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

from shopguard.access.secret import Factor
from shopguard.base.errors import Refused
from shopguard.base.ids import new_id
from shopguard.vault._private import unlock
from shopguard.vault.sealing import current_public, seal
from tests.fakes.small_shop import SmallShop


@dataclass(frozen=True)
class SealedVolume:
    """A volume and its key, sealed to the vault key of its time."""

    sealed: bytes
    key: bytes
    site_id: str = "site"
    camera_id: str = "camera"
    volume_id: str = field(default_factory=new_id)


def record(shop: SmallShop) -> SealedVolume:
    """As the recorder does at the start of every volume."""
    with shop.catalogue.read() as db:
        public = current_public(db)
    key = secrets.token_bytes(48)
    bare = SealedVolume(b"", key)
    return SealedVolume(seal(public, bare, key), key, volume_id=bare.volume_id)


def opened(
    shop: SmallShop, factors: Sequence[Factor], volumes: Sequence[SealedVolume]
) -> list[bool]:
    """Which volumes these factors open; all False when the vault refuses them."""
    try:
        with unlock(shop.catalogue, factors) as vault:
            return [
                vault.opens(volume.sealed) and vault.unseal(volume, volume.sealed) == volume.key
                for volume in volumes
            ]
    except Refused:
        return [False] * len(volumes)
