"""What this ShopGuard is, for the help page."""

from __future__ import annotations

import shopguard
from shopguard.app.parts import NAME, licence_text, parts
from shopguard.app.shop import Shop
from shopguard.evidence.signing import fingerprint
from ui.help.model import About, Part


class EngineAbout:
    """``ui.help.model.AboutBook``."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop

    def about(self) -> About:
        found = tuple(Part(part.name, part.version, part.licence) for part in parts())
        return About(
            shopguard.__version__,
            self._shop.site.name,
            fingerprint(self._shop.ledger.public),
            found,
        )

    def licence(self, part: str) -> str:
        return licence_text(NAME if part.lower() == NAME else part)
