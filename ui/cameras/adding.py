"""Finding a camera or typing its address, trying it out, saying why it looks there, adding it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from ui.cameras.model import CameraDraft, CameraSetUp, CameraTest, FoundCamera, Polygon
from ui.model import CameraInfo, SignedIn
from ui.presenter import Presenter
from ui.tasks import Job, Runner

LOGIN_NEEDED = frozenset({"problem.login_needed", "onvif.login_needed"})


@dataclass(frozen=True, slots=True)
class CamerasState:
    """``found`` None: not searched yet. ``test``: of the draft as it stands, None when changed."""

    draft: CameraDraft = field(default_factory=CameraDraft)
    found: tuple[FoundCamera, ...] | None = None
    searching: bool = False
    testing: bool = False
    adding: bool = False
    test: CameraTest | None = None
    added: tuple[CameraInfo, ...] = ()
    trouble: Exception | None = None

    @property
    def addressed(self) -> bool:
        """There is something to try."""
        return bool(self.draft.url.strip() or self.draft.found is not None)

    @property
    def login_needed(self) -> bool:
        """The camera answered, and asked for a login that nobody has typed."""
        codes = {finding.code for finding in self.test.findings} if self.test else set()
        return bool(codes & LOGIN_NEEDED) or getattr(self.trouble, "code", "") in LOGIN_NEEDED


class CamerasPresenter(Presenter[CamerasState]):
    """One camera after another. ``set_up`` and ``by`` are asked for when they are needed."""

    def __init__(
        self,
        set_up: Callable[[], CameraSetUp],
        by: Callable[[], SignedIn | None],
        runner: Runner,
    ) -> None:
        super().__init__(CamerasState())
        self._set_up = set_up
        self._by = by
        self._runner = runner
        self._job: Job | None = None

    def search(self) -> None:
        """Ask the network for cameras (ONVIF)."""
        self._become(replace(self.state, searching=True, trouble=None))
        self._job = self._runner.run(
            lambda context: self._set_up().discover(context), self._searched, self._failed
        )

    def choose(self, found: FoundCamera | None) -> None:
        """A camera that was found; None: its address is typed."""
        draft = replace(self.state.draft, found=found, url="", private=None, masks=())
        if found is not None and found.username:
            draft = replace(draft, username=found.username, password=found.password)
        self._become(replace(self.state, draft=draft, test=None, trouble=None))

    def type_draft(self, draft: CameraDraft) -> None:
        """What stands in the fields; a new address makes an older test worthless."""
        old = self.state.draft
        if _connection(draft) == _connection(old):
            self._become(replace(self.state, draft=draft, trouble=None))
            return
        anew = replace(draft, private=None, masks=())
        self._become(replace(self.state, draft=anew, test=None, trouble=None))

    def answer(self, *, private: bool) -> None:
        """Whether a private place is visible; what needs no cover loses it."""
        masks = self.state.draft.masks if private else ()
        draft = replace(self.state.draft, private=private, masks=masks)
        self._become(replace(self.state, draft=draft, trouble=None))

    def cover(self, masks: tuple[Polygon, ...]) -> None:
        """What was drawn over the private places; burned in from the first picture on."""
        self._become(replace(self.state, draft=replace(self.state.draft, masks=masks)))

    def try_out(self) -> None:
        """Connect, and show what it sees."""
        by, draft = self._by(), self.state.draft
        if by is None or not self.state.addressed or self.state.testing:
            return
        self._become(replace(self.state, testing=True, test=None, trouble=None))
        self._job = self._runner.run(
            lambda context: self._set_up().try_out(draft, by, context), self._tested, self._failed
        )

    def add(self) -> None:
        """Take the camera as it is typed, tested or not: it may be switched off today."""
        by, draft, test = self._by(), self.state.draft, self.state.test
        if by is None or self.state.adding:
            return
        self._become(replace(self.state, adding=True, trouble=None))
        self._runner.run(
            lambda context: self._set_up().add(draft, test, by, context), self._added, self._failed
        )

    def stop(self) -> None:
        """Give up searching or trying: what runs is broken off, not left to itself."""
        if self._job is not None:
            self._job.cancel()
        self._become(replace(self.state, searching=False, testing=False))

    # --- inner ------------------------------------------------------------------------------

    def _searched(self, found: tuple[FoundCamera, ...]) -> None:
        self._become(replace(self.state, searching=False, found=found))

    def _tested(self, test: CameraTest) -> None:
        self._become(replace(self.state, testing=False, test=test))

    def _added(self, camera: CameraInfo) -> None:
        """The next one; what was found and is now the shop's is no longer offered.

        With nothing left of it, it is as if nobody had searched yet: something did answer.
        """
        state = self.state
        left = state.found
        if left is not None and state.draft.found is not None:
            left = tuple(found for found in left if found != state.draft.found) or None
        self._become(CamerasState(found=left, added=(*state.added, camera)))

    def _failed(self, error: Exception) -> None:
        self._become(
            replace(self.state, searching=False, testing=False, adding=False, trouble=error)
        )


def _connection(draft: CameraDraft) -> tuple[object, ...]:
    """What a test is of: another address or login makes it worthless."""
    return draft.url, draft.sub_url, draft.username, draft.password, draft.found
