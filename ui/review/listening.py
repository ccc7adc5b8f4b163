"""Recorded sound beside the pictures: of the camera in front, at 1× forwards, only when asked for.

The position of the pictures leads. Where it jumps, stops or loops, the sound is cut off at once;
where the loudspeaker's clock runs away from it, the sound is cut off and begun anew.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from shopguard.base.clock import SECOND, Clock
from shopguard.base.errors import Unavailable
from shopguard.base.span import Span
from ui.presenter import Presenter
from ui.review.model import Footage, Sound
from ui.review.player import Player
from ui.tasks import Job, Runner

BYTES_A_MS = 192  # 48 samples of 16 bits, left and right
CHUNK_US = 400_000
AHEAD_US = 800_000  # decoded ahead of what is heard
APART_US = 60_000  # heard further from the picture than this: begun anew
_LATEST_US = 300_000  # how late a loudspeaker may start and still be made up for
_LOOKS = 15  # half a second: devices take samples in pieces, so one look says little
VOLUMES = range(10, 101, 10)  # per cent


class Speaker(Protocol):
    """A loudspeaker. Used on the window's thread; no call waits."""

    @property
    def lost(self) -> bool:
        """It can be heard no more: unplugged, or taken."""
        ...

    def put(self, pcm: bytearray) -> None:
        """Goes on with ``pcm``, which it keeps no longer than it must, and wipes."""
        ...

    def turn(self) -> None:
        """Call often: hands on what there is room for."""
        ...

    def heard_us(self) -> int:
        """How much has been heard since the last silence."""
        ...

    def set_volume(self, percent: int) -> None: ...

    def silence(self) -> None:
        """At once; what was still to be heard is wiped."""
        ...


class Speakers(Protocol):
    """Where a loudspeaker comes from."""

    def look(self) -> None:
        """Whatever is slow about it; not on the window's thread."""
        ...

    def open(self) -> Speaker | None:
        """None where there is none."""
        ...


class NoSpeakers:
    """A machine without any."""

    def look(self) -> None:
        """Nothing to look for."""

    def open(self) -> Speaker | None:
        return None


@dataclass(frozen=True, slots=True)
class SoundState:
    """``recorded``: of the camera in front; None: not known yet. ``volume``: per cent."""

    recorded: bool | None = None
    on: bool = False
    volume: int = 60


