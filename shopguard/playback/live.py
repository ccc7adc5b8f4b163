"""The live wall's pictures: packets of the recorder's live tap, decoded as large as they are shown.

Each feed has a thread of its own. One that cannot keep up leaves out pictures up to the next key
frame; it never slows the recorder and never shows an old picture as new (the age is told).
"""

from __future__ import annotations

import threading
import time
from collections import deque
from dataclasses import dataclass

from shopguard.cameras.source import LossCause, Packet, StreamInfo, VideoCodec
from shopguard.playback.pictures import Picture, PictureDecoder, Size, to_rgb

MOST_WAITING = 60
_START_CODE = b"\0\0\0\1"
_KINDS = {VideoCodec.H264: b"avc1", VideoCodec.H265: b"hvc1", VideoCodec.MJPEG: b"mp4v"}


@dataclass(frozen=True, slots=True)
class LivePicture:
    """The newest that is known. ``age_s``: since the picture reached this PC, None without one.

    ``cause``: why nothing comes, while nothing comes.
    """

    picture: Picture | None
    age_s: float | None
    cause: LossCause | None


class LiveFeed:
    """A ``PacketSink`` that decodes. ``newest`` may be asked from any thread and never waits."""

    def __init__(self, size: Size = (640, 360)) -> None:
        self._size = size
        self._waiting: deque[StreamInfo | Packet] = deque()
        self._changed = threading.Condition()
        self._closing = False
        self._skipping = False
        self._newest: tuple[Picture, float] | None = None
        self._cause: LossCause | None = None
        self._thread = threading.Thread(target=self._run, name="live feed", daemon=True)
        self._thread.start()

    # --- PacketSink -------------------------------------------------------------------------

    def stream(self, info: StreamInfo) -> None:
        """See PacketSink."""
        with self._changed:
            self._waiting.append(info)
            self._changed.notify()

    def packet(self, packet: Packet) -> None:
        """See PacketSink. What cannot be kept up with is left out up to a key frame."""
        if packet.track != "video":
            return
        with self._changed:
            self._cause = None
            if len(self._waiting) >= MOST_WAITING:
                self._skipping = True
            if packet.key and self._skipping and len(self._waiting) < MOST_WAITING // 2:
                self._skipping = False
            if not self._skipping:
                self._waiting.append(packet)
                self._changed.notify()

    def lost(self, cause: LossCause, detail: str) -> None:  # noqa: ARG002 - the wall tells the cause
        """See PacketSink."""
        self._cause = cause

    # --- the wall ---------------------------------------------------------------------------

    def newest(self) -> LivePicture:
        """The newest picture, how old it is and why nothing newer comes."""
        newest = self._newest
        if newest is None:
            return LivePicture(None, None, self._cause)
        return LivePicture(newest[0], time.monotonic() - newest[1], self._cause)

    def resize(self, size: Size) -> None:
        """How large the picture is shown, in device pixels."""
        self._size = size

    def close(self) -> None:
        """End the thread and forget the picture."""
        with self._changed:
            self._closing = True
            self._waiting.clear()
            self._changed.notify()
        self._thread.join()
        self._newest = None

    # --- the thread -------------------------------------------------------------------------

    def _run(self) -> None:
        decoder: PictureDecoder | None = None
        sets: tuple[bytes, ...] = ()
        codec = VideoCodec.H264
        while (item := self._next()) is not None:
            if isinstance(item, StreamInfo):
                codec = VideoCodec(item.video.codec)
                sets, decoder = item.video.extradata, None
                continue
            if decoder is None:
                if not item.key:
                    continue
                decoder = PictureDecoder(_KINDS[codec], b"")
                item.parts[:0] = () if codec is VideoCodec.MJPEG else sets
            self._show(decoder, codec, item)

    def _next(self) -> StreamInfo | Packet | None:
        with self._changed:
            while not self._waiting and not self._closing:
                self._changed.wait()
            return None if self._closing else self._waiting.popleft()

    def _show(self, decoder: PictureDecoder, codec: VideoCodec, packet: Packet) -> None:
        if codec is VideoCodec.MJPEG:
            data = b"".join(packet.parts)
        else:
            data = b"".join(_START_CODE + nal for nal in packet.parts)
        for frame in decoder.feed(data, packet.pts):
            if not self._waiting or self._newest is None:  # only what will be seen is scaled
                picture = Picture(packet.arrived_us, to_rgb(frame, self._size))
                self._newest = (picture, time.monotonic())
