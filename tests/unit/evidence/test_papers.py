"""Papers of a provision: everything APPI 29 asks for, in both languages, typeface embedded."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtPdf import QPdfDocument

from shopguard.access.policy import Console
from shopguard.app.acts import papers
from shopguard.app.acts import provision as acts
from shopguard.base.errors import InvalidInput
from shopguard.base.texts import LANGUAGES, Language
from shopguard.evidence.papers import PAPERS
from tests.fakes.full_shop import FullShop
from tests.fakes.requests import filled, opened


def words_of(pdf: bytes) -> str:
    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    pages = range(document.pageCount())
    return "\n".join(document.getAllText(page).text() for page in pages)


@pytest.mark.requirement("J-7", "G-7.2")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_record_names_day_recipient_images_purpose_and_reason(
    full: FullShop, language: Language
) -> None:
    fields = filled("police-inquiry", recipient="山田 太郎", need="自転車盗難の捜査")
    provision = opened(full, fields=fields)
    said = words_of(papers.paper(full.shop, Console("x"), provision, "record", language)).replace(
        "\n", ""
    )
    day = {"ja": "2026年11月20日", "en": "2026-11-20"}[language]
    for words in ("山田 太郎", "自転車盗難の捜査", "入口", day):
        assert words.replace(" ", "") in said.replace(" ", "")


@pytest.mark.requirement("J-6")
def test_a_refusal_is_a_letter_with_its_reason(full: FullShop) -> None:
    asked = acts.open_provision(
        full.shop,
        Console("x"),
        ground="none",
        fields={"recipient": "近所の方"},
        cameras=[],
        span=None,
    )
    refused = acts.refuse(full.shop, Console("x"), asked.id, "同意がありません")
    said = words_of(papers.paper(full.shop, Console("x"), refused, "refusal", "ja"))
    assert "近所の方" in said
    assert "同意がありません" in said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAPERS)
def test_every_paper_can_be_made_of_a_bare_request(
    full: FullShop, name: str, language: Language
) -> None:
    asked = acts.open_provision(
        full.shop, Console("x"), ground="none", fields={}, cameras=[], span=None
    )
    pdf = papers.paper(full.shop, Console("x"), asked, name, language)
    assert "試験店" in words_of(pdf)
    assert b"/FontFile2" in pdf


@pytest.mark.requirement("J-7")
def test_the_list_holds_every_case(full: FullShop) -> None:
    for who in ("一人目", "二人目"):
        acts.open_provision(
            full.shop, Console("x"), ground="none", fields={"recipient": who}, cameras=[], span=None
        )
    said = words_of(papers.register(full.shop, Console("x"), "ja"))
    assert "一人目" in said
    assert "二人目" in said


def test_a_file_that_is_there_is_not_overwritten(full: FullShop, tmp_path: Path) -> None:
    (tmp_path / "record.pdf").write_bytes(b"mine")
    with pytest.raises(InvalidInput):
        papers.save(papers.register(full.shop, Console("x"), "ja"), tmp_path / "record.pdf")
    assert (tmp_path / "record.pdf").read_bytes() == b"mine"
