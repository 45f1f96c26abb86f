"""Bringing an older journal up to date: backed up first, all or nothing, and nothing lost on the way."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from journal_app.domain import errors
from journal_app.domain.content import Wording
from journal_app.domain.entry import EntryFilter, NewEntry
from journal_app.domain.rhythm import Rhythm
from journal_app.storage import backups
from journal_app.storage.migrations import MIGRATIONS, Migration, version_of
from journal_app.storage.opening import open_vault
from tests.support.clock import FakeClock
from tests.support.damage import make_journal_of_schema_2
from tests.support.journals import AT, PASSPHRASE, Stores, app_in, files_under, half_done, make_journal, moment, reopen

if TYPE_CHECKING:
    from sqlite_utils import Database

NOON = moment("2026-03-01T12:00+00:00")
NEXT = len(MIGRATIONS) + 1


def add_mood(db: Database) -> None:
    db.execute("ALTER TABLE entries ADD COLUMN mood TEXT")


def fail_half_way(db: Database) -> None:
    db.execute("ALTER TABLE entries ADD COLUMN weather TEXT")
    db.execute("UPDATE entries SET body = 'overwritten'")
    raise ZeroDivisionError


def _triggers(db: Database) -> list[str]:
    return [sql for (sql,) in db.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name")]


def transform(db: Database) -> None:
    """As sqlite-utils does it: the table is made anew and the triggers of the old one are gone."""
    db.table("entries").transform(defaults={"zone": "Europe/London"})


def transform_and_restore_triggers(db: Database) -> None:
    triggers = _triggers(db)
    transform(db)
    for trigger in triggers:
        db.execute(trigger)


def orphan(db: Database) -> None:
    db.execute("DELETE FROM tags")


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    """A journal of the newest released schema with an entry, tags and a practice, closed."""
    folder = make_journal(tmp_path / "journal", PASSPHRASE)
    vault = reopen(folder, PASSPHRASE)
    entry = NewEntry(NOON, "Kept", "a kingfisher by the weir", practices=("power",), tags=("river", "birds"))
    Stores.of(vault).entries.add(entry, AT)
    vault.close()
    return folder


def migrated(folder: Path, *extra: Migration) -> None:
    open_vault(folder, PASSPHRASE, AT, (*MIGRATIONS, *extra)).close()


def check_the_entry(folder: Path, *extra: Migration) -> None:
    vault = open_vault(folder, PASSPHRASE, AT, (*MIGRATIONS, *extra))
    stores = Stores.of(vault)
    (found,) = stores.lists.page(EntryFilter(words="kingfisher"), 0, 10)
    assert found.practices == ("power",)
    assert dict(stores.lists.tags()) == {"river": 1, "birds": 1}
    with vault.reading() as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
    vault.close()


def test_check_ins_of_the_second_schema_and_the_half_done_one_are_as_they_were(tmp_path: Path) -> None:
    folder = make_journal_of_schema_2(tmp_path / "journal")
    services = app_in(tmp_path, FakeClock("2026-03-02T09:00")).open(folder, None)
    found = services.check_ins.all()
    assert [(each.uid[0], each.on, each.ratings) for each in found] == [
        ("a", date(2026, 1, 1), {"say-we": 3, "ask-before-i-answer": None}),
        ("b", date(2026, 1, 2), {"say-we": 4, "ask-before-i-answer": None}),
    ]
    assert {(each.rhythm, each.as_of, each.edited, each.deleted, each.left_out) for each in found} == {
        (Rhythm.MONTHLY, None, None, None, None)
    }
    shipped = {each.key: each.text for each in services.content.behaviours()}
    assert {each.key: each.text_of(found[0].wordings.get(each.key, 1)) for each in services.behaviours.all()} == shipped
    assert half_done(services) == {"say-we": 2, "ask-before-i-answer": None}
    services.behaviours.reword("say-we", "I say we")
    (reworded,) = (each for each in services.behaviours.all() if each.key == "say-we")
    assert reworded.earlier == (Wording(1, shipped["say-we"]),)
    services.journal.close()


def test_a_journal_that_is_up_to_date_is_not_backed_up(journal: Path) -> None:
    migrated(journal)
    assert list((journal / "backups").iterdir()) == []


def test_a_migration_is_applied_once_and_what_was_written_is_still_there(journal: Path) -> None:
    migrated(journal, add_mood)
    vault = open_vault(journal, PASSPHRASE, AT, (*MIGRATIONS, add_mood))
    with vault.reading() as connection:
        assert version_of(connection) == NEXT
        assert connection.execute("SELECT mood FROM entries").fetchall() == [(None,)]
    vault.close()
    check_the_entry(journal, add_mood)
    assert len(list((journal / "backups").iterdir())) == 1


def test_before_a_migration_there_is_an_encrypted_backup_that_opens_by_itself(journal: Path, tmp_path: Path) -> None:
    migrated(journal, add_mood)
    (made,) = (journal / "backups").iterdir()
    assert made.name == f"20260302T090000Z-before-v{NEXT}"
    assert {path.name: path.stat().st_mode & 0o777 for path in made.iterdir()} == {
        "journal.db": 0o600,
        "keys.json": 0o600,
    }
    assert made.stat().st_mode & 0o777 == 0o700
    content = (made / "journal.db").read_bytes()
    assert not content.startswith(b"SQLite format 3")
    assert b"kingfisher" not in content
    restored = Path(shutil.copytree(made, tmp_path / "restored"))
    check_the_entry(restored)
    with pytest.raises(errors.WrongPassphrase):
        reopen(restored, "another")


@pytest.mark.parametrize(
    ("migration", "error"),
    [(fail_half_way, ZeroDivisionError), (transform, RuntimeError), (orphan, RuntimeError)],
)
def test_a_migration_that_fails_leaves_the_journal_as_it_was(
    journal: Path, migration: Migration, error: type[Exception]
) -> None:
    with pytest.raises(error):
        migrated(journal, migration)
    check_the_entry(journal)
    assert len(list((journal / "backups").iterdir())) == 1


def test_a_migration_that_loses_the_search_triggers_is_caught(journal: Path) -> None:
    with pytest.raises(RuntimeError, match="triggers"):
        migrated(journal, transform)
    with pytest.raises(RuntimeError, match="point at nothing"):
        migrated(journal, orphan)


def test_a_table_can_be_remade_without_losing_what_points_at_it(journal: Path) -> None:
    migrated(journal, transform_and_restore_triggers)
    vault = open_vault(journal, PASSPHRASE, AT, (*MIGRATIONS, transform_and_restore_triggers))
    with vault.reading() as connection:
        defaults = {row[1]: row[4] for row in connection.execute("PRAGMA table_info(entries)")}
        assert defaults["zone"] == "'Europe/London'"
        assert connection.execute("SELECT count(*) FROM entry_tags").fetchone() == (2,)
        assert connection.execute("SELECT count(*) FROM entry_practices").fetchone() == (1,)
    vault.close()


def test_a_failed_migration_can_be_tried_again_in_the_same_second(journal: Path) -> None:
    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            migrated(journal, fail_half_way)
    migrated(journal, add_mood)
    check_the_entry(journal, add_mood)


def test_of_two_migrations_each_is_whole(journal: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        migrated(journal, add_mood, fail_half_way)
    vault = open_vault(journal, PASSPHRASE, AT, (*MIGRATIONS, add_mood))
    with vault.reading() as connection:
        assert version_of(connection) == NEXT
        assert connection.execute("SELECT body, mood FROM entries").fetchall() == [("a kingfisher by the weir", None)]
    vault.close()


def test_without_a_backup_there_is_no_migration(journal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise errors.DiskFull

    with monkeypatch.context() as patched:
        patched.setattr(backups, "write_private", full)
        with pytest.raises(errors.DiskFull):
            migrated(journal, add_mood)
    assert list((journal / "backups").iterdir()) == []
    check_the_entry(journal)


@pytest.mark.parametrize(
    ("spoil", "error"),
    [
        (lambda path: path.write_bytes(b"SQLite format 3\0" + bytes(5000)), RuntimeError),
        (
            lambda path: path.write_bytes(path.read_bytes()[:9000] + bytes(4096) + path.read_bytes()[13096:]),
            errors.JournalDamaged,
        ),
    ],
    ids=["in clear", "damaged"],
)
def test_a_backup_that_does_not_open_stops_everything(
    journal: Path, monkeypatch: pytest.MonkeyPatch, spoil: Callable[[Path], object], error: type[Exception]
) -> None:
    real = backups._prove

    def spoilt(database: Path, key: bytes) -> None:
        spoil(database)
        real(database, key)

    with monkeypatch.context() as patched:
        patched.setattr(backups, "_prove", spoilt)
        with pytest.raises(error):
            migrated(journal, add_mood)
    assert list((journal / "backups").iterdir()) == []
    check_the_entry(journal)


def test_a_backup_finds_its_folder_again_and_keeps_it_private(journal: Path) -> None:
    (journal / "backups").rmdir()
    migrated(journal, add_mood)
    assert (journal / "backups").stat().st_mode & 0o777 == 0o700


def test_an_older_journal_that_is_in_use_elsewhere_is_not_touched(journal: Path) -> None:
    holder = reopen(journal, PASSPHRASE)
    before = files_under(journal)
    with pytest.raises(errors.OlderJournalReadOnly):
        migrated(journal, add_mood)
    assert files_under(journal) == before
    holder.close()
    migrated(journal, add_mood)


def test_a_new_journal_says_which_program_and_schema_it_is_of(journal: Path) -> None:
    vault = reopen(journal, PASSPHRASE)
    with vault.reading() as connection:
        assert connection.execute("PRAGMA application_id").fetchone()[0].to_bytes(4) == b"Thru"
        assert version_of(connection) == len(MIGRATIONS)
        tables = connection.execute("PRAGMA table_list").fetchall()
    vault.close()
    strict = {name for _, name, kind, _, _, is_strict in tables if kind == "table" and is_strict}
    assert strict >= {"entries", "entry_practices", "tags", "entry_tags", "check_ins", "ratings", "settings"}


def test_every_journal_has_an_identity_of_its_own(journal: Path, tmp_path: Path) -> None:
    seen = set()
    for folder in (journal, make_journal(tmp_path / "other", PASSPHRASE)):
        vault = reopen(folder, PASSPHRASE)
        with vault.reading() as connection:
            seen.add(connection.execute("SELECT value FROM settings WHERE name = 'journal_uid'").fetchone()[0])
        vault.close()
    assert len(seen) == 2


def test_the_key_file_in_a_backup_is_the_one_of_the_journal(journal: Path) -> None:
    migrated(journal, add_mood)
    (made,) = (journal / "backups").iterdir()
    assert json.loads((made / "keys.json").read_text("utf-8")) == json.loads((journal / "keys.json").read_text("utf-8"))
