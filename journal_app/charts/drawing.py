"""A drawn chart: its figure, and the spots on it that can be gone to, spoken and opened."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True, slots=True)
class Spot:
    """A mark on a chart.

    ``x`` and ``y`` are where its middle stands, in inches from the figure's upper left corner, ``size`` how wide it is.
    Left and right go along ``series``; up and down to the nearest spot of the series before and after. ``words`` are
    what is spoken and shown of it. ``check_in`` is a uid and ``behaviours`` the keys whose evidence it stands for; a
    spot of the heat map has ``practice`` and ``month`` (YYYY-MM) instead, one of a comparison neither.
    """

    series: str
    x: float
    y: float
    size: float
    words: str
    check_in: str = ""
    behaviours: tuple[str, ...] = ()
    practice: str = ""
    month: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawn figure and its spots: series in the order in which they are gone through, each oldest first."""

    figure: Figure
    spots: list[Spot] = field(default_factory=list)
