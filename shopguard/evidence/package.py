"""The package of a provision: footage, manifest, signature and proof in one AES-256 zip (G-6.2).

Video goes from the door straight into the encrypted zip; no plaintext touches a disk. A package
counts once it was read back from the medium and holds; whatever fails before leaves nothing.
Without ``seal``, which is where the shop's log takes note of it, there is no package.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import cast

from shopguard.base.errors import Damaged, InvalidInput, Unavailable
from shopguard.base.platform import host
from shopguard.base.span import Span
from shopguard.base.texts import RESOURCES
from shopguard.door.viewing import OpenFootage
from shopguard.door.volumes import DamagedSpan
from shopguard.evidence.absent import Absent, absences, untold
from shopguard.evidence.facts import (
    CameraDamage,
    CameraFacts,
    Package,
    PackageFacts,
    Seal,
)
from shopguard.evidence.manifest import ListedFile, manifest
from shopguard.evidence.onvif import Certify, ClipSealer, ExportUnit
from shopguard.evidence.progress import Cancelled, Progress, Steps
from shopguard.evidence.readback import read_back
from shopguard.evidence.readme import readme
from shopguard.evidence.redacted_copy import RedactedCopies, require_plans
from shopguard.evidence.redaction.keeping import parts_in, plan_for
from shopguard.evidence.redaction.render import most_bytes as copy_bytes
from shopguard.evidence.sealed_zip import SealedZip
from shopguard.evidence.signing import fingerprint
from shopguard.evidence.subtitles import subtitles
from shopguard.evidence.time_copy import EDITED, Digested, most_bytes, put_time_copy
from shopguard.evidence.zip_reader import MOST_FILES
from shopguard.playback.recorded import Ending, RecordedFile, Run, put_recorded, runs_of
from shopguard.playback.shots import shots_of

__all__ = ["CameraFacts", "Package", "PackageFacts", "Seal", "needed_bytes", "write_package"]

_PAGE = RESOURCES / "evidence" / "verify.html"
_KEY_IN_PAGE = '"@KEY@"'
_MOST_PARTS = MOST_FILES // 6  # a clip, its times, two copies of it, and theirs
_OVERHEAD = 1.02  # tables of contents, hashes of every group of pictures
_SMALL_FILES = 4 << 20
_READ_BACK_SHARE = 0.4  # of the time that writing takes
_COPY_SHARE = 40  # times the time that writing takes: every picture is decoded and coded

_Plan = list[tuple[CameraFacts, list[Run]]]


def needed_bytes(footage: OpenFootage, facts: PackageFacts) -> int:
    """How much room the package takes, rather more than less."""
    return _needed(_planned(footage, facts), facts)


def write_package(
    footage: OpenFootage,
    facts: PackageFacts,
    target: Path,
    password: str,
    *,
    seal: Callable[[bytes], Seal],
    progress: Progress = lambda _: None,
    cancelled: Cancelled = lambda: False,
    certify: Certify | None = None,
) -> Package:
    """Write the package as the zip ``target``, read it back, and only then give it its name.

    ``seal(manifest)`` logs the export, signs and proves; what it raises ends the export.
    ``certify`` signs the certificate of the clips' own seals with the shop's key. Raises
    InvalidInput (nothing recorded, no folder, the name is taken), Damaged (nothing is as it was
    recorded, the medium gives back something else) or Unavailable (no room, the medium does not
    take it, given up). After any of them nothing is left.
    """
    if not target.parent.is_dir():
        raise InvalidInput("export.no_folder", folder=target.parent.name)
    require_plans(footage, facts)
    plan = _planned(footage, facts)
    needed = _needed(plan, facts)
    if host.free_bytes(target.parent) < needed:
        raise Unavailable("export.no_room", megabytes=(needed >> 20) + 1)
    total = sum(run.size for _, runs in plan for run in runs)
    copies = (facts.time_copy and facts.recorded) + bool(facts.plans)
    shares = facts.recorded + _READ_BACK_SHARE + _COPY_SHARE * copies
    steps = Steps(round(total * shares), progress, cancelled)
    folder = f"provision-{facts.number:06}"
    with SealedZip(target, folder, password, _made_us(facts)) as out:
        writer = _Writer(footage, facts, out, steps, _sealer(facts, folder, certify))
        for camera, runs in plan:
            writer.camera(camera, runs)
        signed = writer.papers_and_seal(seal)
        key = fingerprint(facts.signer_public)
        back = read_back(out.finish(), password, key, steps, round(total * _READ_BACK_SHARE))
        progress(1.0)  # may still end it
        out.keep()
    return Package(target, back.bytes, back.sha256, signed, tuple(writer.damaged))


@dataclass(slots=True)
class _Writer:
    footage: OpenFootage
    facts: PackageFacts
    out: SealedZip
    steps: Steps
    sealer: ClipSealer
    files: list[ListedFile] = field(default_factory=list)
    damaged: list[CameraDamage] = field(default_factory=list)

    def camera(self, camera: CameraFacts, runs: Sequence[Run]) -> None:
        """Every file of a camera: recorded video and its times, and the copies of it."""
        found = [CameraDamage.of(camera.number, each) for each in self.footage.damage(camera.id)]
        parts = parts_in(runs, self.footage.request_span)
        for number, (run, part) in enumerate(zip(runs, parts, strict=True), 1):
            name = f"media/c{camera.number:02}-{number:02}"
            if not self.facts.recorded:
                self._redacted(name, run, part, camera, "")
                continue
            made = self._video(f"{name}.mp4", run, self.sealer.ending(camera.name))
            if made is None:
                lost = (DamagedSpan(r.span, r.volume_id, r.link.seq, r.link.seq) for r in run.refs)
                found += [CameraDamage.of(camera.number, each) for each in lost]
                continue
            found += [CameraDamage.of(camera.number, each) for each in made.damaged]
            self.files.append(
                ListedFile(
                    f"{name}.mp4", made.size, made.sha256, "recorded", camera.number, made.span,
                    made.pieces,
                )
            )  # fmt: skip
            self._small(f"{name}.srt", subtitles(made.span), "subtitles", camera.number)
            if self.facts.time_copy:
                self._time_copy(name, run, made, camera)
            self._redacted(name, run, part, camera, f"{name}.mp4")
        self.damaged += _joined(found)

    def papers_and_seal(self, seal: Callable[[bytes], Seal]) -> str:
        """What is not footage; manifest, signature and proof come last. The manifest's SHA-256."""
        if not any(file.kind in ("recorded", "redacted-copy") for file in self.files):
            raise Damaged("export.all_damaged")
        for name, paper in self.facts.papers(self._absent()).items():
            self._small(name, paper, "paper")
        self._small("README.txt", readme(self.facts, self.footage.request_span), "readme")
        self._small("verify.html", _page(self.facts.signer_public), "verifier")
        data = manifest(self.facts, self.files, self.damaged)
        self.steps.require_going_on()
        sealed = seal(data)
        self.out.write("manifest.json", data)
        self.out.write("manifest.sig", f"{sealed.signature.hex()}\n".encode())
        self.out.write("proof.json", sealed.proof.encode())
        return sha256(data).hexdigest()

    def _absent(self) -> list[Absent]:
        """What of the span is not here. What nobody noted as a gap is one from here on."""
        within, found, cameras = self.footage.request_span, [], []
        for camera in self.facts.cameras:
            lost = [each.span for each in self.damaged if each.camera == camera.number]
            noted = absences(camera.number, within, camera.gaps, lost)
            shown = (f.span for f in self.files if f.camera == camera.number and f.span)
            known = (*shown, *(each.span for each in noted))
            more = untold(camera.id, within, known, camera.erased)
            gaps = sorted((*camera.gaps, *more), key=lambda gap: gap.start_us)
            cameras.append(replace(camera, gaps=gaps))
            found += absences(camera.number, within, gaps, lost)
        self.facts = replace(self.facts, cameras=cameras)
        return found

    def _video(self, name: str, run: Run, ending: Ending) -> RecordedFile | None:
        with self.out.entry(name, round(run.size * _OVERHEAD)) as put:
            return put_recorded(self.footage, run, put, told=self.steps.done, ending=ending)

    def _time_copy(self, name: str, run: Run, made: RecordedFile, camera: CameraFacts) -> None:
        path = f"{name}-time.mp4"
        shots = shots_of(self.footage, run, lambda size: self.steps.done(size * _COPY_SHARE))
        with self.out.entry(path, most_bytes(run.size, made.span)) as put:
            sink = Digested(put)
            shown = put_time_copy(shots, made.span, camera.name, run.size, sink)
        if shown:
            self.files.append(
                ListedFile(
                    path, sink.size, sink.digest(), "time-copy", camera.number, made.span,
                    made_from=f"{name}.mp4", edited=EDITED,
                )
            )  # fmt: skip

    def _redacted(
        self, name: str, run: Run, part: Span | None, camera: CameraFacts, made_from: str
    ) -> None:
        plan = plan_for(self.facts.plans, camera.id, part) if part else None
        if plan is None:
            return
        copies = RedactedCopies(self.footage, self.facts, self.out, self.steps)
        made = copies.put(camera, name, plan, made_from, run.size * _COPY_SHARE)
        self.files.append(made)
        if made.span is not None:
            self._small(f"{name}-redacted.srt", subtitles(made.span), "subtitles", camera.number)

    def _small(self, name: str, data: bytes, kind: str, camera: int | None = None) -> None:
        self.out.write(name, data)
        self.files.append(ListedFile(name, len(data), sha256(data).digest(), kind, camera))


