"""The demo shop to look around in on the desktop: made anew, gone when it is closed."""

from __future__ import annotations

import tempfile
import threading
from dataclasses import dataclass, field
from pathlib import Path

from shopguard.app.demo.cameras import DemoCamera, DemoCameras, start_cameras
from shopguard.app.demo.shop import clip_folder, make_demo_shop
from shopguard.app.shop import Shop
from shopguard.base.home import Home
from shopguard.base.texts import Language
from shopguard.recorder.supervisor import Supervisor


@dataclass(slots=True)
class DemoDesk:
    """A demo shop with moving cameras and a recorder of its own. ``logins``: login, passphrase.

    The recorder is supervised from this process and ends with it, however that ends.
    """

    shop: Shop
    logins: tuple[tuple[str, str], ...] = field(repr=False)
    _cameras: DemoCameras
    _recorder: Supervisor
    _running: threading.Thread
    _folder: tempfile.TemporaryDirectory[str]

    @property
    def spare(self) -> DemoCamera | None:
        """A camera to be found and added."""
        return self._cameras.spare

    def close(self) -> None:
        """End recorder and cameras, and remove the shop: nothing of a demo is kept."""
        self._recorder.stop()
        self._running.join()
        self._cameras.stop()
        self._folder.cleanup()


def open_demo(language: Language) -> DemoDesk:
    """Make the demo shop and start everything. Takes some seconds."""
    cameras = start_cameras(clip_folder(), spare=True)
    folder = tempfile.TemporaryDirectory(prefix="shopguard-demo-", ignore_cleanup_errors=True)
    try:
        demo = make_demo_shop(Home(Path(folder.name) / "shop"), cameras, language)
    except BaseException:
        cameras.stop()
        folder.cleanup()
        raise
    recorder = Supervisor(demo.shop.home)
    running = threading.Thread(target=recorder.run, name="demo recorder", daemon=True)
    running.start()
    return DemoDesk(demo.shop, tuple(demo.passwords.items()), cameras, recorder, running, folder)
