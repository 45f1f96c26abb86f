"""Loads what the pages are made of while nobody waits for it, so that a page that is gone to stands at once.

On the UI thread: PySide crashes now and then if a widget's class is made in another thread while events go on.
"""

from __future__ import annotations

from importlib import import_module

from PySide6.QtCore import QObject, QTimer

_BETWEEN_MS = 5  # room for keys; a page that is gone to in the first second finds its parts loaded

# Each brings along little that those before it have not brought: no step takes longer than a key may wait.
MODULES = tuple(
    name
    for line in (
        "domain.difference services.version_service ui.pages.journal.autosave ui.widgets.day_field",
        "ui.dialogs.when_written ui.pages.journal.title_field ui.widgets.markdown_commands ui.widgets.markdown_editor",
        "ui.widgets.preview ui.pages.journal.entry_pane ui.pages.journal.version_list ui.widgets.difference_view",
        "ui.pages.journal.history ui.pages.journal.inspector ui.pages.journal.reading ui.pages.journal.desk",
        "ui.pages.journal.filter_bar ui.pages.journal.list_model ui.pages.journal.list_view ui.pages.journal.page",
        "domain.trends.views domain.trend_words.phrases services.behaviour_service",
        "domain.trend_words.overview domain.trend_words.compare domain.trends.totals domain.trends.overview",
        "domain.trends.compare domain.trends.tables storage.rating_totals domain.trend_words.cautions",
        "domain.trend_words.practice services.trend_service ui.widgets.asking",
        "ui.widgets.note_field ui.widgets.noted_chooser ui.widgets.rating_row ui.widgets.rating_form",
        "ui.widgets.check_in_form ui.pages.check_in.attaching ui.pages.check_in.filling ui.pages.check_in.views",
        "ui.pages.check_in.page ui.pages.check_in.means charts.drawing ui.dialogs.evidence ui.pages.trends.header",
        "ui.pages.trends.reading ui.pages.trends.choosers ui.pages.trends.periods ui.pages.trends.time_row",
        "ui.widgets.chart_surface ui.widgets.chart_view ui.widgets.data_table ui.pages.trends.body",
        "ui.pages.trends.saving ui.pages.trends.page domain.report services.report_service formats.exporters.html",
        "ui.dialogs.report.typeset ui.dialogs.report.page ui.dialogs.report.printing ui.dialogs.report.picker_list",
        "ui.dialogs.report.picker ui.dialogs.report.dialog ui.reporting ui.widgets.setting_rows services.key_service",
        "ui.pages.settings.page ui.pages.settings.keys_section ui.pages.settings.check_ins_section",
        "ui.pages.settings.backups_section ui.pages.settings.locking_section ui.pages.behaviours.list_view",
        "ui.pages.behaviours.page",
    )
    for name in line.split()
)
"""Modules by their names within the program."""


class IdleLoading(QObject):
    """One module at a time, with room for events in between."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._left = iter(MODULES)
        self._stopped = False
        self._timer = QTimer(self, interval=_BETWEEN_MS)
        self._timer.timeout.connect(self._load_one)

    def start(self) -> None:
        """Begin, unless it has been stopped."""
        if not self._stopped:
            self._timer.start()

    def stop(self) -> None:
        """For good: the window closes, perhaps before the moment at which this was to begin."""
        self._stopped = True
        self._timer.stop()

    def _load_one(self) -> None:
        name = next(self._left, "")
        if name:
            import_module(f"journal_app.{name}")
        else:
            self._timer.stop()
