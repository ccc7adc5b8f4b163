"""What the book of requests calls things."""

from __future__ import annotations

from collections.abc import Sequence

from ui import words
from ui.provision.model import Event
from ui.rights.model import (
    Answer,
    FoundFootage,
    Reminders,
    RightsAct,
    RightsInfo,
    Wish,
    may_provide,
)
from ui.translate import engine_text, language, translate


def wish_words(wish: Wish) -> str:
    return engine_text(f"rights.wish.{wish}")


def answer_words(answer: Answer) -> str:
    return engine_text(f"rights.answer.{answer}")


def state_words(state: str) -> str:
    return engine_text(f"rights.state.{state}")


def event_words(event: Event) -> str:
    """One thing that happened, in a line."""
    what = engine_text(f"rights.step.{event.kind}")
    said = f" ({event.said})" if event.said else ""
    return f"{what}{said} · {'・'.join(event.people)}"


def due_words(request: RightsInfo) -> str:
    """The day an answer is owed, and whether that is over."""
    day = words.day(request.due_us, language())
    if request.overdue:
        return translate("rights", "{day}, late").format(day=day)
    return day


def footage_words(request: RightsInfo) -> str:
    """Cameras and span, as far as they are known."""
    parts = ["・".join(camera.name for camera in request.cameras)]
    if request.span is not None:
        parts.append(words.span_and_length(request.span, language()))
    said = "\n".join(part for part in parts if part)
    return said or translate("rights", "not known yet")


def found_words(when: str, place: str, found: Sequence[FoundFootage]) -> str:
    """What a search came to, for the register."""
    where = place.strip() or translate("rights", "all cameras")
    if not found:
        said = translate("rights", "Searched {when}, {where}: nothing is kept.")
        return said.format(when=when, where=where)
    names = "・".join(each.camera.name for each in found)
    said = translate("rights", "Searched {when}, {where}: recorded by {names}.")
    return said.format(when=when, where=where, names=names)


def act_words(act: RightsAct) -> str:
    """The button of an act."""
    names = {
        RightsAct.IDENTIFY: translate("rights", "Confirm identity…"),
        RightsAct.SEARCH: translate("rights", "Search recordings…"),
        RightsAct.NOTE: translate("rights", "Add a note…"),
        RightsAct.ANSWER: translate("rights", "Answer…"),
        RightsAct.PROVIDE: translate("rights", "Go on to the pictures…"),
        RightsAct.SHOW: translate("rights", "Show the provision"),
        RightsAct.WITHDRAW: translate("rights", "Withdrawn…"),
    }
    return names[act]


def next_words(request: RightsInfo) -> str:
    """What comes next, for somebody who does this once a year."""
    if request.state == "answered":
        return _after_answer(request)
    if request.state == "withdrawn":
        return translate("rights", "The person asks for it no more. This request is closed.")
    if request.state == "received":
        return translate(
            "rights",
            "First confirm that it is this person, or somebody who may ask for them. Nothing is"
            " told before that.",
        )
    said = {
        Wish.DISCLOSURE: translate(
            "rights",
            "Search which cameras recorded, then answer. If it is granted, the pictures go on as a"
            " provision in which nobody else can be recognised.",
        ),
        Wish.CORRECTION: translate(
            "rights",
            "Look into what is said to be wrong, then answer. The recording itself is never"
            " changed; what was written down is put right.",
        ),
        Wish.STOP_USE: translate(
            "rights", "Look into how the pictures are used, note what was done, then answer."
        ),
        Wish.ERASURE: translate(
            "rights",
            "Search whether anything is kept, and until when; note what was done, then answer.",
        ),
        Wish.PROVISION_RECORD: translate(
            "rights",
            "Search “Footage asked for and handed over” for this person, then answer whether and to"
            " whom it went.",
        ),
    }
    return said[request.wish]


def _after_answer(request: RightsInfo) -> str:
    if may_provide(request):
        return translate(
            "rights",
            "Send the letter. Then make the pictures for this person: name, cameras and span are"
            " filled in.",
        )
    if request.provision_number:
        said = translate("rights", "The pictures go on as provision No. {n}.")
        return said.format(n=request.provision_number)
    return translate("rights", "Answered. Send the letter, or hand it over.")


def reminder_words(found: Reminders) -> str:
    """What somebody should see to, a line each."""
    lines = []
    if found.answers:
        said = translate("rights", "Requests to be answered soon: {n}")
        lines.append(said.format(n=found.answers))
    if found.late:
        lines.append(translate("rights", "of them already late: {n}").format(n=found.late))
    if found.returns:
        said = translate("rights", "Footage not yet returned or destroyed as agreed: {n}")
        lines.append(said.format(n=found.returns))
    if found.stills:
        lines.append(translate("prints", "Printed stills to shred: {n}").format(n=found.stills))
    return "\n".join(lines)
