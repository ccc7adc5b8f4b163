"""An arrangement of the wall that is kept in memory, and counts how often it was asked for."""

from __future__ import annotations

from ui.live.layout import Kept, WallLayout


class FakeLayouts:
    def __init__(self, layout: WallLayout | None = None) -> None:
        self.kept = Kept(layout or WallLayout())
        self.saved: list[Kept] = []

    def load(self) -> Kept:
        return self.kept

    def save(self, kept: Kept) -> None:
        self.kept = kept
        self.saved.append(kept)
