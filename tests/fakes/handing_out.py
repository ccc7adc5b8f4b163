"""A shop where a package is being made, at the window and at a terminal, and what must be left."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from shopguard.access.login import Proof
from shopguard.app.acts import provide as providing
from shopguard.app.acts import provision as acts
from shopguard.app.acts.provide import provide
from shopguard.evidence.findings import Verdict
from shopguard.evidence.provisions import State, Step
from shopguard.evidence.verify import verify
from shopguard.footage.fragment import Fragment
from shopguard.footage.mp4.boxes import VIDEO_TRACK
from shopguard.footage.mp4.fragments import read_fragment
from tests.fakes.full_shop import FullShop
from tests.fakes.small_shop import password_of
from ui.engine.provisions import EngineProvisions
from ui.model import Credentials, PersonInfo, SignedIn
from ui.provision.model import Handed
from ui.review.model import Pair


@dataclass
class Waiting:
    """Somebody before the window, who may think better of it at ``until``."""

    until: float = 2.0
    told: list[float] = field(default_factory=list)

    @property
    def cancelled(self) -> bool:
        return bool(self.told) and self.told[-1] >= self.until

    def progress(self, done: float) -> None:
        self.told.append(done)


@dataclass
class Counter:
    """A shop with a noted request, a stick, and what was recorded."""

    full: FullShop
    stick: Path
    recorded: list[Fragment]
    folder: Path

    def desktop(self, context: Waiting | None = None, first: Proof | None = None) -> Handed:
        """As the window has it made."""
        book = EngineProvisions(self.full.shop, {})
        first = first or self.full.proof("sato")
        who = SignedIn(PersonInfo(first.owner, "sato", "佐藤", "chief"), frozenset(), first)
        pair = Pair(who, Credentials("suzuki", password_of("suzuki")))
        return book.export("1", self.stick, pair, time_copy=False, context=context or Waiting())

    def given(self) -> providing.Provided:
        with self.full.proofs("sato", "suzuki") as proofs:
            return provide(self.full.shop, proofs, "1", self.stick)

    def volumes(self) -> list[Path]:
        return sorted(self.full.home.path.rglob("*.sgv"))

    def nothing_came_of_it(self) -> None:
        """Nothing is left, nothing lies about in the clear, and the papers say what happened."""
        assert list(self.stick.iterdir()) == []
        self.nothing_in_the_clear()
        provision = acts.find(self.full.shop, "1")
        assert (provision.state, provision.case.entries[-1].kind) == (State.OPEN, Step.FAILED)
        assert self.full.shop.cases.check() == []

    def nothing_in_the_clear(self, *words: str) -> None:
        pieces = [bytes(view.data[8:56]) for fragment in self.recorded
                  for view in read_fragment(fragment.data)[VIDEO_TRACK]]  # fmt: skip
        pieces += [word.encode() for word in words]
        for path in self.folder.rglob("*"):
            if path.is_file() and not path.is_socket():
                content = path.read_bytes()
                assert not any(piece in content for piece in pieces), path

    def a_second_try_works(self) -> None:
        provided = self.given()
        assert verify(provided.package.path, provided.password).verdict is Verdict.GOOD
        assert acts.find(self.full.shop, "1").state is State.EXPORTED
        self.nothing_in_the_clear(provided.password)
