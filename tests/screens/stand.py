"""A desk that stands still: the clock, the shop and the person every picture is taken of."""

from __future__ import annotations

from shopguard.base.clock import HOUR, parse_time
from shopguard.base.span import Span
from shopguard.base.texts import Language
from tests.fakes.clock import FakeClock
from tests.fakes.desk_layouts import FakeLayouts
from tests.fakes.desk_shop import FakeShop
from tests.fakes.desk_world import KEYS
from tests.fakes.runner import FakeRunner
from ui.frame.desktop_view import DesktopView
from ui.frame.status import StatusPresenter
from ui.model import Credentials, Room, SignedIn
from ui.preferences import Preferences
from ui.review.model import LookRequest, Pair
from ui.rooms import Rooms
from ui.session import Seat
from ui.translate import language

NOW = parse_time("2026-11-20T18:32:05+09:00")


class Stand:
    """A shop, a seat with the chief at it, and everything runs at once."""

    def __init__(self) -> None:
        self.clock = FakeClock(NOW)
        self.runner = FakeRunner()
        self.shop = FakeShop(self.clock, language=language())
        self.seat = Seat(self.clock)
        self.who: SignedIn = self.shop.sign_in(Credentials("sato", KEYS["sato"]))
        self.seat.sit(self.who)
        self.layouts = FakeLayouts()
        self.rooms = Rooms(self.shop, self.seat, self.runner, self.clock, self.layouts)

    def desktop(self, room: Room) -> DesktopView:
        pages = self.rooms.pages(
            Preferences(), lambda _: None, (lambda: None,) * 2, lambda room: view.go_to(room)
        )
        view = DesktopView(self.shop.name, self.who, pages, lambda: None, lambda _: None)
        status = StatusPresenter(self.shop, self.runner, self.clock)
        status.attach(view.show_status)
        status.tick()
        view.show_time(NOW)
        view.go_to(room)
        return view

    def pair(self) -> Pair:
        return Pair(self.who, Credentials("suzuki", KEYS["suzuki"]))

    def request(self, *cameras: str) -> LookRequest:
        ids = cameras or ("cam-1", "cam-2", "cam-3", "cam-4")
        note = self.shop.say("レジ横の化粧品の棚")
        return LookRequest("theft-prevention", ids, Span(NOW - HOUR, NOW), note)


def shop_name(wanted: Language) -> str:
    return {"ja": "みどり薬局 駅前店", "en": "Midori Pharmacy, Ekimae"}[wanted]


# --- before a shop ------------------------------------------------------------------------------


def ticked(stand: Stand, view: DesktopView) -> DesktopView:
    page = view.page(Room.LIVE)
    page.tick()
    return view
