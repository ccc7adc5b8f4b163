"""Fixtures every package's tests may use."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from shopguard.app.demo.clips import ClipSpec, make_clips
from shopguard.app.demo.rtsp_process import available
from tests.fakes.rtsp_server import RtspServer

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A busy machine is no failure: nothing here is judged by how long it takes.
hypothesis.settings.register_profile(
    "shopguard", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("shopguard")

SMALL_CLIPS = (
    ClipSpec("h264", "entrance", width=320, height=192, fps=10, seconds=6, gop=10),
    ClipSpec("h265", "aisle", "h265", width=320, height=192, fps=10, seconds=6, gop=10),
    ClipSpec("sound", "register", audio=True, width=320, height=192, fps=10, seconds=6, gop=10),
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--soak", action="store_true", help="run the full campaigns too")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--soak"):
        return
    soak = [item for item in items if item.get_closest_marker("soak")]
    items[:] = [item for item in items if not item.get_closest_marker("soak")]
    config.hook.pytest_deselected(items=soak)


@pytest.fixture(scope="session")
def rounds(pytestconfig: pytest.Config) -> Callable[[int, int], int]:
    """``rounds(few, many)``: how often a campaign goes round; ``many`` with ``--soak``."""
    return lambda few, many: many if pytestconfig.getoption("--soak") else few


@pytest.fixture(scope="session")
def clips(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Small MP4 clips by name (``SMALL_CLIPS``), every frame numbered (``painter.read_number``)."""
    return make_clips(tmp_path_factory.mktemp("clips"), SMALL_CLIPS)


@pytest.fixture
def rtsp_server() -> Iterator[Callable[..., RtspServer]]:
    """``rtsp_server(mounts, user=…, …)``: a started server that ends with the test."""
    if not available():
        pytest.skip("GStreamer's RTSP server is not installed (python3-gi, gir1.2-gst-rtsp-server)")
    with ExitStack() as servers:

        def start(mounts: dict[str, Path], **options: Any) -> RtspServer:
            return servers.enter_context(RtspServer(mounts, **options))

        yield start
