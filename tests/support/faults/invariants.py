"""Texts that tell on themselves, and what has to hold of a journal whatever happened to it."""

from __future__ import annotations

import base64
import stat
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from random import Random

from journal_app.domain.check_in import Answers
from journal_app.domain.entry import EntryFilter, NewEntry
from journal_app.storage import key_file
from journal_app.storage.driver import connect
from tests.support.journals import AT, Stores, moment

NOON = moment("2026-03-01T12:00+00:00")
DATABASE, KEYS, BACKUPS, LOCK = "journal.db", "keys.json", "backups", "writer.lock"


@cache
def text_of(number: int, version: int = 1) -> str:
    """The text of an entry in one of its versions: some need many pages, some less than one."""
    chance = Random(number * 1000 + version)
    words = [f"word{chance.randrange(10_000)}" for _ in range(chance.choice((5, 50, 500, 2_000)))]
    return f"Entry number{number}version{version} begins. {' '.join(words)} Entry number{number} ends. 🧭"


def entry_of(number: int, version: int = 1) -> NewEntry:
    """A new entry, recognised by its title."""
    return NewEntry(
        NOON, f"entry {number}", text_of(number, version), practices=("power",), tags=("river", f"tag {number}")
    )


def fill(stores: Stores, numbers: range) -> None:
    """Write these entries, and a check-in."""
    for number in numbers:
        stores.entries.add(entry_of(number), AT)
    stores.check_ins.add(AT.date(), Answers({"say-we": 4, "ask-first": 2}), {}, AT)


def check_entries(stores: Stores, allowed: Mapping[int, set[int]], *, maybe: frozenset[int] = frozenset()) -> None:
    """These entries and no others, each wholly in one of the versions allowed, and found by its words alone.

    Those in ``maybe`` may be missing.
    """
    found = {}
    for summary in stores.lists.page(EntryFilter(), 0, 1000):
        number = int(summary.title.removeprefix("entry "))
        assert number not in found, f"entry {number} is there twice"
        body = stores.entries.get(summary.uid).body
        found[number] = next((v for v in allowed.get(number, ()) if body == text_of(number, v)), None)
        assert found[number] is not None, f"entry {number} is not what was written"
        for version in allowed[number]:
            words = EntryFilter(words=f'"number{number}version{version} begins"')
            assert stores.lists.count(words) == (version == found[number])
        assert set(stores.entries.get(summary.uid).tags) == {"river", f"tag {number}"}
    assert set(allowed) - set(found) <= maybe, f"lost: {set(allowed) - set(found) - maybe}"


def check_consistent(stores: Stores) -> None:
    """The database, its keys to other rows and its index; the check-ins too."""
    connection = stores.vault.connection()
    # It reads the file alone, where a page may be torn whose whole form stands in the log.
    assert connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0
    assert connection.execute("PRAGMA cipher_integrity_check").fetchall() == []
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.execute("INSERT INTO entries_fts (entries_fts, rank) VALUES ('integrity-check', 1)")
    check_check_ins(stores)


def check_check_ins(stores: Stores) -> None:
    """Each is wholly what it was, or wholly what it was changed into, and then what it was is kept."""
    before = {"say-we": 4, "ask-first": 2}
    for check_in in stores.check_ins.all():
        versions = [dict(version.answers.ratings) for version in stores.check_ins.versions(check_in.uid)]
        if check_in.edited is None:
            assert (dict(check_in.ratings), versions, check_in.notes) == (before, [], {})
        else:
            assert (dict(check_in.ratings), versions) == ({**before, "say-we": 5}, [before])
            assert (check_in.notes, set(check_in.evidence)) == ({"say-we": "again"}, {"say-we"})
    for look_back in stores.check_ins.looks_back():
        assert dict(look_back.ratings) == {"say-we": 3}


def check_files(journal: Path, *, more: frozenset[str] = frozenset()) -> None:
    """Nothing beside a closed journal and its finished backups, and all of it for its owner alone."""
    strange = [
        path.relative_to(journal).as_posix()
        for path in journal.rglob("*")
        if path.name not in {DATABASE, KEYS, BACKUPS, LOCK} | more
        and not (path.parent.name == BACKUPS and path.is_dir() and not path.name.startswith("."))
        # SQLite does not mind where it cannot delete this one, in which there is nothing to be read.
        and not (path.parent.parent.name == BACKUPS and path.name == f"{DATABASE}-shm")
    ]
    assert strange == [], f"litter: {strange}"
    for path in (journal, *journal.rglob("*")):
        expected = 0o700 if path.is_dir() else 0o600
        assert stat.S_IMODE(path.stat().st_mode) == expected, (path.name, oct(path.stat().st_mode))


def check_backups(journal: Path, passphrase: str | None, numbers: range, *, at_least: int = 0) -> None:
    """Every finished backup opens with its own key file, is sound, and holds these entries."""
    backups = [path for path in (journal / BACKUPS).glob("*/") if not path.name.startswith(".")]
    assert len(backups) >= at_least
    for backup in backups:
        key = key_file.read_data_key(backup / KEYS, passphrase)
        connection = connect(backup / DATABASE, key, read_only=True)
        try:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            bodies = {body for (body,) in connection.execute("SELECT body FROM entries")}
        finally:
            connection.close()
        assert {text_of(number) for number in numbers} <= bodies, f"{backup.name} lacks entries"


def check_key_is_gone(journal: Path, key: bytes) -> None:
    """A key that was given up opens nothing any more, and stands nowhere."""
    forms = [key, key.hex().encode(), base64.b64encode(key)]
    for path in journal.rglob("*"):
        if not path.is_file():
            continue
        content = path.read_bytes()
        assert not any(form in content for form in forms), f"the old key stands in {path.name}"
        if path.name == DATABASE:
            assert not _opens(path, key), f"the old key still opens {path.relative_to(journal)}"


def _opens(path: Path, key: bytes) -> bool:
    from journal_app.storage.driver import DatabaseError

    try:
        connect(path, key, mode="ro", read_only=True).close()
    except DatabaseError:
        return False
    return True
