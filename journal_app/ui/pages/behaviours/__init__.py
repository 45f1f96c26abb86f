"""The page of what is rated."""

from journal_app.ui.pages.behaviours.page import BehavioursPage

__all__ = ["BehavioursPage"]
