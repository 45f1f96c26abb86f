"""What is half done: kept by what it is for, and given back without running over what was answered since."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal_app.bootstrap import Services
from journal_app.domain.check_in import Answers, CheckIn, HalfDone
from journal_app.domain.half_done import aside_slot, edit_slot, parted, slot_of
from tests.support.clock import FakeClock
from tests.support.journals import half_done, services_in

ASK, SAY, DO_NOT_KNOW = "ask-before-i-answer", "say-we", "say-i-do-not-know"
MARCH, JUNE = date(2026, 3, 1), date(2026, 6, 1)


@pytest.fixture
def now(services: Services, clock: FakeClock) -> Services:
    """A journal on a day after those that are looked back to."""
    clock.set("2026-11-22T10:00")
    return services


def old(services: Services, name: str, document: Mapping[str, object]) -> None:
    with services._vault.writing() as db:
        db.conn.execute("INSERT INTO settings VALUES (?, ?)", (name, json.dumps(document)))


def names(services: Services) -> set[str]:
    with services._vault.reading() as connection:
        return {
            name
            for (name,) in connection.execute("SELECT name FROM settings WHERE name LIKE '%draft' OR name LIKE 'half%'")
        }


def test_what_earlier_versions_kept_is_found_and_then_kept_by_what_it_is_for(now: Services) -> None:
    empty: dict[str, object] = {"notes": {}, "evidence": {}}
    old(now, "check_in_draft", {ASK: 2})
    old(
        now, "then_draft", {"answers": {"ratings": {ASK: 3}, **empty}, "on": None, "as_of": "2026-03-01", "editing": ""}
    )
    old(now, "edit_draft", {"answers": {"ratings": {ASK: 4}, **empty}, "on": None, "as_of": None, "editing": "u"})
    found = now.check_ins.half_done_all()
    assert {slot: each.answers.ratings[ASK] for slot, each in found.items()} == {
        "now": 2,
        "then 2026-03-01": 3,
        "edit u": 4,
    }
    now.check_ins.keep_half_done(None, "then 2026-03-01")
    assert names(now) == {"half_done now", "half_done edit u"}
    assert now.check_ins.half_done_all() == {slot: found[slot] for slot in ("now", "edit u")}


def test_the_day_it_was_begun_on_stays(now: Services, clock: FakeClock) -> None:
    now.check_ins.keep_half_done(HalfDone(Answers({ASK: 1})))
    clock.advance(days=3)
    kept = now.check_ins.half_done()
    assert kept is not None
    assert kept.on == date(2026, 11, 22)


def test_one_for_another_day_is_put_aside_and_gone_on_with(now: Services) -> None:
    check_ins = now.check_ins
    check_ins.keep_half_done(HalfDone(Answers({ASK: 1}), JUNE))
    check_ins.turn_to(MARCH)
    assert check_ins.half_done() is None
    check_ins.keep_half_done(HalfDone(Answers({ASK: 5}), MARCH))
    check_ins.turn_to(JUNE)
    assert half_done(now) == {ASK: 1}
    assert half_done(now, "now 2026-03-01") == {ASK: 5}
    check_ins.turn_to(JUNE)
    assert half_done(now) == {ASK: 1}


def test_turning_to_a_day_where_nothing_is_half_done_writes_nothing(now: Services) -> None:
    before = now._vault.changes()
    now.check_ins.turn_to(MARCH)
    assert now._vault.changes() == before


def test_what_is_given_back_takes_nothing_from_what_was_answered_since(now: Services) -> None:
    dropped = HalfDone(Answers({ASK: 1, SAY: 2}, {SAY: "was"}), JUNE)
    now.check_ins.keep_half_done(HalfDone(Answers({ASK: 5}, {ASK: "since"})))
    now.check_ins.put_back(dropped)
    assert now.check_ins.half_done() == HalfDone(Answers({ASK: 5, SAY: 2}, {ASK: "since", SAY: "was"}), JUNE)


def test_what_is_given_back_is_not_mixed_with_another_day(now: Services) -> None:
    now.check_ins.keep_half_done(HalfDone(Answers({ASK: 5}), MARCH))
    now.check_ins.put_back(HalfDone(Answers({SAY: 2}), JUNE))
    assert half_done(now) == {SAY: 2}
    assert half_done(now, "now 2026-03-01") == {ASK: 5}


def test_of_changes_given_back_those_made_since_count(now: Services) -> None:
    uid = now.check_ins.save(Answers({ASK: 3, SAY: 3, DO_NOT_KNOW: 3}), MARCH).check_in.uid
    since = HalfDone(Answers({ASK: 5, SAY: 3, DO_NOT_KNOW: 3}), MARCH, editing=uid)
    now.check_ins.keep_half_done(since, edit_slot(uid))
    now.check_ins.put_back(HalfDone(Answers({ASK: 1, SAY: 1, DO_NOT_KNOW: 3}), MARCH, editing=uid))
    assert half_done(now, edit_slot(uid)) == {ASK: 5, SAY: 1, DO_NOT_KNOW: 3}


def test_a_check_in_with_changes_begun_goes_to_the_bin_when_it_is_taken_back(now: Services) -> None:
    saved = now.check_ins.save(Answers({ASK: 3})).check_in
    now.check_ins.keep_half_done(HalfDone(Answers({ASK: 5}), saved.on, editing=saved.uid), edit_slot(saved.uid))
    now.check_ins.take_back(saved)
    assert [each.uid for each in now.check_ins.deleted()] == [saved.uid]
    assert half_done(now, edit_slot(saved.uid)) == {ASK: 5}
    assert half_done(now) == {ASK: 3}


def test_what_is_not_asked_stays_half_done_when_the_rest_is_saved_and_is_joined_when_that_is_taken_back(
    now: Services,
) -> None:
    now.check_ins.keep_half_done(HalfDone(Answers({ASK: 4, SAY: 2}, {SAY: "dear"})))
    now.behaviours.ask([SAY], asked=False)
    saved = now.check_ins.save(Answers({ASK: 4})).check_in
    kept = now.check_ins.half_done()
    assert kept == HalfDone(Answers({SAY: 2}, {SAY: "dear"}))  # of no day yet: that of the next one
    assert not now.check_ins.take_back(saved).to_the_bin
    assert now.check_ins.half_done() == HalfDone(Answers({ASK: 4, SAY: 2}, {SAY: "dear"}), saved.on)


def test_an_answer_to_another_sentence_is_not_shown_but_its_note_is(now: Services) -> None:
    text = next(each.text for each in now.behaviours.asked() if each.key == ASK)
    now.check_ins.keep_half_done(HalfDone(Answers({ASK: 4, SAY: 2}, {ASK: "dear"})))
    now.behaviours.reword(ASK, "I never interrupt anybody")
    kept = now.check_ins.half_done()
    assert kept is not None
    found = parted(kept, {each.key: each.text for each in now.behaviours.asked()})
    assert (found.shown, found.reworded) == (Answers({SAY: 2}, {ASK: "dear"}), (text,))
    assert found.hidden == Answers({ASK: 4})


PURPOSES = st.sampled_from(["now", "then March", "edit 0"])
ANSWER = st.tuples(st.just("answer"), PURPOSES, st.sampled_from([ASK, SAY]), st.integers(1, 5))
STEPS = st.lists(
    st.one_of(
        *(ANSWER, ANSWER),
        st.tuples(st.sampled_from(["drop", "save"]), PURPOSES),
        st.tuples(st.sampled_from(["undo", "undo", "reopen"])),
        st.tuples(st.just("turn_to"), st.sampled_from([MARCH, JUNE, date(2026, 11, 22)])),
    ),
    min_size=4,
    max_size=14,
)


class Desk:
    """Does as the page does, and remembers what was answered and not dropped since."""

    def __init__(self, home: Path) -> None:
        self.home, self.clock = home, FakeClock("2026-11-22T10:00")
        self.services = services_in(home, self.clock)
        self.edited = {"edit 0": self.services.check_ins.save(Answers({ASK: 3}), MARCH).check_in.uid}
        self.undoing: list[HalfDone | CheckIn] = []
        self.given: set[tuple[str, int | None]] = set()
        self.replaced: set[tuple[str, int | None]] = set()

    def begun(self, purpose: str) -> HalfDone:
        check_ins = self.services.check_ins
        if purpose in self.edited:
            check_in = check_ins.get(self.edited[purpose])
            empty = HalfDone(check_in.answers, check_in.on, None, check_in.uid)
        else:
            empty = HalfDone(as_of=MARCH if purpose == "then March" else None)
        return check_ins.half_done(slot_of(empty)) or empty

    def answer(self, purpose: str, key: str, value: int) -> None:
        begun = self.begun(purpose)
        if key in begun.answers.ratings:
            self.replaced.add((key, begun.answers.ratings[key]))
        answers = Answers({**begun.answers.ratings, key: value})
        changed = HalfDone(answers, begun.on, begun.as_of, begun.editing)
        self.services.check_ins.keep_half_done(changed, slot_of(changed))
        self.given.add((key, value))

    def drop(self, purpose: str) -> None:
        begun = self.services.check_ins.half_done(slot_of(self.begun(purpose)))
        if begun is not None:
            self.services.check_ins.keep_half_done(None, slot_of(begun))
            self.undoing.append(begun)

    def save(self, purpose: str) -> None:
        begun, check_ins = self.begun(purpose), self.services.check_ins
        if not begun.answers:
            return
        self.clock.advance(minutes=1)
        if begun.editing:
            check_ins.edit(begun.editing, begun.answers, begun.on)
        elif begun.as_of:
            self.undoing.append(check_ins.look_back(begun.answers, begun.as_of).check_in)
        else:
            self.undoing.append(check_ins.save(begun.answers, begun.on).check_in)

    def undo(self) -> None:
        if not self.undoing:
            return
        last = self.undoing.pop()
        if isinstance(last, HalfDone):
            self.newer_counts(last, self.services.check_ins.half_done(slot_of(last)))
            self.newer_counts_aside()
            self.services.check_ins.put_back(last)
        else:
            self.services.check_ins.take_back(last)

    def turn_to(self, on: date) -> None:
        self.newer_counts_aside()
        self.services.check_ins.turn_to(on)

    def newer_counts(self, older: HalfDone | None, newer: HalfDone | None) -> None:
        """Of two answers to one statement for one purpose, the older goes."""
        if older is not None and newer is not None:
            both = older.answers.ratings.keys() & newer.answers.ratings.keys()
            self.replaced |= {(key, older.answers.ratings[key]) for key in both}

    def newer_counts_aside(self) -> None:
        now = self.services.check_ins.half_done()
        if now is not None and now.on is not None:
            self.newer_counts(self.services.check_ins.half_done(aside_slot(now.on)), now)

    def reopen(self) -> None:
        self.services.journal.close()
        self.services = services_in(self.home, self.clock)

    def kept(self) -> set[tuple[str, int | None]]:
        """Every answer that can be found: half done, saved, in the bin, in an earlier version, or to be undone."""
        check_ins = self.services.check_ins
        saved = (*check_ins.all(), *check_ins.looks_back(), *check_ins.deleted())
        found = [each.answers for each in check_ins.half_done_all().values()] + [each.answers for each in saved]
        found += [version.answers for each in saved for version in check_ins.versions(each.uid)]
        found += [each.answers for each in self.undoing if isinstance(each, HalfDone)]
        return {pair for answers in found for pair in answers.ratings.items()}


@given(STEPS)
@settings(max_examples=80, deadline=None)
def test_no_answer_is_lost_that_was_not_dropped_or_answered_otherwise(steps: list[tuple[object, ...]]) -> None:
    with TemporaryDirectory() as home:
        desk = Desk(Path(home))
        try:
            for name, *arguments in steps:
                getattr(desk, str(name))(*arguments)
                assert desk.given - desk.replaced <= desk.kept(), (name, *arguments)
        finally:
            desk.services.journal.close()
