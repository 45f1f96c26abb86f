"""Going through every page of a damaged database once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from journal_app.storage.safe_files import translated_read_errors
from journal_app.storage.salvage.pages import USABLE, Pages
from journal_app.storage.salvage.records import rows_in
from journal_app.storage.salvage.rows import Found


@dataclass(frozen=True, slots=True)
class Scan:
    """What was found. ``damaged`` of ``pages`` could not be read, nor ``bad_rows`` rows in pages that could.

    ``verified`` says that every page read was proven to be as it was written.
    """

    found: Found
    pages: int
    damaged: int
    bad_rows: int
    verified: bool


def scan(database: Path, key: bytes, cancelled: Callable[[], bool] = lambda: False) -> Scan:
    """Read all rows that can be read; the files are not written to. Raises CannotReadFile."""
    found, damaged, bad_rows = Found(), 0, 0
    with translated_read_errors(database), Pages(database, key) as pages:
        free = _free_pages(pages)
        for number in pages.numbers():
            if cancelled():
                break
            # A page that is free holds what was deleted, or nothing.
            if number in free:
                continue
            page = pages.read(number)
            if page is None:
                damaged += 1
                continue
            for row in rows_in(page, number, pages.read):
                if row is None:
                    bad_rows += 1
                else:
                    found.add(row)
        return Scan(found, pages.count, damaged, bad_rows, pages.verified)


def _free_pages(pages: Pages) -> set[int]:
    """The pages on the list of free ones, as far as it can be followed."""
    first = pages.read(1)
    free: set[int] = set()
    trunk = int.from_bytes(first[32:36], "big") if first else 0
    while 1 < trunk <= pages.count and trunk not in free:
        free.add(trunk)
        page = pages.read(trunk)
        if page is None:
            break
        count = min(int.from_bytes(page[4:8], "big"), USABLE // 4 - 2)
        free.update(int.from_bytes(page[8 + 4 * place : 12 + 4 * place], "big") for place in range(count))
        trunk = int.from_bytes(page[:4], "big")
    return free
