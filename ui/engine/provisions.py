"""The register of provisions for the desktop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Lock
from weakref import WeakSet

from shopguard.app.acts import papers, redaction, rights
from shopguard.app.acts import provision as acts
from shopguard.app.acts.export_notes import unread
from shopguard.app.acts.provide import provide
from shopguard.app.shop import Shop
from shopguard.base.errors import InvalidInput
from shopguard.base.span import Span
from shopguard.base.texts import Language
from shopguard.door.viewing import EndReason, OpenFootage
from shopguard.evidence import grounds
from shopguard.evidence.cases import CaseEntry
from shopguard.evidence.provisions import Provision, Step
from ui.engine.covering import EngineCovering
from ui.engine.people import beside, proof_of
from ui.engine.recordings import proofs_of
from ui.model import CameraInfo, PersonInfo, SignedIn
from ui.provision.model import (
    CALL_DAYS,
    PAPER_DAYS,
    CaseInfo,
    Draft,
    Event,
    FieldKind,
    GroundField,
    GroundInfo,
    Handed,
)
from ui.review.model import Pair
from ui.tasks import Context, heeding

_SAID = ("reason", "medium", "how")  # of an entry, told in the list of what happened


class EngineProvisions:
    """``ui.provision.model.ProvisionBook``. ``samples``: passphrases of a demo shop, by login."""

    def __init__(self, shop: Shop, samples: Mapping[str, str], language: Language = "ja") -> None:
        self._shop = shop
        self._samples = samples
        self._language = language
        self._exporting = Lock()  # one at a time
        self._opened: WeakSet[OpenFootage] = WeakSet()

    def grounds(self, language: Language) -> tuple[GroundInfo, ...]:
        return tuple(
            GroundInfo(
                ground.key,
                grounds.statutes(ground.law, language),
                ground.allows,
                tuple(
                    GroundField(field.name, FieldKind(field.kind.value), field.required, field.call)
                    for field in ground.fields
                ),
            )
            for ground in grounds.GROUNDS.values()
        )

    def listed(self, words: str) -> tuple[CaseInfo, ...]:
        asked = {each.provision: each.number for each in rights.listed(self._shop)}
        found = acts.listed(self._shop, words)
        return tuple(self._info(each, asked.get(each.id, 0)) for each in found)

    def cameras(self) -> tuple[CameraInfo, ...]:
        every = self._shop.cameras.list(include_removed=True)
        return tuple(CameraInfo(camera.id, camera.name, camera.place) for camera in every)

    def seconds(self, first: SignedIn) -> tuple[PersonInfo, ...]:
        return beside(self._shop, first, self._samples)

    def missing(self, draft: Draft) -> tuple[str, ...]:
        ground = grounds.ground_of(draft.ground)
        given = {**draft.fields, **({"scan": "attached"} if draft.scans else {})}
        return tuple(grounds.missing(ground, given))

    def broader(self, draft: Draft) -> tuple[str, ...]:
        found = acts.to_think_over(self._shop, draft.fields, draft.camera_ids, draft.span)
        return tuple(each.value for each in found)

    def open(self, draft: Draft, by: SignedIn) -> CaseInfo:
        provision = acts.open_provision(
            self._shop,
            [proof_of(by)],
            ground=draft.ground,
            fields=draft.fields,
            cameras=draft.camera_ids,
            span=draft.span,
            scans=_read(draft.scans),
            call=draft.call,
        )
        if draft.rights:
            rights.provided(self._shop, [proof_of(by)], draft.rights, provision, self._language)
        self._hold(provision, draft, by)
        return self._info(provision)

    def complete(self, case_id: str, draft: Draft, by: SignedIn) -> CaseInfo:
        provision = acts.complete(
            self._shop,
            [proof_of(by)],
            case_id,
            fields=draft.fields,
            cameras=draft.camera_ids,
            span=draft.span,
            scans=_read(draft.scans),
        )
        self._hold(provision, draft, by)
        return self._info(provision)

    def refuse(self, case_id: str, reason: str, by: SignedIn) -> CaseInfo:
        return self._info(acts.refuse(self._shop, [proof_of(by)], case_id, reason))

    def export(
        self, case_id: str, folder: Path, pair: Pair, *, time_copy: bool, context: Context
    ) -> Handed:
        with self._exporting, proofs_of(self._shop, pair) as proofs:
            done = provide(
                self._shop,
                proofs,
                case_id,
                folder,
                time_copy=time_copy,
                progress=heeding(context),
                cancelled=lambda: context.cancelled,
            )
        package = done.package
        lost = len(package.damaged)
        return Handed(package.path, package.bytes, lost, done.password, package.manifest)

    def unread(self, case_id: str, handed: Handed) -> None:
        unread(self._shop, case_id, handed.path, handed.manifest)

    def look_through(self, case_id: str, pair: Pair, context: Context) -> EngineCovering:
        with proofs_of(self._shop, pair) as proofs:
            footage = redaction.open_footage(self._shop, proofs, case_id)
        self._opened.add(footage)
        try:
            plans = redaction.find_people(
                footage, progress=heeding(context), cancelled=lambda: context.cancelled
            )
        except BaseException:
            footage.close(EndReason.FAILED)
            raise
        if context.cancelled:  # nobody is there to close it
            footage.close()
        return EngineCovering(self._shop, case_id, footage, plans)

    def close(self) -> None:
        """No footage stays open longer than the shop, and no export goes on without its log."""
        with self._exporting:  # given up before: what is left of it is noted
            pass
        for footage in list(self._opened):
            footage.close()

    def hand_over(
        self, case_id: str, medium: str, way: str, received_by: str, by: SignedIn
    ) -> CaseInfo:
        done = acts.hand_over(
            self._shop,
            [proof_of(by)],
            case_id,
            medium=medium,
            password_way=way,
            received_by=received_by,
        )
        return self._info(done)

    def returned(self, case_id: str, how: str, by: SignedIn) -> CaseInfo:
        return self._info(acts.returned(self._shop, [proof_of(by)], case_id, how))

    def paper(self, case_id: str, name: str, by: SignedIn, language: Language) -> bytes:
        found = acts.find(self._shop, case_id)
        return papers.paper(self._shop, [proof_of(by)], found, name, language)

    def register(self, by: SignedIn, language: Language) -> bytes:
        return papers.register(self._shop, [proof_of(by)], language)

    # --- inner ------------------------------------------------------------------------------

    def _hold(self, provision: Provision, draft: Draft, by: SignedIn) -> None:
        """What was asked for is kept meanwhile, where there is something to keep (T-4)."""
        wanted = draft.hold and provision.ground.allows
        if wanted and provision.span is not None and provision.cameras:
            days = CALL_DAYS if draft.call else PAPER_DAYS
            acts.hold_for(self._shop, [proof_of(by)], provision, days, self._language)

    def _info(self, provision: Provision, request: int = 0) -> CaseInfo:
        known, ground = {camera.id: camera for camera in self.cameras()}, provision.ground
        names = papers.letterhead(self._shop).names
        return CaseInfo(
            provision.id,
            provision.number,
            provision.state.value,
            ground.key,
            provision.fields.get("recipient", ""),
            provision.opened_us,
            tuple(known[each] for each in provision.cameras if each in known),
            provision.span,
            {
                field.name: provision.fields[field.name]
                for field in ground.fields
                if field.name in provision.fields and field.kind is not grounds.Kind.SCAN
            },
            tuple(_event(entry, names) for entry in provision.case.entries),
            held_until(self._shop, provision.cameras, provision.span),
            ground.allows,
            request,
            ground.hides_others,
            provision.last(Step.REDACTED) is not None,
            {field.name: FieldKind(field.kind.value) for field in ground.fields},
        )


def held_until(shop: Shop, cameras: Sequence[str], span: Span | None) -> int | None:
    """Until when all of it is kept by holds; None where something is not."""
    if span is None or not cameras:
        return None
    ends = []
    for camera in cameras:
        covering = [
            hold.expires_us
            for hold in shop.holds.active()
            if hold.camera_id == camera and hold.span.clip(span) == span
        ]
        if not covering:
            return None
        ends.append(max(covering))
    return min(ends)


def _event(entry: CaseEntry, names: Mapping[str, str]) -> Event:
    people = tuple(names.get(person, person) for person in entry.people)
    said = next((str(entry.data[name]) for name in _SAID if name in entry.data), "")
    return Event(entry.at_us, entry.kind, people, said)


def _read(paths: tuple[Path, ...]) -> list[bytes]:
    try:
        return [path.read_bytes() for path in paths]
    except OSError as error:
        raise InvalidInput("provision.scan_unread") from error
