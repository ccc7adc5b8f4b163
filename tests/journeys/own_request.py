"""A customer wants the pictures of themself: answered, everybody else hidden, handed over."""

from __future__ import annotations

from tests.fakes.faces import ABOVE, FACE, SIZE
from tests.journeys.counter import (
    CUSTOMER,
    FPS,
    SECOND_ONE,
    SPAN_S,
    THEIR_OWN,
    Counter,
    hand_over,
    package,
    save_as,
    sign_in,
)
from tests.journeys.person import Person, _visible
from ui.provision.covering_canvas import CoveringCanvas

ASKED = "きのう入口で転んだところを見たい"
SIGN = (0.02, 0.72, 0.12, 0.97)  # something on the wall, covered by hand
_HEIGHT = (ABOVE + FACE[1] / 2) / SIZE[1]  # of the face above, in the picture


def own_request(person: Person, at: Counter) -> None:
    """From the counter to the receipt."""
    sign_in(person)
    note(person, at)
    identify_and_answer(person, at)
    go_on_to_the_pictures(person)
    hide_others(person, at)
    package(person, at)
    person.press("Receipt")
    save_as(person, at.folder / "receipt.pdf")
    person.reads("Print it from there")
    hand_over(person, "USBメモリー", "あとから電話で", CUSTOMER, THEIR_OWN)
    person.press("Requests about one's own data")
    person.reads("The pictures go on as provision No. 1.")
    person.picture("request-in-the-end")


def note(person: Person, at: Counter) -> None:
    """Somebody asks."""
    person.press("Hand over")
    person.press("Requests about one's own data")
    person.reads("Nobody asked about their own data yet.")
    person.press("Note a request about one's own data")
    person.press("To see or get pictures of themself")
    person.write("Who asks", CUSTOMER)
    person.write("Where the answer goes", "03-1111-2222")
    person.write("In their words", ASKED)
    person.press("入口")
    person.write("From", at.start)
    person.write("To", at.end)
    person.picture("asked")
    person.press("Note the request")
    person.reads("First confirm that it is this person")


def identify_and_answer(person: Person, at: Counter) -> None:
    """Who it is, then the answer and its letter."""
    person.press("Confirm identity…")
    person.write("Document", "運転免許証")
    person.write("How it was confirmed", "お会いして、顔写真と見比べた")
    person.picture("identified")
    person.press("It is this person")
    person.reads("Search which cameras recorded, then answer.")
    person.press("Answer…")
    person.press("granted")
    person.write("Reason and particulars", "お申し出の時間の入口の録画をお渡しします")
    person.picture("answer")
    person.press("Give this answer")
    person.reads("Send the letter. Then make the pictures")
    person.press("Letter of answer")
    save_as(person, at.folder / "answer.pdf")
    person.reads("Print it from there")
    person.picture("answered")


def go_on_to_the_pictures(person: Person) -> None:
    """What is known already is filled in."""
    person.press("Go on to the pictures…")
    person.reads("what the paper says, and who it is")
    person.picture("pictures")
    person.press("Next")
    person.picture("pictures-footage")
    person.press("Note the request")
    person.reads("Next both managers make everybody else unrecognisable")
    person.picture("own-provision")


def hide_others(person: Person, at: Counter) -> None:
    """Both managers: who it is about, one place covered by hand, all of it looked through."""
    open_both(person)
    person.reads("Nobody is chosen in this film yet")
    person.picture("nobody-chosen")
    person.point_in(_canvas, at.person_at(0), _HEIGHT)
    person.reads("The person is seen in every picture of this film.")
    person.picture("chosen")
    person.drag_in(_canvas, SIGN)
    person.picture("covered-by-hand")
    go_on_later(person)
    look_through(person)
    person.press("Both of us went through this film")
    person.picture("gone-through")
    person.press("Keep with the case")
    person.reads("The others are unrecognisable now.")
    person.picture("others-hidden")


def open_both(person: Person) -> None:
    person.press("Make others unrecognisable…")
    person.write("Passphrase of the second person", SECOND_ONE)
    person.picture("both-open")
    person.press("Open and look for people")


def go_on_later(person: Person) -> None:
    """Something else comes in between: what was done stays."""
    person.press("Go on later")
    person.reads("Making others unrecognisable was begun")
    person.picture("begun")
    open_both(person)
    person.reads("What was done before is still here.")
    person.reads("The person is seen in every picture of this film.")
    person.picture("resumed")


def look_through(person: Person) -> None:
    """Every picture of it, once somebody was told that they had not."""
    pictures = SPAN_S * FPS
    agree = "Both of us agree: nobody else can be recognised"
    person.press(f"{agree} (looked at: 1 of {pictures})")
    person.reads(f"{pictures - 1} pictures of this film were not looked at yet.")
    person.picture("not-looked-at")
    person.press("Play forward")
    person.reads(f"Looked at: {pictures} of {pictures} pictures.")
    person.picture("played")
    person.keys("j", "k")
    person.press("Show it as the copy will be")
    person.picture("as-recorded")
    person.press("Show it as the copy will be")


def _canvas() -> tuple[CoveringCanvas, tuple[int, int]] | None:
    shown: list[CoveringCanvas] = _visible(CoveringCanvas)
    return (shown[0], SIZE) if shown else None
