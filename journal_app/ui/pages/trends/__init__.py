"""The trends page: what the check-ins show over months."""

from journal_app.ui.pages.trends.page import TrendsPage

__all__ = ["TrendsPage"]
