"""The window's days and months are English, as its words are, whatever language the machine speaks."""

from __future__ import annotations

from tests.support.program import Program

_OPENED = """
import locale
from unittest.mock import patch
from PySide6.QtWidgets import QApplication
from journal_app.ui.app import run_window

def tell(_application):
    print(locale.setlocale(locale.LC_CTYPE), locale.setlocale(locale.LC_TIME))
    return 0

with patch.object(QApplication, "exec", tell):
    run_window(None)
"""


def test_qt_sets_the_machines_locale_and_the_names_of_months_do_not_follow_it(program: Program) -> None:
    """The machine's is C.UTF-8 here, the only one that is everywhere; in a German one March was März."""
    program.also["LC_ALL"] = "C.UTF-8"
    outcome = program.python(_OPENED)
    assert outcome.code == 0, outcome
    assert outcome.out.split() == ["C.UTF-8", "C"]
