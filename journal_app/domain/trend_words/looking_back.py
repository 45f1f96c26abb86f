"""Looking back in words: at the time, looking back, and now; each is said to be what it is, and none the true one."""

from __future__ import annotations

from collections.abc import Mapping

from journal_app.domain.trend_words.phrases import in_words, listed, long_day, sentences
from journal_app.domain.trend_words.scores import MOVED
from journal_app.domain.trends.looking_back import NEAR
from journal_app.domain.trends.numbers import one_decimal, tenths
from journal_app.domain.trends.views import BackRow, LookingBack

WHY = (
    "What you thought then and what you think of it now can differ either way, because the yardstick moves as you "
    "learn and memory fills in what it has lost; neither is the true one."
)
"""The one sentence on why they can differ."""


def looking_back_words(view: LookingBack, names: Mapping[str, str]) -> str:
    """Up to four sentences. ``names`` are the practices' spoken names by key."""
    return sentences([_furthest(view, names), _sides(view), _missing(view), _of_one_day(view)])


def _furthest(view: LookingBack, names: Mapping[str, str]) -> str:
    """The practice that lies furthest apart, and that it is told for that reason."""
    thinking = f"thinking back on {long_day(view.made)} to {long_day(view.as_of)}"
    rows = [row for row in view.rows if row.then is not None]
    if not rows:
        return f"{thinking}, no practice has two statements that were rated each time in the same words"
    row = max(rows, key=_apart)
    parts = []
    if view.start is not None and row.start is not None:
        day = f" ({long_day(view.start[1])})" if view.start[1] != view.as_of else ""
        parts.append(f"was {one_decimal(row.start)} at the time{day}")
    parts.append(f"is {one_decimal(row.then or 0)} looking back")
    if view.now is not None and row.now is not None:
        far = (view.made - view.now[1]).days > NEAR
        parts.append(f"{one_decimal(row.now)} now" + (f" ({long_day(view.now[1])})" if far else ""))
    if len(rows) == 1 or len(parts) == 1:
        return f"{thinking}, {names[row.practice]} {listed(parts)}"
    return f"{thinking}, no practice lies further apart than {names[row.practice]}: it {listed(parts)}"


def _apart(row: BackRow) -> int:
    """How far looking back lies from what was thought at the time, or else from now, in tenths."""
    other = row.start if row.start is not None else row.now
    return abs(tenths(row.then) - tenths(other)) if row.then is not None and other is not None else 0


def _sides(view: LookingBack) -> str:
    """In how many practices looking back is lower, and in how many higher, than at the time by half a point."""
    changes = [tenths(r.then) - tenths(r.start) for r in view.rows if r.then is not None and r.start is not None]
    if not changes:
        return ""
    lower, higher = sum(c <= -MOVED for c in changes), sum(c >= MOVED for c in changes)
    parts = [f"lower in {in_words(lower)}"] * bool(lower) + [f"higher in {in_words(higher)}"] * bool(higher)
    if not parts:
        where = "everywhere" if len(changes) == len(view.rows) else "wherever the two can be compared"
        return f"looking back differs from what you thought at the time by less than half a point {where}"
    total = f" of {in_words(len(changes))} practices" if len(changes) > 1 else " practice"
    return f"by half a point or more, looking back is {listed(parts)}{total} than at the time"


def _missing(view: LookingBack) -> str:
    if view.start is None and view.now is None:
        return "there is no check-in near either day to set beside it"
    if view.start is None:
        return f"there is no check-in from around {long_day(view.as_of)} to set beside it"
    return "there is no later check-in near the look back to set beside it as now" if view.now is None else ""


def _of_one_day(view: LookingBack) -> str:
    """Which check-in was taken where a day has several."""
    parts = [
        f"of the check-ins of {long_day(side[1])}, the one saved {which} is taken"
        for side, several, which in ((view.start, view.start_again, "first"), (view.now, view.now_again, "last"))
        if side is not None and several
    ]
    return "; ".join(parts)
