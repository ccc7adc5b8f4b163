"""Boxes and the init segment (``ftyp`` + ``moov``) of a stream."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence

from shopguard.base.errors import Damaged
from shopguard.cameras.source import AudioCodec, StreamInfo, TrackInfo, VideoCodec
from shopguard.footage.mp4 import parameters as ps

VIDEO_TRACK, AUDIO_TRACK = 1, 2
_MATRIX = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)


def box(kind: bytes, *parts: bytes) -> bytes:
    size = 8 + sum(map(len, parts))
    return b"".join((size.to_bytes(4, "big"), kind, *parts))


def full_box(kind: bytes, version: int, flags: int, *parts: bytes) -> bytes:
    return box(kind, ((version << 24) | flags).to_bytes(4, "big"), *parts)


def init_segment(info: StreamInfo, first_picture: Sequence[bytes] = ()) -> bytes:
    """``ftyp`` + ``moov`` for fragments of this stream.

    ``first_picture``: the parts of one video packet, read for an MJPEG's size. Damaged when the
    parameter sets are missing or make no sense.
    """
    tracks = [
        track_box(
            VIDEO_TRACK, info.video.clock_rate, sample_entry(info.video, first_picture), EMPTY_TABLE
        )
    ]
    if info.audio is not None:
        entry = sample_entry(info.audio, ())
        tracks.append(track_box(AUDIO_TRACK, info.audio.clock_rate, entry, EMPTY_TABLE))
    extends = b"".join(
        full_box(b"trex", 0, 0, struct.pack(">5I", track, 1, 0, 0, 0))
        for track in range(VIDEO_TRACK, VIDEO_TRACK + len(tracks))
    )
    moov = box(b"moov", movie_header(0, 0), *tracks, box(b"mvex", extends))
    return box(b"ftyp", b"iso6", b"\0\0\0\1", b"iso6iso5mp41") + moov


def movie_header(duration_ms: int, created: int) -> bytes:
    """``mvhd`` in milliseconds; ``created`` in seconds since 1904."""
    times = struct.pack(">QQIQ", created, created, 1000, duration_ms)
    fixed = struct.pack(">IHHII", 0x10000, 0x100, 0, 0, 0) + _MATRIX + bytes(24)
    return full_box(b"mvhd", 1, 0, times, fixed, struct.pack(">I", AUDIO_TRACK + 1))


# stts, stsc, stsz, stco with nothing in them: the samples are in fragments
EMPTY_TABLE = b"".join(
    full_box(kind, 0, 0, bytes(8 if kind == b"stsz" else 4))
    for kind in (b"stts", b"stsc", b"stsz", b"stco")
)


def track_box(
    track: int, clock_rate: int, entry: bytes, table: bytes, *, ticks: int = 0, duration_ms: int = 0
) -> bytes:
    """``trak`` with this sample description and sample table."""
    video = track == VIDEO_TRACK
    width, height = struct.unpack(">HH", entry[32:36]) if video else (0, 0)
    header = full_box(
        b"tkhd",
        1,
        3,
        struct.pack(">QQIIQ", 0, 0, track, 0, duration_ms),
        struct.pack(">8xHHHH", 0, 0, 0 if video else 0x100, 0),
        _MATRIX,
        struct.pack(">II", width << 16, height << 16),
    )
    language = struct.pack(">HH", 0x55C4, 0)
    media_header = full_box(b"mdhd", 1, 0, struct.pack(">QQIQ", 0, 0, clock_rate, ticks), language)
    kind, name = (b"vide", b"Video\0") if video else (b"soun", b"Audio\0")
    handler = full_box(b"hdlr", 0, 0, bytes(4), kind, bytes(12), name)
    media_info = full_box(b"vmhd", 0, 1, bytes(8)) if video else full_box(b"smhd", 0, 0, bytes(4))
    here = full_box(b"dref", 0, 0, struct.pack(">I", 1), full_box(b"url ", 0, 1))
    descriptions = full_box(b"stsd", 0, 0, struct.pack(">I", 1), entry)
    media = box(b"minf", media_info, box(b"dinf", here), box(b"stbl", descriptions, table))
    return box(b"trak", header, box(b"mdia", media_header, handler, media))


def sample_entry(info: TrackInfo, first_picture: Sequence[bytes]) -> bytes:
    """The sample description of a track."""
    return _ENTRIES[info.codec](info, first_picture)


def _visual(kind: bytes, picture: ps.PictureFormat, *extra: bytes) -> bytes:
    fixed = struct.pack(
        ">6xH16xHHIIIH32xHh", 1, picture.width, picture.height, 0x480000, 0x480000, 0, 1, 24, -1
    )
    return box(kind, fixed, *extra)


def _h264(info: TrackInfo, _first: Sequence[bytes]) -> bytes:
    sps = [nal for nal in info.extradata if ps.h264_kind(nal) == ps.H264_SPS]
    pps = [nal for nal in info.extradata if ps.h264_kind(nal) == ps.H264_PPS]
    if not sps or not pps or len(sps[0]) < 4:
        raise Damaged("stream.parameter_set")
    config = b"".join(
        (
            b"\1" + sps[0][1:4] + b"\xff",
            bytes([0xE0 | (len(sps) & 31)]),
            *(_prefixed(nal) for nal in sps[:31]),
            bytes([len(pps) & 255]),
            *(_prefixed(nal) for nal in pps[:255]),
        )
    )
    return _visual(b"avc1", ps.h264_picture(sps[0]), box(b"avcC", config))


def _h265(info: TrackInfo, _first: Sequence[bytes]) -> bytes:
    sets = [
        (kind, [nal for nal in info.extradata if ps.h265_kind(nal) == kind])
        for kind in (ps.H265_VPS, ps.H265_SPS, ps.H265_PPS)
    ]
    if not all(nals for _, nals in sets):
        raise Damaged("stream.parameter_set")
    sps = sets[1][1][0]
    picture = ps.h265_picture(sps)
    config = b"".join(
        (
            b"\1",
            ps.profile_tier_level(sps),
            struct.pack(
                ">HBBBB",
                0xF000,
                0xFC,
                0xFC | picture.chroma,
                0xF8 | (picture.luma_bits - 8) & 7,
                0xF8 | (picture.chroma_bits - 8) & 7,
            ),
            struct.pack(">HBB", 0, 0x0F, len(sets)),
            *(
                struct.pack(">BH", 0x80 | kind, len(nals)) + b"".join(map(_prefixed, nals))
                for kind, nals in sets
            ),
        )
    )
    return _visual(b"hvc1", picture, box(b"hvcC", config))


def _mjpeg(_info: TrackInfo, first: Sequence[bytes]) -> bytes:
    picture = ps.jpeg_picture(b"".join(first))
    return _visual(b"mp4v", picture, _esds(0x6C, 0x11, b""))


def _aac(info: TrackInfo, _first: Sequence[bytes]) -> bytes:
    config = info.extradata[0] if info.extradata else b""
    return _sound(b"mp4a", info, _esds(0x40, 0x15, config))


def _g711(info: TrackInfo, _first: Sequence[bytes]) -> bytes:
    return _sound(b"ulaw" if info.codec is AudioCodec.PCMU else b"alaw", info)


def _sound(kind: bytes, info: TrackInfo, *extra: bytes) -> bytes:
    fixed = struct.pack(
        ">6xH8xHHHHI", 1, info.channels or 1, 16, 0, 0, min(info.clock_rate, 0xFFFF) << 16
    )
    return box(kind, fixed, *extra)


def _esds(object_type: int, stream_type: int, config: bytes) -> bytes:
    specific = _descriptor(5, config) if config else b""
    decoder = _descriptor(4, struct.pack(">BBxxxII", object_type, stream_type, 0, 0) + specific)
    return full_box(b"esds", 0, 0, _descriptor(3, b"\0\1\0" + decoder + _descriptor(6, b"\2")))


def _descriptor(tag: int, payload: bytes) -> bytes:
    size = len(payload)
    length = bytes(
        [0x80 | size >> 21 & 127, 0x80 | size >> 14 & 127, 0x80 | size >> 7 & 127, size & 127]
    )
    return bytes([tag]) + length + payload


def _prefixed(nal: bytes) -> bytes:
    return len(nal).to_bytes(2, "big") + nal


_ENTRIES: dict[VideoCodec | AudioCodec, Callable[[TrackInfo, Sequence[bytes]], bytes]] = {
    VideoCodec.H264: _h264,
    VideoCodec.H265: _h265,
    VideoCodec.MJPEG: _mjpeg,
    AudioCodec.AAC: _aac,
    AudioCodec.PCMU: _g711,
    AudioCodec.PCMA: _g711,
}
