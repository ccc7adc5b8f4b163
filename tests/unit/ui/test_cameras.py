"""The cameras' page and the masks: what is drawn, what is asked for, what is dropped."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shopguard.base.errors import InvalidInput
from tests.fakes.clock import FakeClock
from tests.fakes.desk_cameras import WINDOW
from tests.fakes.desk_shop import FakeShop
from tests.fakes.desk_world import KEYS
from tests.fakes.runner import FakeRunner
from ui.cameras.adding import CamerasPresenter
from ui.cameras.drawing import MAX_MASKS, Drawing
from ui.cameras.model import CameraDraft, CameraTest, FoundCamera
from ui.cameras.presenter import CameraBookPresenter
from ui.model import Credentials, Finding, SignedIn
from ui.review.model import Pair
from ui.session import Seat

SQUARE = ((0.2, 0.2), (0.4, 0.2), (0.4, 0.4), (0.2, 0.4))


@pytest.fixture
def page(shop: FakeShop, seat: Seat, runner: FakeRunner, clock: FakeClock) -> CameraBookPresenter:
    made = CameraBookPresenter(shop, seat, runner, clock)
    made.tick()
    return made


# --- drawing ---------------------------------------------------------------------------------


def drawn(*corners: tuple[float, float]) -> Drawing:
    drawing = Drawing()
    for corner in corners:
        drawing = drawing.corner(corner)
    return drawing


def test_a_shape_closes_at_its_first_corner_and_not_before_its_third() -> None:
    assert drawn(*SQUARE[:2]).close().masks == ()
    assert drawn(*SQUARE[:2], SQUARE[0]).masks == ()
    closed = drawn(*SQUARE, (0.205, 0.195))
    assert (closed.masks, closed.growing, closed.chosen) == ((SQUARE,), (), 0)


def test_corners_never_leave_the_picture() -> None:
    assert drawn((-1, 2)).growing == ((0.0, 1.0),)
    moved = drawn(*SQUARE).close().move((-0.5, 0.9))
    corners = [tuple(round(part, 6) for part in corner) for corner in moved.masks[0]]
    assert corners == [(0, 0.8), (0.2, 0.8), (0.2, 1), (0, 1)]
    assert drawn(*SQUARE).close().move_corner((0, 2), (3, 3)).masks[0][2] == (1.0, 1.0)


def test_a_mask_is_chosen_by_a_point_in_it_or_one_after_the_other() -> None:
    both = Drawing((SQUARE, WINDOW))
    assert both.choose_at((0.3, 0.3)).chosen == 0
    assert both.choose_at((0.5, 0.9)).chosen is None
    assert [both.choose_next().chosen, both.choose_next(-1).chosen] == [0, 1]
    assert both.choose_at((0.3, 0.3)).remove().masks == (WINDOW,)
    assert Drawing().choose_next().chosen is None


def test_there_is_an_end_to_masks() -> None:
    full = Drawing((SQUARE,) * MAX_MASKS)
    assert full.corner((0.5, 0.5)) == full
    assert drawn(*SQUARE).undo().growing == SQUARE[:3]
    assert drawn(*SQUARE).give_up() == Drawing()


# --- the page --------------------------------------------------------------------------------


def test_the_first_camera_is_shown_and_another_one_when_it_is_chosen(
    page: CameraBookPresenter,
) -> None:
    assert page.state.row is not None
    assert page.state.row.camera.id == "cam-1"
    assert page.state.history
    page.try_out()
    page.choose("cam-3")
    assert (page.state.chosen, page.state.test) == ("cam-3", None)


def test_no_picture_of_a_test_outlives_the_page(page: CameraBookPresenter) -> None:
    page.try_out()
    seen = [page.state.test is not None]
    page.leave()
    seen.append(page.state.test is not None)
    assert seen == [True, False]


def test_a_test_that_nobody_waits_for_is_told_so(
    shop: FakeShop, seat: Seat, clock: FakeClock
) -> None:
    held = FakeRunner(held=True)
    page = CameraBookPresenter(shop, seat, held, clock)
    page.tick()
    held.let_go()
    page.try_out()
    page.choose("cam-2")
    held.let_go()
    assert (page.state.testing, page.state.test) == (False, None)


@pytest.mark.requirement("G-2", "J-3")
def test_masks_ask_both_managers_and_forget_the_picture_without_them(
    page: CameraBookPresenter, shop: FakeShop, chief: SignedIn
) -> None:
    ended: list[Exception | None] = []
    page.try_out()
    page.cover((SQUARE,), Pair(chief, Credentials("suzuki", "wrong")), ended.append)
    assert isinstance(ended[0], Exception)
    seen = [page.state.test is not None]
    page.cover((SQUARE,), Pair(chief, Credentials("suzuki", KEYS["suzuki"])), ended.append)
    seen.append(page.state.test is not None)
    assert (ended[1], seen) == (None, [True, False])
    assert shop.camera_book.list[0].masks == (SQUARE,)


def test_what_fails_is_told_to_the_dialog_and_changes_nothing(
    page: CameraBookPresenter, shop: FakeShop
) -> None:
    ended: list[Exception | None] = []
    shop.camera_book.refuse = InvalidInput("camera.view_reason")
    page.remove(ended.append)
    assert isinstance(ended[0], InvalidInput)
    assert page.state.row is not None
    shop.camera_book.refuse = None
    page.remove(ended.append)
    assert ended[1] is None
    assert page.state.chosen == "cam-2"


# --- adding ----------------------------------------------------------------------------------


@pytest.mark.requirement("G-2")
def test_another_address_takes_back_what_was_said_of_the_view(
    shop: FakeShop, chief: SignedIn, runner: FakeRunner
) -> None:
    cameras = CamerasPresenter(lambda: shop.camera_set_up, lambda: chief, runner)
    cameras.type_draft(replace(cameras.state.draft, url="rtsp://192.168.1.30/a", name="入口"))
    cameras.try_out()
    cameras.answer(private=True)
    cameras.cover((SQUARE,))
    cameras.type_draft(replace(cameras.state.draft, reason="事故の確認"))
    assert (cameras.state.draft.private, cameras.state.draft.masks) == (True, (SQUARE,))
    cameras.type_draft(replace(cameras.state.draft, url="rtsp://192.168.1.31/a"))
    assert (cameras.state.draft.private, cameras.state.draft.masks) == (None, ())
    assert cameras.state.test is None


@pytest.mark.requirement("G-2")
def test_a_mask_drawn_beforehand_comes_with_the_camera(
    shop: FakeShop, chief: SignedIn, runner: FakeRunner
) -> None:
    cameras = CamerasPresenter(lambda: shop.camera_set_up, lambda: chief, runner)
    cameras.type_draft(replace(cameras.state.draft, url="rtsp://192.168.1.30/a", name="入口"))
    cameras.try_out()
    cameras.answer(private=True)
    cameras.cover((SQUARE,))
    cameras.add()
    draft, test = shop.camera_set_up.added[0]
    assert draft.masks == (SQUARE,)
    assert test is shop.camera_set_up.test
    cameras.answer(private=True)
    cameras.cover((SQUARE,))
    cameras.answer(private=False)
    assert cameras.state.draft.masks == ()


def test_a_spare_camera_brings_its_login_and_is_offered_until_it_is_added(
    shop: FakeShop, seat: Seat, runner: FakeRunner
) -> None:
    spare = FoundCamera("127.0.0.1", "spare", None, "rtsp://127.0.0.1/spare", "shop", "s3cret")
    shop.camera_set_up.found = (spare, *shop.camera_set_up.found)
    adding = CamerasPresenter(lambda: shop.camera_set_up, lambda: seat.who, runner)
    adding.search()
    adding.choose(spare)
    assert (adding.state.draft.username, adding.state.draft.password) == ("shop", "s3cret")
    adding.type_draft(replace(adding.state.draft, name="Spare"))
    adding.add()
    assert spare not in (adding.state.found or ())
    assert len(adding.state.found or ()) == 4


@pytest.mark.parametrize("code", ["problem.login_needed", "loss.wrong_password"])
def test_a_camera_that_asks_for_a_login_nobody_typed_says_so(
    code: str, shop: FakeShop, seat: Seat, runner: FakeRunner
) -> None:
    shop.camera_set_up.test = CameraTest(False, findings=(Finding(code, serious=True),))
    adding = CamerasPresenter(lambda: shop.camera_set_up, lambda: seat.who, runner)
    adding.type_draft(CameraDraft(url="rtsp://192.168.1.23/a"))
    adding.try_out()
    assert adding.state.login_needed is (code == "problem.login_needed")
    adding.type_draft(replace(adding.state.draft, username="admin"))
    assert not adding.state.login_needed
