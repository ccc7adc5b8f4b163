"""What doctor finds out about a shop."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import insert, select

from shopguard.app.doctor import examine
from shopguard.base.ids import new_id
from shopguard.database import schema
from tests.fakes.full_shop import FullShop


def vault_key_state(full: FullShop) -> str:
    found = {finding.code: finding for finding in examine(full.home, full.shop)}
    return found["doctor.vault_key"].state


@pytest.mark.requirement("J-14")
def test_a_vault_key_that_no_manager_made_is_told(tmp_path: Path) -> None:
    full = FullShop(tmp_path)
    assert vault_key_state(full) == "good"
    key = schema.vault_key
    with full.shop.catalogue.write() as db:
        made = db.execute(select(key)).one()
        foreign = {"public": bytes(len(made.public)), "created_us": made.created_us + 1}
        db.execute(insert(key).values(id=new_id(), suite=made.suite, **foreign))
    assert vault_key_state(full) == "bad"
    full.close()
