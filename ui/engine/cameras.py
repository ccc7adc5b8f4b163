"""Cameras for the rooms: finding, trying out, adding, and everything about those there are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from shopguard.app import recorder
from shopguard.app.acts import cameras as acts
from shopguard.app.shop import Shop
from shopguard.base.clock import DAY
from shopguard.base.errors import InvalidInput
from shopguard.base.span import Span
from shopguard.base.texts import text
from shopguard.cameras.devices import list_devices
from shopguard.cameras.loss import Lost
from shopguard.cameras.onvif.discovery import discover
from shopguard.cameras.probe import ProbeReport
from shopguard.cameras.register import Camera, Changes, Details
from shopguard.cameras.url import parse_camera_url
from shopguard.cameras.views import SeenView
from shopguard.recorder.report import CameraReport, HealthReport
from ui.cameras.model import (
    CameraChange,
    CameraDraft,
    CameraRow,
    CameraTest,
    FoundCamera,
    Outage,
    Polygon,
    ViewInfo,
)
from ui.engine.health import LEVELS
from ui.engine.people import beside, proof_of, proofs_of
from ui.health.model import Level
from ui.model import CameraInfo, Finding, PersonInfo, Picture, SignedIn
from ui.review.model import Pair
from ui.tasks import Context
from ui.translate import language

if TYPE_CHECKING:
    from shopguard.app.demo.cameras import DemoCamera

HISTORY_DAYS = 30


class EngineCameraSetUp:
    """``ui.cameras.model.CameraSetUp``."""

    def __init__(self, shop: Shop, spare: DemoCamera | None = None) -> None:
        """``spare``: a camera of the demo shop that waits to be found."""
        self._shop = shop
        self._spare = spare

    def discover(self, context: Context) -> tuple[FoundCamera, ...]:
        found = discover(cancelled=lambda: context.cancelled)
        network = [
            FoundCamera(camera.host, camera.model or camera.name, camera.xaddr) for camera in found
        ]
        plugged = []
        with suppress(Lost):  # a system without USB cameras
            plugged = [FoundCamera("USB", each.name, url=each.url) for each in list_devices()]
        return (*self._demo(), *network, *plugged)

    def _demo(self) -> tuple[FoundCamera, ...]:
        spare = self._spare
        taken = spare is None or any(c.url == spare.url for c in self._shop.cameras.list())
        if spare is None or taken:
            return ()
        words = text("demo.camera.spare", language())
        name = parse_camera_url(spare.url).host or "USB"
        return (FoundCamera(name, words, None, spare.url, spare.username, spare.password),)

    def try_out(self, draft: CameraDraft, by: SignedIn, context: Context) -> CameraTest:
        whole = _with_streams(draft, context)
        report = acts.try_address(
            self._shop,
            [proof_of(by)],
            whole.url,
            whole.username,
            whole.password,
            lambda: context.cancelled,
        )
        return _tested(report, whole.url, whole.sub_url)

    def add(
        self, draft: CameraDraft, test: CameraTest | None, by: SignedIn, context: Context
    ) -> CameraInfo:
        if test is not None and test.ok and draft.private is None:
            raise InvalidInput("camera.view_unanswered")
        if test is not None and test.ok and not draft.reason.strip():
            raise InvalidInput("camera.view_reason")
        if draft.private and not draft.masks:
            raise InvalidInput("camera.view_private")
        named = test is not None and bool(test.url)
        whole = draft if draft.url or named else _with_streams(draft, context)
        url = test.url if test is not None and named else whole.url
        sub = test.sub_url if test is not None and named else whole.sub_url
        details = Details(
            sub_url=sub or None, place=draft.place, reason=draft.reason, masks=draft.masks
        )
        if draft.username or draft.password:
            details["username"], details["password"] = draft.username, draft.password
        view = _seen(test, private=bool(draft.private)) if test is not None and test.ok else None
        proofs = [proof_of(by)]
        camera = acts.add_camera(self._shop, proofs, draft.name, url, view=view, **details)
        recorder.tell_reload(self._shop)
        return CameraInfo(camera.id, camera.name, camera.place)


class EngineCameraBook:
    """``ui.cameras.model.CameraBook``. ``ask``: the recorder's report, None when none answers.

    ``samples``: passphrases of a demo shop, by login.
    """

    def __init__(
        self, shop: Shop, ask: Callable[[], HealthReport | None], samples: Mapping[str, str]
    ) -> None:
        self._shop = shop
        self._samples = samples
        self._ask = ask
        self._photos: dict[str, tuple[bytes, Picture | None]] = {}  # decoded once

    def rows(self) -> tuple[CameraRow, ...]:
        found = self._ask()
        reports = {report.id: report for report in found.cameras} if found else {}
        return tuple(
            self._row(camera, reports.get(camera.id)) for camera in self._shop.cameras.list()
        )

    def history(self, camera_id: str) -> tuple[Outage, ...]:
        now = self._shop.clock.utc_us()
        gaps = self._shop.store.gaps(camera_id, Span(now - HISTORY_DAYS * DAY, now))
        return tuple(
            Outage(Span(gap.start_us, gap.end_us or now), gap.cause, running=gap.end_us is None)
            for gap in reversed(gaps)
            if (gap.end_us or now) > gap.start_us
        )

    def seconds(self, by: SignedIn) -> tuple[PersonInfo, ...]:
        return beside(self._shop, by, self._samples)

    def try_out(self, camera_id: str, by: SignedIn, context: Context) -> CameraTest:
        camera = self._shop.cameras.get(camera_id)
        proofs = [proof_of(by)]
        return _tested(acts.try_camera(self._shop, proofs, camera, lambda: context.cancelled))

    def change(self, camera_id: str, change: CameraChange, by: SignedIn) -> None:
        camera = self._shop.cameras.get(camera_id)
        columns = Changes(
            name=change.name,
            place=change.place,
            url=change.url,
            sub_url=change.sub_url or None,
            username=change.username,
            audio=change.audio,
            enabled=change.enabled,
        )
        if change.password is not None:
            columns["password"] = change.password
        acts.change_camera(self._shop, [proof_of(by)], camera, **columns)
        recorder.tell_reload(self._shop)

    def approve_view(
        self, camera_id: str, reason: str, test: CameraTest, by: SignedIn, *, private: bool
    ) -> None:
        camera = self._shop.cameras.get(camera_id)
        view = _seen(test, private=private)
        acts.approve_view(self._shop, [proof_of(by)], camera, view, reason)

    def set_masks(self, camera_id: str, masks: tuple[Polygon, ...], pair: Pair) -> None:
        camera = self._shop.cameras.get(camera_id)
        with proofs_of(self._shop, pair) as proofs:
            acts.set_masks(self._shop, proofs, camera, masks)
        recorder.tell_reload(self._shop)

    def remove(self, camera_id: str, by: SignedIn) -> None:
        acts.remove_camera(self._shop, [proof_of(by)], self._shop.cameras.get(camera_id))
        recorder.tell_reload(self._shop)

    def _row(self, camera: Camera, report: CameraReport | None) -> CameraRow:
        return CameraRow(
            CameraInfo(camera.id, camera.name, camera.place),
            camera.url,
            camera.sub_url or "",
            camera.username,
            camera.reason,
            camera.audio,
            camera.enabled,
            camera.masks,
            self._view(camera.id),
            LEVELS[report.state] if report is not None else Level.UNKNOWN,
            report.age_s if report is not None else None,
            report.cause if report is not None else "",
        )

    def _view(self, camera_id: str) -> ViewInfo | None:
        view = self._shop.views.get(camera_id)
        if view is None:
            return None
        people = {person.id: person.name for person in self._shop.people.list()}
        by = people.get(view.approved_by, view.approved_by.removeprefix("console:"))
        kept, photo = self._photos.get(camera_id, (b"", None))
        if kept != view.photo:
            photo = _picture(view.photo)
            self._photos[camera_id] = view.photo, photo
        return ViewInfo(photo, view.private_place, by, view.approved_us)


def _with_streams(draft: CameraDraft, context: Context) -> CameraDraft:
    """A camera found on the network says its own stream addresses; one plugged in is known."""
    found = draft.found
    if found is None or draft.url:
        return draft
    url, sub = found.url, ""
    if not url:
        streams = acts.streams_at(
            str(found.handle), draft.username, draft.password, lambda: context.cancelled
        )
        url, sub = streams.main, streams.sub
    return CameraDraft(draft.name, url, draft.username, draft.password, sub, found)


def _seen(test: CameraTest, *, private: bool) -> SeenView:
    return SeenView(test.photo, private, test.kbps)


def _picture(jpeg: bytes | None) -> Picture | None:
    if not jpeg:
        return None
    import cv2  # both slow to load, and seldom needed
    import numpy as np

    shown = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR_RGB)
    return None if shown is None else Picture(0, np.asarray(shown, np.uint8))


def _tested(report: ProbeReport, url: str = "", sub_url: str = "") -> CameraTest:
    return CameraTest(
        report.ok,
        _picture(report.picture),
        report.codec.value if report.codec else "",
        report.width,
        report.height,
        report.fps,
        report.bitrate_kbps,
        tuple(Finding(code, serious=not report.ok) for code in report.problems),
        report.picture or b"",
        url,
        sub_url,
        report.fingerprint,
    )
