"""The harness finds what does not survive, and catches all that SQLite and Python do to a file."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.faults.every_operation import OPERATIONS
from tests.support.faults.harness import Harness, every_case
from tests.support.faults.planted import OPERATIONS as PLANTED
from tests.support.faults.shim import build_shim


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Harness]:
    folder = tmp_path_factory.mktemp("planted")
    made = Harness(build_shim(folder), folder, PLANTED, "tests.support.faults.planted")
    yield made
    made.close()


def actions_that_found(harness: Harness, name: str) -> set[str]:
    """What it took to find out."""
    outcomes = [*harness.strike(list(every_case(name, harness.boundaries(name)))), *harness.cut_power(name)]
    return {each.case.action for each in outcomes if each.wrong}


@pytest.mark.faults
@pytest.mark.parametrize(
    ("name", "found_by"),
    [
        ("in place", {"tear", "full"}),
        ("without flushing", {"names-first", "forgetful"}),
        ("promised too early", {"kill-before", "forgetful"}),
        ("with a trace", {"full-once", "broken", "broken-once"}),
    ],
)
def test_what_does_not_survive_is_found(planted: Harness, name: str, found_by: set[str]) -> None:
    assert found_by <= actions_that_found(planted, name)


@pytest.mark.faults
def test_a_file_that_is_written_well_loses_nothing_to_a_kill_or_a_power_cut(planted: Harness) -> None:
    found = actions_that_found(planted, "with a trace")
    assert not found & {"kill-before", "kill-after", "tear", "forgetful", "names-first"}


@pytest.mark.faults
def test_a_blow_that_never_falls_is_no_proof(planted: Harness) -> None:
    (last,) = [case for case in every_case("in place", planted.boundaries("in place")) if case.action == "kill-after"]
    (beyond,) = planted.strike([type(last)(last.operation, last.action, last.at + 1)])
    assert "was not struck" in beyond.wrong


@pytest.mark.faults
def test_every_kind_of_call_is_caught(tmp_path_factory: pytest.TempPathFactory) -> None:
    """If SQLite or Python called the system in another way, everything would seem to survive."""
    folder = tmp_path_factory.mktemp("kinds")
    harness = Harness(build_shim(folder), folder, OPERATIONS)
    try:
        calls = {tuple(line.split("\t")) for line in harness.boundaries("save")}
        calls |= {tuple(line.split("\t")) for line in harness.boundaries("create")}
    finally:
        harness.close()
    kinds = {kind for kind, _ in calls}
    assert {"create", "open", "read", "write", "sync", "truncate", "rename", "unlink", "mkdir", "rmdir"} <= kinds
    for database in ("/journal/.creating/journal.db", "/journal/journal.db-wal"):
        assert {kind for kind, path in calls if path == database} >= {"write"}
    assert ("sync", "/journal/.creating/journal.db") in calls
    assert ("write", "/journal/.keys.json.new") in calls
