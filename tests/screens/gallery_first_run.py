"""The cards of the first run, as ``gallery`` shows them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QWidget

from tests.fakes.desk_shop import FakeSetUp
from tests.screens.stand import Stand, shop_name
from ui.cameras.adding import CamerasPresenter
from ui.first_run.manager_card import ManagerCard
from ui.first_run.presenter import FirstRunPresenter
from ui.first_run.retention import RetentionPresenter
from ui.first_run.sheet_card import SheetCard
from ui.first_run.state import Step, Typed
from ui.first_run.view import FirstRunView
from ui.translate import language

Then = Callable[[FirstRunView, FirstRunPresenter], None]


def first_run(
    step: Step,
    *,
    key_file: bool = False,
    again: bool = False,
    cameras_there: bool = True,
    fits: float = 21.6,
    then: Then = lambda _view, _presenter: None,
) -> Callable[[], QWidget]:
    def make() -> QWidget:
        stand = Stand()
        set_up = FakeSetUp(stand.clock)
        set_up.ready = not key_file
        set_up.cameras_there = cameras_there
        presenter = FirstRunPresenter(set_up, stand.runner, lambda _: None, lambda: None)
        cameras = CamerasPresenter(
            lambda: stand.shop.camera_set_up, lambda: stand.who, stand.runner
        )
        retention = RetentionPresenter(
            lambda: stand.shop.retention, lambda: stand.shop.door, lambda: stand.who, stand.runner
        )
        stand.shop.retention.fits = fits
        presenter.load()
        presenter.want_start(wanted=cameras_there)
        fill_first_run(presenter, cameras, step)
        if again:
            created = presenter.state.created
            assert created is not None
            presenter.resume(created.shop, replace(stand.who, left="sheet"))
        if step in (Step.RETENTION, Step.DONE):
            retention.load()
        if step is Step.RETENTION:
            retention.want(7)
        view = FirstRunView(presenter, cameras, retention, lambda _: None, lambda: None)
        then(view, presenter)
        return view

    return make


def fill_first_run(presenter: FirstRunPresenter, cameras: CamerasPresenter, step: Step) -> None:
    """What a person would have typed up to a card."""
    japanese = language() == "ja"
    names = ("佐藤 花子", "鈴木 一郎") if japanese else ("Sato Hanako", "Suzuki Ichiro")
    presenter.type_shop(shop_name(language()), "03-1234-5678")
    if step > Step.SHOP:
        presenter.forward()
    for which, login, name in (("chief", "sato", names[0]), ("deputy", "suzuki", names[1])):
        target = Step.CHIEF if which == "chief" else Step.DEPUTY
        if step < target:
            return
        words = f"maple-river-candle-orbit-velvet-{login}"
        typed = Typed(login, name, words, words, pledged=True)
        presenter.type_manager("chief" if which == "chief" else "deputy", typed)
        if step > target:
            presenter.forward()
    created = presenter.state.created
    if created is not None:
        presenter.take_sheet()
    if step > Step.SHEET and created is not None:
        presenter.type_back(tuple(created.sheet.words[n - 1] for n in presenter.state.asked))
        cameras.search()
        found = cameras.state.found or ()
        cameras.choose(found[0])
        name = "入口" if japanese else "Entrance"
        cameras.type_draft(replace(cameras.state.draft, username="admin", name=name))
        cameras.try_out()
        cameras.answer(private=False)
    while presenter.state.step < step:
        presenter.forward()


def same_login(_view: FirstRunView, presenter: FirstRunPresenter) -> None:
    """The deputy has typed the chief's login."""
    typed = presenter.state.deputy
    presenter.type_manager("deputy", replace(typed, login="sato"))
    presenter.forward()


def forward(_view: FirstRunView, presenter: FirstRunPresenter) -> None:
    presenter.forward()


def suggest(view: FirstRunView, _presenter: FirstRunPresenter) -> None:
    """The deputy asked for a passphrase."""
    card = view._card
    assert isinstance(card, ManagerCard)
    card._suggest()


def saved(view: FirstRunView, _presenter: FirstRunPresenter) -> None:
    """The sheet was saved as a file, and a word of it was typed wrongly."""
    card = view._card
    assert isinstance(card, SheetCard)
    card._take(lambda *_: Path("/shop/Documents/recovery-sheet.pdf"), "")
    card.submit()


FIRST_RUN: dict[str, Callable[[], QWidget]] = {
    "first-run-1-shop": first_run(Step.SHOP),
    "first-run-2-chief": first_run(Step.CHIEF),
    "first-run-2-deputy": first_run(Step.DEPUTY),
    "first-run-2-key-file": first_run(Step.DEPUTY, key_file=True),
    "first-run-2-key-file-missing": first_run(Step.DEPUTY, key_file=True, then=forward),
    "first-run-2-same-login": first_run(Step.DEPUTY, then=same_login),
    "first-run-2-suggested": first_run(Step.DEPUTY, then=suggest),
    "first-run-3-sheet": first_run(Step.SHEET),
    "first-run-3-sheet-again": first_run(Step.SHEET, again=True),
    "first-run-3-sheet-saved": first_run(Step.SHEET, then=saved),
    "first-run-4-cameras": first_run(Step.CAMERAS),
    "first-run-5-retention": first_run(Step.RETENTION),
    "first-run-5-retention-few": first_run(Step.RETENTION, fits=2.4),
    "first-run-6-start": first_run(Step.START),
    "first-run-7-done": first_run(Step.DONE),
    "first-run-7-few": first_run(Step.DONE, fits=2.4),
    "first-run-7-left": first_run(Step.DONE, cameras_there=False),
}
