"""The main job on real cameras: recorded, sealed, refused to one, opened by two, bit for bit."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import av
import pytest

from shopguard.base.clock import iso
from shopguard.evidence.findings import Verdict
from shopguard.evidence.verify import verify
from shopguard.settings.store import Settings
from tests.fakes.packages import contents
from tests.fakes.requests import SCAN, filled
from tests.fakes.rtsp_server import RtspServer
from tests.fakes.streams import split_annexb
from tests.journeys.command_line import Answer, CommandLine, passwords

GROUND = "police-inquiry"
USER, PASSWORD = "kanri", "camera-secret-7788"
_TO_ANNEXB = {"h264": "h264_mp4toannexb", "hevc": "hevc_mp4toannexb"}


def slices(film: bytes) -> list[bytes]:
    """A hash of each picture's coded slices, as they stand in the file."""
    found = []
    with av.open(io.BytesIO(film), "r") as container:
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

    ended = time.time_ns() // 1000
    number = requested(shop, list(cameras), started, ended)
    out = tmp_path / "out"
    out.mkdir()
    for approvers in (["sato"], ["suzuki"], ["sato", "sato"]):
        refused = package_by(shop, number, out, *approvers)
        assert refused.code == 3, refused
    assert list(out.iterdir()) == []

    made = package_by(shop, number, out, "sato", "suzuki")
    assert made.code == 0, made
    package, password = Path(made.data["file"]), made.data["password"]
    assert list(out.iterdir()) == [package]
    assert sha256(package.read_bytes()).hexdigest() == made.data["sha256"]
    assert verify(package, password).verdict is Verdict.GOOD
    inside = contents(package, password)
    manifest = json.loads(inside["manifest.json"])
    names = {camera["number"]: camera["name"] for camera in manifest["cameras"]}
    films = [file for file in manifest["files"] if file["kind"] == "recorded"]
    assert sorted(names[film["camera"]] for film in films) == sorted(cameras)
    for film in films:
        given = slices(inside[film["path"]])
        name = names[film["camera"]]
        assert len(given) > (seconds - 6) * 10
        assert runs_in(given, slices(clips[cameras[name]].read_bytes())), name

    assert shop.good("audit", "verify")["ok"]
    assert shop.good("check")["ok"]
    actions = [row["action"] for row in shop.good("audit", "list")["records"]]
    assert actions.count("footage.refused") + actions.count("approval.refused") == 3
    assert {"provision.opened", "provision.exported", "provision.key_shown"} <= set(actions)
    assert PASSWORD not in shop.said
    assert not any(password in shop.said for password in passwords("sato", "suzuki").values())
    assert volumes_of_each(shop) >= 2


def requested(shop: CommandLine, cameras: list[str], start_us: int, end_us: int) -> str:
    """The number of a police inquiry for all of it."""
    fields, scan = shop.folder / "fields.json", shop.folder / "scan.pdf"
    fields.write_text(json.dumps(filled(GROUND)), encoding="utf-8")
    scan.write_bytes(SCAN)
    opened = shop.good(
        "provision", "open", "--ground", GROUND, "--fields", str(fields), "--scan", str(scan),
        *(word for name in cameras for word in ("--camera", name)),
        "--from", iso(start_us), "--to", iso(end_us),
    )  # fmt: skip
    return str(opened["number"])


def package_by(shop: CommandLine, number: str, out: Path, *logins: str) -> Answer:
    """These people ask for the package."""
    approve = [word for login in logins for word in ("--approve", login)]
    words = ["provision", "export", number, "--out", str(out), *approve]
    return shop.run(*words, secrets=passwords(*logins))


def short_volumes(shop: CommandLine) -> None:
    """Volumes of ten seconds, so that a short recording crosses their boundaries."""
    from shopguard.app.shop import Shop
    from shopguard.base.home import Home

    with Shop.open(Home(shop.home)) as opened:
        settings: Settings = opened.settings
        settings.set("volume_seconds", 10)


def volumes_of_each(shop: CommandLine) -> int:
    return min(len(list(folder.glob("*.sgv"))) for folder in (shop.home / "volumes").iterdir())
