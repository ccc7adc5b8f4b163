"""What the pictured ShopGuard is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopguard.evidence.signing import fingerprint
from ui.help.model import About, Part

if TYPE_CHECKING:
    from tests.fakes.desk_shop import FakeShop


class FakeAbout:
    def __init__(self, shop: FakeShop) -> None:
        self.shop = shop
        self.parts = (
            Part("ShopGuard", "0.1.0", "Apache-2.0"),
            Part("numpy", "2.4.6", "BSD-3-Clause"),
        )

    def about(self) -> About:
        return About("0.1.0", self.shop.name, fingerprint(bytes.fromhex("5a" * 32)), self.parts)

    def licence(self, part: str) -> str:
        return "Permission is hereby granted, free of charge.\n" * 4 if part == "numpy" else ""
