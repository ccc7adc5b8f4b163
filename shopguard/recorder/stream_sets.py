"""What a stream says of itself in band: parameter sets that came, were late, or changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from shopguard.base.errors import Damaged
from shopguard.cameras.source import AudioCodec, Packet, StreamInfo, VideoCodec
from shopguard.footage.mp4 import parameters as ps
from shopguard.footage.mp4.boxes import init_segment

_MOST_SETS = 16  # of one kind; a stream that sends more is hostile
_KINDS: dict[VideoCodec | AudioCodec, tuple[Callable[[bytes], int], tuple[int, ...]]] = {
    VideoCodec.H264: (ps.h264_kind, (ps.H264_SPS, ps.H264_PPS)),
    VideoCodec.H265: (ps.h265_kind, (ps.H265_VPS, ps.H265_SPS, ps.H265_PPS)),
}


class StreamSets:
    """Keeps a stream's description and init segment up to date with what its key frames carry."""

    def __init__(self, info: StreamInfo) -> None:
        self.given = info
        self.info = info
        self._init = b""
        self._seen: tuple[bytes, ...] = ()
        self._structure: list[list[bytes]] = []

    def init_for(self, key: Packet) -> bytes:
        """The init segment that fits ``key``; another than before means the stream changed.

        Sets that make no sense leave the one before in force; Damaged where there is none yet.
        """
        try:
            self._look_at(key)
        except Damaged:
            if not self._init:
                raise
        return self._init

    def _look_at(self, key: Packet) -> None:
        codec = self.info.video.codec
        if codec not in _KINDS:  # MJPEG: every picture tells its own size
            self._init = init_segment(self.info, key.parts)
            return
        kind_of, kinds = _KINDS[codec]
        seen = tuple(part for part in key.parts if kind_of(part) in kinds)
        if not self._init or seen != self._seen:
            self._take(seen, kind_of, kinds)
            self._seen = seen

    def _take(
        self, seen: Sequence[bytes], kind_of: Callable[[bytes], int], kinds: Sequence[int]
    ) -> None:
        """Further picture parameter sets are no change: decoders read them from the stream."""
        known = self.info.video.extradata
        chosen: list[list[bytes]] = []
        for kind in kinds:
            new = [part for part in seen if kind_of(part) == kind]
            chosen.append((new or [part for part in known if kind_of(part) == kind])[:_MOST_SETS])
        if self._init and chosen[:-1] == self._structure:
            return
        sets = tuple(part for parts in chosen for part in parts)
        info = replace(self.info, video=replace(self.info.video, extradata=sets))
        self._init = init_segment(info)
        self.info, self._structure = info, chosen[:-1]
