"""Where on a page its text begins, and how far it goes."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

MARGIN = 48
"""Where the page's text begins."""

_TOP = 40


def page_column(page: QWidget, widest: int, *, foot: int, outdent: int = 0) -> QVBoxLayout:
    """A column for all that stands on a page, at its left and no wider than that, without gaps of its own.

    ``foot`` is the room below it. It begins ``outdent`` before the margin, where the text stands that far in its rows.
    """
    holder = QWidget()
    holder.setMaximumWidth(widest)
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    side = QHBoxLayout(page)
    side.setContentsMargins(MARGIN - outdent, _TOP, MARGIN - outdent, foot)
    side.addWidget(holder, 1000)
    side.addStretch(1)
    return column
