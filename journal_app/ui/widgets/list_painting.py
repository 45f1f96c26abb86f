"""The looks of lists: how one of rows is set up, and what the rows are painted with, ground and box."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QFrame, QListView, QStyle

from journal_app.ui.theme import Look, Theme


def set_up_rows(rows: QListView, look: Look, name: str) -> None:
    """Have a list be rows on the ground of the page: without a frame, and scrolled smoothly, down only."""
    rows.setAccessibleName(name)
    rows.setProperty("kind", "versions")
    rows.setFrameShape(QFrame.Shape.NoFrame)
    rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    rows.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    rows.setMouseTracking(True)
    look.changed.connect(rows.viewport().update)


def paint_ground(painter: QPainter, rect: QRect, theme: Theme, state: QStyle.StateFlag) -> None:
    """The ground: soft where it is chosen or under the pointer, a line below, a ring with the keyboard."""
    selected = bool(state & QStyle.StateFlag.State_Selected)
    if selected or state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, theme.colour("accent_soft" if selected else "hover"))
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.colour("line"))
    if selected and state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(theme.colour("accent"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(1, 1, -1, -2))


BOX = 18
"""The side of a box that is ticked."""

CHECKED, UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


def paint_box(painter: QPainter, box: QRectF, theme: Theme, check: Qt.CheckState) -> None:
    """A box of BOX by BOX: empty, ticked, or with a stroke where only part of what it stands for is."""
    ticked = check == Qt.CheckState.Checked
    painter.setPen(QPen(theme.colour("accent" if ticked else "muted"), 1.5))
    painter.setBrush(theme.colour("accent" if ticked else "surface"))
    painter.drawRoundedRect(box.adjusted(0.75, 0.75, -0.75, -0.75), 4, 4)
    pen = QPen(theme.colour("on_accent" if ticked else "accent"), 2)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    x, y = box.left(), box.top()
    if ticked:
        painter.drawPolyline([QPointF(x + 4.5, y + 9.5), QPointF(x + 7.8, y + 12.8), QPointF(x + 13.5, y + 5.8)])
    elif check == Qt.CheckState.PartiallyChecked:
        painter.drawLine(QPointF(x + 5.5, y + BOX / 2), QPointF(x + BOX - 5.5, y + BOX / 2))
