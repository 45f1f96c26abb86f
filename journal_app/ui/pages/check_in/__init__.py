"""The check-in page: rating, looking back, and what was rated earlier."""

from journal_app.ui.pages.check_in.page import CheckInPage

__all__ = ["CheckInPage"]
