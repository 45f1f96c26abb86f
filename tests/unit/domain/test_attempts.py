"""Waiting after wrong attempts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from journal_app.domain.attempts import delay_after


def test_the_first_three_cost_nothing_then_it_doubles_up_to_half_a_minute() -> None:
    assert [delay_after(wrong) for wrong in range(11)] == [0, 0, 0, 0, 1, 2, 4, 8, 16, 30, 30]


@given(st.integers(min_value=0, max_value=10**12))
def test_it_never_gets_shorter_and_never_locks_anybody_out(wrong: int) -> None:
    assert 0 <= delay_after(wrong) <= delay_after(wrong + 1) <= 30
