"""Zip archives, read with distrust: nothing is written to disk, and nothing is unpacked that could fill the memory."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from journal_app.domain.errors import BrokenImportFile

MAX_UNPACKED = 256 * 1024 * 1024
"""The most that may be unpacked from one archive, in bytes."""

MAX_RATIO = 200
RATIO_MATTERS_FROM = 1024 * 1024
"""A file larger than this that was packed to less than a MAX_RATIO-th of its size is a trap, not a journal."""

_PEEK = 8 * 1024 * 1024
_ENCRYPTED = 0x1
_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")

# What zipfile and zlib raise for damaged archives, besides BadZipFile.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class Unpacked:
    """The wanted files of an archive with their bytes, and the names of the others that are not empty.

    Names are as the archive has them, with ``/`` between folders. They are names only: never use them as paths.
    """

    files: tuple[tuple[str, bytes], ...]
    others: frozenset[str]


def is_zip(data: bytes) -> bool:
    """Whether this begins as a zip archive does. It may still be damaged."""
    return data.startswith(_MAGIC)


def unpack(data: bytes, name: str, wanted: Callable[[str], bool]) -> Unpacked:
    """The files of an archive whose name is ``wanted``, unpacked, and the names of the others.

    Raises BrokenImportFile where the archive is damaged, encrypted or made to fill the memory.
    """
    reason = "it is a damaged or incomplete zip archive"
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = [info for info in archive.infolist() if not info.is_dir()]
            chosen = [info for info in members if wanted(_posix(info.filename))]
            refusal = _refusal(chosen)
            reason = refusal or reason
            if not refusal:
                files = tuple((_posix(info.filename), _content(archive, info, MAX_UNPACKED)) for info in chosen)
                others = frozenset(_posix(info.filename) for info in members if info.file_size)
                return Unpacked(files, others.difference(name for name, _ in files))
    except _DAMAGE:
        pass
    raise BrokenImportFile(name=name, reason=reason)


def peek(data: bytes, wanted: Callable[[str], bool]) -> tuple[bytes, ...]:
    """The beginning of each wanted file, as far as it can be read. Raises nothing."""
    heads = []
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            chosen = [info for info in archive.infolist() if wanted(_posix(info.filename))]
            for info in chosen:
                if not _refusal([info]):
                    heads.append(_content(archive, info, _PEEK))
    except _DAMAGE:
        pass
    return tuple(heads)


def _posix(name: str) -> str:
    return name.replace("\\", "/")


def _refusal(chosen: list[zipfile.ZipInfo]) -> str:
    """Why these files must not be unpacked, in plain words, or nothing."""
    if any(info.flag_bits & _ENCRYPTED for info in chosen):
        return "it is protected with a password"
    if any(info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} for info in chosen):
        return "it is packed in a way that cannot be read here"
    if sum(info.file_size for info in chosen) > MAX_UNPACKED or any(_is_bomb(info) for info in chosen):
        return "it would unpack to far more than a journal holds"
    return ""


def _is_bomb(info: zipfile.ZipInfo) -> bool:
    return info.file_size > RATIO_MATTERS_FROM and info.file_size > MAX_RATIO * info.compress_size


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int) -> bytes:
    """At most ``limit`` bytes of a file. Asking for a number of bytes keeps zlib from unpacking more than that."""
    with archive.open(info) as stream:
        return stream.read(min(info.file_size + 1, limit))
