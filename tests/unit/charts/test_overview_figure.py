"""What stands in the overview, read off the drawn marks and pixels."""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal_app.charts.drawing import Drawing, Spot
from journal_app.charts.measuring import Measure
from journal_app.charts.palette import DARK, LIGHT, SHAPES, ChartColours, mark_for, mark_of
from journal_app.charts.placing import Places
from journal_app.charts.time_axis import TimeAxis
from journal_app.domain.content import LensItem
from journal_app.domain.trends.views import Break, Overview, PracticePoint, PracticeSeries, Span
from tests.support.charts import CONTENT, colour_at, drawn, every_view, labels, nearest, pixels, rgb, texts

PRACTICES = CONTENT.practices()
KEYS = [item.key for item in PRACTICES]
DAYS = [date(2026, month, 3) for month in (3, 4, 5, 6, 7, 8, 10, 11)]
DPI = 100


def point(uid: str, day: date, total: int = 9, evidence: int = 0, low: int = 3, high: int = 3) -> PracticePoint:
    return PracticePoint(uid, day, total, 3, low, high, 0, evidence)


def overview(points: list[PracticePoint], breaks: tuple[Break, ...] = (), cuts: tuple[int, ...] = ()) -> Overview:
    """One practice with these points, the segments cut before some of them; the others without any."""
    ends = [*cuts, len(points)]
    begins = [0, *cuts]
    segments = tuple(tuple(points[begin:end]) for begin, end in zip(begins, ends, strict=True))
    series = [PracticeSeries(KEYS[0], tuple(points), segments, breaks)]
    series += [PracticeSeries(key, (), ()) for key in KEYS[1:]]
    check_ins = tuple((each.check_in, each.on) for each in points)
    return Overview(Span(None, date(2026, 11, 20)), tuple(series), check_ins)


def by_series(drawing: Drawing) -> dict[str, list[Spot]]:
    found: defaultdict[str, list[Spot]] = defaultdict(list)
    for spot in drawing.spots:
        found[spot.series].append(spot)
    return dict(found)


@pytest.mark.parametrize("dpi", [100, 200])
@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_a_spots_pixels_are_its_mark_filled_with_evidence_and_hollow_without(dpi: int, colours: ChartColours) -> None:
    view = every_view(9)["overview"]
    assert isinstance(view, Overview)
    drawing = drawn(view, dpi=dpi, colours=colours)
    picture = pixels(drawing.figure)
    spots = by_series(drawing)
    for place, series in enumerate(view.series):
        mark = mark_of(PRACTICES[place], place, colours)
        assert [spot.check_in for spot in spots[series.practice]] == [each.check_in for each in series.points]
        for spot, each in zip(spots[series.practice], series.points, strict=True):
            middle = colour_at(picture, spot.x, spot.y, dpi)
            wanted = rgb(mark.colour if each.evidence else colours.paper)
            assert max(abs(a - b) for a, b in zip(middle, wanted, strict=True)) <= 12, spot.words
            assert nearest(picture, mark.colour, spot.x, spot.y, spot.size / 2 + 0.02, dpi) < 40, spot.words


def test_marks_stand_at_their_true_day_and_score() -> None:
    points = [point(f"c{n}", day, total) for n, (day, total) in enumerate(zip(DAYS, range(3, 11), strict=True))]
    spots = drawn(overview(points)).spots
    days = [day.toordinal() for day in DAYS]
    inches_a_day = (spots[-1].x - spots[0].x) / (days[-1] - days[0])
    inches_a_third = (spots[-1].y - spots[0].y) / 7
    for spot, day, third in zip(spots, days, range(8), strict=True):
        assert spot.x == pytest.approx(spots[0].x + (day - days[0]) * inches_a_day)
        assert spot.y == pytest.approx(spots[0].y + third * inches_a_third)
    assert inches_a_third < 0  # higher ratings stand higher


def test_a_score_that_is_a_rating_stands_on_the_line_that_its_word_names() -> None:
    drawing = drawn(overview([point("a", DAYS[0], 3, 0, 1, 1), point("b", DAYS[1], 15, 0, 5, 5)]))
    found = list(texts(drawing.figure))
    for spot, word in zip(drawing.spots, ("hardly ever", "almost always"), strict=True):
        box = next(box for text, box in found if text == word)
        assert 520 - spot.y * DPI == pytest.approx((box.y0 + box.y1) / 2, abs=2)


