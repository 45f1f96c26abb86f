"""The one question before words are lost."""

from __future__ import annotations

from PySide6.QtWidgets import QMessageBox, QWidget


def leaves_unsaved(parent: QWidget) -> bool:
    """Whether to go although the last words could not be saved. Staying is the answer of Return and of Escape."""
    box = QMessageBox(parent)
    box.setWindowTitle("Not saved")
    box.setText("Your last words could not be saved. They are still on the page: copy them before you leave.")
    stay = box.addButton("Stay", QMessageBox.ButtonRole.RejectRole)
    leave = box.addButton("Leave without them", QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    box.exec()
    left = box.clickedButton() is leave
    box.deleteLater()
    return left
