"""Day One files as they were found in the wild. They may not be redistributed, so they are not part of the project."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from journal_app.domain.entry import NewEntry
from journal_app.domain.errors import BrokenImportFile, UnknownImportFormat
from journal_app.domain.imports import ParsedJournal
from journal_app.formats.importers.dayone import looks_like_dayone, read_dayone
from journal_app.formats.importers.registry import read_any

FIXTURES = Path(__file__).parents[3].parent / "shared" / "fixtures"
SOMEWHERE: tzinfo = ZoneInfo("Asia/Tokyo")

pytestmark = pytest.mark.skipif(not FIXTURES.is_dir(), reason="the sample journals are not here")

DEMO = "dayone_json/ergebnis/demo/Example.json"
DEV = "dayone_json/marcdonald/day-one-in/Dev Journal.json"
ZIPPED = "dayone_json/jimmy/test_2/dayone-to-obsidian.zip"
FICTIONAL = "dayone_json/automattic/day-one-fictional.zip"
ODD = "dayone_json/ergebnis/not-valid-according-to-schema.json"
EMPTY = "dayone_json/ergebnis/Empty_valid.json"
ALONE = "dayone_json/kulapard/MyJournal.json"
CUT_SHORT = "dayone_json/kulapard/invalid.json"
FROM_MINI_DIARY = "minidiary/jsonDayOne.json"
READABLE = [DEMO, DEV, ZIPPED, FICTIONAL, ODD, EMPTY, ALONE, FROM_MINI_DIARY]


def read(sample: str) -> ParsedJournal:
    path = FIXTURES / sample
    beside = []
    if path.suffix == ".json":
        files = (file for folder in path.parent.iterdir() if folder.is_dir() for file in folder.iterdir())
        beside = [f"{file.parent.name}/{file.name}" for file in files if file.stat().st_size]
    return read_dayone(path.read_bytes(), path.name, SOMEWHERE, beside)


def by_uid(journal: ParsedJournal, start: str) -> NewEntry:
    (entry,) = [entry for entry in journal.entries if (entry.source_uid or "").startswith(start)]
    return entry


def missing(journal: ParsedJournal) -> list[tuple[str, str]]:
    return [(problem.where, problem.detail) for problem in journal.problems if problem.kind == "missing-media"]


@pytest.mark.parametrize("sample", READABLE)
def test_every_sample_yields_as_many_entries_as_expected(sample: str) -> None:
    expected = {line["path"]: line["entries"] for line in json.loads((FIXTURES / "EXPECTED.json").read_text("utf-8"))}
    assert len(read(sample).entries) == expected.get(sample, 1)


@pytest.mark.parametrize("sample", READABLE)
def test_every_sample_is_recognised_and_read_alike_by_the_registry(sample: str) -> None:
    path = FIXTURES / sample
    assert looks_like_dayone(path.read_bytes())
    assert read_any(path.read_bytes(), path.name, SOMEWHERE).entries == read(sample).entries


@pytest.mark.parametrize("sample", [sample for sample in READABLE if sample.endswith(".json")])
def test_no_field_of_a_sample_is_lost(sample: str) -> None:
    records = json.loads((FIXTURES / sample).read_text("utf-8"))["entries"]
    kept = {entry.source_uid: json.loads(entry.raw or "") for entry in read(sample).entries}
    at_home = {"uuid", "text", "starred", "tags", "isAllDay", "creationDate", "modifiedDate", "timeZone"}
    for record in records:
        if "uuid" in record:
            assert {key: value for key, value in record.items() if key not in at_home}.items() <= (
                kept[record["uuid"]].items()
            )


@pytest.mark.parametrize("sample", READABLE)
def test_entries_are_oldest_first(sample: str) -> None:
    moments = [entry.written.utc for entry in read(sample).entries]
    assert moments == sorted(moments)


def test_demo_first_entry_has_its_own_clock_and_tags() -> None:
    first = read(DEMO).entries[0]
    assert (first.source_uid or "").startswith("2E542464")
    assert first.written.local.isoformat() == "2004-10-12T18:38:16-06:00"
    assert (first.written.zone, first.written.assumed) == ("America/Boise", False)
    assert set(first.tags) == {"diary", "Pizza"}
    assert first.body.startswith("**Luckily** for ***Alice***, the little magic bottle")


def test_demo_totals_are_as_counted_in_the_file() -> None:
    entries = read(DEMO).entries
    assert sum(entry.starred for entry in entries) == 7
    assert len({entry.written.zone for entry in entries}) == 11
    assert not any("\u200b" in entry.title + entry.body for entry in entries)
    photos = [photo["md5"] for entry in entries for photo in json.loads(entry.raw or "").get("photos", [])]
    assert (len(photos), len(set(photos))) == (132, 123)


def test_demo_reports_each_photo_that_is_not_there_and_each_reference_without_a_record() -> None:
    kinds = Counter(detail.partition("/")[0].partition(" ")[0] for _, detail in missing(read(DEMO)))
    assert kinds == {"photos": 132 - 5, "dayone-moment": 34}


def test_demo_code_keeps_its_backslashes_and_prose_loses_them() -> None:
    about_markdown = by_uid(read(DEMO), "B3D895")
    assert about_markdown.title == "Day One Markdown Syntax"
    assert r"`\\`" in about_markdown.body
    assert "An inline link: [example](http://dayoneapp.com/markdown).\n" in about_markdown.body


def test_dev_journal_all_day_entry_keeps_its_day() -> None:
    entry = by_uid(read(DEV), "DF8B32A3")
    assert entry.written.utc == datetime(2024, 4, 16, 23, tzinfo=UTC)
    assert entry.written.local.isoformat() == "2024-04-17T00:00:00+01:00"
    assert (entry.written.zone, entry.all_day, entry.starred) == ("Europe/Dublin", True, True)
    assert set(entry.tags) == {"another-dev-testing-tag", "dev-testing-tag"}
    assert (entry.title, entry.body[:11]) == ("Header 1", "## Header 2")
    assert entry.modified == datetime(2024, 4, 19, 21, 55, 51, tzinfo=UTC)


def test_dev_journal_pinned_entry_is_unescaped_and_stays_pinned() -> None:
    entry = by_uid(read(DEV), "876E72B2")
    assert "This-text-is-hyphenated\n(This text is in parentheses)" in entry.body
    assert json.loads(entry.raw or "")["isPinned"] is True


def test_dev_journal_misses_one_video_only_and_knows_an_aac_recording_by_its_m4a_file() -> None:
    journal = read(DEV)
    uid = by_uid(journal, "479270F4").source_uid
    assert missing(journal) == [(uid, "videos/842e6f3bf38e93981004c637e8b03967.mp4")]
    assert len(journal.problems) == 1


def test_dev_journal_references_stay_where_they_stand() -> None:
    journal = read(DEV)
    inline = "nulla et.![](dayone-moment://24BD79E9E42F4A4CA0C9F384F547B5BC). Nostrud"
    assert inline in by_uid(journal, "479270F4").body
    assert by_uid(journal, "959E7A13").body == (
        "![](dayone-moment:/video/6F9B2DC7EADE4242A80DC76470D2264E)\n\n"
        "![](dayone-moment:/audio/08514236013D4E4A9389BFDC24A5F727)"
    )


def test_zipped_export_reports_its_four_empty_media_files() -> None:
    journal = read(ZIPPED)
    (entry,) = journal.entries
    assert entry.written.local.isoformat() == "2018-04-21T18:57:04+01:00"
    assert (entry.title, entry.body) == ("", "test text")
    assert [detail for _, detail in missing(journal)] == [
        "photos/6e8f17a1cd2fd963d5843aca794e2287.jpeg",
        "videos/62bb62c6ccb2571f2270dc5abfdf7f94.mp4",
        "audios/a2c335fa03eb95c9a5444ff862ffd839.m4a",
        "pdfs/bccec75c303608619bc641f3c90b135a.pdf",
    ]
    raw = json.loads(entry.raw or "")
    assert (raw["journal"], raw["richText"]) == ("MyJournal", "test rich text")
    assert raw["pdfAttachments"][0]["pdfName"] == "My PDF File.pdf"


def test_the_same_journal_as_a_plain_file_yields_the_same_entry() -> None:
    assert read(ALONE).entries == read(ZIPPED).entries


def test_fictional_zip_keeps_shortcodes_and_html_as_plain_text() -> None:
    journal = read(FICTIONAL)
    assert journal.problems == ()
    assert [entry.written.utc.isoformat() for entry in journal.entries] == [
        "2031-04-05T14:30:00+00:00",
        "2031-04-06T09:15:00+00:00",
        "2031-04-07T20:05:00+00:00",
    ]
    body = journal.entries[1].body
    assert body.partition("plain writing: ")[2].startswith("[gallery].\n\n")
    assert "<strong>imaginary bold shelf</strong> and <script>makeBelieve()</script>." in body


def test_an_empty_journal_is_read_as_one_without_entries() -> None:
    assert read(EMPTY) == ParsedJournal("Day One", ())


def test_a_record_with_fields_out_of_the_ordinary_is_an_entry_and_keeps_them() -> None:
    journal = read(ODD)
    (entry,) = journal.entries
    assert json.loads(entry.raw or "")["photo"]["identifier"] == "B8F5E29D8A21498CB850DF7CFC35BFEC"
    assert [detail.partition(" ")[0] for _, detail in missing(journal)] == ["dayone-moment"] * 3


def test_mini_diarys_export_keeps_its_own_offset() -> None:
    first, second = read(FROM_MINI_DIARY).entries
    assert first.written.local.isoformat() == "2019-01-01T00:00:00-08:00"
    assert (first.written.zone, first.written.assumed) == (None, False)
    assert first.modified == datetime(2019, 1, 3, 8, tzinfo=UTC)
    assert (first.title, first.body) == ("Diary Entry 1", "This text is **bold** and _italic_.")
    assert json.loads(first.raw or "")["creationDate"] == "2019-01-01T00:00:00-08:00"
    assert (first.source_uid or "").startswith("sha256:")
    assert first.source_uid != second.source_uid


def test_a_file_cut_short_is_broken_rather_than_unknown() -> None:
    data = (FIXTURES / CUT_SHORT).read_bytes()
    with pytest.raises(BrokenImportFile) as caught:
        read_any(data, "invalid.json", SOMEWHERE)
    assert caught.value.params["name"] == "invalid.json"


@pytest.mark.parametrize(
    "sample",
    [
        "minidiary/jsonMiniDiary.json",
        "minidiary/jsonJrnl.json",
        "minidiary/txtDayOne.txt",
        "journey/andi0b/journey-multiple-1.zip",
        "journey/andi0b/unrelated.zip",
        "daylio/guekka/official/english.daylio",
        "rednotebook/jimmy/test_2/RedNotebook-Backup-2024-09-15.zip",
    ],
)
def test_files_of_other_journals_are_not_taken_for_day_one(sample: str) -> None:
    path = FIXTURES / sample
    assert not looks_like_dayone(path.read_bytes())
    with pytest.raises(UnknownImportFormat):
        read_any(path.read_bytes(), path.name, SOMEWHERE)
