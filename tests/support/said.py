"""Taking sentences about trends apart again, to hold each claim and each number against the table alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from journal_app.domain.trend_words.phrases import MONTHS, spoken_names
from journal_app.domain.trends.tables import NONE, Table
from tests.support.trend_data import CONTENT

SHORT = {item.key: item.short for item in CONTENT.practices()}
SPOKEN = spoken_names(CONTENT.practices())
COLUMN = {SPOKEN[key]: short for key, short in SHORT.items()}
"""The heading or row head of a practice by the name it has in a sentence."""

_COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
COUNT = r"(\d+|" + "|".join(_COUNTS) + ")"
DAY_OR_MONTH = rf"((?:\d+ )?(?:{'|'.join(MONTHS)})(?: \d{{4}})?)"
NAME = f"({'|'.join(map(re.escape, COLUMN))})"
SCORE = r"(\d\.\d)"

# What stands in a sentence without being counted.
_FIXED = (
    "it takes two rated behaviours of one practice at a check-in",
    "has not had two ratings at one check-in",
    "have not had two ratings at one check-in",
    "no practice",
    "no behaviour",
    "no statement was rated twice",
    "no statement",
    "“no opportunity” is no rating",
    "had no opportunity",
    "have no score at the latest check-in",
    "has no score",
    "has had no score",
    "had no score",
    "there was no check-in",
    "no more than it moved between two check-ins",
    "neither by more than it moved between two check-ins",
    "have no score",
    "so there is nothing",
    "fewer than two statements were rated in both",
    "not rated by one statement in both",
    "no practice has two scores",
    "no practice has two statements",
    "bears no practice",
    "bear no practice",
    "there is no check-in",
    "there is no later check-in",
    "the one saved first",
    "the one saved last",
    "no practice lies further apart",
    "one behaviour was reworded",
    "A second one will show",
)


def number(word: str) -> int:
    """A count that was written in words or figures."""
    return _COUNTS.index(word.lower()) if word.lower() in _COUNTS else int(word)


def numbers_in(text: str) -> set[str]:
    """Every number of a text in figures, whatever stands in quotes or is a fixed phrase left out."""
    for phrase in sorted(_FIXED, key=len, reverse=True):
        text = re.sub(re.escape(phrase), "", text, flags=re.IGNORECASE)
    text = re.sub(r"“[^”]*”", "", text)
    words = re.findall(rf"\b(?:{'|'.join(_COUNTS)})\b", text, re.IGNORECASE)
    counted = {str(number(word)) for word in words}
    counted |= {"1"} if re.search(r"\bonce\b", text) else set()
    counted |= {"2"} if re.search(r"\btwice\b", text) else set()
    return counted | set(re.findall(r"\d+(?:\.\d+)?", text))


def numbers_shown(table: Table) -> set[str]:
    """Every number that stands in a table, and how many rows, columns and months without a row it has."""
    cells = " ".join(cell for row in (table.columns, *table.rows) for cell in row)
    return set(re.findall(r"\d+(?:\.\d+)?", cells))


def column(table: Table, head: str) -> list[tuple[str, str]]:
    """The row heads and cells of a column, oldest first."""
    place = table.columns.index(head)
    return [(row[0], row[place]) for row in reversed(table.rows)]


def given(cells: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Those that hold a number."""
    return [(head, cell) for head, cell in cells if cell != NONE and cell[0].isdigit()]


def day_of(head: str) -> date:
    """The day of a row head such as "3 March 2026"."""
    day, month, year = head.split()
    return date(int(year), MONTHS.index(month) + 1, int(day))


def is_in(head: str, month: str) -> bool:
    """Whether a row head lies in a month as it is said: "March", "March 2025", "3 March"."""
    return re.search(rf"(?<!\d){re.escape(month)}(?![a-z])", head) is not None
