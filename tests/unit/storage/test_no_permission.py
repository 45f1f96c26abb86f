"""Folders and files that may not be written, or not even read."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from journal_app.domain.entry import NewEntry
from tests.support.journals import AT, PASSPHRASE, Stores, files_under, make_journal, moment, reopen
from tests.support.limits import bound_by_permissions, without_write_permission
from tests.support.program import Outcome, Program

NOON = moment("2026-03-01T12:00+00:00")


@pytest.fixture
def journal(program: Program) -> Path:
    """A journal with one entry in the program's usual place."""
    vault = reopen(make_journal(program.journal))
    Stores.of(vault).entries.add(NewEntry(NOON, "Kept", "a kingfisher"), AT)
    vault.close()
    return program.journal


def bound(program: Program, *arguments: str | Path, stdin: str = "") -> Outcome:
    """Run a command for which permission bits count."""
    return program.run(*arguments, stdin=stdin, before=bound_by_permissions())


def test_a_journal_in_a_read_only_folder_is_read_and_not_written(program: Program, journal: Path) -> None:
    before = files_under(journal)
    with without_write_permission(journal):
        assert [each["title"] for each in bound(program, "list", "--json").json] == ["Kept"]
        assert [each["title"] for each in bound(program, "search", "kingfisher", "--json").json] == ["Kept"]
        assert bound(program, "info", "--json").json["read_only"] is True
        assert "may be read but not written to" in bound(program, "write", "more").sentence()
    assert files_under(journal) == before


def test_a_read_only_database_in_a_folder_that_can_be_written_is_read_too(program: Program, journal: Path) -> None:
    (journal / "journal.db").chmod(0o400)
    assert len(bound(program, "list", "--json").json) == 1
    assert "may be read but not written to" in bound(program, "write", "more").sentence()


def test_a_reader_never_shows_an_old_page_when_the_newest_stand_in_a_log_it_cannot_use(
    program: Program, journal: Path, tmp_path: Path
) -> None:
    vault = reopen(journal)
    Stores.of(vault).entries.add(NewEntry(NOON, "Newest", "in the log only"), AT)
    copy = Path(shutil.copytree(journal, tmp_path / "copy"))
    vault.close()
    (copy / "journal.db-shm").unlink()
    assert (copy / "journal.db-wal").stat().st_size
    before = files_under(copy)
    with without_write_permission(copy):
        outcome = bound(program, "--journal", copy, "list", "--json")
        if outcome.code:
            assert "copy the whole folder" in outcome.sentence()
        else:
            assert {each["title"] for each in outcome.json} == {"Kept", "Newest"}
    assert files_under(copy) == before
    # What the sentence advises works: the same files where one may write.
    assert len(bound(program, "--journal", copy, "list", "--json").json) == 2


def test_a_new_journal_in_a_read_only_folder_is_a_sentence(program: Program, tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir()
    with without_write_permission(tmp_path / "closed"):
        outcome = bound(program, "--journal", tmp_path / "closed" / "journal", "new", "--no-passphrase")
        assert "may be read but not written to" in outcome.sentence()
        assert list((tmp_path / "closed").iterdir()) == []


@pytest.mark.parametrize("name", ["keys.json", "journal.db", "."])
def test_files_that_may_not_even_be_read_are_a_sentence(program: Program, journal: Path, name: str) -> None:
    place = journal / name
    mode = place.stat().st_mode & 0o777
    place.chmod(0)
    outcome = bound(program, "list")
    place.chmod(mode)
    assert "could not be read (Permission denied)" in outcome.sentence()
    program.ok("list")


def test_a_lock_file_of_somebody_else_does_not_stop_reading(program: Program, journal: Path) -> None:
    (journal / "writer.lock").chmod(0o400)
    assert len(bound(program, "list", "--json").json) == 1
    assert "may be read but not written to" in bound(program, "write", "more").sentence()


def test_a_passphrase_file_that_may_not_be_read_is_a_sentence(program: Program, tmp_path: Path) -> None:
    make_journal(program.journal, PASSPHRASE)
    secret = tmp_path / "secret.txt"
    secret.write_text(PASSPHRASE, "utf-8")
    secret.chmod(0)
    assert "Permission denied" in bound(program, "--passphrase-file", secret, "list").sentence()
