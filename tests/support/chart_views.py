"""Invented check-ins, as few or as many as wanted, and the views that are built of them as of any. The same every
time."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from journal_app.content.library import ContentLibrary
from journal_app.domain.check_in import CheckIn
from journal_app.domain.content import Behaviour, LensItem, Wording
from journal_app.domain.rhythm import Rhythm
from journal_app.domain.trends.compare import build_comparison
from journal_app.domain.trends.looking_back import build_looking_back
from journal_app.domain.trends.periods import usual_periods
from journal_app.domain.trends.practice import build_practice
from journal_app.domain.trends.views import Comparison, LookingBack, Overview, PracticeView, Span, Writing
from journal_app.domain.trends.writing import Written, build_writing
from tests.support.trend_data import overview

UNTIL = date(2026, 11, 20)
REWORDED = "share-the-agenda"
_EARLIER = "I ask partners what they want on the agenda"
_NO_LONGER_ASKED = "hand-back-the-floor"
_MOST_MONTHLY = 120
_SAVED = datetime(2026, 11, 20, tzinfo=UTC)


class Invented:
    """So many check-ins, a month apart (a week where there are more than 120), with gaps, breaks and evidence.

    The third practice is not rated in the second half. One of nine or more is missed and the fourth and fifth stand on
    one day; REWORDED gets other words in the middle, and so a break.
    """

    def __init__(self, content: ContentLibrary, count: int) -> None:
        self.count = count
        self._practices: tuple[LensItem, ...] = content.practices()
        self._half = count // 2
        self._behaviours = tuple(map(self._as_asked_now, content.behaviours()))
        self._random = random.Random(2026)
        self._check_ins = self._made(_days(count))
        self.check_ins = tuple((each.uid, each.on) for each in self._check_ins)
        self.span = Span(None, UNTIL)

    def overview(self) -> Overview:
        """All practices."""
        return overview(self._check_ins, self._behaviours, until=UNTIL)

    def practice(self, key: str = "power", times: int = 1) -> PracticeView:
        """The behaviours of one practice, so many times over."""
        behaviours = [
            replace(each, key=_again(each.key, turn))
            for turn in range(times)
            for each in self._behaviours
            if each.practice == key
        ]
        check_ins = [_answered_again(each, times) for each in self._check_ins]
        return build_practice(key, behaviours, check_ins, self.span, UNTIL)

    def comparison(self, practice: str = "") -> Comparison:
        """The first and the last third, of all practices or of one's behaviours."""
        spans = usual_periods([day for _, day in self.check_ins], self.span)
        return build_comparison(self._practices, self._behaviours, self._check_ins, spans, UNTIL, practice)

    def writing(self) -> Writing:
        """Reflections by month. The fifth practice is rated and never written about."""
        months = _months(self.check_ins[0][1], UNTIL) if self.check_ins else ()
        tagged = {
            item.key: {month: max(0, self._random.randint(-2, most)) if most else 0 for month in months}
            for item, most in zip(self._practices, (2, 4, 1, 12, 0, 3), strict=True)
        }
        totals = {month: sum(its[month] for its in tagged.values()) for month in months}
        return build_writing(self.overview(), Written(totals, tagged, 3 if months else 0))

    def looking_back(self) -> LookingBack:
        """Start, then and now. Nothing but the third practice's statements is left out."""
        first = self._check_ins[0].ratings if self._check_ins else {}
        moved = {item.key: by for item, by in zip(self._practices, (-1, 0, 0, -2, 1, -1), strict=True)}
        seen = {
            each.key: min(5, max(1, (first.get(each.key) or 3) + moved[each.practice]))
            for each in self._behaviours
            if each.practice != self._third
        }
        as_of = self.check_ins[0][1] if self.check_ins else date(2026, 3, 3)
        numbers = {each.key: each.wording for each in self._behaviours}
        back = CheckIn("then", UNTIL, seen, _SAVED, numbers, as_of=as_of)
        keys = [item.key for item in self._practices]
        return build_looking_back(keys, self._behaviours, back, self._check_ins)

    @property
    def _third(self) -> str:
        return self._practices[2].key

    def _as_asked_now(self, behaviour: Behaviour) -> Behaviour:
        if behaviour.key == REWORDED and self._half:
            return replace(behaviour, wording=2, earlier=(Wording(1, _EARLIER),))
        return replace(behaviour, asked=behaviour.key != _NO_LONGER_ASKED)

    def _made(self, days: list[date]) -> list[CheckIn]:
        answers = [self._answered(place, each) for place, each in enumerate(self._behaviours)]
        made = []
        for n, day in enumerate(days):
            given = {b.key: its[n] for b, its in zip(self._behaviours, answers, strict=True) if n in its}
            made.append(
                CheckIn(
                    f"c{n:03}",
                    day,
                    {key: value for key, (value, _) in given.items()},
                    _SAVED + timedelta(minutes=n),
                    {key: 2 if key == REWORDED and 0 < self._half <= n else 1 for key in given},
                    evidence={key: uids for key, (_, uids) in given.items() if uids},
                    rhythm=Rhythm.WEEKLY if self.count > _MOST_MONTHLY else Rhythm.MONTHLY,
                )
            )
        return made

    def _answered(self, place: int, behaviour: Behaviour) -> dict[int, tuple[int | None, tuple[str, ...]]]:
        """A rating (or "no opportunity", or nothing) at each check-in, drifting a little, and its evidence."""
        answers: dict[int, tuple[int | None, tuple[str, ...]]] = {}
        level = 2.0 + place % 3
        for n in range(self.count):
            level = min(5.0, max(1.0, level + self._random.uniform(-0.5, 0.55)))
            chance = self._random.random()
            if (behaviour.practice == self._third and n > max(1, self._half)) or chance < 0.04:
                continue
            value = None if chance > 0.93 else round(level)
            evidence = ("e1", "e2")[: self._random.randint(1, 2)] if self._random.random() < 0.35 else ()
            answers[n] = (value, evidence)
        return answers


def _days(count: int) -> list[date]:
    if count > _MOST_MONTHLY:
        return [UNTIL - timedelta(days=17 + 7 * (count - 1 - n)) for n in range(count)]
    days = []
    for n in range(count):
        number = 2026 * 12 + 10 - (count - 1 - n) - (1 if count >= 9 and n < 2 else 0)
        days.append(date(number // 12, number % 12 + 1, 3 + n * 5 % 9))
    if count >= 9:
        days[4] = days[3]
    return days


def _months(first: date, last: date) -> tuple[date, ...]:
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return tuple(date(number // 12, number % 12 + 1, 1) for number in numbers)


def _again(key: str, turn: int) -> str:
    return f"{key}-{turn}" if turn else key


def _answered_again(check_in: CheckIn, times: int) -> CheckIn:
    """With the same answers to that many copies of each behaviour."""
    turns = range(times)
    return replace(
        check_in,
        ratings={_again(key, turn): value for turn in turns for key, value in check_in.ratings.items()},
        wordings={_again(key, turn): number for turn in turns for key, number in check_in.wordings.items()},
        evidence={_again(key, turn): uids for turn in turns for key, uids in check_in.evidence.items()},
    )
