"""One writer at a time: everybody else is told so, reads, and sees what the writer adds."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path
from subprocess import Popen

import pytest

from journal_app.domain import errors
from journal_app.domain.entry import EntryFilter, NewEntry
from journal_app.storage.vault import Vault
from journal_app.storage.writer_lock import WriterLock
from tests.support.journals import AT, Stores, make_journal, moment, reopen
from tests.support.program import Program

NOON = moment("2026-03-01T12:00+00:00")

HOLDER = """
import sys
from pathlib import Path
from tests.support.journals import *
from journal_app.domain.entry import NewEntry
stores = Stores.of(reopen(Path(sys.argv[1])))
print("in-use" if stores.vault.read_only else "writer", flush=True)
for line in sys.stdin:
    stores.entries.add(NewEntry(moment("2026-03-01T12:00+00:00"), "", line.strip()), AT)
    print("added", flush=True)
"""


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    """An empty journal, closed."""
    return make_journal(tmp_path / "journal")


@pytest.fixture
def holder(program: Program, journal: Path) -> Iterator[Popen[str]]:
    """Another process that holds the journal open for writing and adds each line it is sent."""
    process = program.start(HOLDER, journal)
    assert said(process) == "writer"
    yield process
    process.kill()
    process.communicate()


def said(process: Popen[str]) -> str:
    assert process.stdout is not None
    line = process.stdout.readline().strip()
    if not line:
        pytest.fail(f"the other process ended: {process.communicate()[1]}")
    return line


def told(process: Popen[str], line: str) -> None:
    assert process.stdin is not None
    process.stdin.write(f"{line}\n")
    process.stdin.flush()
    assert said(process) == "added"


def bodies(vault: Vault) -> set[str]:
    stores = Stores.of(vault)
    return {stores.entries.get(each.uid).body for each in stores.lists.page(EntryFilter(), 0, 100)}


def check_it_only_reads(vault: Vault) -> None:
    assert vault.read_only
    assert vault.read_only_because == "in-use"
    with pytest.raises(errors.InUseElsewhere):
        Stores.of(vault).entries.add(NewEntry(NOON, "", "not to be kept"), AT)


def test_a_second_process_reads_what_the_first_adds_and_cannot_write(journal: Path, holder: Popen[str]) -> None:
    told(holder, "before")
    vault = reopen(journal)
    assert bodies(vault) == {"before"}
    check_it_only_reads(vault)
    told(holder, "while it was open")
    assert bodies(vault) == {"before", "while it was open"}
    vault.close()


def test_a_second_window_in_the_same_process_reads_and_cannot_write(journal: Path) -> None:
    first, second = reopen(journal), reopen(journal)
    assert not first.read_only
    check_it_only_reads(second)
    Stores.of(first).entries.add(NewEntry(NOON, "", "new"), AT)
    assert bodies(second) == {"new"}
    second.close()
    Stores.of(first).entries.add(NewEntry(NOON, "", "newer"), AT)
    assert bodies(first) == {"new", "newer"}
    first.close()


def test_a_reader_cannot_write_even_behind_the_stores_back(journal: Path) -> None:
    first, second = reopen(journal), reopen(journal)
    with pytest.raises(errors.JournalReadOnly), second.reading() as connection:
        connection.execute("DELETE FROM settings")
    first.close()
    second.close()


def test_the_right_to_write_is_free_again_once_the_writer_closes(journal: Path) -> None:
    first = reopen(journal)
    first.close()
    second = reopen(journal)
    assert not second.read_only
    second.close()


def test_a_reader_that_closes_does_not_take_the_right_away_from_the_writer(journal: Path) -> None:
    first = reopen(journal)
    reopen(journal).close()
    third = reopen(journal)
    check_it_only_reads(third)
    third.close()
    Stores.of(first).entries.add(NewEntry(NOON, "", "still mine"), AT)
    first.close()


@pytest.mark.faults
def test_the_right_to_write_is_free_again_when_the_writer_is_killed(journal: Path, holder: Popen[str]) -> None:
    told(holder, "acknowledged")
    holder.send_signal(signal.SIGKILL)
    holder.wait(10)
    vault = reopen(journal)
    assert not vault.read_only
    assert bodies(vault) == {"acknowledged"}
    vault.close()


def test_a_process_that_comes_second_reads_too(journal: Path, program: Program) -> None:
    vault = reopen(journal)
    Stores.of(vault).entries.add(NewEntry(NOON, "", "mine"), AT)
    outcome = program.run("--journal", journal, "list", "--json")
    assert outcome.code == 0
    assert [entry["first_line"] for entry in outcome.json] == ["mine"]
    assert outcome.err == "This journal is open for writing elsewhere; reading only.\n"
    assert "Another window or command is writing" in program.run("--journal", journal, "write", "no").sentence()
    assert bodies(vault) == {"mine"}
    vault.close()


def test_a_failed_opening_gives_the_right_to_write_back(journal: Path) -> None:
    database = journal / "journal.db"
    good = database.read_bytes()
    database.write_bytes(good[:4096] + bytes(len(good) - 4096))
    with pytest.raises(errors.JournalDamaged):
        bodies(reopen(journal))
    database.write_bytes(good)
    lock = WriterLock(journal)
    assert lock.acquire()
    lock.release()


def test_releasing_twice_or_without_holding_is_harmless(tmp_path: Path) -> None:
    lock, other = WriterLock(tmp_path), WriterLock(tmp_path)
    lock.release()
    assert lock.acquire()
    assert not other.acquire()
    other.release()
    assert not WriterLock(tmp_path).acquire()
    lock.release()
    lock.release()
    assert other.acquire()
    other.release()
