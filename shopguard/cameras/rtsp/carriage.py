"""One track's way from the camera: its RTP, its RTCP, and the reports back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from shopguard.base.clock import Clock
from shopguard.cameras.loss import Lost
from shopguard.cameras.rtp import rtcp
from shopguard.cameras.rtp.flow import Depacketiser
from shopguard.cameras.rtp.reorder import Reorder
from shopguard.cameras.rtp.track import Reception, Track
from shopguard.cameras.source import LossCause

_RTP, _RTCP = 0, 1


class OpenPorts(Protocol):
    """Two UDP ports of ours: ``number`` for RTP, the next one for RTCP."""

    number: int
    camera_port: int

    def send(self, which: int, data: bytes) -> None:
        """One datagram to the camera's port: 0 RTP, 1 RTCP."""
        ...

    def close(self) -> None:
        """Stop hearing."""
        ...


class Carriage:
    """Frames of an interleaved channel or datagrams of a port, and what is reported of them."""

    def __init__(self, payload_type: int, depacketiser: Depacketiser, clock: Clock) -> None:
        self.track = Track(payload_type, depacketiser)
        self.ports: OpenPorts | None = None
        self.reports: Callable[[bytes], None] | None = None
        self.clock_offset_us: int | None = None
        self._clock = clock
        self._reorder = Reorder(self.track.receive)
        self._heard: rtcp.SenderReport | None = None
        self._heard_at = 0.0
        self._before = Reception(0, 0, 0)

    @property
    def position(self) -> int:
        """Moves with every packet that counts."""
        return self.track.position

    def datagram(self, which: int, data: bytes) -> None:
        """From the RTP port (0) or the RTCP port (1)."""
        if which == _RTP:
            self._reorder.receive(data)
        else:
            self.hear(data, 0, len(data))

    def hear(self, data: bytes, start: int, stop: int) -> None:
        """What the camera reports."""
        heard = rtcp.parse(data, start, stop)
        if heard.report is not None:
            self._heard, self._heard_at = heard.report, self._clock.monotonic()
            camera_us = heard.report.utc_us
            self.clock_offset_us = camera_us and camera_us - self._clock.utc_us()
        if heard.bye:
            raise Lost(LossCause.CLOSED, "the camera ended the stream")

    def report(self, own_ssrc: int) -> None:
        """Tell the camera what arrived; many take silence for absence."""
        now = self.track.reception
        if now is None:
            return
        before, self._before = self._before, now
        same = before.ssrc == now.ssrc
        lost = now.lost - before.lost if same else 0
        expected = now.highest - before.highest if same else 0
        ago = self._clock.monotonic() - self._heard_at
        self._send(rtcp.receiver_report(own_ssrc, now, lost, expected, self._heard, ago))

    def open_firewalls(self) -> None:
        """An empty datagram each way out lets the camera's come in."""
        if self.ports is not None:
            self.ports.send(_RTP, b"\x80\0\0\0\0\0\0\0\0\0\0\0")
            self.ports.send(_RTCP, b"\x80\xc9\0\1\0\0\0\0")

    def close(self) -> None:
        """Stop hearing."""
        if self.ports is not None:
            self.ports.close()

    def _send(self, report: bytes) -> None:
        if self.ports is not None:
            self.ports.send(_RTCP, report)
        elif self.reports is not None:
            self.reports(report)
