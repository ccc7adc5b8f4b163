"""A wall that cannot keep up decodes less, and all of it again once there is time."""

from __future__ import annotations

from shopguard.playback.pace import CALM_S, Effort, Pace


def test_who_falls_behind_leaves_out_a_step_at_a_time() -> None:
    pace = Pace(0.0)
    efforts = [pace.after(0.9, now / 5) for now in range(8)]
    assert efforts == sorted(efforts)
    assert set(efforts) == set(Effort)


def test_who_keeps_up_decodes_everything() -> None:
    pace = Pace(0.0)
    assert {pace.after(0.1, now) for now in range(100)} == {Effort.ALL}


def test_a_calm_while_brings_each_step_back() -> None:
    pace = Pace(0.0)
    for now in range(5):
        pace.after(2.0, now)
    steps = [pace.after(0.0, 5.0 + n * CALM_S) for n in range(1, 4)]
    assert steps == [Effort.REFERENCES, Effort.ALL, Effort.ALL]


def test_a_short_calm_is_not_trusted() -> None:
    pace = Pace(0.0)
    pace.after(2.0, 1.0)
    for now in range(2, 60):
        pace.after(0.3 if now % 5 == 0 else 0.0, float(now))
    assert pace.effort is Effort.REFERENCES
