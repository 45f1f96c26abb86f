"""The sample journal: one invented leader's reflections and check-ins, dated back from the day it is opened."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from pathlib import Path
from types import MappingProxyType
from typing import Any

from journal_app.domain.entry import NewEntry, PromptAnswered
from journal_app.domain.moment import Moment, zone_name

NO_OPPORTUNITY = "none"
"""How the file writes a behaviour that there was no opportunity to show, as TOML has no null."""


@dataclass(frozen=True, slots=True)
class SampleBehaviour:
    """A behaviour of the invented leader's own."""

    key: str
    practice: str
    text: str


@dataclass(frozen=True, slots=True)
class SampleCheckIn:
    """One check-in of the sample journal: the day it is about and its ratings; None is "no opportunity".

    ``evidence`` names entries by their places in the journal; ``as_of`` makes it a look back.
    """

    on: date
    ratings: Mapping[str, int | None]
    notes: Mapping[str, str] = field(default_factory=dict)
    evidence: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class SampleJournal:
    """The sample journal as of one day. Entries, check-ins and looks back are oldest first."""

    title: str
    about: str
    entries: tuple[NewEntry, ...]
    check_ins: tuple[SampleCheckIn, ...]
    looks_back: tuple[SampleCheckIn, ...] = ()
    behaviours: tuple[SampleBehaviour, ...] = ()


def load_sample(sample_file: Path, now: Moment, zone: tzinfo) -> SampleJournal:
    """Read the sample journal, with its days counted back from the writer's today and its times in ``zone``.

    The file ships with the program, so one that is missing or malformed is a bug: it raises FileNotFoundError,
    KeyError, ValueError or TypeError.
    """
    values = tomllib.loads(sample_file.read_text(encoding="utf-8"))
    today = now.local_date
    entries = sorted(
        ((_entry(each, today, zone), each.get("key")) for each in values["entries"]),
        key=lambda entry: entry[0].written.utc,
    )
    places = {key: place for place, (_, key) in enumerate(entries) if key}
    check_ins = (_check_in(each, today, places) for each in values["check_ins"])
    looks_back = (_check_in(each, today, places) for each in values.get("looks_back", ()))
    return SampleJournal(
        title=values["title"],
        about=values["about"].strip(),
        entries=tuple(entry for entry, _ in entries),
        check_ins=tuple(sorted(check_ins, key=lambda check_in: check_in.on)),
        looks_back=tuple(sorted(looks_back, key=lambda look_back: look_back.on)),
        behaviours=tuple(SampleBehaviour(**each) for each in values.get("behaviours", ())),
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


def _check_in(values: Mapping[str, Any], today: date, places: Mapping[str, int]) -> SampleCheckIn:
    ratings = {key: None if value == NO_OPPORTUNITY else int(value) for key, value in values["ratings"].items()}
    evidence = {key: tuple(places[each] for each in named) for key, named in values.get("evidence", {}).items()}
    return SampleCheckIn(
        on=_day(values, today),
        ratings=MappingProxyType(ratings),
        notes=MappingProxyType(values.get("notes", {})),
        evidence=MappingProxyType(evidence),
        as_of=_day(values, today, "as_of_days_ago") if "as_of_days_ago" in values else None,
    )


def _day(values: Mapping[str, Any], today: date, name: str = "days_ago") -> date:
    days_ago = int(values[name])
    if days_ago < 1:
        raise ValueError(f"{name} is {days_ago}, but today is left free for whoever looks around")
    return today - timedelta(days=days_ago)


def _moment(day: date, clock: time, zone: tzinfo) -> Moment:
    # A wall time that the clocks jump over gets the offset from before the jump; by way of UTC it comes back as
    # the time the clocks showed instead, with the offset that was then in force.
    written = datetime.combine(day, clock, tzinfo=zone).astimezone(UTC).astimezone(zone)
    return Moment.of(written, zone_name(zone))
