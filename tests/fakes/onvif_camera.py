"""A small ONVIF camera: six messages, logins checked by the standard (WS-UsernameToken)."""

from __future__ import annotations

import base64
import hashlib
import socket
import struct
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from types import TracebackType
from xml.etree import ElementTree as ET

from tests.fakes.web_camera import PASSWORD, USER, WebCamera

DEVICE = "http://www.onvif.org/ver10/device/wsdl"
MEDIA1 = "http://www.onvif.org/ver10/media/wsdl"
MEDIA2 = "http://www.onvif.org/ver20/media/wsdl"
_ENVELOPE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<env:Envelope xmlns:env="http://www.w3.org/2003/05/soap-envelope" '
    'xmlns:tt="http://www.onvif.org/ver10/schema" xmlns:tds="' + DEVICE + '" '
    'xmlns:trt="' + MEDIA1 + '" xmlns:tr2="' + MEDIA2 + '" '
    'xmlns:ter="http://www.onvif.org/ver10/error"><env:Body>{}</env:Body></env:Envelope>'
)
_FAULT = (
    "<env:Fault><env:Code><env:Value>env:Sender</env:Value><env:Subcode><env:Value>{}"
    "</env:Value></env:Subcode></env:Code><env:Reason><env:Text>no</env:Text></env:Reason></env:Fault>"
)


@dataclass
class Stream:
    """One profile of the camera."""

    token: str
    encoding: str
    width: int
    height: int
    uri: str
    fps: int = 15
    bitrate: int = 2048


STREAMS = (
    Stream("main", "H265", 2560, 1440, "rtsp://192.168.9.9:554/main?a=1&amp;b=2", bitrate=4096),
    Stream("mid", "H264", 1280, 720, "rtsp://192.168.9.9/mid"),
    Stream("low", "H264", 640, 360, "rtsp://admin:hidden@192.168.9.9/low", bitrate=512),
    Stream("jpeg", "JPEG", 3840, 2160, "rtsp://192.168.9.9/jpeg"),
    Stream("old", "MPEG4", 3840, 2160, "rtsp://192.168.9.9/old"),
)


