"""Reading a journal without SQLite gives what SQLite gives, for every row, and mistrusts every length."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal_app.domain.entry import NewEntry
from journal_app.storage.driver import connect
from journal_app.storage.opening import open_vault
from journal_app.storage.salvage import rows
from journal_app.storage.salvage.records import Malformed, rows_in, values_of, varint
from journal_app.storage.salvage.scan import scan
from tests.support.damage import TABLES, as_dump, dump, key_of, make_full_journal, make_journal_of_schema_2
from tests.support.journals import AT, Stores, moment

KNOWN = {
    "entries": rows.ENTRY_COLUMNS,
    "versions": rows.VERSION_COLUMNS,
    "check_ins": rows.CHECK_IN_COLUMNS,
    "ratings": rows.RATING_COLUMNS,
    "check_in_versions": rows.CHECK_IN_VERSION_COLUMNS,
    "behaviours": rows.BEHAVIOUR_COLUMNS,
    "behaviour_wordings": rows.WORDING_COLUMNS,
}


def test_a_sound_journal_reads_as_sqlite_reads_it(tmp_path: Path) -> None:
    folder = make_full_journal(tmp_path / "journal")
    found = scan(folder / "journal.db", key_of(folder))
    assert as_dump(found.found) == dump(folder)
    assert (found.damaged, found.bad_rows, found.verified) == (0, 0, True)
    assert found.pages == (folder / "journal.db").stat().st_size // 4096


def test_what_stands_only_in_the_log_is_read_too(tmp_path: Path) -> None:
    folder = make_full_journal(tmp_path / "journal")
    vault = open_vault(folder, None, AT)
    stores = Stores.of(vault)
    uid = stores.entries.add(NewEntry(moment("2026-03-02T09:00+00:00"), body="Last words " * 1000), AT)
    stores.entries.save_text(uid, "", "Changed " * 2000, 1, AT)
    found = scan(folder / "journal.db", key_of(folder))
    assert as_dump(found.found) == dump(folder)
    assert found.found.entries[uid]["body"] == "Changed " * 2000
    vault.close()


def test_what_was_deleted_for_good_does_not_come_back(tmp_path: Path) -> None:
    folder = make_full_journal(tmp_path / "journal")
    connection = connect(folder / "journal.db", key_of(folder))
    connection.execute("DELETE FROM entries WHERE id % 4 <> 0")
    connection.close()
    found = scan(folder / "journal.db", key_of(folder))
    assert as_dump(found.found) == dump(folder)


def test_a_journal_of_the_first_schema_is_read(tmp_path: Path) -> None:
    """Its rows are shorter by what came later."""
    folder = make_full_journal(tmp_path / "journal")
    connection = connect(folder / "journal.db", key_of(folder))
    connection.execute("ALTER TABLE entries DROP COLUMN text_utc")
    connection.close()
    found = scan(folder / "journal.db", key_of(folder)).found
    assert len(found.entries) == len(dump(folder)["entries"])
    assert {row["text_utc"] for row in found.entries.values()} == {None}


def test_check_ins_of_an_older_schema_are_read_before_and_after_they_were_brought_up_to_date(tmp_path: Path) -> None:
    """Adding a column leaves the rows as short as they were."""
    folder = make_journal_of_schema_2(tmp_path / "journal")
    before = scan(folder / "journal.db", key_of(folder)).found
    open_vault(folder, None, AT).close()
    after = scan(folder / "journal.db", key_of(folder)).found
    read = dump(folder)
    assert len(read["check_ins"]) == 2
    for found in (before, after):
        salvaged = as_dump(found)
        assert {name: salvaged[name] for name in ("check_ins", "ratings")} == {
            name: read[name] for name in ("check_ins", "ratings")
        }


@pytest.mark.parametrize(
    ("data", "value"),
    [
        (b"\x00", 0),
        (b"\x7f", 127),
        (b"\x81\x00", 128),
        (b"\xff\xff\xff\xff\xff\xff\xff\xff\xff", -1),
        (b"\x80\x80\x80\x80\x80\x80\x80\x80\x01", 1),
    ],
)
def test_numbers_of_varying_length(data: bytes, value: int) -> None:
    assert varint(data + b"rest", 0) == (value, len(data))


@given(st.binary(max_size=80), st.booleans())
@settings(max_examples=200)
def test_no_record_does_more_than_be_malformed(payload: bytes, whole: bool) -> None:
    with contextlib.suppress(Malformed):
        values, cut = values_of(payload, whole=whole)
        assert cut is not whole or values == ()
        for value in values:
            assert value is None or isinstance(value, int | float | str | bytes)


@given(st.sampled_from([0x0D, 0x0A, 0x02]), st.binary(min_size=4015, max_size=4015), st.integers(0, 40))
@settings(max_examples=100)
def test_no_page_does_more_than_be_malformed(kind: int, rest: bytes, count: int) -> None:
    page = bytes([kind]) + rest[:2] + count.to_bytes(2, "big") + rest[4:]
    for row in rows_in(page, 2, lambda _number: page):
        assert row is None or isinstance(row.values, tuple)


def test_every_table_and_column_is_known(tmp_path: Path) -> None:
    """Rows are told by their shape: what a later schema adds must be taught to ``salvage.rows``."""
    folder = make_full_journal(tmp_path / "journal", 1)
    connection = connect(folder / "journal.db", key_of(folder))
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    columns = {
        table: tuple(name for (name,) in connection.execute(f"SELECT name FROM pragma_table_info('{table}')"))
        for table in KNOWN
    }
    connection.close()
    assert {name for name in tables if not name.startswith("entries_fts")} == {*TABLES, "settings"}
    assert columns == KNOWN
