"""What there is to say about backups, in words."""

from __future__ import annotations

from datetime import datetime

from journal_app.domain.backup import Backup, BackupState
from journal_app.domain.when_words import when_in_words

NOT_YET = "None yet. The first one is made by itself, two minutes after you opened a journal in which you wrote."

_REASONS = {
    "before-restore": "the journal before a restore",
    "damaged": "a damaged journal that was put by",
}
_SECOND_TROUBLES = {
    "second-folder-missing": "was not there",
    "backup-no-room": "had no room",
    "backup-not-allowed": "could not be written to",
}


def state_in_words(state: BackupState, count: int, now: datetime) -> str:
    """When the last backup was made, and how many there are."""
    if state.at is None:
        # Those that an update made, or that somebody put there.
        return f"{_copies(count)}, the last of which has not been checked here yet." if count else NOT_YET
    return f"Backed up and test-restored {when_in_words(state.at, now)} · {_copies(count)}"


def second_in_words(state: BackupState, now: datetime) -> str:
    """How the second folder stands."""
    second = state.second
    last = "there is no backup in it yet"
    if second.at:
        last = f"the last backup in it is from {when_in_words(second.at, now)}"
    if second.trouble and second.tried:
        trouble = _SECOND_TROUBLES.get(second.trouble, "could not be used")
        return f"It {trouble} {_at(when_in_words(second.tried, now))}; {last}. The next backup tries again."
    if second.at:
        return f"Backed up there and read back {when_in_words(second.at, now)}{_in_the_open(second.in_the_open)}"
    return "The next backup goes there too."


def name_in_words(backup: Backup, now: datetime) -> str:
    """A backup's day, time and reason."""
    if backup.at is None:
        return backup.name
    local = backup.at.astimezone(now.tzinfo)
    when = when_in_words(backup.at, now)
    # Far away the day is not enough: there may be two of it.
    words = when if local.date() == now.date() or when.startswith("yesterday") else f"{when}, {local:%H:%M}"
    return f"{words[0].upper()}{words[1:]}{_reason(backup.reason)}"


def size_in_words(size: int) -> str:
    """In megabytes, as file managers count them."""
    return f"{size / 1_000_000:,.1f} MB"


def _reason(reason: str) -> str:
    if not reason:
        return ""
    if reason.startswith("before-v"):
        return " · before an update"
    return f" · {_REASONS.get(reason, reason.replace('-', ' '))}"


def _in_the_open(count: int) -> str:
    if not count:
        return ""
    those = "one older copy there opens" if count == 1 else f"{count} older copies there open"
    return f"; {those} without your passphrase, which was set later. Delete them there if they should not"


def _at(when: str) -> str:
    day, _, time = when.rpartition(" ")
    return f"at {time} {day}" if ":" in time else f"on {when}"


def _copies(count: int) -> str:
    return f"{count} {'copy' if count == 1 else 'copies'}"
