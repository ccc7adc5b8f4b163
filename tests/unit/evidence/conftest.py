"""A shop for every test here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from shopguard.evidence import onvif
from shopguard.footage.fragment import Fragment
from shopguard.footage.store import OpenVolume
from tests.fakes.full_shop import FullShop
from tests.fakes.handing_out import Counter
from tests.fakes.requests import opened


@pytest.fixture
def full(tmp_path: Path) -> Iterator[FullShop]:
    shop = FullShop(tmp_path)
    yield shop
    shop.close()


KEY = rsa.generate_private_key(65537, 2048)


@pytest.fixture
def one_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key takes a second to make on a small machine, and is not what is tested here."""
    monkeypatch.setattr(onvif.rsa, "generate_private_key", lambda *_: KEY)


@pytest.fixture
def counter(
    full: FullShop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, one_key: None
) -> Counter:
    """Every temporary file would land under ``tmp_path`` too, where it is looked for."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    stick = tmp_path / "stick"
    stick.mkdir()
    made: list[Fragment] = []
    record = full.record

    def keeping(*given: Any, **more: Any) -> tuple[OpenVolume, list[Fragment]]:
        volume, fragments = record(*given, **more)
        made.extend(fragments)
        return volume, fragments

    monkeypatch.setattr(full, "record", keeping)
    opened(full, seconds=6)
    return Counter(full, stick, made, tmp_path)
