"""Check-ins that are changed, thrown away and brought back: what was said before is never lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal_app.bootstrap import Services
from journal_app.domain.change import Kind
from journal_app.domain.check_in import Answers, CheckIn, HalfDone
from journal_app.domain.check_in_errors import (
    BadRating,
    LongNote,
    NoSuchCheckIn,
    NothingRated,
    UnknownBehaviour,
    UnratedNote,
)
from journal_app.domain.errors import DateInFuture, DateTooLongAgo, DiskFull, NoSuchEntry, UserFacingError
from journal_app.domain.half_done import edit_slot, look_back_slot
from journal_app.domain.rhythm import Rhythm
from journal_app.storage import check_in_store
from tests.support.clock import FakeClock
from tests.support.journals import app_in, services_in

ASK, SAY = "ask-before-i-answer", "say-we"
FULL = Answers({ASK: 4, SAY: None}, {ASK: "Twice", SAY: "Nobody there"})


def written(services: Services, title: str = "A reflection") -> str:
    return services.entries.write(title, "").uid


# Notes and evidence


def test_notes_and_evidence_stand_with_their_ratings(services: Services) -> None:
    first, second = written(services, "One"), written(services, "Two")
    answers = Answers({ASK: 4, SAY: None}, {ASK: " Twice\n"}, {ASK: (second, first, second), SAY: (first,)})
    saved = services.check_ins.save(answers).check_in
    (found,) = services.check_ins.all()
    assert found == saved
    assert found.notes == {ASK: "Twice"}
    assert {key: set(uids) for key, uids in found.evidence.items()} == {ASK: {first, second}, SAY: {first}}
    assert len(found.evidence[ASK]) == 2


@pytest.mark.parametrize(
    ("answers", "error", "beginning"),
    [
        (Answers({ASK: 4}, {SAY: "Why"}), UnratedNote, "A note or a reflection was added to a statement that has no"),
        (Answers({ASK: 4}, {}, {SAY: ("x",)}), UnratedNote, "A note or a reflection"),
        (Answers({ASK: 4}, {ASK: "x" * 501}), LongNote, "A note on a rating can have 500 characters"),
        (Answers({ASK: 4}, {"nobody": "x"}), UnknownBehaviour, "There is no behaviour called “nobody”"),
        (Answers({ASK: 4}, {}, {ASK: ("no-such-entry",)}), NoSuchEntry, "There is no entry “no-such-entry”"),
        (Answers({}, {ASK: "x"}), NothingRated, "No behaviour has been answered yet"),
    ],
)
def test_notes_and_evidence_that_make_no_sense_are_a_sentence_and_nothing_is_kept(
    services: Services, tmp_path: Path, clock: FakeClock, answers: Answers, error: type[UserFacingError], beginning: str
) -> None:
    before = services.check_ins.save(FULL).check_in
    acts: list[Callable[[], object]] = [
        lambda: services.check_ins.save(answers),
        lambda: services.check_ins.look_back(answers, date(2025, 12, 1)),
        lambda: services.check_ins.edit(before.uid, answers),
    ]
    for write in acts:
        with pytest.raises(error) as refused:
            write()
        assert app_in(tmp_path, clock).messages.text(refused.value).startswith(beginning)
    assert services.check_ins.all() == (before,)
    assert services.check_ins.looks_back() == ()
    assert services.check_ins.versions(before.uid) == ()


def test_a_blank_note_is_none_and_odd_characters_do_no_harm(services: Services) -> None:
    saved = services.check_ins.save(Answers({ASK: 4, SAY: 3}, {ASK: " \n ", SAY: "a\0b\ud800🧭"})).check_in
    assert saved.notes == {SAY: "a\ufffdb\ufffd🧭"}
    longest = services.check_ins.save(Answers({ASK: 4}, {ASK: "🧭" * 500})).check_in
    assert longest.notes == {ASK: "🧭" * 500}


def test_evidence_in_the_bin_is_not_shown_and_comes_back_with_the_entry(services: Services) -> None:
    uid = written(services)
    check_in = services.check_ins.save(Answers({ASK: 4, SAY: 2}, {}, {ASK: (uid,), SAY: (uid,)})).check_in
    services.entries.delete(uid)
    assert services.check_ins.get(check_in.uid).evidence == {}
    services.check_ins.edit(check_in.uid, Answers({ASK: 5, SAY: 2}))
    assert services.check_ins.versions(check_in.uid)[0].answers.evidence == {}
    services.entries.restore(uid)
    assert services.check_ins.get(check_in.uid).evidence == {ASK: (uid,), SAY: (uid,)}
    assert services.check_ins.versions(check_in.uid)[0].answers.evidence == {ASK: (uid,), SAY: (uid,)}


def test_evidence_of_an_entry_that_is_gone_for_good_goes_with_it(services: Services) -> None:
    uid = written(services)
    check_in = services.check_ins.save(Answers({ASK: 4}, {}, {ASK: (uid,)})).check_in
    services.check_ins.edit(check_in.uid, Answers({ASK: 5}, {}, {ASK: (uid,)}))
    services.check_ins.keep_half_done(HalfDone(Answers({ASK: 1}, {}, {ASK: (uid,)})))
    services.entries.delete(uid)
    services.entries.delete_for_good(uid)
    assert services.check_ins.get(check_in.uid).evidence == {}
    assert services.check_ins.versions(check_in.uid)[0].answers == Answers({ASK: 4})
    half_done = services.check_ins.half_done()
    assert half_done is not None
    assert half_done.answers == Answers({ASK: 1})


# Changing


def test_what_a_check_in_was_before_it_was_changed_is_kept(services: Services, clock: FakeClock) -> None:
    uid = written(services)
    saved = services.check_ins.save(Answers(FULL.ratings, FULL.notes, {ASK: (uid,)}), date(2026, 2, 1)).check_in
    clock.advance(minutes=5)
    edited = services.check_ins.edit(saved.uid, Answers({ASK: 2}), date(2026, 2, 3))
    assert edited.change.kinds == {Kind.CHECK_INS}
    assert edited.change.uids == (saved.uid,)
    assert services.check_ins.all() == (edited.check_in,)
    found = edited.check_in
    assert (found.ratings, found.notes, found.evidence, found.on) == ({ASK: 2}, {}, {}, date(2026, 2, 3))
    assert (found.recorded, found.edited) == (saved.recorded, clock.now().utc)
    (version,) = services.check_ins.versions(saved.uid)
    assert (version.kept, version.on, version.answers) == (clock.now().utc, saved.on, saved.answers)


def test_versions_come_newest_first(services: Services, clock: FakeClock) -> None:
    uid = services.check_ins.save(Answers({ASK: 1})).check_in.uid
    for value in (2, 3):
        clock.advance(minutes=1)
        services.check_ins.edit(uid, Answers({ASK: value}))
    assert [version.answers.ratings for version in services.check_ins.versions(uid)] == [{ASK: 2}, {ASK: 1}]


def test_the_same_answers_again_change_nothing_and_end_the_editing(services: Services) -> None:
    one, two = written(services, "One"), written(services, "Two")
    saved = services.check_ins.save(Answers({ASK: 4}, {ASK: "Twice"}, {ASK: (one, two)})).check_in
    again = Answers({ASK: 4}, {ASK: "Twice "}, {ASK: (two, one)})
    services.check_ins.keep_half_done(HalfDone(again, editing=saved.uid), edit_slot(saved.uid))
    edited = services.check_ins.edit(saved.uid, again, saved.on)
    assert (edited.check_in, bool(edited.change)) == (saved, False)
    assert services.check_ins.versions(saved.uid) == ()
    assert services.check_ins.half_done(edit_slot(saved.uid)) is None


def test_a_rating_that_is_put_right_keeps_the_words_it_was_given_for(services: Services) -> None:
    saved = services.check_ins.save(Answers({ASK: 1})).check_in
    services.behaviours.reword(ASK, "Other words")
    edited = services.check_ins.edit(saved.uid, Answers({ASK: 2, SAY: 3})).check_in
    assert edited.wordings == {ASK: 1, SAY: 1}
    assert services.check_ins.save(Answers({ASK: 2})).check_in.wordings == {ASK: 2}


def test_a_behaviour_that_was_removed_since_can_still_be_put_right(services: Services) -> None:
    own, _ = services.behaviours.add("power", "I wait")
    saved = services.check_ins.save(Answers({own.key: 1})).check_in
    services.behaviours.remove(own.key)
    assert services.check_ins.edit(saved.uid, Answers({own.key: 2})).check_in.ratings == {own.key: 2}
    # Its last rating may go, too; what it was is a version.
    services.check_ins.edit(saved.uid, Answers({ASK: 2}))
    assert own.key not in {each.key for each in services.behaviours.all()}
    with pytest.raises(UnknownBehaviour):
        services.check_ins.save(Answers({own.key: 2}))
    again = services.check_ins.bring_back(saved.uid, services.check_ins.versions(saved.uid)[0]).check_in
    assert [each.text_of(again.wordings[own.key]) for each in services.behaviours.all() if each.own] == ["I wait"]


def test_answers_brought_back_from_a_version_keep_the_words_they_were_given_for(services: Services) -> None:
    first = services.content.behaviours()[0].text
    saved = services.check_ins.save(Answers({ASK: 1, SAY: 2})).check_in
    services.check_ins.edit(saved.uid, Answers({SAY: 2}))
    # Nothing is rated by the first words any more.
    services.behaviours.reword(ASK, "Other words")
    services.check_ins.save(Answers({ASK: 5}))
    (version,) = services.check_ins.versions(saved.uid)
    restored = services.check_ins.bring_back(saved.uid, version).check_in
    (behaviour,) = (each for each in services.behaviours.all() if each.key == ASK)
    assert behaviour.text_of(restored.wordings[ASK]) == first
    assert behaviour.text == "Other words"
    # A rating that is new is one of the present words, though it says what an earlier version says.
    services.check_ins.edit(saved.uid, Answers({SAY: 2}))
    added = services.check_ins.edit(saved.uid, Answers({ASK: 1, SAY: 2})).check_in
    assert behaviour.text_of(added.wordings[ASK]) == "Other words"


def test_a_version_comes_back_with_its_words_even_where_the_present_rating_has_others(
    services: Services, clock: FakeClock
) -> None:
    saved = services.check_ins.save(Answers({ASK: 4, SAY: 2})).check_in
    services.check_ins.edit(saved.uid, Answers({SAY: 2}))
    services.behaviours.reword(ASK, "Other words")
    clock.advance(minutes=1)
    services.check_ins.edit(saved.uid, Answers({ASK: 4, SAY: 2}))
    (first,) = (each for each in services.check_ins.versions(saved.uid) if ASK in each.answers.ratings)
    (behaviour,) = (each for each in services.behaviours.all() if each.key == ASK)
    assert behaviour.text_of(services.check_ins.get(saved.uid).wordings[ASK]) == "Other words"
    restored = services.check_ins.bring_back(saved.uid, first).check_in
    (behaviour,) = (each for each in services.behaviours.all() if each.key == ASK)
    assert behaviour.text_of(restored.wordings[ASK]) == services.content.behaviours()[0].text


@pytest.mark.parametrize("away", [Answers({SAY: 3}), Answers({ASK: 2, SAY: 3}), Answers({ASK: 4, SAY: 3})])
def test_undoing_a_change_brings_back_evidence_that_lies_in_the_bin(
    services: Services, clock: FakeClock, away: Answers
) -> None:
    one, two = written(services, "One"), written(services, "Two")
    saved = services.check_ins.save(Answers({ASK: 4, SAY: 3}, {}, {ASK: (one, two)})).check_in
    services.entries.delete(one)
    before = services.check_ins.get(saved.uid)
    clock.advance(minutes=5)
    services.check_ins.edit(saved.uid, away)
    clock.advance(minutes=5)
    assert services.check_ins.undo_edit(before).check_in.answers == before.answers
    services.entries.restore(one)
    assert set(services.check_ins.get(saved.uid).evidence[ASK]) == {one, two}


def test_undoing_a_change_again_and_again_always_brings_back_what_was_shown(
    services: Services, clock: FakeClock
) -> None:
    one, two = written(services, "One"), written(services, "Two")
    saved = services.check_ins.save(Answers({ASK: 4}, {}, {ASK: (one,)})).check_in
    shown = [saved]
    for evidence in ((one, two), (), (two,)):
        clock.advance(minutes=1)
        shown.append(services.check_ins.edit(saved.uid, Answers({ASK: 4}, {}, {ASK: evidence})).check_in)
    for before in shown:
        clock.advance(minutes=1)
        assert services.check_ins.undo_edit(before).check_in.answers == before.answers


def test_undoing_a_change_that_rated_something_more_does_not_leave_it_asked(services: Services) -> None:
    services.behaviours.ask([SAY], asked=False)
    saved = services.check_ins.save(Answers({ASK: 4})).check_in
    services.check_ins.edit(saved.uid, Answers({ASK: 4, SAY: 2}))
    undone = services.check_ins.undo_edit(saved).check_in
    assert (undone.ratings, undone.left_out) == ({ASK: 4}, saved.left_out)


def test_a_version_comes_back_without_a_reflection_that_is_gone_for_good(services: Services) -> None:
    uid = written(services)
    saved = services.check_ins.save(Answers({ASK: 4}, {}, {ASK: (uid,)})).check_in
    services.check_ins.edit(saved.uid, Answers({SAY: 1}))
    services.entries.delete(uid)
    services.entries.delete_for_good(uid)
    restored = services.check_ins.undo_edit(saved).check_in
    assert (restored.ratings, restored.evidence) == ({ASK: 4}, {})


def test_what_does_not_exist_cannot_be_changed(services: Services) -> None:
    acts: list[Callable[[], object]] = [
        lambda: services.check_ins.edit("gone", FULL),
        lambda: services.check_ins.get("gone"),
        lambda: services.check_ins.delete("gone"),
        lambda: services.check_ins.restore("gone"),
    ]
    for act in acts:
        with pytest.raises(NoSuchCheckIn):
            act()
    assert services.check_ins.versions("gone") == ()
    saved = services.check_ins.save(FULL).check_in
    services.check_ins.take_back(saved)
    with pytest.raises(NoSuchCheckIn):
        services.check_ins.take_back(saved)


@pytest.mark.parametrize(
    ("day", "error"),
    [
        (date(2026, 3, 3), DateInFuture),
        (date.max, DateInFuture),
        (date(1926, 3, 1), DateTooLongAgo),
        (date.min, DateTooLongAgo),
    ],
)
def test_a_day_that_makes_no_sense_is_refused(
    services: Services, tmp_path: Path, clock: FakeClock, day: date, error: type[UserFacingError]
) -> None:
    saved = services.check_ins.save(FULL).check_in
    acts: list[Callable[[], object]] = [
        lambda: services.check_ins.save(FULL, day),
        lambda: services.check_ins.edit(saved.uid, FULL, day),
        lambda: services.check_ins.look_back(FULL, day),
    ]
    for act in acts:
        with pytest.raises(error) as refused:
            act()
        assert day.isoformat() in app_in(tmp_path, clock).messages.text(refused.value)
    assert services.check_ins.all() == (saved,)


def test_a_hundred_years_back_and_the_29th_of_february_are_days(services: Services, clock: FakeClock) -> None:
    assert services.check_ins.save(FULL, date(1926, 3, 2)).check_in.on == date(1926, 3, 2)
    clock.set("2028-02-29T09:00")
    assert services.check_ins.save(FULL, date(1928, 2, 29)).check_in.on == date(1928, 2, 29)


def test_one_saved_where_it_is_tomorrow_already_never_vanishes(tmp_path: Path) -> None:
    auckland = services_in(tmp_path, FakeClock("2026-03-03T08:00", "Pacific/Auckland"))
    saved = auckland.check_ins.save(FULL).check_in
    assert saved.on == date(2026, 3, 3)
    auckland.journal.close()
    london = services_in(tmp_path, FakeClock("2026-03-02T20:00", "Europe/London"))
    assert london.check_ins.all() == (saved,)
    assert london.check_ins.last_day() == date(2026, 3, 3)
    assert not london.check_ins.is_due()
    # It can be put right there without moving it to another day.
    assert london.check_ins.edit(saved.uid, Answers({ASK: 1})).check_in.on == date(2026, 3, 3)
    london.journal.close()


def test_two_at_one_instant_stand_side_by_side_in_the_order_they_were_saved(services: Services) -> None:
    first, second, third = (services.check_ins.save(Answers({ASK: value})).check_in for value in (1, 2, 3))
    assert services.check_ins.all() == (first, second, third)


def test_the_day_before_is_that_of_an_ordinary_one_that_is_not_in_the_bin(services: Services) -> None:
    services.check_ins.save(FULL, date(2026, 1, 1))
    binned = services.check_ins.save(FULL, date(2026, 2, 1)).check_in
    services.check_ins.look_back(FULL, date(2025, 6, 1))
    last = services.check_ins.save(FULL).check_in
    assert services.check_ins.day_before(last.on) == date(2026, 2, 1)
    assert services.check_ins.day_before(date(2026, 2, 1)) == date(2026, 1, 1)
    services.check_ins.delete(binned.uid)
    assert services.check_ins.day_before(last.on) == date(2026, 1, 1)
    assert services.check_ins.day_before(date(2026, 1, 1)) is None


# Throwing away, taking back


def test_what_is_deleted_can_be_brought_back_as_it_was(services: Services) -> None:
    saved = services.check_ins.save(Answers({ASK: 4}, {ASK: "Twice"}, {ASK: (written(services),)})).check_in
    then = services.check_ins.look_back(FULL, date(2026, 1, 1)).check_in
    for uid in (saved.uid, then.uid):
        assert services.check_ins.delete(uid).kinds == {Kind.CHECK_INS}
    assert services.check_ins.all() == services.check_ins.looks_back() == ()
    assert {each.uid for each in services.check_ins.deleted()} == {saved.uid, then.uid}
    assert services.check_ins.last_day() is None
    assert services.check_ins.get(saved.uid) == replace(saved, deleted=services.clock.now().utc)
    services.check_ins.restore(saved.uid)
    services.check_ins.restore(then.uid)
    assert (services.check_ins.all(), services.check_ins.looks_back()) == ((saved,), (then,))
    assert services.check_ins.deleted() == ()


def test_what_is_taken_back_is_not_mixed_with_what_was_begun_since(services: Services) -> None:
    saved = services.check_ins.save(FULL, date(2026, 2, 1)).check_in
    since = HalfDone(Answers({SAY: 5}, {SAY: "Since"}), date(2026, 3, 1))
    services.check_ins.keep_half_done(since)
    assert services.check_ins.take_back(saved).to_the_bin
    assert services.check_ins.half_done() == since
    assert services.check_ins.all() == ()
    assert [each.answers for each in services.check_ins.deleted()] == [FULL]


def test_what_is_taken_back_keeps_a_reflection_in_the_bin(services: Services) -> None:
    uid = written(services)
    saved = services.check_ins.save(Answers(FULL.ratings, FULL.notes, {ASK: (uid,)}), date(2026, 2, 1)).check_in
    services.entries.delete(uid)
    assert not services.check_ins.take_back(saved).to_the_bin
    services.entries.restore(uid)
    kept = HalfDone(Answers(FULL.ratings, FULL.notes, {ASK: (uid,)}), saved.on)
    assert services.check_ins.half_done() == kept
    assert services.check_ins.all() == services.check_ins.deleted() == ()


def test_what_cannot_be_kept_as_half_done_is_not_taken_back(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = services.check_ins.save(FULL).check_in

    def full(*_: object) -> None:
        raise DiskFull

    with monkeypatch.context() as broken:
        broken.setattr(check_in_store, "put_half_done", full)
        with pytest.raises(DiskFull):
            services.check_ins.take_back(saved)
    assert services.check_ins.all() == (saved,)


def test_one_that_was_changed_is_not_lost_by_taking_it_back(services: Services) -> None:
    saved = services.check_ins.save(Answers({ASK: 1})).check_in
    services.check_ins.edit(saved.uid, Answers({ASK: 2}))
    services.check_ins.take_back(saved)
    assert services.check_ins.half_done() == HalfDone(Answers({ASK: 2}), saved.on)
    assert [each.uid for each in services.check_ins.deleted()] == [saved.uid]
    assert services.check_ins.versions(saved.uid)[0].answers.ratings == {ASK: 1}


# Half done


def test_each_kind_of_half_done_one_has_a_place_of_its_own(tmp_path: Path, clock: FakeClock) -> None:
    services = services_in(tmp_path, clock)
    saved = services.check_ins.save(FULL).check_in
    kept = {
        "now": HalfDone(Answers({ASK: 1}, {SAY: "a note first"}), date(2026, 2, 1)),
        "then 2025-09-01": HalfDone(Answers({ASK: 2}), as_of=date(2025, 9, 1)),
        "then 2025-10-01": HalfDone(Answers({ASK: 3}), as_of=date(2025, 10, 1)),
        edit_slot(saved.uid): HalfDone(Answers({SAY: None}), editing=saved.uid),
    }
    for slot, half_done in kept.items():
        services.check_ins.keep_half_done(half_done, slot)
    services.journal.close()
    services = services_in(tmp_path, clock)
    assert list(services.check_ins.half_done_all().items()) == list(kept.items())
    services.check_ins.look_back(Answers({ASK: 2}), date(2025, 9, 1))
    assert [services.check_ins.half_done(slot) is None for slot in kept] == [False, True, False, False]
    other = services.check_ins.save(FULL).check_in
    assert [services.check_ins.half_done(slot) is None for slot in kept] == [True, True, False, False]
    services.check_ins.edit(other.uid, Answers({ASK: 1}))
    assert services.check_ins.half_done(edit_slot(saved.uid)) == kept[edit_slot(saved.uid)]
    services.check_ins.edit(saved.uid, Answers({ASK: 1}))
    assert services.check_ins.half_done(edit_slot(saved.uid)) is None
    services.journal.close()


# Rhythm


@pytest.mark.parametrize(
    ("rhythm", "due"),
    [
        (Rhythm.WEEKLY, date(2026, 2, 7)),
        (Rhythm.FORTNIGHTLY, date(2026, 2, 14)),
        (Rhythm.MONTHLY, date(2026, 2, 28)),
        (Rhythm.QUARTERLY, date(2026, 4, 30)),
    ],
)
def test_the_next_one_is_due_by_the_rhythm_that_was_chosen(
    services: Services, clock: FakeClock, rhythm: Rhythm, due: date
) -> None:
    assert (services.check_ins.due().on, services.check_ins.due().is_due) == (None, True)
    assert services.check_ins.rhythm() is Rhythm.MONTHLY
    assert Kind.CHECK_INS in services.check_ins.set_rhythm(rhythm).kinds
    clock.set("2026-01-31T09:00")
    saved = services.check_ins.save(FULL).check_in
    assert saved.rhythm is services.check_ins.rhythm() is rhythm
    assert (services.check_ins.due().on, services.check_ins.due().is_due) == (due, False)
    clock.set(f"{due.isoformat()}T00:00")
    assert services.check_ins.is_due()


def test_a_check_in_dated_by_a_clock_that_was_wrong_does_not_silence_the_rhythm(
    services: Services, clock: FakeClock
) -> None:
    services.check_ins.save(FULL, date(2026, 1, 1))
    clock.set("2036-03-02T09:00")
    services.check_ins.save(FULL)
    clock.set("2026-03-02T09:00")
    assert len(services.check_ins.all()) == 2
    assert services.check_ins.last_day() == date(2026, 1, 1)
    assert services.check_ins.is_due()


# Suggestions


def test_reflections_on_the_practice_since_the_check_in_before_are_suggested(
    services: Services, clock: FakeClock
) -> None:
    def write(day: str, title: str, *practices: str) -> None:
        clock.set(f"{day}T12:00")
        entry = services.entries.write(title, "")
        services.entries.set_practices(entry.uid, practices)

    write("2026-01-05", "Long ago", "power")
    write("2026-02-20", "Within the last weeks", "power")
    clock.set("2026-03-02T09:00")
    assert [each.title for each in services.check_ins.suggested("power")] == ["Within the last weeks"]
    services.check_ins.save(FULL, date(2026, 1, 1))
    write("2026-03-02", "Today", "power", "conflict")
    write("2026-03-01", "Another practice", "conflict")
    clock.set("2026-03-02T13:00")
    assert [each.title for each in services.check_ins.suggested("power")] == [
        "Today",
        "Within the last weeks",
        "Long ago",
    ]
    assert [each.title for each in services.check_ins.suggested("power", date(2026, 2, 25))] == [
        "Within the last weeks",
        "Long ago",
    ]
    assert services.check_ins.suggested("power", date.min) == ()
    for number in range(25):
        write("2026-03-02", f"More {number}", "power")
    assert len(services.check_ins.suggested("power")) == 20


# Whatever is done


ANSWERS = st.builds(
    Answers,
    st.dictionaries(st.sampled_from([ASK, SAY]), st.sampled_from([None, 1, 3, 5]), min_size=1),
    st.just({}),
)
STEPS = st.lists(
    st.tuples(st.sampled_from(["save", "edit", "delete", "restore", "take back", "then"]), ANSWERS, st.integers(0, 9)),
    max_size=14,
)


@settings(max_examples=40)
@given(steps=STEPS)
def test_whatever_is_done_in_whatever_order_exactly_what_was_said_is_there(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, Answers, int]]
) -> None:
    """Against a model that is a list of what was said, in plain Python."""
    services = services_in(tmp_path_factory.mktemp("home"), FakeClock("2026-03-02T09:00"))
    said: dict[str, list[dict[str, int | None]]] = {}
    binned: set[str] = set()
    try:
        for step, answers, place in steps:
            ratings = dict(answers.ratings)
            uid = sorted(said)[place % len(said)] if said else None
            if step == "save":
                said[services.check_ins.save(answers).check_in.uid] = [ratings]
            elif step == "then":
                said[services.check_ins.look_back(answers, date(2026, 1, 1)).check_in.uid] = [ratings]
            elif uid is None:
                continue
            elif step == "edit":
                services.check_ins.edit(uid, answers)
                said[uid] += [ratings] if said[uid][-1] != ratings else []
            elif step == "delete":
                services.check_ins.delete(uid)
                binned.add(uid)
            elif step == "restore":
                services.check_ins.restore(uid)
                binned.discard(uid)
            else:
                _take_back(services, uid, said, binned)
        found = (*services.check_ins.all(), *services.check_ins.looks_back())
        assert {each.uid for each in found} == said.keys() - binned
        assert {each.uid for each in services.check_ins.deleted()} == binned
        for each in (*found, *services.check_ins.deleted()):
            assert _told(services, each) == said[each.uid]
    finally:
        services.journal.close()


def _take_back(services: Services, uid: str, said: dict[str, list[dict[str, int | None]]], binned: set[str]) -> None:
    check_in = services.check_ins.get(uid)
    slot = look_back_slot(check_in.as_of) if check_in.as_of else "now"
    services.check_ins.keep_half_done(None, slot)
    services.check_ins.take_back(check_in)
    half_done = services.check_ins.half_done(slot)
    assert half_done is not None
    assert half_done.answers.ratings == said[uid][-1]
    if len(said[uid]) == 1:
        del said[uid]
        binned.discard(uid)
    else:
        binned.add(uid)


def _told(services: Services, check_in: CheckIn) -> list[dict[str, int | None]]:
    versions = services.check_ins.versions(check_in.uid)
    return [*(dict(version.answers.ratings) for version in reversed(versions)), dict(check_in.ratings)]


def test_a_rating_off_the_scale_is_refused_in_every_way_of_writing(services: Services) -> None:
    saved = services.check_ins.save(FULL).check_in
    acts: list[Callable[[], object]] = [
        lambda: services.check_ins.edit(saved.uid, Answers({ASK: 6})),
        lambda: services.check_ins.look_back(Answers({ASK: 0}), date(2026, 1, 1)),
    ]
    for act in acts:
        with pytest.raises(BadRating):
            act()
    assert services.check_ins.get(saved.uid) == saved
