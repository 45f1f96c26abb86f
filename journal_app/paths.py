"""Where the journal, the preferences and the shipped resources are."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

APP_NAME = "Throughline"


@dataclass(frozen=True, slots=True)
class Paths:
    """The folders of one installation. ``sample`` is never the person's own journal."""

    journal: Path
    sample: Path
    preferences: Path
    resources: Path

    @property
    def content(self) -> Path:
        """Practices, prompts, behaviours and messages."""
        return self.resources / "content"


def default_paths(journal: Path | None = None) -> Paths:
    """The usual folders of this system; ``journal`` puts the journal elsewhere.

    ``THROUGHLINE_HOME`` moves all of them under one folder, as a memory stick or a test would want.
    """
    home = os.environ.get("THROUGHLINE_HOME")
    if home:
        data = config = Path(home)
    else:
        import platformdirs

        data = Path(platformdirs.user_data_dir(APP_NAME, appauthor=False))
        config = Path(platformdirs.user_config_dir(APP_NAME, appauthor=False))
    return Paths(
        journal=journal or data / "journal",
        sample=data / "sample",
        preferences=config / "preferences.json",
        resources=resources_folder(),
    )


def lies_in(path: Path, folder: Path) -> bool:
    """Whether something is, or would be, somewhere below a folder."""
    return folder.resolve() in path.resolve().parents


def resources_folder() -> Path:
    """The shipped resources: in a frozen bundle, in the installed package, or beside the package in a checkout."""
    package = Path(__file__).resolve().parent
    candidates = [package / "resources", package.parent / "resources"]
    if getattr(sys, "frozen", False):
        candidates.insert(0, Path(getattr(sys, "_MEIPASS", package)) / "resources")
    for candidate in candidates:
        if (candidate / "content").is_dir():
            return candidate
    raise FileNotFoundError("the shipped resources are missing; the installation is incomplete")
