"""backup, backups, restore and verify as a person types them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from journal_app.storage.key_file import has_passphrase, read_data_key
from journal_app.storage.protect import opens
from tests.support.journals import PASSPHRASE, files_under, make_journal
from tests.support.program import Program


@pytest.fixture
def journal(program: Program) -> Path:
    """A journal with "Old", backed up, and then with "New" as well."""
    program.here("new", "--no-passphrase")
    program.here("write", "--title", "Old", "words")
    program.here("backup")
    program.here("write", "--title", "New", "words")
    return program.journal


def titles(program: Program, *options: str | Path) -> set[str]:
    outcome = program.here(*options, "list", "--json")
    assert outcome.code == 0, outcome
    return {each["title"] for each in outcome.json}


def name_of(program: Program) -> str:
    """The newest backup's name."""
    return str(program.here("backups", "--json").json[0]["name"])


def test_backup_says_where_it_is_and_backups_lists_it(program: Program, journal: Path) -> None:
    outcome = program.here("backup")
    assert outcome.out.startswith("Backed up and test-restored: ")
    assert str(journal / "backups") in outcome.out
    listed = program.here("backups", "--json").json
    assert len(listed) == 2
    assert all(each["complete"] and each["reason"] is None and each["bytes"] > 4096 for each in listed)
    assert program.here("backups").out.count("MB") == 2


def test_before_the_first_backup_the_list_says_so(program: Program) -> None:
    program.here("new", "--no-passphrase")
    assert program.here("backups").out == "There are no backups yet.\n"


def test_backup_to_a_folder_puts_one_there_and_nothing_beside_the_journal(
    program: Program, journal: Path, tmp_path: Path
) -> None:
    before = files_under(journal / "backups")
    assert "There is no folder" in program.here("backup", "--to", tmp_path / "stick").sentence()
    assert not (tmp_path / "stick").exists()
    (tmp_path / "stick").mkdir()
    assert program.here("backup", "--to", tmp_path / "stick").code == 0
    assert files_under(journal / "backups") == before
    (made,) = (tmp_path / "stick").iterdir()
    assert titles(program, "--journal", made) == {"Old", "New"}


def test_restore_shows_what_is_in_both_and_keeps_the_present_journal(program: Program, journal: Path) -> None:
    outcome = program.here("restore", "--yes", name_of(program))
    assert outcome.code == 0, outcome
    assert "In the backup    1 entry" in outcome.out
    assert "In the journal   2 entries" in outcome.out
    assert titles(program) == {"Old"}
    (kept,) = [each for each in program.here("backups", "--json").json if each["reason"] == "before-restore"]
    assert kept["folder"] in outcome.out
    program.here("restore", "--yes", kept["name"])
    assert titles(program) == {"Old", "New"}
    assert program.here("write", "and on").code == 0


def test_restore_without_a_terminal_wants_to_be_told_twice(program: Program, journal: Path) -> None:
    outcome = program.here("restore", name_of(program))
    assert outcome.code == 2
    assert "--yes" in outcome.err
    assert titles(program) == {"Old", "New"}


@pytest.mark.parametrize("named", ["folder", "file"])
def test_restore_takes_a_folder_or_the_file_in_it(program: Program, journal: Path, tmp_path: Path, named: str) -> None:
    away = tmp_path / "stick" / name_of(program)
    shutil.copytree(journal / "backups" / name_of(program), away)
    program.here("restore", "--yes", away if named == "folder" else away / "journal.db")
    assert titles(program) == {"Old"}


def test_restore_as_makes_a_journal_of_its_own_and_leaves_the_present_one_alone(
    program: Program, journal: Path, tmp_path: Path
) -> None:
    before = files_under(journal)
    other = tmp_path / "other"
    assert program.here("restore", name_of(program), "--as", other).code == 0
    assert titles(program, "--journal", other) == {"Old"}
    assert files_under(journal) == before
    assert "There is already a journal" in program.here("restore", name_of(program), "--as", other).err
    assert program.here("--journal", other, "write", "apart").code == 0


@pytest.mark.parametrize(
    "command",
    [
        ("backup", "--to", ""),
        ("restore", "NEWEST", "--as", ""),
        ("salvage", "--as", ""),
        ("--journal", "", "new", "--no-passphrase"),
    ],
    ids=" ".join,
)
def test_an_empty_name_is_not_taken_for_the_present_folder(
    program: Program, journal: Path, command: tuple[str, ...]
) -> None:
    before = files_under(program.home)
    outcome = program.here(*(name_of(program) if part == "NEWEST" else part for part in command))
    assert outcome.code == 2
    assert "It is empty" in outcome.err
    assert files_under(program.home) == before


