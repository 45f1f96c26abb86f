"""Rounding: one decimal, by whole numbers, halves up."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_app.domain.trends.numbers import one_decimal, tenths


@pytest.mark.parametrize(
    ("total", "of", "written"),
    [
        (9, 4, "2.3"),  # 2.25, a half, goes up; a float's "%.1f" would say 2.2
        (7, 3, "2.3"),
        (8, 3, "2.7"),
        (5, 1, "5.0"),
        (47, 20, "2.4"),  # 2.35, which a float holds as a little less
        (61, 20, "3.1"),  # 3.05, likewise
        (19, 20, "1.0"),  # 0.95
    ],
)
def test_a_mean_has_one_decimal_and_halves_go_up(total: int, of: int, written: str) -> None:
    assert one_decimal(total, of) == written
    assert one_decimal(Fraction(total, of)) == written


@given(st.integers(0, 10**6), st.integers(1, 10**4))
def test_what_is_written_lies_within_half_a_tenth_and_never_below_a_half(total: int, of: int) -> None:
    off = Fraction(tenths(total, of), 10) - Fraction(total, of)
    assert -Fraction(1, 20) < off <= Fraction(1, 20)
