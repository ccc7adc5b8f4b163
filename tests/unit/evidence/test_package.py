"""The package: what was recorded, encrypted, with all that is known about it; or nothing."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import av
import pytest
import pyzipper

from shopguard.base.canonical import canonical
from shopguard.base.clock import SECOND
from shopguard.base.span import Span
from shopguard.cameras.source import VideoCodec
from shopguard.door.viewing import OpenFootage
from shopguard.evidence import sealed_zip
from shopguard.evidence.package import needed_bytes
from shopguard.evidence.signing import STATEMENT, fingerprint
from shopguard.footage.chain import genesis
from shopguard.footage.fragment import Fragment, VolumeIdentity
from shopguard.footage.mp4.boxes import VIDEO_TRACK
from shopguard.footage.mp4.fragments import read_fragment
from shopguard.footage.volume import PAGE_BYTES
from tests.fakes.packages import (
    PASSWORD,
    PUBLIC,
    SIGNER,
    contents,
    facts,
    packaged,
    packets,
)
from tests.fakes.viewings import CAMERA, START, recorded, viewing, write_volume


def samples(fragments: list[Fragment]) -> list[bytes]:
    return [bytes(v.data) for f in fragments for v in read_fragment(f.data)[VIDEO_TRACK]]


@pytest.mark.requirement("G-6.2", "J-7")
@pytest.mark.parametrize("codec", list(VideoCodec))
def test_packets_are_those_recorded_across_a_volume_boundary(
    tmp_path: Path, codec: VideoCodec
) -> None:
    fragments = recorded(4, codec=codec)
    open_one = viewing(
        write_volume(tmp_path, "one", fragments[:2]), write_volume(tmp_path, "two", fragments[2:])
    )
    told: list[float] = []
    package = packaged(open_one, tmp_path / "p.zip", progress=told.append)
    assert packets(contents(package.path)["media/c01-01.mp4"]) == samples(fragments)
    assert package.sha256 == hashlib.sha256(package.path.read_bytes()).hexdigest()
    assert package.bytes == package.path.stat().st_size <= needed_bytes(open_one, facts())
    assert told == sorted(told)
    assert told[-1] == 1.0


@pytest.mark.requirement("J-7")
def test_the_manifest_lists_every_file_and_every_piece_of_video(tmp_path: Path) -> None:
    fragments = recorded(3)
    span = Span(START + SECOND // 2, START + SECOND * 5 // 2)
    open_one = viewing(write_volume(tmp_path, "v", fragments), span=span)
    found = contents(packaged(open_one, tmp_path / "p.zip").path)
    manifest = json.loads(found["manifest.json"])
    assert canonical(manifest) == found["manifest.json"]
    unlisted = {"manifest.json", "manifest.sig", "proof.json"}
    assert {file["path"] for file in manifest["files"]} == set(found) - unlisted
    for file in manifest["files"]:
        data = found[file["path"]]
        assert (len(data), hashlib.sha256(data).hexdigest()) == (file["bytes"], file["sha256"])
    (video,) = [file for file in manifest["files"] if file["kind"] == "recorded"]
    data, place = found[video["path"]], 0
    for piece in video["pieces"]:
        assert piece["at"] == place
        part = data[place : place + piece["bytes"]]
        assert piece["sha256"] == hashlib.sha256(part).hexdigest()
        place += len(part)
    assert place == len(data)
    assert [piece["what"] for piece in video["pieces"]] == ["head", "gop", "gop", "gop", "tail"]
    assert [piece["whole"] for piece in video["pieces"][1:-1]] == [True, True, False]
    assert (video["start_us"], video["end_us"]) == (START, span.end)
    SIGNER.public_key().verify(
        bytes.fromhex(found["manifest.sig"].decode()), STATEMENT + found["manifest.json"]
    )
    assert found["verify.html"].count(PUBLIC.hex().encode()) == 1
    assert b"@KEY@" not in found["verify.html"]
    assert manifest["signer"] == {"public": PUBLIC.hex(), "fingerprint": fingerprint(PUBLIC)}
    assert manifest["cameras"][0]["gaps"][0]["cause"] == "timeout"


@pytest.mark.requirement("G-6.2")
def test_the_pieces_carry_the_chain_of_the_recorder(tmp_path: Path) -> None:
    open_one = viewing(write_volume(tmp_path, "v", recorded(3)))
    manifest = json.loads(contents(packaged(open_one, tmp_path / "p.zip").path)["manifest.json"])
    (video,) = [file for file in manifest["files"] if file["kind"] == "recorded"]
    volume = genesis(VolumeIdentity("site", CAMERA, "v"))
    previous = volume.hex()
    for piece in video["pieces"][1:-1]:
        link = piece["link"]
        header = b"".join(
            int(link[name]).to_bytes(size, "big", signed=name.endswith("_us"))
            for name, size in (
                ("seq", 8), ("start_us", 8), ("duration_us", 8), ("key", 1), ("frames", 4),
                ("bytes", 8),
            )
        )  # fmt: skip
        parts = [bytes.fromhex(link[name]) for name in ("previous", "init", "digest")]
        said = hashlib.sha256(parts[0] + volume + header + parts[1] + parts[2]).hexdigest()
        assert (link["previous"], link["hash"]) == (previous, said)
        assert link["digest"] == piece["sha256"]
        previous = said


def test_a_gap_begins_a_new_file_with_its_own_time(tmp_path: Path) -> None:
    early, late = recorded(1), recorded(1, start_us=START + 60 * SECOND)
    open_one = viewing(write_volume(tmp_path, "e", early), write_volume(tmp_path, "l", late))
    found = contents(packaged(open_one, tmp_path / "p.zip").path)
    for number, part in (("01", early), ("02", late)):
        assert packets(found[f"media/c01-{number}.mp4"]) == samples(part)
    assert "2023-11-15 07:13:20 日本時間 (JST)\n2023-11-14 22:13:20 UTC" in (
        found["media/c01-01.srt"].decode()
    )
    assert "2023-11-15 07:14:20 日本時間" in found["media/c01-02.srt"].decode()


def damaged_in_the_middle(tmp_path: Path, fragments: list[Fragment]) -> OpenFootage:
    volume = write_volume(tmp_path, "v", fragments)
    content = bytearray(volume[0].path.read_bytes())
    content[len(content) // PAGE_BYTES // 2 * PAGE_BYTES + 100] ^= 1
    volume[0].path.write_bytes(content)
    return viewing(volume)


@pytest.mark.requirement("G-6.2")
def test_what_is_damaged_is_left_out_and_signed_as_such(tmp_path: Path) -> None:
    fragments = recorded(6)
    package = packaged(damaged_in_the_middle(tmp_path, fragments), tmp_path / "p.zip")
    left_out = {seq for found in package.damaged for seq in range(found.first, found.last + 1)}
    assert left_out
    found = contents(package.path)
    kept = [f for seq, f in enumerate(fragments) if seq not in left_out]
    assert packets(found["media/c01-01.mp4"]) == samples(kept)
    (damaged,) = json.loads(found["manifest.json"])["cameras"][0]["damaged"]
    assert (damaged["volume"], damaged["first"]) == ("v", min(left_out))
    assert damaged["start_us"] == fragments[min(left_out)].start_us


def test_the_time_of_a_file_stays_the_recorders_behind_damage(tmp_path: Path) -> None:
    """The picture before the hole stays for as long, so that the subtitles keep step."""
    package = packaged(damaged_in_the_middle(tmp_path, recorded(6)), tmp_path / "p.zip")
    video = contents(package.path)["media/c01-01.mp4"]
    with av.open(io.BytesIO(video)) as container:
        stream = container.streams.video[0]
        assert stream.time_base is not None
        tick = float(stream.time_base)
        times = [(packet.pts or 0) * tick for packet in container.demux(stream) if packet.size]
    assert times[-1] == pytest.approx(6 - 1 / 25, abs=0.001)
    assert max(late - early for early, late in pairwise(times)) >= 1


@pytest.mark.skipif(shutil.which("7z") is None, reason="needs 7z (Debian: p7zip-full)")
@pytest.mark.parametrize(
    ("wide_from", "limit"),
    [(1 << 30, (1 << 31) - 1), (0, (1 << 31) - 1), (0, 5000)],
    ids=["small", "might have been large", "large"],
)
def test_seven_zip_opens_it_with_the_password_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wide_from: int, limit: int
) -> None:
    monkeypatch.setattr(sealed_zip, "_ZIP64_FROM", wide_from)
    monkeypatch.setattr(pyzipper.zipfile, "ZIP64_LIMIT", limit)
    fragments = recorded(2)
    package = packaged(viewing(write_volume(tmp_path, "v", fragments)), tmp_path / "p.zip")
    out = tmp_path / "out"
    words = ["7z", "x", "-y", f"-o{out}", str(package.path)]
    assert subprocess.run([*words, "-pwrong"], capture_output=True, check=False).returncode
    shutil.rmtree(out)
    subprocess.run([*words, f"-p{PASSWORD}"], capture_output=True, check=True)
    video = out / "provision-000012" / "media" / "c01-01.mp4"
    assert packets(video.read_bytes()) == samples(fragments)
    listed = subprocess.run(["7z", "l", "-slt", str(package.path)], capture_output=True, check=True)
    assert listed.stdout.count(b"AES-256") == len(contents(package.path))
