"""``shopguard demo``: the main job, from cameras to a checked log, without a screen.

Four moving cameras are recorded by the real recorder; one manager alone is refused; two open the
door and play across a volume boundary; the police ask by telephone and come with a paper, both
managers make the package, it is checked and handed over; the log is verified. What is said was
measured.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import cv2

from shopguard.access.policy import Console as ConsoleParty
from shopguard.access.policy import Purpose
from shopguard.app.acts import footage as acts
from shopguard.app.acts.audit import verify
from shopguard.app.cli.output import Console
from shopguard.app.demo.cameras import start_cameras
from shopguard.app.demo.request import police_request
from shopguard.app.demo.shop import CHIEF, DEPUTY, DemoShop, clip_folder, make_demo_shop
from shopguard.base.clock import SECOND
from shopguard.base.errors import Refused, Unavailable
from shopguard.base.home import Home
from shopguard.base.platform import host
from shopguard.base.span import Span
from shopguard.base.texts import text, words_for
from shopguard.door.viewing import OpenFootage
from shopguard.evidence.findings import Verdict
from shopguard.evidence.provisions import State
from shopguard.playback.frames import Frames
from shopguard.playback.pictures import Picture

RECORD_SECONDS = 30
STILL_SIZE = (960, 540)
_PATIENCE_S = 60
_BOUNDARY_STEP_US = 40_000
_AROUND_BOUNDARY = range(-10, 11)


@dataclass(slots=True)
class DemoReport:
    """What happened, as numbers."""

    cameras: str = ""
    recorded: dict[str, float] = field(default_factory=dict)  # seconds per camera
    volumes: int = 0
    bytes: int = 0
    lost: list[dict[str, Any]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    pictures_across_boundaries: int = 0
    provision: dict[str, Any] = field(default_factory=dict)
    log_records: int = 0
    log_whole: bool = False
    stills: list[str] = field(default_factory=list)

    @property
    def good(self) -> bool:
        return bool(
            self.recorded
            and min(self.recorded.values()) > RECORD_SECONDS / 2
            and self.refused
            and self.pictures_across_boundaries
            and self.handed_over
            and self.log_whole
        )

    @property
    def handed_over(self) -> bool:
        """Held at once, and a good package that somebody signed for."""
        one = self.provision
        ended = (one.get("verdict"), one.get("state")) == (Verdict.GOOD, State.HANDED_OVER)
        return bool(ended and one["held"] and one["pictures"])


def main(console: Console, report_file: str = "", out: str = "") -> int:
    """Run the demo; 0 when everything it shows came true, 1 otherwise."""
    with tempfile.TemporaryDirectory(prefix="shopguard-demo-") as name:
        folder = Path(out).absolute() if out else Path(tempfile.mkdtemp(prefix="shopguard-stills-"))
        folder.mkdir(parents=True, exist_ok=True)
        report = _run(console, Path(name), folder)
    if report_file:
        Path(report_file).write_text(
            json.dumps({**asdict(report), "good": report.good}, ensure_ascii=False, indent=2)
            + "\n",
            encoding="utf-8",
        )
    console.result({**asdict(report), "good": report.good}, *_lines(console, report, folder))
    return 0 if report.good else 1


def _run(console: Console, work: Path, out: Path) -> DemoReport:
    report = DemoReport()
    _tell(console, "demo.step.cameras")
    with start_cameras(clip_folder()) as cameras:
        report.cameras = cameras.kind
        _tell(console, f"demo.cameras.{cameras.kind}")
        demo = make_demo_shop(Home(work / "shop"), cameras, console.language)
        with demo.shop:
            _tell(console, "demo.step.record", seconds=RECORD_SECONDS)
            start_us = demo.shop.clock.utc_us()
            _record(demo)
            span = Span(start_us, demo.shop.store.newest_end() or demo.shop.clock.utc_us())
            _count(demo, span, report)
            _tell(console, "demo.step.refuse")
            _one_alone(demo, span, report)
            _tell(console, "demo.step.open")
            _two_together(demo, span, out, report)
            _tell(console, "demo.step.police")
            first = [camera.id for camera in demo.shop.cameras.list()][:1]
            report.provision = police_request(demo, first, span, out, console.language)
            _tell(console, "demo.step.log")
            _check_log(demo, report)
    return report


def _record(demo: DemoShop) -> None:
    command = [sys.executable, "-m", "shopguard", "--home", str(demo.shop.home.path)]
    done = subprocess.run(  # noqa: S603 - our own program
        [*command, "record", "--for", str(RECORD_SECONDS)],
        check=False,
        capture_output=True,
        timeout=RECORD_SECONDS + _PATIENCE_S,
    )
    if done.returncode:
        raise Unavailable("demo.recorder_failed", exit_code=done.returncode)


def _count(demo: DemoShop, span: Span, report: DemoReport) -> None:
    store = demo.shop.store
    for camera in demo.shop.cameras.list():
        covered = sum(piece.duration for piece in store.coverage(camera.id, span))
        report.recorded[camera.name] = round(covered / SECOND, 1)
        for gap in store.gaps(camera.id, span):
            end = gap.end_us or span.end
            seconds = round((end - gap.start_us) / SECOND, 1)
            if seconds:
                report.lost.append({"camera": camera.name, "cause": gap.cause, "seconds": seconds})
    report.volumes = len(store.volumes())
    report.bytes = sum(volume.head.bytes for volume in store.volumes())


def _one_alone(demo: DemoShop, span: Span, report: DemoReport) -> None:
    cameras = [camera.id for camera in demo.shop.cameras.list()]
    for login in (CHIEF, DEPUTY):
        with demo.proofs(login) as proofs:
            try:
                acts.open_viewing(
                    demo.shop, proofs, purpose=Purpose.THEFT_PREVENTION, cameras=cameras, span=span
                ).close()
            except Refused as refusal:
                report.refused.append(f"{login}: {refusal.code}")


def _two_together(demo: DemoShop, span: Span, out: Path, report: DemoReport) -> None:
    cameras = demo.shop.cameras.list()
    ids = [camera.id for camera in cameras]
    with demo.proofs(CHIEF, DEPUTY) as proofs:
        viewing = acts.open_viewing(
            demo.shop, proofs, purpose=Purpose.THEFT_PREVENTION, cameras=ids, span=span
        )
        with viewing:
            for number, camera in enumerate(cameras, 1):
                still = out / f"camera-{number}.png"
                report.pictures_across_boundaries += _play(demo, viewing, camera.id, still)
                report.stills.append(str(still))


def _play(demo: DemoShop, viewing: OpenFootage, camera_id: str, still: Path) -> int:
    """Pictures shown around each volume boundary; one of them is kept as a still."""
    frames = Frames(viewing, demo.shop.store, camera_id)
    refs = viewing.fragments(camera_id)
    boundaries = [
        after.link.start_us
        for before, after in pairwise(refs)
        if before.volume_id != after.volume_id
    ]
    shown = 0
    for boundary in boundaries:
        for step in _AROUND_BOUNDARY:
            shot = frames.at(boundary + step * _BOUNDARY_STEP_US, STILL_SIZE)
            if isinstance(shot, Picture):
                shown += 1
                cv2.imwrite(str(still), cv2.cvtColor(shot.rgb, cv2.COLOR_RGB2BGR))
    frames.close()
    return shown


def _check_log(demo: DemoShop, report: DemoReport) -> None:
    found = verify(demo.shop, ConsoleParty(host.user_name()), demo.shop.ledger.head().as_text())
    report.log_records, report.log_whole = found.records, found.ok


def _refusal(console: Console, refused: str) -> str:
    """「sato: この操作には管理者2人の承認が必要です。」"""
    login, code = refused.split(": ")
    return f"{login}: {words_for(f'error.{code}', console.language).what}"


def _lines(console: Console, report: DemoReport, out: Path) -> list[str]:
    say: Callable[..., str] = console.say
    seconds = ", ".join(f"{name} {length} s" for name, length in report.recorded.items())
    lost = ", ".join(f"{gap['camera']} {gap['seconds']} s ({gap['cause']})" for gap in report.lost)
    return [
        say("demo.report.recorded", seconds=seconds, megabytes=round(report.bytes / 1e6, 1)),
        say("demo.report.lost", lost=lost or say("demo.report.nothing")),
        say(
            "demo.report.refused",
            refused="; ".join(_refusal(console, each) for each in report.refused),
        ),
        say("demo.report.shown", pictures=report.pictures_across_boundaries),
        *_provision_lines(console, report.provision, out),
        say("demo.report.logged", records=report.log_records),
        say("demo.report.good" if report.good else "demo.report.bad"),
    ]


def _provision_lines(console: Console, provision: dict[str, Any], out: Path) -> list[str]:
    verdict = console.say(f"verify.verdict.{provision['verdict']}")
    told = {
        "asked": {"number": provision["number"]},
        "held": {"days": provision["held_days"]},
        "made": {
            "file": out / provision["file"],
            "megabytes": round(provision["bytes"] / 1e6, 1),
            "pictures": provision["pictures"],
        },
        "password": {"password": provision["password"]},
        "checked": {"verdict": verdict},
        "handed_over": {"papers": ", ".join(provision["papers"])},
    }
    return [console.say(f"demo.police.report.{name}", **more) for name, more in told.items()]


def _tell(console: Console, code: str, **params: object) -> None:
    if not console.as_json:
        console.result({}, text(code, console.language, **params))
