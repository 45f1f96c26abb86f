"""What Today shows, read in one go: on edge days too."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from journal_app.bootstrap import Services
from journal_app.domain.check_in import Answers
from journal_app.services.today_service import WEEKS
from tests.support.clock import FakeClock
from tests.support.journals import moment


def write(services: Services, at: str, title: str = "an entry", zone: str | None = "Europe/London") -> str:
    return services.entries.write(title, "words", written=moment(at, zone)).uid


def test_of_an_empty_journal(services: Services) -> None:
    today = services.today.read()
    assert today.day == date(2026, 3, 2)
    assert today.choice is not None
    assert not today.put_off
    assert today.check_in_due
    assert today.last_check_in is None
    assert today.lately == today.on_this_day == ()
    assert today.weeks == (0,) * WEEKS


def test_reading_changes_nothing(services: Services) -> None:
    assert services.today.read() == services.today.read()
    assert services.prompts._store.history() == ()


def test_lately_is_the_newest_three_and_none_from_the_bin(services: Services) -> None:
    uids = [write(services, f"2026-02-0{day}T09:00+00:00") for day in range(1, 6)]
    services.entries.delete(uids[4])
    assert [each.uid for each in services.today.read().lately] == [uids[3], uids[2], uids[1]]


def test_weeks_begin_on_monday_and_count_entries(services: Services) -> None:
    """The clock stands on a Monday: yesterday was last week."""
    write(services, "2026-03-02T08:00+00:00")
    write(services, "2026-03-01T23:59+00:00")
    write(services, "2026-02-23T00:00+00:00")
    write(services, "2026-02-22T23:59+00:00")
    assert services.today.read().weeks[-3:] == (1, 2, 1)


def test_weeks_reach_back_a_quarter_and_no_further(services: Services) -> None:
    first = date(2026, 3, 2) - timedelta(weeks=WEEKS - 1)
    write(services, f"{first}T00:00+00:00")
    write(services, f"{first - timedelta(days=1)}T23:59+00:00")
    assert services.today.read().weeks == (1, *(0,) * (WEEKS - 1))


def test_the_day_of_an_entry_is_the_day_where_it_was_written(services: Services) -> None:
    """Sunday evening in New York is Monday in London; it stays Sunday's."""
    write(services, "2026-03-01T20:00-05:00", zone="America/New_York")
    assert services.today.read().weeks[-2:] == (1, 0)


def test_an_entry_from_the_future_breaks_nothing(services: Services) -> None:
    write(services, "2026-05-01T09:00+01:00")
    today = services.today.read()
    assert len(today.lately) == 1
    assert today.weeks == (0,) * WEEKS


def test_on_this_day_is_the_same_day_of_up_to_ten_earlier_years(services: Services) -> None:
    for year in (2025, 2024, 2017, 2016, 2015):
        write(services, f"{year}-03-02T12:00+00:00", str(year))
    write(services, "2025-03-01T12:00+00:00", "the day before")
    write(services, "2026-03-02T07:00+00:00", "today")
    assert [each.title for each in services.today.read().on_this_day] == ["2025", "2024"]
    services.entries.delete(services.today.read().on_this_day[0].uid)
    assert [each.title for each in services.today.read().on_this_day] == ["2024", "2017"]


@pytest.mark.parametrize(
    ("day", "found"),
    [("2028-02-29T09:00", ["2024"]), ("2027-02-28T09:00", ["2026"]), ("2027-03-01T09:00", [])],
)
def test_on_a_leap_day(services: Services, clock: FakeClock, day: str, found: list[str]) -> None:
    write(services, "2024-02-29T12:00+00:00", "2024")
    write(services, "2026-02-28T12:00+00:00", "2026")
    clock.set(day)
    assert [each.title for each in services.today.read().on_this_day] == found


def test_a_check_in_is_due_again_after_a_month(services: Services, clock: FakeClock) -> None:
    behaviour = services.content.behaviours()[0].key
    services.check_ins.save(Answers({behaviour: 4}), date(2026, 3, 2))
    assert not services.today.read().check_in_due
    assert services.today.read().last_check_in == date(2026, 3, 2)
    clock.set("2026-04-01T09:00")
    assert not services.today.read().check_in_due
    clock.set("2026-04-02T09:00")
    assert services.today.read().check_in_due


def test_midnight_is_that_of_the_place_where_one_is(services: Services, clock: FakeClock) -> None:
    clock.set("2026-03-29T00:30")
    assert services.today.day() == date(2026, 3, 29)
    clock.set("2026-03-28T23:59")
    assert services.today.day() == services.today.read().day == date(2026, 3, 28)


def test_not_today_is_only_about_today(services: Services, clock: FakeClock) -> None:
    choice = services.today.read().choice
    assert choice is not None
    services.prompts.show(choice.prompt)
    services.prompts.put_off(choice.prompt)
    today = services.today.read()
    assert today.put_off
    assert today.choice is not None
    assert today.choice.prompt == choice.prompt
    clock.advance(days=1)
    assert not services.today.read().put_off
