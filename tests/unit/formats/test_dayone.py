"""Reading a Day One export: dates, what is kept, what is reported, and what is refused."""

from __future__ import annotations

import json
import random
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal_app.domain.entry import MAX_BODY_BYTES, NewEntry
from journal_app.domain.errors import BrokenImportFile, UnknownImportFormat, UserFacingError
from journal_app.domain.imports import ImportProblem, ParsedJournal
from journal_app.formats.importers import archive
from journal_app.formats.importers.dayone import looks_like_dayone, read_dayone
from journal_app.formats.importers.registry import read_any

ZONE: tzinfo = ZoneInfo("America/New_York")
DATE = "2024-04-19T21:48:36Z"
MD5 = "31c871f18f68d2fde4196ccba1f8ece1"
SECRET = "what I never told anyone"


def record(**fields: Any) -> dict[str, Any]:
    return {"uuid": "AB12", "creationDate": DATE, "timeZone": "Europe/London", "text": "words", **fields}


def journal_bytes(*records: Any) -> bytes:
    return json.dumps({"metadata": {"version": "1.0"}, "entries": records}).encode()


def read(*records: Any, beside: tuple[str, ...] = (), zone: tzinfo = ZONE) -> ParsedJournal:
    return read_dayone(journal_bytes(*records), "Work.json", zone, beside)


def only(journal: ParsedJournal) -> NewEntry:
    (entry,) = journal.entries
    return entry


def raw_of(entry: NewEntry) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(entry.raw or "")
    return value


