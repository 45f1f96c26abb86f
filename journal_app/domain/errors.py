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


def second_folder_error(message_id: str, folder: str) -> UserFacingError:
    """The error that was noted when a backup could not be brought to the second folder."""
    for kind in (BackupNoRoom, BackupNotAllowed, BackupDiskTrouble, BackupDamaged):
        if kind.message_id == message_id:
            return kind(folder=folder)
    return SecondFolderMissing(folder=folder)


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


class NoSuchCheckIn(UserFacingError):
    """No check-in has this uid (any more)."""

    message_id = "no-such-check-in"


class NoCheckInBegins(UserFacingError):
    """No check-in has a uid that begins like this. Params: uid."""

    message_id = "no-check-in-begins"


class SeveralCheckIns(UserFacingError):
    """More than one check-in has a uid that begins like this. Params: uid."""

    message_id = "several-check-ins"


class PeriodAhead(UserFacingError):
    """A period that begins after today. Params: text."""

    message_id = "period-ahead"


class BadPeriod(UserFacingError):
    """A period of time that cannot be read, or ends before it begins. Params: text."""

    message_id = "bad-period"


class BadTag(UserFacingError):
    """A tag that cannot be used. Params: text."""

    message_id = "bad-tag"


class UnknownPractice(UserFacingError):
    """No practice has this key. Params: key, known."""

    message_id = "unknown-practice"


class UnknownBehaviour(UserFacingError):
    """No behaviour has this key. Params: key."""

    message_id = "unknown-behaviour"


class NotYourOwn(UserFacingError):
    """A behaviour that ships was to be removed. Params: key."""

    message_id = "not-your-own"


class UnknownLens(UserFacingError):
    """No lens has this key. Params: key, known."""

    message_id = "unknown-lens"


class BadRating(UserFacingError):
    """A rating outside the scale. Params: key, value."""

    message_id = "bad-rating"


class NothingRated(UserFacingError):
    """A check-in needs at least one answer: a rating, or "no opportunity"."""

    message_id = "nothing-rated"


class UnratedNote(UserFacingError):
    """A note or a reflection was put to a statement that has no answer."""

    message_id = "unrated-note"


class LongNote(UserFacingError):
    """A note on a rating is longer than it may be. Params: most."""

    message_id = "long-note"


class EmptyStatement(UserFacingError):
    """A behaviour of one's own needs some words."""

    message_id = "empty-statement"


class LongStatement(UserFacingError):
    """A statement is longer than it may be. Params: most."""

    message_id = "long-statement"


class SameStatement(UserFacingError):
    """Another behaviour is worded in the very same way."""

    message_id = "same-statement"


class BadCheckInFile(UserFacingError):
    """A check-in file that does not have the expected form. Params: name, reason."""

    message_id = "bad-check-in-file"


class NoLookBack(UserFacingError):
    """There is no look back to show."""

    message_id = "no-look-back"


class UnknownImportFormat(UserFacingError):
    """The file is in no format we can read. Params: name."""

    message_id = "unknown-import-format"


class BrokenImportFile(UserFacingError):
    """The file is in a known format, but broken. Params: name, reason."""

    message_id = "broken-import-file"


class BadSearch(UserFacingError):
    """There is nothing to search for in these words."""

    message_id = "bad-search"


class BackupNoRoom(UserFacingError):
    """The disk has no room for a backup. Params: folder."""

    message_id = "backup-no-room"


class BackupNotAllowed(UserFacingError):
    """The folder for backups may not be written. Params: folder."""

    message_id = "backup-not-allowed"


class BackupDiskTrouble(UserFacingError):
    """The disk with the backups reported an error. Params: folder."""

    message_id = "backup-disk-trouble"


class BackupDamaged(UserFacingError):
    """A backup cannot be opened, or is not what it should be a copy of. Params: folder."""

    message_id = "backup-damaged"


class BackupUnderWay(UserFacingError):
    """Another window or command is making a backup."""

    message_id = "backup-under-way"


class BackupKeyDiffers(UserFacingError):
    """A backup has another key than the open journal: it needs the passphrase of its own. Params: name."""

    message_id = "backup-key-differs"


class NoSuchBackup(UserFacingError):
    """There is no backup of this name or in this folder. Params: name."""

    message_id = "no-such-backup"


class SecondFolderMissing(UserFacingError):
    """The second folder is not there: a stick is not plugged in, a server cannot be reached. Params: folder."""

    message_id = "second-folder-missing"


class SecondFolderInside(UserFacingError):
    """The second folder lies in the journal's own folder, and would be lost with it. Params: folder."""

    message_id = "second-folder-inside"


class FolderInJournal(UserFacingError):
    """A new journal was to be made somewhere below another one's folder. Params: folder."""

    message_id = "folder-in-journal"


class FolderMissing(UserFacingError):
    """A folder that was named is not there. Params: folder."""

    message_id = "folder-missing"
