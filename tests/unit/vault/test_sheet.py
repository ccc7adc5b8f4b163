"""The recovery sheet: typed back with every tolerance, printed once, readable by its owner."""

from __future__ import annotations

import stat
import subprocess
import sys
import tempfile
from itertools import pairwise
from pathlib import Path

import cv2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mnemonic import Mnemonic

from shopguard.access.policy import Sheet
from shopguard.access.secret import SHEET
from shopguard.base.errors import InvalidInput, Refused, ShopGuardError, Unavailable
from shopguard.vault.sheet import QR_PREFIX, SheetSecret, parse_words
from shopguard.vault.sheet_pdf import write_sheet
from tests.fakes.clock import NOON
from tests.fakes.small_shop import SmallShop

WORDS = Mnemonic("english").wordlist
secrets = st.binary(min_size=16, max_size=16)


def sheet_of(raw: bytes) -> SheetSecret:
    return SheetSecret(bytearray(raw))


@given(secrets)
def test_twelve_words_come_back_as_they_were(raw: bytes) -> None:
    words = sheet_of(raw).words()
    assert len(words) == 12
    assert parse_words(" ".join(words)).content == raw


def wide(word: str) -> str:
    return "".join(chr(ord(letter) + 0xFEE0) for letter in word)


def typed(word: str, how: int) -> str:
    return (word, word.upper(), word[:4], wide(word), word.title(), wide(word[:4]).upper())[how]


@given(
    secrets,
    st.lists(st.integers(0, 5), min_size=12, max_size=12),
    st.sampled_from([" ", "  ", "\n", ", ", "　", "・", " - ", "\t", "\r\n"]),
    st.booleans(),
)
def test_it_does_not_matter_how_they_are_typed(
    raw: bytes, how: list[int], between: str, numbered: bool
) -> None:
    parts = [typed(word, way) for word, way in zip(sheet_of(raw).words(), how, strict=True)]
    if numbered:
        parts = [f"{at}. {part}" for at, part in enumerate(parts, start=1)]
    assert parse_words(f" {between.join(parts)}\n").content == raw


@given(secrets, st.integers(0, 11), st.sampled_from(["zzzz", "", "ab", "いえ", "abandonn", "x"]))
def test_a_word_that_is_none_is_named_by_its_place(raw: bytes, at: int, wrong: str) -> None:
    words = list(sheet_of(raw).words())
    words[at] = wrong
    with pytest.raises(InvalidInput) as refused:
        parse_words(" ".join(words))
    expected = ("sheet.word", {"at": at + 1}) if wrong else ("sheet.word_count", {"given": 11})
    assert refused.value.code == expected[0]
    assert expected[1].items() <= refused.value.params.items()
    assert all(isinstance(value, int) for value in refused.value.params.values())  # no words


@given(secrets, st.integers(0, 11), st.sampled_from(WORDS))
def test_another_word_is_found_or_gives_another_secret(raw: bytes, at: int, other: str) -> None:
    words = list(sheet_of(raw).words())
    if words[at] == other:
        return
    words[at] = other
    if Mnemonic("english").check(" ".join(words)):  # one in sixteen
        assert parse_words(" ".join(words)).content != raw
        return
    with pytest.raises(InvalidInput) as refused:
        parse_words(" ".join(words))
    assert refused.value.code == "sheet.checksum"


@given(st.text(max_size=200))
def test_whatever_is_typed_gets_an_answer(anything: str) -> None:
    with pytest.raises(InvalidInput):
        parse_words(anything)


@pytest.mark.requirement("J-3", "J-14")
def test_every_use_of_the_sheet_is_logged(bare: SmallShop) -> None:
    bare.sheet_words = " ".join(SheetSecret.new().words())
    with pytest.raises(Refused):  # there is no vault yet
        bare.proof("sheet")
    bare.set_up()
    right = bare.sheet_words
    with bare.proof("sheet") as proof:
        assert (proof.owner, proof.person, proof.factor.owner) == (SHEET, None, SHEET)
    other = " ".join(SheetSecret.new().words())
    for wrong, code in ((other, "sheet.not_current"), (right[:-1] + "q", "sheet.word")):
        bare.sheet_words = wrong
        with pytest.raises(ShopGuardError) as refused:
            bare.proof("sheet")
        assert refused.value.code == code
    used = bare.log("sheet.used")
    assert [entry["outcome"] for entry in used] == ["refused", "done", "refused", "refused"]
    assert {tuple(entry["people"]) for entry in used} == {("sheet",)}
    assert " ".join(right.split()[:2]) not in str(bare.log())
    assert Sheet().id == SHEET


