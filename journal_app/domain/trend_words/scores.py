"""The scores of each practice that can be compared, for whoever speaks of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from journal_app.domain.trend_words.courses import Course, Mark, largest_first
from journal_app.domain.trend_words.phrases import counted, times
from journal_app.domain.trends.numbers import one_decimal, tenths
from journal_app.domain.trends.views import Overview, PracticePoint, PracticeSeries

# What is worth a sentence, in tenths of a point, taken between the numbers as the table shows them: whoever checks a
# sentence against the table finds the same. One rating more of three behaviours, by one point, is 0.3.
MOVED = 5
_STEADY = 7
STEADY_POINTS = 3


@dataclass(frozen=True, slots=True)
class Told:
    """A practice and its scores since its statements last changed."""

    series: PracticeSeries
    course: Course

    @property
    def differs(self) -> bool:
        """Whether the last score lies half a point or more from the first."""
        return abs(self.course.change) >= MOVED

    @property
    def moved(self) -> bool:
        """Whether it can be said to have moved: the two scores rest on the same statements."""
        return self.differs and not self.series.uneven

    @property
    def is_steady(self) -> bool:
        """Whether all its scores of the period neither swung nor drifted, and no year lies between two of them."""
        course = self.course
        return (
            not (self.series.breaks or self.series.uneven or self.differs)
            and len(course.marks) >= STEADY_POINTS
            and course.spread <= _STEADY
            and course.is_unbroken
        )


def told_of(view: Overview, names: Mapping[str, str]) -> list[Told]:
    """Each practice, in their order. Raises KeyError for one without a name."""
    places = {uid: place for place, (uid, _) in enumerate(view.check_ins)}
    return [Told(series, _course(series, names[series.practice], places)) for series in view.series]


def moved(told: Sequence[Told]) -> list[Course]:
    """The scores of the practices that moved, the largest change first."""
    return largest_first([each.course for each in told if each.moved])


def _course(series: PracticeSeries, name: str, places: Mapping[str, int]) -> Course:
    """The points since the statements last changed: only these can be compared."""
    begun = max((places[each.check_in] for each in series.breaks), default=0)
    marks = tuple(_mark(point) for point in series.points if places[point.check_in] >= begun)
    if len(marks) == len(places):
        return Course(name, marks)
    own = f"with {counted(len(marks), 'comparable score')}" if series.breaks else f"scored {times(len(marks))}"
    return Course(name, marks, f", {own},")


def _mark(point: PracticePoint) -> Mark:
    size, text = tenths(point.total, point.rated), one_decimal(point.total, point.rated)
    return Mark(point.check_in, point.on, size, text)
