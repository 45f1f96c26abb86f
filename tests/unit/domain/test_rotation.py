"""Which backups are kept, on every calendar and under every clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from journal_app.domain.rotation import DAYS, MONTHS, NEWEST, WEEKS, Dated, to_keep

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)

instants = st.datetimes(datetime(2024, 1, 1), datetime(2026, 11, 22, 10), timezones=st.just(UTC))  # noqa: DTZ001
routine = st.lists(instants, unique=True, max_size=80).map(lambda found: [dated(at) for at in found])
reasons = st.sampled_from(["", "", "before-v2", "before-restore", "damaged"])
mixed = st.lists(st.tuples(instants, reasons), unique_by=lambda each: each[0], max_size=40).map(
    lambda found: [dated(at, reason) for at, reason in found]
)


def dated(at: datetime, reason: str = "") -> Dated:
    return Dated(f"{at.isoformat()}{reason}", at, reason)


def kept_of(backups: list[Dated], now: datetime = NOW) -> list[Dated]:
    names = to_keep(backups, now, LONDON)
    return [each for each in backups if each.name in names]


def every(hours: float, count: int, until: datetime = NOW) -> list[Dated]:
    return [dated(until - timedelta(hours=hours * number)) for number in range(count)]


def test_an_hourly_backup_over_two_years_leaves_seven_days_four_weeks_and_twelve_months() -> None:
    kept = sorted(each.at for each in kept_of(every(1, 24 * 730)))
    days = [f"{at.astimezone(LONDON):%Y-%m-%d}" for at in kept]
    # Two of today, since the newest two are always kept; then one a day, a week (on its Sunday), a month (on its last).
    assert days == [
        *("2025-12-31", "2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"),
        *("2026-06-30", "2026-07-31", "2026-08-31", "2026-09-30", "2026-10-31"),
        *("2026-11-01", "2026-11-08", "2026-11-15"),
        *("2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19", "2026-11-20", "2026-11-21"),
        *("2026-11-22", "2026-11-22"),
    ]


def test_somebody_who_writes_once_a_month_keeps_twelve() -> None:
    assert len(kept_of(every(24 * 31, 20))) == MONTHS


def test_the_two_newest_are_kept_though_they_are_of_one_minute() -> None:
    backups = every(0.01, 5)
    assert kept_of(backups) == backups[:NEWEST]


def test_a_day_ends_at_midnight_where_the_person_is() -> None:
    # On one day in UTC; in London 22:30, 23:30, and 00:30 of the next day.
    late = [dated(datetime(2026, 7, 1, hour, 30, tzinfo=UTC)) for hour in (21, 22, 23)]
    now = datetime(2026, 7, 2, 12, tzinfo=UTC)
    newest = every(1, 2, now)
    assert kept_of([*late, *newest], now) == [late[1], *newest]


def test_what_a_clock_set_back_leaves_in_the_future_is_kept_and_takes_nobodys_place() -> None:
    future = every(24, 100, NOW + timedelta(days=365))
    past = every(24, 30)
    assert kept_of(past + future) == kept_of(past) + future


def test_one_made_for_a_reason_stays_ninety_days_and_the_newest_of_its_reason_for_ever() -> None:
    restores = [dated(NOW - timedelta(days=days), "before-restore") for days in (1, 89, 91, 400)]
    upgrades = [dated(NOW - timedelta(days=days), "before-v2") for days in (500, 600)]
    assert kept_of(restores + upgrades) == restores[:2] + upgrades[:1]


def test_one_made_for_a_reason_takes_no_place_of_a_routine_one() -> None:
    reasoned = [dated(NOW - timedelta(days=days, minutes=1), "damaged") for days in range(20)]
    past = every(24, 30)
    assert [each for each in kept_of(past + reasoned) if not each.reason] == kept_of(past)


@given(routine)
def test_the_newest_is_never_dropped_and_the_number_is_bounded(backups: list[Dated]) -> None:
    kept = kept_of(backups)
    assert len(kept) <= DAYS + WEEKS + MONTHS + NEWEST
    newest = sorted(backups, key=lambda each: each.at)[-NEWEST:]
    assert all(each in kept for each in newest)


@given(mixed)
def test_rotating_twice_is_rotating_once(backups: list[Dated]) -> None:
    once = kept_of(backups)
    assert kept_of(once) == once


@given(mixed, st.timedeltas(timedelta(), timedelta(days=800)))
def test_what_was_dropped_would_be_dropped_later_too(backups: list[Dated], later: timedelta) -> None:
    assert to_keep(backups, NOW + later, LONDON) <= to_keep(backups, NOW, LONDON)


@given(routine)
def test_rotating_after_each_backup_keeps_what_rotating_once_at_the_end_would(backups: list[Dated]) -> None:
    there: list[Dated] = []
    for each in sorted(backups, key=lambda each: each.at):
        there = kept_of([*there, each], each.at)
    assert {each.name for each in there} == to_keep(backups, NOW, LONDON)
