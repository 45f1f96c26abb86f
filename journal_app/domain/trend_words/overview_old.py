"""Trends in plain English: what moved, what stayed, what was not rated; never whether that is good."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from journal_app.domain.content import LensItem
from journal_app.domain.trends.overview_old import PracticeSeries, Trends, months_apart, one_decimal, tenths

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
"""The months' English names, January first; strftime would follow the machine's locale."""

_COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")

# What is worth a sentence, in tenths of a point. Changes are taken between the numbers as the table shows them, so
# that whoever checks a sentence against the table finds the same.
_MOVED = 5
_STEADY = 7
_STEADY_MONTHS = 3

# Below the first it is too early to speak of a trend, below the second the points are few.
_TOO_EARLY = 6
_FEW = 12


def describe(trends: Trends, names: Mapping[str, str]) -> str:
    """One to four sentences about the trends, or "" without a check-in.

    ``names`` are the practices' spoken names by key, as they stand in mid-sentence (see spoken_names). Scores are
    those of the months, so every one of them stands in the table. Raises KeyError for a practice without a name.
    """
    if len(trends.months) < 2:
        return _nothing_to_compare(trends) if trends.months else ""
    spoken = [_Spoken.of(series, trends, names) for series in trends.series]
    sentences = (_movement(spoken, trends), _steadiest(spoken), _left_off(spoken), _empty_months(trends))
    return " ".join(_initial_capital(sentence) + "." for sentence in sentences if sentence)


def early_note(trends: Trends) -> str:
    """A caution where the check-ins are too few to speak of a trend; "" from twelve on, and without any."""
    count = in_words(trends.check_ins)
    if trends.check_ins == 1:
        return "After one check-in it is too early to speak of a trend; read it as a note to yourself."
    if 0 < trends.check_ins < _TOO_EARLY:
        return f"After {count} check-ins it is too early to speak of a trend; read them as notes to yourself."
    if 0 < trends.check_ins < _FEW:
        return f"{count.capitalize()} points are too few to speak of a trend; read them as notes to yourself."
    return ""


def spoken_names(practices: Sequence[LensItem]) -> dict[str, str]:
    """The practices' names for use in mid-sentence, by key: the spoken ones, or else the short ones made to fit.

    The first letter is lowered unless the word has other capitals (NHS); a name with a comma in it is put in quotes.
    """
    return {item.key: item.spoken or _spoken(item.short) for item in practices}


def in_words(count: int) -> str:
    """A count in words up to twelve, beyond in figures."""
    return _COUNTS[count] if count < len(_COUNTS) else str(count)


def month_name(day: date, until: date) -> str:
    """The month of a day, with its year where the name alone could mean a month of the twelve up to ``until``."""
    return MONTHS[day.month - 1] + (f" {day.year}" if months_apart(day, until) >= 12 else "")


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A practice with a name, its months' scores as shown, and what is said if the latest check-in left it out."""

    name: str
    scores: tuple[float, ...]
    left_off: str

    @classmethod
    def of(cls, series: PracticeSeries, trends: Trends, names: Mapping[str, str]) -> _Spoken:
        months = (row.scores[series.practice] for row in trends.months)
        scores = tuple(score for score in months if score is not None)
        return cls(names[series.practice], scores, _left_off_since(series, trends))

    @property
    def change(self) -> int:
        """From the first month to the last, in tenths."""
        return tenths(self.scores[-1]) - tenths(self.scores[0]) if self.scores else 0

    @property
    def spread(self) -> int:
        """From the lowest month to the highest, in tenths."""
        return tenths(max(self.scores)) - tenths(min(self.scores)) if self.scores else 0


def _nothing_to_compare(trends: Trends) -> str:
    """What is said of check-ins that all lie in one month."""
    count, month = in_words(trends.check_ins).capitalize(), month_name(trends.days[0], trends.until)
    if trends.check_ins == 1:
        subject, where, next_one = "One check-in", f"on {trends.days[0].day} {month}", "A second one"
    else:
        both = "both" if trends.check_ins == 2 else "all"
        subject, where, next_one = f"{count} check-ins", f"{both} in {month}", "One in another month"
    if trends.earlier:
        return f"{subject} in this period, {where}. A longer period has more to show."
    return f"{subject} so far, {where}. {next_one} will show what moved."


def _movement(spoken: Sequence[_Spoken], trends: Trends) -> str:
    opening = f"over {in_words(trends.check_ins)} check-ins since {month_name(trends.days[0], trends.until)}"
    if any(row.check_ins > 1 for row in trends.months):
        opening += ", taken month by month"
    moved = max(spoken, key=lambda s: abs(s.change), default=None)
    if moved and abs(moved.change) >= _MOVED:
        first, last = one_decimal(moved.scores[0]), one_decimal(moved.scores[-1])
        return f"{opening}, {moved.name} went from {first} to {last}"
    if any(len(s.scores) > 1 for s in spoken):
        return f"{opening}, no practice moved by half a point or more from first to last"
    return f"{opening}, no practice has a score in more than one month, so there is nothing to compare yet"


def _steadiest(spoken: Sequence[_Spoken]) -> str:
    """Of the practices still rated that neither swung nor drifted, the one with the smallest spread."""
    calm = [s for s in spoken if s.spread <= _STEADY and abs(s.change) < _MOVED and not s.left_off]
    steadiest = min((s for s in calm if len(s.scores) >= _STEADY_MONTHS), key=lambda s: s.spread, default=None)
    if steadiest is None:
        return ""
    low, high = one_decimal(min(steadiest.scores)), one_decimal(max(steadiest.scores))
    return f"{steadiest.name} stayed " + (f"at {low}" if low == high else f"between {low} and {high}")


def _left_off_since(series: PracticeSeries, trends: Trends) -> str:
    if not series.points or series.points[-1].on == trends.days[-1]:
        return ""
    last = series.points[-1].on
    since = month_name(last, trends.until)
    if months_apart(last, trends.days[-1]) == 0:  # "since November" would hide that November had a later check-in
        since = f"{last.day} {since}"
    if series.partly and series.partly[-1] > last:
        return f"has not had two ratings at one check-in since {since}"
    return f"has not been rated since {since}"


def _left_off(spoken: Sequence[_Spoken]) -> str:
    left = [s for s in spoken if s.left_off]
    if len(left) > 2:
        return f"{in_words(len(left))} practices rated earlier have no score at the latest check-in"
    if len(left) == 2 and left[0].left_off == left[1].left_off:
        return f"{left[0].name} and {left[1].name} " + left[0].left_off.replace("has", "have", 1)
    return "; ".join(f"{s.name} {s.left_off}" for s in left)


def _empty_months(trends: Trends) -> str:
    empty = [month_name(row.month, trends.until) for row in trends.months if row.check_ins == 0]
    if len(empty) > 2:
        count = in_words(len(empty))
        return f"{count if count.isalpha() else 'In all, ' + count} months were not rated at all"
    return " and ".join(empty) + (" was" if len(empty) == 1 else " were") + " not rated at all" if empty else ""


def _initial_capital(sentence: str) -> str:
    first = 1 if sentence.startswith("‘") else 0
    return sentence[:first] + sentence[first].upper() + sentence[first + 1 :]


def _spoken(name: str) -> str:
    first, *rest = name.split(" ")
    if first[1:] == first[1:].lower():
        first = first.lower()
    spoken = " ".join([first, *rest])
    return f"‘{spoken}’" if "," in spoken else spoken
