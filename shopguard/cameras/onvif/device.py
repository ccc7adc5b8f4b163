"""Asking an ONVIF camera what it is and where its streams are.

Nothing is asked of any machine but ``host``: whatever addresses the camera names, only their ports
and paths are used. See decision 0003 for why this is a table of six messages and not a library.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from html import escape
from http import HTTPStatus
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from shopguard.base.clock import Clock, SystemClock, from_us, to_us
from shopguard.base.errors import InvalidInput, ShopGuardError, Unavailable
from shopguard.cameras import fields, web
from shopguard.cameras.loss import BadStream, Lost, loss_of
from shopguard.cameras.onvif import soap
from shopguard.cameras.onvif.camera import CODECS, OnvifCamera, Profile
from shopguard.cameras.source import LossCause
from shopguard.cameras.url import CameraUrl, parse_camera_url
from shopguard.cameras.weblogin import WebLogin

TOTAL_S = 30.0
MAX_PROFILES = 16
_GLANCE_S = 0.1
DEVICE_PATH = "/onvif/device_service"
_DEVICE = "http://www.onvif.org/ver10/device/wsdl"
_MEDIA1 = "http://www.onvif.org/ver10/media/wsdl"
_MEDIA2 = "http://www.onvif.org/ver20/media/wsdl"
_SCHEMA = "http://www.onvif.org/ver10/schema"
_FAULTS = frozenset({HTTPStatus.OK, HTTPStatus.BAD_REQUEST, HTTPStatus.INTERNAL_SERVER_ERROR})
_NOT_ONVIF = {LossCause.NOT_FOUND, LossCause.BAD_STREAM, LossCause.CLOSED}


def describe(
    host: str, port: int, username: str, password: str, *, clock: Clock | None = None
) -> OnvifCamera:
    """``describe_at`` the usual path of ``host``."""
    return describe_at(usual_address(host, port), username, password, clock=clock)


def usual_address(host: str, port: int = 80) -> str:
    """Where a camera at ``host`` answers, unless it says otherwise."""
    named = f"[{host}]" if ":" in host else host
    return f"http://{named}:{port}{DEVICE_PATH}"


def describe_at(
    xaddr: str,
    username: str,
    password: str,
    *,
    clock: Clock | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> OnvifCamera:
    """Log in at an http(s) address and read everything; at most half a minute.

    Raises InvalidInput for an address or login that cannot be one, else Unavailable with words;
    ``camera.given_up`` soon after ``cancelled`` says so.
    """
    url = parse_camera_url(xaddr)
    if url.scheme not in ("http", "https"):
        raise InvalidInput("camera_url.scheme")
    login = fields.login_part(username), fields.login_part(password)
    talk = _Talk(url, *login, clock or SystemClock())
    with _in_time(talk, cancelled):
        offset = _clock_offset(talk)
        try:
            return _read(talk, offset)
        except Lost as error:
            if error.cause is LossCause.WRONG_PASSWORD:
                given = "wrong_password" if any(login) else "login_needed"
                raise Unavailable(f"onvif.{given}") from None
            raise


@contextmanager
def _in_time(talk: _Talk, cancelled: Callable[[], bool]) -> Iterator[None]:
    """Hangs up when it took too long, however slowly the camera drips, or nobody waits for it."""
    over = threading.Event()

    def watch() -> None:
        while not (cancelled() or talk.late):
            if over.wait(_GLANCE_S):
                return
        talk.line.give_up()

    threading.Thread(target=watch, name="onvif watch", daemon=True).start()
    try:
        yield
    except (OSError, ShopGuardError) as error:
        if cancelled():
            raise Unavailable("camera.given_up") from None
        if isinstance(error, OSError) or (talk.late and isinstance(error, Lost)):
            raise loss_of(TimeoutError() if talk.late else error) from None
        raise
    finally:
        over.set()


class _Talk:
    """Requests to one camera."""

    def __init__(self, url: CameraUrl, username: str, password: str, clock: Clock) -> None:
        self.url = url
        self.clock = clock
        self.line = web.Line()
        self.offset_us = 0
        self._username, self._password = username, password
        self._web = WebLogin(username, password)
        self._until = time.monotonic() + TOTAL_S

    @property
    def late(self) -> bool:
        """The time for all of it is over."""
        return time.monotonic() >= self._until

    def ask(self, body: str, *, url: CameraUrl | None = None, login: bool = True) -> Element:
        """The element inside the answer's body; OSError or Lost."""
        if self.late:
            raise TimeoutError
        header = ""
        if login and self._username:
            created = from_us(self.clock.utc_us() + self.offset_us, UTC)
            header = soap.username_token(self._username, self._password, created)
        with web.ask(
            url or self.url,
            self._web,
            body=soap.envelope(body, header),
            headers={"Content-Type": soap.CONTENT_TYPE},
            accept=_FAULTS,
            line=self.line,
        ) as exchange:
            answer = soap.parse(exchange.body())
        if soap.is_unauthorized(answer):
            raise Lost(LossCause.WRONG_PASSWORD, "not authorized")
        content = answer.find("Body/*")
        if content is None or content.tag == "Fault":
            raise BadStream("a fault" if content is not None else "no answer in it")
        return content

    def at(self, xaddr: str) -> CameraUrl:
        """Port and path of an address the camera named, on the machine that was asked."""
        try:
            parts = urlsplit(xaddr)
            same = parts.hostname == self.url.host and parts.scheme == self.url.scheme
            port = parts.port or self.url.port if same else self.url.port
            path = parse_camera_url(f"http://camera{parts.path}").path_and_query
        except (ValueError, InvalidInput):
            return self.url
        return replace(self.url, port=port, path_and_query=path)


