"""The live tap: packets of a camera to whoever watches, and to nobody else (T-6).

Nothing is kept while nobody watches. A watcher gets whole GOPs, from the next key frame on; one who
is slow loses whole GOPs and never holds up the recording. The sub stream of a camera is opened when
its first watcher comes and closed when the last has gone.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from shopguard.base.errors import InvalidInput
from shopguard.cameras.source import CameraSource, LossCause, Packet, StreamInfo
from shopguard.recorder.channel import wire
from shopguard.recorder.channel.server import Frames, Peer

_MOST_BYTES = 6 << 20  # waiting for one watcher …
_MOST_PACKETS = 150  # … and about four seconds
_MOST_WATCHES = 64
_Key = tuple[str, bool]  # camera, sub stream


@dataclass(frozen=True, slots=True)
class _Message:
    frames: Frames
    size: int
    picture: bool


class Watcher:
    """One watched stream of one peer: an Outlet of the channel's server."""

    def __init__(self, number: int) -> None:
        self.number = number
        self._lock = threading.Lock()
        self._waiting: deque[_Message] = deque()
        self._sending: _Message | None = None
        self._bytes = 0
        self._skipping = True  # until the next key frame

    def tell(self, header: dict[str, Any], raw: list[bytes]) -> None:
        """A message that is never left out."""
        with self._lock:
            self._append(header, raw, picture=False)

    def offer(self, packet: Packet, header: dict[str, Any], raw: list[bytes]) -> None:
        """A packet, if there is room; otherwise none until the next key frame."""
        video = packet.track == "video"
        with self._lock:
            if self._skipping and not (video and packet.key):
                return
            if len(self._waiting) >= _MOST_PACKETS or self._bytes > _MOST_BYTES:
                self._drop_pictures()
                self._skipping = True
                return
            self._skipping = False
            self._append(header, raw, picture=True)

    def restart(self) -> None:
        """The stream begins anew: what waits of the old one is of no use."""
        with self._lock:
            self._drop_pictures()
            self._skipping = True

    def peek(self) -> Frames | None:
        """See Outlet."""
        with self._lock:
            if self._sending is None and self._waiting:
                self._sending = self._waiting.popleft()
                self._bytes -= self._sending.size
            return self._sending.frames if self._sending else None

    def done(self) -> None:
        """See Outlet."""
        with self._lock:
            self._sending = None

    def _append(self, header: dict[str, Any], raw: list[bytes], *, picture: bool) -> None:
        frames = [wire.pack({"watch": self.number, **header}), *raw]
        size = sum(map(len, frames))
        self._waiting.append(_Message(frames, size, picture))
        self._bytes += size

    def _drop_pictures(self) -> None:
        self._waiting = deque(message for message in self._waiting if not message.picture)
        self._bytes = sum(message.size for message in self._waiting)


