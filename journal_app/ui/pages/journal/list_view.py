"""The journal's list as it looks: month headings, and for each entry its day, marks, title and first line."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from journal_app.domain.content import LensItem
from journal_app.domain.entry import EntrySummary
from journal_app.services.entry_service import EntryService
from journal_app.ui.pages.journal.list_model import HEADING, SUMMARY, EntryListModel, Heading
from journal_app.ui.theme import NORMAL, SMALL, Look, sans
from journal_app.ui.widgets.marks import paint_mark

_ENTRY_HEIGHT = 84
_HEADING_HEIGHT = 40
_LEFT = 16
_MARK = 13


class EntryDelegate(QStyledItemDelegate):
    """Paints headings and entries."""

    def __init__(self, look: Look, practices: tuple[LensItem, ...], entries: EntryService) -> None:
        super().__init__()
        self._look = look
        self._shapes = {item.key: item.shape for item in practices}
        self._order = [item.key for item in practices]
        self._entries = entries

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Qt's own; the rows' heights are set by the view."""
        return QSize(200, _ENTRY_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Qt's own."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        heading, summary = index.data(HEADING), index.data(SUMMARY)
        if isinstance(heading, Heading):
            self._paint_heading(painter, rect, heading, in_bin=_in_bin(index))
        elif isinstance(summary, EntrySummary):
            state: QStyle.StateFlag = option.state
            self._paint_entry(painter, rect, summary, state)
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRect, heading: Heading, *, in_bin: bool) -> None:
        words = "In the bin" if in_bin else f"{heading.month:%B %Y}"
        count = f"{heading.count} reflection{'' if heading.count == 1 else 's'}"
        line = rect.adjusted(_LEFT, 12, -_LEFT, -4)
        painter.setPen(self._look.theme.colour("muted"))
        painter.setFont(sans(SMALL, bold=True))
        painter.drawText(line, _middle(), words)
        painter.setFont(sans(SMALL))
        after = QFontMetrics(sans(SMALL, bold=True)).horizontalAdvance(words) + 8
        painter.drawText(line.adjusted(after, 0, 0, 0), _middle(), count)

    def _paint_entry(self, painter: QPainter, rect: QRect, summary: EntrySummary, state: QStyle.StateFlag) -> None:
        theme = self._look.theme
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.colour("accent_soft" if selected else "hover"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.colour("line"))
        if selected and state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -2))
        text = rect.adjusted(_LEFT, 10, -_LEFT, -10)
        right = self._paint_marks(painter, QPoint(text.right(), text.top() + 1), summary)
        painter.setPen(theme.colour("muted"))
        painter.setFont(sans(SMALL))
        painter.drawText(QRect(text.left(), text.top(), right - text.left(), 16), _middle(), self._day(summary))
        painter.setPen(theme.colour("text"))
        _draw_line(
            painter, QRect(text.left(), text.top() + 19, text.width(), 21), summary.title or "Untitled", bold=True
        )
        painter.setPen(theme.colour("muted"))
        _draw_line(painter, QRect(text.left(), text.top() + 40, text.width(), 21), summary.first_line)

    def _day(self, summary: EntrySummary) -> str:
        local = summary.written.local
        day = f"{local:%a} {local.day}"
        if summary.deleted is not None:
            left = self._entries.days_left(summary)
            return f"{day} {local:%B} · {left} day{'' if left == 1 else 's'} left"
        return day

    def _paint_marks(self, painter: QPainter, corner: QPoint, summary: EntrySummary) -> int:
        """Marks from the right corner leftwards; returns where they end."""
        theme, x = self._look.theme, corner.x()
        if summary.starred:
            x -= 16
            self._look.icon("star-filled", "accent", 16).paint(painter, x, corner.y() - 1, 16, 16)
            x -= 4
        for key in reversed([key for key in self._order if key in summary.practices]):
            x -= _MARK
            shape = self._shapes[key]
            paint_mark(painter, shape, QRectF(x, corner.y() + 1, _MARK, _MARK), theme.mark(shape))
            x -= 4
        return x


class EntryListView(QTableView):
    """The list. ``opened`` names the entry the person moved to, ``delete_asked`` the one to put in the bin."""

    opened = Signal(str)
    delete_asked = Signal(str)
    write_asked = Signal()

    def __init__(self, look: Look, model: EntryListModel, delegate: EntryDelegate) -> None:
        super().__init__()
        self._model = model
        self._delegate = delegate
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setAccessibleName("Reflections")
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.horizontalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(_HEADING_HEIGHT)
        self.verticalHeader().setDefaultSectionSize(_ENTRY_HEIGHT)
        self.verticalScrollBar().setSingleStep(28)
        model.modelReset.connect(self._size_headings)
        look.changed.connect(self.viewport().update)

    def select(self, row: int) -> None:
        """Show a row as the one that is open, without opening it again."""
        index = self._model.index(row, 0)
        with_signals = self.blockSignals(True)
        self.setCurrentIndex(index)
        self.blockSignals(with_signals)
        self.scrollTo(index)

    def select_none(self) -> None:
        """Show that no entry of the list is open."""
        self.blockSignals(True)
        self.setCurrentIndex(QModelIndex())
        self.clearSelection()
        self.blockSignals(False)

    def current_uid(self) -> str | None:
        """The uid of the row that is chosen."""
        summary = self._model.summary_at(self.currentIndex().row())
        return summary.uid if summary else None

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]
        """Qt's own: moving to an entry opens it."""
        super().currentChanged(current, previous)
        summary = self._model.summary_at(current.row())
        if summary is not None and not self.signalsBlocked():
            self.opened.emit(summary.uid)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete puts the entry in the bin; Return goes to its text."""
        uid = self.current_uid()
        if uid and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.delete_asked.emit(uid)
            return
        if uid and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.write_asked.emit()
            return
        super().keyPressEvent(event)

    def _size_headings(self) -> None:
        header = self.verticalHeader()
        for row in self._model.heading_rows():
            header.resizeSection(row, _HEADING_HEIGHT)


def _middle() -> int:
    return int(Qt.AlignmentFlag.AlignVCenter)


def _in_bin(index: QModelIndex | QPersistentModelIndex) -> bool:
    model = index.model()
    return isinstance(model, EntryListModel) and model.wanted.deleted


def _draw_line(painter: QPainter, rect: QRect, text: str, *, bold: bool = False) -> None:
    font = sans(NORMAL, bold=bold)
    painter.setFont(font)
    painter.drawText(rect, _middle(), QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width()))
