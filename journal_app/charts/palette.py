"""The colours and marks of the charts: each practice has a colour and a shape, the same everywhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from journal_app.domain.content import LensItem


@dataclass(frozen=True, slots=True)
class ChartColours:
    """The colours of a chart, as ``#RRGGBB``. ``marks`` holds a colour for each shape, or for a practice's key."""

    paper: str
    text: str
    muted: str
    line: str
    accent: str
    marks: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Mark:
    """How a practice is drawn: matplotlib's marker, its size in points, and its colour."""

    marker: str
    size: float
    colour: str


# Sizes at which the shapes look alike: about equal in area, the pointed ones a little smaller than that.
_MARKERS: Mapping[str, tuple[str, float]] = MappingProxyType(
    {
        "circle": ("o", 7.6),
        "square": ("s", 6.8),
        "triangle": ("^", 8.6),
        "diamond": ("D", 6.8),
        "star": ("*", 12.2),
        "hexagon": ("h", 8.3),  # standing on a point, as in the designs
    }
)

SHAPES = tuple(_MARKERS)
"""The shapes' names, in the order of the practices."""


def _marks(*colours: str) -> Mapping[str, str]:
    return MappingProxyType(dict(zip(SHAPES, colours, strict=True)))


LIGHT = ChartColours(
    paper="#FAF8F5",
    text="#22252A",
    muted="#5F6670",
    line="#E4DFD7",
    accent="#1F6F6B",
    marks=_marks("#0072B2", "#D55E00", "#009E73", "#AA4499", "#B8860B", "#4477AA"),
)
"""Light theme (EXPERIENCE.md, "Look")."""

DARK = ChartColours(
    paper="#17191C",
    text="#E8E6E1",
    muted="#A3A9B2",
    line="#33383F",
    accent="#6CC3BC",
    marks=_marks("#4FA3E0", "#F0843C", "#35C497", "#D58AC8", "#DDB04A", "#86AEE0"),
)
"""Dark theme (EXPERIENCE.md, "Look")."""


def mark_of(item: LensItem, place: int, colours: ChartColours) -> Mark:
    """The mark of a practice. An item without a known shape takes the one of its place in the list, in the accent."""
    shape = item.shape if item.shape in _MARKERS else SHAPES[place % len(SHAPES)]
    own = colours.marks.get(item.key) or colours.marks.get(item.shape)
    marker, size = _MARKERS[shape]
    return Mark(marker, size, own or colours.marks.get(shape, colours.accent))


def mark_for(practice: str, practices: Sequence[LensItem], colours: ChartColours) -> Mark:
    """The mark of the practice with this key; a plain dot in the accent if there is none."""
    found = (mark_of(item, place, colours) for place, item in enumerate(practices) if item.key == practice)
    return next(found, Mark("o", _MARKERS["circle"][1], colours.accent))
