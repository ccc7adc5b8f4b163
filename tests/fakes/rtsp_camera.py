"""An RTSP camera in memory: requests in, replies out, no socket and no waiting."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from shopguard.base.errors import ShopGuardError
from shopguard.cameras.loss import Lost, loss_of
from shopguard.cameras.reactor import Timer
from shopguard.cameras.rtp.flow import Flow, Tally
from shopguard.cameras.rtsp.client import RtspClient, Wishes
from shopguard.cameras.url import CameraUrl, parse_camera_url
from tests.fakes.rtp_packets import Collected, rtp

SDP = """v=0
o=- 1 1 IN IP4 0.0.0.0
s=camera
t=0 0
a=control:*
m=video 0 RTP/AVP 96
a=rtpmap:96 H264/90000
a=fmtp:96 packetization-mode=1;sprop-parameter-sets=Z3Nwcw==,aHBwcw==
a=control:track1
m=audio 0 RTP/AVP 0
a=control:track2
"""
PICTURE = Wishes()
USER, PASSWORD = "viewer", "Tr0ub4dor-Zq9"


@dataclass
class ManualClock:
    """Time that moves when told to."""

    now: float = 1000.0

    def monotonic(self) -> float:
        return self.now

    def utc_us(self) -> int:
        return int(self.now * 1_000_000) + 1_700_000_000_000_000


@dataclass
class Asked:
    """One request as the camera reads it."""

    method: str
    uri: str
    headers: dict[str, str]


Answer = Callable[[Asked], str | bytes]


@dataclass
class MemoryCamera:
    """Answers politely unless ``answers`` says otherwise for a method.

    ``login``: ``none``, ``basic``, or a list of Digest parameters such as ``algorithm=SHA-256``.
    """

    sdp: str = SDP
    login: str = "none"
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    nonce: str = "n0"
    believes: bool = True  # False: no login is ever right

    def hear(self, data: bytes) -> bytes:
        """The replies to whatever requests are in ``data``."""
        out = b""
        for block in re.findall(rb"[A-Z_]+ \S+ RTSP/1\.0\r\n.*?\r\n\r\n", data, re.DOTALL):
            first, *lines = block.decode().split("\r\n")
            method, uri, _ = first.split(" ")
            headers = dict(line.split(": ", 1) for line in lines if line)
            request = Asked(method, uri, headers)
            self.asked.append(request)
            answer = self._answer(request)
            out += answer.encode() if isinstance(answer, str) else answer
        return out

    def _answer(self, request: Asked) -> str | bytes:
        if not self.trusts(request):
            return self.challenge(request)
        return self.answers.get(request.method, self.polite)(request)

    def polite(self, request: Asked) -> str:
        """What a well-behaved camera says."""
        extra, body = "", ""
        if request.method == "OPTIONS":
            extra = "Public: OPTIONS, DESCRIBE, SETUP, PLAY, GET_PARAMETER, TEARDOWN\r\n"
        elif request.method == "DESCRIBE":
            extra, body = "Content-Type: application/sdp\r\n", self.sdp
        elif request.method == "SETUP":
            transport = request.headers["Transport"]
            if "client_port" in transport:
                transport += ";server_port=7000-7001"
            extra = f"Session: 12ab;timeout=20\r\nTransport: {transport}\r\n"
        return reply(request, 200, extra, body)

    def challenge(self, request: Asked) -> str:
        """401 with what it wants."""
        if self.login == "basic":
            line = 'Basic realm="cam"'
        else:
            line = f'Digest realm="cam", nonce="{self.nonce}", {self.login}'
        return reply(request, 401, f"WWW-Authenticate: {line}\r\n")

    def trusts(self, request: Asked) -> bool:
        """Whether the login in a request is right, worked out on our own."""
        given = request.headers.get("Authorization", "")
        if self.login == "none" or not self.believes:
            return self.believes
        if self.login == "basic":
            return given == "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        words: dict[str, str] = {name: quoted or bare for name, quoted, bare in
                 re.findall(r'(\w+)=(?:"([^"]*)"|([^\s,]+))', given)}  # fmt: skip
        if words.get("nonce") != self.nonce or words.get("uri") != request.uri:
            return False
        return words["response"] == self._digest(request.method, words)

    def _digest(self, method: str, words: dict[str, str]) -> str:
        make = hashlib.sha256 if "SHA-256" in self.login else hashlib.md5

        def h(text: str) -> str:
            return make(text.encode()).hexdigest()

        secret = h(f"{USER}:cam:{PASSWORD}")
        if "-sess" in self.login.lower():
            secret = h(f"{secret}:{self.nonce}:{words['cnonce']}")
        what = h(f"{method}:{words['uri']}")
        if "qop" not in self.login:
            return h(f"{secret}:{self.nonce}:{what}")
        return h(f"{secret}:{self.nonce}:{words['nc']}:{words['cnonce']}:auth:{what}")


def reply(request: Asked, status: int, extra: str = "", body: str = "") -> str:
    """A reply to ``request``."""
    length = f"Content-Length: {len(body.encode())}\r\n" if body else ""
    head = f"RTSP/1.0 {status} Whatever\r\nCSeq: {request.headers['CSeq']}\r\n{extra}{length}\r\n"
    return head + body


class MemoryPorts:
    """UDP ports that go nowhere."""

    def __init__(self, received: Callable[[int, bytes], None], number: int) -> None:
        self.number = number
        self.camera_port = 0
        self.received = received
        self.sent: list[tuple[int, bytes]] = []
        self.closed = False

    def send(self, which: int, data: bytes) -> None:
        self.sent.append((which, data))

    def close(self) -> None:
        self.closed = True


class Attempt:
    """A client and a camera in one room."""

    def __init__(
        self, camera: MemoryCamera, wishes: Wishes = PICTURE, *,
        url: str = "rtsp://cam:554/live", user: str = USER, password: str = PASSWORD,
    ) -> None:  # fmt: skip
        self.camera = camera
        self.clock = ManualClock()
        self.sink = Collected()
        self.tally = Tally()
        self.url: CameraUrl = parse_camera_url(url).with_login(user, password)
        self.flow = Flow(self.sink, self.tally, lambda: None)
        self.client = RtspClient(self, self.url, self.flow, self.clock, wishes)
        self.outbox = b""
        self.said = b""
        self.streaming = False
        self.loss: Lost | None = None
        self.ports: list[MemoryPorts] = []
        self._timers: list[tuple[float, Timer]] = []

    # --- the line ---

    def write(self, data: bytes) -> None:
        self.outbox += data
        self.said += data

    def stream(self) -> None:
        self.streaming = True

    def later(self, seconds: float, function: Callable[[], None]) -> Timer:
        timer = Timer(function)
        self._timers.append((self.clock.now + seconds, timer))
        return timer

    def open_ports(self, received: Callable[[int, bytes], None]) -> MemoryPorts:
        self.ports.append(MemoryPorts(received, 5000 + 2 * len(self.ports)))
        return self.ports[-1]

    # --- what happens ---

    def run(self, piece: int = 1 << 16) -> Attempt:
        """Begin, and go on until both are silent; replies come in pieces of so many bytes."""
        self._try(self.client.connected)
        return self.settle(piece)

    def settle(self, piece: int = 1 << 16) -> Attempt:
        """Go on until both are silent."""
        for _ in range(50):
            heard, self.outbox = self.outbox, b""
            if not heard or self.loss:
                break
            self.give(self.camera.hear(heard), piece)
        return self

    def give(self, data: bytes, piece: int = 1 << 16) -> None:
        """Bytes from the camera."""
        for at in range(0, len(data), piece):
            self._try(partial(self.client.received, data[at : at + piece]))

    def wait(self, seconds: float) -> Attempt:
        """Time passes."""
        until = self.clock.now + seconds
        while due := [entry for entry in self._timers if entry[0] <= until]:
            entry = min(due, key=lambda one: one[0])
            self._timers.remove(entry)
            self.clock.now = max(self.clock.now, entry[0])
            self._try(entry[1].fire)
            self.settle()
        self.clock.now = until
        return self

    def frame(self, channel: int, packet: bytes) -> bytes:
        return b"$" + bytes((channel,)) + len(packet).to_bytes(2) + packet

    def _try(self, act: Callable[[], object]) -> None:
        if self.loss is None:
            try:
                act()
            except (OSError, ShopGuardError) as error:
                self.loss = loss_of(error)
                self.client.close()


KEY = b"\x65\x88picture"


def picture(sequence: int) -> bytes:
    return rtp(KEY, sequence, sequence * 3600, marker=True)


def plays(attempt: Attempt) -> bool:
    """A picture sent now arrives."""
    attempt.give(attempt.frame(0, picture(1)))
    return [packet.parts for packet in attempt.sink.video] == [[KEY]]


def methods(attempt: Attempt) -> list[str]:
    return [request.method for request in attempt.camera.asked]
