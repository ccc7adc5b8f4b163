"""The small pictures under the pointer: asked for beside the playing ones, newest question first.

They have readers of their own, so that looking along the timeline disturbs nothing that plays.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ui.review.model import Footage, Frames, Shot, Size
from ui.tasks import Runner


class Previews:
    """One question at a time for all cameras; keeps no picture. ``close`` ends it for good."""

    def __init__(
        self, footage: Footage, runner: Runner, on_error: Callable[[Exception], None]
    ) -> None:
        self._footage = footage
        self._lane = runner.lane()
        self._on_error = on_error
        self._frames: dict[str, Frames] = {}
        self._closed = False

    def ask(
        self, camera_id: str, us: int, size: Size, on_shot: Callable[[str, Shot], None]
    ) -> None:
        """``on_shot`` gets the nearest picture that costs little, or why there is none."""
        if self._closed:
            return
        frames = self._frames.get(camera_id)
        if frames is None:
            frames = self._frames[camera_id] = self._footage.frames(camera_id)
        self._lane.ask(
            lambda: frames.at(us, size, quick=True),
            lambda shot: on_shot(camera_id, shot),
            self._on_error,
        )

    def close(self) -> Sequence[Frames]:
        """No answer comes any more; what is left to be closed, off the window's thread."""
        self._closed = True
        self._lane.close()
        left, self._frames = list(self._frames.values()), {}
        return left
