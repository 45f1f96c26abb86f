"""Another passphrase for a journal whose passphrase was forgotten: by its recovery key, and without opening it."""

from __future__ import annotations

from pathlib import Path

from journal_app.domain.errors import InUseElsewhere
from journal_app.domain.recovery_key import RecoveryKey
from journal_app.storage import key_file
from journal_app.storage.backups import DATABASE_NAME, KEYS_NAME
from journal_app.storage.key_fit import check_fit
from journal_app.storage.rewrap import change_passphrase
from journal_app.storage.writer_lock import WriterLock


def recover(folder: Path, recovery: RecoveryKey, passphrase: str) -> None:
    """Have a closed journal, and its backups, open with ``passphrase``.

    A database that is damaged or gone is no hindrance: with the passphrase it can be rescued, or a backup brought back.
    Raises what ``read_data_key`` and ``change_passphrase`` raise, KeysDoNotFit or InUseElsewhere; the journal then
    opens as it did.
    """
    key = key_file.read_data_key(folder / KEYS_NAME, recovery)
    lock = WriterLock(folder)
    if not lock.acquire():
        raise InUseElsewhere
    try:
        if (folder / DATABASE_NAME).exists():
            check_fit(folder / DATABASE_NAME, key)
        change_passphrase(folder, key, passphrase)
    finally:
        lock.release()
