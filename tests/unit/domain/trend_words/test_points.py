"""What is said of one mark of a chart."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from journal_app.content.library import ContentLibrary
from journal_app.domain.trend_words import points as words
from journal_app.domain.trend_words.points import PointWords
from journal_app.domain.trends.numbers import one_decimal
from journal_app.domain.trends.views import BackRow, BehaviourPoint, ComparedRow, LookingBack, PracticePoint, Side, Span
from journal_app.paths import default_paths

SCALE = ContentLibrary(default_paths().content).scale()
SAY = PointWords(SCALE)
DAY = date(2026, 3, 3)
FIRST, SECOND = Span(date(2026, 1, 1), date(2026, 3, 31)), Span(None, date(2026, 11, 20))


def test_a_practices_point_says_its_day_value_spread_and_evidence() -> None:
    point = PracticePoint("a", DAY, total=7, rated=3, low=1, high=4, passed=0, evidence=2)
    assert SAY.practice_point("Managing power", point) == (
        "Tuesday 3 March 2026, Managing power: 2.3, between occasionally and about half the time; "
        "behaviours from 1 to 4; 3 of 3 rated; two reflections attached"
    )


def test_a_score_on_the_scale_is_said_in_its_own_words() -> None:
    point = PracticePoint("a", DAY, total=8, rated=2, low=4, high=4, passed=1, evidence=1)
    assert SAY.practice_point("Shared purpose", point, changed=True) == (
        "Tuesday 3 March 2026, Shared purpose: 4.0, usually; each behaviour 4; "
        "2 of 3 rated, no opportunity for one; statements changed since the check-in before; one reflection attached"
    )


def test_what_was_asked_and_left_out_is_not_rated_either() -> None:
    points = PointWords(SCALE)
    point = PracticePoint("a", DAY, total=8, rated=2, low=4, high=4, passed=1, evidence=0, asked=4)
    assert "; 2 of 4 rated, no opportunity for one; " in points.practice_point("Shared purpose", point)
    fewer = PracticePoint("b", DAY, total=8, rated=2, low=4, high=4, passed=1, evidence=0, asked=3)
    assert "; 2 of 3 rated, no opportunity for one; " in points.practice_point("Shared purpose", fewer)


def test_a_behaviours_point_says_its_rating_statement_note_and_evidence() -> None:
    assert SAY.behaviour_point("I do", BehaviourPoint("a", DAY, 3, "A hard week", ("e1",)), reworded=True) == (
        "Tuesday 3 March 2026: 3, about half the time; I do; reworded since the check-in before; "
        "note: A hard week; one reflection attached"
    )
    assert SAY.behaviour_point("I do", BehaviourPoint("a", DAY, None)) == (
        "Tuesday 3 March 2026: no opportunity; I do; no reflections attached"
    )


def test_a_side_of_a_comparison_says_its_period_and_how_many_check_ins_it_is_made_of() -> None:
    one = Side(Fraction(7, 3), 1, Fraction(7, 3), Fraction(7, 3))
    three = Side(Fraction(3), 3, Fraction(2), Fraction(10, 3))
    row = ComparedRow("power", "Managing power", one, three, 2, 3)
    assert words.compared_side(row, FIRST, SCALE, second=False) == (
        "Managing power, the first period, January to March 2026: 2.3, between occasionally and about half "
        "the time; mean over the two of three wordings that both periods rated, from one check-in"
    )
    assert words.compared_side(row, SECOND, SCALE, second=True) == (
        "Managing power, the second period, up to 20 November 2026: 3.0, about half the time; mean over "
        "the two of three wordings that both periods rated, from three check-ins; their means from 2.0 to 3.3"
    )
    whole = ComparedRow("power", "Managing power", one, three, 3, 3)
    assert words.compared_side(whole, SECOND, SCALE, second=True).endswith(
        "about half the time; mean over three wordings, from three check-ins; their means from 2.0 to 3.3"
    )
    assert words.compared_side(ComparedRow("power", "Managing power", None, three), FIRST, SCALE, second=False) == (
        "Managing power, the first period, January to March 2026: not rated"
    )


def test_a_side_of_a_behaviour_says_of_how_many_check_ins_it_is_the_mean_and_their_ratings() -> None:
    one, three = Side(Fraction(2), 1, Fraction(2), Fraction(2)), Side(Fraction(3), 3, Fraction(2), Fraction(4))
    row = ComparedRow("mine", "I do", one, three)
    assert words.compared_side(row, FIRST, SCALE, second=False) == (
        "I do, the first period, January to March 2026: 2.0, occasionally; mean of one check-in"
    )
    assert words.compared_side(row, SECOND, SCALE, second=True) == (
        "I do, the second period, up to 20 November 2026: 3.0, about half the time; mean of three check-ins; "
        "ratings from 2 to 4"
    )


def test_a_cell_says_its_month_practice_and_count() -> None:
    said = [words.written_month("Managing power", date(2026, 3, 1), count) for count in (0, 1, 12, 13)]
    assert said == [
        "March 2026, Managing power: no reflections",
        "March 2026, Managing power: one reflection",
        "March 2026, Managing power: twelve reflections",
        "March 2026, Managing power: 13 reflections",
    ]


def test_how_often_a_practice_was_rated_stands_with_its_newest_score() -> None:
    newest = PracticePoint("a", DAY, 7, 3, 1, 4, 0, 0)
    assert words.rated_newest("Managing power", 9, newest, SCALE) == (
        "Managing power: scored at nine check-ins; newest 2.3, between occasionally and about half the time, "
        "on Tuesday 3 March 2026"
    )
    assert words.rated_newest("Managing power", 0, None, SCALE) == "Managing power: no score"


def test_each_time_of_looking_back_is_named_with_its_day() -> None:
    view = LookingBack("u", date(2026, 3, 1), date(2026, 11, 20), ("a", DAY), ("b", date(2026, 11, 18)), ())
    row = BackRow("power", Fraction(7, 3), Fraction(5, 3), Fraction(10, 3), 3)
    said = [words.back_mark("Managing power", row, view, which, SCALE) for which in ("start", "then", "now")]
    assert said == [
        (
            "Managing power, at the start, Tuesday 3 March 2026: 2.3, between occasionally and about half the time; "
            "over three statements"
        ),
        (
            "Managing power, thinking back to Sunday 1 March 2026, on Friday 20 November 2026: 1.7, between hardly "
            "ever and occasionally; over three statements"
        ),
        (
            "Managing power, now, Wednesday 18 November 2026: 3.3, between about half the time and usually; "
            "over three statements"
        ),
    ]


@given(
    st.dates(),
    st.lists(st.integers(1, 5), min_size=2, max_size=70),
    st.integers(0, 40),
    st.integers(0, 40),
    st.integers(0, 9),
)
def test_every_number_that_is_said_is_the_points_own(
    day: date, ratings: list[int], passed: int, evidence: int, left_out: int
) -> None:
    low, high, rated = min(ratings), max(ratings), len(ratings)
    asked = rated + passed + left_out
    point = PracticePoint("a", day, sum(ratings), rated, low, high, passed, evidence, asked)
    said = PointWords(SCALE).practice_point("P", point)
    allowed = {day.day, day.year, low, high, rated, asked, passed, evidence}
    score = one_decimal(Fraction(sum(ratings), rated))
    assert said.count(score) >= 1
    assert {int(number) for number in re.findall(r"\d+", said.replace(f": {score}", ":", 1))} <= allowed
    assert abs(Fraction(score) - Fraction(sum(ratings), rated)) <= Fraction(1, 20)


def test_nothing_is_said_in_colours() -> None:
    said = SAY.practice_point("P", PracticePoint("a", DAY, 7, 3, 1, 4, 1, 1), changed=True)
    assert not re.search(r"red|blue|green|colour|filled|hollow", said)
