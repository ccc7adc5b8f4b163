"""The channel: who may speak on it, what comes back, and that it finds a recorder again."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import zmq

from shopguard.base.clock import SystemClock
from shopguard.base.errors import InvalidInput, Refused, Unavailable
from shopguard.base.home import Home
from shopguard.base.platform import host
from shopguard.recorder.channel import RecorderClient, Server, wire
from shopguard.recorder.channel.keys import ChannelKeys
from shopguard.recorder.channel.runtime import Runtime
from shopguard.recorder.channel.server import Peer

KEY = bytes(range(32))


def _refuse(_peer: Peer, _args: Mapping[str, Any]) -> Any:
    raise Refused("policy.denied", action="test")


def _break(_peer: Peer, _args: Mapping[str, Any]) -> Any:
    raise RuntimeError("a bug")


CALLS = {"echo": lambda _peer, args: args["words"], "refuse": _refuse, "break": _break}


class Recorder:
    """The server end, as the recorder runs it."""

    def __init__(self, home: Home, key: bytes = KEY) -> None:
        self.server = Server(key, CALLS)
        self.port = self.server.start()
        Runtime(self.port, os.getpid(), SystemClock().utc_us()).write(home)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """A folder whose lock is held, as by a running recorder."""
    home = Home(tmp_path)
    with host.lock_file(home.lock):
        yield home


@pytest.fixture
def serve(home: Home) -> Iterator[Callable[..., Recorder]]:
    started: list[Recorder] = []

    def start(key: bytes = KEY) -> Recorder:
        started.append(Recorder(home, key))
        return started[-1]

    yield start
    for one in started:
        one.server.close()


def test_an_answer_and_an_error_come_back_as_they_were(
    home: Home, serve: Callable[..., Recorder]
) -> None:
    serve()
    with RecorderClient.connect(home, KEY) as client:
        assert client.call("echo", words="おはよう") == "おはよう"
        with pytest.raises(Refused) as refusal:
            client.call("refuse")
        assert (refusal.value.code, refusal.value.params) == ("policy.denied", {"action": "test"})
        with pytest.raises(InvalidInput, match="does not know"):
            client.call("nothing like it")


def test_a_bug_in_one_call_ends_neither_the_channel_nor_shows_its_inside(
    home: Home, serve: Callable[..., Recorder], caplog: pytest.LogCaptureFixture
) -> None:
    serve()
    with RecorderClient.connect(home, KEY) as client:
        with pytest.raises(Unavailable) as error:
            client.call("break")
        assert error.value.code == "recorder.channel_failed"
        assert client.call("echo", words=1) == 1
    assert "a bug" in caplog.text


def test_events_reach_who_listens_and_nobody_else(
    home: Home, serve: Callable[..., Recorder]
) -> None:
    server = serve().server
    with RecorderClient.connect(home, KEY) as first, RecorderClient.connect(home, KEY) as second:
        heard: list[Any] = []
        other: list[Any] = []
        done = threading.Event()
        first.listen("alarm", heard.append)
        first.listen("end", lambda _value: done.set())
        second.listen("health", other.append)
        for number in range(50):
            server.post("alarm", {"number": number})
        server.post("end", None)
        assert done.wait(10)
    assert [value["number"] for value in heard] == list(range(50))
    assert other == []


@pytest.mark.requirement("T-6")
def test_another_shop_key_gets_no_answer(home: Home, serve: Callable[..., Recorder]) -> None:
    serve()
    with pytest.raises(Unavailable) as error:
        RecorderClient.connect(home, bytes(32), patience_s=1.5)
    assert error.value.code == "recorder.silent"


@pytest.mark.requirement("T-6")
@pytest.mark.parametrize("who", ["no keys", "own keys", "server's own key"])
def test_knowing_the_port_is_not_enough(
    home: Home, serve: Callable[..., Recorder], who: str
) -> None:
    """Not even for one who got the server's public key from somewhere."""
    port = serve().port
    keys = ChannelKeys.derive(KEY)
    context = zmq.Context()
    socket = context.socket(zmq.DEALER)
    socket.linger = 0
    public, secret = zmq.curve_keypair()
    if who != "no keys":
        socket.curve_serverkey = keys.server.public_z85
        socket.curve_publickey = public
        socket.curve_secretkey = secret
    if who == "server's own key":
        socket.curve_publickey = keys.server.public_z85
        socket.curve_secretkey = keys.server.secret_z85
    socket.connect(f"tcp://127.0.0.1:{port}")
    socket.send(wire.pack({"id": 1, "call": "echo", "args": {"words": 1}}))
    assert socket.poll(800) == 0
    socket.close()
    context.term()
    with RecorderClient.connect(home, KEY) as client:
        assert client.call("echo", words="still here") == "still here"


