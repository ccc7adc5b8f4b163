"""The connection test: does this camera give pictures, which, and what is wrong (G-6.6).

    report = probe("rtsp://192.0.2.7/stream1", "viewer", "secret")
    report.ok, report.picture, [words_for(code, "en") for code in report.problems]

It runs in the desktop and on the command line, never in the recorder, because it decodes.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from shopguard.base.clock import Clock, SystemClock
from shopguard.base.errors import Unavailable
from shopguard.cameras import tls
from shopguard.cameras.factory import is_factory_login
from shopguard.cameras.fields import login_part
from shopguard.cameras.open import CameraLike, open_source
from shopguard.cameras.reactor import Reactor
from shopguard.cameras.source import LossCause, Packet, StreamInfo, TrackInfo, VideoCodec
from shopguard.cameras.still import first_picture
from shopguard.cameras.url import ENCRYPTED, CameraUrl, parse_camera_url

WAIT_S = 15.0  # for the first key frame: some cameras send one every ten seconds
MEASURE_S = 4.0
MAX_BYTES = 64 << 20
FINGERPRINT_S = 5.0
_LOCAL = {"usb", "loop"}


@dataclass(frozen=True, slots=True)
class ProbeReport:
    """What the test found.

    ``ok``: a picture was received and decoded; ``problems`` may still hold warnings. Each problem
    is a code for ``words_for``: ``loss.<cause>`` or ``problem.<name>``. ``picture``: JPEG.
    ``fingerprint``: SHA-256 of a certificate that is not trusted yet, to compare and pin.
    """

    ok: bool
    codec: VideoCodec | None = None
    width: int = 0
    height: int = 0
    fps: float = 0.0
    bitrate_kbps: int = 0
    picture: bytes | None = field(default=None, repr=False)
    problems: tuple[str, ...] = ()
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class _Typed:
    """A camera that is not in the register yet."""

    url: str
    username: str
    password: str = field(repr=False)
    sub_url: str | None = None
    transport: str = "tcp"
    audio: bool = False


def probe(
    camera: CameraLike | str,
    username: str = "",
    password: str = "",
    *,
    sub: bool = False,
    measure_s: float = MEASURE_S,
    wait_s: float = WAIT_S,
    clock: Clock | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> ProbeReport:
    """Open the camera (or address) for a few seconds; InvalidInput for a hostile address.

    Unavailable ``camera.given_up`` soon after ``cancelled`` says so; the connection is closed then.
    """
    if isinstance(camera, str):
        camera = _typed(camera, username, password)
    words = camera.sub_url if sub and camera.sub_url else camera.url
    url = parse_camera_url(words).with_login(camera.username, camera.password)
    patience = _Patience(measure_s, wait_s, cancelled)
    collected = _watch(camera, clock or SystemClock(), patience, sub=sub)
    if cancelled():
        raise Unavailable("camera.given_up")
    return _report(url, collected)


def _typed(words: str, username: str, password: str) -> _Typed:
    url = parse_camera_url(words)
    return _Typed(
        url.public, login_part(username or url.username), login_part(password or url.password)
    )


class _Collected:
    """A sink that keeps the first seconds of a stream."""

    def __init__(self, clock: Clock, measure_s: float) -> None:
        self._clock = clock
        self._measure_s = measure_s
        self._began: float | None = None
        self._bytes = 0
        self.done = threading.Event()
        self.info: TrackInfo | None = None
        self.packets: list[Packet] = []
        self.loss: LossCause | None = None

    def stream(self, info: StreamInfo) -> None:
        """Another stream begins: measure that one."""
        if not self.done.is_set():
            self.info, self._began, self._bytes, self.packets = info.video, None, 0, []

    def packet(self, packet: Packet) -> None:
        """Keep video from the first key frame on, until there is enough."""
        if packet.track != "video" or self.done.is_set() or not (self.packets or packet.key):
            return
        now = self._clock.monotonic()
        self._began = now if self._began is None else self._began
        self._bytes += sum(map(len, packet.parts))
        self.packets.append(packet)
        if now - self._began >= self._measure_s or self._bytes > MAX_BYTES:
            self.done.set()

    def lost(self, cause: LossCause, detail: str) -> None:  # noqa: ARG002 - people get the cause
        """The first loss is the answer."""
        if not self.done.is_set():
            self.loss = cause
            self.done.set()


@dataclass(frozen=True, slots=True)
class _Patience:
    """How long to look, how long to wait for something to look at, and until when anybody does."""

    measure_s: float
    wait_s: float
    cancelled: Callable[[], bool]


def _watch(camera: CameraLike, clock: Clock, patience: _Patience, *, sub: bool) -> _Collected:
    collected = _Collected(clock, patience.measure_s)
    with Reactor(clock) as reactor:
        source = open_source(camera, reactor, sub=sub)
        source.start(collected)
        try:
            until = time.monotonic() + patience.wait_s
            while not (collected.done.wait(0.1) or patience.cancelled()):
                if not collected.packets and time.monotonic() > until:
                    break
        finally:
            source.stop()
    collected.done.set()
    return collected


def _report(url: CameraUrl, collected: _Collected) -> ProbeReport:
    info, packets = collected.info, collected.packets
    picture = first_picture(info, packets) if info is not None and packets else None
    problems = [*_failures(url, collected, has_picture=picture is not None)]
    if picture is not None:
        problems += _warnings(url)
    fps, bitrate = _measured(info, packets)
    jpeg, width, height = picture or (None, 0, 0)
    return ProbeReport(
        ok=picture is not None,
        codec=VideoCodec(info.codec) if info is not None else None,
        width=width,
        height=height,
        fps=fps,
        bitrate_kbps=bitrate,
        picture=jpeg,
        problems=tuple(problems),
        fingerprint=_fingerprint(url) if collected.loss is LossCause.UNTRUSTED else "",
    )


def _failures(url: CameraUrl, collected: _Collected, *, has_picture: bool) -> tuple[str, ...]:
    if collected.loss is LossCause.WRONG_PASSWORD and not (url.username or url.password):
        return ("problem.login_needed",)  # nothing wrong was typed: nothing was
    if collected.loss is not None:
        return (f"loss.{collected.loss}",)
    if has_picture:
        return ()
    return ("problem.no_picture" if collected.packets else f"loss.{LossCause.STALLED}",)


def _warnings(url: CameraUrl) -> list[str]:
    """What is wrong with a camera that works."""
    if url.scheme in _LOCAL:
        return []
    warnings = []
    if is_factory_login(url.username, url.password):
        warnings.append("problem.default_password")
    elif not url.password:
        warnings.append("problem.no_password")
    if url.scheme not in ENCRYPTED:
        warnings.append("problem.unencrypted")
    return warnings


def _measured(info: TrackInfo | None, packets: list[Packet]) -> tuple[float, int]:
    """Pictures a second and kbit/s, by the camera's own clock."""
    if info is None or len(packets) < 2:
        return 0.0, 0
    times = [packet.pts for packet in packets]
    seconds = (max(times) - min(times)) / info.clock_rate
    if seconds <= 0:
        return 0.0, 0
    size = sum(len(part) for packet in packets[:-1] for part in packet.parts)
    return round((len(packets) - 1) / seconds, 1), round(size * 8 / 1000 / seconds)


def _fingerprint(url: CameraUrl) -> str:
    try:
        return tls.read_fingerprint(url, FINGERPRINT_S)
    except OSError:
        return ""  # it has gone meanwhile; the report says untrusted anyway
