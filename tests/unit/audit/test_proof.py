"""One record, proven to somebody who sees no other."""

from __future__ import annotations

import dataclasses
import json

import pytest

from shopguard.audit.actions import Act
from shopguard.audit.entry import Entry
from shopguard.audit.ledger import Ledger
from shopguard.audit.proof import Inclusion, grew, prove, prove_growth
from shopguard.base.errors import InvalidInput
from shopguard.database.engine import Catalogue
from tests.unit.audit.test_ledger import OPENED

SIZE = 21


@pytest.fixture
def told(ledger: Ledger) -> list[Entry]:
    entries = [Entry(Act.HOLD_SET, (f"person{n}",), "done", "desk") for n in range(SIZE)]
    for entry in entries:
        ledger.append(entry)
    return entries


@pytest.mark.requirement("J-7", "T-10")
def test_every_record_can_be_proven_and_says_what_it_said(
    ledger: Ledger, catalogue: Catalogue, told: list[Entry]
) -> None:
    head = ledger.head()
    for seq, entry in enumerate(told, 1):
        proof = Inclusion.parse(prove(catalogue, seq, head).as_json())
        assert proof.holds()
        assert proof.entry == entry
        assert proof.head == head


def test_a_proof_to_an_older_head_holds_while_the_log_grows(
    ledger: Ledger, catalogue: Catalogue, told: list[Entry]
) -> None:
    head = ledger.head()
    ledger.append(OPENED)
    assert prove(catalogue, SIZE, head).holds()
    with pytest.raises(InvalidInput, match=rf"no record {SIZE + 1}.*ends at {SIZE}"):
        prove(catalogue, SIZE + 1, head)


@pytest.mark.parametrize("seq", [0, -1, SIZE + 1])
def test_a_record_that_is_not_there_is_not_proven(
    ledger: Ledger, catalogue: Catalogue, told: list[Entry], seq: int
) -> None:
    with pytest.raises(InvalidInput, match="no record"):
        prove(catalogue, seq, ledger.head())


def test_no_part_of_a_proof_can_be_changed(
    ledger: Ledger, catalogue: Catalogue, told: list[Entry]
) -> None:
    proof = prove(catalogue, 5, ledger.head())
    assert proof.holds()
    forged_head = dataclasses.replace(proof.head, at_us=0)
    for part in (
        {"seq": 6},
        {"seq": 0},
        {"body": proof.body.replace(b"person4", b"person5")},
        {"path": proof.path[1:]},
        {"path": (*proof.path, bytes(32))},
        {"path": (bytes(32), *proof.path[1:])},
        {"head": forged_head},
    ):
        assert not dataclasses.replace(proof, **part).holds(), part


@pytest.mark.parametrize("words", ["", "{}", "[]", "null", "no json", '{"seq": 1}'])
def test_what_is_no_proof_is_told_apart(words: str) -> None:
    with pytest.raises(InvalidInput, match="not a proof"):
        Inclusion.parse(words)


def test_a_proof_with_a_broken_head_is_told_apart(
    ledger: Ledger, catalogue: Catalogue, told: list[Entry]
) -> None:
    words = json.loads(prove(catalogue, 1, ledger.head()).as_json())
    with pytest.raises(InvalidInput, match="not a proof"):
        Inclusion.parse(json.dumps(words | {"head": "SGHEAD1"}))


def test_growth_is_proven_between_any_two_heads(
    ledger: Ledger, catalogue: Catalogue, told: list[Entry]
) -> None:
    heads = [ledger.head()]
    for _ in range(9):
        ledger.append(OPENED)
        heads.append(ledger.head())
    for at, old in enumerate(heads):
        for new in heads[at:]:
            path = prove_growth(catalogue, old, new)
            assert grew(old, new, path)
            assert not grew(dataclasses.replace(old, root=bytes(32)), new, path)
    with pytest.raises(InvalidInput, match="no record"):
        prove_growth(catalogue, heads[5], heads[2])
