"""The trends as a table: a row for each month, newest first, a column for each practice."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from journal_app.domain.content import LensItem
from journal_app.domain.trend_words.overview import MONTHS
from journal_app.domain.trends.overview import MonthRow, Trends, one_decimal
from journal_app.ui.theme import NORMAL, SMALL, Look, sans
from journal_app.ui.widgets.marks import paint_mark

_NOT_RATED = "not rated"
_MARK = 12
_INDENT = _MARK + 6  # of a column's words and numbers, from the left edge of its mark
_PADDING = 4
_GAP = 8
_ROW = 34
_LEAST_HEIGHT = 280
_WIDTH = 1160  # on a wide page; the eye has to follow a row

_Index = QModelIndex | QPersistentModelIndex


class TrendModel(QAbstractTableModel):
    """The months of some trends. A month in which a practice was not rated says so, and shows a dash."""

    def __init__(self, practices: Sequence[LensItem], look: Look) -> None:
        super().__init__()
        self._practices = practices
        self._look = look
        self._months: Sequence[MonthRow] = ()
        self._numbers = sans(NORMAL)
        self._numbers.setFeature(QFont.Tag("tnum"), 1)  # figures of one width, so that the points stand in a line

    def show_trends(self, trends: Trends) -> None:
        """Show these trends instead."""
        self.beginResetModel()
        self._months = trends.months[::-1]
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        """Qt's own."""
        return 0 if parent is not None and parent.isValid() else len(self._months)

    def columnCount(self, parent: _Index | None = None) -> int:
        """Qt's own."""
        return 0 if parent is not None and parent.isValid() else len(self._practices)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Qt's own."""
        score = self._months[index.row()].scores.get(self._practices[index.column()].key)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return "–" if score is None else one_decimal(score)
            case Qt.ItemDataRole.AccessibleTextRole:
                return _NOT_RATED if score is None else one_decimal(score)
            case Qt.ItemDataRole.ToolTipRole:
                return _NOT_RATED if score is None else None
            case Qt.ItemDataRole.ForegroundRole:
                return self._look.theme.colour("muted" if score is None else "text")
            case Qt.ItemDataRole.FontRole:
                return self._numbers
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Qt's own: months down the side, practices along the top."""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return self._practices[section].short
        month = self._months[section].month
        return f"{MONTHS[month.month - 1]} {month.year}"


class PracticeHeader(QHeaderView):
    """The practices along the top: each name after its mark, in as many lines as the narrowest needs."""

    def __init__(self, practices: Sequence[LensItem], look: Look) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._practices = practices
        self._look = look
        self.setFont(sans(SMALL, bold=True))
        self.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.setMinimumSectionSize(100)
        self.setHighlightSections(False)

    def sizeHint(self) -> QSize:
        """Qt's own."""
        return QSize(super().sizeHint().width(), self._height())

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Qt's own."""
        theme, item = self._look.theme, self._practices[section]
        painter.save()
        painter.setFont(self.font())
        painter.setPen(theme.colour("text"))
        words = self._words(rect.width()).translated(rect.topLeft())
        painter.drawText(words, int(self._flags), item.short)
        line = painter.fontMetrics().height()
        box = QRectF(rect.x() + _PADDING, words.y() + (line - _MARK) / 2, _MARK, _MARK)
        paint_mark(painter, item.shape, box, theme.mark(item.shape))
        painter.setPen(theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()

    # A single long word may stand in the gap before the next mark; it is never cut.
    _flags = (
        Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextDontClip
    )

    def _words(self, width: int) -> QRect:
        """Where the words of a section of this width stand."""
        return QRect(_PADDING + _INDENT, 6, width - _PADDING - _INDENT - _GAP, 200)

    def _height(self) -> int:
        # Qt stretches the sections a moment after a change of width; this is what they will be then.
        words = self._words(self.width() // max(1, len(self._practices)))
        metrics = QFontMetrics(self.font())
        boxes = (metrics.boundingRect(words, int(self._flags), item.short) for item in self._practices)
        return max((box.height() for box in boxes), default=0) + 6 + 8

    def fit(self) -> None:
        """Grow or shrink to the lines that the names need at the present widths."""
        self.setFixedHeight(self._height())


class TrendTable(QTableView):
    """Months by practices, for the keyboard and the screen reader as much as for the eye."""

    def __init__(self, practices: Sequence[LensItem], look: Look) -> None:
        super().__init__()
        self._model = TrendModel(practices, look)
        self._header = PracticeHeader(practices, look)
        self.setProperty("kind", "trends")
        self.setAccessibleName("Scores by month and practice")
        self.setHorizontalHeader(self._header)
        self.setModel(self._model)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        side = self.verticalHeader()
        side.setDefaultSectionSize(_ROW)
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setHighlightSections(False)
        look.changed.connect(self.viewport().update)

    def show_trends(self, trends: Trends) -> None:
        """Show these trends instead."""
        self._model.show_trends(trends)
        self._fit()

    def sizeHint(self) -> QSize:
        """Qt's own: it takes more height if there is some, and scrolls by itself rather than have its head go away."""
        return QSize(_WIDTH, min(_LEAST_HEIGHT, self.maximumHeight()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's own."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Grow no further than the last row, so that what stands below follows at once."""
        self._header.fit()
        whole = self._header.height() + self._model.rowCount() * _ROW + 2
        self.setMaximumHeight(whole)
        self.setMinimumHeight(min(_LEAST_HEIGHT, whole))
        self.updateGeometry()
