"""Where the program starts: no command opens the window, anything else is the command line."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence

from journal_app.process_guard import guard_process


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code: 0, 1 for a failure a person can act on, 2 for wrong usage.

    Without ``arguments`` this is the program itself, with a process of its own.
    """
    if arguments is None:
        guard_process()
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    if not arguments:
        return _window(None)
    from journal_app.cli.main import run

    return run(arguments, window=_window)


def _window(journal: str | None) -> int:
    from journal_app.ui.display import why_no_display

    reason = why_no_display()
    if reason:
        from journal_app.cli.tour import show_sample

        return show_sample(reason)
    # Loading a window makes very many objects and no garbage; looking for it takes a tenth of the time to the first
    # page. ``run_window`` switches it on again.
    gc.disable()
    from journal_app.ui.app import run_window

    return run_window(journal)


if __name__ == "__main__":
    sys.exit(main())
