"""What there is to say about backups, without opening one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from pathlib import Path

HOURLY = timedelta(hours=1)
"""How long after one backup the next is made, if something changed."""

DAMAGED = "damaged"
"""The reason of a backup that is a damaged journal, put by as it was."""


@dataclass(frozen=True, slots=True)
class Backup:
    """One folder among the backups. ``at`` is None where its name tells no time; ``size`` is in bytes.

    ``complete`` says that it has what opens it and what is to be opened, not that it has been opened.
    """

    folder: Path
    at: datetime | None
    reason: str
    size: int
    complete: bool

    @property
    def name(self) -> str:
        """What it is called on the command line."""
        return self.folder.name


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in a journal or a backup. Days are ISO dates, None where there is no entry."""

    entries: int
    in_bin: int
    check_ins: int
    first_day: str | None
    last_day: str | None
    schema: int
    size: int


class Lock(Enum):
    """What opens a journal once a backup has been brought back: what opens it now, another passphrase, or nothing."""

    SAME = "same"
    OTHER = "other"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Opened:
    """A backup and what opens it: its data key, and the key file that is to stand beside it once it is brought back.

    ``becomes`` is the data key under which it is to be brought back where that is another: the journal's, if it has got
    a passphrase since. ``lock`` says what opens the journal afterwards.
    """

    folder: Path
    key: bytes
    keys: bytes
    becomes: bytes | None = None
    lock: Lock = Lock.SAME

    def __repr__(self) -> str:
        """Never the key."""
        return f"Opened({self.folder})"


@dataclass(frozen=True, slots=True)
class SecondState:
    """How the copy in the second folder stands: the last one there, and what was in the way when it was last tried.

    ``trouble`` is the message id of an error, empty if there was none. ``in_the_open`` counts the copies there that
    open without a passphrase, because the journal had none yet; ``seconds`` is how long the last one took.
    """

    at: datetime | None = None
    name: str = ""
    tried: datetime | None = None
    trouble: str = ""
    in_the_open: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class BackupState:
    """When the last backup was made and proven, and up to which change; the same for the second folder."""

    at: datetime | None = None
    name: str = ""
    changes: int = 0
    seconds: float = 0.0
    second: SecondState = SecondState()

    def is_due(self, changes: int, now: datetime) -> bool:
        """Whether something changed and the last backup is an hour old, or is dated after a clock that was set back."""
        return self.has_news(changes) and (self.at is None or not timedelta() <= now - self.at < HOURLY)

    def has_news(self, changes: int) -> bool:
        """Whether something changed since the last backup. A journal brought back may count less than before."""
        # A new journal's count is 1, and there is nothing in it.
        return changes != self.changes if self.at is not None else changes > 1


@dataclass(frozen=True, slots=True)
class BackupMade:
    """A backup that was made, opened and compared with the journal; ``state`` says how it went in the second folder."""

    backup: Backup
    contents: Contents
    state: BackupState


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found. ``right`` is None where it could not be told, as of a backup with another passphrase.

    ``subject`` is "journal" or a backup's name; ``check`` one of database, links, search, key, contents, or
    "damaged" for what was put by as damaged and is not examined.
    """

    subject: str
    check: str
    right: bool | None
