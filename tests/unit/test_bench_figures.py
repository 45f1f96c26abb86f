"""What the bench calls broken: a ratio over its limit, or a time over its own; and it says how busy the machine is."""

from __future__ import annotations

import pytest

from tests.bench.figures import Most, Row, Spread


@pytest.mark.parametrize(
    ("ratio", "limit", "most", "broken"),
    [
        (1.4, 1.5, None, False),
        (1.6, 1.5, None, True),
        (9.0, None, None, False),
        (9.0, None, 19.0, True),
        (1.4, 1.5, 19.0, True),
        (1.6, 1.5, 21.0, True),
        (1.4, 1.5, 21.0, False),
    ],
)
def test_a_row_is_broken_by_its_ratio_or_by_the_median_of_the_time_itself(
    ratio: float, limit: float | None, most: float | None, broken: bool
) -> None:
    took = None if most is None else Most.of([0.001, 0.020, 3.0], most)
    row = Row("Overview", Spread(ratio, ratio, ratio), "20 ms", limit, took)
    assert row.broken is broken
    assert ("BROKEN (load " in str(row)) is broken
    assert ("20.0 ms of at most" in str(row)) is (most is not None)
