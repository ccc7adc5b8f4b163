"""``shopguard verify`` on a package that was damaged on its way: exit 4, and what and where."""

from __future__ import annotations

import io
import json
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import pyzipper
from cryptography.hazmat.primitives.asymmetric import rsa

from shopguard.app.acts import provision as acts
from shopguard.app.acts.provide import Provided, provide
from shopguard.app.cli import run
from shopguard.app.cli.output import take_global_options
from shopguard.base.clock import SECOND
from shopguard.base.span import Span
from shopguard.cameras.source import VideoCodec
from shopguard.evidence import onvif
from shopguard.evidence.signing import fingerprint
from tests.fakes.full_shop import FullShop
from tests.fakes.made_packages import Files, write_folder
from tests.fakes.requests import filled, scans_for
from tests.journeys.command_line import PROGRAM

CLIP, OTHER = "media/c01-01.mp4", "media/c02-01.mp4"
Change = Callable[[Files], Files]


@dataclass(frozen=True)
class Given:
    """A package of two cameras as somebody received it, and the paper cover sheet's key."""

    made: Provided
    files: Files
    key: str
    start_us: int


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Given]:
    key = rsa.generate_private_key(65537, 2048)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(onvif.rsa, "generate_private_key", lambda *_: key)
        yield handed_out(tmp_path_factory.mktemp("shop"))


def handed_out(folder: Path) -> Given:
    full, start = FullShop(folder), 0
    try:
        start = full.clock.utc_us()
        cameras = [full.camera(name).id for name in ("入口", "売場A")]
        for camera, codec in zip(cameras, (VideoCodec.H264, VideoCodec.H265), strict=True):
            full.record(full.shop.cameras.get(camera), 4, codec=codec)
        full.clock.advance(5 * SECOND)
        with full.proofs("sato", "suzuki") as proofs:
            acts.open_provision(
                full.shop, proofs[:1], ground="police-inquiry", fields=filled("police-inquiry"),
                cameras=cameras, span=Span(start, start + 4 * SECOND),
                scans=scans_for("police-inquiry"),
            )  # fmt: skip
            made = provide(full.shop, proofs, "1", folder)
        mark = fingerprint(full.shop.ledger.public)
    finally:
        full.close()
    with pyzipper.AESZipFile(made.package.path) as zipped:
        zipped.setpassword(made.password.encode())
        names = zipped.namelist()
        files = {name.partition("/")[2]: zipped.read(name) for name in names}
    return Given(made, files, mark, start)


