"""The size and place of the window, kept from one day to the next."""

from __future__ import annotations

import base64
import binascii

from PySide6.QtCore import QByteArray, QSize
from PySide6.QtWidgets import QWidget

_USUAL = (1280, 800)
_LEAST = (900, 500)


def restore_place(window: QWidget, saved: str) -> None:
    """Put the window where it was left; where that makes no sense any more, at its usual size."""
    window.setMinimumSize(*_LEAST)
    window.resize(QSize(*_USUAL).boundedTo(window.screen().availableSize()))
    try:
        geometry = base64.b64decode(saved, validate=True)
    except (binascii.Error, ValueError):
        return
    if geometry:
        window.restoreGeometry(QByteArray(geometry))


def saved_place(window: QWidget) -> str:
    """The place as text, for the preferences."""
    return base64.b64encode(bytes(window.saveGeometry().data())).decode()
