"""A real recorder under its real supervisor, what it acknowledged, and what is on the disk."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path
from types import TracebackType
from typing import Any, Self, cast

from sqlalchemy import select

from shopguard.access.policy import Console, Purpose
from shopguard.app.acts.cameras import add_camera
from shopguard.app.acts.footage import open_viewing
from shopguard.base.clock import HOUR, SystemClock
from shopguard.base.span import Span
from shopguard.cameras.register import Camera
from shopguard.database import schema
from shopguard.door.volumes import FragmentRef
from shopguard.footage.fragment import Fragment
from shopguard.recorder.channel import RecorderClient
from shopguard.recorder.supervisor import Supervisor
from tests.fakes.clock import FakeClock
from tests.fakes.full_shop import FullShop
from tests.fakes.recording import wait_for


class RunningRecorder:
    """A shop of its own, recorded while the block runs; ``stop`` ends the recorder before."""

    def __init__(self, folder: Path, *, hangs_s: float = 20.0) -> None:
        self.full = FullShop(folder, cast(FakeClock, SystemClock()))
        self.shop = self.full.shop
        self.acked: list[dict[str, Any]] = []
        self.alarms: list[dict[str, Any]] = []
        self.exit_code: int | None = None
        self.hangs_s = hangs_s
        self.began_us = self.shop.clock.utc_us()

    def camera(self, name: str, url: str, **columns: Any) -> Camera:
        return add_camera(self.shop, Console("test"), name, url, **columns)

    def start(self) -> None:
        self.supervisor = Supervisor(self.full.home, hangs_s=self.hangs_s)
        self.thread = threading.Thread(target=self._run)
        self.thread.start()
        self.client = RecorderClient(self.full.home, self.shop.key)
        self.client.listen("fragment", self.acked.append)
        self.client.listen("alarm", self.alarms.append)
        self.wait_connected()

    def _run(self) -> None:
        self.exit_code = self.supervisor.run()

    def wait_connected(self) -> None:
        wait_for(lambda: self.client.connected, "a recorder that answers")

    def wait_recorded(self, fragments: int, *, since: int = 0) -> None:
        """Each camera has so many further durable fragments."""
        cameras = [camera.id for camera in self.shop.cameras.list()]

        def fact() -> bool:
            new = [event["camera"] for event in self.acked[since:]]
            return all(new.count(camera) >= fragments for camera in cameras)

        wait_for(fact, f"{fragments} further fragments of every camera")

    def freeze(self) -> None:
        """The recorder's process stands still."""
        pid = self.supervisor.worker_pid
        assert pid is not None
        os.kill(pid, signal.SIGSTOP)

    def stop(self) -> None:
        self.supervisor.stop()
        self.thread.join(60)
        assert not self.thread.is_alive()
        self.client.close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.thread.is_alive():
            self.supervisor.stop()
            self.thread.join(60)
        self.client.close()

    # --- what is on the disk ----------------------------------------------------------------

    def stored(self, camera: Camera) -> list[tuple[FragmentRef, Fragment]]:
        """Every fragment of a camera, read and verified by two managers through the door."""
        span = Span(self.began_us - HOUR, self.shop.clock.utc_us() + HOUR)
        with (
            self.full.proofs("sato", "suzuki") as proofs,
            open_viewing(
                self.shop, proofs, purpose=Purpose.SAFETY, cameras=[camera.id], span=span
            ) as viewing,
        ):
            assert viewing.damage(camera.id) == []
            return [(ref, viewing.read(ref)) for ref in viewing.fragments(camera.id)]

    def gaps(self, camera: Camera) -> list[tuple[str, bool]]:
        """Cause of each gap and whether it is over."""
        found = self.shop.store.gaps(camera.id)
        return [(gap.cause, gap.end_us is not None) for gap in found]

    def logged(self) -> list[str]:
        """Actions of the audit log, oldest first."""
        record = schema.audit_record
        with self.shop.catalogue.read() as db:
            return list(db.scalars(select(record.c.action).order_by(record.c.seq)))

    def close(self) -> None:
        self.full.close()
