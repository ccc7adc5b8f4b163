"""A shop through the product's own set-up, with cameras, footage and cheap passwords."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from shopguard.access.login import Proof
from shopguard.access.policy import Console
from shopguard.access.secret import SHEET
from shopguard.app.acts.cameras import add_camera
from shopguard.app.acts.setting_up import NewManager, set_up_shop
from shopguard.app.shop import Shop
from shopguard.base.home import Home
from shopguard.cameras.register import Camera
from shopguard.cameras.source import VideoCodec
from shopguard.footage.fragment import Fragment
from shopguard.footage.store import OpenVolume
from shopguard.vault.sealing import current_public
from shopguard.vault.sheet import prove_sheet
from tests.fakes.clock import FakeClock
from tests.fakes.small_shop import CHEAP, password_of
from tests.fakes.viewings import recorded


class FullShop:
    """``sato`` is chief, ``suzuki`` deputy. ``shop`` is the composition root of the product."""

    def __init__(self, folder: Path, clock: Any = None) -> None:
        self.clock = clock or FakeClock()
        self.home = Home(folder / "shop")
        managers = [NewManager(login, password_of(login)) for login in ("sato", "suzuki")]
        self.shop, sheet = set_up_shop(
            self.home,
            "試験店",
            *managers,
            key_file=folder / "key.json",
            clock=self.clock,
            work=CHEAP,
        )
        with sheet:
            self.sheet_words = " ".join(sheet.words())

    def close(self) -> None:
        self.shop.close()

    def reopen(self) -> Shop:
        """As after a restart."""
        self.shop.close()
        self.shop = Shop.open(self.home, clock=self.clock, work=CHEAP)
        return self.shop

    @contextmanager
    def proofs(self, *logins: str) -> Iterator[list[Proof]]:
        with ExitStack() as stack:
            yield [stack.enter_context(self.proof(login)) for login in logins]

    def proof(self, login: str) -> Proof:
        if login == SHEET:
            return prove_sheet(
                self.shop.catalogue, self.shop.ledger, self.sheet_words, self.shop.seat
            )
        return self.shop.logins.check(login, password_of(login), self.shop.seat)

    def camera(self, name: str = "入口") -> Camera:
        return add_camera(self.shop, Console("test"), name, f"rtsp://192.0.2.1/{len(name)}")

    def record(
        self, camera: Camera, seconds: int = 2, *, start_us: int | None = None, close: bool = True,
        codec: VideoCodec = VideoCodec.H264, fragments: list[Fragment] | None = None,
    ) -> tuple[OpenVolume, list[Fragment]]:  # fmt: skip
        """A sealed volume of that many seconds (or of these fragments), as the recorder does."""
        start = self.clock.utc_us() if start_us is None else start_us
        fragments = fragments or recorded(seconds, start_us=start, codec=codec)
        with self.shop.catalogue.read() as db:
            vault = current_public(db)
        volume = self.shop.store.begin_volume(camera.id, vault, start, codec.value)
        self.append(volume, fragments)
        if close:
            self.shop.store.close_volume(volume.id, volume.writer.close())
        return volume, fragments

    def append(self, volume: OpenVolume, fragments: Sequence[Fragment]) -> None:
        head = volume.writer.append(fragments)
        self.shop.store.note_heads([(volume.id, head)])
