"""What the room calls things about printed stills."""

from __future__ import annotations

from ui import words
from ui.prints.model import PrintAct, PrintInfo
from ui.translate import engine_text, language, translate

# State → its sign: icon and colour.
SIGNS = {
    "kept": ("lock", "text"),
    "shredded": ("check", "good"),
    "handed-over": ("provision", "accent"),
    "not-made": ("failed", "muted"),
}
LATE_SIGN = ("clock-late", "late")


def short_words(info: PrintInfo) -> str:
    """Where the paper is, or that it has been in the shop for long."""
    late = info.overdue
    return translate("prints", "To shred") if late else engine_text(_code(info))


def state_words(info: PrintInfo) -> str:
    """Where the paper is, and whether it has been there for long."""
    said = engine_text(_code(info))
    return f"{said} · {short_words(info)}" if info.overdue else said


def _code(info: PrintInfo) -> str:
    return f"still.state.{info.state}"


def sign_of(info: PrintInfo) -> tuple[str, str]:
    return LATE_SIGN if info.overdue else SIGNS[info.state]


def picture_words(info: PrintInfo) -> str:
    """Which camera saw it, and when."""
    return f"{info.camera}  {words.moment(info.seen_us, language())}"


def act_words(act: PrintAct) -> str:
    """The button of an act."""
    names = {
        PrintAct.SHREDDED: translate("prints", "It was shredded…"),
        PrintAct.HANDED_OVER: translate("prints", "It was handed over…"),
        PrintAct.BACK: translate("prints", "It is in the shop after all…"),
    }
    return names[act]


def next_words(info: PrintInfo) -> str:
    """What comes next."""
    if info.state == "kept" and info.cases:
        return translate(
            "prints",
            "Keep it locked away. Shred it when it is done with, or hand it over with the provision"
            " that covers it; then say so here.",
        )
    said = {
        "kept": translate(
            "prints",
            "Keep it locked away. Shred it when it is done with, and say so here. It leaves the"
            " shop only with a package whose footage includes this picture.",
        ),
        "shredded": translate("prints", "Nothing more to do."),
        "handed-over": translate("prints", "It left the shop. Say so here when it comes back."),
        "not-made": translate(
            "prints", "The printer did not take it. The number is used up; there is no paper."
        ),
    }
    return said[info.state]
