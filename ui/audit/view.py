"""The log on the screen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHeaderView,
    QTableView,
)

from ui.audit.head_dialog import HeadDialog
from ui.audit.model import Head, Verified
from ui.audit.presenter import AuditPresenter, AuditState
from ui.audit.table import AuditTable, action_words
from ui.design import current
from ui.translate import engine_text, translate
from ui.widgets.basics import Choice, button, column, holder, row, title
from ui.widgets.fields import Line
from ui.widgets.notice import Notice
from ui.widgets.page import Page

_LETTERS = (3, 12, 14, 12, 6, 12, 9)  # room for so many, by column


class AuditView(Page):
    """Filters above, rows below; the head that leaves the machine in a dialog."""

    def __init__(self, presenter: AuditPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._table = AuditTable()
        self._rows = self._make_rows()
        self._notice = Notice()
        self._verify = button(
            translate("audit", "Verify the log"), self._ask_to_verify, "primary", "check"
        )
        self._person = Choice(translate("audit", "Person"))
        self._camera = Choice(translate("audit", "Camera"))
        self._action = Choice(translate("audit", "Action"))
        self._day = Line(
            translate("audit", "Day"), translate("audit", "Day: yesterday, 20 Nov"), 30
        )
        self._head: HeadDialog | None = None
        head = button(translate("audit", "Head (QR)"), presenter.ask_head, icon="qr")
        export = button(translate("audit", "Export (CSV)"), self._export, icon="save")
        self._day.setMinimumWidth(current().wide(26))
        filters = row(self._person, self._camera, self._action, self._day, 1)
        heading = title(
            translate("audit", "Log"),
            translate(
                "audit", "Who did what, when and what for. Nobody can change it without being seen."
            ),
            head,
            export,
            self._verify,
        )
        body = column(filters, self._notice, self._rows, spacing=1)
        body.setStretch(2, 1)
        rows = column(heading, holder(body), spacing=2, margins=3)
        rows.setStretch(1, 1)
        self.setLayout(rows)
        self._filled: tuple[object, ...] = ()
        self._connect()
        presenter.attach(self.show_state)

    def _make_rows(self) -> QTableView:
        view = QTableView()
        view.setModel(self._table)
        view.setAccessibleName(translate("audit", "Log entries"))
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setTabKeyNavigation(False)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(36)
        header = view.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        metrics = view.fontMetrics()
        for index, letters in enumerate(_LETTERS):
            view.setColumnWidth(index, metrics.averageCharWidth() * letters + 36)
        return view

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

    def enter(self) -> None:
        self._presenter.enter()

    def leave(self) -> None:
        self._presenter.leave()
        if self._head is not None:
            self._head.reject()

    def show_state(self, state: AuditState) -> None:
        self._fill(state)
        self._table.show_rows(state.rows)
        self._show_head(state.head)
        busy = state.progress is not None
        self._verify.setEnabled(not busy)
        if state.trouble is not None:
            self._notice.say_error(state.trouble)
        elif state.progress is not None:
            percent = int(state.progress * 100)
            self._notice.say(translate("audit", "Verifying… {n} %").format(n=percent))
        elif state.verified is not None:
            self._notice.say(*verified_words(state.verified))
        elif state.written is not None:
            self._notice.say(
                translate("audit", "Entries written: {n}").format(n=state.written), "", "good"
            )
        else:
            self._notice.hush()

    def _fill(self, state: AuditState) -> None:
        offered = (state.people, state.cameras, state.actions)
        if offered == self._filled:
            return
        self._filled = offered
        wanted = state.wanted
        people = [(person.name, person.id) for person in state.people]
        cameras = [(camera.name, camera.id) for camera in state.cameras]
        actions = [(action_words(action), action) for action in state.actions]
        everybody = translate("audit", "Everybody")
        self._person.fill([(everybody, ""), *people], wanted.person_id)
        self._camera.fill([(translate("audit", "All cameras"), ""), *cameras], wanted.camera_id)
        self._action.fill([(translate("audit", "All actions"), ""), *actions], wanted.action)

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

    def _export(self) -> None:
        name = translate("audit", "log") + ".csv"
        path, _ = QFileDialog.getSaveFileName(
            self, translate("audit", "Export the log"), str(Path.home() / name), "CSV (*.csv)"
        )
        if path:
            self._presenter.export(Path(path))


def verified_words(found: Verified) -> tuple[str, str, str]:
    """What verifying came to: what, rest, tone."""
    if found.ok:
        said = translate("audit", "All {n} entries are as they were written.")
        rest = (
            translate("audit", "They also match the head that was kept outside.")
            if found.against
            else translate(
                "audit", "To be sure that nothing was cut off, compare with a head kept outside."
            )
        )
        return said.format(n=f"{found.records:,}"), rest, "good"
    said = translate("audit", "Problems found in {m} entries: {n}")
    lines = [engine_text(each.code, **dict(each.params)) for each in found.problems[:8]]
    what = said.format(n=len(found.problems), m=f"{found.records:,}")
    return what, "\n".join(lines), "lost"
