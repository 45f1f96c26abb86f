"""The sample journal: fresh every day, kept within the day, and never mixed into the real one."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from journal_app.domain.entry import EntryFilter
from journal_app.domain.errors import JournalExists
from journal_app.storage.creation import create_vault
from tests.support.clock import FakeClock
from tests.support.journals import AT, CHEAP, PASSPHRASE, app_in, files_under, services_in


def opened(home: Path, clock: FakeClock, *, write: str = "") -> tuple[int, set[str]]:
    """Open the sample, perhaps write into it, close it: how many entries, and their titles."""
    services = app_in(home, clock).open_sample()
    assert services.is_sample
    if write:
        services.entries.write(write, "")
    found = services.entries.page(EntryFilter(), 0, 1000)
    services.journal.close()
    return len(found), {each.title for each in found}


def test_there_are_nine_months_to_look_around_in(tmp_path: Path, clock: FakeClock) -> None:
    services = app_in(tmp_path, clock).open_sample()
    today = clock.now().local_date
    entries = services.entries.page(EntryFilter(), 0, 1000)
    assert len(entries) > 40
    assert {each.written.zone for each in entries} == {"Europe/London"}
    newest, oldest = entries[0].written.local_date, entries[-1].written.local_date
    assert timedelta(0) < today - newest < timedelta(days=10)
    assert timedelta(days=240) < today - oldest < timedelta(days=310)
    assert len(services.check_ins.all()) >= 8
    assert {each.left_out for each in services.check_ins.all()} == {()}
    assert [bool(each.left_out) for each in services.check_ins.looks_back()] == [True]
    assert services.entries.tags()
    assert services.trends.words(services.trends.overview(services.trends.span(12)))
    assert services.entries.search("meeting")
    services.journal.close()


def test_the_real_journal_is_not_touched(tmp_path: Path, clock: FakeClock) -> None:
    real = services_in(tmp_path, clock)
    real.entries.write("mine", "")
    real.journal.close()
    before = files_under(tmp_path / "journal")
    opened(tmp_path, clock, write="looking around")
    assert files_under(tmp_path / "journal") == before
    assert {path.name for path in tmp_path.iterdir()} == {"journal", "sample"}


def test_what_is_written_into_it_stays_for_the_day_and_is_gone_tomorrow(tmp_path: Path, clock: FakeClock) -> None:
    count, _ = opened(tmp_path, clock, write="looking around")
    clock.set("2026-03-02T23:59")
    assert opened(tmp_path, clock)[0] == count
    clock.set("2026-03-03T00:01")
    again, titles = opened(tmp_path, clock)
    assert again == count - 1
    assert "looking around" not in titles


def test_everybody_is_asked_the_same_question_on_the_same_day(tmp_path: Path, clock: FakeClock) -> None:
    asked = []
    for name in ("one", "two"):
        services = app_in(tmp_path / name, clock).open_sample()
        asked.append(services.prompts.today())
        services.journal.close()
    assert asked[0] == asked[1]


def test_a_damaged_or_unfinished_sample_is_made_afresh(tmp_path: Path, clock: FakeClock) -> None:
    count, _ = opened(tmp_path, clock)
    database = tmp_path / "sample" / "journal.db"
    database.write_bytes(database.read_bytes()[:5000])
    assert opened(tmp_path, clock)[0] == count
    (tmp_path / "sample" / "keys.json").unlink()
    assert opened(tmp_path, clock)[0] == count
    shutil.rmtree(tmp_path / "sample")
    create_vault(tmp_path / "sample", None, AT).close()
    assert opened(tmp_path, clock)[0] == count


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
def test_a_journal_that_somebody_keeps_in_the_samples_folder_is_never_deleted(
    tmp_path: Path, clock: FakeClock, passphrase: str | None
) -> None:
    create_vault(tmp_path / "sample", passphrase, AT, CHEAP).close()
    app = app_in(tmp_path, clock)
    own = app.open(tmp_path / "sample", passphrase)
    uid = own.entries.write("mine", "").uid
    own.journal.close()
    with pytest.raises(JournalExists):
        app.open_sample()
    own = app.open(tmp_path / "sample", passphrase)
    assert own.entries.get(uid).title == "mine"
    own.journal.close()


def test_a_second_window_on_the_sample_reads_it(tmp_path: Path, clock: FakeClock) -> None:
    app = app_in(tmp_path, clock)
    first = app.open_sample()
    second = app.open_sample()
    assert second.journal.read_only_because == "in-use"
    clock.set("2026-03-09T09:00")
    third = app.open_sample()
    assert third.entries.count() == first.entries.count()
    for each in (third, second, first):
        each.journal.close()