def test_a_bar_runs_from_the_lowest_to_the_highest_rating_behind_the_mark() -> None:
    drawing = drawn(overview([point("a", DAYS[0], 9, 0, 2, 5), point("b", DAYS[1], 15, 0, 5, 5)]))
    picture = pixels(drawing.figure)
    low, high = drawing.spots
    step = (low.y - high.y) / 2  # from 3 to 5
    x = low.x
    paper = rgb(LIGHT.paper)
    for value, there in ((5.0, True), (4.0, True), (2.3, True), (1.5, False)):
        colour = colour_at(picture, x, low.y + (3 - value) * step, DPI)
        is_bar = max(abs(a - b) for a, b in zip(colour, paper, strict=True)) > 30
        assert is_bar is there, value


def between(drawing: Drawing, one: int, other: int) -> bool:
    """Whether a line joins two spots, looked for half way between them."""
    first, second = drawing.spots[one], drawing.spots[other]
    picture = pixels(drawing.figure)
    colour = LIGHT.marks[PRACTICES[0].shape]
    x, y = (first.x + second.x) / 2, (first.y + second.y) / 2
    return nearest(picture, colour, x, y, 0.02, DPI) < 130


def test_lines_join_the_points_of_a_segment_and_no_others() -> None:
    points = [point(f"c{n}", day, total) for n, (day, total) in enumerate(zip(DAYS, (8, 10) * 4, strict=True))]
    drawing = drawn(overview(points, cuts=(3, 6)), (16, 8))
    assert [between(drawing, n, n + 1) for n in range(7)] == [True, True, False, True, True, False, True]


def test_a_break_is_a_dashed_line_between_two_check_ins_with_a_hint() -> None:
    points = [point(f"c{n}", day) for n, day in enumerate(DAYS)]
    assert "reworded" not in labels(drawn(overview(points)).figure)
    reworded = drawn(overview(points, (Break(DAYS[4], reworded=("a",), check_in="c4"),), cuts=(4,)))
    changed = drawn(overview(points, (Break(DAYS[4], added=("a",), check_in="c4"),), cuts=(4,)))
    assert labels(reworded.figure).count("reworded") == 1
    assert labels(changed.figure).count("statements changed") == 1
    before, after = reworded.spots[3], reworded.spots[4]
    row = pixels(reworded.figure)[int((before.y - 0.25) * DPI) - 6 : int((before.y - 0.25) * DPI)].astype(int)
    part = row[:, int(before.x * DPI) : int(after.x * DPI)]
    assert np.abs(part - np.array(rgb(LIGHT.muted))).max(axis=2).min() < 60
    assert "statements changed since the check-in before" in after.words
    assert "statements changed" not in before.words


def test_a_break_with_nothing_before_it_is_not_drawn() -> None:
    points = [point(f"c{n}", day) for n, day in enumerate(DAYS)]
    drawing = drawn(overview(points, (Break(DAYS[0], reworded=("a",), check_in="c0"),)))
    assert "reworded" not in labels(drawing.figure)
    assert not any("statements changed" in spot.words for spot in drawing.spots)


@pytest.mark.parametrize(("place", "cuts"), [(1, (1, 2)), (2, (1, 2)), (2, (2,))])
def test_of_two_check_ins_on_the_day_of_a_break_it_stands_before_its_own(place: int, cuts: tuple[int, ...]) -> None:
    days = (DAYS[0], DAYS[1], DAYS[1], DAYS[2])
    points = [point(f"c{n}", day) for n, day in enumerate(days)]
    found = Break(DAYS[1], reworded=("a",), check_in=f"c{place}")
    drawing = drawn(overview(points, (found,), cuts))
    assert ["statements changed" in spot.words for spot in drawing.spots] == [n == place for n in range(4)]
    before, after = drawing.spots[place - 1 : place + 1]
    row = pixels(drawing.figure)[int((before.y + 0.3) * DPI) : int((before.y + 0.3) * DPI) + 6].astype(int)
    dark = np.abs(row - np.array(rgb(LIGHT.muted))).max(axis=2).min(axis=0) < 60
    assert dark[int(before.x * DPI) : int(after.x * DPI) + 1].any()
    assert dark.sum() <= 2


def test_a_break_at_a_check_in_that_has_no_score_is_drawn_before_that_one() -> None:
    points = [point(f"c{n}", day) for n, day in enumerate(DAYS)]
    view = overview(points, (Break(DAYS[4], reworded=("a",), check_in="c4"),), cuts=(4,))
    power, *others = view.series
    kept = tuple(each for each in power.points if each.check_in != "c4")
    bare = replace(view, series=(replace(power, points=kept, segments=(kept[:4], kept[4:])), *others))
    assert labels(drawn(bare).figure).count("reworded") == 1