@pytest.mark.parametrize("where", [".", "backups", "backups/mine", "link"])
def test_a_backup_or_a_new_journal_is_not_made_in_the_journals_own_folder(
    program: Program, journal: Path, tmp_path: Path, where: str
) -> None:
    (journal / "backups" / "mine").mkdir()
    (tmp_path / "link").symlink_to(journal / "backups")
    folder = tmp_path / "link" if where == "link" else journal / where
    before = files_under(journal)
    refused = program.here("backup", "--to", folder).sentence()
    assert "lies in the journal’s own folder" in refused
    assert files_under(journal) == before
    for command in (("restore", name_of(program)), ("salvage",)):
        outcome = program.here(*command, "--as", folder)
        assert ("There is already a journal" if where == "." else "lies in the folder of this journal") in outcome.err
        assert outcome.code == 1
    assert files_under(journal) == before


@pytest.mark.parametrize("gone", [("journal.db",), ("keys.json",), ("journal.db", "keys.json")])
def test_restore_works_when_the_present_journal_has_lost_a_file(
    program: Program, journal: Path, gone: tuple[str, ...]
) -> None:
    for name in gone:
        (journal / name).unlink()
    outcome = program.here("restore", "--yes", name_of(program))
    assert outcome.code == 0, outcome
    assert "it cannot be told" in outcome.out
    assert titles(program) == {"Old"}


def test_restore_works_when_the_present_journal_is_damaged_and_keeps_what_is_left(
    program: Program, journal: Path
) -> None:
    (journal / "journal.db").write_bytes(b"\x55" * 40_000)
    program.here("restore", "--yes", name_of(program))
    assert titles(program) == {"Old"}
    (kept,) = (journal / "backups").glob("*-before-restore")
    assert (kept / "journal.db").read_bytes() == b"\x55" * 40_000


def test_a_damaged_backup_is_not_restored(program: Program, journal: Path) -> None:
    backup = journal / "backups" / name_of(program) / "journal.db"
    content = bytearray(backup.read_bytes())
    content[-2000] ^= 1
    backup.write_bytes(content)
    outcome = program.here("restore", "--yes", backup)
    assert outcome.code == 1
    assert "cannot be used" in outcome.err
    assert titles(program) == {"Old", "New"}
    assert not (journal / ".replacing").exists()
    verdict = program.here("verify")
    assert verdict.code == 1
    assert "WRONG    backup" in verdict.out


def test_a_backup_of_which_only_an_index_is_damaged_is_restored_and_mended(program: Program, journal: Path) -> None:
    from journal_app.storage.driver import connect
    from journal_app.storage.key_file import read_data_key

    folder = journal / "backups" / name_of(program)
    backup = connect(folder / "journal.db", read_data_key(folder / "keys.json", None))
    backup.execute("PRAGMA writable_schema = ON")
    (root,) = backup.execute("SELECT rootpage FROM sqlite_master WHERE name = 'entries_in_order'").fetchone()
    (other,) = backup.execute("SELECT rootpage FROM sqlite_master WHERE name = 'entries_by_prompt'").fetchone()
    # An index that lists other rows than its table has.
    backup.execute("UPDATE sqlite_master SET rootpage = ? WHERE name = 'entries_in_order'", (other,))
    backup.execute("UPDATE sqlite_master SET rootpage = ? WHERE name = 'entries_by_prompt'", (root,))
    backup.close()
    assert "WRONG    backup" in program.here("verify").out
    assert program.here("restore", "--yes", folder).code == 0
    assert titles(program) == {"Old"}
    kept = program.here("verify", "--json").json["found"]
    assert all(each["right"] for each in kept if each["what"] == "journal")


def test_what_is_no_backup_is_a_sentence(program: Program, journal: Path, tmp_path: Path) -> None:
    for named in ("20990101T000000Z", tmp_path, ""):
        assert "There is no backup" in program.here("restore", "--yes", named).sentence()
    (tmp_path / "journal.db").write_bytes(b"SQLite format 3\0" + bytes(5000))
    shutil.copyfile(journal / "keys.json", tmp_path / "keys.json")
    assert program.here("restore", "--yes", tmp_path).code == 1
    assert titles(program) == {"Old", "New"}


def test_a_journal_that_is_open_elsewhere_is_not_replaced(program: Program, journal: Path) -> None:
    from journal_app.storage.writer_lock import WriterLock

    lock = WriterLock(journal)
    assert lock.acquire()
    outcome = program.here("restore", "--yes", name_of(program))
    lock.release()
    assert "is writing to this journal" in outcome.err
    assert titles(program) == {"Old", "New"}


