"""RTSP cameras: one attempt after the other, for ever."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from shopguard.cameras.backoff import Backoff
from shopguard.cameras.datagrams import DatagramPort, datagram_pair
from shopguard.cameras.loss import Lost
from shopguard.cameras.net import CONNECT_S, Connection
from shopguard.cameras.reactor import Reactor, Timer, note
from shopguard.cameras.rtp.flow import Flow, Tally
from shopguard.cameras.rtsp.client import RtspClient, Wishes
from shopguard.cameras.rtsp.dialogue import Moved
from shopguard.cameras.source import LossCause, PacketSink
from shopguard.cameras.url import CameraUrl

log = logging.getLogger(__name__)

MAX_MOVES = 3


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds: to connect; without a video packet; with packets and no whole picture."""

    connect_s: float = CONNECT_S
    stall_s: float = 5.0
    keyless_s: float = 30.0


PATIENT = Patience()


class RtspSource:
    """A ``CameraSource``. All its work is done on the reactor's thread."""

    def __init__(
        self, url: CameraUrl, reactor: Reactor, wishes: Wishes, *, patience: Patience = PATIENT,
    ) -> None:  # fmt: skip
        self._url = url
        self._reactor = reactor
        self._wishes = wishes
        self._patience = patience
        self._backoff = Backoff(reactor.clock.monotonic)
        self._sink: PacketSink | None = None
        self._attempt: _Attempt | None = None
        self._retry: Timer | None = None
        self._told: tuple[LossCause, str] | None = None
        self._moves = 0
        self.tally = Tally()

    def start(self, sink: PacketSink) -> None:
        """Begin, and go on until ``stop``."""
        if self._sink is not None:
            raise RuntimeError("this source runs already")
        self._sink = sink
        self._reactor.call(lambda: self._try(self._url))

    def stop(self) -> None:
        """End; no call to the sink after this returns.

        It waits for the reactor's thread: hold no lock that the sink may want.
        """
        self._reactor.run(self._stop)

    @property
    def clock_offset_us(self) -> int | None:
        """The camera's clock minus the PC's as RTCP tells; None where it does not."""
        attempt = self._attempt
        return attempt.client.clock_offset_us if attempt else None

    def _stop(self) -> None:
        self._sink = None
        if self._retry is not None:
            self._retry.cancel()
        if self._attempt is not None:
            self._attempt.close()
            self._attempt = None

    def _try(self, url: CameraUrl) -> None:
        if self._sink is None:
            return
        flow = Flow(self._sink, self.tally, self._good)
        self._attempt = _Attempt(self._reactor, url, flow, self._wishes, self._patience, self._lost)

    def _good(self) -> None:
        self._backoff.good()
        self._told = None
        self._moves = 0

    def _lost(self, loss: Lost) -> None:
        """The next attempt is set before anyone is told, whatever they do with the news."""
        self._attempt = None
        if self._sink is None:
            return
        if isinstance(loss, Moved) and self._moves < MAX_MOVES:
            self._moves += 1
            moved = loss.url
            self._retry = self._reactor.later(0, lambda: self._try(moved))
            return
        self._moves = 0
        self._retry = self._reactor.later(self._backoff.wait_s(), lambda: self._try(self._url))
        news = (loss.cause, loss.detail)
        if news != self._told:
            self._told = news
            self._sink.lost(*news)


class _Attempt:
    """One connection, its conversation and its watchdog. Tells of its end exactly once."""

    def __init__(
        self, reactor: Reactor, url: CameraUrl, flow: Flow, wishes: Wishes, patience: Patience,
        lost: Callable[[Lost], None],
    ) -> None:  # fmt: skip
        self._reactor = reactor
        self._flow = flow
        self._patience = patience
        self._lost = lost
        self._timers: list[Timer] = []
        self._seen = (-1, 0.0)  # position of the video, and when it last moved
        self._units = (-1, 0.0)  # units handed on, likewise
        self.client = RtspClient(self, url, flow, reactor.clock, wishes)
        self._connection = Connection(reactor, url, self, connect_s=patience.connect_s)

    def close(self) -> None:
        """Say goodbye and end, without a word to anyone."""
        with suppress(Lost):  # it takes no goodbye
            self.client.close()
        self._connection.close()
        for timer in self._timers:
            timer.cancel()

    # --- called by the connection ------------------------------------------------------------

    def connected(self) -> None:
        """Begin to talk."""
        self.client.connected()

    def received(self, data: bytes) -> None:
        """Bytes came."""
        self.client.received(data)

    def ended(self, loss: Lost) -> None:
        """The connection is over."""
        self.close()
        self._lost(loss)

    # --- called by the conversation (``Line``) -----------------------------------------------

    def write(self, data: bytes) -> None:
        """Send."""
        self._connection.write(data)

    def stream(self) -> None:
        """Frames come now: read them in large pieces, and watch that they go on coming."""
        self._connection.stream()
        now = self._reactor.clock.monotonic()
        self._seen = (self.client.position, now)
        self._units = (self._flow.units, now)
        self._watch()

    def later(self, seconds: float, function: Callable[[], None]) -> Timer:
        """Call ``function`` once; what it raises ends the connection."""

        def guarded() -> None:
            try:
                function()
            except Exception as error:  # noqa: BLE001 - told as the reason of the loss
                note(error)
                self._connection.failed(error)

        self._timers = [timer for timer in self._timers if timer.pending]
        timer = self._reactor.later(seconds, guarded)
        self._timers.append(timer)
        return timer

    def open_ports(self, received: Callable[[int, bytes], None]) -> _Ports:
        """A pair of UDP ports to the camera."""
        return _Ports(self._reactor, *self._connection.places, received, self._connection.failed)

    # --- the watchdog ------------------------------------------------------------------------

    def _watch(self) -> None:
        """A camera that sends nothing, or nothing that makes a picture, is lost."""
        now = self._reactor.clock.monotonic()
        self._seen = _moved(self._seen, self.client.position, now)
        self._units = _moved(self._units, self._flow.units, now)
        if now - self._seen[1] >= self._patience.stall_s:
            raise Lost(LossCause.STALLED, f"no video for {self._patience.stall_s:g} s")
        if now - self._units[1] >= self._patience.keyless_s:
            raise Lost(LossCause.BAD_STREAM, "packets come, but no whole picture")
        self.later(min(1.0, self._patience.stall_s / 5), self._watch)


def _moved(before: tuple[int, float], position: int, now: float) -> tuple[int, float]:
    return before if position == before[0] else (position, now)


class _Ports:
    """Two neighbouring UDP ports: RTP and RTCP."""

    def __init__(
        self, reactor: Reactor, here: str, camera: str, received: Callable[[int, bytes], None],
        failed: Callable[[Exception], None],
    ) -> None:  # fmt: skip
        self.camera_port = 0
        self._ports = [
            DatagramPort(reactor, sock, camera, partial(received, which), failed)
            for which, sock in enumerate(datagram_pair(here))
        ]
        self.number = self._ports[0].number

    def send(self, which: int, data: bytes) -> None:
        """One datagram to the camera's port: 0 RTP, 1 RTCP."""
        if self.camera_port:
            self._ports[which].send(data, self.camera_port + which)

    def close(self) -> None:
        """Stop hearing."""
        for port in self._ports:
            port.close()
