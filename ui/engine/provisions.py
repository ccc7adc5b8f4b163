"""The register of provisions for the desktop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from weakref import WeakSet

from shopguard.app.acts import papers, redaction, redaction_work, rights
from shopguard.app.acts import provision as acts
from shopguard.app.acts.export_notes import unread
from shopguard.app.acts.footage import require_room
from shopguard.app.acts.provide import provide
from shopguard.app.shop import Shop
from shopguard.base.errors import Damaged
from shopguard.base.span import Span
from shopguard.base.texts import Language
from shopguard.door.viewing import EndReason, OpenFootage
from shopguard.evidence import grounds
from shopguard.evidence.cases import CaseEntry
from shopguard.evidence.provisions import Provision, Step
from shopguard.evidence.scans import read_scan
from shopguard.footage.holds import Hold
from ui.engine.covering import EngineCovering
from ui.engine.people import beside, proof_of, proofs_of
from ui.model import CameraInfo, PersonInfo, SignedIn
from ui.provision.covering import Start
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
                tuple(_field(field) for field in ground.fields),
            )
            for ground in grounds.GROUNDS.values()
        )

    def listed(self, words: str) -> tuple[CaseInfo, ...]:
        asked = {each.provision: each.number for each in rights.listed(self._shop)}
        found = acts.listed(self._shop, words)
        about = _About.of(self._shop)
        return tuple(self._info(each, asked.get(each.id, 0), about) for each in found)

    def cameras(self) -> tuple[CameraInfo, ...]:
        return tuple(_About.of(self._shop).cameras.values())

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
        self._require_room(draft)
        proofs, asked = [proof_of(by)], draft.rights
        provision = acts.open_provision(
            self._shop,
            proofs,
            ground=draft.ground,
            fields=draft.fields,
            cameras=draft.camera_ids,
            span=draft.span,
            scans=[read_scan(path) for path in draft.scans],
            call=draft.call,
            beside=rights.answered_by(self._shop, proofs, asked, self._language) if asked else None,
        )
        self._hold(provision, draft, by)
        return self._info(provision)

    def complete(self, case_id: str, draft: Draft, by: SignedIn) -> CaseInfo:
        self._require_room(draft)
        provision = acts.complete(
            self._shop,
            [proof_of(by)],
            case_id,
            fields=draft.fields,
            cameras=draft.camera_ids,
            span=draft.span,
            scans=[read_scan(path) for path in draft.scans],
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
        absent = len(done.provision.absent or ())
        return Handed(package.path, package.bytes, absent, done.password, package.manifest)

    def unread(self, case_id: str, handed: Handed) -> None:
        unread(self._shop, case_id, handed.path, handed.manifest)

    def look_through(self, case_id: str, pair: Pair, context: Context) -> EngineCovering:
        start, kept = Start.NEW, None
        with proofs_of(self._shop, pair) as proofs:
            footage = redaction.open_footage(self._shop, proofs, case_id)
            self._opened.add(footage)
            try:
                kept = redaction_work.begun(self._shop, proofs, case_id, footage)
                start = Start.NEW if kept is None else Start.RESUMED
            except Damaged:  # said on the screen; what is damaged is replaced below
                start = Start.ANEW
            except BaseException:
                footage.close(EndReason.FAILED)
                raise
        try:
            work, workbook = kept or self._found(case_id, footage, context)
        except BaseException:
            footage.close(EndReason.FAILED)
            raise
        return EngineCovering(self._shop, case_id, footage, work, workbook, start)

    def _found(
        self, case_id: str, footage: OpenFootage, context: Context
    ) -> tuple[redaction_work.Begun, redaction_work.Workbook]:
        """Everybody in it, kept before anybody looks: a long search is not done twice."""
        plans = redaction.find_people(
            footage, progress=heeding(context), cancelled=lambda: context.cancelled
        )
        workbook = redaction_work.new_workbook(self._shop, case_id)
        workbook.keep_found(plans)
        return redaction_work.Begun(tuple(plans)), workbook

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

    def _require_room(self, draft: Draft) -> None:
        """Said before anything is noted, else a second try would note it twice."""
        if draft.hold and draft.span is not None and draft.camera_ids:
            require_room(self._shop, draft.camera_ids, draft.span)

    def _hold(self, provision: Provision, draft: Draft, by: SignedIn) -> None:
        """What was asked for is kept meanwhile, where there is something to keep (T-4)."""
        wanted = draft.hold and provision.ground.allows
        if wanted and provision.span is not None and provision.cameras:
            days = CALL_DAYS if draft.call else PAPER_DAYS
            acts.hold_for(self._shop, [proof_of(by)], provision, days, self._language)

    def _info(
        self, provision: Provision, request: int = 0, about: _About | None = None
    ) -> CaseInfo:
        about, ground = about or _About.of(self._shop), provision.ground
        known, names = about.cameras, about.names
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
            held_until(about.holds, provision.cameras, provision.span),
            ground.allows,
            request,
            ground.hides_others,
            provision.last(Step.REDACTED) is not None,
            {field.name: FieldKind(field.kind.value) for field in ground.fields},
            ground.hides_others and redaction_work.is_begun(self._shop, provision.id),
        )


@dataclass(frozen=True, slots=True)
class _About:
    """What every case of a list is told with, read once."""

    cameras: Mapping[str, CameraInfo]
    names: Mapping[str, str]
    holds: Sequence[Hold]

    @classmethod
    def of(cls, shop: Shop) -> _About:
        every = shop.cameras.list(include_removed=True)
        known = {each.id: CameraInfo(each.id, each.name, each.place) for each in every}
        return cls(known, papers.letterhead(shop).names, shop.holds.active())


def _field(field: grounds.Field) -> GroundField:
    kind = FieldKind(field.kind.value)
    return GroundField(field.name, kind, field.required, field.call, field.ahead)


def held_until(holds: Sequence[Hold], cameras: Sequence[str], span: Span | None) -> int | None:
    """Until when all of it is kept by ``holds``; None where something is not."""
    if span is None or not cameras:
        return None
    ends = []
    for camera in cameras:
        covering = [
            hold.expires_us
            for hold in holds
            if hold.camera_id == camera and hold.span.clip(span) == span
        ]
        if not covering:
            return None
        ends.append(max(covering))
    return min(ends)


def _looked(entry: CaseEntry) -> tuple[int, int] | None:
    """How much of the copies was looked at, of how much; None where that is not known."""
    films = redaction.films_of(entry) if entry.kind == Step.REDACTED else []
    if not films or not all("looked" in film for film in films):
        return None
    return sum(int(film["looked"]) for film in films), sum(int(film["pictures"]) for film in films)


def _event(entry: CaseEntry, names: Mapping[str, str]) -> Event:
    people = tuple(names.get(person, person) for person in entry.people)
    said = next((str(entry.data[name]) for name in _SAID if name in entry.data), "")
    return Event(entry.at_us, entry.kind, people, said, _looked(entry))
