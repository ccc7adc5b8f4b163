"""A setting changes by the right people only, and the log says from what to what."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from shopguard.app.acts.audit import records
from shopguard.app.acts.settings import change_setting
from shopguard.audit.record import Wanted
from shopguard.audit.words import told
from shopguard.base.errors import InvalidInput, Refused
from shopguard.settings.catalogue import SETTINGS, Value
from tests.fakes.full_shop import FullShop
from tests.fakes.small_shop import password_of
from ui.engine.people import signed_in
from ui.engine.settings import EngineSettings
from ui.model import Credentials
from ui.review.model import Pair


@pytest.fixture
def full(tmp_path: Path) -> Iterator[FullShop]:
    full = FullShop(tmp_path)
    yield full
    full.close()


@pytest.mark.requirement("J-3", "G-11")
@pytest.mark.parametrize("name", [row.name for row in SETTINGS.values() if not row.page])
def test_one_manager_changes_only_what_one_may(full: FullShop, name: str) -> None:
    setting = SETTINGS[name]
    other: Value = not setting.default if isinstance(setting.default, bool) else setting.maximum
    with full.proofs("sato") as alone:
        if setting.two:
            with pytest.raises(Refused):
                change_setting(full.shop, alone, name, other)
            assert full.shop.settings.get(name) == setting.default
        else:
            change_setting(full.shop, alone, name, other)
    with full.proofs("sato", "suzuki") as both:
        change_setting(full.shop, both, name, other)
    assert full.shop.settings.get(name) == other


def test_the_log_tells_the_change_in_words(full: FullShop) -> None:
    with full.proofs("sato", "suzuki") as both:
        change_setting(full.shop, both, "live_for_staff", value=True)
    (record,) = records(full.shop, Wanted(action="setting.changed"), 5)
    said = list(told(record.entry, {}, "en"))
    assert said == ["About: Staff may see the live wall", "Before: no", "After: yes"]


@pytest.mark.parametrize(
    ("name", "value"),
    [("retention_days", 30), ("no_such", 1), ("session_minutes", 0)],
)
def test_what_cannot_be_changed_here_is_refused(full: FullShop, name: str, value: Value) -> None:
    with full.proofs("sato", "suzuki") as both, pytest.raises(InvalidInput):
        change_setting(full.shop, both, name, value)


def test_the_page_shows_and_takes_values_in_their_unit(full: FullShop) -> None:
    book = EngineSettings(full.shop, lambda _: ())
    rows = {row.name: row for row in book.rows()}
    assert (rows["reserve_bytes"].value, rows["reserve_bytes"].unit) == (2, "gib")
    assert set(rows) == set(SETTINGS)
    with full.proof("sato") as proof:
        pair = Pair(signed_in(full.shop, proof), Credentials("suzuki", password_of("suzuki")))
        book.change("reserve_bytes", 3, pair)
    assert full.shop.settings.number("reserve_bytes") == 3 << 30
