"""What goes over the channel: a JSON header, and raw bytes behind it where there is video.

client → server   {"id": 7, "call": "health", "args": {…}}
server → client   {"id": 7, "value": …}   {"id": 7, "error": {"kind", "code", "params"}}
                  {"event": "alarm", "value": …}
                  {"watch": 3, "kind": "stream" | "packet" | "lost", …} + raw parts
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Literal

from shopguard.base.errors import (
    Damaged,
    InvalidInput,
    Refused,
    ShopGuardError,
    Unavailable,
)
from shopguard.cameras.source import (
    AudioCodec,
    LossCause,
    Packet,
    StreamInfo,
    TrackInfo,
    VideoCodec,
)

MAX_REQUEST = 64 << 10  # one frame a client may send
MAX_ANSWER = 32 << 20  # one frame the server may send
PING_S = 2.0
SILENT_S = 8.0  # nothing heard for this long: the other end is gone
_KINDS: dict[str, type[ShopGuardError]] = {
    kind.__name__: kind for kind in (InvalidInput, Refused, Damaged, Unavailable)
}


def pack(header: dict[str, Any]) -> bytes:
    """A header as bytes."""
    return json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode()


def unpack(frame: bytes) -> dict[str, Any]:
    """A header from the other end; Damaged when it is none."""
    try:
        header = json.loads(frame)
    except (ValueError, RecursionError):
        header = None
    if not isinstance(header, dict):
        raise Damaged("recorder.channel_message")
    return header


def error_to_json(error: ShopGuardError) -> dict[str, Any]:
    """An error for the other end to raise again."""
    kind = next((name for name, kind in _KINDS.items() if isinstance(error, kind)), "Unavailable")
    params = {name: str(value) for name, value in error.params.items()}
    return {"kind": kind, "code": error.code, "params": params}


def error_from_json(value: dict[str, Any]) -> ShopGuardError:
    """The error the other end raised."""
    kind = _KINDS.get(str(value.get("kind")), Unavailable)
    return kind(str(value.get("code")), **value.get("params", {}))


# --- live video ---------------------------------------------------------------------------------


def stream_frames(info: StreamInfo) -> tuple[dict[str, Any], list[bytes]]:
    """A stream's description as header and raw parts."""
    tracks = [info.video] if info.audio is None else [info.video, info.audio]
    described = [
        {
            "codec": str(track.codec),
            "rate": track.clock_rate,
            "channels": track.channels,
            "sets": len(track.extradata),
        }
        for track in tracks
    ]
    return {"kind": "stream", "tracks": described}, [s for t in tracks for s in t.extradata]


def packet_frames(packet: Packet) -> tuple[dict[str, Any], list[bytes]]:
    """A packet as header and one raw part."""
    header = {
        "kind": "packet",
        "track": packet.track,
        "pts": packet.pts,
        "key": packet.key,
        "at": packet.arrived_us,
        "sizes": [len(part) for part in packet.parts],
    }
    return header, [b"".join(packet.parts)]


def lost_frames(cause: str) -> tuple[dict[str, Any], list[bytes]]:
    """A loss as header; ``cause``: a LossCause or a cause of the recorder's own."""
    return {"kind": "lost", "cause": cause}, []


def read_stream(header: dict[str, Any], raw: Sequence[bytes]) -> StreamInfo:
    """Back from ``stream_frames``."""
    tracks, at = [], 0
    for number, track in enumerate(header["tracks"]):
        codec = VideoCodec(track["codec"]) if number == 0 else AudioCodec(track["codec"])
        sets = tuple(raw[at : at + track["sets"]])
        at += track["sets"]
        tracks.append(TrackInfo(codec, track["rate"], sets, track["channels"]))
    return StreamInfo(tracks[0], tracks[1] if len(tracks) > 1 else None)


def read_packet(header: dict[str, Any], raw: Sequence[bytes]) -> Packet:
    """Back from ``packet_frames``."""
    parts, at = [], 0
    for size in header["sizes"]:
        parts.append(raw[0][at : at + size])
        at += size
    track: Literal["audio", "video"] = "audio" if header["track"] == "audio" else "video"
    return Packet(track, parts, header["pts"], header["key"], header["at"])


def read_lost(header: dict[str, Any]) -> LossCause:
    """Back from ``lost_frames``; causes a camera does not have are a stalled one's."""
    cause = str(header.get("cause"))
    return LossCause(cause) if cause in set(LossCause) else LossCause.STALLED
