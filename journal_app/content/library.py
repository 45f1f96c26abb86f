"""The shipped lenses, prompts, behaviours, scale and sources, read from TOML when they are first asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

from journal_app.domain.content import Behaviour, Lens, LensItem, Prompt, Scale, ScalePoint, Source
from journal_app.domain.errors import UnknownLens

PRACTICES = "practices"
"""The key of the lens that is always on. The domain, the charts and the check-in build on its six items."""


class ContentLibrary:
    """The shipped content in one folder. Each file is read once, and not before something in it is asked for.

    The files ship with the program, so one that is missing or malformed is a bug: every method raises
    FileNotFoundError, or ValueError naming the file and the key.
    """

    def __init__(self, content_dir: Path) -> None:
        self._dir = content_dir
        self._lenses: dict[str, Lens] = {}

    def sources(self) -> Mapping[str, Source]:
        """Every source, by key."""
        return self._sources

    def lens_keys(self) -> tuple[str, ...]:
        """The keys of all lenses: the six practices first, the others by name. Opens no file."""
        return self._lens_keys

    def lens(self, key: str) -> Lens:
        """The lens with this key. Raises UnknownLens."""
        if key not in self._lenses:
            # Only a listed key becomes a path, so a key typed by a person cannot lead out of the folder.
            if key not in self._lens_keys:
                raise UnknownLens(key=key, known=", ".join(self._lens_keys))
            self._lenses[key] = _lens(read_content(self._dir / "lenses" / f"{key}.toml"), key)
        return self._lenses[key]

    def practices(self) -> tuple[LensItem, ...]:
        """The six practices of collaborative leadership, in their order."""
        return self.lens(PRACTICES).items

    def prompt(self, key: str) -> Prompt | None:
        """The prompt with this key; None if it is not among those shipped. Reads only its own lens."""
        lens_key = key.partition(".")[0]
        if lens_key not in self._lens_keys:
            return None
        return next((prompt for prompt in self.lens(lens_key).prompts if prompt.key == key), None)

    def behaviours(self) -> tuple[Behaviour, ...]:
        """The behaviours to rate, in the order of the practices."""
        return self._check_in[0]

    def scale(self) -> Scale:
        """The scale that behaviours are rated on."""
        return self._check_in[1]

    @cached_property
    def _lens_keys(self) -> tuple[str, ...]:
        found = (path.stem for path in (self._dir / "lenses").iterdir() if path.suffix == ".toml")
        return tuple(sorted(found, key=lambda key: (key != PRACTICES, key)))

    @cached_property
    def _sources(self) -> Mapping[str, Source]:
        table = read_content(self._dir / "sources.toml").table("sources")
        return MappingProxyType({key: _source(table.table(key), key) for key in table})

    @cached_property
    def _check_in(self) -> tuple[tuple[Behaviour, ...], Scale]:
        table = read_content(self._dir / "behaviours.toml")
        return tuple(_behaviour(each) for each in table.tables("behaviours")), _scale(table)


class ContentTable:
    """One table of a content file; iterating gives its keys, in the order of the file.

    Every getter raises ValueError, naming file and key, for a value that is missing or of another kind.
    """

    def __init__(self, values: Mapping[str, object], where: str) -> None:
        self._values = values
        self._where = where

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def text(self, name: str) -> str:
        """A text that is not empty."""
        value = self._values.get(name)
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(name, "should be a text")
        return value

    def text_or_empty(self, name: str) -> str:
        """A text, or "" where the key is absent."""
        return self.text(name) if name in self._values else ""

    def number(self, name: str) -> int:
        """A whole number."""
        value = self._values.get(name)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.wrong(name, "should be a whole number")
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts, at least one."""
        value = self._values.get(name)
        if not isinstance(value, list) or not value or not all(isinstance(each, str) for each in value):
            raise self.wrong(name, "should be a list of texts")
        return tuple(value)

    def table(self, name: str) -> ContentTable:
        """The table of this name."""
        value = self._values.get(name)
        if not isinstance(value, dict):
            raise self.wrong(name, "should be a table")
        return ContentTable(value, f"{self._where}: {name}")

    def tables(self, name: str) -> tuple[ContentTable, ...]:
        """The tables ``[[name]]``, at least one."""
        value = self._values.get(name)
        if not isinstance(value, list) or not value or not all(isinstance(each, dict) for each in value):
            raise self.wrong(name, "should be a list of tables")
        return tuple(
            ContentTable(each, f"{self._where}: {name} {number}") for number, each in enumerate(value, start=1)
        )

    def wrong(self, name: str, what: str) -> ValueError:
        """The error to raise for this key."""
        return ValueError(f"{self._where}: {name!r} {what}")


def read_content(path: Path) -> ContentTable:
    """The content file at this path. Raises FileNotFoundError, or ValueError if it is not TOML."""
    import tomllib

    try:
        return ContentTable(tomllib.loads(path.read_text(encoding="utf-8")), path.name)
    except ValueError as error:  # not UTF-8, or not TOML: neither error names the file
        raise ValueError(f"{path.name}: {error}") from error


def _source(table: ContentTable, key: str) -> Source:
    return Source(
        key=key,
        title=table.text("title"),
        publisher=table.text("publisher"),
        year=table.number("year"),
        note=table.text_or_empty("note"),
    )


def _lens(table: ContentTable, key: str) -> Lens:
    if table.text("key") != key:
        raise table.wrong("key", "should be the name of the file")
    items = tuple(_item(each, key) for each in table.tables("items"))
    item_keys = frozenset(item.key for item in items)
    return Lens(
        key=key,
        title=table.text("title"),
        item_name=table.text("item_name"),
        source=table.text("source"),
        items=items,
        prompts=tuple(_prompt(each, key, item_keys) for each in table.tables("prompts")),
    )


def _item(table: ContentTable, lens: str) -> LensItem:
    return LensItem(
        key=table.text("key"),
        lens=lens,
        number=table.number("number"),
        title=table.text("title"),
        short=table.text("short"),
        description=table.text("description"),
        source=table.text("source"),
        shape=table.text_or_empty("shape"),
        spoken=table.text_or_empty("spoken"),
    )


def _prompt(table: ContentTable, lens: str, item_keys: frozenset[str]) -> Prompt:
    key = table.text("key")
    # The key says which item the prompt belongs to, so the file does not say it twice.
    parts = key.split(".")
    if len(parts) != 3 or parts[0] != lens or parts[1] not in item_keys:
        raise table.wrong("key", f"is {key!r}, which should be the lens, one of its items and a number")
    return Prompt(
        key=key,
        lens=lens,
        item=parts[1],
        text=table.text("text"),
        follow_up=table.text("follow_up"),
        practices=table.texts("practices"),
    )


def _behaviour(table: ContentTable) -> Behaviour:
    return Behaviour(
        key=table.text("key"),
        practice=table.text("practice"),
        text=table.text("text"),
        wording=table.number("wording"),
        source=table.text("source"),
    )


def _scale(table: ContentTable) -> Scale:
    points = tuple(
        ScalePoint(value=each.number("value"), words=each.text("words"), short=each.text("short"))
        for each in table.tables("scale")
    )
    if any(after.value != before.value + 1 for before, after in pairwise(points)):
        raise table.wrong("scale", "should rise by one from point to point")
    return Scale(points=points, no_opportunity=table.text("no_opportunity"))
