"""The ``Transport`` header and control addresses, as cameras write them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from shopguard.cameras.loss import BadStream

MAX_ADDRESS = 2048
_CHANNELS = re.compile(r"interleaved=([0-9]{1,3})(?:-[0-9]{1,3})?", re.IGNORECASE)
_PORTS = re.compile(r"server_port=([0-9]{1,5})(?:-[0-9]{1,5})?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Transport:
    """``channel``: of RTP, RTCP on the next one. ``server_port``: of RTP over UDP, 0 unknown."""

    channel: int = 0
    server_port: int = 0


def parse_transport(words: str, wanted: str) -> Transport:
    """What the camera chose, or what was wanted where it does not say; BadStream if unusable."""
    over_tcp = "interleaved=" in wanted
    if words and over_tcp and "/tcp" not in words.lower() and "interleaved" not in words.lower():
        raise BadStream("another transport than the one asked for")
    channel = _CHANNELS.search(words) or _CHANNELS.search(wanted)
    port = _PORTS.search(words)
    transport = Transport(int(channel[1]) if channel else 0, int(port[1]) if port else 0)
    if transport.channel > 254 or transport.server_port > 65534:
        raise BadStream("a channel or port that does not exist")
    return transport


def join_control(base: str, control: str) -> str:
    """The address to name in a request.

    Cameras append where the standard would resolve, and name themselves by addresses they don't
    have; so an absolute address is used as it is, and only ever said to the camera it came from.
    """
    if not control or control == "*":
        return base
    if not (control.isascii() and control.isprintable()) or " " in control:
        raise BadStream("a control address with control characters")
    absolute = control.lower().startswith(("rtsp://", "rtsps://"))
    joined = control if absolute else f"{base.removesuffix('/')}/{control.removeprefix('/')}"
    if len(joined) > MAX_ADDRESS:
        raise BadStream("a control address is too long")
    return joined
