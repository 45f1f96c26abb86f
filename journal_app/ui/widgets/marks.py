"""The practices' marks: a shape and a colour, everywhere the same. Filled means yes, hollow means no."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

from journal_app.ui.theme import Theme


def mark_path(shape: str, box: QRectF) -> QPainterPath:
    """The outline of a shape, optically the same size for all six."""
    path = QPainterPath()
    centre, size = box.center(), min(box.width(), box.height())
    match shape:
        case "circle":
            path.addEllipse(centre, size * 0.44, size * 0.44)
        case "square":
            path.addRect(QRectF(centre.x() - size * 0.39, centre.y() - size * 0.39, size * 0.78, size * 0.78))
        case "triangle":
            _polygon(path, centre + QPointF(0, size * 0.07), [(size * 0.52, -90 + turn) for turn in (0, 120, 240)])
        case "diamond":
            _polygon(path, centre, [(size * 0.52, turn) for turn in (-90, 0, 90, 180)])
        case "star":
            radii = [(size * (0.54 if step % 2 == 0 else 0.24), -90 + step * 36) for step in range(10)]
            _polygon(path, centre + QPointF(0, size * 0.03), radii)
        case "hexagon":
            _polygon(path, centre, [(size * 0.48, 30 + turn) for turn in range(0, 360, 60)])
        case _:
            raise ValueError(f"no mark has the shape {shape!r}")
    return path


def paint_mark(painter: QPainter, shape: str, box: QRectF, colour: QColor, *, filled: bool = True) -> None:
    """Paint one mark into a box."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inner = box if filled else box.adjusted(0.6, 0.6, -0.6, -0.6)
    pen = QPen(colour, 1.6)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin if shape in ("square", "diamond") else Qt.PenJoinStyle.RoundJoin)
    painter.setPen(Qt.PenStyle.NoPen if filled else pen)
    painter.setBrush(QBrush(colour) if filled else Qt.BrushStyle.NoBrush)
    painter.drawPath(mark_path(shape, inner))
    painter.restore()


def mark_icon(theme: Theme, shape: str, *, filled: bool = True, size: int = 16) -> QIcon:
    """A mark as an icon, for menus."""
    scale = 2
    pixmap = QPixmap(size * scale, size * scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    pixmap.setDevicePixelRatio(scale)
    painter = QPainter(pixmap)
    paint_mark(painter, shape, QRectF(2, 2, size - 4, size - 4), theme.mark(shape), filled=filled)
    painter.end()
    return QIcon(pixmap)


def _polygon(path: QPainterPath, centre: QPointF, corners: Sequence[tuple[float, float]]) -> None:
    points = [
        centre + QPointF(radius * math.cos(math.radians(turn)), radius * math.sin(math.radians(turn)))
        for radius, turn in corners
    ]
    path.moveTo(points[0])
    for point in points[1:]:
        path.lineTo(point)
    path.closeSubpath()
