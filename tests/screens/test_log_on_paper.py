"""The list of the log on paper, read back from the file itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtPdf import QPdfDocument

from shopguard.access.policy import Console
from shopguard.app.acts.audit import export
from shopguard.audit.head_pdf import head_pdf
from shopguard.base.texts import LANGUAGES, text
from tests.fakes.full_shop import FullShop


@pytest.mark.requirement("J-14", "T-10")
def test_the_list_says_who_did_what_and_carries_the_head(tmp_path: Path) -> None:
    full = FullShop(tmp_path)
    path = tmp_path / "log.pdf"
    export(full.shop, Console("test"), path, only="すべて", language="ja")
    head = full.shop.ledger.head()
    full.close()
    pages = pages_in(path)
    said = "".join("".join(pages).split())
    for words in (
        "操作の記録の一覧",
        "お店を設定",
        "このパソコンの利用者:test",
        "操作の記録を書き出し",
    ):
        assert words in said
    assert f"{len(pages)}/{len(pages)}ページ" in said
    assert head.as_text() in said


@pytest.mark.requirement("J-14", "T-10")
def test_the_head_on_paper_says_how_an_outsider_checks_it(tmp_path: Path) -> None:
    full = FullShop(tmp_path)
    head = full.shop.ledger.head()
    path = tmp_path / "head.pdf"
    path.write_bytes(head_pdf(head, full.shop.site.name))
    full.close()
    pages = pages_in(path)
    said = "".join("".join(pages).split())
    assert len(pages) == 1
    for words in (head.as_text(), "試験店", "外部の方が確かめるとき", "Howanoutsiderchecksit"):
        assert words in said
    for code in ("audit.head_page.check_2", "audit.head_page.check_4"):
        for language in LANGUAGES:
            assert "".join(text(code, language).split()) in said


def pages_in(path: Path) -> list[str]:
    document = QPdfDocument()
    document.load(str(path))
    pages = [document.getAllText(number).text() for number in range(document.pageCount())]
    document.close()
    return pages
