"""Footage handed over, and refused, at a real window with a real mouse and keyboard.

Run as a program under Xvfb by ``test_provisions``: ``CASE FOLDER LANGUAGE``. What is on the screen
is called by its English words here, and found in either language.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from shopguard.base.texts import Language
from tests.journeys.counter import (
    CUSTOMER,
    NO_GROUND,
    OFFICER,
    Counter,
    attach,
    begin,
    fill,
    footage,
    hand_over,
    make_shop,
    package,
    save_as,
)
from tests.journeys.own_request import own_request
from tests.journeys.person import Person
from tests.journeys.program import live
from tests.journeys.tongue import tongue


def police(person: Person, at: Counter) -> None:
    """The call is noted, the paper comes, the package is made, it is handed over."""
    begin(person, "Police inquiry in writing")
    person.press("By telephone; the paper will follow")
    fill(person, {"Recipient": OFFICER, "Agency": "青空警察署", "Contact": "03-3581-4321"})
    person.picture("call")
    person.press("Next")
    footage(person, at, "入口")
    person.picture("call-footage")
    person.press("Note the request")
    person.reads("Announced by telephone.")
    person.reads("Kept until")
    person.picture("announced")
    person.press("The paper came…")
    person.press("Next")
    person.reads("9 more to fill in; without them nothing may be handed over.")
    person.picture("paper-lacking")
    fill(person, {
        "Number of the document": "青空刑発第123号", "Date of the document": "2026-11-20",
        "Rank": "巡査部長", "Published number that was called back": "03-3581-4321",
        "What was confirmed by telephone": "刑事課に在籍、照会書の番号も一致",
        "Kind of identity document seen": "警察手帳",
        "How identity was confirmed": "手帳を開いて見せてもらい、署の代表番号にかけて確かめた",
        "Why this footage is needed": "自転車の盗難の捜査のため",
    })  # fmt: skip
    attach(person, at)
    person.picture("paper")
    person.press("Next")
    person.picture("paper-footage")
    person.press("Note the request")
    person.reads("Everything is noted.")
    package(person, at)
    person.press("Receipt")
    save_as(person, at.folder / "receipt.pdf")
    person.reads("Print it from there")
    person.picture("receipt")
    hand_over(person, "USBメモリー", "署の代表番号に電話", OFFICER)
    person.press("The list on paper")
    save_as(person, at.folder / "list.pdf")
    person.reads("Print it from there")


def consent(person: Person, at: Counter) -> None:
    """The person shown agreed in writing; both cameras, after a second thought."""
    begin(person, "Consent of the person shown")
    fill(person, {
        "Person shown": CUSTOMER, "Day of consent": "11/20", **RECEIVES,
        "Why this footage is needed": "転んだときの様子を保険会社に説明するため",
    })  # fmt: skip
    attach(person, at)
    person.picture("consent")
    person.press("Next")
    footage(person, at, "入口", "売場A")
    person.press("Note the request")
    person.reads("Every camera is chosen.")
    person.picture("every-camera")
    person.press("Note the request")
    person.reads("Everything is noted.")
    package(person, at)
    hand_over(person, "DVD", "手紙", CUSTOMER)
    person.press("Returned or destroyed…")
    person.write("What became of it", "廃棄したと連絡を受けた")
    person.press("Note it")
    person.reads("This case is closed.")
    person.picture("closed")


def refusal(person: Person, at: Counter) -> None:
    """No ground: it is refused, with a letter."""
    begin(person, NO_GROUND)
    fill(person, {"Recipient": "近所の方", "Contact": "03-0000-0000"})
    person.picture("no-ground")
    person.press("Note the request")
    person.reads("There is no ground to hand it over.")
    person.press("Refuse…")
    person.write("Reason", "法律に定める根拠がないため")
    person.picture("refuse")
    person.press("Refuse")
    person.reads("Refused. Print the letter")
    person.press("Letter of refusal")
    save_as(person, at.folder / "letter.pdf")
    person.reads("Print it from there")
    person.picture("refused")


RECEIVES = {
    "Recipient": CUSTOMER, "Contact": "03-1111-2222",
    "Kind of identity document seen": "運転免許証",
    "How identity was confirmed": "写真と顔を見くらべた",
}  # fmt: skip
CASES: dict[str, Callable[[Person, Counter], None]] = {
    "police": police,
    "consent": consent,
    "refusal": refusal,
    "self": own_request,
}


def main() -> None:
    case, folder = sys.argv[1], Path(sys.argv[2])
    spoken: Language = "ja" if sys.argv[3] == "ja" else "en"
    at = make_shop(folder)
    live(
        folder,
        lambda person, _desk: CASES[case](person, at),
        partial(Person, pace=0.3, tongue=tongue(spoken)),
        spoken,
    )


if __name__ == "__main__":
    main()
