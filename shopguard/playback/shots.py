"""Every picture of a recorded run, decoded in order, with the moment the camera saw it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import av

from shopguard.door.viewing import OpenFootage
from shopguard.footage.mp4.boxes import VIDEO_TRACK
from shopguard.footage.mp4.fragments import read_fragment, us_of
from shopguard.footage.mp4.plain import decoder_config, read_init
from shopguard.playback.pictures import PictureDecoder
from shopguard.playback.recorded import Run, Told, read_ahead

_THREADS = 2


@dataclass(frozen=True, slots=True)
class Shot:
    """A decoded picture and when the camera saw it."""

    at_us: int
    frame: av.VideoFrame


def shots_of(footage: OpenFootage, run: Run, told: Told = lambda _: None) -> Iterator[Shot]:
    """The pictures of ``run`` up to the end of the grant; what is damaged is left out.

    Behind damage they go on with the next key frame.
    """
    end_us = footage.request_span.end
    for shot in _decoded(footage, run, told):
        if shot.at_us < end_us:
            yield shot


def _decoded(footage: OpenFootage, run: Run, told: Told) -> Iterator[Shot]:
    decoder: PictureDecoder | None = None
    rate = 1
    for ref, fragment in read_ahead(footage, run.refs):
        if fragment is None:
            decoder = None
        elif decoder is None and ref.link.key:
            video = next(t for t in read_init(fragment.init) if t.track == VIDEO_TRACK)
            rate = video.clock_rate
            decoder = PictureDecoder(video.kind, decoder_config(video.entry), threads=_THREADS)
        if decoder is not None and fragment is not None:
            for view in read_fragment(fragment.data).get(VIDEO_TRACK, []):
                for frame in decoder.feed(view.data, view.decode + view.offset):
                    yield Shot(us_of(int(frame.pts or 0), rate), frame)
        told(ref.link.size)
    if decoder is not None:
        for frame in decoder.flush():
            yield Shot(us_of(int(frame.pts or 0), rate), frame)
