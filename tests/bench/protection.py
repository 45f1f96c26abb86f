"""Unlocking, autosave and backups, each against what it cannot do without; and the window meanwhile.

Limits are the issue's ("Speed").
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from argon2.low_level import Type, hash_secret_raw

from journal_app.bootstrap import SystemClock
from journal_app.domain.entry import EntryFilter
from journal_app.services.backup_service import BackupService
from journal_app.storage.backups import KEYS_NAME
from journal_app.storage.driver import connect
from journal_app.storage.key_file import new_data_key
from journal_app.storage.opening import open_vault
from journal_app.storage.safe_files import touch_private
from journal_app.storage.settings_store import SettingsStore
from journal_app.storage.vault import Vault
from tests.bench import journals
from tests.bench.figures import Row, Spread, milliseconds, ratios
from tests.bench.processes import Processes
from tests.support.journals import PASSPHRASE, Stores

if TYPE_CHECKING:
    from sqlite3 import Connection

_ENTRIES = 50_000
_UNLOCKS, _SAVES, _BACKUPS, _WINDOWS = 15, 41, 5, 3
_UNLOCK_LIMIT, _SAVE_LIMIT, _BACKUP_LIMIT = 1.3, 2, 1.5
_FRAME = 0.050
_WORDS = 2000
_VOCABULARY = 3000

_Times = tuple[Sequence[float], Sequence[float]]


def rows(processes: Processes, home: Path) -> Iterator[Row]:
    """Measure everything on a large journal with a passphrase, which is made in this home."""
    journals.make(home, _ENTRIES, PASSPHRASE)
    journal = journals.journal_in(home)
    yield _row("Unlock / one Argon2id derivation as stored", "derivation", _unlocking(journal), _UNLOCK_LIMIT)
    with closing(open_vault(journal, PASSPHRASE, datetime.now(UTC))) as vault:
        saving, without_index = _saving(vault, home / "floor.db")
        yield _row(f"Autosave of {_WORDS:,} words / a bare encrypted commit", "commit", saving, _SAVE_LIMIT)
        yield _row("The same / a commit that no search would find", "commit", without_index, None)
        backing_up = _backing_up(vault, home)
        yield _row(f"Backup of {_ENTRIES:,} entries / VACUUM INTO", "VACUUM INTO", backing_up, _BACKUP_LIMIT)
    yield from _window_rows(processes, home)


def back_up(vault: Vault) -> None:
    """Make a backup as the program does, and take it away again."""
    service = BackupService(vault, SettingsStore(vault), SystemClock())
    shutil.rmtree(service.back_up().backup.folder)


def _row(what: str, floor: str, times: _Times, limit: float | None) -> Row:
    ours, floors = times
    return Row(what, ratios(ours, floors), f"{milliseconds(ours)}; {floor} {milliseconds(floors)}", limit)


def _unlocking(journal: Path) -> _Times:
    """From the passphrase to an open journal; and the one derivation that an attacker has to pay for as well."""
    (secret,) = [each for each in json.loads((journal / KEYS_NAME).read_bytes())["secrets"] if "iterations" in each]
    cost = secret["iterations"], secret["memory_kib"], secret["lanes"]

    def unlock() -> None:
        vault = open_vault(journal, PASSPHRASE, datetime.now(UTC))
        vault.connection()
        vault.close()

    def derive() -> None:
        hash_secret_raw(PASSPHRASE.encode(), bytes(16), *cost, 32, Type.ID)

    return _in_turn(unlock, derive, _UNLOCKS)


def _saving(vault: Vault, path: Path) -> tuple[_Times, _Times]:
    """What typing some more words causes; against one bare statement with its index, and against one without."""
    stores, random = Stores.of(vault), Random(0)
    uid, other = (each.uid for each in stores.lists.page(EntryFilter(), 0, 2))
    revision = stores.entries.get(uid).revision
    prose = _prose(random)
    texts = [f"{prose} {' '.join(journals.WORDS[: number + 1])}" for number in range(8)]
    connection = vault.connection()

    def save() -> None:
        nonlocal revision
        revision = stores.entries.save_text(uid, "A title", _next(texts), revision, datetime.now(UTC))

    def commit() -> None:
        connection.execute("UPDATE entries SET body = ? WHERE uid = ?", (_next(texts), other))

    with closing(_bare(path)) as floor:

        def without_index() -> None:
            floor.execute("UPDATE entries SET body = ? WHERE id = 1", (_next(texts),))

        return _in_turn(save, commit, _SAVES), _in_turn(save, without_index, _SAVES)


def _prose(random: Random) -> str:
    """Some words that are everywhere, and many that are rare: some six hundred different ones, as in English."""
    ranks = (int(_VOCABULARY ** random.random()) for _ in range(_WORDS))
    return " ".join(journals.WORDS[rank] if rank < len(journals.WORDS) else f"rare{rank:03x}" for rank in ranks)


def _next(texts: list[str]) -> str:
    """Another text every time, without the time that it takes to make one up."""
    texts.append(texts.pop(0))
    return texts[0]


def _bare(path: Path) -> Connection:
    touch_private(path)
    floor = connect(path, new_data_key())
    floor.execute("PRAGMA journal_mode = WAL")
    floor.execute("CREATE TABLE entries (id INTEGER PRIMARY KEY, body TEXT NOT NULL)")
    floor.execute("INSERT INTO entries VALUES (1, '')")
    return floor


def _backing_up(vault: Vault, home: Path) -> _Times:
    def vacuum() -> None:
        target = home / "vacuum.db"
        vault.connection().execute("VACUUM INTO ?", (str(target),))
        target.unlink()

    return _in_turn(lambda: back_up(vault), vacuum, _BACKUPS)


def _in_turn(work: Callable[[], Any], floor: Callable[[], Any], rounds: int) -> _Times:
    """Seconds of each, one after the other, once both are warm."""
    ours, floors = [], []
    for number in range(rounds + 1):
        begun = time.perf_counter()
        work()
        between = time.perf_counter()
        floor()
        ended = time.perf_counter()
        if number:
            ours.append(between - begun)
            floors.append(ended - between)
    return ours, floors


def _window_rows(processes: Processes, home: Path) -> Iterator[Row]:
    gaps = [processes.run("protected", home=home).facts["gaps"] for _ in range(_WINDOWS)]
    for phase, words in (
        ("unlocking", "unlocking"),
        ("autosaving", f"autosaving {_WORDS:,} words"),
        ("backing up", f"backing up {_ENTRIES:,} entries"),
    ):
        longest = [each[phase] for each in gaps]
        ratio = Spread.of([seconds / _FRAME for seconds in longest])
        yield Row(f"UI thread's longest absence / 50 ms: {words}", ratio, milliseconds(longest), 1)
