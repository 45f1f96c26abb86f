"""Rescuing a journal: what can be read is there afterwards, what cannot is named, and nothing is overwritten."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from journal_app.domain import errors
from journal_app.domain.entry import NewEntry
from journal_app.domain.rescue import Fate, RescueReport, report_text
from journal_app.storage.backups import make_backup
from journal_app.storage.copies import sound_copies
from journal_app.storage.driver import connect
from journal_app.storage.opening import open_vault
from journal_app.storage.rows import utc_text
from journal_app.storage.salvage.pages import PAGE, Pages
from journal_app.storage.salvage.rebuild import CUT_MARK, rebuild
from journal_app.storage.salvage.rescue import bring_back, bring_back_keys, keys_elsewhere, look, rescue
from journal_app.storage.salvage.rows import ENTRY_COLUMNS
from journal_app.storage.salvage.scan import scan
from journal_app.storage.writer_lock import WriterLock
from tests.support.damage import dump, flip, key_of, leaf_with, make_full_journal, root_of, spoil, texts
from tests.support.journals import AT, PASSPHRASE, Stores, files_under, moment

LATER = AT + timedelta(days=3)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A journal with something of everything, closed. Never to be changed."""
    return make_full_journal(tmp_path_factory.mktemp("whole") / "journal")


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> Path:
    """A copy of it, to be damaged."""
    return Path(shutil.copytree(whole, tmp_path / "journal"))


def words(folder: Path) -> dict[str, tuple[str, str]]:
    vault = open_vault(folder, None, AT)
    try:
        return texts(vault)
    finally:
        vault.close()


def spoil_roots(*names: str) -> Callable[[Path], None]:
    def act(folder: Path) -> None:
        for page in [root_of(folder, name) for name in names]:
            spoil(folder, page)

    return act


INDEXES = ("entries_in_order", "entries_in_bin", "entry_tags_by_tag", "check_ins_by_date", "sqlite_autoindex_entries_1")
SEARCH = ("entries_fts_data", "entries_fts_idx", "entries_fts_docsize", "entries_fts_config")


def spoil_first(folder: Path) -> None:
    spoil(folder, 1)


def spoil_salt(folder: Path) -> None:
    flip(folder / "journal.db", 5, 0xFF)


Dump = dict[str, list[tuple[object, ...]]]


def as_come_back(rows: Dump, at: datetime) -> Dump:
    """What is in the bin begins its days there anew, and there is more to back up than there was."""
    rows["entries"] = [
        tuple(
            utc_text(at) if name == "deleted_utc" and value else value
            for name, value in zip(ENTRY_COLUMNS, row, strict=True)
        )
        for row in rows["entries"]
    ]
    rows["settings"] = [
        (name, str(int(str(value)) + 1)) if name == "changes" else (name, value) for name, value in rows["settings"]
    ]
    return {name: sorted(each, key=repr) for name, each in rows.items()}


HARMLESS = [spoil_roots("entries"), spoil_roots(*INDEXES), spoil_roots(*SEARCH), spoil_first, spoil_salt]


@pytest.mark.parametrize("damage", HARMLESS, ids=["interior", "indexes", "search", "page 1", "salt"])
def test_where_no_row_is_hit_everything_comes_back(folder: Path, whole: Path, damage: Callable[[Path], None]) -> None:
    damage(folder)
    report = rescue(folder, None, LATER)
    assert dump(folder) == as_come_back(dump(whole), LATER)
    assert words(folder) == words(whole)
    assert (report.hurt, report.lost_check_ins, report.proven) == ((), 0, True)
    assert report.entries == len(words(whole))


def test_the_search_works_in_what_was_rescued(folder: Path) -> None:
    spoil_roots(*SEARCH)(folder)
    rescue(folder, None, LATER)
    connection = connect(folder / "journal.db", key_of(folder))
    found = connection.execute("SELECT count(*) FROM entries_fts WHERE entries_fts MATCH 'gruße'").fetchone()[0]
    connection.execute("INSERT INTO entries_fts (entries_fts, rank) VALUES ('integrity-check', 1)")
    connection.close()
    assert found == len(words(folder))


