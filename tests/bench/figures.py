"""Figures from a noisy machine: medians and spreads, ratios of what was measured in turn, and the table of them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles

_WIDTHS = (66, 8, 15, 9)


@dataclass(frozen=True, slots=True)
class Spread:
    """The median of some measurements, and the quartiles below and above it."""

    middle: float
    low: float
    high: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        """The spread of at least two values."""
        low, _, high = quantiles(values, n=4, method="inclusive")
        return cls(median(values), low, high)


def ratios(values: Sequence[float], floors: Sequence[float]) -> Spread:
    """How many times its floor each value is, measured next to each other: a slow minute slows both."""
    return Spread.of([value / floor for value, floor in zip(values, floors, strict=True)])


@dataclass(frozen=True, slots=True)
class Most:
    """How many milliseconds something may take, whatever the machine: the median of what it took counts."""

    seconds: float
    milliseconds: float

    @classmethod
    def of(cls, values: Sequence[float], limit: float) -> Most:
        """Of some seconds."""
        return cls(median(values), limit)

    @property
    def broken(self) -> bool:
        """Whether it took longer."""
        return self.seconds * 1000 > self.milliseconds


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. ``ratio`` is a Spread, or the words for what has none; ``limit`` None for no limit of it,
    ``most`` None for none of the time itself."""

    what: str
    ratio: Spread | str
    absolute: str
    limit: float | None = None
    most: Most | None = None

    @property
    def broken(self) -> bool:
        """Whether a limit does not hold."""
        if self.most is not None and self.most.broken:
            return True
        return self.limit is not None and isinstance(self.ratio, Spread) and self.ratio.middle > self.limit

    def __str__(self) -> str:
        if isinstance(self.ratio, Spread):
            middle, spread = f"{self.ratio.middle:.2f}x", f"({self.ratio.low:.2f}-{self.ratio.high:.2f})"
        else:
            middle, spread = self.ratio, ""
        limit = f"<= {self.limit:g}x" if self.limit is not None else ""
        absolute = self.absolute
        if self.most is not None:
            absolute += f"; {self.most.seconds * 1000:.1f} ms of at most {self.most.milliseconds:g} ms"
        mark = f"  BROKEN ({load()})" if self.broken else ""
        return f"{_columns(self.what, middle, spread, limit)}  [{absolute}]{mark}"


def heading() -> str:
    """The names of the columns."""
    return f"{_columns('what', 'median', '(quartiles)', 'limit')}  [medians of the times themselves]"


def load() -> str:
    """How busy the machine is: beyond as many as there are processors, times say more of it than of the program."""
    if not hasattr(os, "getloadavg"):
        return "this system does not tell its load"
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"


def milliseconds(values: Sequence[float]) -> str:
    """The median of some seconds, as milliseconds that can be read at a glance."""
    middle = median(values) * 1000
    return f"{middle:.2f} ms" if middle < 10 else f"{middle:.0f} ms"


def _columns(what: str, middle: str, spread: str, limit: str) -> str:
    first, second, third, fourth = _WIDTHS
    return f"{what:{first}}{middle:>{second}} {spread:{third}}{limit:{fourth}}"
