"""Gathering a report of a period from a real journal: what was chosen, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from journal_app.bootstrap import Services
from journal_app.domain.check_in import Answers
from journal_app.domain.errors import NoSuchEntry
from journal_app.domain.report import Extent, Wanted
from journal_app.domain.trends.views import Span
from journal_app.services import report_service
from journal_app.services.report_service import Proposed
from tests.support.clock import FakeClock
from tests.support.journals import moment

MARCH = Span(date(2026, 3, 1), date(2026, 3, 31))


@pytest.fixture
def clock() -> FakeClock:
    """Sunday 22 November 2026, 10:00 in London."""
    return FakeClock("2026-11-22T10:00")


def write(
    services: Services, day: str, title: str = "", body: str = "First.\n\nSecond.", *, starred: bool = False
) -> str:
    return services.entries.write(title, body, written=moment(f"{day}T12:00:00+00:00"), starred=starred).uid


def rate(services: Services, day: date, notes: dict[str, str] | None = None) -> None:
    ratings: dict[str, int | None] = {each.key: 3 for each in services.content.behaviours()}
    ratings["say-we"] = None
    services.check_ins.save(Answers(ratings, notes or {}), day)


def test_a_report_says_what_the_trends_say_of_its_period(services: Services) -> None:
    for day in (date(2026, 2, 2), date(2026, 3, 3), date(2026, 3, 30), date(2026, 4, 1)):
        rate(services, day)
    report, trends = services.reports.gather(Wanted(MARCH)), services.trends
    view = trends.overview(MARCH)
    assert report.view == view
    assert report.days == (date(2026, 3, 3), date(2026, 3, 30))
    assert (report.words, report.caution) == (trends.words(view), trends.caution(view))
    assert (report.span, report.made, report.subject) == (MARCH, date(2026, 11, 22), "")
    assert report.words


def test_nothing_is_in_it_that_was_not_chosen(services: Services) -> None:
    rate(services, date(2026, 3, 3), {services.content.behaviours()[0].key: "a note"})
    write(services, "2026-03-04", "Written in the period")
    report = services.reports.gather(Wanted(MARCH))
    assert (report.table, report.notes, report.reflections) == (None, (), ())
    assert not report.is_empty


def test_the_table_is_that_of_the_trends_and_there_is_none_without_a_check_in(services: Services) -> None:
    assert services.reports.gather(Wanted(MARCH, table=True)).table is None
    rate(services, date(2026, 3, 3))
    report = services.reports.gather(Wanted(MARCH, table=True))
    assert report.table == services.trends.table(services.trends.overview(MARCH))


def test_of_each_reflection_as_much_is_in_it_as_was_chosen_by_the_order_of_days(services: Services) -> None:
    later, whole, first = (
        write(services, f"2026-03-{day}", title) for day, title in ((20, "c"), (10, "b"), ("05", "a"))
    )
    wanted = Wanted(MARCH, reflections={later: Extent.DAY, whole: Extent.WHOLE, first: Extent.FIRST})
    reflections = services.reports.gather(wanted).reflections
    assert [(each.title, each.text) for each in reflections] == [("a", "First."), ("b", "First.\n\nSecond."), ("c", "")]
    assert [each.on.day for each in reflections] == [5, 10, 20]


def test_what_was_chosen_but_lies_outside_the_period_or_in_the_bin_is_left_out(services: Services) -> None:
    outside, binned = write(services, "2026-04-01", "outside"), write(services, "2026-03-04", "binned")
    services.entries.delete(binned)
    wanted = Wanted(MARCH, reflections={outside: Extent.WHOLE, binned: Extent.WHOLE})
    report = services.reports.gather(wanted)
    assert report.reflections == ()
    assert report.is_empty
    assert services.reports.gather(replace(wanted, span=Span(None, date(2026, 4, 1)))).reflections[0].title == "outside"


def test_a_reflection_that_is_gone_is_said_to_be(services: Services) -> None:
    with pytest.raises(NoSuchEntry):
        services.reports.gather(Wanted(MARCH, reflections={"no-such-uid": Extent.DAY}))


def test_notes_stand_with_the_statement_and_the_rating_in_words(services: Services) -> None:
    we = next(each for each in services.content.behaviours() if each.key == "say-we")
    other = next(each for each in services.content.behaviours() if each.practice != we.practice)
    rate(services, date(2026, 3, 30), {other.key: "of another practice"})
    rate(services, date(2026, 3, 3), {"say-we": "nobody there to say it to"})
    rate(services, date(2026, 4, 3), {"say-we": "outside"})
    notes = services.reports.gather(Wanted(MARCH, notes=True)).notes
    assert [(n.on.day, n.statement, n.rating, n.note) for n in notes] == [
        (3, we.text, "no opportunity", "nobody there to say it to"),
        (30, other.text, "about half the time", "of another practice"),
    ]
    of_one = services.reports.gather(Wanted(MARCH, we.practice, notes=True))
    assert [n.note for n in of_one.notes] == ["nobody there to say it to"]
    assert of_one.subject == next(p.title for p in services.content.practices() if p.key == we.practice)


def test_reflections_of_the_period_are_offered_newest_first_and_can_be_searched(services: Services) -> None:
    write(services, "2026-02-28", "before")
    write(services, "2026-03-01", "first day")
    write(services, "2026-03-31", "last day", starred=True)
    offered = services.reports.offered(MARCH)
    assert [each.title for each in offered.summaries] == ["last day", "first day"]
    assert [each.title for each in services.reports.offered(MARCH, "last d").summaries] == ["last day"]
    assert [each.title for each in services.reports.offered(MARCH, starred=True).summaries] == ["last day"]
    assert services.reports.offered(MARCH, "zebra").summaries == ()


def test_of_very_many_the_newest_are_offered_and_the_others_counted(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report_service, "MOST_LISTED", 2)
    for day in ("03", "04", "05"):
        write(services, f"2026-03-{day}", day)
    offered = services.reports.offered(MARCH)
    assert [each.title for each in offered.summaries] == ["05", "04"]
    assert offered.total == 3


def test_the_last_twelve_months_are_proposed_or_the_period_that_was_shown(services: Services) -> None:
    today = date(2026, 11, 22)
    assert services.reports.proposed() == Proposed(Span(date(2025, 11, 22), today), today)
    assert services.reports.proposed(MARCH) == Proposed(MARCH, today)
    assert services.reports.proposed(Span(None, today)).span == Span(today, today)
    rate(services, date(2024, 3, 3))
    assert services.reports.proposed(Span(None, today)).span == Span(date(2024, 3, 3), today)
