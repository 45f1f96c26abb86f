"""Preferences of this installation: nothing in them comes from a journal."""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from journal_app.domain.errors import UserFacingError
from journal_app.storage.safe_files import make_private_folder, write_private

LONGEST_WAIT = 240
"""The most minutes a journal may lie open unattended before it locks, unless it is never to lock by itself."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """How the window looks and where it was left.

    ``theme`` is "system", "light" or "dark"; ``window`` Qt's saved geometry in base64. ``lock_after_minutes`` without
    a key or a movement of the mouse the journal locks, 0 for never; ``lock_on_minimise`` says whether it does when the
    window is put away; ``told_about_copies`` that the person knows what a copy on the clipboard means.
    """

    theme: str = "system"
    window: str = ""
    lock_after_minutes: int = 10
    lock_on_minimise: bool = False
    told_about_copies: bool = False

    @classmethod
    def from_document(cls, document: Any) -> Preferences:
        """Preferences from parsed JSON; what is unknown or of the wrong type is left at its default."""
        if not isinstance(document, dict):
            return cls()
        defaults = cls()
        kept = {
            field.name: document[field.name]
            for field in fields(cls)
            if type(document.get(field.name)) is type(getattr(defaults, field.name))
        }
        found = replace(defaults, **kept)
        theme = found.theme if found.theme in ("system", "light", "dark") else defaults.theme
        minutes = found.lock_after_minutes
        minutes = minutes if 0 <= minutes <= LONGEST_WAIT else defaults.lock_after_minutes
        return replace(found, theme=theme, lock_after_minutes=minutes)


class PreferenceService:
    """Reads and keeps preferences; a broken or unwritable file never stops the program."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._current: Preferences | None = None

    @property
    def current(self) -> Preferences:
        """The preferences as they stand."""
        if self._current is None:
            document = None
            with contextlib.suppress(OSError, ValueError, RecursionError):
                document = json.loads(self._path.read_bytes())
            self._current = Preferences.from_document(document)
        return self._current

    def change(self, **changes: Any) -> Preferences:
        """Change some preferences and keep them."""
        self._current = replace(self.current, **changes)
        with contextlib.suppress(UserFacingError):
            make_private_folder(self._path.parent)
            write_private(self._path, json.dumps(asdict(self._current), indent=2).encode())
        return self._current
