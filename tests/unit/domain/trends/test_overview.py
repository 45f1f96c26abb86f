"""The overview: what is a score, what is a gap, where statements change, what is left out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_app.domain.check_in import CheckIn
from journal_app.domain.content import Behaviour
from journal_app.domain.rhythm import Rhythm
from journal_app.domain.trends.practice import build_practice
from journal_app.domain.trends.views import Overview, PracticePoint, PracticeSeries, Span
from tests.support.trend_data import BEHAVIOURS, check_in, check_ins, overview, reworded, with_changes


def power(view: Overview) -> PracticeSeries:
    return next(series for series in view.series if series.practice == "power")


def pieces(view: Overview) -> list[list[str]]:
    """The days of managing power's points, piece by piece."""
    return [[f"{point.on:%d %b}" for point in segment] for segment in power(view).segments]


def test_a_point_is_the_sum_of_what_was_rated_with_the_lowest_and_the_highest() -> None:
    view = overview(check_ins("2026-03-03 power 2 5 N"))
    assert power(view).points == (PracticePoint("check-in-0", date(2026, 3, 3), 7, 2, 2, 5, 1, 0, 3),)
    assert power(view).points[0].score == 3.5


@pytest.mark.parametrize("answers", ["4", "4 N N", "N N N", "- - 4", ""])
def test_fewer_than_two_ratings_give_no_point(answers: str) -> None:
    view = overview(check_ins(f"2026-03-03 power {answers}", "2026-03-04 power 3 3"))
    assert pieces(view) == [["04 Mar"]]
    assert power(view).partly == ((date(2026, 3, 3),) if "4" in answers else ())
    assert len(view.check_ins) == 2


def test_a_check_in_without_a_score_is_a_gap() -> None:
    view = overview(check_ins("2026-03-03 power 3 3", "2026-03-17 conflict 3 3", "2026-04-03 power 3 3"))
    assert pieces(view) == [["03 Mar"], ["03 Apr"]]


@pytest.mark.parametrize(
    ("rhythm", "longest"),
    [(Rhythm.WEEKLY, 12), (Rhythm.FORTNIGHTLY, 24), (Rhythm.MONTHLY, 53), (Rhythm.QUARTERLY, 159)],
)
def test_more_days_than_the_rhythm_leaves_are_a_gap(rhythm: Rhythm, longest: int) -> None:
    def after(days: int) -> Overview:
        second = date(2026, 1, 1) + timedelta(days=days)
        return overview(check_ins("2026-01-01 power 3 3", f"{second} power 3 3", rhythm=rhythm))

    assert len(pieces(after(longest))) == 1
    assert len(pieces(after(longest + 1))) == 2


def test_where_the_rhythm_changed_the_longer_of_the_two_counts() -> None:
    monthly = check_in("2026-01-01 power 3 3", 0, Rhythm.MONTHLY)
    weekly = check_in("2026-02-20 power 3 3", 1, Rhythm.WEEKLY)
    last = check_in("2026-03-10 power 3 3", 2, Rhythm.WEEKLY)
    assert pieces(overview([monthly, weekly, last])) == [["01 Jan", "20 Feb"], ["10 Mar"]]


def test_two_check_ins_of_one_day_both_count_in_the_order_in_which_they_were_saved() -> None:
    view = overview(check_ins("2026-03-03 power 5 5", "2026-02-01 power 1 1", "2026-03-03 power 2 2"))
    assert [(point.check_in, point.total) for point in power(view).points] == [
        ("check-in-1", 2),
        ("check-in-0", 10),
        ("check-in-2", 4),
    ]


