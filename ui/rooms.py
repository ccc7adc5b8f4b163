"""Every room's presenter for one person at the seat, and the table of pages."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack

from PySide6.QtWidgets import QWidget

from shopguard.base.clock import Clock
from shopguard.base.span import Span
from ui.audit.presenter import AuditPresenter
from ui.audit.view import AuditView
from ui.cameras.add_form import CameraDialog
from ui.cameras.adding import CamerasPresenter
from ui.cameras.presenter import CameraBookPresenter
from ui.cameras.view import CamerasView
from ui.frame.desktop_view import MakePage
from ui.health.presenter import HealthPresenter
from ui.health.view import HealthView
from ui.help.presenter import HelpPresenter
from ui.help.view import HelpView
from ui.live.layout import Layouts
from ui.live.presenter import LivePresenter
from ui.live.view import LiveView
from ui.model import Room
from ui.people.presenter import PeoplePresenter
from ui.people.view import PeopleView
from ui.preferences import Preferences
from ui.prints.presenter import PrintsPresenter
from ui.provision.presenter import ProvisionPresenter
from ui.provision.view import ProvisionView
from ui.retention.presenter import RetentionPagePresenter
from ui.retention.view import RetentionView
from ui.review.presenter import ReviewPresenter
from ui.review.speaker import DeviceSpeakers
from ui.review.view import ReviewView
from ui.rights.presenter import RightsPresenter
from ui.services import OpenShop
from ui.session import Away, Seat
from ui.settings.presenter import SettingsPresenter
from ui.settings.view import SettingsView
from ui.tasks import Runner
from ui.translate import language


class Rooms:
    """Made when somebody signs in, dropped when they leave. A new room is one line in ``pages``."""

    def __init__(
        self, shop: OpenShop, seat: Seat, runner: Runner, clock: Clock, layouts: Layouts
    ) -> None:
        self._shop = shop
        self._seat = seat
        self._runner = runner
        self._clock = clock
        self._sign_out: Callable[[], None] = lambda: None
        self._go_to: Callable[[Room], None] = lambda _: None
        self.live = LivePresenter(shop, runner, clock, layouts)
        self.review = ReviewPresenter(shop, seat, runner, clock, DeviceSpeakers())
        self.provisions = ProvisionPresenter(shop, seat, runner, language)
        self.prints = PrintsPresenter(shop, seat, runner, language)
        self.rights = RightsPresenter(shop, seat, runner, language)
        self.audit = AuditPresenter(shop, seat, runner, clock)
        self.cameras = CameraBookPresenter(shop, seat, runner, clock)
        self.retention = RetentionPagePresenter(shop, seat, runner)
        self.health = HealthPresenter(shop, seat, runner, clock)
        self.people = PeoplePresenter(shop, seat, runner, clock, self._gone)
        self.help = HelpPresenter(shop, runner, language)
        self.settings = SettingsPresenter(shop, seat, runner)
        seat.hide_pictures = self.review.seat_left
        self.own = PeoplePresenter(shop, seat, runner, clock, self._gone)

    def leave(self, why: Away) -> None:
        """The seat empties: what shows pictures ends before this returns."""
        rooms = (
            self.live, self.provisions, self.rights, self.prints, self.audit, self.cameras,
            self.health, self.people, self.settings, self.own,
        )  # fmt: skip
        with ExitStack() as leaving:  # each, though one before it fails
            for room in reversed(rooms):
                leaving.callback(room.leave)
            leaving.callback(self.review.seat_left, why)

    def _gone(self) -> None:
        """Whoever sits here may not be here any more as they were."""
        self._sign_out()

    def pages(
        self,
        preferences: Preferences,
        prefer: Callable[[Preferences], None],
        ways: tuple[Callable[[], None], Callable[[], None]],
        go_to: Callable[[Room], None],
    ) -> dict[Room, MakePage]:
        """In the order of the rail. ``ways``: signs out, ends the program.

        ``go_to``: the way from one room to another.
        """
        who = self._seat.who
        if who is None:
            return {}
        self._sign_out, self._go_to = ways[0], go_to
        shop, runner, clock = self._shop, self._runner, self._clock
        return {
            Room.LIVE: lambda: LiveView(self.live, self._add_camera),
            Room.REVIEW: lambda: ReviewView(self.review, shop, runner, clock, self._hand_over),
            Room.PROVISION: lambda: ProvisionView(self.provisions, self.rights, self.prints, clock),
            Room.CAMERAS: lambda: CamerasView(self.cameras, self._add_camera),
            Room.RETENTION: lambda: RetentionView(self.retention),
            Room.AUDIT: lambda: AuditView(self.audit),
            Room.HEALTH: lambda: HealthView(self.health),
            Room.PEOPLE: lambda: PeopleView(self.people),
            Room.SETTINGS: lambda: SettingsView(self.settings, self.own, preferences, prefer, ways),
            Room.HELP: lambda: HelpView(self.help),
        }

    def _hand_over(self, cameras: tuple[str, ...], span: Span) -> None:
        """From what was found in Recordings to the request for it."""
        self._go_to(Room.PROVISION)
        self.provisions.ask_for(cameras, span)

    def _add_camera(self, parent: QWidget) -> None:
        """The dialog, over the window; the wall looks again afterwards."""
        presenter = CamerasPresenter(
            lambda: self._shop.camera_set_up, lambda: self._seat.who, self._runner
        )
        dialog = CameraDialog(presenter, parent)
        dialog.finished.connect(self.live.enter)
        dialog.finished.connect(self.cameras.load)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
