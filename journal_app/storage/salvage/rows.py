"""Which table a row belongs to, told by its shape alone: the trees that would say so may be what is damaged."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from journal_app.storage.salvage.records import Row, Value

ENTRY_COLUMNS = (
    "id", "uid", "written_utc", "offset_minutes", "zone", "zone_assumed", "all_day", "local_date", "starred",
    "created_utc", "modified_utc", "deleted_utc", "revision", "prompt_key", "prompt_text", "source", "source_uid",
    "title", "first_line", "body", "raw", "text_utc",
)  # fmt: skip
"""In the order in which they stand in a row; a later schema may have more."""

_HEAD = ENTRY_COLUMNS.index("prompt_key")
_DEFAULTS = {"title": "", "first_line": "", "body": ""}
_MAYBE = ("zone", "prompt_key", "prompt_text", "source", "source_uid", "raw", "text_utc")
VERSION_COLUMNS = ("id", "entry_id", "kept_utc", "reason", "title", "body")
CHECK_IN_COLUMNS = (
    "id", "uid", "on_date", "recorded_utc", "as_of", "rhythm", "edited_utc", "deleted_utc", "left_out",
)  # fmt: skip
RATING_COLUMNS = ("check_in_id", "behaviour", "wording", "value", "note")
CHECK_IN_VERSION_COLUMNS = ("id", "check_in_id", "kept_utc", "on_date", "answers")
BEHAVIOUR_COLUMNS = ("key", "practice", "position", "asked", "wording", "deleted_utc")
WORDING_COLUMNS = ("behaviour", "wording", "text", "since_utc")
# What an older row lacks, and what is not known of one that is told by an index alone.
UNKNOWN_OF_CHECK_IN = (None, "monthly", None, None, None)
_OLDEST_CHECK_IN = len(CHECK_IN_COLUMNS) - len(UNKNOWN_OF_CHECK_IN)
_RHYTHMS = {"weekly", "fortnightly", "monthly", "quarterly"}
LONG_AGO = "0001-01-01T00:00:00.000000Z"
_REASONS = {"sitting", "cut", "restored", "conflict"}
_PROMPT_KINDS = {"shown", "passed", "not_today", "answered"}
_UTC = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_UID = re.compile(r"[0-9a-f]{32}", re.ASCII)


@dataclass
class Found:
    """All rows that were found, by what makes each of them one. Those whose names begin with ``cut_`` lack their
    end.

    ``in_order`` and ``in_bin`` say which entries the indexes know of, ``check_in_days`` which check-ins; ``uids`` which
    uid stands for which row. ``indexed_check_ins`` are those of which an index alone tells.
    """

    entries: dict[str, dict[str, Any]] = field(default_factory=dict)
    versions: dict[int, dict[str, Any]] = field(default_factory=dict)
    tags: dict[int, tuple[Any, ...]] = field(default_factory=dict)
    entry_tags: dict[tuple[int, int], tuple[Any, ...]] = field(default_factory=dict)
    practices: set[tuple[Any, ...]] = field(default_factory=set)
    check_ins: dict[int, tuple[Any, ...]] = field(default_factory=dict)
    ratings: dict[tuple[int, str], tuple[Any, ...]] = field(default_factory=dict)
    evidence: set[tuple[Any, ...]] = field(default_factory=set)
    check_in_versions: dict[int, tuple[Any, ...]] = field(default_factory=dict)
    behaviours: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    wordings: dict[tuple[str, int], tuple[Any, ...]] = field(default_factory=dict)
    prompt_events: dict[int, tuple[Any, ...]] = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)
    in_order: dict[int, tuple[str, str]] = field(default_factory=dict)
    in_bin: dict[int, str] = field(default_factory=dict)
    check_in_days: dict[int, tuple[str, str]] = field(default_factory=dict)
    uids: dict[int, set[str]] = field(default_factory=dict)
    cut_entries: set[str] = field(default_factory=set)
    cut_versions: set[int] = field(default_factory=set)
    cut_wordings: set[tuple[str, int]] = field(default_factory=set)
    indexed_check_ins: set[int] = field(default_factory=set)

    def add(self, row: Row) -> None:
        """Put a row where it belongs; what is none of ours (the search index, say) is passed over."""
        if row.rowid is None:
            if row.cut:
                self._add_cut(row.values)
            else:
                self._add_to_index(row.values)
        elif row.values and row.values[0] is None:
            self._add_to_table(row.rowid, row.values, cut=row.cut)

    def _add_to_table(self, rowid: int, values: tuple[Value, ...], *, cut: bool) -> None:
        if _is_entry(values, cut=cut):
            self._add_entry(rowid, values, cut=cut)
        elif _is_version(values):
            row = dict(zip(VERSION_COLUMNS, (rowid, *values[1:]), strict=False))
            self.versions[rowid] = {"body": "", **row}
            if cut:
                self.cut_versions.add(rowid)
        elif not cut and len(values) == 5 and values[2] in _PROMPT_KINDS and _are(values[1:], str):
            self.prompt_events[rowid] = (rowid, *values[1:])
        elif _is_check_in(values, cut=cut):
            # Only what was left out can be so long that its end is lost; then it is not known.
            self.check_ins[rowid] = (rowid, *_padded_check_in(values[:-1] if cut else values)[1:])
        elif not cut and _is_check_in_version(values):
            self.check_in_versions[rowid] = (rowid, *values[1:])
        elif not cut and len(values) == 3 and _are(values[1:], str):
            self.tags[rowid] = (rowid, *values[1:])

    def _add_entry(self, rowid: int, values: tuple[Value, ...], *, cut: bool) -> None:
        given = dict(zip(ENTRY_COLUMNS, (rowid, *values[1:]), strict=False))
        row: dict[str, Any] = {**dict.fromkeys(ENTRY_COLUMNS), **_DEFAULTS, **given}
        uid = str(row["uid"])
        known = self.entries.get(uid)
        # Twice the same one only where pages of different times stand side by side: the later one is what was meant.
        if known is not None and (known["revision"], uid not in self.cut_entries) > (row["revision"], not cut):
            return
        self.entries[uid] = row
        self.cut_entries.discard(uid)
        if cut:
            self.cut_entries.add(uid)

    def _add_to_index(self, values: tuple[Value, ...]) -> None:
        match values:
            case (int(entry), str()):
                self.practices.add((entry, values[1]))
            case (str(name), int(rowid)):
                if _utc(name):
                    self.in_bin[rowid] = name
                elif _UID.fullmatch(name):
                    self.uids.setdefault(rowid, set()).add(name)
            case (str(name), str(value)):
                self.settings[name] = value
            case (int(entry), int(tag), int()):
                self.entry_tags[entry, tag] = values
            case (str(day), str(utc), int(), int(rowid)) if _day(day) and _utc(utc):
                self.in_order[rowid] = (day, utc)
            case (str(day), str(utc), int(rowid)) if _day(day) and _utc(utc):
                self.check_in_days[rowid] = (day, utc)
            case _:
                self._add_of_check_in(values)

    def _add_of_check_in(self, values: tuple[Value, ...]) -> None:
        match values:
            case (int(check_in), str(behaviour), int(), int() | None, *note) if len(note) <= 1 and _are(note, str):
                self.ratings[check_in, behaviour] = (*values, *[""][len(note) :])
            case (int(check_in), str(behaviour), int(entry)) | (int(entry), int(check_in), str(behaviour)):
                # An index of versions looks like this as well, with the time where the behaviour would be.
                if not _utc(behaviour):
                    self.evidence.add((check_in, behaviour, entry))
            case (str(key), str(), int(), int(), int() | None, str() | None):
                self.behaviours[key] = values
            case (str(behaviour), int(number), str(), str(since)) if _utc(since):
                self.wordings[behaviour, number] = values
            case _:
                pass

    def _add_cut(self, values: tuple[Value, ...]) -> None:
        """What is worth having without the end of its words."""
        match values:
            case (int(check_in), str(behaviour), int(), int() | None, str()):
                self.ratings[check_in, behaviour] = values
            case (str(behaviour), int(number), str(text)):
                self.wordings[behaviour, number] = (behaviour, number, text, LONG_AGO)
                self.cut_wordings.add((behaviour, number))
            case _:
                pass


def _is_entry(values: tuple[Value, ...], *, cut: bool) -> bool:
    # What stands before the texts is short enough to be in the first page of a row, always.
    if len(values) < (_HEAD if cut else len(ENTRY_COLUMNS) - 1):
        return False
    row = dict(zip(ENTRY_COLUMNS, values, strict=False))
    return (
        all(isinstance(row[name], int) for name in ("offset_minutes", "starred", "revision", "all_day", "zone_assumed"))
        and isinstance(row["uid"], str)
        and all(_utc(row[name]) for name in ("written_utc", "created_utc", "modified_utc"))
        and _day(row["local_date"])
        and (row["deleted_utc"] is None or _utc(row["deleted_utc"]))
        and all(isinstance(row.get(name), str) for name in _DEFAULTS if name in row)
        and all(isinstance(row.get(name), str | None) for name in _MAYBE)
    )


def _is_version(values: tuple[Value, ...]) -> bool:
    return (
        5 <= len(values) <= 6
        and isinstance(values[1], int)
        and _utc(values[2])
        and values[3] in _REASONS
        and _are(values[4:], str)
    )


def _is_check_in(values: tuple[Value, ...], *, cut: bool) -> bool:
    if not (len(CHECK_IN_COLUMNS) if cut else _OLDEST_CHECK_IN) <= len(values) <= len(CHECK_IN_COLUMNS):
        return False
    _, uid, on, recorded, as_of, rhythm, edited, deleted, left_out = _padded_check_in(values)
    return (
        isinstance(uid, str)
        and _day(on)
        and _utc(recorded)
        and (as_of is None or _day(as_of))
        and rhythm in _RHYTHMS
        and all(at is None or _utc(at) for at in (edited, deleted))
        and (left_out is None or isinstance(left_out, str))
    )


def _padded_check_in(values: tuple[Value, ...]) -> tuple[Value, ...]:
    return (*values, *UNKNOWN_OF_CHECK_IN[len(values) - _OLDEST_CHECK_IN :])


def _is_check_in_version(values: tuple[Value, ...]) -> bool:
    return (
        len(values) == len(CHECK_IN_VERSION_COLUMNS)
        and isinstance(values[1], int)
        and _utc(values[2])
        and _day(values[3])
        and isinstance(values[4], str)
    )


def _are(values: Sequence[Value], kind: type) -> bool:
    return all(isinstance(value, kind) for value in values)


def _utc(value: Value) -> bool:
    return isinstance(value, str) and _UTC.fullmatch(value) is not None


def _day(value: Value) -> bool:
    return isinstance(value, str) and _DAY.fullmatch(value) is not None
