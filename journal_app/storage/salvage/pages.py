"""The pages of an encrypted database, each proven and deciphered by itself, in memory only.

The layout is SQLCipher 4's (https://www.zetetic.net/sqlcipher/design/): pages of 4096 bytes, the last 80 of them an
initialisation vector and an HMAC-SHA512; page 1 begins with the salt of the HMAC's key. The log beside the database is
SQLite's (https://www.sqlite.org/fileformat2.html#walformat), with pages enciphered in the same way.
"""

from __future__ import annotations

import hashlib
import hmac
import struct
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

PAGE = 4096
USABLE = PAGE - 80
"""How many bytes of a page SQLite uses."""

_SALT, _IV = 16, 16
_HEADER = b"SQLite format 3\0"
_LOG_HEADER, _FRAME_HEADER = 32, 24
# SQLite never uses the page in which the byte at 1 GiB lies: it is where it puts its locks.
_LOCK_PAGE = 0x40000000 // PAGE + 1
_TRIED = 16
_TRIED_OFTEN = 3


class Pages:
    """Read-only. ``verified`` says whether pages are proven; without the salt they can only be deciphered.

    Use as a context manager. Raises OSError where the files cannot be read.
    """

    def __init__(self, database: Path, key: bytes) -> None:
        self._key = key
        self._file = database.open("rb")
        log = database.with_name(f"{database.name}-wal")
        self._log: IO[bytes] | None = None
        try:
            self._log = log.open("rb") if log.exists() else None
            self._frames = _frames(self._log) if self._log else {}
            self._size = self._file.seek(0, 2)
            self._mac_key = self._find_mac_key()
        except BaseException:
            self.close()
            raise
        self.verified = self._mac_key is not None
        self.count = self._count()

    def __enter__(self) -> Pages:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the files."""
        self._file.close()
        if self._log is not None:
            self._log.close()

    def numbers(self) -> Iterator[int]:
        """The number of every page there is or should be."""
        return (number for number in range(1, self.count + 1) if number != _LOCK_PAGE)

    def read(self, number: int) -> bytes | None:
        """The plain page, or None if it is gone or its code does not fit."""
        for stored in self._stored(number):
            if self._mac_key is None or _fits(stored, number, self._mac_key):
                return self._decipher(stored, number)
        return None

    def _stored(self, number: int) -> Iterator[bytes]:
        """As it stands in the files, newest first."""
        for offset in reversed(self._frames.get(number, ())):
            if self._log is not None and len(page := _at(self._log, offset)) == PAGE:
                yield page
        if number >= 1 and len(page := _at(self._file, (number - 1) * PAGE)) == PAGE:
            yield page

    def _decipher(self, stored: bytes, number: int) -> bytes:
        from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

        start = _SALT if number == 1 else 0
        vector = stored[USABLE : USABLE + _IV]
        decryptor = Cipher(algorithms.AES(self._key), modes.CBC(vector)).decryptor()
        plain = decryptor.update(stored[start:USABLE]) + decryptor.finalize()
        return _HEADER + plain if number == 1 else plain

    def _count(self) -> int:
        """How many pages there should be; what the file's end or the header says, whichever is more."""
        here = max([self._size // PAGE, *self._frames])
        first = self.read(1) if self.verified else None
        said = int.from_bytes(first[28:32], "big") if first else 0
        # A header that was never proven could claim anything; a proven one is not more than a file can hold.
        return max(here, said)

    def _find_mac_key(self) -> bytes | None:
        """The key of the codes, from the salt at the start of page 1, or from what is left of it."""
        sample = [(number, page) for number in range(1, _TRIED) for page in self._stored(number)]
        seen = [page[:_SALT] for page in self._stored(1)]
        return self._first_fitting(seen, sample) or self._first_fitting(_near(seen), sample[:_TRIED_OFTEN])

    def _first_fitting(self, salts: Iterable[bytes], sample: list[tuple[int, bytes]]) -> bytes | None:
        for salt in salts:
            mac_key = _mac_key(self._key, salt)
            if any(_fits(page, number, mac_key) for number, page in sample):
                return mac_key
        return None


def _near(salts: list[bytes]) -> Iterable[bytes]:
    """The salts that this one may have been before a single byte of it was damaged."""
    salt = salts[-1] if salts else b""
    return (
        salt[:place] + bytes([value]) + salt[place + 1 :]
        for place in range(len(salt))
        for value in range(256)
        if value != salt[place]
    )


def _mac_key(key: bytes, salt: bytes) -> bytes:
    return hashlib.pbkdf2_hmac("sha512", key, bytes(byte ^ 0x3A for byte in salt), 2, 32)


def _fits(stored: bytes, number: int, mac_key: bytes) -> bool:
    start = _SALT if number == 1 else 0
    code = hmac.digest(mac_key, stored[start : USABLE + _IV] + struct.pack("<I", number), "sha512")
    return hmac.compare_digest(code, stored[USABLE + _IV : PAGE])


def _frames(log: IO[bytes]) -> dict[int, list[int]]:
    """Where in the log the pages stand that were committed, oldest first.

    SQLite stops at the first frame whose checksum is wrong. Here a frame counts by its own code, so that one damaged
    place does not take along what was written after it.
    """
    header = _at(log, 0, _LOG_HEADER)
    size = log.seek(0, 2)
    if len(header) < _LOG_HEADER:
        return {}
    salts = header[16:24]
    found: list[tuple[int, int]] = []
    committed = 0
    for offset in range(_LOG_HEADER, size - _FRAME_HEADER - PAGE + 1, _FRAME_HEADER + PAGE):
        number, commits, salt = struct.unpack(">II8s", _at(log, offset, 16))
        if salt != salts or not number:
            continue
        found.append((number, offset + _FRAME_HEADER))
        if commits:
            committed = len(found)
    frames: dict[int, list[int]] = {}
    for number, offset in found[:committed]:
        frames.setdefault(number, []).append(offset)
    return frames


def _at(file: IO[bytes], offset: int, size: int = PAGE) -> bytes:
    file.seek(offset)
    return file.read(size)
