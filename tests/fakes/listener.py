"""The listening sink, with the words that tests of whole sources use."""

from __future__ import annotations

from collections.abc import Callable

from shopguard.cameras.source import LossCause, Packet, StreamInfo
from tests.fakes import listening

WAIT_S = listening.LONG


class Listener(listening.Listener):
    """A ``PacketSink`` for tests."""

    def wait(self, until: Callable[[Listener], bool]) -> None:
        """Until the condition holds; fails the test when it never does."""
        self.until(lambda _: until(self))

    def wait_packets(self, count: int) -> list[Packet]:
        """The first ``count`` packets."""
        self.wait(lambda heard: len(heard.packets) >= count)
        return self.packets[:count]

    def wait_loss(self, cause: LossCause) -> None:
        """Until nothing comes for ``cause``."""
        self.loss(cause)

    @property
    def order(self) -> list[str]:
        """What kind of thing was told, in order."""
        kinds: dict[type, str] = {StreamInfo: "stream", Packet: "packet", tuple: "lost"}
        return [kinds[type(entry)] for entry in self.told]
