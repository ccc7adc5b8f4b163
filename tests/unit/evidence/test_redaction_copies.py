"""Copies of real sealed recordings: the person is seen, the others are gone, the rest untouched."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import av
import numpy as np
import pytest

from shopguard.base.errors import Damaged, InvalidInput, Refused, Unavailable
from shopguard.base.span import Span
from shopguard.door.viewing import OpenFootage
from shopguard.evidence.redaction.analyse import analyse
from shopguard.evidence.redaction.people import PeopleFinder
from shopguard.evidence.redaction.plan import Plan
from shopguard.evidence.redaction.render import most_bytes, render
from shopguard.evidence.redaction.review import ReviewTable, unshown
from shopguard.evidence.redaction.values import Box, Style
from tests.fakes.faces import BETWEEN, face_walk, left_of_first
from tests.fakes.films import CLIPS, Stroll, footage_of, pictures_in
from tests.fakes.viewings import CAMERA, START

PICTURES = 30
GONE = "the clips for measuring are not beside the project"
MINE, OTHER = (200, 30, 30), (20, 170, 40)  # coats: red and green


def two_strollers() -> Iterator[np.ndarray]:
    """One from the left above, one from the right below; they never meet."""
    room = Stroll()
    for number in range(PICTURES):
        mine = (30 + number * 7, 45, MINE)
        yield room.picture(mine, (290 - number * 7, 140, OTHER))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("film")


@pytest.fixture(scope="module")
def footage(folder: Path) -> OpenFootage:
    return footage_of(two_strollers(), folder)


@pytest.fixture(scope="module")
def plan(footage: OpenFootage) -> Plan:
    """Everybody found; the one in red is kept."""
    found = analyse(footage, CAMERA, footage.request_span)
    picked = {t.number for n in range(3, PICTURES - 3, 4) for t in found.tracks_at(n, *mine_at(n))}
    for number in picked:
        found = found.kept(number)
    return found.reviewed(["chief"])


def mine_at(picture: int) -> tuple[int, int]:
    return 30 + picture * 7, 55


def copy_of(footage: OpenFootage, plan: Plan) -> bytes:
    sink = BytesIO()
    render(footage, plan, sink)
    return sink.getvalue()


def of_coat(picture: np.ndarray, coat: tuple[int, int, int]) -> int:
    """Pixels of about that colour; pictures are blue first."""
    apart = np.abs(picture.astype(int) - np.array(coat[::-1])).max(axis=2)
    return int((apart < 45).sum())


@pytest.mark.requirement("G-6.2")
@pytest.mark.parametrize("style", Style)
def test_only_the_chosen_person_can_be_seen(footage: OpenFootage, plan: Plan, style: Style) -> None:
    pictures = pictures_in(copy_of(footage, plan.in_style(style).reviewed(["chief"])))
    assert len(pictures) == PICTURES
    mine = [of_coat(picture, MINE) for picture in pictures]
    assert sum(count > 300 for count in mine) > 0.8 * PICTURES
    assert max(of_coat(picture, OTHER) for picture in pictures) < 12


def test_everybody_can_be_covered_and_the_room_stays(footage: OpenFootage, plan: Plan) -> None:
    nobody = plan.in_style(Style.OTHERS)
    for number in plan.chosen:
        nobody = nobody.not_kept(number)
    pictures = pictures_in(copy_of(footage, nobody.reviewed(["chief"])))
    for coat in (MINE, OTHER):
        assert max(of_coat(picture, coat) for picture in pictures) < 12
    before = np.stack([picture[:12, 200:] for picture in pictures[:3]]).astype(int)
    room = next(two_strollers())[:12, 200:, ::-1]
    assert np.abs(before - room).mean() < 12


@pytest.mark.requirement("G-6.2")
def test_the_recordings_are_only_read_and_no_plain_file_is_written(
    footage: OpenFootage, plan: Plan, folder: Path
) -> None:
    def state() -> dict[str, str]:
        return {p.name: sha256(p.read_bytes()).hexdigest() for p in folder.rglob("*")}

    before = state()
    copy_of(footage, plan)
    assert state() == before
    assert len(before) == 1


def test_the_copy_says_that_it_was_edited_and_has_no_sound(
    footage: OpenFootage, plan: Plan
) -> None:
    with av.open(BytesIO(copy_of(footage, plan))) as container:
        assert [stream.type for stream in container.streams] == ["video"]
        assert "Copy edited for privacy" in container.metadata["title"]
        assert plan.digest in container.metadata["comment"]
        assert plan.source in container.metadata["comment"]
        times = [frame.time for frame in container.decode(video=0)]
    assert times == pytest.approx([(at - plan.at_us[0]) / 1e6 for at in plan.at_us], abs=0.001)


def test_the_same_plan_gives_the_same_copy(footage: OpenFootage, plan: Plan) -> None:
    again = Plan.of_data(plan.as_data())
    assert sha256(copy_of(footage, again)).digest() == sha256(copy_of(footage, plan)).digest()


def test_what_a_copy_says_of_itself_is_true(footage: OpenFootage, plan: Plan) -> None:
    sink = BytesIO()
    shares: list[float] = []
    told = render(footage, plan, sink, progress=shares.append)
    assert told.sha256 == sha256(sink.getvalue()).hexdigest()
    assert (told.bytes, told.pictures) == (len(sink.getvalue()), PICTURES)
    assert told.start_us == START
    assert shares[-1] == 1
    assert shares == sorted(shares)


def test_a_drawn_box_shows_what_no_track_has(footage: OpenFootage, plan: Plan) -> None:
    bare = plan
    for number in plan.chosen:
        bare = bare.not_kept(number).without(number)
    at = {n: mine_at(n) for n in (6, 18)}
    keys = [(n, Box(x - 12, 8, x + 12, 82)) for n, (x, _) in at.items()]
    pictures = pictures_in(copy_of(footage, bare.show(keys).reviewed(["chief"])))
    assert of_coat(pictures[12], MINE) > 300
    assert of_coat(pictures[24], MINE) < 12


# --- looking through it -------------------------------------------------------------------------


def test_pictures_to_look_through_are_those_of_the_copy(footage: OpenFootage, plan: Plan) -> None:
    made = pictures_in(copy_of(footage, plan))
    table = ReviewTable(footage, plan)
    for number in (20, 3, 4, 2, 29):
        shown = table.picture(plan, number, covered=True)[:, :, ::-1].astype(int)
        assert np.abs(shown - made[number]).mean() < 6
        assert of_coat(table.picture(plan, number, covered=False)[:, :, ::-1], OTHER) > 300
    with pytest.raises(InvalidInput):
        table.picture(plan, PICTURES, covered=True)


def test_a_correction_is_seen_at_once(footage: OpenFootage, plan: Plan) -> None:
    table = ReviewTable(footage, plan)
    x, _ = mine_at(12)
    hidden = plan.cover([(10, Box(x - 40, 0, x + 60, 100)), (14, Box(x - 40, 0, x + 60, 100))])
    assert of_coat(table.picture(plan, 12, covered=True)[:, :, ::-1], MINE) > 300
    assert of_coat(table.picture(hidden, 12, covered=True)[:, :, ::-1], MINE) < 12
    assert of_coat(table.picture(hidden, 16, covered=True)[:, :, ::-1], MINE) > 300


def test_where_nobody_is_seen_is_told(plan: Plan) -> None:
    assert sum(end - first for first, end in unshown(plan)) < 0.2 * PICTURES
    bare = plan
    for number in plan.chosen:
        bare = bare.not_kept(number)
    assert unshown(bare) == ((0, PICTURES),)
    drawn = bare.show([(5, Box(5, 5, 50, 50)), (9, Box(5, 5, 50, 50))])
    assert unshown(drawn) == ((0, 5), (10, PICTURES))


def test_a_copy_is_no_larger_than_told(footage: OpenFootage, plan: Plan) -> None:
    assert len(copy_of(footage, plan)) <= most_bytes(plan)


# --- when there must be no copy -----------------------------------------------------------------


def test_nothing_is_made_of_a_plan_that_nobody_looked_through(
    footage: OpenFootage, plan: Plan
) -> None:
    sink = BytesIO()
    with pytest.raises(Refused, match="looked through"):
        render(footage, plan.in_style(Style.OTHERS), sink)
    assert not sink.getvalue()


def test_a_copy_that_shows_nobody_is_refused(footage: OpenFootage, plan: Plan) -> None:
    for number in plan.chosen:
        plan = plan.not_kept(number)
    with pytest.raises(Refused, match="chosen"):
        render(footage, plan.reviewed(["chief"]), BytesIO())


def test_other_recordings_than_those_looked_through_are_refused(plan: Plan, tmp_path: Path) -> None:
    other = footage_of((picture[::-1].copy() for picture in two_strollers()), tmp_path)
    with pytest.raises(Damaged):
        render(other, plan, BytesIO())


def test_looking_and_making_end_when_asked_to(footage: OpenFootage, plan: Plan) -> None:
    with pytest.raises(Unavailable):
        analyse(footage, CAMERA, footage.request_span, cancelled=lambda: True)
    with pytest.raises(Unavailable):
        render(footage, plan, BytesIO(), cancelled=lambda: True)


def test_a_span_without_recordings_is_refused(footage: OpenFootage) -> None:
    with pytest.raises(InvalidInput, match="no pictures"):
        analyse(footage, CAMERA, Span(START - 10_000_000, START - 5_000_000))


def test_a_part_of_the_recordings_can_be_taken(footage: OpenFootage) -> None:
    found = analyse(footage, CAMERA, Span(START + 1_200_000, START + 2_000_000))
    assert found.at_us == tuple(START + n * 100_000 for n in range(12, 20))


# --- real faces ---------------------------------------------------------------------------------


@pytest.mark.requirement("G-6.2")
@pytest.mark.parametrize(
    "real", [False, pytest.param(True, marks=pytest.mark.skipif(not CLIPS.is_dir(), reason=GONE))]
)
def test_no_face_but_the_chosen_one_is_found_in_the_copy(tmp_path: Path, *, real: bool) -> None:
    pictures = 16
    footage = footage_of(face_walk(pictures, real=real), tmp_path)
    plan = analyse(footage, CAMERA, footage.request_span)
    for number in range(1, pictures, 2):
        for track in plan.tracks_at(number, left_of_first(number) + 50, 80):
            plan = plan.kept(track.number)
    made = pictures_in(copy_of(footage, plan.reviewed(["chief"])))
    finder = PeopleFinder()
    found = [box for n in range(0, pictures, 4) for box in finder.faces(made[n])]
    assert [box for box in found if box.top < BETWEEN]
    assert not [box for box in found if box.bottom > BETWEEN]