def test_check_ins_with_nothing_but_no_opportunity_leave_empty_panels_on_their_time() -> None:
    empty = tuple(PracticeSeries(key, (), ()) for key in KEYS)
    view = Overview(Span(None, date(2026, 11, 20)), empty, tuple((f"c{n}", day) for n, day in enumerate(DAYS)))
    drawing = drawn(view)
    assert drawing.spots == []
    assert labels(drawing.figure).count("Nov") == 6


def test_two_check_ins_on_one_day_stand_beside_each_other_in_the_order_saved() -> None:
    same = [point("a", DAYS[0]), point("b", DAYS[1]), point("c", DAYS[1]), point("d", DAYS[2])]
    first, left, right, last = drawn(overview(same)).spots
    assert first.x < left.x < right.x < last.x
    assert right.x - left.x == pytest.approx(left.size, rel=0.1)
    alone = drawn(overview([same[0], same[1], same[3]])).spots[1]
    assert (left.x + right.x) / 2 == pytest.approx(alone.x)


def test_ten_check_ins_on_one_day_stay_in_their_panel() -> None:
    many = [point(f"c{n}", DAYS[0]) for n in range(10)]
    spots = drawn(overview(many)).spots
    assert [spot.x for spot in spots] == sorted({spot.x for spot in spots})
    assert spots[-1].x - spots[0].x < 0.5
    later = point("later", DAYS[-1])
    left, *_ = drawn(overview([*many, later])).spots
    words = next(box for text, box in texts(drawn(overview([*many, later])).figure) if text == "hardly ever")
    assert left.x - left.size / 2 > words.x1 / DPI  # though the day itself stands at the panel's edge


@given(st.lists(st.integers(0, 400), min_size=1, max_size=40).map(sorted))
@settings(deadline=None, max_examples=60)
def test_whatever_their_days_check_ins_stand_in_their_order_and_near_their_day(offsets: list[int]) -> None:
    days = [date(2026, 1, 1) + timedelta(days=offset) for offset in offsets]
    measure = Measure(("DejaVu Sans",))
    axis = TimeAxis.of(days, Span(None, days[-1]), 2.6, measure)
    places = Places.of([(str(n), day) for n, day in enumerate(days)], axis, 8.2)
    at = list(places.at.values())
    assert all(earlier < later for earlier, later in itertools.pairwise(at))
    assert at[0] > 0
    assert at[-1] < 2.6
    assert all(abs(x - axis.x(day)) <= 0.2 for x, day in zip(at, days, strict=True))


def test_two_check_ins_of_a_day_leave_the_one_a_week_later_to_their_right() -> None:
    days = [date(2026, 5, 10), date(2026, 5, 10), date(2026, 5, 17), date(2026, 11, 3)]
    *_, second, later, _ = drawn(overview([point(f"c{n}", day) for n, day in enumerate(days)])).spots
    assert second.x < later.x


def test_silence_after_the_last_check_in_is_room_on_the_axis_up_to_the_end() -> None:
    points = [point(f"c{n}", day) for n, day in enumerate(DAYS[:3])]
    to_the_last = drawn(overview(points))
    silent = drawn(replace(overview(points), quiet_until=date(2026, 11, 20)))
    assert labels(to_the_last.figure).count("May") == labels(silent.figure).count("Nov") == 6
    first, last = silent.spots[0], silent.spots[-1]
    assert (last.x - first.x) / (to_the_last.spots[-1].x - to_the_last.spots[0].x) == pytest.approx(61 / 262, rel=0.01)


def test_one_check_in_long_ago_stands_at_the_start_of_its_silence() -> None:
    alone = overview([point("c0", date(2025, 5, 3))])
    found = labelled_of(replace(alone, quiet_until=date(2026, 11, 20)))
    assert found == {"May 2025", "2026", "Nov 2026"}


@pytest.mark.parametrize(("width", "columns"), [(4.0, 1), (5.0, 2), (7.2, 2), (7.5, 3), (16.0, 3)])
def test_panels_stand_three_two_or_one_in_a_row_as_the_width_allows(width: float, columns: int) -> None:
    titles = {item.short for item in PRACTICES}
    found = [box.x0 for text, box in texts(drawn(every_view(2)["overview"], (width, 9)).figure) if text in titles]
    assert len({round(x) for x in found}) == columns
    assert len(found) == 6


