"""The sample journal: nine months of one invented leader, in a folder of its own."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from journal_app.content.sample import SampleJournal, load_sample
from journal_app.domain.check_in import Answers
from journal_app.domain.content import Wording
from journal_app.domain.errors import JournalExists, PassphraseNeeded, UserFacingError
from journal_app.domain.moment import Clock, Moment
from journal_app.domain.prompting import PromptEvent
from journal_app.storage.behaviour_store import BehaviourStore
from journal_app.storage.check_in_store import CheckInStore
from journal_app.storage.creation import create_vault
from journal_app.storage.entry_list import EntryList
from journal_app.storage.entry_store import EntryStore
from journal_app.storage.opening import open_vault
from journal_app.storage.prompt_store import PromptStore
from journal_app.storage.settings_store import SettingsStore
from journal_app.storage.vault import Vault

_UID_NAME, _SAMPLE_UID = "journal_uid", "sample"
_MADE_FOR = "sample_made_for"


def open_sample(folder: Path, sample_file: Path, clock: Clock) -> Vault:
    """Open the sample journal, made afresh if its dates belong to another day.

    Whatever somebody wrote into it today is still there; tomorrow's sample starts anew, as its banner says.
    Raises JournalExists if somebody keeps a journal of their own in its folder, and what ``create_vault`` raises.
    """
    vault = _kept(folder, clock)
    if vault is not None:
        return vault
    shutil.rmtree(folder, ignore_errors=True)
    vault = create_vault(folder, None, clock.now().utc)
    try:
        _fill(vault, sample_file, clock)
    except BaseException:
        vault.close()
        raise
    return vault


def _kept(folder: Path, clock: Clock) -> Vault | None:
    """The sample that is there, if it will do; None if it is to be made (again)."""
    now = clock.now()
    try:
        vault = open_vault(folder, None, now.utc)
    except PassphraseNeeded as error:
        raise JournalExists(folder=str(folder)) from error
    except UserFacingError:
        return None
    settings = SettingsStore(vault)
    try:
        # One that was cut short before it was signed holds nothing.
        mine = settings.get(_UID_NAME) == _SAMPLE_UID or EntryList(vault).first_day() is None
        keep = mine and (vault.read_only or settings.get(_MADE_FOR) == now.local_date.isoformat())
    except UserFacingError:
        mine, keep = True, False
    if not keep:
        vault.close()
    if not mine:
        raise JournalExists(folder=str(folder))
    return vault if keep else None


def _fill(vault: Vault, sample_file: Path, clock: Clock) -> None:
    # The sign first: what bears it may be made afresh, however far it got. A fixed uid also means that everybody who
    # looks around on the same day is asked the same question.
    SettingsStore(vault).put(_UID_NAME, _SAMPLE_UID)
    now = clock.now()
    sample = load_sample(sample_file, now, clock.zone())
    entries = EntryStore(vault)
    uids = [entries.add(entry, entry.written.utc) for entry in sample.entries]
    _fill_check_ins(vault, sample, uids, now)
    answered = [
        PromptEvent(entry.prompt.key, "answered", entry.written.local_date) for entry in sample.entries if entry.prompt
    ]
    PromptStore(vault).record(answered, now.utc)
    SettingsStore(vault).put(_MADE_FOR, now.local_date.isoformat())


def _fill_check_ins(vault: Vault, sample: SampleJournal, uids: Sequence[str], now: Moment) -> None:
    behaviours, check_ins = BehaviourStore(vault), CheckInStore(vault)
    for own in sample.behaviours:
        first = min(check_in.on for check_in in sample.check_ins if own.key in check_in.ratings)
        behaviours.add(own.key, own.practice, own.text, _then(now, first))
    wordings = {own.key: Wording(1, own.text) for own in sample.behaviours}
    for each in (*sample.check_ins, *sample.looks_back):
        evidence = {key: tuple(uids[place] for place in places) for key, places in each.evidence.items()}
        answers = Answers(each.ratings, each.notes, evidence)
        asked = {key for earlier in sample.check_ins if earlier.on <= each.on for key in earlier.ratings}
        left_out = asked - set(each.ratings)
        check_ins.add(each.on, answers, wordings, _then(now, each.on), as_of=each.as_of, left_out=left_out)


def _then(now: Moment, day: date) -> datetime:
    """The same time on an earlier day."""
    return now.utc - (now.local_date - day)
