"""The head of the log: to take away, and to compare with one taken away before."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from shopguard.base.clock import from_us
from shopguard.base.errors import ShopGuardError
from shopguard.base.texts import fill
from ui import words
from ui.audit.model import Head
from ui.design import current
from ui.printing import Paper, print_pdf, save_pdf
from ui.translate import language, translate
from ui.widgets.basics import button, column, focus_soon, label, row, rule, title
from ui.widgets.dialog import Dialog
from ui.widgets.fields import Field, Line
from ui.widgets.notice import Notice
from ui.widgets.qr import QrCode


class HeadDialog(Dialog):
    """QR code, text, copy; and a field for a head that was kept outside."""

    def __init__(
        self,
        head: Head,
        verify: Callable[[str], None],
        parent: QWidget | None = None,
        *,
        save: Paper = save_pdf,
        print_: Paper = print_pdf,
    ) -> None:
        super().__init__(translate("audit", "Head of the log"), 88, parent)
        self._head = head
        self._verify = verify
        self._notice = Notice()
        code = QrCode(translate("audit", "Head of the log as a QR code"), 26 * current().unit)
        code.show_text(head.text)
        code.setAccessibleDescription(head.text)
        said = translate("audit", "{n} {n:?entry|entries}, as of {time}")
        moment = words.moment(head.at_us, language())
        text = WholeText(head.text)
        text.setAccessibleName(translate("audit", "Head of the log as text"))
        self._against = Line(translate("audit", "Head kept outside"), "SGHEAD1:", 400)
        self._against.returnPressed.connect(self._compare)
        facts = column(
            label(fill(said, n=f"{head.size:,}", time=moment), "strong"),
            text,
            row(
                button(
                    translate("audit", "Print…"), partial(self._give, print_), "primary", "print"
                ),
                button(translate("audit", "Save as PDF…"), partial(self._give, save)),
                1,
            ),
            row(button(translate("audit", "Copy the text"), self._copy, "quiet"), 1),
            self._notice,
            1,
        )
        taken = row(code, facts, spacing=2)
        taken.setStretch(1, 1)
        taken.setAlignment(code, Qt.AlignmentFlag.AlignTop)
        compare = Field(translate("audit", "Compare with a head kept outside"), self._against)
        body = column(
            title(
                translate("audit", "Head of the log"),
                translate(
                    "audit",
                    "Keep it outside of this PC, on paper or by mail: whoever rewrites the log"
                    " is then found out.",
                ),
            ),
            taken,
            rule(),
            compare,
            row(
                1,
                button(translate("audit", "Close"), self.reject),
                button(translate("audit", "Verify against it"), self._compare),
            ),
            spacing=2,
            margins=3,
        )
        self.fill(body)
        focus_soon(self._against)

    def _give(self, paper: Paper) -> None:
        """On paper or into a file, with how an outsider checks it."""
        day = from_us(self._head.at_us)
        name = translate("audit", "log head {day}").format(day=f"{day:%Y-%m-%d}")
        try:
            if paper(self._head.page, f"{name}.pdf", self):
                self._notice.say(
                    translate("audit", "Done. Keep it outside of this PC."), "", "good"
                )
        except ShopGuardError as error:
            self._notice.say_error(error)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._head.text)

    def _compare(self) -> None:
        against = self._against.text().strip()
        if against:
            self.accept()
            self._verify(against)
        else:
            self._against.setFocus()


class WholeText(QPlainTextEdit):
    """Words to copy, all of them in sight."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        lines = round(self.document().size().height())  # this kind of document counts lines
        edge = (
            self.height() - self.viewport().height() + 2 * round(self.document().documentMargin())
        )
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + edge)
