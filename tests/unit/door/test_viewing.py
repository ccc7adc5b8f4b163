"""A viewing ends at once, whoever is still reading; a long one keeps only a few files open."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from shopguard.base.clock import SECOND
from shopguard.base.errors import Refused
from shopguard.door import volumes
from shopguard.door.viewing import EndReason
from shopguard.door.volumes import FragmentRef, GrantedVolume
from shopguard.footage.fragment import Fragment
from shopguard.footage.store import FootageStore
from shopguard.playback.frames import Frames, Shot
from tests.fakes.viewings import CAMERA, START, recorded, viewing, write_volume

SIZE = (160, 90)


class Held:
    """A read that stands still until it is let go."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.begun, self.go_on = threading.Event(), threading.Event()
        read = GrantedVolume.read

        def held(volume: GrantedVolume, ref: FragmentRef) -> Fragment:
            self.begun.set()
            self.go_on.wait(60)
            return read(volume, ref)

        monkeypatch.setattr(GrantedVolume, "read", held)


@pytest.mark.requirement("J-3")
def test_ending_never_waits_and_what_is_just_decoded_is_not_handed_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held(monkeypatch)
    open_one = viewing(write_volume(tmp_path, "v", recorded(1)))
    frames = Frames(open_one, FootageStore.__new__(FootageStore), CAMERA)
    came: list[Shot | Refused] = []

    def look() -> None:
        try:
            came.append(frames.at(START, SIZE))
        except Refused as refused:
            came.append(refused)

    reading = threading.Thread(target=look)
    reading.start()
    assert held.begun.wait(60)
    open_one.end(EndReason.LOCKED)  # on the window's thread: returns though a read stands still
    with pytest.raises(Refused):
        open_one.fragment_at(CAMERA, START)
    held.go_on.set()
    reading.join(60)
    assert [type(each) for each in came] == [Refused]


def test_the_reason_given_first_is_the_one_logged_once(tmp_path: Path) -> None:
    ended: list[EndReason] = []
    volume = write_volume(tmp_path, "v", recorded(1))
    open_one = viewing(volume, ended=ended)
    open_one.fragments(CAMERA)
    open_one.end(EndReason.IDLE)
    assert ended == []
    for _ in range(2):
        open_one.close(EndReason.CLOSED)
    assert ended == [EndReason.IDLE]
    assert volume[2] == bytes(len(volume[2]))  # the key itself is wiped


def test_a_long_viewing_keeps_only_a_few_volumes_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(volumes, "MOST_OPEN", 2)
    written = [
        write_volume(tmp_path, f"v{n}", recorded(1, start_us=START + n * SECOND)) for n in range(5)
    ]
    open_one = viewing(*written)
    assert len(open_one.fragments(CAMERA)) == 5
    for n in (4, 0, 3, 1, 2, 2, 0):
        ref = open_one.fragment_at(CAMERA, START + n * SECOND + SECOND // 2)
        assert ref is not None
        assert open_one.read(ref).start_us == written[n][0].span.start
        opened = [each for each in open_one._volumes.of(CAMERA) if each._reader is not None]
        assert len(opened) <= 2
    after = open_one.next_fragment(CAMERA, START + SECOND + 1)
    before = open_one.previous_fragment(CAMERA, START + SECOND)
    assert after is not None
    assert before is not None
    assert after.volume_id == "v2"
    assert before.volume_id == "v0"
