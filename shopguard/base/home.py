"""The shop's folder: where each file lives, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import platformdirs


@dataclass(frozen=True, slots=True)
class Home:
    """Paths inside the folder of one shop."""

    path: Path

    @staticmethod
    def default() -> Home:
        """Where a shop lives unless ``--home`` says otherwise."""
        return Home(Path(platformdirs.user_data_dir("ShopGuard", appauthor=False)) / "shop")

    @property
    def exists(self) -> bool:
        return self.identity.exists()

    @property
    def identity(self) -> Path:
        """``shop.json``: shop id and which key store holds its key; no secret."""
        return self.path / "shop.json"

    @property
    def catalogue(self) -> Path:
        return self.path / "shop.db"

    @property
    def volumes(self) -> Path:
        return self.path / "volumes"

    @property
    def ballast(self) -> Path:
        """Space given back first, so that erasure works on a full disk."""
        return self.path / "ballast"

    @property
    def runtime(self) -> Path:
        """``recorder.json``: the running recorder's address and process id; no secret."""
        return self.path / "recorder.json"

    @property
    def lock(self) -> Path:
        """Held by the one recorder of this shop."""
        return self.path / "recorder.lock"

    @property
    def logs(self) -> Path:
        return self.path / "logs"
