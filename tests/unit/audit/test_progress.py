"""Long work on the log says how far it is, and can be given up; and the list on paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from shopguard.audit import export as export_module
from shopguard.audit import verify as verify_module
from shopguard.audit.actions import Act
from shopguard.audit.entry import Entry
from shopguard.audit.export import export_csv, export_json
from shopguard.audit.heads import SignedHead
from shopguard.audit.ledger import Ledger
from shopguard.audit.list_pdf import Heading, export_pdf
from shopguard.audit.record import EVERYTHING, Wanted
from shopguard.audit.verify import verify
from shopguard.database.engine import Catalogue
from tests.fakes.clock import NOON

Told = Callable[[float], None]
COUNT = 40


@pytest.fixture
def long(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> Ledger:
    """Work is told every ten records."""
    monkeypatch.setattr(verify_module, "_BATCH", 10)
    monkeypatch.setattr(export_module, "_EVERY", 10)
    for number in range(COUNT):
        detail = {"note": f"レジ横の化粧品の棚 {number} " * (1 + number % 5)}
        act = Act.HOLD_SET if number % 2 else Act.LOGIN_DONE
        ledger.append(Entry(act, ("chief",), "done", "desk", detail=detail))
    return ledger


class Given(Exception):
    """Somebody pressed Cancel."""


def giving_up(share: float) -> None:
    if share > 0.4:
        raise Given


def test_verifying_tells_how_far_it_is(long: Ledger, catalogue: Catalogue) -> None:
    told: list[float] = []
    assert verify(catalogue, shop_public=long.public, progress=told.append).ok
    assert told == [0.25, 0.5, 0.75, 1.0]


@pytest.mark.requirement("J-14")
def test_verifying_can_be_given_up_and_begun_again(long: Ledger, catalogue: Catalogue) -> None:
    with pytest.raises(Given):
        verify(catalogue, shop_public=long.public, progress=giving_up)
    assert verify(catalogue, shop_public=long.public).records == COUNT


def as_csv(catalogue: Catalogue, path: Path, head: SignedHead, told: Told) -> int:
    return export_csv(catalogue, path, progress=told)


def as_json(catalogue: Catalogue, path: Path, head: SignedHead, told: Told) -> int:
    return export_json(catalogue, path, head=head, progress=told)


def as_pdf(catalogue: Catalogue, path: Path, head: SignedHead, told: Told) -> int:
    heading = Heading("試験店", NOON)
    return export_pdf(catalogue, path, EVERYTHING, heading, head, names={}, progress=told)


@pytest.mark.parametrize("kind", [as_csv, as_json, as_pdf])
def test_a_copy_given_up_leaves_no_file(
    kind: Callable[..., int], long: Ledger, catalogue: Catalogue, tmp_path: Path
) -> None:
    folder, told = tmp_path / "out", list[float]()
    folder.mkdir()
    assert kind(catalogue, folder / "whole", long.head(), told.append) == COUNT
    assert told == sorted(told)
    assert told[-1] > 0.5
    with pytest.raises(Given):
        kind(catalogue, folder / "given up", long.head(), giving_up)
    assert [path.name for path in folder.iterdir()] == ["whole"]


@pytest.mark.parametrize("count", [0, 1, 25, 200])
def test_the_list_on_paper_holds_every_entry_and_the_head(
    count: int, ledger: Ledger, catalogue: Catalogue, tmp_path: Path
) -> None:
    with catalogue.write() as db:
        for _ in range(count):
            ledger.append(Entry(Act.HOLD_SET, ("chief",), "refused", "desk"), db)
    path = tmp_path / "log.pdf"
    heading = Heading("試験店", NOON, only="保全")
    wanted = Wanted(action=Act.HOLD_SET)
    written = export_pdf(
        catalogue, path, wanted, heading, ledger.head(), names={"chief": "佐藤"}, language="ja"
    )
    assert written == count
    assert path.read_bytes().startswith(b"%PDF")
