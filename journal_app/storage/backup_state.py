"""``backups/state.json``: when the last backup was made and proven, and how it went in the second folder. No text."""

from __future__ import annotations

import contextlib
import json
from datetime import datetime
from pathlib import Path
from typing import Any

from journal_app.domain.backup import BackupState, SecondState
from journal_app.domain.errors import UserFacingError
from journal_app.storage.safe_files import write_private

STATE_NAME = "state.json"
_VERSION = 1


def read_state(folder: Path) -> BackupState:
    """The state of the backups in this folder; as if there were none where it cannot be read: it can be made anew."""
    try:
        document = json.loads((folder / STATE_NAME).read_bytes())
        second = document["second"]
        return BackupState(
            at=_instant(document["at"]),
            name=str(document["name"]),
            changes=int(document["changes"]),
            seconds=float(document["seconds"]),
            second=SecondState(
                at=_instant(second["at"]),
                name=str(second["name"]),
                tried=_instant(second["tried"]),
                trouble=str(second["trouble"]),
                in_the_open=int(second["in_the_open"]),
                seconds=float(second["seconds"]),
            ),
        )
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return BackupState()


def write_state(folder: Path, state: BackupState) -> None:
    """Keep the state. Without it nothing is lost but the knowledge that a backup was made: the next is made earlier."""
    second = state.second
    document = {
        "version": _VERSION,
        "at": _text(state.at),
        "name": state.name,
        "changes": state.changes,
        "seconds": round(state.seconds, 3),
        "second": {
            "at": _text(second.at),
            "name": second.name,
            "tried": _text(second.tried),
            "trouble": second.trouble,
            "in_the_open": second.in_the_open,
            "seconds": round(second.seconds, 3),
        },
    }
    with contextlib.suppress(UserFacingError):
        write_private(folder / STATE_NAME, (json.dumps(document, indent=2) + "\n").encode())


def _instant(value: Any) -> datetime | None:
    at = None if value is None else datetime.fromisoformat(value)
    if at is not None and at.tzinfo is None:
        raise ValueError("an instant without a zone")
    return at


def _text(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
