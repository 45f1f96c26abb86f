"""What the sentences above the chart say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_app.domain.check_in import CheckIn
from journal_app.domain.content import Behaviour, LensItem
from journal_app.domain.trend_words.overview_old import describe, early_note, in_words, month_name, spoken_names
from journal_app.domain.trends.overview_old import Trends, build_trends, months_apart, one_decimal

PRACTICES = (
    LensItem("safe", "practices", 1, "", "Safe, inclusive, trusting", "", "kf", "circle"),
    LensItem("relations", "practices", 2, "", "Healthy relationships", "", "kf", "square"),
    LensItem("purpose", "practices", 3, "", "Shared purpose", "", "kf", "triangle"),
    LensItem("power", "practices", 4, "", "Managing power", "", "kf", "diamond"),
    LensItem("conflict", "practices", 5, "", "Surfacing conflict", "", "kf", "star", spoken="conflict"),
    LensItem("decisions", "practices", 6, "", "Shared decisions", "", "kf", "hexagon"),
)
NAMES = spoken_names(PRACTICES)
BEHAVIOURS = tuple(Behaviour(f"{item.key}-{n}", item.key, "I do", 1, "own") for item in PRACTICES for n in range(3))
UNTIL = date(2026, 11, 20)

# Sums of three ratings that come to the scores in the picture; 0 is "not rated".
PICTURE = {
    date(2026, 3, 3): {"safe": 9, "relations": 11, "purpose": 8, "power": 7, "conflict": 7, "decisions": 9},
    date(2026, 4, 3): {"safe": 10, "relations": 11, "purpose": 9, "power": 7, "conflict": 8, "decisions": 9},
    date(2026, 5, 4): {"safe": 9, "relations": 12, "purpose": 9, "power": 8, "conflict": 7, "decisions": 10},
    date(2026, 6, 3): {"safe": 10, "relations": 11, "purpose": 10, "power": 8, "conflict": 6, "decisions": 9},
    date(2026, 7, 6): {"safe": 11, "relations": 12, "purpose": 9, "power": 9, "conflict": 7},
    date(2026, 8, 5): {"safe": 11, "relations": 12, "purpose": 10, "power": 9, "conflict": 8},
    date(2026, 10, 15): {"safe": 12, "relations": 12, "purpose": 10, "power": 10, "conflict": 7},
    date(2026, 11, 12): {"safe": 12, "relations": 13, "purpose": 11, "power": 11, "conflict": 8},
}


def check_in(on: date, sums: dict[str, int]) -> CheckIn:
    """Three ratings for each practice, as even as they can be, that come to its sum; a sum below 6 is rated once."""
    ratings: dict[str, int | None] = {}
    for key, total in sums.items():
        if total < 6:
            ratings[f"{key}-0"] = total
        else:
            ratings |= {f"{key}-{n}": (total + n) // 3 for n in range(3)}
    return CheckIn(f"{on}", on, ratings, datetime(2026, 12, 1, tzinfo=UTC))


def shown(sums: dict[date, dict[str, int]], until: date = UNTIL, since: date | None = None) -> Trends:
    return build_trends([check_in(on, s) for on, s in sums.items()], BEHAVIOURS, PRACTICES, since, until)


def said(sums: dict[date, dict[str, int]], until: date = UNTIL, since: date | None = None) -> str:
    return describe(shown(sums, until, since), NAMES)


def monthly(key: str, *sums: int) -> dict[date, dict[str, int]]:
    return {date(2026, month, 3): {key: total} for month, total in enumerate(sums, start=1) if total}


def test_the_picture_is_said_in_four_sentences() -> None:
    assert said(PICTURE) == (
        "Over eight check-ins since March, managing power went from 2.3 to 3.7. Conflict stayed between 2.0 and 2.7. "
        "Shared decisions has not been rated since June. September was not rated at all."
    )


def test_nothing_is_said_of_no_check_ins() -> None:
    assert said({}) == ""


def test_one_check_in_is_named_by_its_day() -> None:
    assert said({date(2026, 3, 3): {"power": 9}}) == (
        "One check-in so far, on 3 March. A second one will show what moved."
    )


def test_the_year_is_told_when_the_month_is_not_of_the_last_twelve() -> None:
    assert said({date(2025, 11, 30): {"power": 9}}).startswith("One check-in so far, on 30 November 2025.")
    assert said({date(2025, 12, 1): {"power": 9}}).startswith("One check-in so far, on 1 December.")
    assert month_name(date(2025, 11, 30), date(2026, 11, 1)) == "November 2025"


def test_one_check_in_of_several_is_not_called_the_only_one_so_far() -> None:
    days: dict[date, dict[str, int]] = {date(2026, 3, 3): {"power": 9}, date(2026, 10, 3): {"power": 9}}
    assert said(days, since=date(2026, 8, 20)) == (
        "One check-in in this period, on 3 October. A longer period has more to show."
    )


def test_check_ins_of_a_single_month_are_not_compared() -> None:
    days: dict[date, dict[str, int]] = {date(2026, 3, 3): {"power": 6}, date(2026, 3, 30): {"power": 12}}
    assert said(days) == "Two check-ins so far, both in March. One in another month will show what moved."
    days = {date(2026, 1, 9): {"power": 9}, **days, date(2026, 3, 31): {"power": 12}}
    assert said(days, since=date(2026, 2, 1)) == (
        "Three check-ins in this period, all in March. A longer period has more to show."
    )


def test_when_nothing_moved_by_half_a_point_it_says_so() -> None:
    assert said(monthly("power", 9, 12, 10)) == (
        "Over three check-ins since January, no practice moved by half a point or more from first to last."
    )


def test_a_fall_is_told_as_plainly_as_a_rise() -> None:
    assert "managing power went from 4.0 to 2.3" in said(monthly("power", 12, 9, 7))


def test_the_largest_change_is_told_and_the_first_practice_where_two_are_alike() -> None:
    days: dict[date, dict[str, int]] = {
        date(2026, 1, 3): {"relations": 9, "power": 9, "conflict": 9},
        date(2026, 2, 3): {"relations": 11, "power": 6, "conflict": 12},
    }
    assert said(days) == "Over two check-ins since January, managing power went from 3.0 to 2.0."


def test_without_two_months_of_any_practice_nothing_is_compared() -> None:
    days: dict[date, dict[str, int]] = {date(2026, 1, 3): {"power": 9}, date(2026, 2, 3): {"conflict": 4}}
    assert said(days) == (
        "Over two check-ins since January, no practice has a score in more than one month, "
        "so there is nothing to compare yet. Managing power has not been rated since January."
    )


def test_a_month_with_two_check_ins_makes_the_text_speak_of_months() -> None:
    days: dict[date, dict[str, int]] = {
        date(2026, 1, 3): {"power": 6},
        date(2026, 1, 20): {"power": 9},
        date(2026, 2, 3): {"power": 12},
    }
    assert said(days) == (
        "Over three check-ins since January, taken month by month, managing power went from 2.5 to 4.0."
    )


def test_a_practice_that_never_moved_stayed_at_its_score() -> None:
    assert said(monthly("safe", 9, 9, 9)).endswith(" ‘Safe, inclusive, trusting’ stayed at 3.0.")


def test_a_practice_with_fewer_than_three_scores_or_a_wide_range_is_not_called_steady() -> None:
    assert "stayed" not in said(monthly("power", 9, 10))
    assert "stayed" not in said(monthly("power", 9, 12, 9))
    assert "stayed between 3.0 and 3.7" in said(monthly("power", 9, 11, 10))


def test_unrated_practices_are_named_together_when_they_stopped_together() -> None:
    days: dict[date, dict[str, int]] = {
        date(2026, 1, 3): {"power": 9, "conflict": 9, "purpose": 9},
        date(2026, 2, 3): {"purpose": 9},
    }
    assert "Managing power and conflict have not been rated since January." in said(days)


def test_unrated_practices_that_stopped_apart_are_told_apart_and_three_are_counted() -> None:
    days: dict[date, dict[str, int]] = {
        date(2026, 1, 3): {"power": 9, "conflict": 9, "decisions": 9},
        date(2026, 2, 3): {"power": 9, "decisions": 9},
        date(2026, 3, 3): {"decisions": 9},
    }
    assert said(days).endswith(
        "Managing power has not been rated since February; conflict has not been rated since January."
    )
    days[date(2026, 4, 3)] = {"purpose": 9}
    assert said(days).endswith("Three practices rated earlier have no score at the latest check-in.")


def test_a_practice_rated_too_little_is_not_called_unrated() -> None:
    days: dict[date, dict[str, int]] = {date(2026, 1, 3): {"power": 9}, date(2026, 2, 3): {"power": 4, "safe": 9}}
    assert said(days).endswith("Managing power has not had two ratings at one check-in since January.")


def test_a_practice_left_out_later_in_the_same_month_is_told_by_its_day() -> None:
    days: dict[date, dict[str, int]] = {
        date(2026, 1, 3): {"power": 9},
        date(2026, 2, 3): {"power": 9},
        date(2026, 2, 20): {"safe": 9},
    }
    assert said(days).endswith("Managing power has not been rated since 3 February.")


def test_two_empty_months_are_named_and_more_are_counted() -> None:
    first: dict[date, dict[str, int]] = {date(2025, 10, 3): {"power": 9}}
    assert said({**first, date(2026, 1, 3): {"power": 9}}).endswith("November 2025 and December were not rated at all.")
    assert said({**first, date(2026, 2, 3): {"power": 9}}).endswith("Three months were not rated at all.")
    assert said({**first, date(2026, 11, 3): {"power": 9}}).endswith("Twelve months were not rated at all.")
    assert said({date(2025, 9, 3): {"power": 9}, date(2026, 11, 3): {"power": 9}}).endswith(
        "In all, 13 months were not rated at all."
    )


def test_counts_are_words_up_to_twelve() -> None:
    assert [in_words(count) for count in (0, 1, 8, 12, 13)] == ["no", "one", "eight", "twelve", "13"]


def test_the_spoken_name_of_a_practice_goes_before_its_short_one() -> None:
    assert NAMES["conflict"] == "conflict"
    assert NAMES["power"] == "managing power"


def test_names_are_lowered_in_mid_sentence_but_abbreviations_are_kept() -> None:
    items = [LensItem(name, "l", 1, "", name, "", "s") for name in ("NHS values", "Letting Go", "Ask, listen")]
    assert list(spoken_names(items).values()) == ["NHS values", "letting Go", "‘ask, listen’"]


@pytest.mark.parametrize(
    ("count", "note"),
    [
        (0, ""),
        (1, "After one check-in it is too early to speak of a trend; read it as a note to yourself."),
        (5, "After five check-ins it is too early to speak of a trend; read them as notes to yourself."),
        (6, "Six points are too few to speak of a trend; read them as notes to yourself."),
        (11, "Eleven points are too few to speak of a trend; read them as notes to yourself."),
        (12, ""),
    ],
)
def test_few_points_come_with_a_caution(count: int, note: str) -> None:
    assert early_note(Trends(None, UNTIL, (), (), (UNTIL,) * count)) == note


SUMS = st.dictionaries(st.sampled_from([item.key for item in PRACTICES]), st.integers(1, 15), max_size=6)
JOURNALS = st.dictionaries(st.dates(date(2024, 6, 1), UNTIL), SUMS, max_size=16)


def _numbers_in_the_table(trends: Trends) -> set[str]:
    scores = {one_decimal(score) for row in trends.months for score in row.scores.values() if score is not None}
    counts = {str(sum(row.check_ins for row in trends.months)), str(sum(not row.check_ins for row in trends.months))}
    return scores | counts | {str(row.month.year) for row in trends.months}


@given(JOURNALS, st.none() | st.dates(date(2024, 6, 1), UNTIL))
def test_every_number_in_the_text_stands_in_the_table(sums: dict[date, dict[str, int]], since: date | None) -> None:
    trends = shown(sums, since=since)
    text = describe(trends, NAMES)
    months = "January|February|March|April|May|June|July|August|September|October|November|December"
    days = re.findall(rf"(\d+) (?:{months})", text)
    assert set(days) <= {str(day.day) for day in trends.days}
    rest = re.sub(rf"\d+ (?={months})", "", text)
    assert set(re.findall(r"\d+(?:\.\d+)?", rest)) <= _numbers_in_the_table(trends)


@given(JOURNALS)
def test_the_text_is_one_to_four_sentences_and_never_a_verdict(sums: dict[date, dict[str, int]]) -> None:
    trends = shown(sums)
    text = describe(trends, NAMES)
    assert len(re.findall(r"\.(?: |$)", text)) in (range(1, 5) if sums else {0})
    assert not re.search(r"progress|improve|better|worse", text + early_note(trends))
    assert all(sentence[0] in "‘" or sentence[0].isupper() for sentence in _sentences(text))


@given(JOURNALS)
def test_a_year_is_named_if_and_only_if_the_month_alone_is_ambiguous(sums: dict[date, dict[str, int]]) -> None:
    for year, month in {(day.year, day.month) for day in sums}:
        named = month_name(date(year, month, 1), UNTIL)
        assert named.endswith(str(year)) == (months_apart(date(year, month, 1), UNTIL) >= 12)


def _sentences(text: str) -> Sequence[str]:
    return [sentence for sentence in re.split(r"(?<=\.) ", text) if sentence]
