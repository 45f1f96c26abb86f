"""Taking everything out of sight, and out of reach, before the journal is closed."""

from __future__ import annotations

from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QToolTip
from shiboken6 import isValid


def settle_input() -> None:
    """Have the input method hand over the word that is being composed, so that it is kept with the rest."""
    QGuiApplication.inputMethod().commit()


def close_everything_over() -> None:
    """Close menus, lists, tooltips and dialogs, the newest first; nothing in them is accepted.

    A dialog that somebody waits for returns as if it had been cancelled, once this is done. One that would rather stay
    (what it began cannot be called back) is hidden and thrown away: what it began goes on without it.
    """
    QToolTip.hideText()
    popup = QApplication.activePopupWidget()
    while popup is not None:
        popup.close()
        before, popup = popup, QApplication.activePopupWidget()
        if popup is before:
            break
    for dialog in reversed([each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog)]):
        if isValid(dialog) and dialog.isVisible():
            dialog.reject()
            if isValid(dialog) and dialog.isVisible():
                dialog.hide()
                dialog.deleteLater()


def forget_selection() -> None:
    """Take back what X11 hands to whoever presses the middle button: what was last selected here.

    What was copied on purpose is left alone, as it is while the journal is open: it was copied to be used elsewhere.
    """
    clipboard = QGuiApplication.clipboard()
    if clipboard.supportsSelection() and clipboard.ownsSelection():
        clipboard.clear(QClipboard.Mode.Selection)
