"""A deputy leaves and another comes, the chief forgets the passphrase, the log is proven.

Run as a program under Xvfb by ``test_office``: ``FOLDER``.
"""

from __future__ import annotations

import subprocess
import sys
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QTableWidget

from shopguard.app.acts.setting_up import NewManager, set_up_shop
from shopguard.base.home import Home
from tests.fakes.small_shop import CHEAP, password_of
from tests.journeys.person import Person
from tests.journeys.program import live

SATO, SUZUKI, MORI = (password_of(login) for login in ("sato", "suzuki", "mori"))
FORGOTTEN = "orbit velvet walnut cactus meadow pillar"


def journey(person: Person, words: str) -> None:
    """An afternoon of paper work."""
    sign_in(person, "sato", SATO)
    person.press("People")
    add_deputy_to_be(person)
    make_deputy(person)
    person.picture("deputy")
    change_a_setting(person)
    prove_the_log(person)
    person.keys("F1")
    person.reads("Short pages on what you do most")
    person.picture("help")
    person.press("Lock")
    sign_in(person, "suzuki", SUZUKI)
    person.reads("could not be logged in")
    sign_in(person, "mori", MORI)
    replace_the_chiefs_passphrase(person, words)
    person.press("Lock")
    sign_in(person, "sato", FORGOTTEN)
    person.reads("Sato Hanako (chief manager)")


def sign_in(person: Person, login: str, passphrase: str) -> None:
    person.write("Login", login)
    person.write("Passphrase", passphrase)
    person.press("Sign in")


def add_deputy_to_be(person: Person) -> None:
    """Somebody new, with pledge and training."""
    person.press("Add somebody")
    person.write("Name", "Mori Kenji")
    person.write("Login", "mori")
    person.write("New passphrase", MORI)
    person.write("Once more", MORI)
    agree(person, "Add somebody", SUZUKI)
    person.reads("Mori Kenji was added")
    person.picture("added")
    choose(person, "Mori Kenji")
    for act in ("Pledge signed today", "Trained today"):
        person.press(act)
        agree(person, "Note it", SUZUKI)
        person.reads("of Mori Kenji is noted")


def make_deputy(person: Person) -> None:
    """In the place of the one there is, by both of today."""
    person.press("Make chief or deputy…")
    person.choose("Becomes", "deputy")
    person.write("Their own passphrase", MORI)
    person.picture("make-deputy")
    agree(person, "Pass the keys over", SUZUKI)
    person.reads("Mori Kenji is a manager now")


def change_a_setting(person: Person) -> None:
    """Found by a word, refused with a wrong passphrase, agreed to by the new deputy."""
    person.press("Settings")
    person.write("Search", "stay open")
    person.write("How long recordings stay open", "20")
    person.press("Change… How long recordings stay open")
    agree(person, "Change", SUZUKI)
    person.reads("could not be confirmed")
    person.picture("setting-refused")
    agree(person, "Change", MORI)
    person.reads("Changed: How long recordings stay open")


def prove_the_log(person: Person) -> None:
    """Everything that happened stands there, whole."""
    person.press("Log")
    person.press("Verify the log")
    person.reads("entries are as they were written")
    person.picture("log")


def replace_the_chiefs_passphrase(person: Person, words: str) -> None:
    """With the sheet from the safe: first a slip of the pen, then right."""
    person.press("People")
    choose(person, "Sato Hanako")
    person.press("Lost passphrase")
    person.write("New passphrase", FORGOTTEN)
    person.write("Once more", FORGOTTEN)
    agree(person, "Set the new one", "abandon ability able")
    person.reads("The sheet has 12 words")
    person.picture("lost")
    agree(person, "Set the new one", words)
    person.reads("Sato Hanako has a new passphrase")


def agree(person: Person, verb: str, passphrase: str) -> None:
    person.write("Passphrase of the second person", passphrase)
    person.press(verb)


def choose(person: Person, name: str) -> None:
    """Click the row of a person."""

    def where() -> tuple[int, int] | None:
        for window in QApplication.topLevelWidgets():
            for table in window.findChildren(QTableWidget):
                for line in range(table.rowCount()):
                    item = table.item(line, 0)
                    if table.isVisible() and item is not None and item.text() == name:
                        centre = table.visualItemRect(item).center()
                        at = table.viewport().mapToGlobal(QPoint(centre.x(), centre.y()))
                        return at.x(), at.y()
        return None

    x, y = person.wait(where, name)
    subprocess.run(["xdotool", "mousemove", str(x), str(y), "click", "1"], check=True)


def main() -> None:
    folder = Path(sys.argv[1])
    managers = (
        NewManager("sato", SATO, "Sato Hanako"),
        NewManager("suzuki", SUZUKI, "Suzuki Ichiro"),
    )
    shop, sheet = set_up_shop(
        Home(folder / "shop"), "Test shop", *managers, key_file=folder / "key", work=CHEAP
    )
    with sheet:
        words = " ".join(sheet.words())
    shop.close()
    live(folder, lambda person, _desk: journey(person, words), partial(Person, pace=0.2))


if __name__ == "__main__":
    main()
