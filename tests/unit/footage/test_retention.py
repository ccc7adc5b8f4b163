"""Erasure by age and space, holds, and a clock that must not erase (J-4, T-4, G-6.4)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from shopguard.app.acts.footage import hold, release_holds
from shopguard.base.clock import DAY, HOUR, SECOND
from shopguard.base.errors import InvalidInput, Refused
from shopguard.base.span import Span
from shopguard.cameras.register import Camera
from shopguard.database import schema
from shopguard.footage.check import Fault, Level, check, note_digests
from shopguard.footage.retention import CameraRule, Retention, RetentionRules
from shopguard.footage.store import VolumeState
from shopguard.footage.timekeeper import TrustedTime
from tests.fakes.full_shop import FullShop

RULES = RetentionRules(days=14, max_bytes=None, reserve_bytes=0, ballast_bytes=1 << 20)


@pytest.fixture
def full(tmp_path: Path) -> Iterator[FullShop]:
    shop = FullShop(tmp_path)
    yield shop
    shop.close()


@pytest.fixture
def camera(full: FullShop) -> Camera:
    return full.camera()


def days_of_footage(full: FullShop, camera: Camera, days: int) -> list[str]:
    """One volume a day, the oldest first; the clock ends a minute after the last."""
    ids = []
    for _ in range(days):
        volume, _fragments = full.record(camera, 1)
        ids.append(volume.id)
        full.clock.advance(DAY)
    full.clock.advance(60 * SECOND - DAY)
    return ids


def left(full: FullShop) -> list[str]:
    return [volume.id for volume in full.shop.store.volumes()]


@pytest.mark.requirement("J-4", "T-4", "G-6.4")
def test_what_is_older_than_the_rule_ends_key_first(full: FullShop, camera: Camera) -> None:
    ids = days_of_footage(full, camera, 18)
    paths = {volume.id: volume.path for volume in full.shop.store.volumes()}
    report = full.shop.retention.run(RULES, full.clock.utc_us())
    assert [volume.id for volume in report.erased] == ids[:4]
    assert left(full) == ids[4:]
    assert not any(paths[gone].exists() for gone in ids[:4])
    with full.shop.catalogue.read() as db:
        rows = db.execute(select(schema.volume).where(schema.volume.c.id.in_(ids[:4]))).all()
    assert {(row.state, row.sealed_key, row.erase_reason) for row in rows} == {
        ("erased", None, "age")
    }
    assert len(full.shop.retention.erased_since(0)) == 4


@pytest.mark.requirement("J-4")
def test_space_ends_the_oldest_whatever_camera(full: FullShop, camera: Camera) -> None:
    ids = days_of_footage(full, camera, 4)
    size = full.shop.store.volumes()[0].head.bytes
    bound = RetentionRules(14, 2 * size + size // 2, 0, 0)
    full.shop.retention.run(bound, full.clock.utc_us())
    assert left(full) == ids[2:]


def test_a_camera_may_have_its_own_bounds(full: FullShop, camera: Camera) -> None:
    other = full.camera("売場A")
    mine, theirs = days_of_footage(full, camera, 3), days_of_footage(full, other, 3)
    size = full.shop.store.volumes()[0].head.bytes
    rules = RetentionRules(
        14, None, 0, 0, cameras={camera.id: CameraRule(14, size), other.id: CameraRule(1)}
    )
    full.shop.retention.run(rules, full.clock.utc_us())
    assert set(left(full)) == {mine[2], theirs[2]}


def test_a_full_disk_overwrites_the_oldest_and_never_the_open_one(
    full: FullShop, camera: Camera
) -> None:
    ids = days_of_footage(full, camera, 3)
    open_one, _ = full.record(camera, 1, start_us=full.clock.utc_us(), close=False)
    shop = full.shop
    tight = Retention(
        full.home, shop.catalogue, shop.store, shop.holds, shop.ledger, full.clock, lambda: 0
    )
    report = tight.make_room(RetentionRules(14, None, 1, 0))
    assert [volume.id for volume in report.erased] == ids[:1]
    assert not report.short
    tight.make_room(RetentionRules(14, None, 1 << 40, 0))
    assert left(full) == [open_one.id]
    assert tight.make_room(RetentionRules(14, None, 1 << 40, 0)).short
    open_one.writer.close()


@pytest.mark.requirement("T-4")
def test_what_is_held_stays_and_the_rest_goes(full: FullShop, camera: Camera) -> None:
    ids = days_of_footage(full, camera, 18)
    held = full.shop.store.volume(ids[1])
    assert held is not None
    with full.proofs("sato") as proofs:
        (placed,) = hold(
            full.shop, proofs, cameras=[camera.id], span=held.span, ground="police call"
        )
    full.shop.retention.run(RULES, full.clock.utc_us())
    assert left(full) == [ids[1], *ids[4:]]
    everything = RetentionRules(14, 1, 0, 0)
    assert full.shop.retention.run(everything, full.clock.utc_us()).short is False
    assert full.shop.retention.run(everything, full.clock.utc_us()).short
    assert left(full) == [ids[1]]
    with full.proofs("sato") as proofs, pytest.raises(Refused):
        release_holds(full.shop, proofs, [placed.id], "done")
    with full.proofs("sato", "suzuki") as proofs:
        release_holds(full.shop, proofs, [placed.id], "done")
    full.shop.retention.run(RULES, full.clock.utc_us())
    assert left(full) == []


def test_only_the_owners_word_overwrites_what_is_held(full: FullShop, camera: Camera) -> None:
    days_of_footage(full, camera, 2)
    span = Span(0, 2**62)
    with full.proofs("sato") as proofs:
        hold(full.shop, proofs, cameras=[camera.id], span=span, ground="police call")
    tight = RetentionRules(14, 1, 0, 0)
    assert full.shop.retention.run(tight, full.clock.utc_us()).short
    assert len(left(full)) == 2
    full.shop.retention.run(RetentionRules(14, 1, 0, 0, overwrite_held=True), full.clock.utc_us())
    assert left(full) == []


def test_a_hold_expires_by_itself(full: FullShop, camera: Camera) -> None:
    days_of_footage(full, camera, 1)
    with full.proofs("sato") as proofs:
        hold(full.shop, proofs, cameras=[camera.id], span=Span(0, 2**62), ground="x", days=20)
    full.clock.advance(19 * DAY)
    full.shop.retention.run(RULES, full.clock.utc_us())
    assert len(left(full)) == 1
    full.clock.advance(2 * DAY)
    full.shop.retention.run(RULES, full.clock.utc_us())
    assert left(full) == []


def test_holds_have_a_quota_and_a_reason(full: FullShop, camera: Camera) -> None:
    days_of_footage(full, camera, 2)
    full.shop.settings.set("retention_bytes", 100)
    with full.proofs("sato") as proofs:
        with pytest.raises(Refused):
            hold(full.shop, proofs, cameras=[camera.id], span=Span(0, 2**62), ground="x")
        with pytest.raises(InvalidInput):
            hold(full.shop, proofs, cameras=[camera.id], span=Span(0, 1), ground=" ")
    assert full.shop.holds.active() == []


def test_an_interrupted_erasure_is_finished_at_the_next_start(
    full: FullShop, camera: Camera, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = days_of_footage(full, camera, 2)
    monkeypatch.setattr(Retention, "_unlink", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        full.shop.retention.erase(full.shop.store.volumes(), "age")
    monkeypatch.undo()
    assert len(full.shop.store.volumes(states=(VolumeState.ERASING,))) == 2
    shop = full.reopen()
    assert shop.retention.resume() == 2
    assert shop.store.volumes() == []
    assert not list(full.home.volumes.rglob("*.sgv"))
    assert ids


@pytest.mark.requirement("G-6.4")
def test_after_rotation_old_copies_of_the_catalogue_open_nothing(
    full: FullShop, camera: Camera
) -> None:
    days_of_footage(full, camera, 2)
    gone, kept = full.shop.store.volumes()
    full.shop.retention.erase([gone], "age")
    full.shop.epochs.rotate()
    with pytest.raises(Exception, match="epoch"):
        full.reopen().epochs.unwrap(gone.epoch, gone.id, gone.sealed_key or b"")
    now = full.shop.store.volume(kept.id)
    assert now is not None
    assert full.shop.epochs.unwrap(now.epoch, now.id, now.sealed_key or b"")


# --- the clock ---------------------------------------------------------------------------------


def keeper(full: FullShop, *, synchronised: bool | None = None) -> TrustedTime:
    return TrustedTime(full.shop.catalogue, full.clock, lambda: synchronised)


@pytest.mark.parametrize("step", [HOUR, -HOUR, 365 * DAY, -365 * DAY])
def test_a_step_puts_the_date_in_doubt_and_erases_nothing_by_age(
    full: FullShop, camera: Camera, step: int
) -> None:
    days_of_footage(full, camera, 3)
    time = keeper(full)
    assert time.check().now_us == full.clock.utc_us()
    full.clock.set_wall(full.clock.utc_us() + step)
    full.clock.ticks += 60
    verdict = time.check()
    assert verdict.now_us is None
    assert abs(verdict.step_us - step) < 61 * SECOND
    assert full.shop.retention.run(RULES, verdict.now_us).erased == ()
    full.clock.advance(60 * SECOND)
    assert time.check().now_us is None


def test_a_start_without_a_clock_battery_waits_for_the_right_time(full: FullShop) -> None:
    keeper(full).check()
    right = full.clock.utc_us()
    full.clock.set_wall(0)
    after_boot = keeper(full)
    assert after_boot.check().now_us is None
    full.clock.set_wall(right + HOUR)
    assert after_boot.check().now_us == right + HOUR


def test_a_far_start_is_believed_when_the_system_vouches_or_a_manager_does(full: FullShop) -> None:
    keeper(full).check()
    full.clock.advance(30 * DAY)
    assert keeper(full, synchronised=True).check().now_us == full.clock.utc_us()
    full.clock.advance(30 * DAY)
    doubting = keeper(full, synchronised=None)
    assert doubting.check().now_us is None
    doubting.confirm()
    assert doubting.check().now_us == full.clock.utc_us()


def test_a_shop_closed_over_a_weekend_raises_no_question(full: FullShop) -> None:
    keeper(full).check()
    full.clock.advance(40 * HOUR)
    assert keeper(full).check().now_us == full.clock.utc_us()


# --- looking after the store ---------------------------------------------------------------------


@pytest.mark.requirement("G-10")
def test_a_whole_store_has_no_findings(full: FullShop, camera: Camera) -> None:
    days_of_footage(full, camera, 3)
    assert note_digests(full.shop.catalogue, full.shop.store) == 3
    report = check(full.home, full.shop.catalogue, full.shop.store, Level.BYTES)
    assert report.ok
    assert report.unread == 0
    assert report.bytes_read > 0


@pytest.mark.requirement("G-6.2")
def test_each_fault_is_found_at_its_level(full: FullShop, camera: Camera) -> None:
    days_of_footage(full, camera, 5)
    note_digests(full.shop.catalogue, full.shop.store)
    missing, short, changed, plain, _ = full.shop.store.volumes()
    missing.path.unlink()
    short.path.write_bytes(short.path.read_bytes()[:-16_384])
    content = bytearray(changed.path.read_bytes())
    content[-5] ^= 1
    changed.path.write_bytes(content)
    plain.path.write_bytes(b"SQLite format 3\0" + plain.path.read_bytes()[16:])
    (changed.path.parent / "stranger.sgv").write_bytes(b"?")
    found = {
        level: {
            (f.fault, f.volume_id)
            for f in check(full.home, full.shop.catalogue, full.shop.store, level).findings
        }
        for level in Level
    }
    index = {(Fault.MISSING_FILE, missing.id), (Fault.UNKNOWN_FILE, "")}
    sizes = index | {(Fault.WRONG_SIZE, short.id), (Fault.NOT_ENCRYPTED, plain.id)}
    assert found[Level.INDEX] == index
    assert found[Level.SIZES] == sizes
    assert found[Level.BYTES] == sizes | {(Fault.CHANGED, v.id) for v in (short, changed, plain)}


@pytest.mark.requirement("J-4")
def test_footage_stamped_before_the_clock_was_put_right_is_not_old(
    full: FullShop, camera: Camera
) -> None:
    right, full.clock.now_us = full.clock.now_us, 5 * SECOND  # no clock chip: 1970
    volume, _fragments = full.record(camera, 2, close=False)
    full.clock.now_us = right  # the time service answers: the recorder begins a new volume
    full.shop.store.close_volume(volume.id, volume.writer.close())
    assert full.shop.retention.run(RULES, full.clock.utc_us()).erased == ()
    full.clock.advance(15 * DAY)
    report = full.shop.retention.run(RULES, full.clock.utc_us())
    assert [gone.id for gone in report.erased] == [volume.id]
