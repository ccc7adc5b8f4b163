"""Footage leaves by a provision alone: ground, two managers, log entry, then the package."""

from __future__ import annotations

import json
import os
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import pyzipper
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from shopguard.access.policy import Console
from shopguard.access.secret import SHEET
from shopguard.app.acts import export_notes
from shopguard.app.acts import provide as providing
from shopguard.app.acts import provision as acts
from shopguard.app.acts.export_notes import Export
from shopguard.app.acts.provide import Provided, provide
from shopguard.audit.ledger import Ledger
from shopguard.audit.proof import Inclusion
from shopguard.base.clock import SECOND
from shopguard.base.errors import ShopGuardError, Unavailable
from shopguard.database import schema
from shopguard.evidence.cases import Cases
from shopguard.evidence.findings import Verdict
from shopguard.evidence.provisions import State, Step
from shopguard.evidence.signing import statement
from shopguard.evidence.verify import verify
from tests.fakes.full_shop import FullShop
from tests.fakes.requests import filled, opened
from tests.unit.evidence.test_papers import words_of


def given(full: FullShop, folder: Path, *logins: str, name: str = "1", **more: Any) -> Provided:
    with full.proofs(*(logins or ("sato", "suzuki"))) as proofs:
        return provide(full.shop, proofs, name, folder, **more)


def inside(provided: Provided) -> dict[str, bytes]:
    with pyzipper.AESZipFile(provided.package.path) as zipped:
        zipped.setpassword(provided.password.encode())
        return {Path(name).name: zipped.read(name) for name in zipped.namelist()}


def logged(full: FullShop) -> list[tuple[str, str]]:
    with full.shop.catalogue.read() as db:
        rows = db.execute(schema.audit_record.select().order_by(schema.audit_record.c.seq))
        return [(row.action, json.loads(row.body)["outcome"]) for row in rows]


