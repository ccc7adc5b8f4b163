"""The log's actions are offered by what they are about."""

from __future__ import annotations

from shopguard.audit.actions import Act
from ui.audit.words import by_subject


def test_every_action_is_offered_once_beside_those_of_its_subject() -> None:
    groups = by_subject(act.value for act in Act)
    offered = [action for group in groups for action in group]
    assert sorted(offered) == sorted(act.value for act in Act)
    assert len(offered) == len(set(offered))
    (viewing,) = [group for group in groups if Act.FOOTAGE_OPENED in group]
    assert groups[0] is viewing
    assert viewing.index(Act.FOOTAGE_OPENED) < viewing.index(Act.FOOTAGE_CLOSED)
    (cameras,) = [group for group in groups if Act.CAMERA_LOST in group]
    assert {Act.CAMERA_BACK, Act.GAP_NOTED} <= set(cameras)


def test_every_kind_of_action_has_its_subject() -> None:
    *_, last = by_subject([*(act.value for act in Act), "later.thing"])
    assert last == ["later.thing"]
