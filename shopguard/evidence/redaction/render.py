"""The copy: decoded through the door, covered, coded anew and streamed. No sound, no plain file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC
from fractions import Fraction
from hashlib import sha256
from typing import Any, Protocol

import av
import numpy as np
from av.video.frame import PictureType

from shopguard.base.clock import SECOND, from_us
from shopguard.base.errors import Damaged, Refused, Unavailable
from shopguard.door.viewing import OpenFootage
from shopguard.evidence.progress import Cancelled, Progress
from shopguard.evidence.redaction.covers import Covers
from shopguard.evidence.redaction.paint import coarse, covered, mark
from shopguard.evidence.redaction.plan import Plan
from shopguard.evidence.redaction.reel import Reel, pixels_of, size_of
from shopguard.evidence.redaction.scene import samples
from shopguard.evidence.redaction.values import Pixels

RATE = 90_000
KEY_EVERY_S = 2
WORDS = "プライバシー保護のため加工した複製です（音声なし）。Copy edited for privacy; no sound."
_FRAGMENTED = {"movflags": "frag_keyframe+empty_moov+default_base_moof"}
_CODING = {"preset": "veryfast", "crf": "21", "bf": "0"}
_MOST_BITS = 0.35  # a pixel: the encoder is held to that


class Sink(Protocol):
    """Takes bytes in order; never asked to go back."""

    def write(self, data: bytes, /) -> object: ...


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished copy. ``plan``: digest of the plan it was made with."""

    pictures: int
    bytes: int
    sha256: str
    start_us: int
    end_us: int
    plan: str


def render(
    footage: OpenFootage,
    plan: Plan,
    sink: Sink,
    *,
    progress: Progress = lambda _: None,
    cancelled: Cancelled = lambda: False,
) -> Rendered:
    """Write the copy as a fragmented MP4 into ``sink``.

    Refused where nobody has looked through the plan or it shows nobody, Damaged when the
    recordings are not those it was made from, Unavailable when given up. What was written till
    then is no copy.
    """
    covers = Covers(plan)
    if not plan.reviewers:
        raise Refused("redaction.not_reviewed")
    if not covers.shows_somebody and plan.style.value == "all_but_one":
        raise Refused("redaction.nobody_shown")
    reel = Reel(footage, plan.camera_id, plan.span)
    if reel.source != plan.source:
        raise Damaged("redaction.other_source")
    room = coarse(_room(reel), plan.size)
    counted = _Counted(sink)
    with _Film(counted, plan) as film:
        for picture, pixels in _pixels(reel, plan):
            if cancelled():
                raise Unavailable("export.given_up")
            film.add(covered_picture(pixels, covers, picture, room), plan.at_us[picture])
            progress((picture + 1) / len(plan.at_us))
    footage.require_open()
    return Rendered(
        len(plan.at_us),
        counted.size,
        counted.digest.hexdigest(),
        plan.at_us[0],
        plan.at_us[-1],
        plan.digest,
    )


def covered_picture(pixels: Pixels, covers: Covers, picture: int, room: Pixels) -> Pixels:
    """One picture as the copy has it."""
    made = covered(pixels, covers.at(picture), room)
    mark(made)
    return made


def room_of(footage: OpenFootage, plan: Plan) -> Pixels:
    """What stands in a copy instead of the room."""
    return coarse(_room(Reel(footage, plan.camera_id, plan.span)), plan.size)


def _pixels(reel: Reel, plan: Plan) -> Iterator[tuple[int, Pixels]]:
    """Exactly the plan's pictures; Damaged when one is missing, new or of another size."""
    picture = -1
    for picture, shot in enumerate(reel.shots()):
        known = picture < len(plan.at_us) and shot.at_us == plan.at_us[picture]
        if not known or size_of(shot) != plan.size:
            raise Damaged("redaction.other_source")
        yield picture, pixels_of(shot)
    if picture + 1 != len(plan.at_us):
        raise Damaged("redaction.other_source")


def _room(reel: Reel) -> Pixels:
    """One still for the whole copy: nothing that moves can be put together from it."""
    still: Pixels = np.median(np.stack(samples(reel, reel.span)), axis=0).astype(np.uint8)
    return still


def most_bytes(plan: Plan) -> int:
    """How large the copy can get."""
    seconds = (plan.at_us[-1] - plan.at_us[0]) / SECOND + 1
    return round(_bits_a_second(plan) * seconds / 8 * 1.2) + 200 * len(plan.at_us) + 100_000


def _bits_a_second(plan: Plan) -> int:
    rate = len(plan.at_us) / max(1.0, (plan.at_us[-1] - plan.at_us[0]) / SECOND)
    return max(600_000, round(plan.size[0] * plan.size[1] * rate * _MOST_BITS))


class _Counted:
    """A sink that keeps size and digest. It has no ``seek``: the film is written straight on."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self.size = 0
        self.digest = sha256()

    def write(self, data: bytes) -> int:
        self._sink.write(bytes(data))
        self.digest.update(data)
        self.size += len(data)
        return len(data)


class _Film:
    """Pictures in, a fragmented MP4 out."""

    def __init__(self, sink: _Counted, plan: Plan) -> None:
        self._plan = plan
        self._key_at, self._pts = -KEY_EVERY_S * RATE, -1
        self._container: Any = av.open(sink, "w", format="mp4", options=dict(_FRAGMENTED))
        self._container.metadata.update(
            title=WORDS,
            comment=f"edited: privacy; source: {plan.source}; plan: {plan.digest}",
            creation_time=f"{from_us(plan.at_us[0], UTC):%Y-%m-%dT%H:%M:%S.%fZ}",
        )
        stream = self._container.add_stream("libx264", rate=25)
        stream.width, stream.height = plan.size
        stream.pix_fmt = "yuv420p"
        stream.time_base = stream.codec_context.time_base = Fraction(1, RATE)
        stream.codec_context.gop_size = 100_000  # key frames are asked for, below
        stream.codec_context.thread_count = 2
        most = _bits_a_second(plan) // 1000
        stream.options = {
            **_CODING,
            "x264-params": f"vbv-maxrate={most}:vbv-bufsize={most}",
        }
        self._stream = stream

    def add(self, pixels: Pixels, at_us: int) -> None:
        pts = max((at_us - self._plan.at_us[0]) * RATE // SECOND, self._pts + 1)
        self._pts = pts
        frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(pixels), "bgr24")
        frame = frame.reformat(format="yuv420p")
        frame.pts, frame.time_base = pts, Fraction(1, RATE)
        if pts - self._key_at >= KEY_EVERY_S * RATE:
            frame.pict_type, self._key_at = PictureType.I, pts
        self._container.mux(self._stream.encode(frame))

    def __enter__(self) -> _Film:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self._container.mux(self._stream.encode(None))
        self._container.close()
