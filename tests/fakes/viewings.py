"""Viewings over real volumes, opened without managers: for tests of what comes after the door."""

from __future__ import annotations

from pathlib import Path

from shopguard.access.approval import Request
from shopguard.access.policy import Action, Purpose
from shopguard.base.clock import SystemClock
from shopguard.base.span import Span
from shopguard.cameras.source import VideoCodec
from shopguard.door.viewing import EndReason, OpenFootage
from shopguard.door.volumes import DamagedSpan
from shopguard.footage.fragment import Fragment, VolumeIdentity
from shopguard.footage.store import Volume, VolumeState
from shopguard.footage.volume import VolumeWriter, new_volume_key
from tests.fakes.fragments import fragments_of
from tests.fakes.streams import coded

START = 1_700_000_000_000_000
CAMERA = "camera"


def recorded(
    seconds: int, *, start_us: int = START, codec: VideoCodec = VideoCodec.H264
) -> list[Fragment]:
    """Fragments of one second each, 25 pictures a second, numbered by brightness."""
    info, packets = coded(codec, frames=25 * seconds, gop=25, start_us=start_us)
    return fragments_of(info, packets)


def write_volume(
    folder: Path, name: str, fragments: list[Fragment]
) -> tuple[Volume, VolumeIdentity, bytearray]:
    """A closed volume with these fragments, its identity and its key."""
    identity, key = VolumeIdentity("site", CAMERA, name), new_volume_key()
    path = folder / f"{name}.sgv"
    writer = VolumeWriter(path, identity, key)
    writer.append(fragments)
    head = writer.close()
    volume = Volume(
        name, CAMERA, path, VolumeState.CLOSED, "vault", b"", 1,
        Span(fragments[0].start_us, head.end_us), head, "h264", None,
    )  # fmt: skip
    return volume, identity, bytearray(key)


def viewing(
    *volumes: tuple[Volume, VolumeIdentity, bytearray],
    span: Span | None = None,
    ended: list[EndReason] | None = None,
    damage: list[DamagedSpan] | None = None,
    seconds: float = 600,
) -> OpenFootage:
    """An open viewing of these volumes."""
    wanted = span or Span(volumes[0][0].span.start, volumes[-1][0].span.end)
    request = Request(Action.REVIEW, "desk", Purpose.SAFETY, (CAMERA,), wanted)
    return OpenFootage(
        request,
        ("chief", "deputy"),
        volumes,
        seconds=seconds,
        clock=SystemClock(),
        on_end=lambda reason, _: (ended if ended is not None else []).append(reason),
        on_damage=lambda _, found: (damage if damage is not None else []).append(found),
    )
