"""Killed, torn, full and broken at the boundaries of everything that writes: what was promised is there, whole.

By default some of them, chosen alike in every run; with THROUGHLINE_FAULTS=whole (``make test-faults``) all of them,
and a table in build/faults.md. THROUGHLINE_FAULTS="rekey:kill-before:17" does that one alone.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.support.faults.every_operation import OPERATIONS
from tests.support.faults.harness import Case, Harness, Tally, every_case, some_cases, table
from tests.support.faults.shim import build_shim
from tests.support.program import CHECKOUT

WANTED = os.environ.get("THROUGHLINE_FAULTS", "")
SOME = 6
"""How many of each kind, unless all."""


@pytest.fixture(scope="module")
def harness(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Harness]:
    folder = tmp_path_factory.mktemp("faults")
    made = Harness(build_shim(folder), folder, OPERATIONS)
    yield made
    made.close()


@pytest.fixture(scope="module")
def tallies() -> Iterator[list[Tally]]:
    """What the tests found; printed at the end."""
    found: list[Tally] = []
    yield found
    if WANTED == "whole":
        text = table(found)
        (CHECKOUT / "build").mkdir(exist_ok=True)
        (CHECKOUT / "build" / "faults.md").write_text(text, "utf-8")
        os.write(2, f"\n\n{text}".encode())


def cases_of(name: str, boundaries: list[str]) -> list[Case]:
    if WANTED == "whole":
        return list(every_case(name, boundaries))
    if WANTED:
        return [case for case in every_case(name, boundaries) if str(case) == WANTED]
    return some_cases(name, boundaries, SOME)


@pytest.mark.faults
@pytest.mark.parametrize("name", OPERATIONS)
def test_whatever_strikes_at_any_boundary_nothing_is_lost(harness: Harness, tallies: list[Tally], name: str) -> None:
    tally = harness.tally(name, cases_of(name, harness.boundaries(name)))
    if WANTED in ("", "whole"):
        tally.outcomes += harness.cut_power(name)
    tallies.append(tally)
    assert not tally.wrong, tally.complaint()
