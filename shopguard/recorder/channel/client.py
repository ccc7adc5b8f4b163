"""The desktop's and the command line's end of the channel.

    with RecorderClient.connect(home, shop_key) as recorder:
        report = recorder.health()

One thread owns the socket. It finds a recorder that restarts (on another port) by itself, asks
again for what was watched and listened to, and calls back on its own thread: be quick there.
"""

from __future__ import annotations

import itertools
import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from types import TracebackType
from typing import Any

import zmq

from shopguard.base.errors import Damaged, Unavailable
from shopguard.base.home import Home
from shopguard.cameras.source import LossCause, PacketSink
from shopguard.recorder.channel import wire
from shopguard.recorder.channel.keys import ChannelKeys
from shopguard.recorder.channel.link import Link
from shopguard.recorder.channel.runtime import Runtime
from shopguard.recorder.channel.waker import Waker
from shopguard.recorder.report import HealthReport

log = logging.getLogger(__name__)

_LOOK_S = 0.5
_PING = 0  # its id


class LiveWatch:
    """Somebody watches a camera; ``close`` ends it."""

    def __init__(
        self, client: RecorderClient, number: int, camera_id: str, sub: bool, sink: PacketSink
    ) -> None:
        self._client = client
        self.number = number
        self.camera_id = camera_id
        self.sub = sub
        self.sink = sink

    def close(self) -> None:
        """No packet comes any more; the recorder closes a sub stream nobody watches."""
        self._client._unwatch(self)


