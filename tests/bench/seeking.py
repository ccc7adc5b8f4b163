"""First picture after a click in a 14-day store of 16 cameras (5,376 volumes).

    .venv/bin/python -m tests.bench.seeking [--clicks 200]

Each clicked volume has a full hour's index (1,800 fragments) and 1080p groups of 2 s where the
clicks go; the others are there for their number. Half of the clicks open their volume anew.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from pathlib import Path

import av

from shopguard.access.policy import Purpose
from shopguard.app.acts.footage import open_viewing
from shopguard.base.clock import DAY, HOUR, SECOND
from shopguard.base.span import Span
from shopguard.cameras.source import Packet, StreamInfo, TrackInfo, VideoCodec
from shopguard.footage.fragment import Fragment
from shopguard.footage.mp4.boxes import VIDEO_TRACK, init_segment
from shopguard.footage.mp4.fragments import build_fragment, ticks_of
from shopguard.playback.frames import Frames
from shopguard.vault.sealing import VaultPublic, current_public
from tests.bench.common import make_clip
from tests.fakes.fragments import sample_of
from tests.fakes.full_shop import FullShop
from tests.fakes.streams import coded, split_annexb

CAMERAS, DAYS, REAL_EVERY = 16, 14, 450
GOP_US = 2 * SECOND


def first_group(clip: Path) -> tuple[StreamInfo, list[Packet]]:
    """The first 2 s of a clip as packets."""
    packets: list[Packet] = []
    with av.open(str(clip)) as container:
        stream = container.streams.video[0]
        filtered = av.BitStreamFilterContext("h264_mp4toannexb", stream)
        for packet in container.demux(stream):
            for whole in filtered.filter(packet):
                if not whole.size or len(packets) == 50:
                    continue
                packets.append(Packet("video", split_annexb(bytes(whole)), 0, whole.is_keyframe, 0))
    return stream_of(packets), packets


def stream_of(packets: list[Packet]) -> StreamInfo:
    """What the first key frame says of the stream."""
    sets = tuple(part for part in packets[0].parts if part[0] & 31 in (7, 8))
    return StreamInfo(TrackInfo(VideoCodec.H264, 90_000, sets))


class Groups:
    """Fragments of 2 s at any time: a small picture, or a real 1080p one."""

    def __init__(self, clip: Path) -> None:
        self._real = self._samples(*first_group(clip))
        self._small = self._samples(*coded(frames=2, gop=2, size=(64, 48)))

    def _samples(self, info: StreamInfo, packets: list[Packet]) -> tuple[bytes, list]:
        step = 2 * 90_000 // len(packets)
        init = init_segment(info, packets[0].parts)
        return init, [sample_of(packet, VideoCodec.H264, step) for packet in packets]

    def at(self, start_us: int, *, real: bool) -> Fragment:
        init, samples = self._real if real else self._small
        data = build_fragment([(VIDEO_TRACK, ticks_of(start_us, 90_000), samples)])
        return Fragment(start_us, GOP_US, True, len(samples), init, data)


def fill(full: FullShop, groups: Groups, clicked: int) -> list[tuple[str, int]]:
    """The store; where clicks may go (camera, start of a 1080p group)."""
    shop, dice = full.shop, random.Random(1)
    cameras = [full.camera(f"cam{n:02d}") for n in range(CAMERAS)]
    begin = shop.clock.utc_us() - DAYS * DAY
    with shop.catalogue.read() as db:
        vault: VaultPublic = current_public(db)
    last_day = [(c, h) for c in range(CAMERAS) for h in range((DAYS - 1) * 24, DAYS * 24)]
    chosen = set(dice.sample(last_day, clicked))
    places: list[tuple[str, int]] = []
    for hour in range(DAYS * 24):
        for number, camera in enumerate(cameras):
            start = begin + hour * HOUR
            volume = shop.store.begin_volume(camera.id, vault, start, "h264")
            count = 1800 if (number, hour) in chosen else 1
            batch = [
                groups.at(start + n * GOP_US, real=count > 1 and n % REAL_EVERY == 7)
                for n in range(count)
            ]
            volume.writer.append(batch)
            shop.store.close_volume(volume.id, volume.writer.close())
            if count > 1:
                places += [(camera.id, f.start_us) for f in batch if f.frames > 2]
    return places


def click(
    full: FullShop, places: list[tuple[str, int]], clicks: int, *, quick: bool
) -> dict[str, float]:
    shop, dice = full.shop, random.Random(2)
    end = shop.clock.utc_us()
    cameras = [camera.id for camera in shop.cameras.list()]
    took: list[float] = []
    opening = 0.0
    while len(took) < clicks:
        with full.proofs("sato", "suzuki") as proofs:
            since = time.perf_counter()
            viewing = open_viewing(
                shop, proofs, purpose=Purpose.SAFETY, cameras=cameras, span=Span(end - DAY, end)
            )
            opening = time.perf_counter() - since
        with viewing:
            for _ in range(2 * len({place[0] for place in places})):
                camera_id, start = dice.choice(places)
                frames = Frames(viewing, shop.store, camera_id)
                since = time.perf_counter()
                frames.at(start + dice.randrange(GOP_US), (1280, 720), quick=quick)
                took.append(time.perf_counter() - since)
    took = sorted(took[:clicks])
    return {
        "p50_ms": round(took[len(took) // 2] * 1000, 1),
        "p95_ms": round(took[len(took) * 95 // 100] * 1000, 1),
        "max_ms": round(took[-1] * 1000, 1),
        "door_open_ms": round(opening * 1000, 1),
    }


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--clicks", type=int, default=200)
    words.add_argument("--full-volumes", type=int, default=48)
    given = words.parse_args()
    clip = make_clip(Path(tempfile.gettempdir()) / "shopguard-bench" / "cam-1080p-3m.mp4")
    with tempfile.TemporaryDirectory() as name:
        full = FullShop(Path(name))
        since = time.monotonic()
        places = fill(full, Groups(clip), given.full_volumes)
        volumes = len(full.shop.store.volumes())
        print(
            json.dumps({"volumes": volumes, "filled_in_s": round(time.monotonic() - since)}),
            flush=True,
        )
        for quick in (False, True):
            what = "key picture" if quick else "exact picture"
            print(
                json.dumps({"what": what, **click(full, places, given.clicks, quick=quick)}),
                flush=True,
            )
        full.close()


if __name__ == "__main__":
    main()
