"""Check-ins and their ratings in the database, looks back among them, and what they were before they were changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from journal_app.domain.check_in import Answers, CheckIn, CheckInVersion, HalfDone
from journal_app.domain.check_in_errors import NoSuchCheckIn
from journal_app.domain.content import Wording
from journal_app.domain.errors import NoSuchEntry
from journal_app.domain.half_done import edit_slot
from journal_app.domain.rhythm import Rhythm
from journal_app.storage.answer_texts import answers_json, answers_of, statements_of
from journal_app.storage.check_in_days import PRESENT
from journal_app.storage.check_in_rows import all_evidence, entries_known, left_out_of, left_out_text, read_check_ins
from journal_app.storage.half_done_store import is_begun, put_half_done
from journal_app.storage.rows import day_of, utc_of, utc_text
from journal_app.storage.statements import keep_statements, numbered
from journal_app.storage.vault import Vault

if TYPE_CHECKING:
    from sqlite3 import Connection

_UNWORDED = Wording(1, "")


class CheckInStore:
    """The check-ins of one journal. Every writing method is one transaction."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def add(
        self,
        on: date,
        answers: Answers,
        wordings: Mapping[str, Wording],
        now: datetime,
        *,
        rhythm: Rhythm = Rhythm.MONTHLY,
        as_of: date | None = None,
        left_out: Collection[str] | None = None,
        half_done: Mapping[str, HalfDone | None] = MappingProxyType({}),
    ) -> str:
        """Add a check-in with all its answers, have ``half_done`` in place of what is half done, and return the uid.

        ``wordings`` are the statements that were asked, ``left_out`` the keys of those not answered, if known. Raises
        NoSuchEntry for evidence that is not there.
        """
        from uuid import uuid4

        uid = uuid4().hex
        with self._vault.writing() as db:
            back = as_of.isoformat() if as_of else None
            made = db.conn.execute(
                "INSERT INTO check_ins (uid, on_date, recorded_utc, rhythm, as_of, left_out) VALUES (?, ?, ?, ?, ?, ?)",
                (uid, on.isoformat(), utc_text(now), rhythm.value, back, left_out_text(left_out)),
            )
            _put_answers(db.conn, int(str(made.lastrowid)), answers, wordings, now)
            put_half_done(db.conn, half_done)
        return uid

    def edit(
        self,
        uid: str,
        on: date,
        answers: Answers,
        wordings: Mapping[str, Wording],
        now: datetime,
        *,
        statements: Mapping[str, str] | None = None,
        half_done: Mapping[str, HalfDone | None] = MappingProxyType({}),
        left_out: Collection[str] | None = None,
    ) -> None:
        """Give a check-in other answers; what it was becomes a version. Evidence in the bin stays with its rating.

        With the ``statements`` of an earlier version, which then come back, its answers are all there is.
        What was asked stays asked: an answer that is gone was left out, unless it is said what was ``left_out``.
        Raises NoSuchCheckIn or NoSuchEntry.
        """
        with self._vault.writing() as db:
            id_ = _locate(db.conn, uid)
            wordings = {**wordings, **numbered(db.conn, statements or {})}
            _keep_version(db.conn, id_, now)
            binned = _binned_evidence(db.conn, id_) if statements is None else []
            left_out = _left_out(db.conn, id_, answers) if left_out is None else left_out
            db.conn.execute("DELETE FROM ratings WHERE check_in_id = ?", (id_,))
            db.conn.execute("DELETE FROM rating_evidence WHERE check_in_id = ?", (id_,))
            _put_answers(db.conn, id_, answers, wordings, now)
            db.conn.executemany(
                "INSERT OR IGNORE INTO rating_evidence (check_in_id, behaviour, entry_id) VALUES (?, ?, ?)",
                [(id_, behaviour, entry) for behaviour, entry in binned if behaviour in answers.ratings],
            )
            db.conn.execute(
                "UPDATE check_ins SET on_date = ?, edited_utc = ?, left_out = ? WHERE id = ?",
                (on.isoformat(), utc_text(now), left_out_text(left_out), id_),
            )
            put_half_done(db.conn, half_done)

    def answers(self, uid: str) -> Answers:
        """Everything that is answered in a check-in, evidence in the bin among it. Raises NoSuchCheckIn."""
        with self._vault.reading() as connection:
            return _whole_answers(connection, _locate(connection, uid))

    def take_back(self, uid: str, half_done: Mapping[str, HalfDone | None], now: datetime) -> None:
        """Remove a check-in and have ``half_done`` in its place. Raises NoSuchCheckIn.

        One that was ever changed, or is about to be, goes to the bin instead, with what it was before.
        """
        with self._vault.writing() as db:
            id_ = _locate(db.conn, uid)
            changed = db.conn.execute("SELECT 1 FROM check_in_versions WHERE check_in_id = ?", (id_,)).fetchone()
            if changed or is_begun(db.conn, edit_slot(uid)):
                db.conn.execute("UPDATE check_ins SET deleted_utc = ? WHERE id = ?", (utc_text(now), id_))
            else:
                db.conn.execute("DELETE FROM check_ins WHERE id = ?", (id_,))
            put_half_done(db.conn, half_done)

    def set_deleted(self, uid: str, at: datetime | None) -> None:
        """Put a check-in in the bin, or take it out (None). Raises NoSuchCheckIn."""
        with self._vault.writing() as db:
            deleted = utc_text(at) if at else None
            db.conn.execute("UPDATE check_ins SET deleted_utc = ? WHERE id = ?", (deleted, _locate(db.conn, uid)))

    def all(self) -> tuple[CheckIn, ...]:
        """Every check-in, oldest first; no looks back."""
        return self._read(PRESENT)

    def looks_back(self) -> tuple[CheckIn, ...]:
        """Every look back, oldest first."""
        return self._read("deleted_utc IS NULL AND as_of IS NOT NULL")

    def deleted(self) -> tuple[CheckIn, ...]:
        """What is in the bin, latest thrown away first."""
        found = self._read("deleted_utc IS NOT NULL")
        return tuple(sorted(found, key=lambda check_in: str(check_in.deleted), reverse=True))

    def get(self, uid: str) -> CheckIn:
        """One check-in or look back, from the bin too. Raises NoSuchCheckIn."""
        found = self._read("uid = ?", (uid,))
        if not found:
            raise NoSuchCheckIn
        return found[0]

    def versions(self, uid: str) -> tuple[CheckInVersion, ...]:
        """What a check-in was before it was changed, newest first; evidence as far as it is still there."""
        with self._vault.reading() as connection:
            rows = connection.execute(
                "SELECT v.kept_utc, v.on_date, v.answers FROM check_in_versions v "
                "JOIN check_ins c ON c.id = v.check_in_id WHERE c.uid = ? ORDER BY v.kept_utc DESC, v.id DESC",
                (uid,),
            ).fetchall()
            found = [CheckInVersion(utc_of(kept), day_of(on), answers_of(text)) for kept, on, text in rows]
            uids = {uid for version in found for uid in version.answers.attached}
            known = entries_known(connection, uids, bin_too=False)
        return tuple(CheckInVersion(v.kept, v.on, v.answers.with_only(known)) for v in found)

    def whole_version(
        self, uid: str, on: date, answers: Answers, kept: datetime | None = None
    ) -> tuple[Answers, dict[str, str]] | None:
        """All of the newest version that said this: its evidence in the bin too, and the statements it was given to."""
        with self._vault.reading() as connection:
            rows = connection.execute(
                "SELECT v.answers FROM check_in_versions v JOIN check_ins c ON c.id = v.check_in_id "
                "WHERE c.uid = ? AND v.on_date = ? AND v.kept_utc = coalesce(?, v.kept_utc) "
                "ORDER BY v.kept_utc DESC, v.id DESC",
                (uid, on.isoformat(), utc_text(kept) if kept else None),
            ).fetchall()
            said = (answers.ratings, answers.notes)
            found = [text for (text,) in rows if (answers_of(text).ratings, answers_of(text).notes) == said]
            if not found:
                return None
            # Evidence in the bin is not among what was shown; of versions that differ in it alone, one that fits.
            seen = entries_known(
                connection, answers.attached.union(*(answers_of(t).attached for t in found)), bin_too=False
            )
            shown = _pairs(answers.with_only(seen))
            text = next((each for each in found if _pairs(answers_of(each).with_only(seen)) == shown), found[0])
            known = entries_known(connection, answers_of(text).attached, bin_too=True)
        return answers_of(text).with_only(known), statements_of(text)

    def _read(self, where: str, values: tuple[str, ...] = ()) -> tuple[CheckIn, ...]:
        with self._vault.reading() as connection:
            return read_check_ins(connection, where, values)


