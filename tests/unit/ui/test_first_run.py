"""Setting up: nothing exists before both managers are known, and nothing secret is kept after."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from shopguard.base.errors import InvalidInput, Unavailable
from tests.fakes.clock import FakeClock
from tests.fakes.desk_setting_up import FakeSettingUp
from tests.fakes.desk_shop import FakeSetUp, FakeShop
from tests.fakes.desk_world import KEYS
from tests.fakes.runner import FakeRunner
from ui.cameras.adding import CamerasPresenter
from ui.cameras.model import CameraDraft
from ui.first_run.model import Created
from ui.first_run.presenter import FirstRunPresenter
from ui.first_run.retention import RetentionPresenter
from ui.first_run.state import Step, Typed
from ui.model import Credentials, SignedIn
from ui.review.model import Pair

CHIEF = Typed("sato", "佐藤 花子", "maple river candle orbit", "maple river candle orbit", True)
DEPUTY = Typed(
    "suzuki", "鈴木 一郎", "velvet canyon pepper sunset", "velvet canyon pepper sunset", True
)


class Run:
    def __init__(self, clock: FakeClock, runner: FakeRunner) -> None:
        self.set_up = FakeSetUp(clock)
        self.created: list[Created] = []
        self.finished: list[bool] = []
        self.cards = FirstRunPresenter(
            self.set_up,
            runner,
            self.created.append,
            lambda: self.finished.append(True),
        )

    def at(self, step: Step) -> bool:
        return self.cards.state.step is step

    @property
    def later(self) -> FakeSettingUp:
        shop = self.created[0].shop
        assert isinstance(shop, FakeShop)
        return shop.setting_up

    @property
    def code(self) -> str:
        trouble = self.cards.state.trouble
        assert isinstance(trouble, InvalidInput)
        return trouble.code

    def to_managers(self) -> None:
        self.cards.load()
        self.cards.type_shop("みどり薬局", "03-1234-5678")
        self.cards.forward()

    def to_sheet(self) -> None:
        self.to_managers()
        self.cards.type_manager("chief", CHIEF)
        self.cards.forward()
        self.cards.type_manager("deputy", DEPUTY)
        self.cards.forward()


@pytest.fixture
def run(clock: FakeClock, runner: FakeRunner) -> Run:
    return Run(clock, runner)


def test_from_nothing_to_a_shop(run: Run) -> None:
    run.to_sheet()
    assert run.at(Step.SHEET)
    plan = run.set_up.made[0]
    assert (plan.name, plan.chief.login, plan.deputy.login) == ("みどり薬局", "sato", "suzuki")
    assert len(run.created) == 1
    created = run.cards.state.created
    assert created is not None
    run.cards.take_sheet()
    run.cards.type_back(tuple(created.sheet.words[n - 1] for n in run.cards.state.asked))
    assert run.at(Step.CAMERAS)
    for _ in range(4):
        run.cards.forward()
    assert run.finished == [True]
    assert run.later.done == ["kept", "start", "finished"]


def test_a_sheet_that_was_not_typed_back_is_made_again_by_both(
    run: Run, shop: FakeShop, chief: SignedIn
) -> None:
    run.cards.resume(shop, replace(chief, left="sheet"))
    assert run.at(Step.SHEET)
    again = [run.cards.state.again]
    run.cards.make_sheet_again(Pair(chief, Credentials("suzuki", "wrong")))
    again.append(run.cards.state.again)
    run.cards.make_sheet_again(Pair(chief, Credentials("suzuki", KEYS["suzuki"])))
    created = run.cards.state.created
    assert created is not None
    again.append(run.cards.state.again)
    assert again == [True, True, False]
    assert run.cards.unkept
    run.cards.take_sheet()
    run.cards.type_back(tuple(created.sheet.words[n - 1] for n in run.cards.state.asked))
    assert run.at(Step.CAMERAS)
    assert not run.cards.unkept


def test_what_was_left_after_the_sheet_goes_on_with_the_cameras(
    run: Run, shop: FakeShop, chief: SignedIn
) -> None:
    run.cards.resume(shop, replace(chief, left="rest"))
    assert run.at(Step.CAMERAS)
    run.cards.back()
    assert run.at(Step.CAMERAS)


def test_a_machine_that_starts_nothing_is_said_and_can_be_passed_over(
    run: Run, shop: FakeShop, chief: SignedIn
) -> None:
    shop.setting_up.trouble = Unavailable("host.not_started")
    run.cards.resume(shop, replace(chief, left="rest"))
    for _ in range(3):
        run.cards.forward()
    assert run.at(Step.START)
    assert run.cards.state.trouble is shop.setting_up.trouble
    run.cards.want_start(wanted=False)
    run.cards.forward()
    assert run.at(Step.DONE)
    assert run.cards.state.starts == "never"


def test_nothing_secret_is_kept_once_it_is_not_needed(run: Run) -> None:
    run.to_sheet()
    assert run.cards.state.chief == Typed()
    assert run.cards.state.deputy == Typed()
    created = run.cards.state.created
    assert created is not None
    run.cards.type_back(tuple(created.sheet.words[n - 1] for n in run.cards.state.asked))
    assert run.cards.state.created is not None
    assert run.cards.state.created.sheet.words == ()
    assert "maple" not in repr(CHIEF)
    assert "maple" not in repr(run.cards.state)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (replace(DEPUTY, again="another one entirely"), "ui.different_passphrase"),
        (replace(DEPUTY, passphrase="short", again="short"), "password.short"),
        (replace(DEPUTY, login="SATO "), "ui.same_login"),
        (replace(CHIEF, login="suzuki"), "ui.same_passphrase"),
        (replace(DEPUTY, pledged=False), "ui.not_pledged"),
    ],
)
def test_a_wrong_card_stays_and_says_why(run: Run, typed: Typed, code: str) -> None:
    run.to_managers()
    run.cards.type_manager("chief", CHIEF)
    run.cards.forward()
    run.cards.type_manager("deputy", typed)
    run.cards.forward()
    assert run.at(Step.DEPUTY)
    assert run.code == code
    assert run.set_up.made == []
    assert run.cards.state.deputy == typed


def test_back_keeps_what_was_typed(run: Run) -> None:
    run.to_managers()
    run.cards.type_manager("chief", CHIEF)
    run.cards.back()
    assert run.at(Step.SHOP)
    assert run.cards.state.name == "みどり薬局"
    run.cards.forward()
    assert run.cards.state.chief == CHIEF


def test_a_machine_without_a_key_store_asks_for_the_file(run: Run) -> None:
    run.set_up.ready = False
    run.to_sheet()
    assert run.at(Step.DEPUTY)
    assert run.code == "ui.no_key_file"
    assert run.set_up.made == []
    run.cards.choose_key_file(Path("/shop.key"))
    run.cards.forward()
    assert run.set_up.made[0].key_file == Path("/shop.key")


def test_wrong_words_of_the_sheet_do_not_go_on(run: Run) -> None:
    run.to_sheet()
    run.cards.take_sheet()
    run.cards.type_back(("one", "two", "three"))
    assert run.at(Step.SHEET)
    assert run.code == "ui.sheet_words"


def test_the_first_word_that_does_not_match_is_known(run: Run) -> None:
    run.to_sheet()
    created = run.cards.state.created
    assert created is not None
    right = tuple(created.sheet.words[n - 1] for n in run.cards.state.asked)
    assert run.cards.first_wrong((right[0].upper(), "two", right[2])) == 1


def test_what_is_left_out_is_marked_and_taken_up_from_the_last_card(
    run: Run, shop: FakeShop, chief: SignedIn
) -> None:
    cameras, shop.camera_list = shop.camera_list, ()
    run.cards.resume(shop, replace(chief, left="rest"))
    run.cards.forward()
    run.cards.forward(put_off=True)
    run.cards.want_start(wanted=False)
    run.cards.forward()
    assert run.at(Step.DONE)
    assert run.cards.state.later == {Step.CAMERAS, Step.RETENTION, Step.START}
    shop.camera_list = cameras
    run.cards.revisit(Step.CAMERAS)
    run.cards.forward()
    assert run.at(Step.DONE)
    assert run.cards.state.later == {Step.RETENTION, Step.START}
    assert run.cards.state.cameras == len(cameras)
    run.cards.revisit(Step.RETENTION)
    run.cards.back()
    assert run.at(Step.DONE)
    run.cards.revisit(Step.START)
    run.cards.want_start(wanted=True)
    run.cards.forward()
    assert run.cards.state.later == {Step.RETENTION}
    run.cards.back()
    assert run.at(Step.START)


def test_a_suggestion_fills_both_fields_and_is_strong(run: Run) -> None:
    run.to_managers()
    run.cards.type_manager("chief", replace(CHIEF, passphrase="", again=""))
    run.cards.suggest("chief", "ja")
    typed = run.cards.state.chief
    assert typed.passphrase == typed.again != ""
    assert run.cards.state.strength.problem == ""


# --- cameras and retention ------------------------------------------------------------------


def test_a_camera_is_found_tried_out_and_added(
    shop: FakeShop, chief: SignedIn, runner: FakeRunner
) -> None:
    cameras = CamerasPresenter(lambda: shop.camera_set_up, lambda: chief, runner)
    cameras.search()
    found = cameras.state.found
    assert found is not None
    cameras.choose(found[0])
    cameras.try_out()
    worth = [cameras.state.test is not None]
    cameras.type_draft(replace(cameras.state.draft, name="入口"))
    worth.append(cameras.state.test is not None)
    cameras.type_draft(replace(cameras.state.draft, username="admin"))
    worth.append(cameras.state.test is not None)
    assert worth == [True, True, False]
    cameras.add()
    assert [camera.name for camera in cameras.state.added] == ["入口"]
    assert cameras.state.draft == CameraDraft()


def test_when_all_that_was_found_is_added_nothing_says_that_none_was_found(
    shop: FakeShop, chief: SignedIn, runner: FakeRunner
) -> None:
    cameras = CamerasPresenter(lambda: shop.camera_set_up, lambda: chief, runner)
    cameras.search()
    found = cameras.state.found or ()
    left = []
    for number, each in enumerate(found):
        cameras.choose(each)
        cameras.type_draft(replace(cameras.state.draft, name=f"camera {number}"))
        cameras.add()
        left.append(len(cameras.state.found or ()))
    assert left == [*range(len(found) - 1, -1, -1)]
    assert cameras.state.found is None


def test_what_nobody_waits_for_is_dropped(shop: FakeShop, chief: SignedIn) -> None:
    held = FakeRunner(held=True)
    cameras = CamerasPresenter(lambda: shop.camera_set_up, lambda: chief, held)
    cameras.search()
    cameras.stop()
    held.let_go()
    assert cameras.state.found is None
    assert not cameras.state.searching


@pytest.mark.requirement("J-3")
def test_fewer_days_need_both_managers(shop: FakeShop, chief: SignedIn, runner: FakeRunner) -> None:
    retention = RetentionPresenter(lambda: shop.retention, lambda: shop.door, lambda: chief, runner)
    retention.load()
    retention.want(7)
    assert shop.retention.kept == 14
    retention.agree(Pair(chief, Credentials("suzuki", "wrong")))
    assert shop.retention.kept == 14
    assert retention.state.trouble is not None
    retention.agree(Pair(chief, Credentials("suzuki", KEYS["suzuki"])))
    assert (shop.retention.kept, retention.state.days) == (7, 7)