def test_a_page_of_entries_costs_those_entries_and_they_are_named(folder: Path, whole: Path) -> None:
    before = words(whole)
    victim = next(uid for uid, (title, _) in before.items() if title == "Day 5")
    spoil(folder, leaf_with(folder, victim))
    report = rescue(folder, None, LATER)
    after = words(folder)
    gone = {hurt.uid for hurt in report.hurt if hurt.fate is Fate.LOST}
    assert victim in gone
    assert all(hurt.day is not None for hurt in report.hurt)
    assert {uid: text for uid, text in before.items() if uid not in gone and not _earlier(report, uid)} == {
        uid: text for uid, text in after.items() if not _earlier(report, uid)
    }
    assert report.entries + report.lost == len(before)


def _earlier(report: RescueReport, uid: str) -> bool:
    return any(hurt.uid == uid and hurt.fate is Fate.EARLIER for hurt in report.hurt)


def test_a_lost_entry_comes_back_as_the_version_that_could_be_read(folder: Path, whole: Path) -> None:
    before = words(whole)
    earlier = str(dump(whole)["versions"][4][4])
    victim = next(uid for uid, (title, _) in before.items() if title == earlier)
    spoil(folder, leaf_with(folder, victim))
    report = rescue(folder, None, LATER)
    assert words(folder)[victim] == (earlier, f"An earlier text of {earlier}")
    hurt = next(hurt for hurt in report.hurt if hurt.uid == victim)
    assert hurt.fate is Fate.EARLIER
    vault = open_vault(folder, None, AT)
    entry = Stores.of(vault).entries.get(victim)
    assert entry.written.local_date == hurt.day
    vault.close()


def test_a_long_entry_keeps_what_stands_before_the_damage(folder: Path, whole: Path) -> None:
    uid, body = next((uid, body) for uid, (_, body) in words(whole).items() if len(body) > 10_000)
    page = _last_overflow_page(folder, uid)
    spoil(folder, page)
    report = rescue(folder, None, LATER)
    kept = words(folder)[uid][1]
    assert kept.endswith(CUT_MARK)
    assert len(kept) > 4000
    assert body.startswith(kept.removesuffix(CUT_MARK).rstrip())
    assert [(hurt.fate, hurt.uid) for hurt in report.hurt] == [(Fate.CUT, uid)]


def _last_overflow_page(folder: Path, uid: str) -> int:
    from journal_app.storage.salvage.records import rows_in

    visited: list[int] = []
    with Pages(folder / "journal.db", key_of(folder)) as pages:
        page = pages.read(leaf_with(folder, uid))
        assert page is not None

        def read(number: int) -> bytes | None:
            visited.append(number)
            return pages.read(number)

        for row in rows_in(page, 0, read):
            if row and row.values[1] == uid:
                return visited[-1]
    raise AssertionError(uid)


