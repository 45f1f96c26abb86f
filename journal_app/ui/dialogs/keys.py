"""Every key there is, on one page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from journal_app.ui.widgets.simple import button, label


class KeysDialog(QDialog):
    """Lists (menu, what it does, key)."""

    def __init__(self, parent: QWidget, rows: tuple[tuple[str, str, str], ...]) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keys")
        self.resize(560, 620)
        grid_holder = QWidget()
        grid_holder.setProperty("kind", "page")
        grid = QGridLayout(grid_holder)
        grid.setContentsMargins(0, 0, 8, 8)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        line, menu = 0, ""
        for name, what, key in rows:
            if name != menu:
                menu = name
                head = label(name, "section")
                head.setContentsMargins(0, 12, 0, 2)
                grid.addWidget(head, line, 0)
                line += 1
            grid.addWidget(label(what), line, 0)
            grid.addWidget(label(key, "muted"), line, 1, Qt.AlignmentFlag.AlignRight)
            line += 1
        grid.setRowStretch(line, 1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(grid_holder)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 16, 16)
        column.addWidget(label("Keys", "heading"))
        column.addWidget(area, 1)
        close = button("Close", "quiet")
        close.clicked.connect(self.accept)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)


def show_keys(parent: QWidget, rows: tuple[tuple[str, str, str], ...]) -> None:
    """Show them until they are closed."""
    dialog = KeysDialog(parent, rows)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