def zipped(files: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", compression) as written:
        for name, data in files.items():
            written.writestr(name, data)
    return target.getvalue()


# When it was written


def test_the_instant_is_shown_in_the_zone_it_was_written_in() -> None:
    written = only(read(record())).written
    assert (written.local.isoformat(), written.zone, written.assumed) == (
        "2024-04-19T22:48:36+01:00",
        "Europe/London",
        False,
    )


@pytest.mark.parametrize(
    ("date", "zone_name", "local", "zone", "assumed"),
    [
        (DATE, None, "2024-04-19T17:48:36-04:00", "America/New_York", True),
        (DATE, "", "2024-04-19T17:48:36-04:00", "America/New_York", True),
        ("2024-04-19T21:48:36", None, "2024-04-19T21:48:36-04:00", "America/New_York", True),
        ("2024-04-19T21:48:36", "Asia/Tokyo", "2024-04-19T21:48:36+09:00", "Asia/Tokyo", False),
        ("2024-04-19T21:48:36-08:00", None, "2024-04-19T21:48:36-08:00", None, False),
        ("2024-04-19T21:48:36-08:00", "Mars/Olympus", "2024-04-19T21:48:36-08:00", None, False),
        (DATE, "Mars/Olympus", "2024-04-19T21:48:36+00:00", None, True),
        (DATE, "../../etc/passwd", "2024-04-19T21:48:36+00:00", None, True),
        (DATE, "America", "2024-04-19T21:48:36+00:00", None, True),
        (DATE, "localtime", "2024-04-19T21:48:36+00:00", None, True),
        (DATE, "bad\0zone\ud800", "2024-04-19T21:48:36+00:00", None, True),
        (DATE, 7, "2024-04-19T21:48:36+00:00", None, True),
        (DATE, "GMT-0730", "2024-04-19T14:18:36-07:30", None, False),
        ("2024-04-19T21:48:36.123456789Z", "Etc/UTC", "2024-04-19T21:48:36.123456+00:00", "Etc/UTC", False),
    ],
)
def test_a_date_is_read_in_the_best_zone_there_is(
    date: str, zone_name: object, local: str, zone: str | None, assumed: bool
) -> None:
    entry = only(read(record(creationDate=date, timeZone=zone_name)))
    written = entry.written
    assert (written.local.isoformat(), written.zone, written.assumed) == (local, zone, assumed)


def test_what_an_assumed_or_odd_date_said_is_kept() -> None:
    raw = raw_of(only(read(record(creationDate="2024-04-19T21:48:36+02:00", timeZone="Mars/Olympus"))))
    assert (raw["creationDate"], raw["timeZone"]) == ("2024-04-19T21:48:36+02:00", "Mars/Olympus")
    assert raw_of(only(read(record(timeZone=None))))["creationDate"] == DATE
    assert raw_of(only(read(record()))) == {"journal": "Work"}


@pytest.mark.parametrize("own", ["2024-04-19T00:00:00Z", "2024-04-19", "2024-04-19T00:00:00-08:00"])
def test_an_all_day_entry_without_a_zone_keeps_the_day_it_names(own: str) -> None:
    entry = only(read(record(creationDate=own, timeZone=None, isAllDay=True)))
    assert (entry.all_day, str(entry.written.local_date)) == (True, "2024-04-19")


def test_a_day_alone_is_an_all_day_entry_at_noon() -> None:
    entry = only(read(record(creationDate="2024-04-19", timeZone="Asia/Tokyo")))
    assert (entry.all_day, entry.written.local.isoformat()) == (True, "2024-04-19T12:00:00+09:00")


@pytest.mark.parametrize(
    ("date", "modified"),
    [
        ("2024-05-01T10:00:00Z", datetime(2024, 5, 1, 10, tzinfo=UTC)),
        ("2024-05-01T10:00:00+02:00", datetime(2024, 5, 1, 8, tzinfo=UTC)),
        ("2024-05-01T10:00:00", datetime(2024, 5, 1, 9, tzinfo=UTC)),
        ("yesterday", None),
        (None, None),
        (17, None),
    ],
)
def test_the_date_of_the_last_change_is_read_where_it_can_be(date: object, modified: datetime | None) -> None:
    entry = only(read(record(modifiedDate=date)))
    assert entry.modified == modified
    assert modified == datetime(2024, 5, 1, 10, tzinfo=UTC) or raw_of(entry).get("modifiedDate") == date


def test_entries_come_oldest_first_and_those_of_one_minute_in_their_order() -> None:
    dates = [("B", DATE), ("A", DATE), ("C", "2020-01-01T00:00:00Z")]
    journal = read(*(record(uuid=uid, creationDate=date) for uid, date in dates))
    assert [entry.source_uid for entry in journal.entries] == ["C", "B", "A"]


# What is kept


def test_empty_titled_and_photo_only_records_are_all_entries() -> None:
    photo = {"identifier": "F00", "md5": MD5, "type": "jpeg"}
    journal = read(
        record(uuid="1", text="# Title"),
        record(uuid="2", text="", photos=[photo]),
        record(uuid="3", text=None),
        {"creationDate": DATE},
        beside=(f"photos/{MD5}.jpeg",),
    )
    assert [(entry.title, entry.body) for entry in journal.entries] == [("Title", ""), ("", ""), ("", ""), ("", "")]
    assert journal.problems == ()
    assert raw_of(journal.entries[1])["photos"] == [photo]


def test_without_a_uuid_the_same_record_gets_the_same_uid_each_time() -> None:
    bare = {"creationDate": DATE, "text": "one"}
    uid = only(read(bare)).source_uid
    assert uid in {entry.source_uid for entry in read(record(text="other"), bare).entries}
    assert (uid or "").startswith("sha256:")
    assert len(uid or "") == len("sha256:") + 64
    assert uid != only(read({"creationDate": DATE, "text": "two"})).source_uid


def test_twins_without_a_uuid_stay_two_entries() -> None:
    bare = {"creationDate": DATE, "text": "one"}
    first, second = read(bare, bare).entries
    assert second.source_uid == f"{first.source_uid}#2"


def test_different_entries_under_one_uuid_stay_two_and_exact_copies_share_it() -> None:
    journal = read(record(), record(text="other"), record(), record(text="other"))
    assert [entry.source_uid for entry in journal.entries] == ["AB12", "AB12#2", "AB12", "AB12#2"]


def test_tags_are_kept_once_whatever_their_case_and_bad_ones_are_reported_by_number() -> None:
    tags = ["Work", "#work", " deep  work ", "a,b", "", 7, "WORK", "x" * 61, "zero\u200bwidth"]
    journal = read(record(tags=tags))
    entry = only(journal)
    assert entry.tags == ("Work", "deep work", "zerowidth")
    assert raw_of(entry)["tags"] == tags
    assert [(problem.kind, problem.detail) for problem in journal.problems] == [
        ("bad-tag", f"tag {number}") for number in (4, 5, 6, 8)
    ]


def test_tags_that_are_no_list_are_reported_and_kept_aside() -> None:
    journal = read(record(tags="work"))
    assert raw_of(only(journal))["tags"] == "work"
    assert journal.problems == (ImportProblem("bad-tag", "AB12", "tags"),)


def test_fields_without_a_home_are_kept_as_one_line_of_sorted_json() -> None:
    fields = {"weather": {"b": 1, "a": [1.5, None, "é"]}, "isPinned": True, "pinned": False, "starred": True}
    entry = only(read(record(**fields)))
    assert entry.starred
    assert entry.raw == '{"isPinned":true,"journal":"Work","pinned":false,"weather":{"a":[1.5,null,"é"],"b":1}}'


def test_a_field_that_is_called_journal_is_not_overwritten() -> None:
    assert raw_of(only(read(record(journal="mine")))) == {"journal": "mine", "journal_": "Work"}


def test_characters_that_cannot_be_kept_are_replaced_and_counted_once_for_each_entry() -> None:
    odd = {"a\0": "x\ud800\r\n", "a\ufffd": 1}
    journal = read(record(text="a\0b\ud83d\ude00\r\nc\udc00", weather=odd, uuid="AB\0"))
    entry = only(journal)
    assert entry.body == "a\ufffdb\U0001f600\nc\ufffd"
    assert entry.source_uid == "AB\ufffd"
    assert raw_of(entry)["weather"] == {"a\ufffd": 1, "a\ufffd\ufffd": "x\ufffd\r\n"}
    assert journal.problems == (ImportProblem("replaced-characters", "entry 1", "5"),)


def test_bytes_that_are_not_utf_8_are_replaced_and_reported_once() -> None:
    data = journal_bytes(record(text="a?b"), record(uuid="C", text="?")).replace(b"?", b"\xff")
    journal = read_dayone(data, "Work.json", ZONE)
    assert journal.entries[0].body == "a\ufffdb"
    assert journal.problems == (ImportProblem("replaced-characters", "Work.json", "2"),)


def test_numbers_json_cannot_write_are_kept_as_their_text() -> None:
    digits = "9" * 5000
    data = journal_bytes(record(x="@")).replace(b'"@"', f"[NaN,-Infinity,1e999,{digits},12]".encode())
    raw = raw_of(only(read_dayone(data, "Work.json", ZONE)))
    assert raw["x"] == ["NaN", "-Infinity", "1e999", digits, 12]


def test_a_byte_order_mark_and_keys_given_twice_do_no_harm() -> None:
    data = b"\xef\xbb\xbf" + journal_bytes(record()).replace(b'"text"', b'"text": "first", "text"')
    assert looks_like_dayone(data)
    assert only(read_dayone(data, "Work.json", ZONE)).body == "words"


# What is reported


@pytest.mark.parametrize(
    ("bad", "where", "reason"),
    [
        (17, "entry 2", "it is not an entry"),
        (None, "entry 2", "it is not an entry"),
        ({"uuid": "CD34"}, "CD34", "it has no creation date"),
        (record(uuid=SECRET, text=7), "entry 2", "its text is not text"),
        (record(uuid="CD34", text=[SECRET]), "CD34", "its text is not text"),
        (record(uuid="CD34", creationDate="2024-02-30T00:00:00Z"), "CD34", "its creation date cannot be read"),
        (record(uuid="CD34", creationDate=SECRET), "CD34", "its creation date cannot be read"),
        (record(uuid="CD34", creationDate=1713563316), "CD34", "its creation date cannot be read"),
        (
            record(uuid="CD34", creationDate="0001-01-01T00:00:00Z", timeZone=None),
            "CD34",
            "its creation date cannot be read",
        ),
        (record(uuid="CD34", text="x" * (MAX_BODY_BYTES + 1)), "CD34", "its text is longer than one entry can hold"),
    ],
)
def test_a_bad_record_is_reported_and_the_rest_goes_on(bad: object, where: str, reason: str) -> None:
    journal = read(record(uuid="1"), bad, record(uuid="3"))
    assert [entry.source_uid for entry in journal.entries] == ["1", "3"]
    assert journal.problems == (ImportProblem("bad-record", where, reason),)


def test_a_record_nested_too_deeply_to_be_kept_is_reported() -> None:
    nested: dict[str, Any] = {"text": "\0"}
    for _ in range(700):
        nested = {"a": nested}
    journal = read(record(weather=nested), record(uuid="2"))
    assert only(journal).source_uid == "2"
    assert journal.problems == (ImportProblem("bad-record", "AB12", "it is nested too deeply"),)


def test_media_whose_file_is_not_there_are_reported_by_the_name_the_file_would_have() -> None:
    journal = read(
        record(
            photos=[{"identifier": "P1", "md5": "a1", "type": "png"}, {"identifier": "P2", "md5": MD5}],
            videos=[{"identifier": "V1", "md5": "b2"}],
            audios=[
                {"identifier": "A1", "md5": "c3", "format": "aac"},
                {"identifier": "A2", "md5": "c4", "format": "aac"},
            ],
            pdfAttachments=[{"identifier": "D1", "md5": "d4"}, "no record", {"identifier": "D3"}],
            text="![](dayone-moment://P1) ![](dayone-moment:/video/v1) ![](dayone-moment://ZZ)",
        ),
        beside=(f"photos/{MD5}.jpeg", "audios\\C4.m4a", "videos/c3.m4a"),
    )
    assert [problem.detail for problem in journal.problems] == [
        "photos/a1.png",
        "videos/b2.mp4",
        "audios/c3.m4a",
        "pdfs/d4.pdf",
        "pdfs, number 2",
        "pdfs/D3.pdf",
        "dayone-moment ZZ",
    ]
    assert {(problem.kind, problem.where) for problem in journal.problems} == {("missing-media", "AB12")}


def test_media_records_that_hold_words_are_not_quoted() -> None:
    journal = read(
        record(photos=[{"md5": SECRET, "identifier": f"../{SECRET}", "type": SECRET}, {"md5": "a", "type": "/x"}])
    )
    assert [problem.detail for problem in journal.problems] == ["photos, number 1", "photos/a.jpeg"]


# Zips


def test_a_zip_may_hold_several_journals_and_lists_its_own_media() -> None:
    photo = {"identifier": "F00", "md5": MD5, "type": "jpeg"}
    empty = {"identifier": "F01", "md5": "e" * 32, "type": "jpeg"}
    data = zipped(
        {
            "Work.json": journal_bytes(record(uuid="1", photos=[photo, empty]), 17),
            "Töchter & Söhne.json": journal_bytes(record(uuid="2", creationDate="2020-01-01T00:00:00Z")),
            f"photos/{MD5}.jpeg": b"picture",
            f"photos/{'e' * 32}.jpeg": b"",
            "photos/data.json": journal_bytes(record(uuid="no journal")),
            "__MACOSX/._Work.json": b"\0",
            ".hidden.json": b"\0",
        }
    )
    assert looks_like_dayone(data)
    journal = read_any(data, "export.zip", ZONE, ("photos/" + "e" * 32 + ".jpeg",))
    assert [entry.source_uid for entry in journal.entries] == ["2", "1"]
    assert [raw_of(entry)["journal"] for entry in journal.entries] == ["Töchter & Söhne", "Work"]
    assert journal.problems == (
        ImportProblem("missing-media", "1", f"photos/{'e' * 32}.jpeg"),
        ImportProblem("bad-record", "entry 2 in Work.json", "it is not an entry"),
    )


def test_a_broken_journal_in_a_zip_is_reported_and_the_others_are_read() -> None:
    data = zipped({"A.json": b"{", "B.json": journal_bytes(record()), "C.json": b"{}"})
    journal = read_dayone(data, "export.zip", ZONE)
    assert len(journal.entries) == 1
    assert [(problem.kind, problem.where) for problem in journal.problems] == [
        ("bad-record", "A.json"),
        ("bad-record", "C.json"),
    ]


def test_a_zip_of_a_folder_and_names_that_point_elsewhere_are_only_names() -> None:
    photo = {"identifier": "F00", "md5": MD5, "type": "jpeg"}
    files = {"../Export/Work.json": journal_bytes(record(photos=[photo])), f"/Export/photos/{MD5}.jpeg": b"x"}
    journal = read_dayone(zipped(files), "export.zip", ZONE)
    assert raw_of(only(journal))["journal"] == "Work"
    assert journal.problems == ()


def _encrypted() -> bytes:
    data = bytearray(zipped({"Work.json": journal_bytes(record())}))
    for header, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(header) + flags] |= 1
    return bytes(data)


