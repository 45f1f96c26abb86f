"""Whether a data key and a database belong together, told without opening the database.

A key that belongs to another journal and a damaged file look alike to SQLCipher: neither decrypts. But each page ends
in a code made with the key (SQLCipher 4: HMAC-SHA512 over the page and its number, under a key that PBKDF2 makes of the
data key and the salt in the file's first bytes), and hardly any damage strikes every page.
"""

from __future__ import annotations

import hashlib
import hmac
from pathlib import Path
from typing import BinaryIO

from journal_app.domain.errors import KeysDoNotFit
from journal_app.storage.safe_files import translated_read_errors

_PAGE, _SALT, _CODE = 4096, 16, 64
_SAMPLE = 256


def check_fit(database: Path, key: bytes) -> None:
    """Raise KeysDoNotFit where the file looks whole and no page of it was written under this key.

    Where that cannot be told, nothing is raised: opening the file says what is wrong with it. Raises CannotReadFile.
    """
    with translated_read_errors(database), database.open("rb") as file:
        salt = file.read(_SALT)
        code_key = _code_key(key, salt)
        if _fits(file, 1, code_key):
            return
        pages, rest = divmod(database.stat().st_size, _PAGE)
        if rest or not pages:
            return
        for number in _spread(pages):
            if _fits(file, number, code_key) or not any(_page(file, number)):
                return
    raise KeysDoNotFit(folder=str(database.parent))


def _code_key(key: bytes, salt: bytes) -> bytes:
    return hashlib.pbkdf2_hmac("sha512", key, bytes(byte ^ 0x3A for byte in salt), 2, 32)


def _fits(file: BinaryIO, number: int, code_key: bytes) -> bool:
    page = _page(file, number)
    start = _SALT if number == 1 else 0
    covered, code = page[start : _PAGE - _CODE], page[_PAGE - _CODE :]
    made = hmac.new(code_key, covered + number.to_bytes(4, "little"), "sha512").digest()
    return hmac.compare_digest(made, code)


def _page(file: BinaryIO, number: int) -> bytes:
    file.seek((number - 1) * _PAGE)
    return file.read(_PAGE)


def _spread(pages: int) -> range:
    return range(1, pages + 1, max(1, pages // _SAMPLE))
