"""Finding ONVIF cameras on the LAN by WS-Discovery.

One question by multicast from each of this computer's addresses, then listening for a few seconds.
No port is opened for strangers: answers come to the sockets that asked. An answer counts only for
the machine it came from.
"""

from __future__ import annotations

import ipaddress
import selectors
import socket
import time
import uuid
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from urllib.parse import unquote
from xml.etree.ElementTree import Element

import psutil

from shopguard.base.errors import InvalidInput
from shopguard.cameras.loss import Lost
from shopguard.cameras.onvif import soap
from shopguard.cameras.onvif.device import DEVICE_PATH
from shopguard.cameras.url import parse_camera_url

GROUP = ("239.255.255.250", 3702)
LISTEN_S = 3.0
REPEATS = 2  # datagrams get lost
MAX_DATAGRAM = 1 << 16
MAX_ANSWERS = 2000
MAX_FOUND = 256
_GLANCE_S = 0.1  # how soon it is noticed that nobody waits any more
_DISCOVERY = "http://schemas.xmlsoap.org/ws/2005/04/discovery"
_ADDRESSING = "http://schemas.xmlsoap.org/ws/2004/08/addressing"
_HEADER = (
    f'<MessageID xmlns="{_ADDRESSING}">{{message}}</MessageID>'
    f'<To xmlns="{_ADDRESSING}">urn:schemas-xmlsoap-org:ws:2005:04:discovery</To>'
    f'<Action xmlns="{_ADDRESSING}">{_DISCOVERY}/Probe</Action>'
)
_TYPES = 'xmlns:n="http://www.onvif.org/ver10/network/wsdl">n:NetworkVideoTransmitter'
_PROBES = (
    f'<Probe xmlns="{_DISCOVERY}"><Types {_TYPES}</Types></Probe>',
    f'<Probe xmlns="{_DISCOVERY}"/>',  # some cameras answer only this one
)


@dataclass(frozen=True, slots=True)
class Found:
    """A camera that answered. ``xaddr``: where ``onvif.describe`` can ask it."""

    host: str
    xaddr: str
    name: str
    model: str


def discover(
    listen_s: float = LISTEN_S,
    *,
    addresses: Sequence[str] | None = None,
    group: tuple[str, int] = GROUP,
    cancelled: Callable[[], bool] = lambda: False,
) -> tuple[Found, ...]:
    """ONVIF cameras on every network of this computer, or of ``addresses``; empty if none.

    Listening ends early, with what was heard, soon after ``cancelled`` says so.
    """
    message = f"urn:uuid:{uuid.uuid4()}"
    found: dict[str, Found] = {}
    with ExitStack() as stack, selectors.DefaultSelector() as selector:
        for address in own_addresses() if addresses is None else addresses:
            sock = _ask(stack, address, group, message)
            if sock is not None:
                selector.register(sock, selectors.EVENT_READ, sock)
        if not selector.get_map():
            return ()
        until = time.monotonic() + listen_s
        answers = 0
        while answers < MAX_ANSWERS and len(found) < MAX_FOUND and not cancelled():
            left = until - time.monotonic()
            if left <= 0:
                break
            for key, _events in selector.select(min(left, _GLANCE_S)):
                answers += 1
                _take(key.data, message, found)
    return tuple(sorted(found.values(), key=lambda camera: _order(camera.host)))


def own_addresses() -> tuple[str, ...]:
    """IPv4 addresses of this computer's networks that are up, loopback left out."""
    up = {name for name, state in psutil.net_if_stats().items() if state.isup}
    return tuple(
        address.address
        for name, known in psutil.net_if_addrs().items()
        for address in known
        if name in up
        and address.family == socket.AF_INET
        and not ipaddress.ip_address(address.address).is_loopback
    )


def _ask(
    stack: ExitStack, address: str, group: tuple[str, int], message: str
) -> socket.socket | None:
    """A socket that asked from ``address``; None where that network takes no multicast."""
    sock = stack.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
    sock.setblocking(False)
    header = _HEADER.format(message=message)
    try:
        sock.bind((address, 0))
        sock.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton(address))
        for probe in _PROBES * REPEATS:
            sock.sendto(soap.envelope(probe, header), group)
    except OSError:
        return None
    return sock


def _take(sock: socket.socket, message: str, found: dict[str, Found]) -> None:
    try:
        data, sender = sock.recvfrom(MAX_DATAGRAM)
        answer = soap.parse(data)
    except (OSError, Lost):
        return  # not an answer: somebody else's noise, or a port that was refused
    if soap.words_of(answer, "Header/RelatesTo") != message:
        return
    for match in answer.iter("ProbeMatch"):
        camera = _camera(match, sender[0])
        if camera is not None:
            found[camera.host] = camera


def _camera(match: Element, sender: str) -> Found | None:
    types = [kind.rpartition(":")[2] for kind in soap.words_of(match, "Types", 1000).split()]
    scopes = soap.words_of(match, "Scopes", 4000).split()
    if "NetworkVideoTransmitter" not in types and not _scope(scopes, ""):
        return None  # a printer, say
    return Found(
        host=sender,
        xaddr=_xaddr((match.findtext("XAddrs") or "").split()[:16], sender),
        name=_scope(scopes, "name/"),
        model=_scope(scopes, "hardware/"),
    )


def _xaddr(told: Sequence[str], sender: str) -> str:
    """The address told for this very machine; where it told none, the usual one."""
    for words in told:
        try:
            url = parse_camera_url(words)
        except InvalidInput:
            continue
        if url.scheme in ("http", "https") and url.host == sender:
            return replace(url, username="", password="").public
    return parse_camera_url(f"http://{sender}{DEVICE_PATH}").public


def _scope(scopes: Sequence[str], kind: str) -> str:
    prefix = f"onvif://www.onvif.org/{kind}"
    for scope in scopes:
        if scope.lower().startswith(prefix):
            words = unquote(scope[len(prefix) :], errors="replace")
            return "".join(letter for letter in words if letter.isprintable())[:60].strip()
    return ""


def _order(host: str) -> tuple[int, ...]:
    return tuple(ipaddress.ip_address(host).packed)
