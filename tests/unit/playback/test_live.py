"""A live feed shows the newest picture, says how old it is, and keeps up by leaving out."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

import pytest

from shopguard.cameras.source import LossCause, VideoCodec
from shopguard.playback.live import MOST_WAITING, LiveFeed, LivePicture
from shopguard.playback.pace import Effort, Pace
from shopguard.playback.pictures import PictureDecoder
from tests.fakes.streams import coded


def shows(at_us: int, newest: LivePicture) -> bool:
    return newest.picture is not None and newest.picture.at_us == at_us


def wait_for(feed: LiveFeed, good: Callable[[LivePicture], bool]) -> LivePicture:
    deadline = time.monotonic() + 20
    while not good(feed.newest()):
        assert time.monotonic() < deadline, feed.newest()
        time.sleep(0.01)
    return feed.newest()


@pytest.mark.parametrize("codec", list(VideoCodec))
def test_the_newest_picture_is_shown_with_its_age(codec: VideoCodec) -> None:
    info, packets = coded(codec, frames=30)
    feed = LiveFeed((160, 96))
    assert feed.newest() == LivePicture(None, None, None)
    feed.stream(info)
    for packet in packets:
        feed.packet(packet)
    newest = wait_for(
        feed, lambda n: n.picture is not None and n.picture.at_us == packets[-1].arrived_us
    )
    assert newest.picture is not None
    assert newest.picture.rgb.shape == (96, 160, 3)
    assert newest.age_s is not None
    feed.close()


def test_a_loss_is_told_until_packets_come_again() -> None:
    info, packets = coded(frames=2)
    feed = LiveFeed()
    feed.stream(info)
    feed.packet(packets[0])
    wait_for(feed, lambda n: n.picture is not None)
    feed.lost(LossCause.STALLED, "")
    assert feed.newest().cause is LossCause.STALLED
    feed.packet(packets[1])
    assert feed.newest().cause is None
    feed.close()


def test_joining_in_the_middle_waits_for_a_key_frame() -> None:
    info, packets = coded(frames=50, gop=25)
    feed = LiveFeed()
    feed.stream(info)
    for packet in packets[5:30]:
        feed.packet(packet)
    newest = wait_for(
        feed, lambda n: n.picture is not None and n.picture.at_us >= packets[29].arrived_us
    )
    assert newest.picture is not None
    feed.close()


def test_a_flood_is_bounded() -> None:
    info, packets = coded(frames=25, gop=5, size=(640, 360))
    feed = LiveFeed()
    feed.stream(info)
    for _ in range(40):
        for packet in packets:
            feed.packet(packet)
            assert len(feed._waiting) <= MOST_WAITING + 1
    feed.close()
    assert feed.newest().picture is None


def test_after_leaving_out_a_fresh_decoder_goes_on_from_a_key_picture(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What leaving pictures out made the old one hold would stay as long as it."""
    info, packets = coded(frames=75, gop=25)
    efforts = iter([Effort.REFERENCES] * 30 + [Effort.ALL] * 45)
    made: list[bytes] = []
    create = PictureDecoder.__init__

    def counted(self: PictureDecoder, kind: bytes, config: bytes) -> None:
        made.append(kind)
        create(self, kind, config)

    monkeypatch.setattr(PictureDecoder, "__init__", counted)
    monkeypatch.setattr(Pace, "after", lambda *_: next(efforts))
    feed = LiveFeed((160, 96))
    feed.stream(info)
    for half in (packets[:40], packets[40:]):  # more at once than may wait would be left out
        for packet in half:
            feed.packet(packet)
        wait_for(feed, partial(shows, half[-1].arrived_us))
    assert len(made) == 2
    feed.close()
