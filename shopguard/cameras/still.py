"""One picture out of coded packets, for the connection test. Never used by the recorder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import av

from shopguard.cameras.source import Packet, TrackInfo, VideoCodec

MAX_SIDE = 8192
_DECODERS = {VideoCodec.H264: "h264", VideoCodec.H265: "hevc", VideoCodec.MJPEG: "mjpeg"}
_START_CODE = b"\0\0\0\1"


def first_picture(info: TrackInfo, packets: Iterable[Packet]) -> tuple[bytes, int, int] | None:
    """JPEG, width and height of the first picture that decodes; None where none does."""
    decoder = av.CodecContext.create(_DECODERS[VideoCodec(info.codec)], "r")
    assert isinstance(decoder, av.VideoCodecContext)
    decoder.thread_count = 1
    for frame in _frames(decoder, info, packets):
        if 0 < frame.width <= MAX_SIDE and 0 < frame.height <= MAX_SIDE:
            return _jpeg(frame), frame.width, frame.height
    return None


def _frames(
    decoder: av.VideoCodecContext, info: TrackInfo, packets: Iterable[Packet]
) -> Iterator[av.VideoFrame]:
    begun = False
    for packet in packets:
        if not begun and not packet.key:
            continue
        parts = packet.parts if begun else [*info.extradata, *packet.parts]
        begun = True
        data = parts[-1] if info.codec is VideoCodec.MJPEG else _byte_stream(parts)
        try:
            yield from decoder.decode(av.Packet(data))
        except av.FFmpegError:
            continue  # a damaged picture; the next may be whole
    try:
        yield from decoder.decode(None)
    except av.FFmpegError:
        return


def _byte_stream(parts: Iterable[bytes]) -> bytes:
    return b"".join(_START_CODE + part for part in parts)


def _jpeg(frame: av.VideoFrame) -> bytes:
    encoder = av.CodecContext.create("mjpeg", "w")
    assert isinstance(encoder, av.VideoCodecContext)
    encoder.width, encoder.height, encoder.pix_fmt = frame.width, frame.height, "yuvj420p"
    encoder.options = {"qmin": "2", "qmax": "5"}
    picture = frame.reformat(format="yuvj420p")
    picture.pts = 0
    return b"".join(bytes(packet) for packet in [*encoder.encode(picture), *encoder.encode(None)])
