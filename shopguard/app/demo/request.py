"""The demo's police request: from the telephone call to the checked package and its receipt.

The paper of the request is made up here and says so; all else is what a shop does (J-6, J-7).
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import av

from shopguard.app.acts import papers
from shopguard.app.acts import provision as acts
from shopguard.app.acts.provide import provide
from shopguard.app.demo.shop import CHIEF, DEPUTY, DemoShop
from shopguard.base.clock import from_us
from shopguard.base.forms import Form, Rows, Words, form_pdf
from shopguard.base.span import Span
from shopguard.base.texts import Language, text
from shopguard.evidence.verify import verify
from shopguard.evidence.zip_reader import ZipReader

GROUND = "police-inquiry"
_PHONE = "000-0000-0000"
_ON_THE_PHONE = ("agency", "rank", "recipient", "contact", "need")
_AT_THE_COUNTER = ("document", "identity_document", "identity_how", "callback_answer")


def police_request(
    demo: DemoShop, cameras: Sequence[str], span: Span, folder: Path, language: Language
) -> dict[str, Any]:
    """What became of it, as numbers and words. Package, receipt and record stay in ``folder``."""
    shop = demo.shop
    told = _said(_ON_THE_PHONE, language)
    with demo.proofs(CHIEF) as proofs:
        called = acts.open_provision(
            shop, proofs, ground=GROUND, fields=told, cameras=cameras, span=span, call=True
        )
        holds = acts.hold_for(shop, proofs, called, acts.CALL_HOLD_DAYS, language)
        day = f"{from_us(shop.clock.utc_us()):%Y-%m-%d}"
        shown = {**_said(_AT_THE_COUNTER, language), "document_date": day, "callback": _PHONE}
        paper = _inquiry_pdf({**told, **shown}, day, language)
        acts.complete(shop, proofs, called.id, fields=shown, scans=[paper])
    with demo.proofs(CHIEF, DEPUTY) as proofs:
        made = provide(shop, proofs, called.id, folder, language=language)
    package = made.package
    mark = papers.letterhead(shop).fingerprint
    checked = verify(package.path, made.password, fingerprint=mark)
    names = ("receipt", "record")
    with demo.proofs(CHIEF) as proofs:
        ended = acts.hand_over(
            shop,
            proofs,
            called.id,
            medium=text("demo.police.medium", language),
            password_way=text("demo.police.password_way", language),
            received_by=told["recipient"],
        )
        printed = [(name, papers.paper(shop, proofs, ended, name, language)) for name in names]
    return {
        "number": ended.number,
        "steps": [entry.kind for entry in ended.case.entries],
        "state": ended.state.value,
        "held": len(holds),
        "held_days": acts.CALL_HOLD_DAYS,
        "file": package.path.name,
        "bytes": package.bytes,
        "sha256": package.sha256,
        "password": made.password,
        "fingerprint": checked.fingerprint,
        "verdict": checked.verdict.value,
        "pictures": _pictures(package.path, made.password),
        "papers": [papers.save(pdf, folder / f"{name}.pdf").name for name, pdf in printed],
    }


# --- inner ----------------------------------------------------------------------------------------


def _said(names: Sequence[str], language: Language) -> dict[str, str]:
    return {name: text(f"demo.police.{name}", language) for name in names}


def _inquiry_pdf(fields: dict[str, str], day: str, language: Language) -> bytes:
    """The letter as if scanned."""
    shown = ("agency", "rank", "recipient", "document_date", "need")
    rows = [(text(f"provision.field.{name}", language), fields[name]) for name in shown]
    made_up = Words(text("demo.police.made_up", language), strong=True)
    return form_pdf(Form(fields["document"], [made_up, Rows(rows)], above=day))


def _pictures(package: Path, password: str) -> int:
    """Pictures in the recorded files of the package, taken out in memory."""
    count = 0
    with ZipReader(package, password) as zipped:
        for entry in zipped.entries:
            if entry.name.endswith(".mp4"):
                with av.open(io.BytesIO(b"".join(zipped.read(entry))), "r") as film:
                    count += sum(1 for packet in film.demux(video=0) if packet.size)
    return count
