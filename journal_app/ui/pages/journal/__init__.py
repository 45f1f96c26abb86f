"""The journal page: list, editor and inspector."""

from journal_app.ui.pages.journal.page import JournalPage

__all__ = ["JournalPage"]
