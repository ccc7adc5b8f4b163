"""A still on paper: numbered, marked, and in the log before there is anything to print (J-15)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtPdf import QPdfDocument
from sqlalchemy import select

from shopguard.access.policy import Purpose
from shopguard.app.acts.footage import open_viewing
from shopguard.app.acts.people import let_leave, set_relaxed
from shopguard.app.acts.stills import make_still, still_not_printed
from shopguard.base.clock import DAY, SECOND, parse_time
from shopguard.base.errors import Refused, ShopGuardError, Unavailable
from shopguard.base.span import Span
from shopguard.base.texts import LANGUAGES, Language
from shopguard.cameras.register import Camera
from shopguard.cameras.source import VideoCodec
from shopguard.database import schema
from shopguard.door.viewing import EndReason, OpenFootage
from shopguard.playback import still as playback_still
from shopguard.playback.pictures import Picture
from shopguard.playback.still import StillFacts, png, still_pdf
from tests.fakes.full_shop import FullShop


@pytest.fixture
def full(tmp_path: Path) -> Iterator[FullShop]:
    shop = FullShop(tmp_path)
    yield shop
    shop.close()


@pytest.fixture
def camera(full: FullShop) -> Camera:
    camera = full.camera()
    full.record(camera)
    full.clock.advance(10 * SECOND)
    return camera


def look(full: FullShop, camera: Camera, *logins: str) -> OpenFootage:
    span = Span(full.clock.utc_us() - 10 * SECOND, full.clock.utc_us())
    with full.proofs(*(logins or ("sato", "suzuki"))) as proofs:
        return open_viewing(
            full.shop, proofs, purpose=Purpose.SAFETY, cameras=[camera.id], span=span, note="棚"
        )


def log(full: FullShop, action: str) -> list[dict[str, Any]]:
    record = schema.audit_record
    with full.shop.catalogue.read() as db:
        query = select(record.c.body).where(record.c.action == action).order_by(record.c.seq)
        return [json.loads(body) for body in db.scalars(query)]


def words_of(pdf: bytes) -> str:
    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    assert document.pageCount() == 1
    return document.getAllText(0).text()


@pytest.mark.requirement("J-12", "J-15")
@pytest.mark.parametrize("codec", [VideoCodec.H264, VideoCodec.H265])
def test_prints_are_numbered_marked_and_logged(full: FullShop, codec: VideoCodec) -> None:
    camera = full.camera()
    full.record(camera, codec=codec)
    full.clock.advance(10 * SECOND)
    with look(full, camera) as viewing:
        at_us = viewing.request_span.start + SECOND // 2
        made = [make_still(full.shop, viewing, camera.id, at_us, "ja") for _ in range(2)]
    assert [still.number for still in made] == [1, 2]
    entries = log(full, "footage.printed")
    assert [entry["detail"]["number"] for entry in entries] == [1, 2]
    assert all(len(entry["people"]) == 2 and entry["purpose"] == "safety" for entry in entries)
    assert entries[0]["cameras"] == [camera.id]
    assert len(entries[0]["detail"]["picture"]) == 64
    said = words_of(made[1].pdf)
    for words in ("第2号", "入口", "No. 2", "sato・suzuki", "試験店"):
        assert words in said
    assert said.count("sato・suzuki") > 3  # across the picture, again and again


@pytest.mark.requirement("J-15")
def test_nothing_is_made_when_it_cannot_be_written_down(
    full: FullShop, camera: Camera, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[object] = []
    monkeypatch.setattr(playback_still, "still_pdf", lambda *words: made.append(words))
    with look(full, camera) as viewing:

        def broken(*_words: object) -> None:
            raise Unavailable("catalogue.busy")

        monkeypatch.setattr(full.shop.ledger, "append", broken)
        with pytest.raises(Unavailable):
            make_still(full.shop, viewing, camera.id, viewing.request_span.start, "ja")
        monkeypatch.undo()
    assert made == []


@pytest.mark.requirement("J-3", "J-15")
def test_the_table_is_asked_of_the_viewers_as_they_are_now(full: FullShop, camera: Camera) -> None:
    with full.proofs("sato", "suzuki") as proofs:
        set_relaxed(full.shop, proofs, relaxed=True)
    full.record(camera)
    full.clock.advance(10 * SECOND)
    with look(full, camera, "sato") as alone:
        at_us = alone.request_span.start
        assert make_still(full.shop, alone, camera.id, at_us, "en").number == 1
        with full.proofs("sato", "suzuki") as proofs:
            set_relaxed(full.shop, proofs, relaxed=False)
        with pytest.raises(Refused):
            make_still(full.shop, alone, camera.id, at_us, "en")
    with look(full, camera, "sato", "suzuki") as both:
        with full.proofs("sato", "sheet") as proofs:
            let_leave(full.shop, proofs, full.shop.people.by_login("suzuki"))
        with pytest.raises(Refused):
            make_still(full.shop, both, camera.id, both.request_span.start, "en")
    assert len(log(full, "footage.printed")) == 1
    assert len(log(full, "footage.refused")) == 2


@pytest.mark.requirement("J-13")
def test_training_that_lapses_during_a_viewing_ends_printing(
    full: FullShop, camera: Camera
) -> None:
    with look(full, camera) as viewing:
        full.clock.advance(366 * DAY)
        with pytest.raises(Refused):
            make_still(full.shop, viewing, camera.id, viewing.request_span.start, "ja")


def test_an_ended_viewing_prints_nothing(full: FullShop, camera: Camera) -> None:
    viewing = look(full, camera)
    viewing.close(EndReason.LOCKED)
    with pytest.raises(Refused):
        make_still(full.shop, viewing, camera.id, viewing.request.span.start, "ja")
    assert log(full, "footage.printed") == []


def test_a_gap_and_what_was_not_granted_are_not_printed(full: FullShop, camera: Camera) -> None:
    other = full.camera("売場A")
    full.record(other)
    with look(full, camera) as viewing:
        for camera_id, us in (
            (camera.id, viewing.request_span.start + 5 * SECOND),
            (camera.id, viewing.request_span.start - SECOND),
            (other.id, viewing.request_span.start),
        ):
            with pytest.raises(ShopGuardError):
                make_still(full.shop, viewing, camera_id, us, "ja")
    assert log(full, "footage.printed") == []


@pytest.mark.requirement("J-15")
def test_a_printer_that_fails_uses_the_number_up(full: FullShop, camera: Camera) -> None:
    with look(full, camera) as viewing:
        at_us = viewing.request_span.start
        still_not_printed(
            full.shop, viewing, make_still(full.shop, viewing, camera.id, at_us, "ja")
        )
        assert make_still(full.shop, viewing, camera.id, at_us, "ja").number == 2
    outcomes = [(e["outcome"], e["detail"]["number"]) for e in log(full, "footage.printed")]
    assert outcomes == [("done", 1), ("failed", 1), ("done", 2)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_who_looked_in_both_languages(language: Language) -> None:
    at_us = parse_time("2026-11-20T18:05:05+09:00")
    facts = StillFacts(7, "みどり薬局", "入口", ("佐藤 花子", "鈴木 一郎"), "safety", at_us)
    picture = Picture(at_us, np.zeros((90, 160, 3), np.uint8))
    assert "佐藤 花子・鈴木 一郎" in words_of(still_pdf(picture, facts, language))


def test_the_picture_itself_is_kept_without_loss() -> None:
    dice = np.random.default_rng(1)
    rgb = dice.integers(0, 255, (18, 32, 3), np.uint8)
    back = cv2.imdecode(np.frombuffer(png(rgb), np.uint8), cv2.IMREAD_COLOR)
    assert back is not None
    assert (back[:, :, ::-1] == rgb).all()