@pytest.fixture(scope="module")
def secret() -> SheetSecret:
    return SheetSecret(bytearray(range(16)), mark="3F2A-91C0")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory, secret: SheetSecret) -> Path:
    path = tmp_path_factory.mktemp("sheet") / "回復シート.pdf"
    write_sheet(path, secret, "まちかど商店 本店", NOON)
    return path


def tool(*command: str | Path) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_the_page_says_what_it_is_in_both_languages(page: Path, secret: SheetSecret) -> None:
    words = tool("pdftotext", "-layout", page, "-")
    assert words.count("\f") == 1  # one page
    for expected in (
        "回復シート", "Recovery sheet", "まちかど商店 本店", "2026年11月20日", "2026-11-20",
        "3F2A-91C0", "オーナーの金庫", "owner’s safe", "使い方", "How to use it", *secret.words(),
    ):  # fmt: skip
        assert expected.replace("’", "'") in words.replace("’", "'")
    numbered = {int(n): w for n, w in _numbered(words)}
    assert tuple(numbered[at] for at in range(1, 13)) == secret.words()


def _numbered(words: str) -> list[tuple[str, str]]:
    tokens = words.split()
    return [(n, w) for n, w in pairwise(tokens)
            if n.isdigit() and int(n) <= 12 and w in WORDS]  # fmt: skip


def test_every_font_of_the_page_is_embedded(page: Path) -> None:
    rows = [line.split() for line in tool("pdffonts", page).splitlines()[2:]]
    assert rows
    for row in rows:
        assert "BIZUDPGothic" in row[0]
        assert row[-5] == "yes"  # emb, sub, uni, object, generation


def test_the_code_on_the_page_gives_the_words_back(
    page: Path, secret: SheetSecret, tmp_path: Path
) -> None:
    tool("pdftoppm", "-r", "200", "-png", "-singlefile", page, tmp_path / "sheet")
    picture = cv2.imread(str(tmp_path / "sheet.png"))
    assert picture is not None
    read, *_ = cv2.QRCodeDetector().detectAndDecode(picture)
    assert read.startswith(QR_PREFIX)
    assert parse_words(read).content == secret.content


@pytest.mark.requirement("J-14")
@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights in another way")
def test_only_the_owner_may_read_the_file(page: Path) -> None:
    assert stat.S_IMODE(page.stat().st_mode) == 0o600


def test_a_sheet_is_never_written_over(page: Path, secret: SheetSecret, tmp_path: Path) -> None:
    before = page.read_bytes()
    with pytest.raises(InvalidInput) as refused:
        write_sheet(page, secret, "shop", NOON)
    assert refused.value.code == "sheet.file_exists"
    assert page.read_bytes() == before
    with pytest.raises(Unavailable) as missing:
        write_sheet(tmp_path / "no such folder" / "sheet.pdf", secret, "shop", NOON)
    assert missing.value.code == "sheet.not_written"


@pytest.mark.requirement("J-14")
def test_no_temporary_file_is_made(
    secret: SheetSecret, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    monkeypatch.setattr(tempfile, "_get_candidate_names", lambda: made.append("asked"))
    (tmp_path / "out").mkdir()
    write_sheet(tmp_path / "out" / "sheet.pdf", secret, "shop", NOON)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["sheet.pdf"]
    assert not made


@pytest.mark.parametrize("name", ["a" * 80, "とても長い名前の" * 10, "<b>&amp;%s{0}"])
def test_any_shops_name_fits_on_one_page(secret: SheetSecret, tmp_path: Path, name: str) -> None:
    write_sheet(tmp_path / "sheet.pdf", secret, name, NOON)
    words = tool("pdftotext", "-raw", tmp_path / "sheet.pdf", "-")
    assert words.count("\f") == 1
    assert name in words.replace("\n", "")
    assert secret.words()[11] in words
