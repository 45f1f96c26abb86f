"""Draw every page with the sample journal, light and dark, in two sizes, into build/screenshots/.

Names of states draw only those: ``python -m tools.screenshots today journal``.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from journal_app.bootstrap import build
from journal_app.paths import default_paths
from journal_app.ui.app import make_window
from journal_app.ui.main_window import MainWindow
from tools.pictures import STATES
from tools.pictures.common import settle

TARGET = Path(__file__).resolve().parents[1] / "build" / "screenshots"
SIZES = ((1280, 800), (1000, 640))


def main() -> int:
    """Draw them all and say where they are."""
    only = sys.argv[1:] or list(STATES)
    unknown = set(only) - set(STATES)
    if unknown:
        print(f"No such state: {', '.join(sorted(unknown))}. There are: {', '.join(STATES)}")
        return 2
    TARGET.mkdir(parents=True, exist_ok=True)
    home = tempfile.mkdtemp(prefix="throughline-screenshots-")
    os.environ["THROUGHLINE_HOME"] = home
    application = QApplication([])
    try:
        window, look = make_window(build(default_paths()))
        window.show()
        for theme in ("light", "dark"):
            look.choose(theme)
            for size in SIZES:
                window.resize(*size)
                for name in only:
                    _draw(window, name, f"{name}-{theme}-{size[0]}.png")
        window.close()
        application.processEvents()
    finally:
        shutil.rmtree(home, ignore_errors=True)
    print(f"Pictures are in {TARGET.relative_to(Path.cwd()) if TARGET.is_relative_to(Path.cwd()) else TARGET}")
    return 0


def _draw(window: MainWindow, name: str, file: str) -> None:
    prepare, tidy = STATES[name]
    prepare(window)
    settle(window)
    window.grab().save(str(TARGET / file))
    if tidy is not None:
        tidy(window)
        settle(window)


if __name__ == "__main__":
    sys.exit(main())
