"""One thread that reads every camera.

A camera's packets come a thousand times a second, a few bytes each; read one by one they would cost
more CPU than anything done with them. So a socket that streams is looked at once per tick, and read
in large pieces: what matters is that its kernel buffer holds a tick of video. Handshakes are looked
at at once.

Nothing here may block: connections, TLS and writes don't wait, and names are looked up in threads
of their own. Whatever a handler raises ends that handler and never the loop.

Waking costs more than reading, most of all on a machine that is otherwise asleep: so the tick is
long while nobody watches, and short (``hurry``) while somebody does.
"""

from __future__ import annotations

import heapq
import itertools
import logging
import selectors
import socket
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable
from enum import Enum
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Protocol, TypeVar

from shopguard.base.clock import Clock, SystemClock
from shopguard.base.errors import ShopGuardError
from shopguard.cameras.names import Found, Names

log = logging.getLogger(__name__)

READ_SIZE = 256 * 1024
TICK_S = 0.3
WATCHED_TICK_S = 0.1  # nobody notices a tenth of a second
DATAGRAM_TICK_S = 0.01

_Result = TypeVar("_Result")


class Pace(Enum):
    """How soon a socket that became readable is looked at."""

    AT_ONCE = "at once"
    DATAGRAMS = "datagrams"  # the kernel holds few of them
    STREAM = "stream"


class Handler(Protocol):
    """Whoever owns a watched socket. Called on the loop's thread only."""

    def readable(self) -> None:
        """Bytes (or an end, or an error) wait in the socket."""
        ...

    def writable(self) -> None:
        """The socket takes bytes again, or is connected."""
        ...

    def failed(self, error: Exception) -> None:
        """``readable`` or ``writable`` raised; clean up."""
        ...


class Timer:
    """A call to come; ``cancel`` is harmless at any time."""

    __slots__ = ("_call",)

    def __init__(self, call: Callable[[], None]) -> None:
        self._call: Callable[[], None] | None = call

    def cancel(self) -> None:
        """Never call it."""
        self._call = None

    @property
    def pending(self) -> bool:
        """Neither called nor cancelled."""
        return self._call is not None

    def fire(self) -> None:
        """Call it, once."""
        call, self._call = self._call, None
        if call is not None:
            call()


class Watch:
    """One socket under the loop's eyes."""

    __slots__ = ("_events", "_pace", "_reactor", "handler", "sock")

    def __init__(self, reactor: Reactor, sock: socket.socket, handler: Handler) -> None:
        self._reactor = reactor
        self._events = 0
        self._pace = Pace.AT_ONCE
        self.sock = sock
        self.handler = handler

    def set(self, *, read: bool = True, write: bool = False, pace: Pace | None = None) -> None:
        """What to look for, and how soon; neither: stop looking."""
        events = selectors.EVENT_READ * read | selectors.EVENT_WRITE * write
        wanted = pace or self._pace
        if (events, wanted) == (self._events, self._pace) or self._reactor.ended:
            return
        if self._events:
            self._reactor._selector(self._pace).unregister(self.sock)
        if events:
            self._reactor._selector(wanted).register(self.sock, events, self)
        self._events, self._pace = events, wanted

    def close(self) -> None:
        """Stop looking and close the socket."""
        self.set(read=False)
        self._reactor._watches.discard(self)
        self.sock.close()

    @property
    def closed(self) -> bool:
        return self.sock.fileno() < 0


