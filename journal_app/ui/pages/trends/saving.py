"""A view as a file: a picture, a drawing or a table, written whole or not at all."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from journal_app.charts.view_figure import saved_chart
from journal_app.content.library import ContentLibrary
from journal_app.services.trend_service import TrendService
from journal_app.services.whole_file import write_whole
from journal_app.ui.messenger import Messenger
from journal_app.ui.pages.trends.reading import Shown
from journal_app.ui.task_runner import TaskRunner
from journal_app.ui.widgets.file_names import with_ending

_TITLES: dict[str, tuple[str, str]] = {
    "png": ("Save the chart as a picture", "Picture (*.png)"),
    "svg": ("Save the chart as a drawing", "Drawing (*.svg)"),
    "csv": ("Save the table", "Table (*.csv)"),
}


class TrendSaver:
    """Asks where to, and writes, all in the worker. Nothing is remembered of where that was."""

    def __init__(
        self, owner: QWidget, trends: TrendService, content: ContentLibrary, tasks: TaskRunner, messenger: Messenger
    ) -> None:
        self._owner = owner
        self._trends = trends
        self._content = content
        self._tasks = tasks
        self._messenger = messenger

    def save(self, shown: Shown, kind: str) -> None:
        """Ask for a place, write there, and say so."""
        path = self._ask(shown, kind)
        if path is None:
            return

        def content() -> bytes:
            return self._table(shown) if kind == "csv" else self._chart(shown, kind)

        self._tasks.run(
            self._owner,
            lambda _task: write_whole(path, content()),
            lambda _none: self._messenger.tell(f"Saved {path.name}."),
            self._messenger.fail,
        )

    def _ask(self, shown: Shown, kind: str) -> Path | None:
        title, kinds = _TITLES[kind]
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        proposed = Path(folder) / f"throughline-{shown.wanted.kind.file_name}-{_day(shown).isoformat()}.{kind}"
        chosen, _ = QFileDialog.getSaveFileName(self._owner, title, str(proposed), kinds)
        return with_ending(Path(chosen), kind) if chosen else None

    def _table(self, shown: Shown) -> bytes:
        assert shown.view is not None  # noqa: S101  the chip is switched off without one
        return self._trends.csv(shown.view).encode()

    def _chart(self, shown: Shown, kind: str) -> bytes:
        assert shown.view is not None  # noqa: S101  the chip is switched off without one
        return saved_chart(
            shown.view,
            "svg" if kind == "svg" else "png",
            practices=self._content.practices(),
            behaviours=shown.behaviours,
            scale=self._content.scale(),
            caution=shown.caution,
        )


def _day(shown: Shown) -> date:
    """The last day of what is shown."""
    span = getattr(shown.view, "span", None) or getattr(shown.view, "second", None)
    return span.until if span is not None else shown.view.made  # type: ignore[union-attr]  # a look back