class Listening(Presenter[SoundState]):
    """Silent until ``press``. ``on_error``: Unavailable where there is no loudspeaker."""

    def __init__(
        self,
        player: Player,
        footage: Footage,
        runner: Runner,
        speakers: Speakers,
        clock: Clock,
        on_error: Callable[[Exception], None],
    ) -> None:
        super().__init__(SoundState())
        self._clock = clock
        self._player = player
        self._runner = runner
        self._speakers = speakers
        self._on_error = on_error
        self._lane = runner.lane()
        self._sounds = {name: footage.sound(name) for name in footage.request.camera_ids}
        self._recorded: dict[str, bool] = {}
        self._jobs: list[Job] = []
        self._speaker: Speaker | None = None
        self._camera = ""
        self._begun_us: int | None = None  # what the speaker's first sample belongs to
        self._next_us = 0  # up to where samples are here
        self._ready: tuple[int, bytearray] | None = None  # the first ones, until the next tick
        self._seen = (0, 0.0)  # the pictures' position, and when
        self._offsets: deque[int] = deque(maxlen=_LOOKS)
        self._usual_us: int | None = None  # the device's own buffer
        self._late_us = 0  # how late this loudspeaker starts
        self._turn = 0  # samples asked for before a silence are not wanted any more
        player.on_moved = self.follow
        self._look(list(self._sounds))

    # --- the person -------------------------------------------------------------------------

    def press(self) -> None:
        """Sound on or off."""
        if self.state.on:
            self._silence()
            self._become(replace(self.state, on=False))
        elif self.state.recorded:
            self._become(replace(self.state, on=True))
            if self._speaker is None:
                self._run(self._speakers.look, lambda _: self._open())

    def louder(self, steps: int) -> None:
        """Up or down by so many steps."""
        wanted = self.state.volume + steps * VOLUMES.step
        volume = min(VOLUMES[-1], max(VOLUMES[0], wanted))
        self._become(replace(self.state, volume=volume))
        if self._speaker is not None:
            self._speaker.set_volume(volume)

    # --- in step ----------------------------------------------------------------------------

    def follow(self) -> None:
        """The pictures moved on, jumped, stopped, or play otherwise."""
        at_us, now = self._player.state.at_us, self._clock.monotonic()
        (before_us, then), self._seen = self._seen, (at_us, now)
        jumped = abs(at_us - before_us - (now - then) * SECOND) > APART_US
        if jumped or not self._wanted() or self._player.lead != self._camera:
            self._silence()

    def tick(self) -> None:
        """Call about 30 times a second, after the player's."""
        lead = self._player.lead
        self._become(replace(self.state, recorded=self._recorded.get(lead)))
        self.follow()
        speaker = self._speaker
        if speaker is None or not self._wanted():
            return
        if speaker.lost:
            self._lose()
            return
        self._camera = lead
        if self._begun_us is None:
            self._begin(speaker)
        speaker.turn()
        self._stay_in_step(speaker)
        self._ask(self._sounds[lead])

    def close(self) -> Sequence[Sound]:
        """Nothing is heard, kept or asked for any more; what is left to be closed, beside."""
        self._player.on_moved = lambda: None
        self._view = None
        for job in self._jobs:
            job.cancel()
        self._lane.close()
        self._silence()
        self._speaker = None
        left, self._sounds = list(self._sounds.values()), {}
        return left

    # --- inner ------------------------------------------------------------------------------

    def _wanted(self) -> bool:
        playing = self._player.state
        recorded = self._recorded.get(self._player.lead, False)
        return self.state.on and recorded and playing.playing and playing.speed == 1.0

    def _stay_in_step(self, speaker: Speaker) -> None:
        """Begin anew where the loudspeaker started late, or has run away since."""
        if self._begun_us is None:
            return
        self._offsets.append(self._begun_us + speaker.heard_us() - self._player.state.at_us)
        if len(self._offsets) < _LOOKS:
            return
        offset = sorted(self._offsets)[_LOOKS // 2]
        if self._usual_us is None and offset < -APART_US:
            self._late_us = min(_LATEST_US, self._late_us - offset)
            self._silence()
        elif self._usual_us is None:
            self._usual_us = offset
        elif abs(offset - self._usual_us) > APART_US:
            self._silence()

    def _silence(self) -> None:
        if self._begun_us is not None and self._speaker is not None:
            self._speaker.silence()
        if self._ready is not None:
            _wipe(self._ready[1])
        self._begun_us, self._ready, self._camera = None, None, ""
        self._offsets.clear()
        self._usual_us = None
        self._turn += 1
        self._next_us = 0

    def _begin(self, speaker: Speaker) -> None:
        """With what was decoded for about this moment; what has passed meanwhile is left out."""
        if self._ready is None:
            return
        (start_us, pcm), self._ready = self._ready, None
        at_us = self._player.state.at_us + self._late_us
        passed = (at_us - start_us) // 1000 * BYTES_A_MS
        if not 0 <= passed < len(pcm):
            _wipe(pcm)
            self._next_us = 0
            return
        pcm[:passed] = bytes(passed)
        del pcm[:passed]
        self._begun_us = at_us
        speaker.put(pcm)

    def _ask(self, sound: Sound) -> None:
        """The next samples, while there are not enough ahead."""
        at_us = self._player.state.at_us
        if self._lane.busy or self._ready is not None or self._next_us - at_us > AHEAD_US:
            return
        start_us = self._next_us or (at_us + self._late_us) // 1000 * 1000
        span, turn = Span(start_us, start_us + CHUNK_US), self._turn
        self._lane.ask(
            lambda: sound.pcm(span), lambda pcm: self._came(turn, span, pcm), self._on_error
        )

    def _came(self, turn: int, span: Span, pcm: bytearray) -> None:
        if turn != self._turn or self._speaker is None:
            _wipe(pcm)
            return
        self._next_us = span.end
        if self._begun_us is None:
            self._ready = (span.start, pcm)
        else:
            self._speaker.put(pcm)

    def _look(self, names: list[str]) -> None:
        """Which cameras have sound, one by one beside the pictures."""
        if not names:
            return
        sound, rest = self._sounds[names[0]], names[1:]

        def told(recorded: bool) -> None:
            self._recorded[names[0]] = recorded
            self._look(rest)

        self._run(sound.recorded, told)

    def _run(self, task: Callable[[], object], then: Callable[..., None]) -> None:
        self._jobs.append(self._runner.run(lambda _: task(), then, self._on_error))

    def _open(self) -> None:
        self._speaker = self._speakers.open()
        if self._speaker is None:
            self._lose()
        else:
            self._speaker.set_volume(self.state.volume)

    def _lose(self) -> None:
        self._silence()
        self._speaker = None
        self._become(replace(self.state, on=False))
        self._on_error(Unavailable("sound.no_device"))


def _wipe(pcm: bytearray) -> None:
    pcm[:] = bytes(len(pcm))
