"""Merging a conflict copy: what is new comes here, what was changed in both is kept in both versions, nothing goes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal_app.domain import errors
from journal_app.domain.check_in import Answers
from journal_app.domain.conflict_copy import is_conflict_copy
from journal_app.domain.entry import NewEntry
from journal_app.storage.beside import conflict_copies
from journal_app.storage.creation import create_vault
from journal_app.storage.driver import connect
from journal_app.storage.merging import look_into, merge
from journal_app.storage.opening import open_vault
from journal_app.storage.vault import Vault
from tests.support.damage import back_to_the_first_schema, flip, key_of, make_full_journal, texts
from tests.support.journals import AT, CHEAP, PASSPHRASE, Stores, files_under, moment

LATER = datetime(2026, 5, 1, tzinfo=UTC)
NAME = "journal (conflicted copy 2026-03-02).db"


def at(day: int) -> datetime:
    return AT + timedelta(days=day)


def entry(body: str, *tags: str, practices: tuple[str, ...] = ()) -> NewEntry:
    return NewEntry(moment("2026-03-01T12:00+00:00"), body=body, tags=tags, practices=practices)


class TwoSides:
    """The same journal on two machines, which then become one folder with a conflict copy."""

    def __init__(self, tmp_path: Path) -> None:
        self.folder, self._other = tmp_path / "here", tmp_path / "there"
        self._vaults: list[Vault] = []
        create_vault(self.folder, None, AT, CHEAP).close()
        vault = self._open(self.folder)
        self.uid = Stores.of(vault).entries.add(entry("As it was", "team", practices=("power",)), AT)
        vault.close()
        shutil.copytree(self.folder, self._other)
        self.here, self.there = (Stores.of(self._open(folder)) for folder in (self.folder, self._other))

    def _open(self, folder: Path) -> Vault:
        vault = open_vault(folder, None, AT)
        self._vaults.append(vault)
        return vault

    def bring_copy(self) -> Path:
        """End the other side, and put its database beside ours."""
        self.there.vault.close()
        copy = self.folder / NAME
        shutil.copy(self._other / "journal.db", copy)
        return copy

    def close(self) -> None:
        for vault in self._vaults:
            vault.close()

    def versions(self, uid: str) -> list[tuple[str, str]]:
        with self.here.vault.reading() as connection:
            return connection.execute(
                "SELECT reason, body FROM versions WHERE entry_id = (SELECT id FROM entries WHERE uid = ?)", (uid,)
            ).fetchall()


@pytest.fixture
def two(tmp_path: Path) -> Iterator[TwoSides]:
    sides = TwoSides(tmp_path)
    yield sides
    sides.close()


@pytest.mark.parametrize(
    "name",
    [
        NAME,
        "journal (Anna's conflicted copy 2026-03-02).db",
        "journal.sync-conflict-20260302-090000-ABCDEFG.db",
        "journal-DESKTOP-1.db",
        "journal (1).db",
        "journal_conflict-20260302-090000.db",
        "journal 2.db",
        "Journal 2.DB",
    ],
)
def test_a_conflict_copy_is_known_by_its_name(name: str) -> None:
    assert is_conflict_copy(name)


@pytest.mark.parametrize(
    "name", ["journal.db", "journal.db-wal", "journal.db-shm", "journal.db.rekeyed", "keys.json", "notes.db", ".db"]
)
def test_what_is_ours_or_no_journal_is_none(name: str) -> None:
    assert not is_conflict_copy(name)


def test_only_conflict_copies_are_found_beside_the_journal(two: TwoSides) -> None:
    assert conflict_copies(two.folder) == ()
    copy = two.bring_copy()
    (two.folder / "journal folder.db").mkdir()
    assert conflict_copies(two.folder) == (copy,)


def test_what_is_only_there_comes_with_its_tags_practices_and_bin(two: TwoSides) -> None:
    new = two.there.entries.add(entry("Only there", "Board", "team", practices=("conflict",)), at(1))
    binned = two.there.entries.add(entry("In the bin there"), at(1))
    two.there.entries.bin(binned, at(2))
    rated = two.there.check_ins.add(date(2026, 3, 1), Answers({"power.ask": 4, "power.hear": None}), {}, at(1))
    copy = two.bring_copy()
    report = merge(two.here.vault, copy, LATER)
    assert (report.added, report.joined, report.twice, report.check_ins) == (2, 0, 0, 1)
    found = two.here.entries.get(new)
    assert (found.body, found.tags, found.practices) == ("Only there", ("Board", "team"), ("conflict",))
    # The days it stays in the bin begin here: it has not been seen in this one.
    assert two.here.entries.get(binned).deleted == LATER
    assert [(c.uid, c.ratings) for c in two.here.check_ins.all()] == [(rated, {"power.ask": 4, "power.hear": None})]
    assert two.here.entries.get(two.uid).body == "As it was"
    two.here.vault.connection().execute("INSERT INTO entries_fts (entries_fts, rank) VALUES ('integrity-check', 1)")


@pytest.mark.parametrize("later", ["here", "there"])
def test_of_a_text_changed_in_both_the_later_stays_and_the_other_is_a_version(two: TwoSides, later: str) -> None:
    days = {"here": 2, "there": 1} if later == "here" else {"here": 1, "there": 2}
    two.here.entries.save_text(two.uid, "", "Written here", 1, at(days["here"]))
    two.there.entries.save_text(two.uid, "", "Written there", 1, at(days["there"]))
    copy = two.bring_copy()
    report = merge(two.here.vault, copy, LATER)
    assert (report.added, report.joined, report.twice) == (0, 1, 1)
    other = "there" if later == "here" else "here"
    assert two.here.entries.get(two.uid).body == f"Written {later}"
    assert two.versions(two.uid) == [("sitting", "As it was"), ("conflict", f"Written {other}")]
    found = two.here.entries.get(two.uid)
    assert (found.revision, found.modified) == (3, at(2))


def test_a_star_set_later_does_not_make_an_older_text_the_later_one(two: TwoSides) -> None:
    two.here.entries.save_text(two.uid, "", "Changed here", 1, at(1))
    with two.here.vault.writing() as db:
        db.conn.execute("UPDATE entries SET text_utc = modified_utc")
    two.there.entries.set_fields(two.uid, at(2), starred=True)
    merge(two.here.vault, two.bring_copy(), LATER)
    found = two.here.entries.get(two.uid)
    assert (found.body, found.starred) == ("Changed here", True)


def test_a_text_changed_there_alone_is_taken_and_the_one_from_here_kept(two: TwoSides) -> None:
    two.there.entries.save_text(two.uid, "Title", "Changed there", 1, at(1))
    copy = two.bring_copy()
    merge(two.here.vault, copy, LATER)
    found = two.here.entries.get(two.uid)
    assert (found.title, found.body) == ("Title", "Changed there")
    # The copy kept it already, when its own sitting began.
    assert two.versions(two.uid) == [("sitting", "As it was")]


def test_tags_and_practices_of_both_are_united(two: TwoSides) -> None:
    two.here.entries.set_tags(two.uid, ["team", "here"], at(1))
    two.there.entries.set_tags(two.uid, ["TEAM", "there"], at(2))
    two.there.entries.set_practices(two.uid, ["conflict"], at(2))
    two.there.entries.set_fields(two.uid, at(3), starred=True)
    copy = two.bring_copy()
    report = merge(two.here.vault, copy, LATER)
    found = two.here.entries.get(two.uid)
    assert found.tags == ("team", "here", "there")
    assert found.practices == ("conflict", "power")
    assert found.starred
    assert (report.joined, report.twice) == (1, 0)
    assert two.versions(two.uid) == []


@pytest.mark.parametrize(("binned", "changed"), [("here", "there"), ("there", "here")])
def test_what_was_binned_on_one_side_and_changed_later_on_the_other_comes_back(
    two: TwoSides, binned: str, changed: str
) -> None:
    sides = {"here": two.here, "there": two.there}
    sides[binned].entries.bin(two.uid, at(1))
    sides[changed].entries.save_text(two.uid, "", "Changed later", 1, at(2))
    merge(two.here.vault, two.bring_copy(), LATER)
    found = two.here.entries.get(two.uid)
    assert (found.deleted, found.body) == (None, "Changed later")


def test_what_was_binned_after_its_last_change_stays_binned(two: TwoSides) -> None:
    two.here.entries.set_fields(two.uid, at(1), starred=True)
    two.there.entries.bin(two.uid, at(2))
    copy = two.bring_copy()
    kept_in = merge(two.here.vault, copy, LATER).kept_in
    assert two.here.entries.get(two.uid).deleted == LATER
    assert kept_in is not None
    assert look_into(two.here.vault, kept_in / "journal.db").is_nothing_new
    merge(two.here.vault, kept_in / "journal.db", LATER + timedelta(days=9))
    assert two.here.entries.get(two.uid).deleted == LATER


def test_what_is_in_the_bin_on_both_sides_stays_there_as_long_as_it_was_to_stay(two: TwoSides) -> None:
    two.here.entries.bin(two.uid, at(1))
    two.there.entries.bin(two.uid, at(2))
    merge(two.here.vault, two.bring_copy(), LATER)
    assert two.here.entries.get(two.uid).deleted == at(1)


def test_looking_changes_nothing_and_tells_what_merging_then_does(two: TwoSides) -> None:
    two.there.entries.add(entry("Only there"), at(1))
    two.there.entries.save_text(two.uid, "", "Changed there", 1, at(1))
    copy = two.bring_copy()
    before, files = texts(two.here.vault), set(files_under(two.folder))
    seen = look_into(two.here.vault, copy)
    assert texts(two.here.vault) == before
    assert set(files_under(two.folder)) == files
    report = merge(two.here.vault, copy, LATER)
    assert (seen.added, seen.joined, seen.twice) == (report.added, report.joined, report.twice) == (1, 1, 1)


def test_the_copy_becomes_a_backup_that_opens_and_merging_it_again_brings_nothing(two: TwoSides) -> None:
    two.here.entries.save_text(two.uid, "", "Written here", 1, at(2))
    two.there.entries.save_text(two.uid, "", "Written there", 1, at(1))
    copy = two.bring_copy()
    content = copy.read_bytes()
    report = merge(two.here.vault, copy, LATER)
    assert report.kept_in is not None
    assert report.kept_in.name == "20260501T000000Z-merged"
    assert not copy.exists()
    assert (report.kept_in / "journal.db").read_bytes() == content
    before = texts(two.here.vault)
    assert look_into(two.here.vault, report.kept_in / "journal.db").is_nothing_new
    again = merge(two.here.vault, report.kept_in / "journal.db", LATER)
    assert again.kept_in is None
    assert texts(two.here.vault) == before
    assert two.versions(two.uid) == [("sitting", "As it was"), ("conflict", "Written there")]


def test_a_copy_of_an_older_schema_is_brought_up_to_date_and_left_as_it_was(two: TwoSides) -> None:
    new = two.there.entries.add(entry("Only there"), at(1))
    copy = two.bring_copy()
    connection = connect(copy, key_of(two.folder))
    back_to_the_first_schema(connection)
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()
    content = copy.read_bytes()
    report = merge(two.here.vault, copy, LATER)
    assert two.here.entries.get(new).body == "Only there"
    assert report.kept_in is not None
    assert (report.kept_in / "journal.db").read_bytes() == content


def test_what_is_no_copy_of_this_journal_is_refused_and_left_alone(two: TwoSides, tmp_path: Path) -> None:
    other = make_full_journal(tmp_path / "other", 5)
    protected = make_full_journal(tmp_path / "protected", 5, PASSPHRASE)
    same_key = two.bring_copy()
    connection = connect(same_key, key_of(two.folder))
    connection.execute("UPDATE settings SET value = 'another' WHERE name = 'journal_uid'")
    connection.close()
    plain = tmp_path / "journal 2.db"
    plain.write_bytes(b"SQLite format 3\0" + bytes(8000))
    before = texts(two.here.vault)
    for copy, error in (
        (other / "journal.db", errors.CopyWithAnotherKey),
        (protected / "journal.db", errors.CopyWithAnotherKey),
        (same_key, errors.CopyOfAnotherJournal),
        (plain, errors.CopyOfAnotherJournal),
        (tmp_path / "none.db", errors.CannotReadFile),
    ):
        with pytest.raises(error):
            merge(two.here.vault, copy, LATER)
    assert texts(two.here.vault) == before
    assert same_key.exists()
    assert not (two.folder / ".merging").exists()


@pytest.mark.parametrize("way", ["by its name", "by another path", "by a link", "by another name"])
def test_the_journal_itself_is_never_merged_nor_carried_away(two: TwoSides, way: str) -> None:
    two.here.entries.add(entry("Only here"), at(1))
    database = two.folder / "journal.db"
    if way == "by another path":
        copy = two.folder / ".." / two.folder.name / "journal.db"
    elif way == "by its name":
        copy = database
    else:
        copy = two.folder / NAME
        (copy.symlink_to if way == "by a link" else copy.hardlink_to)(database)
    before, files = texts(two.here.vault), set(files_under(two.folder))
    with pytest.raises(errors.CopyIsThisJournal):
        look_into(two.here.vault, copy)
    with pytest.raises(errors.CopyIsThisJournal):
        merge(two.here.vault, copy, LATER)
    assert texts(two.here.vault) == before
    assert set(files_under(two.folder)) == files
    two.here.vault.close()
    vault = open_vault(two.folder, None, AT)
    assert texts(vault) == before
    vault.close()


def test_a_file_beside_the_journal_that_has_no_name_of_a_conflict_copy_stays_where_it_is(two: TwoSides) -> None:
    new = two.there.entries.add(entry("Only there"), at(1))
    copy = two.bring_copy().replace(two.folder / "from the other machine.db")
    report = merge(two.here.vault, copy, LATER)
    assert (report.added, report.kept_in) == (1, None)
    assert two.here.entries.get(new).body == "Only there"
    assert copy.exists()


def test_a_damaged_copy_is_said_to_be_so(two: TwoSides) -> None:
    two.there.entries.add(entry("Words " * 5000), at(1))
    copy = two.bring_copy()
    flip(copy, 4096 * 5 + 9)
    with pytest.raises(errors.CopyDamaged):
        look_into(two.here.vault, copy)
    assert copy.exists()


def test_a_newer_copy_is_refused(two: TwoSides) -> None:
    copy = two.bring_copy()
    connection = connect(copy, key_of(two.folder))
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(errors.NewerJournal):
        merge(two.here.vault, copy, LATER)


def test_a_merge_that_fails_half_way_leaves_the_journal_and_the_copy_as_they_were(
    two: TwoSides, monkeypatch: pytest.MonkeyPatch
) -> None:
    from journal_app.storage.merging_check_ins import CheckInMerger

    two.there.entries.add(entry("Only there"), at(1))
    two.there.check_ins.add(date(2026, 3, 1), Answers({"power.ask": 4}), {}, at(1))
    copy = two.bring_copy()
    before = texts(two.here.vault)

    def fails(_self: CheckInMerger) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(CheckInMerger, "carry_out", fails)
    with pytest.raises(ZeroDivisionError):
        merge(two.here.vault, copy, LATER)
    assert texts(two.here.vault) == before
    assert copy.exists()


ACTIONS = st.sampled_from(["text", "star", "bin", "restore", "tag", "new"])


@settings(max_examples=25)
@given(changes=st.lists(st.tuples(st.sampled_from(["here", "there"]), ACTIONS), max_size=8))
def test_whatever_was_done_on_both_sides_no_text_is_lost(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[str, str]]
) -> None:
    """Every text that was the present one on either side is the present one or a version afterwards."""
    two = TwoSides(tmp_path_factory.mktemp("sides"))
    try:
        for number, (side, action) in enumerate(changes):
            _do(two.here if side == "here" else two.there, two.uid, action, number)
        present = texts(two.here.vault), texts(two.there.vault)
        merge(two.here.vault, two.bring_copy(), LATER)
        after = texts(two.here.vault)
        for side_texts in present:
            for uid, (title, body) in side_texts.items():
                kept = {text for _, text in two.versions(uid)}
                assert after[uid] == (title, body) or body in kept
        assert after.keys() == present[0].keys() | present[1].keys()
    finally:
        two.close()


def _do(side: Stores, uid: str, action: str, number: int) -> None:
    entry_here, when = side.entries.get(uid), at(1 + number)
    if action == "text":
        side.entries.save_text(uid, "", f"Text {number}", entry_here.revision, when)
    elif action == "star":
        side.entries.set_fields(uid, when, starred=not entry_here.starred)
    elif action == "tag":
        side.entries.set_tags(uid, [f"tag {number}"], when)
    elif action == "new":
        side.entries.add(entry(f"New {number}"), when)
    else:
        (side.entries.bin if action == "bin" else side.entries.restore)(uid, when)


def test_what_a_merge_that_was_killed_left_behind_goes_at_the_next_opening(two: TwoSides) -> None:
    left = two.folder / ".merging"
    left.mkdir()
    (left / "journal.db").write_bytes(b"left")
    two.here.vault.close()
    open_vault(two.folder, None, AT).close()
    assert not left.exists()
