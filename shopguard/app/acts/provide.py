"""Footage out: two managers, the door, the package, the log (J-6, J-7, G-6.2, G-7).

The only way on which footage leaves. Order: the ground is complete → both agree → the door logs and
opens → the package is written sealed → its record and the register's entry are made in one
transaction → signature and proof → read back. What fails or is given up leaves no package and an
entry that says so.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from shopguard.access.approval import Approval, Request, signing_public
from shopguard.access.login import Proof
from shopguard.access.secret import SHEET
from shopguard.app.acts.consent import agreed
from shopguard.app.acts.export_notes import Export, unread
from shopguard.app.acts.papers import letterhead
from shopguard.app.acts.provision import find, key_shown
from shopguard.app.acts.redaction import request_of, require_settled, settled
from shopguard.app.shop import Shop
from shopguard.audit.entry import JsonValue
from shopguard.audit.heads import shop_signer
from shopguard.base.errors import Unavailable
from shopguard.base.platform import host
from shopguard.base.redact import register_secret
from shopguard.base.texts import Language, text
from shopguard.door.viewing import EndReason
from shopguard.evidence.absent import Absent
from shopguard.evidence.facts import CameraFacts, Package, PackageFacts
from shopguard.evidence.grounds import Fields, require_complete
from shopguard.evidence.package import write_package
from shopguard.evidence.papers import paper_pdf
from shopguard.evidence.provisions import Provision, Step, require_step
from shopguard.footage.store import VolumeState

EXPORT_SECONDS = 6 * 3600.0
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that is taken for another
_GROUPS, _GROUP = 5, 5  # 125 bits

Progress = Callable[[float], None]
Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Provided:
    """A finished package. ``password``: shown once, kept nowhere."""

    provision: Provision
    package: Package
    password: str = field(repr=False)


def provide(
    shop: Shop,
    proofs: Sequence[Proof],
    name: str,
    folder: Path,
    *,
    time_copy: bool = False,
    redacted: bool = False,
    language: Language = "ja",
    progress: Progress = lambda _: None,
    cancelled: Cancelled = lambda: False,
) -> Provided:
    """Write the package of a provision into ``folder``.

    On the ground of the person's own request others are made unrecognisable, and only such copies
    leave; on other grounds they go beside the recorded video where ``redacted`` asks for it.
    Refused by the rule or for an incomplete ground; Unavailable, Damaged or InvalidInput as
    ``write_package`` says. Everything stands in the log, the register has what came of it.
    """
    provision = find(shop, name)
    require_step(provision, Step.EXPORTED)
    require_complete(provision.ground, provision.fields)
    if provision.ground.hides_others:
        require_settled(provision)
    request = request_of(shop, provision)
    approval = agreed(shop, request, proofs)
    password = _new_password()
    target = folder / f"provision-{provision.number:06}_{len(provision.case.entries):02}.zip"
    export = Export(shop, provision, approval.people, shop_signer(shop.key))
    with (
        shop.door.open(request, approval, seconds=EXPORT_SECONDS) as viewing,
        export.told_when_failed(),
    ):
        facts = _facts(export, request, approval, time_copy, language)
        if redacted or provision.ground.hides_others:
            facts = replace(facts, plans=settled(shop, provision))
        package = write_package(
            viewing,
            facts,
            target,
            password,
            seal=export.seal,
            progress=progress,
            cancelled=cancelled,
            certify=lambda builder: builder.sign(export.signer, None),
        )
        with _gone_when_failed(target):
            viewing.close(EndReason.EXPORTED)
            present = [proof for proof in proofs if proof.owner != SHEET]  # a sheet reads nothing
            shown = key_shown(shop, present, provision.id)
            if cancelled():  # nobody is there any more who could read the password
                raise Unavailable("export.given_up")
    return Provided(shown, package, password)


@contextmanager
def read_by_somebody(shop: Shop, done: Provided) -> Iterator[None]:
    """Whatever keeps the password from being read takes the package back (see ``unread``)."""
    try:
        yield
    except BaseException:
        unread(shop, done.provision.id, done.package.path, done.package.manifest)
        raise


# --- inner ----------------------------------------------------------------------------------------


@contextmanager
def _gone_when_failed(target: Path) -> Iterator[None]:
    """A package whose password may not be shown is of use to nobody."""
    try:
        yield
    except BaseException:
        with suppress(OSError):  # the medium may be gone, and the file with it
            target.unlink(missing_ok=True)
        raise


def _facts(
    export: Export, request: Request, approval: Approval, time_copy: bool, language: Language
) -> PackageFacts:
    shop, provision = export.shop, export.provision
    return PackageFacts(
        number=provision.number,
        provision_id=provision.id,
        site={"id": shop.site.id, "name": shop.site.name, "contact": shop.site.contact},
        signer_public=shop.ledger.public,
        provision=_provision(provision),
        approvals=_approvals(shop, request, approval),
        cameras=_cameras(shop, provision),
        custody=[
            {"at_us": entry.at_us, "what": entry.kind, "people": list(entry.people)}
            for entry in provision.case.entries
        ],
        clock={"made_us": shop.clock.utc_us(), "synchronised": host.clock_synchronised()},
        time_copy=time_copy,
        recorded=not provision.ground.hides_others,
        papers=lambda absent: _papers(export, absent, language),
    )


def _papers(export: Export, absent: Sequence[Absent], language: Language) -> dict[str, bytes]:
    """Cover sheet and record; what is absent stands on the one and, from now on, in the case."""
    export.absent = absent
    fields, head = _outside(export.provision), letterhead(export.shop)
    shown = replace(export.provision, fields=fields, absent=tuple(absent))
    return {f"{name}.pdf": paper_pdf(name, shown, head, language) for name in ("cover", "record")}


def _provision(provision: Provision) -> dict[str, JsonValue]:
    fields = _outside(provision)
    span = provision.span
    return {
        "id": provision.id,
        "number": provision.number,
        "ground": provision.ground.key,
        "fields": dict(fields),
        "purpose": provision.ground.purpose.value,
        "reason": fields.get("need", ""),
        "recipient": fields.get("recipient", ""),
        "opened_us": provision.opened_us,
        "start_us": span.start if span else 0,
        "end_us": span.end if span else 0,
    }


def _outside(provision: Provision) -> Fields:
    """What the recipient may see; how their identity was checked stays in the shop."""
    ground, fields = provision.ground, provision.fields
    return {name: words for name, words in fields.items() if not ground.field(name).inside}


def _approvals(shop: Shop, request: Request, approval: Approval) -> dict[str, JsonValue]:
    people: list[JsonValue] = []
    for consent in approval.consents:
        signed = {"id": consent.owner, "signature": consent.signature.hex()}
        if consent.owner == SHEET:
            with shop.catalogue.read() as db:
                public = signing_public(db, SHEET).hex()
            name = text("still.sheet", "ja")
            people.append({**signed, "name": name, "role": SHEET, "public": public})
            continue
        person = shop.people.get(consent.owner)
        role = next((role.value for role in person.roles if person.is_manager), "")
        people.append(
            {**signed, "name": person.name, "role": role, "public": person.signing_public.hex()}
        )
    return {
        "approval": approval.id,
        "request": request.digest().hex(),
        "made_us": approval.made_us,
        "people": people,
    }


def _cameras(shop: Shop, provision: Provision) -> list[CameraFacts]:
    found = []
    for number, camera_id in enumerate(provision.cameras, 1):
        camera = shop.cameras.get(camera_id)
        span = provision.span
        volumes = shop.store.volumes(camera_id, span) if span else []
        offsets = [v.clock_offset_us for v in volumes if v.clock_offset_us is not None]
        gaps = shop.store.gaps(camera_id, span) if span else []
        offset = offsets[-1] if offsets else None
        gone = shop.store.volumes(camera_id, span, (VolumeState.ERASED,)) if span else []
        erased = [volume.span for volume in gone]
        found.append(
            CameraFacts(number, camera_id, camera.name, camera.place, offset, gaps, erased)
        )
    return found


def _new_password() -> str:
    """125 bits in five groups, easy to read out."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))
    password = "-".join(groups)
    register_secret(password)
    return password
