"""Signing in: whatever was wrong is said in place, in the engine's own words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from ui.model import Credentials, PersonInfo, SignedIn
from ui.presenter import Presenter
from ui.services import OpenShop
from ui.session import Away
from ui.tasks import Runner


@dataclass(frozen=True, slots=True)
class LockState:
    """``why``: what emptied the seat. ``login`` stays typed after a refusal.

    ``samples``: people of a demo shop, whose passphrase anybody may know.
    """

    shop: str
    why: Away | None = None
    login: str = ""
    samples: tuple[PersonInfo, ...] = ()
    busy: bool = False
    trouble: Exception | None = None


class LockPresenter(Presenter[LockState]):
    """``on_signed_in`` gets who has proven themselves."""

    def __init__(
        self,
        shop: OpenShop,
        runner: Runner,
        on_signed_in: Callable[[SignedIn], None],
        login: str = "",
        why: Away | None = None,
    ) -> None:
        super().__init__(LockState(shop.name, why, login, shop.sample_people()))
        self._shop = shop
        self._runner = runner
        self._on_signed_in = on_signed_in

    def sign_in(self, login: str, passphrase: str) -> None:
        if self.state.busy or not login.strip() or not passphrase:
            return
        credentials = Credentials(login.strip(), passphrase)
        self._become(replace(self.state, busy=True, login=credentials.login, trouble=None))
        self._runner.run(lambda _: self._shop.sign_in(credentials), self._signed_in, self._refused)

    def _signed_in(self, who: SignedIn) -> None:
        self._become(replace(self.state, busy=False))
        self._on_signed_in(who)

    def _refused(self, error: Exception) -> None:
        self._become(replace(self.state, busy=False, trouble=error))