def test_a_file_cut_short_gives_what_is_left(folder: Path, whole: Path) -> None:
    database = folder / "journal.db"
    content = database.read_bytes()
    database.write_bytes(content[: len(content) // 2 + 100])
    report = rescue(folder, None, LATER)
    before, after = words(whole), words(folder)
    harmed = {hurt.uid for hurt in report.hurt}
    assert 0 < len(after) < len(before)
    assert all(after[uid] == before[uid] for uid in after if uid not in harmed)
    assert report.damaged_pages >= len(content) // PAGE // 2 - 1


def test_without_page_1_at_all_rows_are_read_but_said_to_be_unproven(folder: Path, whole: Path) -> None:
    database = folder / "journal.db"
    database.write_bytes(bytes(PAGE) + database.read_bytes()[PAGE:])
    report = rescue(folder, None, LATER)
    assert report.proven is False
    assert "look through what was rescued with care" in report_text(report)
    before, after = words(whole), words(folder)
    # The list of free pages went with page 1, so that what was deleted may come back; nothing is missing or other.
    assert {uid: after.get(uid) for uid in before} == before


def test_what_is_lost_here_is_taken_from_the_newest_sound_backup(folder: Path, whole: Path) -> None:
    connection = connect(folder / "journal.db", key_of(folder))
    make_backup(connection, folder, key_of(folder), AT, "daily")
    connection.close()
    before = words(whole)
    victim = next(uid for uid, (title, _) in before.items() if title == "Day 5")
    spoil(folder, leaf_with(folder, victim))
    report = rescue(folder, None, LATER)
    assert words(folder) == before
    assert report.lost == 0
    assert {hurt.fate for hurt in report.hurt} == {Fate.FROM_COPY}
    assert {name: rows for name, rows in dump(folder).items() if name != "settings"} == {
        name: rows for name, rows in as_come_back(dump(whole), LATER).items() if name != "settings"
    }


def test_looking_writes_nothing_and_rescuing_keeps_the_damaged_files(folder: Path) -> None:
    spoil(folder, root_of(folder, "entries"))
    before = files_under(folder)
    assert look(folder, None) is not None
    assert files_under(folder) == before
    report = rescue(folder, None, LATER)
    kept = files_under(report.kept_in)
    assert kept["journal.db"] == before["journal.db"]
    assert kept["keys.json"] == before["keys.json"]
    assert report.kept_in.name == "20260305T090000Z-damaged"
    assert (folder / "journal.db").stat().st_mode & 0o777 == 0o600


def test_a_rescue_into_another_folder_leaves_this_one_alone(folder: Path, whole: Path, tmp_path: Path) -> None:
    spoil(folder, root_of(folder, "entries"))
    before = files_under(folder)
    report = rescue(folder, None, LATER, into=tmp_path / "elsewhere")
    assert files_under(folder) == before
    assert report.kept_in == folder
    assert words(tmp_path / "elsewhere") == words(whole)
    with pytest.raises(errors.JournalExists):
        rescue(folder, None, LATER, into=tmp_path / "elsewhere")


def test_while_somebody_writes_nothing_is_replaced(folder: Path) -> None:
    spoil(folder, root_of(folder, "entries"))
    lock = WriterLock(folder)
    assert lock.acquire()
    try:
        with pytest.raises(errors.InUseElsewhere):
            rescue(folder, None, LATER)
    finally:
        lock.release()


@pytest.mark.parametrize("content", [b"", bytes(100 * PAGE)], ids=["empty", "nothing but zeros"])
def test_where_nothing_can_be_read_nothing_is_replaced(folder: Path, content: bytes) -> None:
    (folder / "journal.db").write_bytes(content)
    before = files_under(folder)
    assert look(folder, None) is None
    with pytest.raises(errors.JournalDamaged):
        rescue(folder, None, LATER)
    after = files_under(folder)
    assert {name: after[name] for name in before} == before
    with pytest.raises(errors.JournalDamaged):
        open_vault(folder, None, AT)


def test_a_protected_journal_is_rescued_with_its_passphrase_alone(tmp_path: Path) -> None:
    folder = make_full_journal(tmp_path / "journal", 20, PASSPHRASE)
    vault = open_vault(folder, PASSPHRASE, AT)
    before = texts(vault)
    vault.close()
    flip(folder / "journal.db", 2000)
    assert look(folder, "another") is None
    assert look(folder, None) is None
    rescue(folder, PASSPHRASE, LATER)
    vault = open_vault(folder, PASSPHRASE, AT)
    assert texts(vault) == before
    vault.close()


def test_rows_of_different_times_that_claim_one_place_all_come_back(folder: Path, tmp_path: Path) -> None:
    """Where the list of free pages is lost, pages of the past stand beside those of the present."""
    found = scan(folder / "journal.db", key_of(folder)).found
    row = next(row for row in found.entries.values() if row["id"] in {id_ for id_, _ in found.entry_tags})
    found.entries["0" * 32] = {**row, "uid": "0" * 32, "modified_utc": "2020-01-01T00:00:00.000000Z", "source_uid": "s"}
    found.entries["1" * 32] = {**row, "uid": "1" * 32, "modified_utc": "2019-01-01T00:00:00.000000Z", "source_uid": "s"}
    tag = next(iter(found.tags.values()))
    found.tags[90] = (90, *tag[1:])
    found.entry_tags[row["id"], 90] = (row["id"], 90, 5)
    check_in = next(iter(found.check_ins.values()))
    found.check_ins[91] = (91, *check_in[1:])
    found.ratings[91, "power.ask"] = (91, "power.ask", 1, 3, "")
    made = rebuild(found, tmp_path / "new.db", key_of(folder), None)
    assert made.entries == len(found.entries)
    connection = connect(tmp_path / "new.db", key_of(folder))
    kept = connection.execute("SELECT uid FROM entries WHERE id = ?", (row["id"],)).fetchone()[0]
    tags = connection.execute("SELECT count(*) FROM tags").fetchone()[0]
    connection.close()
    assert (kept, tags) == (row["uid"], 2)


# Backups


def back_up(folder: Path, day: int) -> Path:
    connection = connect(folder / "journal.db", key_of(folder))
    try:
        return make_backup(connection, folder, key_of(folder), AT + timedelta(days=day), "daily")
    finally:
        connection.close()


def test_backups_that_do_not_open_or_are_not_sound_are_passed_over(folder: Path, whole: Path) -> None:
    good, flipped, short, alien = (back_up(folder, day) for day in range(4))
    flip(flipped / "journal.db", PAGE * 3 + 7)
    (short / "journal.db").write_bytes(b"short")
    (alien / "keys.json").write_text("{", "utf-8")
    (folder / "backups" / "my holiday").mkdir()
    # What another machine had is no earlier state of this journal.
    shutil.copytree(good, folder / "backups" / "20260701T090000Z-merged")
    before = files_under(folder)
    found = list(sound_copies(folder, None, LATER))
    assert [copy.folder for copy in found] == [good]
    assert (found[0].at, found[0].reason) == (AT, "daily")
    assert files_under(folder) == before
    # The one whose key file is spoilt opens with the key of the journal itself.
    assert [copy.folder for copy in sound_copies(folder, None, LATER, key_of(folder))] == [alien, good]


def test_a_backup_dated_ahead_of_the_clock_is_not_taken_for_the_newest(folder: Path) -> None:
    newest, older, ahead, further = (back_up(folder, day) for day in (2, 1, 300, 400))
    found = [copy.folder for copy in sound_copies(folder, None, LATER)]
    assert found == [newest, older, further, ahead]
    # A clock that is behind them all says nothing about their order.
    found = [copy.folder for copy in sound_copies(folder, None, AT - timedelta(days=900))]
    assert found == [further, ahead, newest, older]


def test_a_backup_dated_ahead_of_the_clock_gives_no_older_text_for_what_is_lost(folder: Path, whole: Path) -> None:
    victim = next(uid for uid, (title, _) in words(whole).items() if title == "Day 5")
    back_up(folder, 300)
    vault = open_vault(folder, None, AT)
    stores = Stores.of(vault)
    changed = AT + timedelta(days=1)
    stores.entries.save_text(victim, "Day 5", "What it said last", stores.entries.get(victim).revision, changed)
    vault.close()
    back_up(folder, 2)
    spoil(folder, leaf_with(folder, victim))
    rescue(folder, None, LATER)
    assert words(folder)[victim] == ("Day 5", "What it said last")


def test_a_backup_is_brought_back_and_the_present_files_are_kept(folder: Path, whole: Path) -> None:
    back_up(folder, 0)
    vault = open_vault(folder, None, AT)
    Stores.of(vault).entries.add(NewEntry(moment("2026-03-02T09:00+00:00"), body="Since then"), AT)
    vault.close()
    spoil(folder, 1)
    damaged = (folder / "journal.db").read_bytes()
    kept_in = bring_back(folder, next(sound_copies(folder, None, LATER)), None, LATER)
    assert words(folder) == words(whole)
    assert (kept_in / "journal.db").read_bytes() == damaged


# Key files


@pytest.mark.parametrize("spoilt", ["missing", "empty", "truncated", "swapped"])
def test_the_key_file_of_a_backup_is_found_to_fit(folder: Path, whole: Path, tmp_path: Path, spoilt: str) -> None:
    keys = folder / "keys.json"
    backup = back_up(folder, 0)
    if spoilt == "missing":
        keys.unlink()
    elif spoilt == "empty":
        keys.write_bytes(b"")
    elif spoilt == "truncated":
        keys.write_bytes(keys.read_bytes()[:60])
    else:
        keys.write_bytes((make_full_journal(tmp_path / "another", 1) / "keys.json").read_bytes())
    with pytest.raises((errors.KeyFileMissing, errors.KeyFileDamaged, errors.JournalDamaged)):
        open_vault(folder, None, AT)
    assert keys_elsewhere(folder, None) == backup
    present = keys.read_bytes() if keys.exists() else None
    bring_back_keys(folder, backup, LATER)
    assert words(folder) == words(whole)
    assert keys_elsewhere(folder, None) is None
    asides = [path.read_bytes() for path in folder.glob("keys.json.damaged-*")]
    assert asides == ([] if present is None else [present])
