"""Cameras in step: one position, one speed, and nothing decoded that nobody waits for."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopguard.base.clock import HOUR, MINUTE, SECOND
from shopguard.base.span import Span
from tests.fakes.clock import FakeClock
from tests.fakes.desk_footage import FRAME_US, FakeFootage
from tests.fakes.desk_shop import FakeShop
from tests.fakes.desk_world import KEYS
from tests.fakes.runner import FakeRunner
from ui.model import Credentials, Picture, SignedIn
from ui.review.brightness import LEVELS, brightened
from ui.review.model import DamagedPicture, LookRequest, NoPicture, Pair
from ui.review.player import SPEEDS, Player

NOW = 1_763_631_125 * SECOND


def opened(shop: FakeShop, chief: SignedIn, *cameras: str) -> FakeFootage:
    now = shop.clock.utc_us()
    request = LookRequest("safety", cameras, Span(now - HOUR, now))
    return shop.door.open(request, Pair(chief, Credentials("suzuki", KEYS["suzuki"])))


@pytest.fixture
def footage(shop: FakeShop, chief: SignedIn) -> FakeFootage:
    return opened(shop, chief, "cam-1", "cam-4")


@pytest.fixture
def player(footage: FakeFootage, shop: FakeShop, runner: FakeRunner, clock: FakeClock) -> Player:
    return made(footage, shop, runner, clock)


def made(footage: FakeFootage, shop: FakeShop, runner: FakeRunner, clock: FakeClock) -> Player:
    request = footage.request
    tracks = shop.recordings.tracks(request.camera_ids, request.span)
    return Player(footage, tracks, runner, clock, raise_it)


def raise_it(error: Exception) -> None:
    raise error


def play_for(player: Player, clock: FakeClock, seconds: float) -> None:
    for _ in range(round(seconds * 25)):
        clock.advance(FRAME_US)
        player.tick()


def test_time_passes_at_the_speed_chosen(player: Player, clock: FakeClock) -> None:
    start = player.state.at_us
    player.play()
    play_for(player, clock, 2)
    assert player.state.at_us - start == pytest.approx(2 * SECOND, abs=FRAME_US)
    player.set_speed(4.0)
    play_for(player, clock, 1)
    assert player.state.at_us - start == pytest.approx(6 * SECOND, abs=4 * FRAME_US)
    player.set_speed(-2.0)
    play_for(player, clock, 1)
    assert player.state.at_us - start == pytest.approx(4 * SECOND, abs=4 * FRAME_US)


def test_all_cameras_show_the_same_moment(player: Player) -> None:
    player.seek(player.state.at_us + MINUTE)
    times = [shot.at_us for shot in player.shots.values()]
    assert len(times) == 2
    assert len(set(times)) == 1


def test_a_pointer_that_moves_on_leaves_nothing_to_decode(
    footage: FakeFootage, shop: FakeShop, clock: FakeClock
) -> None:
    held = FakeRunner(held=True)
    player = made(footage, shop, held, clock)
    start = footage.request.span.start
    for step in range(100):
        player.seek(start + step * SECOND, moving=True)
    player.seek(start + 100 * SECOND)
    held.let_go()
    asked = [(us, quick) for camera, us, quick in footage.asked if camera == "cam-1"]
    assert [us for us, _quick in asked] == [start, start + 100 * SECOND]
    assert asked[-1] == (start + 100 * SECOND, False)


def test_fast_play_asks_for_what_costs_little(
    player: Player, footage: FakeFootage, clock: FakeClock
) -> None:
    player.set_speed(16.0)
    player.play()
    play_for(player, clock, 0.2)
    assert all(quick for _camera, _us, quick in footage.asked)
    footage.asked.clear()
    player.pause()
    assert [quick for _camera, _us, quick in footage.asked] == [False, False]


def test_a_power_cut_of_all_cameras_is_jumped_over_and_said(
    player: Player, shop: FakeShop, clock: FakeClock
) -> None:
    cut = shop.recordings.power_cut
    player.seek(cut.start - SECOND)
    player.play()
    play_for(player, clock, 2)
    assert player.state.at_us >= cut.end
    assert player.state.skipped is not None
    assert player.state.skipped.end == cut.end
    player.set_speed(-1.0)
    play_for(player, clock, 3)
    assert player.state.at_us < cut.start


def test_a_gap_of_one_camera_is_shown_as_a_gap(player: Player, shop: FakeShop) -> None:
    player.seek(shop.recordings.lost.start + SECOND)
    assert isinstance(player.shots["cam-1"], Picture)
    missing = player.shots["cam-4"]
    assert isinstance(missing, NoPicture)
    assert missing.cause == "no_route"


def test_damage_is_never_a_picture(
    shop: FakeShop, chief: SignedIn, runner: FakeRunner, clock: FakeClock
) -> None:
    footage = opened(shop, chief, "cam-3")
    player = made(footage, shop, runner, clock)
    player.seek(shop.recordings.broken.start + SECOND)
    assert isinstance(player.shots["cam-3"], DamagedPicture)


def test_steps_go_one_picture_on_and_back(player: Player) -> None:
    player.seek(player.state.at_us + MINUTE)
    start = player.state.at_us - player.state.at_us % FRAME_US
    player.step(forward=True)
    assert player.state.at_us == start + FRAME_US
    player.step(forward=False)
    assert player.state.at_us == start
    assert player.shots["cam-4"].at_us == start


def test_j_k_l_as_editors_know_them(player: Player) -> None:
    player.seek(player.state.at_us + MINUTE)
    player.shuttle(1)
    assert (player.state.playing, player.state.speed) == (True, 1.0)
    player.shuttle(1)
    player.shuttle(1)
    assert player.state.speed == 4.0
    player.shuttle(-1)
    assert player.state.speed == -1.0
    player.pause()
    assert not player.state.playing


def test_a_button_of_one_way_turns_plays_and_pauses_at_the_speed_chosen(player: Player) -> None:
    player.seek(player.state.at_us + MINUTE)
    player.set_speed(2.0)
    player.press(-1)
    assert (player.state.playing, player.state.speed) == (True, -2.0)
    player.press(-1)
    assert (player.state.playing, player.state.speed) == (False, -2.0)
    player.press(1)
    assert (player.state.playing, player.state.speed) == (True, 2.0)


def test_backwards_it_stops_at_the_start_and_begins_again_from_the_end(
    player: Player, footage: FakeFootage, clock: FakeClock
) -> None:
    player.seek(footage.request.span.start + SECOND)
    player.press(-1)
    play_for(player, clock, 2)
    assert not player.state.playing
    player.press(-1)
    assert player.state.at_us == footage.request.span.end - 1


def test_it_stops_at_the_end_and_begins_again_from_the_start(
    player: Player, footage: FakeFootage, clock: FakeClock
) -> None:
    player.seek(footage.request.span.end - SECOND)
    player.play()
    play_for(player, clock, 2)
    assert not player.state.playing
    player.play()
    assert player.state.at_us == footage.request.span.start


def test_nothing_is_kept_or_asked_for_once_closed(
    footage: FakeFootage, shop: FakeShop, clock: FakeClock
) -> None:
    held = FakeRunner(held=True)
    player = made(footage, shop, held, clock)
    shown: list[str] = []
    player.on_shot = lambda name, _shot: shown.append(name)
    player.seek(footage.request.span.start)
    player.close()
    held.let_go()
    player.step(forward=True)
    player.seek(footage.request.span.start + SECOND)
    held.let_go()
    assert shown == []
    assert player.shots == {}


actions = st.lists(
    st.one_of(
        st.tuples(st.just("seek"), st.integers(-2 * HOUR, 2 * HOUR)),
        st.tuples(st.just("speed"), st.sampled_from([*SPEEDS, *(-s for s in SPEEDS)])),
        st.tuples(st.sampled_from(["play", "pause", "step", "back", "tick"]), st.just(0)),
    ),
    max_size=30,
)


@given(actions)
def test_whatever_is_pressed_the_position_stays_within_what_was_granted(
    presses: list[tuple[str, float]],
) -> None:
    clock, runner = FakeClock(NOW), FakeRunner(held=True)
    shop = FakeShop(clock)
    chief = shop.sign_in(Credentials("sato", KEYS["sato"]))
    footage = opened(shop, chief, "cam-1", "cam-2")
    player = made(footage, shop, runner, clock)
    acts = {
        "seek": lambda by: player.seek(player.state.at_us + int(by)),
        "speed": player.set_speed,
        "play": lambda _: player.play(),
        "pause": lambda _: player.pause(),
        "step": lambda _: player.jump(10),
        "back": lambda _: player.jump(-10),
        "tick": lambda _: play_for(player, clock, 1),
    }
    for name, value in presses:
        acts[name](value)
        assert footage.request.span.contains(player.state.at_us)
        assert len(runner.waiting) <= 2


def test_a_part_is_repeated_both_ways(
    player: Player, footage: FakeFootage, clock: FakeClock
) -> None:
    start = footage.request.span.start
    part = Span(start + MINUTE, start + MINUTE + 2 * SECOND)
    player.set_loop(part)
    assert player.state.at_us == part.start
    for speed in (1.0, -1.0):
        player.set_speed(speed)
        player.play()
        seen = []
        for _ in range(25 * 5):
            clock.advance(FRAME_US)
            player.tick()
            seen.append(player.state.at_us)
        assert all(part.contains(at_us) for at_us in seen)
        turns = [b - a for a, b in pairwise(seen) if (b - a) * speed < 0]
        assert len(turns) == 2
    player.set_loop(None)
    player.set_speed(1.0)
    play_for(player, clock, 5)
    assert player.state.at_us >= part.end


def test_a_pointer_that_rests_gets_the_exact_picture(
    player: Player, footage: FakeFootage, clock: FakeClock
) -> None:
    start = footage.request.span.start
    player.seek(start + 10 * MINUTE, moving=True)
    assert footage.asked[-1] == ("cam-4", start + 10 * MINUTE, True)
    play_for(player, clock, 0.4)
    assert footage.asked[-1] == ("cam-4", start + 10 * MINUTE, False)
    count = len(footage.asked)
    play_for(player, clock, 0.4)
    assert len(footage.asked) == count


def test_a_pointer_that_creeps_shows_every_picture_on_its_way(
    player: Player, footage: FakeFootage
) -> None:
    start = footage.request.span.start
    player.seek(start + MINUTE)
    player.seek(start + MINUTE + SECOND // 4, moving=True)
    assert footage.asked[-1] == ("cam-4", start + MINUTE + SECOND // 4, False)


def test_nothing_is_decoded_of_a_camera_out_of_sight(player: Player, footage: FakeFootage) -> None:
    player.set_sizes({"cam-4": (640, 360)})
    footage.asked.clear()
    player.seek(footage.request.span.start + MINUTE)
    assert {camera for camera, _us, _quick in footage.asked} == {"cam-4"}
    player.set_sizes({"cam-1": (320, 180), "cam-4": (320, 180)})
    assert {camera for camera, _us, _quick in footage.asked} == {"cam-1", "cam-4"}


def test_brightness_is_for_looking_only(player: Player, footage: FakeFootage) -> None:
    player.seek(footage.request.span.start + MINUTE)
    before = player.shots["cam-1"]
    for level, changed in ((3, 1), (-3, -1)):
        player.set_brightness(level)
        shot = player.shots["cam-1"]
        assert isinstance(before, Picture)
        assert isinstance(shot, Picture)
        difference = float(shot.rgb.mean()) - float(before.rgb.mean())
        assert difference * changed > 5
        assert shot.at_us == before.at_us
    assert brightened(before, 0) is before
    flat = Picture(0, np.array([[[0, 128, 255]]], np.uint8))
    for level in LEVELS:
        lit = brightened(flat, level)
        assert isinstance(lit, Picture)
        assert (lit.rgb[0, 0, 0], lit.rgb[0, 0, 2]) == (0, 255)
