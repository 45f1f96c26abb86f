"""Importing through the service: counted truly, stoppable, and the same again adds nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from journal_app.bootstrap import Services
from journal_app.domain.change import Change, Kind
from journal_app.domain.entry import EntryFilter
from journal_app.domain.errors import BrokenImportFile, CannotReadFile, UnknownImportFormat


def journal_file(folder: Path, count: int = 60, name: str = "journal.json") -> Path:
    entries = [
        {
            "uuid": f"{number:032X}",
            "creationDate": f"2026-01-{number % 28 + 1:02}T12:00:00Z",
            "text": f"Entry {number}",
            "tags": ["imported"],
            "starred": number % 2 == 0,
        }
        for number in range(count)
    ]
    path = folder / name
    path.write_text(json.dumps({"metadata": {"version": "1.0"}, "entries": entries}), "utf-8")
    return path


def test_everything_is_added_once_and_reported(services: Services, tmp_path: Path) -> None:
    file = journal_file(tmp_path)
    steps: list[tuple[int, int]] = []
    report, change = services.imports.import_file(file, progress=lambda done, of: steps.append((done, of)))
    assert (report.format_name, report.found, report.added, report.already_here) == ("Day One", 60, 60, 0)
    assert change.kinds == {Kind.ENTRIES, Kind.TAGS}
    assert len(change.uids) == 60
    assert steps[-1] == (60, 60)
    assert [done for done, _ in steps] == sorted({done for done, _ in steps})
    assert services.entries.count() == 60
    assert services.entries.count(EntryFilter(starred=True)) == 30
    assert services.entries.tags() == (("imported", 60),)


def test_again_adds_nothing_and_changes_nothing(services: Services, tmp_path: Path) -> None:
    file = journal_file(tmp_path)
    services.imports.import_file(file)
    (first,) = services.entries.page(EntryFilter(words='"Entry 7"'))
    services.entries.save_text(first.uid, "", "Entry 7, thought over", 1)
    services.entries.delete(services.entries.page(EntryFilter(words='"Entry 8"'))[0].uid)
    report, change = services.imports.import_file(file)
    assert (report.found, report.added, report.already_here) == (60, 0, 60)
    assert change == Change()
    assert services.entries.get(first.uid).body == "Entry 7, thought over"
    assert services.entries.count() == 59


def test_a_longer_file_adds_only_what_is_new(services: Services, tmp_path: Path) -> None:
    services.imports.import_file(journal_file(tmp_path, 10))
    report, _ = services.imports.import_file(journal_file(tmp_path, 15))
    assert (report.added, report.already_here) == (5, 10)


def test_an_import_that_is_stopped_keeps_whole_entries_and_can_go_on(services: Services, tmp_path: Path) -> None:
    file = journal_file(tmp_path)
    steps: list[int] = []
    report, _ = services.imports.import_file(
        file, progress=lambda done, _of: steps.append(done), cancelled=lambda: bool(steps)
    )
    assert len(steps) == 1
    assert report.found == 60
    assert report.added == services.entries.count() == steps[0] < 60
    assert report.already_here == 0
    again, _ = services.imports.import_file(file)
    assert again.added == 60 - steps[0]


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (None, CannotReadFile),
        (b"", UnknownImportFormat),
        (b"just text", UnknownImportFormat),
        (b'{"other": 1}', UnknownImportFormat),
        (b'{"metadata": {}, "entries": [{"creationDate": "2026', BrokenImportFile),
    ],
)
def test_what_cannot_be_read_adds_nothing(
    services: Services, tmp_path: Path, content: bytes | None, error: type[Exception]
) -> None:
    path = tmp_path / "journal.json"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(error) as refused:
        services.imports.import_file(path)
    assert "journal.json" in str(refused.value.params)  # type: ignore[attr-defined]
    assert services.entries.count() == 0


def test_pictures_beside_the_file_are_looked_for(services: Services, tmp_path: Path) -> None:
    entry = {
        "uuid": "A" * 32,
        "creationDate": "2026-01-01T12:00:00Z",
        "text": "![](dayone-moment://P1) and ![](dayone-moment://P2)",
        "photos": [
            {"identifier": "P1", "md5": "1" * 32, "type": "jpeg"},
            {"identifier": "P2", "md5": "2" * 32, "type": "jpeg"},
        ],
    }
    path = tmp_path / "journal.json"
    path.write_text(json.dumps({"metadata": {"version": "1.0"}, "entries": [entry]}), "utf-8")
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / f"{'1' * 32}.jpeg").write_bytes(b"picture")
    report, _ = services.imports.import_file(path)
    missing = [problem for problem in report.problems if problem.kind == "missing-media"]
    assert len(missing) == 1
    assert "2" * 32 in missing[0].detail
    assert services.entries.count() == 1
