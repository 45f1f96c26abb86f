"""Beside the text: the practices it bears on, one's own tags, and where the prompt leads."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QFrame, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from journal_app.domain.content import LensItem
from journal_app.domain.entry import normal_tag
from journal_app.domain.errors import BadTag
from journal_app.domain.text import folded
from journal_app.ui.theme import Look
from journal_app.ui.widgets.chips import Chip, PracticeChip, TagChip
from journal_app.ui.widgets.flow_layout import FlowLayout
from journal_app.ui.widgets.simple import label

WIDTH = 232


class TagField(QLineEdit):
    """Where a new tag is typed. Return or a comma adds it, Escape gives up."""

    entered = Signal(str)
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText("Add a tag")
        self.setAccessibleName("Add a tag")
        self.setMaxLength(60)

    def suggest(self, tags: list[str]) -> None:
        """Complete from these tags."""
        completer = QCompleter(tags, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(completer)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's own."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or event.text() == ",":
            if self.text().strip():
                self.entered.emit(self.text())
            self.clear()
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.given_up.emit()
        else:
            super().keyPressEvent(event)


class Inspector(QScrollArea):
    """``practices_changed`` and ``tags_changed`` carry what the person chose; ``refused`` an error in a tag."""

    practices_changed = Signal(object)
    tags_changed = Signal(object)
    refused = Signal(object)
    left = Signal()

    def __init__(self, look: Look, practices: tuple[LensItem, ...]) -> None:
        super().__init__()
        self._look = look
        self._tags: tuple[str, ...] = ()
        self.setFixedWidth(WIDTH)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget()
        body.setProperty("kind", "page")
        self.setWidget(body)
        column = QVBoxLayout(body)
        column.setContentsMargins(20, 40, 16, 24)
        column.setSpacing(4)
        column.addWidget(label("Practices", "section"))
        column.addSpacing(4)
        self.practice_chips: dict[str, PracticeChip] = {}
        for number, item in enumerate(practices, start=1):
            chip = PracticeChip(look, item, key=f"Alt+{number}")
            chip.clicked.connect(self._practice_pressed)
            self.practice_chips[item.key] = chip
            column.addWidget(chip, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(20)
        column.addWidget(label("Tags", "section"))
        column.addSpacing(4)
        self._tag_area = QWidget()
        self._flow = FlowLayout(self._tag_area)
        column.addWidget(self._tag_area)
        column.addSpacing(4)
        self.tag_field = TagField()
        self.tag_field.entered.connect(self._add_tag)
        self.tag_field.given_up.connect(self.left)
        column.addWidget(self.tag_field)
        column.addSpacing(20)
        self._then_head = label("And then", "section")
        column.addWidget(self._then_head)
        self._then = label("", "muted", wrap=True)
        column.addWidget(self._then)
        column.addStretch(1)

    def show_entry(self, practices: tuple[str, ...], tags: tuple[str, ...], follow_up: str, *, locked: bool) -> None:
        """Show what an entry bears on; ``locked`` shows it only."""
        for key, chip in self.practice_chips.items():
            chip.setChecked(key in practices)
            chip.setEnabled(not locked)
            chip.update()
        self.tag_field.setVisible(not locked)
        self._locked = locked
        self._show_tags(tags)
        self._then_head.setVisible(bool(follow_up))
        self._then.setVisible(bool(follow_up))
        self._then.setText(follow_up)

    def toggle_practice(self, number: int) -> None:
        """Switch the practice with this number, 1 to 6, on or off."""
        chips = list(self.practice_chips.values())
        if 1 <= number <= len(chips) and chips[number - 1].isEnabled():
            chips[number - 1].click()

    def chosen_practices(self) -> tuple[str, ...]:
        """The practices that are on."""
        return tuple(key for key, chip in self.practice_chips.items() if chip.isChecked())

    def _practice_pressed(self) -> None:
        self.practices_changed.emit(self.chosen_practices())

    def _add_tag(self, text: str) -> None:
        try:
            tag = normal_tag(text)
        except BadTag as error:
            self.refused.emit(error)
            return
        if folded(tag) not in {folded(known) for known in self._tags}:
            self._change_tags((*self._tags, tag))

    def _remove_tag(self, tag: str) -> None:
        self._change_tags(tuple(known for known in self._tags if known != tag))
        self.tag_field.setFocus()

    def _change_tags(self, tags: tuple[str, ...]) -> None:
        self._show_tags(tags)
        self.tags_changed.emit(tags)

    def _show_tags(self, tags: tuple[str, ...]) -> None:
        self._tags = tags
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for tag in tags:
            chip: Chip = TagChip(self._look, tag)
            chip.setEnabled(not self._locked)
            chip.clicked.connect(lambda _on=False, tag=tag: self._remove_tag(tag))
            self._flow.addWidget(chip)
        self._tag_area.setVisible(bool(tags))
        self._tag_area.updateGeometry()
