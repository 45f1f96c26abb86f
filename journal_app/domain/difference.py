"""The difference between two texts, as a person reads it: by paragraph, and by word in paragraphs that changed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from journal_app.domain.alignment import Budget, matches


class Side(Enum):
    """Whether a piece stands in both texts, in the new one only, or in the old one only."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text. ``folded`` counts the paragraphs of one that need not be shown."""

    side: Side
    text: str
    folded: int = 0


@dataclass(frozen=True, slots=True)
class WordChanges:
    """How many words a text has, how many of another are not in it, and how many of its own are not in the other."""

    words: int
    added: int
    removed: int


_TOKEN = re.compile(r"\n|[^\S\n]+|\w+(?:['’]\w+)*|[^\w\s]")
# Above this, words are not compared: it would take seconds, and nobody reads it word by word.
_COMPARED_BY_WORD = 400_000
# Of two paragraphs with less than this in common, each is read better whole.
_ALIKE = 0.35
# A few words that stayed between many that went are only in the way.
_ISLAND = 2
_NEAR = 1
_WORTH_FOLDING = 4
# So many pairs of paragraphs are compared to find which became which.
_PAIRED = 900
_RATHER_APART = 1.15


def difference(old: str, new: str) -> tuple[Piece, ...]:
    """What stayed, was added and was removed. What stayed and was added is the new text; what stayed and was removed
    the old one, each to the letter."""
    budget = Budget()
    by_word = len(old) + len(new) <= _COMPARED_BY_WORD
    found: list[Piece] = []
    for same, gone, come in _stretches(_lines(old), _lines(new), budget):
        found.append(Piece(Side.SAME, same))
        found.extend(_inside(gone, come, budget) if by_word else _whole(gone, come))
    return _joined(found)


def folded(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The same, with long unchanged stretches folded: the paragraph next to a change stays in view."""
    found: list[Piece] = []
    for place, piece in enumerate(pieces):
        if piece.side is not Side.SAME:
            found.append(piece)
            continue
        lines = _lines(piece.text)
        full = [number for number, line in enumerate(lines) if line.strip()]
        before = _NEAR if place > 0 else 0
        after = _NEAR if place < len(pieces) - 1 else 0
        hidden = full[before : len(full) - after]
        if len(hidden) < _WORTH_FOLDING:
            found.append(piece)
            continue
        start = hidden[0] if before else 0
        end = full[len(full) - after] if after else len(lines)
        parts = (lines[:start], lines[start:end], lines[end:])
        head, middle, tail = ("".join(part) for part in parts)
        found += [Piece(Side.SAME, head), Piece(Side.SAME, middle, folded=len(hidden)), Piece(Side.SAME, tail)]
    return tuple(piece for piece in found if piece.text)


def spoken(pieces: Iterable[Piece], most: int = 1500) -> str:
    """The changes in words, for those who do not see underlines; at most so many characters of them."""
    said: list[str] = []
    length = 0
    for piece in pieces:
        words = " ".join(piece.text[: most + 1].split())
        if piece.side is Side.SAME or not words:
            continue
        said.append(f"{'Added' if piece.side is Side.ADDED else 'Removed'}: “{words}”.")
        length += len(said[-1])
        if length > most:
            return " ".join(said)[:most] + "…"
    return " ".join(said)


def word_changes(old: str, new: str) -> WordChanges:
    """How many words the old text has, and how many came and went since, wherever they stand."""
    before, after = _counted(old), _counted(new)
    return WordChanges(before.total(), (after - before).total(), (before - after).total())


def _counted(text: str) -> Counter[str]:
    return Counter(run for run in text.split() if any(ch.isalnum() for ch in run))


def _lines(text: str) -> list[str]:
    # Not by a pattern: on a long text that would hold up every other thread for as long as it takes.
    *full, rest = text.split("\n")
    return [*(f"{line}\n" for line in full), *([rest] if rest else [])]


def _stretches(old: Sequence[str], new: Sequence[str], budget: Budget) -> Iterator[tuple[str, str, str]]:
    """(what stayed, what went after it, what came after it), again and again."""
    i = j = 0
    same: list[str] = []
    for a, b in (*matches(old, new, budget), (len(old), len(new))):
        if i < a or j < b:
            yield "".join(same), "".join(old[i:a]), "".join(new[j:b])
            same = []
        same.extend(old[a : a + 1])
        i, j = a + 1, b + 1
    if same:
        yield "".join(same), "", ""


def _whole(gone: str, come: str) -> list[Piece]:
    return [Piece(Side.REMOVED, gone), Piece(Side.ADDED, come)]


def _inside(gone: str, come: str, budget: Budget) -> list[Piece]:
    """What changed in a few paragraphs: each beside the one it became, or all as one where one became several."""
    if not (gone and come):
        return _whole(gone, come)
    old, new = _lines(gone), _lines(come)
    together = _by_word(gone, come, budget)
    if len(old) == len(new) == 1 or len(old) * len(new) > _PAIRED:
        return together
    apart = [piece for went, came in _pairs(old, new) for piece in _by_word(went, came, budget)]
    return apart if _stayed(apart) * _RATHER_APART >= _stayed(together) else together


def _by_word(gone: str, come: str, budget: Budget) -> list[Piece]:
    """Word by word, if the two have enough in common to be read so."""
    found = [
        piece
        for same, went, came in _without_islands(_stretches(_TOKEN.findall(gone), _TOKEN.findall(come), budget))
        for piece in (Piece(Side.SAME, same), *_whole(went, came))
    ]
    return found if _stayed(found) >= min(_size(gone), _size(come)) * _ALIKE else _whole(gone, come)


def _pairs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each old paragraph beside the new one that is most like it, in order; those that have none, alone."""
    words, new_words = [Counter(line.split()) for line in old], [Counter(line.split()) for line in new]
    likeness = [[_alike(one, other) for other in new_words] for one in words]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], likeness[i][j] + best[i + 1][j + 1])
    i = j = 0
    while i < len(old) or j < len(new):
        if j == len(new) or (i < len(old) and best[i][j] == best[i + 1][j]):
            yield old[i], ""
            i += 1
        elif i == len(old) or best[i][j] == best[i][j + 1]:
            yield "", new[j]
            j += 1
        else:
            yield old[i], new[j]
            i, j = i + 1, j + 1


