"""Which pictures, films, recordings and PDFs of a Day One entry are missing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from journal_app.formats.importers.dayone_text import moment_references

MEDIA_FOLDERS = frozenset({"photos", "videos", "audios", "pdfs"})

# Field of an entry, folder of its files, and the ending a file has if the record does not say.
_KINDS = (
    ("photos", "photos", "jpeg"),
    ("videos", "videos", "mp4"),
    ("audios", "audios", "m4a"),
    ("pdfAttachments", "pdfs", "pdf"),
)

_SAFE_NAME = re.compile(r"[0-9A-Za-z_-]{1,64}")
_SAFE_ENDING = re.compile(r"[0-9A-Za-z]{1,8}")


class MediaBeside:
    """The media files that came with a journal, known by folder and name without ending.

    The ending is no guide: a recording whose record says ``aac`` or ``.mp3`` stands there as ``.m4a``.
    """

    def __init__(self, names: Iterable[str]) -> None:
        paths = (PurePosixPath(name.replace("\\", "/")) for name in names)
        self._known = {(path.parent.name.lower(), path.stem.lower()) for path in paths}

    def has(self, folder: str, stem: str) -> bool:
        """Whether a file of this name, with whatever ending, lies in this folder."""
        return (folder, stem.lower()) in self._known


def missing_media(record: Mapping[str, object], text: str, beside: MediaBeside) -> Iterator[str]:
    """What an entry refers to and did not come with it: ``photos/<md5>.jpeg``, or ``dayone-moment <id>`` where
    the text points at something of which the entry holds no record."""
    recorded: set[str] = set()
    for field, folder, ending in _KINDS:
        for number, item in enumerate(_items(record.get(field)), 1):
            recorded.add(str(item.get("identifier", "")).lower())
            stem = _safe(item.get("md5"))
            if stem is None or not beside.has(folder, stem):
                yield _file_name(item, folder, ending, number)
    for identifier in moment_references(text):
        if identifier.lower() not in recorded:
            yield f"dayone-moment {identifier}"


def _items(value: object) -> list[dict[str, object]]:
    """The records of one kind; what is not a record counts as one that says nothing."""
    if not isinstance(value, list):
        return []
    return [item if isinstance(item, dict) else {} for item in value]


def _file_name(item: dict[str, object], folder: str, ending: str, number: int) -> str:
    """The name the missing file would have, never more of the record than letters and digits."""
    stem = _safe(item.get("md5")) or _safe(item.get("identifier"))
    if stem is None:
        return f"{folder}, number {number}"
    said = item.get("type")
    if folder in {"photos", "videos"} and isinstance(said, str) and _SAFE_ENDING.fullmatch(said):
        ending = said
    return f"{folder}/{stem}.{ending}"


def _safe(value: object) -> str | None:
    return value if isinstance(value, str) and _SAFE_NAME.fullmatch(value) else None
