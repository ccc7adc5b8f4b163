"""The counter where footage is asked for: its shop, and the steps every request has in common."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLabel

from shopguard.access.policy import Console
from shopguard.app.acts.cameras import add_camera
from shopguard.app.acts.setting_up import NewManager, set_up_shop
from shopguard.base.clock import JST, MINUTE, SECOND, SystemClock, from_us
from shopguard.base.home import Home
from shopguard.base.span import Span
from shopguard.footage.fragment import Fragment
from shopguard.vault.sealing import current_public
from tests.fakes.faces import FACE, SIZE, face_walk, left_of_first
from tests.fakes.films import CLIPS
from tests.fakes.fragments import fragments_of
from tests.fakes.small_shop import CHEAP, password_of
from tests.fakes.streams import coded
from tests.journeys.person import Person, _visible
from ui.provision.dialogs import PasswordDialog

FIRST, SECOND_ONE = password_of("sato"), password_of("suzuki")
RECORDED_S, BEFORE_S, SPAN_S = 12, 2, 6
FPS, STEP = 10, 4
OFFICER, CUSTOMER = "高橋 誠", "田中 みどり"
NO_GROUND = "None of these"


class Counter:
    """What lies on the counter: the folder, and when the thing happened.

    Two people walked past the camera at the entrance (``faces.face_walk``).
    """

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

    def person_at(self, picture: int) -> float:
        """Where the one above is in that picture of the span: the middle, of its width."""
        left = left_of_first(BEFORE_S * FPS + picture, STEP)
        return (left + FACE[0] / 2) / SIZE[0]

    def paper(self) -> Path:
        """The officer's paper, scanned."""
        scan = self.folder / "scan.pdf"
        scan.write_bytes(b"%PDF-1.7 a scanned letter")
        return scan


def sign_in(person: Person) -> None:
    person.write("Login", "sato")
    person.write("Passphrase", FIRST)
    person.press("Sign in")


def begin(person: Person, ground: str) -> None:
    """Sign in and choose a ground."""
    sign_in(person)
    person.press("Hand over")
    person.press("Note a request")
    person.reads("on which ground?")
    person.picture("ground")
    person.press("Next")
    person.reads("Choose a ground first.")
    person.press(ground)
    person.press("Next")
    person.reads(
        "who asks, and for what" if ground == NO_GROUND else "what the paper says, and who it is"
    )


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


BACK_LATER = "Handed over. Note it when it comes back"
THEIR_OWN = "The person has it. Nothing more is to be done."


def hand_over(person: Person, medium: str, way: str, who: str, then: str = BACK_LATER) -> None:
    person.press("Hand it over…")
    person.write("Medium", medium)
    person.write("How the password was told", way)
    person.write("Who signed the receipt", who)
    person.picture("hand-over")
    person.press("It was handed over")
    person.reads(then)
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
        head = volume.writer.append(walked_past(start))
        shop.store.note_heads([(volume.id, head)])
        shop.store.close_volume(volume.id, volume.writer.close())
    shop.close()
    (folder / "stick").mkdir()
    begun = start + BEFORE_S * SECOND
    return Counter(folder, Span(begun, begun + SPAN_S * SECOND))


def walked_past(start_us: int) -> list[Fragment]:
    """Real faces where the clips for measuring are beside the project, else painted ones."""
    images = face_walk(FPS * RECORDED_S, real=CLIPS.is_dir(), step=STEP)
    info, packets = coded(fps=FPS, gop=FPS, size=SIZE, start_us=start_us, images=images)
    return fragments_of(info, packets, FPS)
