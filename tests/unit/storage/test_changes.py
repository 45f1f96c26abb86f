"""The journal counts what is worth a backup."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from journal_app.domain.entry import NewEntry
from journal_app.domain.prompting import PromptEvent
from journal_app.storage.migrations import MIGRATIONS, apply_pending
from journal_app.storage.prompt_store import PromptStore
from tests.support.damage import back_to_the_first_schema
from tests.support.journals import AT, Stores, make_journal, moment, reopen

NOON = moment("2026-03-01T12:00+00:00")


def test_every_transaction_that_writes_counts_once(stores: Stores) -> None:
    before = stores.vault.changes()
    uid = stores.entries.add(NewEntry(NOON, "A title", "Some words", tags=("a", "b")), AT)
    assert stores.vault.changes() == before + 1
    stores.entries.save_text(uid, "A title", "Other words", 1, AT)
    assert stores.vault.changes() == before + 2


def test_a_prompt_that_was_only_shown_does_not_count(stores: Stores) -> None:
    before = stores.vault.changes()
    prompts = PromptStore(stores.vault)
    prompts.record([PromptEvent("a", "shown", date(2026, 3, 2))], AT)
    assert stores.vault.changes() == before
    prompts.record([PromptEvent("a", "answered", date(2026, 3, 2))], AT)
    assert stores.vault.changes() == before + 1


def test_what_is_rolled_back_does_not_count(stores: Stores) -> None:
    before = stores.vault.changes()
    with pytest.raises(ZeroDivisionError), stores.vault.writing():
        raise ZeroDivisionError
    assert stores.vault.changes() == before


def test_the_count_goes_on_after_the_journal_was_closed(tmp_path: Path) -> None:
    vault = reopen(make_journal(tmp_path / "journal"))
    Stores.of(vault).entries.add(NewEntry(NOON, "A title"), AT)
    count = vault.changes()
    vault.close()
    vault = reopen(tmp_path / "journal")
    assert vault.changes() == count
    vault.close()


def test_a_journal_of_the_first_schema_gets_its_versions_and_its_count(stores: Stores) -> None:
    with stores.vault.writing(counts=False) as db:
        back_to_the_first_schema(db.conn)
    with stores.vault.reading() as connection:
        from journal_app.storage.driver import sqlite_utils_database

        apply_pending(sqlite_utils_database(connection), MIGRATIONS)
        assert connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
    assert stores.vault.changes() == 1
    stores.entries.add(NewEntry(NOON, "A title"), AT)
    assert stores.vault.changes() == 2
