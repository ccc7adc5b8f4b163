"""The live wall: which cameras, how each of them stands, and the picture that may be shown."""

from __future__ import annotations

from dataclasses import dataclass, replace

from shopguard.base.clock import Clock
from ui.live.model import TileState, Wall, state_of
from ui.model import CameraInfo, Picture
from ui.presenter import Presenter
from ui.services import OpenShop
from ui.tasks import Job, Runner

TILES = 4


@dataclass(frozen=True, slots=True)
class TileView:
    """``age_s``: whole seconds since the newest picture, or since waiting for the first."""

    camera: CameraInfo
    state: TileState = TileState.WAITING
    age_s: int = 0
    cause: str = ""


@dataclass(frozen=True, slots=True)
class LiveState:
    """``cameras`` None: not yet known. ``tiles``: those on the wall now."""

    cameras: tuple[CameraInfo, ...] | None = None
    page: int = 0
    enlarged: str = ""
    tiles: tuple[TileView, ...] = ()
    failed: Exception | None = None

    @property
    def pages(self) -> int:
        return max(1, -(-len(self.cameras or ()) // TILES))


class LivePresenter(Presenter[LiveState]):
    """Watches only while somebody looks: ``enter``, then ``tick`` often, then ``leave``."""

    def __init__(self, shop: OpenShop, runner: Runner, clock: Clock) -> None:
        super().__init__(LiveState())
        self._shop = shop
        self._runner = runner
        self._clock = clock
        self._wall: Wall | None = None
        self._job: Job | None = None
        self._turn = 0  # a wall asked for in an earlier turn is closed as it comes
        self._since = clock.monotonic()

    def enter(self) -> None:
        self._job = self._runner.run(lambda _: self._shop.cameras(), self._cameras, self._failed)

    def leave(self) -> None:
        """No picture is held or asked for any more."""
        if self._job is not None:
            self._job.cancel()
        self._turn += 1
        wall, self._wall = self._wall, None
        if wall is not None:
            self._end(wall)

    def turn(self, by: int) -> None:
        """Another page of cameras."""
        page = (self.state.page + by) % self.state.pages
        self._rearrange(replace(self.state, page=page, enlarged=""))

    def enlarge(self, camera_id: str) -> None:
        """One camera alone, or all of the page again."""
        wanted = "" if self.state.enlarged else camera_id
        self._rearrange(replace(self.state, enlarged=wanted))

    def tick(self) -> None:
        """Look how each camera stands."""
        if self._wall is not None:
            tiles = tuple(self._seen(tile, self._wall) for tile in self.state.tiles)
            self._become(replace(self.state, tiles=tiles))

    def picture(self, camera_id: str) -> Picture | None:
        """What may be shown: never the last picture of a camera that is lost."""
        tile = next((tile for tile in self.state.tiles if tile.camera.id == camera_id), None)
        if self._wall is None or tile is None:
            return None
        if tile.state not in (TileState.LIVE, TileState.LATE):
            return None
        return self._wall.feed(camera_id).picture

    def sizes(self, sizes: dict[str, tuple[int, int]]) -> None:
        """How large each picture is shown."""
        if self._wall is not None:
            self._wall.sizes(sizes)

    # --- inner ------------------------------------------------------------------------------

    def _cameras(self, cameras: tuple[CameraInfo, ...]) -> None:
        page = min(self.state.page, max(0, -(-len(cameras) // TILES) - 1))
        self._rearrange(replace(self.state, cameras=cameras, page=page, failed=None))

    def _failed(self, error: Exception) -> None:
        self._become(replace(self.state, failed=error, tiles=()))

    def _rearrange(self, state: LiveState) -> None:
        self.leave()
        cameras = state.cameras or ()
        shown = cameras[state.page * TILES : (state.page + 1) * TILES]
        if state.enlarged:
            shown = tuple(camera for camera in cameras if camera.id == state.enlarged)
        self._since = self._clock.monotonic()
        self._become(replace(state, tiles=tuple(TileView(camera) for camera in shown)))
        if shown:
            ids, turn = [camera.id for camera in shown], self._turn
            self._runner.run(
                lambda _: self._shop.live.watch(ids),
                lambda wall: self._watching(wall, turn),
                self._failed,
            )

    def _watching(self, wall: Wall, turn: int) -> None:
        if turn != self._turn:
            self._end(wall)
            return
        self._wall = wall
        self.tick()

    def _end(self, wall: Wall) -> None:
        """Decoders need a moment to end; the window does not wait for them."""
        self._runner.run(lambda _: wall.close(), lambda _: None)

    def _seen(self, tile: TileView, wall: Wall) -> TileView:
        feed = wall.feed(tile.camera.id)
        watched = self._clock.monotonic() - self._since
        state = state_of(feed.age_s, watched)
        age = feed.age_s if feed.age_s is not None else watched
        shown = 0 if state in (TileState.LIVE, TileState.WAITING) else int(age)
        return TileView(tile.camera, state, shown, feed.cause if state is TileState.LOST else "")
