"""Paper: a PDF held in memory, saved where the owner says, or sent to a printer page by page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize, QStandardPaths, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QFileDialog, QWidget

from shopguard.base.errors import Unavailable
from shopguard.base.platform import host
from ui.translate import translate

Paper = Callable[[bytes, str, QWidget], Path | bool | None]
"""A way out for a page: a path where it became a file; False or None: the owner thought better."""

DOTS_PER_INCH = 300
POINTS_PER_INCH = 72


def documents() -> Path:
    """Where people keep their files; their home where there is no such folder."""
    places = QStandardPaths.StandardLocation.DocumentsLocation
    folder = Path(QStandardPaths.writableLocation(places) or Path.home())
    return folder if folder.is_dir() else Path.home()


def chosen_file(path: str, ending: str) -> Path:
    """What was chosen, with the ending it has to have."""
    chosen = Path(path)
    wanted = f".{ending}"
    return chosen if chosen.suffix.lower() == wanted else chosen.with_name(chosen.name + wanted)


def save_pdf(pdf: bytes, name: str, parent: QWidget) -> Path | None:
    """Ask where to, and write there; where it is, or None when the owner thinks better of it."""
    folder = documents()
    chosen, _ = QFileDialog.getSaveFileName(
        parent, translate("printing", "Save as PDF"), str(folder / name), "PDF (*.pdf)"
    )
    if not chosen:
        return None
    path = Path(chosen).with_suffix(".pdf")
    try:
        host.private_file(path)
        path.write_bytes(pdf)
    except OSError as error:
        raise Unavailable("ui.not_written") from error
    return path


def print_pdf(pdf: bytes, name: str, parent: QWidget) -> bool:
    """Ask which printer, and print; False when the owner thinks better of it."""
    printer = choose_printer(name, parent)
    if printer is None:
        return False
    print_on(printer, pdf)
    return True


def choose_printer(name: str, parent: QWidget, *, only_paper: bool = False) -> QPrinter | None:
    """None when the owner thinks better of it. ``only_paper``: a file is no printer."""
    if only_paper and not QPrinterInfo.availablePrinterNames():
        raise Unavailable("ui.no_printer_here")
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    dialog = QPrintDialog(printer, parent)
    if only_paper:
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile, False)
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return None
    if only_paper and printer.outputFormat() is not QPrinter.OutputFormat.NativeFormat:
        raise Unavailable("ui.only_paper")
    return printer


def print_on(printer: QPrinter, pdf: bytes) -> None:
    """Page by page. Slow; may run beside the window."""
    painter = QPainter()
    if not painter.begin(printer):
        raise Unavailable("ui.no_printer")
    for index, page in enumerate(pages_of(pdf)):
        if index and not printer.newPage():
            painter.end()
            raise Unavailable("ui.no_printer")
        area = painter.viewport()
        size = page.size().scaled(area.size(), Qt.AspectRatioMode.KeepAspectRatio)
        painter.drawImage(QRect(area.topLeft(), size), page)
    painter.end()


def pages_of(pdf: bytes, dots_per_inch: int = DOTS_PER_INCH) -> list[QImage]:
    """Each page as a picture; nothing of it touches a file."""
    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    pages: list[QImage] = []
    for number in range(document.pageCount()):
        points = document.pagePointSize(number)
        scale = dots_per_inch / POINTS_PER_INCH
        size = QSize(round(points.width() * scale), round(points.height() * scale))
        pages.append(document.render(number, size))
    document.close()
    return pages
