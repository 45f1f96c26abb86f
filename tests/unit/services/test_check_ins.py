"""Check-ins: only what is on the scale is kept, whole or not at all, and the half-done one is never lost."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal_app.bootstrap import Services
from journal_app.domain.change import Kind
from journal_app.domain.check_in import Answers, HalfDone
from journal_app.domain.check_in_errors import BadRating, NothingRated, UnknownBehaviour
from journal_app.domain.errors import DateInFuture, UserFacingError
from journal_app.storage.check_in_store import CheckInStore
from journal_app.storage.half_done_store import HalfDoneStore
from tests.support.clock import FakeClock
from tests.support.journals import app_in, half_done, reopen, services_in

BEHAVIOUR, OTHER = "ask-before-i-answer", "say-we"

BAD: list[tuple[dict[str, Any], type[UserFacingError], str]] = [
    ({BEHAVIOUR: 9}, BadRating, "“9” is not a rating that “ask-before-i-answer” can have."),
    ({BEHAVIOUR: 0}, BadRating, "“0” is not a rating"),
    ({BEHAVIOUR: -1}, BadRating, "“-1” is not a rating"),
    ({BEHAVIOUR: 6}, BadRating, "“6” is not a rating"),
    ({BEHAVIOUR: 10**30}, BadRating, "“1000000000000000000000000000000” is not a rating"),
    ({BEHAVIOUR: "4"}, BadRating, "“4” is not a rating"),
    ({BEHAVIOUR: True}, BadRating, "“True” is not a rating"),
    ({BEHAVIOUR: False}, BadRating, "“False” is not a rating"),
    ({BEHAVIOUR: 3.5}, BadRating, "“3.5” is not a rating"),
    ({BEHAVIOUR: 4.0}, BadRating, "“4.0” is not a rating"),
    ({BEHAVIOUR: float("nan")}, BadRating, "“nan” is not a rating"),
    ({BEHAVIOUR: [4]}, BadRating, "“[4]” is not a rating"),
    ({BEHAVIOUR: {}}, BadRating, "“{}” is not a rating"),
    ({BEHAVIOUR: ""}, BadRating, "“” is not a rating"),
    ({BEHAVIOUR: "x" * 9999}, BadRating, "x” is not a rating"),
    ({BEHAVIOUR: 4, OTHER: 9}, BadRating, "“9” is not a rating that “say-we” can have."),
    ({"no-such-behaviour": 4}, UnknownBehaviour, "There is no behaviour called “no-such-behaviour”."),
    ({BEHAVIOUR: 4, "Say-We": 4}, UnknownBehaviour, "There is no behaviour called “Say-We”."),
    ({"": 4}, UnknownBehaviour, "There is no behaviour called “”."),
    ({"\ud800": 4}, UnknownBehaviour, "There is no behaviour called “\ufffd”."),
    ({"a\nb\0": 4}, UnknownBehaviour, "There is no behaviour called “a b\ufffd”."),
    ({}, NothingRated, "No behaviour has been answered yet."),
]


def rows(services: Services, table: str) -> int:
    with services._vault.reading() as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


@pytest.mark.parametrize(("ratings", "error", "beginning"), BAD, ids=lambda value: repr(value)[:40])
def test_a_check_in_that_makes_no_sense_is_a_sentence_and_nothing_is_kept(
    services: Services,
    tmp_path: Path,
    clock: FakeClock,
    ratings: dict[str, Any],
    error: type[UserFacingError],
    beginning: str,
) -> None:
    services.check_ins.keep_half_done(HalfDone(Answers({BEHAVIOUR: 2})))
    with pytest.raises(error) as refused:
        services.check_ins.save(Answers(ratings))
    sentence = app_in(tmp_path, clock).messages.text(refused.value)
    assert beginning in sentence
    assert "Nothing has been saved" in sentence
    assert len(sentence) < 400
    assert "\n" not in sentence
    assert services.check_ins.all() == ()
    assert (rows(services, "check_ins"), rows(services, "ratings")) == (0, 0)
    assert half_done(services) == {BEHAVIOUR: 2}


def test_a_check_in_cannot_lie_in_the_future(services: Services, clock: FakeClock) -> None:
    clock.set("2026-03-02T23:59")
    with pytest.raises(DateInFuture) as refused:
        services.check_ins.save(Answers({BEHAVIOUR: 3}), date(2026, 3, 3))
    assert refused.value.params == {"text": "2026-03-03"}
    assert services.check_ins.all() == ()
    clock.set("2026-03-03T00:00")
    services.check_ins.save(Answers({BEHAVIOUR: 3}), date(2026, 3, 3))


def test_today_is_the_persons_day_and_not_that_of_utc(tmp_path: Path) -> None:
    clock = FakeClock("2026-06-02T00:30")  # summer time: still 1 June in UTC
    services = services_in(tmp_path, clock)
    assert services.check_ins.save(Answers({BEHAVIOUR: 3})).check_in.on == date(2026, 6, 2)
    services.journal.close()


def test_a_check_in_keeps_ratings_no_opportunity_and_what_was_left_out_apart(services: Services) -> None:
    saved = services.check_ins.save(Answers({BEHAVIOUR: 5, OTHER: None}), date(2026, 2, 28))
    (found,) = services.check_ins.all()
    assert found == saved.check_in
    assert dict(found.ratings) == {BEHAVIOUR: 5, OTHER: None}
    assert found.on == date(2026, 2, 28)
    assert found.recorded == services.clock.now().utc
    assert saved.change.kinds == {Kind.CHECK_INS}
    assert saved.change.uids == (found.uid,)


def test_the_wording_a_behaviour_had_is_kept_with_its_rating(services: Services) -> None:
    services.check_ins.save(Answers({BEHAVIOUR: 5}))
    wording = next(each.wording for each in services.content.behaviours() if each.key == BEHAVIOUR)
    with services._vault.reading() as connection:
        assert connection.execute("SELECT behaviour, wording, value FROM ratings").fetchall() == [
            (BEHAVIOUR, wording, 5)
        ]


def test_check_ins_come_oldest_first_and_two_of_one_day_in_their_order(services: Services, clock: FakeClock) -> None:
    for on, value in ((date(2026, 2, 1), 3), (date(2025, 12, 1), 1), (date(2026, 2, 1), 4)):
        services.check_ins.save(Answers({BEHAVIOUR: value}), on)
        clock.advance(minutes=1)
    assert [each.ratings[BEHAVIOUR] for each in services.check_ins.all()] == [1, 3, 4]
    assert services.check_ins.last_day() == date(2026, 2, 1)


def test_a_half_done_check_in_outlives_the_window_and_is_dropped_once_saved(tmp_path: Path, clock: FakeClock) -> None:
    services = services_in(tmp_path, clock)
    services.check_ins.keep_half_done(HalfDone(Answers({BEHAVIOUR: 4, OTHER: None})))
    services.journal.close()
    services = services_in(tmp_path, clock)
    assert half_done(services) == {BEHAVIOUR: 4, OTHER: None}
    services.check_ins.save(Answers(half_done(services)))
    assert services.check_ins.half_done() is None
    services.check_ins.keep_half_done(HalfDone(Answers({BEHAVIOUR: 1})))
    services.check_ins.keep_half_done(HalfDone(Answers({})))
    assert services.check_ins.half_done() is None
    services.journal.close()


def test_a_check_in_that_is_taken_back_becomes_the_half_done_one(services: Services) -> None:
    saved = services.check_ins.save(Answers({BEHAVIOUR: 4, OTHER: None}))
    taken = services.check_ins.take_back(saved.check_in)
    assert (taken.change.kinds, taken.to_the_bin) == (frozenset({Kind.CHECK_INS}), False)
    assert services.check_ins.all() == ()
    assert rows(services, "ratings") == 0
    assert half_done(services) == {BEHAVIOUR: 4, OTHER: None}


def test_what_was_said_of_a_behaviour_that_is_gone_waits_and_what_was_saved_of_it_stays(services: Services) -> None:
    store = CheckInStore(services._vault)
    HalfDoneStore(services._vault).keep({"now": HalfDone(Answers({"retired-behaviour": 3, BEHAVIOUR: 2}))})
    services.check_ins.save(Answers({BEHAVIOUR: 2}), date(2020, 1, 2))
    assert half_done(services) == {"retired-behaviour": 3}
    store.add(date(2020, 1, 1), Answers({"retired-behaviour": 3}), {}, services.clock.now().utc)
    assert services.check_ins.all()[0].ratings == {"retired-behaviour": 3}
    assert len(services.trends.overview(services.trends.span(None)).check_ins) == 2


@pytest.mark.parametrize(
    ("now", "due"), [("2026-04-01T23:59", False), ("2026-04-02T00:00", True), ("2026-05-30T00:00", True)]
)
def test_a_check_in_is_due_a_month_after_the_last_one(
    services: Services, clock: FakeClock, now: str, due: bool
) -> None:
    assert services.check_ins.is_due()
    services.check_ins.save(Answers({BEHAVIOUR: 3}), date(2026, 3, 2))
    services.check_ins.save(Answers({BEHAVIOUR: 3}), date(2026, 1, 2))
    assert not services.check_ins.is_due()
    clock.set(now)
    assert services.check_ins.is_due() is due


ratings_like_json = st.dictionaries(
    st.one_of(st.sampled_from([BEHAVIOUR, OTHER]), st.text(max_size=5)),
    st.recursive(
        st.one_of(st.none(), st.booleans(), st.integers(-2, 8), st.floats(), st.text(max_size=3)),
        lambda inner: st.lists(inner, max_size=2),
    ),
    max_size=4,
)


@given(ratings_like_json)
@settings(max_examples=60)
def test_whatever_is_given_is_either_kept_exactly_or_refused_in_a_sentence(
    services: Services, ratings: dict[str, Any]
) -> None:
    before = services.check_ins.all()
    sane = (
        set(ratings) <= {BEHAVIOUR, OTHER}
        and all(value is None or (type(value) is int and 1 <= value <= 5) for value in ratings.values())
        and bool(ratings)
    )
    try:
        saved = services.check_ins.save(Answers(ratings))
    except UserFacingError:
        assert not sane
        assert services.check_ins.all() == before
    else:
        assert sane
        assert services.check_ins.all() == (*before, saved.check_in)
        assert json.dumps(dict(saved.check_in.ratings), sort_keys=True) == json.dumps(ratings, sort_keys=True)


def test_the_database_itself_refuses_a_rating_off_the_scale(services: Services, tmp_path: Path) -> None:
    folder = services.journal.folder
    services.journal.close()
    vault = reopen(folder)
    with pytest.raises(Exception, match="CHECK"):
        CheckInStore(vault).add(date(2026, 1, 1), Answers({BEHAVIOUR: 9}), {}, services.clock.now().utc)
    assert CheckInStore(vault).all() == ()
    vault.close()
