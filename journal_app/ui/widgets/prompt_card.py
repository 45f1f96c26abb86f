"""The prompt of the day: where it comes from, the question, why this one, and what to do with it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from journal_app.domain.content import LensItem
from journal_app.ui.theme import Look, serif
from journal_app.ui.widgets.marks import paint_mark
from journal_app.ui.widgets.simple import button, label

_BAR = 2
_MARK = 13


class _Origin(QWidget):
    """A practice's mark, and the words beside it."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._shape = ""
        self.words = label("", "small")
        row = QHBoxLayout(self)
        row.setContentsMargins(_MARK + 5, 0, 0, 0)
        row.addWidget(self.words)

    def show_origin(self, shape: str, words: str) -> None:
        """Show another origin."""
        self._shape = shape
        self.words.setText(words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's own."""
        if self._shape:
            box = QRectF(0, (self.height() - _MARK) / 2, _MARK, _MARK)
            paint_mark(QPainter(self), self._shape, box, self._look.theme.mark(self._shape))


class PromptCard(QWidget):
    """Write, Another, Not today; or, once put off, a way back."""

    write_pressed = Signal()
    another_pressed = Signal()
    not_today_pressed = Signal()
    after_all_pressed = Signal()

    def __init__(self, look: Look, *, read_only: bool) -> None:
        super().__init__()
        self._look = look
        self._read_only = read_only
        self.put_off = False
        self.origin = _Origin(look)
        self.question = label(wrap=True)
        self.question.setFont(serif(22))
        self.question.setMinimumHeight(36)
        self.reason = label("", "muted", wrap=True)
        self.write = button("Write", "primary")
        self.another = button("Another")
        self.not_today = button("Not today", "quiet")
        self.after_all = button("Show it after all", "link")
        self._build()
        look.changed.connect(self.update)

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        for press, signal in (
            (self.write, self.write_pressed),
            (self.another, self.another_pressed),
            (self.not_today, self.not_today_pressed),
            (self.after_all, self.after_all_pressed),
        ):
            press.clicked.connect(signal)
            row.addWidget(press)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(26, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.origin)
        column.addSpacing(8)
        column.addWidget(self.question)
        column.addSpacing(12)
        column.addWidget(self.reason)
        column.addSpacing(20)
        column.addLayout(row)

    def show_prompt(self, shape: str, item: LensItem, lens_item_name: str, question: str, reason: str) -> None:
        """Show a prompt."""
        name = lens_item_name[:1].upper() + lens_item_name[1:]
        self.origin.show_origin(shape, f"{name}  ·  {item.short}")
        self.origin.setToolTip(item.description)
        self.question.setText(question)
        self.question.setAccessibleName(f"Prompt: {question}")
        self.reason.setText(reason)
        self.put_off = False
        self._show_buttons(put_off=False)

    def show_put_off(self) -> None:
        """Say that there is no prompt today."""
        self.origin.show_origin("", "")
        self.question.setText("No prompt today. The page is yours.")
        self.question.setAccessibleName("No prompt today")
        self.reason.setText("There will be another tomorrow.")
        self.put_off = True
        self._show_buttons(put_off=True)

    def _show_buttons(self, *, put_off: bool) -> None:
        self.origin.setVisible(not put_off)
        if self._read_only:
            for press in (self.write, self.another, self.not_today, self.after_all):
                press.hide()
            return
        offered: list[QPushButton] = [self.another, self.not_today]
        shown, gone = ([self.after_all], offered) if put_off else (offered, [self.after_all])
        had_keyboard = any(press.hasFocus() for press in gone)
        for press in (self.write, *shown):
            press.show()
        if had_keyboard:
            # The way back, if this was pressed by mistake.
            shown[-1].setFocus()
        for press in gone:
            press.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The bar at the left."""
        QPainter(self).fillRect(0, 0, _BAR, self.height(), self._look.theme.colour("accent"))
