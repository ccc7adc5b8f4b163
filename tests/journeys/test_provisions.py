"""Footage handed over and refused in a real window: from the call to the receipt."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from shopguard.base.texts import text
from shopguard.evidence.redaction.people import PeopleFinder
from tests.fakes.faces import BETWEEN, SIZE
from tests.fakes.films import pictures_in
from tests.fakes.small_shop import password_of
from tests.journeys.command_line import QuickCommandLine
from tests.journeys.counter import CUSTOMER, FPS, SPAN_S
from tests.journeys.own_request import ASKED, SIGN

pytestmark = pytest.mark.screen
SOAK = pytest.mark.soak


@dataclass(frozen=True)
class Lived:
    """What a case left behind."""

    folder: Path
    shop: QuickCommandLine

    @property
    def password(self) -> str:
        return (self.folder / "password.txt").read_text()

    @property
    def package(self) -> Path:
        (package,) = (self.folder / "stick").iterdir()
        return package

    def case(self) -> Any:
        return self.shop.good("provision", "show", "1")

    def steps(self) -> list[str]:
        return [each["what"] for each in self.case()["history"]]

    def logged(self) -> list[str]:
        return [row["action"] for row in self.shop.good("audit", "list")["records"]]

    def words_of(self, paper: Path) -> str:
        read = subprocess.run(
            ["pdftotext", "-layout", str(paper), "-"], capture_output=True, text=True, check=True
        )
        return read.stdout

    def verified(self) -> Any:
        """By the program of whoever got it, in Japanese."""
        done = subprocess.run(
            [sys.executable, "-m", "shopguard", "verify", str(self.package), "--password-stdin",
             "--json"],
            input=self.password, capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return json.loads(done.stdout)

    def unpacked(self) -> Path:
        """By 7-Zip."""
        out = self.folder / "unpacked"
        program = shutil.which("7z") or shutil.which("7za")
        if program is None:
            pytest.skip("7-Zip is not installed here")
        subprocess.run(
            [program, "x", "-y", f"-p{self.password}", f"-o{out}", str(self.package)],
            capture_output=True, check=True,
        )  # fmt: skip
        (folder,) = out.iterdir()
        return folder


@pytest.fixture
def lived(tmp_path: Path) -> Callable[..., Lived]:
    if not all(map(shutil.which, ("xvfb-run", "xdotool", "pdftotext"))):
        pytest.skip("Xvfb, xdotool and pdftotext are not all installed here")

    def live(case: str, language: str = "ja") -> Lived:
        program = [sys.executable, "-m", "tests.journeys.provision_journey"]
        done = subprocess.run(
            ["xvfb-run", "-a", "-s", "-screen 0 1400x950x24", *program, case, str(tmp_path),
             language],
            env={**os.environ, "QT_QPA_PLATFORM": "xcb", "HOME": str(tmp_path),
                 "LANG": "C.UTF-8", "TZ": "Asia/Tokyo"},
            capture_output=True, text=True, check=False, timeout=400,
        )  # fmt: skip
        said = done.stdout + done.stderr
        assert done.returncode == 0, said
        for login in ("sato", "suzuki"):
            assert password_of(login) not in said
        found = Lived(tmp_path, QuickCommandLine(tmp_path))
        assert found.shop.good("audit", "verify")["ok"]
        return found

    return live


@pytest.mark.requirement("J-6", "J-7", "G-7.2", "T-4")
@pytest.mark.parametrize("language", ["ja", pytest.param("en", marks=SOAK)])
def test_the_police_from_the_call_to_the_receipt(
    lived: Callable[..., Lived], language: str
) -> None:
    done = lived("police", language)
    assert done.steps() == ["announced", "opened", "exported", "key-shown", "handed-over"]
    logged = done.logged()
    for action in (*(f"provision.{step.replace('-', '_')}" for step in done.steps()), "hold.set"):
        assert action in logged, action
    assert logged.index("provision.announced") < logged.index("hold.set")
    report = done.verified()
    assert report["verdict"] == "GOOD"
    assert report["provision"]["recipient"] == "高橋 誠"
    folder = done.unpacked()
    record = done.words_of(folder / "record.pdf")
    assert "高橋 誠" in record
    for inside in ("刑事課に在籍", "署の代表番号にかけて"):  # stays in the shop
        assert inside not in record
    if language == "ja":
        assert "受領書" in done.words_of(done.folder / "receipt.pdf")
        assert "手渡し済み" in done.words_of(done.folder / "list.pdf")
    assert not any(done.password in path.read_text("utf-8", "replace")
                   for path in (done.folder / "shop").rglob("*.log"))  # fmt: skip


@SOAK
@pytest.mark.requirement("J-7", "G-7.2")
@pytest.mark.parametrize("language", ["ja", "en"])
def test_consent_with_two_cameras_until_it_is_destroyed(
    lived: Callable[..., Lived], language: str
) -> None:
    done = lived("consent", language)
    assert done.steps() == ["opened", "exported", "key-shown", "handed-over", "returned"]
    assert done.verified()["verdict"] == "GOOD"
    assert len(list(done.unpacked().glob("media/*.mp4"))) == 2


@SOAK
@pytest.mark.requirement("J-6")
@pytest.mark.parametrize("language", ["ja", "en"])
def test_without_a_ground_there_is_a_letter_and_no_package(
    lived: Callable[..., Lived], language: str
) -> None:
    done = lived("refusal", language)
    assert done.steps() == ["announced", "refused"]
    assert done.case()["state"] == "refused"
    assert list((done.folder / "stick").iterdir()) == []
    letter = done.words_of(done.folder / "letter.pdf")
    assert "近所の方" in letter
    assert "法律に定める根拠がないため" in letter


@SOAK
@pytest.mark.requirement("J-6", "G-6.2", "M-31")
@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_persons_own_request_until_the_copy_is_handed_over(
    lived: Callable[..., Lived], language: str
) -> None:
    done = lived("self", language)
    assert done.steps() == ["opened", "redacted", "exported", "key-shown", "handed-over"]
    request = done.shop.good("rights", "show", "1")
    assert request["state"] == "answered"
    assert request["provision"] == done.case()["id"]
    logged = done.logged()
    for step in ("received", "identified", "answered"):
        assert f"rights.{step}" in logged
    for step in done.steps():
        assert f"provision.{step.replace('-', '_')}" in logged
    report = done.verified()
    assert report["verdict"] == "GOOD"
    assert report["provision"]["recipient"] == CUSTOMER
    assert report["originals_stay"]
    (film,) = done.unpacked().glob("media/*.mp4")
    assert film.name.endswith("-redacted.mp4")
    only_the_person_can_be_seen(film)
    letter = done.words_of(done.folder / "answer.pdf")
    assert CUSTOMER in letter
    assert ASKED in letter
    inside = film.parent.parent
    assert CUSTOMER in done.words_of(inside / "record.pdf")
    edited, *_ = text("paper.cover.edited", "ja").split("。")
    assert edited in done.words_of(inside / "cover.pdf")


def only_the_person_can_be_seen(film: Path) -> None:
    """By the project's own detector: a face above, none below; what was drawn is one colour."""
    pictures, finder = pictures_in(film.read_bytes()), PeopleFinder()
    assert len(pictures) == SPAN_S * FPS
    found = [box for picture in pictures[::5] for box in finder.faces(picture)]
    assert [box for box in found if box.top < BETWEEN]
    assert not [box for box in found if box.bottom > BETWEEN]
    left, top, right, _ = (round(part * SIZE[n % 2]) for n, part in enumerate(SIGN))
    assert pictures[30][top + 4 : top + 40, left + 4 : right - 4].std() < 12
