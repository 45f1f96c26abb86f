"""The round options of a rating row: what they are, where they stand, how they are painted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen

from journal_app.domain.content import Scale
from journal_app.ui.theme import NORMAL, SMALL, Theme, sans

TARGET = 40
"""The side of what can be clicked; the circle in it is smaller."""

WORDS = 16
"""The height of the small words under the options."""

INSET = 5
"""From the edge of what can be clicked to the edge of the circle."""

_GAP = 8
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)


@dataclass(frozen=True, slots=True)
class Option:
    """One answer: its value, the sign in the circle, the words for it. None is "no opportunity"."""

    value: int | None
    sign: str
    words: str

    @property
    def spoken(self) -> str:
        """What a screen reader says of it."""
        return self.words if self.value is None else f"{self.value}, {self.words}"


def options_of(scale: Scale) -> tuple[Option, ...]:
    """The points of the scale, then "no opportunity"."""
    rated = [Option(point.value, str(point.value), point.words) for point in scale.points]
    return (*rated, Option(None, "N", scale.no_opportunity))


class OptionStrip:
    """The options side by side. "No opportunity" stands a little apart: it is no point of the scale."""

    def __init__(self, scale: Scale) -> None:
        self.options = options_of(scale)
        self.width = TARGET * len(self.options) + _GAP

    def targets(self, corner: QPoint) -> tuple[QRect, ...]:
        """Where each can be clicked."""
        return tuple(
            QRect(corner.x() + TARGET * step + (_GAP if option.value is None else 0), corner.y(), TARGET, TARGET)
            for step, option in enumerate(self.options)
        )

    def at(self, spot: QPoint, corner: QPoint) -> int:
        """The number of the option there; -1 for none."""
        return next((number for number, place in enumerate(self.targets(corner)) if place.contains(spot)), -1)

    def paint(
        self, painter: QPainter, theme: Theme, corner: QPoint, *, chosen: int, under: int, explained: Sequence[int]
    ) -> None:
        """Paint the circles, one of them ``chosen`` and one ``under`` the pointer, and the words of some."""
        places = self.targets(corner)
        for number, (option, place) in enumerate(zip(self.options, places, strict=True)):
            _paint_circle(painter, theme, option.sign, place, chosen=number == chosen, warm=number == under)
        room = QRect(corner.x() + INSET, corner.y() + TARGET - 1, self.width - 2 * INSET, WORDS)
        for number in explained:
            _paint_words(painter, theme, self.options[number].words, places[number].center().x(), room)


def _paint_circle(painter: QPainter, theme: Theme, sign: str, place: QRect, *, chosen: bool, warm: bool) -> None:
    painter.setPen(QPen(theme.colour("accent" if chosen or warm else "line"), 2.0 if warm and not chosen else 1.0))
    painter.setBrush(theme.colour("accent" if chosen else "surface"))
    centre = QPointF(place.x() + place.width() / 2, place.y() + place.height() / 2)
    painter.drawEllipse(centre, TARGET / 2 - INSET, TARGET / 2 - INSET)
    painter.setFont(sans(NORMAL, bold=chosen))
    painter.setPen(theme.colour("on_accent" if chosen else "text" if warm else "muted"))
    painter.drawText(place, _CENTRE, sign)


def _paint_words(painter: QPainter, theme: Theme, words: str, middle: int, room: QRect) -> None:
    """Small words under an option, moved sideways where they would stand out at either end."""
    painter.setFont(sans(SMALL))
    painter.setPen(theme.colour("muted"))
    width = QFontMetrics(painter.font()).horizontalAdvance(words) + 2
    left = max(room.left(), min(middle - width // 2, room.right() + 1 - width))
    painter.drawText(QRect(left, room.y(), width, room.height()), _CENTRE, words)
