"""Making others unrecognisable, as far as it came: sealed as it goes on, taken up again by two.

Who is where is kept once it was found; what people corrected and looked at is kept after every
correction. Both papers have one key, sealed to the vault, so that a desktop that dies or a seat
that locks loses no hand work, and nobody reads it alone. When both agree it is a plan of the case
(``evidence.redaction.keeping``) and these papers go.
"""

from __future__ import annotations

import json
import threading
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shopguard.access.approval import Request
from shopguard.access.login import Proof
from shopguard.access.policy import Action
from shopguard.app.acts.consent import agreed
from shopguard.app.acts.provision import find
from shopguard.app.acts.redaction import settled
from shopguard.app.shop import Shop
from shopguard.audit.actions import Act
from shopguard.audit.entry import JsonValue
from shopguard.base.canonical import canonical
from shopguard.base.errors import Damaged, InvalidInput
from shopguard.door.viewing import OpenFootage
from shopguard.evidence.provisions import Step
from shopguard.evidence.redaction.keeping import LARGEST, parts_of
from shopguard.evidence.redaction.looked import Stretch
from shopguard.evidence.redaction.plan import Plan
from shopguard.evidence.redaction.reel import Reel
from shopguard.evidence.sealed import (
    WORK,
    SealedPaper,
    bound_to,
    forget_papers,
    keep_paper,
    kept_papers,
    new_key,
    open_paper,
    sealed_paper,
)

_FOUND, _CORRECTED = f"{WORK}found", f"{WORK}corrected"
_BY_HAND = ("drawn", "chosen", "removed", "style")  # of a plan's data: what people put right
Seen = tuple[Stretch, ...]  # pictures of one plan's copy that were looked at


@dataclass(frozen=True, slots=True)
class Begun:
    """Work to go on with. ``seen``: of each plan; empty where nobody looked yet."""

    plans: tuple[Plan, ...]
    seen: tuple[Seen, ...] = ()


class Workbook:
    """Where one case's work is kept. ``close`` wipes its key."""

    def __init__(self, shop: Shop, case_id: str, key: bytearray, sealed_key: bytes) -> None:
        self._shop = shop
        self._case_id = case_id
        self._key, self._sealed_key = key, sealed_key
        self._lock = threading.Lock()

    def keep_found(self, plans: Sequence[Plan]) -> None:
        """Who is where. What was kept before is gone."""
        self._keep(_FOUND, {"plans": [plan.as_data() for plan in plans]}, instead_of=WORK)

    def keep(self, plans: Sequence[Plan], seen: Sequence[Seen], people: Sequence[str]) -> None:
        """What was corrected so far, and which pictures ``people`` looked at."""
        rows: list[JsonValue] = []
        for plan, pictures in zip(plans, seen, strict=True):
            data = plan.as_data()
            by_hand = {name: data[name] for name in _BY_HAND}
            rows.append(by_hand | {"seen": [list(each) for each in pictures]})
        self._keep(_CORRECTED, {"people": sorted(people), "plans": rows}, instead_of=_CORRECTED)

    def close(self) -> None:
        """Nothing more is kept."""
        with self._lock:
            self._key[:] = bytes(len(self._key))
            self._key = bytearray()

    def _keep(self, name: str, data: Mapping[str, JsonValue], *, instead_of: str) -> None:
        content = zlib.compress(canonical(data))
        with self._lock:
            if not self._key:
                return
            paper = sealed_paper(name, content, self._key, self._sealed_key)
            with self._shop.catalogue.write() as db:
                forget_papers(self._case_id, instead_of, db)
                keep_paper(paper, self._case_id, self._shop.clock.utc_us(), db)


def new_workbook(shop: Shop, name: str) -> Workbook:
    """For a case; nothing is in it yet."""
    case_id = find(shop, name).id
    with shop.catalogue.read() as db:
        key, sealed_key = new_key(shop.site.id, case_id, db)
    return Workbook(shop, case_id, key, sealed_key)


def is_begun(shop: Shop, case_id: str) -> bool:
    """Whether there is work to go on with."""
    return bool(kept_papers(case_id, WORK, shop.catalogue))


def begun(
    shop: Shop, proofs: Sequence[Proof], name: str, footage: OpenFootage
) -> tuple[Begun, Workbook] | None:
    """The work on a case so far, or what was settled last, for the two who opened ``footage``.

    None where nothing was begun; Damaged where it cannot be read, or is of other recordings.
    """
    provision = find(shop, name)
    papers = {paper.name: paper for paper in kept_papers(provision.id, WORK, shop.catalogue)}
    if _FOUND in papers:
        return _taken_up(shop, proofs, provision.id, papers, footage)
    if provision.last(Step.REDACTED) is None:
        return None
    plans = tuple(plan.reviewed(()) for plan in settled(shop, provision))
    _require_fitting(plans, footage)
    workbook = new_workbook(shop, name)
    workbook.keep_found(plans)
    return Begun(plans), workbook


def _taken_up(
    shop: Shop, proofs: Sequence[Proof], case_id: str, papers: Mapping[str, SealedPaper],
    footage: OpenFootage,
) -> tuple[Begun, Workbook]:  # fmt: skip
    first = papers[_FOUND]
    target = f"provision={case_id}/{first.digest}"
    request = Request(Action.READ_SCAN, shop.seat, target=target)
    about = bound_to(shop.site.id, case_id)
    approval = agreed(shop, request, proofs)
    key = shop.door.open_paper(request, approval, about, first.sealed_key, Act.REDACTION_TAKEN_UP)
    try:
        told = {name: _read(paper, key) for name, paper in papers.items()}
        work = _begun(told, footage.people)
        _require_fitting(work.plans, footage)
    except BaseException:
        key[:] = bytes(len(key))
        raise
    return work, Workbook(shop, case_id, key, first.sealed_key)


def _begun(told: Mapping[str, Mapping[str, Any]], people: Sequence[str]) -> Begun:
    """Whoever else looked at it before does not count for these two."""
    found = [dict(data) for data in told[_FOUND]["plans"]]
    corrected = told.get(_CORRECTED)
    if corrected is None:
        return Begun(tuple(map(Plan.of_data, found)))
    rows = corrected["plans"]
    plans = tuple(
        Plan.of_data(data | {name: row[name] for name in _BY_HAND})
        for data, row in zip(found, rows, strict=True)
    )
    same = corrected["people"] == sorted(people)
    seen = tuple(tuple((int(a), int(b)) for a, b in row["seen"]) if same else () for row in rows)
    return Begun(plans, seen)


def _read(paper: SealedPaper, key: bytearray) -> dict[str, Any]:
    try:
        data = zlib.decompressobj().decompress(open_paper(paper, key), LARGEST)
        told: dict[str, Any] = json.loads(data)
    except (zlib.error, ValueError) as error:
        raise Damaged("redaction.bad_plan") from error
    return told


def _require_fitting(plans: Sequence[Plan], footage: OpenFootage) -> None:
    """Damaged ``redaction.other_source`` unless they are of exactly these recordings."""
    parts = [
        (camera, part) for camera in footage.request.cameras for part in parts_of(footage, camera)
    ]
    if [(plan.camera_id, plan.span) for plan in plans] != parts:
        raise Damaged("redaction.other_source")
    for plan in plans:
        try:
            source = Reel(footage, plan.camera_id, plan.span).source
        except InvalidInput as error:
            raise Damaged("redaction.other_source") from error
        if source != plan.source:
            raise Damaged("redaction.other_source")
