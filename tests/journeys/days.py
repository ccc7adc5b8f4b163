"""Days at the shop, each lived at a real window with a real mouse and keyboard.

Run as a program under Xvfb by ``test_days``: ``DAY FOLDER PORT``; the camera plays on that port.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psutil
from PySide6.QtWidgets import QApplication, QWidget

from shopguard.base.home import Home
from shopguard.recorder.channel.runtime import Runtime
from tests.fakes.rtsp_server import RtspServer
from tests.fakes.small_shop import password_of
from tests.journeys.person import Person
from tests.journeys.program import live
from ui.widgets.tile import Tile

RECORDS_S = 12  # so that there is something to find
LOGGED_S = 4  # the recorder writes its log every two seconds
FIRST, SECOND, THIRD = password_of("sato"), password_of("suzuki"), password_of("tanaka")


@dataclass(frozen=True)
class Place:
    """Where a day happens."""

    folder: Path
    camera: RtspServer

    @property
    def sheet(self) -> str:
        """The twelve words, read off the paper."""
        paper = subprocess.run(
            ["pdftotext", "-layout", str(self.folder / "sheet.pdf"), "-"],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        words = dict(re.findall(r"\b(\d{1,2}) ([a-z]{3,8})\b", paper.stdout))
        return " ".join(words[str(number)] for number in range(1, 13))

    def recorder(self) -> int:
        """The process that records."""
        found = Runtime.read(Home(self.folder / "shop"))
        assert found is not None
        return found.pid


def a_camera_goes_and_comes_back(person: Person, place: Place) -> None:
    """Somebody pulls a plug; the wall says so, for how long, and never shows the last picture."""
    sign_in(person)
    person.reads("Recording 1/1")
    person.reads("Entrance, Live")
    place.camera.kill()
    person.reads("No picture for")
    person.reads("Recording 0/1")
    person.picture("gone")
    place.camera.restart()
    person.reads("Recording 1/1")
    person.reads("Entrance, Live")
    person.picture("back")
    time.sleep(LOGGED_S)


def the_recorder_is_lost(person: Person, place: Place) -> None:
    """Killed, then hung: the wall says so with its age, shows nothing old, and comes back alone."""
    sign_in(person)
    person.reads("Recording 1/1")
    person.reads("Entrance, Live")
    supervisor = psutil.Process(place.recorder()).ppid()
    try:
        lose_it_twice(person, place, supervisor)
    finally:
        os.kill(supervisor, signal.SIGCONT)


def lose_it_twice(person: Person, place: Place, supervisor: int) -> None:
    os.kill(supervisor, signal.SIGSTOP)  # else another would be there at once
    os.kill(place.recorder(), signal.SIGKILL)
    person.reads("Recorder stopped")
    no_live_picture(person)
    person.picture("recorder-killed")
    os.kill(supervisor, signal.SIGCONT)
    person.reads("Entrance, Live")
    person.reads("Recording 1/1")
    os.kill(supervisor, signal.SIGSTOP)
    hung = place.recorder()
    os.kill(hung, signal.SIGSTOP)
    no_live_picture(person)
    person.reads("Recorder stopped")
    person.picture("recorder-hung")
    os.kill(hung, signal.SIGCONT)
    person.reads("Entrance, Live")
    person.reads("Recording 1/1")
    person.picture("recorder-back")


def no_live_picture(person: Person) -> None:
    """First late, then no picture at all, each with how long."""
    late = person.wait(lambda: _tile_says("late"), "a late tile")
    assert re.fullmatch(r"Entrance, \d+ s late", late), late
    lost = person.wait(lambda: _tile_says("No picture for"), "a lost tile")
    assert re.fullmatch(r"Entrance, No picture for \d+ s", lost), lost
    assert person.ask(lambda: [tile.picture for tile in _tiles()]) == [None]
    message = person.ask(lambda: [tile.message for tile in _tiles()])[0]
    assert message is not None
    assert "The recorder does not answer." in message.rest


def _tiles() -> list[Tile]:
    windows = [window for window in QApplication.topLevelWidgets() if window.isVisible()]
    return [t for window in windows for t in window.findChildren(Tile) if t.isVisible()]


def _tile_says(words: str) -> str | None:
    return next((t.accessibleName() for t in _tiles() if words in t.accessibleName()), None)


def the_desktop_is_killed(person: Person, _place: Place) -> None:
    """The window dies; what it is about does not."""
    sign_in(person)
    person.reads("Recording 1/1")
    person.reads("Entrance, Live")
    os.kill(os.getpid(), signal.SIGKILL)


def the_day_goes_on(person: Person, _place: Place) -> None:
    """A new window finds everything as it was."""
    sign_in(person)
    person.reads("Recording 1/1")
    person.reads("Entrance, Live")
    person.picture("goes-on")


def without_a_mouse(person: Person, place: Place) -> None:
    """Sign in, open recordings by two, mark a span and hold it; then lock: keys alone."""
    person.reads("Sign in")
    person.type("sato")
    person.keys("Return")
    person.type(FIRST)
    person.keys("Return")
    person.reads("Entrance")
    person.reads("Recording 1/1")
    time.sleep(RECORDS_S)
    person.tab_to("Live")
    person.keys("Down")
    person.tab_to("Open recordings")
    person.keys("space")
    person.tab_to("Theft prevention")
    person.keys("space")
    person.tab_to("Last 30 minutes")
    person.keys("space")
    person.tab_to("Passphrase of the second person")
    person.type(SECOND)
    person.keys("Return")
    person.reads("sato + suzuki")
    person.face()
    person.tab_to("Go to")
    person.type("12 sec ago")
    person.keys("Return", "i", "Right", "Right", "o")
    person.picture("marked-by-keys")
    person.tab_to("Keep")
    person.keys("space")
    person.reads("Keep the marked part")
    person.face()
    person.type("theft reported to the police")
    person.keys("Return")
    person.reads("This part is kept")
    person.picture("kept-by-keys")
    person.face()
    person.keys("ctrl+l")
    person.reads("The seat is locked")


def a_deputy_leaves(person: Person, place: Place) -> None:
    """The sheet from the safe stands in for whoever goes, until another comes."""
    sign_in(person)
    person.reads("Recording 1/1")
    person.press("People")
    person.point_at("suzuki")
    person.press("Leaves the shop")
    confirm_by_sheet(person, place)
    person.picture("leaver")
    person.press("Destroy the key")
    person.reads("suzuki has left. Nothing opens for them any more.")
    person.picture("left")
    person.press("Recordings")
    person.press("Open recordings")
    person.press("Theft prevention")
    person.press("Last 30 minutes")
    confirm_by_sheet(person, place)
    person.press("Open for 30 minutes")
    person.reads("sato + Recovery sheet")
    person.picture("opened-with-the-sheet")
    person.press("Lock")
    person.write("Login", "suzuki")
    person.write("Passphrase", SECOND)
    person.press("Sign in")
    person.reads("could not be logged in")


def a_passphrase_is_lost(person: Person, place: Place) -> None:
    """The deputy forgot hers: the chief and the sheet give her a new one; the old one is dead."""
    sign_in(person)
    person.press("People")
    person.point_at("suzuki")
    person.press("Lost passphrase")
    person.write("New passphrase", THIRD)
    person.write("Once more", THIRD)
    confirm_by_sheet(person, place)
    person.picture("lost")
    person.press("Set the new one")
    person.reads("suzuki has a new passphrase.")
    person.press("Lock")
    for passphrase, seen in ((SECOND, "could not be logged in"), (THIRD, "suzuki (deputy")):
        person.write("Login", "suzuki")
        person.write("Passphrase", passphrase)
        person.press("Sign in")
        person.reads(seen)


def a_second_screen(person: Person, _place: Place) -> None:
    """The wall goes to the screen above the till; the desk stays for work. Then it is unplugged."""
    _screens("--setmonitor", "*desk", "1400/400x950/270+0+0", "screen")
    _screens("--setmonitor", "till", "1400/400x950/270+1400+0", "none")
    sign_in(person)
    person.reads("Entrance, Live")
    person.face()
    person.keys("shift+F11")
    person.wait(lambda: _covers_another_screen() or None, "the wall on the other screen")
    person.reads("Entrance, Live")
    person.picture("desk-beside-the-wall")
    person.press("Health")
    person.reads("Recorder")
    person.wait(lambda: _covers_another_screen() or None, "the wall still there")
    person.press("Live")
    person.reads("The live pictures are on a whole screen")
    _screens("--delmonitor", "till")
    person.wait(lambda: not _whole_screens() or None, "the wall away from the screen that is gone")
    person.reads("Entrance, Live")
    person.picture("unplugged")
    _screens("--setmonitor", "till", "1400/400x950/270+1400+0", "none")
    person.press("On the other screen")
    person.wait(lambda: _covers_another_screen() or None, "the wall on the screen plugged in again")
    person.reads("Entrance, Live")


def _screens(*words: str) -> None:
    """What the X server's screens become: as by the plug of a display."""
    subprocess.run(["xrandr", *words], check=True)


