"""What stands on the screen: start, first run, locked, or somebody's desk. One small controller.

Views are made anew whenever the language, the look or the stage changes; presenters stay.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from shopguard.base.clock import Clock
from shopguard.base.texts import Language
from ui.ahead import load_ahead
from ui.background import Background
from ui.cameras.adding import CamerasPresenter
from ui.design import Look, apply_design
from ui.errors import ErrorDisplay
from ui.first_run.model import Created
from ui.first_run.presenter import FirstRunPresenter
from ui.first_run.retention import RetentionPresenter
from ui.frame.desktop_view import DesktopView
from ui.frame.leaving import Loss
from ui.frame.lock import LockPresenter
from ui.frame.lock_view import LockView
from ui.frame.status import StatusPresenter
from ui.frame.tray import MakeTray, system_tray
from ui.live.layout import LayoutFile
from ui.main_window import MainWindow
from ui.model import Room, SignedIn
from ui.preferences import PreferenceFile, Preferences
from ui.services import OpenShop, Shops
from ui.session import Away, Seat
from ui.start.opening import OpeningView
from ui.start.presenter import StartPresenter
from ui.start.view import StartView
from ui.tasks import end_each
from ui.translate import system_language, use_language
from ui.way_out import WayOut
from ui.widgets.basics import SOON_MS

if TYPE_CHECKING:
    from ui.rooms import Rooms

Stage = Callable[[], QWidget]


class Desk:
    """Owns the window, the background, the seat and, once there is one, the shop."""

    def __init__(
        self,
        app: QApplication,
        shops: Shops,
        preferences: PreferenceFile,
        clock: Clock,
        make_tray: MakeTray = system_tray,
    ) -> None:
        self._app = app
        self._shops = shops
        self._preference_file = preferences
        self._layouts = LayoutFile(preferences.path.with_name("wall.json"))
        self._clock = clock
        self.preferences = preferences.load()
        self._worn: Look | None = None
        self._dress()
        self.errors = ErrorDisplay()
        self.background = Background(self.errors.show)
        self.seat = Seat(clock)
        self.shop: OpenShop | None = None
        self.rooms: Rooms | None = None
        self._status: StatusPresenter | None = None
        self._room = Room.LIVE
        self._stage: Stage = self._start_stage()
        self.seat.leaving.append(self._left)
        self.window = MainWindow(lambda: self._way_out.closing())
        self._way_out = WayOut(self.window, self, clock, make_tray, app.quit)
        self.errors.window = self.window
        self.window.touched.connect(self.seat.touch)
        self._unkept: Callable[[], bool] = lambda: False  # a recovery sheet on the screen only
        self._timer = QTimer()
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.tick)

    # --- beginning and end ------------------------------------------------------------------

    def begin(self) -> None:
        """Open the shop of this folder, or offer the first choice."""
        self._timer.start()
        if self._shops.exists():
            self._open()
        else:
            self._restage()
        self.window.show()
        load_ahead(self.window, self.background, self._timer.isActive)

    def come_forward(self) -> None:
        """Somebody started the desktop again: here is its window."""
        self._way_out.open()

    def close(self) -> None:
        """The window closes: the seat empties first; the recorder goes on by itself."""
        self._timer.stop()
        view = self.window.centralWidget()
        if isinstance(view, DesktopView):
            view.end()
        shop, leave = self.shop, lambda: self.seat.leave(Away.CLOSED)
        # The background first: what nobody waits for is undone while there is a log.
        end_each(leave, self.background.stop, shop.close if shop else None)
        self.shop = None

    def loss(self) -> Loss | None:
        """See Stays."""
        if self._unkept():
            return Loss.FIRST_SHEET
        if self.rooms is not None and not self.seat.idle_locks:
            return Loss.SHEET
        if self.background.long_work:
            return Loss.WORK
        return Loss.DEMO if self.shop and self.shop.sample_people() else None

    def watches_shop(self) -> bool:
        """See Stays."""
        return self.shop is not None and self.seat.idle_locks

    def empty_seat(self) -> None:
        """See Stays."""
        self.lock()

    def tray_told(self) -> bool:
        """See Stays."""
        told = self.preferences.tray_told
        if not told:
            self.preferences = replace(self.preferences, tray_told=True)
            self._preference_file.save(self.preferences)
        return told

    def tick(self) -> None:
        """Once a second."""
        self.seat.tick()
        if self._status is not None:
            self._status.tick(self.seat.locks_in_s())
        self._way_out.tick(self._status.state.known if self._status is not None else None)
        if isinstance(view := self.view, DesktopView):
            view.show_time(self._clock.utc_us())

    @property
    def view(self) -> QWidget:
        """What fills the window."""
        widget = self.window.centralWidget()
        if widget is None:
            raise RuntimeError("the desk has begun")
        return widget

    # --- stages -----------------------------------------------------------------------------

    def use_shop(self, shop: OpenShop) -> None:
        """A shop is open: it is recorded, and somebody has to sign in."""
        self.shop = shop
        self._status = StatusPresenter(shop, self.background, self._clock)
        self.background.run(lambda _: shop.start_recording(), lambda _: None)
        self.show_lock()

    def show_lock(self, why: Away | None = None, login: str = "") -> None:
        shop = self.shop
        if shop is None:
            return
        presenter = LockPresenter(shop, self.background, self.sign_in, login, why)
        self._go(lambda: self._lock_view(presenter))

    def sign_in(self, who: SignedIn) -> None:
        """Somebody has proven who they are."""
        shop = self.shop
        if shop is None:
            return
        self.seat.sit(who)
        if who.left:
            self.seat.idle_locks = False
            self.first_run(who)
            return
        self._sit_down(shop, who)

    def lock(self) -> None:
        self.seat.leave(Away.LOCKED)

    def sign_out(self) -> None:
        self.seat.leave(Away.SIGNED_OUT)

    def first_run(self, resuming: SignedIn | None = None) -> None:
        """Set a shop up; ``resuming``: go on where it was left."""
        from ui.first_run.view import FirstRunView  # loaded ahead, beside the first choice

        presenter = FirstRunPresenter(
            self._shops.set_up(), self.background, self._created, self._finished
        )

        def shop() -> OpenShop:
            if self.shop is None:
                raise RuntimeError("the shop is made before its cameras")
            return self.shop

        if resuming is None:
            presenter.load()
        else:
            presenter.resume(shop(), resuming)

        cameras = CamerasPresenter(
            lambda: shop().camera_set_up, lambda: self.seat.who, self.background
        )
        retention = RetentionPresenter(
            lambda: shop().retention, lambda: shop().door, lambda: self.seat.who, self.background
        )
        leave = self._leave_first_run
        self._unkept = lambda: presenter.unkept
        self._go(lambda: FirstRunView(presenter, cameras, retention, self.choose_language, leave))

    # --- preferences ------------------------------------------------------------------------

    def choose_language(self, wanted: Language) -> None:
        self.prefer(replace(self.preferences, language=wanted))

    def prefer(self, preferences: Preferences) -> None:
        """Remember, and dress everything anew at once."""
        self.preferences = preferences
        self._preference_file.save(preferences)
        QTimer.singleShot(SOON_MS, self._undress)

    def _undress(self) -> None:
        """The old view goes first: to dress it anew would take longer than all the rest."""
        self._clear()
        self.window.stage(QWidget())
        QTimer.singleShot(SOON_MS, self._redress)

    def _redress(self) -> None:
        self._dress()
        self._way_out.dress()
        self.window.stage(self._stage())

    def _dress(self) -> None:
        use_language(self._app, self.preferences.language or system_language())
        if self._worn != self.preferences.look:
            self._worn = self.preferences.look
            apply_design(self._app, self._worn)

    # --- inner ------------------------------------------------------------------------------

    def _sit_down(self, shop: OpenShop, who: SignedIn) -> None:
        """Every page for whoever sits here now, the live wall first."""
        from ui.rooms import Rooms

        rooms = self.rooms = Rooms(shop, self.seat, self.background, self._clock, self._layouts)
        self._room = Room.LIVE
        self._go(lambda: self._desktop_view(shop, who, rooms))

    def _start_stage(self) -> Stage:
        presenter = StartPresenter(self._shops, self.background, self.use_shop)
        return lambda: StartView(presenter, self.first_run, self.choose_language)

    def _go(self, stage: Stage) -> None:
        self._stage = stage
        self._restage()

    def _restage(self) -> None:
        """Make the view of the stage anew."""
        self._clear()
        self.window.stage(self._stage())

    def _clear(self) -> None:
        """End what stands in the window, with its dialogs."""
        old = self.window.centralWidget()
        if isinstance(old, DesktopView):
            old.end()
        for dialog in self.window.findChildren(QDialog):
            dialog.reject()

    def _lock_view(self, presenter: LockPresenter) -> LockView:
        view = LockView(presenter, self.choose_language, self._leave_shop)
        if self._status is not None:
            self._status.attach(view.show_status)
        return view

    def _desktop_view(self, shop: OpenShop, who: SignedIn, rooms: Rooms) -> QWidget:
        ways = self.sign_out, self._way_out.quit
        pages = rooms.pages(self.preferences, self.prefer, ways, lambda to: view.go_to(to))
        view = DesktopView(shop.name, who, pages, self.lock, self._went)
        view.show_time(self._clock.utc_us())
        if self._status is not None:
            self._status.attach(view.show_status)

        def arrive() -> None:
            if self.rooms is rooms:  # nobody has closed the window meanwhile
                view.go_to(self._room)

        QTimer.singleShot(SOON_MS, view, arrive)  # the frame first, then its page
        return view

    def _went(self, room: Room) -> None:
        self._room = room

    def _left(self, who: SignedIn, why: Away) -> None:
        """The seat empties: pictures and keys first, then the screen, then the proof."""
        rooms, self.rooms, shop = self.rooms, None, self.shop
        leave = partial(rooms.leave, why) if rooms else None
        end_each(leave, partial(shop.sign_out, who, why) if shop and why is Away.CLOSED else None)
        if shop is None or why is Away.CLOSED:
            return
        self.background.run(lambda _: shop.sign_out(who, why), lambda _: None)
        login = "" if why is Away.SIGNED_OUT else who.person.login
        self.show_lock(why, login)

    def _open(self) -> None:
        """The shop of this folder, in the background."""
        self._go(lambda: OpeningView(None, self._open))
        self.background.run(lambda _: self._shops.open(), self.use_shop, self._not_opened)

    def _not_opened(self, error: Exception) -> None:
        self._go(lambda: OpeningView(error, self._open))

    def _created(self, created: Created) -> None:
        self.shop = created.shop
        self._status = StatusPresenter(created.shop, self.background, self._clock)
        self.seat.sit(created.chief)
        self.seat.idle_locks = False

    def _finished(self) -> None:
        self._unkept = lambda: False
        who, shop = self.seat.who, self.shop
        self.seat.idle_locks = True
        self.seat.touch()
        if who is None or shop is None:
            return
        self.background.run(lambda _: shop.start_recording(), lambda _: None)
        self._sit_down(shop, who)

    def _leave_shop(self) -> None:
        """Out of the demo shop, back to where one began."""
        shop, self.shop, self._status = self.shop, None, None
        if shop is not None:
            self.background.run(lambda _: shop.close(), lambda _: None)
        if self._shops.exists():
            self._open()
        else:
            self._go(self._start_stage())

    def _leave_first_run(self) -> None:
        self._go(self._start_stage())
