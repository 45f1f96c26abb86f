"""The list of reflections for a report: a box to tick, the title, the day, the marks, and how much is shown."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from journal_app.domain.content import LensItem
from journal_app.domain.entry import EntrySummary, title_of
from journal_app.domain.report import Extent
from journal_app.domain.trend_words.phrases import long_day
from journal_app.ui.dialogs.report.picker_model import EXTENT, SUMMARY, PickerModel
from journal_app.ui.theme import NORMAL, SMALL, Look, sans
from journal_app.ui.widgets.list_painting import BOX, CHECKED, UNCHECKED, paint_box
from journal_app.ui.widgets.marks import paint_mark

_HEIGHT = 52
_LEFT, _MARK = 12, 11
_EXTENTS = {Qt.Key.Key_1: Extent.DAY, Qt.Key.Key_2: Extent.FIRST, Qt.Key.Key_3: Extent.WHOLE}

_Index = QModelIndex | QPersistentModelIndex


class PickerList(QListView):
    """Space, or a click on the row, chooses and lets go; 1, 2 and 3 say how much is shown."""

    def __init__(self, look: Look, model: PickerModel, practices: tuple[LensItem, ...]) -> None:
        super().__init__()
        self._picker = model
        self.setModel(model)
        self.setItemDelegate(_Row(look, practices, self))
        self.setProperty("kind", "picker")
        self.setAccessibleName("Reflections of the period")
        self.setAccessibleDescription("Space chooses one. 1: title and day, 2: first paragraph, 3: all of it.")
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        look.changed.connect(self.viewport().update)

    def sizeHint(self) -> QSize:
        """Qt's own: two rows, and all the room there is."""
        return QSize(200, 2 * _HEIGHT + 10)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's own."""
        row = self.currentIndex().row()
        if row >= 0 and event.key() == Qt.Key.Key_Space:
            chosen = self.currentIndex().data(EXTENT)
            self._picker.choose(row, None if chosen else Extent.DAY)
        elif row >= 0 and event.key() in _EXTENTS:
            self._picker.choose(row, _EXTENTS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Qt's own: there is a field to search in."""


class _Row(QStyledItemDelegate):
    def __init__(self, look: Look, practices: tuple[LensItem, ...], parent: PickerList) -> None:
        super().__init__(parent)
        self._look = look
        self._shapes = {item.key: item.shape for item in practices}

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Qt's own."""
        return QSize(200, _HEIGHT)

    def editorEvent(self, event: QEvent, model: object, option: QStyleOptionViewItem, index: _Index) -> bool:
        """Qt's own: the whole row is the box."""
        if event.type() == QEvent.Type.MouseButtonRelease and isinstance(model, PickerModel):
            model.choose(index.row(), None if index.data(EXTENT) else Extent.DAY)
            return True
        return event.type() == QEvent.Type.MouseButtonDblClick

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Qt's own."""
        summary, extent = index.data(SUMMARY), index.data(EXTENT)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        theme = self._look.theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        current = bool(state & QStyle.StateFlag.State_Selected)
        if current or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent_soft" if current else "hover"))
            painter.drawRoundedRect(rect, 6, 6)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 6, 6)
        box = QRectF(rect.left() + _LEFT, rect.center().y() - BOX / 2, BOX, BOX)
        paint_box(painter, box, theme, CHECKED if extent else UNCHECKED)
        self._words(painter, rect.adjusted(_LEFT + BOX + 12, 7, -10, -7), summary, extent)
        painter.restore()

    def _words(self, painter: QPainter, rect: QRect, summary: EntrySummary, extent: Extent | None) -> None:
        theme, middle = self._look.theme, int(Qt.AlignmentFlag.AlignVCenter)
        name = sans(NORMAL, bold=bool(summary.title))
        painter.setFont(name)
        painter.setPen(theme.colour("text"))
        above = QRect(rect.left(), rect.top(), rect.width(), 20)
        painter.drawText(
            above, middle, QFontMetrics(name).elidedText(title_of(summary), Qt.TextElideMode.ElideRight, above.width())
        )
        small, below = sans(SMALL), QRect(rect.left(), rect.top() + 20, rect.width(), 18)
        painter.setFont(small)
        painter.setPen(theme.colour("muted"))
        day = long_day(summary.written.local_date)
        painter.drawText(below, middle, day)
        x = below.left() + QFontMetrics(small).horizontalAdvance(day) + 10
        self._marks(painter, QPoint(x, below.top() + 3), summary)
        if extent:
            painter.setPen(theme.colour("accent"))
            painter.drawText(below, middle | int(Qt.AlignmentFlag.AlignRight), extent.value)

    def _marks(self, painter: QPainter, corner: QPoint, summary: EntrySummary) -> None:
        x = corner.x()
        for key, shape in self._shapes.items():
            if key in summary.practices:
                paint_mark(painter, shape, QRectF(x, corner.y(), _MARK, _MARK), self._look.theme.mark(shape))
                x += _MARK + 4
        if summary.starred:
            self._look.icon("star-filled", "accent", 14).paint(painter, x + 1, corner.y() - 2, 14, 14)
