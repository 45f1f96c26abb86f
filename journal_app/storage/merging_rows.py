"""What to do with each row of another copy of the same journal."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from journal_app.domain.entry import first_line
from journal_app.domain.merge import Left, MergeReport
from journal_app.storage.merging_behaviours import BehaviourMerger
from journal_app.storage.merging_check_ins import CheckInMerger
from journal_app.storage.merging_settings import SettingsMerger
from journal_app.storage.rows import utc_text

if TYPE_CHECKING:
    from sqlite3 import Connection

_Row = dict[str, Any]

_MOMENT = ("written_utc", "offset_minutes", "zone", "zone_assumed", "all_day", "local_date", "starred")
_TEXT = ("title", "body")


@dataclass
class _Plan:
    add: list[str] = field(default_factory=list)
    join: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)


class Merger:
    """Compares two connections to the same journal and brings what is new in ``there`` into ``here``."""

    def __init__(self, here: Connection, there: Connection) -> None:
        self._here, self._there = here, there
        self._behaviours = BehaviourMerger(here, there)
        self._check_ins = CheckInMerger(here, there, self._behaviours)
        self._settings = SettingsMerger(here, there, self._check_ins)

    def report(self) -> MergeReport:
        """How much there is to do."""
        plan = self._plan
        return MergeReport(
            len(plan.add),
            len(plan.join),
            len(plan.twice),
            len(self._check_ins.added),
            check_ins_joined=len(self._check_ins.joined),
            behaviours=len(self._behaviours.news),
            begun=len(self._settings.begun),
            left=Left(
                self._settings.left,
                self._behaviours.kept_choices,
                self._behaviours.kept_behaviours,
                rhythm=self._settings.is_other_rhythm,
            ),
        )

    def carry_out(self, at: datetime) -> None:
        """Do it. The caller holds a transaction. What comes into the bin here has its whole stay there before it."""
        for uid in self._plan.add:
            self._add(uid, utc_text(at))
        for uid in self._plan.join:
            self._join(uid, utc_text(at))
        self._behaviours.carry_out()
        self._check_ins.carry_out()
        self._settings.carry_out()
        self._add_prompt_events()

    @cached_property
    def _plan(self) -> _Plan:
        plan = _Plan()
        here, there = _states(self._here), _states(self._there)
        for uid, state in there.items():
            if uid not in here:
                plan.add.append(uid)
            elif here[uid] != state and self._has_news(uid):
                plan.join.append(uid)
                if here[uid][0] != state[0]:
                    plan.twice.append(uid)
        return plan

    def _has_news(self, uid: str) -> bool:
        """Whether merging this entry would change anything here."""
        ours, theirs = _entry(self._here, uid), _entry(self._there, uid)
        marks_here, marks_there = _marks(self._here, ours["id"]), _marks(self._there, theirs["id"])
        new_marks = any(set(there) - set(here) for here, there in zip(marks_here, marks_there, strict=True))
        return bool(new_marks or _changes(ours, theirs) or self._new_versions(ours, theirs))

    def _add(self, uid: str, now: str) -> None:
        row = _entry(self._there, uid)
        there_id = row.pop("id")
        row["deleted_utc"] = row["deleted_utc"] and now
        names = ", ".join(row)
        marks = ", ".join("?" * len(row))
        # One that was imported here as well, under another uid, must not bring its source along a second time.
        if self._here.execute(
            "SELECT 1 FROM entries WHERE source = ? AND source_uid = ?", (row["source"], row["source_uid"])
        ).fetchone():
            row["source_uid"] = None
        made = self._here.execute(f"INSERT INTO entries ({names}) VALUES ({marks})", tuple(row.values()))
        here_id = int(str(made.lastrowid))
        self._unite_marks(here_id, there_id)
        self._insert_versions(here_id, _versions(self._there, there_id))

    def _join(self, uid: str, now: str) -> None:
        ours, theirs = _entry(self._here, uid), _entry(self._there, uid)
        changes = _changes(ours, theirs)
        if changes.get("deleted_utc"):
            changes["deleted_utc"] = now
        self._insert_versions(ours["id"], self._new_versions(ours, theirs))
        self._unite_marks(ours["id"], theirs["id"])
        changes["revision"] = max(ours["revision"], theirs["revision"]) + 1
        changes["modified_utc"] = max(ours["modified_utc"], theirs["modified_utc"])
        names = ", ".join(f"{name} = ?" for name in changes)
        self._here.execute(f"UPDATE entries SET {names} WHERE id = ?", (*changes.values(), ours["id"]))

    def _new_versions(self, ours: _Row, theirs: _Row) -> list[tuple[Any, ...]]:
        """Versions that are only there, and where the two texts differ, the one that does not stay."""
        known = {version[2:] for version in _versions(self._here, ours["id"])}
        found = [version for version in _versions(self._there, theirs["id"]) if version[2:] not in known]
        if not _same_text(ours, theirs):
            loser = ours if _is_later(theirs, ours) else theirs
            text = (loser["title"], loser["body"])
            if text not in known and text not in {version[2:] for version in found}:
                found.append((loser["text_utc"] or loser["modified_utc"], "conflict", *text))
        # A version that says what the entry says is none.
        winner = theirs if _is_later(theirs, ours) else ours
        return [version for version in found if version[2:] != (winner["title"], winner["body"])]

    def _insert_versions(self, here_id: int, versions: list[tuple[Any, ...]]) -> None:
        self._here.executemany(
            "INSERT INTO versions (entry_id, kept_utc, reason, title, body) VALUES (?, ?, ?, ?, ?)",
            [(here_id, *version) for version in versions],
        )

    def _unite_marks(self, here_id: int, there_id: int) -> None:
        practices, tags = _marks(self._there, there_id)
        self._here.executemany(
            "INSERT OR IGNORE INTO entry_practices (entry_id, practice) VALUES (?, ?)",
            [(here_id, practice) for (practice,) in practices],
        )
        names = dict(self._there.execute("SELECT folded, name FROM tags").fetchall()) if tags else {}
        for (key,) in tags:
            self._here.execute(
                "INSERT INTO tags (name, folded) VALUES (?, ?) ON CONFLICT (folded) DO NOTHING", (names[key], key)
            )
            self._here.execute(
                "INSERT OR IGNORE INTO entry_tags (entry_id, tag_id, position) "
                "SELECT ?1, id, (SELECT coalesce(max(position) + 1, 0) FROM entry_tags WHERE entry_id = ?1) "
                "FROM tags WHERE folded = ?2",
                (here_id, key),
            )

    def _add_prompt_events(self) -> None:
        question = "SELECT prompt_key, kind, on_date, at_utc FROM prompt_events"
        known = set(self._here.execute(question))
        self._here.executemany(
            "INSERT INTO prompt_events (prompt_key, kind, on_date, at_utc) VALUES (?, ?, ?, ?)",
            [event for event in self._there.execute(question) if event not in known],
        )


def _changes(ours: _Row, theirs: _Row) -> _Row:
    """What of the entry there takes the place of what is here."""
    changes: _Row = {}
    if theirs["modified_utc"] > ours["modified_utc"]:
        changes |= {name: theirs[name] for name in _MOMENT}
    if _is_later(theirs, ours) and not _same_text(ours, theirs):
        changes |= {name: theirs[name] for name in (*_TEXT, "text_utc")} | {"first_line": first_line(theirs["body"])}
    changes["deleted_utc"] = _deleted(ours, theirs)
    return {name: value for name, value in changes.items() if value != ours[name]}


def _deleted(ours: _Row, theirs: _Row) -> str | None:
    """What was binned on one side stays so, unless it was changed on the other after that."""
    if (ours["deleted_utc"] is None) == (theirs["deleted_utc"] is None):
        return ours["deleted_utc"] and str(ours["deleted_utc"])
    binned, kept = (ours, theirs) if ours["deleted_utc"] else (theirs, ours)
    return None if kept["modified_utc"] > binned["deleted_utc"] else str(binned["deleted_utc"])


def _is_later(one: _Row, other: _Row) -> bool:
    """Whether one text is younger; where neither side knows when it was changed, whether the entry is."""
    if one["text_utc"] is None and other["text_utc"] is None:
        return bool(one["modified_utc"] > other["modified_utc"])
    return bool((one["text_utc"] or one["created_utc"]) > (other["text_utc"] or other["created_utc"]))


def _same_text(one: _Row, other: _Row) -> bool:
    return all(one[name] == other[name] for name in _TEXT)


def _states(connection: Connection) -> dict[str, tuple[Any, ...]]:
    """What tells by uid whether two entries are alike: their text, first, then all that changes with them."""
    return {
        uid: (hash((title, body)), *rest)
        for uid, title, body, *rest in connection.execute(
            "SELECT uid, title, body, revision, modified_utc, deleted_utc, "
            "(SELECT count(*) FROM versions WHERE entry_id = entries.id) FROM entries ORDER BY id"
        )
    }


def _entry(connection: Connection, uid: str) -> _Row:
    cursor = connection.execute("SELECT * FROM entries WHERE uid = ?", (uid,))
    return dict(zip((column[0] for column in cursor.description), cursor.fetchone(), strict=True))


def _versions(connection: Connection, entry_id: int) -> list[tuple[Any, ...]]:
    return connection.execute(
        "SELECT kept_utc, reason, title, body FROM versions WHERE entry_id = ? ORDER BY id", (entry_id,)
    ).fetchall()


def _marks(connection: Connection, entry_id: int) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """Practices, and tags as they are compared, in their order."""
    practices = connection.execute(
        "SELECT practice FROM entry_practices WHERE entry_id = ? ORDER BY practice", (entry_id,)
    ).fetchall()
    tags = connection.execute(
        "SELECT t.folded FROM entry_tags et JOIN tags t ON t.id = et.tag_id WHERE et.entry_id = ? ORDER BY et.position",
        (entry_id,),
    ).fetchall()
    return practices, tags
