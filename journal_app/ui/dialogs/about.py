"""What this program is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from journal_app import __version__


def show_about(parent: QWidget) -> None:
    """Show name, version and origin."""
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle("About Throughline")
    box.setText(
        f"Throughline {__version__}\n\nA private journal for leaders who work collaboratively. It works offline "
        "and keeps your words on this computer.\n\nPractices and principles after The King’s Fund; see the guide."
    )
    box.open()
