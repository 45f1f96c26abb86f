"""Means as they are shown everywhere, in text, table and file: one decimal, by whole numbers alone, halves up."""

from __future__ import annotations

from fractions import Fraction


def tenths(value: int | Fraction, of: int = 1) -> int:
    """``value`` divided by ``of``, in whole tenths, halves rounded up: 9 of 4 (2.25) is 23. Neither is negative."""
    divisor = value.denominator * of
    return (20 * value.numerator + divisor) // (2 * divisor)


def one_decimal(value: int | Fraction, of: int = 1) -> str:
    """``value`` divided by ``of`` as it is written: 9 of 4 is "2.3"."""
    whole, tenth = divmod(tenths(value, of), 10)
    return f"{whole}.{tenth}"
