"""A shop as the desktop sees it, without an engine: for presenters, screens and pictures.

Realistic in what it shows, simple in what it does; a passphrase is right when it is in ``KEYS``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from shopguard.audit.entry import Outcome
from shopguard.base.clock import DAY, HOUR, MINUTE, SECOND, Clock
from shopguard.base.errors import Refused
from shopguard.base.span import Span
from shopguard.base.texts import Language
from tests.fakes.desk_footage import FakeFootage, FakeRecordings
from tests.fakes.desk_setting_up import FakeCameraSetUp, FakeRetention
from tests.fakes.desk_world import (
    CAMERAS,
    ENGLISH,
    KEYS,
    PEOPLE,
    ROOMS,
    SATO,
    WORDS,
    scene,
)
from ui.audit.model import AuditFilter, AuditRow, Head, Verified
from ui.first_run.model import Created, NewManager, Sheet, ShopPlan, Strength
from ui.health.model import (
    CameraHealth,
    ClockHealth,
    DiskHealth,
    HealthReport,
    Level,
    RecorderHealth,
)
from ui.live.model import Feed
from ui.model import CameraInfo, Credentials, Finding, PersonInfo, SignedIn, Status
from ui.review.model import DoorAct, LookRequest, Pair
from ui.tasks import Context, Progress


class FakeShop:
    """``feeds`` may be changed while the wall is open; ``asked`` lists what the door was asked."""

    def __init__(
        self, clock: Clock, name: str = "みどり薬局 駅前店", language: Language = "ja"
    ) -> None:
        self.language: Language = language
        self.name = self.say(name)
        self.clock = clock
        self.samples: tuple[Credentials, ...] = ()
        self.camera_list = tuple(
            replace(camera, name=self.say(camera.name), place=self.say(camera.place))
            for camera in CAMERAS
        )
        self.person_list = tuple(replace(person, name=self.say(person.name)) for person in PEOPLE)
        self.live = FakeFeeds(clock)
        self.recordings = FakeRecordings(clock, self.say)
        self.door = FakeDoor(self)
        self.audit = FakeAudit(self)
        self.health = FakeHealth(self)
        self.camera_set_up = FakeCameraSetUp(self)
        self.retention = FakeRetention(self)
        self.closed = False
        self.signed_out: list[tuple[str, str]] = []
        self.recording_started = False
        self.recording = 4
        self.recorder_running = True

    def say(self, words: str) -> str:
        """What stands in the shop's lists, in the language of the pictures."""
        return words if self.language == "ja" else ENGLISH.get(words, words)

    def status(self) -> Status:
        return Status(
            self.clock.utc_us(), self.name, self.recording, len(self.camera_list), 11.4,
            self.recorder_running,
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
        return SignedIn(person, ROOMS[person.role], object())

    def sample_logins(self) -> tuple[Credentials, ...]:
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

    def watch(self, camera_ids: Sequence[str]) -> FakeWall:
        wall = FakeWall(self)
        self.open.append(wall)
        return wall


class FakeWall:
    def __init__(self, feeds: FakeFeeds) -> None:
        self._feeds = feeds

    def feed(self, camera_id: str) -> Feed:
        age = self._feeds.ages.get(camera_id, 0.2)
        at = self._feeds.clock.utc_us() - int((age or 0) * SECOND)
        picture = None if age is None else scene(camera_id, at)
        return Feed(picture, age, self._feeds.causes.get(camera_id, ""))

    def sizes(self, sizes: dict[str, tuple[int, int]]) -> None:
        pass

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
        if pair.second is None:
            return (pair.first.person,)
        return (pair.first.person, self._shop.check(pair.second))


class FakeAudit:
    def __init__(self, shop: FakeShop, count: int = 1284) -> None:
        self.shop = shop
        self.clock = shop.clock
        self.count = count
        self.result = Verified(ok=True, records=count, heads=214)
        self.against: list[str] = []

    def rows(
        self, wanted: AuditFilter, before_seq: int | None, limit: int, by: SignedIn
    ) -> list[AuditRow]:
        newest = self.count if before_seq is None else before_seq - 1
        now, say = self.clock.utc_us(), self.shop.say
        rows = [audit_row(seq, self.count, now, say) for seq in range(newest, 0, -1)]
        rows = [row for row in rows if not wanted.action or row.action == wanted.action]
        if wanted.day is not None:
            rows = [row for row in rows if wanted.day.contains(row.at_us)]
        return rows[:limit]

    def actions(self) -> tuple[str, ...]:
        return ("login.done", "login.failed", "footage.opened", "footage.closed", "hold.set")

    def people(self) -> tuple[PersonInfo, ...]:
        return self.shop.person_list

    def head(self, by: SignedIn) -> Head:
        root = "MZXW6YTBOI4DKNJTGU2DINBVGU2TKNJVGU2TKNJVGU2TKNJVGU2Q"
        return Head(self.count, self.clock.utc_us(), f"SGHEAD1:{self.count}:{root}:{root}")

    def verify(self, against: str, by: SignedIn, progress: Progress) -> Verified:
        self.against.append(against)
        progress(0.5)
        return replace(self.result, against=bool(against))

    def export_csv(self, path: Path, by: SignedIn) -> int:
        path.write_text("seq\n", encoding="utf-8")
        return self.count


_ACTS: tuple[tuple[str, tuple[str, ...], Outcome, str, tuple[str, ...]], ...] = (
    ("footage.closed", ("佐藤 花子", "鈴木 一郎"), "done", "theft-prevention", ("入口", "売場A")),
    ("footage.exported", ("佐藤 花子", "鈴木 一郎"), "done", "authority-request", ("入口",)),
    ("hold.set", ("佐藤 花子",), "done", "", ("入口", "売場A")),
    ("footage.opened", ("佐藤 花子", "鈴木 一郎"), "done", "theft-prevention", ("入口", "売場A")),
    ("footage.refused", ("佐藤 花子",), "refused", "theft-prevention", ("入口",)),
    ("login.done", ("佐藤 花子",), "done", "", ()),
    ("login.failed", ("鈴木 一郎",), "refused", "", ()),
    ("camera.back", ("recorder",), "done", "", ("裏口",)),
    ("camera.lost", ("recorder",), "failed", "", ("裏口",)),
    ("erasure.done", ("recorder",), "done", "", ("入口", "売場A", "レジ", "裏口")),
    ("live.opened", ("高橋 実",), "done", "", ("入口",)),
)


def audit_row(seq: int, count: int, now_us: int, say: Callable[[str], str]) -> AuditRow:
    action, people, outcome, purpose, cameras = _ACTS[(count - seq) % len(_ACTS)]
    at = now_us - (count - seq) * 23 * MINUTE - 47 * SECOND
    span = Span(at - 2 * HOUR, at - HOUR) if purpose else None
    names, places = tuple(map(say, people)), tuple(map(say, cameras))
    return AuditRow(seq, at, names, action, outcome, purpose, places, span, say("事務所のPC"))


class FakeHealth:
    def __init__(self, shop: FakeShop) -> None:
        self.shop = shop
        self.clock = shop.clock
        self.alarms: tuple[Finding, ...] = ()
        self.lost: dict[str, tuple[float, str]] = {}
        self.running = True
        self.started = 0

    def report(self) -> HealthReport:
        now = self.clock.utc_us()
        cameras = tuple(self._camera(camera, now) for camera in self.shop.camera_list)
        disk = DiskHealth(
            Level.GOOD, 2_000 * 10**9, 1_130 * 10**9, 812 * 10**9, 4_600 * 10**6, 11.4
        )
        recorder = (
            RecorderHealth(Level.GOOD, now - 3 * DAY - 5 * HOUR, 0)
            if self.running
            else RecorderHealth(Level.LOST, None)
        )
        return HealthReport(now, cameras, disk, ClockHealth(Level.GOOD), recorder, self.alarms)

    def start_recorder(self) -> None:
        self.running = True
        self.started += 1

    def _camera(self, camera: CameraInfo, now: int) -> CameraHealth:
        if not self.running:  # as the engine says it: without a recorder nothing is known
            return CameraHealth(camera, Level.LOST, None, oldest_us=now - 13 * DAY)
        age, cause = self.lost.get(camera.id, (1.2, ""))
        level = Level.LOST if cause else Level.GOOD
        gaps = (1, 184.0) if camera.id == "cam-4" else (0, 0.0)
        kbps = 0 if cause else 3100 + 40 * int(camera.id[-1])
        return CameraHealth(camera, level, age, kbps, cause, *gaps, oldest_us=now - 13 * DAY)


class FakeSetUp:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.ready = True
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

    def suggest_passphrase(self) -> str:
        return "maple-river-candle-orbit-velvet-canyon"

    def create(self, plan: ShopPlan, language: str, context: Context) -> Created:
        self.made.append(plan)
        shop = FakeShop(self._clock, plan.name)
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
        shop.samples = tuple(Credentials(login, KEYS[login]) for login in ("sato", "suzuki"))
        return shop

    def set_up(self) -> FakeSetUp:
        return self.setting_up
