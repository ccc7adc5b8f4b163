"""The fields a ground asks for, made from its row: typed, chosen, or a scan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QGridLayout, QLineEdit, QPlainTextEdit, QWidget

from shopguard.base.clock import Clock, from_us
from shopguard.base.errors import InvalidInput
from ui.design import current
from ui.printing import documents
from ui.provision.model import FieldKind, GroundField
from ui.provision.typed import day_to_type, to_type, typed_day, typed_time
from ui.provision.words import field_words
from ui.translate import language, translate
from ui.widgets.basics import button, focus_soon, label, row
from ui.widgets.fields import Field, Line, Lines

_SIDES = 2


class GroundFields(QWidget):
    """``typed`` gives them as the engine wants them; what makes no sense is said beside it."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self._rows: dict[str, tuple[GroundField, Field]] = {}
        self._kept: dict[str, str] = {}
        self.scans: tuple[Path, ...] = ()
        self._scan_label = label("", "muted", wrap=True)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * current().unit)
        self._grid.setVerticalSpacing(current().unit)
        for side in range(_SIDES):
            self._grid.setColumnStretch(side, 1)

    def show_fields(
        self, fields: Sequence[GroundField], known: Mapping[str, str], *, call: bool = False
    ) -> None:
        """Another ground: what was typed under the same name stays.

        ``call``: only a telephone call so far; what it cannot know may follow.
        """
        self._remember()
        self._kept = {**known, **self._kept}
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._rows = {}
        for each in fields:
            made = self._make(each, _hint(each, call=call))
            self._rows[each.name] = (each, made)
        self._lay_out()

    def _lay_out(self) -> None:
        """Short ones side by side, long ones over the whole width."""
        place = 0
        for about, shown in self._rows.values():
            wide = about.kind in (FieldKind.LONG, FieldKind.SCAN)
            if wide:
                place += place % _SIDES
            self._grid.addWidget(
                shown, place // _SIDES, place % _SIDES, 1, _SIDES if wide else 1,
                Qt.AlignmentFlag.AlignTop,
            )  # fmt: skip
            place += _SIDES if wide else 1

    def typed(self) -> dict[str, str] | None:
        """None when something makes no sense; the keyboard stands at the first such field."""
        found: dict[str, str] = {}
        wrong: list[Field] = []
        for name, (about, shown) in self._rows.items():
            words = _words(shown.editor)
            try:
                found[name] = self._read(about, words)
            except InvalidInput as error:
                shown.trouble(error.words(language()).what)
                wrong.append(shown)
        if wrong:
            focus_soon(wrong[0].editor)
            return None
        return {name: words for name, words in found.items() if words}

    def point_out(self, names: Sequence[str]) -> None:
        """These are still missing."""
        for name in names:
            if name in self._rows:
                self._rows[name][1].trouble(translate("provision", "This is needed here."))
        first = next((self._rows[name][1] for name in names if name in self._rows), None)
        if first is not None:
            focus_soon(first.editor)

    def first(self) -> QWidget | None:
        """Where the keyboard begins."""
        return next((shown.editor for _, shown in self._rows.values()), None)

    def _make(self, about: GroundField, hint: str) -> Field:
        name = field_words(about.name)
        if about.kind is FieldKind.SCAN:
            return Field(name, self._scan(name), hint)
        if about.kind is FieldKind.LONG:
            editor: QWidget = Lines(self._kept.get(about.name, ""))
        else:
            line = Line(name, self._example(about.kind), 300)
            line.setText(self._shown(about))
            line.editingFinished.connect(lambda: self._tell_understood(about, line))
            editor = line
        return Field(name, editor, hint)

    def _scan(self, name: str) -> QWidget:
        choose = button(translate("provision", "Choose a file"), self._choose, icon="folder")
        choose.setAccessibleName(name)
        self._scan_label = label("", "muted", wrap=True)
        self._tell_scans()
        line = row(choose, self._scan_label)
        line.setAlignment(self._scan_label, Qt.AlignmentFlag.AlignVCenter)
        line.setStretch(1, 1)
        made = QWidget()
        made.setLayout(line)
        made.setFocusProxy(choose)
        return made

    def _choose(self) -> None:
        kinds = translate("provision", "PDF and pictures") + " (*.pdf *.jpg *.jpeg *.png *.tif)"
        title = translate("provision", "Scan or photo of the paper")
        chosen, _ = QFileDialog.getOpenFileNames(self, title, str(documents()), kinds)
        if chosen:
            self.scans = tuple(Path(path) for path in chosen)
            self._tell_scans()
            for about, shown in self._rows.values():
                if about.kind is FieldKind.SCAN:
                    shown.trouble("")

    def _tell_scans(self) -> None:
        names = ", ".join(path.name for path in self.scans)
        self._scan_label.setText(names or translate("provision", "nothing chosen yet"))

    def _example(self, kind: FieldKind) -> str:
        today = from_us(self._clock.utc_us())
        examples = {
            FieldKind.DATE: day_to_type(today.date(), language()),
            FieldKind.TIME: translate("door", "yesterday 17:30"),
            FieldKind.PHONE: "03-0000-0000",
        }
        words = examples.get(kind, "")
        return translate("provision", "e.g. {words}").format(words=words) if words else ""

    def _shown(self, about: GroundField) -> str:
        return self._to_type(about, self._kept.get(about.name, ""))

    def _to_type(self, about: GroundField, kept: str) -> str:
        return to_type(about.kind, kept, self._clock.utc_us(), language())

    def _tell_understood(self, about: GroundField, line: Line) -> None:
        """A day or time stands there in full once it was typed: which year, which day."""
        try:
            line.setText(self._to_type(about, self._read(about, line.text().strip())))
        except InvalidInput:
            return  # said when they go on

    def _read(self, about: GroundField, words: str) -> str:
        now, kind = self._clock.utc_us(), about.kind
        if not words or kind is FieldKind.SCAN:
            return ""
        if kind is FieldKind.DATE:
            return typed_day(words, now, ahead=about.ahead)
        return typed_time(words, now) if kind is FieldKind.TIME else words

    def _remember(self) -> None:
        """What was typed so far, as far as it makes sense."""
        for name, (about, shown) in self._rows.items():
            try:
                self._kept[name] = self._read(about, _words(shown.editor))
            except InvalidInput:
                self._kept.pop(name, None)


def _hint(about: GroundField, *, call: bool) -> str:
    if call and not about.call:
        return translate("provision", "May follow with the paper")
    return "" if about.required else translate("provision", "If there is any")


def _words(editor: QWidget) -> str:
    if isinstance(editor, QLineEdit):
        return editor.text().strip()
    return editor.toPlainText().strip() if isinstance(editor, QPlainTextEdit) else ""
