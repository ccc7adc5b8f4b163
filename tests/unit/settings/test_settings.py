from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shopguard.base.errors import InvalidInput
from shopguard.base.texts import LANGUAGES, text
from shopguard.database.engine import Catalogue
from shopguard.settings.catalogue import SETTINGS, Setting, Value
from shopguard.settings.page import setting_rows, settings_page
from shopguard.settings.store import Settings, checked

PAGE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "settings.md"
KEY = bytes(range(32))
ROWS = tuple(SETTINGS.values())


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    opened = Catalogue.create(tmp_path / "shop.db", KEY)
    yield opened
    opened.close()


def allowed(setting: Setting) -> st.SearchStrategy[Value]:
    """Every value that may stand in a setting."""
    if setting.kind is bool:
        return st.booleans()
    if setting.kind is int:
        return st.integers(setting.minimum, setting.maximum)
    return st.text(max_size=setting.maximum)


@pytest.mark.parametrize("setting", ROWS, ids=lambda row: row.name)
def test_a_shop_begins_with_the_default(catalogue: Catalogue, setting: Setting) -> None:
    assert Settings(catalogue).get(setting.name) == setting.default
    assert checked(setting, setting.default) == setting.default


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(data=st.data())
def test_what_is_set_is_what_is_read(catalogue: Catalogue, data: st.DataObject) -> None:
    setting = data.draw(st.sampled_from(ROWS))
    value = data.draw(allowed(setting))
    Settings(catalogue).set(setting.name, value)
    read = Settings(catalogue).get(setting.name)
    assert read == value
    assert type(read) is setting.kind


def test_a_setting_survives_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    first = Catalogue.create(path, KEY)
    Settings(first).set("session_minutes", 12)
    first.close()
    second = Catalogue.open(path, KEY)
    assert Settings(second).number("session_minutes") == 12
    second.close()


@pytest.mark.requirement("J-4", "T-4")
def test_retention_is_two_weeks_unless_both_managers_say_otherwise() -> None:
    retention = SETTINGS["retention_days"]
    assert retention.default == 14
    assert (retention.minimum, retention.maximum) == (1, 365)
    assert retention.two


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("retention_days", 0, "setting.bounds"),
        ("retention_days", 366, "setting.bounds"),
        ("retention_days", -1, "setting.bounds"),
        ("retention_days", "14", "setting.kind"),
        ("retention_days", 14.0, "setting.kind"),
        ("retention_days", True, "setting.kind"),
        ("retention_days", None, "setting.kind"),
        ("live_for_staff", 1, "setting.kind"),
        ("retention_reason", "x" * 501, "setting.length"),
        ("no_such_thing", 1, "setting.unknown"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    catalogue: Catalogue, name: str, value: Value, code: str
) -> None:
    before = {row.name: Settings(catalogue).get(row.name) for row in ROWS}
    with pytest.raises(InvalidInput) as caught:
        Settings(catalogue).set(name, value)
    assert caught.value.code == code
    assert caught.value.words("ja").do
    assert {row.name: Settings(catalogue).get(row.name) for row in ROWS} == before


def test_a_change_that_is_rolled_back_was_none(catalogue: Catalogue) -> None:
    kept = Settings(catalogue)

    def give_up() -> None:
        with catalogue.write() as db:
            kept.set("session_minutes", 10, db)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        give_up()
    assert kept.number("session_minutes") == SETTINGS["session_minutes"].default


def test_every_setting_has_words() -> None:
    for setting in ROWS:
        for language in LANGUAGES:
            assert text(f"setting.{setting.name}", language)
            assert text(f"setting.why.{setting.name}", language)
            assert text(f"setting.group.{setting.group}", language)
            if setting.unit is not None:
                assert text(f"setting.unit.{setting.unit}", language, n=2)
            if setting.page:
                assert text(f"setting.elsewhere.{setting.page}", language)


def test_bounds_and_defaults_can_be_typed_in_their_unit() -> None:
    for setting in ROWS:
        if setting.unit is not None:
            numbers = (setting.minimum, setting.maximum, int(setting.default))
            assert not [number for number in numbers if number % setting.unit.size]


@pytest.mark.requirement("G-11")
def test_the_page_is_in_step_and_complete() -> None:
    hint = "run: .venv/bin/python -m shopguard.settings.page docs/reference/settings.md"
    assert PAGE.read_text(encoding="utf-8") == settings_page(), hint
    for language in LANGUAGES:
        assert len(setting_rows(language)) == len(ROWS) + 1
