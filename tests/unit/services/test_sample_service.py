"""Making the sample journal afresh, whatever was cut short before; ``test_sample.py`` has the rest."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from journal_app.bootstrap import App, Services
from journal_app.domain.entry import EntryFilter
from journal_app.domain.errors import DiskFull
from journal_app.services import sample_service
from journal_app.storage.entry_store import EntryStore
from journal_app.storage.key_file import read_data_key
from journal_app.storage.opening import open_vault
from tests.support.clock import FakeClock
from tests.support.journals import AT, app_in


@pytest.fixture
def app(tmp_path: Path, clock: FakeClock) -> App:
    return app_in(tmp_path / "home", clock)


def words(services: Services) -> list[str]:
    return [each.title or each.first_line for each in services.entries.page(EntryFilter(), 0, 1000)]


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
        patched.setattr(EntryStore, "add", full)
        with pytest.raises(DiskFull):
            app.open_sample()
    again = app.open_sample()
    assert again.journal.read_only_because is None
    again.journal.close()