def test_another_wording_breaks_the_line_and_says_where() -> None:
    behaviours = with_changes(reworded("power-2", "I used to", "I do now"))
    view = overview(check_ins("2026-03-03 power 3 3", "2026-04-03 power 3 3", "2026-05-03 power 3 3@2"), behaviours)
    assert pieces(view) == [["03 Mar", "03 Apr"], ["03 May"]]
    assert [(each.on, each.reworded, each.added, each.dropped, each.check_in) for each in power(view).breaks] == [
        (date(2026, 5, 3), ("power-2",), (), (), "check-in-2")
    ]


def test_going_back_to_the_earlier_wording_breaks_the_line_again() -> None:
    behaviours = with_changes(reworded("power-2", "I used to", "I do now"))
    lines = ["2026-03-03 power 3 3", "2026-04-03 power 3 3@2", "2026-05-03 power 3 3@1"]
    view = overview(check_ins(*lines), behaviours)
    assert [each.on.month for each in power(view).breaks] == [4, 5]


def test_a_wording_that_changed_while_its_statement_was_left_out_breaks_where_it_is_answered_again() -> None:
    behaviours = with_changes(reworded("power-3", "I used to", "I do now"))
    lines = ["2026-03-03 power 3 3 3", "2026-04-03 power 3 3 -", "2026-05-03 power 3 3 3@2"]
    assert pieces(overview(check_ins(*lines), behaviours)) == [["03 Mar", "03 Apr"], ["03 May"]]


def test_a_break_before_the_span_is_not_told_and_one_inside_is_although_its_reason_lies_before() -> None:
    behaviours = with_changes(reworded("power-1", "I used to", "I do now"))
    lines = [f"2026-0{month}-03 power 3 3" for month in (1, 2)]
    lines += [f"2026-0{month}-03 power 3@2 3" for month in (3, 4)]
    since_march = overview(check_ins(*lines), behaviours, since=date(2026, 3, 1))
    assert power(since_march).breaks == ()
    since_february = overview(check_ins(*lines), behaviours, since=date(2026, 2, 1))
    assert [each.on.month for each in power(since_february).breaks] == [3]


def test_a_break_of_one_practice_leaves_the_others_whole() -> None:
    behaviours = with_changes(reworded("power-1", "I used to", "I do now"))
    lines = ["2026-03-03 power 3 3, conflict 3 3", "2026-04-03 power 3@2 3, conflict 3 3"]
    view = overview(check_ins(*lines), behaviours)
    assert [len(s.segments) for s in view.series if s.practice in ("power", "conflict")] == [2, 1]


def test_the_span_includes_both_its_days_and_counts_what_came_before() -> None:
    days = ["2026-08-19", "2026-08-20", "2026-11-20", "2026-11-21"]
    found = check_ins(*(f"{day} power 3 3" for day in days))
    view = overview(found, since=date(2026, 8, 20), until=date(2026, 11, 20))
    assert [f"{day}" for _, day in view.check_ins] == days[1:3]
    assert view.earlier == 1


def test_what_is_dated_tomorrow_counts_and_what_is_dated_later_is_left_out_and_told() -> None:
    found = check_ins("2026-03-01 power 3 3", "2026-03-03 power 4 4", "2026-03-04 power 5 5", "2031-01-01 power 5 5")
    view = overview(found, until=date(2026, 3, 3), today=date(2026, 3, 2))
    assert [day.day for _, day in view.check_ins] == [1, 3]
    assert view.ahead == (date(2026, 3, 4), date(2031, 1, 1))
    whole_year = overview(found, until=date(2026, 12, 31), today=date(2026, 3, 2))
    assert [day.day for _, day in whole_year.check_ins] == [1, 3]


def test_a_span_that_is_over_says_nothing_of_what_is_dated_ahead() -> None:
    found = check_ins("2026-03-01 power 3 3", "2031-01-01 power 5 5")
    assert overview(found, until=date(2026, 3, 1), today=date(2026, 3, 2)).ahead == ()


