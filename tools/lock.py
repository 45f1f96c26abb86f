"""Resolve pyproject.toml into lock files that hold names, versions and hashes only."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TARGETS: dict[str, list[str]] = {
    "runtime.lock": ["pyproject.toml"],
    "build.lock": ["--group", "build"],
    "dev.lock": ["pyproject.toml", "--group", "dev"],
}


def main() -> int:
    """Write the three files; names no registry, so each machine uses its own."""
    for name, sources in TARGETS.items():
        command = [sys.executable, "-m", "uv", "pip", "compile", *sources, "-o", f"requirements/{name}", "--quiet"]
        command += ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-header", "--no-annotate"]
        command += ["--no-emit-index-url", "--no-emit-find-links"]
        subprocess.run(command, cwd=ROOT, check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
