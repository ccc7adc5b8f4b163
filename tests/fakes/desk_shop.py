"""A shop as the desktop sees it, without an engine: for presenters, screens and pictures.

Realistic in what it shows, simple in what it does; a passphrase is right when it is in ``KEYS``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from shopguard.base.clock import SECOND, Clock
from shopguard.base.errors import Refused
from shopguard.base.texts import Language
from tests.fakes.desk_about import FakeAbout
from tests.fakes.desk_audit import FakeAudit
from tests.fakes.desk_cameras import FakeCameraBook, FakeCameraSetUp
from tests.fakes.desk_footage import FakeFootage, FakeRecordings
from tests.fakes.desk_health import FakeHealth
from tests.fakes.desk_people import FakePeople
from tests.fakes.desk_prints import FakePrints
from tests.fakes.desk_provisions import FakeProvisions
from tests.fakes.desk_retention import FakeRetentionBook
from tests.fakes.desk_rights import FakeRights
from tests.fakes.desk_setting_up import FakeRetention, FakeSettingUp
from tests.fakes.desk_settings import FakeSettings
from tests.fakes.desk_world import (
    CAMERAS,
    ENGLISH,
    KEYS,
    PEOPLE,
    ROOMS,
    SATO,
    WORDS,
    scene,
    suggestion,
)
from ui.first_run.model import Created, NewManager, SetUp, Sheet, ShopPlan, Strength, Suggestion
from ui.live.model import Feed
from ui.model import CameraInfo, Credentials, Fits, PersonInfo, Recorder, SignedIn, Status
from ui.review.model import DoorAct, LookRequest, Pair
from ui.tasks import Context


class FakeShop:
    """``feeds`` may be changed while the wall is open; ``asked`` lists what the door was asked."""

    def __init__(
        self, clock: Clock, name: str = "みどり薬局 駅前店", language: Language = "ja"
    ) -> None:
        self.language: Language = language
        self.name = self.say(name)
        self.clock = clock
        self.samples: tuple[PersonInfo, ...] = ()
        self.camera_list = tuple(
            replace(camera, name=self.say(camera.name), place=self.say(camera.place))
            for camera in CAMERAS
        )
        self.person_list = tuple(replace(person, name=self.say(person.name)) for person in PEOPLE)
        self.live = FakeFeeds(clock)
        self.recordings = FakeRecordings(clock, self.say)
        self.door = FakeDoor(self)
        self.audit = FakeAudit(self)
        self.staff = FakePeople(self)
        self.settings = FakeSettings(self)
        self.provisions = FakeProvisions(self)
        self.prints = FakePrints(self)
        self.rights = FakeRights(self)
        self.about = FakeAbout(self)
        self.health = FakeHealth(self)
        self.camera_set_up = FakeCameraSetUp(self)
        self.camera_book = FakeCameraBook(self)
        self.retention = FakeRetention(self)
        self.setting_up = FakeSettingUp(self)
        self.retention_book = FakeRetentionBook(self)
        self.left = ""
        self.closed = False
        self.signed_out: list[tuple[str, str]] = []
        self.recording_started = False
        self.recording = 4
        self.recorder = Recorder.RUNNING

    def say(self, words: str) -> str:
        """What stands in the shop's lists, in the language of the pictures."""
        return words if self.language == "ja" else ENGLISH.get(words, words)

    def status(self) -> Status:
        keeping = self.retention_book.now
        fits = None if keeping.fits_days is None else Fits(keeping.fits_days, keeping.enough)
        return Status(
            self.clock.utc_us(), self.name, self.recording, len(self.camera_list), fits,
            self.recorder, relaxed=self.staff.alone, demo=bool(self.samples),
        )  # fmt: skip

    def cameras(self) -> tuple[CameraInfo, ...]:
        return self.camera_list

    def people(self) -> tuple[PersonInfo, ...]:
        return self.person_list

    def check(self, credentials: Credentials) -> PersonInfo:
        if KEYS.get(credentials.login) != credentials.passphrase:
            raise Refused("login.failed")
        return next(each for each in self.person_list if each.login == credentials.login)

    def sign_in(self, credentials: Credentials) -> SignedIn:
        person = self.check(credentials)
        return SignedIn(person, ROOMS[person.role], object(), left=self.left)

    def show_samples(self) -> None:
        """As the demo shop does."""
        people = {person.login: person for person in self.person_list}
        self.samples = tuple(
            replace(people[login], sample=KEYS[login]) for login in ("sato", "suzuki")
        )

    def sample_people(self) -> tuple[PersonInfo, ...]:
        return self.samples

    def sign_out(self, signed_in: SignedIn, reason: str) -> None:
        self.signed_out.append((signed_in.person.login, str(reason)))

    def start_recording(self) -> None:
        self.recording_started = True

    def close(self) -> None:
        self.closed = True


