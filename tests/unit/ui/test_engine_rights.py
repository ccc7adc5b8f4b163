"""A request about one's own data on a real shop: held, searched, answered, provided."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from shopguard.app.acts import provision as provisions
from shopguard.base.clock import DAY, SECOND
from shopguard.base.span import Span
from tests.fakes.full_shop import FullShop
from tests.fakes.small_shop import password_of
from ui.engine.shop import EngineShop
from ui.model import Credentials
from ui.provision.model import CaseInfo
from ui.rights.model import Answer, Reminders, RightsDraft, RightsInfo, Wish


class Counter:
    """A shop with ten seconds of one camera, and a manager at the counter."""

    def __init__(self, folder: Path) -> None:
        self.full = FullShop(folder)
        self.camera, self.idle = self.full.camera("入口"), self.full.camera("倉庫")
        start = self.full.clock.utc_us()
        self.full.record(self.camera)
        self.full.clock.advance(10 * SECOND)
        self.span = Span(start, start + 2 * SECOND)
        self.shop = EngineShop(self.full.shop)
        self.by = self.shop.sign_in(Credentials("sato", password_of("sato")))

    def receive(self, *cameras: str, span: Span | None = None) -> RightsInfo:
        draft = RightsDraft(Wish.DISCLOSURE, "中村 由美", "駅前1", "入口の映像", cameras, span)
        self.shop.rights.receive(draft, self.by, "ja")
        return self.only

    @property
    def only(self) -> RightsInfo:
        (request,) = self.shop.rights.listed("", "ja")
        return request


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    made = Counter(tmp_path)
    yield made
    made.full.close()


@pytest.mark.requirement("T-4", "M-31")
def test_what_is_asked_about_is_kept_while_the_answer_is_owed(counter: Counter) -> None:
    request = counter.receive(counter.camera.id, span=counter.span)
    assert request.held_until_us is not None
    assert request.held_until_us > request.due_us


def test_where_nothing_is_kept_there_is_no_hold(counter: Counter) -> None:
    assert counter.receive(counter.idle.id, span=counter.span).held_until_us is None
    assert counter.full.shop.holds.active() == []


@pytest.mark.requirement("M-31")
def test_a_search_tells_what_the_request_is_about(counter: Counter) -> None:
    request, book = counter.receive(), counter.shop.rights
    (found,) = book.search(counter.span, "入口")
    book.found(request.id, "入口に録画がある", (found.camera.id,), counter.span, counter.by)
    book.hold(request.id, counter.by, "ja")
    told = counter.only
    assert (told.cameras[0].name, told.span) == ("入口", counter.span)
    assert told.held_until_us is not None
    assert (told.who, told.words, told.received_us) == (
        request.who,
        request.words,
        request.received_us,
    )


@pytest.mark.requirement("J-6", "M-31", "G-7.1")
def test_promised_pictures_become_a_provision_and_each_names_the_other(counter: Counter) -> None:
    book, request = counter.shop.rights, counter.receive(counter.camera.id, span=counter.span)
    book.identified(request.id, "運転免許証", "顔写真と見比べた", counter.by)
    book.answer(request.id, Answer.GRANTED, "録画が残っている", counter.by)
    draft = book.begun(request.id, "ja")
    assert counter.shop.provisions.missing(draft) == ()
    counter.full.clock.advance(SECOND)
    case = counter.shop.provisions.open(draft, counter.by)
    assert case.state == "open"
    (listed,) = counter.shop.provisions.listed("")
    assert isinstance(listed, CaseInfo)
    assert listed.request == counter.only.number
    assert (counter.only.provision, counter.only.provision_number) == (case.id, case.number)
    assert f"第{request.number}号" in case.fields["need"]
    assert counter.full.shop.cases.check() == []
    assert book.letter(request.id, counter.by, "ja").startswith(b"%PDF")


@pytest.mark.requirement("M-31")
def test_what_is_late_is_told(counter: Counter) -> None:
    counter.receive()
    assert counter.shop.rights.reminders() == Reminders()
    counter.full.clock.advance(12 * DAY)
    assert counter.shop.rights.reminders() == Reminders(answers=1)
    counter.full.clock.advance(3 * DAY)
    assert counter.shop.rights.reminders() == Reminders(answers=1, late=1)
    counter.shop.rights.withdraw(counter.only.id, "解決した", counter.by)
    assert counter.shop.rights.reminders() == Reminders()
    assert provisions.listed(counter.full.shop) == []


@pytest.mark.requirement("M-31")
def test_a_request_is_found_by_any_word_of_it(counter: Counter) -> None:
    request, book = counter.receive(), counter.shop.rights
    book.note(request.id, "電話で日にちを決めた", counter.by)
    for words in ("中村", "駅前", "入口の", "日にち", str(request.number)):
        assert [one.id for one in book.listed(words, "ja")] == [request.id], words
    assert book.listed("別の方", "ja") == ()
