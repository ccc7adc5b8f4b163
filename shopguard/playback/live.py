"""The live wall's pictures: packets of the recorder's live tap, decoded as large as shown.

Each feed has a thread of its own. One that cannot keep up decodes less (``pace``) and at last
leaves out pictures up to the next key frame; it never slows the recorder and never shows an old
picture as new: the age counts from when the recorder had the picture.
"""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass

from av import VideoFrame

from shopguard.base.clock import SECOND, Clock, SystemClock
from shopguard.base.platform import host
from shopguard.cameras.source import LossCause, Packet, StreamInfo, VideoCodec
from shopguard.playback.pace import Effort, Pace
from shopguard.playback.pictures import Picture, PictureDecoder, Scaler, Size, Skip

MOST_WAITING = 60
SHOWN_EVERY_S = 0.06  # a wall draws 15 pictures a second: what nobody sees is not scaled
_START_CODE = b"\0\0\0\1"
_KINDS = {VideoCodec.H264: b"avc1", VideoCodec.H265: b"hvc1", VideoCodec.MJPEG: b"mp4v"}
_SKIPS: dict[Effort, Skip] = {
    Effort.ALL: "DEFAULT",
    Effort.REFERENCES: "NONREF",
    Effort.KEYS: "NONKEY",
}


@dataclass(frozen=True, slots=True)
class LivePicture:
    """The newest that is known. ``age_s``: since the camera's picture came, None without one.

    ``cause``: why nothing comes, while nothing comes.
    """

    picture: Picture | None
    age_s: float | None
    cause: LossCause | None


@dataclass(frozen=True, slots=True)
class _Waiting:
    """On the monotonic clock: ``came`` here, and ``since`` the recorder had it."""

    item: StreamInfo | Packet
    came: float
    since: float


@dataclass(frozen=True, slots=True)
class _Held:
    """A decoded picture that is scaled when it is its turn to be shown."""

    frame: VideoFrame
    at_us: int
    since: float


class LiveFeed:
    """A ``PacketSink`` that decodes. ``newest`` may be asked from any thread and never waits."""

    def __init__(self, size: Size = (640, 360), clock: Clock | None = None) -> None:
        self._size = size
        self._clock = clock or SystemClock()
        self._pace = Pace(self._clock.monotonic())
        self._shown = 0.0
        self._held: _Held | None = None
        self._scaler = Scaler()
        self._waiting: deque[_Waiting] = deque()
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
            now = self._clock.monotonic()
            self._waiting.append(_Waiting(info, now, now))
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
                now = self._clock.monotonic()
                on_the_way = max(0, self._clock.utc_us() - packet.arrived_us) / SECOND
                self._waiting.append(_Waiting(packet, now, now - on_the_way))
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
        return LivePicture(newest[0], self._clock.monotonic() - newest[1], self._cause)

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
        self._newest = self._held = None

    # --- the thread -------------------------------------------------------------------------

    def _run(self) -> None:
        host.step_back()
        decoder: PictureDecoder | None = None
        sets: tuple[bytes, ...] = ()
        codec, strained = VideoCodec.H264, False
        while (waiting := self._next()) is not None:
            item = waiting.item
            if isinstance(item, StreamInfo):
                codec = VideoCodec(item.video.codec)
                sets, decoder = item.video.extradata, None
                continue
            now = self._clock.monotonic()
            effort = self._pace.after(now - waiting.came, now)
            if item.key and strained and effort is Effort.ALL:
                decoder, strained = None, False  # it never gives back what leaving out made it hold
            if decoder is None:
                if not item.key:
                    continue
                decoder = PictureDecoder(_KINDS[codec], b"")
                item.parts[:0] = () if codec is VideoCodec.MJPEG else sets
            strained = strained or effort is not Effort.ALL
            decoder.skip(_SKIPS[effort])
            self._decode(decoder, codec, item, waiting.since)

    def _next(self) -> _Waiting | None:
        """What comes next; meanwhile, what is held is shown when it is its turn."""
        while True:
            with self._changed:
                if not self._waiting and not self._closing:
                    self._changed.wait(self._due_s())
                if self._closing:
                    return None
                if self._waiting:
                    return self._waiting.popleft()
            self._show()

    def _due_s(self) -> float | None:
        if self._held is None:
            return None
        return max(0.0, self._shown + SHOWN_EVERY_S - self._clock.monotonic())

    def _decode(
        self, decoder: PictureDecoder, codec: VideoCodec, packet: Packet, since: float
    ) -> None:
        if codec is VideoCodec.MJPEG:
            data = b"".join(packet.parts)
        else:
            data = b"".join(_START_CODE + nal for nal in packet.parts)
        for frame in decoder.feed(data, packet.pts):
            self._held = _Held(frame, packet.arrived_us, since)
        if not self._due_s():
            self._show()

    def _show(self) -> None:
        """Scale what is held; what comes faster than it is shown never gets here."""
        held, self._held = self._held, None
        if held is not None:
            self._shown = self._clock.monotonic()
            self._newest = (
                Picture(held.at_us, self._scaler.rgb(held.frame, self._size)),
                held.since,
            )
