"""What stands under a statement: its note, the reflections attached to it, and two small things to press."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from journal_app.ui.theme import NORMAL, SMALL, Look, sans

LINE = 24
"""The height of the line with what can be pressed; it is there also while nothing is seen in it."""

_REACH = 40  # how tall what can be pressed is, upwards from the lower edge
_ICON, _AFTER_ICON, _APART, _BELOW = 16, 6, 16, 4
_LONGEST = 60  # characters of a title: one without a title is called by its first line
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)

NOTE, EVIDENCE = 0, 1
_ICONS = ("note", "attach")


class RowExtras:
    """The words of a note and of what is attached, and the tools to change them; painted, so that many are light."""

    def __init__(self, *, with_evidence: bool) -> None:
        self.note = ""
        self.titles: tuple[str, ...] = ()
        self.attached = 0
        self._tools = (NOTE, EVIDENCE) if with_evidence else (NOTE,)

    @property
    def any(self) -> bool:
        """Whether there is a note, or anything attached."""
        return bool(self.note or self.attached)

    @property
    def spoken(self) -> str:
        """What a screen reader says of them, after the rating; "" without any."""
        parts = []
        if self.note:
            parts.append(f"note: {self.note}")
        if self.attached:
            parts.append(counted(self.attached))
        return "; ".join(parts)

    def height(self, width: int) -> int:
        """How much room they take."""
        return LINE + sum(_height(words, width) + _BELOW for _, words in self._paragraphs())

    def at(self, spot: QPoint, box: QRect) -> int:
        """Which tool is there: NOTE, EVIDENCE, or -1 for neither."""
        return next((tool for tool, place in self.places(box).items() if place.contains(spot)), -1)

    def places(self, box: QRect) -> dict[int, QRect]:
        """Where each tool can be pressed."""
        found, x = {}, box.x()
        for tool in self._tools:
            width = _ICON + _AFTER_ICON + QFontMetrics(sans(SMALL)).horizontalAdvance(self._name(tool))
            found[tool] = QRect(x - 4, box.bottom() + 1 - _REACH, width + 8, _REACH)
            x += width + _APART
        return found

    def paint(self, painter: QPainter, look: Look, box: QRect, *, with_tools: bool, under: int) -> None:
        """Paint the words, and what can be pressed where it should be seen."""
        y = box.y()
        for icon, words in self._paragraphs():
            height = _height(words, box.width())
            look.icon(icon, "muted", _ICON).paint(painter, box.x(), y + 2, _ICON, _ICON)
            painter.setFont(sans(NORMAL))
            painter.setPen(look.theme.colour("muted"))
            painter.drawText(_words_box(box, y, height), _WRAP, words)
            y += height + _BELOW
        if with_tools:
            for tool, place in self.places(box).items():
                self._paint_tool(painter, look, tool, place, warm=tool == under)

    def _paint_tool(self, painter: QPainter, look: Look, tool: int, place: QRect, *, warm: bool) -> None:
        line = QRect(place.x() + 4, place.bottom() + 1 - LINE, place.width(), LINE)
        icon = look.icon(_ICONS[tool], "accent", _ICON)
        icon.paint(painter, QRect(line.topLeft() + QPoint(0, (LINE - _ICON) // 2), QSize(_ICON, _ICON)))
        font = sans(SMALL)
        font.setUnderline(warm)
        painter.setFont(font)
        painter.setPen(look.theme.colour("accent"))
        words = line.adjusted(_ICON + _AFTER_ICON, 0, 0, 0)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), self._name(tool))

    def _name(self, tool: int) -> str:
        if tool == NOTE:
            return "Change the note" if self.note else "Add a note"
        return "Change what is attached" if self.attached else "Attach a reflection"

    def _paragraphs(self) -> Sequence[tuple[str, str]]:
        found = [("note", self.note)] if self.note else []
        if self.attached:
            found.append(("attach", " · ".join(map(_shortened, self.titles)) or counted(self.attached)))
        return found


def counted(reflections: int) -> str:
    """How many reflections are attached, in words."""
    return "one reflection attached" if reflections == 1 else f"{reflections} reflections attached"


def _shortened(title: str) -> str:
    return title if len(title) <= _LONGEST else f"{title[:_LONGEST].rsplit(' ', 1)[0].rstrip(',.;:')}…"


def _words_box(box: QRect, y: int, height: int) -> QRect:
    inset = _ICON + _AFTER_ICON
    return QRect(box.x() + inset, y, max(80, box.width() - inset), height)


def _height(words: str, width: int) -> int:
    return _wrapped(words, max(80, width - _ICON - _AFTER_ICON))


@lru_cache(maxsize=512)
def _wrapped(words: str, width: int) -> int:
    return max(20, QFontMetrics(sans(NORMAL)).boundingRect(QRect(0, 0, width, 10_000), _WRAP, words).height())
