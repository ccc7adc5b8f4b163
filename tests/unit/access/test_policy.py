"""The whole table, written down a second time by hand: every role × action × circumstance."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations_with_replacement
from typing import Any

import pytest

from shopguard.access.people import Person, Role
from shopguard.access.policy import (
    POLICY,
    Action,
    Circumstances,
    Console,
    Decision,
    Party,
    Purpose,
    Sheet,
    decide,
)
from shopguard.access.policy_page import policy_page
from shopguard.base.texts import LANGUAGES, all_codes, text
from tests.contracts.sources import ROOT

NOW = 1_000_000
CAMERAS = ("camera-1", "camera-2")

# Who may, alone or as a pair; "?relaxed" and "?live" only under the shop's rule of that name.
MAY = {
    "answer-alert": "staff operator chief deputy chief+deputy",
    "watch-live": "staff?live operator chief deputy chief+deputy",
    "see-health": "operator chief deputy console chief+deputy",
    "review": "chief?relaxed deputy?relaxed chief+deputy chief+sheet deputy+sheet",
    "print-still": "chief?relaxed deputy?relaxed chief+deputy chief+sheet deputy+sheet",
    "track-still": "chief deputy chief+deputy",
    "hold": "chief deputy chief+deputy",
    "release-hold": "chief+deputy chief+sheet deputy+sheet",
    "confirm-incident": "chief+deputy chief+sheet deputy+sheet",
    "register-face": "chief+deputy chief+sheet deputy+sheet",
    "renew-face": "chief+deputy chief+sheet deputy+sheet",
    "remove-face": "chief deputy chief+deputy",
    "provide": "chief+deputy chief+sheet deputy+sheet",
    "disclose": "chief+deputy chief+sheet deputy+sheet",
    "keep-register": "chief deputy console chief+deputy",
    "read-scan": "chief+deputy chief+sheet deputy+sheet",
    "set-retention": "chief+deputy chief+sheet deputy+sheet",
    "set-masks": "chief+deputy chief+sheet deputy+sheet",
    "manage-people": "chief+deputy chief+sheet deputy+sheet",
    "change-manager": "chief+deputy chief+sheet deputy+sheet",
    "new-sheet": "chief+deputy chief+sheet deputy+sheet",
    "set-policy": "chief+deputy chief+sheet deputy+sheet",
    "set-seat": "chief deputy chief+deputy",
    "relax-viewing": "chief+deputy",
    "confirm-date": "chief deputy chief+deputy",
    "manage-cameras": "chief deputy console chief+deputy",
    "read-audit": "chief deputy auditor console chief+deputy",
    "make-report": "chief deputy auditor chief+deputy",
}
WITHOUT_PLEDGE = {
    "see-health", "hold", "remove-face", "manage-people", "change-manager", "new-sheet",
    "set-seat", "confirm-date", "manage-cameras", "read-audit", "make-report", "keep-register",
    "track-still",
}  # fmt: skip
WITH_PURPOSE = {
    "review", "print-still", "confirm-incident", "register-face", "renew-face", "provide",
}  # fmt: skip
WITH_CAMERAS = WITH_PURPOSE | {
    "disclose", "answer-alert", "watch-live", "hold", "release-hold", "set-masks",
    "track-still",
}  # fmt: skip


def person(name: str, *roles: Role) -> Person:
    return Person(
        id=name,
        login=name,
        name=name,
        roles=frozenset(roles),
        enabled=True,
        added_us=0,
        pledged_us=NOW,
        trained_until_us=NOW + 1,
    )


PARTIES: dict[str, Party] = {
    "chief": person("chief", Role.CHIEF),
    "deputy": person("deputy", Role.DEPUTY),
    "operator": person("operator", Role.OPERATOR),
    "staff": person("staff", Role.STAFF),
    "auditor": person("auditor", Role.AUDITOR),
    "nobody": person("nobody"),
    "console": Console("shop-pc"),
    "sheet": Sheet(),
}


def allowed(action: Action, names: tuple[str, ...], *, relaxed: bool, live: bool) -> bool:
    """What the table by hand says."""
    words = dict(entry.partition("?")[::2] for entry in MAY[action].split())
    orders = {"+".join(names), "+".join(reversed(names))}
    rules = [words[order] for order in orders if order in words]
    return any(
        rule == "" or (rule, True) in (("relaxed", relaxed), ("live", live)) for rule in rules
    )


def ask(
    action: Action,
    *people: Party,
    relaxed: bool = False,
    live: bool = False,
    purpose: Purpose | None = Purpose.PERSON_REQUEST,
    cameras: tuple[str, ...] = CAMERAS,
    now_us: int = NOW,
) -> Decision:
    circumstances = Circumstances(now_us, relaxed=relaxed, live_for_staff=live)
    return decide(action, people, circumstances, purpose=purpose, cameras=cameras)


def a_right_group(action: Action) -> tuple[Party, ...]:
    names = MAY[action].split()[-1 if "chief+deputy" not in MAY[action] else 0].partition("?")[0]
    return tuple(PARTIES[name] for name in names.split("+"))


def test_the_table_by_hand_knows_every_action() -> None:
    assert set(MAY) == set(map(str, Action)) == set(map(str, POLICY))


@pytest.mark.requirement("J-3", "J-5", "J-14")
@pytest.mark.parametrize("live", [False, True])
@pytest.mark.parametrize("relaxed", [False, True])
@pytest.mark.parametrize("action", Action)
def test_every_role_and_group_is_answered_as_the_table_says(
    action: Action, relaxed: bool, live: bool
) -> None:
    groups = [
        names
        for size in (0, 1, 2, 3)
        for names in combinations_with_replacement(sorted(PARTIES), size)
    ]
    for names in groups:
        people = [PARTIES[name] for name in names]
        for order in (people, people[::-1]):
            decision = ask(action, *order, relaxed=relaxed, live=live)
            expected = allowed(action, names, relaxed=relaxed, live=live)
            assert decision.allowed is expected, (names, decision)
            assert (decision.code == "policy.allowed") is expected


@pytest.mark.requirement("J-5", "J-13")
@pytest.mark.parametrize("action", Action)
def test_pledge_and_training_are_asked_of_each(action: Action) -> None:
    people = a_right_group(action)
    needed = action not in WITHOUT_PLEDGE
    for at, one in enumerate(people):
        if not isinstance(one, Person):
            continue
        for change, code in (
            ({"pledged_us": None}, "policy.not_pledged"),
            ({"pledged_us": NOW + 1}, "policy.not_pledged"),
            ({"trained_until_us": None}, "policy.not_trained"),
            ({"trained_until_us": NOW}, "policy.not_trained"),
        ):
            lapsed = [*people]
            lapsed[at] = replace(one, **change)
            decision = ask(action, *lapsed, relaxed=True, live=True)
            assert decision.allowed is not needed
            assert decision.code == (code if needed else "policy.allowed")


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("change", [{"enabled": False}, {"left_us": NOW}])
def test_nobody_acts_who_is_switched_off_or_gone(action: Action, change: dict[str, Any]) -> None:
    people = a_right_group(action)
    for at, one in enumerate(people):
        if isinstance(one, Person):
            gone = [*people]
            gone[at] = replace(one, **change)
            assert ask(action, *gone).code == "policy.not_present"


@pytest.mark.requirement("J-1", "J-27", "G-1")
@pytest.mark.parametrize("action", Action)
def test_a_purpose_is_named_where_recordings_are_touched(action: Action) -> None:
    people, relaxed = a_right_group(action), True
    asks = action in WITH_PURPOSE or action == "disclose"
    assert ask(action, *people, relaxed=relaxed, live=True, purpose=None).allowed is not asks
    for purpose in Purpose:
        fits = action != "disclose" or purpose is Purpose.PERSON_REQUEST
        decision = ask(action, *people, relaxed=relaxed, live=True, purpose=purpose)
        assert decision.code == ("policy.allowed" if fits else "policy.no_purpose")


@pytest.mark.parametrize("action", Action)
def test_cameras_are_named_where_pictures_are_touched(action: Action) -> None:
    decision = ask(action, *a_right_group(action), relaxed=True, live=True, cameras=())
    assert (decision.code == "policy.no_camera") is (action in WITH_CAMERAS)


@pytest.mark.requirement("J-5", "J-14")
@pytest.mark.parametrize("role", [Role.STAFF, Role.OPERATOR])
@pytest.mark.parametrize("action", [Action.WATCH_LIVE, Action.ANSWER_ALERT])
@pytest.mark.parametrize(
    ("own", "asked", "code"),
    [
        (None, ("a", "b"), "policy.allowed"),
        ({"a", "b"}, ("a",), "policy.allowed"),
        ({"a", "b"}, ("b", "a"), "policy.allowed"),
        ({"a"}, ("a", "b"), "policy.not_your_camera"),
        ({"a"}, ("b",), "policy.not_your_camera"),
        (set(), ("a",), "policy.not_your_camera"),
    ],
)
def test_staff_and_operators_keep_to_their_cameras(
    role: Role, action: Action, own: set[str] | None, asked: tuple[str, ...], code: str
) -> None:
    limited = replace(person("one", role), cameras=None if own is None else frozenset(own))
    assert ask(action, limited, live=True, cameras=asked).code == code


def test_a_limit_from_another_role_does_not_bind_a_manager() -> None:
    manager = replace(person("one", Role.CHIEF, Role.STAFF), cameras=frozenset({"a"}))
    assert ask(Action.WATCH_LIVE, manager, cameras=("b",)).allowed


def test_the_reason_is_said() -> None:
    chief, deputy, staff = PARTIES["chief"], PARTIES["deputy"], PARTIES["staff"]
    assert ask(Action.REVIEW, chief).code == "policy.needs_two"
    assert ask(Action.PROVIDE, Sheet()).code == "policy.needs_two"
    assert ask(Action.REVIEW, chief, chief).code == "policy.same_person"
    assert ask(Action.REVIEW, chief, staff).code == "policy.role"
    assert ask(Action.WATCH_LIVE, staff).code == "policy.not_live"
    assert ask(Action.RELAX_VIEWING, chief, Sheet()).code == "policy.no_sheet"
    assert ask(Action.REVIEW).code == "policy.nobody"
    assert ask(Action.REVIEW, chief, deputy, staff).code == "policy.role"


@pytest.mark.requirement("G-11", "J-14")
def test_the_printed_table_is_in_step() -> None:
    page = ROOT / "docs" / "reference" / "policy.md"
    hint = "run: .venv/bin/python -m shopguard.access.policy_page docs/reference/policy.md"
    assert page.read_text(encoding="utf-8") == policy_page(), hint


def test_every_answer_and_name_has_words() -> None:
    for language in LANGUAGES:
        for action in Action:
            assert text(f"policy.action.{action}", language)
        for purpose in Purpose:
            assert text(f"policy.purpose.{purpose}", language)
    for code in ("nobody", "same_person", "not_present", "role", "needs_two", "no_sheet"):
        assert f"error.policy.{code}" in all_codes()
    for code in ("not_live", "not_pledged", "not_trained", "no_purpose", "no_camera"):
        assert f"error.policy.{code}" in all_codes()
    assert "error.policy.not_your_camera" in all_codes()