@dataclass
class FakeOnvif:
    """``clock_ahead``: its clock is wrong by so much, and it checks logins by that clock.

    ``override``: raw bodies by message name; ``http_login``: as in ``WebCamera``.
    """

    streams: tuple[Stream, ...] = STREAMS
    media2: bool = True
    services: bool = True
    clock_ahead: timedelta = timedelta()
    http_login: str | None = None
    xaddr_host: str = "192.168.9.9"
    override: dict[str, bytes] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)

    def __enter__(self) -> FakeOnvif:
        self.web = WebCamera(self._answer, login=self.http_login)
        self.web.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.web.__exit__(kind, error, trace)

    @property
    def port(self) -> int:
        return self.web.port

    def _answer(self, request: BaseHTTPRequestHandler) -> None:
        data = request.rfile.read(int(request.headers["Content-Length"]))
        self.bodies.append(data)
        envelope = ET.fromstring(data)
        body = next(iter(envelope[1]))
        namespace, _, name = body.tag[1:].partition("}")
        self.asked.append(name)
        if name in self.override:
            self._send(request, 200, self.override[name])
        elif name != "GetSystemDateAndTime" and not self._knows(envelope):
            self._send(request, 400, _ENVELOPE.format(_FAULT.format("ter:NotAuthorized")).encode())
        else:
            answer = self._body(name, namespace, body)
            status = 200 if answer else 500
            fault = _FAULT.format("ter:ActionNotSupported")
            self._send(request, status, _ENVELOPE.format(answer or fault).encode())

    def _send(self, request: BaseHTTPRequestHandler, status: int, data: bytes) -> None:
        request.send_response(status)
        request.send_header("Content-Type", "application/soap+xml; charset=utf-8")
        request.send_header("Content-Length", str(len(data)))
        request.end_headers()
        request.wfile.write(data)

    def _now(self) -> datetime:
        return datetime.now(UTC) + self.clock_ahead

    def _knows(self, envelope: ET.Element) -> bool:
        if self.http_login is not None:
            return True  # the web server has checked
        parts = {element.tag.rpartition("}")[2]: element.text or "" for element in envelope.iter()}
        if parts.get("Username") != USER:
            return False
        created = datetime.fromisoformat(parts["Created"])
        if abs(self._now() - created) > timedelta(seconds=5):
            return False
        nonce = base64.b64decode(parts["Nonce"])
        digest = hashlib.sha1(nonce + parts["Created"].encode() + PASSWORD.encode()).digest()
        return parts["Password"] == base64.b64encode(digest).decode()

    def _body(self, name: str, namespace: str, body: ET.Element) -> str:
        match name:
            case "GetSystemDateAndTime":
                return self._time()
            case "GetDeviceInformation":
                return (
                    "<tds:GetDeviceInformationResponse><tds:Manufacturer>ACME</tds:Manufacturer>"
                    "<tds:Model>Dome &amp; 3</tds:Model>"
                    "<tds:FirmwareVersion>V5.1</tds:FirmwareVersion><tds:SerialNumber>SN\n0042"
                    "</tds:SerialNumber><tds:HardwareId>1</tds:HardwareId></tds:GetDeviceInformationResponse>"
                )
            case "GetServices" if self.services:
                return f"<tds:GetServicesResponse>{self._services()}</tds:GetServicesResponse>"
            case "GetCapabilities":
                return (
                    "<tds:GetCapabilitiesResponse><tds:Capabilities><tt:Media><tt:XAddr>"
                    f"{self._xaddr('media')}</tt:XAddr></tt:Media></tds:Capabilities>"
                    "</tds:GetCapabilitiesResponse>"
                )
            case "GetProfiles":
                return self._profiles(namespace)
            case "GetStreamUri":
                return self._uri(namespace, body)
        return ""

    def _time(self) -> str:
        now = self._now()
        return (
            "<tds:GetSystemDateAndTimeResponse><tds:SystemDateAndTime><tt:UTCDateTime>"
            f"<tt:Time><tt:Hour>{now.hour}</tt:Hour><tt:Minute>{now.minute}</tt:Minute>"
            f"<tt:Second>{now.second}</tt:Second></tt:Time><tt:Date><tt:Year>{now.year}</tt:Year>"
            f"<tt:Month>{now.month}</tt:Month><tt:Day>{now.day}</tt:Day></tt:Date>"
            "</tt:UTCDateTime></tds:SystemDateAndTime></tds:GetSystemDateAndTimeResponse>"
        )

    def _xaddr(self, path: str) -> str:
        return f"http://{self.xaddr_host}:{self.port}/onvif/{path}"

    def _services(self) -> str:
        known = {DEVICE: "device_service", MEDIA1: "media"}
        if self.media2:
            known[MEDIA2] = "media2"
        return "".join(
            f"<tds:Service><tds:Namespace>{namespace}</tds:Namespace>"
            f"<tds:XAddr>{self._xaddr(path)}</tds:XAddr></tds:Service>"
            for namespace, path in known.items()
        )

    def _profiles(self, namespace: str) -> str:
        newer = namespace == MEDIA2
        prefix = "tr2" if newer else "trt"
        shown = [stream for stream in self.streams if newer or stream.encoding != "H265"]
        profiles = "".join(
            f'<{prefix}:Profiles token="{stream.token}" fixed="true"><tt:Name>{stream.token} stream'
            f"</tt:Name>{self._coder(stream, newer=newer)}</{prefix}:Profiles>"
            for stream in shown
        )
        return f"<{prefix}:GetProfilesResponse>{profiles}</{prefix}:GetProfilesResponse>"

    def _coder(self, stream: Stream, *, newer: bool) -> str:
        inner = (
            f"<tt:Encoding>{stream.encoding}</tt:Encoding><tt:Resolution><tt:Width>{stream.width}"
            f"</tt:Width><tt:Height>{stream.height}</tt:Height></tt:Resolution><tt:RateControl>"
            f"<tt:FrameRateLimit>{stream.fps}{'.0' if newer else ''}</tt:FrameRateLimit>"
            f"<tt:BitrateLimit>{stream.bitrate}</tt:BitrateLimit></tt:RateControl>"
        )
        if newer:
            return (
                f"<tr2:Configurations><tr2:VideoEncoder>{inner}</tr2:VideoEncoder>"
                "</tr2:Configurations>"
            )
        return f"<tt:VideoEncoderConfiguration>{inner}</tt:VideoEncoderConfiguration>"

    def _uri(self, namespace: str, body: ET.Element) -> str:
        token = next(part.text for part in body.iter() if part.tag.endswith("ProfileToken"))
        stream = next((stream for stream in self.streams if stream.token == token), None)
        if stream is None:
            return ""
        if namespace == MEDIA2:
            answer = "<tr2:GetStreamUriResponse><tr2:Uri>{}</tr2:Uri></tr2:GetStreamUriResponse>"
            return answer.format(stream.uri)
        return (
            f"<trt:GetStreamUriResponse><trt:MediaUri><tt:Uri>{stream.uri}</tt:Uri>"
            "</trt:MediaUri></trt:GetStreamUriResponse>"
        )


