"""What can go wrong that a person can act on.

Each error carries a message id and parameters, never a sentence and never journal text: the wording stands in
``resources/content/messages.toml``. Anything that is not a UserFacingError is a bug and fails loudly.
"""

from __future__ import annotations

from typing import ClassVar


class UserFacingError(Exception):
    """A failure a person can act on. ``params`` fill the placeholders of the message."""

    message_id: ClassVar[str] = ""

    def __init__(self, **params: str | int) -> None:
        super().__init__(self.message_id)
        self.params = params


class WrongPassphrase(UserFacingError):
    """The passphrase does not open this journal."""

    message_id = "wrong-passphrase"


class PassphraseNeeded(UserFacingError):
    """The journal has a passphrase and none was given."""

    message_id = "passphrase-needed"


class EmptyPassphrase(UserFacingError):
    """An empty passphrase protects nothing."""

    message_id = "empty-passphrase"


class WrongRecoveryKey(UserFacingError):
    """The recovery key does not open this journal."""

    message_id = "wrong-recovery-key"


class BadRecoveryKey(UserFacingError):
    """What was typed is no recovery key. Params: length, found."""

    message_id = "bad-recovery-key"


class NoRecoveryKey(UserFacingError):
    """No recovery key was ever made for this journal."""

    message_id = "no-recovery-key"


class NoPassphrase(UserFacingError):
    """The journal has no passphrase, without which it can have no other secret either."""

    message_id = "no-passphrase"


class KeyStoreUnavailable(UserFacingError):
    """The operating system's key store is absent or does not answer. Params: reason."""

    message_id = "key-store-unavailable"


class KeyStoreForgot(UserFacingError):
    """The operating system's key store does not hold what opens this journal."""

    message_id = "key-store-forgot"


class NoJournal(UserFacingError):
    """There is no journal in this folder. Params: folder."""

    message_id = "no-journal"


class JournalExists(UserFacingError):
    """A journal is already in this folder. Params: folder."""

    message_id = "journal-exists"


class NotAJournal(UserFacingError):
    """The files there are not a Throughline journal. Params: folder."""

    message_id = "not-a-journal"


class JournalDamaged(UserFacingError):
    """The database cannot be read. Params: folder."""

    message_id = "journal-damaged"


class KeysDoNotFit(JournalDamaged):
    """keys.json is whole, but no page of the database beside it was written under its key. Params: folder."""

    message_id = "keys-do-not-fit"


class JournalPartlyDamaged(UserFacingError):
    """The journal opens, but part of its file is not as it was written. Params: folder."""

    message_id = "journal-partly-damaged"


class CopyIsThisJournal(UserFacingError):
    """The file that was to be merged is the journal that is open. Params: name."""

    message_id = "copy-is-this-journal"


class CopyOfAnotherJournal(UserFacingError):
    """A file that was to be merged is no copy of this journal. Params: name."""

    message_id = "copy-of-another-journal"


class CopyWithAnotherKey(UserFacingError):
    """A file that was to be merged does not open with this journal's key. Params: name."""

    message_id = "copy-with-another-key"


class CopyDamaged(UserFacingError):
    """A copy that was to be merged cannot be read whole. Params: name."""

    message_id = "copy-damaged"


class KeyFileMissing(UserFacingError):
    """keys.json is gone. Params: folder."""

    message_id = "key-file-missing"


class KeyFileDamaged(UserFacingError):
    """keys.json cannot be used. Params: folder."""

    message_id = "key-file-damaged"


class NewerJournal(UserFacingError):
    """The journal was written by a newer version. Params: folder."""

    message_id = "newer-journal"


class InUseElsewhere(UserFacingError):
    """Another window or command is writing to this journal."""

    message_id = "in-use-elsewhere"


class JournalReadOnly(UserFacingError):
    """The journal's folder or file may not be written. Params: folder."""

    message_id = "journal-read-only"


class OlderJournalReadOnly(UserFacingError):
    """A journal of an older version must be brought up to date before it can be read. Params: folder."""

    message_id = "older-journal-read-only"


class DiskFull(UserFacingError):
    """No room is left on the disk."""

    message_id = "disk-full"


class DiskTrouble(UserFacingError):
    """The disk reported an error while reading or writing. Params: folder."""

    message_id = "disk-trouble"


class DiskOrMemoryTrouble(DiskTrouble):
    """The database said that memory ran out; it says so also of some pages it could not read. Params: folder."""

    message_id = "disk-or-memory-trouble"


class CannotWriteFile(UserFacingError):
    """A file the person asked for could not be written. Params: name, reason."""

    message_id = "cannot-write-file"


class CannotReadFile(UserFacingError):
    """A file the person named could not be read. Params: name, reason."""

    message_id = "cannot-read-file"


class NoSuchEntry(UserFacingError):
    """No entry has this uid. Params: uid."""

    message_id = "no-such-entry"


class EntryChangedElsewhere(UserFacingError):
    """The entry was changed by another program since it was opened here."""

    message_id = "entry-changed-elsewhere"


class NoSuchVersion(UserFacingError):
    """The earlier version asked for is not there (any more)."""

    message_id = "no-such-version"


class NothingToSave(UserFacingError):
    """An entry needs some text."""

    message_id = "nothing-to-save"


class TextTooLong(UserFacingError):
    """More text than one entry can hold. Params: megabytes."""

    message_id = "text-too-long"


class BadDate(UserFacingError):
    """A date that does not exist or cannot be read. Params: text."""

    message_id = "bad-date"


class DateInFuture(UserFacingError):
    """A check-in cannot lie in the future. Params: text."""

    message_id = "date-in-future"


class DateTooLongAgo(UserFacingError):
    """A check-in cannot lie more than a lifetime back. Params: text."""

    message_id = "date-too-long-ago"


class BadTag(UserFacingError):
    """A tag that cannot be used. Params: text."""

    message_id = "bad-tag"


class UnknownPractice(UserFacingError):
    """No practice has this key. Params: key, known."""

    message_id = "unknown-practice"


class UnknownLens(UserFacingError):
    """No lens has this key. Params: key, known."""

    message_id = "unknown-lens"


class UnknownImportFormat(UserFacingError):
    """The file is in no format we can read. Params: name."""

    message_id = "unknown-import-format"


class BrokenImportFile(UserFacingError):
    """The file is in a known format, but broken. Params: name, reason."""

    message_id = "broken-import-file"


class BadSearch(UserFacingError):
    """There is nothing to search for in these words."""

    message_id = "bad-search"
