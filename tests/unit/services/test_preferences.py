"""Preferences: kept whole, and never a reason not to start."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_app.services.preference_service import Preferences, PreferenceService

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def test_what_is_changed_is_there_the_next_time(tmp_path: Path) -> None:
    path = tmp_path / "config" / "preferences.json"
    assert PreferenceService(path).current == Preferences(theme="system", window="")
    PreferenceService(path).change(theme="dark")
    PreferenceService(path).change(window="AAAA")
    assert PreferenceService(path).current == Preferences(theme="dark", window="AAAA")
    assert [file.name for file in path.parent.iterdir()] == ["preferences.json"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"{",
        b"[]",
        b"null",
        b'"dark"',
        b'{"theme": 3, "window": null}',
        b'{"theme": "blue"}',
        b"[" * 100_000,
        b'{"theme": ["dark"]}',
        b"9" * 10_000,
    ],
)
def test_a_file_that_makes_no_sense_is_as_good_as_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "preferences.json"
    path.write_bytes(content)
    service = PreferenceService(path)
    assert service.current == Preferences()
    service.change(theme="light")
    assert PreferenceService(path).current.theme == "light"


@given(JSON)
def test_whatever_the_file_holds_every_preference_has_its_type(document: Any) -> None:
    found = Preferences.from_document(document)
    assert found.theme in ("system", "light", "dark")
    assert isinstance(found.window, str)


def test_what_this_version_does_not_know_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "preferences.json"
    path.write_text(json.dumps({"theme": "dark", "of a later version": 1}), "utf-8")
    assert PreferenceService(path).current == Preferences(theme="dark")


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    service = PreferenceService(tmp_path / "file" / "preferences.json")
    assert service.change(theme="dark").theme == "dark"
    assert service.current.theme == "dark"
    (tmp_path / "folder").mkdir()
    assert PreferenceService(tmp_path / "folder").current == Preferences()


def test_the_file_is_read_only_once(tmp_path: Path) -> None:
    path = tmp_path / "preferences.json"
    service = PreferenceService(path)
    assert service.current.theme == "system"
    path.write_text('{"theme": "dark"}', "utf-8")
    assert service.current.theme == "system"


def test_half_a_file_is_never_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "preferences.json"
    PreferenceService(path).change(theme="dark")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        PreferenceService(path).change(theme="light")
    assert PreferenceService(path).current.theme == "dark"
    assert [each.name for each in tmp_path.iterdir()] == ["preferences.json"]


def test_only_its_owner_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "made" / "preferences.json"
    mask = os.umask(0)
    try:
        PreferenceService(path).change(theme="dark")
    finally:
        os.umask(mask)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
