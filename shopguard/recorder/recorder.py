"""The recorder: every camera of one shop, recorded day and night (J-4, T-4, G-6).

It opens the shop, tells what an earlier recorder left behind, and keeps four things going: cameras
(their sources' threads and the writer pool), health (once a second, no disk), books (gaps, heads,
alarms; every two seconds) and upkeep (retention, digests; every minute and when a disk is full).
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from shopguard.audit.actions import Act
from shopguard.audit.entry import Entry, JsonValue
from shopguard.base.clock import Clock, SystemClock
from shopguard.base.errors import ShopGuardError
from shopguard.base.home import Home
from shopguard.cameras.open import open_source
from shopguard.cameras.reactor import Reactor
from shopguard.cameras.register import Camera
from shopguard.cameras.source import CameraSource
from shopguard.footage.fragment import VolumeHead
from shopguard.recorder import upkeep
from shopguard.recorder.aftermath import Aftermath
from shopguard.recorder.alarms import SEAT, WHO
from shopguard.recorder.camera_recorder import CameraRecorder
from shopguard.recorder.camera_writer import Queued
from shopguard.recorder.causes import GapCause
from shopguard.recorder.channel.runtime import Runtime
from shopguard.recorder.channel.server import Peer, Server
from shopguard.recorder.handover import Hello
from shopguard.recorder.health import Health
from shopguard.recorder.live import LiveTap
from shopguard.recorder.masks import MaskedSource
from shopguard.recorder.services import Room, Services
from shopguard.recorder.threads import Loop
from shopguard.recorder.writer_pool import WriterPool

log = logging.getLogger(__name__)

_WRITERS = 4
_MEMORY = 192 << 20  # fragments of all cameras that may wait for the disk
_LEAST, _MOST = 6 << 20, 32 << 20  # of one camera
_STUCK_S = 15.0
_CLOSING_S = 15.0


class Recorder:
    """One shop being recorded, from ``start`` to ``stop``. ``stop_asked``: a client wants it."""

    def __init__(self, services: Services, hello: Hello) -> None:
        self.stop_asked = False
        self.newest: dict[str, int] = {}
        self.news = threading.Event()  # something is durable, or the end is asked for
        self._services = services
        self._clock = services.clock
        self._hello = hello
        self._reactor = Reactor(self._clock)
        self._pool = WriterPool(_WRITERS)
        self._room = Room(services)
        self._tap = LiveTap(self._sub_source, self._reactor.hurry)
        self._cameras: dict[str, CameraRecorder] = {}
        self._off: tuple[tuple[str, str], ...] = ()
        self._changing = threading.Lock()
        self._reactor_turned = time.monotonic()
        self._server = Server(services.key, self._calls())
        self._tap.wakes(self._server.wake)
        self._health = Health(
            self._clock,
            lambda: list(self._cameras.values()),
            lambda: self._off,
            self._tap.count,
            self._server.post,
            pid=os.getpid(),
            restarts=hello.restarts,
        )
        self._aftermath = Aftermath(services, lambda: self._loops[1].kick())
        self._upkeep = upkeep.Upkeep(services, self._room, self._health)
        self._loops = (
            Loop("health", self._turn, 1.0),
            Loop("books", self._keep_books, 2.0),
            Loop("upkeep", self._upkeep.turn, 60.0),
        )
        self._heads_due = 0.0
        self._stopping = False

    # --- life -------------------------------------------------------------------------------

    def start(self) -> None:
        """Tell what was left behind, then record."""
        self._aftermath.settle(self._hello.previous, self._hello.restarts)
        self._log(Act.RECORDER_STARTED, {"restarts": self._hello.restarts})
        self._reactor.start()
        self._pool.start()
        port = self._server.start()
        self._load()
        for loop in self._loops:
            loop.start()
        Runtime(port, os.getpid(), self._clock.utc_us()).write(self._services.home)

    def stop(self) -> None:
        """Everything that came goes to the disk, volumes close, gaps begin."""
        Runtime.remove(self._services.home)
        with self._changing:
            self._stopping = True
            cameras = list(self._cameras.values())
        self._tap.close()
        for camera in cameras:
            camera.stop(GapCause.STOPPED)
        until = time.monotonic() + _CLOSING_S
        for camera in cameras:
            if not camera.writer.wait_finished(max(0.0, until - time.monotonic())):
                log.error("camera %s: not everything could be written", camera.camera.id)
                camera.give_up()
        for loop in self._loops:
            loop.stop()
        self._pool.close(1.0)
        self._reactor.close()
        self._log(Act.RECORDER_STOPPED, {})
        self._keep_books()
        self._server.close()
        self._services.catalogue.close()

    @property
    def alive(self) -> bool:
        """Whether the threads that must never stop still turn (a slow disk may hold the others)."""
        health = self._loops[0]
        reactor_s = time.monotonic() - self._reactor_turned
        return health.silent_s < _STUCK_S and reactor_s < _STUCK_S and self._server.alive

    # --- CameraEvents -----------------------------------------------------------------------

    def fragment(self, camera_id: str, queued: Queued, volume_id: str, head: VolumeHead) -> None:
        """See CameraEvents."""
        fragment = queued.fragment
        self.newest[camera_id] = fragment.span.end
        self.news.set()
        self._server.post(
            "fragment",
            {
                "camera": camera_id,
                "volume": volume_id,
                "fragments": head.fragments,
                "start_us": fragment.start_us,
                "end_us": fragment.span.end,
                "bytes": len(fragment.data),
                "key": fragment.key,
            },
        )

    def disk_full(self) -> None:
        """See CameraEvents."""
        self._health.disk_was_full()
        self._upkeep.space_wanted()
        self._loops[2].kick()

    # --- cameras ----------------------------------------------------------------------------

    def _load(self) -> None:
        """Record exactly the cameras the register says."""
        with self._changing:
            if self._stopping:
                return
            self._room.reload()
            listed = self._services.cameras.list()
            wanted = {camera.id: camera for camera in listed if camera.enabled}
            self._off = tuple((c.id, c.name) for c in listed if not c.enabled)
            for camera_id in [*self._cameras]:
                self._let_go(camera_id, wanted.get(camera_id))
            budget = min(_MOST, max(_LEAST, _MEMORY // max(1, len(wanted))))
            for camera in wanted.values():
                if camera.id not in self._cameras:
                    self._begin(camera, budget)
                self._cameras[camera.id].writer.budget = budget

    def _let_go(self, camera_id: str, wanted: Camera | None) -> None:
        recorder = self._cameras[camera_id]
        if wanted is not None and _source_of(wanted) == _source_of(recorder.camera):
            recorder.camera = wanted
            return
        self._cameras = {key: kept for key, kept in self._cameras.items() if key != camera_id}
        recorder.stop(GapCause.OFF if wanted is None else GapCause.CHANGED)
        self._aftermath.keep(recorder)
        self._health.forget(camera_id)
        if wanted is None:
            self._tap.forget(camera_id)
            self.newest.pop(camera_id, None)

    def _begin(self, camera: Camera, budget: int) -> None:
        """One camera that cannot be opened is no reason to miss the others."""
        try:
            occupied, gaps = self._aftermath.of(camera.id)
            recorder = CameraRecorder(
                camera, self._room, self._pool, self, self._tap, self._clock, occupied, gaps, budget
            )
            self._cameras = {**self._cameras, camera.id: recorder}
            recorder.start(self._source(camera))
            self._tap.renew(camera.id)
        except Exception:
            log.exception("camera %s cannot be opened", camera.id)

    def _source(self, camera: Camera) -> CameraSource:
        """Where there are masks, nothing but masked pictures ever comes (G-2)."""
        source = open_source(camera, self._reactor)
        return MaskedSource(source, camera.masks, self._clock) if camera.masks else source

    def _sub_source(self, camera_id: str) -> CameraSource | None:
        """None where there is no sub stream, or where only the masked pictures may be seen."""
        recorder = self._cameras.get(camera_id)
        if recorder is None or not recorder.camera.sub_url or recorder.camera.masks:
            return None
        return open_source(recorder.camera, self._reactor, sub=True)

    # --- loops ------------------------------------------------------------------------------

    def _turn(self) -> None:
        self._reactor.call(self._note_reactor)
        self._health.turn()

    def _note_reactor(self) -> None:
        self._reactor_turned = time.monotonic()

    def _keep_books(self) -> None:
        """Everything that goes to the catalogue; one failure does not keep the rest from it."""
        cameras = list(self._cameras.values())
        steps: list[Callable[[], object]] = [
            self._room.mark,
            *(partial(camera.gaps.flush, self._services.store) for camera in cameras),
            partial(self._aftermath.flush, self._services.store),
            partial(self._health.alarms.write, self._services.ledger.append),
            self._note_heads,
        ]
        for step in steps:
            try:
                step()
            except ShopGuardError as error:
                log.warning("books: %s", error.code)
            except Exception:
                log.exception("books")

    def _note_heads(self) -> None:
        now = self._clock.monotonic()
        if now < self._heads_due:
            return
        heads = [camera.writer.head() for camera in self._cameras.values()]
        self._services.store.note_heads([head for head in heads if head is not None])
        self._heads_due = now + self._services.settings.number("head_interval_seconds")

    # --- calls of the channel ---------------------------------------------------------------

    def _calls(self) -> dict[str, Callable[[Peer, Mapping[str, Any]], Any]]:
        return {
            "health": lambda _peer, _args: self._health.report().as_json(),
            "reload": lambda _peer, _args: self._reload(),
            "hold_changed": lambda _peer, _args: self._loops[2].kick(),
            "stop": lambda _peer, _args: self._ask_stop(),
            "watch": self._tap.watch,
            "unwatch": self._tap.unwatch,
        }

    def _ask_stop(self) -> None:
        self.stop_asked = True
        self.news.set()

    def _reload(self) -> None:
        """Opening cameras and closing volumes takes time: not on the channel's thread."""
        threading.Thread(target=self._reload_logged, name="reload", daemon=True).start()
        self._loops[2].kick()

    def _reload_logged(self) -> None:
        try:
            self._load()
        except ShopGuardError as error:
            log.exception("reload: %s", error.code)

    def _log(self, act: Act, detail: dict[str, JsonValue]) -> None:
        self._health.alarms.log(Entry(act, WHO, "done", SEAT, detail=detail))


def _source_of(camera: Camera) -> tuple[object, ...]:
    """What a new connection is needed for; a new name or retention is not."""
    login = (camera.username, camera.password, camera.transport)
    return (camera.url, camera.sub_url, *login, camera.audio, camera.masks)


def open_recorder(home: Home, hello: Hello, clock: Clock | None = None) -> Recorder:
    """A recorder for the shop of this folder, not started; the caller holds the lock file."""
    return Recorder(Services.open(home, clock or SystemClock()), hello)
