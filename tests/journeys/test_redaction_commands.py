"""Copies for one person at a terminal: only of what two managers looked through at the desktop."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import pyzipper
from cryptography.hazmat.primitives.asymmetric import rsa

from shopguard.app.acts.redaction import find_people, open_footage, settle
from shopguard.app.shop import Shop
from shopguard.base.clock import MINUTE, SECOND, SystemClock, iso
from shopguard.base.home import Home
from shopguard.cameras.source import VideoCodec
from shopguard.evidence import onvif
from shopguard.evidence.redaction.keeping import read_plan
from shopguard.evidence.redaction.plan import Plan
from shopguard.evidence.verify import verify
from tests.fakes.films import Stroll, pictures_in
from tests.fakes.fragments import fragments_of
from tests.fakes.full_shop import FullShop
from tests.fakes.requests import filled
from tests.fakes.small_shop import CHEAP
from tests.fakes.streams import coded
from tests.journeys.command_line import Answer, QuickCommandLine, passwords

KEY = rsa.generate_private_key(65537, 2048)
BOTH = ["--approve", "sato", "--approve", "suzuki"]
RIGHT = passwords("sato", "suzuki")
PICTURES, FPS, STEP = 10, 10, 7
MINE, OTHER = (200, 30, 30), (20, 170, 40)  # coats: red and green
Change = Callable[[dict[str, Any]], object]


class Desk(QuickCommandLine):
    """A shop in whose entrance two people walked past each other, each of whom asked for it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        full = FullShop(folder, SystemClock())
        start, room = (full.clock.utc_us() - 10 * MINUTE) // SECOND * SECOND, Stroll()
        images = [
            room.picture((30 + STEP * n, 45, MINE), (290 - STEP * n, 140, OTHER))
            for n in range(PICTURES)
        ]
        size = images[0].shape[1], images[0].shape[0]
        info, packets = coded(
            VideoCodec.H264, fps=FPS, gop=FPS, size=size, images=iter(images), start_us=start
        )
        film = fragments_of(info, packets, FPS)
        full.record(full.camera("入口"), start_us=start, fragments=film)
        full.close()
        self.span = ["--from", iso(start), "--to", iso(start + PICTURES * SECOND // FPS)]

    def asked(self) -> str:
        path = self.folder / "fields.json"
        path.write_text(json.dumps(filled("self")), encoding="utf-8")
        words = ["--ground", "self", "--fields", str(path), "--camera", "入口"]
        return str(self.good("provision", "open", *words, *self.span)["id"])

    def found(self, case: str, folder: Path, *approve: str) -> Answer:
        who = approve or BOTH
        return self.run("provision", "find-people", case, *who, "--out", str(folder), secrets=RIGHT)

    def look_through(self, case: str) -> None:
        """Both, at the open footage: whoever wears red is the person."""
        with Shop.open(Home(self.home), work=CHEAP) as shop:
            proofs = [shop.logins.check(login, RIGHT[login], shop.seat) for login in RIGHT]
            with open_footage(shop, proofs, case) as footage:
                plans = [red_kept(plan) for plan in find_people(footage)]
                settle(shop, proofs[0], footage, case, plans, [0] * len(plans))

    def exported(self, case: str, out: Path, plan: Path, *approve: str) -> Answer:
        words = ["--redact", str(plan), "--out", str(out)]
        who = approve or BOTH
        return self.run("provision", "export", case, *who, *words, secrets=RIGHT)


def red_kept(plan: Plan) -> Plan:
    """Whoever is found where the person in red walks is that person."""
    steps = range(2, PICTURES - 2, 2)
    for number in {t.number for n in steps for t in plan.tracks_at(n, 30 + STEP * n, 55)}:
        plan = plan.kept(number)
    return plan


@pytest.fixture(autouse=True)
def _one_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(onvif.rsa, "generate_private_key", lambda *_: KEY)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("counter"))


@pytest.fixture(scope="module")
def looked(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """A case that both looked through, and its plan as a file."""
    case, folder = desk.asked(), tmp_path_factory.mktemp("plans")
    desk.look_through(case)
    answer = desk.found(case, folder)
    assert answer.code == 0, answer
    return case, folder / "redaction-01.json"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def of_coat(picture: np.ndarray, coat: tuple[int, int, int]) -> int:
    """Pixels of about that colour; pictures are blue first."""
    apart = np.abs(picture.astype(int) - np.array(coat[::-1])).max(axis=2)
    return int((apart < 45).sum())


@pytest.mark.requirement("G-6.2")
def test_who_is_where_is_told_without_a_picture(desk: Desk, tmp_path: Path) -> None:
    answer = desk.found(desk.asked(), tmp_path)
    assert answer.code == 0, answer
    (row,) = answer.data["plans"]
    assert (row["camera"], row["looked_through"]) == ("入口", False)
    plan = read_plan(Path(row["file"]).read_bytes())
    assert (len(plan.at_us), plan.chosen, plan.reviewers) == (PICTURES, frozenset(), ())
    assert len(plan.tracks) >= 2


@pytest.mark.requirement("G-6.2", "J-6", "M-31")
def test_what_both_looked_through_leaves_as_a_copy_of_one_person(
    desk: Desk, looked: tuple[str, Path], out: Path
) -> None:
    case, plan = looked
    answer = desk.exported(case, out, plan)
    assert answer.code == 0, answer
    made = answer.data
    assert verify(Path(made["file"]), made["password"]).verdict == "GOOD"
    with pyzipper.AESZipFile(made["file"]) as zipped:
        zipped.setpassword(made["password"].encode())
        films = [name for name in zipped.namelist() if name.endswith(".mp4")]
        pictures = pictures_in(zipped.read(films[0]))
    assert [name.rpartition("/")[2] for name in films] == ["c01-01-redacted.mp4"]
    assert len(pictures) == PICTURES
    assert sum(of_coat(picture, MINE) > 300 for picture in pictures) > PICTURES // 2
    assert max(of_coat(picture, OTHER) for picture in pictures) == 0
    assert desk.good("provision", "show", case)["state"] == "exported"


@pytest.mark.requirement("G-6.2")
def test_what_nobody_looked_through_does_not_leave(
    desk: Desk, looked: tuple[str, Path], out: Path
) -> None:
    case = desk.asked()
    answer = desk.exported(case, out, looked[1])
    assert (answer.code, answer.error) == (3, "redaction.missing")
    assert list(out.iterdir()) == []
    assert desk.good("provision", "show", case)["state"] == "open"


def _later(told: dict[str, Any]) -> None:
    told["span"] = [told["span"][0] + SECOND, told["span"][1]]


def _not_format(told: dict[str, Any]) -> None:
    told["format"] = "another"


@pytest.mark.requirement("G-6.2")
@pytest.mark.parametrize(
    ("change", "code", "error"),
    [
        (_later, 3, "redaction.not_reviewed"),
        (lambda told: told["removed"].append(1), 3, "redaction.not_reviewed"),
        (lambda told: told["chosen"].append(2), 3, "redaction.not_reviewed"),
        (lambda told: told.update(style="others"), 3, "redaction.not_reviewed"),
        (lambda told: told["chosen"].append(99_999), 2, "redaction.bad_plan"),
        (lambda told: told.update(at_us=[float("inf")]), 2, "redaction.bad_plan"),
        (lambda told: told.update(tracks=[[1, "ghost", 0, []]]), 2, "redaction.bad_plan"),
        (_not_format, 2, "redaction.bad_plan"),
    ],
    ids=[
        "another span", "somebody taken for nobody", "one more person shown", "the room shown",
        "a person nobody knows", "a time there is not", "a track there is not", "another format",
    ],
)  # fmt: skip
def test_a_plan_changed_after_the_look_makes_no_copy(
    desk: Desk, looked: tuple[str, Path], out: Path, tmp_path: Path,
    change: Change, code: int, error: str,
) -> None:  # fmt: skip
    case, plan = looked
    told = json.loads(plan.read_text(encoding="utf-8"))
    change(told)
    changed = tmp_path / "changed.json"
    changed.write_text(json.dumps(told), encoding="utf-8")
    answer = desk.exported(case, out, changed)
    assert (answer.code, answer.error) == (code, error), answer
    assert answer.data["error"]["do"]
    assert list(out.iterdir()) == []


@pytest.mark.requirement("J-3", "G-6.2")
@pytest.mark.parametrize("approve", [("--approve", "sato", "--approve", "sato")])
def test_nobody_alone_finds_people_or_makes_a_copy(
    desk: Desk, looked: tuple[str, Path], out: Path, approve: tuple[str, ...]
) -> None:
    case, plan = looked
    for answer in (desk.found(case, out, *approve), desk.exported(case, out, plan, *approve)):
        assert answer.code == 3, answer
        assert answer.error.startswith("policy.")
    assert list(out.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "code", "error"),
    [
        (["find-people", "999", *BOTH, "--out", "."], 2, "case.unknown"),
        (["find-people", "1", *BOTH, "--out", "gone"], 2, "export.no_folder"),
        (["export", "1", *BOTH, "--out", ".", "--redact", "gone.json"], 2, "redaction.bad_plan"),
    ],
)
def test_each_mistake_is_told(desk: Desk, words: list[str], code: int, error: str) -> None:
    answer = desk.run("provision", *words, secrets=RIGHT)
    assert (answer.code, answer.error) == (code, error), answer
