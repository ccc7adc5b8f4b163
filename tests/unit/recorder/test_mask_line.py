"""What waits for a mask worker, and what is said over its pipes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopguard.cameras.loss import Lost
from shopguard.cameras.source import LossCause, Packet
from shopguard.recorder.masking import wire
from shopguard.recorder.masking.line import LATE_S, MAX_AUDIO, START_S, Line
from tests.fakes.clock import FakeClock
from tests.fakes.masked import TRIANGLE
from tests.fakes.streams import coded, tone


def line_with(clock: FakeClock) -> tuple[Line, Packet]:
    info, (packet, *_) = coded(frames=1)
    line = Line(TRIANGLE, clock.monotonic)
    line.open()
    line.stream(info)
    return line, packet


def test_late_is_counted_from_the_oldest_video() -> None:
    clock = FakeClock()
    line, packet = line_with(clock)
    line.packet(packet)
    clock.ticks += START_S - 1
    assert not line.trouble()
    line.ready()
    clock.ticks += LATE_S - 1
    assert not line.trouble()
    clock.ticks += 2
    assert "behind" in line.trouble()
    line.hang_up()
    assert line.close()
    assert line.held == 0


def test_a_worker_that_never_starts_is_given_up() -> None:
    clock = FakeClock()
    line, _ = line_with(clock)
    clock.ticks += START_S + 1
    assert line.trouble()


def test_audio_alone_makes_no_worker_late_and_does_not_pile_up() -> None:
    clock = FakeClock()
    line, packet = line_with(clock)
    line.ready()
    line.packet(packet)
    for number in (1, 2):
        assert line.next_message()
        line.done(number)
    sound = tone()[1][0]
    for _ in range(10 * MAX_AUDIO):
        line.packet(sound)
    clock.ticks += 100
    assert not line.trouble()
    assert line.held <= MAX_AUDIO * 1000


@pytest.mark.requirement("G-2")
def test_video_is_never_released_as_it_came() -> None:
    line, packet = line_with(FakeClock())
    line.packet(packet)
    assert [line.next_message() is not None for _ in range(2)] == [True, True]
    assert line.times(2) == (packet.pts, packet.arrived_us)
    assert line.done(1)[1] == [coded(frames=1)[0]]
    assert line.done(2) == (True, [])


@given(st.lists(st.binary(max_size=20)), st.integers(0, 2**64 - 1), st.booleans())
def test_a_packet_arrives_as_it_was_sent(parts: list[bytes], number: int, key: bool) -> None:
    message = wire.pack_video(number, -number // 2, key, parts)
    assert wire.unpack_video(message[5:]) == (number, -number // 2, key, parts)


@given(st.binary(max_size=60))
def test_noise_is_refused_or_read_but_never_a_crash(noise: bytes) -> None:
    for unpack in (wire.unpack_video, wire.unpack_picture, wire.unpack_number):
        causes = []
        try:
            unpack(noise)
        except Lost as error:
            causes.append(error.cause)
        assert causes in ([], [LossCause.MASK_WORKER])
