"""Two periods beside each other: like with like, or nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from fractions import Fraction

from journal_app.domain.check_in import CheckIn
from journal_app.domain.content import Behaviour, LensItem
from journal_app.domain.trends.overview import last_day_known
from journal_app.domain.trends.practice import wording_of
from journal_app.domain.trends.views import LEAST_RATED, ComparedRow, Comparison, Side, Span

Statement = tuple[str, int]
"""A behaviour's key and the number of its statement."""

_Rated = Mapping[Statement, Mapping[str, int]]  # the values by check-in


def build_comparison(
    practices: Sequence[LensItem],
    behaviours: Sequence[Behaviour],
    check_ins: Sequence[CheckIn],
    spans: tuple[Span, Span],
    today: date,
    practice: str = "",
) -> Comparison:
    """Two spans compared: all practices, or the behaviours of one. ``check_ins`` are all ordinary ones."""
    last = last_day_known(today)
    sides = [[c for c in check_ins if span.holds(c.on) and c.on <= last] for span in spans]
    first, second = (_rated(side) for side in sides)
    if practice:
        mine = [b for b in behaviours if b.practice == practice]
        rows = tuple(row for b in mine for row in _behaviour_rows(b, first, second))
    else:
        rows = tuple(_practice_row(item, behaviours, first, second) for item in practices)
    late = any(span.until >= today for span in spans)
    ahead = tuple(c.on for c in check_ins if c.on > last) if late else ()
    answered = {b.key for b in behaviours if b.practice == practice} if practice else None
    rhythms = frozenset(
        c.rhythm for side in sides for c in side if (c.ratings if answered is None else c.ratings.keys() & answered)
    )
    return Comparison(*spans, rows, len(sides[0]), len(sides[1]), practice, ahead, rhythms)


def _rated(check_ins: Sequence[CheckIn]) -> _Rated:
    found: defaultdict[Statement, dict[str, int]] = defaultdict(dict)
    for check_in in check_ins:
        for key, value in check_in.ratings.items():
            if value is not None:
                found[key, wording_of(check_in, key)][check_in.uid] = value
    return found


def _behaviour_rows(behaviour: Behaviour, first: _Rated, second: _Rated) -> list[ComparedRow]:
    """A row for each statement that was rated in either; one without sides where it is asked and was not."""
    numbers = sorted({number for key, number in (*first, *second) if key == behaviour.key})
    if not numbers and behaviour.asked and not behaviour.deleted:
        numbers = [behaviour.wording]
    return [
        ComparedRow(
            behaviour.key,
            behaviour.text_of(number),
            _side_of_one(first.get((behaviour.key, number), {})),
            _side_of_one(second.get((behaviour.key, number), {})),
        )
        for number in numbers
    ]


def _side_of_one(values: Mapping[str, int]) -> Side | None:
    if not values:
        return None
    mean = Fraction(sum(values.values()), len(values))
    low, high = Fraction(min(values.values())), Fraction(max(values.values()))
    return Side(mean, len(values), low, high, len(values))


def _practice_row(item: LensItem, behaviours: Sequence[Behaviour], first: _Rated, second: _Rated) -> ComparedRow:
    keys = {behaviour.key for behaviour in behaviours if behaviour.practice == item.key}
    statements = {statement for statement in (*first, *second) if statement[0] in keys}
    shared = {statement for statement in statements if statement in first and statement in second}
    if len(shared) < LEAST_RATED:
        return ComparedRow(item.key, item.short, None, None, len(shared), len(statements))
    sides = _side_of_many(first, shared), _side_of_many(second, shared)
    return ComparedRow(item.key, item.short, *sides, len(shared), len(statements))


def _side_of_many(rated: _Rated, shared: Collection[Statement]) -> Side:
    """Each statement's mean counts the same, however often it was rated; the lowest and highest are such means."""
    means = [Fraction(sum(rated[each].values()), len(rated[each])) for each in shared]
    check_ins = {uid for each in shared for uid in rated[each]}
    fewest = min(len(rated[each]) for each in shared)
    return Side(sum(means, Fraction()) / len(means), len(check_ins), min(means), max(means), fewest)
