"""The demo's cameras are real where they can be, looped elsewhere, and say which."""

from __future__ import annotations

import socket
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from shopguard.app.demo import cameras as demo
from shopguard.app.demo.clips import DEMO_CLIPS, SPARE_CLIP, ClipSpec
from shopguard.base.texts import LANGUAGES, text
from shopguard.cameras.url import parse_camera_url


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch, clips: dict[str, Path]) -> dict[str, Path]:
    """The demo's machinery on clips that are quickly made."""
    monkeypatch.setattr(demo, "make_clips", lambda _folder, _specs: dict(clips))
    return clips


@pytest.mark.rtsp
def test_rtsp_cameras_ask_for_a_password_that_is_new_each_time(
    small: dict[str, Path], tmp_path: Path
) -> None:
    if not demo.available():
        pytest.skip("GStreamer's RTSP server is not installed")
    with demo.start_cameras(tmp_path) as first, demo.start_cameras(tmp_path) as second:
        assert first.kind == "rtsp"
        assert [camera.name for camera in first.list] == list(small)
        one, other = first.list[0], second.list[0]
        assert one.password != other.password
        assert one.password not in f"{one!r} {one.url}"
        where = urlsplit(one.url)
        assert where.hostname == "127.0.0.1"
        socket.create_connection((where.hostname, where.port or 0)).close()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((where.hostname, where.port or 0))


def test_without_the_server_files_are_looped(
    small: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo, "available", lambda: False)
    with demo.start_cameras(tmp_path) as cameras:
        assert cameras.kind == "loop"
        parsed = [parse_camera_url(camera.url) for camera in cameras.list]
    assert [url.path_and_query for url in parsed] == [str(path) for path in small.values()]


def test_a_spare_camera_plays_beside_the_shops_own(
    tmp_path: Path, clips: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    clip = next(iter(clips.values()))
    monkeypatch.setattr(demo, "available", lambda: False)
    monkeypatch.setattr(
        demo, "make_clips", lambda _folder, specs: {spec.name: clip for spec in specs}
    )
    with demo.start_cameras(tmp_path) as cameras:
        assert cameras.spare is None
    with demo.start_cameras(tmp_path, spare=True) as cameras:
        assert [camera.name for camera in cameras.list] == [spec.name for spec in DEMO_CLIPS]
        assert cameras.spare is not None
        assert cameras.spare.name == SPARE_CLIP.name


def test_every_camera_and_kind_has_a_name_in_every_language() -> None:
    def code(spec: ClipSpec) -> str:
        return f"demo.camera.{spec.name}"

    codes = [*map(code, (*DEMO_CLIPS, SPARE_CLIP)), "demo.cameras.rtsp", "demo.cameras.loop"]
    for language in LANGUAGES:
        assert len({text(each, language) for each in codes}) == len(codes)
