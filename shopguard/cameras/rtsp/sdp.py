"""Session descriptions (RFC 8866): which tracks a camera has and how they are coded."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from shopguard.cameras.loss import BadStream

MAX_MEDIA = 16
MAX_SET = 8 * 1024
_PROFILES = {"RTP/AVP", "RTP/AVPF", "RTP/AVP/TCP"}
_STATIC = {0: ("PCMU", 8000, 1), 8: ("PCMA", 8000, 1), 26: ("JPEG", 90_000, 1)}
_RTPMAP = re.compile(r"(\d{1,3})\s+([A-Za-z0-9._+-]{1,40})/(\d{1,6})(?:/(\d{1,2}))?")
_FMTP = re.compile(r"(\d{1,3})\s+(.*)", re.ASCII)
_SIZE = re.compile(r"(\d{1,5})\s*[-,xX]\s*(\d{1,5})")


@dataclass(frozen=True, slots=True)
class Media:
    """One way one track can be had. ``parameters``: format parameters, lower case names."""

    kind: str
    payload_type: int
    encoding: str
    clock_rate: int
    channels: int = 1
    parameters: Mapping[str, str] = field(default_factory=dict)
    control: str = ""
    size: tuple[int, int] | None = None

    def parameter_sets(self, *names: str) -> list[bytes]:
        """NAL units from ``sprop-…`` parameters; what is no base64 is left out."""
        words = ",".join(self.parameters.get(name, "") for name in names)
        return [nal for part in words.split(",") if (nal := _unbase64(part))]


@dataclass(slots=True)
class _Section:
    """Lines below one ``m=`` (or above all of them)."""

    kind: str = ""
    payload_types: tuple[int, ...] = ()
    control: str = ""
    maps: dict[int, tuple[str, int, int]] = field(default_factory=dict)
    formats: dict[int, dict[str, str]] = field(default_factory=dict)
    size: tuple[int, int] | None = None

    def media(self) -> list[Media]:
        known = {**_STATIC, **self.maps}
        return [
            Media(
                self.kind, number, *known[number], self.formats.get(number, {}), self.control,
                self.size,
            )
            for number in self.payload_types
            if number in known
        ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Description:
    """``control``: the address of all tracks together, as written; may be empty."""

    control: str
    media: tuple[Media, ...]


def parse_sdp(body: bytes) -> Description:
    """What ``body`` describes; BadStream where it describes no track."""
    sections = [_Section()]
    for line in re.split(r"\r\n|\n|\r", body.decode("utf-8", "replace")):
        name, equals, value = line.strip().partition("=")
        if not equals:
            continue
        if name == "m":
            if len(sections) > MAX_MEDIA:
                break
            sections.append(_section(value))
        elif name == "a":
            _attribute(sections[-1], value)
    media = tuple(entry for section in sections[1:] for entry in section.media())
    if not media:
        raise BadStream("the description names no track")
    return Description(sections[0].control, media)


def _section(value: str) -> _Section:
    kind, _, profile, *formats = [*value.split(), "", "", ""]
    if profile.upper() not in _PROFILES:
        return _Section()
    numbers = [int(word) for word in formats if re.fullmatch(r"[0-9]{1,3}", word)]
    return _Section(kind.lower(), tuple(number for number in numbers if number < 128)[:8])


def _attribute(section: _Section, value: str) -> None:
    name, _, words = value.partition(":")
    name, words = name.strip().lower(), words.strip()
    if name == "control":
        section.control = words
    elif name == "rtpmap" and (match := _RTPMAP.match(words)):
        rate = int(match[3])
        if rate:
            entry = (match[2].upper(), rate, int(match[4] or 1) or 1)
            section.maps[int(match[1])] = entry
    elif name == "fmtp" and (match := _FMTP.match(words)):
        section.formats[int(match[1])] = _parameters(match[2])
    elif name in ("x-dimensions", "framesize"):
        match = _SIZE.search(words.partition(" ")[2] if name == "framesize" else words)
        if match and int(match[1]) and int(match[2]):
            section.size = int(match[1]), int(match[2])


def _parameters(words: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in words.split(";"))
    return {name.strip().lower(): value.strip() for name, _, value in pairs if name.strip()}


def _unbase64(words: str) -> bytes:
    try:
        nal = base64.b64decode(words.strip(), validate=True)
    except (binascii.Error, ValueError):
        return b""
    return nal if len(nal) <= MAX_SET else b""
