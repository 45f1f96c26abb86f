"""The driver encrypts, and sqlite-utils works with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from journal_app.domain import errors
from journal_app.storage.driver import DatabaseError, DriverError, connect, is_plain, translated
from tests.support.journals import Stores
from tests.support.program import Program

KEY = bytes(range(32))


def test_a_driver_that_cannot_encrypt_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sqlite3

    monkeypatch.setattr("journal_app.storage.driver.dbapi2", sqlite3)
    (tmp_path / "a.db").touch()
    with pytest.raises(RuntimeError, match="cannot encrypt"):
        connect(tmp_path / "a.db", KEY)
    assert (tmp_path / "a.db").read_bytes() == b""


def test_what_is_written_has_no_header_of_sqlite_and_opens_with_no_other_key(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    path.touch()
    connection = connect(path, KEY)
    connection.execute("CREATE TABLE t (words TEXT)")
    connection.close()
    assert not is_plain(path)
    with pytest.raises(DatabaseError):
        connect(path, bytes(32))
    connect(path, KEY).close()


def test_a_wrong_key_says_nothing_on_stderr(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.db").write_bytes(b"x" * 8192)
    with pytest.raises(DatabaseError):
        connect(tmp_path / "a.db", KEY)
    assert capfd.readouterr().err == ""


def test_every_connection_is_durable_and_keeps_temporary_data_in_memory(stores: Stores) -> None:
    with stores.vault.reading() as connection:
        read = {
            name: connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "query_only")
        }
        options = {name for (name,) in connection.execute("PRAGMA compile_options")}
    assert read == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "query_only": 0}
    assert options & {"TEMP_STORE=2", "TEMP_STORE=3"}


def test_sqlite_utils_adds_missing_columns(stores: Stores) -> None:
    """It catches the driver's "no such column" for this: sqlcipher3's error, not sqlite3's."""
    with stores.vault.writing() as db:
        db.table("settings").insert({"name": "a", "value": "b", "colour": "green"}, alter=True)
        assert db.execute("SELECT colour FROM settings WHERE name = 'a'").fetchone() == ("green",)


def test_sqlite_utils_ignores_a_missing_table_when_told_to(stores: Stores) -> None:
    with stores.vault.writing() as db:
        db.table("not-there").drop(ignore=True)
        with pytest.raises(DriverError):
            db.table("not-there").drop()


def test_sqlite_utils_ignores_a_second_row_when_told_to(stores: Stores) -> None:
    with stores.vault.writing() as db:
        for name in ("first", "second"):
            db.table("tags").insert({"id": 1, "name": name, "folded": name}, pk="id", ignore=True)
        assert db.execute("SELECT name FROM tags").fetchall() == [("first",)]


def test_sqlite_utils_on_the_wrong_driver_fails_loudly(program: Program) -> None:
    outcome = program.python(
        """
import sys, sqlite_utils
from datetime import UTC, datetime
from pathlib import Path
from journal_app.storage.creation import create_vault
create_vault(Path(sys.argv[1]), None, datetime.now(UTC))
""",
        program.journal,
    )
    assert outcome.err.splitlines()[-1] == (
        "RuntimeError: sqlite-utils was imported before it could be taught to use SQLCipher"
    )


def test_storage_brings_neither_numpy_nor_the_standard_driver_into_use(program: Program) -> None:
    outcome = program.python(
        """
import sys
from datetime import UTC, datetime
from pathlib import Path
from journal_app.storage.creation import create_vault
vault = create_vault(Path(sys.argv[1]), None, datetime.now(UTC))
with vault.writing() as db:
    import sqlite_utils.utils
    print(sqlite_utils.utils.sqlite3.__name__, "numpy" in sys.modules)
vault.close()
import numpy
print(numpy.array([1]).sum())
""",
        program.journal,
    )
    assert outcome.out == "sqlcipher3 False\n1\n", outcome.err


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("SQLITE_FULL", errors.DiskFull),
        ("SQLITE_READONLY_DBMOVED", errors.JournalReadOnly),
        ("SQLITE_BUSY_SNAPSHOT", errors.InUseElsewhere),
        ("SQLITE_LOCKED", errors.InUseElsewhere),
        ("SQLITE_CORRUPT_VTAB", errors.JournalDamaged),
        ("SQLITE_NOTADB", errors.JournalDamaged),
        ("SQLITE_IOERR_FSYNC", errors.DiskTrouble),
        ("SQLITE_CANTOPEN", errors.DiskTrouble),
        ("SQLITE_CONSTRAINT_UNIQUE", DriverError),
        ("SQLITE_ERROR", DriverError),
    ],
)
def test_what_a_person_can_act_on_becomes_a_sentence_and_a_bug_stays_a_bug(
    tmp_path: Path, name: str, expected: type[Exception]
) -> None:
    error = DriverError("as the driver says it")
    error.sqlite_errorname = name  # type: ignore[attr-defined]
    with pytest.raises(expected), translated(tmp_path):
        raise error


def test_memory_that_ran_out_is_said_since_it_may_have_been_the_disk(tmp_path: Path) -> None:
    with pytest.raises(errors.DiskOrMemoryTrouble), translated(tmp_path):
        raise MemoryError
