"""A new journal of what was read of a damaged one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from journal_app.domain.entry import first_line
from journal_app.domain.rescue import Fate, Hurt
from journal_app.storage.creation import build_database
from journal_app.storage.driver import connect, translated
from journal_app.storage.rows import day_of
from journal_app.storage.safe_files import touch_private
from journal_app.storage.salvage.check_ins import fill_check_ins
from journal_app.storage.salvage.rows import (
    BEHAVIOUR_COLUMNS,
    CHECK_IN_COLUMNS,
    CHECK_IN_VERSION_COLUMNS,
    ENTRY_COLUMNS,
    LONG_AGO,
    RATING_COLUMNS,
    UNKNOWN_OF_CHECK_IN,
    VERSION_COLUMNS,
    WORDING_COLUMNS,
    Found,
)

if TYPE_CHECKING:
    from sqlite3 import Connection

CUT_MARK = "[The rest of this could not be read.]"
NO_STATEMENT = "[The words of this behaviour could not be read.]"


@dataclass
class Rebuilt:
    """What the new journal holds, and which reflections it does not hold whole, by the id of their row."""

    entries: int = 0
    versions: int = 0
    check_ins: int = 0
    hurt: dict[int, Hurt] = field(default_factory=dict)
    lost_check_ins: int = 0


def hurt_in(found: Found) -> dict[int, Hurt]:
    """The reflections that were not read whole: those that lack their end, and those only the indexes know of."""
    ids = {int(row["id"]) for row in found.entries.values()}
    hurt = {
        int(row["id"]): Hurt(Fate.CUT, day_of(row["local_date"]), uid)
        for uid, row in found.entries.items()
        if uid in found.cut_entries
    }
    told = {id_ for id_, _ in found.practices} | {id_ for id_, _ in found.entry_tags}
    told |= {int(row["entry_id"]) for row in found.versions.values()} | set(found.in_order) | set(found.in_bin)
    for id_ in sorted(told - ids):
        known = found.in_order.get(id_)
        hurt[id_] = Hurt(Fate.LOST, day_of(known[0]) if known else None, _uid_of(found, id_))
    return hurt


def rebuild(found: Found, target: Path, key: bytes, copy: Connection | None) -> Rebuilt:
    """Make a new database at ``target`` of what was found and prove it.

    ``copy`` is a sound copy from which reflections may be taken that were lost here. Raises DiskFull, DiskTrouble or
    JournalReadOnly; RuntimeError if what was made is not sound.
    """
    result = Rebuilt(hurt=hurt_in(found))
    _bring_back_check_ins(found, result)
    if copy is not None:
        _fill_from(copy, found, result)
    _bring_back_earlier(found, result)
    _mark_cut(found)
    _mark_statements(found)
    touch_private(target)
    with translated(target.parent):
        build_database(target, key)
        connection = connect(target, key)
        try:
            connection.execute("BEGIN IMMEDIATE")
            _insert_all(connection, found)
            connection.execute("COMMIT")
            _prove(connection)
            _count(connection, result)
        finally:
            connection.close()
    return result


def _bring_back_earlier(found: Found, result: Rebuilt) -> None:
    """A reflection that is lost, but of which an earlier version was read, comes back as that."""
    for id_, hurt in list(result.hurt.items()):
        version = _newest_version(found, id_)
        if hurt.fate is not Fate.LOST or version is None:
            continue
        written = found.in_order[id_][1] if id_ in found.in_order else version["kept_utc"]
        day = hurt.day or day_of(written[:10])
        uid = hurt.uid or uuid4().hex
        row = dict.fromkeys(ENTRY_COLUMNS) | {"zone_assumed": 1, "all_day": 0, "starred": 0, "revision": 1}
        row |= {"id": id_, "uid": uid, "written_utc": written, "local_date": day.isoformat(), "created_utc": written}
        row |= {"offset_minutes": _offset(written, day), "deleted_utc": found.in_bin.get(id_)}
        row |= {"modified_utc": version["kept_utc"], "title": version["title"], "body": version["body"]}
        found.entries[uid] = row | {"first_line": first_line(version["body"])}
        if version["id"] in found.cut_versions:
            found.cut_entries.add(uid)
        del found.versions[version["id"]]
        result.hurt[id_] = Hurt(Fate.EARLIER, day, uid)


def _newest_version(found: Found, id_: int) -> dict[str, Any] | None:
    versions = [row for row in found.versions.values() if row["entry_id"] == id_]
    return max(versions, key=lambda row: (row["kept_utc"], row["id"]), default=None)


def _offset(written: str, day: date) -> int:
    """An offset under which the instant falls on the day the index says it was written on."""
    return max(-1439, min(1439, (day - datetime.fromisoformat(written).date()).days * 24 * 60))


def _fill_from(copy: Connection, found: Found, result: Rebuilt) -> None:
    for id_, hurt in list(result.hurt.items()):
        row = _in_copy(copy, found, id_, hurt)
        if row is None:
            continue
        uid = str(row["uid"])
        here = found.entries.get(uid)
        if here is not None and here["modified_utc"] == row["modified_utc"]:
            # The very same one, whole.
            found.entries[uid] = {**row, "id": id_}
            found.cut_entries.discard(uid)
            del result.hurt[id_]
        elif here is None and (version := _newest_version(found, id_)) and version["kept_utc"] >= row["modified_utc"]:
            continue
        elif here is None:
            found.entries[uid] = {**row, "id": id_, "deleted_utc": found.in_bin.get(id_)}
            _marks_from(copy, found, id_)
            result.hurt[id_] = Hurt(Fate.FROM_COPY, day_of(row["local_date"]), uid)
        else:
            kept = row["text_utc"] or row["modified_utc"]
            number = max(found.versions, default=0) + 1
            version = {"id": number, "entry_id": id_, "kept_utc": kept, "reason": "conflict"}
            found.versions[number] = version | {"title": row["title"], "body": row["body"]}
    for name, value in copy.execute("SELECT name, value FROM settings WHERE name = 'journal_uid'"):
        found.settings.setdefault(name, value)
    fill_check_ins(copy, found)


def _marks_from(copy: Connection, found: Found, id_: int) -> None:
    """The practices and tags that a reflection had in the copy."""
    practices = copy.execute("SELECT entry_id, practice FROM entry_practices WHERE entry_id = ?", (id_,))
    found.practices |= set(practices)
    numbers = {folded: number for number, _, folded in found.tags.values()}
    for position, name, folded in copy.execute(
        "SELECT et.position, t.name, t.folded FROM entry_tags et JOIN tags t ON t.id = et.tag_id WHERE et.entry_id = ?",
        (id_,),
    ):
        number = numbers.setdefault(folded, max(found.tags, default=0) + 1)
        found.tags.setdefault(number, (number, name, folded))
        found.entry_tags.setdefault((id_, number), (id_, number, position))


def _bring_back_check_ins(found: Found, result: Rebuilt) -> None:
    """The index by date tells when a check-in was made, another one its uid; its ratings stand elsewhere."""
    taken = {row[1] for row in found.check_ins.values()} | set(found.entries)
    for id_ in set(found.check_in_days) - set(found.check_ins):
        uids = found.uids.get(id_, set()) - taken
        uid = uids.pop() if len(uids) == 1 else uuid4().hex
        found.check_ins[id_] = (id_, uid, *found.check_in_days[id_], *UNKNOWN_OF_CHECK_IN)
        found.indexed_check_ins.add(id_)
    result.lost_check_ins = len({id_ for id_, _ in found.ratings} - set(found.check_ins))


def _uid_of(found: Found, id_: int) -> str | None:
    """The uid of a reflection whose row is lost, where the index by uid tells it without doubt."""
    uids = found.uids.get(id_, set()) - set(found.entries) - {str(row[1]) for row in found.check_ins.values()}
    return uids.pop() if len(uids) == 1 else None


def _in_copy(copy: Connection, found: Found, id_: int, hurt: Hurt) -> dict[str, Any] | None:
    """The same reflection in the copy: by its uid, or where that is unknown by its row and its time."""
    columns = [name for (name,) in copy.execute("SELECT name FROM pragma_table_info('entries')")]
    known = [name for name in ENTRY_COLUMNS if name in columns]
    select = f"SELECT {', '.join(known)} FROM entries WHERE "
    if hurt.uid is not None:
        row = copy.execute(f"{select} uid = ?", (hurt.uid,)).fetchone()
    elif id_ in found.in_order:
        row = copy.execute(f"{select} id = ? AND written_utc = ?", (id_, found.in_order[id_][1])).fetchone()
    else:
        row = None
    return {**dict.fromkeys(ENTRY_COLUMNS), **dict(zip(known, row, strict=True))} if row else None


def _mark_cut(found: Found) -> None:
    for row in (
        *(found.entries[uid] for uid in found.cut_entries),
        *(found.versions[id_] for id_ in found.cut_versions if id_ in found.versions),
    ):
        if not row["body"].endswith(CUT_MARK):
            row["body"] = f"{row['body']}\n\n{CUT_MARK}".lstrip()
        if "first_line" in row:
            row["first_line"] = first_line(row["body"])


def _mark_statements(found: Found) -> None:
    """A behaviour needs its words: where they are lost, it says so and can be worded anew."""
    for key in found.cut_wordings:
        behaviour, number, text, since = found.wordings[key]
        if not text.endswith(CUT_MARK):
            found.wordings[key] = (behaviour, number, f"{text} {CUT_MARK}", since)
    for behaviour, _, _, _, number, _ in list(found.behaviours.values()):
        if number is not None:
            found.wordings.setdefault((behaviour, number), (behaviour, number, NO_STATEMENT, LONG_AGO))


def _insert_all(connection: Connection, found: Found) -> None:
    _insert_entries(connection, found)
    entries = _ids(connection, "entries")
    _insert(connection, "tags", 3, found.tags.values())
    tags = _ids(connection, "tags")
    _insert(
        connection, "entry_tags", 3, (row for row in found.entry_tags.values() if row[0] in entries and row[1] in tags)
    )
    _insert(connection, "entry_practices", 2, (row for row in found.practices if row[0] in entries))
    versions = (
        tuple(row[name] for name in VERSION_COLUMNS) for row in found.versions.values() if row["entry_id"] in entries
    )
    _insert(connection, f"versions ({', '.join(VERSION_COLUMNS)})", len(VERSION_COLUMNS), versions)
    _insert_check_ins(connection, found, entries)
    _insert(connection, "prompt_events", 5, found.prompt_events.values())
    connection.executemany("INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)", found.settings.items())


def _insert_check_ins(connection: Connection, found: Found, entries: set[int]) -> None:
    _insert(connection, *_named("check_ins", CHECK_IN_COLUMNS), found.check_ins.values())
    check_ins = _ids(connection, "check_ins")
    ratings = (row for row in found.ratings.values() if row[0] in check_ins)
    _insert(connection, *_named("ratings", RATING_COLUMNS), ratings)
    evidence = (row for row in found.evidence if row[0] in check_ins and row[2] in entries)
    _insert(connection, "rating_evidence (check_in_id, behaviour, entry_id)", 3, evidence)
    versions = (row for row in found.check_in_versions.values() if row[1] in check_ins)
    _insert(connection, *_named("check_in_versions", CHECK_IN_VERSION_COLUMNS), versions)
    _insert(connection, *_named("behaviours", BEHAVIOUR_COLUMNS), found.behaviours.values())
    _insert(connection, *_named("behaviour_wordings", WORDING_COLUMNS), found.wordings.values())


def _named(table: str, columns: tuple[str, ...]) -> tuple[str, int]:
    return f"{table} ({', '.join(columns)})", len(columns)


def _ids(connection: Connection, table: str) -> set[int]:
    return {int(id_) for (id_,) in connection.execute(f"SELECT id FROM {table}")}


def _insert_entries(connection: Connection, found: Found) -> None:
    ids: set[int] = set()
    sources: set[tuple[str, str]] = set()
    free = max((int(row["id"]) for row in found.entries.values()), default=0)
    # Where rows of different times claim one place, the later one has it, and what belongs to it.
    for row in sorted(found.entries.values(), key=lambda row: str(row["modified_utc"]), reverse=True):
        if row["id"] in ids:
            free += 1
            row["id"] = free
        ids.add(int(row["id"]))
        if row["source_uid"] is not None and (row["source"], row["source_uid"]) in sources:
            row["source_uid"] = None
        sources.add((row["source"], row["source_uid"]))
    rows = sorted(found.entries.values(), key=lambda row: int(row["id"]))
    columns = ", ".join(ENTRY_COLUMNS)
    _insert(
        connection,
        f"entries ({columns})",
        len(ENTRY_COLUMNS),
        (tuple(row[name] for name in ENTRY_COLUMNS) for row in rows),
    )
    if len(_ids(connection, "entries")) != len(rows):
        raise RuntimeError("not every entry that was read could be put into the new journal")


def _insert(connection: Connection, table: str, columns: int, rows: Iterable[tuple[Any, ...]]) -> None:
    marks = ", ".join("?" * columns)
    # A row that would break a rule of the table (a unique name twice) was there before in a better state.
    connection.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", rows)


def _prove(connection: Connection) -> None:
    verdict = connection.execute("PRAGMA integrity_check").fetchone()[0]
    if verdict != "ok" or connection.execute("PRAGMA foreign_key_check").fetchone():
        raise RuntimeError("what was rescued did not make a sound journal")


def _count(connection: Connection, result: Rebuilt) -> None:
    result.entries, result.versions, result.check_ins = (
        int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
        for table in ("entries", "versions", "check_ins")
    )
