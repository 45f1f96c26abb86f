"""What stands in the charts whose rows lie across: two periods, and looking back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from journal_app.charts.drawing import Drawing
from journal_app.charts.palette import LIGHT
from journal_app.domain.trend_words.compare import compare_words
from journal_app.domain.trends.compare import build_comparison
from journal_app.domain.trends.periods import parse_two_periods
from journal_app.domain.trends.tables import table_of
from journal_app.domain.trends.views import BackRow, ComparedRow, Comparison, LookingBack, Side, Span
from tests.support.charts import CONTENT, colour_at, drawn, labels, nearest, pixels, rgb, texts
from tests.support.trend_data import check_ins, reworded, with_changes

PRACTICES = CONTENT.practices()
DPI = 100
FIRST, SECOND = Span(date(2026, 1, 1), date(2026, 3, 31)), Span(date(2026, 9, 1), date(2026, 11, 20))


def side(mean: Fraction | int, check_ins: int = 3) -> Side:
    return Side(Fraction(mean), check_ins, Fraction(mean), Fraction(mean))


def compared(first: Side | None, second: Side | None, **other: int) -> Drawing:
    row = ComparedRow("power", "Managing power", first, second, **other)
    return drawn(Comparison(FIRST, SECOND, (row,), 3, 2))


def behaviour_compared(first: Side | None, second: Side | None) -> Drawing:
    return drawn(Comparison(FIRST, SECOND, (ComparedRow("mine", "I do", first, second),), 3, 2, "power"))


def test_values_stand_under_the_words_of_the_scale() -> None:
    drawing = compared(side(2), side(4))
    boxes = dict(texts(drawing.figure))
    for spot, word in zip(drawing.spots, ("occasionally", "usually"), strict=True):
        assert spot.x * DPI == pytest.approx((boxes[word].x0 + boxes[word].x1) / 2, abs=1.5)


def test_the_first_period_is_a_ring_the_second_a_filled_mark_and_a_line_joins_them() -> None:
    drawing = compared(side(2), side(4))
    picture = pixels(drawing.figure)
    first, second = drawing.spots
    colour = LIGHT.marks["diamond"]
    assert colour_at(picture, first.x, first.y, DPI) == rgb(LIGHT.paper)
    assert nearest(picture, colour, first.x - first.size / 2, first.y, 0.03, DPI) < 30
    assert colour_at(picture, second.x, second.y, DPI) == rgb(colour)
    assert nearest(picture, colour, (first.x + second.x) / 2, first.y, 0.02, DPI) < 120
    assert {"2.0", "4.0"} <= set(labels(drawing.figure))


@pytest.mark.parametrize(
    ("first", "second", "said", "numbers"),
    [
        (side(5), None, "not rated in the second", ["5.0", "–"]),
        (None, side(1), "not rated in the first", ["–", "1.0"]),
        (None, None, "not rated in either", ["–", "–"]),
    ],
)
def test_a_side_that_was_not_rated_is_said_and_has_no_mark(
    first: Side | None, second: Side | None, said: str, numbers: list[str]
) -> None:
    drawing = behaviour_compared(first, second)
    words = labels(drawing.figure)
    assert said in words
    assert len(drawing.spots) == sum(each is not None for each in (first, second))
    assert [word for word in words if word in {"–", "5.0", "1.0"}] == numbers


def test_a_practice_with_too_few_statements_in_common_is_not_called_unrated() -> None:
    for shared, statements in ((0, 4), (1, 3), (1, 1)):
        words = labels(compared(None, None, shared=shared, statements=statements).figure)
        assert "too few statements in both to compare" in words
        assert not any("not rated" in word for word in words)
    never = labels(compared(None, None, shared=0, statements=0).figure)
    assert "not rated in either" in never
    assert not any("too few" in word for word in never)


def test_a_row_that_compares_only_some_wordings_says_so() -> None:
    assert "2 of 3 wordings rated in both" in labels(compared(side(2), side(3), shared=2, statements=3).figure)
    assert not any("wordings" in word for word in labels(compared(side(2), side(3)).figure))


def test_of_three_behaviours_one_reworded_the_chart_the_table_and_the_words_count_four_wordings_alike() -> None:
    found = check_ins("2026-01-03 power 2 3 4", "2026-02-03 power 4@2 3 5")
    asked = with_changes(reworded("power-1", "I ask", "I ask first"))
    periods = parse_two_periods("2026-01..2026-02")
    view = build_comparison(PRACTICES, asked, found, periods, date(2026, 11, 20))
    names = {item.key: item.short for item in PRACTICES}
    shown = table_of(view, names, "no opportunity")
    drawing = drawn(view, practices=PRACTICES)
    assert "2 of 4 wordings rated in both" in labels(drawing.figure)
    assert (shown.columns[-1], shown.rows[3][-1]) == ("Wordings compared", "2 of 4")
    assert "Managing power is compared by two of its four wordings" in compare_words(view, names)
    spots = [spot.words for spot in drawing.spots if spot.series == "power"]
    assert all("mean over the two of four wordings that both periods rated" in words for words in spots)
    assert len(spots) == 2


def test_the_key_names_both_periods_with_their_check_ins() -> None:
    words = " | ".join(labels(compared(side(2), side(3)).figure))
    assert "first: January to March 2026, three check-ins" in words
    assert "second: 1 September 2026 to 20 November 2026, two check-ins" in words


def test_a_behaviours_row_has_the_mark_of_its_practice() -> None:
    row = ComparedRow("mine", "I do", side(2), side(4))
    drawing = drawn(Comparison(FIRST, SECOND, (row,), 3, 2, "conflict"))
    last = drawing.spots[-1]
    assert colour_at(pixels(drawing.figure), last.x, last.y, DPI) == rgb(LIGHT.marks["star"])


VIEW = LookingBack(
    "then",
    date(2026, 3, 3),
    date(2026, 11, 20),
    ("a", date(2026, 3, 5)),
    ("b", date(2026, 11, 18)),
    (
        BackRow("environment", Fraction(2), Fraction(2), Fraction(2), 3),
        BackRow("power", Fraction(3), Fraction(2), Fraction(4), 3),
        BackRow("conflict", None, None, None, 1),
    ),
)


def test_start_then_and_now_are_three_marks_on_one_scale_with_their_check_ins() -> None:
    drawing = drawn(VIEW)
    start, then, now = [spot for spot in drawing.spots if spot.series == "power"]
    boxes = dict(texts(drawing.figure))
    for spot, word in ((start, "about half"), (then, "occasionally"), (now, "usually")):
        assert spot.x * DPI == pytest.approx((boxes[word].x0 + boxes[word].x1) / 2, abs=1.5)
    assert [spot.check_in for spot in (start, then, now)] == ["a", "then", "b"]
    picture = pixels(drawing.figure)
    assert colour_at(picture, start.x, start.y, DPI) == rgb(LIGHT.paper)
    assert colour_at(picture, now.x, now.y, DPI) == rgb(LIGHT.marks["diamond"])
    for spot in (start, then, now):
        assert nearest(picture, LIGHT.marks["diamond"], spot.x, spot.y, spot.size / 2 + 0.02, DPI) < 40


def test_the_three_are_named_once_beside_their_marks_where_they_stand_farthest_apart() -> None:
    drawing = drawn(VIEW)
    spots = [spot for spot in drawing.spots if spot.series == "power"]
    for spot, word in zip(spots, ("start", "looking back", "now"), strict=True):
        near = [
            box
            for text, box in texts(drawing.figure)
            if text == word and abs((box.x0 + box.x1) / 2 - spot.x * DPI) < 3 and abs(520 - box.y0 - spot.y * DPI) < 35
        ]
        assert len(near) == 1, word


def test_the_key_says_whose_view_of_which_day_each_mark_is() -> None:
    words = " | ".join(labels(drawn(VIEW).figure))
    assert "start: as rated on 5 March 2026" in words
    assert "looking back: 3 March 2026 as seen on 20 November 2026" in words
    assert "now: as rated on 18 November 2026" in words
    neither = " | ".join(labels(drawn(replace(VIEW, start=None, now=None)).figure))
    assert "start: no check-in" in neither
    assert "now: no check-in" in neither


def test_a_practice_with_too_few_shared_statements_has_words_in_place_of_marks() -> None:
    drawing = drawn(VIEW)
    assert not [spot for spot in drawing.spots if spot.series == "conflict"]
    assert labels(drawing.figure).count("too few statements rated all three times") == 1
    assert labels(drawing.figure).count("–") == 3


def test_looking_back_without_a_start_still_shows_the_other_two() -> None:
    row = BackRow("power", None, Fraction(2), Fraction(4), 3)
    drawing = drawn(replace(VIEW, start=None, rows=(row,)))
    assert [spot.check_in for spot in drawing.spots] == ["then", "b"]
    assert not any("too few" in word for word in labels(drawing.figure))


def test_too_few_statements_are_told_of_as_many_times_as_there_are() -> None:
    none, alone = BackRow("power", None, None, None, 1), BackRow("conflict", None, Fraction(2), None, 3)
    for start, now, said in (
        (VIEW.start, VIEW.now, "too few statements rated all three times"),
        (None, VIEW.now, "too few statements rated both times"),
        (VIEW.start, None, "too few statements rated both times"),
        (None, None, "too few statements rated"),
    ):
        words = labels(drawn(replace(VIEW, start=start, now=now, rows=(none, alone))).figure)
        assert [word for word in words if "too few" in word] == [said]


def test_rows_stand_in_the_order_of_the_practices() -> None:
    ys = {spot.series: spot.y for spot in drawn(VIEW).spots}
    order = [item.key for item in CONTENT.practices() if item.key in ys]
    assert sorted(ys, key=lambda key: ys[key]) == order