class FakeResponder:
    """Answers WS-Discovery on the loopback network, once for each of ``matches``."""

    def __init__(self, *matches: str, relates_to: str | None = None) -> None:
        self._matches = matches
        self._relates_to = relates_to
        self.probes: list[bytes] = []
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.bind(("", 0))
        self.group = ("239.255.255.250", int(self._socket.getsockname()[1]))
        member = struct.pack("4s4s", socket.inet_aton(self.group[0]), socket.inet_aton("127.0.0.1"))
        self._socket.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, member)
        self._thread = threading.Thread(target=self._serve)

    def __enter__(self) -> FakeResponder:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
            sock.sendto(b"end", ("127.0.0.1", self.group[1]))
        self._thread.join()
        self._socket.close()

    def _serve(self) -> None:
        while (datagram := self._socket.recvfrom(65536))[0] != b"end":
            data, sender = datagram
            self.probes.append(data)
            asked = next(e.text for e in ET.fromstring(data).iter() if e.tag.endswith("MessageID"))
            for match in self._matches:
                answer = match.replace("{RELATES}", self._relates_to or asked or "")
                self._socket.sendto(answer.encode(), sender)


def probe_match(
    xaddrs: str, scopes: str = "", types: str = "dn:NetworkVideoTransmitter tds:Device"
) -> str:
    """An answer as cameras send it."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?><env:Envelope '
        'xmlns:env="http://www.w3.org/2003/05/soap-envelope" '
        'xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery" '
        'xmlns:wsadis="http://schemas.xmlsoap.org/ws/2004/08/addressing" '
        'xmlns:dn="http://www.onvif.org/ver10/network/wsdl" '
        'xmlns:tds="http://www.onvif.org/ver10/device/wsdl"><env:Header>'
        "<wsadis:RelatesTo>{RELATES}</wsadis:RelatesTo></env:Header><env:Body><d:ProbeMatches>"
        "<d:ProbeMatch><wsadis:EndpointReference><wsadis:Address>urn:uuid:1</wsadis:Address>"
        f"</wsadis:EndpointReference><d:Types>{types}</d:Types><d:Scopes>{scopes}</d:Scopes>"
        f"<d:XAddrs>{xaddrs}</d:XAddrs></d:ProbeMatch></d:ProbeMatches></env:Body></env:Envelope>"
    )
