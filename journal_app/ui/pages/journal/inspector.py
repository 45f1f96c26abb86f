"""Beside the text: the practices it bears on, one's own tags, and where the prompt leads."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from journal_app.domain.content import LensItem
from journal_app.domain.entry import normal_tag
from journal_app.domain.errors import BadTag
from journal_app.domain.text import folded
from journal_app.ui.pages.journal.tag_field import TagField
from journal_app.ui.theme import Look
from journal_app.ui.widgets.chips import PracticeChip, TagChip
from journal_app.ui.widgets.flow_layout import FlowLayout
from journal_app.ui.widgets.simple import label

WIDTH = 232


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
        self._locked = False
        self.practice_chips: dict[str, PracticeChip] = {}
        self.tag_chips: list[TagChip] = []
        self.tag_field = TagField(look)
        self._tag_area = QWidget()
        self._flow = FlowLayout(self._tag_area)
        self._no_tags = label("No tags", "muted")
        self._then_head, self._then = label("And then", "section"), label("", "muted", wrap=True)
        self.setFixedWidth(WIDTH)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._build(practices)
        self.tag_field.entered.connect(self._add_tag)
        self.tag_field.given_up.connect(self.left)

    def _build(self, practices: tuple[LensItem, ...]) -> None:
        body = QWidget()
        body.setProperty("kind", "page")
        self.setWidget(body)
        column = QVBoxLayout(body)
        column.setContentsMargins(20, 40, 16, 24)
        column.setSpacing(4)
        column.addWidget(label("Practices", "section"))
        column.addSpacing(4)
        for number, item in enumerate(practices, start=1):
            chip = PracticeChip(self._look, item, key=f"Alt+{number}")
            chip.clicked.connect(self._practice_pressed)
            self.practice_chips[item.key] = chip
            column.addWidget(chip, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(20)
        column.addWidget(label("Tags", "section"))
        column.addSpacing(4)
        for widget in (self._tag_area, self._no_tags):
            column.addWidget(widget)
        column.addSpacing(4)
        column.addWidget(self.tag_field)
        column.addSpacing(20)
        column.addWidget(self._then_head)
        column.addWidget(self._then)
        column.addStretch(1)

    def show_entry(self, practices: tuple[str, ...], tags: tuple[str, ...], follow_up: str, *, locked: bool) -> None:
        """Show what an entry bears on; ``locked`` shows it only."""
        for key, chip in self.practice_chips.items():
            chip.setChecked(key in practices)
            chip.setEnabled(not locked)
        self._locked = locked
        self.tag_field.clear()
        self.tag_field.setVisible(not locked)
        self._show_tags(tags)
        for widget in (self._then_head, self._then):
            widget.setVisible(bool(follow_up))
        self._then.setText(follow_up)
        self.verticalScrollBar().setValue(0)

    def enter(self) -> None:
        """Take the keyboard: to the first practice, or where an entry can only be read, nowhere."""
        if not self._locked:
            next(iter(self.practice_chips.values())).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def offer_tags(self, used: Sequence[tuple[str, int]]) -> None:
        """Offer the tags in use, the most used first."""
        self.tag_field.suggest([name for name, _ in used])

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
            self.tag_field.setText(text)
            self.refused.emit(error)
            return
        if folded(tag) not in {folded(known) for known in self._tags}:
            self._change_tags((*self._tags, tag))

    def _remove_tag(self, tag: str) -> None:
        """Take a tag away; the keyboard goes on with the next one."""
        place = self._tags.index(tag)
        self._change_tags(tuple(known for known in self._tags if known != tag))
        following = self.tag_chips[place : place + 1] or self.tag_chips[-1:]
        (following[0] if following else self.tag_field).setFocus()

    def _change_tags(self, tags: tuple[str, ...]) -> None:
        self._show_tags(tags)
        self.tags_changed.emit(tags)

    def _show_tags(self, tags: tuple[str, ...]) -> None:
        self._tags = tags
        while self._flow.takeAt(0) is not None:
            pass
        for chip in self.tag_chips:
            chip.hide()
            chip.deleteLater()
        self.tag_chips = [self._tag_chip(tag) for tag in tags]
        for chip in self.tag_chips:
            self._flow.addWidget(chip)
        # Tab goes through them in the order they are seen in, between the practices and the field.
        order = [*list(self.practice_chips.values())[-1:], *self.tag_chips, self.tag_field]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)
        self._tag_area.setVisible(bool(tags))
        self._no_tags.setVisible(self._locked and not tags)
        self._tag_area.updateGeometry()

    def _tag_chip(self, tag: str) -> TagChip:
        chip = TagChip(self._look, tag)
        chip.setEnabled(not self._locked)
        chip.clicked.connect(lambda _on=False: self._remove_tag(tag))
        return chip
