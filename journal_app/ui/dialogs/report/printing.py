"""The page as the bytes of a PDF file, and as a picture of the same."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
from PySide6.QtGui import QColor, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter

from journal_app.domain.report import Part
from journal_app.ui.dialogs.report.page import HEIGHT, WIDTH, Page
from journal_app.ui.dialogs.report.typeset import DOTS

_TITLE = "Report of a period"
_PICTURE_DPI = 192


@dataclass(frozen=True, slots=True)
class Printed:
    """A page as it would be saved. ``pdf`` is empty if something does not fit: half a report is none."""

    pdf: bytes
    picture: QImage
    words: str
    beyond: tuple[Part, ...]


def printed(page: Page) -> Printed:
    """Print a page."""
    return Printed(b"" if page.beyond else as_pdf(page), as_picture(page), page.words, tuple(page.beyond))


def as_pdf(page: Page) -> bytes:
    """A file of one page. All that it says of itself is a title that any report has."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(_TITLE)
    writer.setCreator("Throughline")
    writer.setAuthor("")
    writer.setResolution(DOTS)
    size = QPageSize(QPageSize.PageSizeId.A4)
    writer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
    painter = QPainter(writer)
    page.paint(painter)
    painter.end()
    # A writer finishes its file when it goes.
    del painter, writer
    return bytes(buffer.data().data())


def as_picture(page: Page) -> QImage:
    """The same, drawn for the eye."""
    scale = _PICTURE_DPI / DOTS
    picture = QImage(round(WIDTH * scale), round(HEIGHT * scale), QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    painter = QPainter(picture)
    painter.setRenderHints(
        QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing,
    )
    painter.scale(scale, scale)
    page.paint(painter)
    painter.end()
    return picture
