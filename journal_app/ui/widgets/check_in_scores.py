"""The scores of a check-in in words, beside those of the one before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from journal_app.domain.check_in import CheckIn
from journal_app.domain.content import Behaviour, LensItem
from journal_app.domain.moved import same_statements
from journal_app.domain.trend_words.phrases import day_name
from journal_app.domain.trends.numbers import one_decimal
from journal_app.domain.trends.views import LEAST_RATED

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


def scores(
    check_in: CheckIn, before: CheckIn | None, practices: Sequence[LensItem], behaviours: Sequence[Behaviour]
) -> tuple[Score, ...]:
    """A score for each practice, in their order. One that rests on other statements than before says so."""
    found = []
    for item in practices:
        keys = [each.key for each in behaviours if each.practice == item.key]
        found.append(Score(_score(check_in, keys), _before(check_in, before, keys) if before else ""))
    return tuple(found)


def _before(check_in: CheckIn, before: CheckIn, keys: Sequence[str]) -> str:
    score = _score(before, keys)
    when = "earlier that day" if before.on == check_in.on else f"on {day_name(before.on, check_in.on)}"
    if score in (_NOT_RATED, _ONE):
        return f"{score} {when}"
    is_score = _score(check_in, keys) not in (_NOT_RATED, _ONE)
    others = ", with other statements" if is_score and not same_statements(check_in, before, keys) else ""
    return f"was {score} {when}{others}"


def _score(check_in: CheckIn, keys: Sequence[str]) -> str:
    rated = [value for key in keys if (value := check_in.ratings.get(key)) is not None]
    if len(rated) >= LEAST_RATED:
        return one_decimal(sum(rated), len(rated))
    return _ONE if rated else _NOT_RATED