def _clock_offset(talk: _Talk) -> int | None:
    """The first question: it needs no password and shows whether this is an ONVIF camera."""
    before = talk.clock.utc_us()
    try:
        answer = talk.ask(f'<GetSystemDateAndTime xmlns="{_DEVICE}"/>', login=False)
    except Lost as error:
        if error.cause is LossCause.WRONG_PASSWORD:
            return None  # some want a login even for this
        if error.cause in _NOT_ONVIF and not talk.late:
            raise Unavailable("onvif.not_onvif") from None
        raise
    middle = (before + talk.clock.utc_us()) // 2
    moment = _moment(answer)
    if moment is None:
        return None
    talk.offset_us = to_us(moment) - middle
    return talk.offset_us


def _moment(answer: Element) -> datetime | None:
    """The camera's time, to the second; None where it makes no sense."""
    told = next(answer.iter("UTCDateTime"), None)
    if told is None:
        return None
    year, month, day = (soap.number_of(told, f"Date/{part}") for part in ("Year", "Month", "Day"))
    hour, minute, second = (
        soap.number_of(told, f"Time/{part}") for part in ("Hour", "Minute", "Second")
    )
    try:
        return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
    except ValueError:
        return None


def _read(talk: _Talk, offset: int | None) -> OnvifCamera:
    about = talk.ask(f'<GetDeviceInformation xmlns="{_DEVICE}"/>')
    services = _services(talk)
    profiles: tuple[Profile, ...] = ()
    for namespace in (_MEDIA2, _MEDIA1):  # only the newer one knows H.265
        if namespace in services and not profiles:
            profiles = _profiles(talk, namespace, talk.at(services[namespace]))
    if not profiles:
        raise Unavailable("onvif.no_streams")
    return OnvifCamera(
        manufacturer=soap.words_of(about, "Manufacturer"),
        model=soap.words_of(about, "Model"),
        serial=soap.words_of(about, "SerialNumber"),
        firmware=soap.words_of(about, "FirmwareVersion"),
        clock_offset_us=offset,
        profiles=profiles,
    )


def _services(talk: _Talk) -> dict[str, str]:
    """Address by namespace; by the older question where the newer one is not understood."""
    try:
        answer = talk.ask(
            f'<GetServices xmlns="{_DEVICE}"><IncludeCapability>false</IncludeCapability>'
            "</GetServices>"
        )
        found = {
            soap.words_of(service, "Namespace"): soap.words_of(service, "XAddr", 500)
            for service in answer.iter("Service")
        }
    except BadStream:
        found = {}
    if _MEDIA1 in found or _MEDIA2 in found:
        return found
    answer = talk.ask(
        f'<GetCapabilities xmlns="{_DEVICE}"><Category>Media</Category></GetCapabilities>'
    )
    media = next(answer.iter("Media"), None)
    return {} if media is None else {_MEDIA1: soap.words_of(media, "XAddr", 500)}


def _profiles(talk: _Talk, namespace: str, url: CameraUrl) -> tuple[Profile, ...]:
    wanted = "<Type>VideoEncoder</Type>" if namespace == _MEDIA2 else ""
    try:
        answer = talk.ask(f'<GetProfiles xmlns="{namespace}">{wanted}</GetProfiles>', url=url)
    except BadStream:
        return ()
    found = [element for element in answer.iter("Profiles") if element.get("token")]
    profiles = [_profile(talk, namespace, url, element) for element in found[:MAX_PROFILES]]
    return tuple(profile for profile in profiles if profile is not None)


def _profile(talk: _Talk, namespace: str, url: CameraUrl, element: Element) -> Profile | None:
    coder = element.find("VideoEncoderConfiguration")
    if coder is None:
        coder = element.find("Configurations/VideoEncoder")
    if coder is None:
        return None
    token = element.get("token", "")
    return Profile(
        name=soap.words_of(element, "Name") or token[:60],
        codec=CODECS.get(soap.words_of(coder, "Encoding").upper()),
        width=soap.number_of(coder, "Resolution/Width"),
        height=soap.number_of(coder, "Resolution/Height"),
        fps=soap.number_of(coder, "RateControl/FrameRateLimit"),
        bitrate_kbps=soap.number_of(coder, "RateControl/BitrateLimit"),
        stream_uri=_stream_uri(talk, namespace, url, token),
    )


_STREAM_URI = {
    _MEDIA1: (
        '<GetStreamUri xmlns="{namespace}"><StreamSetup>'
        '<Stream xmlns="' + _SCHEMA + '">RTP-Unicast</Stream>'
        '<Transport xmlns="' + _SCHEMA + '"><Protocol>RTSP</Protocol></Transport>'
        "</StreamSetup><ProfileToken>{token}</ProfileToken></GetStreamUri>"
    ),
    _MEDIA2: (
        '<GetStreamUri xmlns="{namespace}"><Protocol>RTSP</Protocol>'
        "<ProfileToken>{token}</ProfileToken></GetStreamUri>"
    ),
}


def _stream_uri(talk: _Talk, namespace: str, url: CameraUrl, token: str) -> str:
    """The stream's address without user and password, on the asked machine; empty if none."""
    body = _STREAM_URI[namespace].format(namespace=namespace, token=escape(token))
    try:
        answer = talk.ask(body, url=url)
        told = next((uri.text or "" for uri in answer.iter("Uri")), "").strip()
        stream = parse_camera_url(told)
    except (BadStream, InvalidInput):
        return ""
    if stream.scheme not in ("rtsp", "rtsps"):
        return ""
    return replace(stream, host=talk.url.host, username="", password="").public
