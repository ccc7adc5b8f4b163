"""The guide on the screen: topics at the left, the page at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import (
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QStackedWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from shopguard.base.texts import fill
from ui.design import current
from ui.help.model import GUIDE, About
from ui.help.presenter import ABOUT, LICENCES, HelpPresenter, HelpState
from ui.translate import language, translate
from ui.widgets.basics import (
    PITCH,
    Choice,
    button,
    card,
    column,
    holder,
    label,
    row,
    scrolling,
    title,
)
from ui.widgets.notice import Notice
from ui.widgets.page import Page


class HelpView(Page):
    """Nothing here needs the internet, and nothing leads there."""

    def __init__(self, presenter: HelpPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._notice = Notice()
        self._list = QListWidget()
        self._list.setAccessibleName(translate("help", "Topics"))
        self._list.setFixedWidth(current().wide(40))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.currentRowChanged.connect(self._chose)
        self._text = _Guide(presenter)
        self._about = AboutPart()
        self._licences = LicencePart(presenter)
        self._stack = QStackedWidget()
        self._about_page = scrolling(holder(column(card(column(self._about)), 1)))
        for part in (self._text, self._about_page, self._licences):
            self._stack.addWidget(part)
        both = row(self._list, self._stack, spacing=2)
        both.setStretch(1, 1)
        body = column(
            title(
                translate("help", "Help"),
                translate("help", "Short pages on what you do most. They work without a network."),
            ),
            self._notice,
            both,
            spacing=2,
            margins=3,
        )
        body.setStretch(2, 1)
        self.setLayout(body)
        self._names: tuple[str, ...] = ()
        presenter.attach(self.show_state)

    def enter(self) -> None:
        self._presenter.enter()

    def show_state(self, state: HelpState) -> None:
        self._notice.say_error(state.trouble)
        self._fill(state)
        if state.chosen in self._names:
            self._list.blockSignals(True)
            self._list.setCurrentRow(self._names.index(state.chosen))
            self._list.blockSignals(False)
        if state.topic is not None:
            self._text.show_text(state.topic.text)
            self._stack.setCurrentWidget(self._text)
        if state.about is not None:
            self._about.show_about(state.about)
            self._licences.show_parts(state.about)
        self._licences.show_licence(state.part, state.licence)
        if state.chosen == ABOUT:
            self._stack.setCurrentWidget(self._about_page)
        elif state.chosen == LICENCES:
            self._stack.setCurrentWidget(self._licences)

    def _fill(self, state: HelpState) -> None:
        entries = [(topic.name, topic.title) for topic in state.topics]
        entries += [
            (ABOUT, translate("help", "About ShopGuard")),
            (LICENCES, translate("help", "Licences of the parts")),
        ]
        names = tuple(name for name, _ in entries)
        if names == self._names or not state.topics:
            return
        self._names = names
        self._list.blockSignals(True)
        self._list.clear()
        for _, words in entries:
            self._list.addItem(QListWidgetItem(words))
        self._list.blockSignals(False)

    def _chose(self, line: int) -> None:
        if 0 <= line < len(self._names):
            self._presenter.choose(self._names[line])


_PICTURE = "\ufffc"


class _Guide(QTextBrowser):
    """One page of the guide; a link leads to another page of it and nowhere else."""

    def __init__(self, presenter: HelpPresenter) -> None:
        super().__init__()
        self.setAccessibleName(translate("help", "Page of the guide"))
        self.setOpenLinks(False)
        self.setSearchPaths([str(GUIDE / language())])
        self.document().setDocumentMargin(3 * current().unit)
        self.anchorClicked.connect(lambda link: presenter.choose(QUrl(link).fileName()))
        self._shown = ""

    def show_text(self, text: str) -> None:
        if text == self._shown:
            return
        self._shown = text
        self.setMarkdown(text)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        pitch = QTextBlockFormat()
        pitch.setLineHeight(PITCH, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.mergeBlockFormat(pitch)
        plain = QTextBlockFormat()
        plain.setLineHeight(0, QTextBlockFormat.LineHeightTypes.SingleHeight.value)
        block = self.document().begin()
        while block.isValid():
            if block.text() == _PICTURE:  # a wider pitch would leave a hole below it
                QTextCursor(block).mergeBlockFormat(plain)
            block = block.next()


class AboutPart(QWidget):
    """Version, shop, and the key its log is signed with."""

    def __init__(self) -> None:
        super().__init__()
        self._version = label("", "heading", wrap=True)
        self._shop = label("", wrap=True)
        self._fingerprint = label("", "strong", wrap=True)
        self._plain = ""
        copy = button(translate("help", "Copy the fingerprint"), self._copy)
        why = translate(
            "help",
            "Keep this outside of the PC, on paper: whoever checks a copy of the log later sees by"
            " it that this shop signed it.",
        )
        licence = translate(
            "help",
            "ShopGuard’s own source is under the Apache licence 2.0. A bundle with all its parts is"
            " passed on under the GNU GPL, version 3.",
        )
        self.setLayout(
            column(
                self._version,
                self._shop,
                label(translate("help", "Fingerprint of the shop’s key"), "muted"),
                self._fingerprint,
                label(why, "muted", wrap=True),
                row(copy, 1),
                label(licence, wrap=True),
                1,
                spacing=2,
                margins=2,
            )
        )

    def show_about(self, about: About) -> None:
        self._plain = about.fingerprint
        self._version.setText(f"ShopGuard {about.version}")
        self._shop.setText(about.shop)
        self._fingerprint.setText(about.fingerprint)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._plain)


class LicencePart(QWidget):
    """Every part with its version and licence; the text of the one chosen below."""

    def __init__(self, presenter: HelpPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._choice = Choice(translate("help", "Part"))
        self._choice.currentIndexChanged.connect(self._chose)
        self._count: QLabel = label("", "muted")
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setAccessibleName(translate("help", "Text of the licence"))
        self._about: About | None = None
        self._shown: tuple[str, str] = ("", "")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(current().unit)
        layout.addWidget(holder(row(self._choice, self._count, 1, spacing=2)))
        layout.addWidget(self._text, 1)

    def show_parts(self, about: About) -> None:
        if about == self._about:
            return
        self._about = about
        entries: list[tuple[str, object]] = [
            (f"{part.name} {part.version}", part.name) for part in about.parts
        ]
        self._choice.fill([(translate("help", "Choose a part"), ""), *entries], "")
        self._count.setText(fill(translate("help", "{n} {n:?part|parts}"), n=len(about.parts)))

    def show_licence(self, part: str, text: str) -> None:
        if (part, text) == self._shown:
            return
        self._shown = (part, text)
        parts = self._about.parts if self._about is not None else ()
        found = next((each for each in parts if each.name == part), None)
        if found is None:
            self._text.setPlainText("")
            return
        head = f"{found.name} {found.version}\n{found.licence}\n\n"
        rest = text or translate("help", "The part brings no text of its licence.")
        self._text.setPlainText(head + rest)

    def _chose(self) -> None:
        part = str(self._choice.currentData() or "")
        if part:
            self._presenter.read_licence(part)
