"""Which files beside a journal are other copies of it, by their names: asked at every start."""

from __future__ import annotations

import re

_COPY = re.compile(r"journal[^/\\]+\.db", re.IGNORECASE)


def is_conflict_copy(name: str) -> bool:
    """Whether a file beside journal.db is, by its name, another copy of it.

    Programs that keep folders alike on several machines put one there when both sides have changed: "journal (Anna's
    conflicted copy 2026-03-02).db", "journal.sync-conflict-20260302-090000-ABCDEFG.db", "journal-DESKTOP-1.db",
    "journal (1).db", "journal 2.db". No name of ours ends like that.
    """
    return _COPY.fullmatch(name) is not None
