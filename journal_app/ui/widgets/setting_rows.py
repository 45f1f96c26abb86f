"""A part of the settings: a heading, what it is about, and one row for each thing that can be chosen or done."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from journal_app.ui.widgets.simple import announce, label, rule


class SettingRow(QWidget):
    """What it is and how it stands at the left, what can be done about it at the right."""

    def __init__(self, name: str, words: str, *controls: QWidget) -> None:
        super().__init__()
        self.name, self.words = label(name, "strong", wrap=True), label(words, "muted", wrap=True)
        texts = QVBoxLayout()
        texts.setContentsMargins(0, 0, 0, 0)
        texts.setSpacing(2)
        texts.addWidget(self.name)
        texts.addWidget(self.words)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 8, 0, 8)
        row.setSpacing(16)
        row.addLayout(texts, 1)
        # Only now: what is shown before it stands in the row would flash up as a window of its own.
        self.words.setVisible(bool(words))
        self._row = row
        for control in controls:
            self.add(control)

    def add(self, control: QWidget) -> None:
        """Put one more thing to press or choose at the right; what has no name of its own takes that of the row."""
        if not (control.accessibleName() or getattr(control, "text", str)()):
            control.setAccessibleName(self.name.text())
        if isinstance(control, QComboBox):
            self.name.setBuddy(control)  # on Linux a field like this is spoken by its label, whatever its name
        control.setAccessibleDescription(self.words.text())
        self._row.addWidget(control, 0, Qt.AlignmentFlag.AlignTop)

    def say(self, words: str, *, aloud: bool = False) -> None:
        """Say how it stands; ``aloud`` has a screen reader say it too."""
        self.words.setText(words)
        self.words.setVisible(bool(words))
        if aloud and words:
            announce(self, words)


class Section(QWidget):
    """Rows under a heading, with thin lines between them."""

    def __init__(self, title: str, words: str = "") -> None:
        super().__init__()
        self.setAccessibleName(title)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 24)
        self.column.setSpacing(0)
        self.title = QLabel(title)
        self.title.setProperty("kind", "title")
        self.column.addWidget(self.title)
        if words:
            self.column.addSpacing(4)
            self.column.addWidget(label(words, "muted", wrap=True))
        self.column.addSpacing(8)

    def add_row(self, name: str, words: str = "", *controls: QWidget) -> SettingRow:
        """Add a row at the foot of the section."""
        row = SettingRow(name, words, *controls)
        self.column.addWidget(rule())
        self.column.addWidget(row)
        return row

    def refresh(self) -> None:
        """Show how things stand now; sections that show more than choices override it."""
