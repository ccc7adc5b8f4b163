"""Real coded streams, made with PyAV's encoders, as the packets a camera source gives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

import av
import numpy as np

from shopguard.cameras.source import AudioCodec, Packet, StreamInfo, TrackInfo, VideoCodec

_ENCODERS = {VideoCodec.H264: "libx264", VideoCodec.H265: "libx265", VideoCodec.MJPEG: "mjpeg"}
_OPTIONS = {
    VideoCodec.H264: {"preset": "ultrafast", "tune": "zerolatency"},
    VideoCodec.H265: {
        "preset": "ultrafast",
        "tune": "zerolatency",
        "x265-params": "log-level=none:pools=1",
    },
    VideoCodec.MJPEG: {},
}


def pictures(count: int, width: int, height: int) -> Iterator[np.ndarray]:
    """Moving pictures that say their own number in the brightness of the top-left corner."""
    rows, columns = np.mgrid[0:height, 0:width]
    for number in range(count):
        picture = np.empty((height, width, 3), np.uint8)
        picture[..., 0] = (columns + number * 3) % 256
        picture[..., 1] = (rows + number) % 256
        picture[..., 2] = 128
        picture[:16, :16] = 16 + (number * 8) % 224
        yield picture


def split_annexb(data: bytes) -> list[bytes]:
    """NAL units of a byte stream, no start codes."""
    pieces = data.replace(b"\0\0\0\1", b"\0\0\1").split(b"\0\0\1")
    return [piece for piece in pieces if piece]


def coded(
    codec: VideoCodec = VideoCodec.H264, *, frames: int = 50, fps: int = 25, gop: int = 25,
    size: tuple[int, int] = (320, 192), start_us: int = 1_700_000_000_000_000,
    images: Iterable[np.ndarray] | None = None,
) -> tuple[StreamInfo, list[Packet]]:  # fmt: skip
    """A stream description and its video packets; parameter sets stand in front of key frames.

    ``images``: RGB pictures of that size to code instead of ``frames`` numbered ones.
    """
    context = av.CodecContext.create(_ENCODERS[codec], "w")
    context.width, context.height = size
    context.pix_fmt = "yuvj420p" if codec is VideoCodec.MJPEG else "yuv420p"
    context.time_base, context.framerate = Fraction(1, 90_000), Fraction(fps)
    context.gop_size, context.max_b_frames, context.thread_count = gop, 0, 1
    context.options = _OPTIONS[codec]
    packets: list[Packet] = []
    step = 90_000 // fps

    def take(found: list[av.Packet]) -> None:
        for packet in found:
            data = bytes(packet)
            parts = [data] if codec is VideoCodec.MJPEG else split_annexb(data)
            pts = int(packet.pts or 0)
            packets.append(
                Packet("video", parts, pts, bool(packet.is_keyframe), start_us + pts * 100 // 9)
            )

    for number, picture in enumerate(images or pictures(frames, *size)):
        frame = av.VideoFrame.from_ndarray(picture, "rgb24").reformat(format=context.pix_fmt)
        frame.pts = number * step
        take(context.encode(frame))
    take(context.encode(None))
    kinds = {
        VideoCodec.H264: lambda n: n[0] & 31 in (7, 8),
        VideoCodec.H265: lambda n: 32 <= n[0] >> 1 & 63 <= 34,
    }
    test = kinds.get(codec)
    sets = tuple(part for part in packets[0].parts if test(part)) if test else ()
    return StreamInfo(TrackInfo(codec, 90_000, sets)), packets


def tone(
    codec: AudioCodec = AudioCodec.PCMU, *, seconds: int = 2
) -> tuple[TrackInfo, list[Packet]]:
    """A G.711 tone in packets of 20 ms."""
    samples = bytes(range(256)) * (8000 * seconds // 256 + 1)
    packets = [
        Packet(
            "audio",
            [samples[at : at + 160]],
            at,
            key=True,
            arrived_us=1_700_000_000_000_000 + at * 125,
        )
        for at in range(0, 8000 * seconds, 160)
    ]
    return TrackInfo(codec, 8000, (), 1), packets