def _put_answers(
    connection: Connection, id_: int, answers: Answers, wordings: Mapping[str, Wording], now: datetime
) -> None:
    uids = answers.attached
    missing = uids - entries_known(connection, uids, bin_too=True)
    if missing:
        raise NoSuchEntry(uid=min(missing)[:40])
    connection.executemany(
        "INSERT INTO ratings (check_in_id, behaviour, wording, value, note) VALUES (?, ?, ?, ?, ?)",
        [
            (id_, key, wordings.get(key, _UNWORDED).number, value, answers.notes.get(key, ""))
            for key, value in answers.ratings.items()
        ],
    )
    connection.executemany(
        "INSERT INTO rating_evidence (check_in_id, behaviour, entry_id) SELECT ?, ?, id FROM entries WHERE uid = ?",
        [(id_, key, uid) for key, attached in answers.evidence.items() for uid in attached],
    )
    keep_statements(
        connection, {key: wordings[key] for key in answers.ratings if wordings.get(key, _UNWORDED).text}, now
    )


def _keep_version(connection: Connection, id_: int, now: datetime) -> None:
    statements = dict(
        connection.execute(
            "SELECT r.behaviour, w.text FROM ratings r JOIN behaviour_wordings w "
            "ON w.behaviour = r.behaviour AND w.wording = r.wording WHERE r.check_in_id = ?",
            (id_,),
        ).fetchall()
    )
    answers = answers_json(_whole_answers(connection, id_), statements)
    connection.execute(
        "INSERT INTO check_in_versions (check_in_id, kept_utc, on_date, answers) "
        "SELECT id, ?, on_date, ? FROM check_ins WHERE id = ?",
        (utc_text(now), answers, id_),
    )


