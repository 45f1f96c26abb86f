"""Entries one at a time: what is kept, what a change does, and what goes for good."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from journal_app.domain.entry import Entry, EntryFilter, NewEntry, PromptAnswered
from journal_app.domain.errors import EntryChangedElsewhere, NoSuchEntry
from tests.support.journals import AT, Stores, moment, reopen

NOON = moment("2026-03-01T12:00+00:00", "Europe/London")
LATER = AT + timedelta(minutes=5)


def add(stores: Stores, body: str = "text", *, at: str = "2026-03-01T12:00+00:00", tags: tuple[str, ...] = ()) -> str:
    return stores.entries.add(NewEntry(moment(at), "", body, tags=tags), AT)


def newest_first(stores: Stores) -> list[str]:
    return [each.first_line for each in stores.lists.page(EntryFilter(), 0, 100)]


def tag_names(stores: Stores) -> dict[str, int]:
    return dict(stores.lists.tags())


def count_of(stores: Stores, table: str) -> int:
    with stores.vault.reading() as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def check_index(stores: Stores) -> None:
    """Raises if the full-text index and the entries do not agree."""
    with stores.vault.writing() as db:
        db.execute("INSERT INTO entries_fts (entries_fts, rank) VALUES ('integrity-check', 1)")


def test_everything_about_an_entry_comes_back_as_it_was_given(stores: Stores) -> None:
    given = NewEntry(
        written=moment("2004-10-12T18:38:16.123456-06:00", "America/Denver"),
        title="A title",
        body="# Heading\n\nA *body* with ünïcödé, 中文, 🧭 and a tab\t.\n",
        starred=True,
        practices=("power", "conflict"),
        tags=("One", "two words", "Three"),
        prompt=PromptAnswered("devon.equity.03", "Whose voice was missing?"),
        all_day=True,
        modified=datetime(2005, 1, 2, 3, 4, 5, tzinfo=UTC),
        source="dayone",
        source_uid="ABC",
        raw='{"weather": {"temp": 3}}',
    )
    uid = stores.entries.add(given, AT)
    assert stores.entries.get(uid) == Entry(
        uid=uid,
        written=given.written,
        title=given.title,
        body=given.body,
        starred=True,
        practices=("conflict", "power"),
        tags=("One", "two words", "Three"),
        prompt=given.prompt,
        all_day=True,
        created=AT,
        modified=datetime(2005, 1, 2, 3, 4, 5, tzinfo=UTC),
        revision=1,
        source="dayone",
        source_uid="ABC",
        raw='{"weather": {"temp": 3}}',
    )


def test_a_summary_shows_the_first_line_without_its_markers(stores: Stores) -> None:
    add(stores, "\n\n---\n## **Loud** _and_ [linked](http://x)\nmore")
    assert newest_first(stores) == ["Loud and linked"]


def test_one_day_can_have_several_entries_newest_first(stores: Stores) -> None:
    for hour in ("09", "21", "15"):
        add(stores, hour, at=f"2026-03-01T{hour}:00+00:00")
    assert newest_first(stores) == ["21", "15", "09"]
    assert stores.lists.days(date(2026, 3, 1), date(2026, 3, 1)) == {date(2026, 3, 1): (3, frozenset())}


def test_two_entries_of_the_same_second_stay_in_the_order_they_were_added(stores: Stores) -> None:
    add(stores, "first")
    add(stores, "second")
    assert newest_first(stores) == ["second", "first"]


def test_a_day_is_the_writers_day_wherever_that_was(stores: Stores) -> None:
    """Both at the same instant, and yet on two days: each is listed under the date its writer saw."""
    add(stores, "Auckland", at="2026-03-02T00:30+13:00")
    add(stores, "London", at="2026-03-01T11:30+00:00")
    days = stores.lists.days(date(2026, 3, 1), date(2026, 3, 2))
    assert {day: count for day, (count, _) in days.items()} == {date(2026, 3, 1): 1, date(2026, 3, 2): 1}


def test_within_a_day_entries_of_several_zones_stand_in_the_order_they_happened(stores: Stores) -> None:
    add(stores, "third", at="2026-03-01T09:00-05:00")
    add(stores, "first", at="2026-03-01T13:00+05:30")
    add(stores, "second", at="2026-03-01T10:00+00:00")
    assert newest_first(stores) == ["third", "second", "first"]


def test_the_night_the_clocks_go_back_has_two_half_past_ones_in_their_order(stores: Stores) -> None:
    add(stores, "winter time", at="2026-10-25T01:30+00:00")
    add(stores, "summer time", at="2026-10-25T01:30+01:00")
    page = stores.lists.page(EntryFilter(), 0, 2)
    assert [each.first_line for each in page] == ["winter time", "summer time"]
    assert [f"{each.written.local:%H:%M}" for each in page] == ["01:30", "01:30"]
    assert page[0].written.utc - page[1].written.utc == timedelta(hours=1)


def test_entries_of_any_year_stand_in_order(stores: Stores) -> None:
    for year in ("9999", "0001", "0999", "2026"):
        add(stores, year, at=f"{year}-06-15T12:00+00:00")
    assert newest_first(stores) == ["9999", "2026", "0999", "0001"]
    assert stores.lists.first_day() == date(1, 6, 15)


def test_tags_are_one_whatever_their_case_and_accents(stores: Stores) -> None:
    add(stores, tags=("Équipe", "Straße"))
    add(stores, tags=("equipe", "STRASSE"))
    assert tag_names(stores) == {"Équipe": 2, "Straße": 2}
    wanted = EntryFilter(tags=frozenset({"ÉQUIPE"}))
    assert stores.lists.count(wanted) == 2


def test_a_tag_given_twice_is_kept_once_where_it_first_stood(stores: Stores) -> None:
    uid = add(stores, tags=("Team", "Budget", "team", "TEAM", "Alpha"))
    assert stores.entries.get(uid).tags == ("Team", "Budget", "Alpha")


def test_a_tag_nobody_uses_is_dropped_and_may_come_back_spelt_anew(stores: Stores) -> None:
    uid = add(stores, tags=("Équipe", "Budget"))
    stores.entries.set_tags(uid, ["Budget"], LATER)
    assert tag_names(stores) == {"Budget": 1}
    stores.entries.set_tags(uid, ["equipe"], LATER)
    assert tag_names(stores) == {"equipe": 1}
    assert count_of(stores, "tags") == 1


def test_the_tags_of_the_bin_are_not_offered_and_come_back_with_the_entry(stores: Stores) -> None:
    uid = add(stores, tags=("Budget",))
    stores.entries.bin(uid, LATER)
    assert tag_names(stores) == {}
    stores.entries.restore(uid, LATER)
    assert tag_names(stores) == {"Budget": 1}


def test_the_most_used_tags_come_first_then_by_name(stores: Stores) -> None:
    add(stores, tags=("zebra", "Éclair", "apple"))
    add(stores, tags=("zebra",))
    assert stores.lists.tags() == (("zebra", 2), ("apple", 1), ("Éclair", 1))


def test_practices_and_star_change_and_each_change_raises_the_revision(stores: Stores) -> None:
    uid = add(stores)
    assert stores.entries.set_practices(uid, ["power", "conflict", "power"], LATER) == 2
    assert stores.entries.set_fields(uid, LATER, starred=True) == 3
    assert stores.entries.set_tags(uid, ["a"], LATER) == 4
    entry = stores.entries.get(uid)
    assert (set(entry.practices), entry.starred, entry.revision, entry.modified) == (
        {"power", "conflict"},
        True,
        4,
        LATER,
    )
    assert entry.created == AT
    stores.entries.set_practices(uid, [], LATER)
    stores.entries.set_fields(uid, LATER, starred=False)
    entry = stores.entries.get(uid)
    assert (entry.practices, entry.starred) == ((), False)


def test_an_entry_can_be_moved_to_the_day_it_was_really_written(stores: Stores) -> None:
    uid = add(stores)
    there = moment("2025-12-31T23:59-08:00", "America/Los_Angeles")
    stores.entries.set_fields(uid, LATER, written=there)
    assert stores.entries.get(uid).written == there
    assert list(stores.lists.days(date(2025, 1, 1), date(2027, 1, 1))) == [date(2025, 12, 31)]


def test_text_that_was_changed_elsewhere_is_not_overwritten(stores: Stores) -> None:
    uid = add(stores, "as opened")
    assert stores.entries.save_text(uid, "", "changed by another", 1, LATER) == 2
    with pytest.raises(EntryChangedElsewhere):
        stores.entries.save_text(uid, "", "typed meanwhile", 1, LATER)
    assert stores.entries.get(uid).body == "changed by another"
    assert stores.entries.save_text(uid, "", "typed after looking", 2, LATER) == 3


def test_search_follows_edits_deletion_and_restoring(stores: Stores) -> None:
    def found(words: str) -> int:
        return stores.lists.count(EntryFilter(words=words))

    uid = add(stores, "a kingfisher")
    assert found("kingfisher") == 1
    stores.entries.save_text(uid, "Heron", "standing", 1, LATER)
    assert (found("kingfisher"), found("heron"), found("standing")) == (0, 1, 1)
    stores.entries.bin(uid, LATER)
    assert found("heron") == 0
    assert stores.lists.count(EntryFilter(words="heron", deleted=True)) == 1
    stores.entries.restore(uid, LATER)
    assert found("heron") == 1
    check_index(stores)
    stores.entries.bin(uid, LATER)
    stores.entries.purge(uid)
    assert stores.lists.count(EntryFilter(words="heron", deleted=True)) == 0
    check_index(stores)


def test_what_is_purged_takes_its_tags_and_practices_along(stores: Stores) -> None:
    uid = stores.entries.add(NewEntry(NOON, "", "text", practices=("power",), tags=("secret-name",)), AT)
    stores.entries.bin(uid, LATER)
    stores.entries.purge(uid)
    for table in ("entries", "entry_practices", "entry_tags", "tags"):
        assert count_of(stores, table) == 0, table
    with pytest.raises(NoSuchEntry):
        stores.entries.get(uid)


def test_only_what_is_in_the_bin_can_be_purged(stores: Stores) -> None:
    uid = add(stores)
    with pytest.raises(NoSuchEntry):
        stores.entries.purge(uid)
    assert stores.entries.get(uid).body == "text"


def test_the_bin_shows_what_was_binned_last_first(stores: Stores) -> None:
    old = add(stores, "old", at="2020-01-01T12:00+00:00")
    new = add(stores, "new", at="2026-01-01T12:00+00:00")
    stores.entries.bin(new, AT)
    stores.entries.bin(old, LATER)
    wanted = EntryFilter(deleted=True)
    assert [each.first_line for each in stores.lists.page(wanted, 0, 10)] == ["old", "new"]
    assert [each.deleted for each in stores.lists.page(wanted, 0, 10)] == [LATER, AT]
    assert [stores.lists.position(wanted, uid) for uid in (old, new)] == [0, 1]
    assert newest_first(stores) == []


def test_binning_twice_does_not_lengthen_an_entrys_stay(stores: Stores) -> None:
    uid = add(stores)
    stores.entries.bin(uid, AT)
    stores.entries.bin(uid, LATER)
    assert stores.entries.get(uid).deleted == AT


def test_only_what_went_to_the_bin_before_the_instant_is_emptied(stores: Stores) -> None:
    uids = [add(stores, str(number)) for number in range(3)]
    tick = timedelta(microseconds=1)
    for uid, at in zip(uids, (LATER - tick, LATER, LATER + tick), strict=True):
        stores.entries.bin(uid, at)
    kept = add(stores, "kept")
    assert stores.entries.empty_bin(LATER) == 1
    assert {each.uid for each in stores.lists.page(EntryFilter(deleted=True), 0, 10)} == set(uids[1:])
    assert stores.entries.empty_bin(LATER) == 0
    assert stores.entries.get(kept).body == "kept"
    check_index(stores)


@pytest.mark.parametrize("uid", ["", "nothing", "%", "\ud800", "' OR 1=1 --", "a\0b"])
def test_an_entry_that_is_not_there_is_named_in_the_error(stores: Stores, uid: str) -> None:
    add(stores)
    with pytest.raises(NoSuchEntry) as refused:
        stores.entries.uid_starting_with(uid)
    assert refused.value.params == {"uid": uid}


@pytest.mark.parametrize("method", ["bin", "restore", "purge", "set_tags", "set_practices", "save_text", "set_fields"])
def test_nothing_can_be_done_to_an_entry_that_is_gone(stores: Stores, method: str) -> None:
    calls: dict[str, Callable[[], object]] = {
        "bin": lambda: stores.entries.bin("gone", AT),
        "restore": lambda: stores.entries.restore("gone", AT),
        "purge": lambda: stores.entries.purge("gone"),
        "set_tags": lambda: stores.entries.set_tags("gone", ["left-over"], AT),
        "set_practices": lambda: stores.entries.set_practices("gone", ["power"], AT),
        "save_text": lambda: stores.entries.save_text("gone", "", "", 1, AT),
        "set_fields": lambda: stores.entries.set_fields("gone", AT, starred=True),
    }
    with pytest.raises(NoSuchEntry):
        calls[method]()
    assert count_of(stores, "tags") == 0


def test_the_beginning_of_a_uid_is_enough_if_it_is_the_only_one(stores: Stores) -> None:
    uids = [add(stores) for _ in range(40)]
    assert stores.entries.uid_starting_with(uids[0]) == uids[0]
    twice = next(uid[0] for uid in uids if sum(other[0] == uid[0] for other in uids) > 1)
    with pytest.raises(NoSuchEntry):
        stores.entries.uid_starting_with(twice)


def test_importing_the_same_entries_again_adds_nothing_even_from_the_bin(stores: Stores) -> None:
    many = [NewEntry(NOON, "", str(number), source="dayone", source_uid=f"U{number}") for number in range(5)]
    added = stores.entries.add_missing(many, AT)
    assert len(added) == 5
    stores.entries.bin(added[0], AT)
    assert stores.entries.add_missing([*many, *many], AT) == ()
    assert stores.lists.count(EntryFilter()) == 4


def test_a_transaction_that_fails_half_way_keeps_nothing_of_it(stores: Stores) -> None:
    good = NewEntry(NOON, "", "good", source="s", source_uid="1")
    bad = NewEntry(NOON, "", "bad", practices=(None,), source="s", source_uid="2")  # type: ignore[arg-type]
    with pytest.raises(Exception, match="NOT NULL"):
        stores.entries.add_missing([good, bad], AT)
    assert stores.lists.count(EntryFilter()) == 0
    assert add(stores)


def test_a_body_of_five_megabytes_comes_back_whole_and_is_found(stores: Stores) -> None:
    body = "Ein Satz über die Brücke. 🌉\n" * 180_000 + "xylophone"
    assert len(body.encode()) > 5_000_000
    uid = add(stores, body)
    assert stores.entries.get(uid).body == body
    assert stores.lists.count(EntryFilter(words="xylophone")) == 1
    folder = stores.vault.folder
    stores.vault.close()
    vault = reopen(folder)
    assert Stores.of(vault).entries.get(uid).body == body
    vault.close()


def test_text_is_stored_as_utf_8(stores: Stores) -> None:
    uid = add(stores, "ü🧭")
    with stores.vault.reading() as connection:
        row = connection.execute("SELECT hex(body), typeof(body) FROM entries WHERE uid = ?", (uid,)).fetchone()
        assert connection.execute("PRAGMA encoding").fetchone() == ("UTF-8",)
    assert row == ("ü🧭".encode().hex().upper(), "text")
