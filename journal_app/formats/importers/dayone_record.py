"""One entry of a Day One journal."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import tzinfo

from journal_app.domain.entry import MAX_BODY_BYTES, NewEntry, normal_tag
from journal_app.domain.errors import BadDate, BadTag
from journal_app.domain.imports import ImportProblem
from journal_app.domain.text import storable
from journal_app.formats.importers.dayone_dates import Written, utc_text, when_modified, when_written
from journal_app.formats.importers.dayone_media import MediaBeside, missing_media
from journal_app.formats.importers.dayone_text import ZERO_WIDTH_SPACE, title_and_body
from journal_app.formats.importers.lenient_json import compact

SOURCE = "dayone"

HASHED = "sha256:"
"""How the uid of an entry begins that came without a uuid."""

_PLAIN_UID = re.compile(r"[0-9A-Za-z_-]{1,64}")


class BadRecord(Exception):
    """A record that yields no entry; ``reason`` says why in plain words, never with words of the journal."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an entry does not say itself: its journal's name, the media there, and the zone if it names none."""

    journal: str
    beside: MediaBeside
    zone: tzinfo


def record_name(record: object, otherwise: str) -> str:
    """What to call a record when speaking of it: its uuid where it has a plain one."""
    uid = record.get("uuid") if isinstance(record, dict) else None
    return uid if isinstance(uid, str) and _PLAIN_UID.fullmatch(uid) else otherwise


def read_record(record: object, where: str, around: Surroundings) -> tuple[NewEntry, list[ImportProblem]]:
    """The entry a record holds, and what of it could not be brought across. Raises BadRecord."""
    if not isinstance(record, dict):
        raise BadRecord("it is not an entry")
    written = _written(record, around.zone)
    text, replaced = storable(_text(record))
    title, body = title_and_body(text)
    tags, bad_tags = _tags(record.get("tags"))
    entry = NewEntry(
        written=written.moment,
        title=title,
        body=body,
        starred=record.get("starred") == 1,  # true, or 1 as some programs write it
        tags=tags,
        all_day=written.all_day,
        modified=when_modified(record, written.moment),
        source=SOURCE,
        source_uid=_uid(record),
    )
    rest, also_replaced = _rest(record, entry, around.journal)
    problems = [ImportProblem("missing-media", where, each) for each in missing_media(record, body, around.beside)]
    problems += [ImportProblem("bad-tag", where, each) for each in bad_tags]
    if replaced + also_replaced:
        problems.append(ImportProblem("replaced-characters", where, str(replaced + also_replaced)))
    return replace(entry, raw=rest), problems


def _written(record: Mapping[str, object], zone: tzinfo) -> Written:
    if record.get("creationDate") in (None, ""):
        raise BadRecord("it has no creation date")
    try:
        return when_written(record, zone)
    except BadDate:
        pass
    raise BadRecord("its creation date cannot be read")


def _text(record: Mapping[str, object]) -> str:
    text = record.get("text")
    if text is None:
        return ""
    if not isinstance(text, str):
        raise BadRecord("its text is not text")
    if len(text) * 4 > MAX_BODY_BYTES and len(text.encode("utf-8", "replace")) > MAX_BODY_BYTES:
        raise BadRecord("its text is longer than one entry can hold")
    return text


def _tags(value: object) -> tuple[tuple[str, ...], list[str]]:
    """The tags as kept, each once whatever its case, and which ones could not be."""
    if value is None:
        return (), []
    if not isinstance(value, list):
        return (), ["tags"]
    kept: dict[str, str] = {}
    bad: list[str] = []
    for number, item in enumerate(value, 1):
        try:
            tag = normal_tag(storable(item)[0].replace(ZERO_WIDTH_SPACE, "")) if isinstance(item, str) else None
        except BadTag:
            tag = None
        if tag is None:
            bad.append(f"tag {number}")
        else:
            kept.setdefault(tag.casefold(), tag)
    return tuple(kept.values()), bad


def _uid(record: Mapping[str, object]) -> str:
    """The entry's uuid; without one, a hash by which the same entry is known again."""
    uid = record.get("uuid")
    if isinstance(uid, str) and uid.strip():
        return storable(uid.strip())[0]
    known_by = json.dumps([record.get("creationDate"), record.get("text") or ""])
    return HASHED + hashlib.sha256(known_by.encode("ascii")).hexdigest()


def _rest(record: dict[str, object], entry: NewEntry, journal: str) -> tuple[str, int]:
    """Every field of which the entry does not say exactly the same, as JSON; and how much of it was replaced."""
    written = entry.written
    said: dict[str, object] = {
        "uuid": entry.source_uid,
        "text": record.get("text") or "",
        "starred": entry.starred,
        "tags": list(entry.tags),
        "isAllDay": entry.all_day,
        "creationDate": None if written.assumed else utc_text(written.utc),
        "timeZone": None if written.assumed else written.zone,
        "modifiedDate": utc_text(entry.modified) if entry.modified else None,
    }
    rest = {key: value for key, value in record.items() if key not in said or said[key] != value}
    key = "journal"
    while key in rest:
        key += "_"
    try:
        return compact({**rest, key: journal})
    except RecursionError:
        pass
    raise BadRecord("it is nested too deeply")
