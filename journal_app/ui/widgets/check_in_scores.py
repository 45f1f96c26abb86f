"""The scores of a check-in in words, beside those of the one before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from journal_app.content.library import ContentLibrary
from journal_app.domain.check_in import CheckIn
from journal_app.domain.trend_words.overview import month_name
from journal_app.domain.trends.overview import build_trends, one_decimal

_NOT_RATED, _ONE = "not rated", "one rating only"


@dataclass(frozen=True, slots=True)
class Score:
    """A practice's score in words, and what is said of the check-in before; "" if there was none."""

    now: str
    before: str

    @property
    def is_number(self) -> bool:
        """Whether there is a score now."""
        return self.now not in (_NOT_RATED, _ONE)

    @property
    def says_one(self) -> bool:
        """Whether there was one rating somewhere, which makes no score."""
        return _ONE in self.words

    @property
    def words(self) -> str:
        """Both in one phrase: "2.3, was 2.7 on 14 October"."""
        return f"{self.now}, {self.before}" if self.before else self.now


def check_in_before(check_in: CheckIn, check_ins: Sequence[CheckIn]) -> CheckIn | None:
    """The one that stands before ``check_in`` in all of them, oldest first."""
    uids = [each.uid for each in check_ins]
    place = uids.index(check_in.uid) if check_in.uid in uids else 0
    return check_ins[place - 1] if place else None


def scores(check_in: CheckIn, before: CheckIn | None, content: ContentLibrary) -> tuple[Score, ...]:
    """A score for each practice, in their order."""
    now = _scored(check_in, content)
    if before is None:
        return tuple(Score(words, "") for words in now)
    on = _day(before.on, check_in.on)
    was = (words if words in (_NOT_RATED, _ONE) else f"was {words}" for words in _scored(before, content))
    return tuple(Score(words, f"{earlier} on {on}") for words, earlier in zip(now, was, strict=True))


def _scored(check_in: CheckIn, content: ContentLibrary) -> list[str]:
    trends = build_trends([check_in], content.behaviours(), content.practices(), None, check_in.on)
    return [
        one_decimal(series.points[0].score) if series.points else _ONE if series.partly else _NOT_RATED
        for series in trends.series
    ]


def _day(day: date, until: date) -> str:
    return f"{day.day} {month_name(day, until)}"
