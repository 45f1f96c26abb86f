"""A check-in as a JSON file: read, and checked for its form before anything is kept."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, cast

from journal_app.cli.session import read_text_file
from journal_app.domain.check_in import Answers
from journal_app.domain.check_in_errors import BadCheckInFile
from journal_app.domain.moment import parse_day
from journal_app.services.entry_service import EntryService

_KNOWN = {"on", "ratings", "notes", "evidence"}


@dataclass(frozen=True, slots=True)
class CheckInFile:
    """What stands in such a file. Values that no rating can have are left to the service, which names them."""

    answers: Answers
    on: date | None


def read_check_in(file: Path, entries: EntryService) -> CheckInFile:
    """{"on": DAY, "ratings": {KEY: 1-5 or null}, "notes": {KEY: TEXT}, "evidence": {KEY: [UID, ...]}}.

    Raises CannotReadFile, BadCheckInFile, BadDate or NoSuchEntry.
    """
    document = _document(file)
    on = document.get("on")
    if on is not None and not isinstance(on, str):
        raise BadCheckInFile(name=file.name, reason='"on" must be a date such as "2026-03-01"')
    notes, evidence = document.get("notes", {}), document.get("evidence", {})
    if not isinstance(notes, dict) or not all(isinstance(note, str) for note in notes.values()):
        raise BadCheckInFile(name=file.name, reason='"notes" must be an object of behaviours and texts')
    if not isinstance(evidence, dict) or not all(_are_uids(uids) for uids in evidence.values()):
        raise BadCheckInFile(name=file.name, reason='"evidence" must be an object of behaviours and lists of UIDs')
    attached = {key: tuple(entries.find(uid).uid for uid in uids) for key, uids in evidence.items()}
    ratings = cast("Mapping[str, int | None]", document["ratings"])
    return CheckInFile(Answers(ratings, notes, attached), parse_day(on) if on is not None else None)


def _document(file: Path) -> dict[str, Any]:
    text = read_text_file(file)
    try:
        document = json.loads(text, object_pairs_hook=lambda pairs: _once_each(pairs, file))
    except (ValueError, RecursionError) as error:
        raise BadCheckInFile(name=file.name, reason="it is not JSON") from error
    if not isinstance(document, dict) or not isinstance(document.get("ratings"), dict):
        raise BadCheckInFile(name=file.name, reason='it needs "ratings", an object of behaviours and numbers')
    unknown = sorted(set(document) - _KNOWN)
    if unknown:
        raise BadCheckInFile(name=file.name, reason=f'"{unknown[0][:40]}" is not known here')
    return document


def _once_each(pairs: list[tuple[str, Any]], file: Path) -> dict[str, Any]:
    """An object in which nothing is said twice: Python would silently take the later."""
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise BadCheckInFile(name=file.name, reason=f'"{key[:40]}" stands in it twice')
        found[key] = value
    return found


def _are_uids(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(uid, str) for uid in value)
