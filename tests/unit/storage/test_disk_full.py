"""No room left: the sentence says so, nothing is half-written, and what was there stays."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from journal_app.domain.check_in import Answers
from journal_app.domain.entry import EntryFilter, NewEntry
from journal_app.domain.errors import DiskFull
from journal_app.storage.creation import create_vault
from journal_app.storage.safe_files import write_private
from journal_app.storage.vault import Vault
from tests.support.journals import AT, CHEAP, PASSPHRASE, Stores, moment, reopen
from tests.support.limits import small_disk
from tests.support.program import Outcome, Program

NOON = moment("2026-03-01T12:00+00:00")
LONG = "words that take room. " * 20_000


def leave_no_room(vault: Vault) -> None:
    with vault.reading() as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 2}")


def check_whole(vault: Vault, titles: set[str]) -> None:
    stores = Stores.of(vault)
    found = stores.lists.page(EntryFilter(), 0, 1000)
    assert {each.title for each in found} == titles
    for each in found:
        assert stores.entries.get(each.uid).body.startswith("words")
    with vault.writing() as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        db.execute("INSERT INTO entries_fts (entries_fts) VALUES ('integrity-check')")


def test_an_entry_that_does_not_fit_is_not_half_kept(stores: Stores) -> None:
    stores.entries.add(NewEntry(NOON, "first", "words", tags=("river",)), AT)
    leave_no_room(stores.vault)
    with pytest.raises(DiskFull):
        stores.entries.add(NewEntry(NOON, "second", LONG, practices=("power",), tags=("new",)), AT)
    check_whole(stores.vault, {"first"})
    assert dict(stores.lists.tags()) == {"river": 1}
    folder = stores.vault.folder
    stores.vault.close()
    vault = reopen(folder)
    check_whole(vault, {"first"})
    Stores.of(vault).entries.add(NewEntry(NOON, "third", LONG), AT)
    check_whole(vault, {"first", "third"})
    vault.close()


def test_a_change_that_does_not_fit_leaves_the_entry_as_it_was(stores: Stores) -> None:
    uid = stores.entries.add(NewEntry(NOON, "first", "words as they were"), AT)
    leave_no_room(stores.vault)
    with pytest.raises(DiskFull):
        stores.entries.save_text(uid, "first", LONG, 1, AT)
    entry = stores.entries.get(uid)
    assert (entry.body, entry.revision) == ("words as they were", 1)
    check_whole(stores.vault, {"first"})


def test_an_import_that_does_not_fit_keeps_whole_entries_only(stores: Stores) -> None:
    stores.entries.add(NewEntry(NOON, "first", "words"), AT)
    leave_no_room(stores.vault)
    many = [NewEntry(NOON, str(n), LONG, source="elsewhere", source_uid=str(n)) for n in range(5)]
    with pytest.raises(DiskFull):
        stores.entries.add_missing(many, AT)
    check_whole(stores.vault, {"first"})


def test_a_check_in_that_does_not_fit_is_not_half_kept(stores: Stores) -> None:
    leave_no_room(stores.vault)
    ratings = {f"a-behaviour-with-a-long-name-{number}": 4 for number in range(2000)}
    with pytest.raises(DiskFull):
        stores.check_ins.add(AT.date(), Answers(ratings), {}, AT)
    assert stores.check_ins.all() == ()


def test_a_check_in_whose_change_does_not_fit_is_as_it_was(stores: Stores) -> None:
    uid = stores.check_ins.add(AT.date(), Answers({"say-we": 4}, {"say-we": "Twice"}), {}, AT)
    before = stores.check_ins.get(uid)
    leave_no_room(stores.vault)
    ratings = {f"a-behaviour-with-a-long-name-{number}": 4 for number in range(2000)}
    with pytest.raises(DiskFull):
        stores.check_ins.edit(uid, AT.date(), Answers(ratings), {}, AT)
    assert stores.check_ins.get(uid) == before
    assert stores.check_ins.versions(uid) == ()


@pytest.mark.faults
def test_writing_until_the_disk_is_full_loses_nothing_that_was_acknowledged(program: Program, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 2048) as disk:
        journal = disk / "journal"
        create_vault(journal, PASSPHRASE, AT, CHEAP).close()
        secret = tmp_path / "secret"
        secret.write_text(PASSPHRASE, "utf-8")

        def run(*arguments: str, stdin: str = "") -> Outcome:
            return program.run("--journal", journal, "--passphrase-file", secret, *arguments, stdin=stdin)

        kept: set[str] = set()
        outcome = Outcome(0, "", "")
        while not outcome.code:
            outcome = run("write", "--title", f"entry {len(kept)}", stdin=LONG[:200_000])
            if not outcome.code:
                kept.add(f"entry {len(kept)}")
        assert kept
        assert "There is no room left on the disk" in outcome.sentence()
        assert {each["title"] for each in run("list", "--json").json} == kept
        (disk / "ballast").write_bytes(b"")
        vault = reopen(journal, PASSPHRASE)
        assert {each.title for each in Stores.of(vault).lists.page(EntryFilter(), 0, 100)} == kept
        vault.close()


def fill(disk: Path) -> None:
    """Leave not a byte."""
    with (disk / "ballast").open("wb", buffering=0) as ballast:
        for size in (4096, 512, 1):
            with suppress(OSError):
                while ballast.write(bytes(size)):
                    pass


@pytest.mark.faults
def test_on_a_disk_without_a_single_free_byte_the_sentence_is_true_and_room_mends_it(
    program: Program, tmp_path: Path
) -> None:
    with small_disk(tmp_path / "disk", 1024) as disk:
        journal = disk / "journal"
        vault = create_vault(journal, None, AT)
        Stores.of(vault).entries.add(NewEntry(NOON, "kept", "words"), AT)
        vault.close()
        fill(disk)
        before = (journal / "journal.db").read_bytes()
        assert "There is no room left on the disk" in program.run("--journal", journal, "list").sentence()
        assert "There is no room left on the disk" in program.run("--journal", journal, "write", "more").sentence()
        assert (journal / "journal.db").read_bytes() == before
        (disk / "ballast").unlink()
        program.ok("--journal", journal, "write", "more")
        assert len(program.ok("--journal", journal, "list", "--json").json) == 2


@pytest.mark.faults
@pytest.mark.parametrize("kilobytes", [4, 16, 64, 128])
def test_a_journal_that_does_not_fit_is_not_made(program: Program, tmp_path: Path, kilobytes: int) -> None:
    with small_disk(tmp_path / "disk", kilobytes) as disk:
        outcome = program.run("--journal", disk / "journal", "new", "--no-passphrase")
        assert "There is no room left on the disk" in outcome.sentence()
        left = {path.name for path in disk.rglob("*") if path.is_file()}
        assert left <= {"writer.lock"}


@pytest.mark.faults
def test_a_small_file_that_does_not_fit_leaves_the_old_one_and_no_litter(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 64) as disk:
        write_private(disk / "keys.json", b"old")
        with pytest.raises(DiskFull):
            write_private(disk / "keys.json", bytes(100_000))
        assert [path.name for path in disk.iterdir()] == ["keys.json"]
        assert (disk / "keys.json").read_bytes() == b"old"
