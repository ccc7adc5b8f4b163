"""Cameras and a span, as a request asks for them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QCheckBox, QWidget

from shopguard.base.clock import SECOND, Clock, parse_time
from shopguard.base.errors import InvalidInput
from shopguard.base.span import Span
from ui import words
from ui.model import CameraInfo
from ui.review.typed_time import parse_moment
from ui.translate import language, translate
from ui.widgets.basics import column, focus_soon, label, row
from ui.widgets.fields import Field, Line
from ui.widgets.flow import Flow

Known = tuple[tuple[str, ...], Span | None]


class SpanChoice(QWidget):
    """From when to when, typed as anywhere in the window."""

    def __init__(self, clock: Clock, span: Span | None = None) -> None:
        super().__init__()
        self._clock = clock
        example = translate("door", "yesterday 17:30")
        self._start = Line(translate("door", "From"), example, 40)
        self._end = Line(translate("door", "To"), "18:30", 40)
        self._start_field = Field(translate("door", "From"), self._start)
        self._end_field = Field(translate("door", "To"), self._end)
        self._said = label("", "muted", wrap=True)
        if span is not None:
            self.show_span(span)
        self._said.hide()
        fields = row(self._start_field, self._end_field, spacing=2)
        self.setLayout(column(fields, self._said))

    def show_span(self, span: Span) -> None:
        """As if it had been typed."""
        self._start.setText(self._typed(span.start))
        self._end.setText(self._typed(-(-span.end // SECOND) * SECOND))  # nothing is lost

    @property
    def lines(self) -> tuple[Line, Line]:
        return self._start, self._end

    @property
    def empty(self) -> bool:
        """Nothing was typed at all."""
        return not any(line.text().strip() for line in self.lines)

    def chosen(self) -> Span | None:
        """None when it makes no sense, which is said beside it."""
        start = self._time(self._start, self._start_field)
        end = None if start is None else self._time(self._end, self._end_field)
        if start is None or end is None:
            return None
        if end <= start:
            self._end_field.trouble(translate("provision", "The end lies before the beginning."))
            focus_soon(self._end)
            return None
        span = Span(start, end)
        self._said.setText(words.span_and_length(span, language()))
        self._said.show()
        return span

    def focus(self) -> None:
        focus_soon(self._start)

    def _typed(self, us: int) -> str:
        return words.typed_moment(us, self._clock.utc_us(), language())

    def _time(self, line: Line, field: Field) -> int | None:
        if not line.text().strip():
            field.trouble(translate("provision", "Say from when to when."))
            focus_soon(line)
            return None
        try:
            return parse_moment(line.text(), self._clock.utc_us())
        except InvalidInput as error:
            field.trouble(error.words(language()).what)
            focus_soon(line)
            return None


class FootageChoice(QWidget):
    """Cameras and span. Nothing is chosen beforehand but what is known already."""

    def __init__(
        self,
        cameras: tuple[CameraInfo, ...],
        clock: Clock,
        hint: str,
        known: Known | None = None,
    ) -> None:
        super().__init__()
        chosen, span = known or ((), None)
        self._boxes: dict[str, QCheckBox] = {}
        box = Flow(gap=2)
        for camera in cameras:
            shown = QCheckBox(camera.name)
            shown.setToolTip(camera.place)
            shown.setChecked(camera.id in chosen)
            self._boxes[camera.id] = shown
            box.addWidget(shown)
        self._span = SpanChoice(clock, span)
        self._hold = QCheckBox(translate("provision", "Keep it from being erased meanwhile"))
        self._hold.setChecked(True)
        self._said = label("", "muted", wrap=True)
        self.setLayout(
            column(
                label(hint, "muted", wrap=True),
                label(translate("door", "Cameras"), "strong"),
                box,
                self._said,
                self._span,
                self._hold,
                1,
                spacing=2,
            )
        )
        self._said.hide()

    @property
    def hold(self) -> bool:
        return self._hold.isChecked()

    def suggest(self, span: Span | None) -> None:
        """What was asked for, as long as nothing else was typed."""
        if span is not None and self._span.empty:
            self._span.show_span(span)

    def focus(self) -> None:
        first = next(iter(self._boxes.values()), None)
        if first is not None:
            focus_soon(first)

    def chosen(self) -> Known | None:
        """None when a time makes no sense."""
        cameras = tuple(name for name, shown in self._boxes.items() if shown.isChecked())
        self._said.hide()
        if self._span.empty:
            return cameras, None
        span = self._span.chosen()
        return None if span is None else (cameras, span)

    def point_out(self) -> None:
        """Something is not chosen yet."""
        if not any(shown.isChecked() for shown in self._boxes.values()):
            self._said.setText(translate("provision", "Choose the cameras that are needed."))
            self._said.show()
            self.focus()
        else:
            self._span.chosen()


def asked_span(fields: Mapping[str, str]) -> Span | None:
    """The times the request names; None where it does not, or they make no sense."""
    start, end = fields.get("asked_from"), fields.get("asked_to")
    if not start or not end:
        return None
    span = Span(parse_time(start), parse_time(end))
    return span if span.duration > 0 else None