def test_nothing_is_written_but_titles_scale_words_and_months() -> None:
    words = [p.short for p in CONTENT.scale().points]
    points = [point(f"c{n}", day) for n, day in enumerate(DAYS)]
    assert sorted(labels(drawn(overview(points)).figure)) == sorted(
        [*(item.short for item in PRACTICES), *words * 2, *["Mar", "Jul", "Nov"] * 6]
    )


def labelled(*days: date) -> set[str]:
    return labelled_of(overview([point(f"c{n}", day) for n, day in enumerate(days)]))


def labelled_of(view: Overview) -> set[str]:
    figure = drawn(view).figure
    return set(labels(figure)) - {item.short for item in PRACTICES} - {p.short for p in CONTENT.scale().points}


def test_the_time_axis_names_days_months_or_years_as_it_grows_longer() -> None:
    assert labelled(date(2026, 3, 3)) == {"3 Mar"}
    assert labelled(date(2026, 3, 3), date(2026, 3, 25)) == {"3 Mar", "25 Mar"}
    assert labelled(date(2026, 3, 3), date(2026, 11, 3)) == {"Mar", "Jul", "Nov"}
    assert labelled(date(2025, 3, 3), date(2026, 11, 3)) == {"Mar 2025", "2026", "Nov 2026"}
    decade = labelled(date(2016, 11, 3), date(2026, 11, 3))
    assert {"Nov 2016", "Nov 2026"} < decade
    assert decade >= {"2020", "2022", "2024"}
    century = labelled(date(1927, 1, 3), date(2026, 11, 3))
    assert {"Jan 1927", "Nov 2026"} < century
    assert all(year.isdigit() and int(year) % 10 == 0 for year in century - {"Jan 1927", "Nov 2026"})


def test_ten_years_of_weeks_are_dots_with_a_pale_band_and_every_one_has_a_spot() -> None:
    weeks = [date(2016, 12, 1) + timedelta(days=7 * n) for n in range(520)]
    points = [point(f"c{n}", day, 6 + n % 6, n % 2, 1, 5) for n, day in enumerate(weeks)]
    drawing = drawn(overview(points))
    assert len(drawing.spots) == 520
    assert all(later.x > earlier.x for earlier, later in zip(drawing.spots, drawing.spots[1:], strict=False))
    picture = pixels(drawing.figure)
    first, last = drawing.spots[0], drawing.spots[-1]
    dot = LIGHT.marks[PRACTICES[0].shape]
    low = max(spot.y for spot in drawing.spots) + 0.25  # between the dots and the lowest rating
    band = picture[int(low * DPI), int(first.x * DPI) + 2 : int(last.x * DPI) - 2].astype(int)
    assert np.abs(band - np.array(rgb(LIGHT.paper))).max(axis=1).min() > 15  # no stripe of paper in it
    assert np.abs(band - np.array(rgb(dot))).max(axis=1).min() > 80  # and far paler than the dots


