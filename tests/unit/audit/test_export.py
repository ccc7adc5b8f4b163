"""The log as a file: whole, readable in Excel, and harmless there."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from shopguard.audit.actions import Act
from shopguard.audit.entry import Entry
from shopguard.audit.export import export_csv, export_json
from shopguard.audit.ledger import Ledger
from shopguard.audit.merkle import leaf_hash, root_of
from shopguard.audit.record import EVERYTHING, Wanted, find
from shopguard.base.clock import DAY, HOUR, to_us
from shopguard.base.errors import InvalidInput, Unavailable
from shopguard.base.span import Span
from shopguard.database.engine import Catalogue
from tests.fakes.clock import NOON, FakeClock
from tests.unit.audit.test_ledger import OPENED, records


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_table_holds_every_record_in_words(
    ledger: Ledger, catalogue: Catalogue, tmp_path: Path
) -> None:
    receipt = ledger.append(OPENED)
    ledger.append(Entry(Act.LOGIN_FAILED, (), "refused", "desk"))
    out = tmp_path / "log.csv"
    names = {"chief": "佐藤", "entrance": "入口"}
    assert export_csv(catalogue, out, names=names) == 2
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    assert out.read_bytes().count(b"\r\n") == 3
    first, second = table(out)
    assert first["操作"] == "録画を開いた"
    assert first["操作した人"] == "佐藤; deputy"
    assert first["カメラ"] == "入口; till"
    assert first["記録のハッシュ値"] == receipt.leaf.hex()
    assert json.loads(first["詳細"]) == OPENED.detail
    assert OPENED.span is not None
    assert to_us(datetime.fromisoformat(first["映像の終了"])) == OPENED.span.end
    assert to_us(datetime.fromisoformat(first["日時"])) == NOON
    assert (second["結果"], second["映像の開始"], second["詳細"]) == ("拒否", "", "")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", "＝", "＋", "－", "＠"])
def test_no_cell_is_taken_for_a_formula(
    ledger: Ledger, catalogue: Catalogue, tmp_path: Path, start: str
) -> None:
    evil = f"{start}cmd|' /C calc'!A0"
    ledger.append(Entry(Act.LOGIN_DONE, (evil,), "done", evil, evil, evil, (evil,)))
    export_csv(catalogue, tmp_path / "log.csv", language="en")
    (row,) = table(tmp_path / "log.csv")
    assert not [cell for cell in row.values() if cell.startswith(start)]
    assert row["Seat"] == f"'{evil}"


def test_an_action_of_a_later_version_is_shown_by_its_name(
    ledger: Ledger, catalogue: Catalogue, tmp_path: Path
) -> None:
    ledger.append(Entry("drone.landed", ("chief",), "done", "desk"))
    export_csv(catalogue, tmp_path / "log.csv", language="en")
    assert table(tmp_path / "log.csv")[0]["Action"] == "drone.landed"


def test_json_lets_an_outsider_recompute_everything(
    ledger: Ledger, catalogue: Catalogue, tmp_path: Path
) -> None:
    for _ in range(5):
        ledger.append(OPENED)
    head = ledger.head()
    out = tmp_path / "log.json"
    assert export_json(catalogue, out, head=head) == 5
    told = json.loads(out.read_text(encoding="utf-8"))
    assert [record["record"]["seq"] for record in told["records"]] == [1, 2, 3, 4, 5]
    lines = out.read_text(encoding="utf-8").splitlines()[1:6]
    bodies = [line.split('"record":', 1)[1].removesuffix(",").removesuffix("}") for line in lines]
    leaves = [leaf_hash(body.encode()) for body in bodies]
    assert [leaf.hex() for leaf in leaves] == [record["leaf"] for record in told["records"]]
    assert root_of(leaves) == head.root
    assert told["head"] == head.as_text()


def test_an_empty_log_is_an_empty_file_of_its_kind(catalogue: Catalogue, tmp_path: Path) -> None:
    assert export_csv(catalogue, tmp_path / "log.csv") == 0
    assert export_json(catalogue, tmp_path / "log.json") == 0
    assert table(tmp_path / "log.csv") == []
    assert json.loads((tmp_path / "log.json").read_text())["records"] == []


def test_records_are_found_by_person_camera_action_and_day(
    ledger: Ledger, catalogue: Catalogue, clock: FakeClock
) -> None:
    def add(action: Act, people: tuple[str, ...], cameras: tuple[str, ...], note: str) -> None:
        ledger.append(Entry(action, people, "done", "desk", cameras=cameras, detail={"n": note}))

    add(Act.FOOTAGE_OPENED, ("aa", "bb"), ("c1",), "bb")
    add(Act.FOOTAGE_OPENED, ("aa",), ("c1", "c2"), "")
    clock.advance(DAY)
    add(Act.HOLD_SET, ("bb",), ("c2",), "")
    add(Act.HOLD_SET, ("aab",), (), "aa")

    def seqs(wanted: Wanted) -> list[int]:
        with catalogue.read() as db:
            return [record.seq for record in find(db, wanted)]

    assert seqs(EVERYTHING) == [1, 2, 3, 4]
    assert seqs(Wanted(person="aa")) == [1, 2]
    assert seqs(Wanted(person="bb")) == [1, 3]
    assert seqs(Wanted(camera="c2")) == [2, 3]
    assert seqs(Wanted(action=Act.HOLD_SET)) == [3, 4]
    assert seqs(Wanted(span=Span(NOON, NOON + HOUR))) == [1, 2]
    assert seqs(Wanted(person="bb", camera="c2", action=Act.HOLD_SET)) == [3]
    assert seqs(Wanted(before_seq=3)) == [1, 2]
    with catalogue.read() as db:
        newest = find(db, Wanted(before_seq=4), newest_first=True)
        assert [next(newest).seq, next(newest).seq] == [3, 2]
        newest.close()


def test_a_file_that_is_there_is_left_alone(
    ledger: Ledger, catalogue: Catalogue, tmp_path: Path
) -> None:
    ledger.append(OPENED)
    taken = tmp_path / "log.csv"
    taken.write_text("mine")
    with pytest.raises(InvalidInput, match="already is a file"):
        export_csv(catalogue, taken)
    assert taken.read_text() == "mine"


@pytest.mark.parametrize("export", [export_csv, export_json])
def test_a_place_that_cannot_be_written_is_named(
    ledger: Ledger, catalogue: Catalogue, tmp_path: Path, export: Callable[[Catalogue, Path], int]
) -> None:
    ledger.append(OPENED)
    with pytest.raises(Unavailable, match="nowhere"):
        export(catalogue, tmp_path / "nowhere" / "log")


def test_reading_back_gives_what_was_appended(ledger: Ledger, catalogue: Catalogue) -> None:
    bare = Entry(Act.CLOCK_JUMPED, ("recorder",), "failed", "service")
    ledger.append(bare)
    ledger.append(OPENED)
    assert [record.entry for record in records(catalogue)] == [bare, OPENED]
