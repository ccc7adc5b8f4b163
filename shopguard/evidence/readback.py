"""Reading a written package back from its medium: only what comes back whole counts."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from shopguard.base.errors import Damaged, InvalidInput
from shopguard.base.platform import host
from shopguard.evidence.findings import Kind
from shopguard.evidence.progress import Steps
from shopguard.evidence.verify import verify

_CHUNK = 1 << 20
# What a recipient is told, and no fault of what was written.
_NO_FAULT = frozenset({Kind.ONE_CONSENT})


@dataclass(frozen=True, slots=True)
class ReadBack:
    """The zip as it lies on the medium."""

    bytes: int
    sha256: str


def read_back(path: Path, password: str, fingerprint: str, steps: Steps, share: int) -> ReadBack:
    """The package as a recipient would check it; Damaged ``export.read_back`` where it differs.

    ``share``: how many of the ``steps`` this is.
    """
    done = 0

    def told(part: float) -> None:
        nonlocal done
        now = round(part * share)
        steps.done(now - done)
        done = now

    try:
        host.forget_cached(path)
        report = verify(path, password, fingerprint=fingerprint, progress=told)
        if any(finding.kind not in _NO_FAULT for finding in report.findings):
            raise Damaged("export.read_back")
        return _whole(path)
    except (OSError, InvalidInput) as error:
        raise Damaged("export.read_back") from error


def _whole(path: Path) -> ReadBack:
    running, size = sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            running.update(chunk)
            size += len(chunk)
    return ReadBack(size, running.hexdigest())
