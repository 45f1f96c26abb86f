"""What stands behind a mark of the trends: the reflections attached to it, and what was noted beside its ratings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from journal_app.domain.entry import EntrySummary
from journal_app.ui.theme import Look
from journal_app.ui.widgets.link_row import LinkRow
from journal_app.ui.widgets.simple import button, label

_WIDTH = 520
_HIGHEST = 460


@dataclass(frozen=True, slots=True)
class Evidence:
    """``heading`` says which mark, ``about`` what it stands for; ``check_in`` is its uid, "" for a month; ``notes`` are
    (statement, note)."""

    heading: str
    reflections: tuple[EntrySummary, ...]
    check_in: str = ""
    notes: tuple[tuple[str, str], ...] = ()
    about: str = ""

    @property
    def none_said(self) -> str:
        """What to say where there is no reflection."""
        if self.check_in:
            return "No reflection is attached to this rating."
        return "You wrote no reflection on this practice in this month."


class EvidenceDialog(QDialog):
    """``entry_asked`` and ``check_in_asked`` carry uids; either closes it."""

    entry_asked = Signal(str)
    check_in_asked = Signal(str)

    def __init__(self, parent: QWidget, look: Look, evidence: Evidence, shapes: Mapping[str, str]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Behind this mark")
        self._look, self._shapes = look, shapes
        self._inside = QWidget()
        self._inside.setProperty("kind", "page")
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(16, 0, 16, 0)
        self._column.setSpacing(2)
        rows = [self._row(each) for each in evidence.reflections]
        if not rows:
            self._column.addWidget(_line(evidence.none_said, "muted"))
        self._add_notes(evidence.notes)
        self._column.addStretch(1)
        self._build(evidence)
        (rows[0] if rows else self.open_check_in if evidence.check_in else self.close_button).setFocus()

    def _row(self, summary: EntrySummary) -> LinkRow:
        local = summary.written.local
        row = LinkRow(
            self._look,
            summary.title or "Untitled",
            summary.first_line,
            note=f"{local.day} {local:%b} {local.year}",
            shapes=tuple(shape for key, shape in self._shapes.items() if key in summary.practices),
        )
        row.clicked.connect(lambda _on=False: self._leave(self.entry_asked, summary.uid))
        self._column.addWidget(row)
        return row

    def _add_notes(self, notes: tuple[tuple[str, str], ...]) -> None:
        if notes:
            self._column.addSpacing(12)
            self._column.addWidget(_line("Noted beside the rating" + ("s" if len(notes) > 1 else ""), "section"))
        for statement, note in notes:
            self._column.addSpacing(6)
            self._column.addWidget(_line(statement, "small"))
            self._column.addWidget(_line(note, ""))

    def _build(self, evidence: Evidence) -> None:
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self._inside)
        self.open_check_in = button("Open the check-in")
        self.open_check_in.clicked.connect(lambda _on=False: self._leave(self.check_in_asked, evidence.check_in))
        self.close_button = button("Close", "quiet")
        self.close_button.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 0, 24, 0)
        foot.addWidget(self.open_check_in)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        heading = label(evidence.heading, "title", wrap=True)
        heading.setContentsMargins(24, 0, 24, 0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 20, 0, 20)
        whole.setSpacing(14)
        whole.addWidget(heading)
        if evidence.about:
            about = label(evidence.about, "muted", wrap=True)
            about.setContentsMargins(24, 0, 24, 0)
            whole.addWidget(about)
        whole.addWidget(scroll, 1)
        whole.addLayout(foot)
        self.open_check_in.setVisible(bool(evidence.check_in))
        self.setFixedWidth(_WIDTH)
        wanted = self._column.totalHeightForWidth(_WIDTH - 16)
        scroll.setFixedHeight(min(_HIGHEST, max(56, wanted)))

    def _leave(self, signal: SignalInstance, uid: str) -> None:
        self.accept()
        signal.emit(uid)


def _line(words: str, kind: str) -> QLabel:
    """A line that stands where the rows' words stand, and can be copied."""
    made = label(words, kind, wrap=True)
    made.setContentsMargins(8, 0, 8, 0)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made
