"""Whoever stops waiting for a camera gets an answer soon, and the connection is closed."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from shopguard.base.errors import Unavailable
from shopguard.cameras.onvif import describe_at, discover
from shopguard.cameras.probe import probe

TOO_LONG_S = 8.0  # far below what would be waited otherwise; a test never waits so long


class Silent:
    """A machine that takes connections and says nothing. ``closed``: the other side hung up."""

    def __init__(self) -> None:
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._server.getsockname()[1]
        self.asked = threading.Event()
        self.closed = threading.Event()
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            connection, _ = self._server.accept()
            with connection:
                while connection.recv(4096):
                    self.asked.set()
        self.closed.set()

    def close(self) -> None:
        self._server.close()


@pytest.fixture
def silent() -> Iterator[Silent]:
    machine = Silent()
    yield machine
    machine.close()


@pytest.mark.parametrize("kind", ["onvif", "rtsp"])
def test_a_silent_camera_is_given_up_at_once(silent: Silent, kind: str) -> None:
    place = f"127.0.0.1:{silent.port}"
    asking: Callable[..., object] = describe_at if kind == "onvif" else probe
    scheme = "http" if kind == "onvif" else "rtsp"
    with pytest.raises(Unavailable) as raised:
        asking(f"{scheme}://{place}/x", "a", "b", cancelled=silent.asked.is_set)
    assert raised.value.code == "camera.given_up"
    assert silent.closed.wait(TOO_LONG_S)


def test_a_connection_that_is_never_made_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """A full queue of connections: the attempt hangs until somebody gives up."""
    tried = threading.Event()
    real = socket.socket.connect_ex

    def noted(self: socket.socket, place: tuple[Any, ...]) -> int:
        tried.set()
        return real(self, place)

    monkeypatch.setattr(socket.socket, "connect_ex", noted)
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(socket.socket())
        server.bind(("127.0.0.1", 0))
        server.listen(0)
        for _ in range(4):
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            real(waiting, server.getsockname())
        address = f"http://127.0.0.1:{server.getsockname()[1]}/onvif"
        with pytest.raises(Unavailable) as raised:
            describe_at(address, "", "", cancelled=tried.is_set)
    assert raised.value.code == "camera.given_up"


def test_listening_for_cameras_ends_when_nobody_waits() -> None:
    assert discover(3600.0, addresses=["127.0.0.1"], cancelled=lambda: True) == ()
