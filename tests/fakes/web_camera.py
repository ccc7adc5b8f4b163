"""A camera's web server: logs in as asked (RFC 7616, RFC 7617) and answers what the test says."""

from __future__ import annotations

import base64
import hashlib
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.request import parse_http_list, parse_keqv_list

from shopguard.base.clock import SystemClock
from shopguard.cameras.kinds.http_mjpeg import HttpMjpegSource
from shopguard.cameras.url import parse_camera_url
from tests.fakes.listener import Listener

USER, PASSWORD = "viewer", 'gehe"im wört\\er'
REALM = "カメラ"
HASHES: dict[str, Callable[[bytes], Any]] = {"MD5": hashlib.md5, "SHA-256": hashlib.sha256}


@dataclass
class WebCamera:
    """``answer`` gets the handler of each request that logged in as ``login`` asks.

    ``login``: None, ``basic``, ``MD5``, ``MD5-sess``, ``SHA-256`` or ``both`` (Basic and MD5).
    """

    answer: Callable[[BaseHTTPRequestHandler], None]
    login: str | None = None
    qop: str = 'qop="auth", '
    certificate: Path | None = None
    user: str = USER
    password: str = PASSWORD
    seen: list[str] = field(default_factory=list)  # methods and paths that were let in
    refused: int = 0
    authorizations: list[str] = field(default_factory=list)

    def __enter__(self) -> WebCamera:
        camera = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._serve()

            def do_POST(self) -> None:
                self._serve()

            def _serve(self) -> None:
                if camera.let_in(self):
                    camera.seen.append(f"{self.command} {self.path}")
                    try:
                        camera.answer(self)
                    except OSError:
                        return  # the other side hung up

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                """Quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.handle_error = lambda *_: None  # type: ignore[method-assign]
        if self.certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(self.certificate)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    def url(self, path: str = "/video", login: str = "") -> str:
        scheme = "https" if self.certificate else "http"
        return f"{scheme}://{login}127.0.0.1:{self.port}{path}"

    def let_in(self, request: BaseHTTPRequestHandler) -> bool:
        """True where the login is right; answers 401 otherwise."""
        line = request.headers.get("Authorization", "").encode("latin-1").decode()
        self.authorizations.append(line)
        if self.login is None or self._right(line, request.command, request.path):
            return True
        self.refused += 1
        length = int(request.headers.get("Content-Length", 0))
        request.rfile.read(length)
        request.send_response(401)
        for challenge in self._challenges():
            request.send_header("WWW-Authenticate", challenge.encode().decode("latin-1"))
        request.send_header("Content-Length", "0")
        request.end_headers()
        return False

    def _challenges(self) -> list[str]:
        basic = f'Basic realm="{REALM}"'
        if self.login == "basic":
            return [basic]
        algorithm = "MD5" if self.login == "both" else self.login
        digest = f'Digest realm="{REALM}", {self.qop}nonce="n0nce", opaque="op,aque"'
        digest += f", algorithm={algorithm}"
        return [basic, digest] if self.login == "both" else [digest]

    def _right(self, line: str, method: str, path: str) -> bool:
        scheme, _, words = line.partition(" ")
        if scheme == "Basic":
            pair = base64.b64decode(words).decode()
            return self.login in ("basic", "both") and pair == f"{self.user}:{self.password}"
        if scheme != "Digest" or self.login == "basic":
            return False
        given = parse_keqv_list(parse_http_list(words))
        return given["response"] == self._response(given, method, path) and given["uri"] == path

    def _response(self, given: dict[str, str], method: str, path: str) -> str:
        algorithm = given.get("algorithm", "MD5")
        digest = HASHES[algorithm.removesuffix("-sess")]

        def h(words: str) -> str:
            return str(digest(words.encode()).hexdigest())

        first = h(f"{self.user}:{REALM}:{self.password}")
        if algorithm.endswith("-sess"):
            first = h(f"{first}:n0nce:{given['cnonce']}")
        second = h(f"{method}:{path}")
        if "qop" not in given:
            return h(f"{first}:n0nce:{second}")
        return h(f"{first}:n0nce:{given['nc']}:{given['cnonce']}:auth:{second}")


def begin_pictures(
    request: BaseHTTPRequestHandler, content_type: str = "multipart/x-mixed-replace; boundary=next"
) -> None:
    """The head of an answer that goes on for ever."""
    request.send_response(200)
    request.send_header("Content-Type", content_type)
    request.end_headers()


@contextmanager
def watching(url: str) -> Iterator[Listener]:
    """Everything our own source hears from ``url`` while the block runs."""
    heard = Listener()
    source = HttpMjpegSource(parse_camera_url(url), SystemClock())
    source.start(heard)
    try:
        yield heard
    finally:
        source.stop()
