"""A recovery key on paper: what it is, which journal it opens, how to use it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from html import escape

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QSizeF
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize, QPdfWriter, QTextDocument

from journal_app.domain.recovery_key import RecoveryKey
from journal_app.ui.theme import sans

_MARGIN_MM = 22.0
_MONOSPACE = "DejaVu Sans Mono, Noto Sans Mono, Consolas, Menlo, monospace"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on it."""

    key: RecoveryKey
    folder: str
    made_on: date

    @property
    def file_name(self) -> str:
        """A name that says what it is and not where it belongs."""
        return f"throughline-recovery-key-{self.made_on.isoformat()}.pdf"


def as_pdf(sheet: Sheet) -> bytes:
    """The sheet as a PDF file of one A4 page."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle("Throughline recovery key")
    writer.setCreator("Throughline")
    print_on(writer, sheet)
    # A writer finishes its file when it goes.
    del writer
    return bytes(buffer.data().data())


def print_on(device: QPagedPaintDevice, sheet: Sheet) -> None:
    """Draw the sheet on a PDF file or a printer."""
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    device.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter
        )
    )
    document = QTextDocument()
    font = sans(14)
    font.setPointSizeF(11)
    document.setDefaultFont(font)
    # With a size of its own it is drawn as it is, without margins and a page number that Qt would add.
    document.documentLayout().setPaintDevice(device)
    document.setPageSize(QSizeF(device.pageLayout().paintRectPixels(device.logicalDpiX()).size()))
    document.setHtml(_html(sheet))
    document.print_(device)


def _html(sheet: Sheet) -> str:
    groups = sheet.key.groups
    rows = ("-".join(groups[:4]) + "-", "-".join(groups[4:]))
    lines = "<br>".join(rows)
    day = f"{sheet.made_on.day} {sheet.made_on:%B %Y}"
    return f"""
<h1 style="font-size:22pt; font-weight:600">Throughline recovery key</h1>
<p>This key opens a private journal if its passphrase is forgotten. Whoever has it and the journal’s files can read all
of it, so keep it as you would keep a passport, and not beside the computer.</p>
<p style="font-family:{_MONOSPACE}; font-size:20pt; margin-top:18px; margin-bottom:18px">{lines}</p>
<p style="margin-bottom:2px"><b>Journal</b></p><p style="margin-top:0">{escape(sheet.folder)}</p>
<p style="margin-bottom:2px"><b>Made on</b></p><p style="margin-top:0">{day}. A key that was made for this journal
before no longer opens it.</p>
<p style="margin-bottom:2px"><b>How to use it</b></p>
<ol style="margin-top:0">
<li>Open Throughline. Where it asks for the passphrase, choose “Forgotten your passphrase?”.</li>
<li>Type the key. Capitals, spaces and dashes do not matter. It has no 0, 1 or 8: these are the letters O, I and B.</li>
<li>Choose a new passphrase. The key goes on working.</li>
</ol>
<p>From a shell: <span style="font-family:{_MONOSPACE}">journal-app passphrase --recovery-key-file FILE</span></p>
<p style="color:#555555">Nobody else has this key, and nobody can make it again. If you may have lost it, make a new one
in the settings.</p>
"""
