"""The recorder's end of the channel: one socket on the loopback address, one thread.

Every connection proves the shop's client key before a byte of it is looked at. What goes out is
bounded for each listener: a desktop that hangs costs nothing but its own pictures.
"""

from __future__ import annotations

import itertools
import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from typing import Any, Protocol

import zmq

from shopguard.base.errors import Damaged, InvalidInput, ShopGuardError, Unavailable
from shopguard.recorder.channel import wire
from shopguard.recorder.channel.keys import ChannelKeys
from shopguard.recorder.channel.waker import Waker

log = logging.getLogger(__name__)

_MAX_PEERS = 32
_MAX_EVENTS = 2000  # waiting for one listener; the oldest go
_HIGH_WATER = 64  # messages inside ZeroMQ for one listener
_IDLE_MS = 1000
_ALONE_MS = 5000  # whoever comes wakes it
_RETRY_MS = 20
_BATCH = 100

Frames = list[bytes]
Call = Callable[["Peer", Mapping[str, Any]], Any]


class Outlet(Protocol):
    """Something that has messages for a peer, and bounds them itself."""

    def peek(self) -> Frames | None:
        """The next message, or None."""
        ...

    def done(self) -> None:
        """The message of the last ``peek`` is on its way."""
        ...


class Peer:
    """One client that proved its key."""

    def __init__(self, identity: bytes, number: int) -> None:
        self.identity = identity
        self.number = number
        self.events: frozenset[str] = frozenset()
        self.outlets: list[Outlet] = []
        self.gone: list[Callable[[], None]] = []
        self.heard = time.monotonic()
        self.waiting: deque[Frames] = deque(maxlen=_MAX_EVENTS)