def _page(public: bytes) -> bytes:
    """``verify.html`` that knows the key it was made with."""
    words = _PAGE.read_text(encoding="utf-8")
    return words.replace(_KEY_IN_PAGE, f'"{public.hex()}"').encode()


def _planned(footage: OpenFootage, facts: PackageFacts) -> _Plan:
    """The files of every camera; InvalidInput when nothing was recorded."""
    plan = [(camera, runs_of(footage, camera.id)) for camera in facts.cameras]
    parts = sum(len(runs) for _, runs in plan)
    if not parts:
        raise InvalidInput("export.nothing_recorded")
    if parts > _MOST_PARTS:  # no reader would take it: it was interrupted without end
        raise InvalidInput("export.too_many_parts", parts=parts, most=_MOST_PARTS)
    return plan


def _needed(plan: _Plan, facts: PackageFacts) -> int:
    runs = [run for _, runs in plan for run in runs]
    video = sum(run.size for run in runs) if facts.recorded else 0
    video += sum(copy_bytes(each) for each in facts.plans)
    if facts.time_copy and facts.recorded:
        video += sum(most_bytes(run.size, run.span) for run in runs)
    return round(video * _OVERHEAD) + _SMALL_FILES


def _joined(found: Sequence[CameraDamage]) -> list[CameraDamage]:
    """Damaged fragments that follow each other, told as one."""
    joined: list[CameraDamage] = []
    for each in sorted(found, key=lambda one: (one.span.start, one.first)):
        last = joined[-1] if joined else None
        if last and last.volume_id == each.volume_id and last.last + 1 == each.first:
            span = Span(last.span.start, max(last.span.end, each.span.end))
            joined[-1] = replace(last, span=span, last=each.last)
        else:
            joined.append(each)
    return joined


def _sealer(facts: PackageFacts, package: str, certify: Certify | None) -> ClipSealer:
    """Named on the clips as exporting: the shop, and whoever approved."""
    people = cast("Sequence[Mapping[str, str]]", facts.approvals["people"])
    operator = ", ".join(person["name"] for person in people if person["name"])
    unit = ExportUnit(str(facts.site["name"]), operator, _made_us(facts))
    return ClipSealer(unit, package, fingerprint(facts.signer_public), certify)


def _made_us(facts: PackageFacts) -> int:
    made_us = facts.clock["made_us"]
    if not isinstance(made_us, int):
        raise TypeError("made_us")
    return made_us
