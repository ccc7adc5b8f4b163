"""What the room calls things."""

from __future__ import annotations

from ui import words
from ui.provision.model import CaseInfo, Event, FieldKind, ProvisionAct
from ui.provision.typed import to_read
from ui.translate import engine_text, language, translate


def ground_words(key: str) -> str:
    return engine_text(f"ground.{key}")


def case_words(case: CaseInfo) -> str:
    """The ground of a case, where the others do not stand above it."""
    return ground_words(case.ground) if case.allows else engine_text(f"ground.print.{case.ground}")


def state_words(case: CaseInfo) -> str:
    """Where a case stands; no paper is awaited where there is no ground."""
    if case.state == "announced" and not case.allows:
        return translate("provision", "to be refused")
    return engine_text(f"provision.state.{case.state}")


def field_words(name: str) -> str:
    return engine_text(f"provision.field.{name}")


def said_words(case: CaseInfo, name: str) -> str:
    """What was filled in there; days and times as people say them."""
    return to_read(case.kinds.get(name, FieldKind.WORDS), case.fields[name], language())


def paper_words(name: str) -> str:
    """The button of a paper; its own title may be a letter's polite one."""
    names = {
        "cover": translate("provision", "Cover sheet"),
        "receipt": translate("provision", "Receipt"),
        "record": translate("provision", "Record of the provision"),
        "refusal": translate("provision", "Letter of refusal"),
    }
    return names[name]


def event_words(event: Event) -> str:
    """One thing that happened, in a line."""
    what = engine_text(f"provision.step.{event.kind}")
    told = event.said
    if event.looked is not None:
        looked, pictures = event.looked
        told = engine_text("provision.looked", n=looked, all=pictures)
    said = f" ({told})" if told else ""
    return f"{what}{said} · {'・'.join(event.people)}"


def what_words(case: CaseInfo) -> str:
    """Cameras and span."""
    parts = ["・".join(camera.name for camera in case.cameras)]
    if case.span is not None:
        parts.append(words.span_and_length(case.span, language()))
    return "\n".join(part for part in parts if part) or "–"


def act_words(act: ProvisionAct, *, again: bool = False) -> str:
    """The button of an act. ``again``: there is a package already."""
    if again and act is ProvisionAct.EXPORT:
        return translate("provision", "Make the package anew…")
    names = {
        ProvisionAct.COMPLETE: translate("provision", "The paper came…"),
        ProvisionAct.COVER: translate("provision", "Make others unrecognisable…"),
        ProvisionAct.EXPORT: translate("provision", "Make the package…"),
        ProvisionAct.HAND_OVER: translate("provision", "Hand it over…"),
        ProvisionAct.RETURNED: translate("provision", "Returned or destroyed…"),
        ProvisionAct.REFUSE: translate("provision", "Refuse…"),
    }
    return names[act]


def next_words(case: CaseInfo) -> str:
    """What comes next, for somebody who does this once a year."""
    if not case.allows and case.state == "announced":
        return translate(
            "provision", "There is no ground to hand it over. Refuse it, and print the letter."
        )
    if case.begun:
        return translate(
            "provision",
            "Making others unrecognisable was begun, and what was done is kept. Both managers open"
            " it again and go on.",
        )
    if case.hides_others and case.state == "handed-over":
        return translate("provision", "The person has it. Nothing more is to be done.")
    if case.covered and case.state == "open":
        return translate(
            "provision",
            "The others are unrecognisable now. Next both managers make the package, on a USB"
            " stick or a disc.",
        )
    if case.hides_others and not case.covered and case.state == "open":
        return translate(
            "provision",
            "Everything is noted. Next both managers make everybody else unrecognisable; only that"
            " copy is handed out.",
        )
    said = {
        "announced": translate(
            "provision",
            "Announced by telephone. Nothing is handed over before the paper is here.",
        ),
        "open": translate(
            "provision",
            "Everything is noted. Next both managers make the package, on a USB stick or a disc.",
        ),
        "exported": translate(
            "provision",
            "The package is made. Print the cover sheet and the receipt; hand it over with the"
            " cover sheet when the receipt is signed, and tell the password another way.",
        ),
        "handed-over": translate(
            "provision", "Handed over. Note it when it comes back or was destroyed as agreed."
        ),
        "returned": translate("provision", "This case is closed."),
        "refused": translate("provision", "Refused. Print the letter for whoever asked."),
    }
    return said[case.state]
