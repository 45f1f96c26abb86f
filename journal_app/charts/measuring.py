"""How much room words take, before they are drawn. Lengths in inches, sizes in points."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from matplotlib.font_manager import FontProperties, fontManager
from matplotlib.textpath import text_to_path

_REGULAR, _BOLD = 400, 700
_ALWAYS_THERE = "DejaVu Sans"  # matplotlib brings it along, in both weights
_UNIT = 10.0  # the size at which letters are measured; others are in proportion
_SPARE = 1.03  # a renderer may place letters a little wider on its grid of dots


class Measure:
    """The fonts of one figure, and the widths of words in them."""

    def __init__(self, fonts: Sequence[str]) -> None:
        self._names = tuple(fonts)
        self._fonts: dict[tuple[float, bool], FontProperties] = {}

    def font(self, size: float, *, bold: bool = False) -> FontProperties:
        """The first of the fonts that is installed, then the others for letters it lacks."""
        found = self._fonts.get((size, bold))
        if found is None:
            found = self._fonts[size, bold] = _font(self._names, size, _BOLD if bold else _REGULAR)
        return found

    def width(self, words: str, size: float, *, bold: bool = False) -> float:
        """How wide these words are on one line, at most: letter by letter, as measuring words whole takes ten times as
        long, and without drawing letters closer to each other."""
        advances = _advances(self._names, _BOLD if bold else _REGULAR)
        return sum(map(advances.__getitem__, words)) * size * _SPARE / (_UNIT * 72)

    def widest(self, words: Iterable[str], size: float, *, bold: bool = False) -> float:
        """The width of the widest of them; 0 without any."""
        return max((self.width(each, size, bold=bold) for each in words), default=0.0)

    def wrapped(self, words: str, size: float, room: float, *, bold: bool = False) -> tuple[str, ...]:
        """The words in lines that fit the room. A word wider than that is broken between its letters."""
        lines: list[str] = []
        line = ""
        for word in words.split():
            longer = f"{line} {word}" if line else word
            if self.width(longer, size, bold=bold) <= room:
                line = longer
                continue
            if line:
                lines.append(line)
            *whole, line = self._broken(word, size, room, bold=bold)
            lines += whole
        return (*lines, line) if line else tuple(lines)

    def cut(self, words: str, size: float, room: float, *, bold: bool = False) -> str:
        """The words, or as many of their letters as fit, with an ellipsis."""
        kept = words
        while kept and self.width(kept if kept == words else kept + "…", size, bold=bold) > room * 1.001:
            kept = kept[:-1]
        return words if kept == words else kept.rstrip(" ,") + "…"

    def _broken(self, word: str, size: float, room: float, *, bold: bool) -> list[str]:
        parts = [""]
        for letter in word:
            if parts[-1] and self.width(parts[-1] + letter, size, bold=bold) > room:
                parts.append("")
            parts[-1] += letter
        return parts


class _Advances(dict[str, float]):
    """How far each letter moves the pen, in points at the size of the font, measured when it is first asked for."""

    def __init__(self, font: FontProperties) -> None:
        super().__init__()
        self._font = font
        self._beside = self._measured("nn")

    def __missing__(self, letter: str) -> float:
        self[letter] = found = max(0.0, self._measured(f"n{letter}n") - self._beside)
        return found

    def _measured(self, words: str) -> float:
        return float(text_to_path.get_text_width_height_descent(words, self._font, ismath=False)[0])


@cache  # of letters, not of anybody's words; fonts stay the same while the program runs
def _advances(fonts: tuple[str, ...], weight: int) -> _Advances:
    return _Advances(_font(fonts, _UNIT, weight))


def _font(fonts: Sequence[str], size: float, weight: int) -> FontProperties:
    """Only fonts that have this weight are named, or else matplotlib warns; one without it is used as regular."""
    known = {(font.name, int(font.weight)) for font in fontManager.ttflist if isinstance(font.weight, int)}
    regular, weighted = ([*(f for f in fonts if (f, w) in known), _ALWAYS_THERE] for w in (_REGULAR, weight))
    if regular[0] != weighted[0]:
        weighted, weight = regular, _REGULAR
    return FontProperties(family=list(dict.fromkeys(weighted)), size=size, weight=weight)
