"""``provision``, ``rights`` and ``verify`` at a terminal: from the request to the receipt."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from shopguard.app.cli import run
from shopguard.base.clock import MINUTE, SECOND, SystemClock, iso
from shopguard.evidence import onvif
from tests.fakes.full_shop import FullShop
from tests.fakes.requests import SCAN, filled
from tests.journeys.command_line import Answer, QuickCommandLine, passwords

KEY = rsa.generate_private_key(65537, 2048)
BOTH = ["--approve", "sato", "--approve", "suzuki"]
RIGHT = passwords("sato", "suzuki")


class Desk(QuickCommandLine):
    """A shop with two cameras that recorded five seconds, and somebody at its terminal."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        full = FullShop(folder, SystemClock())
        start = full.clock.utc_us() - 10 * MINUTE
        for name in ("入口", "売場"):
            full.record(full.camera(name), 5, start_us=start)
        full.close()
        self.span = ["--from", iso(start + SECOND), "--to", iso(start + 4 * SECOND)]
        self.scan = folder / "scan.pdf"
        self.scan.write_bytes(SCAN)

    def fields(self, ground: str, **more: str) -> str:
        path = self.folder / "fields.json"
        path.write_text(json.dumps(filled(ground, **more)), encoding="utf-8")
        return str(path)

    def caller(self) -> str:
        path = self.folder / "caller.json"
        path.write_text('{"recipient": "高橋 誠", "agency": "みどり警察署"}', encoding="utf-8")
        return str(path)

    def opened(self, ground: str = "police-inquiry", *more: str) -> str:
        words = ["--ground", ground, "--fields", self.fields(ground), "--camera", "入口"]
        opened = self.good("provision", "open", *words, *self.span, "--scan", str(self.scan), *more)
        return str(opened["id"])

    def exported(self, case: str, out: Path, *more: str) -> Any:
        return self.good("provision", "export", case, *BOTH, "--out", str(out), *more,
                         secrets=RIGHT)  # fmt: skip

    def verify(self, package: Path, password: str, monkeypatch: pytest.MonkeyPatch) -> Answer:
        """By whoever received it: no shop is named."""
        out = io.StringIO()
        monkeypatch.setattr(sys, "stdin", io.StringIO(password + "\n"))
        monkeypatch.setattr(sys, "stdout", out)
        from shopguard.app.cli.output import take_global_options

        words = ["verify", str(package), "--password-stdin", "--json", "--language", "en"]
        code = run(*take_global_options(words))
        monkeypatch.undo()
        return Answer(code, out.getvalue(), "")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("counter"))


