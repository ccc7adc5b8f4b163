"""The live wall: which cameras, how each of them stands, and the picture that may be shown."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from shopguard.base.clock import Clock
from ui.live.layout import Kept, Layouts, Named, WallLayout
from ui.live.model import TileState, state_of
from ui.live.naming import NameAct, Trouble, Undo, added, cleaned, judged, name_of, removed, renamed
from ui.live.watching import Sizes, Watching
from ui.model import CameraInfo, Picture
from ui.presenter import Presenter
from ui.services import OpenShop
from ui.tasks import Job, Runner


@dataclass(frozen=True, slots=True)
class TileView:
    """``age_s``: whole seconds since the newest picture, or since waiting for the first."""

    camera: CameraInfo
    state: TileState = TileState.WAITING
    age_s: int = 0
    cause: str = ""


@dataclass(frozen=True, slots=True)
class LiveState:
    """``cameras`` None: not yet known; else as this seat has put them. ``tiles``: shown now."""

    cameras: tuple[CameraInfo, ...] | None = None
    layout: WallLayout = field(default_factory=WallLayout)
    page: int = 0
    enlarged: str = ""
    tiles: tuple[TileView, ...] = ()
    failed: Exception | None = None
    named: tuple[Named, ...] = ()
    undo: Undo | None = None

    @property
    def across(self) -> int:
        """Tiles in a row."""
        return 1 if self.enlarged else self.layout.across(len(self.cameras or ()))

    @property
    def at_once(self) -> int:
        """Cameras on a page of the wall."""
        return self.layout.across(len(self.cameras or ())) ** 2

    @property
    def kept(self) -> Kept:
        """What of it outlives the desktop."""
        return Kept(self.layout, self.named)

    @property
    def name(self) -> str:
        """Of the arrangement on the wall; empty where it has none."""
        return name_of(self.kept, self.cameras or ())

    @property
    def pages(self) -> int:
        return max(1, -(-len(self.cameras or ()) // self.at_once))


class LivePresenter(Presenter[LiveState]):
    """Watches only while somebody looks: ``enter``, then ``tick`` often, then ``leave``."""

    def __init__(self, shop: OpenShop, runner: Runner, clock: Clock, layouts: Layouts) -> None:
        super().__init__(LiveState())
        self._shop = shop
        self._runner = runner
        self._layouts = layouts
        self._watching = Watching(lambda: shop.live, runner, clock, self._failed)
        self._job: Job | None = None
        self._saves = runner.lane()
        self._known = False  # the arrangement is read once; from then on it is ours

    def enter(self) -> None:
        kept = self.state.kept if self._known else None

        def load(_: object) -> tuple[tuple[CameraInfo, ...], Kept]:
            return self._shop.cameras(), kept or self._layouts.load()

        self._job = self._runner.run(load, self._loaded, self._failed)

    def leave(self) -> None:
        """No picture is held or asked for any more."""
        if self._job is not None:
            self._job.cancel()
        self._watching.end()
        self._become(replace(self.state, undo=None))

    def choose_grid(self, tiles: int) -> None:
        """So many tiles at once; the page that shows the first camera of now."""
        first = self.state.page * self.state.at_once
        layout = replace(self.state.layout, tiles=tiles)
        self._show(replace(self.state, layout=layout, page=first // tiles, enlarged="", undo=None))
        self._keep()

    def turn(self, by: int) -> None:
        """Another page of cameras; another camera while one is alone."""
        cameras = self.state.cameras or ()
        ids = [camera.id for camera in cameras]
        if self.state.enlarged in ids:
            next_one = (ids.index(self.state.enlarged) + by) % len(ids)
            page = next_one // self.state.at_once
            self._show(replace(self.state, page=page, enlarged=ids[next_one]))
            return
        page = (self.state.page + by) % self.state.pages
        self._show(replace(self.state, page=page))

    def swap(self, one: str, other: str) -> None:
        """Two cameras change places, and stay so."""
        if one == other:
            return
        layout = self.state.layout.swapped(self.state.cameras or (), one, other)
        cameras = layout.arranged(self.state.cameras or ())
        self._show(replace(self.state, layout=layout, cameras=cameras, undo=None))
        self._keep()

    # --- arrangements with a name -----------------------------------------------------------

    def keep_as(self, name: str) -> Trouble:
        """What stands on the wall now, under a name."""
        trouble = judged(self.state.kept, name)
        if not trouble:
            order = tuple(camera.id for camera in self.state.cameras or ())
            layout = WallLayout(self.state.at_once, order)
            self._become_kept(added(self.state.kept, name, layout), NameAct.KEPT, cleaned(name))
        return trouble

    def choose(self, name: str) -> None:
        """Put the cameras as they stand under that name."""
        layout = self.state.kept.find(name)
        if layout is not None:
            self._become_kept(replace(self.state.kept, now=layout), NameAct.CHOSEN, name)

    def rename(self, old: str, new: str) -> Trouble:
        trouble = judged(self.state.kept, new, renaming=old)
        if not trouble and cleaned(new) != old:
            self._become_kept(renamed(self.state.kept, old, new), NameAct.RENAMED, cleaned(new))
        return trouble

    def remove(self, name: str) -> None:
        """The name goes; the wall stays as it is."""
        self._become_kept(removed(self.state.kept, name), NameAct.REMOVED, name)

    def undo(self) -> None:
        """As it stood before the last act with a name."""
        if self.state.undo is not None:
            self._become_kept(self.state.undo.before)

    # --- one camera -------------------------------------------------------------------------

    def enlarge(self, camera_id: str) -> None:
        """One camera alone, or all of the page again."""
        wanted = "" if self.state.enlarged else camera_id
        self._show(replace(self.state, enlarged=wanted))

    def all_again(self) -> None:
        """Back from one camera alone."""
        if self.state.enlarged:
            self._show(replace(self.state, enlarged=""))

    def tick(self) -> None:
        """Look how each camera stands."""
        self._watching.tick()
        self._become(replace(self.state, tiles=tuple(map(self._seen, self.state.tiles))))

    def picture(self, camera_id: str) -> Picture | None:
        """What may be shown: never the last picture of a camera that is lost."""
        tile = next((tile for tile in self.state.tiles if tile.camera.id == camera_id), None)
        if tile is None or tile.state not in (TileState.LIVE, TileState.LATE):
            return None
        feed = self._watching.feed(camera_id)
        return None if feed is None else feed.picture

    def sizes(self, sizes: Sizes) -> None:
        """How large each picture is shown."""
        self._watching.sizes(sizes)

    # --- inner ------------------------------------------------------------------------------

    def _loaded(self, found: tuple[tuple[CameraInfo, ...], Kept]) -> None:
        cameras, kept = found
        if self._known:
            kept = self.state.kept
        self._known = True
        state = replace(self.state, layout=kept.now, named=kept.named, failed=None)
        state = replace(state, cameras=kept.now.arranged(cameras))
        enlarged = state.enlarged if state.enlarged in {camera.id for camera in cameras} else ""
        page = min(state.page, state.pages - 1)
        self._show(replace(state, page=page, enlarged=enlarged), anew=True)

    def _failed(self, error: Exception) -> None:
        self._become(replace(self.state, failed=error, tiles=()))

    def _become_kept(self, kept: Kept, act: NameAct | None = None, name: str = "") -> None:
        """``act`` None: nothing to undo any more."""
        undo = None if act is None else Undo(act, name, self.state.kept)
        state = replace(self.state, layout=kept.now, named=kept.named, undo=undo)
        if kept.now != self.state.layout:
            cameras = kept.now.arranged(state.cameras or ())
            state = replace(state, cameras=cameras, page=0, enlarged="")
        self._show(state)
        self._keep()

    def _keep(self) -> None:
        """Write it down beside the window; of several in a row the last one stays."""
        kept = self.state.kept
        self._saves.ask(lambda: self._layouts.save(kept), lambda _: None, self._failed)

    def _show(self, state: LiveState, *, anew: bool = False) -> None:
        """Put these cameras on the wall; other cameras, or one alone, are other streams."""
        cameras = state.cameras or ()
        shown = cameras[state.page * state.at_once : (state.page + 1) * state.at_once]
        if state.enlarged:
            shown = tuple(camera for camera in cameras if camera.id == state.enlarged)
        ids = [camera.id for camera in shown]
        before = {tile.camera.id: tile for tile in self.state.tiles}
        same = set(ids) == set(before) and bool(state.enlarged) == bool(self.state.enlarged)
        tiles = tuple(before.get(camera.id, TileView(camera)) for camera in shown)
        self._become(replace(state, tiles=tiles))
        if not ids:
            self._watching.end()
        elif anew or not same:
            self._watching.begin(ids, sharp=len(ids) == 1)

    def _seen(self, tile: TileView) -> TileView:
        feed, watched = self._watching.feed(tile.camera.id), self._watching.waited_s
        age_s = None if feed is None else feed.age_s
        state = state_of(age_s, watched)
        age = watched if age_s is None else age_s
        shown = 0 if state in (TileState.LIVE, TileState.WAITING) else int(age)
        cause = feed.cause if feed is not None and state is TileState.LOST else ""
        return TileView(tile.camera, state, shown, cause)
