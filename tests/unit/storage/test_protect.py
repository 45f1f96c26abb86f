"""Giving a journal a passphrase later: everything is under a new key, and a crash on the way loses nothing."""

from __future__ import annotations

import base64
import json
import shutil
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from journal_app.domain import errors
from journal_app.domain.entry import EntryFilter, NewEntry
from journal_app.storage import protect as protect_module
from journal_app.storage.key_file import read_data_key
from journal_app.storage.migrations import MIGRATIONS
from journal_app.storage.protect import opens, protect
from journal_app.storage.vault import open_vault
from tests.support.journals import AT, CHEAP, PASSPHRASE, Stores, files_under, make_journal, moment, reopen
from tests.support.limits import bound_by_permissions, small_disk, without_write_permission
from tests.support.program import Program

if TYPE_CHECKING:
    from sqlite_utils import Database

NOON = moment("2026-03-01T12:00+00:00")
TITLES = {f"entry {number}" for number in range(20)}


def add_mood(db: Database) -> None:
    db.execute("ALTER TABLE entries ADD COLUMN mood TEXT")


def filled(folder: Path) -> Path:
    """A closed journal without a passphrase, with TITLES."""
    make_journal(folder)
    vault = reopen(folder)
    for title in sorted(TITLES):
        Stores.of(vault).entries.add(NewEntry(NOON, title, "a kingfisher " * 300, tags=("river",)), AT)
    vault.close()
    return folder


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    return filled(tmp_path / "journal")


def titles(folder: Path, passphrase: str | None) -> set[str]:
    vault = reopen(folder, passphrase)
    try:
        stores = Stores.of(vault)
        with vault.reading() as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert stores.lists.count(EntryFilter(words="kingfisher")) == len(TITLES)
        return {each.title for each in stores.lists.page(EntryFilter(), 0, 100)}
    finally:
        vault.close()


def check_nothing_opens_with(folder: Path, old: bytes) -> None:
    databases = list(folder.rglob("journal.db*"))
    assert databases
    for database in databases:
        if not database.name.endswith(("-wal", "-shm")):
            assert not opens(database, old), database
    for name, content in files_under(folder).items():
        assert old not in content, name
        assert base64.b64encode(old) not in content, name


def check_whole_with_one_of(folder: Path, *, old: bytes) -> None:
    """After a crash: it opens as it was or with the new passphrase, and nothing is left half-done."""
    has_passphrase = json.loads((folder / "keys.json").read_text("utf-8"))["secrets"][0]["kind"] == "passphrase"
    assert titles(folder, PASSPHRASE if has_passphrase else None) == TITLES
    if has_passphrase:
        with pytest.raises(errors.PassphraseNeeded):
            reopen(folder)
        check_nothing_opens_with(folder, old)
        assert not (folder / "journal.db.rekeyed").exists()
    else:
        assert read_data_key(folder / "keys.json", None) == old
        protect(folder, PASSPHRASE, CHEAP)
        assert titles(folder, PASSPHRASE) == TITLES
        check_nothing_opens_with(folder, old)


def test_afterwards_only_the_passphrase_opens_it_and_the_old_key_opens_nothing(journal: Path) -> None:
    old = read_data_key(journal / "keys.json", None)
    protect(journal, PASSPHRASE, CHEAP)
    assert titles(journal, PASSPHRASE) == TITLES
    for guess, error in ((None, errors.PassphraseNeeded), ("wrong", errors.WrongPassphrase)):
        with pytest.raises(error):
            reopen(journal, guess)
    check_nothing_opens_with(journal, old)
    assert {path.name for path in journal.iterdir()} == {"journal.db", "keys.json", "backups", "writer.lock"}
    assert {path.stat().st_mode & 0o077 for path in journal.rglob("*")} == {0}


def test_an_open_journal_goes_on_working_under_its_new_key(journal: Path) -> None:
    vault = reopen(journal)
    old = read_data_key(journal / "keys.json", None)
    vault.protect(PASSPHRASE)
    assert vault.protected
    Stores.of(vault).entries.add(NewEntry(NOON, "later", "no heron"), AT)
    check_nothing_opens_with(journal, old)
    vault.close()
    assert titles(journal, PASSPHRASE) == {*TITLES, "later"}


def test_backups_made_under_the_old_key_are_encrypted_anew_and_still_open(journal: Path, tmp_path: Path) -> None:
    open_vault(journal, None, AT, (*MIGRATIONS, add_mood)).close()
    (backup,) = (journal / "backups").iterdir()
    old = read_data_key(journal / "keys.json", None)
    protect(journal, PASSPHRASE, CHEAP)
    check_nothing_opens_with(journal, old)
    restored = Path(shutil.copytree(backup, tmp_path / "restored"))
    assert titles(restored, PASSPHRASE) == TITLES
    assert {path.stat().st_mode & 0o077 for path in backup.rglob("*")} == {0}


