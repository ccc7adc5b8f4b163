"""Sealing: one way in for everybody, out again only with the private half and for that volume."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from cryptography.exceptions import UnsupportedAlgorithm
from hypothesis import given
from hypothesis import strategies as st

from shopguard.base.errors import Damaged, Refused, Unavailable
from shopguard.vault import _private
from shopguard.vault._private import Era, PrivateVault, new_era
from shopguard.vault.sealing import CLASSIC, HYBRID, current_public, seal
from tests.fakes.small_shop import SmallShop


@dataclass(frozen=True)
class Volume:
    site_id: str = "site"
    camera_id: str = "camera"
    volume_id: str = "volume"


VOLUME = Volume()
KEY = bytes(range(48))


def classic_era(monkeypatch: pytest.MonkeyPatch) -> Era:
    """A vault key as a build without ML-KEM makes it."""

    def missing() -> bytearray:
        raise UnsupportedAlgorithm("no ML-KEM here")

    lacking = {**_private._PRIVATE, HYBRID: _private._PRIVATE[HYBRID]._replace(new=missing)}
    monkeypatch.setattr(_private, "_PRIVATE", lacking)
    return new_era(1)


@pytest.fixture(params=[HYBRID, CLASSIC])
def era(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Era:
    made = new_era(1) if request.param == HYBRID else classic_era(monkeypatch)
    assert made.vault.suite == request.param
    return made


@pytest.mark.requirement("M-28", "T-6")
def test_what_is_sealed_comes_out_with_the_private_half_alone(era: Era) -> None:
    sealed = seal(era.vault, VOLUME, KEY)
    assert KEY not in sealed
    assert sealed != seal(era.vault, VOLUME, KEY)
    with PrivateVault([era], alone=False) as vault:
        assert vault.opens(sealed)
        assert vault.unseal(VOLUME, sealed) == KEY
    with pytest.raises(Refused):
        vault.unseal(VOLUME, sealed)
    assert era.private.wiped


@pytest.mark.requirement("G-6.2")
@pytest.mark.parametrize("part", ["site_id", "camera_id", "volume_id"])
def test_a_key_moved_to_another_volume_does_not_open(era: Era, part: str) -> None:
    sealed = seal(era.vault, VOLUME, KEY)
    with PrivateVault([era], alone=False) as vault, pytest.raises(Damaged) as damage:
        vault.unseal(replace(VOLUME, **{part: "other"}), sealed)
    assert damage.value.code == "vault.sealed"


def test_another_vault_does_not_open_it() -> None:
    mine, other = new_era(1), new_era(2)
    sealed = seal(mine.vault, VOLUME, KEY)
    two, alone = PrivateVault([other], alone=False), PrivateVault([other], alone=True)
    assert not two.opens(sealed)
    with pytest.raises(Damaged):
        two.unseal(VOLUME, sealed)
    with pytest.raises(Refused):
        alone.unseal(VOLUME, sealed)
    with pytest.raises(Damaged):  # labelled with the other's id, sealed to mine
        two.unseal(VOLUME, seal(replace(mine.vault, id=other.vault.id), VOLUME, KEY))


ERA = new_era(1)
SEALED = seal(ERA.vault, VOLUME, KEY)
OPEN = PrivateVault([ERA], alone=False)


@given(st.integers(0, len(SEALED) * 8 - 1))
def test_no_bit_of_it_can_be_flipped(bit: int) -> None:
    changed = bytearray(SEALED)
    changed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(Damaged):
        OPEN.unseal(VOLUME, bytes(changed))


@given(st.binary(max_size=60) | st.integers(0, len(SEALED) - 1).map(lambda end: SEALED[:end]))
def test_bytes_that_were_not_sealed_are_damage(sealed: bytes) -> None:
    with pytest.raises(Damaged):
        OPEN.unseal(VOLUME, sealed)
    assert OPEN.unseal(VOLUME, SEALED) == KEY


def test_there_is_nothing_to_seal_to_before_the_vault_is_made(bare: SmallShop) -> None:
    with bare.catalogue.read() as db, pytest.raises(Unavailable) as missing:
        current_public(db)
    assert missing.value.code == "vault.none"