@pytest.fixture(autouse=True)
def _one_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key takes a second to make on a small machine, and is not what is tested here."""
    monkeypatch.setattr(onvif.rsa, "generate_private_key", lambda *_: KEY)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.mark.requirement("J-6", "J-7", "G-7.2")
def test_from_the_call_to_the_return(
    desk: Desk, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    called = desk.good("provision", "open", "--ground", "police-inquiry", "--call",
                       "--fields", desk.caller(), "--camera", "入口", *desk.span)  # fmt: skip
    case = called["id"]
    assert called["state"] == "announced"
    early = desk.run("provision", "export", case, *BOTH, "--out", str(out), secrets=RIGHT)
    assert (early.code, early.error) == (3, "provision.state")
    ripe = desk.good("provision", "complete", case, "--scan", str(desk.scan),
                     "--fields", desk.fields("police-inquiry", recipient="高橋 誠"))  # fmt: skip
    assert (ripe["state"], ripe["recipient"], ripe["cameras"]) == ("open", "高橋 誠", ["入口"])
    corrected = desk.good("provision", "correct", case, "--reason", "書き間違い", "--fields",
                          desk.fields("police-inquiry", recipient="高橋 真"))  # fmt: skip
    assert corrected["recipient"] == "高橋 真"
    assert "高橋 誠" in json.dumps(corrected["history"], ensure_ascii=False)
    made = desk.exported(case, out)
    good = desk.verify(Path(made["file"]), made["password"], monkeypatch)
    assert (good.code, good.data["verdict"]) == (0, "GOOD")
    wrong = desk.verify(Path(made["file"]), "another password", monkeypatch)
    assert wrong.code != 0
    handed = desk.good("provision", "hand-over", case, "--medium", "USB", "--password-way",
                       "電話", "--received-by", "高橋 真")  # fmt: skip
    assert handed["state"] == "handed-over"
    back = desk.good("provision", "returned", case, "--how", "廃棄の連絡を受けた")
    assert [each["what"] for each in back["history"]] == [
        "announced", "opened", "corrected", "exported", "key-shown", "handed-over", "returned",
    ]  # fmt: skip
    for paper in ("cover", "record", "receipt"):
        pdf = out / f"{paper}.pdf"
        desk.good("provision", "print", case, "--paper", paper, "--out", str(pdf))
        assert pdf.read_bytes().startswith(b"%PDF")
    again = desk.run("provision", "print", case, "--out", str(out / "record.pdf"))
    assert (again.code, again.error) == (2, "provision.file_exists")
    listed = desk.good("provision", "list", "--search", "高橋 真")["provisions"]
    assert [row["id"] for row in listed] == [case]
    desk.good("provision", "print", "--out", str(out / "list.pdf"))
    assert desk.good("audit", "verify")["ok"]


def test_a_changed_package_is_told_with_what_changed(
    desk: Desk, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = desk.exported(desk.opened(), out)
    package = Path(made["file"])
    data = bytearray(package.read_bytes())
    data[len(data) // 2] ^= 1
    package.write_bytes(data)
    answer = desk.verify(package, made["password"], monkeypatch)
    assert answer.code == 4
    assert answer.data["verdict"] != "GOOD"
    assert answer.data["findings"][0]["words"]


@pytest.mark.requirement("J-6")
def test_a_refusal_has_its_letter_and_no_package(desk: Desk, out: Path) -> None:
    opened = desk.good("provision", "open", "--ground", "none")
    refused = desk.good("provision", "refuse", opened["id"], "--reason", "根拠がない")
    assert refused["state"] == "refused"
    desk.good("provision", "print", opened["id"], "--paper", "refusal",
              "--out", str(out / "letter.pdf"))  # fmt: skip
    late = desk.run("provision", "export", opened["id"], *BOTH, "--out", str(out), secrets=RIGHT)
    assert late.code == 3
    assert [path.name for path in out.iterdir()] == ["letter.pdf"]


def test_a_span_without_footage_is_warned_of_and_makes_no_package(desk: Desk, out: Path) -> None:
    empty = ["--from", "2026-01-02T10:00:00+09:00", "--to", "2026-01-02T10:05:00+09:00"]
    opened = desk.good("provision", "open", "--ground", "consent", "--fields",
                       desk.fields("consent"), "--camera", "入口", *empty,
                       "--scan", str(desk.scan))  # fmt: skip
    assert opened["warnings"] == ["nothing-recorded"]
    answer = desk.run("provision", "export", opened["id"], *BOTH, "--out", str(out), secrets=RIGHT)
    assert (answer.code, answer.error) == (2, "export.nothing_recorded")
    assert list(out.iterdir()) == []
    after = desk.good("provision", "show", opened["id"])
    assert (after["state"], after["history"][-1]["what"]) == ("open", "failed")


@pytest.mark.requirement("J-6", "M-31")
def test_a_request_about_ones_own_data(desk: Desk, out: Path) -> None:
    received = desk.good("rights", "receive", "--wish", "disclosure", "--who", "田中 みどり",
                         "--contact", "03-1111-2222", "--words", "写っている映像を見たい",
                         "--camera", "入口", *desk.span)  # fmt: skip
    case = received["id"]
    assert received["due"]
    early = desk.run("rights", "answer", case, "--answer", "granted", "--reason", "渡す")
    assert early.code == 3
    desk.good("rights", "identified", case, "--document", "運転免許証", "--how", "写真と見くらべた")
    desk.good("rights", "note", case, "--words", "映像を探した")
    found = desk.good("rights", "search", *desk.span, "--place", "入口")["footage"]
    assert [row["camera"] for row in found] == ["入口"]
    answered = desk.good("rights", "answer", case, "--answer", "granted", "--reason", "提供する")
    assert [each["what"] for each in answered["history"]] == [
        "received", "identified", "noted", "answered",
    ]  # fmt: skip
    desk.good("rights", "print", case, "--out", str(out / "answer.pdf"))
    second = desk.good("rights", "receive", "--wish", "erasure", "--who", "田中", "--contact", "x",
                       "--words", "消してほしい")  # fmt: skip
    desk.good("rights", "withdraw", second["id"], "--reason", "取り下げ")
    assert len(desk.good("rights", "list")["requests"]) == 2
    assert desk.good("rights", "show", case)["state"] == "answered"


@pytest.mark.parametrize(
    ("words", "code", "error"),
    [
        (["provision", "open", "--ground", "curiosity"], 2, "provision.ground"),
        (["provision", "open", "--ground", "consent"], 3, "provision.incomplete"),
        (["provision", "open", "--ground", "none", "--camera", "nobody"], 2, "camera.unknown"),
        (["provision", "open", "--ground", "none", "--fields", "gone"], 2, "provision.fields_file"),
        (["provision", "open", "--ground", "none", "--scan", "gone"], 2, "provision.scan_unread"),
        (["provision", "open", "--ground", "none", "--from", "today"], 2, "time."),
        (["provision", "show", "999"], 2, "case.unknown"),
        (["provision", "refuse", "999", "--reason", "x"], 2, "case.unknown"),
        (["provision", "export", "999", *BOTH, "--out", "."], 2, "case.unknown"),
        (["provision", "print", "999", "--out", "x.pdf"], 2, "case.unknown"),
        (["rights", "show", "999"], 2, "case.unknown"),
        (["rights", "receive", "--wish", "all", "--who", "a", "--contact", "b", "--words", "c"],
         2, "rights.wish"),
        (["verify", "gone.zip"], 2, "verify."),
    ],
)  # fmt: skip
def test_each_mistake_has_its_own_words(
    desk: Desk, words: list[str], code: int, error: str
) -> None:
    answer = desk.run(*words, secrets=RIGHT if "export" in words else None)
    assert answer.code == code, answer
    assert answer.error.startswith(error), answer
    assert answer.data["error"]["do"]


def test_what_is_missing_is_told_in_words_and_as_the_file_has_it(desk: Desk) -> None:
    words = ["provision", "open", "--ground", "consent", "--fields", desk.fields("danger")]
    assert desk.run(*words).error == "provision.field_unknown"
    fields = desk.fields("consent", consent_date="")
    answer = desk.run("provision", "open", "--ground", "consent", "--fields", fields)
    told = answer.data["error"]
    assert "Day of consent, Scan or photo of the paper" in told["means"]
    assert set(told["fields"]) == {"consent_date", "scan"}
    assert "  consent_date  Day of consent" in answer.err


@pytest.mark.parametrize(
    ("approve", "secrets", "error"),
    [
        (["--approve", "sato"], RIGHT, "policy."),
        (["--approve", "sato", "--approve", "sato"], RIGHT, ""),
        (BOTH, {**RIGHT, "suzuki": "not hers at all"}, "login.failed"),
    ],
)
def test_an_export_by_the_wrong_people(
    desk: Desk, out: Path, approve: list[str], secrets: dict[str, str], error: str
) -> None:
    case = desk.opened()
    answer = desk.run("provision", "export", case, *approve, "--out", str(out), secrets=secrets)
    assert answer.code == 3, answer
    assert answer.error.startswith(error), answer
    assert list(out.iterdir()) == []
    assert desk.good("provision", "show", case)["state"] == "open"


def test_a_place_that_is_none_is_said_before_anything_is_written(desk: Desk, out: Path) -> None:
    case = desk.opened()
    answer = desk.run("provision", "export", case, *BOTH, "--out", str(out / "gone"),
                      secrets=RIGHT)  # fmt: skip
    assert answer.code == 2, answer
    assert desk.exported(case, out)["file"]


@pytest.mark.requirement("J-14")
def test_no_passphrase_was_ever_printed(desk: Desk) -> None:
    assert not any(words in desk.said for words in RIGHT.values())