@pytest.mark.requirement("T-6")
def test_the_channel_listens_on_the_loopback_address_alone(serve: Callable[..., Recorder]) -> None:
    import psutil

    port = serve().port
    listening = {
        connection.laddr.ip
        for connection in psutil.Process().net_connections("inet")
        if connection.laddr.port == port and connection.status == psutil.CONN_LISTEN
    }
    assert listening == {"127.0.0.1"}


def test_the_file_of_the_runtime_holds_no_secret(
    home: Home, serve: Callable[..., Recorder]
) -> None:
    serve()
    words = home.runtime.read_text()
    keys = ChannelKeys.derive(KEY)
    for secret in (KEY.hex(), keys.client.secret_z85.decode(), keys.server.secret_z85.decode()):
        assert secret not in words
    assert keys.client.secret_z85.decode() not in repr(keys)


@pytest.mark.parametrize(
    "frames",
    [
        [b"not json"],
        [b"[1]"],
        [b"{}"],
        [b'{"id": "x", "call": "echo"}'],
        [b'{"id": 1, "call": "echo", "args": []}'],
        [b"\xff" * 100],
        [b"[" * 60_000],
        [b""],
        [b"{}", b"{}", b"more"],
    ],
)
def test_senseless_messages_do_no_harm(
    home: Home, serve: Callable[..., Recorder], frames: list[bytes]
) -> None:
    recorder = serve()
    keys = ChannelKeys.derive(KEY)
    context = zmq.Context()
    socket = context.socket(zmq.DEALER)
    socket.linger = 0
    socket.curve_serverkey = keys.server.public_z85
    socket.curve_publickey = keys.client.public_z85
    socket.curve_secretkey = keys.client.secret_z85
    socket.connect(f"tcp://127.0.0.1:{recorder.port}")
    socket.send_multipart(frames)
    socket.send(wire.pack({"id": 9, "call": "echo", "args": {"words": "good"}}))
    answers = [wire.unpack(socket.recv())]
    while answers[-1]["id"] != 9:
        answers.append(wire.unpack(socket.recv()))
    assert answers[-1]["value"] == "good"
    socket.close()
    context.term()


def test_a_message_larger_than_allowed_ends_its_connection_only(
    home: Home, serve: Callable[..., Recorder]
) -> None:
    serve()
    with RecorderClient.connect(home, KEY) as first, RecorderClient.connect(home, KEY) as second:
        with pytest.raises(Unavailable):
            first.call("echo", words="x" * wire.MAX_REQUEST, timeout_s=1.0)
        assert second.call("echo", words=1) == 1


def test_no_recorder_is_told_at_once(home: Home) -> None:
    with pytest.raises(Unavailable) as error:
        RecorderClient.connect(home, KEY)
    assert error.value.code == "recorder.not_running"


def test_after_a_power_cut_another_process_with_its_number_is_no_recorder(tmp_path: Path) -> None:
    home = Home(tmp_path)
    Runtime(9, os.getpid(), 1).write(home)
    assert Runtime.read(home) is None
    with host.lock_file(home.lock):
        assert Runtime.read(home) == Runtime(9, os.getpid(), 1)


def test_a_dead_recorders_file_is_not_believed(home: Home) -> None:
    home.runtime.write_text('{"port": 9, "pid": 999999999, "started_us": 1}')
    with pytest.raises(Unavailable) as error:
        RecorderClient.connect(home, KEY)
    assert error.value.code == "recorder.not_running"
    for broken in ("", "{}", "[", '{"port": "x"}', "\u0000"):
        home.runtime.write_text(broken)
        assert Runtime.read(home) is None


def test_a_recorder_that_comes_back_on_another_port_is_found(
    home: Home, serve: Callable[..., Recorder]
) -> None:
    states: list[bool] = []
    changed = threading.Condition()

    def note(there: bool) -> None:
        with changed:
            states.append(there)
            changed.notify_all()

    first = serve()
    client = RecorderClient(home, KEY, note)
    heard = threading.Event()
    client.listen("alarm", lambda _value: heard.set())
    with changed:
        assert changed.wait_for(lambda: states == [True], 10)
    first.server.close()
    home.runtime.unlink()
    with changed:
        assert changed.wait_for(lambda: states == [True, False], 10)
    with pytest.raises(Unavailable):
        client.call("echo", words=1)
    second = serve()
    assert second.port != first.port
    with changed:
        assert changed.wait_for(lambda: states == [True, False, True], 10)
    assert client.call("echo", words=2) == 2
    while not heard.wait(0.05):
        second.server.post("alarm", "again")
    client.close()


def test_a_broken_connection_forgets_nothing_that_was_listened_to(
    home: Home, serve: Callable[..., Recorder]
) -> None:
    server = serve().server
    with RecorderClient.connect(home, KEY) as client:
        again = threading.Event()
        client.listen("alarm", lambda _value: again.set())
        with pytest.raises(Unavailable):
            client.call("echo", words="x" * wire.MAX_REQUEST, timeout_s=0.2)  # breaks it
        while not again.wait(0.05):
            server.post("alarm", 1)
