"""The record of what was done, as rows for people, and what proves it (J-14)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from shopguard.base.span import Span
from shopguard.base.texts import Language
from ui.model import Finding, PersonInfo, SignedIn
from ui.tasks import Context

PAGE = 500


@dataclass(frozen=True, slots=True)
class AuditFact:
    """One more thing an entry tells. Words: ``audit.detail.<name>``, and ``code`` for the value."""

    name: str
    value: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One entry. ``people``: names as they are called today, or the id where nobody has it.

    ``action``: an ``audit.actions.Act`` value with words under ``audit.action.<action>``;
    ``recorder``, ``sheet`` and ``console:<user>`` among ``people`` have words of their own.
    """

    seq: int
    at_us: int
    people: tuple[str, ...]
    action: str
    outcome: Literal["done", "refused", "failed"]
    purpose: str = ""
    cameras: tuple[str, ...] = ()
    span: Span | None = None
    seat: str = ""
    facts: tuple[AuditFact, ...] = ()


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which rows; empty means all. ``day``: a local day as a span."""

    person_id: str = ""
    camera_id: str = ""
    action: str = ""
    day: Span | None = None


@dataclass(frozen=True, slots=True)
class CopyWords:
    """How a copy for people speaks. ``only``: the filter in words, empty for everything."""

    language: Language
    only: str = ""


@dataclass(frozen=True, slots=True)
class Verified:
    """What verifying found. ``against``: whether a head from outside was compared too."""

    ok: bool
    records: int
    heads: int
    against: bool = False
    problems: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """The log in one line that can leave the machine: on paper, as QR, by mail.

    ``page``: the same as a PDF, with how an outsider checks it.
    """

    size: int
    at_us: int
    text: str
    page: bytes = b""


class AuditBook(Protocol):
    """The audit log, read only. All calls are slow; ``by`` is who asks."""

    def rows(
        self, wanted: AuditFilter, before_seq: int | None, limit: int, by: SignedIn
    ) -> list[AuditRow]:
        """Newest first; ``before_seq`` turns the page."""
        ...

    def actions(self) -> tuple[str, ...]:
        """Every action there is, for the filter."""
        ...

    def people(self) -> tuple[PersonInfo, ...]:
        """Those who left too."""
        ...

    def head(self, by: SignedIn) -> Head: ...

    def verify(self, against: str, by: SignedIn, context: Context) -> Verified:
        """``against``: a head that left the machine, as text; empty: only the log itself."""
        ...

    def export(
        self, path: Path, wanted: AuditFilter, copy: CopyWords, by: SignedIn, context: Context
    ) -> int:
        """A file by its ending (.csv, .pdf, .json); rows written. The export itself is logged."""
        ...
