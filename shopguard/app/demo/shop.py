"""The demo shop: a real shop in a folder of its own, with cameras that move."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from shopguard.access.login import Proof
from shopguard.access.policy import Console
from shopguard.access.suggestion import suggest_passphrase
from shopguard.app.acts.cameras import add_camera
from shopguard.app.acts.setting_up import NewManager, set_up_shop
from shopguard.app.demo.cameras import DemoCameras
from shopguard.app.shop import Shop
from shopguard.base.home import Home
from shopguard.base.platform import host
from shopguard.base.texts import Language, text
from shopguard.cameras.register import Details
from shopguard.vault.sheet_pdf import write_sheet

CHIEF, DEPUTY = "sato", "suzuki"
VOLUME_SECONDS = 10  # short, so that even a short demo crosses volume boundaries


@dataclass(frozen=True, slots=True)
class DemoShop:
    """An open demo shop; its passphrases are made up anew each time and kept nowhere."""

    shop: Shop
    passwords: dict[str, str] = field(repr=False)

    @contextmanager
    def proofs(self, *logins: str) -> Iterator[list[Proof]]:
        """The managers log in."""
        with ExitStack() as stack:
            yield [
                stack.enter_context(
                    self.shop.logins.check(login, self.passwords[login], self.shop.seat)
                )
                for login in logins
            ]


def make_demo_shop(home: Home, cameras: DemoCameras, language: Language) -> DemoShop:
    """Set the demo shop up: two managers, the recovery sheet, four cameras."""
    home.path.parent.mkdir(parents=True, exist_ok=True)
    passwords = {login: suggest_passphrase(language).typed for login in (CHIEF, DEPUTY)}
    chief, deputy = (
        NewManager(login, passwords[login], text(f"demo.person.{login}", language))
        for login in (CHIEF, DEPUTY)
    )
    shop, sheet = set_up_shop(
        home,
        text("demo.shop", language),
        chief,
        deputy,
        contact=text("demo.contact", language),
        key_file=_key_file(home),
    )
    with sheet:
        write_sheet(home.path / "recovery-sheet.pdf", sheet, shop.site.name, shop.clock.utc_us())
    shop.settings.set("volume_seconds", VOLUME_SECONDS)
    console = Console(host.user_name())
    for camera in cameras.list:
        name = text(f"demo.camera.{camera.name}", language)
        login = Details(username=camera.username, password=camera.password)
        add_camera(shop, console, name, camera.url, **login)
    return DemoShop(shop, passwords)


def clip_folder() -> Path:
    """Kept between runs: drawing the clips takes longer than anything else."""
    return Home.default().path.parent / "demo-clips"


def _key_file(home: Home) -> Path:
    """Beside the demo shop: a demo must not write into the machine's key store."""
    return home.path.parent / f"{home.path.name}-key.json"
