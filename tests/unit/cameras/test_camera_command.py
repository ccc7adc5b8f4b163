"""``shopguard camera test`` as a person runs it."""

from __future__ import annotations

import io
import json
import socket
from pathlib import Path

import pytest

from shopguard.app.cli import main
from tests.fakes.full_shop import FullShop
from tests.fakes.onvif_camera import FakeOnvif
from tests.fakes.web_camera import PASSWORD, USER


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    with pytest.raises(SystemExit) as left:
        main(["camera", "test", *words])
    code = left.value.code
    assert isinstance(code, int)
    return code, "".join(capsys.readouterr())


@pytest.mark.requirement("G-6.6")
def test_a_camera_that_does_not_answer_is_outside_and_unavailable(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    code, words = run(capsys, f"rtsp://viewer:s3cret-9@127.0.0.1:{port}/x", "--json")
    assert code == 5
    assert json.loads(words)["problems"] == ["loss.refused"]
    assert "s3cret" not in words


def test_a_hostile_address_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    code, words = run(capsys, "concat:/etc/passwd|x://s3cret-9")
    assert code == 2
    assert "s3cret" not in words


@pytest.mark.requirement("G-2")
def test_a_camera_added_by_onvif_brings_both_stream_addresses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    full = FullShop(tmp_path)
    full.close()
    with FakeOnvif() as camera:
        host = f"127.0.0.1:{camera.port}"
        told = add(full, monkeypatch, capsys, "--onvif", host)
        wrong = add(full, monkeypatch, capsys, "--onvif", host, password="not it")
    assert told[0] == 0
    row = json.loads(told[1])["camera"]
    assert row["url"] == "rtsp://127.0.0.1:554/main?a=1&b=2"
    assert row["sub_url"] == "rtsp://127.0.0.1:554/mid"
    assert wrong[0] == 5
    assert '"code": "onvif.wrong_password"' in wrong[1]


def test_a_camera_is_added_by_address_or_by_onvif_and_not_by_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    full = FullShop(tmp_path)
    full.close()
    assert add(full, monkeypatch, capsys)[0] == 2
    assert add(full, monkeypatch, capsys, "rtsp://192.0.2.1/1", "--onvif", "192.0.2.1")[0] == 2


def add(
    full: FullShop, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    *words: str, password: str = PASSWORD,
) -> tuple[int, str]:  # fmt: skip
    """``camera add`` with the camera's password on standard input."""
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps({USER: password})))
    options = ["--home", str(full.home.path), "--json", "--secrets", "-"]
    with pytest.raises(SystemExit) as left:
        main([*options, "camera", "add", f"前{len(words)}", *words, "--user", USER])
    code = left.value.code
    assert isinstance(code, int)
    return code, "".join(capsys.readouterr())
