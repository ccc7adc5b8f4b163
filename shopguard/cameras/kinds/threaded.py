"""A source whose connections block: one thread that reconnects for ever, one that watches it."""

from __future__ import annotations

import logging
import threading
import time
from abc import ABC, abstractmethod

from shopguard.base.clock import Clock
from shopguard.cameras.backoff import Backoff
from shopguard.cameras.loss import Lost, loss_of
from shopguard.cameras.source import LossCause, Packet, PacketSink, StreamInfo

STALL_S = 10.0
LOOK_S = 0.5
STOP_S = 5.0

log = logging.getLogger(__name__)


class Feed:
    """The way to the sink; shut for good by ``shut``, whoever still holds it."""

    def __init__(self, sink: PacketSink, clock: Clock) -> None:
        self.clock = clock
        self.ended = threading.Event()
        self.backoff = Backoff(clock.monotonic)
        self._sink = sink
        self._gate = threading.RLock()  # the sink may stop its own source
        self._alive = clock.monotonic()
        self._waiting = False
        self._told = True

    def begin(self) -> None:
        """A connection attempt starts."""
        with self._gate:
            self._alive, self._waiting, self._told = self.clock.monotonic(), True, False

    def stream(self, info: StreamInfo) -> None:
        """Pass on what the stream is made of."""
        with self._gate:
            if not self.ended.is_set():
                self._sink.stream(info)

    def packet(self, packet: Packet) -> None:
        """Pass on a packet."""
        with self._gate:
            self._alive, self._waiting, self._told = self.clock.monotonic(), True, False
            self.backoff.good()
            if not self.ended.is_set():
                self._sink.packet(packet)

    def lost(self, cause: LossCause, detail: str) -> None:
        """Say once per attempt that nothing comes."""
        with self._gate:
            self._waiting = False
            if not self._told and not self.ended.is_set():
                self._sink.lost(cause, detail)
            self._told = True

    def stalled(self) -> bool:
        """Connected, or trying to, without a packet for too long."""
        with self._gate:
            return self._waiting and self.clock.monotonic() - self._alive > STALL_S

    def shut(self) -> None:
        """No call reaches the sink from now on."""
        with self._gate:
            self.ended.set()


class ThreadedSource(ABC):
    """A ``CameraSource`` from one blocking ``connect``."""

    def __init__(self, name: str, clock: Clock) -> None:
        self._name = name
        self._clock = clock
        self._feed: Feed | None = None
        self._threads: tuple[threading.Thread, ...] = ()

    @abstractmethod
    def connect(self, feed: Feed) -> None:
        """Open, pass packets on until ``feed.ended``; OSError or Lost when it breaks."""

    def hang_up(self) -> None:
        """Make a ``connect`` that waits return, from another thread."""
        return

    def start(self, sink: PacketSink) -> None:
        """Begin, and go on until ``stop``."""
        if self._feed is not None:
            raise RuntimeError("this source runs already")
        feed = self._feed = Feed(sink, self._clock)
        self._threads = tuple(
            threading.Thread(target=target, args=(feed,), name=f"{self._name} {role}", daemon=True)
            for role, target in (("reader", self._run), ("watch", self._watch))
        )
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End; no call to the sink after this returns, even where a driver still hangs."""
        if self._feed is None:
            return
        self._feed.shut()
        until = time.monotonic() + STOP_S
        for thread in self._threads:
            while thread.is_alive() and thread is not threading.current_thread():
                self.hang_up()  # again and again: it may just be connecting
                thread.join(0.1)
                if time.monotonic() > until:
                    break
        self._feed, self._threads = None, ()

    def _run(self, feed: Feed) -> None:
        while not feed.ended.is_set():
            feed.begin()
            cause, detail = self._attempt(feed)
            feed.lost(cause, detail)
            feed.ended.wait(feed.backoff.wait_s())

    def _attempt(self, feed: Feed) -> tuple[LossCause, str]:
        try:
            self.connect(feed)
        except (OSError, Lost) as error:
            loss = loss_of(error)
            return loss.cause, loss.detail
        except Exception:  # our own mistake must not end a camera's recording
            log.exception("%s: a connection ended in an unexpected way", self._name)
            return LossCause.BAD_STREAM, "unexpected"
        return LossCause.CLOSED, ""

    def _watch(self, feed: Feed) -> None:
        while not feed.ended.wait(LOOK_S):
            if feed.stalled():
                feed.lost(LossCause.STALLED, "")
                self.hang_up()
