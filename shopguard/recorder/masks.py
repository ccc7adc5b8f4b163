"""A camera whose privacy masks are burned in before anything else sees a picture (G-2).

Fail closed: the inner source's packets go into a ``Line``, out of which no video comes but as what
a worker process made of it. Without a worker there is no picture, and the sink is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from shopguard.base.clock import Clock
from shopguard.cameras import fields
from shopguard.cameras.fields import Polygon
from shopguard.cameras.source import CameraSource, PacketSink
from shopguard.recorder.masking.keeper import COMMAND, Keeper
from shopguard.recorder.masking.line import Line


class MaskedSource:
    """A ``CameraSource`` that gives the pictures of ``inner`` as H.264 with ``polygons`` black.

    Corners lie in 0..1 of the picture; InvalidInput where they don't. Time stamps, arrival times
    and audio stay as they are. ``command``: the worker's program.
    """

    def __init__(
        self,
        inner: CameraSource,
        polygons: Iterable[Polygon],
        clock: Clock,
        command: Sequence[str] = COMMAND,
    ) -> None:
        self._inner = inner
        self._polygons = fields.masks(polygons)
        if not self._polygons:
            raise ValueError("a camera without masks needs no worker")
        self._clock = clock
        self._command = command
        self._keeper: Keeper | None = None

    @property
    def worker_pid(self) -> int | None:
        """The worker's process id while there is one."""
        return self._keeper.worker_pid if self._keeper else None

    def start(self, sink: PacketSink) -> None:
        """Begin, and go on until ``stop``."""
        if self._keeper is not None:
            raise RuntimeError("this source runs already")
        line = Line(self._polygons, self._clock.monotonic)
        self._keeper = Keeper(line, sink, self._clock, self._command)
        self._keeper.start()
        self._inner.start(line)

    def stop(self) -> None:
        """End; no call to the sink after this returns."""
        keeper, self._keeper = self._keeper, None
        if keeper is None:
            return
        keeper.shut()
        self._inner.stop()
        keeper.join()
