"""What the program does to a journal's files, to be cut short at every boundary. One more is a few lines here."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

from journal_app.domain.check_in import Answers
from journal_app.domain.entry import EntryFilter, NewEntry
from journal_app.domain.errors import UserFacingError
from journal_app.storage import creation, key_file
from journal_app.storage.backups import make_backup
from journal_app.storage.creation import create_vault
from journal_app.storage.driver import connect
from journal_app.storage.migrations import MIGRATIONS, version_of
from journal_app.storage.opening import is_journal, open_vault
from journal_app.storage.protect import protect
from journal_app.storage.replacing import begin, commit
from journal_app.storage.rows import utc_text
from journal_app.storage.safe_files import touch_private, translated_os_errors
from journal_app.storage.writer_lock import WriterLock
from tests.support.faults.invariants import (
    BACKUPS,
    DATABASE,
    KEYS,
    check_backups,
    check_consistent,
    check_entries,
    check_files,
    check_key_is_gone,
    entry_of,
    fill,
    text_of,
)
from tests.support.faults.scene import Operation, Promises, Scene
from tests.support.journals import AT, CHEAP, PASSPHRASE, Stores

if TYPE_CHECKING:
    from sqlite3 import Connection

    from sqlite_utils import Database

LATER = AT + timedelta(hours=1)
BEFORE = range(4)
"""The entries that are there before."""

_ADDED, _AFTERWARDS = 100, 200
_IMPORTED = range(10, 22)
_COMING = range(50, 53)
_OLD_KEY = "old-key"
_COPY = "journal (conflicted copy).db"


def journal_in(home: Path) -> Path:
    """Where the journal of an operation is."""
    return home / "journal"


def prepare(home: Path) -> None:
    """The usual beginning: a journal without a passphrase with a few entries, closed."""
    with opened(home, new=True) as stores:
        fill(stores, BEFORE)


@contextmanager
def opened(home: Path, passphrase: str | None = None, *, new: bool = False) -> Iterator[Stores]:
    """The journal, as the program opens it."""
    journal = journal_in(home)
    vault = create_vault(journal, passphrase, AT, CHEAP) if new else open_vault(journal, passphrase, LATER)
    try:
        assert not vault.read_only
        yield Stores.of(vault)
    finally:
        vault.close()


def look(
    home: Path, allowed: Mapping[int, set[int]], passphrase: str | None = None, maybe: frozenset[int] = frozenset()
) -> None:
    """Open the journal, look at all of it, write one more entry, and look at the files once it is closed."""
    with opened(home, passphrase) as stores:
        check_entries(stores, allowed, maybe=maybe)
        check_consistent(stores)
        stores.entries.add(entry_of(_AFTERWARDS), LATER)
        check_entries(stores, {**allowed, _AFTERWARDS: {1}}, maybe=maybe)
    check_files(journal_in(home))


AS_BEFORE: Mapping[int, set[int]] = {number: {1} for number in BEFORE}


# Making a journal


def _create(home: Path, scene: Scene) -> None:
    with scene.armed():
        vault = create_vault(journal_in(home), PASSPHRASE, AT, CHEAP)
        scene.promise("created")
        vault.close()


def _check_created(home: Path, promises: Promises) -> None:
    journal = journal_in(home)
    if not is_journal(journal):
        assert not promises
        create_vault(journal, PASSPHRASE, LATER, CHEAP).close()
    look(home, {}, PASSPHRASE)


# A sitting, from opening to closing


def _save(home: Path, scene: Scene) -> None:
    with scene.armed():
        vault = open_vault(journal_in(home), None, AT)
    try:
        for promise, step in _steps(Stores.of(vault)):
            _do(step, scene)
            scene.promise(promise)
    finally:
        with scene.armed():
            vault.close()


def _steps(stores: Stores) -> Iterator[tuple[str, Callable[[], object]]]:
    entries = stores.entries
    yield "added", lambda: entries.add(entry_of(_ADDED), AT)
    found = {each.title: each.uid for each in stores.lists.page(EntryFilter(), 0, 9)}
    for number, promise in ((_ADDED, "edited"), (0, "edited old")):
        title = f"entry {number}"
        yield promise, lambda: entries.save_text(found[title], title, text_of(number, 2), 1, AT)  # noqa: B023  at once
    ratings = {"say-we": 4, "ask-first": 2}
    check_ins, first = stores.check_ins, stores.check_ins.all()[0]
    changed = Answers({**ratings, "say-we": 5}, {"say-we": "again"}, {"say-we": (found["entry 0"],)})
    yield "checked in", lambda: check_ins.add(LATER.date(), Answers(ratings), {}, LATER)
    yield "changed a check-in", lambda: check_ins.edit(first.uid, first.on, changed, {}, LATER)
    yield "looked back", lambda: check_ins.add(LATER.date(), Answers({"say-we": 3}), {}, LATER, as_of=AT.date())


def _do(step: Callable[[], object], scene: Scene) -> None:
    """Do it, as autosave does: if there is no room, once more when there is."""
    try:
        with scene.armed():
            step()
    except UserFacingError as error:
        scene.refused(error)
        step()


def _check_saved(home: Path, promises: Promises) -> None:
    allowed = {
        **AS_BEFORE,
        0: {2} if "edited old" in promises else {1, 2},
        _ADDED: {2} if "edited" in promises else {1, 2} if "added" in promises else {1},
    }
    look(home, allowed, maybe=frozenset() if "added" in promises else frozenset({_ADDED}))
    with opened(home) as stores:
        check_ins = stores.check_ins.all()
        assert len(check_ins) == 2 or "checked in" not in promises
        assert any(check_in.edited for check_in in check_ins) or "changed a check-in" not in promises
        assert stores.check_ins.looks_back() or "looked back" not in promises


def _import(home: Path, scene: Scene) -> None:
    with opened(home) as stores, scene.armed():
        stores.entries.add_missing(_foreign(), AT)
        scene.promise("imported")


def _foreign() -> Iterator[NewEntry]:
    for number in _IMPORTED:
        yield replace(entry_of(number), source="elsewhere", source_uid=str(number))


def _check_imported(home: Path, promises: Promises) -> None:
    with opened(home) as stores:
        added = stores.lists.count(EntryFilter()) - len(BEFORE)
        assert added == len(_IMPORTED) or (not promises and not added), f"{added} of an import are there"
        assert len(stores.entries.add_missing(_foreign(), LATER)) == len(_IMPORTED) - added
    look(home, {**AS_BEFORE, **{number: {1} for number in _IMPORTED}})


# A newer schema


def _remake(db: Database) -> None:
    """A migration that has much to write."""
    db.conn.execute("CREATE TABLE entries_again AS SELECT * FROM entries")
    db.conn.execute("UPDATE entries SET modified_utc = created_utc")


_NEWER = (*MIGRATIONS, _remake)


def _prepare_old(home: Path) -> None:
    """A journal of the first schema."""
    journal = journal_in(home)
    journal.mkdir(0o700, parents=True)
    with patch.object(creation, "MIGRATIONS", MIGRATIONS[:1]):
        creation._make_files(journal, None, CHEAP)
    vault = open_vault(journal, None, AT, MIGRATIONS[:1])
    for number in BEFORE:
        _add_to_old(vault.connection(), number)
    vault.close()


def _add_to_old(connection: Connection, number: int) -> None:
    """As the program of that schema did; today's would fill columns that were not there."""
    entry = entry_of(number)
    at, body = utc_text(AT), entry.body
    connection.execute(
        "INSERT INTO entries (id, uid, written_utc, offset_minutes, local_date, created_utc, modified_utc, title,"
        " first_line, body) VALUES (?, ?, ?, 0, '2026-03-02', ?, ?, ?, ?, ?)",
        (number + 1, f"{number:032x}", at, at, at, entry.title, body[:80], body),
    )
    for position, tag in enumerate(entry.tags):
        connection.execute("INSERT OR IGNORE INTO tags (name, folded) VALUES (?, ?)", (tag, tag))
        connection.execute(
            "INSERT INTO entry_tags (entry_id, tag_id, position) SELECT ?, id, ? FROM tags WHERE name = ?",
            (number + 1, position, tag),
        )


