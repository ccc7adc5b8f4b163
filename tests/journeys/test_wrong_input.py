"""Whatever is typed wrong gets its own clear message and exit code, and loses nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.fakes.requests import filled
from tests.journeys.command_line import QuickCommandLine, passwords

SPAN = ["--from", "2026-11-20T10:00:00+09:00", "--to", "2026-11-20T10:01:00+09:00"]
BOTH = ["--approve", "sato", "--approve", "suzuki"]
RIGHT = passwords("sato", "suzuki")
SAME = dict.fromkeys(RIGHT, "correct horse battery staple")


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> QuickCommandLine:
    made = QuickCommandLine(tmp_path_factory.mktemp("shop"))
    made.init()
    made.add_camera("front", "rtsp://192.0.2.9/stream")
    return made


@pytest.mark.parametrize(
    ("words", "code", "error"),
    [
        (["camera", "add", "x", "file:///etc/passwd"], 2, "camera_url."),
        (["camera", "add", "x", "rtsp://h/\r\nDESCRIBE"], 2, "camera_url."),
        (["camera", "add", "x", "rtsp://h:99999/a"], 2, "camera_url."),
        (["camera", "add", "front", "rtsp://192.0.2.1/a"], 2, "camera.name_in_use"),
        (["camera", "add", " ", "rtsp://192.0.2.1/a"], 2, "camera.name_empty"),
        (["camera", "remove", "nobody"], 2, "camera.unknown"),
        (["camera", "discover", "--seconds", "-1"], 2, "cli.seconds"),
        (["record", "--for", "0"], 2, "cli.seconds"),
        (["footage", "list", "--from", "yesterday"], 2, "time.not_iso"),
        (["footage", "list", "--from", "2026-11-20T10:00:00"], 2, "time.no_offset"),
        (["footage", "list", "--from", SPAN[3], "--to", SPAN[1]], 2, "time.order"),
        (["footage", "list", "--camera", "nobody"], 2, "camera.unknown"),
        (["audit", "export", "--out", "log.exe"], 2, "audit.export_kind"),
        (["audit", "verify", "--head", "nonsense"], 2, "audit."),
        (["health"], 5, "recorder.not_running"),
    ],
)
def test_each_mistake_has_its_own_words(
    shop: QuickCommandLine, words: list[str], code: int, error: str
) -> None:
    answer = shop.run(*words)
    assert answer.code == code, answer
    assert answer.error.startswith(error)
    assert answer.data["error"]["do"]


@pytest.fixture(scope="module")
def asked(shop: QuickCommandLine) -> str:
    """The number of a request for footage that was never recorded."""
    fields = shop.folder / "fields.json"
    fields.write_text(json.dumps(filled("danger")), encoding="utf-8")
    opened = shop.good(
        "provision", "open", "--ground", "danger", "--fields", str(fields), "--camera", "front",
        *SPAN,
    )  # fmt: skip
    return str(opened["number"])


@pytest.mark.parametrize(
    ("words", "code", "error"),
    [
        (["--camera", "nobody", *SPAN], 2, "camera.unknown"),
        (["--camera", "front", SPAN[0], SPAN[3], SPAN[2], SPAN[1]], 2, "time.order"),
        (["--camera", "front", *SPAN], 3, "provision.incomplete"),
        (["--ground", "marketing", "--camera", "front", *SPAN], 2, "provision.ground"),
    ],
)
def test_a_provision_asked_for_wrongly(
    shop: QuickCommandLine, words: list[str], code: int, error: str
) -> None:
    ground = [] if "--ground" in words else ["--ground", "danger"]
    answer = shop.run("provision", "open", *ground, *words)
    assert answer.code == code, answer
    assert answer.error.startswith(error)


@pytest.mark.parametrize(
    ("words", "secrets", "code", "error"),
    [
        (BOTH, passwords("sato"), 2, "secrets.missing"),
        (BOTH, RIGHT, 2, "export.nothing"),
        (["--approve", "sato"], {"sato": "wrong"}, 3, "login.failed"),
        (["--approve", "ghost"], {"ghost": "x"}, 3, "login.failed"),
    ],
)
def test_a_package_asked_for_wrongly(
    shop: QuickCommandLine, asked: str, tmp_path: Path, words: list[str],
    secrets: dict[str, str], code: int, error: str,
) -> None:  # fmt: skip
    answer = shop.run("provision", "export", asked, "--out", str(tmp_path), *words, secrets=secrets)
    assert answer.code == code, answer
    assert answer.error.startswith(error)
    assert list(tmp_path.iterdir()) == []


def test_usage_errors_are_told_as_such(shop: QuickCommandLine) -> None:
    assert shop.run("provision", "export").code == 2
    assert shop.run("footage", "export", "--out", ".").code == 2  # there are no plain copies
    assert shop.run("no-such-command").code == 2
    assert shop.run("footage", "list", "--no-such-option").code == 2


@pytest.mark.parametrize(
    ("chief", "deputy", "given", "error"),
    [
        ("sato", "sato", passwords("sato"), "shop.same_manager"),
        ("sato", "suzuki", {"sato": "short", "suzuki": "short2"}, "password."),
        ("Sa to", "suzuki", {"Sa to": "x" * 30, "suzuki": "y" * 30}, "person.login"),
        ("sato", "suzuki", SAME, "shop.same_password"),
    ],
)
def test_a_shop_that_cannot_be_made_leaves_nothing(
    tmp_path: Path, chief: str, deputy: str, given: dict[str, str], error: str
) -> None:
    shop = QuickCommandLine(tmp_path)
    answer = shop.run(
        "init", "--shop", "x", "--chief", chief, "--deputy", deputy, "--recovery-sheet",
        str(tmp_path / "s.pdf"), "--key-file", str(tmp_path / "k.json"), secrets=given,
    )  # fmt: skip
    assert answer.code == 2, answer
    assert answer.error.startswith(error)
    assert list(tmp_path.iterdir()) == []


def test_without_a_key_store_nothing_is_chosen_silently(tmp_path: Path) -> None:
    shop = QuickCommandLine(tmp_path)
    answer = shop.run(
        "init", "--shop", "x", "--chief", "sato", "--deputy", "suzuki", "--recovery-sheet",
        str(tmp_path / "s.pdf"), secrets=passwords("sato", "suzuki"),
    )  # fmt: skip
    if answer.code == 0:
        pytest.skip("this machine has a key store")
    assert answer.code == 5
    assert answer.error == "keystore.none"
    assert list(tmp_path.iterdir()) == []


def test_a_second_shop_in_the_same_folder_is_refused(
    shop: QuickCommandLine, tmp_path: Path
) -> None:
    before = sorted(path.name for path in shop.home.iterdir())
    answer = shop.run(
        "init", "--shop", "x", "--chief", "sato", "--deputy", "suzuki", "--recovery-sheet",
        str(tmp_path / "s.pdf"), "--key-file", str(tmp_path / "k.json"),
        secrets=passwords("sato", "suzuki"),
    )  # fmt: skip
    assert answer.code == 5
    assert answer.error == "home.exists"
    assert sorted(path.name for path in shop.home.iterdir()) == before


def test_a_folder_that_is_no_shop(tmp_path: Path) -> None:
    shop = QuickCommandLine(tmp_path)
    assert shop.run("camera", "list").error == "home.not_a_shop"
