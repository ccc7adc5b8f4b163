"""The walls behind the one on the screen: the newest, and the one before until it has come over.

Another choice of cameras is another wall at the recorder, which begins with the next key frame. So
that nobody looks at empty tiles meanwhile, a camera both walls have is shown from the old one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from shopguard.base.clock import Clock
from ui.live.model import Feed, LiveFeeds, Wall
from ui.tasks import Runner

COMES_OVER_S = 6.0
Sizes = dict[str, tuple[int, int]]


class Watching:
    """Opens and closes walls beside the window. ``on_error``: the recorder or the rule says no."""

    def __init__(
        self,
        feeds: Callable[[], LiveFeeds],
        runner: Runner,
        clock: Clock,
        on_error: Callable[[Exception], None],
    ) -> None:
        self._feeds = feeds
        self._runner = runner
        self._clock = clock
        self._on_error = on_error
        self._wall: tuple[Wall, frozenset[str]] | None = None
        self._before: tuple[Wall, frozenset[str]] | None = None
        self._turn = 0  # a wall asked for in an earlier turn is closed as it comes
        self._since = clock.monotonic()
        self._sizes: Sizes = {}

    def begin(self, camera_ids: Sequence[str], *, sharp: bool) -> None:
        """Watch these from now on. ``sharp``: the large stream, too."""
        self._turn += 1
        turn, ids = self._turn, list(camera_ids)
        self._since = self._clock.monotonic()
        self._runner.run(
            lambda _: self._feeds().watch(ids, sharp=sharp),
            lambda wall: self._came(wall, frozenset(ids), turn),
            self._on_error,
        )

    def end(self) -> None:
        """Nothing is watched, and no picture is held any more."""
        self._turn += 1
        walls = [found[0] for found in (self._wall, self._before) if found is not None]
        self._wall = self._before = None
        for wall in walls:
            self._close(wall)

    def feed(self, camera_id: str) -> Feed | None:
        """The newest of a camera; None while no wall has it."""
        for found in (self._wall, self._before):
            if found is not None and camera_id in found[1]:
                feed = found[0].feed(camera_id)
                if feed.age_s is not None or found is self._before or not self._older(camera_id):
                    return feed
        return None

    def tick(self) -> None:
        """Let the wall before go once it is of no use."""
        before, wall = self._before, self._wall
        if before is None or wall is None:
            return
        late = self._clock.monotonic() - self._since >= COMES_OVER_S
        if late or all(wall[0].feed(one).age_s is not None for one in wall[1] & before[1]):
            self._before = None
            self._close(before[0])

    @property
    def waited_s(self) -> float:
        """Since the cameras of now were asked for."""
        return self._clock.monotonic() - self._since

    def sizes(self, sizes: Sizes) -> None:
        """How large each picture is shown; remembered for a wall that is still to come."""
        self._sizes = sizes
        if self._wall is not None:
            self._wall[0].sizes(sizes)

    def _older(self, camera_id: str) -> bool:
        return self._before is not None and camera_id in self._before[1]

    def _came(self, wall: Wall, ids: frozenset[str], turn: int) -> None:
        if turn != self._turn:
            self._close(wall)
            return
        if self._before is not None:
            self._close(self._before[0])
        self._before, self._wall = self._wall, (wall, ids)
        wall.sizes(self._sizes)

    def _close(self, wall: Wall) -> None:
        """Decoders need a moment to end; the window does not wait for them."""
        self._runner.run(lambda _: wall.close(), lambda _: None)