class RecorderClient:
    """A line to the shop's recorder, there or not; ``on_state`` is told when it comes and goes."""

    def __init__(
        self, home: Home, shop_key: bytes, on_state: Callable[[bool], None] | None = None
    ) -> None:
        self._home = home
        self._keys = ChannelKeys.derive(shop_key)
        self._on_state = on_state
        self._context = zmq.Context(1)
        self._waker = Waker()
        self._link: Link | None = None
        self._up = threading.Event()
        self._closing = threading.Event()
        self._lock = threading.Lock()
        self._numbers = itertools.count(1)
        self._out: deque[bytes] = deque()
        self._asked: dict[int, Future[Any]] = {}
        self._listeners: dict[str, list[Callable[[Any], None]]] = {}
        self._watches: dict[int, LiveWatch] = {}
        self._thread = threading.Thread(target=self._run, name="recorder client", daemon=True)
        self._thread.start()

    @classmethod
    def connect(cls, home: Home, shop_key: bytes, *, patience_s: float = 5.0) -> RecorderClient:
        """A line that stands; Unavailable ``recorder.not_running`` or ``recorder.silent``."""
        if Runtime.read(home) is None:
            raise Unavailable("recorder.not_running")
        client = cls(home, shop_key)
        if client._up.wait(patience_s):
            return client
        client.close()
        raise Unavailable("recorder.silent")

    @property
    def connected(self) -> bool:
        return self._up.is_set()

    def call(self, name: str, *, timeout_s: float = 5.0, **args: Any) -> Any:
        """Ask and wait for the answer; errors of the other end are raised here."""
        return self._result(self._ask(name, args), timeout_s)

    def health(self) -> HealthReport:
        """What is recorded and what is not, this moment (facts, not socket states)."""
        return HealthReport.from_json(self.call("health"))

    def reload(self) -> None:
        """Cameras, settings or holds changed in the catalogue."""
        self.call("reload")

    def hold_changed(self) -> None:
        """Holds changed: space is counted anew."""
        self.call("hold_changed")

    def stop_recorder(self) -> None:
        """End the recorder gracefully, its supervisor too."""
        self.call("stop")

    def listen(self, event: str, callback: Callable[[Any], None]) -> None:
        """Call back at each ``health``, ``alarm``, ``fragment`` or ``volume`` event."""
        with self._lock:
            self._listeners.setdefault(event, []).append(callback)
        if self.connected:
            self._listen().result(5.0)

    def watch(self, camera_id: str, sink: PacketSink, *, sub: bool = False) -> LiveWatch:
        """Live packets into ``sink`` until closed; they begin with a key frame.

        ``sub``: the small stream, where the camera has one. After a reconnect it goes on by itself.
        """
        watch = LiveWatch(self, next(self._numbers), camera_id, sub, sink)
        with self._lock:
            self._watches[watch.number] = watch
        if self.connected:
            try:
                self._result(self._ask_watch(watch), 5.0)
            except BaseException:
                self._watches.pop(watch.number, None)
                raise
        return watch

    def close(self) -> None:
        """End the line."""
        self._closing.set()
        self._waker.wake()
        if self._thread.is_alive() and threading.current_thread() is not self._thread:
            self._thread.join()

    def __enter__(self) -> RecorderClient:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # --- asking -----------------------------------------------------------------------------

    def _ask(self, name: str, args: dict[str, Any]) -> Future[Any]:
        if not self.connected:
            raise Unavailable("recorder.not_running")
        number = next(self._numbers)
        future: Future[Any] = Future()
        with self._lock:
            self._asked[number] = future
            self._out.append(wire.pack({"id": number, "call": name, "args": args}))
        self._waker.wake()
        return future

    def _result(self, future: Future[Any], timeout_s: float) -> Any:
        try:
            return future.result(timeout_s)
        except TimeoutError:
            raise Unavailable("recorder.silent") from None

    def _listen(self) -> Future[Any]:
        with self._lock:
            events = sorted(self._listeners)
        return self._ask("listen", {"events": events})

    def _ask_watch(self, watch: LiveWatch) -> Future[Any]:
        args = {"watch": watch.number, "camera": watch.camera_id, "sub": watch.sub}
        return self._ask("watch", args)

    def _unwatch(self, watch: LiveWatch) -> None:
        with self._lock:
            known = self._watches.pop(watch.number, None)
        if known is not None and self.connected:
            self._ask("unwatch", {"watch": watch.number})

    # --- the thread -------------------------------------------------------------------------

    def _run(self) -> None:
        pinged = looked = 0.0
        try:
            while not self._closing.is_set():
                self._poll()
                now = time.monotonic()
                if now - looked >= _LOOK_S:
                    looked = now
                    self._look()
                if self._link is not None and now - pinged >= wire.PING_S:
                    pinged = now
                    self._send(self._link, wire.pack({"id": _PING, "call": "ping"}))
        finally:
            self._drop()
            self._waker.close()
            self._context.term()

    def _poll(self) -> None:
        poller = zmq.Poller()
        poller.register(self._waker, zmq.POLLIN)
        if self._link is not None:
            poller.register(self._link.socket, zmq.POLLIN)
        poller.poll(int(_LOOK_S * 1000))
        self._waker.drain()
        if self._link is None:
            return
        while self._out:
            self._send(self._link, self._out.popleft())
        self._receive(self._link)

    def _look(self) -> None:
        """Is the recorder still the one we speak to?"""
        runtime = Runtime.read(self._home)
        if self._link is not None and (runtime != self._link.to or self._link.silent):
            self._drop()
        if self._link is None and runtime is not None:
            self._link = Link(self._context, self._keys, runtime)
            self._send(self._link, wire.pack({"id": _PING, "call": "ping"}))

    def _send(self, link: Link, frame: bytes) -> None:
        try:
            link.socket.send(frame, zmq.NOBLOCK)
        except zmq.Again:
            log.warning("recorder client: the recorder takes no message")

    def _receive(self, link: Link) -> None:
        while True:
            try:
                header, *raw = link.socket.recv_multipart(zmq.NOBLOCK)
            except zmq.Again:
                return
            link.heard = time.monotonic()
            try:
                self._take(link, wire.unpack(header), raw)
            except Exception:
                log.exception("recorder client")

    def _greet(self) -> None:
        """The other end proved its key, or forgot us meanwhile: ask for all that is wanted."""
        was_up = self._up.is_set()
        self._up.set()
        with self._lock:
            watches = list(self._watches.values())
            listening = bool(self._listeners)
        if listening:
            self._listen()
        for watch in watches:
            self._ask_watch(watch)
        if not was_up:
            self._tell_state(there=True)

    def _take(self, link: Link, header: dict[str, Any], raw: list[bytes]) -> None:
        if header.get("id") == _PING:
            if header.get("value") != link.peer:
                link.peer = header.get("value")
                self._greet()
        elif "event" in header:
            for callback in list(self._listeners.get(header["event"], [])):
                callback(header["value"])
        elif "watch" in header:
            self._take_live(header, raw)
        elif (future := self._asked.pop(header["id"], None)) is not None:
            if "error" in header:
                future.set_exception(wire.error_from_json(header["error"]))
            else:
                future.set_result(header.get("value"))

    def _take_live(self, header: dict[str, Any], raw: list[bytes]) -> None:
        watch = self._watches.get(header["watch"])
        if watch is None:
            return
        if header["kind"] == "stream":
            watch.sink.stream(wire.read_stream(header, raw))
        elif header["kind"] == "packet":
            watch.sink.packet(wire.read_packet(header, raw))
        elif header["kind"] == "lost":
            watch.sink.lost(wire.read_lost(header), str(header.get("cause")))
        else:
            raise Damaged("recorder.channel_message")

    def _drop(self) -> None:
        if self._link is None:
            return
        self._link.socket.close()
        self._link = None
        was_up = self._up.is_set()
        self._up.clear()
        with self._lock:
            asked, self._asked = list(self._asked.values()), {}
            self._out.clear()
            watches = list(self._watches.values())
        for future in asked:
            future.set_exception(Unavailable("recorder.not_running"))
        if was_up and not self._closing.is_set():
            for watch in watches:
                watch.sink.lost(LossCause.CLOSED, "recorder")
            self._tell_state(there=False)

    def _tell_state(self, *, there: bool) -> None:
        if self._on_state is not None:
            try:
                self._on_state(there)
            except Exception:
                log.exception("recorder client")
