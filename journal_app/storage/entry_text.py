"""Putting a text in another's place. What was there before is kept as a version wherever it is worth one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from journal_app.domain.entry import first_line
from journal_app.domain.errors import EntryChangedElsewhere, NoSuchEntry, NoSuchVersion
from journal_app.domain.sitting import Sitting
from journal_app.domain.versions import Reason, Text, sitting_is_over
from journal_app.storage.rows import utc_of, utc_text
from journal_app.storage.version_rows import keep_version, newest_text, number_of, thin_versions

if TYPE_CHECKING:
    from sqlite3 import Connection

    from journal_app.storage.vault import Vault


@dataclass(frozen=True, slots=True)
class _Stored:
    """A text as it stands in its row. ``changed`` is when it was last another one."""

    row_id: int
    revision: int
    text: Text
    changed: datetime


class TextKeeper:
    """Remembers of the entry that is being written how much there was of it since its last version."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._sitting: Sitting | None = None

    def save(self, uid: str, text: Text, revision: int, now: datetime) -> int:
        """Keep a text and return the entry's new revision. Raises EntryChangedElsewhere or NoSuchEntry."""
        with self._vault.writing() as db:
            stored = _stored(db.conn, uid, revision)
            sitting, changed = self._make_room(db.conn, stored, text, now)
            _put(db.conn, stored, text, changed, now)
        # Only now: a transaction that failed has kept nothing.
        self._sitting = sitting
        return revision + 1

    def restore(self, uid: str, number: int, revision: int, now: datetime) -> tuple[int, int | None]:
        """Put a version in the place of the present text.

        Returns the new revision and the number of the version that has the text so far; None if it was the same.
        Raises EntryChangedElsewhere, NoSuchEntry or NoSuchVersion.
        """
        with self._vault.writing() as db:
            stored = _stored(db.conn, uid, revision)
            row = db.conn.execute(
                "SELECT title, body FROM versions WHERE id = ? AND entry_id = ?", (number, stored.row_id)
            ).fetchone()
            if row is None:
                raise NoSuchVersion
            text = Text(*row)
            if text == stored.text:
                return revision, None
            kept = number_of(db.conn, stored.row_id, stored.text)
            if kept is None:
                kept = keep_version(db.conn, stored.row_id, stored.text, stored.changed, Reason.RESTORED)
                thin_versions(db.conn, stored.row_id, now)
            _put(db.conn, stored, text, now, now)
        self._sitting = Sitting.of(stored.row_id, text)
        return revision + 1, kept

    def _make_room(
        self, connection: Connection, stored: _Stored, text: Text, now: datetime
    ) -> tuple[Sitting, datetime]:
        """Keep of the stored text what is worth it; returns the sitting as it goes on, and since when the text is so.

        A change of white space alone begins no sitting: the words are then still those of the last one.
        """
        sitting = self._sitting
        if sitting is None or (sitting.entry, sitting.latest) != (stored.row_id, stored.text):
            sitting = Sitting.of(stored.row_id, stored.text)
        if sitting_is_over(stored.changed, now):
            if stored.text.says_the_same(text):
                return Sitting.of(stored.row_id, text), stored.changed
            kept: tuple[Text, ...] = () if stored.text.is_blank else (stored.text,)
            sitting, reason = Sitting.of(stored.row_id, text), Reason.SITTING
        else:
            sitting, kept = sitting.then(text, lambda: newest_text(connection, stored.row_id))
            reason = Reason.CUT
        for earlier in kept:
            keep_version(connection, stored.row_id, earlier, stored.changed, reason)
        if kept:
            thin_versions(connection, stored.row_id, now)
        return sitting, now


def _stored(connection: Connection, uid: str, revision: int) -> _Stored:
    row = connection.execute(
        "SELECT id, revision, title, body, coalesce(text_utc, modified_utc) FROM entries WHERE uid = ?", (uid,)
    ).fetchone()
    if row is None:
        raise NoSuchEntry(uid=uid[:40])
    if int(row[1]) != revision:
        raise EntryChangedElsewhere
    return _Stored(int(row[0]), revision, Text(row[2], row[3]), utc_of(row[4]))


def _put(connection: Connection, stored: _Stored, text: Text, changed: datetime, now: datetime) -> None:
    connection.execute(
        "UPDATE entries SET title = ?, body = ?, first_line = ?, text_utc = ?, modified_utc = ?, revision = ? "
        "WHERE id = ?",
        (
            *(text.title, text.body, first_line(text.body), utc_text(changed), utc_text(now), stored.revision + 1),
            stored.row_id,
        ),
    )
