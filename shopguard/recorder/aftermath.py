"""What an earlier recorder left behind: open volumes, open gaps, and time already used (J-4)."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping

from shopguard.audit.actions import Act
from shopguard.audit.entry import Entry, JsonValue
from shopguard.base.clock import MINUTE
from shopguard.base.span import Span
from shopguard.footage.store import FootageStore, Volume, VolumeState
from shopguard.recorder.alarms import SEAT, WHO
from shopguard.recorder.camera_recorder import CameraRecorder
from shopguard.recorder.causes import GapCause
from shopguard.recorder.gaps import GapLedger
from shopguard.recorder.handover import Previous
from shopguard.recorder.occupied import Occupied
from shopguard.recorder.services import Services

log = logging.getLogger(__name__)

_HEAD_AGE_US = 12 * MINUTE  # the catalogue knows an open volume to this, whatever the setting
_TELL_EVERY = 100  # restarts
_CRASHES = (GapCause.CRASHED, GapCause.KILLED, GapCause.HUNG, GapCause.INTERRUPTED)


class Aftermath:
    """Time and gaps of each camera, from the catalogue and on through this run."""

    def __init__(self, services: Services, changed: Callable[[], None] = lambda: None) -> None:
        self._services = services
        self._changed = changed
        self._kept: dict[str, tuple[Occupied, GapLedger]] = {}
        self._ends: dict[str, int] = {}

    def settle(self, previous: Previous | None, restarts: int = 0) -> None:
        """Mark volumes left open as interrupted and begin the gaps a crash made.

        Files, logs and journals are not touched: only a reader with the key can recover them.
        """
        store = self._services.store
        left = store.volumes(states=(VolumeState.OPEN,))
        known = previous.ends if previous is not None else {}
        self._ends = dict(known)
        if previous is not None and previous.cause in set(_CRASHES):
            cause, detail = previous.cause, previous.detail
        else:
            cause, detail = str(GapCause.INTERRUPTED), ""
        newest: dict[str, Volume] = {}
        for volume in left:
            if _is_unbegun(volume, known):
                store.drop_unbegun(volume.id)
            else:
                store.mark_interrupted(volume.id)
            newest[volume.camera_id] = volume
            self._ends.setdefault(volume.camera_id, _likely_end(volume))
        still_open = self._end_gaps()
        for camera_id in newest.keys() - still_open:
            start, exact = self._ends[camera_id], camera_id in known
            store.begin_gap(camera_id, start, cause, detail, approximate=not exact)
        crashed = previous is not None and previous.cause == cause
        # One that cannot even start is tried every ten seconds: the log need not hold them all.
        if newest or (crashed and restarts % _TELL_EVERY in (1, 2, 3)):
            self._log(cause, detail, sorted(newest))

    def _end_gaps(self) -> set[str]:
        """End the gaps whose end the crash kept from the catalogue; cameras of the others."""
        store = self._services.store
        still_open: set[str] = set()
        for gap in store.gaps():
            end = self._ends.get(gap.camera_id, 0)
            if gap.end_us is not None:
                continue
            if end <= gap.start_us:
                still_open.add(gap.camera_id)
                continue
            after = [volume.span.start for volume in store.volumes(gap.camera_id)]
            began = [start for start in after if gap.start_us <= start < end]
            # Footage that went on in the volume before: when, only that volume knows.
            store.end_gap(gap.id, min(began, default=end))
        return still_open

    def of(self, camera_id: str) -> tuple[Occupied, GapLedger]:
        """The time that holds footage of this camera, and its gap ledger."""
        if camera_id not in self._kept:
            store = self._services.store
            spans = [volume.span for volume in store.volumes(camera_id)]
            end = self._ends.get(camera_id)
            if end is not None:
                starts = [span.start for span in spans if span.start < end]
                spans += [Span(max(starts), end)] if starts else []
            gap = next((gap for gap in store.gaps(camera_id) if gap.end_us is None), None)
            left = (gap.id, gap.start_us) if gap else ("", 0)
            ledger = GapLedger(camera_id, *left, self._changed)
            self._kept[camera_id] = Occupied(s for s in spans if s.duration > 0), ledger
        return self._kept[camera_id]

    def keep(self, recorder: CameraRecorder) -> None:
        """The camera stops for now: its gaps are still to be written."""
        self._kept[recorder.camera.id] = recorder.occupied, recorder.gaps

    def flush(self, store: FootageStore) -> None:
        """Write the gaps of cameras that are not being recorded."""
        for _, gaps in list(self._kept.values()):
            gaps.flush(store)

    def _log(self, cause: str, detail: str, cameras: list[str]) -> None:
        told: dict[str, JsonValue] = {"cause": cause, "detail": detail}
        entry = Entry(
            Act.RECORDER_CRASHED, WHO, "failed", SEAT, cameras=tuple(cameras), detail=told
        )
        self._services.ledger.append(entry)


def _is_unbegun(volume: Volume, known: Mapping[str, int]) -> bool:
    """Whether nothing of it was ever acknowledged, and there is no file to look into.

    Were it gone after something was, that is for ``check`` to report.
    """
    acknowledged = volume.head.fragments or known.get(volume.camera_id, 0) > volume.span.start
    return not acknowledged and not volume.path.exists()


def _likely_end(volume: Volume) -> int:
    """The catalogue knows an open volume to the minute; its file was touched at the last write."""
    newest = volume.span.end
    for path in (volume.path, volume.path.with_name(volume.path.name + "-wal")):
        try:
            touched = path.stat().st_mtime_ns // 1000
        except OSError:
            continue
        if touched - volume.span.end < _HEAD_AGE_US:  # else another clock wrote it
            newest = max(newest, touched)
    return newest
