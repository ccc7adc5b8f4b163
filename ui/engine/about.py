"""What this ShopGuard is, for the help page."""

from __future__ import annotations

from hashlib import sha256

import shopguard
from shopguard.app.parts import NAME, licence_text, parts
from shopguard.app.shop import Shop
from ui.help.model import About, Part

_GROUP = 4


class EngineAbout:
    """``ui.help.model.AboutBook``."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop

    def about(self) -> About:
        found = tuple(Part(part.name, part.version, part.licence) for part in parts())
        return About(
            shopguard.__version__,
            self._shop.site.name,
            grouped(sha256(self._shop.ledger.public).hexdigest()),
            found,
        )

    def licence(self, part: str) -> str:
        return licence_text(NAME if part.lower() == NAME else part)


def grouped(digest: str) -> str:
    """In fours, as people compare long numbers."""
    letters = digest.upper()
    return " ".join(letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))
