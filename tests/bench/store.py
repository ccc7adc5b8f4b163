"""Erasing a 14-day camera; verifying the log. Taking footage out: ``tests.bench.evidence``.

.venv/bin/python -m tests.bench.store [--records 100000]
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from pathlib import Path

import av

from shopguard.audit.entry import Entry
from shopguard.audit.verify import verify
from shopguard.base.clock import DAY, HOUR, MINUTE, SECOND
from shopguard.base.span import Span
from shopguard.cameras.source import Packet, VideoCodec
from shopguard.footage.fragment import Fragment
from shopguard.footage.mp4.boxes import VIDEO_TRACK, init_segment
from shopguard.footage.mp4.fragments import build_fragment, ticks_of
from shopguard.vault.sealing import current_public
from tests.bench.common import make_clip
from tests.bench.seeking import Groups, stream_of
from tests.fakes.fragments import sample_of
from tests.fakes.full_shop import FullShop
from tests.fakes.streams import split_annexb


def groups_of(clip: Path) -> list[list[Packet]]:
    """The clip's GOPs as packets."""
    groups: list[list[Packet]] = []
    with av.open(str(clip)) as container:
        stream = container.streams.video[0]
        annexb = av.BitStreamFilterContext("h264_mp4toannexb", stream)
        for packet in container.demux(stream):
            for whole in annexb.filter(packet):
                if not whole.size:
                    continue
                if whole.is_keyframe:
                    groups.append([])
                parts = split_annexb(bytes(whole))
                groups[-1].append(Packet("video", parts, 0, whole.is_keyframe, 0))
    return groups


def record(full: FullShop, clip: Path, minutes: int, *, name: str = "入口") -> tuple[str, Span]:
    """``minutes`` of the clip, looped, in ten-minute volumes of a new camera."""
    camera, groups = full.camera(name), groups_of(clip)
    info = stream_of(groups[0])
    init = init_segment(info, groups[0][0].parts)
    with full.shop.catalogue.read() as db:
        vault = current_public(db)
    start = at = full.clock.utc_us()
    number = 0
    while at < start + minutes * MINUTE:
        volume = full.shop.store.begin_volume(camera.id, vault, at, "h264")
        end = min(at + 10 * MINUTE, start + minutes * MINUTE)
        while at < end:
            group = groups[number % len(groups)]
            samples = [sample_of(packet, VideoCodec.H264, 3600) for packet in group]
            data = build_fragment([(VIDEO_TRACK, ticks_of(at, 90_000), samples)])
            length = len(group) * 40_000
            volume.writer.append([Fragment(at, length, True, len(group), init, data)])
            at, number = at + length, number + 1
        full.shop.store.close_volume(volume.id, volume.writer.close())
    full.clock.set_wall(at + SECOND)
    return camera.id, Span(start, at)


def erasing(full: FullShop, clip: Path) -> dict[str, float]:
    """A camera with 336 hourly volumes (small ones; the bytes of a file cost the disk, not us)."""
    camera, groups = full.camera("erase"), Groups(clip)
    with full.shop.catalogue.read() as db:
        vault = current_public(db)
    start = full.clock.utc_us() - 14 * DAY
    for hour in range(14 * 24):
        volume = full.shop.store.begin_volume(camera.id, vault, start + hour * HOUR, "h264")
        volume.writer.append([groups.at(start + hour * HOUR, real=True)])
        full.shop.store.close_volume(volume.id, volume.writer.close())
    volumes = full.shop.store.volumes(camera.id)
    since = time.perf_counter()
    full.shop.retention.erase(volumes, "decommissioned")
    return {"volumes": len(volumes), "erased_in_s": round(time.perf_counter() - since, 3)}


def verifying(full: FullShop, records: int) -> dict[str, float]:
    entry = Entry("footage.opened", ("a" * 32, "b" * 32), "done", "desk", purpose="safety")
    with full.shop.catalogue.write() as db:
        for _ in range(records):
            full.shop.ledger.append(entry, db)
    since = time.perf_counter()
    report = verify(full.shop.catalogue)
    took = time.perf_counter() - since
    assert report.ok
    return {"records": report.records, "records_per_s": round(report.records / took)}


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--records", type=int, default=100_000)
    given = words.parse_args()
    clip = make_clip(Path(tempfile.gettempdir()) / "shopguard-bench" / "cam-1080p-3m.mp4")
    with tempfile.TemporaryDirectory() as name:
        full = FullShop(Path(name))
        print(json.dumps({"what": "erase", **erasing(full, clip)}), flush=True)
        print(json.dumps({"what": "verify", **verifying(full, given.records)}), flush=True)
        full.close()


if __name__ == "__main__":
    main()
