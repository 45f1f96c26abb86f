"""The sample journal: nine months of one invented leader, in a folder of its own."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

from journal_app.content.sample import load_sample
from journal_app.domain.errors import UserFacingError
from journal_app.domain.moment import Clock
from journal_app.domain.prompting import PromptEvent
from journal_app.storage.check_in_store import CheckInStore
from journal_app.storage.entry_store import EntryStore
from journal_app.storage.prompt_store import PromptStore
from journal_app.storage.settings_store import SettingsStore
from journal_app.storage.vault import Vault, create_vault, open_vault

_MADE_FOR = "sample_made_for"


def open_sample(folder: Path, sample_file: Path, clock: Clock) -> Vault:
    """Open the sample journal, made afresh if its dates belong to another day.

    Whatever somebody wrote into it today is still there; tomorrow's sample starts anew, as its banner says.
    """
    now = clock.now()
    try:
        vault = open_vault(folder, None, now.utc)
        if vault.read_only or SettingsStore(vault).get(_MADE_FOR) == now.local_date.isoformat():
            return vault
        vault.close()
    except UserFacingError:
        pass
    shutil.rmtree(folder, ignore_errors=True)
    vault = create_vault(folder, None, now.utc)
    _fill(vault, sample_file, clock)
    return vault


def _fill(vault: Vault, sample_file: Path, clock: Clock) -> None:
    now = clock.now()
    sample = load_sample(sample_file, now, clock.zone())
    entries, check_ins = EntryStore(vault), CheckInStore(vault)
    for entry in sample.entries:
        entries.add(entry, entry.written.utc)
    for check_in in sample.check_ins:
        check_ins.add(check_in.on, check_in.ratings, {}, now.utc - timedelta(days=(now.local_date - check_in.on).days))
    answered = [
        PromptEvent(entry.prompt.key, "answered", entry.written.local_date) for entry in sample.entries if entry.prompt
    ]
    PromptStore(vault).record(answered, now.utc)
    # A fixed seed: everybody who looks around on the same day is asked the same question.
    SettingsStore(vault).put("journal_uid", "sample")
    SettingsStore(vault).put(_MADE_FOR, now.local_date.isoformat())
