"""The behaviours that moved since the check-in before, in words; it praises nothing."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from journal_app.domain.content import Behaviour, Scale
from journal_app.domain.moved import NONE_MOVED, WhatMoved
from journal_app.ui.widgets.simple import emptied, label, rule

_MOST_SPOKEN = 2


class MovedList(QWidget):
    """Under "What moved", a line for each behaviour: "usually, was about half the time"; then what is new."""

    def __init__(self, scale: Scale) -> None:
        super().__init__()
        self._scale = scale
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_moved(
        self, found: WhatMoved | None, behaviours: Mapping[str, Behaviour], values: Mapping[str, int]
    ) -> None:
        """Show what moved; None takes everything away.

        It stands in the order of ``behaviours``; ``values`` are the ratings of those rated for the first time.
        """
        emptied(self._column)
        if found is None:
            return
        moves = {each.behaviour: each for each in found.moved}
        moved = [
            (each.text, f"{self._words(moves[key].now)}, was {self._words(moves[key].was)}")
            for key, each in behaviours.items()
            if key in moves
        ]
        first = [(each.text, self._words(values[key])) for key, each in behaviours.items() if key in found.first]
        self._add("What moved", moved)
        if not moved:
            self._column.addWidget(label(NONE_MOVED, "muted"))
        if first:
            self._column.addSpacing(24)
            self._add("Rated for the first time", first)

    def spoken(self, found: WhatMoved, behaviours: Mapping[str, Behaviour]) -> str:
        """What moved, short enough to be listened to."""
        if not found.moved:
            return NONE_MOVED
        if len(found.moved) > _MOST_SPOKEN:
            return f"{len(found.moved)} ratings moved."
        moves = (
            f"{behaviours[each.behaviour].text}: {self._words(each.now)}, was {self._words(each.was)}."
            for each in found.moved
            if each.behaviour in behaviours
        )
        return f"What moved: {' '.join(moves)}"

    def _words(self, value: int) -> str:
        return self._scale.words(value)

    def _add(self, heading: str, rows: list[tuple[str, str]]) -> None:
        self._column.addWidget(label(heading, "strong"))
        self._column.addSpacing(8)
        if not rows:
            return
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        for number, (statement, words) in enumerate(rows):
            left, right = label(statement, "", wrap=True), label(words, "muted", wrap=True)
            right.setAccessibleName(f"{statement}: {words}")
            for column, made in enumerate((left, right)):
                made.setContentsMargins(0, 10, 0, 10)
                grid.addWidget(made, 2 * number, column, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(rule(), 2 * number + 1, 0, 1, 2)
        self._column.addWidget(table)