def _whole_screens() -> list[QWidget]:
    windows = QApplication.topLevelWidgets()
    return [window for window in windows if window.isVisible() and window.isFullScreen()]


def _covers_another_screen() -> bool:
    first = QApplication.primaryScreen()
    return any(window.screen() is not first for window in _whole_screens())


def confirm_by_sheet(person: Person, place: Place) -> None:
    """The paper from the safe instead of a second manager."""
    person.choose("Second person", "Recovery")
    person.write("Passphrase of the second person", place.sheet)


DAYS: dict[str, Callable[[Person, Place], None]] = {
    "camera": a_camera_goes_and_comes_back,
    "recorder": the_recorder_is_lost,
    "killed": the_desktop_is_killed,
    "after": the_day_goes_on,
    "keys": without_a_mouse,
    "leaver": a_deputy_leaves,
    "lost": a_passphrase_is_lost,
    "screens": a_second_screen,
}


def sign_in(person: Person) -> None:
    person.write("Login", "sato")
    person.write("Passphrase", FIRST)
    person.press("Sign in")


def main() -> None:
    day, folder = sys.argv[1], Path(sys.argv[2])
    clip, port = folder / "clips" / "desk.mp4", int(sys.argv[3])
    with RtspServer({"entrance": clip}, port=port) as camera:
        live(folder, lambda person, _desk: DAYS[day](person, Place(folder, camera)))


if __name__ == "__main__":
    main()