def test_verify_of_a_sound_journal_says_so(program: Program, journal: Path) -> None:
    outcome = program.here("verify", "--json")
    assert outcome.code == 0
    assert outcome.json["right"] is True
    assert {each["check"] for each in outcome.json["found"]} == {"database", "links", "search", "key", "contents"}
    assert "WRONG" not in program.here("verify").out


def test_a_damaged_journal_that_was_put_by_is_not_what_is_wrong(program: Program, journal: Path) -> None:
    """It is kept for ninety days, and a check that always fails is soon not looked at."""
    content = bytearray((journal / "journal.db").read_bytes())
    content[100] ^= 0xFF
    (journal / "journal.db").write_bytes(content)
    assert program.here("salvage").code == 0
    outcome = program.here("verify")
    assert outcome.code == 0, outcome
    assert "unknown  backup" in outcome.out
    assert "a damaged journal that was put by, so not checked" in outcome.out
    assert {each["right"] for each in program.here("verify", "--json").json["found"]} == {True, None}


def test_a_backup_keeps_its_passphrase_and_needs_it(program: Program, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text(PASSPHRASE, "utf-8")
    given = ("--passphrase-file", secret)
    program.here(*given, "new")
    program.here(*given, "write", "--title", "Old", "words")
    program.here(*given, "backup")
    program.here(*given, "write", "--title", "New", "words")
    # To list them nothing has to be opened.
    name = name_of(program)
    assert "none was given" in program.here("restore", "--yes", name).sentence()
    secret.write_text("another", "utf-8")
    assert "does not open this journal" in program.here(*given, "restore", "--yes", name).sentence()
    secret.write_text(PASSPHRASE, "utf-8")
    (program.journal / "keys.json").unlink()
    assert program.here(*given, "restore", "--yes", name).code == 0
    assert titles(program, *given) == {"Old"}


@pytest.fixture
def away(program: Program, journal: Path, tmp_path: Path) -> Path:
    """A backup with "Old" on a stick that was not there when the journal got its passphrase, which is in ``secret``."""
    stick = tmp_path / "stick" / name_of(program)
    shutil.copytree(journal / "backups" / name_of(program), stick)
    (program.home / "secret").write_text(PASSPHRASE, "utf-8")
    program.ok("passphrase", "--new-passphrase-file", "secret")
    return stick


def test_a_backup_from_before_the_passphrase_does_not_take_it_away(program: Program, away: Path) -> None:
    key = read_data_key(away / "keys.json", None)
    assert "none was given" in program.here("restore", "--yes", away).sentence()
    (program.home / "wrong").write_text("another", "utf-8")
    assert "does not open" in program.here("--passphrase-file", "wrong", "restore", "--yes", away).sentence()
    given = ("--passphrase-file", "secret")
    outcome = program.here(*given, "restore", "--yes", away)
    assert (outcome.code, outcome.err) == (0, "")
    assert titles(program, *given) == {"Old"}
    assert has_passphrase(program.journal / "keys.json")
    assert not opens(program.journal / "journal.db", key)
    assert program.here(*given, "verify").code == 0
    assert program.here(*given, "write", "and on").code == 0
    # What lies on the stick is left as it was.
    assert opens(away / "journal.db", key)


def test_nor_does_it_where_it_is_made_a_journal_of_its_own(program: Program, away: Path, tmp_path: Path) -> None:
    given = ("--passphrase-file", "secret")
    assert program.here(*given, "restore", away, "--as", tmp_path / "other").code == 0
    assert has_passphrase(tmp_path / "other" / "keys.json")
    assert titles(program, *given, "--journal", tmp_path / "other") == {"Old"}


def test_a_damaged_backup_from_before_the_passphrase_is_told_as_such(program: Program, away: Path) -> None:
    content = bytearray((away / "journal.db").read_bytes())
    content[-2000] ^= 1
    (away / "journal.db").write_bytes(content)
    outcome = program.here("--passphrase-file", "secret", "restore", "--yes", away)
    assert outcome.code == 1
    assert "cannot be used" in outcome.err
    assert titles(program, "--passphrase-file", "secret") == {"Old", "New"}


def test_it_is_said_before_restoring_what_will_open_the_journal(program: Program, away: Path, tmp_path: Path) -> None:
    open_to_all = make_journal(tmp_path / "open")
    outcome = program.here("restore", open_to_all)
    assert outcome.code == 2
    assert "the journal opens without one" in outcome.err
    (program.home / "theirs").write_text("four other quiet words", "utf-8")
    theirs = make_journal(tmp_path / "theirs", "four other quiet words")
    outcome = program.here("--passphrase-file", "theirs", "restore", theirs)
    assert outcome.code == 2
    assert "opens with the backup's passphrase and no other" in outcome.err
    assert titles(program, "--passphrase-file", "secret") == {"Old", "New"}
