"""PySide6 6.12.0 loses a reference to None on every void call and aborts after some 5,000 of them on Python 3.11."""

from __future__ import annotations

from tests.support.program import Program

CALLS = 1_000

COUNT = f"""
import sys
from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtWidgets import QApplication, QLabel
application = QApplication([])
label, document = QLabel(), QTextDocument()
void = [
    lambda: label.setEnabled(True),
    lambda: label.update(),
    lambda: label.setVisible(False),
    lambda: document.setModified(False),
    lambda: document.clear(),
    lambda: QGuiApplication.processEvents(),
]
for call in void:
    assert call() is None
for call in void:
    before = sys.getrefcount(None)
    for _ in range({CALLS}):
        call()
    print(sys.getrefcount(None) - before)
"""


def test_calls_that_return_nothing_do_not_use_up_none(program: Program) -> None:
    outcome = program.python(COUNT)
    assert outcome.code == 0, outcome.err
    lost = [int(line) for line in outcome.out.split()]
    assert len(lost) == 6
    assert max(abs(each) for each in lost) < CALLS // 20, lost
