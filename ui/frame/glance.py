"""When recording is late, and when that is worth saying to somebody who does not look. No Qt."""

from __future__ import annotations

from enum import StrEnum

from shopguard.base.clock import Clock
from ui.model import Recorder, Status

TELL_AFTER_S = 20.0


class Trouble(StrEnum):
    """What is the matter with recording."""

    NONE = "none"
    STARTING = "starting"  # not everything records yet; nothing has failed
    CAMERAS = "cameras"  # some cameras are not recorded
    STOPPED = "stopped"  # no recorder answers


def trouble_of(known: Status | None) -> Trouble:
    """Not knowing is no trouble yet: the line goes on asking."""
    if known is None or not known.cameras:
        return Trouble.NONE
    if known.recorder is not Recorder.RUNNING:
        return _SILENT[known.recorder]
    missing = known.cameras - known.recording
    if missing > known.beginning:
        return Trouble.CAMERAS
    return Trouble.STARTING if missing else Trouble.NONE


_SILENT = {
    Recorder.UNKNOWN: Trouble.NONE,
    Recorder.STARTING: Trouble.STARTING,
    Recorder.STOPPED: Trouble.STOPPED,
}


class Glance:
    """Says each trouble once while it lasts, and only once it has lasted."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._trouble = Trouble.NONE
        self._since = 0.0
        self._told = False

    def news(self, known: Status | None) -> Trouble:
        """What is to be said now; NONE nearly always."""
        if known is None:
            return Trouble.NONE
        now, trouble = self._clock.monotonic(), trouble_of(known)
        if trouble is Trouble.STARTING:
            trouble = Trouble.NONE
        if trouble is not self._trouble:
            worse = trouble is Trouble.STOPPED
            self._told = self._told and trouble is not Trouble.NONE and not worse
            self._trouble, self._since = trouble, now
        if trouble is Trouble.NONE or self._told or now - self._since < TELL_AFTER_S:
            return Trouble.NONE
        self._told = True
        return trouble
