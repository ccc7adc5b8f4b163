"""The main job on real cameras: recorded, sealed, refused to one, opened by two, bit for bit."""

from __future__ import annotations

import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import av
import pytest

from shopguard.base.clock import iso
from shopguard.settings.store import Settings
from tests.fakes.rtsp_server import RtspServer
from tests.fakes.streams import split_annexb
from tests.journeys.command_line import CommandLine, passwords

USER, PASSWORD = "kanri", "camera-secret-7788"
_TO_ANNEXB = {"h264": "h264_mp4toannexb", "hevc": "hevc_mp4toannexb"}


def slices(path: Path) -> list[bytes]:
    """A hash of each picture's coded slices, as they stand in the file."""
    found = []
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        name = stream.codec_context.name
        annexb = av.BitStreamFilterContext(_TO_ANNEXB[name], stream)
        for packet in container.demux(stream):
            for whole in annexb.filter(packet):
                nals = [nal for nal in split_annexb(bytes(whole)) if _is_slice(name, nal)]
                if nals:
                    found.append(sha256(b"".join(nals)).digest())
    return found


def _is_slice(codec: str, nal: bytes) -> bool:
    return 1 <= nal[0] & 31 <= 5 if codec == "h264" else (nal[0] >> 1) & 63 < 32


def runs_in(part: list[bytes], whole: list[bytes]) -> bool:
    """Whether ``part`` is a stretch of ``whole`` played for ever, nothing missing or twice."""
    if not part or part[0] not in whole:
        return False
    start = whole.index(part[0])
    return all(part[n] == whole[(start + n) % len(whole)] for n in range(len(part)))


@pytest.mark.rtsp
@pytest.mark.requirement("J-3", "J-4", "G-6.2", "J-14")
def test_what_the_server_sent_is_what_two_managers_get(
    rtsp_server: Callable[..., RtspServer],
    clips: dict[str, Path],
    tmp_path: Path,
    rounds: Callable[[int, int], int],
) -> None:
    seconds = rounds(16, 62)
    open_cameras = rtsp_server(
        {"front": clips["h264"], "aisle": clips["h265"], "till": clips["sound"]}
    )
    locked = rtsp_server({"back": clips["h264"]}, user=USER, password=PASSWORD)
    shop = CommandLine(tmp_path)
    shop.init()
    cameras = {"front": "h264", "aisle": "h265", "till": "sound", "back": "h264"}
    for name in ("front", "aisle", "till"):
        shop.add_camera(name, open_cameras.url(name))
    shop.add_camera("back", locked.url("back"), user=USER, password=PASSWORD)
    short_volumes(shop)

    started = time.time_ns() // 1000
    assert shop.run("record", "--for", str(seconds)).code == 0
    listed = shop.good("footage", "list")["footage"]
    ends = {row["camera"]: row for row in listed}
    assert set(ends) == set(cameras)
    assert all(row["seconds"] > seconds - 6 for row in listed)

    asked = [
        "--from",
        iso(started),
        "--to",
        iso(time.time_ns() // 1000),
        "--purpose",
        "theft-prevention",
    ]
    out = tmp_path / "out"
    out.mkdir()
    every = [word for name in cameras for word in ("--camera", name)]
    for approvers in (["sato"], ["suzuki"], ["sato", "sato"]):
        approve = [word for login in approvers for word in ("--approve", login)]
        refused = shop.run(
            "footage", "export", *every, *asked, *approve, "--out", str(out),
            secrets=passwords(*approvers),
        )  # fmt: skip
        assert refused.code == 3, refused
    assert list(out.iterdir()) == []

    both = ["--approve", "sato", "--approve", "suzuki"]
    files = shop.good(
        "footage", "export", *every, *asked, *both, "--out", str(out),
        secrets=passwords("sato", "suzuki"),
    )["files"]  # fmt: skip
    assert len(files) == len(cameras)
    for row in files:
        path = Path(row["file"])
        assert sha256(path.read_bytes()).hexdigest() == row["sha256"]
        exported = slices(path)
        assert len(exported) > (seconds - 6) * 10
        assert runs_in(exported, slices(clips[cameras[row["camera"]]])), row["camera"]

    assert shop.good("audit", "verify")["ok"]
    assert shop.good("check")["ok"]
    actions = [row["action"] for row in shop.good("audit", "list")["records"]]
    assert actions.count("footage.refused") + actions.count("approval.refused") == 3
    assert "footage.exported" in actions
    assert PASSWORD not in shop.said
    assert not any(password in shop.said for password in passwords("sato", "suzuki").values())
    assert volumes_of_each(shop) >= 2


def short_volumes(shop: CommandLine) -> None:
    """Volumes of ten seconds, so that a short recording crosses their boundaries."""
    from shopguard.app.shop import Shop
    from shopguard.base.home import Home

    with Shop.open(Home(shop.home)) as opened:
        settings: Settings = opened.settings
        settings.set("volume_seconds", 10)


def volumes_of_each(shop: CommandLine) -> int:
    return min(len(list(folder.glob("*.sgv"))) for folder in (shop.home / "volumes").iterdir())
