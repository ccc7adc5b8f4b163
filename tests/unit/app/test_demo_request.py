"""The demo's police request is what a shop does, in either language."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from shopguard.app.demo.request import police_request
from shopguard.app.demo.shop import CHIEF, DEPUTY, DemoShop
from shopguard.base.clock import SECOND
from shopguard.base.span import Span
from shopguard.base.texts import LANGUAGES, Language
from shopguard.evidence.findings import Verdict
from shopguard.evidence.verify import verify
from tests.fakes.full_shop import FullShop
from tests.fakes.small_shop import password_of


@pytest.fixture
def full(tmp_path: Path) -> Iterator[FullShop]:
    shop = FullShop(tmp_path)
    yield shop
    shop.close()


@pytest.mark.requirement("J-6", "J-7", "T-4")
@pytest.mark.parametrize("language", LANGUAGES)
def test_from_the_call_to_the_receipt(full: FullShop, tmp_path: Path, language: Language) -> None:
    out = tmp_path / "out"
    out.mkdir()
    camera = full.camera()
    full.record(camera, 2)
    start = full.clock.utc_us()
    full.clock.advance(3 * SECOND)
    demo = DemoShop(full.shop, {login: password_of(login) for login in (CHIEF, DEPUTY)})
    told = police_request(demo, [camera.id], Span(start, start + 2 * SECOND), out, language)
    assert told["steps"] == ["announced", "opened", "exported", "key-shown", "handed-over"]
    assert (told["verdict"], told["state"]) == ("GOOD", "handed-over")
    assert (told["held"], told["pictures"]) == (1, 50)
    assert verify(out / told["file"], told["password"]).verdict is Verdict.GOOD
    assert sorted(path.name for path in out.iterdir()) == sorted([told["file"], *told["papers"]])
