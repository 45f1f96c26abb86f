"""Day One's own export: one JSON file a journal, alone or in a zip with its pictures, films, recordings and PDFs."""

from __future__ import annotations

import codecs
import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import tzinfo
from pathlib import PurePosixPath

from journal_app.domain.entry import NewEntry
from journal_app.domain.errors import BrokenImportFile, UnknownImportFormat
from journal_app.domain.imports import ImportProblem, ParsedJournal
from journal_app.domain.text import storable
from journal_app.formats.importers.archive import is_zip, peek, unpack
from journal_app.formats.importers.dayone_media import MEDIA_FOLDERS, MediaBeside
from journal_app.formats.importers.dayone_record import HASHED, BadRecord, Surroundings, read_record, record_name
from journal_app.formats.importers.lenient_json import parse

FORMAT_NAME = "Day One"

# A quotation mark inside a JSON text stands behind a backslash, so these find keys only.
_ENTRIES = re.compile(rb'"entries"\s*:\s*(?:\[|\Z)')
_NO_ENTRIES = re.compile(rb'"entries"\s*:\s*(?:\[\s*\]|\Z)')
_METADATA = re.compile(rb'"metadata"\s*:\s*\{')
_CREATION_DATE = re.compile(rb'"creationDate"\s*:')


def looks_like_dayone(data: bytes) -> bool:
    """Whether these bytes seem to be a Day One export, judged without reading them in full. Raises nothing."""
    if is_zip(data):
        return any(_looks_like_journal(head) for head in peek(data, _is_journal_name))
    return _looks_like_journal(data)


def read_dayone(data: bytes, name: str, zone: tzinfo, media_present: Collection[str] = ()) -> ParsedJournal:
    """Every entry of a Day One export, oldest first, and what could not be brought across.

    ``data`` is a JSON file, with the names of the media files beside it (``photos/<md5>.jpeg``; leave out empty
    ones), or a zip, which lists its own. ``zone`` is where an entry was written that names no zone.
    Raises UnknownImportFormat for what is something else, BrokenImportFile for what cannot be read at all.
    Of several journals in a zip, one that is broken is reported and the others are read.
    """
    files = _files(data, name, media_present)
    reading = _Reading(zone)
    broken: list[str] = []
    for file in files:
        try:
            reading.read(file, several=len(files) > 1)
        except BrokenImportFile as error:
            broken.append(str(error.params["reason"]))
            reading.problems.append(ImportProblem("bad-record", file.name, broken[-1]))
    if len(broken) == len(files):
        raise BrokenImportFile(name=name, reason=broken[0])
    entries = sorted(reading.entries, key=lambda entry: entry.written.utc)
    return ParsedJournal(FORMAT_NAME, tuple(entries), tuple(reading.problems))


@dataclass(frozen=True, slots=True)
class _File:
    """One journal: its file's name, what it holds, and the media beside it."""

    name: str
    data: bytes
    beside: MediaBeside


class _Reading:
    """What was found so far in the journals of one export."""

    def __init__(self, zone: tzinfo) -> None:
        self.entries: list[NewEntry] = []
        self.problems: list[ImportProblem] = []
        self._zone = zone
        self._seen: dict[str, list[object]] = {}

    def read(self, file: _File, *, several: bool) -> None:
        """Add what one journal holds. Raises BrokenImportFile."""
        value, replaced = parse(file.data, file.name)
        records = value.get("entries") if isinstance(value, dict) else None
        if not isinstance(records, list):
            raise BrokenImportFile(name=file.name, reason="it has no list of entries")
        if replaced:
            self.problems.append(ImportProblem("replaced-characters", file.name, str(replaced)))
        around = Surroundings(PurePosixPath(file.name).stem, file.beside, self._zone)
        for number, record in enumerate(records, 1):
            position = f"entry {number} in {file.name}" if several else f"entry {number}"
            self._add(record, record_name(record, position), around)

    def _add(self, record: object, where: str, around: Surroundings) -> None:
        try:
            entry, problems = read_record(record, where, around)
        except BadRecord as bad:
            self.problems.append(ImportProblem("bad-record", where, bad.reason))
            return
        self.entries.append(replace(entry, source_uid=self._own_uid(entry, record)))
        self.problems += problems

    def _own_uid(self, entry: NewEntry, record: object) -> str:
        """The entry's uid, or ``uid#2`` and so on where another entry already goes by it.

        Exact copies of a record share its uuid; without a uuid nothing tells a copy from a second entry.
        """
        uid = entry.source_uid or ""
        others = self._seen.setdefault(uid, [])
        if record not in others or uid.startswith(HASHED):
            others.append(record)
            position = len(others)
        else:
            position = others.index(record) + 1
        return uid if position == 1 else f"{uid}#{position}"


def _files(data: bytes, name: str, media_present: Collection[str]) -> list[_File]:
    if is_zip(data):
        unpacked = unpack(data, name, _is_journal_name)
        beside = MediaBeside(unpacked.others)
        files = [_File(storable(member)[0], content, beside) for member, content in unpacked.files]
    else:
        own_name = storable(name.replace("\\", "/"))[0]
        files = [_File(own_name, data, MediaBeside(media_present))] if _is_object(data) else []
    if not files:
        raise UnknownImportFormat(name=name)
    return files


def _is_journal_name(name: str) -> bool:
    """Whether a file in a zip may be a journal: JSON, neither hidden nor among the media."""
    path = PurePosixPath(name)
    hidden = any(part.startswith(".") and part != ".." for part in path.parts) or "__MACOSX" in path.parts
    return path.suffix.lower() == ".json" and not hidden and path.parent.name.lower() not in MEDIA_FOLDERS


def _is_object(data: bytes) -> bool:
    return data.removeprefix(codecs.BOM_UTF8)[:4096].lstrip().startswith(b"{")


def _looks_like_journal(data: bytes) -> bool:
    if not _is_object(data) or not _ENTRIES.search(data):
        return False
    if _CREATION_DATE.search(data):
        return True
    return bool(_NO_ENTRIES.search(data) and _METADATA.search(data))
