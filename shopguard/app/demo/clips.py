"""The demo cameras' pictures as files: drawn and coded once, then played for ever.

Coded as shop cameras do it: no B-frames, a key frame every one or two seconds.
"""

from __future__ import annotations

import hashlib
import math
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Literal

import av
import numpy as np
from av.container import OutputContainer

from shopguard.app.demo.painter import Painter
from shopguard.app.demo.scenes import SCENES

AUDIO_RATE = 16_000
_VERSION = 1
_CODERS = {"h264": "libx264", "h265": "libx265"}


@dataclass(frozen=True, slots=True)
class ClipSpec:
    """One clip: its scene, size in pixels, frames per second, whole seconds, frames per GOP."""

    name: str
    scene: str
    codec: Literal["h264", "h265"] = "h264"
    audio: bool = False
    width: int = 1280
    height: int = 720
    fps: int = 15
    seconds: int = 20
    gop: int = 15

    @property
    def file_name(self) -> str:
        """Changes whenever the clip would, so that a stale one is never played."""
        digest = hashlib.sha256(f"{_VERSION} {self!r}".encode()).hexdigest()
        return f"{self.name}-{digest[:10]}.mp4"


DEMO_CLIPS = (
    ClipSpec("entrance", "entrance", audio=True),
    ClipSpec("aisle", "aisle", codec="h265", gop=30),
    ClipSpec("register", "register", fps=20, gop=20),
    ClipSpec("backdoor", "backdoor", gop=30),
)
SPARE_CLIP = ClipSpec("spare", "fitting", width=960, height=540, seconds=16)


def make_clips(folder: Path, specs: Iterable[ClipSpec] = DEMO_CLIPS) -> dict[str, Path]:
    """The clips by name, made in ``folder`` where they do not stand there already."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = {spec: folder / spec.file_name for spec in specs}
    missing = [(spec, path) for spec, path in paths.items() if not path.exists()]
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        list(pool.map(lambda job: make_clip(*job), missing))
    return {spec.name: path for spec, path in paths.items()}


def make_clip(spec: ClipSpec, path: Path) -> None:
    """Draw and code one clip; ``path`` appears only when it is whole."""
    unfinished = path.with_name(f"{path.stem}.{os.getpid()}.part")
    with av.open(str(unfinished), "w", format="mp4") as container:
        video = _video_track(container, spec)
        sound = _sound(container, spec) if spec.audio else iter(())
        painter = Painter(SCENES[spec.scene], spec.width, spec.height)
        for number in range(spec.fps * spec.seconds):
            picture = painter.picture(number, number / spec.fps, spec.seconds)
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts = number
            frame.time_base = Fraction(1, spec.fps)
            container.mux(video.encode(frame))
            next(sound, None)
        container.mux(video.encode(None))
        for _rest in sound:
            pass
    unfinished.replace(path)


def _video_track(container: OutputContainer, spec: ClipSpec) -> av.VideoStream:
    stream = container.add_stream(_CODERS[spec.codec], rate=spec.fps)
    assert isinstance(stream, av.VideoStream)
    stream.width, stream.height, stream.pix_fmt = spec.width, spec.height, "yuv420p"
    stream.codec_context.gop_size = spec.gop
    stream.codec_context.max_b_frames = 0
    params = f"keyint={spec.gop}:min-keyint={spec.gop}:scenecut=0:bframes=0"
    if spec.codec == "h264":
        stream.options = {"preset": "superfast", "crf": "25", "x264-params": f"{params}:threads=1"}
    else:
        params += ":log-level=none:pools=none:frame-threads=1:info=0"
        stream.options = {"preset": "ultrafast", "crf": "27", "x265-params": params}
    return stream


def _sound(container: OutputContainer, spec: ClipSpec) -> Iterator[None]:
    """A quiet door chime, one video frame's worth of sound at each step."""
    stream = container.add_stream("aac", rate=AUDIO_RATE)
    assert isinstance(stream, av.AudioStream)
    stream.layout = "mono"
    total, step = spec.seconds * AUDIO_RATE, AUDIO_RATE // spec.fps
    for start in range(0, total, step):
        at = np.arange(start, min(start + step, total)) / AUDIO_RATE
        fading = np.exp(-3 * (at % 5))
        wave = 0.2 * fading * (np.sin(math.tau * 659 * at) + np.sin(math.tau * 523 * at))
        frame = av.AudioFrame.from_ndarray(
            wave.astype(np.float32)[None], format="fltp", layout="mono"
        )
        frame.sample_rate = AUDIO_RATE
        frame.pts = start
        frame.time_base = Fraction(1, AUDIO_RATE)
        container.mux(stream.encode(frame))
        yield
    container.mux(stream.encode(None))
