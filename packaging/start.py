"""What the packed program runs: PyInstaller wants a script, not a module."""

from __future__ import annotations

import sys

from journal_app.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