class FakeFeeds:
    """Each camera lives unless ``ages`` or ``causes`` says otherwise."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.ages: dict[str, float | None] = {}
        self.causes: dict[str, str] = {}
        self.open: list[FakeWall] = []
        self.sharp = False

    def watch(self, camera_ids: Sequence[str], *, sharp: bool = False) -> FakeWall:
        self.sharp = sharp
        wall = FakeWall(self)
        self.open.append(wall)
        return wall


class FakeWall:
    def __init__(self, feeds: FakeFeeds) -> None:
        self._feeds = feeds
        self.ages: dict[str, float | None] = {}
        self.told: dict[str, tuple[int, int]] = {}

    def feed(self, camera_id: str) -> Feed:
        age = self.ages.get(camera_id, self._feeds.ages.get(camera_id, 0.2))
        at = self._feeds.clock.utc_us() - int((age or 0) * SECOND)
        picture = None if age is None else scene(camera_id, at)
        return Feed(picture, age, self._feeds.causes.get(camera_id, ""))

    def sizes(self, sizes: dict[str, tuple[int, int]]) -> None:
        self.told = sizes

    def close(self) -> None:
        self._feeds.open.remove(self)


class FakeDoor:
    """Opens for two different managers with the right passphrases."""

    def __init__(self, shop: FakeShop) -> None:
        self._shop = shop
        self.asked: list[LookRequest] = []
        self.opened: list[FakeFootage] = []
        self.proven = True
        self.alone = False
        self.unfit: dict[str, str] = {}

    def minutes(self) -> int:
        return 30

    def purposes(self) -> tuple[str, ...]:
        return ("theft-prevention", "safety", "authority-request", "person-request")

    def seconds(self, first: SignedIn, act: DoorAct) -> tuple[PersonInfo, ...]:
        if self.alone and act is DoorAct.REVIEW:
            return ()
        people = self._shop.person_list
        managers = [person for person in people if person.role in ("chief", "deputy")]
        return tuple(
            replace(person, unfit=self.unfit.get(person.login, ""))
            for person in managers
            if person.id != first.person.id
        )

    def still_proven(self, first: SignedIn) -> bool:
        return self.proven

    def open(self, request: LookRequest, pair: Pair) -> FakeFootage:
        self.asked.append(request)
        people = self.agreed(pair)
        footage = FakeFootage(self, request, people, self._shop.recordings, scene)
        self.opened.append(footage)
        return footage

    def agreed(self, pair: Pair) -> tuple[PersonInfo, ...]:
        first = pair.first.person
        if pair.again and KEYS.get(first.login) != pair.again:
            raise Refused("pair.first_failed", name=first.name)
        if pair.second is None:
            return (first,)
        if KEYS.get(pair.second.login) != pair.second.passphrase:
            raise Refused("pair.second_failed", name=self._name_of(pair.second.login))
        return (first, self._shop.check(pair.second))

    def _name_of(self, login: str) -> str:
        return next((each.name for each in self._shop.person_list if each.login == login), "")


class FakeSetUp:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.ready = True
        self.cameras_there = True
        self.made: list[ShopPlan] = []

    def key_store_ready(self) -> bool:
        return self.ready

    def default_key_file(self) -> Path:
        return Path.home() / ".config" / "ShopGuard" / "shop.key"

    def check_shop(self, name: str, contact: str) -> None:
        if not name.strip():
            raise Refused("login.failed")

    def check_manager(self, manager: NewManager) -> None:
        pass

    def strength(self, manager: NewManager) -> Strength:
        length = len(manager.passphrase)
        return Strength(min(4, length // 5), "" if length >= 15 else "password.short")

    def suggest_passphrase(self, language: Language) -> Suggestion:
        return suggestion(language)

    def create(self, plan: ShopPlan, context: Context) -> Created:
        self.made.append(plan)
        shop = FakeShop(self._clock, plan.name)
        if not self.cameras_there:
            shop.camera_list = ()
        chief = SignedIn(replace(SATO, name=plan.chief.name), ROOMS["chief"], object())
        return Created(shop, Sheet(WORDS, b"%PDF-1.4"), chief)


class FakeShops:
    """``shop`` None: there is none in this folder."""

    def __init__(self, clock: Clock, shop: FakeShop | None = None) -> None:
        self.clock = clock
        self.shop = shop
        self.setting_up = FakeSetUp(clock)
        self.trouble: Exception | None = None

    def exists(self) -> bool:
        return self.shop is not None

    def open(self) -> FakeShop:
        if self.trouble is not None:
            raise self.trouble
        assert self.shop is not None
        return self.shop

    def demo(self, context: Context) -> FakeShop:
        context.progress(0.5)
        shop = FakeShop(self.clock, "見本の店")
        shop.show_samples()
        return shop

    def set_up(self) -> SetUp:
        return self.setting_up
