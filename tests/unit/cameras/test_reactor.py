"""One thread for all cameras: nothing blocks it, nothing kills it."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from queue import Queue
from typing import Any

import pytest

from shopguard.cameras import tls
from shopguard.cameras.datagrams import DatagramPort, datagram_pair
from shopguard.cameras.loss import Lost
from shopguard.cameras.names import Addresses
from shopguard.cameras.net import MAX_OUT, Connection
from shopguard.cameras.reactor import Reactor
from shopguard.cameras.source import LossCause
from shopguard.cameras.url import parse_camera_url
from tests.fakes.certificate import self_signed

URL = parse_camera_url("rtsp://127.0.0.1:9/")
LONG = 20  # seconds a test waits for what must come


@pytest.fixture
def reactor() -> Iterator[Reactor]:
    with Reactor() as running:
        yield running


class Caller:
    """A peer that writes down what happens to it."""

    def __init__(self, on_data: Callable[[bytes], None] | None = None) -> None:
        self.events: Queue[Any] = Queue()
        self.data = bytearray()
        self.on_data = on_data

    def connected(self) -> None:
        self.events.put("connected")

    def received(self, data: bytes) -> None:
        if self.on_data:
            self.on_data(data)
        self.data += data
        self.events.put(len(self.data))

    def ended(self, loss: Lost) -> None:
        self.events.put(loss)

    def next(self) -> Any:
        return self.events.get(timeout=LONG)

    def end(self) -> Lost:
        """The loss, whatever comes before it."""
        while not isinstance(event := self.next(), Lost):
            pass
        return event

    def until(self, size: int) -> bytes:
        while len(self.data) < size:
            assert isinstance(self.next(), int | str)
        return bytes(self.data)


class Host:
    """A TCP server of one connection at a time, run by the test."""

    def __init__(self) -> None:
        self.sock = socket.create_server(("127.0.0.1", 0))
        self.sock.settimeout(LONG)
        self.port = self.sock.getsockname()[1]

    def accept(self) -> socket.socket:
        sock = self.sock.accept()[0]
        sock.settimeout(LONG)
        return sock


@pytest.fixture
def host() -> Iterator[Host]:
    server = Host()
    yield server
    server.sock.close()


def call(
    reactor: Reactor, port: int, caller: Caller, *, scheme: str = "rtsp", host: str = "127.0.0.1",
    pin: str = "", connect_s: float = LONG,
) -> Connection:  # fmt: skip
    url = parse_camera_url(f"{scheme}://{host}:{port}/{pin}")
    return reactor.run(lambda: Connection(reactor, url, caller, connect_s=connect_s))


def test_bytes_go_both_ways_and_an_end_is_told_once(reactor: Reactor, host: Host) -> None:
    caller = Caller()
    connection = call(reactor, host.port, caller)
    with host.accept() as camera:
        assert caller.next() == "connected"
        reactor.run(lambda: connection.write(b"hello"))
        assert camera.recv(5) == b"hello"
        camera.sendall(b"x" * 1_000_000)
        assert caller.until(1_000_000) == b"x" * 1_000_000
    assert caller.end().cause is LossCause.CLOSED
    reactor.run(lambda: connection.fail(OSError()))
    assert caller.events.empty()


def test_a_streaming_socket_is_read_in_few_large_pieces(reactor: Reactor, host: Host) -> None:
    sizes: list[int] = []
    caller = Caller(lambda data: sizes.append(len(data)))
    connection = call(reactor, host.port, caller)
    with host.accept() as camera:
        caller.next()
        reactor.run(connection.stream)
        for _ in range(1000):
            camera.sendall(b"x" * 100)
        caller.until(100_000)
    assert len(sizes) < 200


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
def test_a_closed_port_is_a_refusal(reactor: Reactor, host: Host, name: str) -> None:
    host.sock.close()
    caller = Caller()
    call(reactor, host.port, caller, host=name)
    assert caller.end().cause is LossCause.REFUSED


def test_a_host_that_does_not_answer_is_a_time_out(reactor: Reactor) -> None:
    with ExitStack() as stack:
        full = stack.enter_context(socket.socket())
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        for _ in range(4):  # the queue is full: further calls are not answered
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(full.getsockname())
        caller = Caller()
        call(reactor, full.getsockname()[1], caller, connect_s=0.3)
        assert caller.end().cause is LossCause.TIMEOUT


def test_an_unknown_name_is_not_found_and_a_slow_look_up_holds_nobody_up(
    reactor: Reactor, host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = threading.Event()
    asked: list[str] = []

    def slow(name: str, *_args: object, **_options: object) -> object:
        asked.append(name)
        if name.endswith(".invalid"):
            answer.wait(LONG)
            raise socket.gaierror(socket.EAI_NONAME, "unknown")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", host.port))]

    monkeypatch.setattr(socket, "getaddrinfo", slow)
    lost_ones = [Caller() for _ in range(3)]
    for caller in lost_ones:
        call(reactor, 554, caller, host="nobody.invalid")
    caller = Caller()
    call(reactor, host.port, caller)
    assert caller.next() == "connected"
    assert asked.count("nobody.invalid") == 1
    answer.set()
    for caller in lost_ones:
        assert caller.end().cause is LossCause.NOT_FOUND


def test_a_peer_that_raises_loses_its_connection_and_no_other(
    reactor: Reactor, host: Host, caplog: pytest.LogCaptureFixture
) -> None:
    secret = "Tr0ub4dor-Zq9"

    def stumble(data: bytes) -> None:
        raise ValueError(secret)

    good, bad = Caller(), Caller(stumble)
    call(reactor, host.port, good)
    with host.accept() as first:
        call(reactor, host.port, bad)
        with host.accept() as second:
            second.sendall(b"x")
            assert bad.end().cause is LossCause.BAD_STREAM
            first.sendall(b"y")
            assert good.until(1) == b"y"
    assert "ValueError" in caplog.text
    assert secret not in caplog.text


def test_calls_and_timers_that_raise_do_not_end_the_loop(reactor: Reactor) -> None:
    def stumble() -> None:
        raise ValueError

    done = threading.Event()
    reactor.call(stumble)
    reactor.run(lambda: reactor.later(0, stumble))
    reactor.run(lambda: reactor.later(0.01, done.set))
    assert done.wait(LONG)
    with pytest.raises(RuntimeError):
        reactor.run(stumble)


def test_timers_fire_in_order_and_cancelled_ones_not_at_all(reactor: Reactor) -> None:
    fired: Queue[int] = Queue()

    def plan() -> None:
        for delay in (3, 1, 2):
            reactor.later(delay / 100, partial(fired.put, delay))
        reactor.later(0.015, lambda: fired.put(99)).cancel()

    reactor.run(plan)
    assert [fired.get(timeout=LONG) for _ in range(3)] == [1, 2, 3]
    assert fired.empty()


def test_a_camera_that_takes_nothing_is_lost_before_memory_is(reactor: Reactor, host: Host) -> None:
    caller = Caller()
    connection = call(reactor, host.port, caller)
    with host.accept():
        caller.next()

        def write() -> str:
            try:
                for _ in range(1000):
                    connection.write(b"x" * 65_536)
            except Lost as loss:
                return loss.cause
            return "nothing"

        assert reactor.run(write) == LossCause.STALLED
        assert len(connection._out) <= MAX_OUT + 65_536
        reactor.run(connection.close)


def test_a_socket_nothing_is_looked_for_in_is_closed_as_well() -> None:
    with Reactor() as reactor, socket.socket() as begun:
        reactor.run(lambda: reactor.watch(begun, Connection(reactor, URL, Caller())))
        reactor.close()
        assert begun.fileno() < 0


def test_after_close_nobody_is_called_and_nothing_stays_open(host: Host) -> None:
    reactor = Reactor()
    reactor.start()
    caller = Caller()
    call(reactor, host.port, caller)
    with host.accept() as camera:
        caller.next()
        reactor.close()
        camera.settimeout(LONG)
        assert camera.recv(1) == b""
    assert caller.events.empty()
    assert reactor.run(lambda: 5) == 5
    reactor.close()


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[ssl.SSLContext, str]:
    pem = self_signed()
    path = tmp_path / "camera.pem"
    path.write_text(pem)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    der = ssl.PEM_cert_to_DER_cert(pem[: pem.index("-----END CERTIFICATE-----") + 26])
    return context, tls.fingerprint(der)


@pytest.mark.requirement("G-6.6", "T-6")
def test_only_the_pinned_certificate_is_talked_to(
    reactor: Reactor, host: Host, certificate: tuple[ssl.SSLContext, str]
) -> None:
    context, pin = certificate
    cases = [(f"#sha256={pin}", None), ("", LossCause.UNTRUSTED)]
    cases.append((f"#sha256={'ab' * 32}", LossCause.UNTRUSTED))
    for pinned, cause in cases:
        caller = Caller()
        connection = call(reactor, host.port, caller, scheme="rtsps", pin=pinned)
        heard: list[bytes] = []
        serve = threading.Thread(target=serve_tls, args=(host, context, heard))
        serve.start()
        if cause is None:
            assert caller.next() == "connected"
            reactor.run(partial(connection.write, b"hello"))
            assert caller.until(200_000) == b"x" * 200_000
        assert caller.end().cause is (cause or LossCause.CLOSED)
        serve.join(LONG)
        assert heard == ([b"hello"] if cause is None else [])


def serve_tls(host: Host, context: ssl.SSLContext, heard: list[bytes]) -> None:
    with host.accept() as plain:
        try:
            with context.wrap_socket(plain, server_side=True) as camera:
                if data := camera.recv(5):
                    heard.append(data)
                    camera.sendall(b"x" * 200_000)
                    camera.unwrap()
        except OSError:
            return  # the caller hung up


def test_a_camera_that_speaks_no_tls_is_a_bad_stream(reactor: Reactor, host: Host) -> None:
    caller = Caller()
    call(reactor, host.port, caller, scheme="rtsps")
    with host.accept() as camera:
        camera.sendall(b"RTSP/1.0 400 Bad Request\r\n\r\n")
        assert caller.end().cause is LossCause.BAD_STREAM


def test_datagrams_of_the_camera_are_heard_and_of_others_not(reactor: Reactor) -> None:
    heard: Queue[bytes] = Queue()
    first, second = datagram_pair("127.0.0.1")
    assert first.getsockname()[1] % 2 == 0
    assert second.getsockname()[1] == first.getsockname()[1] + 1
    failed: list[Exception] = []
    ports = [
        reactor.run(partial(DatagramPort, reactor, sock, camera, heard.put, failed.append))
        for sock, camera in ((first, "127.0.0.1"), (second, "127.0.0.2"))
    ]
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as camera:
        camera.bind(("127.0.0.1", 0))
        camera.sendto(b"to the other", ("127.0.0.1", ports[1].number))
        camera.sendto(b"to the one", ("127.0.0.1", ports[0].number))
        assert heard.get(timeout=LONG) == b"to the one"
        camera.settimeout(LONG)
        reactor.run(lambda: ports[0].send(b"back", camera.getsockname()[1]))
        assert camera.recv(10) == b"back"
    assert heard.empty()
    assert not failed
    for port in ports:
        reactor.run(port.close)


def test_addresses_are_numbers_by_the_time_they_are_found(reactor: Reactor) -> None:
    found: Queue[Addresses | OSError] = Queue()
    reactor.run(lambda: reactor.resolve("127.0.0.1", 554, found.put))
    assert found.get(timeout=LONG) == [(socket.AF_INET, ("127.0.0.1", 554))]
