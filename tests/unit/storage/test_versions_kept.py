"""Versions in a real journal: what saving a text keeps of the one it replaces."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from journal_app.domain.entry import EntryFilter, NewEntry
from journal_app.domain.errors import EntryChangedElsewhere, NoSuchEntry, NoSuchVersion, UserFacingError
from journal_app.domain.versions import Reason
from journal_app.storage import entry_text
from journal_app.storage.entry_store import EntryStore
from journal_app.storage.version_store import VersionStore
from journal_app.storage.writer_lock import WriterLock
from tests.support.journals import AT, Stores, make_journal, moment, reopen

STORY = " ".join(f"word{number}" for number in range(200))
MINUTE = timedelta(minutes=1)


class Desk:
    """Writes one entry, a text at a time."""

    def __init__(self, stores: Stores, body: str = "", *, modified: datetime | None = None) -> None:
        self.entries, self.versions, self.now = stores.entries, VersionStore(stores.vault), AT
        written = moment("2026-03-01T12:00+00:00")
        self.uid = self.entries.add(NewEntry(written, "", body, modified=modified), AT)
        self.revision = 1

    def save(self, body: str, *, after: timedelta = MINUTE, title: str = "") -> None:
        self.now += after
        self.revision = self.entries.save_text(self.uid, title, body, self.revision, self.now)

    def kept(self) -> list[tuple[str, str]]:
        """(reason, text) of every version, the newest first."""
        return [(version.mark.reason.value, version.text.body) for version in self.versions.each(self.uid)]


def test_writing_in_one_sitting_keeps_no_version(stores: Stores) -> None:
    desk = Desk(stores, "word0")
    for end in range(10, len(STORY), 100):
        desk.save(STORY[:end], after=timedelta(seconds=1))
    assert desk.kept() == []
    assert desk.versions.count(desk.uid) == 0


def test_a_text_that_was_left_is_kept_when_the_next_sitting_changes_it(stores: Stores) -> None:
    desk = Desk(stores, "Monday.")
    desk.save("Monday. Tuesday.", after=timedelta(days=1))
    desk.save("Monday. Tuesday. And on.")
    desk.save("Monday. Tuesday. And on. Wednesday.", after=timedelta(minutes=31))
    assert desk.kept() == [("sitting", "Monday. Tuesday. And on."), ("sitting", "Monday.")]
    first, second = desk.versions.marks(desk.uid)
    assert second.kept == AT
    assert first.kept == AT + timedelta(days=1, minutes=1)


def test_a_star_or_a_tag_does_not_make_a_new_sitting_of_an_old_one(stores: Stores) -> None:
    desk = Desk(stores, "Monday.")
    later = AT + timedelta(days=1)
    desk.entries.set_fields(desk.uid, later, starred=True)
    desk.revision = desk.entries.set_tags(desk.uid, ["a"], later)
    desk.save("Tuesday.", after=timedelta(days=1, minutes=1))
    assert desk.kept() == [("sitting", "Monday.")]


def test_white_space_alone_is_no_change_and_the_words_are_still_kept_afterwards(stores: Stores) -> None:
    desk = Desk(stores, "Monday.")
    desk.save("Monday.\n\n", after=timedelta(days=1))
    assert desk.kept() == []
    desk.save("Tuesday.")
    assert desk.kept() == [("sitting", "Monday.\n\n")]


def test_an_empty_text_is_not_kept(stores: Stores) -> None:
    desk = Desk(stores, " \n")
    desk.save("Something.", after=timedelta(days=1))
    assert desk.kept() == []


def test_a_title_alone_is_kept_too(stores: Stores) -> None:
    desk = Desk(stores)
    desk.save("", title="What I meant to say")
    desk.save("", after=timedelta(days=1))
    (version,) = desk.versions.each(desk.uid)
    assert (version.text.title, version.text.body) == ("What I meant to say", "")


@pytest.mark.parametrize("after", ["", " \n", "Something else."])
def test_what_is_deleted_or_pasted_over_in_a_sitting_is_kept_at_once(stores: Stores, after: str) -> None:
    desk = Desk(stores)
    desk.save(STORY)
    desk.save(after, after=timedelta(seconds=1))
    assert desk.kept() == [("cut", STORY)]


def test_it_is_kept_though_the_program_was_started_anew_in_between(tmp_path: Path) -> None:
    folder = make_journal(tmp_path / "journal")
    vault = reopen(folder)
    desk = Desk(Stores.of(vault), STORY)
    vault.close()
    vault = reopen(folder)
    EntryStore(vault).save_text(desk.uid, "", "", 1, AT + MINUTE)
    assert [version.text.body for version in VersionStore(vault).each(desk.uid)] == [STORY]
    vault.close()


def test_holding_down_the_delete_key_keeps_the_whole_text_once(stores: Stores) -> None:
    desk = Desk(stores)
    for end in range(len(STORY), -1, -40):
        desk.save(STORY[:end], after=timedelta(seconds=1))
    assert desk.kept() == [("cut", STORY)]


def test_two_entries_written_in_turn_do_not_get_into_each_others_way(stores: Stores) -> None:
    one, other = Desk(stores, STORY), Desk(stores, "Another story, of some few words.")
    for text in ("Another story, of words.", ""):
        one.save(STORY + text)
        other.save(text)
    assert one.kept() == []
    assert other.kept() == [("cut", "Another story, of words.")]


def test_a_save_that_is_refused_keeps_nothing(stores: Stores) -> None:
    desk = Desk(stores, STORY)
    with pytest.raises(EntryChangedElsewhere):
        desk.entries.save_text(desk.uid, "", "", 7, AT + timedelta(days=1))
    with pytest.raises(NoSuchEntry):
        desk.entries.save_text("nowhere", "", "", 1, AT)
    assert desk.kept() == []
    assert desk.entries.get(desk.uid).body == STORY


def test_an_imported_text_is_kept_before_it_is_first_changed(stores: Stores) -> None:
    desk = Desk(stores, "As it came.", modified=AT - timedelta(days=400))
    desk.save("As it is now.")
    assert desk.kept() == [("sitting", "As it came.")]


def test_versions_go_with_their_entry_and_not_before(stores: Stores) -> None:
    desk = Desk(stores, STORY)
    desk.save("")
    desk.entries.bin(desk.uid, desk.now)
    assert desk.versions.count(desk.uid) == 1
    desk.entries.purge(desk.uid)
    assert desk.versions.count(desk.uid) == 0
    with stores.vault.reading() as connection:
        assert connection.execute("SELECT count(*) FROM versions").fetchone()[0] == 0
    with pytest.raises(NoSuchEntry):
        desk.versions.marks(desk.uid)


def test_two_years_of_daily_writing_leave_few_versions(stores: Stores) -> None:
    desk = Desk(stores, "0")
    for day in range(1, 731):
        desk.save(f"{day}", after=timedelta(days=1))
    kept = desk.kept()
    assert 75 <= len(kept) <= 100
    assert kept[:8] == [("sitting", str(day)) for day in range(729, 721, -1)]
    assert kept[-1] == ("sitting", "0")


def test_a_restored_version_takes_the_texts_place_and_the_text_becomes_one(stores: Stores) -> None:
    desk = Desk(stores, "Monday.")
    desk.save("Tuesday.", after=timedelta(days=1), title="Title")
    (monday,) = desk.versions.marks(desk.uid)
    revision, instead = desk.entries.restore_version(desk.uid, monday.number, desk.revision, desk.now + MINUTE)
    entry = desk.entries.get(desk.uid)
    assert (entry.title, entry.body, entry.revision) == ("", "Monday.", revision)
    assert instead is not None
    replaced = desk.versions.get(desk.uid, instead)
    assert (replaced.text.title, replaced.text.body, replaced.mark.reason) == ("Title", "Tuesday.", Reason.RESTORED)
    (listed,) = stores.lists.page(EntryFilter(), 0, 10)
    assert listed.first_line == "Monday."


def test_going_to_and_fro_between_two_versions_keeps_each_of_them_once(stores: Stores) -> None:
    desk = Desk(stores, "Monday.")
    desk.save("Tuesday.", after=timedelta(days=1))
    (mark,) = desk.versions.marks(desk.uid)
    number: int | None = mark.number
    for _ in range(4):
        assert number is not None
        desk.revision, number = desk.entries.restore_version(desk.uid, number, desk.revision, desk.now)
    assert sorted(body for _, body in desk.kept()) == ["Monday.", "Tuesday."]


def test_restoring_what_is_there_already_changes_nothing(stores: Stores) -> None:
    desk = Desk(stores, "Monday.")
    desk.save("Tuesday.", after=timedelta(days=1))
    (mark,) = desk.versions.marks(desk.uid)
    desk.save("Monday.")
    before = stores.vault.changes()
    assert desk.entries.restore_version(desk.uid, mark.number, desk.revision, desk.now) == (desk.revision, None)
    assert desk.entries.get(desk.uid).revision == desk.revision
    assert stores.vault.changes() - before <= 1


def test_only_what_is_there_can_be_restored_and_only_over_what_was_read(stores: Stores) -> None:
    desk, other = Desk(stores, "Monday."), Desk(stores, "Another.")
    desk.save("Tuesday.", after=timedelta(days=1))
    (mark,) = desk.versions.marks(desk.uid)
    refusals: list[tuple[type[UserFacingError], str, int, int]] = [
        (EntryChangedElsewhere, desk.uid, mark.number, 1),
        (NoSuchVersion, desk.uid, 999, desk.revision),
        (NoSuchVersion, other.uid, mark.number, 1),
        (NoSuchEntry, "nowhere", mark.number, 1),
    ]
    for error, uid, number, revision in refusals:
        with pytest.raises(error):
            desk.entries.restore_version(uid, number, revision, desk.now)
    with pytest.raises(NoSuchVersion):
        desk.versions.get(other.uid, mark.number)
    assert desk.entries.get(desk.uid).body == "Tuesday."
    assert len(desk.kept()) == 1


def test_what_is_restored_is_found_by_search(stores: Stores) -> None:
    desk = Desk(stores, "A kingfisher.")
    desk.save("A heron.", after=timedelta(days=1))
    (mark,) = desk.versions.marks(desk.uid)
    desk.entries.restore_version(desk.uid, mark.number, desk.revision, desk.now)
    with stores.vault.writing() as db:
        db.execute("INSERT INTO entries_fts (entries_fts, rank) VALUES ('integrity-check', 1)")
        (found,) = db.execute("SELECT count(*) FROM entries_fts WHERE entries_fts MATCH 'kingfisher'").fetchone()
    assert found == 1


def test_versions_can_be_read_while_somebody_else_writes(tmp_path: Path) -> None:
    folder = make_journal(tmp_path / "journal")
    vault = reopen(folder)
    desk = Desk(Stores.of(vault), STORY)
    desk.save("")
    vault.close()
    lock = WriterLock(folder)
    assert lock.acquire()
    vault = reopen(folder)
    assert vault.read_only_because == "in-use"
    assert [version.text.body for version in VersionStore(vault).each(desk.uid)] == [STORY]
    vault.close()
    lock.release()


def test_a_text_and_the_version_before_it_are_kept_together_or_not_at_all(
    stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(stores)
    desk.save(STORY)

    def no_more(*_: object) -> None:
        raise OSError("pulled out")

    with monkeypatch.context() as patched:
        patched.setattr(entry_text, "_put", no_more)
        with pytest.raises(OSError, match="pulled out"):
            desk.save("")
    assert desk.kept() == []
    assert desk.entries.get(desk.uid).body == STORY
    desk.save("")
    assert desk.kept() == [("cut", STORY)]


def test_an_entry_from_before_there_were_versions_is_kept_too(stores: Stores) -> None:
    desk = Desk(stores, "From an older journal.")
    with stores.vault.writing() as db:
        db.execute("UPDATE entries SET text_utc = NULL")
    desk.save("Changed.", after=timedelta(days=1))
    assert desk.kept() == [("sitting", "From an older journal.")]


def test_a_clock_that_was_set_back_loses_nothing(stores: Stores) -> None:
    desk = Desk(stores, "0")
    for day in range(1, 6):
        desk.save(f"{day}", after=timedelta(days=1))
    desk.save("a year ago", after=timedelta(days=-365))
    desk.save("and on")
    desk.save("today again", after=timedelta(days=366))
    bodies = {body for _, body in desk.kept()}
    assert bodies >= {"0", "1", "2", "3", "4", "5", "and on"}