def _migrate(home: Path, scene: Scene) -> None:
    with scene.armed():
        vault = open_vault(journal_in(home), None, AT, _NEWER)
        scene.promise("migrated")
        vault.close()


def _check_migrated(home: Path, promises: Promises) -> None:
    journal = journal_in(home)
    vault = open_vault(journal, None, LATER, _NEWER)
    try:
        assert version_of(vault.connection()) == len(_NEWER)
        check_entries(Stores.of(vault), AS_BEFORE)
        check_consistent(Stores.of(vault))
    finally:
        vault.close()
    check_backups(journal, None, BEFORE, at_least=1)
    check_files(journal)


# A backup


def _back_up(home: Path, scene: Scene) -> None:
    with opened(home) as stores, scene.armed():
        _make_backup(stores, "by-hand")
        scene.promise("backed up")


def _make_backup(stores: Stores, reason: str) -> None:
    vault = stores.vault
    key = key_file.read_data_key(vault.folder / KEYS, None)
    make_backup(vault.connection(), vault.folder, key, AT, reason)


def _check_backed_up(home: Path, promises: Promises) -> None:
    check_backups(journal_in(home), None, BEFORE, at_least=len(promises))
    with opened(home) as stores:
        _make_backup(stores, "by-hand")
    check_backups(journal_in(home), None, BEFORE, at_least=1 + len(promises))
    look(home, AS_BEFORE)


