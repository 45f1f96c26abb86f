"""Preferences: kept between runs, and never a reason not to start."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from journal_app.services.preference_service import Preferences, PreferenceService


def test_a_change_is_there_at_the_next_start(tmp_path: Path) -> None:
    path = tmp_path / "below" / "preferences.json"
    assert PreferenceService(path).current == Preferences()
    assert PreferenceService(path).change(theme="dark").theme == "dark"
    PreferenceService(path).change(window="AdnQ")
    assert PreferenceService(path).current == Preferences(theme="dark", window="AdnQ")
    assert [each.name for each in path.parent.iterdir()] == ["preferences.json"]


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"theme": 7}', b'{"theme": "neon"}', b'{"colour": 1}', b"[" * 100_000],
    ids=lambda content: repr(content[:20]),
)
def test_a_file_that_makes_no_sense_is_as_good_as_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "preferences.json"
    path.write_bytes(content)
    assert PreferenceService(path).current == Preferences()


def test_what_is_unknown_or_of_the_wrong_kind_does_not_spoil_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "preferences.json"
    path.write_text(json.dumps({"theme": "light", "window": 7, "from_the_future": True}), "utf-8")
    assert PreferenceService(path).current == Preferences(theme="light")


def test_where_nothing_can_be_written_the_change_lasts_for_the_run(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    service = PreferenceService(tmp_path / "file" / "preferences.json")
    assert service.change(theme="dark").theme == "dark"
    assert service.current.theme == "dark"
