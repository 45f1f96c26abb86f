"""When something was written: read from text, kept as an instant, shown as the writer's clock showed it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_app.domain.errors import BadDate
from journal_app.domain.moment import Moment, parse_day, parse_moment, zone_name

LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("text", "local", "zone"),
    [
        ("2026-03-01T17:40", "2026-03-01T17:40:00+00:00", "Europe/London"),
        ("2026-07-01T17:40", "2026-07-01T17:40:00+01:00", "Europe/London"),
        (" 2026-03-01 17:40 ", "2026-03-01T17:40:00+00:00", "Europe/London"),
        ("2026-03-01T17:40:30.5+05:30", "2026-03-01T17:40:30.500000+05:30", None),
        ("2026-03-01T17:40Z", "2026-03-01T17:40:00+00:00", None),
        ("2004-10-12T18:38:16-06:00", "2004-10-12T18:38:16-06:00", None),
        ("2026-03-01", "2026-03-01T12:00:00+00:00", "Europe/London"),
        ("2028-02-29", "2028-02-29T12:00:00+00:00", "Europe/London"),
        ("2026-10-25T01:30", "2026-10-25T01:30:00+01:00", "Europe/London"),
    ],
)
def test_dates_are_read_as_people_write_them(text: str, local: str, zone: str | None) -> None:
    read = parse_moment(text, LONDON)
    assert (read.local.isoformat(), read.zone, read.assumed) == (local, zone, False)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "2026-02-30",
        "2026-02-29",
        "2026-13-01",
        "2026-00-10",
        "2026-04-31T10:00",
        "2026-01-01T24:01",
        "2026-01-01T10:60",
        "2026-01-01T10:00+24:00",
        "0000-01-01",
        "10000-01-01",
        "0001-01-01T00:00+01:00",
        "9999-12-31T23:00-02:00",
        "yesterday",
        "01/03/2026",
        "2026-03-01T",
        "２０２６-03-01",
        "2026-03-01\0",
        "\ud800",
        "9" * 5000,
    ],
)
def test_a_date_that_does_not_exist_or_cannot_be_read_is_named(text: str) -> None:
    with pytest.raises(BadDate) as refused:
        parse_moment(text, LONDON)
    assert refused.value.params == {"text": text}


@given(st.text(max_size=30) | st.from_regex(r"\d{1,4}-\d{1,2}-\d{1,2}([T ]\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?"))
def test_no_text_is_anything_but_a_date_or_a_bad_one(text: str) -> None:
    for read in (lambda: parse_moment(text, LONDON), lambda: parse_day(text)):
        try:
            read()
        except BadDate:
            continue


def test_a_day_is_read_without_its_time() -> None:
    assert parse_day(" 2026-03-01 ") == date(2026, 3, 1)
    for text in ("2026-02-30", "2026-03-01T10:00", "soon", ""):
        with pytest.raises(BadDate):
            parse_day(text)


@given(
    st.datetimes(datetime(1, 1, 3), datetime(9999, 12, 29)),  # noqa: DTZ001
    st.integers(-24 * 60 + 1, 24 * 60 - 1),
)
def test_the_wall_clock_comes_back_as_it_was(wall: datetime, offset: int) -> None:
    aware = wall.replace(tzinfo=timezone(timedelta(minutes=offset)))
    kept = Moment.of(aware)
    assert kept.local.replace(tzinfo=None) == wall
    assert kept.local_date == wall.date()
    assert kept.utc == aware.astimezone(UTC)


def test_offsets_with_seconds_keep_midnight_on_its_day() -> None:
    """Local mean time before the railways, as in London until 1847: 75 seconds behind Greenwich."""
    kept = Moment.of(datetime(1840, 1, 1, 0, 0, tzinfo=LONDON), "Europe/London")
    assert kept.local_date == date(1840, 1, 1)


def test_a_moment_moved_to_another_day_keeps_its_time_and_place() -> None:
    moved = Moment.of(datetime(2026, 3, 1, 23, 30, tzinfo=LONDON), "Europe/London").with_local_date(date(2025, 12, 24))
    assert (moved.local.isoformat(), moved.zone) == ("2025-12-24T23:30:00+00:00", "Europe/London")


def test_a_moment_must_know_where_it_stands() -> None:
    with pytest.raises(ValueError, match="aware"):
        Moment.of(datetime(2026, 3, 1))  # noqa: DTZ001
    with pytest.raises(ValueError, match="UTC"):
        Moment(datetime(2026, 3, 1, tzinfo=LONDON).replace(month=7), 0)
    with pytest.raises(ValueError, match="less than a day"):
        Moment(datetime(2026, 3, 1, tzinfo=UTC), 24 * 60)


def test_only_zones_with_a_name_have_one() -> None:
    assert zone_name(LONDON) == "Europe/London"
    assert zone_name(UTC) is None
