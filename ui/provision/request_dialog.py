"""A request at the counter, in three steps: on which ground, what it says, which footage."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QCheckBox, QRadioButton, QWidget

from shopguard.base.clock import Clock
from ui.design import current
from ui.provision.fields import GroundFields
from ui.provision.footage_choice import FootageChoice, Known, asked_span
from ui.provision.model import CaseInfo, Draft, GroundInfo, Marked, filled_in
from ui.provision.presenter import ProvisionPresenter
from ui.provision.words import ground_words
from ui.translate import engine_text, translate
from ui.widgets.basics import button, column, focus_soon, holder, label, row
from ui.widgets.dialog import Dialog
from ui.widgets.notice import Notice

_GROUND, _PARTICULARS, _FOOTAGE = range(3)


class RequestDialog(Dialog):
    """``case``: a request announced before, whose paper came. ``marked``: found in Recordings.

    ``begun``: what is known already of a provision that answers somebody's own request.
    """

    def __init__(
        self,
        presenter: ProvisionPresenter,
        clock: Clock,
        case: CaseInfo | None = None,
        marked: Marked | None = None,
        parent: QWidget | None = None,
        begun: Draft | None = None,
    ) -> None:
        title = _title(case)
        super().__init__(title, 104, parent)
        self._presenter = presenter
        self._clock = clock
        self._case = case
        self._begun = begun
        self._known = dict(begun.fields) if begun else dict(case.fields) if case else {}
        ground = begun.ground if begun else case.ground if case else ""
        self._first = _PARTICULARS if ground else _GROUND
        self._stage = self._first
        self._warned: tuple[str, ...] = ()
        self._step = label("", "muted")
        self._notice = Notice()
        self._grounds = GroundChoice(presenter.state.grounds, ground)
        self._fields = GroundFields(clock)
        self._call = QCheckBox(translate("provision", "By telephone; the paper will follow"))
        self._call.toggled.connect(self._show_fields)
        hint = translate(
            "provision",
            "As few cameras and as short a span as will do. Look for it under Recordings first;"
            " what you mark there is filled in here.",
        )
        self._footage = FootageChoice(
            presenter.state.cameras, clock, hint, _footage_of(case, begun) or marked
        )
        self._back = button(translate("provision", "Back"), self._go_back)
        self._next = button(translate("provision", "Next"), self.go_on, "primary")
        particulars = holder(column(self._call, self._fields, spacing=2))
        self._pages = (self._grounds, particulars, self._footage)
        self._call.setVisible(not ground)
        body = column(
            label(title, "heading"),
            self._step,
            *self._pages,
            spacing=2,
        )
        cancel = button(translate("provision", "Cancel"), self.reject)
        foot = column(self._notice, row(1, cancel, self._back, self._next))  # in sight, always
        self.fill(body, foot)
        self._show()

    @property
    def ground(self) -> GroundInfo | None:
        key = self._grounds.chosen
        return next((each for each in self._presenter.state.grounds if each.key == key), None)

    def go_on(self, *, check: bool = True) -> None:
        """The next step, or the end. ``check`` False: a picture of a step is wanted only."""
        self._notice.hush()
        ground = self.ground
        if ground is None:
            self._notice.say(
                translate("provision", "Choose a ground first."),
                translate("provision", "Without one nothing is handed over."),
                "late",
            )
            return
        if self._stage == _PARTICULARS and check and not self._particulars_hold(ground):
            return
        if self._stage < _FOOTAGE and not (self._stage == _PARTICULARS and not ground.allows):
            self._stage += 1
            self._show()
            return
        self._submit(ground)

    def _particulars_hold(self, ground: GroundInfo) -> bool:
        typed = self._fields.typed()
        if typed is None:
            return False
        if not ground.allows:
            return True
        call = self._call.isChecked()
        given = {**typed, **({"scan": "attached"} if self._fields.scans else {})}
        lacking = [
            each.name
            for each in ground.fields
            if (each.call if call else each.required) and not given.get(each.name)
        ]
        self._fields.point_out(lacking)
        if lacking and call:
            self._notice.say(
                translate("provision", "Write down who called: the name and, if any, the agency."),
                translate("provision", "The rest can follow with the paper."),
                "late",
            )
        elif lacking:
            said = translate(
                "provision", "{n} more to fill in; without them nothing may be handed over."
            )
            self._notice.say(said.format(n=len(lacking)), "", "late")
        return not lacking

    def _go_back(self) -> None:
        self._stage -= 1
        self._show()

    def _show(self) -> None:
        self._back.setVisible(self._stage > self._first)
        ground = self.ground
        end = _FOOTAGE if ground is None or ground.allows else _PARTICULARS
        self._step.setText(_step_words(self._stage, self._first, end))
        last = self._stage == end
        self._next.setText(
            translate("provision", "Note the request") if last else translate("provision", "Next")
        )
        if self._stage == _PARTICULARS and ground is not None:
            self._call.setVisible(self._first == _GROUND and ground.allows)
            self._show_fields()
            first_field = self._fields.first()
            if first_field is not None:
                focus_soon(first_field)
        elif self._stage == _FOOTAGE:
            self._footage.suggest(asked_span(self._fields.typed() or {}))
            self._footage.focus()
        for index, page in enumerate(self._pages):
            page.setVisible(index == self._stage)
        self.to_top()

    def _show_fields(self) -> None:
        ground = self.ground
        if ground is not None:
            self._fields.show_fields(ground.fields, self._known, call=self._call.isChecked())

    def _submit(self, ground: GroundInfo) -> None:
        draft = self._draft(ground)
        if draft is None:
            return
        self._next.setEnabled(False)

        def judged(found: tuple[str, ...]) -> None:
            if self.gone:
                return
            if found and found != self._warned:
                self._warned = found
                self._next.setEnabled(True)
                said = "\n".join(engine_text(f"provision.broader.{each}") for each in found)
                again = translate("provision", "If it has to be so, note the request once more.")
                self._notice.say(said, again, "late")
                return
            if self._case is None:
                self._presenter.open(draft, self._answered)
            else:
                self._presenter.complete(self._case.id, draft, self._answered)

        self._presenter.judge(draft, judged)

    def _draft(self, ground: GroundInfo) -> Draft | None:
        typed = self._fields.typed()
        if typed is None:
            return None
        fields = filled_in(ground.fields, typed)
        if not ground.allows:
            return Draft(ground.key, fields, (), None)
        chosen = self._footage.chosen()
        if chosen is None:
            return None
        cameras, span = chosen
        call = self._call.isChecked()
        if not call and (not cameras or span is None):
            self._footage.point_out()
            return None
        scans = self._fields.scans
        rights = self._begun.rights if self._begun else ""
        return Draft(ground.key, fields, cameras, span, scans, call, self._footage.hold, rights)

    def _answered(self, error: Exception | None) -> None:
        if self.gone:
            return
        self._next.setEnabled(True)
        if error is None:
            self.accept()
        else:
            self._notice.say_error(error)


class GroundChoice(QWidget):
    """Every ground with what it means; none is chosen beforehand."""

    def __init__(self, grounds: tuple[GroundInfo, ...], chosen: str) -> None:
        super().__init__()
        self._buttons = QButtonGroup(self)
        lines = column(spacing=1)
        call = translate("provision", "Only a call so far? Choose the paper that is to come.")
        lines.addWidget(label(call, "muted", wrap=True))
        for ground in grounds:
            shown = QRadioButton(ground_words(ground.key))
            shown.setProperty("ground", ground.key)
            shown.setChecked(ground.key == chosen)
            why = engine_text(f"ground.why.{ground.key}")
            shown.setAccessibleDescription(why)
            self._buttons.addButton(shown)
            lines.addWidget(shown)
            below = label(why, "muted", wrap=True)
            below.setContentsMargins(5 * current().unit, 0, 0, current().unit)
            lines.addWidget(below)
        self.setLayout(lines)

    @property
    def chosen(self) -> str:
        button = self._buttons.checkedButton()
        return str(button.property("ground")) if button is not None else ""


def _title(case: CaseInfo | None) -> str:
    if case is None:
        return translate("provision", "A request for footage")
    return translate("provision", "The paper came: No. {n}").format(n=case.number)


def _step_words(stage: int, first: int, end: int) -> str:
    """Which step of how many; who comes with a ground begins at the second."""
    names = {
        _GROUND: translate("provision", "on which ground?"),
        _PARTICULARS: translate("provision", "what the paper says, and who it is"),
        _FOOTAGE: translate("provision", "which footage?"),
    }
    if stage == end == _PARTICULARS:  # no ground, so no paper
        names[stage] = translate("provision", "who asks, and for what")
    step = translate("provision", "{n} of {of}: {what}")
    return step.format(n=stage - first + 1, of=end - first + 1, what=names[stage])


def _footage_of(case: CaseInfo | None, begun: Draft | None) -> Known | None:
    """What is known of the footage, from the call or from the person's own request."""
    if begun is not None:
        return begun.camera_ids, begun.span
    return None if case is None else (tuple(each.id for each in case.cameras), case.span)