def test_an_empty_passphrase_changes_nothing_and_leaves_no_litter(journal: Path) -> None:
    vault = reopen(journal)
    before = set(files_under(journal))
    with pytest.raises(errors.EmptyPassphrase):
        vault.protect("")
    assert set(files_under(journal)) <= {*before, "journal.db-wal", "journal.db-shm"}
    Stores.of(vault).entries.add(NewEntry(NOON, "later", "no heron"), AT)
    vault.close()
    assert titles(journal, None) == {*TITLES, "later"}


def test_a_reader_cannot_set_a_passphrase(journal: Path) -> None:
    writer, reader = reopen(journal), reopen(journal)
    with pytest.raises(errors.InUseElsewhere):
        reader.protect(PASSPHRASE)
    reader.close()
    writer.close()
    assert titles(journal, None) == TITLES


def test_a_reader_that_was_open_meanwhile_takes_nothing_away(journal: Path, tmp_path: Path) -> None:
    writer, reader = reopen(journal), reopen(journal)
    assert Stores.of(reader).lists.count(EntryFilter()) == len(TITLES)
    writer.protect(PASSPHRASE)
    Stores.of(writer).entries.add(NewEntry(NOON, "later", "no heron"), AT)
    reader.close()
    crashed = Path(shutil.copytree(journal, tmp_path / "crashed"))
    assert titles(crashed, PASSPHRASE) == {*TITLES, "later"}
    Stores.of(writer).entries.add(NewEntry(NOON, "last", "no heron"), AT)
    writer.close()
    assert titles(journal, PASSPHRASE) == {*TITLES, "later", "last"}


class Cut(BaseException):
    """Whatever stops a program between two steps."""


@pytest.mark.parametrize("step", ["_make_copy", "finish", "flush_folder", "touch_private", "_protect_backup", "opens"])
def test_an_error_at_any_step_leaves_a_journal_that_opens(
    journal: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def cut(*_: object) -> None:
        raise Cut

    open_vault(journal, None, AT, (*MIGRATIONS, add_mood)).close()
    old = read_data_key(journal / "keys.json", None)
    with monkeypatch.context() as patched:
        patched.setattr(protect_module, step, cut)
        with pytest.raises(Cut):
            protect(journal, PASSPHRASE, CHEAP)
    migrated = (*MIGRATIONS, add_mood)
    monkeypatch.setattr("tests.support.journals.open_vault", lambda folder, secret, at: open_vault(folder, secret, at, migrated))
    check_whole_with_one_of(journal, old=old)


KILLED = """
import os, signal, sys
from pathlib import Path
from journal_app.storage import key_file, protect
name, when, folder = sys.argv[1:]
place = key_file if hasattr(key_file, name) else protect
real = getattr(place, name)
def doomed(*arguments, **named):
    if when == "after":
        real(*arguments, **named)
    os.kill(os.getpid(), signal.SIGKILL)
setattr(place, name, doomed)
cost = key_file.Argon2Cost(memory_kib=19 * 1024, iterations=1, lanes=1)
protect.protect(Path(folder), "correct horse battery staple", cost)
"""


@pytest.mark.faults
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("step", ["touch_private", "_make_copy", "write_key_file", "flush_folder", "forget_superseded"])
def test_a_process_that_is_killed_on_the_way_leaves_a_journal_that_opens(program: Program, step: str, when: str) -> None:
    filled(program.journal)
    old = read_data_key(program.journal / "keys.json", None)
    killed = program.start(KILLED, step, when, program.journal)
    killed.communicate(timeout=60)
    assert killed.returncode == -signal.SIGKILL
    check_whole_with_one_of(program.journal, old=old)


@pytest.mark.parametrize("step", ["_make_copy", "flush_folder"])
def test_what_was_cut_short_can_be_read_where_it_cannot_be_finished(
    program: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, step: str
) -> None:
    """keys.json names both keys; the folder may only be read."""
    filled(program.journal)
    secret = tmp_path / "secret"
    secret.write_text(PASSPHRASE, "utf-8")

    def cut(*_: object) -> None:
        raise Cut

    with monkeypatch.context() as patched:
        patched.setattr(protect_module, "finish", cut)
        with pytest.raises(Cut):
            protect(program.journal, PASSPHRASE, CHEAP)
    if step == "flush_folder":
        (program.journal / "journal.db.rekeyed").replace(program.journal / "journal.db")
    with without_write_permission(program.journal):
        outcome = program.run("--passphrase-file", secret, "list", "--json", before=bound_by_permissions())
        assert {each["title"] for each in outcome.json} == TITLES, outcome.err
    program.ok("--passphrase-file", secret, "list")
    assert "superseded" not in json.loads((program.journal / "keys.json").read_text("utf-8"))


@pytest.mark.faults
def test_on_a_full_disk_the_journal_stays_as_it_was(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 4096) as disk:
        journal = filled(disk / "journal")
        (disk / "ballast").write_bytes(bytes(shutil.disk_usage(disk).free - 80 * 1024))
        before = files_under(journal)
        with pytest.raises(errors.DiskFull):
            protect(journal, PASSPHRASE, CHEAP)
        assert files_under(journal) == before
        assert titles(journal, None) == TITLES