@pytest.mark.parametrize(("rhythm", "longest"), [(Rhythm.WEEKLY, 12), (Rhythm.FORTNIGHTLY, 24), (Rhythm.MONTHLY, 53)])
def test_silence_for_longer_than_the_rhythm_leaves_reaches_to_the_end_of_the_span(rhythm: Rhythm, longest: int) -> None:
    found = check_ins("2026-01-01 conflict 3 3", "2026-06-01 power 3 3", rhythm=rhythm)
    last = date(2026, 6, 1)
    for days, until in ((longest, None), (longest + 1, last + timedelta(days=longest + 1))):
        today = last + timedelta(days=days)
        assert overview(found, until=today).quiet_until == until
        assert build_practice("conflict", BEHAVIOURS, found, Span(None, today), today).quiet_until == until


def test_silence_is_known_no_further_than_today_and_begins_with_the_last_check_in_of_the_span() -> None:
    found = check_ins("2026-01-01 power 3 3", "2026-06-01 power 3 3")
    today, april = date(2026, 11, 20), date(2026, 4, 1)
    assert overview(found, until=date(2030, 1, 1), today=today).quiet_until == today
    assert overview(found, until=april, today=today).quiet_until == april
    assert build_practice("power", BEHAVIOURS, found, Span(None, april), today).quiet_until == april
    assert overview([], today=today).quiet_until is None
    assert build_practice("power", BEHAVIOURS, [], Span(None, today), today).quiet_until is None


def test_days_without_any_opportunity_are_known_and_those_with_a_rating_are_none_of_them() -> None:
    lines = ["2026-03-03 power N N N", "2026-04-03 power 3 N N", "2026-05-03 power 3 3 N", "2026-06-03 power N - -"]
    assert power(overview(check_ins(*lines))).passed == (date(2026, 3, 3), date(2026, 6, 3))


def test_only_no_opportunity_all_year_is_an_overview_without_points() -> None:
    view = overview(check_ins(*(f"2026-{month:02}-03 power N N N" for month in range(1, 13))))
    assert len(view.check_ins) == 12
    assert all(series.points == () == series.breaks for series in view.series)


def test_the_series_stand_in_the_order_of_the_practices_even_without_a_check_in() -> None:
    view = overview([])
    assert [series.practice for series in view.series] == list(dict.fromkeys(b.practice for b in BEHAVIOURS))
    assert view.check_ins == ()


VALUES = st.sampled_from(["-", "N", "1", "2", "3", "4", "5", "3@2", "4@2"])
LINES = st.tuples(
    st.dates(date(2025, 6, 1), date(2026, 9, 1)), st.lists(VALUES, max_size=3), st.lists(VALUES, max_size=3)
)
JOURNALS = st.lists(LINES, max_size=12)


def journal(lines: Sequence[tuple[date, list[str], list[str]]]) -> list[CheckIn]:
    parts = ((day, " ".join(["power", *a]), " ".join(["conflict", *b])) for day, a, b in lines)
    return check_ins(*(f"{day} {a}, {b}" for day, a, b in parts))


@given(JOURNALS, st.none() | st.dates(date(2025, 6, 1), date(2026, 9, 1)))
def test_every_point_stands_in_one_piece_and_no_piece_spans_a_gap_or_a_break(
    lines: list[tuple[date, list[str], list[str]]], since: date | None
) -> None:
    behaviours: tuple[Behaviour, ...] = with_changes(reworded("power-1", "I used to", "I do now"))
    view = overview(journal(lines), behaviours, since=since)
    places = {uid: place for place, (uid, _) in enumerate(view.check_ins)}
    for series in view.series:
        assert tuple(p for segment in series.segments for p in segment) == series.points
        assert all(series.segments)
        begun = {each.check_in for each in series.breaks}
        for segment in series.segments:
            at = [places[point.check_in] for point in segment]
            assert at == list(range(at[0], at[-1] + 1))
            assert not begun & {point.check_in for point in segment[1:]}
            assert all((after.on - before.on).days <= 53 for before, after in pairwise(segment))
