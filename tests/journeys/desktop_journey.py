"""Set up → add a camera → record → lock → one manager refused → two → find a moment → hand it over.

Run as a program under Xvfb by ``test_desktop``: ``FOLDER ADDRESS LANGUAGE``. What is on the screen
is called by its English words here, and found in either language.
"""

from __future__ import annotations

import sys
import time
from functools import partial
from pathlib import Path

from shopguard.base.texts import Language
from tests.fakes.small_shop import password_of
from tests.journeys.person import Person
from tests.journeys.program import live
from tests.journeys.tongue import tongue
from ui.desk import Desk
from ui.first_run.presenter import FirstRunPresenter
from ui.provision.dialogs import PasswordDialog

FIRST, SECOND = password_of("sato"), password_of("suzuki")
PARTICULARS = {
    "What danger there is": "somebody was hurt and may need help",
    "Why consent could not be had": "nobody knows who it was",
    "Recipient": "Dr Takahashi",
    "Contact": "03-0000-0000",
    "Kind of identity document seen": "hospital pass",
    "How identity was confirmed": "called the hospital back",
    "Why this footage is needed": "to see how it happened",
}
WATCHES_S = 12  # so that there is something to look for


def journey(person: Person, desk: Desk, folder: Path, address: str) -> None:
    """What two managers do on their first day."""
    person.press("Set up my shop")
    person.write("Name of the shop", "Test shop")
    person.write("Contact", "03-0000-0000")
    person.picture("shop")
    person.press("Next")
    manager(person, "Sato Hanako", "sato", FIRST)
    person.picture("chief")
    person.press("Next")
    manager(person, "Suzuki Ichiro", "suzuki", SECOND)
    if person.can_read("This PC has no place of its own for keys"):
        person.press("Keep the shop’s key in this file")
    person.press("Next")
    person.press("Save as PDF")
    person.keys("ctrl+a")
    person._x("type", str(folder / "sheet.pdf"))
    person.keys("Return")
    words = person.wait(lambda: sheet_words(desk), "the sheet")
    for number in person.ask(lambda: asked(desk)):
        person.write(f"Word {number}", words[number - 1])
    person.picture("sheet")
    person.press("Next")
    person.write("Or its address", address)
    person.write("Name", "Entrance")
    person.press("Try it out")
    person.reads("H.264 · ")
    person.picture("camera")
    person.press("Add this camera")
    person.reads("It is not said yet whether a private place is visible")
    person.write("Why this view", "accidents at the door")
    person.press("No")
    person.press("Add this camera")
    person.reads("✓ Added: Entrance")
    person.press("Next")
    person.press("Next")
    person.press("Start recording by itself")  # off: a test changes nothing of the machine
    person.press("Next")
    person.picture("done")
    person.press("To the live pictures")
    person.reads("Recording 1/1")
    person.reads("Live")
    person.picture("live")
    time.sleep(WATCHES_S)
    lock_and_look(person, desk, folder)


def manager(person: Person, name: str, login: str, passphrase: str) -> None:
    """One manager's card."""
    person.write("Name", name)
    person.write("Login", login)
    person.write("Passphrase", passphrase)
    person.write("Passphrase once more", passphrase)
    person.press("I have read this, and I pledge it")


def lock_and_look(person: Person, desk: Desk, folder: Path) -> None:
    """Lock, sign in again, be refused alone, open together, find a moment, hand it over."""
    person.press("Lock")
    person.write("Login", "sato")
    person.write("Passphrase", "wrong")
    person.press("Sign in")
    person.reads("could not be logged in")
    person.picture("not-logged-in")
    person.write("Passphrase", FIRST)
    person.press("Sign in")
    person.press("Recordings")
    person.press("Open recordings")
    person.reads("Choose a purpose first")
    person.press("Theft prevention")
    person.press("Last 30 minutes")
    person.write("Passphrase of the second person", "not hers")
    person.press("Open for 30 minutes")
    person.reads("The second person (Suzuki Ichiro) could not be confirmed.")
    person.picture("refused")
    person.write("Passphrase of the second person", SECOND)
    person.press("Open for 30 minutes")
    person.reads("Sato Hanako + Suzuki Ichiro")
    person.write("Go to", "18 sec ago")
    person.keys("Return")
    person.reads("Mark a part to keep it or hand it over.")
    person.press("From here")
    person.keys("Right", "Right", "shift+Right")
    person.press("To here")
    person.picture("review")
    person.press("Hand over…")
    hand_over(person, desk, folder)


def hand_over(person: Person, desk: Desk, folder: Path) -> None:
    """The marked part stands in the request; the password is written down."""
    person.reads("on which ground?")
    person.press("Danger to life, body or property")
    person.picture("ground")
    person.press("Next")
    for name, words in PARTICULARS.items():
        person.tab_to(name)
        person.type(words)
    person.picture("particulars")
    person.press("Next")
    person.reads("which footage?")
    person.picture("footage")
    person.press("Note the request")
    person.press("Make the package…")
    person.write("Passphrase of the second person", SECOND)
    person.picture("package")
    person.press("Make the package")
    person.reads("Password of the package")
    (shown,) = person.ask(
        lambda: [d._word.text() for d in desk.window.findChildren(PasswordDialog)]
    )
    (folder / "password.txt").write_text(shown.replace("\u200b", ""))  # where a line may break
    person.press("I have written it down")
    person.reads("The package is made.")
    person.picture("handed-over")


def sheet_words(desk: Desk) -> tuple[str, ...] | None:
    """The person reads the paper in their hand."""
    state = first_run_of(desk).state
    return state.created.sheet.words if state.created and state.taken else None


def asked(desk: Desk) -> tuple[int, ...]:
    return first_run_of(desk).state.asked


def first_run_of(desk: Desk) -> FirstRunPresenter:
    return desk.view._presenter  # type: ignore[no-any-return]


def main() -> None:
    folder, address, language = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    spoken: Language = "ja" if language == "ja" else "en"
    live(
        folder,
        lambda person, desk: journey(person, desk, folder, address),
        partial(Person, tongue=tongue(spoken)),
        spoken,
    )


if __name__ == "__main__":
    main()