def _damaged() -> bytes:
    data = bytearray(zipped({"Work.json": journal_bytes(record())}))
    data[60:80] = b"\xff" * 20
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (zipped({"Work.json": journal_bytes(record())})[:-40], "damaged or incomplete"),
        (_encrypted(), "password"),
        (_damaged(), "damaged or incomplete"),
        (zipped({"Work.json": b" " * 3_000_000}), "far more than a journal"),
        (zipped({"Work.json": journal_bytes(record())}, zipfile.ZIP_BZIP2), "packed in a way"),
    ],
    ids=["cut short", "encrypted", "damaged", "bomb", "other packing"],
)
def test_a_zip_that_cannot_be_trusted_is_refused_with_a_reason(data: bytes, reason: str) -> None:
    for reader in (read_dayone, read_any):
        with pytest.raises(BrokenImportFile) as caught:
            reader(data, "export.zip", ZONE)
        assert caught.value.params["name"] == "export.zip"
        assert reason in str(caught.value.params["reason"])


def test_a_zip_that_unpacks_to_too_much_in_all_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = zipped({f"{number}.json": journal_bytes(record(uuid=str(number))) for number in range(10)})
    assert len(read_dayone(data, "export.zip", ZONE).entries) == 10
    monkeypatch.setattr(archive, "MAX_UNPACKED", 9 * len(journal_bytes(record())))
    with pytest.raises(BrokenImportFile):
        read_dayone(data, "export.zip", ZONE)


