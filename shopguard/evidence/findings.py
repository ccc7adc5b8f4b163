"""What checking a package can find, and what it comes to."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

MOST_FINDINGS = 1000


class Verdict(StrEnum):
    """What a check comes to; words under ``verify.verdict.<verdict>``."""

    GOOD = "GOOD"
    CHANGED = "CHANGED"
    INCOMPLETE = "INCOMPLETE"


class Kind(StrEnum):
    """What can be found; words under ``verify.found.<kind>``."""

    BYTES = "bytes"  # a file's bytes are not those that were signed
    PICTURES = "pictures"  # so are these seconds of it
    SHORTER = "shorter"
    LONGER = "longer"
    ADDED = "added"
    JUNK = "junk"  # added, and of a name that computers give by themselves
    NO_FILE = "no_file"  # a link, a pipe, a device: nothing that could be checked safely
    NAME = "name"  # a name that no package holds
    TOO_MANY = "too_many"
    ZIP = "zip"  # the zip is broken or not as ShopGuard writes it
    MANIFEST = "manifest"
    SIGNATURE = "signature"
    KEY = "key"  # signed by another key than the one expected
    PROOF = "proof"
    CHAIN = "chain"  # the recorder's chain does not hold
    CONSENT = "consent"  # a manager's signature is false
    MISSING = "missing"
    NO_MANIFEST = "no_manifest"
    NO_SIGNATURE = "no_signature"
    NO_PROOF = "no_proof"
    ONE_CONSENT = "one_consent"
    UNREADABLE = "unreadable"
    STOPPED = "stopped"


# All that is there may hold; something is not there or was not looked at.
_LACKS = frozenset(
    {
        Kind.MISSING,
        Kind.NO_MANIFEST,
        Kind.NO_SIGNATURE,
        Kind.NO_PROOF,
        Kind.ONE_CONSENT,
        Kind.UNREADABLE,
        Kind.STOPPED,
    }
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: in which file, and which seconds where that is known."""

    kind: Kind
    path: str = ""
    start_us: int | None = None
    end_us: int | None = None
    detail: str = ""


@dataclass(slots=True)
class Findings:
    """Collects; keeps so many that nobody's memory suffers, but forgets none of the verdict."""

    kept: list[Finding] = field(default_factory=list)
    count: int = 0
    changed: bool = False

    def add(self, finding: Finding) -> None:
        self.count += 1
        self.changed |= finding.kind not in _LACKS
        if len(self.kept) < MOST_FINDINGS:
            self.kept.append(finding)

    @property
    def verdict(self) -> Verdict:
        if self.changed:
            return Verdict.CHANGED
        return Verdict.INCOMPLETE if self.count else Verdict.GOOD
