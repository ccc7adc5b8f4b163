"""What the review page stands on: a real shop, real volumes, a viewing two people opened."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from shopguard.base.clock import SECOND
from shopguard.base.errors import Refused
from shopguard.base.span import Span
from shopguard.cameras.source import VideoCodec
from shopguard.database import schema
from tests.fakes.full_shop import FullShop
from tests.fakes.small_shop import password_of
from ui.engine.shop import EngineShop
from ui.model import Credentials, Picture
from ui.review.model import EndReason, Footage, LookRequest, NoPicture, Pair

SIZE = (320, 192)


class Opened:
    """Two cameras, one of them H.265, looked at by both managers."""

    def __init__(self, folder: Path) -> None:
        self.full = FullShop(folder)
        names = {"入口": VideoCodec.H264, "売場A": VideoCodec.H265}
        self.start = self.full.clock.utc_us()
        self.cameras = [self.full.camera(name) for name in names]
        for camera, codec in zip(self.cameras, names.values(), strict=True):
            self.full.record(camera, start_us=self.start, codec=codec)
        self.full.clock.advance(10 * SECOND)
        self.shop = EngineShop(self.full.shop)
        self.footage = self.open()

    def open(self) -> Footage:
        who = self.shop.sign_in(Credentials("sato", password_of("sato")))
        pair = Pair(who, Credentials("suzuki", password_of("suzuki")))
        ids = tuple(camera.id for camera in self.cameras)
        span = Span(self.start, self.start + 10 * SECOND)
        return self.shop.door.open(LookRequest("safety", ids, span), pair)

    def log(self, action: str) -> list[dict[str, Any]]:
        record = schema.audit_record
        with self.full.reopen().catalogue.read() as db:
            query = select(record.c.body).where(record.c.action == action).order_by(record.c.seq)
            return [json.loads(body) for body in db.scalars(query)]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    opened = Opened(tmp_path)
    yield opened
    opened.full.close()


def test_both_codecs_are_shown_and_what_is_missing_is_said(opened: Opened) -> None:
    for camera in opened.cameras:
        frames = opened.footage.frames(camera.id)
        assert isinstance(frames.at(opened.start + SECOND, SIZE, quick=False), Picture)
        assert isinstance(frames.at(opened.start + 5 * SECOND, SIZE, quick=False), NoPicture)
        assert opened.footage.damage(camera.id) == ()


@pytest.mark.requirement("J-3")
def test_once_ended_nothing_more_is_given_though_it_is_not_closed_yet(opened: Opened) -> None:
    frames = opened.footage.frames(opened.cameras[0].id)
    frames.at(opened.start, SIZE, quick=True)
    opened.footage.end(EndReason.LOCKED)
    assert opened.footage.remaining_s() == 0
    for ask in (
        lambda: frames.at(opened.start, SIZE, quick=True),
        lambda: frames.step(opened.start, SIZE, forward=True),
        lambda: opened.footage.still(opened.cameras[0].id, opened.start, "ja"),
    ):
        with pytest.raises(Refused):
            ask()


@pytest.mark.requirement("J-14")
def test_no_viewing_outlives_the_shop_and_each_has_its_closing_entry(opened: Opened) -> None:
    opened.footage.end(EndReason.LOCKED)  # and the background never came to close it
    other = opened.open()
    opened.shop.close()
    assert other.remaining_s() == 0
    reasons = [entry["detail"]["reason"] for entry in opened.log("footage.closed")]
    assert sorted(reasons) == ["closed", "locked"]


@pytest.mark.requirement("J-15")
def test_a_still_comes_numbered_from_the_engine(opened: Opened) -> None:
    page = opened.footage.still(opened.cameras[1].id, opened.start + SECOND, "en")
    assert page.number == 1
    assert page.pdf.startswith(b"%PDF")
    opened.footage.not_printed(page)
    opened.shop.close()
    outcomes = [entry["outcome"] for entry in opened.log("footage.printed")]
    assert outcomes == ["done", "failed"]
