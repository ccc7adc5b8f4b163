"""Packets become fragments: nothing lost, nothing twice in the same time, whatever clocks do."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopguard.base.clock import HOUR, SECOND
from shopguard.base.span import Span
from shopguard.cameras.source import AudioCodec, Packet, VideoCodec
from shopguard.footage.mp4.boxes import AUDIO_TRACK, VIDEO_TRACK
from shopguard.footage.mp4.fragments import read_fragment, us_of
from shopguard.recorder.occupied import Occupied
from shopguard.recorder.segmenter import Break, Piece, Segmenter
from tests.fakes.steady import (
    RATE,
    T0,
    YEAR,
    assert_boxes_agree,
    assert_never_overlapping,
    h264,
    numbers,
    packet,
    run,
    started,
    steady,
)
from tests.fakes.streams import coded, tone


@pytest.mark.requirement("J-4")
def test_a_steady_stream_is_cut_at_its_key_frames_without_a_hole() -> None:
    segmenter = started()
    pieces = run(segmenter, steady(100)) + segmenter.flush()
    assert [piece.fragment.frames for piece in pieces] == [20] * 5
    assert all(piece.fragment.key for piece in pieces)
    assert all(a.fragment.span.end == b.fragment.start_us for a, b in pairwise(pieces))
    assert pieces[0].fragment.start_us == T0
    assert numbers(pieces) == list(range(100))
    assert_boxes_agree(pieces)


def test_key_frames_closer_than_a_second_do_not_cut() -> None:
    segmenter = started()
    pieces = run(segmenter, steady(40, gop=3)) + segmenter.flush()
    assert [piece.fragment.frames for piece in pieces] == [12, 12, 12, 4]


def test_a_long_gop_is_continued_in_fragments_that_say_so() -> None:
    segmenter = started()
    pieces = run(segmenter, steady(100, gop=100)) + segmenter.flush()
    assert [(piece.fragment.frames, piece.fragment.key) for piece in pieces] == [
        (40, True),
        (40, False),
        (20, False),
    ]


def test_eight_mebibytes_are_enough_for_one_fragment() -> None:
    segmenter = started()
    heavy = [
        replace(each, parts=[*each.parts, bytes(3 << 20)]) for each in steady(6, gop=100, fps=25)
    ]
    pieces = run(segmenter, heavy) + segmenter.flush()
    assert [piece.fragment.frames for piece in pieces] == [2, 2, 2]


def test_pictures_before_the_first_key_frame_are_dropped_and_counted() -> None:
    segmenter = started()
    packets = list(steady(30))[5:]
    pieces = run(segmenter, packets) + segmenter.flush()
    assert segmenter.dropped == 15
    assert numbers(pieces) == list(range(20, 30))


def test_a_gop_sent_in_one_burst_is_stamped_when_it_was_seen() -> None:
    segmenter = started()
    burst = [replace(each, arrived_us=T0) for each in steady(21)]
    pieces = run(segmenter, burst)
    assert pieces[0].fragment.start_us == T0 - 19 * SECOND // 10


def test_a_network_stall_moves_no_stamp_and_begins_no_volume() -> None:
    segmenter = started()
    late = [
        replace(each, arrived_us=max(each.arrived_us, T0 + 30 * SECOND))
        if each.arrived_us > T0 + 22 * SECOND
        else each
        for each in steady(600)
    ]
    pieces = run(segmenter, late)
    assert all(piece.new_volume is None for piece in pieces)
    assert abs(pieces[-1].fragment.start_us - (T0 + 56 * SECOND)) < SECOND


def test_a_camera_with_a_slow_clock_is_followed_without_a_jump() -> None:
    segmenter = started()
    slow = [
        replace(each, arrived_us=T0 + number * (SECOND // 10 + 100))  # 0.1 % slow
        for number, each in enumerate(steady(20_000))
    ]
    pieces = run(segmenter, slow) + segmenter.flush()
    assert all(piece.new_volume is None for piece in pieces)
    assert abs(pieces[-1].fragment.span.end - slow[-1].arrived_us) < SECOND
    assert_never_overlapping(pieces)


@pytest.mark.parametrize("jump_s", [-40_000, -5, 20, 40_000, 1 << 30])
def test_jumping_camera_stamps_lose_nothing(jump_s: int) -> None:
    segmenter = started()
    packets = [
        replace(each, pts=each.pts + jump_s * RATE) if number >= 50 else each
        for number, each in enumerate(steady(200))
    ]
    pieces = run(segmenter, packets) + segmenter.flush()
    assert numbers(pieces) == list(range(200))
    assert abs(pieces[-1].fragment.span.end - (T0 + 20 * SECOND)) < SECOND
    assert_never_overlapping(pieces)
    assert_boxes_agree(pieces)


def test_b_frames_keep_their_order_and_their_moment() -> None:
    segmenter = started()
    order = [0, 3, 1, 2, 6, 4, 5, 9, 7, 8]
    packets = [
        packet(h264(), n, (g * 10 + n) * 9000, T0 + (g * 10 + i) * 100_000, key=n == 0)
        for g in range(4)
        for i, n in enumerate(order)
    ]
    pieces = run(segmenter, packets) + segmenter.flush()
    assert numbers(pieces) == order * 4
    samples = [s for p in pieces for s in read_fragment(p.fragment.data)[VIDEO_TRACK]]
    shown = [s.decode + s.offset - samples[0].decode for s in samples[:10]]
    assert shown == [n * 9000 for n in order]
    assert_never_overlapping(pieces)
    assert_boxes_agree(pieces)


def test_a_pause_in_the_stream_is_a_hole_and_not_a_long_picture() -> None:
    segmenter = started()
    after = list(steady(40, first=110, at_us=T0 + 11 * SECOND))
    pieces = run(segmenter, [*steady(40), *after]) + segmenter.flush()
    spans = [piece.fragment.span for piece in pieces]
    assert spans[1].end == T0 + 4 * SECOND
    assert abs(spans[2].start - (T0 + 11 * SECOND)) < SECOND // 10
    assert numbers(pieces) == [*range(40), *range(40)]


def test_one_picture_every_five_seconds_is_recorded_without_holes() -> None:
    segmenter = started()
    packets = [packet(h264(), n, n * 5 * RATE, T0 + n * 5 * SECOND, key=True) for n in range(20)]
    pieces = run(segmenter, packets)
    assert all(a.fragment.span.end == b.fragment.start_us for a, b in pairwise(pieces[1:]))


def test_another_size_in_the_stream_begins_a_new_volume_with_its_own_header() -> None:
    segmenter = started()
    wide = h264(640)
    other = [
        packet(wide, n, (40 + n) * 9000, T0 + (40 + n) * 100_000, key=n == 0) for n in range(20)
    ]
    pieces = run(segmenter, [*steady(40), *other]) + segmenter.flush()
    assert [piece.new_volume for piece in pieces] == [None, None, Break.STREAM]
    assert pieces[1].fragment.span.end == pieces[2].fragment.start_us
    assert pieces[2].fragment.init != pieces[1].fragment.init


def test_the_same_stream_after_a_reconnect_needs_no_new_volume() -> None:
    segmenter = started()
    pieces = run(segmenter, steady(25)) + segmenter.lost() + segmenter.stream(h264())
    again = steady(40, first=70_000, at_us=T0 + 10 * SECOND)
    pieces += run(segmenter, again) + segmenter.flush()
    assert all(piece.new_volume is None for piece in pieces)
    assert numbers(pieces) == [*range(25), *range(40)]
    assert pieces[-1].fragment.span.end == T0 + 14 * SECOND


def test_another_announced_stream_begins_a_new_volume() -> None:
    segmenter = started()
    pieces = run(segmenter, steady(25)) + segmenter.stream(h264(640))
    wide = [packet(h264(640), n, n * 9000, T0 + (30 + n) * 100_000, key=n == 0) for n in range(9)]
    pieces += run(segmenter, wide) + segmenter.flush()
    assert [piece.new_volume for piece in pieces] == [None, None, Break.STREAM]


def test_parameter_sets_may_come_late() -> None:
    segmenter = Segmenter()
    bare = replace(h264(), video=replace(h264().video, extradata=()))
    segmenter.stream(bare)
    blind = Packet("video", [b"\x65blind"], 0, True, T0)
    assert run(segmenter, [blind]) == []
    pieces = run(segmenter, steady(20, first=1)) + segmenter.flush()
    assert segmenter.dropped == 1
    assert numbers(pieces) == list(range(20))


def test_audio_lies_beside_the_video_it_came_with() -> None:
    track, sound = tone(AudioCodec.PCMU, seconds=6)
    info = replace(h264(), audio=track)
    segmenter = Segmenter()
    segmenter.stream(info)
    moved = [replace(each, arrived_us=T0 + each.pts * 125) for each in sound]
    mixed = sorted([*steady(60), *moved], key=lambda each: each.arrived_us)
    pieces = run(segmenter, mixed) + segmenter.flush()
    runs = [read_fragment(piece.fragment.data)[AUDIO_TRACK] for piece in pieces]
    flat = [sample for part in runs for sample in part]
    assert b"".join(bytes(s.data) for s in flat) == b"".join(b"".join(p.parts) for p in sound)
    assert all(a.decode + a.duration == b.decode for a, b in pairwise(flat))
    for piece, part in zip(pieces, runs, strict=True):
        assert abs(us_of(part[0].decode, 8000) - piece.fragment.start_us) < SECOND // 5


STREAMS = st.lists(
    st.tuples(
        st.sampled_from(
            [0, 1, 3600, 9000, 9000, 9000, 9000, 45_000, 900_000, -9000, -(10**9), 10**10]
        ),
        st.sampled_from(
            [
                0,
                40000,
                100000,
                100000,
                100000,
                2 * SECOND,
                20 * SECOND,
                -3 * SECOND,
                HOUR,
                -HOUR,
                YEAR,
                -YEAR,
            ]
        ),
        st.sampled_from(["key", "", "", "", "", "", "lost", "wide", "stepped"]),
    ),
    max_size=300,
)


@pytest.mark.requirement("J-4")
@given(STREAMS)
def test_whatever_comes_every_picture_is_accounted_for_and_no_time_is_used_twice(
    events: list[tuple[int, int, str]],
) -> None:
    segmenter = started(Occupied([Span(T0 - 9 * HOUR, T0), Span(T0 + HOUR, T0 + 2 * HOUR)]))
    pieces: list[Piece] = []
    pts, arrived, info, offered = 0, T0, h264(), []
    for number, (ticks, passed, what) in enumerate(events):
        pts, arrived = pts + ticks, arrived + passed
        if what == "lost":
            pieces += segmenter.lost()
        elif what == "stepped":
            segmenter.clock_stepped()
        elif what == "wide":
            info = h264(640 if info == h264() else 320)
            pieces += segmenter.stream(info)
        else:
            offered.append(number)
            pieces += segmenter.push(packet(info, number, pts, arrived, key=what == "key"))
        assert len(numbers(pieces)) + segmenter.pending + segmenter.dropped == len(offered)
    pieces += segmenter.flush()
    stored = numbers(pieces)
    assert stored == sorted(stored)
    assert len(stored) + segmenter.dropped == len(offered)
    assert_never_overlapping(pieces)
    assert_boxes_agree(pieces)
    assert not any(piece.fragment.span.overlaps(Span(T0 + HOUR, T0 + 2 * HOUR)) for piece in pieces)


@given(
    st.lists(st.tuples(st.integers(0, 10**10), st.integers(1, 10**8)), max_size=30),
    st.integers(0, 2 * 10**10),
)
def test_a_free_moment_is_free(taken: list[tuple[int, int]], wanted: int) -> None:
    spans = [Span(start, start + length) for start, length in taken]
    occupied = Occupied()
    for span in spans:
        occupied.add(span)
    start, end = occupied.place(wanted)
    assert start >= wanted
    assert end - start >= 30 * SECOND
    assert not any(span.overlaps(Span(start, end)) for span in spans)


def test_mjpeg_is_cut_each_second() -> None:
    info, packets = coded(VideoCodec.MJPEG, frames=50)
    segmenter = Segmenter()
    segmenter.stream(info)
    pieces = run(segmenter, packets) + segmenter.flush()
    assert [piece.fragment.frames for piece in pieces] == [25, 25]
    assert [piece.codec for piece in pieces] == ["mjpeg", "mjpeg"]
