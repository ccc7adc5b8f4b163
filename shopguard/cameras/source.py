"""What every kind of camera gives: a stream description, then packets, for ever.

A source keeps trying by itself; whoever listens is told of every loss with its cause.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, Protocol


class VideoCodec(StrEnum):
    """Video that can be recorded as it comes."""

    H264 = "h264"
    H265 = "h265"
    MJPEG = "mjpeg"


class AudioCodec(StrEnum):
    """Audio that can be recorded as it comes, where the owner switched audio on."""

    AAC = "aac"
    PCMU = "pcmu"
    PCMA = "pcma"


class LossCause(StrEnum):
    """Why no usable packets come; words in ``resources/texts`` under ``loss.<cause>``."""

    REFUSED = "refused"
    WRONG_PASSWORD = "wrong_password"  # noqa: S105 - a cause, not a secret
    NO_ROUTE = "no_route"
    TIMEOUT = "timeout"
    STALLED = "stalled"
    CLOSED = "closed"
    UNTRUSTED = "untrusted"  # the certificate is neither verified nor the one pinned
    UNSUPPORTED_CODEC = "unsupported_codec"
    BAD_STREAM = "bad_stream"
    FROZEN = "frozen"
    NOT_FOUND = "not_found"
    MASK_WORKER = "mask_worker"  # its privacy mask cannot be burned in: nothing is handed on


@dataclass(frozen=True, slots=True)
class TrackInfo:
    """One track.

    ``clock_rate``: ticks per second of ``Packet.pts``. ``extradata``: H.264 SPS, PPS; H.265 VPS,
    SPS, PPS (NAL units, no start code; may be empty until seen in the stream); AAC:
    AudioSpecificConfig.
    """

    codec: VideoCodec | AudioCodec
    clock_rate: int
    extradata: tuple[bytes, ...] = ()
    channels: int = 0


@dataclass(frozen=True, slots=True)
class StreamInfo:
    """What a stream is made of; a new one is told whenever it changes."""

    video: TrackInfo
    audio: TrackInfo | None = None


@dataclass(slots=True)
class Packet:
    """One access unit.

    ``parts``: H.264/H.265 one NAL unit each, exactly as sent, no start code; otherwise one part.
    ``pts``: unwrapped, in the track's clock rate. Packets come in decoding order, so with B-frames
    ``pts`` goes back and forth. ``key``: a decoder can start here.
    ``arrived_us``: UTC microseconds of the PC when its first byte came.
    """

    track: Literal["video", "audio"]
    parts: list[bytes]
    pts: int
    key: bool
    arrived_us: int


class PacketSink(Protocol):
    """Who listens. Called from the source's thread; must never block."""

    def stream(self, info: StreamInfo) -> None:
        """Before the first packet and at every change."""
        ...

    def packet(self, packet: Packet) -> None:
        """The next access unit."""
        ...

    def lost(self, cause: LossCause, detail: str) -> None:
        """Nothing usable comes; the source goes on trying. ``detail`` holds no secret.

        It may also tell of packets missing from a stream that goes on; then the next video packet
        is a key frame and ``stream`` is not called again.
        """
        ...


class CameraSource(Protocol):
    """A camera that packets come from."""

    def start(self, sink: PacketSink) -> None:
        """Begin, and go on for ever until ``stop``."""
        ...

    def stop(self) -> None:
        """End; no call to the sink after this returns."""
        ...
