"""Camera addresses: everything hostile is refused, and user and password are split off at once.

    parse_camera_url("rtsp://admin:secret@192.0.2.7/stream1").public == "rtsp://192.0.2.7:554/stream1"

Only printable ASCII passes for network addresses; whatever an address could smuggle into a request
line, a log or another program ends here as InvalidInput. No error repeats what was typed, because a
password may stand in it.

Some cameras want user and password inside the path (``/user=admin_password=…``). Such values are
taken out too, ``{username}`` and ``{password}`` stand in their place, and ``request_target`` puts
them back at the moment of asking.
"""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath, PureWindowsPath
from typing import NoReturn
from urllib.parse import quote, unquote, unquote_to_bytes

from shopguard.base.errors import InvalidInput

MAX_LENGTH = 2048
MAX_LOGIN = 128
MAX_DEVICE = 120
DEFAULT_PORTS = {"rtsp": 554, "rtsps": 322, "http": 80, "https": 443}
ENCRYPTED = frozenset({"rtsps", "https"})
LOOPED_FILES = frozenset({".mp4", ".mov", ".mkv"})

_PRINTABLE = re.compile(r"[\x21-\x7e]+")
_ESCAPED = "%[0-9A-Fa-f]{2}"
_PLACEHOLDER = r"\{(?:username|password)\}"
_PATH = re.compile(rf"(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/?]|{_PLACEHOLDER}|{_ESCAPED})*")
_LOGIN = re.compile(rf"(?:[A-Za-z0-9\-._~!$&'()*+,;=]|{_ESCAPED})*")
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_PORT = re.compile(r"[1-9][0-9]{0,4}")
_PIN = re.compile(r"sha256=([0-9a-f]{64})", re.IGNORECASE)
_LOGIN_IN_PATH = re.compile(
    r"(?<![a-z])(?P<name>password|passwd|pwd|pass|username|user|usr)="
    r"(?P<value>.*?)(?=$|[&;/?]|_[a-z]+=)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class CameraUrl:
    """An address that passed.

    ``host`` is the device for ``usb`` and empty for ``loop``, whose file stands in
    ``path_and_query``. ``pin``: SHA-256 fingerprint (64 hex digits) of the only certificate
    accepted; empty: the certificate is verified as browsers do.
    """

    scheme: str
    host: str
    port: int
    path_and_query: str
    username: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    pin: str = ""

    @property
    def public(self) -> str:
        """The address without user and password; parses to the same camera again."""
        if self.scheme == "usb":
            return f"usb:{self.host}"
        if self.scheme == "loop":
            return f"loop:{self.path_and_query}"
        pin = f"#sha256={self.pin}" if self.pin else ""
        return f"{self.scheme}://{self.authority}{self.path_and_query}{pin}"

    @property
    def authority(self) -> str:
        """``host:port``, an IPv6 address in brackets."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"

    @property
    def request_target(self) -> str:
        """Path and query as the camera wants them. May hold the password: never log it."""
        target = self.path_and_query.replace("{username}", quote(self.username, safe=""))
        return target.replace("{password}", quote(self.password, safe=""))

    def with_login(self, username: str, password: str) -> CameraUrl:
        """The same address with the user and password kept apart from it."""
        return replace(self, username=username, password=password)

    def __str__(self) -> str:
        return self.public


def parse_camera_url(words: str) -> CameraUrl:
    """The address typed, checked; InvalidInput (codes ``camera_url.*``) for any other (G-6.6)."""
    if not words:
        _refuse("empty")
    if len(words) > MAX_LENGTH:
        _refuse("long", limit=MAX_LENGTH)
    scheme, colon, rest = words.partition(":")
    parse = _SCHEMES.get(scheme.lower())
    if not colon or parse is None:
        _refuse("scheme")
    return parse(scheme.lower(), rest)


def _network(scheme: str, rest: str) -> CameraUrl:
    if not rest.startswith("//") or not _PRINTABLE.fullmatch(rest):
        _refuse("characters")
    address, _, fragment = rest[2:].partition("#")
    authority = re.split(r"[/?]", address, maxsplit=1)[0]
    path = _path(address[len(authority) :])
    login, _, place = authority.rpartition("@")
    host, port = _host_and_port(place, DEFAULT_PORTS[scheme])
    pin = _pin(scheme, rest, fragment)
    return _login_out_of_path(CameraUrl(scheme, host, port, path, *_login(login), pin))


def _login(words: str) -> tuple[str, str]:
    name, _, password = words.partition(":")
    return _login_part(name), _login_part(password)


def _login_part(words: str) -> str:
    if not _LOGIN.fullmatch(words):
        _refuse("login")
    try:
        part = unquote_to_bytes(words).decode()
    except UnicodeDecodeError:
        _refuse("login")
    if len(part) > MAX_LOGIN or _has_control(part):
        _refuse("login")
    return part


def _host_and_port(words: str, default: int) -> tuple[str, int]:
    if words.startswith("["):
        host, bracket, after = words[1:].partition("]")
        if not bracket:
            _refuse("host")
        name = _ipv6(host)
    else:
        host, colon, number = words.partition(":")
        name, after = _host(host.lower()), colon + number
    if not after:
        return name, default
    if not _PORT.fullmatch(after[1:]) or after[0] != ":" or int(after[1:]) > 65535:
        _refuse("port")
    return name, int(after[1:])


def _host(words: str) -> str:
    labels = words.removesuffix(".").split(".")
    if labels[-1].isdigit() or labels[-1].startswith("0x"):  # 127.1, 0x7f.1, 2130706433: tricks
        return _ip(ipaddress.IPv4Address, words)
    if len(words) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        _refuse("host")
    return ".".join(labels)


def _ipv6(words: str) -> str:
    if "%" in words:
        _refuse("host")
    return _ip(ipaddress.IPv6Address, words)


def _ip(kind: Callable[[str], ipaddress.IPv4Address | ipaddress.IPv6Address], words: str) -> str:
    try:
        address = kind(words)
    except ValueError:
        address = None
    if address is None or address.is_multicast or address.is_unspecified:
        _refuse("host")
    if address.is_reserved and not address.is_loopback:  # 240.0.0.0/4 and broadcast
        _refuse("host")
    return str(address)


def _path(words: str) -> str:
    if not _PATH.fullmatch(words) or _has_control(unquote(words, errors="replace")):
        _refuse("path")
    return words if words.startswith("/") else f"/{words}"


def _pin(scheme: str, rest: str, fragment: str) -> str:
    if "#" not in rest:
        return ""
    match = _PIN.fullmatch(fragment.replace(":", ""))
    if not match or scheme not in ENCRYPTED:
        _refuse("pin")
    return match[1].lower()


def _login_out_of_path(url: CameraUrl) -> CameraUrl:
    """Values of ``password=`` (and then of ``user=``) in the path become placeholders."""
    found: dict[str, str] = {}

    def take(match: re.Match[str]) -> str:
        name = "password" if match["name"].lower().startswith("p") else "username"
        if match["value"] == f"{{{name}}}":
            return match[0]
        value = _path_value(match["value"])
        if found.setdefault(name, value) != value:
            _refuse("two_logins")
        return f"{match['name']}={{{name}}}"

    path = _LOGIN_IN_PATH.sub(take, url.path_and_query)
    if "password" not in found:
        return url
    login = (found.get("username", url.username), found["password"])
    if (url.username or url.password) and login != (url.username, url.password):
        _refuse("two_logins")
    return replace(url, path_and_query=path, username=login[0], password=login[1])


def _path_value(words: str) -> str:
    value = unquote(words, errors="replace")
    if "{" in value or "\ufffd" in value or len(value) > MAX_LOGIN:
        _refuse("login")
    return value


def _usb(_scheme: str, device: str) -> CameraUrl:
    """A number, ``/dev/videoN`` or the name the system gives a device."""
    known = re.fullmatch(r"[0-9]{1,3}|/dev/video[0-9]{1,3}", device, re.ASCII)
    named = len(device) <= MAX_DEVICE and device == device.strip() and device
    if not known and not (named and all(map(_in_device_name, device))):
        _refuse("usb")
    if unicodedata.normalize("NFKC", device) != device:
        _refuse("usb")
    return CameraUrl("usb", device, 0, "")


def _in_device_name(letter: str) -> bool:
    return letter in " -_.()#&+" or unicodedata.category(letter)[0] in "LN"


def _loop(_scheme: str, path: str) -> CameraUrl:
    """A whole path of a local film; no share of another machine, no ``..``."""
    windows = PureWindowsPath(path)
    local = path.startswith("/") or re.match(r"[A-Za-z]:[\\/]", path)
    remote = path.startswith(("//", "\\"))
    if not local or remote or ".." in windows.parts or _has_control(path):
        _refuse("loop")
    if PurePosixPath(path).suffix.lower() not in LOOPED_FILES:
        _refuse("loop")
    return CameraUrl("loop", "", 0, path)


def _has_control(words: str) -> bool:
    """Control, format (bidi), surrogate, private and separator characters; a space is none."""
    return any(
        unicodedata.category(letter)[0] == "C" or unicodedata.category(letter) in ("Zl", "Zp")
        for letter in words
    )


def _refuse(code: str, **params: object) -> NoReturn:
    raise InvalidInput(f"camera_url.{code}", **params) from None


_SCHEMES: dict[str, Callable[[str, str], CameraUrl]] = {
    **dict.fromkeys(DEFAULT_PORTS, _network),
    "usb": _usb,
    "loop": _loop,
}
