"""What a sample entry needs from a codec's parameter sets or first picture."""

from __future__ import annotations

from dataclasses import dataclass

from shopguard.base.errors import Damaged
from shopguard.footage.mp4.bits import BitReader

H264_SPS, H264_PPS = 7, 8
H265_VPS, H265_SPS, H265_PPS = 32, 33, 34
_H264_HIGH_PROFILES = frozenset({100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135})
_CHROMA_SUBSAMPLING = {0: (1, 1), 1: (2, 2), 2: (2, 1), 3: (1, 1)}  # format → (width, height)
_MAX_SIDE = 16_384


@dataclass(frozen=True, slots=True)
class PictureFormat:
    """Size in pixels, chroma format (0..3) and bit depths."""

    width: int
    height: int
    chroma: int = 1
    luma_bits: int = 8
    chroma_bits: int = 8

    def __post_init__(self) -> None:
        if not (0 < self.width <= _MAX_SIDE and 0 < self.height <= _MAX_SIDE):
            raise Damaged("stream.parameter_set")


def h264_kind(nal: bytes) -> int:
    return nal[0] & 0x1F if nal else -1


def h265_kind(nal: bytes) -> int:
    return (nal[0] >> 1) & 0x3F if nal else -1


def h264_picture(sps: bytes) -> PictureFormat:
    """Picture format of an H.264 SPS (§7.3.2.1.1)."""
    read = BitReader(sps, 1)
    profile = read.bits(8)
    read.bits(16)
    read.ue()
    chroma, luma_bits, chroma_bits, separate = 1, 8, 8, False
    if profile in _H264_HIGH_PROFILES:
        chroma = read.ue()
        separate = chroma == 3 and read.flag()
        luma_bits, chroma_bits = read.ue() + 8, read.ue() + 8
        read.flag()
        if read.flag():
            _skip_scaling_lists(read, 12 if chroma == 3 else 8)
    read.ue()
    _skip_picture_order(read)
    read.ue()
    read.flag()
    width = (read.ue() + 1) * 16
    map_height = read.ue() + 1
    frames_only = read.flag()
    height = map_height * 16 * (1 if frames_only else 2)
    if not frames_only:
        read.flag()
    read.flag()
    left = right = top = bottom = 0
    if read.flag():
        left, right, top, bottom = read.ue(), read.ue(), read.ue(), read.ue()
    across, down = (1, 1) if separate else _subsampling(chroma)
    down *= 1 if frames_only else 2
    return PictureFormat(
        width - (left + right) * across,
        height - (top + bottom) * down,
        chroma,
        luma_bits,
        chroma_bits,
    )


def h265_picture(sps: bytes) -> PictureFormat:
    """Picture format of an H.265 SPS (§7.3.2.2.1)."""
    read = BitReader(sps, 2)
    read.bits(4)
    sub_layers = read.bits(3)
    read.flag()
    _skip_profile_tier_level(read, sub_layers)
    read.ue()
    chroma = read.ue()
    if chroma == 3:
        read.flag()
    width, height = read.ue(), read.ue()
    if read.flag():
        across, down = _subsampling(chroma)
        left, right, top, bottom = read.ue(), read.ue(), read.ue(), read.ue()
        width -= (left + right) * across
        height -= (top + bottom) * down
    return PictureFormat(width, height, chroma, read.ue() + 8, read.ue() + 8)


def jpeg_picture(jpeg: bytes) -> PictureFormat:
    """Picture size from a JPEG's start-of-frame marker (ITU-T T.81 §B.2.2)."""
    at = 2
    while at + 9 <= len(jpeg) and jpeg[at] == 0xFF:
        marker = jpeg[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height = int.from_bytes(jpeg[at + 5 : at + 7], "big")
            return PictureFormat(int.from_bytes(jpeg[at + 7 : at + 9], "big"), height)
        at += 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
    raise Damaged("stream.parameter_set")


def profile_tier_level(sps: bytes) -> bytes:
    """The 12 general profile, tier and level bytes of an H.265 SPS, for ``hvcC``."""
    payload = sps[2:].replace(b"\0\0\3", b"\0\0")
    if len(payload) < 13:
        raise Damaged("stream.parameter_set")
    return payload[1:13]


def _subsampling(chroma: int) -> tuple[int, int]:
    try:
        return _CHROMA_SUBSAMPLING[chroma]
    except KeyError:
        raise Damaged("stream.parameter_set") from None


def _skip_scaling_lists(read: BitReader, lists: int) -> None:
    for index in range(lists):
        if not read.flag():
            continue
        last = following = 8
        for _ in range(16 if index < 6 else 64):
            if following:
                following = (last + read.se()) % 256
            last = following or last


def _skip_picture_order(read: BitReader) -> None:
    order = read.ue()
    if order == 0:
        read.ue()
    elif order == 1:
        read.flag()
        read.se()
        read.se()
        count = read.ue()
        if count > 255:
            raise Damaged("stream.parameter_set")
        for _ in range(count):
            read.se()


def _skip_profile_tier_level(read: BitReader, sub_layers: int) -> None:
    read.bits(96)
    present = [(read.flag(), read.flag()) for _ in range(sub_layers)]
    if sub_layers:
        read.bits(2 * (8 - sub_layers))
    for profile, level in present:
        read.bits((88 if profile else 0) + (8 if level else 0))
