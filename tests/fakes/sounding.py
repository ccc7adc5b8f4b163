"""Clips whose sound is known: a tone in the second half of every second, beside real pictures."""

from __future__ import annotations

import math
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

ON_FROM_S = 0.5


def add_tone(clip: Path, path: Path, codec: str, hz: float, *, rate: int) -> Path:
    """The pictures of ``clip`` with a tone of ``hz``; ``codec`` as PyAV names its encoder."""
    kind: Any = "mov" if codec.startswith("pcm") else "mp4"
    with av.open(str(clip)) as pictures, av.open(str(path), "w", format=kind) as out:
        source = pictures.streams.video[0]
        video = out.add_stream_from_template(source)
        sound: Any = out.add_stream(codec, rate=rate)
        sound.layout = "mono"
        length = float((source.duration or 0) * (source.time_base or 0))
        for packet in list(pictures.demux(source)):
            if packet.dts is not None:
                packet.stream = video
                out.mux(packet)
        wave, step = _wave(round(length * rate), rate, hz), rate // 10
        for at in range(0, len(wave), step):
            out.mux(sound.encode(_frame(wave[at : at + step], codec, at, rate)))
        out.mux(sound.encode(None))
    return path


def _wave(count: int, rate: int, hz: float) -> NDArray[np.float32]:
    at = np.arange(count) / rate
    return (0.5 * np.sin(math.tau * hz * at) * (at % 1 >= ON_FROM_S)).astype(np.float32)


def _frame(part: NDArray[np.float32], codec: str, at: int, rate: int) -> av.AudioFrame:
    whole = codec.startswith("pcm")
    samples: Any = (part * 32767).astype(np.int16)[None] if whole else part[None]
    frame = av.AudioFrame.from_ndarray(samples, format="s16" if whole else "fltp", layout="mono")
    frame.sample_rate, frame.pts, frame.time_base = rate, at, Fraction(1, rate)
    return frame


def samples_of(pcm: bytes | bytearray) -> NDArray[np.float64]:
    """16-bit stereo as one line of numbers, -1 to 1."""
    both = np.frombuffer(pcm, np.int16).reshape(-1, 2)
    whole: NDArray[np.float64] = both.astype(np.float64).mean(axis=1) / 32768
    return whole


def pitch(samples: NDArray[np.float64], rate: int = 48_000) -> float:
    """The strongest frequency."""
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return float(np.argmax(spectrum)) * rate / len(samples)


def onsets(samples: NDArray[np.float64], rate: int = 48_000) -> list[float]:
    """Seconds at which it becomes loud after a silence."""
    step = rate // 200
    loud = [
        float(np.abs(samples[at : at + step]).max()) > 0.15
        for at in range(0, len(samples) - step, step)
    ]
    return [n * step / rate for n in range(40, len(loud)) if loud[n] and not any(loud[n - 40 : n])]
