"""Footage handed over, and refused, at a real window with a real mouse and keyboard.

Run as a program under Xvfb by ``test_provisions``: ``CASE FOLDER LANGUAGE``. What is on the screen
is called by its English words here, and found in either language.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QLabel

from shopguard.access.policy import Console
from shopguard.app.acts.cameras import add_camera
from shopguard.app.acts.setting_up import NewManager, set_up_shop
from shopguard.base.clock import JST, MINUTE, SECOND, SystemClock, from_us
from shopguard.base.home import Home
from shopguard.base.span import Span
from shopguard.base.texts import Language
from shopguard.vault.sealing import current_public
from tests.fakes.small_shop import CHEAP, password_of
from tests.fakes.viewings import recorded
from tests.journeys.person import Person, _visible
from tests.journeys.program import live
from tests.journeys.tongue import tongue
from ui.provision.dialogs import PasswordDialog

FIRST, SECOND_ONE = password_of("sato"), password_of("suzuki")
RECORDED_S = 12
OFFICER, CUSTOMER = "高橋 誠", "田中 みどり"


class Counter:
    """What lies on the counter: the folder, and when the thing happened."""

    def __init__(self, folder: Path, span: Span) -> None:
        self.folder = folder
        self.stick = folder / "stick"
        self.span = span

    @property
    def start(self) -> str:
        return f"{from_us(self.span.start, JST):%Y-%m-%d %H:%M:%S}"

    @property
    def end(self) -> str:
        return f"{from_us(self.span.end, JST):%Y-%m-%d %H:%M:%S}"

    def paper(self) -> Path:
        """The officer's paper, scanned."""
        scan = self.folder / "scan.pdf"
        scan.write_bytes(b"%PDF-1.7 a scanned letter")
        return scan


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
    begin(person, "None of these")
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
}


def begin(person: Person, ground: str) -> None:
    """Sign in and choose a ground."""
    person.write("Login", "sato")
    person.write("Passphrase", FIRST)
    person.press("Sign in")
    person.press("Hand over")
    person.press("Note a request")
    person.reads("1 of 3: on which ground?")
    person.picture("ground")
    person.press("Next")
    person.reads("Choose a ground first.")
    person.press(ground)
    person.press("Next")
    person.reads("2 of 3")


def fill(person: Person, fields: dict[str, str]) -> None:
    for name, words in fields.items():
        person.write(name, words)


def attach(person: Person, at: Counter) -> None:
    """The paper's scan, by a file dialog."""
    person.press("Scan or photo of the paper")
    into_file_dialog(person, at.paper())
    person.reads("scan.pdf")


def footage(person: Person, at: Counter, *cameras: str) -> None:
    for camera in cameras:
        person.press(camera)
    person.write("From", at.start)
    person.write("To", at.end)


def package(person: Person, at: Counter) -> None:
    """Both managers; the password is written down from the screen."""
    person.press("Make the package…")
    person.press("Choose a folder")
    into_file_dialog(person, at.stick)
    person.reads("/stick")
    person.write("Passphrase of the second person", SECOND_ONE)
    person.picture("package")
    person.press("Make the package")
    person.reads("It is shown this once and kept nowhere.")
    person.picture("password")
    (at.folder / "password.txt").write_text(person.ask(_password))
    person.press("I have written it down")
    person.reads("The package is made.")
    person.picture("made")


def hand_over(person: Person, medium: str, way: str, who: str) -> None:
    person.press("Hand it over…")
    person.write("Medium", medium)
    person.write("How the password was told", way)
    person.write("Who signed the receipt", who)
    person.picture("hand-over")
    person.press("It was handed over")
    person.reads("Handed over. Note it when it comes back")
    person.picture("handed-over")


def save_as(person: Person, path: Path) -> None:
    into_file_dialog(person, path)


def into_file_dialog(person: Person, path: Path) -> None:
    """Type where to, as one may instead of clicking through folders."""
    person.wait_for_file_dialog()
    person.keys("ctrl+a")
    person.type(str(path))
    person.keys("Return")


def _password() -> str:
    (dialog,) = _visible(PasswordDialog)
    shown: str = next(w.text() for w in dialog.findChildren(QLabel) if w.text().count("-") > 3)
    return shown.replace("\u200b", "")


def make_shop(folder: Path) -> Counter:
    """A shop of two managers and two cameras that recorded some seconds an hour ago."""
    managers = (
        NewManager("sato", FIRST, "佐藤 花子"),
        NewManager("suzuki", SECOND_ONE, "鈴木 一郎"),
    )
    shop, sheet = set_up_shop(
        Home(folder / "shop"), "青空商店", *managers, contact="03-0000-0000",
        key_file=folder / "key.json", work=CHEAP,
    )  # fmt: skip
    sheet.__exit__(None, None, None)
    now = SystemClock().utc_us()
    start = (now - 60 * MINUTE) // MINUTE * MINUTE
    for name in ("入口", "売場A"):
        camera = add_camera(shop, Console("test"), name, f"rtsp://127.0.0.1:9/{len(name)}")
        with shop.catalogue.read() as db:
            vault = current_public(db)
        volume = shop.store.begin_volume(camera.id, vault, start, "h264")
        head = volume.writer.append(recorded(RECORDED_S, start_us=start))
        shop.store.note_heads([(volume.id, head)])
        shop.store.close_volume(volume.id, volume.writer.close())
    shop.close()
    (folder / "stick").mkdir()
    return Counter(folder, Span(start + 2 * SECOND, start + 8 * SECOND))


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
