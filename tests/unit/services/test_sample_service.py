"""The sample journal: in a folder of its own, kept for the day, made afresh on the next, never at another's cost."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from journal_app.bootstrap import App, Services
from journal_app.domain.entry import EntryFilter
from journal_app.domain.errors import DiskFull, JournalExists
from journal_app.services import sample_service
from journal_app.storage.key_file import read_data_key
from journal_app.storage.vault import open_vault
from tests.support.clock import FakeClock
from tests.support.journals import AT, PASSPHRASE, app_in, files_under, make_journal


@pytest.fixture
def app(tmp_path: Path, clock: FakeClock) -> App:
    return app_in(tmp_path / "home", clock)


def words(services: Services) -> list[str]:
    return [each.title or each.first_line for each in services.entries.page(EntryFilter(), 0, 1000)]


def test_is_nine_months_of_one_leader_up_to_yesterday(app: App, clock: FakeClock) -> None:
    services = app.open_sample()
    try:
        assert services.is_sample
        assert not services.journal.protected
        entries = services.entries.page(EntryFilter(), 0, 1000)
        today = clock.now().local_date
        assert len(entries) > 40
        assert today - timedelta(days=14) < entries[0].written.local_date < today
        assert timedelta(days=240) < today - entries[-1].written.local_date < timedelta(days=300)
        assert len(services.check_ins.all()) >= 6
        assert services.entries.tags()
        answered = [event for event in services.prompts._store.history() if event.kind == "answered"]
        assert answered
    finally:
        services.journal.close()


def test_what_is_written_into_it_stays_for_the_day(app: App, clock: FakeClock) -> None:
    services = app.open_sample()
    services.entries.write("Trying it out", "")
    services.journal.close()
    clock.set("2026-03-02T23:59")
    again = app.open_sample()
    assert "Trying it out" in words(again)
    again.journal.close()


def test_on_another_day_it_is_made_afresh_with_that_days_dates(app: App, clock: FakeClock) -> None:
    services = app.open_sample()
    services.entries.write("Trying it out", "")
    before, newest = words(services), services.entries.page(EntryFilter(), 1, 1)[0].written.local_date
    key = read_data_key(app.paths.sample / "keys.json", None)
    services.journal.close()
    clock.advance(days=3)
    again = app.open_sample()
    assert words(again) == before[1:]
    assert again.entries.page(EntryFilter(), 0, 1)[0].written.local_date == newest + timedelta(days=3)
    assert read_data_key(app.paths.sample / "keys.json", None) != key
    again.journal.close()


def test_while_another_window_has_it_open_it_is_read_as_it_is(app: App, clock: FakeClock) -> None:
    first = app.open_sample()
    clock.advance(days=1)
    second = app.open_sample()
    assert second.journal.read_only_because == "in-use"
    assert words(second) == words(first)
    second.journal.close()
    first.journal.close()


def test_everybody_is_asked_the_same_on_the_same_day(tmp_path: Path, clock: FakeClock) -> None:
    asked = set()
    for home in ("one", "other"):
        services = app_in(tmp_path / home, clock).open_sample()
        asked.add(services.prompts.today().prompt.key)
        services.journal.close()
    assert len(asked) == 1


def test_ones_own_journal_is_never_touched(app: App) -> None:
    own = app.create(app.paths.journal, None)
    own.entries.write("Mine", "alone")
    own.journal.close()
    before = files_under(app.paths.journal)
    app.open_sample().journal.close()
    assert files_under(app.paths.journal) == before


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
def test_a_journal_that_somebody_keeps_in_its_folder_is_never_touched(app: App, passphrase: str | None) -> None:
    make_journal(app.paths.sample, passphrase)
    own = app.open(app.paths.sample, passphrase)
    own.entries.write("Mine", "alone")
    own.journal.close()
    before = files_under(app.paths.sample)
    with pytest.raises(JournalExists):
        app.open_sample()
    after = files_under(app.paths.sample)
    assert after.keys() == before.keys()
    assert {name for name in before if after[name] != before[name]} == set()


def test_one_that_is_broken_is_made_afresh(app: App) -> None:
    app.open_sample().journal.close()
    (app.paths.sample / "journal.db").write_bytes(b"\0" * 8192)
    again = app.open_sample()
    assert len(words(again)) > 40
    again.journal.close()


def test_one_that_was_cut_short_is_made_afresh(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before its first sign, and in the middle."""
    for name in ("SettingsStore", "PromptStore"):
        with monkeypatch.context() as patched:

            def cut(*_: object) -> None:
                raise KeyboardInterrupt

            patched.setattr(sample_service, name, cut)
            with pytest.raises(KeyboardInterrupt):
                app.open_sample()
    open_vault(app.paths.sample, None, AT).close()
    again = app.open_sample()
    assert again.journal.read_only_because is None
    assert len(words(again)) == len(set(words(again)))
    assert again.check_ins.all()
    again.journal.close()


def test_one_that_cannot_be_made_leaves_nothing_open(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise DiskFull

    with monkeypatch.context() as patched:
        patched.setattr(sample_service.EntryStore, "add", full)
        with pytest.raises(DiskFull):
            app.open_sample()
    again = app.open_sample()
    assert again.journal.read_only_because is None
    again.journal.close()


def test_its_folder_can_be_deleted_by_hand(app: App) -> None:
    app.open_sample().journal.close()
    shutil.rmtree(app.paths.sample)
    app.open_sample().journal.close()
