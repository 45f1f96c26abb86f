"""The settings page."""

from journal_app.ui.pages.settings.page import SettingsPage

__all__ = ["SettingsPage"]
