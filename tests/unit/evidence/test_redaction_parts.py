"""Boxes, tracks, plans and paint of a redaction, each by itself."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import cv2
import numpy as np
import pytest

from shopguard.base.canonical import canonical
from shopguard.base.errors import InvalidInput
from shopguard.base.span import Span
from shopguard.evidence.redaction.covers import Covering, Covers
from shopguard.evidence.redaction.looked import Looked
from shopguard.evidence.redaction.paint import coarse, covered, mark
from shopguard.evidence.redaction.plan import Plan
from shopguard.evidence.redaction.tracks import MovingTracks, SeenTracks
from shopguard.evidence.redaction.values import Box, Kind, Place, Style, Track

SIZE = (320, 192)
STEP = 100_000


def walking(pictures: int, left: int, step: int, top: int = 60) -> list[Box]:
    return [Box(left + n * step, top, left + n * step + 20, top + 50) for n in range(pictures)]


def plan_of(*tracks: Track, pictures: int = 30, **more: Any) -> Plan:
    times = tuple(n * STEP for n in range(pictures))
    plan = Plan("camera", Span(0, pictures * STEP), "source", SIZE, times, tracks, (), ())
    return replace(plan, **more)


def followed(*rows: list[Box]) -> list[Track]:
    moving = MovingTracks(patience=5)
    for boxes in zip(*rows, strict=True):
        moving.see(boxes)
    return moving.tracks()


# --- tracks -------------------------------------------------------------------------------------


def test_somebody_who_walks_is_one_track_with_a_box_on_every_picture() -> None:
    path = walking(20, 30, 6)
    (track,) = followed(path)
    assert track.first == 0
    assert list(track.boxes) == path


def test_who_is_who_is_not_carried_through_a_meeting() -> None:
    there, back = walking(24, 30, 10), walking(24, 260, -10)
    moving = MovingTracks(patience=5)
    for one, other in zip(there, back, strict=True):
        whole = Box(min(one.left, other.left), 60, max(one.right, other.right), 110)
        moving.see([whole] if one.shared(other) else [one, other])
    tracks = moving.tracks()
    assert len(tracks) == 5  # two, one for both, two
    assert max(track.end for track in tracks[:2]) <= tracks[2].first


def test_somebody_unseen_for_a_moment_is_filled_in() -> None:
    path = walking(12, 30, 2)
    moving = MovingTracks(patience=5)
    for number, box in enumerate(path):
        moving.see([] if number in (5, 6, 7) else [box])
    (track,) = moving.tracks()
    assert len(track.boxes) == 12
    assert all(track.boxes[n].cover_of(path[n]) == 1 for n in (5, 6, 7))


@pytest.mark.parametrize("missing", ["cut", "rest"])
def test_whoever_is_seen_after_missing_pictures_is_somebody_new(missing: str) -> None:
    moving = MovingTracks(patience=5)
    for number, box in enumerate(walking(12, 30, 2)):
        if number == 6:
            getattr(moving, missing)()
        moving.see([box])
    assert [len(track.boxes) for track in moving.tracks()] == [6, 6]


def test_what_is_seen_now_and_then_is_covered_before_between_and_after() -> None:
    seen = SeenTracks(Kind.FACE, patience=20)
    seen.see(10, [Box(100, 40, 120, 60)])
    seen.see(15, [Box(104, 40, 124, 60), Box(105, 41, 125, 61)])
    (track,) = seen.tracks(7, margin=6, pictures=18)
    assert (track.number, track.first, track.end) == (7, 4, 18)
    assert track.at(12) == Box(102, 40, 122, 60)


# --- plans --------------------------------------------------------------------------------------

MINE = Track(1, Kind.MOVING, 5, tuple(walking(20, 40, 2)))
OTHER = Track(2, Kind.MOVING, 10, tuple(walking(10, 200, 2)))


def test_somebody_is_covered_before_they_are_found_and_after() -> None:
    covers = Covers(plan_of(MINE, OTHER).kept(1))
    covered_on = [picture for picture in range(30) if covers.at(picture).above]
    assert covered_on == list(range(7, 23))


def test_the_chosen_person_is_shown_and_nobody_else() -> None:
    covering = Covers(plan_of(MINE, OTHER).kept(1)).at(12)
    (shown,) = covering.shown
    assert shown.cover_of(MINE.at(12) or shown) == 1
    assert not shown.shared(OTHER.at(12) or shown)
    assert covering.rest


def test_the_person_s_own_face_is_shown_and_a_second_one_in_the_same_place_is_not() -> None:
    face = Track(3, Kind.FACE, 5, tuple(Box(b.left + 4, 62, b.left + 14, 72) for b in MINE.boxes))
    second = Track(
        4, Kind.FACE, 8, tuple(Box(b.left + 6, 90, b.left + 16, 100) for b in MINE.boxes[3:12])
    )
    above = Covers(plan_of(MINE, face, second).kept(1)).at(14).above
    assert len(above) == 1
    assert above[0].shared(second.at(14) or above[0]) == 100


def test_on_a_picture_that_tells_nothing_only_what_is_drawn_is_shown() -> None:
    plan = plan_of(MINE, unsteady=(12,)).kept(1).in_style(Style.OTHERS)
    covering = Covers(plan).at(12)
    assert covering.rest
    assert not covering.shown
    drawn = Covers(plan.show([(12, Box(10, 10, 50, 50))])).at(12)
    assert drawn.shown == (Box(10, 10, 50, 50),)


def test_a_drawn_box_goes_from_key_to_key_and_can_be_taken_back() -> None:
    plan = plan_of(MINE).cover([(20, Box(100, 20, 140, 60)), (10, Box(60, 20, 100, 60))])
    (drawn,) = plan.drawn
    assert (drawn.at(9), drawn.at(15), drawn.at(21)) == (None, Box(80, 20, 120, 60), None)
    assert plan.without(drawn.number).drawn == ()


@pytest.mark.parametrize(
    "keys",
    [
        [],
        [(0, Box(5, 5, 5, 50))],
        [(0, Box(400, 5, 500, 50))],
        [(30, Box(5, 5, 50, 50))],
        [(3, Box(5, 5, 50, 50)), (3, Box(5, 5, 60, 50))],
    ],
)
def test_a_box_that_covers_nothing_is_refused(keys: list[tuple[int, Box]]) -> None:
    with pytest.raises(InvalidInput, match="box"):
        plan_of(MINE).cover(keys)


def test_every_correction_takes_the_review_away() -> None:
    plan = plan_of(MINE, OTHER).kept(1).reviewed(["chief"])
    box = [(3, Box(5, 5, 50, 50))]
    edits = [
        plan.kept(2), plan.not_kept(1), plan.cover(box), plan.show(box), plan.without(2),
        plan.again(2), plan.in_style(Style.OTHERS),
    ]  # fmt: skip
    assert plan.reviewers
    assert not any(edit.reviewers for edit in edits)


def test_a_plan_kept_as_data_gives_the_same_copy_again() -> None:
    place = Place(0, 30, Box(0, 0, 32, 16))
    plan = plan_of(MINE, OTHER, places=(place,), unsteady=(3,)).kept(1).without(2)
    plan = plan.show([(1, Box(5, 5, 50, 50))]).reviewed(["chief", "deputy"])
    again = Plan.of_data(json.loads(canonical(plan.as_data())))
    assert again == plan
    assert again.digest == plan.digest


@pytest.mark.parametrize("spoilt", ["format", "tracks", "size", "style", "places"])
def test_data_that_is_no_plan_is_refused(spoilt: str) -> None:
    data = plan_of(MINE).as_data() | {spoilt: ["x"]}
    with pytest.raises(InvalidInput):
        Plan.of_data(data)


def test_a_point_finds_who_is_there_the_smallest_first() -> None:
    face = Track(3, Kind.FACE, 5, tuple(Box(b.left + 4, 62, b.left + 14, 72) for b in MINE.boxes))
    plan = plan_of(MINE, OTHER, face)
    left = MINE.boxes[7].left
    assert [track.number for track in plan.tracks_at(12, left + 8, 66)] == [3, 1]
    assert plan.tracks_at(12, 0, 0) == []


# --- paint --------------------------------------------------------------------------------------


def noise(seed: int) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (192, 320, 3)).astype(np.uint8)


ROOM = coarse(np.full((96, 160, 3), 90, np.uint8), SIZE)


@pytest.mark.requirement("G-6.2")
def test_nothing_of_what_lies_under_a_cover_is_in_the_picture() -> None:
    shown, over = Box(40, 40, 120, 140), Box(100, 60, 160, 120)
    for rest in (True, False):
        covering = Covering((shown,), (Box(200, 20, 240, 60),), (over,), rest)
        hidden = np.ones((192, 320), bool)
        if rest:
            hidden[40:140, 40:120] = False
        else:
            hidden[:] = False
            hidden[20:60, 200:240] = True
        hidden[60:120, 100:160] = True
        first, second = noise(1), noise(2)
        second[~hidden] = first[~hidden]  # two pictures that differ under the covers alone
        assert np.array_equal(covered(first, covering, ROOM), covered(second, covering, ROOM))


def test_the_room_keeps_less_than_a_head() -> None:
    picture: Any = cv2.resize(noise(3), (480, 270))
    room = coarse(picture, (1920, 1080))
    assert len({tuple(row) for row in room.reshape(-1, 3).tolist()}) <= 256 // 32
    changes = (np.diff(room[:, :, 0].astype(int), axis=1) != 0).any(axis=0).sum()
    assert changes <= 11


def test_the_mark_stands_in_every_size() -> None:
    for width, height in ((1920, 1080), (320, 192), (64, 48)):
        picture = np.zeros((height, width, 3), np.uint8)
        mark(picture)
        assert picture[-height // 3 :, : width // 2].max() > 150


# --- what was looked at -------------------------------------------------------------------------

ALL = ((0, 30),)


def looked_at_all(plan: Plan) -> Looked:
    return Looked(plan, ALL)


def test_a_cover_drawn_and_taken_away_is_looked_at_again_where_it_was() -> None:
    plan = plan_of(MINE, OTHER).kept(1)
    looked = looked_at_all(plan)
    covered = plan.cover([(4, Box(0, 0, 20, 20)), (8, Box(0, 0, 20, 20))])
    assert looked.stretches(covered) == ((0, 4), (9, 30))
    assert looked.stretches(plan) == ALL  # asking changes nothing
    for picture in range(4, 9):
        looked.see(covered, picture)
    assert looked.stretches(covered) == ALL
    assert looked.stretches(plan) == ((0, 4), (9, 30))


def test_another_person_is_looked_at_again_wherever_somebody_is() -> None:
    plan = plan_of(MINE, OTHER).kept(1)
    looked = looked_at_all(plan)
    assert looked.stretches(plan.not_kept(1).kept(2)) == ((0, 2), (28, 30))


def test_what_changes_no_picture_takes_nothing_back() -> None:
    plan = plan_of(MINE, OTHER).kept(1)
    looked = looked_at_all(plan)
    assert looked.stretches(plan.reviewed(["chief", "deputy"])) == ALL
    assert looked.count(plan.kept(1)) == 30


def test_stretches_beyond_the_film_are_left_out() -> None:
    assert Looked(plan_of(MINE), [(-3, 2), (28, 99)]).stretches(plan_of(MINE)) == ((0, 2), (28, 30))
