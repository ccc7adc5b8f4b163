"""The help page: the guide's topics, then what ShopGuard is and its parts' licences."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from shopguard.base.texts import Language
from ui.help.model import About, Topic, topics
from ui.presenter import Presenter
from ui.services import OpenShop
from ui.tasks import Runner

ABOUT = "about"
LICENCES = "licences"


@dataclass(frozen=True, slots=True)
class HelpState:
    """``chosen``: a topic's name, ``about`` or ``licences``. ``part``: whose licence is read."""

    topics: tuple[Topic, ...] = ()
    chosen: str = ""
    about: About | None = None
    part: str = ""
    licence: str = ""
    trouble: Exception | None = None

    @property
    def topic(self) -> Topic | None:
        return next((topic for topic in self.topics if topic.name == self.chosen), None)


class HelpPresenter(Presenter[HelpState]):
    """The guide follows the language; what is read stays chosen."""

    def __init__(self, shop: OpenShop, runner: Runner, language: Callable[[], Language]) -> None:
        super().__init__(HelpState())
        self._shop = shop
        self._runner = runner
        self._language = language

    def enter(self) -> None:
        wanted = self._language()
        self._runner.run(lambda _: topics(wanted), self._told, self._failed)
        if self.state.about is None:
            self._runner.run(
                lambda _: self._shop.about.about(),
                lambda about: self._become(replace(self.state, about=about)),
                self._failed,
            )

    def choose(self, name: str) -> None:
        self._become(replace(self.state, chosen=name, part="", licence=""))

    def read_licence(self, part: str) -> None:
        """The text of one part's licence."""

        def told(text: str) -> None:
            if self.state.part == part:
                self._become(replace(self.state, licence=text))

        self._become(replace(self.state, chosen=LICENCES, part=part, licence=""))
        self._runner.run(lambda _: self._shop.about.licence(part), told, self._failed)

    def _told(self, found: tuple[Topic, ...]) -> None:
        names = {topic.name for topic in found} | {ABOUT, LICENCES}
        chosen = self.state.chosen if self.state.chosen in names else found[0].name
        self._become(replace(self.state, topics=found, chosen=chosen))

    def _failed(self, error: Exception) -> None:
        self._become(replace(self.state, trouble=error))
