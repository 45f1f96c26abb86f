"""A report of a period: choosing what goes into it, seeing the very page, saving it."""

from journal_app.ui.dialogs.report.dialog import ReportDialog

__all__ = ["ReportDialog"]