def traces(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.mark.requirement("J-7", "G-6.2", "G-7.2")
def test_a_package_is_signed_proven_and_in_the_register(full: FullShop, out: Path) -> None:
    opened(full, fields=filled("police-inquiry", recipient="山田"))
    provided = given(full, out)
    files = inside(provided)
    manifest = files["manifest.json"]
    key = Ed25519PublicKey.from_public_bytes(full.shop.ledger.public)
    key.verify(bytes.fromhex(files["manifest.sig"].decode()), statement(manifest))
    proof = Inclusion.parse(files["proof.json"].decode())
    assert proof.holds()
    assert proof.entry.action == "provision.exported"
    assert proof.entry.detail["manifest"] == sha256(manifest).hexdigest()
    assert provided.provision.state is State.EXPORTED
    steps = [entry.kind for entry in provided.provision.case.entries]
    assert steps == [Step.OPENED, Step.EXPORTED, Step.KEY_SHOWN]
    assert full.shop.cases.check() == []


@pytest.mark.requirement("J-3")
def test_the_sheet_from_the_safe_counts_as_a_manager_in_the_package_too(
    full: FullShop, out: Path
) -> None:
    opened(full)
    provided = given(full, out, "sato", SHEET)
    report = verify(provided.package.path, provided.password)
    assert (report.verdict, report.findings) == (Verdict.GOOD, ())


@pytest.mark.requirement("J-7")
def test_what_the_shop_keeps_to_itself_is_not_handed_out(full: FullShop, out: Path) -> None:
    fields = filled(
        "police-inquiry",
        recipient="東京商会",
        identity_how="内部の確認方法",
        identity_number="第9876号",
    )
    opened(full, fields=fields)
    files = inside(given(full, out))
    told = json.loads(files["manifest.json"])["provision"]["fields"]
    assert not {"identity_how", "identity_number", "callback", "scan"} & told.keys()
    for paper in ("cover.pdf", "record.pdf"):
        words = words_of(files[paper])
        assert "東京商会" in words
        assert not any(each in words for each in ("内部の確認方法", "9876"))


@pytest.mark.requirement("J-3", "J-6")
@pytest.mark.parametrize("logins", [("sato",), ("sato", "sato")])
def test_nobody_alone_gets_a_package(full: FullShop, out: Path, logins: tuple[str, ...]) -> None:
    opened(full)
    with pytest.raises(ShopGuardError):
        given(full, out, *logins)
    assert traces(out) == []
    assert any(outcome == "refused" for _, outcome in logged(full))


@pytest.mark.requirement("J-6", "J-7")
@pytest.mark.parametrize("kind", ["announced", "refused"])
def test_without_a_ground_there_is_no_package(full: FullShop, out: Path, kind: str) -> None:
    if kind == "announced":
        opened(full, fields={"recipient": "山田", "agency": "試験警察署"}, call=True)
    else:
        acts.refuse(full.shop, Console("x"), opened(full).id, "必要がない")
    with pytest.raises(ShopGuardError):
        given(full, out)
    assert traces(out) == []


@pytest.mark.requirement("J-7", "J-14")
@pytest.mark.parametrize("broken", [(Ledger, "append"), (Cases, "keep"), (export_notes, "prove"),
                                    (providing, "shop_signer"), (Ledger, "head")])  # fmt: skip
@pytest.mark.parametrize("call", [1, 2])
def test_no_package_without_its_entry(
    full: FullShop, out: Path, monkeypatch: pytest.MonkeyPatch, broken: Any, call: int
) -> None:
    opened(full)
    owner, name = broken
    whole, calls = getattr(owner, name), []

    def fails(*given: Any, **more: Any) -> Any:
        calls.append(name)
        if len(calls) == call:
            raise Unavailable("catalogue.busy")
        return whole(*given, **more)

    with full.proofs("sato", "suzuki") as proofs:
        monkeypatch.setattr(owner, name, fails)
        if name in {"prove", "shop_signer", "head"} and call > 1:
            provide(full.shop, proofs, "1", out)  # asked for once only
            return
        with pytest.raises(Unavailable):
            provide(full.shop, proofs, "1", out)
    monkeypatch.undo()
    assert traces(out) == []
    assert acts.find(full.shop, "1").state is State.OPEN
    assert full.shop.cases.check() == []


@pytest.mark.requirement("G-6.2")
def test_giving_up_leaves_nothing_but_the_entry(full: FullShop, out: Path) -> None:
    opened(full, seconds=5)
    with pytest.raises(ShopGuardError):
        given(full, out, cancelled=lambda: True)
    assert traces(out) == []
    provision = acts.find(full.shop, "1")
    assert (provision.state, provision.case.entries[-1].kind) == (State.OPEN, Step.FAILED)
    assert ("provision.failed", "failed") in logged(full)
    assert given(full, out).provision.state is State.EXPORTED


@pytest.mark.requirement("G-6.2")
def test_a_medium_that_gives_back_something_else_is_noticed(
    full: FullShop, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(full, seconds=3)
    seal = Export.seal

    def then_spoilt(export: Export, manifest: bytes) -> Any:
        (written,) = traces(out)
        with written.open("r+b") as file:
            file.seek(os.fstat(file.fileno()).st_size // 2)
            file.write(b"\xff" * 32)
        return seal(export, manifest)

    monkeypatch.setattr(Export, "seal", then_spoilt)
    with pytest.raises(ShopGuardError):
        given(full, out)
    assert traces(out) == []
    provision = acts.find(full.shop, "1")
    assert provision.case.entries[-1].kind == Step.FAILED
    assert provision.state is State.OPEN


@pytest.mark.requirement("J-7")
def test_from_the_request_to_the_receipt(full: FullShop, out: Path) -> None:
    opened(full)
    given(full, out)
    console = Console("x")
    handed = acts.hand_over(
        full.shop, console, "1", medium="USB", password_way="電話", received_by="山田"
    )
    assert handed.state is State.HANDED_OVER
    full.clock.advance(SECOND)
    assert acts.returned(full.shop, console, "1", "廃棄の連絡を受けた").state is State.RETURNED
    with pytest.raises(ShopGuardError):
        given(full, out)
    assert full.shop.cases.check() == []


@pytest.mark.requirement("J-14")
def test_the_password_stands_nowhere(full: FullShop, out: Path) -> None:
    opened(full)
    provided = given(full, out)
    assert provided.password not in repr(provided)
    with full.shop.catalogue.read() as db:
        bodies = [row.body for row in db.execute(schema.audit_record.select())]
        bodies += [row.body for row in db.execute(schema.evidence_entry.select())]
    assert not any(provided.password.encode() in body for body in bodies)
