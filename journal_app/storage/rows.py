"""How moments, dates and entries stand in rows."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from journal_app.domain.entry import Entry, EntrySummary, NewEntry, PromptAnswered, first_line
from journal_app.domain.moment import Moment

SUMMARY_COLUMNS = (
    "e.id, e.uid, e.written_utc, e.offset_minutes, e.zone, e.zone_assumed, e.all_day, e.title, e.first_line, "
    "e.starred, e.deleted_utc"
)
ENTRY_COLUMNS = (
    "id, uid, written_utc, offset_minutes, zone, zone_assumed, all_day, title, body, starred, prompt_key, prompt_text, "
    "created_utc, modified_utc, revision, deleted_utc, source, source_uid, raw"
)


def utc_text(moment: datetime) -> str:
    """An aware datetime as fixed-width UTC text, which sorts as the instants do."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ").rjust(27, "0")


def utc_of(text: str) -> datetime:
    """The datetime of a stored text."""
    return datetime.fromisoformat(text)


def moment_columns(written: Moment) -> dict[str, Any]:
    """The columns that say when an entry was written."""
    return {
        "written_utc": utc_text(written.utc),
        "offset_minutes": written.offset_minutes,
        "zone": written.zone,
        "zone_assumed": int(written.assumed),
        "local_date": written.local_date.isoformat(),
    }


def new_entry_columns(entry: NewEntry, uid: str, now: datetime) -> dict[str, Any]:
    """The row of a new entry."""
    modified = entry.modified or now
    return {
        "uid": uid,
        **moment_columns(entry.written),
        "all_day": int(entry.all_day),
        "starred": int(entry.starred),
        "created_utc": utc_text(now),
        "modified_utc": utc_text(modified),
        "text_utc": utc_text(modified),
        "prompt_key": entry.prompt.key if entry.prompt else None,
        "prompt_text": entry.prompt.text if entry.prompt else None,
        "source": entry.source,
        "source_uid": entry.source_uid,
        "title": entry.title,
        "first_line": first_line(entry.body),
        "body": entry.body,
        "raw": entry.raw,
    }


def summary_of(row: tuple[Any, ...], practices: tuple[str, ...]) -> EntrySummary:
    """The summary in a row of SUMMARY_COLUMNS."""
    _, uid, written, offset, zone, assumed, all_day, title, line, starred, deleted = row
    return EntrySummary(
        uid=uid,
        written=Moment(utc_of(written), offset, zone, bool(assumed)),
        title=title,
        first_line=line,
        starred=bool(starred),
        practices=practices,
        all_day=bool(all_day),
        deleted=utc_of(deleted) if deleted else None,
    )


def entry_of(row: tuple[Any, ...], practices: tuple[str, ...], tags: tuple[str, ...]) -> Entry:
    """The entry in a row of ENTRY_COLUMNS."""
    (_, uid, written, offset, zone, assumed, all_day, title, body, starred, prompt_key, prompt_text) = row[:12]
    (created, modified, revision, deleted, source, source_uid, raw) = row[12:]
    return Entry(
        uid=uid,
        written=Moment(utc_of(written), offset, zone, bool(assumed)),
        title=title,
        body=body,
        starred=bool(starred),
        practices=practices,
        tags=tags,
        prompt=PromptAnswered(prompt_key, prompt_text or "") if prompt_key else None,
        all_day=bool(all_day),
        created=utc_of(created),
        modified=utc_of(modified),
        revision=revision,
        deleted=utc_of(deleted) if deleted else None,
        source=source,
        source_uid=source_uid,
        raw=raw,
    )


def day_of(text: str) -> date:
    """The date of a stored text."""
    return date.fromisoformat(text)
