"""An open shop for the rooms, and where shops come from."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from shopguard.access.login import Proof
from shopguard.app.acts.register import forget_old
from shopguard.app.shop import Shop
from shopguard.audit.actions import Act
from shopguard.audit.entry import Entry
from shopguard.base.errors import ShopGuardError
from shopguard.base.home import Home
from shopguard.base.texts import Language
from shopguard.recorder.channel import RecorderClient
from shopguard.recorder.report import HealthReport, State
from ui.engine.about import EngineAbout
from ui.engine.audit import EngineAudit
from ui.engine.beginning import Beginning
from ui.engine.health import EngineHealth, findings
from ui.engine.people import info_of, proof_of, signed_in
from ui.engine.retention import EngineRetentionBook
from ui.engine.setting_up import EngineRetention, EngineSettingUp, EngineSetUp
from ui.engine.settings import EngineSettings
from ui.engine.staff import EnginePeople
from ui.model import CameraInfo, Credentials, PersonInfo, SignedIn, Status
from ui.people.model import PeopleAct
from ui.tasks import Context

if TYPE_CHECKING:
    from shopguard.app.demo.cameras import DemoCamera
    from ui.engine.cameras import EngineCameraBook, EngineCameraSetUp
    from ui.engine.live import EngineLive
    from ui.engine.prints import EnginePrints
    from ui.engine.provisions import EngineProvisions
    from ui.engine.recordings import EngineDoor, EngineRecordings
    from ui.engine.rights import EngineRights

_PATIENCE_S = 3.0


class Demo(Protocol):
    """What a demo shop brings: ``logins`` with their passphrases, a spare camera, its own end."""

    @property
    def logins(self) -> tuple[tuple[str, str], ...]: ...

    @property
    def spare(self) -> DemoCamera | None: ...

    def close(self) -> None: ...


class EngineShop:
    """``ui.services.OpenShop``: one shop, open on this machine."""

    def __init__(self, shop: Shop, desk: Demo | None = None) -> None:
        self._shop = shop
        self._desk = desk
        self._who: SignedIn | None = None
        self._beginning = Beginning(shop.clock)
        self._logins = dict(desk.logins) if desk else {}
        self._samples: tuple[PersonInfo, ...] = ()
        if desk is not None:
            self._beginning.began()
            known = {person.login: person for person in self.people()}
            self._samples = tuple(
                replace(known[login], sample=words) for login, words in self._logins.items()
            )
        self._recorder = RecorderClient(shop.home, shop.key)
        self.audit = EngineAudit(shop)
        self.staff = EnginePeople(shop, self._logins)
        self.about = EngineAbout(shop)
        self.settings = EngineSettings(shop, lambda by: self.staff.seconds(PeopleAct.ROLE, by))
        self.health = EngineHealth(shop, self._ask, self._beginning)
        self.retention = EngineRetention(shop, self._ask)
        self.retention_book = EngineRetentionBook(shop, self._ask, self._logins)
        self.setting_up = EngineSettingUp(shop)

    # Pictures, packages and papers take half a second to load: not before somebody signed in.

    @cached_property
    def live(self) -> EngineLive:
        from ui.engine.live import EngineLive

        return EngineLive(self._shop, self._recorder, lambda: self._who)

    @cached_property
    def recordings(self) -> EngineRecordings:
        from ui.engine.recordings import EngineRecordings

        return EngineRecordings(self._shop, self._newest)

    @cached_property
    def door(self) -> EngineDoor:
        from ui.engine.recordings import EngineDoor

        return EngineDoor(self._shop, self._logins)

    @cached_property
    def camera_set_up(self) -> EngineCameraSetUp:
        from ui.engine.cameras import EngineCameraSetUp

        return EngineCameraSetUp(self._shop, self._desk.spare if self._desk else None)

    @cached_property
    def camera_book(self) -> EngineCameraBook:
        from ui.engine.cameras import EngineCameraBook

        return EngineCameraBook(self._shop, self._ask, self._logins)

    @cached_property
    def provisions(self) -> EngineProvisions:
        """Packages and papers take a quarter of a second to load: not before somebody asks."""
        from ui.engine.provisions import EngineProvisions

        return EngineProvisions(self._shop, self._logins)

    @cached_property
    def prints(self) -> EnginePrints:
        from ui.engine.prints import EnginePrints

        return EnginePrints(self._shop)

    @cached_property
    def rights(self) -> EngineRights:
        """Their letters are papers too."""
        from ui.engine.rights import EngineRights

        return EngineRights(self._shop)

    @property
    def name(self) -> str:
        return self._shop.site.name

    def status(self) -> Status:
        found = self._ask()
        cameras = [camera for camera in self._shop.cameras.list() if camera.enabled]
        rows = found.cameras if found else ()
        states = [camera.state for camera in rows]
        return Status(
            self._shop.clock.utc_us(),
            self.name,
            states.count(State.RECORDING),
            len(cameras),
            self.health.fits(found),
            self._beginning.stands(answered=found is not None),
            findings(found),
            self._shop.viewing_relaxed(),
            states.count(State.STARTING),
            self._desk is not None,
        )

    def cameras(self) -> tuple[CameraInfo, ...]:
        return tuple(CameraInfo(c.id, c.name, c.place) for c in self._shop.cameras.list())

    def people(self) -> tuple[PersonInfo, ...]:
        everyone = self._shop.people.list()
        return tuple(info_of(self._shop, person) for person in everyone if person.present)

    def sign_in(self, credentials: Credentials) -> SignedIn:
        proof: Proof = self._shop.logins.check(
            credentials.login, credentials.passphrase, self._shop.seat
        )
        who = signed_in(self._shop, proof)
        self.take_seat(who)
        return who

    def take_seat(self, who: SignedIn) -> None:
        """Whoever just made the shop sits at the desk already."""
        self._who = who
        _ = self.live, self.recordings, self.door  # before several threads ask for them

    def sign_out(self, signed_in: SignedIn, reason: str) -> None:
        self._who = None
        proof_of(signed_in).wipe()
        detail = {"reason": reason}
        people = (signed_in.person.id,)
        self._shop.ledger.append(
            Entry(Act.SESSION_ENDED, people, "done", self._shop.seat, detail=detail)
        )

    def sample_people(self) -> tuple[PersonInfo, ...]:
        return self._samples

    def start_recording(self) -> None:
        if self._desk is None:  # the demo shop brings its own
            self.health.start_recorder()
            forget_old(self._shop)

    def close(self) -> None:
        with ExitStack() as ending:  # from the last to the first, whichever fails
            if self._desk is not None:
                ending.callback(self._desk.close)
            ending.callback(self._shop.close)
            ending.callback(self._recorder.close)
            if self._who is not None:
                ending.callback(self.sign_out, self._who, "closed")
            for name in {"provisions", "door"} & vars(self).keys():  # those that were asked for
                ending.callback(getattr(self, name).close)

    def _ask(self) -> HealthReport | None:
        """The recorder's report; None when it does not answer in a few seconds."""
        if not self._recorder.connected:
            return None
        try:
            return self._recorder.health()
        except ShopGuardError:
            return None

    def _newest(self) -> dict[str, int]:
        found = self._ask()
        return {c.id: c.newest_us for c in found.cameras if c.newest_us} if found else {}


class EngineShops:
    """``ui.services.Shops``."""

    def __init__(self, home: Home, language: Language = "ja") -> None:
        self._home = home
        self._language = language

    def exists(self) -> bool:
        return self._home.exists

    def open(self) -> EngineShop:
        return EngineShop(Shop.open(self._home))

    def demo(self, context: Context) -> EngineShop:
        from shopguard.app.demo.desk import open_demo  # cameras are painted: only a demo needs that

        context.progress(0.05)
        desk = open_demo(self._language)
        context.progress(1.0)
        return EngineShop(desk.shop, desk)

    def set_up(self) -> EngineSetUp:
        return EngineSetUp(self._home, _just_made)


def _just_made(shop: Shop, chief: SignedIn) -> EngineShop:
    """Whoever made the shop sits at the desk already."""
    made = EngineShop(shop)
    made.take_seat(chief)
    return made
