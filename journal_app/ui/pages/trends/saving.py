"""Trends as a file: a picture, a drawing or a table, written whole or not at all."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from journal_app.content.library import ContentLibrary
from journal_app.domain.errors import CannotWriteFile
from journal_app.domain.trends.overview import Trends
from journal_app.services.trend_service import TrendService
from journal_app.ui.messenger import Messenger
from journal_app.ui.task_runner import TaskRunner
from journal_app.ui.theme import SANS
from journal_app.ui.widgets.file_names import with_ending

_TITLES: dict[str, tuple[str, str]] = {
    "png": ("Save the chart as a picture", "Picture (*.png)"),
    "svg": ("Save the chart as a drawing", "Drawing (*.svg)"),
    "csv": ("Save the table", "Table (*.csv)"),
}


class TrendSaver:
    """Asks where to, and writes. Nothing is remembered of where that was.

    Pictures and drawings are in the colours of the light theme and of one size, whatever the window looks like: they
    go into documents and onto paper.
    """

    def __init__(
        self, owner: QWidget, trends: TrendService, content: ContentLibrary, tasks: TaskRunner, messenger: Messenger
    ) -> None:
        self._owner = owner
        self._service = trends
        self._content = content
        self._tasks = tasks
        self._messenger = messenger

    def save(self, trends: Trends, kind: str) -> None:
        """Ask for a place, write there in the worker, and say so."""
        path = self._ask(trends, kind)
        if path is None:
            return
        content = self._content_of(trends, kind)
        self._tasks.run(
            self._owner,
            lambda _task: write_whole(path, content()),
            lambda _none: self._messenger.tell(f"Saved {path.name}."),
            self._messenger.fail,
        )

    def _ask(self, trends: Trends, kind: str) -> Path | None:
        title, kinds = _TITLES[kind]
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        proposed = Path(folder) / f"throughline-trends-{trends.until.isoformat()}.{kind}"
        chosen, _ = QFileDialog.getSaveFileName(self._owner, title, str(proposed), kinds)
        return with_ending(Path(chosen), kind) if chosen else None

    def _content_of(self, trends: Trends, kind: str) -> Callable[[], bytes]:
        """What makes the file's bytes, in the worker. The figure itself has to be built here."""
        if kind == "csv":
            return lambda: self._service.csv(trends).encode()
        from journal_app.charts.palette import LIGHT
        from journal_app.charts.trend_figure import draw_trends, save_figure

        drawing = draw_trends(trends, self._content.practices(), self._content.scale(), LIGHT, fonts=SANS)
        return lambda: save_figure(drawing.figure, "svg" if kind == "svg" else "png")


def write_whole(path: Path, content: bytes) -> None:
    """Write beside, then replace: what was there stays as it was until all is written. Raises CannotWriteFile."""
    beside = path.with_name(f".{secrets.token_hex(8)}.new")
    try:
        try:
            with beside.open("xb") as file:
                file.write(content)
            beside.replace(path.resolve())
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise CannotWriteFile(name=path.name, reason=error.strerror or "unknown") from error
