"""What moved since the check-in before: by a point or more, in the same words, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from journal_app.domain.check_in import CheckIn
from journal_app.domain.moved import Move, WhatMoved, can_compare, same_statements, what_moved

KEYS = ("ask", "thank", "wait")
RATINGS = st.dictionaries(st.sampled_from(KEYS), st.none() | st.integers(1, 5))
WORDINGS = st.dictionaries(st.sampled_from(KEYS), st.integers(1, 2))


def check_in(ratings: Mapping[str, int | None], wordings: Mapping[str, int] | None = None) -> CheckIn:
    return CheckIn("u", date(2026, 3, 3), ratings, datetime(2026, 3, 3, tzinfo=UTC), wordings or {})


def test_nothing_is_said_of_a_first_check_in() -> None:
    assert what_moved(check_in({"ask": 4}), []) == WhatMoved()


def test_ratings_that_moved_stand_with_both_values() -> None:
    found = what_moved(check_in({"ask": 4, "thank": 2, "wait": 3}), [check_in({"ask": 3, "thank": 5, "wait": 3})])
    assert found == WhatMoved((Move("ask", 4, 3), Move("thank", 2, 5)))


def test_no_opportunity_is_no_rating() -> None:
    before = [check_in({"ask": 1}), check_in({"ask": None, "thank": 4})]
    assert what_moved(check_in({"ask": 4, "thank": None}), before) == WhatMoved()


def test_only_the_check_in_before_is_compared_but_all_say_what_is_new() -> None:
    before = [check_in({"ask": 1}), check_in({"thank": 4})]
    assert what_moved(check_in({"ask": 4, "thank": 4, "wait": 2}), before) == WhatMoved((), ("wait",))


def test_another_wording_is_another_behaviour() -> None:
    before = [check_in({"ask": 1}, {"ask": 1})]
    assert what_moved(check_in({"ask": 4}, {"ask": 2}), before) == WhatMoved((), ("ask",))


def test_scores_compare_only_where_they_rest_on_the_same_statements() -> None:
    one = check_in({"ask": 1, "thank": 5, "wait": 3})
    assert same_statements(one, check_in({"wait": 4, "ask": 2, "thank": 1}), KEYS)
    assert not same_statements(one, check_in({"ask": 1, "thank": 5}), KEYS)
    assert not same_statements(one, check_in({"ask": 1, "thank": 5, "wait": None}), KEYS)
    assert not same_statements(one, check_in({"ask": 1, "thank": 5, "wait": 3}, {"ask": 2}), KEYS)


def test_other_practices_statements_do_not_matter() -> None:
    assert same_statements(check_in({"ask": 1, "wait": 2}), check_in({"ask": 1, "wait": None}), ["ask", "thank"])


def test_check_ins_can_be_compared_where_both_rated_the_same_statement() -> None:
    one = check_in({"ask": 1, "thank": None, "wait": 3}, {"wait": 2})
    assert can_compare(one, check_in({"ask": 5}))
    assert not can_compare(one, check_in({"ask": None, "thank": 2, "wait": 3}))


@given(RATINGS, WORDINGS, st.lists(st.tuples(RATINGS, WORDINGS), min_size=1, max_size=4))
def test_each_rating_moved_is_new_or_stayed(
    ratings: Mapping[str, int | None],
    wordings: Mapping[str, int],
    earlier: list[tuple[Mapping[str, int | None], Mapping[str, int]]],
) -> None:
    found = what_moved(check_in(ratings, wordings), [check_in(*each) for each in earlier])
    last = earlier[-1][0]
    assert all(move.now == ratings[move.behaviour] and move.was == last[move.behaviour] for move in found.moved)
    assert all(move.now != move.was for move in found.moved)
    assert not {move.behaviour for move in found.moved} & set(found.first)
    assert all(ratings[key] is not None for key in found.first)
