"""What a real shop gives out is good: to the command, which asks no shop, and to the page."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
import pyzipper

from shopguard.app.acts.provide import Provided, provide
from shopguard.app.cli import main
from shopguard.evidence.signing import fingerprint
from tests.fakes.chromium import Chromium, program
from tests.fakes.full_shop import FullShop
from tests.fakes.requests import opened

Answer = tuple[int, str]


@pytest.fixture
def given(full: FullShop, tmp_path: Path) -> Provided:
    (tmp_path / "stick").mkdir()
    opened(full)
    with full.proofs("sato", "suzuki") as proofs:
        return provide(full.shop, proofs, "1", tmp_path / "stick")


@pytest.fixture
def ask(
    given: Provided,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> Any:
    """``shopguard verify …`` as a stranger would type it; exit code and what was said."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "nobody"))

    def asked(*words: object, password: str = given.password) -> Answer:
        monkeypatch.setattr("sys.stdin", io.StringIO(password + "\n"))
        with pytest.raises(SystemExit) as leaving:
            main(["verify", *map(str, words), "--password-stdin", "--language", "en"])
        said = capsys.readouterr()
        return int(leaving.value.code or 0), said.out + said.err

    return asked


def unpacked(given: Provided, folder: Path) -> Path:
    with pyzipper.AESZipFile(given.package.path) as zipped:
        zipped.setpassword(given.password.encode())
        zipped.extractall(folder)
    return folder / "provision-000001"


@pytest.mark.requirement("J-7", "T-4")
def test_the_command_says_good_and_shows_or_compares_the_key(
    full: FullShop, given: Provided, ask: Any, tmp_path: Path
) -> None:
    ours, path = fingerprint(full.shop.ledger.public), given.package.path
    code, said = ask(path)
    assert (code, "GOOD" in said, ours in said, "was not compared" in said) == (0, True, True, True)
    code, said = ask(path, "--fingerprint", ours)
    assert (code, "It is the key you gave" in said) == (0, True)
    code, said = ask(path, "--json", "--fingerprint", ours)
    told = json.loads(said)
    assert (code, told["verdict"], told["compared"], told["findings"]) == (0, "GOOD", True, [])
    assert told["provision"]["number"] == 1
    code, said = ask(path, "--fingerprint", "0" * 32)
    assert (code, "another key" in said) == (4, True)
    assert ask(unpacked(given, tmp_path))[0] == 0


@pytest.mark.requirement("J-7", "T-4")
def test_the_command_says_what_changed_and_which_seconds(
    given: Provided, ask: Any, tmp_path: Path
) -> None:
    folder = unpacked(given, tmp_path)
    film = folder / "media" / "c01-01.mp4"
    data = bytearray(film.read_bytes())
    data[200] ^= 1
    film.write_bytes(data)
    (folder / "record.pdf").unlink()
    (folder / "evil\x1b[2Jname").write_bytes(b"")
    code, said = ask(folder)
    assert code == 4
    assert "CHANGED" in said
    assert "media/c01-01.mp4: the pictures of 20" in said
    assert "record.pdf is missing" in said
    assert "evil?[2Jname" in said  # the terminal is told nothing it would obey
    told = json.loads(ask(folder, "--json")[1])
    (seconds,) = [each for each in told["findings"] if each["kind"] == "pictures"]
    assert seconds["end_us"] - seconds["start_us"] == 1_000_000
    film.unlink()
    (folder / "evil\x1b[2Jname").unlink()
    assert "INCOMPLETE" in ask(folder)[1]


def test_the_command_tells_mistakes_from_findings(
    given: Provided, ask: Any, tmp_path: Path
) -> None:
    assert ask(given.package.path, password="wrong")[0] == 2
    assert ask(tmp_path / "nothing.zip")[0] == 2
    assert ask(given.package.path, "--fingerprint", "no")[0] == 2
    other = tmp_path / "other.zip"
    with zipfile.ZipFile(other, "w") as out:
        out.writestr("a", b"b")
    assert ask(other)[0] == 4


@pytest.mark.requirement("J-7", "T-4")
@pytest.mark.skipif(program() is None, reason="Chromium is not installed (apt install chromium)")
def test_the_page_says_good_too_and_plays_it(given: Provided, tmp_path: Path) -> None:
    folder = unpacked(given, tmp_path)
    with Chromium() as browser:
        browser.open((folder / "verify.html").as_uri())
        browser.choose("#folder", folder)
        verdict = browser.run(
            "new Promise((done) => { const look = () => { const it = document.documentElement"
            ".dataset.verdict; it ? done(it) : setTimeout(look, 2); }; look(); })"
        )
        assert (verdict, browser.run("current.found.length")) == ("GOOD", 0)
        browser.run("document.querySelector('#clips button').click()")
        played = (
            "new Promise((done) => { const film = the('player'); const look = () => film.error"
            " ? done(film.error.message) : film.readyState > 1 ? done('plays')"
            " : setTimeout(look, 5); look(); })"
        )
        assert browser.run(played) == "plays"
        assert not browser.complaints()
        assert not browser.asked_of_the_network()