# Another journal in the place of this one, which was not closed properly


def _prepare_replacing(home: Path) -> None:
    journal, coming = journal_in(home), home / "coming"
    with opened(home, new=True) as stores:
        fill(stores, _COMING)
    journal.rename(coming)
    with opened(home, new=True) as stores:
        fill(stores, BEFORE)
        shutil.copytree(journal, home / "cut short")
    shutil.rmtree(journal)
    (home / "cut short").rename(journal)


def _replace(home: Path, scene: Scene) -> None:
    journal = journal_in(home)
    lock = WriterLock(journal)
    assert lock.acquire()
    try:
        with scene.armed():
            prepared = begin(journal)
            with translated_os_errors(journal):
                for name in (DATABASE, KEYS):
                    touch_private(prepared / name)
                    shutil.copyfile(home / "coming" / name, prepared / name)
            commit(journal, "replaced", AT)
            scene.promise("replaced")
    finally:
        lock.release()


def _check_replaced(home: Path, promises: Promises) -> None:
    with opened(home) as stores:
        replaced = stores.lists.page(EntryFilter(), 0, 1)[0].title == f"entry {_COMING[-1]}"
    assert replaced or not promises
    check_backups(journal_in(home), None, BEFORE, at_least=int(replaced))
    look(home, {number: {1} for number in (_COMING if replaced else BEFORE)})


# A passphrase where there was none: everything is encrypted anew


def _prepare_plain(home: Path) -> None:
    """With a backup, what is left of another, and a conflict copy."""
    prepare(home)
    journal = journal_in(home)
    (home / _OLD_KEY).write_bytes(key_file.read_data_key(journal / KEYS, None))
    with opened(home) as stores:
        for reason in ("one", "two"):
            _make_backup(stores, reason)
    cut_short = next((journal / BACKUPS).glob("*two"))
    cut_short.rename(cut_short.with_name(f".{cut_short.name}.new"))
    shutil.copyfile(journal / DATABASE, journal / _COPY)
    (journal / _COPY).chmod(0o600)


def _rekey(home: Path, scene: Scene) -> None:
    with scene.armed():
        protect(journal_in(home), PASSPHRASE, CHEAP)
        scene.promise("protected")


def _check_rekeyed(home: Path, promises: Promises) -> None:
    journal = journal_in(home)
    if not key_file.has_passphrase(journal / KEYS):
        assert not promises
        with opened(home) as stores:
            check_entries(stores, AS_BEFORE)
        protect(journal, PASSPHRASE, CHEAP)
    with opened(home, PASSPHRASE):
        pass
    _take_copy(journal)
    look(home, AS_BEFORE, PASSPHRASE)
    check_backups(journal, PASSPHRASE, BEFORE, at_least=1)
    check_key_is_gone(journal, (home / _OLD_KEY).read_bytes())


def _take_copy(journal: Path) -> None:
    """The conflict copy opens with the journal's key and holds every entry; what is looked at next is without it."""
    connection = connect(journal / _COPY, key_file.read_data_key(journal / KEYS, PASSPHRASE), read_only=True)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        bodies = {body for (body,) in connection.execute("SELECT body FROM entries")}
    finally:
        connection.close()
    assert bodies == {text_of(number) for number in BEFORE}, "the conflict copy lacks entries"
    (journal / _COPY).unlink()


def _open_protected(home: Path, scene: Scene) -> None:
    """Opening completes what a crash cut short, and may be cut short itself."""
    with scene.armed():
        open_vault(journal_in(home), PASSPHRASE, AT).close()


def _check_completed(home: Path, promises: Promises) -> None:
    _check_rekeyed(home, promises | {"protected"})


OPERATIONS: Mapping[str, Operation] = {
    each.name: each
    for each in (
        Operation("create", Path.mkdir, _create, _check_created),
        Operation("save", prepare, _save, _check_saved),
        Operation("import", prepare, _import, _check_imported),
        Operation("migrate", _prepare_old, _migrate, _check_migrated),
        Operation("backup", prepare, _back_up, _check_backed_up),
        Operation("replace", _prepare_replacing, _replace, _check_replaced),
        Operation("rekey", _prepare_plain, _rekey, _check_rekeyed),
        Operation(
            "rekey, completed",
            _prepare_plain,
            _open_protected,
            _check_completed,
            after=("rekey", "rename\t/journal/keys.json"),
        ),
    )
}
