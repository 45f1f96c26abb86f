"""What can go wrong with backups and where they lie that a person can act on (see domain/errors.py)."""

from __future__ import annotations

from journal_app.domain.errors import UserFacingError


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


def second_folder_error(message_id: str, folder: str) -> UserFacingError:
    """The error that was noted when a backup could not be brought to the second folder."""
    for kind in (BackupNoRoom, BackupNotAllowed, BackupDiskTrouble, BackupDamaged):
        if kind.message_id == message_id:
            return kind(folder=folder)
    return SecondFolderMissing(folder=folder)
