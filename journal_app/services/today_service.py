"""What Today shows: the prompt, what is waiting, what was written lately and on this day, the rhythm of the weeks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from journal_app.domain.entry import EntryFilter, EntrySummary
from journal_app.domain.moment import Clock
from journal_app.domain.prompting import PromptChoice
from journal_app.domain.rhythm import Rhythm
from journal_app.services.due_service import DueService
from journal_app.services.entry_service import EntryService
from journal_app.services.prompt_service import PromptService

WEEKS = 13
"""A quarter: long enough to show a rhythm, short enough to forgive a pause."""

_YEARS_BACK = 10


@dataclass(frozen=True, slots=True)
class Today:
    """Everything for one day. ``weeks`` counts reflections in each of the last WEEKS weeks, oldest first.

    ``next_check_in`` is None until there was one; ``asked`` how many statements one asks about, if it is due;
    ``look_back`` the day to think back to, when it is time to.
    """

    day: date
    choice: PromptChoice | None
    put_off: bool
    check_in_due: bool
    last_check_in: date | None
    next_check_in: date | None
    rhythm: Rhythm
    asked: int
    look_back: date | None
    lately: tuple[EntrySummary, ...]
    on_this_day: tuple[EntrySummary, ...]
    weeks: tuple[int, ...]


class TodayService:
    """Reads what Today shows, in one go. ``asked`` counts what a check-in asks about, once one is due."""

    def __init__(
        self,
        entries: EntryService,
        prompts: PromptService,
        check_ins: DueService,
        asked: Callable[[], int],
        clock: Clock,
    ) -> None:
        self._entries = entries
        self._prompts = prompts
        self._check_ins = check_ins
        self._asked = asked
        self._clock = clock

    def day(self) -> date:
        """Which day it is."""
        return self._clock.now().local_date

    def read(self) -> Today:
        """Today, as it stands now."""
        day = self.day()
        first = day - timedelta(days=day.weekday() + 7 * (WEEKS - 1))
        due = self._check_ins.due()
        return Today(
            day=day,
            choice=self._prompts.today(),
            put_off=self._prompts.is_put_off(),
            check_in_due=due.is_due,
            last_check_in=self._check_ins.last_day(),
            next_check_in=due.on,
            rhythm=self._check_ins.rhythm(),
            asked=self._asked() if due.is_due else 0,
            look_back=self._check_ins.look_back_due(),
            lately=self._entries.page(EntryFilter(), 0, 3),
            on_this_day=self._on_this_day(day),
            weeks=_by_week(self._entries.days(first, day), first),
        )

    def _on_this_day(self, day: date) -> tuple[EntrySummary, ...]:
        found: list[EntrySummary] = []
        for year in range(day.year - 1, day.year - 1 - _YEARS_BACK, -1):
            then = _same_day(day, year)
            if then is not None:
                found.extend(self._entries.page(EntryFilter(since=then, until=then), 0, 1))
        return tuple(found[:2])


def _same_day(day: date, year: int) -> date | None:
    try:
        return day.replace(year=year)
    except ValueError:  # 29 February
        return None


def _by_week(days: Mapping[date, tuple[int, frozenset[str]]], first: date) -> tuple[int, ...]:
    counts = [0] * WEEKS
    for day, (count, _) in days.items():
        counts[(day - first).days // 7] += count
    return tuple(counts)
