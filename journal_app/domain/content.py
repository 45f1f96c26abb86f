"""The shipped content: lenses with their items and prompts, behaviours with their scale, each with its source."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """Where an idea comes from: a publication, or this program itself."""

    key: str
    title: str
    publisher: str
    year: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class LensItem:
    """One practice, principle or factor. ``short`` is the name used on chips and charts, ``spoken`` the one that fits
    into a sentence ("conflict stayed between 2.0 and 2.7").

    ``shape`` and ``number`` are set for the six practices, which have a mark of their own.
    """

    key: str
    lens: str
    number: int
    title: str
    short: str
    description: str
    source: str
    shape: str = ""
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class Prompt:
    """An open question. ``item`` is the lens item it belongs to, ``practices`` those it bears on."""

    key: str
    lens: str
    item: str
    text: str
    follow_up: str
    practices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lens:
    """A set of items that an entry can be tagged with, a prompt can come from and a chart can group by."""

    key: str
    title: str
    item_name: str
    source: str
    items: tuple[LensItem, ...]
    prompts: tuple[Prompt, ...]

    def item(self, key: str) -> LensItem:
        """The item with this key. Raises KeyError."""
        for item in self.items:
            if item.key == key:
                return item
        raise KeyError(key)


@dataclass(frozen=True, slots=True)
class Wording:
    """One of the sentences that a behaviour was rated by. ``number`` is counted within one journal."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Behaviour:
    """One observable behaviour of mine that can be rated. ``wording`` is the number of the present statement.

    ``asked`` says whether a check-in asks about it; ``own`` that it is none of those that ship; ``deleted`` that its
    owner took it away, while its ratings stay. ``earlier`` are the other statements it was rated by, oldest first.
    """

    key: str
    practice: str
    text: str
    wording: int
    source: str
    asked: bool = True
    own: bool = False
    deleted: bool = False
    earlier: tuple[Wording, ...] = ()

    def text_of(self, wording: int) -> str:
        """The statement with this number; the present one where it is not known."""
        return next((each.text for each in self.earlier if each.number == wording), self.text)


@dataclass(frozen=True, slots=True)
class ScalePoint:
    """One point of the rating scale: its value and its words ("hardly ever"), and short words for an axis."""

    value: int
    words: str
    short: str


@dataclass(frozen=True, slots=True)
class Scale:
    """The rating scale, lowest point first, and the words for "no opportunity"."""

    points: tuple[ScalePoint, ...]
    no_opportunity: str

    @property
    def lowest(self) -> int:
        """The lowest value."""
        return self.points[0].value

    @property
    def highest(self) -> int:
        """The highest value."""
        return self.points[-1].value

    def words(self, value: int | None) -> str:
        """The words for a rating; None is "no opportunity"."""
        if value is None:
            return self.no_opportunity
        return next(point.words for point in self.points if point.value == value)
