"""This computer's loudspeaker, by Qt; a machine without one says so."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from ui.review.listening import BYTES_A_MS, Speaker

BUFFER_MS = 200


class DeviceSpeakers:
    """The device the system plays on."""

    def look(self) -> None:
        """Loading Qt's sound takes longer than a window may wait."""
        _multimedia()

    def open(self) -> Speaker | None:
        qt = _multimedia()
        if qt is None:
            return None
        form = qt.QAudioFormat()
        form.setSampleRate(48_000)
        form.setChannelCount(2)
        form.setSampleFormat(qt.QAudioFormat.SampleFormat.Int16)
        device = qt.QMediaDevices.defaultAudioOutput()
        if device.isNull() or not device.isFormatSupported(form):
            return None
        sink = qt.QAudioSink(device, form)
        sink.setBufferSize(BUFFER_MS * BYTES_A_MS)
        well = (qt.QtAudio.Error.NoError, qt.QtAudio.Error.UnderrunError)
        return DeviceSpeaker(sink, well)


class DeviceSpeaker:
    """See ``listening.Speaker``. ``sink``: a QAudioSink; ``well``: what its ``error`` may be."""

    def __init__(self, sink: Any, well: Sequence[Any]) -> None:
        self._sink = sink
        self._well = well
        self._input: Any = None
        self._waiting = bytearray()
        self._written = 0

    @property
    def lost(self) -> bool:
        return self._input is not None and self._sink.error() not in self._well

    def put(self, pcm: bytearray) -> None:
        if self._input is None:
            self._input = self._sink.start()
        self._waiting += pcm
        pcm[:] = bytes(len(pcm))
        self.turn()

    def turn(self) -> None:
        room = min(self._sink.bytesFree(), len(self._waiting)) // BYTES_A_MS * BYTES_A_MS
        if self._input is None or room <= 0:
            return
        done = max(0, self._input.write(bytes(self._waiting[:room])))
        self._waiting[:done] = bytes(done)
        del self._waiting[:done]
        self._written += done

    def heard_us(self) -> int:
        queued = self._sink.bufferSize() - self._sink.bytesFree()
        heard: int = max(0, self._written - queued) * 1000 // BYTES_A_MS
        return heard

    def set_volume(self, percent: int) -> None:
        """The square of it: ears hear shares, not sums."""
        self._sink.setVolume((percent / 100) ** 2)

    def silence(self) -> None:
        self._sink.reset()
        self._waiting[:] = bytes(len(self._waiting))
        self._waiting.clear()
        self._input, self._written = None, 0


def _multimedia() -> Any:
    """None where the system lacks what Qt's sound stands on."""
    try:
        return import_module("PySide6.QtMultimedia")
    except ImportError:
        return None
