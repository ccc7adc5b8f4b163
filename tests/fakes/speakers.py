"""A loudspeaker that plays by the test's clock, or by one of its own that is wrong."""

from __future__ import annotations

from shopguard.base.clock import SECOND, Clock
from ui.review.listening import BYTES_A_MS


class FakeSpeaker:
    """``rate``: how fast its clock runs; ``late_s``: how long it takes to start."""

    def __init__(self, clock: Clock, *, rate: float = 1.0, late_s: float = 0.0) -> None:
        self.clock = clock
        self.rate = rate
        self.late_s = late_s
        self.lost = False
        self.volume = 0
        self.turns = 0
        self.silences = 0
        self._samples = bytearray()
        self._since: float | None = None

    def put(self, pcm: bytearray) -> None:
        if self._since is None:
            self._since = self.clock.monotonic() + self.late_s
        self._samples += pcm
        pcm[:] = bytes(len(pcm))

    def turn(self) -> None:
        self.turns += 1

    def heard_us(self) -> int:
        if self._since is None:
            return 0
        passed = max(0.0, self.clock.monotonic() - self._since) * self.rate
        return min(round(passed * SECOND), len(self._samples) * 1000 // BYTES_A_MS)

    def set_volume(self, percent: int) -> None:
        self.volume = percent

    def silence(self) -> None:
        self.silences += 1
        self._samples.clear()
        self._since = None

    @property
    def waiting(self) -> int:
        return len(self._samples)

    def hears(self) -> int | None:
        """The moment that the sample heard just now belongs to; None: silence."""
        at = self.heard_us() * 48 // 1000 * 4
        sample = self._samples[at : at + 4]
        started = self._since is not None and self.clock.monotonic() >= self._since
        return (int.from_bytes(sample, "little") - 1) * 1000 if sample and started else None


class FakeSpeakers:
    """One loudspeaker, or none."""

    def __init__(self, speaker: FakeSpeaker | None) -> None:
        self.speaker = speaker
        self.looked = 0

    def look(self) -> None:
        self.looked += 1

    def open(self) -> FakeSpeaker | None:
        return self.speaker