class LiveTap:
    """All watched streams.

    ``sub_source``: the sub stream of a camera, None where it has none. ``watched``: told whether
    anybody watches anything.
    """

    def __init__(
        self,
        sub_source: Callable[[str], CameraSource | None],
        watched: Callable[[bool], None] = lambda _on: None,
    ) -> None:
        self._sub_source = sub_source
        self._watched = watched
        self._lock = threading.Lock()
        self._watchers: dict[_Key, list[Watcher]] = {}
        self._infos: dict[_Key, StreamInfo] = {}
        self._subs: dict[str, CameraSource] = {}
        self._wake: Callable[[], None] = lambda: None

    def wakes(self, wake: Callable[[], None]) -> None:
        """Call ``wake`` when a watcher has something to send."""
        self._wake = wake

    # --- calls of the channel ---------------------------------------------------------------

    def watch(self, peer: Peer, args: Mapping[str, Any]) -> Any:
        """``{"watch": number, "camera": id, "sub": bool}``: begin to watch."""
        number, camera_id, sub = args.get("watch"), args.get("camera"), bool(args.get("sub"))
        if not isinstance(number, int) or not isinstance(camera_id, str):
            raise InvalidInput("recorder.channel_call")
        if len(peer.outlets) >= _MOST_WATCHES:
            raise InvalidInput("recorder.too_many_watches", most=_MOST_WATCHES)
        source = self._sub_source(camera_id) if sub else None
        key = (camera_id, source is not None)
        watcher = Watcher(number)
        peer.outlets.append(watcher)
        peer.gone.append(lambda: self._leave(key, watcher))
        with self._lock:
            self._watchers.setdefault(key, []).append(watcher)
            if (info := self._infos.get(key)) is not None:
                watcher.tell(*wire.stream_frames(info))
            self._watched(True)
            begin = source is not None and camera_id not in self._subs
            if source is not None and begin:
                self._subs[camera_id] = source
        if source is not None and begin:
            source.start(_SubSink(self, camera_id))
        return {"sub": source is not None}

    def unwatch(self, peer: Peer, args: Mapping[str, Any]) -> Any:
        """``{"watch": number}``: enough."""
        for watcher in [w for w in peer.outlets if isinstance(w, Watcher)]:
            if watcher.number == args.get("watch"):
                peer.outlets.remove(watcher)
                for key in list(self._watchers):
                    self._leave(key, watcher)

    def count(self, camera_id: str) -> int:
        """How many watch this camera."""
        with self._lock:
            return sum(len(found) for key, found in self._watchers.items() if key[0] == camera_id)

    def renew(self, camera_id: str) -> None:
        """The camera's settings changed: a watched sub stream is opened anew."""
        self.forget(camera_id)
        with self._lock:
            wanted = bool(self._watchers.get((camera_id, True)))
        source = self._sub_source(camera_id) if wanted else None
        if source is not None:
            with self._lock:
                self._subs[camera_id] = source
            source.start(_SubSink(self, camera_id))

    def forget(self, camera_id: str) -> None:
        """The camera is not recorded any more; whoever watches is told."""
        with self._lock:
            sub = self._subs.pop(camera_id, None)
            for key in ((camera_id, False), (camera_id, True)):
                self._infos.pop(key, None)
                for watcher in self._watchers.get(key, []):
                    watcher.tell(*wire.lost_frames(LossCause.CLOSED))
        if sub is not None:
            sub.stop()

    def close(self) -> None:
        """End every sub stream."""
        with self._lock:
            subs, self._subs = list(self._subs.values()), {}
        for source in subs:
            source.stop()

    # --- Tap --------------------------------------------------------------------------------

    def stream(self, camera_id: str, info: StreamInfo, *, sub: bool = False) -> None:
        """A stream begins, or is another now."""
        key = (camera_id, sub)
        with self._lock:
            self._infos[key] = info
            watchers = self._watchers.get(key, [])
            for watcher in watchers:
                watcher.restart()
                watcher.tell(*wire.stream_frames(info))
        if watchers:
            self._wake()

    def packet(self, camera_id: str, packet: Packet, *, sub: bool = False) -> None:
        """The next packet, for whoever watches."""
        watchers = self._watchers.get((camera_id, sub))
        if not watchers:
            return
        header, raw = wire.packet_frames(packet)
        with self._lock:
            for watcher in watchers:
                watcher.offer(packet, header, raw)
        self._wake()

    def lost(self, camera_id: str, cause: str, *, sub: bool = False) -> None:
        """Nothing usable comes."""
        with self._lock:
            watchers = self._watchers.get((camera_id, sub), [])
            for watcher in watchers:
                watcher.tell(*wire.lost_frames(cause))
        if watchers:
            self._wake()

    def _leave(self, key: _Key, watcher: Watcher) -> None:
        with self._lock:
            watchers = self._watchers.get(key, [])
            if watcher in watchers:
                watchers.remove(watcher)
            if watchers or key not in self._watchers:
                return
            del self._watchers[key]
            self._watched(bool(self._watchers))
            source = self._subs.pop(key[0], None) if key[1] else None
            if source is not None:
                self._infos.pop(key, None)
        if source is not None:
            source.stop()


class _SubSink:
    """Takes the packets of a sub stream to its watchers."""

    def __init__(self, tap: LiveTap, camera_id: str) -> None:
        self._tap = tap
        self._camera_id = camera_id

    def stream(self, info: StreamInfo) -> None:
        self._tap.stream(self._camera_id, info, sub=True)

    def packet(self, packet: Packet) -> None:
        self._tap.packet(self._camera_id, packet, sub=True)

    def lost(self, cause: LossCause, _detail: str) -> None:
        self._tap.lost(self._camera_id, cause, sub=True)