def test_a_zip_that_lies_about_the_size_of_a_file_is_refused() -> None:
    data = bytearray(zipped({"Work.json": journal_bytes(*[record()] * 50)}))
    at = data.index(b"PK\x01\x02") + 24
    data[at : at + 4] = (100).to_bytes(4, "little")
    with pytest.raises(BrokenImportFile):
        read_dayone(bytes(data), "export.zip", ZONE)


# What is refused


@pytest.mark.parametrize(
    "data",
    [b'{"entries":', b'{"metadata": {}}', b'{"entries": {}}', b'{"entries": 1}', b'{"entries": [}', b"{" * 100_000],
)
def test_a_file_without_a_list_of_entries_is_broken(data: bytes) -> None:
    with pytest.raises(BrokenImportFile) as caught:
        read_dayone(data, "Work.json", ZONE)
    assert caught.value.params["name"] == "Work.json"


def test_json_nested_without_end_is_broken() -> None:
    data = journal_bytes(record(x="@")).replace(b'"@"', b"[" * 200_000 + b"]" * 200_000)
    assert looks_like_dayone(data)
    with pytest.raises(BrokenImportFile, match=BrokenImportFile.message_id) as caught:
        read_any(data, "Work.json", ZONE)
    assert caught.value.params["reason"] == "its contents are nested too deeply"


