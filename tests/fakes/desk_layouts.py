"""An arrangement of the wall that is kept in memory, and counts how often it was asked for."""

from __future__ import annotations

from ui.live.layout import WallLayout


class FakeLayouts:
    def __init__(self, layout: WallLayout | None = None) -> None:
        self.layout = layout or WallLayout()
        self.saved: list[WallLayout] = []

    def load(self) -> WallLayout:
        return self.layout

    def save(self, layout: WallLayout) -> None:
        self.layout = layout
        self.saved.append(layout)
