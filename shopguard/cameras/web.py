"""Talking to a camera's web server: bounded, timed, and the password only as far as needed.

Used by HTTP-MJPEG and ONVIF. No proxy, no cookie, no redirect to another machine.
"""

from __future__ import annotations

import errno
import http.client
import os
import selectors
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import urljoin

from shopguard.base.errors import InvalidInput
from shopguard.cameras import tls
from shopguard.cameras.loss import BadStream, Lost
from shopguard.cameras.source import LossCause
from shopguard.cameras.url import ENCRYPTED, CameraUrl, parse_camera_url
from shopguard.cameras.weblogin import WebLogin

CONNECT_S = 5.0
READ_S = 10.0
_UNDER_WAY = {0, errno.EINPROGRESS, errno.EWOULDBLOCK, errno.EALREADY}
_GLANCE_S = 0.1  # how soon a connection attempt notices that nobody waits any more
MAX_BODY = 1 << 20
MAX_TRIES = 4  # a challenge, a stale nonce, a redirect and the answer
_REDIRECTS = {301, 302, 307, 308}
_BY_STATUS = {
    401: LossCause.WRONG_PASSWORD,
    403: LossCause.WRONG_PASSWORD,
    404: LossCause.NOT_FOUND,
    410: LossCause.NOT_FOUND,
    503: LossCause.REFUSED,
}


class Line:
    """The socket in use, so that another thread can hang up."""

    def __init__(self) -> None:
        self.socket: socket.socket | None = None
        self._over = False

    def give_up(self) -> None:
        """Hang up, and let no other connection begin."""
        self._over = True
        self.hang_up()

    def hang_up(self) -> None:
        """A read or write that waits ends at once."""
        if self.socket is not None:
            with suppress(OSError):  # it had ended already
                self.socket.shutdown(socket.SHUT_RDWR)

    def connect(self, host: str, port: int, seconds: float) -> socket.socket:
        """A connection; OSError where none can be had in time, or the line was hung up."""
        failure: OSError = TimeoutError()
        for family, kind, proto, _, place in socket.getaddrinfo(host, port, 0, socket.SOCK_STREAM):
            sock = self.socket = socket.socket(family, kind, proto)
            try:
                self._reach(sock, place, seconds)
            except OSError as error:
                sock.close()
                failure = error
            else:
                return sock
        raise failure

    def _reach(self, sock: socket.socket, place: tuple[Any, ...], seconds: float) -> None:
        sock.setblocking(False)
        until = time.monotonic() + seconds
        begun = sock.connect_ex(place)
        if begun not in _UNDER_WAY:
            raise OSError(begun, os.strerror(begun))
        with selectors.DefaultSelector() as selector:
            selector.register(sock, selectors.EVENT_WRITE)
            while not selector.select(_GLANCE_S):
                if self._over or time.monotonic() >= until:
                    raise TimeoutError
        number = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        if number:
            raise OSError(number, os.strerror(number))
        if self._over:
            raise TimeoutError


class Exchange:
    """One answered request; read the body with ``read_some`` or ``body``."""

    def __init__(self, connection: http.client.HTTPConnection, sock: socket.socket) -> None:
        self._connection = connection
        self._socket = sock
        self._response = connection.getresponse()

    @property
    def status(self) -> int:
        """The HTTP status."""
        return self._response.status

    def header(self, name: str) -> str:
        """A header's value, empty where there is none."""
        return self._response.getheader(name) or ""

    def challenges(self) -> list[str]:
        """The ``WWW-Authenticate`` lines."""
        lines = self._response.headers.get_all("WWW-Authenticate") or []
        return [_as_utf8(str(line)) for line in lines]

    def read_some(self, size: int = 1 << 16) -> bytes:
        """What has come so far, empty at the end; OSError, or Lost for broken chunks."""
        try:
            return self._response.read1(size)
        except (http.client.HTTPException, ValueError) as error:
            raise BadStream(type(error).__name__) from None

    def body(self, seconds: float = READ_S) -> bytes:
        """The whole body, at most 1 MiB and within ``seconds``."""
        until = time.monotonic() + seconds
        collected = bytearray()
        while data := self.read_some():
            collected += data
            if len(collected) > MAX_BODY:
                raise BadStream("the answer is too long")
            if time.monotonic() > until:
                raise TimeoutError
        return bytes(collected)

    def close(self) -> None:
        """Give the connection back."""
        self._response.close()
        self._connection.close()
        self._socket.close()


