"""Why there is no footage, besides what a camera itself says (``cameras.source.LossCause``)."""

from __future__ import annotations

from enum import StrEnum


class GapCause(StrEnum):
    """Causes of the recorder's own; words under ``gap.<cause>``."""

    STOPPED = "stopped"
    CRASHED = "crashed"
    KILLED = "killed"
    HUNG = "hung"
    INTERRUPTED = "interrupted"  # a power cut, or the supervisor ended too
    OFF = "off"
    CHANGED = "changed"  # its settings; it begins again at once
    DISK_FULL = "disk_full"
    DISK_ERROR = "disk_error"
    DISK_SLOW = "disk_slow"
    ASLEEP = "asleep"  # the machine was, or nothing on it moved
    CLOCK_JUMP = "clock_jump"
    CAMERA_TIME_JUMP = "camera_time_jump"
    NO_KEY_FRAME = "no_key_frame"
    STARTING = "starting"