@pytest.fixture(params=["the zip", "unpacked"])
def told(
    request: pytest.FixtureRequest, given: Given, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Callable[[Files], tuple[int, Any]]:  # fmt: skip
    """Exit code and JSON of ``shopguard verify`` for these files, zipped or in a folder."""

    def asked(files: Files) -> tuple[int, Any]:
        folder = tmp_path / "provision-000001"
        path = write_folder(files, folder)
        if request.param == "the zip":
            path = zipped(files, tmp_path / "package.zip", given.made.password)
        monkeypatch.setattr("sys.stdin", io.StringIO(given.made.password + "\n"))
        words = ["verify", str(path), "--password-stdin", "--fingerprint", given.key]
        code = run(*take_global_options([*words, "--json", "--language", "en"]))
        return code, json.loads(capsys.readouterr().out)

    return asked


def zipped(files: Files, path: Path, password: str) -> Path:
    """Put together again by somebody who knows the password."""
    with pyzipper.AESZipFile(path, "w") as out:
        out.setpassword(password.encode())
        version = pyzipper.zipfile_aes.WZ_AES_V2
        out.setencryption(pyzipper.WZ_AES, nbits=256, force_wz_aes_version=version)
        for name, data in files.items():
            out.writestr(f"provision-000001/{name}", data)
    return path


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def in_second(files: Files, second: int) -> Files:
    """A byte of that second's pictures is another one."""
    rows = json.loads(files["manifest.json"])["files"]
    (row,) = (each for each in rows if each["path"] == CLIP)
    group = [piece for piece in row["pieces"] if piece["what"] == "gop"][second]
    return files | {CLIP: flipped(files[CLIP], group["at"] + group["bytes"] // 2)}


@pytest.mark.requirement("J-7", "T-4")
def test_as_it_was_handed_out_it_is_good(given: Given, told: Callable[[Files], Any]) -> None:
    code, said = told(given.files)
    assert (code, said["verdict"], said["findings"], said["compared"]) == (0, "GOOD", [], True)


@pytest.mark.requirement("J-7", "T-4")
def test_a_changed_byte_of_a_clip_is_told_by_its_second(
    given: Given, told: Callable[[Files], Any]
) -> None:
    code, said = told(in_second(given.files, 2))
    assert (code, said["verdict"], said["ok"]) == (4, "CHANGED", False)
    (found,) = said["findings"]
    start = given.start_us + 2 * SECOND
    assert (found["kind"], found["file"]) == ("pictures", CLIP)
    assert (found["start_us"], found["end_us"]) == (start, start + SECOND)
    assert CLIP in found["words"]


SCENES: dict[str, tuple[Change, str, set[tuple[str, str]]]] = {
    "a clip is missing": (
        lambda f: {name: data for name, data in f.items() if name != OTHER},
        "INCOMPLETE", {("missing", OTHER)},
    ),
    "a paper is missing": (
        lambda f: {name: data for name, data in f.items() if name != "record.pdf"},
        "INCOMPLETE", {("missing", "record.pdf")},
    ),
    "a file was added": (
        lambda f: f | {"media/c03-01.mp4": f[CLIP]},
        "CHANGED", {("added", "media/c03-01.mp4")},
    ),
    "two clips changed places": (
        lambda f: f | {CLIP: f[OTHER], OTHER: f[CLIP]},
        "CHANGED", {(kind, name) for kind in ("bytes", "pictures") for name in (CLIP, OTHER)},
    ),
    "a clip was cut short": (
        lambda f: f | {CLIP: f[CLIP][:-5]},
        "CHANGED", {("shorter", CLIP), ("bytes", CLIP)},
    ),
    "the record was rewritten": (
        lambda f: f | {"record.pdf": flipped(f["record.pdf"], 100)},
        "CHANGED", {("bytes", "record.pdf")},
    ),
    "the manifest was rewritten": (
        lambda f: f | {"manifest.json": f["manifest.json"].replace(b"4", b"5", 1)},
        "CHANGED", {("signature", "manifest.sig")},
    ),
}  # fmt: skip


# Clips differ in length too; and of a manifest that was rewritten nothing can be believed any more.
LOOSE = ("two clips changed places", "the manifest was rewritten")


@pytest.mark.requirement("J-7", "T-4")
@pytest.mark.parametrize("scene", SCENES)
def test_what_happened_to_it_is_named(
    given: Given, told: Callable[[Files], Any], scene: str
) -> None:
    change, verdict, expected = SCENES[scene]
    code, said = told(change(given.files))
    found = {(each["kind"], each["file"]) for each in said["findings"]}
    assert (code, said["verdict"]) == (4, verdict)
    assert found >= expected
    if scene not in LOOSE:
        assert found == expected
    assert all(each["words"] for each in said["findings"])


@pytest.mark.requirement("J-7", "T-4")
def test_a_package_of_another_shop_is_not_the_one_expected(
    given: Given, told: Callable[[Files], Any], tmp_path_factory: pytest.TempPathFactory
) -> None:
    stranger = handed_out(tmp_path_factory.mktemp("stranger"))
    code, said = told(stranger.files)
    assert (code, said["verdict"], said["fingerprint"]) == (4, "CHANGED", stranger.key)
    assert [(each["kind"], each["file"]) for each in said["findings"]] == [("key", "manifest.json")]


@pytest.mark.requirement("J-7", "T-4")
def test_a_byte_changed_in_the_zip_itself_ends_a_real_process_with_4(
    given: Given, tmp_path: Path
) -> None:
    data = given.made.package.path.read_bytes()
    bad = tmp_path / "bad.zip"
    bad.write_bytes(flipped(data, data.index(b"c01-01.mp4") + len(given.files[CLIP]) // 2))
    done = subprocess.run(
        [*PROGRAM, "verify", str(bad), "--password-stdin", "--json"],
        input=given.made.password + "\n", capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    said = json.loads(done.stdout)
    assert (done.returncode, said["verdict"]) == (4, "CHANGED")
    assert {(each["kind"], each["file"]) for each in said["findings"]} == {
        ("bytes", CLIP), ("pictures", CLIP),
    }  # fmt: skip
    assert given.made.password not in done.stdout + done.stderr