@contextmanager
def ask(
    url: CameraUrl,
    login: WebLogin,
    *,
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
    accept: frozenset[int] = frozenset({200}),
    line: Line | None = None,
) -> Iterator[Exchange]:
    """POST ``body`` (GET without one), log in where asked; an answer with a status in ``accept``.

    Raises OSError or Lost.
    """
    challenged = 0
    for _ in range(MAX_TRIES):
        exchange = _send(url, login, body, headers or {}, line or Line())
        try:
            if exchange.status in accept:
                yield exchange
                return
            if exchange.status in _REDIRECTS:
                url = _redirected(url, exchange.header("Location"))
            elif _can_answer(exchange, login, challenged):
                challenged += 1
            else:
                cause = _BY_STATUS.get(exchange.status, LossCause.BAD_STREAM)
                raise Lost(cause, f"HTTP {exchange.status}")
        finally:
            exchange.close()
    raise BadStream("sent in circles")


def _can_answer(exchange: Exchange, login: WebLogin, challenged: int) -> bool:
    """The first challenge, or a second one that only says that the nonce is old."""
    if exchange.status != http.HTTPStatus.UNAUTHORIZED or challenged > 1:
        return False
    lines = exchange.challenges()
    fresh = challenged == 0 or any("stale=true" in line.lower() for line in lines)
    return login.challenged(lines) and fresh


def _send(
    url: CameraUrl, login: WebLogin, body: bytes | None, headers: Mapping[str, str], line: Line
) -> Exchange:
    method = "GET" if body is None else "POST"
    connection = http.client.HTTPConnection(url.host, url.port)
    sock = _connect(url, line)
    try:
        connection.sock = sock
        connection.putrequest(method, url.request_target, skip_accept_encoding=True)
        authorization = login.header(method, url.request_target)
        if authorization is not None:
            connection.putheader("Authorization", authorization.encode())
        if body is not None:
            connection.putheader("Content-Length", str(len(body)))
        for name, value in {"Connection": "close", **headers}.items():
            connection.putheader(name, value)
        connection.endheaders(body)
        return Exchange(connection, sock)
    except (http.client.HTTPException, ValueError) as error:  # its text may hold what was sent
        sock.close()
        raise BadStream(type(error).__name__) from None
    except BaseException:
        sock.close()
        raise


def _connect(url: CameraUrl, line: Line) -> socket.socket:
    sock = line.connect(url.host, url.port, CONNECT_S)
    try:
        sock.settimeout(CONNECT_S)
        if url.scheme in ENCRYPTED:
            sock = line.socket = tls.wrap(sock, url)
        sock.settimeout(READ_S)
    except BaseException:
        sock.close()
        raise
    return sock


def _redirected(url: CameraUrl, location: str) -> CameraUrl:
    """The new address, on the same machine and never from https to http."""
    try:
        moved = parse_camera_url(urljoin(url.public, location))
    except (InvalidInput, ValueError):
        raise BadStream("sent elsewhere") from None
    if moved.host != url.host or moved.scheme not in {"https", url.scheme}:
        raise BadStream("sent elsewhere")
    pinned = f"{moved.public.partition('#')[0]}#sha256={url.pin}" if url.pin else moved.public
    return parse_camera_url(pinned).with_login(url.username, url.password)


def _as_utf8(line: str) -> str:
    """Header lines come as Latin-1; a realm in Japanese is UTF-8."""
    try:
        return line.encode("latin-1").decode()
    except UnicodeError:
        return line
