"""Writing, tagging, finding and binning, as the window and the shell ask for it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal_app.bootstrap import Services
from journal_app.domain.change import Kind
from journal_app.domain.check_in import Answers
from journal_app.domain.entry import MAX_BODY_BYTES, EntryFilter, PromptAnswered
from journal_app.domain.errors import (
    BadSearch,
    BadTag,
    EntryChangedElsewhere,
    NoSuchEntry,
    NothingToSave,
    TextTooLong,
    UnknownPractice,
    UserFacingError,
)
from tests.support.clock import FakeClock
from tests.support.journals import app_in, services_in


def check_nothing_was_kept(services: Services) -> None:
    assert services.entries.count() == 0
    assert services.entries.count(EntryFilter(deleted=True)) == 0
    assert services.entries.tags() == ()


@pytest.mark.parametrize(("title", "body"), [("", ""), (" ", "\n\t \u00a0"), ("\r\n", "")])
def test_an_entry_without_text_is_not_kept(services: Services, title: str, body: str) -> None:
    with pytest.raises(NothingToSave):
        services.entries.write(title, body, tags=["a"])
    check_nothing_was_kept(services)


def test_a_title_or_a_body_alone_is_enough(services: Services) -> None:
    assert services.entries.get(services.entries.write("Title", "").uid).title == "Title"
    assert services.entries.get(services.entries.write("", "body").uid).body == "body"


def test_an_entry_is_written_now_unless_another_moment_is_given(services: Services, clock: FakeClock) -> None:
    clock.set("2026-07-01T08:30")
    saved = services.entries.write("", "now")
    entry = services.entries.get(saved.uid)
    assert entry.written == clock.now()
    assert (entry.written.offset_minutes, entry.written.zone) == (60, "Europe/London")
    assert (saved.revision, saved.replaced, saved.at) == (1, 0, clock.now())
    earlier = FakeClock("2020-01-01T00:00", "Asia/Tokyo").now()
    assert services.entries.get(services.entries.write("", "then", written=earlier).uid).written == earlier


def test_a_title_is_one_line(services: Services) -> None:
    uid = services.entries.write("  two\nlines \t here ", "body").uid
    assert services.entries.get(uid).title == "two lines here"


def test_a_body_keeps_its_spaces_and_has_one_kind_of_line_end(services: Services) -> None:
    uid = services.entries.write("", "  a\r\nb\rc\n\n  d  \n").uid
    assert services.entries.get(uid).body == "  a\nb\nc\n\n  d  \n"


@pytest.mark.parametrize(
    ("given_text", "kept", "replaced"),
    [
        ("a\0b", "a\ufffdb", 1),
        ("\0\0", "\ufffd\ufffd", 2),
        ("lone \ud800 high", "lone \ufffd high", 1),
        ("lone \udfff low", "lone \ufffd low", 1),
        ("\udc00\ud800", "\ufffd\ufffd", 2),
        ("pair \ud83e\udded", "pair 🧭", 0),
        ("\ud800\ud83e\udded\0", "\ufffd🧭\ufffd", 2),
        ("\ufffd was there", "\ufffd was there", 0),
        ("🧭 fine", "🧭 fine", 0),
    ],
)
def test_what_no_file_can_hold_is_replaced_and_counted_and_the_rest_is_kept(
    services: Services, given_text: str, kept: str, replaced: int
) -> None:
    saved = services.entries.write("", f"x{given_text}")
    assert (services.entries.get(saved.uid).body, saved.replaced) == (f"x{kept}", replaced)
    again = services.entries.save_text(saved.uid, given_text, given_text, 1)
    assert again.replaced == 2 * replaced
    assert services.entries.get(saved.uid).body == kept
    with services._vault.reading() as connection:
        (stored,) = connection.execute("SELECT CAST(body AS BLOB) FROM entries").fetchone()
    assert bytes(stored).decode("utf-8") == kept


@given(st.text(st.characters(exclude_categories=()), max_size=40))
@settings(max_examples=60)
def test_any_text_at_all_is_kept_as_text(services: Services, text: str) -> None:
    saved = services.entries.write("t", text)
    body = services.entries.get(saved.uid).body
    assert "\0" not in body
    assert len(body.encode()) >= len(body)
    if not saved.replaced:
        assert body == text.encode("utf-16", "surrogatepass").decode("utf-16").replace("\r\n", "\n").replace("\r", "\n")


def test_five_megabytes_are_kept_and_more_than_an_entry_can_hold_is_refused(services: Services) -> None:
    body = "é" * 2_600_000
    assert services.entries.get(services.entries.write("", body).uid).body == body
    with pytest.raises(TextTooLong) as refused:
        services.entries.write("", "é" * (MAX_BODY_BYTES // 2 + 1))
    assert refused.value.params == {"megabytes": 32}
    assert services.entries.count() == 1


def test_an_entry_that_grew_too_long_stays_as_it_was_saved_last(services: Services) -> None:
    uid = services.entries.write("", "short").uid
    with pytest.raises(TextTooLong):
        services.entries.save_text(uid, "", "x" * (MAX_BODY_BYTES + 1), 1)
    assert services.entries.get(uid).body == "short"
    assert services.entries.get(uid).revision == 1


@pytest.mark.parametrize("key", ["", "Power", "power ", "nothing", "\ud800"])
def test_an_unknown_practice_is_refused_before_anything_is_kept(services: Services, key: str) -> None:
    with pytest.raises(UnknownPractice) as refused:
        services.entries.write("", "body", practices=["power", key], tags=["a"])
    assert refused.value.params["key"] == key
    check_nothing_was_kept(services)
    uid = services.entries.write("", "body", practices=["power"]).uid
    with pytest.raises(UnknownPractice):
        services.entries.set_practices(uid, [key])
    assert services.entries.get(uid).practices == ("power",)


@pytest.mark.parametrize("tag", ["", " ", "#", "a,b", "x" * 61, "a\0b", "\ud800", "bell\a"])
def test_a_tag_that_cannot_be_one_is_refused_before_anything_is_kept(services: Services, tag: str) -> None:
    with pytest.raises(BadTag):
        services.entries.write("", "body", tags=["good", tag])
    check_nothing_was_kept(services)
    uid = services.entries.write("", "body", tags=["good"]).uid
    with pytest.raises(BadTag):
        services.entries.set_tags(uid, [tag])
    assert services.entries.get(uid).tags == ("good",)


def test_tags_lose_their_hash_and_double_spaces(services: Services) -> None:
    uid = services.entries.write("", "body", tags=["#team", " two   words ", "a/b", "x" * 60]).uid
    assert services.entries.get(uid).tags == ("team", "two words", "a/b", "x" * 60)


def test_every_write_says_what_it_changed(services: Services) -> None:
    uid = services.entries.write("", "body").uid
    changes = [
        services.entries.save_text(uid, "", "new", 1).change,
        services.entries.set_star(uid, True).change,
        services.entries.set_practices(uid, ["power"]).change,
        services.entries.set_tags(uid, ["a"]).change,
        services.entries.set_written(uid, services.clock.now()).change,
        services.entries.delete(uid),
        services.entries.restore(uid),
    ]
    for change in changes:
        assert Kind.ENTRIES in change.kinds
        assert change.uids == (uid,)


def test_the_prompt_is_kept_in_the_words_in_which_it_was_asked(services: Services) -> None:
    prompt = PromptAnswered("devon.challenge.01", "Words that may be changed one day")
    assert services.entries.get(services.entries.write("", "a", prompt=prompt).uid).prompt == prompt


def test_two_editors_of_one_entry_never_overwrite_each_other(services: Services) -> None:
    uid = services.entries.write("", "as opened").uid
    first = services.entries.save_text(uid, "", "first", 1)
    with pytest.raises(EntryChangedElsewhere):
        services.entries.save_text(uid, "", "second", 1)
    assert services.entries.save_text(uid, "", "first again", first.revision).revision == 3


def in_bin_when_opened(home: Path, clock: FakeClock) -> int:
    services = services_in(home, clock)
    try:
        return services.entries.count(EntryFilter(deleted=True))
    finally:
        services.journal.close()


def binned(home: Path, clock: FakeClock) -> str:
    services = services_in(home, clock)
    uid = services.entries.write("", "to go", tags=["secret-name"]).uid
    services.entries.delete(uid)
    services.journal.close()
    return uid


def test_the_bin_empties_itself_a_week_after_the_thirty_days_were_seen_to_be_over(
    tmp_path: Path, clock: FakeClock
) -> None:
    services = services_in(tmp_path, clock)
    uid = services.entries.write("", "to go", tags=["secret-name"]).uid
    services.entries.delete(uid)

    def days_left() -> int:
        return services.entries.days_left(services.entries.page(EntryFilter(deleted=True))[0])

    assert days_left() == 30
    clock.advance(days=29, hours=23)
    assert days_left() == 1
    clock.advance(hours=1)
    assert days_left() == 0
    assert services.entries.empty_old_bin() == 0
    services.journal.close()
    services = services_in(tmp_path, clock)
    assert services.entries.count(EntryFilter(deleted=True)) == 1
    clock.advance(days=7)
    services.journal.close()
    services = services_in(tmp_path, clock)
    assert services.entries.count(EntryFilter(deleted=True)) == 1
    clock.advance(days=7, microseconds=-1)
    assert services.entries.empty_old_bin() == 0
    clock.advance(microseconds=1)
    services.journal.close()
    services = services_in(tmp_path, clock)
    assert services.entries.count(EntryFilter(deleted=True)) == 0
    with pytest.raises(NoSuchEntry):
        services.entries.get(uid)
    services.journal.close()


@pytest.mark.parametrize("ahead", [1, 31, 365, 36500])
def test_a_clock_that_was_ahead_empties_no_bin(tmp_path: Path, clock: FakeClock, ahead: int) -> None:
    binned(tmp_path, clock)
    for _ in range(3):
        clock.advance(days=ahead)
        assert in_bin_when_opened(tmp_path, clock) == 1
        clock.advance(hours=2)
        assert in_bin_when_opened(tmp_path, clock) == 1
        clock.advance(days=-ahead)
        assert in_bin_when_opened(tmp_path, clock) == 1


def test_what_was_binned_under_a_clock_that_was_behind_is_not_gone_when_it_is_right(
    tmp_path: Path, clock: FakeClock
) -> None:
    clock.advance(days=-3650)
    binned(tmp_path, clock)
    clock.advance(days=3650)
    for _ in range(6):
        assert in_bin_when_opened(tmp_path, clock) == 1
        clock.advance(days=1)


def test_what_was_not_overdue_when_it_was_noted_that_something_was_waits_in_its_turn(
    tmp_path: Path, clock: FakeClock
) -> None:
    first = binned(tmp_path, clock)
    clock.advance(days=5)
    binned(tmp_path, clock)
    clock.advance(days=26)
    assert in_bin_when_opened(tmp_path, clock) == 2
    clock.advance(days=7)
    assert in_bin_when_opened(tmp_path, clock) == 1
    services = services_in(tmp_path, clock)
    with pytest.raises(NoSuchEntry):
        services.entries.get(first)
    services.journal.close()
    clock.advance(days=7)
    assert in_bin_when_opened(tmp_path, clock) == 0


def test_noting_what_is_overdue_is_no_change_that_wants_a_backup(tmp_path: Path, clock: FakeClock) -> None:
    binned(tmp_path, clock)
    services = services_in(tmp_path, clock)
    services.backups.back_up()
    services.journal.close()
    clock.advance(days=40)
    services = services_in(tmp_path, clock)
    assert not services.backups.has_news()
    services.journal.close()


def test_days_left_never_promise_a_day_too_many(services: Services, clock: FakeClock) -> None:
    uid = services.entries.write("", "to go").uid
    services.entries.delete(uid)
    (summary,) = services.entries.page(EntryFilter(deleted=True))
    for hours in range(0, 31 * 24, 5):
        clock.set("2026-03-02T09:00")
        clock.advance(hours=hours)
        left = services.entries.days_left(summary)
        assert timedelta(days=left) >= timedelta(days=30) - timedelta(hours=hours)
        assert left == 0 or timedelta(days=left - 1) < timedelta(days=30) - timedelta(hours=hours)


def test_an_entry_can_be_restored_until_the_last_moment(services: Services, clock: FakeClock) -> None:
    uid = services.entries.write("", "to stay").uid
    services.entries.delete(uid)
    clock.advance(days=30)
    services.entries.restore(uid)
    clock.advance(days=300)
    assert services.entries.empty_old_bin() == 0
    assert services.entries.get(uid).deleted is None


def test_a_journal_that_can_only_be_read_keeps_its_bin(tmp_path: Path, clock: FakeClock) -> None:
    writer = services_in(tmp_path, clock)
    writer.entries.delete(writer.entries.write("", "to go").uid)
    clock.advance(days=60)
    reader = services_in(tmp_path, clock)
    assert reader.journal.read_only_because == "in-use"
    assert reader.entries.count(EntryFilter(deleted=True)) == 1
    reader.journal.close()
    writer.journal.close()


def test_an_opening_that_fails_late_gives_the_journal_back(
    tmp_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    services_in(tmp_path, clock).journal.close()

    def fail(*_: object) -> int:
        raise UserFacingError

    with monkeypatch.context() as patched:
        patched.setattr("journal_app.services.entry_service.EntryService.empty_old_bin", fail)
        with pytest.raises(UserFacingError):
            services_in(tmp_path, clock)
    services = services_in(tmp_path, clock)
    assert services.journal.read_only_because is None
    services.journal.close()


@pytest.mark.parametrize("words", ["", "  ", "*", '"', "🎉", "\0", "--"])
def test_a_search_without_a_word_is_a_sentence(services: Services, words: str) -> None:
    services.entries.write("", "body")
    with pytest.raises(BadSearch):
        services.entries.search(words)


def test_search_gives_the_newest_first_and_no_more_than_asked_for(services: Services, clock: FakeClock) -> None:
    for number in range(5):
        services.entries.write("", f"heron {number}")
        clock.advance(hours=1)
    assert [each.first_line for each in services.entries.search("heron", 3)] == ["heron 4", "heron 3", "heron 2"]


def test_the_facts_about_a_journal_are_true(tmp_path: Path, clock: FakeClock) -> None:
    services = services_in(tmp_path, clock)
    empty = services.journal.info()
    assert (empty.entries, empty.in_bin, empty.check_ins, empty.first_day) == (0, 0, 0, None)
    services.entries.write("", "old", written=FakeClock("2019-05-05T12:00").now())
    services.entries.delete(services.entries.write("", "gone").uid)
    services.check_ins.save(Answers({"say-we": 4}))
    facts = services.journal.info()
    assert (facts.entries, facts.in_bin, facts.check_ins, facts.first_day) == (1, 1, 1, "2019-05-05")
    assert facts.folder == app_in(tmp_path, clock).paths.journal
    assert (facts.protected, facts.read_only) == (False, False)
    assert facts.size > 100_000
    services.journal.close()


def test_entries_are_found_by_uid_newest_first_but_not_those_in_the_bin(services: Services, clock: FakeClock) -> None:
    uids = []
    for day in ("2026-03-02T09:00", "2026-03-04T09:00", "2026-03-03T09:00"):
        clock.set(day)
        uids.append(services.entries.write(f"On {day[:10]}", "x", practices=["power"]).uid)
    services.entries.write("Another", "x")
    services.entries.delete(uids[0])
    found = services.entries.summaries([*uids, uids[1], "no-such-uid"])
    assert [each.title for each in found] == ["On 2026-03-04", "On 2026-03-03"]
    assert found[0].practices == ("power",)
    assert services.entries.summaries([]) == ()


def test_thousands_of_entries_can_be_asked_for_at_once(services: Services) -> None:
    uid = services.entries.write("One", "x").uid
    assert [each.uid for each in services.entries.summaries([uid, *map(str, range(40_000))])] == [uid]
