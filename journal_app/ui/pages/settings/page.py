"""Settings: one calm column of sections."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from journal_app.domain.change import Change
from journal_app.ui.widgets.setting_rows import Section
from journal_app.ui.widgets.simple import label

_WIDEST = 720


class SettingsPage(QScrollArea):
    """Shows the sections it is given, each of which knows what it shows."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.sections: list[Section] = []
        body = QWidget()
        body.setProperty("kind", "page")
        self.setWidget(body)
        holder = QWidget()
        holder.setMaximumWidth(_WIDEST)
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(label("Settings", "heading"))
        self._column.addSpacing(12)
        across = QHBoxLayout(body)
        across.setContentsMargins(48, 40, 32, 32)
        across.addWidget(holder, 1)
        across.addStretch(0)
        self._column.addStretch(1)

    def add(self, section: Section) -> None:
        """Put a section at the foot of the page."""
        self.sections.append(section)
        self._column.insertWidget(self._column.count() - 1, section)

    def refresh(self, change: Change | None = None) -> None:
        """Show how things stand now."""
        for section in self.sections:
            section.refresh()
