"""The copy for one person as files of a package: the film, its times, and what it was made of."""

from __future__ import annotations

from dataclasses import dataclass

from shopguard.base.errors import Refused
from shopguard.base.span import Span
from shopguard.door.viewing import OpenFootage
from shopguard.evidence.facts import CameraFacts, PackageFacts
from shopguard.evidence.manifest import PRIVACY, STAYS, ListedFile, Original
from shopguard.evidence.progress import Steps
from shopguard.evidence.redaction.keeping import parts_of, plan_for
from shopguard.evidence.redaction.plan import Plan
from shopguard.evidence.redaction.reel import Reel
from shopguard.evidence.redaction.render import most_bytes, render
from shopguard.evidence.sealed_zip import SealedZip
from shopguard.evidence.time_copy import Digested


@dataclass(frozen=True, slots=True)
class RedactedCopies:
    """Puts them into the package, one for each part of each camera."""

    footage: OpenFootage
    facts: PackageFacts
    out: SealedZip
    steps: Steps

    def put(
        self, camera: CameraFacts, name: str, plan: Plan, made_from: str, work: int
    ) -> ListedFile:
        """``made_from``: path of the recorded video, empty where it stays in the shop."""
        reel = Reel(self.footage, camera.id, plan.span)
        path, done = f"{name}-redacted.mp4", 0

        def told(share: float) -> None:
            nonlocal done
            now = round(share * work)
            self.steps.done(now - done)
            done = now

        with self.out.entry(path, most_bytes(plan)) as put:
            sink = Digested(put)
            made = render(self.footage, plan, sink, progress=told, cancelled=self.steps.cancelled)
        return ListedFile(
            path, sink.size, sink.digest(), "redacted-copy", camera.number,
            Span(made.start_us, max(made.end_us, made.start_us + 1)),
            made_from=made_from or f"{STAYS}{plan.source}",
            edited=PRIVACY,
            original=Original(plan.source, reel.refs, made.plan, bool(made_from)),
        )  # fmt: skip


def require_plans(footage: OpenFootage, facts: PackageFacts) -> None:
    """Refused ``redaction.missing`` unless every part has a plan somebody looked through.

    Only where the recorded video has to stay; elsewhere a copy is made of what has a plan.
    """
    for camera in () if facts.recorded else facts.cameras:
        for part in parts_of(footage, camera.id):
            plan = plan_for(facts.plans, camera.id, part)
            if plan is None or not plan.reviewers:
                raise Refused("redaction.missing", camera=camera.name)
