"""Looking back: kept apart from check-ins, and asked for in the middle and at the end of nine months, once each."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from journal_app.bootstrap import Services
from journal_app.domain.change import Kind
from journal_app.domain.check_in import Answers
from journal_app.domain.look_back import look_back_due
from tests.support.clock import FakeClock
from tests.support.journals import services_in

ASK = "ask-before-i-answer"
FIRST = date(2026, 1, 1)
# 137 and 274 days later.
MIDDLE, END = date(2026, 5, 18), date(2026, 10, 2)
RATED = Answers({ASK: 2}, {ASK: "I talked"})


def test_a_look_back_is_kept_apart_and_is_no_check_in(services: Services) -> None:
    check_in = services.check_ins.save(Answers({ASK: 4})).check_in
    saved = services.check_ins.look_back(RATED, date(2025, 9, 1))
    assert saved.change.kinds == {Kind.CHECK_INS}
    found = saved.check_in
    assert (found.as_of, found.on) == (date(2025, 9, 1), date(2026, 3, 2))
    assert (found.ratings, found.notes, found.wordings) == ({ASK: 2}, {ASK: "I talked"}, {ASK: 1})
    assert services.check_ins.all() == (check_in,)
    assert services.check_ins.looks_back() == (found,)
    assert services.journal.info().check_ins == 1


def test_looking_back_alone_makes_no_check_in_due_later(services: Services) -> None:
    services.check_ins.look_back(RATED, date(2025, 9, 1))
    assert services.check_ins.last_day() is None
    assert services.check_ins.is_due()


def test_a_look_back_can_be_changed_and_what_it_was_is_kept(services: Services, clock: FakeClock) -> None:
    uid = services.check_ins.look_back(RATED, date(2025, 9, 1)).check_in.uid
    clock.advance(days=1)
    edited = services.check_ins.edit(uid, Answers({ASK: 1})).check_in
    assert (edited.as_of, edited.on, edited.ratings) == (date(2025, 9, 1), date(2026, 3, 2), {ASK: 1})
    assert [version.answers for version in services.check_ins.versions(uid)] == [RATED]
    services.check_ins.take_back(edited)
    assert services.check_ins.looks_back() == ()
    half_done = services.check_ins.half_done("then 2025-09-01")
    assert half_done is not None
    assert (half_done.as_of, half_done.answers.ratings) == (date(2025, 9, 1), {ASK: 1})


@pytest.mark.parametrize(
    ("last", "put_off", "today", "due"),
    [
        (None, None, date(2026, 5, 17), False),
        (None, None, MIDDLE, True),
        (None, None, date(2026, 9, 1), True),
        # Done, or put off: not again before the end.
        (date(2026, 5, 20), None, date(2026, 5, 21), False),
        (date(2026, 5, 20), None, date(2026, 10, 1), False),
        (date(2026, 5, 20), None, END, True),
        (None, date(2026, 5, 20), date(2026, 10, 1), False),
        (None, date(2026, 5, 20), END, True),
        # Of one's own accord shortly before: it waits for 30 days.
        (date(2026, 5, 10), None, MIDDLE, False),
        (date(2026, 5, 10), None, date(2026, 6, 8), False),
        (date(2026, 5, 10), None, date(2026, 6, 9), True),
        (date(2026, 9, 20), None, END, False),
        (date(2026, 9, 20), None, date(2026, 10, 20), True),
        (date(2026, 10, 5), None, date(2027, 1, 1), False),
        # Nobody knows after fifteen months how they were at the start.
        (None, None, date(2027, 4, 2), True),
        (None, None, date(2027, 4, 3), False),
        (None, None, date(2036, 1, 1), False),
    ],
)
def test_when_it_is_time_to_look_back(last: date | None, put_off: date | None, today: date, due: bool) -> None:
    assert look_back_due(FIRST, last, put_off, today) == (FIRST if due else None)


def test_without_a_check_in_there_is_nothing_to_look_back_to() -> None:
    assert look_back_due(None, None, None, END) is None


def test_it_is_asked_for_until_it_is_done_or_put_off_and_outlives_the_window(tmp_path: Path) -> None:
    clock = FakeClock("2026-01-01T09:00")
    services = services_in(tmp_path, clock)
    services.check_ins.save(Answers({ASK: 4}))
    assert services.check_ins.look_back_due() is None
    clock.set(f"{MIDDLE}T09:00")
    assert services.check_ins.look_back_due() == FIRST
    assert Kind.CHECK_INS in services.check_ins.put_off_look_back().kinds
    services.journal.close()
    services = services_in(tmp_path, clock)
    assert services.check_ins.look_back_due() is None
    clock.set(f"{END}T09:00")
    assert services.check_ins.look_back_due() == FIRST
    done = services.check_ins.look_back(RATED, FIRST).check_in
    assert services.check_ins.look_back_due() is None
    services.check_ins.delete(done.uid)
    assert services.check_ins.look_back_due() == FIRST
    services.journal.close()
