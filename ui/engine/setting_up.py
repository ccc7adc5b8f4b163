"""First run: making a shop, finding and trying cameras, choosing the retention."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np

from shopguard.access.password import check_strength, suggest_passphrase
from shopguard.access.person import checked_login, checked_name
from shopguard.app import recorder
from shopguard.app.acts import cameras as camera_acts
from shopguard.app.acts import retention as retention_acts
from shopguard.app.acts.setting_up import NewManager as EngineManager
from shopguard.app.acts.setting_up import check_shop, set_up_shop
from shopguard.app.shop import Shop
from shopguard.base.errors import InvalidInput
from shopguard.base.home import Home
from shopguard.base.texts import Language
from shopguard.cameras.onvif.device import describe_at
from shopguard.cameras.onvif.discovery import discover
from shopguard.cameras.probe import ProbeReport, probe
from shopguard.database.keystore import key_store_available
from shopguard.recorder.report import HealthReport
from shopguard.vault.sheet_pdf import sheet_pdf
from ui.engine.health import EngineHealth
from ui.engine.people import proof_of, signed_in
from ui.engine.recordings import proofs_of
from ui.first_run.model import (
    CameraDraft,
    CameraTest,
    Created,
    FoundCamera,
    NewManager,
    Sheet,
    ShopPlan,
    Strength,
)
from ui.model import CameraInfo, Finding, Picture, SignedIn
from ui.review.model import Pair
from ui.services import OpenShop
from ui.tasks import Context

_STRONG, _WEAK = 4, 1


class EngineSetUp:
    """``ui.first_run.model.SetUp``. ``opened`` gives the rooms a shop just made."""

    def __init__(self, home: Home, opened: Callable[[Shop, SignedIn], OpenShop]) -> None:
        self._home = home
        self._opened = opened

    def key_store_ready(self) -> bool:
        return key_store_available()

    def default_key_file(self) -> Path:
        return self._home.path.parent / f"{self._home.path.name}-key.json"

    def check_shop(self, name: str, contact: str) -> None:
        check_shop(name, contact)

    def check_manager(self, manager: NewManager) -> None:
        checked_login(manager.login)
        checked_name(manager.name)

    def strength(self, manager: NewManager) -> Strength:
        try:
            check_strength(manager.passphrase, (manager.login, manager.name))
        except InvalidInput as weak:
            return Strength(_WEAK if manager.passphrase else 0, weak.code)
        return Strength(_STRONG)

    def suggest_passphrase(self) -> str:
        return suggest_passphrase()

    def create(self, plan: ShopPlan, language: Language, context: Context) -> Created:
        context.progress(0.1)
        shop, secret = set_up_shop(
            self._home,
            plan.name,
            _manager(plan.chief),
            _manager(plan.deputy),
            contact=plan.contact,
            key_file=plan.key_file,
        )
        with secret:
            page = sheet_pdf(secret, shop.site.name, shop.clock.utc_us())
            sheet = Sheet(secret.words(), page)
        shop.settings.set("language", language)
        proof = shop.logins.check(plan.chief.login, plan.chief.passphrase, shop.seat)
        context.progress(1.0)
        chief = signed_in(shop, proof)
        return Created(self._opened(shop, chief), sheet, chief)


class EngineCameraSetUp:
    """``ui.first_run.model.CameraSetUp``."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop

    def discover(self, context: Context) -> tuple[FoundCamera, ...]:
        context.progress(0.1)
        return tuple(
            FoundCamera(found.host, found.model or found.name, found.xaddr) for found in discover()
        )

    def try_out(self, draft: CameraDraft, context: Context) -> CameraTest:
        context.progress(0.1)
        whole = _with_streams(draft)
        return _tested(probe(whole.url, whole.username, whole.password))

    def add(self, draft: CameraDraft, by: SignedIn) -> CameraInfo:
        whole = _with_streams(draft)
        login = {}
        if whole.username or whole.password:
            login = {"username": whole.username, "password": whole.password}
        camera = camera_acts.add_camera(
            self._shop,
            [proof_of(by)],
            whole.name,
            whole.url,
            sub_url=whole.sub_url or None,
            **login,
        )
        recorder.tell_reload(self._shop)
        return CameraInfo(camera.id, camera.name, camera.place)


class EngineRetention:
    """``ui.first_run.model.RetentionSetUp``."""

    def __init__(
        self, shop: Shop, health: EngineHealth, ask: Callable[[], HealthReport | None]
    ) -> None:
        self._shop = shop
        self._health = health
        self._ask = ask

    def days(self) -> int:
        return self._shop.settings.number("retention_days")

    def fits_days(self) -> float | None:
        return self._health.free_days(self._ask())

    def choose(self, days: int, pair: Pair) -> None:
        with proofs_of(self._shop, pair) as proofs:
            retention_acts.change_retention(self._shop, proofs, days=days)


def _manager(typed: NewManager) -> EngineManager:
    return EngineManager(typed.login, typed.passphrase, typed.name)


def _with_streams(draft: CameraDraft) -> CameraDraft:
    """A camera found on the network says its own stream addresses."""
    if draft.found is None or draft.url:
        return draft
    camera = describe_at(str(draft.found.handle), draft.username, draft.password)
    if camera.main is None:
        raise InvalidInput("camera.no_stream")
    return CameraDraft(
        draft.name,
        camera.main.stream_uri,
        draft.username,
        draft.password,
        camera.sub.stream_uri if camera.sub else "",
        draft.found,
    )


def _tested(report: ProbeReport) -> CameraTest:
    picture = None
    if report.picture is not None:
        shown = cv2.imdecode(np.frombuffer(report.picture, np.uint8), cv2.IMREAD_COLOR_RGB)
        picture = None if shown is None else Picture(0, np.asarray(shown, np.uint8))
    findings = tuple(Finding(code, serious=not report.ok) for code in report.problems)
    return CameraTest(
        report.ok,
        picture,
        report.codec.value if report.codec else "",
        report.width,
        report.height,
        report.fps,
        report.bitrate_kbps,
        findings,
    )
