"""The live wall over the recorder's live tap."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from shopguard.access.policy import Action
from shopguard.app.shop import Shop
from shopguard.audit.actions import Act
from shopguard.audit.entry import Entry
from shopguard.base.errors import Refused
from shopguard.cameras.source import LossCause
from shopguard.playback.live import LiveFeed
from shopguard.recorder.channel import LiveWatch, RecorderClient
from ui.engine.people import allowed
from ui.live.model import Feed
from ui.model import Picture, SignedIn

RECORDER_GONE = "recorder_gone"  # words under ``loss.recorder_gone``


class EngineLive:
    """``ui.live.model.LiveFeeds``. ``who``: the person at the seat; nobody sees nothing."""

    def __init__(
        self, shop: Shop, recorder: RecorderClient, who: Callable[[], SignedIn | None]
    ) -> None:
        self._shop = shop
        self._recorder = recorder
        self._who = who

    def watch(self, camera_ids: Sequence[str], *, sharp: bool = False) -> EngineWall:
        who = self._who()
        if who is None:
            raise Refused("login.ended")
        person = self._shop.people.get(who.person.id)
        seen = allowed(self._shop, person, Action.WATCH_LIVE, list(camera_ids))
        entry = Entry(
            Act.LIVE_OPENED,
            (person.id,),
            "done" if seen else "refused",
            self._shop.seat,
            cameras=tuple(camera_ids),
        )
        self._shop.ledger.append(entry)
        if not seen:
            raise Refused("policy.not_live")
        return EngineWall(self._shop, self._recorder, camera_ids, sharp=sharp)


class EngineWall:
    """``ui.live.model.Wall``."""

    def __init__(
        self, shop: Shop, recorder: RecorderClient, camera_ids: Sequence[str], *, sharp: bool
    ) -> None:
        self._recorder = recorder
        self._feeds: dict[str, LiveFeed] = {}
        self._watches: list[LiveWatch] = []
        for camera_id in camera_ids:
            feed = self._feeds[camera_id] = LiveFeed()
            small = not sharp and shop.cameras.get(camera_id).sub_url is not None
            self._watches.append(recorder.watch(camera_id, feed, sub=small))

    def feed(self, camera_id: str) -> Feed:
        newest = self._feeds[camera_id].newest()
        picture = newest.picture
        return Feed(
            None if picture is None else Picture(picture.at_us, picture.rgb),
            newest.age_s,
            self._cause(newest.cause),
        )

    def sizes(self, sizes: dict[str, tuple[int, int]]) -> None:
        for camera_id, size in sizes.items():
            if camera_id in self._feeds:
                self._feeds[camera_id].resize(size)

    def _cause(self, told: LossCause | None) -> str:
        """A recorder that is gone tells of no camera: what it said last is not of now."""
        if not self._recorder.connected:
            return RECORDER_GONE
        return told.value if told else ""

    def close(self) -> None:
        for watch in self._watches:
            watch.close()
        for feed in self._feeds.values():
            feed.close()
        self._watches.clear()
