"""What stands in the chart of one practice, read off its spots, words and pixels."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from journal_app.charts.drawing import Drawing
from journal_app.charts.palette import LIGHT
from journal_app.domain.trends.views import BehaviourPoint, BehaviourSeries, PracticeView, Span
from tests.support.chart_views import REWORDED, Invented
from tests.support.charts import BACKDROP, CONTENT, colour_at, drawn, labels, nearest, pixels, rgb, texts

DPI = 100
COLOUR = LIGHT.marks["diamond"]
DAYS = [date(2026, month, 3) for month in range(3, 9)]


def view(
    values: list[int | None], text: str = "I do", *, wordings: tuple[int, ...] = (), asked: bool = True
) -> PracticeView:
    """One behaviour with these ratings a month apart (None: no opportunity), by these statements (default: one)."""
    points = [BehaviourPoint(f"c{n}", DAYS[n], value) for n, value in enumerate(values)]
    numbers = wordings or (1,) * len(points)
    series = []
    for number in dict.fromkeys(numbers):
        its = tuple(point for point, each in zip(points, numbers, strict=True) if each == number)
        segments: list[list[BehaviourPoint]] = [[]]
        for point in its:
            if point.value is None:
                segments.append([])
            else:
                segments[-1].append(point)
        cut = tuple(tuple(segment) for segment in segments if segment)
        words = text if number == numbers[-1] else f"{text}, statement {number}"
        series.append(BehaviourSeries("mine", number, words, asked and number == numbers[-1], its, cut))
    check_ins = tuple((point.check_in, point.on) for point in points)
    return PracticeView(Span(None, date(2026, 11, 20)), "power", tuple(series), check_ins)


def coloured(drawing: Drawing, x: float, y: float) -> bool:
    """Whether the line or a mark runs through here: they are redder than green, and nothing else is."""
    part = pixels(drawing.figure)[int(y * DPI) - 2 : int(y * DPI) + 3, int(x * DPI) - 2 : int(x * DPI) + 3].astype(int)
    return bool((part[:, :, 0] - part[:, :, 1]).max() > 30)


def test_a_rating_is_held_until_the_next_check_in() -> None:
    drawing = drawn(view([2, 4, 4, 3]))
    one, two, _, four = drawing.spots
    assert coloured(drawing, (one.x + two.x) / 2, one.y)  # along at the height of the first
    assert coloured(drawing, two.x, (one.y + two.y) / 2)  # and up at the second
    assert not coloured(drawing, (one.x + two.x) / 2, (one.y + two.y) / 2)  # not across
    assert coloured(drawing, four.x, (two.y + four.y) / 2)


def test_no_opportunity_is_an_n_in_a_lane_of_its_own_and_a_gap_in_the_line() -> None:
    drawing = drawn(view([3, 3, None, 3, 3]))
    before, _, passed, _, after = (*drawing.spots[:3], *drawing.spots[3:])
    assert "no opportunity" in labels(drawing.figure)
    box = next(box for text, box in texts(drawing.figure) if text == "no opportunity")
    assert 520 - passed.y * DPI == pytest.approx((box.y0 + box.y1) / 2, abs=2)
    assert passed.y > max(before.y, after.y) + 0.2
    assert nearest(pixels(drawing.figure), LIGHT.muted, passed.x, passed.y, 0.06, DPI) < 60
    assert coloured(drawing, (drawing.spots[0].x + drawing.spots[1].x) / 2, before.y)
    assert not coloured(drawing, (drawing.spots[1].x + passed.x) / 2, before.y)
    assert not coloured(drawing, passed.x, before.y)


def test_without_any_no_opportunity_there_is_no_lane_for_it() -> None:
    assert "no opportunity" not in labels(drawn(view([3, 3])).figure)


def test_only_no_opportunity_all_along_is_drawn_without_a_line() -> None:
    drawing = drawn(view([None] * 6))
    assert len(drawing.spots) == 6
    assert not any(coloured(drawing, spot.x, spot.y) for spot in drawing.spots)


def test_two_statements_stand_in_one_panel_with_the_break_marked() -> None:
    drawing = drawn(view([2, 2, 4, 4], "I ask first", wordings=(1, 1, 2, 2)))
    words = labels(drawing.figure)
    assert "I ask first" in words
    assert "Earlier: I ask first, statement 1" in words
    assert words.count("reworded") == 1
    assert words.count("about half") == 1
    assert {spot.series for spot in drawing.spots} == {"mine"}
    before, after = drawing.spots[1], drawing.spots[2]
    assert not coloured(drawing, (before.x + after.x) / 2, before.y)
    assert "reworded since the check-in before" in after.words
    assert "reworded" not in before.words
    picture = pixels(drawing.figure)
    level = (before.y + after.y) / 2
    strip = picture[int(level * DPI) - 4 : int(level * DPI) + 4, int(before.x * DPI) + 6 : int(after.x * DPI) - 3]
    assert np.abs(strip.astype(int) - np.array(rgb(LIGHT.muted))).max(axis=2).min() < 80


def test_going_back_to_an_earlier_statement_marks_both_breaks() -> None:
    drawing = drawn(view([2, 2, 4, 4, 3, 3], wordings=(1, 1, 2, 2, 1, 1)))
    assert labels(drawing.figure).count("reworded") == 2
    assert [spot.check_in for spot in drawing.spots] == [f"c{n}" for n in range(6)]


def test_a_behaviour_that_is_no_longer_asked_about_says_so() -> None:
    assert "I do (no longer asked)" in labels(drawn(view([2, 3], asked=False)).figure)


def test_a_long_statement_is_wrapped_and_never_cut() -> None:
    text = "When somebody is talked over I hand the conversation back to them, and " * 4
    found = labels(drawn(view([2, 3], text.strip()), (4.5, 5.0)).figure)
    assert text.strip() in " ".join(found)
    assert sum(line in text for line in found) > 4


def test_a_rating_with_a_reflection_is_filled_and_one_without_is_hollow() -> None:
    plain = view([3, 3])
    (series,) = plain.series
    points = (series.points[0], replace(series.points[1], evidence=("e1", "e2")))
    drawing = drawn(replace(plain, series=(replace(series, points=points, segments=(points,)),)))
    picture = pixels(drawing.figure)
    hollow, filled = drawing.spots
    assert colour_at(picture, filled.x, filled.y, DPI) == rgb(COLOUR)
    assert colour_at(picture, hollow.x, hollow.y, DPI) == rgb(LIGHT.paper)
    assert "two reflections attached" in filled.words
    assert filled.behaviours == ("mine",)


def test_behaviours_stand_in_their_order_one_below_the_other_or_in_two_columns() -> None:
    invented = Invented(CONTENT, 9)
    narrow = drawn(invented.practice(times=2), (8, 12)).spots
    wide = drawn(invented.practice(times=2), (12, 8)).spots
    order = list(dict.fromkeys(spot.series for spot in narrow))
    assert order == list(dict.fromkeys(spot.series for spot in wide))
    assert order[:3] == [b.key for b in CONTENT.behaviours() if b.practice == "power"]
    assert min(s.x for s in wide if s.series == order[1]) > max(s.x for s in wide if s.series == order[0])
    tops = [min(spot.y for spot in narrow if spot.series == key) for key in order]
    assert tops == sorted(tops)


def test_a_reworded_behaviour_keeps_all_its_ratings() -> None:
    practice = Invented(CONTENT, 24).practice()
    given = sum(len(series.points) for series in practice.series if series.behaviour == REWORDED)
    assert len([spot for spot in drawn(practice).spots if spot.series == REWORDED]) == given


def test_every_hint_stands_clear_of_the_marks_even_of_the_highest() -> None:
    for backdrop in (None, BACKDROP):
        drawing = drawn(view([5] * 6, wordings=(1, 1, 1, 2, 2, 2)), backdrop=backdrop)
        (hint,) = [box for text, box in texts(drawing.figure) if text == "reworded"]
        highest = min(spot.y - spot.size / 2 for spot in drawing.spots)
        assert hint.y0 > 520 - highest * DPI


def test_the_n_can_be_read_however_close_the_check_ins_stand_and_the_rest_are_dots() -> None:
    days = [date(2017, 1, 1) + timedelta(days=7 * n) for n in range(500)]
    values = [None if n in {100, 101, 300} else 3 for n in range(500)]
    points = tuple(BehaviourPoint(f"c{n}", day, value) for n, (day, value) in enumerate(zip(days, values, strict=True)))
    series = BehaviourSeries("mine", 1, "I do", True, points, ())
    span = Span(None, days[-1])
    drawing = drawn(PracticeView(span, "power", (series,), tuple((p.check_in, p.on) for p in points)), dpi=200)
    picture = pixels(drawing.figure).astype(int)
    first, close, alone = (
        spot for spot in drawing.spots if spot.words.startswith(("Su", "M")) and "no opp" in spot.words
    )
    for spot, low, high in ((first, 12, 17), (alone, 12, 17)):
        part = picture[int((spot.y - 0.05) * 200) : int((spot.y + 0.05) * 200), round(spot.x * 200 - 4)]
        tall = (np.abs(part - np.array(rgb(LIGHT.muted))).max(axis=1) < 90).sum()
        assert low <= tall <= high
    assert nearest(picture.astype(np.uint8), LIGHT.muted, close.x, close.y + 0.067, 0.01, 200) < 60