@pytest.mark.parametrize("data", [b"", b"[]", b"Dear diary", b"\xff\xfe\0", zipped({}), zipped({"a.txt": b"{}"})])
def test_what_is_something_else_is_unknown(data: bytes) -> None:
    assert not looks_like_dayone(data)
    for reader in (read_dayone, read_any):
        with pytest.raises(UnknownImportFormat) as caught:
            reader(data, "file", ZONE)
        assert caught.value.params == {"name": "file"}


def test_neither_errors_nor_problems_hold_words_of_the_journal() -> None:
    data = journal_bytes(record(text=SECRET, title=SECRET), {"uuid": SECRET, "creationDate": SECRET, "text": SECRET})
    assert SECRET not in str(read_dayone(data, "Work.json", ZONE).problems)
    with pytest.raises(BrokenImportFile) as caught:
        read_dayone(data[:-3], "Work.json", ZONE)
    assert SECRET not in str(caught.value.params)
    assert (caught.value.__cause__, caught.value.__context__) == (None, None)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b'{"entries":[{"text":"x","creationDate":"y"}],"metadata":{}}', True),
        (b'{"metadata":{},"entries":[ ]}', True),
        (b'{"entries":[]}', False),
        (b'{"entries":[{"date":"2020-01-01","title":"\\"creationDate\\":"}]}', False),
        (b'{"metadata":{},"entries":{"2020-01-01":{"text":"x"}}}', False),
    ],
)
def test_day_one_is_told_from_other_json_by_its_shape(data: bytes, expected: bool) -> None:
    assert looks_like_dayone(data) is expected
    assert looks_like_dayone(zipped({"a.json": data})) is expected


