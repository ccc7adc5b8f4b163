"""The rooms of the back office for the gallery: log, health, people, settings, help."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QScrollArea, QWidget

from tests.screens.stand import NOW, Stand
from ui.audit.head_dialog import HeadDialog
from ui.model import Credentials, Finding, Recorder, Room
from ui.people.dialogs import SheetDialog, dialog_of
from ui.people.model import PeopleAct, Wanted
from ui.review.model import Pair
from ui.settings.view import ChangeDialog

Maker = Callable[[], QWidget]


def audit() -> QWidget:
    stand = Stand()
    view = stand.desktop(Room.AUDIT)
    stand.rooms.audit.verify("")
    return view


def audit_chosen() -> QWidget:
    """One entry in full, of those of one day and one action."""
    stand = Stand()
    view = stand.desktop(Room.AUDIT)
    stand.rooms.audit.choose_day("昨日")
    stand.rooms.audit.choose_action("footage.refused")
    stand.rooms.audit.choose_row(stand.rooms.audit.state.rows[0])
    return view


def audit_none() -> QWidget:
    stand = Stand()
    view = stand.desktop(Room.AUDIT)
    stand.rooms.audit.choose_action("sheet.used")
    return view


def audit_verifying() -> QWidget:
    """A third of the way, with the time it still takes."""
    stand = Stand()
    view = stand.desktop(Room.AUDIT)
    stand.runner.held = True
    stand.rooms.audit.verify("")
    stand.rooms.audit.tell_work(0.34, 12.0)
    return view


def audit_head() -> QWidget:
    stand = Stand()
    return HeadDialog(stand.shop.audit.head(stand.who), lambda _: None)


def audit_problem() -> QWidget:
    stand = Stand()
    problems = (
        Finding("audit.problem.edited", True, (("seq", "812"),)),
        Finding("audit.problem.removed", True, (("seq", "1017"), ("until", "1019"))),
    )
    stand.shop.audit.result = replace(stand.shop.audit.result, ok=False, problems=problems)
    view = stand.desktop(Room.AUDIT)
    stand.rooms.audit.verify("SGHEAD1:1200")
    return view


def health() -> QWidget:
    return Stand().desktop(Room.HEALTH)


def health_trouble() -> QWidget:
    stand = Stand()
    stand.shop.health.lost["cam-4"] = (184.0, "no_route")
    params = (("camera", stand.shop.camera_list[3].name), ("cause", "no_route"))
    stand.shop.health.alarms = (Finding("alarm.camera_late", serious=True, params=params),)
    stand.shop.recording = 3
    return stand.desktop(Room.HEALTH)


def health_stopped() -> QWidget:
    stand = Stand()
    stand.shop.health.running = False
    stand.shop.recorder = Recorder.STOPPED
    return stand.desktop(Room.HEALTH)


def health_starting() -> QWidget:
    stand = Stand()
    stand.shop.health.running = False
    stand.shop.health.starting = True
    stand.shop.recorder = Recorder.STARTING
    return stand.desktop(Room.HEALTH)


def health_day() -> QWidget:
    """A day of the calendar with its causes, seen after scrolling down."""
    stand = Stand()
    view = stand.desktop(Room.HEALTH)
    month = stand.rooms.health.state.month
    assert month is not None
    stand.rooms.health.choose_day(month.days[16].day.start)
    for area in view.findChildren(QScrollArea):
        bar = area.verticalScrollBar()
        bar.rangeChanged.connect(lambda _low, high, bar=bar: bar.setValue(high))
    return view


def health_doubt() -> QWidget:
    stand = Stand()
    stand.shop.health.alarms = (Finding("alarm.clock_doubtful", serious=True),)
    return stand.desktop(Room.HEALTH)


def people() -> QWidget:
    return Stand().desktop(Room.PEOPLE)


def people_staff() -> QWidget:
    """Somebody without pledge and training, and somebody who left."""
    stand = Stand()
    view = stand.desktop(Room.PEOPLE)
    stand.shop.staff.list[2] = replace(stand.shop.staff.list[2], left_us=NOW, roles=())
    stand.rooms.people.enter()
    stand.rooms.people.show_left(wanted=True)
    stand.rooms.people.choose("p-4")
    return view


def people_relaxed() -> QWidget:
    """One manager alone may look: said on the page and in the line at the top."""
    stand = Stand()
    stand.shop.staff.alone = True
    return stand.desktop(Room.PEOPLE)


def people_form(act: PeopleAct, person: str = "p-1", *, refused: bool = False) -> Maker:
    def make() -> QWidget:
        stand = Stand()
        presenter = stand.rooms.people
        presenter.enter()
        presenter.choose(person)
        presenter.begin(act)
        if refused:
            pair = Pair(stand.who, Credentials("suzuki", "not the words"))
            presenter.agree(Wanted(act, person, passphrase="x"), "x", pair)
        form = presenter.state.form
        assert form is not None
        dialog = dialog_of(form, presenter, None)
        dialog.show_form(form)
        return dialog

    return make


def people_sheet() -> QWidget:
    return SheetDialog(b"%PDF-1.4", lambda: None)


def settings_changed() -> QWidget:
    """Found by a search, changed and not yet agreed to."""
    stand = Stand()
    view = stand.desktop(Room.SETTINGS)
    stand.rooms.settings.search("session")
    stand.rooms.settings.type_value("session_minutes", 20)
    return view


def settings_none() -> QWidget:
    stand = Stand()
    view = stand.desktop(Room.SETTINGS)
    stand.rooms.settings.search("xyzzy")
    return view


def settings_change() -> QWidget:
    stand = Stand()
    presenter = stand.rooms.settings
    presenter.enter()
    presenter.type_value("reserve_bytes", 8)
    presenter.begin("reserve_bytes")
    change = presenter.state.change
    assert change is not None
    return ChangeDialog(change, presenter)


def settings() -> QWidget:
    return Stand().desktop(Room.SETTINGS)


def help_(chosen: str = "", part: str = "") -> Maker:
    def make() -> QWidget:
        stand = Stand()
        view = stand.desktop(Room.HELP)
        if chosen:
            stand.rooms.help.choose(chosen)
        if part:
            stand.rooms.help.read_licence(part)
        return view

    return make


PAGES: dict[str, Maker] = {
    "audit": audit,
    "audit-chosen": audit_chosen,
    "audit-none": audit_none,
    "audit-problem": audit_problem,
    "audit-verifying": audit_verifying,
    "health": health,
    "health-day": health_day,
    "health-doubt": health_doubt,
    "health-trouble": health_trouble,
    "health-stopped": health_stopped,
    "health-starting": health_starting,
    "help": help_("30-two-people.md"),
    "help-about": help_("about"),
    "help-keys": help_("70-keys.md"),
    "help-licence": help_("licences", "numpy"),
    "people": people,
    "people-staff": people_staff,
    "people-relaxed": people_relaxed,
    "settings": settings,
    "settings-changed": settings_changed,
    "settings-none": settings_none,
}
DIALOGS: dict[str, Maker] = {
    "audit-head": audit_head,
    "people-add": people_form(PeopleAct.ADD),
    "people-leave": people_form(PeopleAct.LEAVE, "p-3"),
    "people-lost": people_form(PeopleAct.LOST, "p-2"),
    "people-manager": people_form(PeopleAct.MAKE_MANAGER, "p-3"),
    "people-password": people_form(PeopleAct.PASSWORD),
    "people-pledge": people_form(PeopleAct.PLEDGE, "p-4", refused=True),
    "people-sheet": people_sheet,
    "people-relax": people_form(PeopleAct.RELAX),
    "settings-change": settings_change,
    "people-training": people_form(PeopleAct.TRAINING, "p-4"),
}
