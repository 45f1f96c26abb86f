"""The lock files hold names, versions and hashes only, and pin everything that pyproject.toml asks for."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

CHECKOUT = Path(__file__).parents[2]
LOCKS = ("runtime.lock", "dev.lock", "build.lock")

PIN = re.compile(r"(?P<name>[a-z0-9][a-z0-9-]*)==(?P<version>[0-9][0-9a-z.!+]*)(?: ; (?P<marker>[^\\]+?))?(?: \\)?")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}(?: \\)?")


def lines_of(name: str) -> list[str]:
    return (CHECKOUT / "requirements" / name).read_text("utf-8").splitlines()


def pins_of(name: str) -> dict[str, set[str]]:
    """The names in a lock file, with their version; several where it depends on the machine."""
    pins: dict[str, set[str]] = {}
    for match in map(PIN.fullmatch, lines_of(name)):
        if match:
            pins.setdefault(match["name"], set()).add(match["version"])
    return pins


def hashes_of(name: str) -> dict[str, set[str]]:
    """The hashes of every pin."""
    hashes: dict[str, set[str]] = {}
    current = ""
    for line in lines_of(name):
        match = PIN.fullmatch(line)
        if match:
            current = f"{match['name']}=={match['version']}"
            hashes[current] = set()
        elif HASH.fullmatch(line):
            hashes[current].add(line.strip(" \\"))
    return hashes


def requirements(group: str = "") -> list[Requirement]:
    """What pyproject.toml asks for at run time, or in a group and the groups it includes."""
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))
    asked: list[str | dict[str, str]] = project["dependency-groups" if group else "project"][group or "dependencies"]
    named = [Requirement(each) for each in asked if isinstance(each, str)]
    included = [each["include-group"] for each in asked if isinstance(each, dict)]
    return [*named, *(requirement for each in included for requirement in requirements(each))]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_line_is_a_pin_or_a_hash(lock: str) -> None:
    lines = lines_of(lock)
    assert lines
    for line in lines:
        assert PIN.fullmatch(line) or HASH.fullmatch(line), line


@pytest.mark.parametrize("lock", LOCKS)
def test_no_address_and_no_index_stands_in_a_lock_file(lock: str) -> None:
    text = (CHECKOUT / "requirements" / lock).read_text("utf-8")
    for sign in ("://", "--index", "--extra-index", "--find-links", "--trusted-host", "@", "-r ", "-e ", "#"):
        assert sign not in text, sign


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_a_hash_and_stands_once(lock: str) -> None:
    pins = [(match["name"], match["marker"]) for match in map(PIN.fullmatch, lines_of(lock)) if match]
    assert len(pins) == len(set(pins))
    assert [name for name, _ in pins] == sorted(name for name, _ in pins)
    for name in {name for name, _ in pins if sum(name == other for other, _ in pins) > 1}:
        assert all(marker for other, marker in pins if other == name), name
    for pin, hashes in hashes_of(lock).items():
        assert hashes, pin


@pytest.mark.parametrize("lock", LOCKS)
def test_markers_are_markers_and_versions_are_versions(lock: str) -> None:
    for line in lines_of(lock):
        match = PIN.fullmatch(line)
        if match:
            assert str(Version(match["version"]))
            if match["marker"]:
                assert str(Marker(match["marker"]))


@pytest.mark.parametrize(
    ("lock", "group"), [("runtime.lock", ""), ("dev.lock", ""), ("dev.lock", "dev"), ("build.lock", "build")]
)
def test_everything_that_is_asked_for_is_pinned_within_its_bounds(lock: str, group: str) -> None:
    asked = requirements(group)
    assert asked
    pins = pins_of(lock)
    for requirement in asked:
        pinned = pins.get(canonicalize_name(requirement.name))
        assert pinned, f"{requirement.name} is not in {lock}"
        for version in pinned:
            assert requirement.specifier.contains(version), f"{requirement} is {version} in {lock}"


@pytest.mark.parametrize("lock", ["runtime.lock", "build.lock"])
def test_what_is_shipped_and_built_with_is_what_was_tested(lock: str) -> None:
    tested = hashes_of("dev.lock")
    for pin, hashes in hashes_of(lock).items():
        assert hashes == tested.get(pin), pin


def test_qt_stays_below_the_version_that_aborts() -> None:
    (qt,) = [each for each in requirements() if each.name == "PySide6-Essentials"]
    assert not qt.specifier.contains("6.12.0")
    assert {Version(each).release[:2] for each in pins_of("runtime.lock")["pyside6-essentials"]} == {(6, 11)}
