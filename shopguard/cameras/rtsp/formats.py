"""Which coded tracks can be received, and the depacketiser of each: one row per encoding name."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from shopguard.cameras.loss import Lost
from shopguard.cameras.rtp.audio import AacDepacketiser, G711Depacketiser
from shopguard.cameras.rtp.flow import Depacketiser, Flow
from shopguard.cameras.rtp.h264 import H264Depacketiser
from shopguard.cameras.rtp.h265 import H265Depacketiser
from shopguard.cameras.rtp.mjpeg import MjpegDepacketiser
from shopguard.cameras.rtsp.sdp import Media
from shopguard.cameras.source import AudioCodec, LossCause

Factory = Callable[[Flow, Media], Depacketiser]


def _h264(flow: Flow, media: Media) -> Depacketiser:
    sets = media.parameter_sets("sprop-parameter-sets")
    return H264Depacketiser(flow, sets, media.clock_rate)


def _h265(flow: Flow, media: Media) -> Depacketiser:
    if media.parameters.get("sprop-max-don-diff", "0") != "0":
        raise Lost(LossCause.UNSUPPORTED_CODEC, "H.265 out of decoding order")
    sets = media.parameter_sets("sprop-vps", "sprop-sps", "sprop-pps")
    return H265Depacketiser(flow, sets, media.clock_rate)


def _mjpeg(flow: Flow, media: Media) -> Depacketiser:
    return MjpegDepacketiser(flow, media.clock_rate, media.size)


def _aac(flow: Flow, media: Media) -> Depacketiser:
    return AacDepacketiser(flow, media.clock_rate, media.channels, media.parameters)


def _pcmu(flow: Flow, media: Media) -> Depacketiser:
    return G711Depacketiser(flow, AudioCodec.PCMU, media.clock_rate, media.channels)


def _pcma(flow: Flow, media: Media) -> Depacketiser:
    return G711Depacketiser(flow, AudioCodec.PCMA, media.clock_rate, media.channels)


FORMATS: dict[str, dict[str, Factory]] = {
    "video": {"H264": _h264, "H265": _h265, "HEVC": _h265, "JPEG": _mjpeg},
    "audio": {"MPEG4-GENERIC": _aac, "PCMU": _pcmu, "PCMA": _pcma},
}


def first_supported(media: Iterable[Media], kind: str) -> Media | None:
    """The first track of a kind that can be received."""
    return next(
        (entry for entry in media if entry.kind == kind and entry.encoding in FORMATS[kind]), None
    )


def depacketiser_for(flow: Flow, media: Media) -> Depacketiser:
    """Its depacketiser; Lost (``unsupported_codec``) for a variant that cannot be received."""
    return FORMATS[media.kind][media.encoding](flow, media)
