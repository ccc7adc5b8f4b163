"""People on the command line: the same acts as on the desktop, by both managers, logged."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from shopguard.app.shop import Shop
from tests.fakes.full_shop import FullShop
from tests.fakes.small_shop import CHEAP, password_of
from tests.journeys.command_line import QuickCommandLine, passwords

BOTH = ("--approve", "sato", "--approve", "suzuki")


@pytest.mark.requirement("J-3", "J-14")
def test_roles_switching_off_and_a_new_password_take_both_managers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    FullShop(tmp_path).close()
    monkeypatch.setattr(Shop, "open", partial(Shop.open, work=CHEAP))
    shop = QuickCommandLine(tmp_path)
    both, mori = passwords("sato", "suzuki"), {"mori": password_of("mori")}
    shop.good("people", "add", "mori", "--role", "staff", *BOTH, secrets={**both, **mori})
    alone = shop.run("people", "off", "mori", "--approve", "sato", secrets=passwords("sato"))
    assert alone.error == "policy.needs_two"
    changed = shop.good("people", "role", "mori", "--to", "operator", *BOTH, secrets=both)
    assert changed["person"]["roles"] == ["operator"]
    shop.good("people", "off", "mori", *BOTH, secrets=both)
    changing = {**mori, "mori:new": password_of("newer")}
    assert shop.run("people", "password", "mori", secrets=changing).error == "login.failed"
    shop.good("people", "on", "mori", *BOTH, secrets=both)
    reset = {**both, "mori:new": password_of("another")}
    shop.good("people", "reset-password", "mori", *BOTH, secrets=reset)
    changing = {"mori": password_of("another"), "mori:new": password_of("newer")}
    shop.good("people", "password", "mori", secrets=changing)
    logged = [row["action"] for row in shop.good("audit", "list")["records"]]
    for action in ("person.changed", "person.disabled", "person.enabled", "person.password_reset"):
        assert action in logged