def _whole_answers(connection: Connection, id_: int) -> Answers:
    (found,) = read_check_ins(connection, "id = ?", (id_,))
    return Answers(found.ratings, found.notes, all_evidence(connection, id_))


def _left_out(connection: Connection, id_: int, answers: Answers) -> set[str] | None:
    """What was asked in a check-in and is not among its new answers; None where it is not known what was asked."""
    (text,) = connection.execute("SELECT left_out FROM check_ins WHERE id = ?", (id_,)).fetchone()
    before = left_out_of(text)
    if before is None:
        return None
    rated = {key for (key,) in connection.execute("SELECT behaviour FROM ratings WHERE check_in_id = ?", (id_,))}
    return {*before, *rated} - set(answers.ratings)


def _binned_evidence(connection: Connection, id_: int) -> list[tuple[str, int]]:
    return connection.execute(
        "SELECT r.behaviour, r.entry_id FROM rating_evidence r JOIN entries e ON e.id = r.entry_id "
        "WHERE r.check_in_id = ? AND e.deleted_utc IS NOT NULL",
        (id_,),
    ).fetchall()


def _locate(connection: Connection, uid: str) -> int:
    row = connection.execute("SELECT id FROM check_ins WHERE uid = ?", (uid,)).fetchone()
    if row is None:
        raise NoSuchCheckIn
    return int(row[0])


def _pairs(answers: Answers) -> set[tuple[str, str]]:
    return {(key, uid) for key, uids in answers.evidence.items() for uid in uids}
