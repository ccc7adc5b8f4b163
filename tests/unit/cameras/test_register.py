from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from shopguard.base.clock import SystemClock
from shopguard.base.errors import InvalidInput
from shopguard.cameras import fields as check
from shopguard.cameras.register import CameraRegister
from shopguard.database import schema
from shopguard.database.engine import Catalogue

URL = "rtsp://viewer:s3cret-words@192.0.2.7/stream1"


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    opened = Catalogue.create(tmp_path / "shop.db", bytes(range(32)))
    yield opened
    opened.close()


@pytest.fixture
def register(catalogue: Catalogue) -> CameraRegister:
    return CameraRegister(catalogue, SystemClock())


@pytest.mark.requirement("G-6.6")
def test_the_password_is_split_off_the_address_and_never_shown(
    register: CameraRegister, catalogue: Catalogue
) -> None:
    camera = register.add("Till", URL)
    assert camera.password == "s3cret-words"
    assert camera.username == "viewer"
    assert "s3cret" not in camera.url
    assert "s3cret" not in repr(camera)
    with catalogue.read() as db:
        row = db.execute(select(schema.camera)).mappings().one()
    assert [name for name, value in row.items() if "s3cret" in str(value)] == ["password"]


def test_a_camera_comes_back_as_it_was_added(register: CameraRegister) -> None:
    mask = ((0.0, 0.0), (0.5, 0.0), (0.5, 1.0))
    camera = register.add(
        "  レジ 1  ",
        URL,
        sub_url="rtsp://192.0.2.7/stream2",
        transport="udp",
        audio=True,
        place="入口の上",
        reason="盗難防止\n出入口の確認",
        masks=(mask,),
        retention_days=7,
        max_bytes=1 << 40,
    )
    assert camera.name == "レジ 1"
    assert register.get(camera.id) == camera
    assert register.find("レジ　１") == camera  # width does not count
    assert register.list() == (camera,)
    assert camera.masks == (mask,)


def test_a_login_given_apart_wins_over_the_one_in_the_address(register: CameraRegister) -> None:
    camera = register.add("Till", URL, username="other", password="apart")
    assert (camera.username, camera.password) == ("other", "apart")


def test_a_login_in_the_sub_address_alone_is_taken(register: CameraRegister) -> None:
    camera = register.add("Till", "rtsp://192.0.2.7/1", sub_url="rtsp://a:b@192.0.2.7/2")
    assert (camera.username, camera.password) == ("a", "b")
    assert camera.sub_url is not None
    assert "a:b" not in camera.sub_url


def test_two_different_logins_are_refused(register: CameraRegister) -> None:
    with pytest.raises(InvalidInput, match="two different"):
        register.add("Till", URL, sub_url="rtsp://a:b@192.0.2.7/2")
    assert register.list() == ()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("", "camera.name_empty"),
        ("  \u3000 ", "camera.name_empty"),
        ("x" * 61, "camera.name_long"),
        ("till\r\nadmin", "camera.name_control"),
        ("till\0", "camera.name_control"),
        ("till\u202egnp", "camera.name_control"),
    ],
)
def test_names_that_could_mislead_are_refused(
    register: CameraRegister, name: str, code: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        register.add(name, URL)
    assert caught.value.code == code
    assert str(caught.value)
    assert register.list() == ()


@pytest.mark.parametrize(
    "details",
    [
        {"transport": "multicast"},
        {"retention_days": 0},
        {"retention_days": 366},
        {"retention_days": True},
        {"max_bytes": 1000},
        {"place": "x" * 121},
        {"place": "two\nlines"},
        {"reason": "x" * 1001},
        {"username": "a\r\nb"},
        {"masks": (((0.0, 0.0), (1.0, 1.0)),)},
        {"masks": (((0.0, 0.0), (1.0, 1.0), (1.5, 0.0)),)},
        {"masks": (((0.0, 0.0), (1.0, 1.0), (float("nan"), 0.0)),)},
        {"masks": (((0.0, 0.0), (1.0, 1.0), (0.0,)),)},
        {"masks": ((((0.0, 0.0),) * 3),) * 17},
        {"sub_url": "file:///etc/passwd"},
    ],
)
def test_values_out_of_bounds_are_refused_and_nothing_is_stored(
    register: CameraRegister, details: dict[str, object]
) -> None:
    with pytest.raises(InvalidInput) as caught:
        register.add("Till", URL, **details)  # type: ignore[arg-type]
    assert caught.value.words("ja").do
    assert register.list() == ()


def test_a_name_is_unique_among_cameras_in_use_only(register: CameraRegister) -> None:
    first = register.add("Till", URL)
    with pytest.raises(InvalidInput) as caught:
        register.add("ＴＩＬＬ", URL)
    assert caught.value.code == "camera.name_in_use"
    register.remove(first.id)
    second = register.add("till", URL)
    assert register.find("Till") == second


@pytest.mark.requirement("J-4", "G-6.4")
def test_a_removed_camera_keeps_its_row_but_not_its_password(register: CameraRegister) -> None:
    camera = register.add("Till", URL)
    removed = register.remove(camera.id)
    assert removed.removed
    assert not removed.enabled
    assert (removed.username, removed.password) == ("", "")
    assert register.list() == ()
    assert register.list(include_removed=True) == (removed,)
    for act in (register.remove, register.update):
        with pytest.raises(InvalidInput):
            act(camera.id)


def test_an_update_changes_what_it_names_and_nothing_else(register: CameraRegister) -> None:
    camera = register.add("Till", URL, place="door")
    after = register.update(camera.id, name="Door", retention_days=3)
    assert after == dataclasses.replace(camera, name="Door", retention_days=3)
    assert register.get(camera.id) == after
    with pytest.raises(InvalidInput):
        register.update(camera.id, name="Shelf", retention_days=1000)
    assert register.get(camera.id) == after
    assert register.update(camera.id, name="door").name == "door"  # its own name is not in use


def test_an_update_to_a_name_in_use_is_refused(register: CameraRegister) -> None:
    register.add("Till", URL)
    other = register.add("Door", URL)
    with pytest.raises(InvalidInput):
        register.update(other.id, name="till")


@pytest.mark.requirement("G-6.6")
@pytest.mark.parametrize("url", ["rtsp://192.0.2.8/stream1", "http://192.0.2.7/stream1"])
def test_a_stored_password_is_not_sent_to_another_machine(
    register: CameraRegister, url: str
) -> None:
    camera = register.add("Till", URL)
    with pytest.raises(InvalidInput) as caught:
        register.update(camera.id, url=url)
    assert caught.value.code == "camera.password_again"
    assert register.update(camera.id, url=url, password="typed again").password == "typed again"


def test_another_path_on_the_same_machine_keeps_the_password(register: CameraRegister) -> None:
    camera = register.add("Till", URL)
    after = register.update(camera.id, url="rtsp://192.0.2.7/stream2", sub_url="")
    assert after.password == camera.password
    assert after.sub_url is None


def test_an_unknown_camera_is_said_to_be_unknown(register: CameraRegister) -> None:
    for act in (register.get, register.find, register.update, register.remove):
        with pytest.raises(InvalidInput) as caught:
            act("nothing")
        assert caught.value.code == "camera.unknown"


@given(st.text())
def test_any_name_is_either_kept_clean_or_refused(words: str) -> None:
    try:
        name = check.name(words)
    except InvalidInput:
        return
    assert 1 <= len(name) <= check.NAME_LENGTH
    assert name == name.strip()
    assert not set(name) & set("\r\n\0\u202e\u2028")
    assert check.name(name) == name
