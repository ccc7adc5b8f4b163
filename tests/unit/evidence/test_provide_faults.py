"""What goes wrong while a package is made: told in register and log, nothing in the clear, again.

From both sides footage leaves by: the desktop's adapter and the act the command line stands on.
"""

from __future__ import annotations

import os
import subprocess

import pytest

from shopguard.app.acts import provide as providing
from shopguard.app.acts import provision as acts
from shopguard.app.acts.export_notes import Export
from shopguard.base.errors import ShopGuardError, Unavailable
from shopguard.evidence.facts import Seal
from shopguard.evidence.findings import Verdict
from shopguard.evidence.provisions import State, Step
from shopguard.evidence.verify import verify
from tests.fakes.handing_out import Counter, Waiting
from ui.tasks import Cancelled


@pytest.mark.requirement("G-6.1", "G-6.2")
def test_a_good_package_leaves_nothing_in_the_clear(counter: Counter) -> None:
    counter.a_second_try_works()


@pytest.mark.requirement("G-6.2", "J-14")
@pytest.mark.parametrize("until", [0.0, 0.3, 0.6, 0.9, 1.0])
def test_thinking_better_of_it_at_the_window_leaves_nothing(counter: Counter, until: float) -> None:
    with pytest.raises((Cancelled, ShopGuardError)):
        counter.desktop(Waiting(until))
    counter.nothing_came_of_it()
    counter.a_second_try_works()


@pytest.mark.requirement("J-14")
def test_the_seat_locking_ends_it_and_leaves_nothing(counter: Counter) -> None:
    """Whoever sat there is not there any more: their proof is gone, and nobody waits."""
    first = counter.full.proof("sato")
    context = Waiting(0.4)
    told = context.progress

    def locks(done: float) -> None:
        told(done)
        if done >= context.until:
            first.wipe()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(context, "progress", locks)
        with pytest.raises((Cancelled, ShopGuardError)):
            counter.desktop(context, first)
    counter.nothing_came_of_it()
    counter.a_second_try_works()


@pytest.mark.requirement("G-6.2")
@pytest.mark.parametrize("side", ["desktop", "given"])
def test_a_stick_pulled_out_while_writing(counter: Counter, side: str) -> None:
    """Its folder goes, with whatever was in it."""
    away = counter.folder / "pocket"
    seal = Export.seal

    def pulled(export: Export, manifest: bytes) -> Seal:
        counter.stick.rename(away)
        return seal(export, manifest)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Export, "seal", pulled)
        with pytest.raises(ShopGuardError):
            getattr(counter, side)()
    assert not list(away.rglob("*.zip"))
    counter.nothing_in_the_clear()
    provision = acts.find(counter.full.shop, "1")
    assert (provision.state, provision.case.entries[-1].kind) == (State.OPEN, Step.FAILED)
    counter.stick.mkdir()
    counter.a_second_try_works()


@pytest.mark.requirement("G-6.2")
@pytest.mark.parametrize("side", ["desktop", "given"])
def test_a_missing_volume_makes_no_package_and_is_told(counter: Counter, side: str) -> None:
    kept = {path: path.read_bytes() for path in counter.volumes()}
    for path in kept:
        path.unlink()
    with pytest.raises(ShopGuardError):
        getattr(counter, side)()
    counter.nothing_came_of_it()
    for path, content in kept.items():
        path.write_bytes(content)
    counter.a_second_try_works()


@pytest.mark.requirement("G-6.2")
def test_damaged_parts_are_left_out_and_stated(counter: Counter) -> None:
    """The rest is handed out, signed as such; the window is told how many parts are missing."""
    (path,) = counter.volumes()
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    handed = counter.desktop()
    assert handed.absent >= 1
    report = verify(handed.path, handed.password)
    assert report.verdict is Verdict.GOOD
    counter.nothing_in_the_clear(handed.password)


@pytest.mark.skipif(os.name != "posix" or not hasattr(os, "geteuid") or os.geteuid() != 0,
                    reason="mounting needs root")  # fmt: skip
@pytest.mark.parametrize("kilobytes", [64, 256])
def test_a_really_full_medium(counter: Counter, kilobytes: int) -> None:
    """The enough-space check is passed by, so that the writing itself meets the end."""
    size = f"size={kilobytes}k"
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(counter.stick)],
        capture_output=True, check=False,
    )  # fmt: skip
    if mounted.returncode:
        pytest.skip("nothing may be mounted here")
    try:
        with pytest.raises(Unavailable):
            counter.given()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(type(providing.host), "free_bytes", lambda *_: 1 << 40)
            with pytest.raises(Unavailable):
                counter.given()
        counter.nothing_came_of_it()
    finally:
        subprocess.run(["umount", str(counter.stick)], check=True)
    counter.a_second_try_works()
