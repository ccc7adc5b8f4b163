"""What people are and what can be done about them, in words."""

from __future__ import annotations

from shopguard.base.clock import DAY
from ui import words
from ui.people.model import Member, PeopleAct
from ui.translate import engine_text, language, translate

SOON_DAYS = 30


def role_words(member: Member) -> str:
    if not member.roles:
        return translate("people", "no role")
    return "・".join(engine_text(f"ui.role.{role}") for role in member.roles)


def pledge_words(member: Member) -> tuple[str, str]:
    """When the pledge was signed, and the tone to say it in."""
    if member.pledged_us is None:
        return translate("people", "not signed"), "late"
    return words.day(member.pledged_us, language(), year=True), ""


def training_words(member: Member, now_us: int) -> tuple[str, str]:
    """Until when the training holds; lapsed and soon are said, not only coloured."""
    until = member.trained_until_us
    if until is None:
        return translate("people", "not trained"), "late"
    day = words.day(until, language(), year=True)
    if until <= now_us:
        return translate("people", "lapsed on {day}").format(day=day), "late"
    if until - now_us < SOON_DAYS * DAY:
        return translate("people", "until {day}, soon over").format(day=day), "late"
    return translate("people", "until {day}").format(day=day), ""


def state_words(member: Member) -> str:
    if member.left_us is not None:
        day = words.day(member.left_us, language(), year=True)
        return translate("people", "left on {day}").format(day=day)
    if not member.enabled:
        return translate("people", "switched off")
    return translate("people", "present")


def act_words(act: PeopleAct) -> str:
    """The verb on the button."""
    return {
        PeopleAct.ADD: translate("people", "Add somebody"),
        PeopleAct.MAKE_MANAGER: translate("people", "Make chief or deputy…"),
        PeopleAct.ROLE: translate("people", "Change the role"),
        PeopleAct.PLEDGE: translate("people", "Pledge signed today"),
        PeopleAct.TRAINING: translate("people", "Trained today"),
        PeopleAct.PASSWORD: translate("people", "Change my passphrase"),
        PeopleAct.RESET: translate("people", "New passphrase"),
        PeopleAct.LOST: translate("people", "Lost passphrase"),
        PeopleAct.SWITCH_OFF: translate("people", "Switch off"),
        PeopleAct.SWITCH_ON: translate("people", "Switch on again"),
        PeopleAct.LEAVE: translate("people", "Leaves the shop"),
        PeopleAct.SHEET: translate("people", "New recovery sheet"),
        PeopleAct.RELAX: translate("people", "Let one manager look alone…"),
        PeopleAct.TIGHTEN: translate("people", "Two managers again…"),
    }[act]


def verb_words(act: PeopleAct) -> str:
    """The button that does it, in the dialog that says about whom."""
    others = {
        PeopleAct.MAKE_MANAGER: translate("people", "Pass the keys over"),
        PeopleAct.ROLE: translate("people", "Change"),
        PeopleAct.PLEDGE: translate("people", "Note it"),
        PeopleAct.TRAINING: translate("people", "Note it"),
        PeopleAct.PASSWORD: translate("people", "Change"),
        PeopleAct.RESET: translate("people", "Set the new one"),
        PeopleAct.LOST: translate("people", "Set the new one"),
        PeopleAct.LEAVE: translate("people", "Destroy the key"),
        PeopleAct.SHEET: translate("people", "Make a new sheet"),
        PeopleAct.RELAX: translate("people", "One may look alone"),
        PeopleAct.TIGHTEN: translate("people", "Two again"),
    }
    return others.get(act) or act_words(act)


def why_words(act: PeopleAct) -> str:
    """One sentence of what it means, in its dialog."""
    return {
        PeopleAct.ADD: translate(
            "people", "They choose their own passphrase, out of everybody’s sight."
        ),
        PeopleAct.MAKE_MANAGER: translate(
            "people",
            "The keys to the recordings pass over at once; whoever it was before can open nothing"
            " any more. Nothing recorded is lost.",
        ),
        PeopleAct.ROLE: translate("people", "It holds from the next time they sign in."),
        PeopleAct.PLEDGE: translate(
            "people", "Only once the paper is signed: it says what they promise."
        ),
        PeopleAct.TRAINING: translate(
            "people", "When it lapses, pictures stay closed to them until they are trained again."
        ),
        PeopleAct.PASSWORD: translate(
            "people", "Only you know it. Recordings need no change because of it."
        ),
        PeopleAct.RESET: translate(
            "people", "They type a new one themselves; the old one opens nothing any more."
        ),
        PeopleAct.LOST: translate(
            "people",
            "The recovery sheet from the safe agrees in their place. They type a new passphrase"
            " themselves.",
        ),
        PeopleAct.SWITCH_OFF: translate(
            "people", "They cannot sign in until they are switched on again."
        ),
        PeopleAct.SWITCH_ON: translate("people", "They can sign in again as before."),
        PeopleAct.LEAVE: translate(
            "people",
            "Their key is destroyed, and that cannot be undone. Their name stays in the log.",
        ),
        PeopleAct.SHEET: translate(
            "people",
            "The sheet in the safe opens nothing any more. Print the new one at once: it is kept"
            " nowhere else.",
        ),
        PeopleAct.RELAX: translate(
            "people",
            "Agree on it in writing first. Either manager then opens alone what is recorded from"
            " now on. Nobody stops a wrong look before it happens; it only stands in the log."
            " Older recordings still take two, and so do handing over and every change here.",
        ),
        PeopleAct.TIGHTEN: translate(
            "people",
            "From now on every recording takes two managers again, also what was recorded in"
            " between.",
        ),
    }[act]


def done_words(act: PeopleAct, name: str) -> str:
    """What was done, said on the page."""
    said = {
        PeopleAct.ADD: translate("people", "{name} was added. Pledge and training come next."),
        PeopleAct.MAKE_MANAGER: translate("people", "{name} is a manager now."),
        PeopleAct.ROLE: translate("people", "{name} has another role now."),
        PeopleAct.PLEDGE: translate("people", "The pledge of {name} is noted."),
        PeopleAct.TRAINING: translate("people", "The training of {name} is noted."),
        PeopleAct.PASSWORD: translate("people", "Your passphrase was changed."),
        PeopleAct.RESET: translate("people", "{name} has a new passphrase."),
        PeopleAct.LOST: translate("people", "{name} has a new passphrase."),
        PeopleAct.SWITCH_OFF: translate("people", "{name} is switched off."),
        PeopleAct.SWITCH_ON: translate("people", "{name} can sign in again."),
        PeopleAct.LEAVE: translate("people", "{name} has left. Nothing opens for them any more."),
        PeopleAct.SHEET: translate("people", "There is a new recovery sheet."),
        PeopleAct.RELAX: translate("people", "One manager may look alone from now on."),
        PeopleAct.TIGHTEN: translate("people", "Recordings take two managers again."),
    }[act]
    return said.format(name=name)
