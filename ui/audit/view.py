"""The log on the screen."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton, QSizePolicy

from shopguard.base.texts import fill
from ui import words
from ui.audit.details import DetailCard
from ui.audit.head_dialog import HeadDialog
from ui.audit.model import CopyWords, Head, Verified
from ui.audit.presenter import EVERYTHING, AuditPresenter, AuditState, Working
from ui.audit.table import AuditList, AuditTable
from ui.audit.words import action_words, by_subject, filter_words
from ui.design import current
from ui.printing import chosen_file, documents
from ui.translate import engine_text, language, translate
from ui.widgets.basics import Choice, button, column, holder, icon_button, row, title
from ui.widgets.fields import Line
from ui.widgets.flow import Flow
from ui.widgets.notice import Notice
from ui.widgets.page import Empty, Page
from ui.widgets.progress import ProgressLine


class AuditView(Page):
    """Filters above, rows below, the chosen row in full; the head in a dialog."""

    def __init__(self, presenter: AuditPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._table = AuditTable()
        self._rows = AuditList(self._table)
        self._detail = DetailCard()
        self._notice = Notice()
        self._progress = ProgressLine(presenter.stop)
        self._verify = button(
            translate("audit", "Verify the log"), self._ask_to_verify, "primary", "check"
        )
        self._copy = self._copy_button()
        self._person = Choice(translate("audit", "Person"))
        self._camera = Choice(translate("audit", "Camera"))
        self._action = Choice(translate("audit", "Action"))
        self._day = Line(
            translate("audit", "Day"), translate("audit", "Day: yesterday, 20 Nov"), 30
        )
        self._day.setMinimumWidth(current().wide(24))
        self._day.setMaximumWidth(current().wide(31))
        self._all = icon_button(
            "close", translate("audit", "Show everything"), self._show_everything
        )
        self._head: HeadDialog | None = None
        self._none = Empty(
            "audit",
            translate("audit", "No entry fits this filter"),
            translate("audit", "Choose another person, camera, action or day."),
        )
        self._filled: tuple[object, ...] = ()
        self._lay_out()
        self._connect()
        presenter.attach(self.show_state)

    def _lay_out(self) -> None:
        head = button(translate("audit", "Head (QR)"), self._presenter.ask_head, icon="qr")
        for part in (self._person, self._camera, self._action):
            part.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            part.setMinimumContentsLength(8)
            part.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._action.setMinimumContentsLength(16)  # what was done takes the most words
        day = row(self._day, self._all)
        filters = Flow(self._person, self._camera, self._action, day)
        heading = title(
            translate("audit", "Log"),
            translate(
                "audit", "Who did what, when and what for. Nobody can change it without being seen."
            ),
            head,
            self._copy,
            self._verify,
        )
        body = column(
            filters, self._progress, self._notice, self._rows, self._none, self._detail, spacing=1
        )
        for index in (3, 4):
            body.setStretch(index, 1)
        rows = column(heading, holder(body), spacing=2, margins=3)
        rows.setStretch(1, 1)
        self.setLayout(rows)

    def _copy_button(self) -> QPushButton:
        """Three kinds of copies, of what the filter shows."""
        made = button(translate("audit", "Take a copy"), icon="save")
        menu = QMenu(made)
        for name, kind in (
            (translate("audit", "List to print (PDF)"), "pdf"),
            (translate("audit", "Table for a spreadsheet (CSV)"), "csv"),
            (translate("audit", "With all proofs, for machines (JSON)"), "json"),
        ):
            menu.addAction(name, partial(self._export, kind))
        made.setMenu(menu)
        return made

    def _connect(self) -> None:
        presenter = self._presenter
        self._person.currentIndexChanged.connect(
            lambda: presenter.choose_person(str(self._person.currentData() or ""))
        )
        self._camera.currentIndexChanged.connect(
            lambda: presenter.choose_camera(str(self._camera.currentData() or ""))
        )
        self._action.currentIndexChanged.connect(
            lambda: presenter.choose_action(str(self._action.currentData() or ""))
        )
        self._day.editingFinished.connect(lambda: presenter.choose_day(self._day.text()))
        bar = self._rows.verticalScrollBar()
        bar.valueChanged.connect(
            lambda value: presenter.load_more() if value >= bar.maximum() - 3 else None
        )
        self._rows.selectionModel().currentRowChanged.connect(
            lambda now, _before: presenter.choose_row(self._table.row_at(now))
        )

    def enter(self) -> None:
        self._presenter.enter()

    def leave(self) -> None:
        self._presenter.leave()
        if self._head is not None:
            self._head.reject()

    def show_state(self, state: AuditState) -> None:
        self._fill(state)
        self._table.show_rows(state.rows)
        self._detail.show_row(state.chosen)
        filtered = state.wanted != EVERYTHING
        self._all.setVisible(filtered)
        self._none.setVisible(filtered and state.known and not state.rows)
        self._rows.setVisible(not self._none.isVisibleTo(self))
        self._show_head(state.head)
        self._show_work(state.working)
        if state.trouble is not None:
            self._notice.say_error(state.trouble)
        elif state.verified is not None:
            self._notice.say(*verified_words(state.verified))
        elif state.written is not None:
            self._notice.say(
                translate("audit", "Entries written: {n}").format(n=f"{state.written:,}"),
                "",
                "good",
            )
        else:
            self._notice.hush()

    def _show_work(self, working: Working | None) -> None:
        for part in (self._verify, self._copy):
            part.setEnabled(working is None)
        if working is None:
            self._progress.hide()
            return
        what = (
            translate("audit", "Verifying the log…")
            if working.kind == "verify"
            else translate("audit", "Writing the copy…")
        )
        self._progress.show_work(what, working.share, working.left_s)

    def _fill(self, state: AuditState) -> None:
        offered = (state.people, state.cameras, state.actions, state.wanted)
        if offered == self._filled:
            return
        self._filled = offered
        wanted = state.wanted
        people = [(person.name, person.id) for person in state.people]
        cameras = [(camera.name, camera.id) for camera in state.cameras]
        groups = by_subject(state.actions)
        actions = [(action_words(action), action) for group in groups for action in group]
        everybody = translate("audit", "Everybody")
        self._person.fill([(everybody, ""), *people], wanted.person_id)
        self._camera.fill([(translate("audit", "All cameras"), ""), *cameras], wanted.camera_id)
        self._action.fill([(translate("audit", "All actions"), ""), *actions], wanted.action)
        place = 1
        for group in groups:  # a line between the subjects
            self._action.insertSeparator(place)
            place += 1 + len(group)
        for choice in (self._person, self._camera, self._action):
            choice.setToolTip(choice.currentText())
        if wanted.day is not None and not self._day.text():
            self._day.setText(words.day(wanted.day.start, language()))

    def _show_everything(self) -> None:
        self._day.clear()
        self._presenter.choose_everything()

    def _ask_to_verify(self) -> None:
        self._presenter.verify("")

    def _show_head(self, head: Head | None) -> None:
        if head is None or self._head is not None:
            return
        self._head = HeadDialog(head, self._presenter.verify, self.window())
        self._head.finished.connect(self._head_closed)
        self._head.open()

    def _head_closed(self) -> None:
        if self._head is not None:
            self._head.deleteLater()
        self._head = None
        self._presenter.put_head_away()

    def _export(self, kind: str) -> None:
        name = translate("audit", "log")
        path, _ = QFileDialog.getSaveFileName(
            self,
            translate("audit", "Take a copy"),
            str(documents() / f"{name}.{kind}"),
            f"{kind.upper()} (*.{kind})",
        )
        if path:
            state = self._presenter.state
            only = filter_words(state.wanted, state.people, state.cameras)
            self._presenter.export(chosen_file(path, kind), CopyWords(language(), only))


def verified_words(found: Verified) -> tuple[str, str, str]:
    """What verifying came to: what, rest, tone."""
    if found.ok:
        said = translate(
            "audit", "All {n} {n:?entry is as it was|entries are as they were} written."
        )
        rest = (
            translate("audit", "They also match the head that was kept outside.")
            if found.against
            else translate(
                "audit", "To be sure that nothing was cut off, compare with a head kept outside."
            )
        )
        return fill(said, n=f"{found.records:,}"), rest, "good"
    said = translate("audit", "Problems found in {m} entries: {n}")
    lines = [engine_text(each.code, **dict(each.params)) for each in found.problems[:8]]
    what = said.format(n=len(found.problems), m=f"{found.records:,}")
    return what, "\n".join(lines), "lost"