def _alike(one: Counter[str], other: Counter[str]) -> float:
    """From 0 to 1; what is too little in common to be read word by word counts as nothing."""
    most = max(one.total(), other.total())
    share = (one & other).total() / most if most else 0.1
    return share if share >= _ALIKE or not most else 0.0


def _stayed(pieces: Iterable[Piece]) -> int:
    return sum(_size(piece.text) for piece in pieces if piece.side is Side.SAME)


def _size(text: str) -> int:
    """How many characters there are without white space."""
    return sum(map(len, text.split()))


def _without_islands(stretches: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Join changes that have next to nothing between them into one."""
    found: list[tuple[str, str, str]] = []
    for same, went, came in stretches:
        if found and (went or came) and "\n" not in same:
            kept, before, after = found[-1]
            island = len(same.split())
            fewer = min(_count(before, went), _count(after, came))
            if fewer and (not island or (island <= _ISLAND and fewer > 2 * island + 1)):
                found[-1] = (kept, before + same + went, after + same + came)
                continue
        found.append((same, went, came))
    return found


def _count(*texts: str) -> int:
    return sum(len(text.split()) for text in texts)


def _joined(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Without empty pieces, and neighbours of one side as one; what was removed comes before what was added."""
    found: list[Piece] = []
    for piece in pieces:
        if not piece.text:
            continue
        if found and found[-1].side is piece.side:
            found[-1] = Piece(piece.side, found[-1].text + piece.text)
        elif (
            len(found) > 1
            and piece.side is Side.REMOVED
            and found[-1].side is Side.ADDED
            and found[-2].side is Side.REMOVED
        ):
            found[-2] = Piece(Side.REMOVED, found[-2].text + piece.text)
        else:
            found.append(piece)
    return tuple(found)
