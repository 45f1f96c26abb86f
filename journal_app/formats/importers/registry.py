"""Which formats of other journals can be read, and which of them a file is in."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import tzinfo

from journal_app.domain.errors import UnknownImportFormat
from journal_app.domain.imports import ParsedJournal
from journal_app.formats.importers.archive import is_zip, unpack
from journal_app.formats.importers.dayone import looks_like_dayone, read_dayone


@dataclass(frozen=True, slots=True)
class Format:
    """One format: how it is recognised, cheaply, and how it is read."""

    looks_like: Callable[[bytes], bool]
    read: Callable[[bytes, str, tzinfo, Collection[str]], ParsedJournal]


FORMATS = (Format(looks_like_dayone, read_dayone),)
"""Every format there is a reader for, the most recognisable first."""


def read_any(data: bytes, name: str, zone: tzinfo, media_present: Collection[str] = ()) -> ParsedJournal:
    """The entries of a file in whichever format it is, oldest first, and what could not be brought across.

    ``zone`` is where an entry was written that names no zone; ``media_present`` names the media files beside the
    file. Raises UnknownImportFormat, or BrokenImportFile for a file of a known format or a zip that is damaged.
    """
    for known in FORMATS:
        if known.looks_like(data):
            return known.read(data, name, zone, media_present)
    if is_zip(data):
        # A zip that cannot be opened is in no format; say what is wrong with it rather than that it is unknown.
        unpack(data, name, lambda member: member.lower().endswith(".json"))
    raise UnknownImportFormat(name=name)
