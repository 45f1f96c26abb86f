"""Shades of one hue, from the paper up: more is darker on light paper and lighter on dark, so grey tells the same."""

from __future__ import annotations

from collections.abc import Sequence

_LEAST, _MOST = 0.16, 0.92
_READABLE = 4.5


def shade(paper: str, ink: str, share: float) -> str:
    """The colour for so much of the most, above 0 up to 1."""
    part = _LEAST + (_MOST - _LEAST) * share
    mixed = (round(p + (i - p) * part) for p, i in zip(_channels(paper), _channels(ink), strict=True))
    return "#" + "".join(f"{channel:02X}" for channel in mixed)


def readable_on(ground: str, inks: Sequence[str]) -> str:
    """The ink that stands out most from this ground, or black or white where none of them does enough."""
    return next(
        (ink for ink in sorted(inks, key=lambda ink: -contrast(ink, ground)) if contrast(ink, ground) >= _READABLE),
        max(("#000000", "#FFFFFF"), key=lambda ink: contrast(ink, ground)),
    )


def contrast(one: str, other: str) -> float:
    """Contrast by WCAG 2.2, "relative luminance"."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (c / 255 for c in _channels(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
