"""What is said about backups."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from journal_app.domain.backup import Backup, BackupState, SecondState
from journal_app.ui.dialogs.backup_words import name_in_words, second_in_words, size_in_words, state_in_words

NOW = datetime(2026, 11, 22, 10, 5, tzinfo=UTC)
TODAY = datetime(2026, 11, 22, 9, 12, tzinfo=UTC)
IN_THE_OPEN = (
    "2 older copies there open without your passphrase, which was set later. Delete them there if they should not"
)
MARCH = datetime(2026, 3, 3, 18, 40, tzinfo=UTC)


def test_how_backups_stand() -> None:
    assert state_in_words(BackupState(), 0, NOW).startswith("None yet.")
    assert state_in_words(BackupState(at=TODAY), 1, NOW) == "Backed up and test-restored today 09:12 · 1 copy"
    assert state_in_words(BackupState(at=MARCH), 14, NOW) == "Backed up and test-restored 3 March · 14 copies"
    assert state_in_words(BackupState(), 2, NOW) == "2 copies, the last of which has not been checked here yet."


@pytest.mark.parametrize(
    ("second", "words"),
    [
        (SecondState(), "The next backup goes there too."),
        (SecondState(at=TODAY, tried=TODAY), "Backed up there and read back today 09:12"),
        (
            SecondState(at=MARCH, tried=TODAY, trouble="second-folder-missing"),
            "It was not there at 09:12 today; the last backup in it is from 3 March. The next backup tries again.",
        ),
        (
            SecondState(tried=MARCH, trouble="backup-no-room"),
            "It had no room on 3 March; there is no backup in it yet. The next backup tries again.",
        ),
        (
            SecondState(at=MARCH, tried=TODAY, trouble="cannot-read-file"),
            "It could not be used at 09:12 today; the last backup in it is from 3 March. The next backup tries again.",
        ),
        (
            SecondState(at=TODAY, tried=TODAY, in_the_open=2),
            f"Backed up there and read back today 09:12; {IN_THE_OPEN}",
        ),
    ],
)
def test_how_the_second_folder_stands(second: SecondState, words: str) -> None:
    assert second_in_words(BackupState(at=TODAY, second=second), NOW) == words


@pytest.mark.parametrize(
    ("at", "reason", "words"),
    [
        (TODAY, "", "Today 09:12"),
        (MARCH, "", "3 March, 18:40"),
        (MARCH, "before-v2", "3 March, 18:40 · before an update"),
        (MARCH, "before-restore", "3 March, 18:40 · the journal before a restore"),
        (MARCH, "by-hand", "3 March, 18:40 · by hand"),
        (None, "", "my own copy"),
    ],
)
def test_what_a_backup_is_called(at: datetime | None, reason: str, words: str) -> None:
    backup = Backup(Path("/backups/my own copy"), at, reason, 1_234_567, complete=True)
    assert name_in_words(backup, NOW) == words
    assert size_in_words(backup.size) == "1.2 MB"