@pytest.mark.parametrize("count", [120, 520])
def test_of_hundreds_of_marks_the_filled_ones_are_larger_than_the_hollow_ones(count: int) -> None:
    days = [date(2016, 12, 1) + timedelta(days=3650 * n // count) for n in range(count)]
    alike = [point(f"c{n}", day, 6 if n % 2 else 12, n % 2) for n, day in enumerate(days)]
    drawing = drawn(overview(alike, cuts=tuple(range(1, count))), dpi=200)  # without lines between
    colour = np.array(rgb(LIGHT.marks[PRACTICES[0].shape]))
    picture = pixels(drawing.figure).astype(int)

    def ink(y: float) -> int:
        """How high the marks of a row are, in dots."""
        x0, x1 = int(drawing.spots[0].x * 200), int(drawing.spots[-1].x * 200)
        part = picture[int((y - 0.1) * 200) : int((y + 0.1) * 200), x0:x1]
        return int((np.abs(part - colour).max(axis=2) < 60).any(axis=1).sum())

    hollow, filled = drawing.spots[0], drawing.spots[1]
    middle = picture[round(filled.y * 200), round(filled.x * 200)]
    assert np.abs(middle - colour).max() < 60
    assert "no reflections" in hollow.words
    assert ink(filled.y) >= 1.25 * ink(hollow.y)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("count", [120, 520])
def test_without_colour_hundreds_of_hollow_marks_have_a_hole_and_filled_ones_stand_out_around_it(
    count: int, colours: ChartColours
) -> None:
    view = every_view(count)["overview"]
    assert isinstance(view, Overview)
    drawing = drawn(view, dpi=DPI, colours=colours)
    luminance = np.array((0.299, 0.587, 0.114))
    grey, paper = pixels(drawing.figure) @ luminance, rgb(colours.paper) @ luminance
    rim = 1.95 / 72 * DPI  # from a mark's middle to between the edges of a hollow and of a filled one
    spots = by_series(drawing)
    seen: defaultdict[bool, list[bool]] = defaultdict(list)
    for place, series in enumerate(view.series):
        apart = abs(rgb(mark_of(PRACTICES[place], place, colours).colour) @ luminance - paper)
        for spot, each in zip(spots[series.practice], series.points, strict=True):
            x, y = int(spot.x * DPI), spot.y * DPI
            inside = grey[int(y) - 1 : int(y) + 2, x - 1 : x + 2]
            around = grey[[int(y - rim), int(y + rim)], x]
            if each.evidence:
                seen[True].append(bool(np.abs(around - paper).max() > 0.5 * apart))
            else:
                seen[False].append(bool(np.abs(inside - paper).min() < 0.35 * apart))
    assert all(sum(those) >= 0.98 * len(those) > 40 for those in (seen[True], seen[False]))


@pytest.mark.parametrize(("ratings", "shown"), [((1, 1), True), ((5, 5), True), ((1, 5), False), ((3, 3), True)])
def test_in_a_low_window_a_hint_stands_where_no_mark_does_or_not_at_all(
    ratings: tuple[int, int], *, shown: bool
) -> None:
    points = [point(f"c{n}", day, 3 * ratings[n % 2]) for n, day in enumerate(DAYS)]
    drawing = drawn(overview(points, (Break(DAYS[4], reworded=("a",), check_in="c4"),), cuts=(4,)), (10.48, 3.3))
    hints = [box for text, box in texts(drawing.figure) if text == "reworded"]
    assert len(hints) == shown
    for box in hints:
        for spot in drawing.spots:
            x, y = spot.x * DPI, 330 - spot.y * DPI
            assert not (box.x0 < x < box.x1 and box.y0 - 2 < y < box.y1 + 2)


def test_a_practice_without_a_series_keeps_an_empty_panel_and_no_practices_make_no_panel() -> None:
    stranger = LensItem("stranger", "own", 9, "", "Stranger", "", "me")
    drawing = drawn(every_view(5)["overview"], practices=[*PRACTICES, stranger])
    assert "Stranger" in labels(drawing.figure)
    assert "stranger" not in by_series(drawing)
    assert drawn(every_view(5)["overview"], practices=[]).spots == []


def test_a_long_name_is_cut_short_rather_than_run_into_the_next() -> None:
    long = [LensItem(f"long-{n}", "own", n, "", "Being interested in $x^2$ " * 5, "", "me") for n in range(3)]
    found = [box for text, box in texts(drawn(every_view(2)["overview"], practices=long).figure) if text[:5] == "Being"]
    assert len(found) == 3
    assert not any(one.overlaps(other) for one, other in itertools.pairwise(found))


def test_a_spot_carries_its_check_in_and_its_practices_behaviours() -> None:
    drawing = drawn(every_view(5)["overview"])
    for spot in drawing.spots:
        assert spot.check_in
        assert spot.behaviours == tuple(b.key for b in CONTENT.behaviours() if b.practice == spot.series)
    titles = {item.key: item.short for item in PRACTICES}
    assert all(titles[spot.series] in spot.words for spot in drawing.spots)


def test_practices_differ_in_shape_as_well_as_in_colour() -> None:
    found = [mark_of(item, 0, LIGHT) for item in PRACTICES]
    assert len({mark.marker for mark in found}) == len({mark.colour for mark in found}) == 6


def test_an_item_without_a_shape_takes_the_one_of_its_place_and_a_colour_of_its_own_key_first() -> None:
    plain = LensItem("plain", "own", 0, "", "Plain", "", "me")
    assert mark_of(plain, 7, LIGHT).marker == mark_of(PRACTICES[1], 0, LIGHT).marker
    assert mark_of(plain, 7, LIGHT).colour == LIGHT.marks[SHAPES[1]]
    own = ChartColours("#FFFFFF", "#000000", "#000000", "#000000", "#123456", {"plain": "#654321"})
    assert mark_of(plain, 0, own).colour == "#654321"
    assert mark_of(PRACTICES[0], 0, own).colour == "#123456"


def test_a_practice_that_is_not_known_is_a_dot_in_the_accent() -> None:
    assert mark_for("no such", PRACTICES, LIGHT).colour == LIGHT.accent
    assert mark_for(KEYS[3], PRACTICES, LIGHT) == mark_of(PRACTICES[3], 3, LIGHT)
