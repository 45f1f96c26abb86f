"""A chart whose marks can be gone to by keys and pointer, heard, and opened."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent

from journal_app.charts.drawing import Spot
from journal_app.domain.trends.views import Overview, PracticeView, View
from journal_app.ui.task_runner import TaskRunner
from journal_app.ui.theme import Look
from journal_app.ui.widgets.chart_rendering import DOTS, Subject
from journal_app.ui.widgets.chart_surface import ChartSurface
from journal_app.ui.widgets.point_card import NOTHING, Around, PointCard
from journal_app.ui.widgets.simple import announce
from journal_app.ui.widgets.spot_walk import Nearness, SpotWalk

_KEYS = "Arrow keys go from mark to mark, Home and End to the first and the last, Return opens what a mark stands for."
_RING = 5  # pixels between a mark and the ring around it

_NO_ARRIVAL = (
    Qt.FocusReason.MouseFocusReason,
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,
)


class ChartView(ChartSurface):
    """One stop for Tab. ``opened`` carries the Spot that Return or a double click was on, ``gone_to`` where one is
    that the keyboard came to, and that should be brought into view.

    A card beside the mark says what it stands for; a screen reader hears the same, and finds it as the description.
    """

    opened = Signal(object)
    gone_to = Signal(QRect)

    def __init__(self, look: Look, tasks: TaskRunner) -> None:
        super().__init__(look, tasks)
        self._words = ""
        self._walk = SpotWalk((), _place)
        self._here = self._under = -1
        self._chosen: Spot | None = None
        self._around = NOTHING
        self.card = PointCard(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("Chart of the trends")
        self.drawn.connect(self._find_again)

    @property
    def spot(self) -> Spot | None:
        """The mark that is gone to."""
        return self._walk.spots[self._here] if self._here >= 0 else None

    def show_view(self, subject: Subject, name: str, words: str) -> None:
        """Draw this instead; ``words`` say the same in sentences."""
        self._words = words
        if name != self.accessibleName():
            self.setAccessibleName(name)
        self._go(self._here)
        self.show_subject(subject)

    def clear(self) -> None:
        """Show nothing until the next is drawn."""
        self._walk, self._under = SpotWalk((), _place), -1
        self.card.hide()
        self._go(-1)
        super().clear()

    def rect_of(self, spot: Spot) -> QRect:
        """Where a mark stands, with room for the ring around it."""
        half = max(spot.size * DOTS / 2, 4) + _RING
        return QRect(round(spot.x * DOTS - half), round(spot.y * DOTS - half), round(2 * half), round(2 * half))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home and End go; Return opens; Escape puts the card away."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = Qt.Key(event.key())
        if plain and self._walk.spots and key in _MOVES:
            self._move(key)
        elif plain and self._walk.spots and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._here < 0:
                self._come_to(self._walk.start())
            self.opened.emit(self._walk.spots[self._here])
        elif plain and key == Qt.Key.Key_Escape and self.card.isVisible():
            self.card.hide()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt's own: the keyboard comes in on the mark it was on, or the newest."""
        super().focusInEvent(event)
        if event.reason() not in _NO_ARRIVAL and self._walk.spots:
            # A screen reader tells the name and the description of what it comes to: said as well, it would be twice.
            self._come_to(self._here if self._here >= 0 else self._walk.start(), aloud=False)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Qt's own."""
        super().focusOutEvent(event)
        self._show_card(-1)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The mark under the pointer says what it stands for."""
        under = self._at(event.position())
        if under != self._under:
            self._under = under
            self.setCursor(Qt.CursorShape.PointingHandCursor if under >= 0 else Qt.CursorShape.ArrowCursor)
            self._show_card(under if under >= 0 else self._focused())
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Qt's own."""
        super().leaveEvent(event)
        self._under = -1
        self._show_card(self._focused())
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click goes to a mark, which stays under the pointer: another click may follow."""
        at = self._at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and at >= 0:
            self._choose(at)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click opens it."""
        at = self._at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and at >= 0:
            self.opened.emit(self._walk.spots[at])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's own: until it is drawn anew, nobody knows where the marks will be."""
        super().resizeEvent(event)
        self.card.hide()

    def paint_over(self, painter: QPainter) -> None:
        """A ring around the mark that is gone to, a fainter one around that under the pointer."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        gone_to = self._here if self.hasFocus() or self.card.isVisible() else -1
        for number, strength in ((self._under, 1.2), (gone_to, 2.0)):
            if number >= 0:
                spot = self._walk.spots[number]
                half = self.rect_of(spot).width() / 2 - 1
                painter.setPen(QPen(self._look.theme.colour("accent"), strength))
                painter.drawEllipse(QPointF(spot.x * DOTS, spot.y * DOTS), half, half)

    def _move(self, key: Qt.Key) -> None:
        """Go where a key leads; one that leads no farther says so."""
        if self._here < 0:
            self._come_to(self._walk.start())
            return
        there = _MOVES[key](self._walk, self._here)
        stays = there == self._here
        self._come_to(there, aloud=not stays)
        if stays:
            announce(self, f"{_ENDS[key]} {self._walk.spots[there].words}")

    def _come_to(self, number: int, *, aloud: bool = True) -> None:
        """By the keyboard, which may lead to where nobody looks; the card takes its place once that is in view."""
        self.gone_to.emit(self.rect_of(self._walk.spots[number]))
        self._choose(number, aloud=aloud)

    def _choose(self, number: int, *, aloud: bool = True) -> None:
        self._go(number)
        self._chosen = self.spot
        self._show_card(number)
        if aloud:
            announce(self, self._walk.spots[number].words)

    def _go(self, number: int) -> None:
        self._here = number
        words = f"{self._words} {_KEYS}".strip() if number < 0 else self._walk.spots[number].words
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)
        self.update()

    def _show_card(self, number: int) -> None:
        if number < 0:
            self.card.hide()
            return
        spot = self._walk.spots[number]
        self.card.show_beside(spot.words, self.rect_of(spot), self.visibleRegion().boundingRect(), self._around)

    def _focused(self) -> int:
        return self._here if self.hasFocus() else -1

    def _at(self, where: QPointF) -> int:
        return self._walk.at(where.x(), where.y(), DOTS)

    def _find_again(self) -> None:
        """A new drawing has other spots; the mark gone to may be among them."""
        if self.drawing is None or self._subject is None:
            return
        self._walk, self._under = SpotWalk(self.drawing.spots, nearness(self._subject.view)), -1
        marks = [QPoint(round(spot.x * DOTS), round(spot.y * DOTS)) for spot in self.drawing.spots]
        self._around = Around(marks, self.words)
        self._go(self._walk.again(self._chosen))
        if self.hasFocus() and self._here < 0 and self._walk.spots:
            self._go(self._walk.start())
        self._show_card(self._focused())


_MOVES = {
    Qt.Key.Key_Left: lambda walk, here: walk.along(here, -1),
    Qt.Key.Key_Right: lambda walk, here: walk.along(here, 1),
    Qt.Key.Key_Up: lambda walk, here: walk.across(here, -1),
    Qt.Key.Key_Down: lambda walk, here: walk.across(here, 1),
    Qt.Key.Key_Home: lambda walk, here: walk.end(here, last=False),
    Qt.Key.Key_End: lambda walk, here: walk.end(here, last=True),
}

_ENDS = {
    **dict.fromkeys((Qt.Key.Key_Left, Qt.Key.Key_Home), "The first."),
    **dict.fromkeys((Qt.Key.Key_Right, Qt.Key.Key_End), "The last."),
    Qt.Key.Key_Up: "The top.",
    Qt.Key.Key_Down: "The bottom.",
}


def nearness(view: View) -> Nearness:
    """What makes two marks neighbours: their days where each series has a panel of its own, or else their places."""
    days = {uid: day.toordinal() for uid, day in view.check_ins} if isinstance(view, Overview | PracticeView) else {}

    def of(spot: Spot) -> float:
        return days.get(spot.check_in, _place(spot))

    return of


def _place(spot: Spot) -> float:
    return spot.x
