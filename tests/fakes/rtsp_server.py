"""Real RTSP cameras for tests, and the ways they fail: killed, frozen, back again."""

from __future__ import annotations

import signal
from types import TracebackType

from shopguard.app.demo.rtsp_process import RtspProcess


class RtspServer(RtspProcess):
    """GStreamer's RTSP server as a context manager; ``restart`` comes back on the same port."""

    def kill(self) -> None:
        """End it without a farewell, as a power cut does."""
        self.process.send_signal(signal.SIGKILL)
        self.stop()

    def freeze(self) -> None:
        """Hold every thread: sockets stay open and nothing comes."""
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Go on after ``freeze``."""
        self.process.send_signal(signal.SIGCONT)

    def restart(self) -> None:
        """Come back on the same port, whatever happened before."""
        if self.running:
            self.kill()
        self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.running:
            self.kill()
