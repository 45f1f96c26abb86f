"""What a report of a period says, and how much of a reflection it shows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from journal_app.domain.report import (
    CAUTION,
    CHART,
    MOST_CHARACTERS,
    NOTES,
    TABLE,
    Extent,
    Part,
    PeriodReport,
    ReportedNote,
    ReportedReflection,
    first_paragraph,
    shown_text,
)
from journal_app.domain.report_words import days_in_words, does_not_fit, title_of
from journal_app.domain.trends.tables import Table
from journal_app.domain.trends.views import Overview, Span

DAY = date(2026, 3, 3)


def report(*extents: Extent, since: date | None = None, until: date = DAY, days: tuple[date, ...] = ()) -> PeriodReport:
    span = Span(since, until)
    reflections = tuple(ReportedReflection(DAY, "", "", extent) for extent in extents)
    return PeriodReport(span, DAY, "", days, Overview(span, (), ()), "", "", reflections=reflections)


@pytest.mark.parametrize(
    ("body", "paragraph"),
    [
        ("One line.", "One line."),
        ("Two lines\nof one.\n\nAnother.", "Two lines\nof one."),
        ("# A heading\n\nWords.", "Words."),
        ("# A heading\nWords right below.\n\nMore.", "Words right below."),
        ("\n\n---\n\n***\n\nWords.", "Words."),
        ("…\n\nWords.", "Words."),
        ("# Only a heading", "# Only a heading"),
        ("- one\n- two\n\nMore.", "- one\n- two"),
        ("שלום עולם.\n\nעוד.", "שלום עולם."),
        ("", ""),
        ("\n \n", ""),
    ],
)
def test_the_first_paragraph_is_the_first_that_says_something(body: str, paragraph: str) -> None:
    assert first_paragraph(body) == paragraph


def test_of_a_reflection_no_more_is_shown_than_was_chosen() -> None:
    body = "First.\n\nSecond."
    assert shown_text(body, Extent.DAY) == ("", False)
    assert shown_text(body, Extent.FIRST) == ("First.", False)
    assert shown_text(body, Extent.WHOLE) == (body, False)


def test_a_reflection_longer_than_any_page_is_cut_and_said_to_be() -> None:
    text, cut = shown_text("word " * MOST_CHARACTERS, Extent.WHOLE)
    assert len(text) == MOST_CHARACTERS
    assert cut
    assert shown_text("\n\n".join(["word"] * MOST_CHARACTERS), Extent.FIRST) == ("word", False)


@pytest.mark.parametrize(
    ("since", "until", "title"),
    [
        (date(2025, 11, 22), date(2026, 11, 22), "22 November 2025 to 22 November 2026"),
        (date(2026, 3, 3), date(2026, 11, 9), "3 March to 9 November 2026"),
        (date(2026, 3, 3), date(2026, 3, 9), "3 to 9 March 2026"),
        (date(2026, 3, 3), date(2026, 3, 3), "3 March 2026"),
        (None, date(2026, 3, 3), "3 March 2026"),
    ],
)
def test_the_title_is_the_period(since: date | None, until: date, title: str) -> None:
    assert title_of(report(since=since, until=until)) == title


def test_without_a_first_day_the_period_begins_with_the_first_check_in() -> None:
    assert title_of(report(until=date(2026, 11, 9), days=(DAY,))) == "3 March to 9 November 2026"


def test_few_check_ins_are_named_by_their_days_and_many_by_the_first_and_the_last() -> None:
    days = (date(2025, 6, 10), date(2026, 3, 3), date(2026, 7, 6), date(2026, 11, 9))
    assert days_in_words(()) == "No check-ins in this period."
    assert days_in_words(days[:1]) == "One check-in: 10 June 2025."
    assert days_in_words(days) == "Four check-ins: 10 June 2025; 3 March, 6 July and 9 November 2026."
    weekly = tuple(date.fromordinal(DAY.toordinal() + 7 * week) for week in range(13))
    assert days_in_words(weekly) == "13 check-ins, from 3 March 2026 to 26 May 2026."


@pytest.mark.parametrize(
    ("extents", "beyond", "words"),
    [
        ([Extent.WHOLE], [], ""),
        (
            [Extent.WHOLE],
            [0],
            "The chosen reflection does not fit on the page: show its first paragraph only or choose fewer.",
        ),
        (
            [Extent.WHOLE] * 3,
            [2],
            "One of the 3 chosen reflections does not fit on the page: show its first paragraph only or choose fewer.",
        ),
        (
            [Extent.FIRST, Extent.FIRST, Extent.WHOLE],
            [1, 2],
            "Two of the 3 chosen reflections do not fit on the page: show their first paragraph only or choose fewer.",
        ),
        (
            [Extent.FIRST] * 3,
            [1, 2],
            "Two of the 3 chosen reflections do not fit on the page: show their title and day only or choose fewer.",
        ),
        (
            [Extent.FIRST] * 2,
            [0, 1],
            "None of the chosen reflections fits on the page: show their title and day only or choose fewer.",
        ),
        ([Extent.DAY] * 30, [29], "One of the 30 chosen reflections does not fit on the page: choose fewer."),
        ([Extent.WHOLE], [TABLE, 0], "The table does not fit on the page: leave it out, or choose a shorter period."),
        ([], [NOTES], "Your notes do not all fit on the page: leave them out, or choose a shorter period."),
        ([], [CAUTION], "The words need more than one page: choose a shorter period."),
        (
            [],
            [CHART, TABLE],
            "The chart needs more than one page: choose a shorter period, or all six practices.",
        ),
    ],
)
def test_what_does_not_fit_is_said_with_a_way_out(extents: list[Extent], beyond: list[Part], words: str) -> None:
    assert does_not_fit(report(*extents), beyond) == words


def test_where_a_table_or_notes_take_the_room_that_is_a_way_out_too() -> None:
    full = replace(
        report(Extent.FIRST),
        table=Table(("Check-in",), (("3 March 2026",),), ("uid",)),
        notes=(ReportedNote(DAY, "I listen", "usually", "A note"),),
    )
    assert does_not_fit(full, [0]).endswith(
        "show its title and day only, choose fewer or leave out the table and the notes."
    )
    assert does_not_fit(replace(full, table=None), [0]).endswith("choose fewer or leave out the notes.")
