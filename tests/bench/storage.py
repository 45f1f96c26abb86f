"""Reading and saving through SQLCipher and the stores, against the same statements on a plain SQLite database."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from journal_app.domain.entry import EntryFilter
from journal_app.storage.opening import open_vault
from journal_app.storage.vault import Vault
from tests.bench.figures import Row, milliseconds, ratios
from tests.bench.journals import journal_in, text
from tests.support.journals import Stores

if TYPE_CHECKING:
    from sqlite3 import Connection

_ROUNDS = 41
_PAGE = 40
_FOUND = 50
_SAVED = 2048
# One word that a good part of the entries hold, and the beginning of others.
_SEARCHES = ("meeting", "honest question", "diff")


def rows(home: Path) -> list[Row]:
    """Measure everything on the journal in this home."""
    vault = open_vault(journal_in(home), None, datetime.now(UTC))
    try:
        plain = _plain_copy(vault, home / "plain.db")
        with closing(sqlite3.connect(plain, isolation_level=None)) as floor:
            return [*_reading(vault, floor), _saving(vault, home / "floor.db")]
    finally:
        vault.close()


def _reading(vault: Vault, floor: Connection) -> list[Row]:
    lists = Stores.of(vault).lists
    everything = EntryFilter()
    works: list[tuple[str, Callable[[], Any]]] = [
        (f"A page of {_PAGE} summaries", lambda: lists.page(everything, 0, _PAGE)),
        (f"A page of {_PAGE} from the middle", lambda: lists.page(everything, 5000, _PAGE)),
        ("The months of the list", lambda: lists.months(everything)),
        ("The tags in use", lists.tags),
        ("The last reflection on each practice", lists.last_tagged),
    ]
    for words in _SEARCHES:
        wanted = EntryFilter(words=words)
        works.append((f"Search “{words}”, the newest {_FOUND}", partial(lists.page, wanted, 0, _FOUND)))
    return [_read(what, work, vault, floor) for what, work in works]


def _read(what: str, work: Callable[[], Any], vault: Vault, floor: Connection) -> Row:
    statements = statements_of(work, vault)

    def raw() -> None:
        for statement in statements:
            floor.execute(statement).fetchall()

    ours, floors = in_turn(work, raw)
    absolute = f"{milliseconds(ours)}; plain SQL {milliseconds(floors)}"
    return Row(f"{what} / its SQL unencrypted", ratios(ours, floors), absolute)


def statements_of(work: Callable[[], Any], vault: Vault) -> list[str]:
    """The SQL that some work comes down to, with its values filled in."""
    found: list[str] = []
    connection = vault.connection()
    work()  # the first time, the full-text index reads its own settings too
    connection.set_trace_callback(found.append)
    work()
    connection.set_trace_callback(None)
    # A line that begins like a comment is what the full-text index asks for by itself.
    return [statement for statement in found if not statement.startswith("--")]


def _saving(vault: Vault, path: Path) -> Row:
    """Autosave as it happens on the UI thread, and one row's text committed as safely by SQLite alone."""
    entries, random = Stores.of(vault).entries, Random(0)
    uid = Stores.of(vault).lists.page(EntryFilter(), 0, 1)[0].uid
    revision = entries.get(uid).revision
    with closing(sqlite3.connect(path, isolation_level=None)) as floor:
        floor.execute("PRAGMA journal_mode = WAL")
        floor.execute("PRAGMA synchronous = FULL")
        floor.execute("CREATE TABLE entries (id INTEGER PRIMARY KEY, body TEXT NOT NULL)")
        floor.execute("INSERT INTO entries VALUES (1, '')")

        def save() -> None:
            nonlocal revision
            revision = entries.save_text(uid, "A title", text(random, _SAVED), revision, datetime.now(UTC))

        def raw() -> None:
            floor.execute("UPDATE entries SET body = ? WHERE id = 1", (text(random, _SAVED),))

        ours, floors = in_turn(save, raw)
    absolute = f"{milliseconds(ours)}; plain commit {milliseconds(floors)}"
    return Row("Autosave of 2 KB, index and all / one plain commit of 2 KB", ratios(ours, floors), absolute)


def in_turn(work: Callable[[], Any], floor: Callable[[], Any]) -> tuple[Sequence[float], Sequence[float]]:
    """Seconds of each, one after the other, once both are warm."""
    ours, floors = [], []
    for number in range(_ROUNDS + 2):
        begun = time.perf_counter()
        work()
        between = time.perf_counter()
        floor()
        ended = time.perf_counter()
        if number >= 2:
            ours.append(between - begun)
            floors.append(ended - between)
    return ours, floors


def _plain_copy(vault: Vault, path: Path) -> Path:
    """The journal without its encryption: it holds invented words, in a folder that is deleted at the end."""
    connection = vault.connection()
    connection.execute("ATTACH DATABASE ? AS plain KEY ''", (str(path),))
    connection.execute("SELECT sqlcipher_export('plain')")
    connection.execute("DETACH DATABASE plain")
    return path
