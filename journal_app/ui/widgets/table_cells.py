"""What stands in the cells of a table of words and numbers, and how."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from journal_app.domain.trends.tables import NONE, Table
from journal_app.ui.theme import NORMAL, Look, sans
from journal_app.ui.widgets.marks import paint_mark

_NONE = "none"
_ALWAYS_FITS = len("3.0 to 4.5")  # whatever is longer may be cut short in its cell, and is whole when pointed at
_MARK, _APART = 12, 6

_Index = QModelIndex | QPersistentModelIndex
EMPTY = Table(("",), (), ())


class TableModel(QAbstractTableModel):
    """The cells, without the first column, which names the rows. A dash is heard as "none": no score, no change."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.table = EMPTY
        self._numbers = sans(NORMAL)
        self._numbers.setFeature(QFont.Tag("tnum"), 1)  # figures of one width, so that the points stand in a line

    def show_table(self, table: Table) -> None:
        """Show this one instead."""
        self.beginResetModel()
        self.table = table
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        """Qt's own."""
        return 0 if parent is not None and parent.isValid() else len(self.table.rows)

    def columnCount(self, parent: _Index | None = None) -> int:
        """Qt's own."""
        return 0 if parent is not None and parent.isValid() else len(self.table.columns) - 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Qt's own."""
        words = self.table.rows[index.row()][index.column() + 1]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return words
            case Qt.ItemDataRole.AccessibleTextRole:
                return _NONE if words == NONE else words
            case Qt.ItemDataRole.ToolTipRole:
                return _NONE if words == NONE else words if len(words) > _ALWAYS_FITS else None
            case Qt.ItemDataRole.ForegroundRole:
                return self._look.theme.colour("muted" if words == NONE else "text")
            case Qt.ItemDataRole.FontRole:
                return self._numbers
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Qt's own: what the rows are down the side, what the columns are along the top."""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return self.table.columns[section + 1]
        return self.table.rows[section][0]


class MarkedCells(QStyledItemDelegate):
    """Practices whose names do not fit their cell are shown by their marks; the names are heard, and seen when pointed
    at."""

    def __init__(self, shapes: Mapping[str, str], look: Look) -> None:
        super().__init__()
        self._shapes = shapes
        self._look = look

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Qt's own."""
        shapes = self._shapes_of(index.data())
        if not shapes:
            super().paint(painter, option, index)
            return
        drawn = QStyleOptionViewItem(option)
        self.initStyleOption(drawn, index)
        room = self._room(drawn)
        if drawn.fontMetrics.horizontalAdvance(drawn.text) <= room.width():
            shapes = []
        else:
            drawn.text = ""
        drawn.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, drawn, painter, drawn.widget)
        step = min(_MARK + _APART, (room.width() - _MARK) / max(1, len(shapes) - 1))
        for place, shape in enumerate(shapes):
            left = room.x() + place * step
            mark = QRectF(left, room.center().y() - _MARK / 2, _MARK, _MARK)
            paint_mark(painter, shape, mark, self._look.theme.mark(shape))

    def _shapes_of(self, words: str) -> list[str]:
        """The marks of the practices that these words name, if they name nothing else."""
        if len(words) <= _ALWAYS_FITS:
            return []
        shapes = [self._shapes.get(name, "") for name in words.split("; ")]
        return shapes if all(shapes) else []

    def _room(self, option: QStyleOptionViewItem) -> QRect:
        """Where the words of a cell stand."""
        style = option.widget.style()
        margin = style.pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, option, option.widget) + 1
        text = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, option, option.widget)
        return text.adjusted(margin, 0, -margin, 0)