class Reactor:
    """The loop. ``start`` it, ``close`` it (or use it as a context manager)."""

    def __init__(self, clock: Clock | None = None) -> None:
        self.clock: Clock = clock or SystemClock()
        self.buffer = memoryview(bytearray(READ_SIZE))  # handlers read into it; one at a time
        self._selectors = {pace: selectors.DefaultSelector() for pace in Pace}
        self._due = dict.fromkeys(Pace, 0.0)
        self._tick_s = {Pace.DATAGRAMS: DATAGRAM_TICK_S, Pace.STREAM: TICK_S}
        self._watches: set[Watch] = set()  # with a socket that is open
        self._calls: deque[Callable[[], None]] = deque()
        self._timers: list[tuple[float, int, Timer]] = []
        self._order = itertools.count()
        self._names = Names(self.call)
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="cameras", daemon=True)
        self._wake_out, self._wake_in = socket.socketpair()
        for sock in (self._wake_out, self._wake_in):
            sock.setblocking(False)
        self.watch(self._wake_in, _Drain(self._wake_in)).set()

    def start(self) -> None:
        """Begin to run, in a thread of its own."""
        self._thread.start()

    def close(self) -> None:
        """End the thread and close every socket; no handler is called again."""
        self._closing = True
        self._wake()
        if self._thread.is_alive() and not self.is_current:
            self._thread.join()
        if not self._thread.is_alive():
            self._release()

    def __enter__(self) -> Reactor:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def is_current(self) -> bool:
        """Whether the caller runs on the loop's thread."""
        return threading.current_thread() is self._thread

    @property
    def ended(self) -> bool:
        """Whether it was closed, with every socket."""
        return self._closing

    # --- from any thread ---------------------------------------------------------------------

    def call(self, function: Callable[[], None]) -> None:
        """Run ``function`` on the loop soon."""
        self._calls.append(function)
        self._wake()

    def run(self, function: Callable[[], _Result]) -> _Result:
        """Run ``function`` on the loop and wait for it.

        Hold no lock that a handler may want. Once the loop has ended it runs right here.
        """
        if self.is_current or not self._thread.is_alive():
            return function()
        done = threading.Event()
        results: list[_Result] = []

        def there() -> None:
            try:
                results.append(function())
            finally:
                done.set()

        self.call(there)
        while not done.wait(0.2):
            if not self._thread.is_alive():  # it was closed meanwhile
                return function()
        if not results:
            raise RuntimeError("the call failed on the camera thread; see the log")
        return results[0]

    def hurry(self, on: bool) -> None:
        """Somebody watches live pictures (or nobody any more). From any thread."""
        self._tick_s[Pace.STREAM] = WATCHED_TICK_S if on else TICK_S

    # --- on the loop -------------------------------------------------------------------------

    def later(self, seconds: float, function: Callable[[], None]) -> Timer:
        """Call ``function`` in so many seconds."""
        timer = Timer(function)
        when = self.clock.monotonic() + seconds
        heapq.heappush(self._timers, (when, next(self._order), timer))
        return timer

    def watch(self, sock: socket.socket, handler: Handler) -> Watch:
        """Watch a non-blocking socket for ``handler``; nothing is looked for yet."""
        watch = Watch(self, sock, handler)
        self._watches.add(watch)
        return watch

    def resolve(self, host: str, port: int, found: Found) -> None:
        """Look a host up without waiting; ``found`` is called on the loop."""
        self._names.resolve(host, port, found)

    # --- the loop ----------------------------------------------------------------------------

    def _run(self) -> None:
        while not self._closing:
            self._poll(Pace.AT_ONCE, self._idle_s())
            now = time.monotonic()
            for pace, tick_s in self._tick_s.items():
                if self._due[pace] <= now and self._selectors[pace].get_map():
                    self._due[pace] = now + tick_s
                    self._poll(pace, 0)
            self._run_calls()
            self._run_timers()

    def _idle_s(self) -> float:
        """How long nothing can be due."""
        if self._calls:
            return 0
        moments = [self._due[pace] for pace in self._tick_s if self._selectors[pace].get_map()]
        idle = min(moments) - time.monotonic() if moments else 3600.0
        if self._timers:
            idle = min(idle, self._timers[0][0] - self.clock.monotonic())
        return max(idle, 0)

    def _poll(self, pace: Pace, timeout: float) -> None:
        for key, events in self._selectors[pace].select(timeout):
            watch: Watch = key.data
            try:
                if events & selectors.EVENT_WRITE and not watch.closed:
                    watch.handler.writable()
                if events & selectors.EVENT_READ and not watch.closed:
                    watch.handler.readable()
            except Exception as error:  # noqa: BLE001 - one camera must not end the others
                note(error)
                self._guard(partial(watch.handler.failed, error))

    def _run_calls(self) -> None:
        for _ in range(len(self._calls)):
            self._guard(self._calls.popleft())

    def _run_timers(self) -> None:
        now = self.clock.monotonic()
        while self._timers and self._timers[0][0] <= now:
            self._guard(heapq.heappop(self._timers)[2].fire)

    def _guard(self, function: Callable[[], None]) -> None:
        try:
            function()
        except Exception as error:  # noqa: BLE001 - as above
            note(error)

    def _selector(self, pace: Pace) -> selectors.BaseSelector:
        return self._selectors[pace]

    def _wake(self) -> None:
        try:
            self._wake_out.send(b"\0")
        except OSError:
            return  # full: it wakes anyway; closed: it has ended

    def _release(self) -> None:
        self._timers.clear()
        self._calls.clear()
        for selector in self._selectors.values():
            selector.close()
        for watch in self._watches:
            watch.sock.close()
        self._watches.clear()
        self._wake_out.close()


class _Drain:
    """Empties the socket that wakes the loop."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock

    def readable(self) -> None:
        self._sock.recv(4096)

    def writable(self) -> None:
        """Never asked for."""

    def failed(self, error: Exception) -> None:
        """The loop wakes by its ticks."""


def note(error: Exception) -> None:
    """Log a mistake of ours: where it came from, not what it says, which may repeat a camera.

    Errors of the outside world are told by those they happen to.
    """
    if isinstance(error, OSError | ShopGuardError):
        return
    frames = traceback.extract_tb(error.__traceback__)[-3:]
    places = " < ".join(f"{Path(f.filename).name}:{f.lineno}" for f in reversed(frames))
    log.error("camera thread: %s at %s", type(error).__name__, places)
