"""What a check-in was before it was changed, and bringing that back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QScrollArea, QVBoxLayout, QWidget

from journal_app.domain.check_in import CheckIn, CheckInVersion
from journal_app.domain.content import Behaviour
from journal_app.domain.when_words import when_in_words
from journal_app.ui.pages.check_in.means import Means
from journal_app.ui.pages.check_in.version_words import differences
from journal_app.ui.pages.check_in.words import name_of
from journal_app.ui.widgets.leavable import LeavablePage
from journal_app.ui.widgets.page_column import MARGIN
from journal_app.ui.widgets.simple import button, emptied, label
from journal_app.ui.widgets.word_table import WordTable

_LIST_WIDTH = 184
_SAME = "It says the same now."
_HEADS = ("", "Then", "Now")


class CheckInVersions(LeavablePage):
    """``bring_back_asked`` carries the CheckIn and the CheckInVersion to bring back; ``left`` when done."""

    bring_back_asked = Signal(object, object)

    def __init__(self, means: Means) -> None:
        super().__init__()
        self._means = means
        self._check_in: CheckIn | None = None
        self._versions: Sequence[CheckInVersion] = ()
        self._behaviours: Sequence[Behaviour] = ()
        self._about = label("", "muted")
        self.list = QListWidget()
        self.list.setProperty("kind", "choices")
        self.list.setAccessibleName("What it was before, the newest first")
        self.list.setFixedWidth(_LIST_WIDTH)
        self._rows = QVBoxLayout()
        self.restore, self.back = button("Bring this back", "primary"), button("Back", "quiet")
        self._build()
        self.restore.setVisible(not means.read_only)  # in its place: before, it would be a window of its own
        self.list.currentRowChanged.connect(lambda _row: self._show())
        self.restore.clicked.connect(self._ask)
        self.back.clicked.connect(self.left)

    def show_check_in(self, check_in: CheckIn) -> None:
        """Show what this one was."""
        self._check_in = check_in
        self._about.setText(name_of(check_in))
        self._fill((), ())  # what another one was is never to be brought back to this one
        self.list.setFocus()

        def read(_task: object) -> tuple[Sequence[CheckInVersion], Sequence[Behaviour]]:
            return self._means.check_ins.versions(check_in.uid), self._means.behaviours.all()

        def show(found: tuple[Sequence[CheckInVersion], Sequence[Behaviour]]) -> None:
            if check_in is self._check_in:
                self._fill(*found)

        self._means.tasks.run(self, read, show)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(label("What it was before", "heading"))
        head.addWidget(self._about, 1, Qt.AlignmentFlag.AlignBottom)
        head.addWidget(self.back)
        self._about.setContentsMargins(0, 0, 0, 4)
        inside = QWidget()
        inside.setProperty("kind", "page")
        inside.setLayout(self._rows)
        self._rows.setContentsMargins(0, 0, 16, 0)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        both = QHBoxLayout()
        both.setSpacing(32)
        both.addWidget(self.list)
        both.addWidget(scroll, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.restore)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 40, MARGIN, 24)
        column.setSpacing(16)
        column.addLayout(head)
        column.addLayout(both, 1)
        column.addLayout(foot)

    def _fill(self, versions: Sequence[CheckInVersion], behaviours: Sequence[Behaviour]) -> None:
        self._versions, self._behaviours = versions, behaviours
        self.list.clear()
        now = self._means.clock.now().local
        for version in self._versions:
            self.list.addItem(QListWidgetItem(f"Until {when_in_words(version.kept, now)}"))
        self.list.setCurrentRow(0)
        self._show()

    def _show(self) -> None:
        emptied(self._rows)
        version, check_in = self._chosen(), self._check_in
        self.restore.setEnabled(False)
        if version is None or check_in is None:
            return
        rows = differences(version, check_in, self._behaviours, self._means.content.scale())
        self.restore.setEnabled(bool(rows))
        self._rows.addWidget(WordTable(_HEADS, rows) if rows else label(_SAME, "muted"))
        self._rows.addStretch(1)

    def _chosen(self) -> CheckInVersion | None:
        row = self.list.currentRow()
        return self._versions[row] if 0 <= row < len(self._versions) else None

    def _ask(self) -> None:
        version = self._chosen()
        if version is not None:
            self.bring_back_asked.emit(self._check_in, version)
