"""Requests and replies: sequence numbers, login, session, patience, refusals, redirections."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from shopguard.base.errors import InvalidInput
from shopguard.cameras.loss import BadStream, Lost
from shopguard.cameras.rtsp.wire import Message
from shopguard.cameras.source import LossCause
from shopguard.cameras.url import CameraUrl, parse_camera_url
from shopguard.cameras.weblogin import WebLogin

ANSWER_S = 5.0
MAX_SESSION_ID = 256
_REDIRECTS = {301, 302, 303, 305, 307, 308}
_REFUSALS = {
    401: LossCause.WRONG_PASSWORD,
    403: LossCause.REFUSED,
    404: LossCause.NOT_FOUND,
    408: LossCause.TIMEOUT,
    410: LossCause.NOT_FOUND,
    415: LossCause.UNSUPPORTED_CODEC,
    453: LossCause.REFUSED,  # not enough bandwidth: too many viewers
    454: LossCause.CLOSED,  # the session is unknown
    461: LossCause.REFUSED,  # this transport is not offered
    503: LossCause.REFUSED,
}


class Timer(Protocol):
    """A call to come."""

    def cancel(self) -> None:
        """Never call it."""
        ...


class Voice(Protocol):
    """What a dialogue needs of a connection."""

    def write(self, data: bytes) -> None:
        """Send."""
        ...

    def later(self, seconds: float, function: Callable[[], None]) -> Timer:
        """Call ``function`` once; what it raises ends the connection."""
        ...


class Moved(Lost):
    """The camera sends its viewers to another address of its own."""

    def __init__(self, url: CameraUrl) -> None:
        super().__init__(LossCause.NOT_FOUND, "the camera sends in circles")
        self.url = url


@dataclass(frozen=True, slots=True)
class Request:
    """One request; ``CSeq``, session and login are added when it is sent."""

    method: str
    uri: str
    headers: Mapping[str, str] = field(default_factory=dict)


Talk = Generator[Request, Message, None]
Ask = Generator[Request, Message, Message]


class Dialogue:
    """Drives one talk at a time: sends what it yields, and gives it the reply."""

    def __init__(self, voice: Voice, url: CameraUrl) -> None:
        self._voice = voice
        self._url = url
        self._login = WebLogin(url.username, url.password)
        self._talk: Talk | None = None
        self._cseq = 0
        self._awaited = 0
        self._patience: Timer | None = None
        self.session = ""
        self.session_s = 60

    def start(self, talk: Talk, *, patient: bool = False) -> None:
        """Begin ``talk`` in place of any other; ``patient``: no reply is no loss."""
        self.stop_waiting()
        self._talk = talk
        self._go_on(lambda: next(talk), patient)

    def heard(self, message: Message) -> None:
        """A message of the camera's."""
        if not message.status:
            self._answer(message)
            return
        talk = self._talk
        sequence = message.number("cseq")
        if talk is None or message.status < 200 or sequence not in (None, self._awaited):
            return  # a reply nobody waits for any more
        patient = self._patience is None
        self.stop_waiting()
        self._go_on(lambda: talk.send(message), patient)

    def ask(self, method: str, uri: str, headers: Mapping[str, str] | None = None) -> Ask:
        """The reply to a request, logged in where the camera asks for it; Lost for a refusal."""
        for attempt in range(3):
            reply = yield Request(method, uri, headers or {})
            if reply.status != 401:
                return self._accepted(reply)
            if not self.log_in(reply, fresh=attempt == 0):
                break
        raise Lost(LossCause.WRONG_PASSWORD, "RTSP 401")

    def log_in(self, reply: Message, *, fresh: bool) -> bool:
        """Take the camera's challenge; False where answering it (again) would be of no use.

        The first one may only say that the last nonce is used up. A second one means that the
        password is wrong, unless the camera says that the nonce was stale.
        """
        challenges = reply.headers.get("www-authenticate", [])
        stale = any("stale=true" in line.lower().replace(" ", "") for line in challenges)
        known = bool(self._url.username) and (fresh or stale)
        return known and self._login.challenged(challenges)

    def remember_session(self, reply: Message) -> None:
        """The session a SETUP reply names."""
        name, _, parameters = reply.header("session").partition(";")
        name = name.strip()
        if len(name) > MAX_SESSION_ID or (self.session and name and name != self.session):
            raise BadStream("another session than the one begun")
        self.session = name or self.session
        timeout = parameters.strip().lower().removeprefix("timeout=")
        if timeout.isascii() and timeout.isdigit():
            self.session_s = min(max(int(timeout[:6]), 4), 3600)

    def send(self, request: Request) -> None:
        """Send a request without waiting for its reply."""
        self._cseq += 1
        lines = [
            f"{request.method} {request.uri} RTSP/1.0",
            f"CSeq: {self._cseq}",
            "User-Agent: ShopGuard",
            *(f"{name}: {value}" for name, value in request.headers.items()),
        ]
        if self.session:
            lines.append(f"Session: {self.session}")
        login = self._login.header(request.method, request.uri)
        if login is not None:
            lines.append(f"Authorization: {login}")
        self._voice.write("\r\n".join([*lines, "", ""]).encode())

    def stop_waiting(self) -> None:
        """Whatever was asked, its reply does not matter any more."""
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None

    def _go_on(self, step: Callable[[], Request], patient: bool) -> None:
        try:
            request = step()
        except StopIteration:
            self._talk = None
            return
        self.send(request)
        self._awaited = self._cseq
        if not patient:
            self._patience = self._voice.later(ANSWER_S, self._no_answer)

    def _no_answer(self) -> None:
        raise Lost(LossCause.TIMEOUT, "no answer to an RTSP request")

    def _accepted(self, reply: Message) -> Message:
        if 200 <= reply.status < 300:
            return reply
        if reply.status in _REDIRECTS:
            raise Moved(self._moved(reply.header("location")))
        cause = _REFUSALS.get(reply.status, LossCause.REFUSED)
        raise Lost(cause, f"RTSP {reply.status}")

    def _moved(self, location: str) -> CameraUrl:
        """On the same host, and never from encrypted to plain."""
        try:
            url = parse_camera_url(location.strip())
        except InvalidInput:
            raise BadStream("sent to an address that cannot be used") from None
        if url.host != self._url.host or url.scheme not in {"rtsps", self._url.scheme}:
            raise BadStream("sent to another machine")
        pinned = f"#sha256={self._url.pin}" if self._url.pin and url.scheme == "rtsps" else ""
        moved = parse_camera_url(url.public.partition("#")[0] + pinned)
        return moved.with_login(self._url.username, self._url.password)

    def _answer(self, request: Message) -> None:
        """Cameras ask little, and nothing we have."""
        if request.method == "TEARDOWN":
            raise Lost(LossCause.CLOSED, "the camera ended the session")
        status = "200 OK" if request.method == "OPTIONS" else "501 Not Implemented"
        sequence = request.number("cseq") or 0
        self._voice.write(f"RTSP/1.0 {status}\r\nCSeq: {sequence}\r\n\r\n".encode())
