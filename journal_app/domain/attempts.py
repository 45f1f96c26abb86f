"""How long to wait after wrong attempts at a passphrase: a guess costs time, and nobody is ever locked out."""

from __future__ import annotations

FREE = 3
LONGEST_SECONDS = 30


def delay_after(wrong: int) -> int:
    """Seconds before the next attempt, after so many wrong ones in a row.

    None for the first three: most people mistype. Then 1, 2, 4 and so on, never more than 30.
    """
    if wrong <= FREE:
        return 0
    # The doubling is over long before the number gets large.
    return int(min(LONGEST_SECONDS, 2 ** min(wrong - FREE - 1, 10)))