# Whatever comes

_ANY_TEXT = st.text(st.characters(categories=None, exclude_categories=()), max_size=20)
_ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | _ANY_TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_ANY_TEXT, inner, max_size=4),
    max_leaves=12,
)
_DATES = st.datetimes().map(lambda when: when.isoformat() + "Z") | st.datetimes().map(str) | _ANY_JSON
_MEDIA = st.lists(
    st.fixed_dictionaries({}, optional={"md5": _ANY_JSON, "identifier": _ANY_JSON, "type": _ANY_JSON}) | _ANY_JSON
)
_RECORD = st.fixed_dictionaries(
    {},
    optional={
        "uuid": st.sampled_from(["A", "B"]) | _ANY_JSON,
        "creationDate": _DATES,
        "modifiedDate": _DATES,
        "timeZone": st.sampled_from(["Europe/Oslo", "America/New_York", "GMT+0200", "Pacific/Apia"]) | _ANY_JSON,
        "text": _ANY_TEXT | _ANY_JSON,
        "tags": st.lists(_ANY_TEXT) | _ANY_JSON,
        "starred": _ANY_JSON,
        "isAllDay": st.booleans() | _ANY_JSON,
        "photos": _MEDIA | _ANY_JSON,
        "weather": _ANY_JSON,
        "journal": _ANY_JSON,
    },
)


@settings(deadline=None)
@given(st.lists(_RECORD | _ANY_JSON, max_size=5))
def test_every_record_becomes_an_entry_or_a_problem(records: list[Any]) -> None:
    journal = read(*records)
    bad = sum(problem.kind == "bad-record" for problem in journal.problems)
    assert len(journal.entries) + bad == len(records)
    for entry in journal.entries:
        assert isinstance(json.loads(entry.raw or ""), dict)
        for text in (entry.raw or "", entry.title, entry.body, entry.source_uid or "", *entry.tags):
            assert "\0" not in text.encode("utf-8").decode("utf-8")
        assert str(entry.written.local_date)


@settings(deadline=None)
@given(st.lists(_RECORD, max_size=5))
def test_reading_the_same_file_again_yields_the_same(records: list[Any]) -> None:
    assert read(*records) == read(*records)


def read_or_refused(reader: Callable[[bytes, str, tzinfo], ParsedJournal], data: bytes) -> bool:
    """Whether reading ends well or with an error that names the file; anything else escapes."""
    try:
        return bool(reader(data, "file", ZONE).format_name)
    except UserFacingError as error:
        return error.params["name"] == "file"


@settings(deadline=None)
@given(_ANY_JSON)
def test_any_json_is_read_or_refused_politely(value: object) -> None:
    for data in (json.dumps(value).encode(), json.dumps({"entries": value}).encode()):
        assert read_or_refused(read_dayone, data)
        assert read_or_refused(read_any, data)


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_politely(noise: bytes) -> None:
    for data in (noise, b"{" + noise, b"PK\x03\x04" + noise, zipped({"a.json": noise})):
        assert looks_like_dayone(data) in {True, False}
        assert read_or_refused(read_dayone, data)
        assert read_or_refused(read_any, data)


@settings(deadline=None)
@given(st.integers(0, 2**32))
def test_any_damage_to_a_zip_is_survived(seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(zipped({"Work.json": journal_bytes(record()), f"photos/{MD5}.jpeg": b"picture"}))
    for _ in range(chance.randint(1, 6)):
        data[chance.randrange(4, len(data))] = chance.randrange(256)
    assert looks_like_dayone(bytes(data)) in {True, False}
    assert read_or_refused(read_dayone, bytes(data))
    assert read_or_refused(read_any, bytes(data))
