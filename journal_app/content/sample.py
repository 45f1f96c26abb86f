"""The sample journal: one invented leader's reflections and check-ins, dated back from the day it is opened."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from pathlib import Path
from types import MappingProxyType
from typing import Any

from journal_app.domain.entry import NewEntry, PromptAnswered
from journal_app.domain.moment import Moment, zone_name

NO_OPPORTUNITY = "none"
"""How the file writes a behaviour that there was no opportunity to show, as TOML has no null."""


@dataclass(frozen=True, slots=True)
class SampleCheckIn:
    """One check-in of the sample journal: the day it is about and its ratings; None is "no opportunity"."""

    on: date
    ratings: Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class SampleJournal:
    """The sample journal as of one day. Entries and check-ins are oldest first."""

    title: str
    about: str
    entries: tuple[NewEntry, ...]
    check_ins: tuple[SampleCheckIn, ...]


def load_sample(sample_file: Path, now: Moment, zone: tzinfo) -> SampleJournal:
    """Read the sample journal, with its days counted back from the writer's today and its times in ``zone``.

    The file ships with the program, so one that is missing or malformed is a bug: it raises FileNotFoundError,
    KeyError, ValueError or TypeError.
    """
    values = tomllib.loads(sample_file.read_text(encoding="utf-8"))
    today = now.local_date
    entries = (_entry(each, today, zone) for each in values["entries"])
    check_ins = (_check_in(each, today) for each in values["check_ins"])
    return SampleJournal(
        title=values["title"],
        about=values["about"].strip(),
        entries=tuple(sorted(entries, key=lambda entry: entry.written.utc)),
        check_ins=tuple(sorted(check_ins, key=lambda check_in: check_in.on)),
    )


def _entry(values: Mapping[str, Any], today: date, zone: tzinfo) -> NewEntry:
    written = _moment(_day(values, today), time.fromisoformat(values["time"]), zone)
    return NewEntry(
        written=written,
        title=values["title"],
        body=values["body"].strip(),
        starred=values.get("starred", False),
        practices=tuple(values["practices"]),
        tags=tuple(values["tags"]),
        prompt=PromptAnswered(values.get("prompt_key", ""), values["prompt"]) if "prompt" in values else None,
        modified=written.utc,
    )


def _check_in(values: Mapping[str, Any], today: date) -> SampleCheckIn:
    ratings = {key: None if value == NO_OPPORTUNITY else int(value) for key, value in values["ratings"].items()}
    return SampleCheckIn(_day(values, today), MappingProxyType(ratings))


def _day(values: Mapping[str, Any], today: date) -> date:
    days_ago = int(values["days_ago"])
    if days_ago < 1:
        raise ValueError(f"days_ago is {days_ago}, but today is left free for whoever looks around")
    return today - timedelta(days=days_ago)


def _moment(day: date, clock: time, zone: tzinfo) -> Moment:
    # A wall time that the clocks jump over gets the offset from before the jump; by way of UTC it comes back as
    # the time the clocks showed instead, with the offset that was then in force.
    written = datetime.combine(day, clock, tzinfo=zone).astimezone(UTC).astimezone(zone)
    return Moment.of(written, zone_name(zone))
