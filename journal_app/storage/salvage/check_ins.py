"""What of check-ins was lost in a damaged journal, taken from a sound copy of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import TYPE_CHECKING

from journal_app.storage.check_in_rows import left_out_of, left_out_text
from journal_app.storage.salvage.rows import (
    BEHAVIOUR_COLUMNS,
    CHECK_IN_COLUMNS,
    CHECK_IN_VERSION_COLUMNS,
    RATING_COLUMNS,
    WORDING_COLUMNS,
    Found,
)

if TYPE_CHECKING:
    from sqlite3 import Connection


def fill_check_ins(copy: Connection, found: Found) -> None:
    """Take what is lacking from a copy of this schema or an older one. What was read whole stays as it is."""
    # Found by an index alone it is not known when it was changed, so that nothing is added to what it has.
    alike = _unchanged(copy, found)
    taken = _fill_heads(copy, found)
    bare = set(found.check_ins) - {id_ for id_, _ in found.ratings}
    same = _same(copy, found)
    _fill_ratings(copy, found, same & (bare | alike))
    _settle_left_out(copy, found, taken)
    _fill_evidence(copy, found, same & (bare | alike))
    _fill_versions(copy, found, same)
    if _columns(copy, "behaviours"):
        for row in copy.execute(f"SELECT {', '.join(BEHAVIOUR_COLUMNS)} FROM behaviours"):
            found.behaviours.setdefault(row[0], row)
        for row in copy.execute(f"SELECT {', '.join(WORDING_COLUMNS)} FROM behaviour_wordings"):
            key = (row[0], row[1])
            if key not in found.wordings or key in found.cut_wordings:
                found.wordings[key] = row
                found.cut_wordings.discard(key)


def _fill_heads(copy: Connection, found: Found) -> set[int]:
    """An index tells when a check-in was made, but not whether it was a look back. Returns which were taken."""
    taken: set[int] = set()
    if not set(CHECK_IN_COLUMNS) <= _columns(copy, "check_ins"):
        return taken
    for row in copy.execute(f"SELECT {', '.join(CHECK_IN_COLUMNS)} FROM check_ins"):
        here = found.check_ins.get(row[0])
        if here is not None and here[3] == row[3] and row[0] in found.indexed_check_ins:
            found.check_ins[row[0]] = (*here[:3], *row[3:])
            taken.add(row[0])
    return taken


def _settle_left_out(copy: Connection, found: Found, taken: Collection[int]) -> None:
    """What was asked is as it was in the copy; what of it was answered may have been changed since."""
    asked: defaultdict[int, set[str]] = defaultdict(set)
    for id_, behaviour in copy.execute("SELECT check_in_id, behaviour FROM ratings"):
        asked[id_].add(behaviour)
    answered: defaultdict[int, set[str]] = defaultdict(set)
    for id_, behaviour in found.ratings:
        answered[id_].add(behaviour)
    for id_ in taken:
        *head, text = found.check_ins[id_]
        if text is not None:
            left_out = asked[id_].union(left_out_of(text) or ()) - answered[id_]
            found.check_ins[id_] = (*head, left_out_text(left_out))


def _fill_ratings(copy: Connection, found: Found, wanted: Collection[int]) -> None:
    note = "note" if set(RATING_COLUMNS) <= _columns(copy, "ratings") else "''"
    for row in copy.execute(f"SELECT check_in_id, behaviour, wording, value, {note} FROM ratings"):
        if row[0] in wanted:
            # One that is here without the end of its note is whole in the copy.
            found.ratings[row[0], row[1]] = row


def _fill_evidence(copy: Connection, found: Found, wanted: Collection[int]) -> None:
    """Only of reflections that have the same number here."""
    if not _columns(copy, "rating_evidence"):
        return
    entries = {int(row["id"]): uid for uid, row in found.entries.items()}
    for check_in, behaviour, entry, uid in copy.execute(
        "SELECT r.check_in_id, r.behaviour, e.id, e.uid FROM rating_evidence r JOIN entries e ON e.id = r.entry_id"
    ):
        if check_in in wanted and entries.get(entry) == uid:
            found.evidence.add((check_in, behaviour, entry))


def _fill_versions(copy: Connection, found: Found, wanted: Collection[int]) -> None:
    """What a check-in was before stays as it is whatever becomes of it later."""
    if not _columns(copy, "check_in_versions"):
        return
    known = {row[1:] for row in found.check_in_versions.values()}
    for id_, *rest in copy.execute(f"SELECT {', '.join(CHECK_IN_VERSION_COLUMNS)} FROM check_in_versions ORDER BY id"):
        if rest[0] in wanted and tuple(rest) not in known:
            free = id_ if id_ not in found.check_in_versions else max(found.check_in_versions) + 1
            found.check_in_versions[free] = (free, *rest)


def _unchanged(copy: Connection, found: Found) -> set[int]:
    """The check-ins that the copy holds just as they are here."""
    if not set(CHECK_IN_COLUMNS) <= _columns(copy, "check_ins"):
        return set()
    edited = CHECK_IN_COLUMNS.index("edited_utc")
    return {
        id_
        for id_, changed in copy.execute("SELECT id, edited_utc FROM check_ins")
        if id_ in found.check_ins and id_ not in found.indexed_check_ins and found.check_ins[id_][edited] == changed
    }


def _same(copy: Connection, found: Found) -> set[int]:
    """The numbers that mean the same check-in in both."""
    made = {id_: row[3] for id_, row in found.check_ins.items()}
    return {id_ for id_, at in copy.execute("SELECT id, recorded_utc FROM check_ins") if made.get(id_) == at}


def _columns(connection: Connection, table: str) -> set[str]:
    return {name for (name,) in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))}