class Server:
    """``calls``: what clients may ask, by name; each runs on the channel's thread and is quick."""

    def __init__(self, shop_key: bytes, calls: Mapping[str, Call]) -> None:
        self._keys = ChannelKeys.derive(shop_key)
        self._calls = {**calls, "ping": _ping, "listen": _listen}
        self._context = zmq.Context(1)
        self._waker = Waker()
        self._peers: dict[bytes, Peer] = {}
        self._numbers = itertools.count(1)
        self._posted: deque[tuple[str, bytes]] = deque(maxlen=_MAX_EVENTS)
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="channel", daemon=True)

    def start(self) -> int:
        """Listen; the port."""
        self._zap = self._context.socket(zmq.REP)
        self._zap.linger = 0
        self._zap.bind("inproc://zeromq.zap.01")
        self._router = self._context.socket(zmq.ROUTER)
        self._router.linger = 500
        self._router.sndhwm = _HIGH_WATER
        self._router.maxmsgsize = wire.MAX_REQUEST
        self._router.router_mandatory = True
        self._router.zap_domain = b"shopguard"
        self._router.setsockopt(zmq.ZAP_ENFORCE_DOMAIN, 1)  # no answer from ZAP, no connection
        self._router.curve_server = True
        self._router.curve_secretkey = self._keys.server.secret_z85
        self._router.curve_publickey = self._keys.server.public_z85
        port = self._router.bind_to_random_port("tcp://127.0.0.1")
        self._thread.start()
        return port

    def post(self, event: str, value: Any) -> None:
        """Tell everyone who listens; from any thread, never waits."""
        if not self._peers:
            return
        self._posted.append((event, wire.pack({"event": event, "value": value})))
        self._waker.wake()

    def wake(self) -> None:
        """An outlet has something; from any thread."""
        self._waker.wake()

    @property
    def alive(self) -> bool:
        return self._thread.is_alive()

    def close(self) -> None:
        """End the thread and every connection."""
        self._closing.set()
        self._waker.wake()
        if self._thread.is_alive():
            self._thread.join()

    # --- the thread -------------------------------------------------------------------------

    def _run(self) -> None:
        poller = zmq.Poller()
        for socket in (self._zap, self._router):
            poller.register(socket, zmq.POLLIN)
        poller.register(self._waker, zmq.POLLIN)
        timeout = _IDLE_MS
        try:
            while not self._closing.is_set():
                poller.poll(timeout)
                idle = _IDLE_MS if self._peers else _ALONE_MS
                timeout = _RETRY_MS if self._turn() else idle
            self._turn()
        finally:
            for peer in list(self._peers.values()):
                self._forget(peer)
            self._zap.close()
            self._router.close()
            self._context.term()
            self._waker.close()

    def _turn(self) -> bool:
        """One round; whether something still waits to be sent."""
        try:
            self._waker.drain()
            self._authenticate()
            self._answer()
            self._spread()
            self._expire()
            slow = [self._flush(peer) for peer in list(self._peers.values())]
            return any(slow)
        except Exception:
            log.exception("channel")
            return False

    def _authenticate(self) -> None:
        for _ in range(_BATCH):
            try:
                frames = self._zap.recv_multipart(zmq.NOBLOCK)
            except zmq.Again:
                return
            request = frames[1] if len(frames) > 1 else b""
            good = (
                len(frames) == 7
                and frames[5] == b"CURVE"
                and frames[6] == self._keys.client.public
                and len(self._peers) < _MAX_PEERS
            )
            status = [b"200", b"OK"] if good else [b"400", b"refused"]
            self._zap.send_multipart([b"1.0", request, *status, b"shop" if good else b"", b""])

    def _answer(self) -> None:
        for _ in range(_BATCH):
            try:
                identity, *frames = self._router.recv_multipart(zmq.NOBLOCK)
            except zmq.Again:
                return
            peer = self._peers.get(identity)
            if peer is None:
                peer = self._peers[identity] = Peer(identity, next(self._numbers))
            peer.heard = time.monotonic()
            if len(frames) == 1:
                self._ask(peer, frames[0])

    def _ask(self, peer: Peer, frame: bytes) -> None:
        try:
            header = wire.unpack(frame)
            number = int(header["id"])
        except (Damaged, KeyError, TypeError, ValueError):
            log.warning("channel: a message that is none")
            return
        peer.waiting.append([wire.pack({"id": number, **self._result(peer, header)})])

    def _result(self, peer: Peer, header: dict[str, Any]) -> dict[str, Any]:
        try:
            call = self._calls.get(str(header.get("call")))
            args = header.get("args", {})
            if call is None or not isinstance(args, dict):
                raise InvalidInput("recorder.channel_call")
            return {"value": call(peer, args)}
        except ShopGuardError as error:
            return {"error": wire.error_to_json(error)}
        except Exception:
            log.exception("channel: %s", header.get("call"))
            return {"error": wire.error_to_json(Unavailable("recorder.channel_failed"))}

    def _spread(self) -> None:
        while self._posted:
            event, message = self._posted.popleft()
            for peer in self._peers.values():
                if event in peer.events:
                    peer.waiting.append([message])

    def _expire(self) -> None:
        silent = time.monotonic() - wire.SILENT_S * 2
        for peer in [peer for peer in self._peers.values() if peer.heard < silent]:
            self._forget(peer)

    def _flush(self, peer: Peer) -> bool:
        """Send what waits; whether some is left because the peer is slow."""
        try:
            while peer.waiting:
                self._router.send_multipart([peer.identity, *peer.waiting[0]], zmq.NOBLOCK)
                peer.waiting.popleft()
            for outlet in list(peer.outlets):
                while (frames := outlet.peek()) is not None:
                    self._router.send_multipart([peer.identity, *frames], zmq.NOBLOCK, copy=False)
                    outlet.done()
        except zmq.Again:
            return True
        except zmq.ZMQError as error:
            if error.errno != zmq.EHOSTUNREACH:
                raise
            self._forget(peer)
        return False

    def _forget(self, peer: Peer) -> None:
        self._peers.pop(peer.identity, None)
        for gone in peer.gone:
            try:
                gone()
            except Exception:
                log.exception("channel: a peer that went")


def _ping(peer: Peer, _args: Mapping[str, Any]) -> Any:
    """Another number than before tells a client that what it listened to is forgotten."""
    return peer.number


def _listen(peer: Peer, args: Mapping[str, Any]) -> Any:
    events = args.get("events", [])
    if not isinstance(events, list):
        raise InvalidInput("recorder.channel_call")
    peer.events = frozenset(map(str, events))
    return None
