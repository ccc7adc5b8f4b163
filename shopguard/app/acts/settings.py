"""Changing a setting of the shop: both managers where its row says so, always logged."""

from __future__ import annotations

from collections.abc import Sequence

from shopguard.access.approval import Request
from shopguard.access.login import Proof
from shopguard.access.policy import Action
from shopguard.app.acts.consent import agreed
from shopguard.app.shop import Shop
from shopguard.audit.actions import Act
from shopguard.audit.entry import JsonValue
from shopguard.base.errors import InvalidInput
from shopguard.settings.catalogue import SETTINGS, Value
from shopguard.settings.store import checked


def change_setting(shop: Shop, proofs: Sequence[Proof], name: str, value: Value) -> None:
    """Another value for ``name``. InvalidInput for what cannot be, or is changed elsewhere."""
    setting = SETTINGS.get(name)
    if setting is None:
        raise InvalidInput("setting.unknown", name=name[:40])
    if setting.page:
        raise InvalidInput("setting.elsewhere", name=name)
    wanted, before = checked(setting, value), shop.settings.get(name)
    action = Action.SET_POLICY if setting.two else Action.SET_SEAT
    request = Request(action, shop.seat, target=f"setting={name}={wanted}")
    detail: dict[str, JsonValue] = {"before": before, "after": wanted}
    approval = agreed(shop, request, proofs)
    with shop.gate.passing(request, approval, Act.SETTING_CHANGED, detail) as db:
        shop.settings.set(name, wanted, db)
