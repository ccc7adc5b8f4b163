"""``shopguard camera test`` as a person runs it."""

from __future__ import annotations

import json
import socket

import pytest

from shopguard.app.cli import main


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
