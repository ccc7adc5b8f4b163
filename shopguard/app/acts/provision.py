"""From the request at the counter to the receipt, without footage yet (J-6, J-7, G-7).

Opening, refusing, correcting and handing over are paper: one manager, or the machine's console.
Footage leaves by ``acts.provide`` alone, with two managers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from unicodedata import category, normalize

from sqlalchemy import Connection

from shopguard.access.approval import Request
from shopguard.access.login import Proof
from shopguard.access.policy import Action, Console
from shopguard.app.acts import footage
from shopguard.app.acts.consent import By, agreed, party
from shopguard.app.shop import Shop
from shopguard.audit.actions import Act
from shopguard.audit.entry import JsonValue
from shopguard.base.errors import InvalidInput, Refused
from shopguard.base.span import Span
from shopguard.base.texts import Language, text
from shopguard.evidence.cases import Planned, Register
from shopguard.evidence.grounds import (
    Fields,
    cleaned,
    ground_of,
    missing,
    missing_at_call,
    require_caller,
    require_complete,
    require_filled,
)
from shopguard.evidence.proportion import Broader, broader
from shopguard.evidence.provisions import Provision, State, Step, provision_of, require_step
from shopguard.evidence.scans import SCANS, Scan, keep_scan
from shopguard.evidence.sealed import WORK, bound_to, forget_papers, kept_papers, open_paper
from shopguard.footage.holds import Hold

CALL_HOLD_DAYS = 14  # what a telephone call keeps; the paper makes it a month
PAPER_HOLD_DAYS = 30

Beside = Callable[[Planned, Connection], None]  # within the transaction of an entry
_ACTS = {
    Step.ANNOUNCED: Act.PROVISION_ANNOUNCED,
    Step.OPENED: Act.PROVISION_OPENED,
    Step.KEY_SHOWN: Act.PROVISION_KEY_SHOWN,
    Step.HANDED_OVER: Act.PROVISION_HANDED_OVER,
    Step.RETURNED: Act.PROVISION_RETURNED,
    Step.REFUSED: Act.PROVISION_REFUSED,
    Step.CORRECTED: Act.PROVISION_CORRECTED,
}


def find(shop: Shop, name: str) -> Provision:
    """By id or number."""
    return provision_of(shop.cases.get(Register.PROVISION, name))


def listed(shop: Shop, words: str = "") -> list[Provision]:
    """The register, newest first; those that hold ``words`` anywhere."""
    return [provision_of(case) for case in shop.cases.all(Register.PROVISION) if case.holds(words)]


def open_provision(
    shop: Shop,
    by: By,
    *,
    ground: str,
    fields: Mapping[str, object],
    cameras: Sequence[str],
    span: Span | None,
    scans: Sequence[bytes] = (),
    call: bool = False,
    beside: Beside | None = None,
) -> Provision:
    """Note a request. With ``call`` (or no ground at all) what is missing may follow.

    ``beside`` is kept with its first entry, or neither is.

    Refused ``provision.incomplete`` names what the ground asks for besides, and
    ``provision.no_caller`` what a call is not noted without.
    """
    row, papers = ground_of(ground), [Scan.of(one) for one in scans]
    given = cleaned(row, _with_scan(fields, papers))
    announced = call or not row.allows
    if not announced:
        require_complete(row, given)
        if span is None or not cameras:
            raise Refused("provision.no_footage")
    elif call:
        require_caller(row, given)
    step = Step.ANNOUNCED if announced else Step.OPENED
    data = _data(row.key, given, _known(shop, cameras), span)
    return _write(shop, by, None, step, data, papers, beside)


def complete(
    shop: Shop,
    by: By,
    name: str,
    *,
    fields: Mapping[str, object],
    cameras: Sequence[str] | None = None,
    span: Span | None = None,
    scans: Sequence[bytes] = (),
) -> Provision:
    """The paper came: what was announced by telephone ripens."""
    provision, papers = find(shop, name), [Scan.of(one) for one in scans]
    given = {**provision.fields, **cleaned(provision.ground, _with_scan(fields, papers))}
    require_complete(provision.ground, given)
    chosen = _known(shop, cameras or provision.cameras)
    data = _data(provision.ground.key, given, chosen, span or provision.span)
    if not data["cameras"] or data["span"] is None:
        raise Refused("provision.no_footage")
    return _write(shop, by, provision, Step.OPENED, data, papers)


def to_think_over(
    shop: Shop, fields: Fields, cameras: Sequence[str], span: Span | None
) -> tuple[Broader, ...]:
    """What to look at again before it is noted: more than needed, or nothing there at all."""
    found = broader(fields, span, cameras, len(shop.cameras.list()))
    # Volumes, not their coverage: of one that is still growing the catalogue knows the last
    # minute not yet.
    if span is not None and not all(shop.store.volumes(camera, span) for camera in cameras):
        found += (Broader.NOTHING_RECORDED,)
    return found


def hold_for(
    shop: Shop, proofs: Sequence[Proof], provision: Provision, days: int, language: Language
) -> list[Hold]:
    """Keep what it asks for from being overwritten meanwhile (T-4)."""
    if provision.span is None:
        raise Refused("provision.no_footage")
    ground = text("provision.hold", language, number=provision.number)
    return footage.hold(
        shop, proofs, cameras=provision.cameras, span=provision.span, ground=ground, days=days
    )


def read_scans(shop: Shop, proofs: Sequence[Proof], name: str) -> list[tuple[str, bytes]]:
    """The attached papers, file name and content; two managers, logged (T-5)."""
    provision, read = find(shop, name), []
    for paper in kept_papers(provision.id, SCANS, shop.catalogue):
        target = f"provision={provision.id}/{paper.digest}"
        request = Request(Action.READ_SCAN, shop.seat, target=target)
        about = bound_to(shop.site.id, provision.id)
        key = shop.door.open_paper(request, agreed(shop, request, proofs), about, paper.sealed_key)
        try:
            read.append((paper.name, open_paper(paper, key)))
        finally:
            key[:] = bytes(len(key))
    return read


def refuse(shop: Shop, by: By, name: str, reason: str) -> Provision:
    """No. The reason stands in the register and in the letter (J-6)."""
    return _write(shop, by, find(shop, name), Step.REFUSED, {"reason": said(reason)})


def hand_over(
    shop: Shop, by: By, name: str, *, medium: str, password_way: str, received_by: str
) -> Provision:
    """The recipient has it and signed for it; the password went ``password_way``, not with it."""
    data = {
        "medium": said(medium),
        "password_way": said(password_way),
        "received_by": said(received_by),
    }
    provision = find(shop, name)
    if provision.state is State.EXPORTED and not provision.ready:
        raise Refused("provision.no_package")
    return _write(shop, by, provision, Step.HANDED_OVER, data)


def returned(shop: Shop, by: By, name: str, how: str) -> Provision:
    """It came back, or the recipient destroyed it as agreed."""
    return _write(shop, by, find(shop, name), Step.RETURNED, {"how": said(how)})


def correct(
    shop: Shop, by: By, name: str, *, fields: Mapping[str, object], reason: str
) -> Provision:
    """Put particulars right; what stood there before stays readable."""
    provision, said_now = find(shop, name), _with_scan(fields, ())  # a scan comes as a file only
    emptied = [name for name, words in said_now.items() if words == ""]
    kept = {name: words for name, words in provision.fields.items() if name not in emptied}
    given = {**kept, **cleaned(provision.ground, said_now)}
    was_whole = not missing(provision.ground, provision.fields)
    if was_whole:
        require_filled(provision.ground, given)
    elif not missing_at_call(provision.ground, provision.fields):
        require_caller(provision.ground, given)
    data: dict[str, JsonValue] = {"fields": dict(given), "reason": said(reason)}
    return _write(shop, by, provision, Step.CORRECTED, data)


def key_shown(shop: Shop, proofs: Sequence[Proof], name: str) -> Provision:
    """The password is about to be shown, this once; noted before it is."""
    return _write(shop, proofs, find(shop, name), Step.KEY_SHOWN, {})


# --- inner ----------------------------------------------------------------------------------------


def planned(
    shop: Shop, provision: Provision | None, step: Step, people: Sequence[str],
    data: Mapping[str, JsonValue],
) -> Planned:  # fmt: skip
    """The next entry of a provision, or the first of a new one."""
    require_step(provision, step)
    case = provision.case if provision else shop.cases.new(Register.PROVISION)
    return shop.cases.plan(case, step, people, data)


def _write(
    shop: Shop, by: By, provision: Provision | None, step: Step, data: Mapping[str, JsonValue],
    papers: Sequence[Scan] = (), beside: Beside | None = None,
) -> Provision:  # fmt: skip
    people = (by.id,) if isinstance(by, Console) else tuple(proof.owner for proof in by)
    entry = planned(shop, provision, step, people, data)
    request = Request(Action.KEEP_REGISTER, shop.seat, target=f"provision={entry.case.id}")
    told = entry.told | {"ground": data.get("ground", provision.ground.key if provision else "")}
    with shop.gate.passing(request, party(shop, request, by), _ACTS[step], told) as db:
        shop.cases.keep(entry, db)
        if step is Step.REFUSED:
            forget_papers(entry.case.id, WORK, db)  # nothing will be given
        for paper in papers:
            keep_scan(paper, shop.site.id, entry.case.id, entry.at_us, db)
        if beside is not None:
            beside(entry, db)
    return find(shop, entry.case.id)


def _data(
    ground: str, fields: Fields, cameras: Sequence[str], span: Span | None
) -> dict[str, JsonValue]:
    return {
        "ground": ground,
        "fields": dict(fields),
        "cameras": list(cameras),
        "span": None if span is None else [span.start, span.end],
    }


def _known(shop: Shop, cameras: Sequence[str]) -> list[str]:
    """Each once, in the order given; InvalidInput for one there never was."""
    known = {camera.id for camera in shop.cameras.list(include_removed=True)}
    if not known.issuperset(cameras):
        raise InvalidInput("camera.unknown", given="")
    return list(dict.fromkeys(cameras))


def _with_scan(fields: Mapping[str, object], papers: Sequence[Scan]) -> Mapping[str, object]:
    """The first attached file stands in the field that asks for one."""
    given = {name: value for name, value in fields.items() if name != "scan"}
    return {**given, "scan": papers[0].digest} if papers else given


def said(words: str) -> str:
    """Words for the register in one line, of letters that can be seen; InvalidInput for none, or
    too many."""
    seen = "".join(letter for letter in words if letter.isspace() or category(letter)[0] != "C")
    clean = " ".join(normalize("NFC", seen).split())
    if not clean or len(clean) > 500:
        raise InvalidInput("provision.words")
    return clean
