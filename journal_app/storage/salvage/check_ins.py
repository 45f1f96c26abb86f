"""What of check-ins was lost in a damaged journal, taken from a sound copy of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journal_app.storage.salvage.rows import (
    BEHAVIOUR_COLUMNS,
    CHECK_IN_COLUMNS,
    RATING_COLUMNS,
    WORDING_COLUMNS,
    Found,
)

if TYPE_CHECKING:
    from sqlite3 import Connection


def fill_check_ins(copy: Connection, found: Found) -> None:
    """Take what is lacking from a copy of this schema or an older one. What was read here stays as it is."""
    _fill_heads(copy, found)
    _fill_ratings(copy, found)
    if _columns(copy, "behaviours"):
        for row in copy.execute(f"SELECT {', '.join(BEHAVIOUR_COLUMNS)} FROM behaviours"):  # noqa: S608
            found.behaviours.setdefault(row[0], row)
        for row in copy.execute(f"SELECT {', '.join(WORDING_COLUMNS)} FROM behaviour_wordings"):  # noqa: S608
            key = (row[0], row[1])
            if key not in found.wordings or key in found.cut_wordings:
                found.wordings[key] = row
                found.cut_wordings.discard(key)


def _fill_heads(copy: Connection, found: Found) -> None:
    """An index tells when a check-in was made, but not whether it was a look back."""
    if not set(CHECK_IN_COLUMNS) <= _columns(copy, "check_ins"):
        return
    for row in copy.execute(f"SELECT {', '.join(CHECK_IN_COLUMNS)} FROM check_ins"):  # noqa: S608
        here = found.check_ins.get(row[0])
        if here is not None and here[3] == row[3] and row[0] in found.indexed_check_ins:
            found.check_ins[row[0]] = (*here[:3], *row[3:])


def _fill_ratings(copy: Connection, found: Found) -> None:
    rated = {id_ for id_, _ in found.ratings}
    columns = _columns(copy, "ratings")
    note = "r.note" if set(RATING_COLUMNS) <= columns else "''"
    for id_ in set(found.check_ins) - rated:
        values = (id_, found.check_ins[id_][3])
        for row in copy.execute(
            f"SELECT r.check_in_id, r.behaviour, r.wording, r.value, {note} FROM ratings r "  # noqa: S608
            "JOIN check_ins c ON c.id = r.check_in_id WHERE c.id = ? AND c.recorded_utc = ?",
            values,
        ):
            found.ratings[row[0], row[1]] = row


def _columns(connection: Connection, table: str) -> set[str]:
    return {name for (name,) in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))}
