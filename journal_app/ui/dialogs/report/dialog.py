"""The dialog "Report of a period": what goes in at the left, the very page at the right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from journal_app.content.library import ContentLibrary
from journal_app.domain.entry import EntrySummary
from journal_app.domain.errors import UserFacingError
from journal_app.domain.report import Extent, Wanted
from journal_app.domain.report_words import does_not_fit
from journal_app.domain.trends.views import Span
from journal_app.services.report_service import Offered, Proposed, ReportService
from journal_app.services.whole_file import write_whole
from journal_app.ui.dialogs.report.making import Made, make
from journal_app.ui.dialogs.report.picker import Picker
from journal_app.ui.dialogs.report.sheet_view import SheetView, Zoom
from journal_app.ui.dialogs.report.subject import Subject
from journal_app.ui.dialogs.screen import Problem
from journal_app.ui.messenger import Messenger
from journal_app.ui.task_runner import Task, TaskRunner
from journal_app.ui.theme import Look
from journal_app.ui.widgets.chips import RangeChip
from journal_app.ui.widgets.file_names import with_ending
from journal_app.ui.widgets.simple import button, label

_SIDE = 404
_PAUSE_MS = 120
_BREATH_MS = 1
"""Not 0: for that Qt has no timer, and would go on before it heard a key."""
_PROMISE = "Only this page is saved. Read it before you give it to anybody."
_EMPTY = "There is nothing to report: no check-in lies in this period, and no reflection is chosen."


@dataclass(frozen=True, slots=True)
class PutAway:
    """What was chosen for a report that was left unsaved."""

    span: Span
    practice: str
    table: bool
    notes: bool
    chosen: Mapping[str, tuple[EntrySummary, Extent]]


class ReportDialog(QDialog):
    """What can be saved is what is shown: while another page is being made, nothing can.

    ``put_away`` carries what was chosen, if it is left with anything chosen in it.
    """

    put_away = Signal(object)

    def __init__(
        self,
        parent: QWidget,
        service: ReportService,
        content: ContentLibrary,
        look: Look,
        tasks: TaskRunner,
        messenger: Messenger,
        proposed: Proposed,
        before: PutAway | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Report of a period")
        self._service, self._content, self._tasks, self._messenger = service, content, tasks, messenger
        self._making: Task | None = None
        self._offering: Task | None = None
        self._made: Made | None = None
        self.subject = Subject(look, content.practices(), proposed)
        self.picker = Picker(look, content.practices())
        self.view = SheetView(look)
        self.zooms = [RangeChip(look, zoom.value, zoom) for zoom in Zoom]
        self.problem = Problem()
        self.shorten = button("Show first paragraphs only", "link")
        self.save = button("Save as PDF…", "primary")
        self.leave = button("Cancel", "quiet")
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._build()
        room = parent.window().size()
        self.resize(min(1200, room.width() - 40), min(860, room.height() - 40))
        if before is not None:
            self.subject.put(before.span, before.practice, table=before.table, notes=before.notes)
            self.picker.model.pick_again(before.chosen)
        self._fresh = self._chosen() if before is None else None
        self._connect()
        self._offer()
        self._change()
        self.shorten.hide()
        self.subject.since.setFocus()

    def open_soon(self) -> None:
        """Open once other events had room: built and shown in one go, it would keep them waiting too long.

        It stays away where the journal was locked in between.
        """
        QTimer.singleShot(_BREATH_MS, self, self._open_where_asked)

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        left = QWidget()
        row.addWidget(left)
        self._build_left(left)
        right = QVBoxLayout()
        right.setContentsMargins(8, 16, 16, 16)
        right.setSpacing(8)
        above = QHBoxLayout()
        above.setContentsMargins(12, 0, 12, 0)
        above.addWidget(label(_PROMISE, "small", wrap=True), 1)
        sizes = QWidget()
        chips = QHBoxLayout(sizes)
        chips.setContentsMargins(0, 0, 0, 0)
        chips.setSpacing(6)
        for chip in self.zooms:
            chip.setChecked(chip.value is Zoom.WIDTH)
            chips.addWidget(chip)
        above.addWidget(sizes)
        right.addLayout(above)
        right.addWidget(self.view, 1)
        row.addLayout(right, 1)
        self.setTabOrder(self.save, self.leave)

    def _build_left(self, left: QWidget) -> None:
        # From the outside in: Qt dresses whatever is in a widget anew when that is put into another one.
        left.setFixedWidth(_SIDE + 36)
        down = QVBoxLayout(left)
        down.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea()
        down.addWidget(area, 1)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidgetResizable(True)
        holder = QWidget()
        column = QVBoxLayout(holder)
        area.setWidget(holder)
        column.setContentsMargins(24, 20, 12, 8)
        column.setSpacing(8)
        column.addWidget(label("Report of a period", "heading"))
        column.addWidget(self.subject)
        column.addSpacing(4)
        column.addWidget(label("Reflections", "small"))
        column.addWidget(self.picker, 1)
        foot = QVBoxLayout()
        down.addLayout(foot)
        foot.setContentsMargins(24, 0, 12, 16)
        foot.setSpacing(8)
        foot.addWidget(self.problem)
        foot.addWidget(self.shorten, 0, Qt.AlignmentFlag.AlignLeft)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.leave)
        buttons.addWidget(self.save)
        foot.addLayout(buttons)

    def _open_where_asked(self) -> None:
        parent = self.parentWidget()
        if parent is not None and parent.isVisible():
            self.open()
        else:
            self.deleteLater()

    def _connect(self) -> None:
        self.subject.moved.connect(self._offer)
        self.subject.changed.connect(self._change)
        self.picker.asked.connect(self._offer)
        self.picker.picked.connect(self._change)
        for chip in self.zooms:
            chip.toggled.connect(lambda on, zoom=chip.value: self.view.show_in(zoom) if on else None)
        self._pause.timeout.connect(self._make)
        self.shorten.clicked.connect(lambda _on=False: self.picker.model.shorten())
        self.save.clicked.connect(self._save)
        self.leave.clicked.connect(self.reject)

    def wanted(self) -> Wanted:
        """What is to be on the page."""
        subject, span = self.subject, self.subject.span
        return Wanted(
            span, subject.practice, subject.table.isChecked(), subject.notes.isChecked(), self.picker.chosen(span)
        )

    def reject(self) -> None:
        """Qt's own: what was chosen is handed on, so that it is not lost by a key."""
        chosen = self._chosen()
        super().reject()
        if chosen != self._fresh:
            self.put_away.emit(chosen)

    def _chosen(self) -> PutAway:
        subject = self.subject
        table, notes = subject.table.isChecked(), subject.notes.isChecked()
        return PutAway(subject.span, subject.practice, table, notes, self.picker.model.picked_ones)

    def _offer(self) -> None:
        """List the reflections of the period."""
        if self._offering is not None:
            self._offering.cancel()
        span, words, starred = self.subject.span, self.picker.words, self.picker.starred.isChecked()
        service = self._service

        def show(offered: Offered) -> None:
            self.picker.show_offered(offered, span)

        self._offering = self._tasks.run(
            self, lambda _task: service.offered(span, words, starred=starred), show, self._failed
        )

    def _change(self) -> None:
        """Something else is wanted: what is shown is not what would be saved any more."""
        self._made = None
        self.save.setEnabled(False)
        if self._making is not None:
            self._making.cancel()
        self._pause.start()

    def _make(self) -> None:
        service, content, wanted = self._service, self._content, self.wanted()
        self._making = self._tasks.run(
            self, lambda task: make(service, content, wanted, task.cancelled), self._show, self._not_made
        )

    def _show(self, made: Made) -> None:
        self._made = made
        self.view.show_page(made.printed.picture, made.printed.words)
        problem = _EMPTY if made.report.is_empty else does_not_fit(made.report, made.printed.beyond)
        self._say(problem)
        beyond = [made.report.reflections[part] for part in made.printed.beyond if isinstance(part, int)]
        self.shorten.setVisible(any(each.extent is Extent.WHOLE for each in beyond))
        self.save.setEnabled(not problem)

    def _say(self, problem: str) -> None:
        if problem != self.problem.text():
            self.problem.say(problem)

    def _not_made(self, error: UserFacingError) -> None:
        self.view.stop_waiting()
        self._failed(error)

    def _failed(self, error: UserFacingError) -> None:
        self.problem.say(self._messenger.text(error))

    def _save(self) -> None:
        made = self._made
        if made is None or not made.printed.pdf:
            return
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        proposed = Path(folder) / f"throughline-report-{made.report.span.until.isoformat()}.pdf"
        chosen, _ = QFileDialog.getSaveFileName(self, "Save the report", str(proposed), "PDF (*.pdf)")
        if not chosen:
            return
        path, content = with_ending(Path(chosen), "pdf"), made.printed.pdf

        def saved(_none: object) -> None:
            self._messenger.tell(f"Saved {path.name}.")
            self.accept()

        self._tasks.run(self, lambda _task: write_whole(path, content), saved, self._failed)
