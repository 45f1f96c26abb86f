"""A thing with options of which one can be chosen with the pointer; what it is about, and the keys, come on top."""

from __future__ import annotations

from abc import abstractmethod

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from journal_app.ui.widgets.rating_options import OptionStrip

_NOT_RATED = "not rated yet"


class OptionChooser(QWidget):
    """One answer out of the scale. ``answered`` tells of every change the person makes, and whether it is a rating
    that came by key."""

    answered = Signal(bool)

    def __init__(self, strip: OptionStrip) -> None:
        super().__init__()
        self.strip = strip
        self.chosen = self.under = self._pressed = -1
        self.setMouseTracking(True)
        self.setAccessibleDescription(_NOT_RATED)

    @property
    def is_answered(self) -> bool:
        """Whether anything is chosen, "no opportunity" included."""
        return self.chosen >= 0

    @property
    def value(self) -> int | None:
        """The rating; None for "no opportunity" and while nothing is chosen."""
        return self.strip.options[self.chosen].value if self.is_answered else None

    def put(self, value: int | None) -> None:
        """Show an answer that was given before; one that is no point of the scale is passed over."""
        values = [option.value for option in self.strip.options]
        self.choose(values.index(value) if value in values else -1)

    def clear(self) -> None:
        """Show no answer."""
        self.choose(-1)

    def target(self, value: int | None) -> QRect:
        """Where the option with this value can be clicked."""
        number = [option.value for option in self.strip.options].index(value)
        return self.strip.targets(self.corner())[number]

    # Shiboken's metaclass leaves no room for ABC: it is mypy that lets nobody make one without a corner.
    @abstractmethod
    def corner(self) -> QPoint:
        """Where the options begin."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where the button went down."""
        self._pressed = self._at(event) if event.button() == Qt.MouseButton.LeftButton else -1

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the option, or take the choice away if it was chosen."""
        here, pressed, self._pressed = self._at(event), self._pressed, -1
        if here >= 0 and here == pressed:
            self.choose(-1 if here == self.chosen else here)
            self.answered.emit(False)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say what the option under the pointer means."""
        self._hover(self._at(event))

    def leaveEvent(self, event: QEvent) -> None:
        """Qt's own."""
        self._hover(-1)

    def choose(self, number: int) -> None:
        """Choose the option with this number; -1 takes the choice away."""
        self.chosen = number
        self.speak()
        self.update()

    def spoken(self) -> str:
        """What a screen reader says of the answer."""
        return self.strip.options[self.chosen].spoken if self.is_answered else _NOT_RATED

    def speak(self) -> None:
        """Tell assistive technology what there is now."""
        words = self.spoken()
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)  # Qt tells of the change

    def _hover(self, number: int) -> None:
        if number != self.under:
            self.under = number
            self.setCursor(Qt.CursorShape.PointingHandCursor if number >= 0 else Qt.CursorShape.ArrowCursor)
            self.update()

    def _at(self, event: QMouseEvent) -> int:
        return self.strip.at(event.position().toPoint(), self.corner())
