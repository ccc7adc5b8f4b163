"""The register of rights requests for the desktop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from shopguard.app.acts import due, papers, provision
from shopguard.app.acts import rights as acts
from shopguard.app.shop import Shop
from shopguard.base.clock import iso
from shopguard.base.span import Span
from shopguard.base.texts import Language, text
from shopguard.evidence import grounds, letters
from shopguard.evidence.cases import CaseEntry
from shopguard.evidence.rights import LAW, RightsRequest, RightsStep
from shopguard.footage.holds import Hold
from ui.engine.people import proof_of
from ui.engine.provisions import held_until
from ui.model import CameraInfo, SignedIn
from ui.provision.model import Draft, Event
from ui.rights.model import Answer, FoundFootage, Reminders, RightsDraft, RightsInfo, Wish

_NEED_LONGEST = 500


class EngineRights:
    """``ui.rights.model.RightsBook``."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop

    def listed(self, words: str, language: Language) -> tuple[RightsInfo, ...]:
        numbers = {each.id: each.number for each in provision.listed(self._shop)}
        known = {camera.id: camera for camera in self.cameras()}
        names = papers.letterhead(self._shop).names
        holds = self._shop.holds.active()
        return tuple(
            self._info(each, known, names, numbers, holds, language)
            for each in acts.listed(self._shop, words)
        )

    def cameras(self) -> tuple[CameraInfo, ...]:
        every = self._shop.cameras.list(include_removed=True)
        return tuple(CameraInfo(camera.id, camera.name, camera.place) for camera in every)

    def receive(self, draft: RightsDraft, by: SignedIn, language: Language) -> str:
        request = acts.receive(
            self._shop,
            [proof_of(by)],
            wish=draft.wish.value,
            who=draft.who,
            contact=draft.contact,
            words=draft.words,
            cameras=draft.camera_ids,
            span=draft.span,
        )
        if draft.hold:
            acts.hold_for(self._shop, [proof_of(by)], request, language)
        return request.id

    def identified(self, request: str, document: str, how: str, by: SignedIn) -> None:
        acts.identified(self._shop, [proof_of(by)], request, document=document, how=how)

    def note(self, request: str, words: str, by: SignedIn) -> None:
        acts.note(self._shop, [proof_of(by)], request, words)

    def search(self, span: Span, place: str) -> tuple[FoundFootage, ...]:
        return tuple(
            FoundFootage(CameraInfo(each.camera_id, each.name, each.place), each.covered)
            for each in acts.search(self._shop, span, place)
        )

    def found(
        self, request: str, words: str, camera_ids: tuple[str, ...], span: Span, by: SignedIn
    ) -> None:
        acts.found(self._shop, [proof_of(by)], request, words, camera_ids, span)

    def hold(self, request: str, by: SignedIn, language: Language) -> None:
        found = acts.find(self._shop, request)
        acts.hold_for(self._shop, [proof_of(by)], found, language)

    def answer(self, request: str, answer: Answer, reason: str, by: SignedIn) -> None:
        acts.answer(self._shop, [proof_of(by)], request, answer=answer.value, reason=reason)

    def withdraw(self, request: str, reason: str, by: SignedIn) -> None:
        acts.withdrawn(self._shop, [proof_of(by)], request, reason)

    def letter(self, request: str, by: SignedIn, language: Language) -> bytes:
        found = acts.find(self._shop, request)
        pdf = letters.answer_pdf(found, papers.letterhead(self._shop), language)
        papers.log_printed(
            self._shop,
            [proof_of(by)],
            "answer",
            {"rights": found.id, "number": found.number},
        )
        return pdf

    def begun(self, request: str, language: Language) -> Draft:
        found = acts.find(self._shop, request)
        seen = found.last(RightsStep.IDENTIFIED)
        need = text("rights.need", language, number=found.number, words=found.words)
        fields = {
            "recipient": found.who,
            "contact": found.contact,
            "need": need[:_NEED_LONGEST],
            "person_shown": found.who,
        }
        if seen is not None:
            fields["identity_document"] = str(seen.data["document"])
            fields["identity_how"] = str(seen.data["how"])
        if found.span is not None:
            fields |= {"asked_from": iso(found.span.start), "asked_to": iso(found.span.end)}
        return Draft("self", fields, found.cameras, found.span, rights=found.id)

    def reminders(self) -> Reminders:
        found, now = due.due(self._shop), self._shop.clock.utc_us()
        late = sum(each.is_overdue(now) for each in found.answers)
        return Reminders(len(found.answers), late, len(found.returns), len(found.stills))

    def _info(
        self,
        request: RightsRequest,
        known: Mapping[str, CameraInfo],
        names: Mapping[str, str],
        numbers: Mapping[str, int],
        holds: Sequence[Hold],
        language: Language,
    ) -> RightsInfo:
        answered = request.last(RightsStep.ANSWERED)
        return RightsInfo(
            request.id,
            request.number,
            request.state.value,
            Wish(request.wish.value),
            request.who,
            request.contact,
            request.words,
            request.received_us,
            request.due_us,
            request.is_overdue(self._shop.clock.utc_us()),
            grounds.statutes(LAW[request.wish], language),
            tuple(known[each] for each in request.cameras if each in known),
            request.span,
            tuple(_event(entry, names, language) for entry in request.case.entries),
            None if answered is None else Answer(str(answered.data["answer"])),
            request.provision,
            numbers.get(request.provision, 0),
            held_until(holds, request.cameras, request.span),
        )


def _event(entry: CaseEntry, names: Mapping[str, str], language: Language) -> Event:
    """What was said with it: the answer and why, how somebody was known, what was done."""
    people = tuple(names.get(person, person) for person in entry.people)
    data, said = entry.data, ""
    match RightsStep(entry.kind):
        case RightsStep.IDENTIFIED:
            said = f"{data['document']}、{data['how']}"
        case RightsStep.NOTED:
            said = str(data["words"])
        case RightsStep.ANSWERED:
            given = text(f"rights.answer.{data['answer']}", language)
            said = f"{given}、{data['reason']}"
        case RightsStep.WITHDRAWN:
            said = str(data["reason"])
        case RightsStep.RECEIVED:
            pass
    return Event(entry.at_us, entry.kind, people, said)
