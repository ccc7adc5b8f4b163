"""``verify PACKAGE``: is this what the shop gave out? Needs no shop, no key and no network."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from shopguard.app.cli.output import Console
from shopguard.base.clock import JST, iso
from shopguard.base.texts import all_codes
from shopguard.evidence.findings import MOST_FINDINGS, Finding, Verdict
from shopguard.evidence.told import AbsentTold
from shopguard.evidence.verify import Report
from shopguard.evidence.verify import verify as verify_package

_LONGEST_PASSWORD = 1024
_LONGEST_SHOWN = 300
_MOST_ABSENT = 20  # told to people; programs get up to a thousand


def verify(
    context: typer.Context,
    package: Annotated[Path, typer.Argument(help="The zip, or the folder it was unpacked to.")],
    fingerprint: Annotated[
        str, typer.Option(help="The shop's key, from the paper cover sheet.")
    ] = "",
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help="Read the password from standard input.")
    ] = False,
) -> None:
    """Check a package: 0 good, 4 changed or incomplete (what and where is told)."""
    console: Console = context.obj
    password = _password(console, package, from_stdin=password_stdin)
    report = verify_package(package, password, fingerprint=fingerprint)
    found = [_told(console, finding) for finding in report.findings]
    absent = _absent(console, report)
    data = {
        "verdict": report.verdict,
        "ok": report.verdict is Verdict.GOOD,
        "fingerprint": report.fingerprint,
        "compared": report.compared,
        "findings": found,
        "count": report.count,
        "provision": report.provision,
        "site": report.site,
        "files": report.files,
        "bytes": report.bytes,
        "originals_stay": report.originals_stay,
        "absent": absent[:MOST_FINDINGS],
    }
    console.result(data, *_lines(console, report, _words(found), _words(absent)))
    if report.verdict is not Verdict.GOOD:
        raise typer.Exit(4)


def _password(console: Console, package: Path, *, from_stdin: bool) -> str | None:
    if from_stdin:
        return sys.stdin.readline(_LONGEST_PASSWORD).rstrip("\r\n")
    if package.is_file() and sys.stdin.isatty():
        return getpass.getpass(console.say("verify.password"))
    return None


def _words(told: list[dict[str, Any]]) -> list[str]:
    return [each["words"] for each in told]


def _lines(console: Console, report: Report, found: list[str], absent: list[str]) -> list[str]:
    lines = [console.say(f"verify.verdict.{report.verdict}"), *(f"- {words}" for words in found)]
    if report.originals_stay:
        lines.append(console.say("verify.edited_alone"))
    if report.count > len(found):
        lines.append(console.say("verify.more", count=report.count - len(found)))
    if absent:
        lines.append(console.say("verify.absent"))
        lines += [f"- {words}" for words in absent[:_MOST_ABSENT]]
    if len(absent) > _MOST_ABSENT:
        lines.append(console.say("verify.more", count=len(absent) - _MOST_ABSENT))
    start, end = (report.provision.get(name) for name in ("start_us", "end_us"))
    number = report.provision.get("number")
    if isinstance(start, int) and isinstance(end, int):
        site = _shown(str(report.site.get("name", "")))
        span = {"start": _moment(start), "end": _moment(end)}
        lines.append(console.say("verify.package", number=_shown(str(number)), site=site, **span))
    if report.fingerprint:
        size = {"files": report.files, "megabytes": -(-report.bytes // 1_000_000)}
        lines.append(console.say("verify.checked", **size))
        lines.append(console.say("verify.key", fingerprint=report.fingerprint))
        same = report.compared and not any(each.kind == "key" for each in report.findings)
        if not report.compared or same:
            lines.append(console.say(f"verify.key_{'same' if same else 'not_compared'}"))
    return lines


def _told(console: Console, finding: Finding) -> dict[str, Any]:
    seconds = ""
    if finding.start_us is not None and finding.end_us is not None:
        span = {"start": _moment(finding.start_us), "end": _moment(finding.end_us)}
        seconds = console.say("verify.seconds", **span)
    path, detail = _shown(finding.path), _shown(finding.detail)
    code = f"verify.found.{finding.kind}"
    return {
        "kind": finding.kind,
        "file": path,
        "start_us": finding.start_us,
        "end_us": finding.end_us,
        "detail": detail,
        "words": console.say(code, path=path, detail=detail, seconds=seconds),
    }


def _absent(console: Console, report: Report) -> list[dict[str, Any]]:
    """What the package itself says is not in it: no fault of the package, and to be known."""
    return [
        {
            "camera": _shown(camera.name),
            "start_us": each.start_us,
            "end_us": each.end_us,
            "cause": _shown(each.cause),
            "words": f"{_shown(camera.name)}: {_times(console, each)} {_cause(console, each)}",
        }
        for camera in report.cameras
        for each in camera.absent
    ]


def _times(console: Console, absent: AbsentTold) -> str:
    start, end = ("…" if us is None else _moment(us) for us in (absent.start_us, absent.end_us))
    return console.say("verify.seconds", start=start, end=end)


def _cause(console: Console, absent: AbsentTold) -> str:
    code = f"gap.{absent.cause}"
    return console.say(code) if code in all_codes() else _shown(absent.cause)


def _moment(us: int) -> str:
    """Japanese time; a number where a hostile manifest names no time there is."""
    try:
        return iso(us, JST)
    except (OverflowError, ValueError, OSError):
        return str(us)


def _shown(words: str) -> str:
    """Words of somebody unknown, without what a terminal would obey."""
    return "".join(each if each.isprintable() else "?" for each in words[:_LONGEST_SHOWN])
