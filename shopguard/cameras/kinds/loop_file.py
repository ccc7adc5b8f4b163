"""A film played over and over in real time, as if a camera sent it. For the demo shop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import PurePath
from typing import Any

from av.container import InputContainer

from shopguard.base.clock import Clock
from shopguard.cameras import media
from shopguard.cameras.kinds.threaded import Feed, ThreadedSource
from shopguard.cameras.loss import BadStream, Lost
from shopguard.cameras.nal import read_avcc, read_hvcc, split_sample
from shopguard.cameras.source import (
    AudioCodec,
    LossCause,
    Packet,
    StreamInfo,
    TrackInfo,
    VideoCodec,
)
from shopguard.cameras.url import CameraUrl

FORMATS = {".mp4": "mp4", ".mov": "mov", ".mkv": "matroska"}
FINE_CLOCK = 90_000
_CONFIGURATIONS = {"h264": (VideoCodec.H264, read_avcc), "hevc": (VideoCodec.H265, read_hvcc)}
_AUDIO = {"aac": AudioCodec.AAC, "pcm_mulaw": AudioCodec.PCMU, "pcm_alaw": AudioCodec.PCMA}


@dataclass(frozen=True, slots=True)
class _Track:
    info: TrackInfo
    index: int  # in the file
    tick: Fraction  # seconds a tick of the file lasts
    split: Callable[[bytes], list[bytes]]

    def pts(self, seconds: Fraction) -> int:
        return round(seconds * self.info.clock_rate)


class LoopFileSource(ThreadedSource):
    """MP4, MOV or MKV. Samples pass byte for byte; timestamps rise over the loop."""

    def __init__(self, url: CameraUrl, clock: Clock, *, audio: bool = False) -> None:
        path = url.path_and_query
        super().__init__(PurePath(path).name, clock)
        self._path = path
        self._audio = audio
        self._played = Fraction(0)  # seconds, over all rounds, also those that broke off

    def connect(self, feed: Feed) -> None:
        """Round after round; OSError or Lost where the file cannot be played."""
        told: StreamInfo | None = None
        due = self._clock.monotonic()
        while not feed.ended.is_set():
            due = max(due, self._clock.monotonic() - 1)  # after the computer slept: go on from now
            with media.opened(f"file:{self._path}", FORMATS[_suffix(self._path)], {}) as film:
                tracks = _tracks(film, with_audio=self._audio)
                info = StreamInfo(*(track.info for track in tracks))
                if info != told:
                    feed.stream(info)
                    told = info
                due += self._play(film, tracks, due, feed)

    def _play(self, film: InputContainer, tracks: list[_Track], due: float, feed: Feed) -> float:
        """One round, in real time from ``due``; how many seconds it lasted."""
        base, by_index = self._played, {track.index: track for track in tracks}
        first: Fraction | None = None
        for sample in film.demux(*(film.streams[track.index] for track in tracks)):
            if sample.dts is None:
                continue  # the empty packet at the end
            track = by_index[sample.stream.index]
            sent = sample.dts * track.tick
            first = sent if first is None else first
            if feed.ended.wait(max(0.0, due + float(sent - first) - self._clock.monotonic())):
                break
            shown = (sample.pts if sample.pts is not None else sample.dts) * track.tick
            packet = Packet(
                "video" if track is tracks[0] else "audio",
                _parts(track, bytes(sample)),
                track.pts(base + shown - first),
                sample.is_keyframe,
                self._clock.utc_us(),
            )
            feed.packet(packet)
            self._played = max(self._played, base + sent - first + _lasting(sample, track))
        if first is None:
            raise BadStream("an empty film")
        return float(self._played - base)


def _suffix(path: str) -> str:
    return PurePath(path).suffix.lower()


def _parts(track: _Track, data: bytes) -> list[bytes]:
    try:
        return track.split(data)
    except ValueError:
        raise BadStream("a damaged sample") from None


def _lasting(sample: Any, track: _Track) -> Fraction:
    """How long a sample lasts: as the file says, else 1/25 s."""
    return Fraction(sample.duration) * track.tick if sample.duration else Fraction(1, 25)


def _tracks(film: InputContainer, *, with_audio: bool) -> list[_Track]:
    """Video first; Lost where it is of a kind that is not recorded."""
    if not film.streams.video:
        raise Lost(LossCause.UNSUPPORTED_CODEC, "no video")
    tracks = [_video_track(film.streams.video[0])]
    if with_audio and film.streams.audio and film.streams.audio[0].codec_context.name in _AUDIO:
        tracks.append(_audio_track(film.streams.audio[0]))
    return tracks


def _video_track(stream: Any) -> _Track:
    name, tick = stream.codec_context.name, stream.time_base
    if name == "mjpeg":
        info = TrackInfo(VideoCodec.MJPEG, _clock_rate(tick))
        return _Track(info, stream.index, tick, lambda data: [data])
    if name not in _CONFIGURATIONS:
        raise Lost(LossCause.UNSUPPORTED_CODEC, name)
    codec, read = _CONFIGURATIONS[name]
    try:
        configuration = read(stream.codec_context.extradata or b"")
    except ValueError:
        raise BadStream("no parameter sets") from None
    size = configuration.length_size
    info = TrackInfo(codec, _clock_rate(tick), configuration.parameter_sets)
    return _Track(info, stream.index, tick, lambda data: split_sample(data, size))


def _audio_track(stream: Any) -> _Track:
    context = stream.codec_context
    codec = _AUDIO[context.name]
    extradata = (bytes(context.extradata),) if codec is AudioCodec.AAC and context.extradata else ()
    info = TrackInfo(codec, context.sample_rate, extradata, context.channels)
    return _Track(info, stream.index, stream.time_base, lambda data: [data])


def _clock_rate(tick: Fraction) -> int:
    """The file's own clock where it has whole ticks a second, so that no time is rounded."""
    return tick.denominator if tick.numerator == 1 else FINE_CLOCK
