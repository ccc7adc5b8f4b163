"""What this seat likes: language, theme, large print. Nothing of the shop, nothing secret."""

from __future__ import annotations

import json
import logging
from dataclasses import asdict, dataclass
from pathlib import Path

import platformdirs

from shopguard.base.texts import LANGUAGES, Language
from ui.design import Look, Theme

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Preferences:
    """``language`` None: as the system speaks. ``tray_told``: where closing leads was said."""

    language: Language | None = None
    theme: Theme = Theme.SYSTEM
    large: bool = False
    tray_told: bool = False

    @property
    def look(self) -> Look:
        return Look(self.theme, self.large)


class PreferenceFile:
    """One small JSON file; a broken one counts as none."""

    def __init__(self, path: Path | None = None) -> None:
        folder = Path(platformdirs.user_config_dir("ShopGuard", appauthor=False))
        self.path = path or folder / "desktop.json"

    def load(self) -> Preferences:
        try:
            stored = json.loads(self.path.read_text(encoding="utf-8"))
            language, theme = stored.get("language"), Theme(stored.get("theme", "system"))
            large, told = stored.get("large") is True, stored.get("tray_told") is True
        except FileNotFoundError:
            return Preferences()
        except (OSError, ValueError, AttributeError):
            log.warning("the desktop's preferences cannot be read; starting with none")
            return Preferences()
        return Preferences(language if language in LANGUAGES else None, theme, large, told)

    def save(self, preferences: Preferences) -> None:
        """Written beside and moved over, so that it is whole or absent."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        beside = self.path.with_suffix(".new")
        beside.write_text(json.dumps(asdict(preferences)), encoding="utf-8")
        beside.replace(self.path)
