"""First run: making a shop, finding and trying cameras, choosing the retention."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from shopguard.access.password import check_strength
from shopguard.access.person import checked_login, checked_name
from shopguard.access.suggestion import suggest_passphrase
from shopguard.app.acts import beginning
from shopguard.app.acts import retention as retention_acts
from shopguard.app.acts.people import new_sheet
from shopguard.app.acts.setting_up import NewManager as EngineManager
from shopguard.app.acts.setting_up import check_shop, set_up_shop
from shopguard.app.shop import Shop
from shopguard.base.errors import InvalidInput
from shopguard.base.home import Home
from shopguard.base.platform import host
from shopguard.base.texts import Language
from shopguard.database.keystore import key_store_available
from shopguard.recorder.report import HealthReport
from shopguard.vault.sheet import SheetSecret
from ui.engine.people import proof_of, proofs_of, signed_in
from ui.first_run.model import (
    Created,
    NewManager,
    Sheet,
    ShopPlan,
    Strength,
    Suggestion,
)
from ui.model import SignedIn
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
        checked_name(manager.name)
        checked_login(manager.login)

    def strength(self, manager: NewManager) -> Strength:
        try:
            check_strength(manager.passphrase, (manager.login, manager.name))
        except InvalidInput as weak:
            score = _WEAK if manager.passphrase else 0
            return Strength(score, weak.code, tuple(weak.params.items()))
        return Strength(_STRONG)

    def suggest_passphrase(self, language: Language) -> Suggestion:
        found = suggest_passphrase(language)
        return Suggestion(found.typed, found.read)

    def create(self, plan: ShopPlan, context: Context) -> Created:
        context.progress(0.1)
        shop, secret = set_up_shop(
            self._home,
            plan.name,
            _manager(plan.chief),
            _manager(plan.deputy),
            contact=plan.contact,
            key_file=plan.key_file,
        )
        sheet = _sheet(shop, secret)
        proof = shop.logins.check(plan.chief.login, plan.chief.passphrase, shop.seat)
        beginning.begin(shop, (proof.owner,))
        context.progress(1.0)
        chief = signed_in(shop, proof)
        return Created(self._opened(shop, chief), sheet, chief)


class EngineSettingUp:
    """``ui.first_run.model.SettingUp``."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop

    def new_sheet(self, pair: Pair) -> Sheet:
        with proofs_of(self._shop, pair) as proofs:
            secret = new_sheet(self._shop, proofs)
        return _sheet(self._shop, secret)

    def sheet_kept(self, by: SignedIn) -> None:
        beginning.note_sheet_kept(self._shop, [proof_of(by)])

    def starts_with_machine(self) -> bool:
        return host.starts_with_machine()

    def start_with_machine(self, by: SignedIn, *, wanted: bool) -> str:
        return beginning.start_with_machine(self._shop, [proof_of(by)], wanted=wanted).value

    def finish(self, by: SignedIn) -> None:
        beginning.finish(self._shop, [proof_of(by)])


class EngineRetention:
    """``ui.first_run.model.RetentionSetUp``."""

    def __init__(self, shop: Shop, ask: Callable[[], HealthReport | None]) -> None:
        self._shop = shop
        self._ask = ask

    def days(self) -> int:
        return self._shop.settings.number("retention_days")

    def fits_days(self) -> float | None:
        found = self._ask()
        live = {camera.id: camera.bytes_per_s for camera in found.cameras} if found else {}
        return retention_acts.forecast(self._shop, live).fits_days

    def choose(self, days: int, pair: Pair) -> None:
        with proofs_of(self._shop, pair) as proofs:
            retention_acts.change_retention(self._shop, proofs, days=days)


def _sheet(shop: Shop, secret: SheetSecret) -> Sheet:
    """On paper, and as words to compare; the secret itself is wiped."""
    from shopguard.vault.sheet_pdf import sheet_pdf  # once in a shop's life

    with secret:
        return Sheet(secret.words(), sheet_pdf(secret, shop.site.name, shop.clock.utc_us()))


def _manager(typed: NewManager) -> EngineManager:
    return EngineManager(typed.login, typed.passphrase, typed.name)
