"""What is said of an earlier version: when it was, why it was kept, how it differs."""

from __future__ import annotations

from datetime import date, datetime

from journal_app.domain.versions import Reason
from journal_app.services.version_service import VersionSummary

_REASONS = {
    Reason.SITTING: "",
    Reason.CUT: "before much of it went",
    Reason.RESTORED: "before another was restored",
    Reason.CONFLICT: "from a copy that differed",
}


def when(kept: datetime, today: date) -> str:
    """A day and time as people say it: "Yesterday 17:40"."""
    days = (today - kept.date()).days
    time = f"{kept:%H:%M}"
    if days == 0:
        return f"Today {time}"
    if days == 1:
        return f"Yesterday {time}"
    if 1 < days < 7:
        return f"{kept:%A} {time}"
    year = "" if kept.year == today.year else f" {kept.year}"
    return f"{kept.day} {kept:%B}{year}, {time}"


def size(summary: VersionSummary) -> str:
    """How long it is, and why it was kept where that is worth saying."""
    words = _words(summary.changes.words) if summary.changes else ""
    return " · ".join(part for part in (words, _REASONS[summary.reason]) if part)


def changes(summary: VersionSummary) -> str:
    """How many words came and went since."""
    if summary.is_present:
        return "The same as now"
    if summary.changes is None:
        return ""
    added, removed = summary.changes.added, summary.changes.removed
    if not (added or removed):
        return "The same words as now"
    return f"Since then +{added:,} −{removed:,}"


def aloud(summary: VersionSummary, today: date) -> str:
    """All of it, as it is read out."""
    said = [when(summary.kept.local, today), size(summary)]
    if summary.changes is not None and (summary.changes.added or summary.changes.removed):
        said.append(f"Since then {_words(summary.changes.added)} added, {summary.changes.removed:,} removed")
    else:
        said.append(changes(summary))
    return ". ".join(part for part in said if part)


def counted(number: int) -> str:
    """ "3 earlier versions"; nothing for none."""
    return f"{number:,} earlier version{'' if number == 1 else 's'}" if number else ""


def _words(number: int) -> str:
    return f"{number:,} word{'' if number == 1 else 's'}"
