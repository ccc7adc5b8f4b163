"""Talking to the shop's recorder, and starting it where none runs."""

from __future__ import annotations

import sys

from shopguard.app.shop import Shop
from shopguard.base.errors import Unavailable
from shopguard.base.home import Home
from shopguard.base.platform import host
from shopguard.recorder.channel import RecorderClient
from shopguard.recorder.channel.runtime import Runtime
from shopguard.recorder.report import HealthReport

_SHORT_PATIENCE_S = 3.0


def is_running(home: Home) -> bool:
    """Whether a recorder of this shop runs."""
    return Runtime.read(home) is not None


def tell_reload(shop: Shop) -> None:
    """Cameras or settings changed; a recorder that is not running reads them when it starts."""
    if not is_running(shop.home):
        return
    try:
        with RecorderClient.connect(shop.home, shop.key, patience_s=_SHORT_PATIENCE_S) as recorder:
            recorder.reload()
    except Unavailable:  # it ended just now, or is starting and reads everything anyway
        return


def health(shop: Shop) -> HealthReport:
    """The recorder's own report; Unavailable when none runs or it does not answer."""
    with RecorderClient.connect(shop.home, shop.key) as recorder:
        return recorder.health()


def start(home: Home) -> None:
    """Start the recorder so that it outlives this process; nothing happens where one runs."""
    if not is_running(home):
        host.start_detached([sys.executable, "-m", "shopguard", "--home", str(home.path), "record"])
