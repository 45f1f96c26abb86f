"""Locking by itself: when nobody is there, when the session locks or sleeps, when the window is put away."""

from journal_app.ui.locking.auto_lock import AutoLock

__all__ = ["AutoLock"]
