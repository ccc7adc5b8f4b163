"""Sinks that a test waits on, and an RTSP camera on a real socket that a test writes itself."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from types import TracebackType
from typing import Self

from shopguard.cameras.source import LossCause, Packet, StreamInfo
from tests.fakes.rtp_packets import Collected
from tests.fakes.rtsp_camera import MemoryCamera

LONG = 30  # seconds a test waits for what must come


class Listener(Collected):
    """Remembers what it is told, and wakes whoever waits for it."""

    def __init__(self) -> None:
        super().__init__()
        self._changed = threading.Condition()

    def _note(self, entry: StreamInfo | Packet | tuple[LossCause, str]) -> None:
        with self._changed:
            self.told.append(entry)
            self._changed.notify_all()

    def stream(self, info: StreamInfo) -> None:
        self._note(info)

    def packet(self, packet: Packet) -> None:
        self._note(packet)

    def lost(self, cause: LossCause, detail: str) -> None:
        self._note((cause, detail))

    def until(self, happened: Callable[[Listener], object]) -> None:
        """Wait until ``happened(self)`` is true; fails after half a minute."""
        with self._changed:
            assert self._changed.wait_for(lambda: happened(self), LONG), self.told[-3:]

    def video_after(self, count: int) -> None:
        """Wait for ``count`` more video packets than there are."""
        wanted = len(self.video) + count
        self.until(lambda sink: len(sink.video) >= wanted)

    def loss(self, cause: LossCause) -> None:
        """Wait for a loss of this cause."""
        self.until(lambda sink: any(told is cause for told, _ in sink.losses))


class TcpCamera:
    """``MemoryCamera`` behind a listening socket; ``frames`` follow each PLAY, then silence."""

    def __init__(self, camera: MemoryCamera, frames: Iterable[bytes] = ()) -> None:
        self.camera = camera
        self.frames = list(frames)
        self._server = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        self.port = self._server.getsockname()[1]
        self.calls = 0
        self._thread = threading.Thread(target=self._serve, daemon=True)

    @property
    def url(self) -> str:
        return f"rtsp://127.0.0.1:{self.port}/live"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with suppress(OSError):
            self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        self.hang_up()
        self._thread.join(LONG)

    def hang_up(self) -> None:
        """End every connection."""
        for sock in self._open:
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)

    def _serve(self) -> None:
        while True:
            try:
                sock, _ = self._server.accept()
            except OSError:
                return  # the test is over
            self.calls += 1
            self._open.append(sock)
            threading.Thread(target=self._talk, args=(sock,), daemon=True).start()

    def _talk(self, sock: socket.socket) -> None:
        with sock, suppress(OSError):
            while data := sock.recv(65_536):
                sock.sendall(self.camera.hear(data))
                if data.startswith(b"PLAY"):
                    sock.sendall(b"".join(self.frames))
