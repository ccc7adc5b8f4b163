"""After a power cut every acknowledged fragment is there: only synced bytes are counted on (J-4).

The real writer runs once under strace; its calls are replayed up to random moments. 500 cuts with
``make soak``.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from shopguard.access.policy import Purpose
from shopguard.app.acts.footage import open_viewing
from shopguard.app.shop import Shop
from shopguard.base.clock import DAY
from shopguard.base.home import Home
from shopguard.base.span import Span
from shopguard.footage.store import VolumeState
from tests.fakes.clock import FakeClock
from tests.fakes.small_shop import CHEAP, password_of
from tests.fakes.viewings import recorded
from tests.faults.disk_model import TRACED, Call, Disk, read_trace
from tests.faults.power_writer import SECONDS, VOLUMES


@pytest.fixture(scope="module")
def traced(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Call]]:
    """Where the writer worked, and every call it made."""
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed here")
    folder = tmp_path_factory.mktemp("traced")
    work, trace = folder / "work", folder / "trace"
    work.mkdir()
    command = [
        "strace",
        "-f",
        "-y",
        "-xx",
        "-s",
        "200000",
        "-e",
        f"trace={TRACED}",
        "-o",
        str(trace),
    ]
    done = subprocess.run(
        [*command, sys.executable, "-m", "tests.faults.power_writer", str(work)],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    if "PTRACE" in done.stderr or "Operation not permitted" in done.stderr:
        pytest.skip("tracing is not allowed here")
    assert done.returncode == 0, done.stderr
    return work, read_trace(trace)


def after(calls: list[Call], words: bytes) -> int:
    return next(n for n, call in enumerate(calls) if call.name == "said" and words in call.data)


@pytest.mark.requirement("J-4")
def test_no_acknowledged_fragment_is_lost(
    traced: tuple[Path, list[Call]], tmp_path: Path, rounds: Callable[[int, int], int]
) -> None:
    work, calls = traced
    ready, end = after(calls, b"READY"), after(calls, b"END")
    fragments = recorded(VOLUMES * SECONDS, start_us=FakeClock().utc_us())
    lost_something = 0
    for seed in range(rounds(30, 500)):
        dice = random.Random(seed)
        cut = dice.randrange(ready + 1, end + 1)
        disk = Disk(work)
        for call in calls[:ready]:
            disk.apply(call)
        for name in list(disk._files):
            disk.apply(Call("sync", name))
            disk.apply(Call("sync", str(Path(name).parent)))
        acknowledged: list[tuple[str, int]] = []
        for call in calls[ready:cut]:
            disk.apply(call)
            if call.name == "said" and call.data.startswith(b"ACK"):
                _, volume, seq = call.data.decode().split()
                acknowledged.append((volume, int(seq)))
        folder = tmp_path / str(seed)
        for name, content in disk.after_cut(dice).items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            path.chmod(0o600)
        shown = read_everything(folder)
        for number, fragment in enumerate(acknowledged):
            assert shown.get(fragment) == fragments[number].data, (seed, cut, fragment)
        lost_something += len(shown) == len(acknowledged)
        shutil.rmtree(folder)
    assert lost_something > 0


def read_everything(folder: Path) -> dict[tuple[str, int], bytes]:
    """Everything two managers can see in a shop as the cut left it."""
    home = Home(folder / "shop")
    text = home.identity.read_text()
    home.identity.write_text(text.replace(_old_folder(text), str(folder)))
    clock = FakeClock()
    clock.advance(DAY // 24)
    with Shop.open(home, clock=clock, work=CHEAP) as shop:
        for volume in shop.store.volumes(states=(VolumeState.OPEN,)):
            shop.store.mark_interrupted(volume.id)
        cameras = [camera.id for camera in shop.cameras.list()]
        span = Span(clock.utc_us() - DAY, clock.utc_us())
        proofs = [
            shop.logins.check(login, password_of(login), "desk") for login in ("sato", "suzuki")
        ]
        with open_viewing(
            shop, proofs, purpose=Purpose.SAFETY, cameras=cameras, span=span
        ) as viewing:
            return {
                (ref.volume_id, ref.link.seq): viewing.read(ref).data
                for camera in cameras
                for ref in viewing.fragments(camera)
            }


def _old_folder(identity: str) -> str:
    return identity.split('"key_file":"', 1)[1].split("/key.json", 1)[0]
