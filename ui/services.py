"""Everything the desktop asks of an open shop, in one place; ``ui.compose`` connects the engine.

No widget sees the engine itself: presenters take these Protocols, tests give fakes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from ui.model import CameraInfo, Credentials, PersonInfo, SignedIn, Status

if TYPE_CHECKING:
    from ui.audit.model import AuditBook
    from ui.cameras.model import CameraBook, CameraSetUp
    from ui.first_run.model import RetentionSetUp, SettingUp, SetUp
    from ui.health.model import HealthSource
    from ui.help.model import AboutBook
    from ui.live.model import LiveFeeds
    from ui.people.model import PeopleBook
    from ui.prints.model import PrintBook
    from ui.provision.model import ProvisionBook
    from ui.retention.model import RetentionBook
    from ui.review.model import Door, Recordings
    from ui.rights.model import RightsBook
    from ui.settings.model import SettingsBook
    from ui.tasks import Context


class OpenShop(Protocol):
    """One shop, open on this machine."""

    @property
    def name(self) -> str: ...

    @property
    def live(self) -> LiveFeeds: ...

    @property
    def recordings(self) -> Recordings: ...

    @property
    def door(self) -> Door: ...

    @property
    def audit(self) -> AuditBook: ...

    @property
    def staff(self) -> PeopleBook: ...

    @property
    def provisions(self) -> ProvisionBook: ...

    @property
    def prints(self) -> PrintBook: ...

    @property
    def rights(self) -> RightsBook: ...

    @property
    def about(self) -> AboutBook: ...

    @property
    def settings(self) -> SettingsBook: ...

    @property
    def health(self) -> HealthSource: ...

    @property
    def camera_set_up(self) -> CameraSetUp: ...

    @property
    def camera_book(self) -> CameraBook: ...

    @property
    def retention(self) -> RetentionSetUp: ...

    @property
    def retention_book(self) -> RetentionBook: ...

    @property
    def setting_up(self) -> SettingUp: ...

    def status(self) -> Status:
        """Slow: asks the recorder and the disk."""
        ...

    def cameras(self) -> tuple[CameraInfo, ...]:
        """In the order of the register. Slow."""
        ...

    def people(self) -> tuple[PersonInfo, ...]:
        """Everybody enabled. Slow."""
        ...

    def sign_in(self, credentials: Credentials) -> SignedIn:
        """Slow (key derivation). Refused with one message whatever was wrong; throttled."""
        ...

    def sample_people(self) -> tuple[PersonInfo, ...]:
        """Whom anybody may sign in as to look around; only a demo shop has any. Never waits."""
        ...

    def sign_out(self, signed_in: SignedIn, reason: str) -> None:
        """Forget what proves the person; ``reason``: ``signed_out``, ``idle`` or ``closed``."""
        ...

    def start_recording(self) -> None:
        """Start the recorder where none runs. Slow."""
        ...

    def close(self) -> None: ...


class Shops(Protocol):
    """What ``ui.app`` starts from: no shop, the shop of this folder, or the demo shop."""

    def exists(self) -> bool: ...

    def open(self) -> OpenShop:
        """Slow. Unavailable or Damaged when it cannot be opened."""
        ...

    def demo(self, context: Context) -> OpenShop:
        """Make and open the demo shop, cameras moving. Slow."""
        ...

    def set_up(self) -> SetUp: ...
