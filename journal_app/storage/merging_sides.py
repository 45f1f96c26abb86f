"""Check-ins as they are in one copy of a journal, to be set beside those of another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from journal_app.domain.check_in import Answers
from journal_app.storage.answer_texts import answers_of, statements_of

if TYPE_CHECKING:
    from sqlite3 import Connection

Version = tuple[str, str, str]
"""When it became a version, its day, its answers."""

HEAD = "on_date, recorded_utc, as_of, rhythm, edited_utc, deleted_utc, left_out"
"""What of a check-in stands in its own row, but for its numbers."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a check-in says, or said before it was changed. Days are as they stand in rows."""

    uid: str
    on: str
    as_of: str | None
    answers: Answers
    statements: Mapping[str, str]

    @property
    def what(self) -> tuple[Any, ...]:
        """Equal where the same was answered about the same day."""
        return what_is_said(self.on, self.answers)


@dataclass
class Side:
    """A check-in as it is on one side."""

    id: int
    head: dict[str, Any]
    ratings: dict[str, tuple[int, int | None, str]] = field(default_factory=dict)
    evidence: dict[str, set[str]] = field(default_factory=dict)
    statements: dict[str, str] = field(default_factory=dict)
    versions: list[Version] = field(default_factory=list)

    @property
    def edited(self) -> str:
        """When it was last changed; "" if never."""
        return self.head["edited_utc"] or ""

    @property
    def answers(self) -> Answers:
        """Everything that is answered, evidence in the bin among it."""
        return Answers(
            {key: value for key, (_, value, _) in self.ratings.items()},
            {key: note for key, (_, _, note) in self.ratings.items() if note},
            {key: tuple(sorted(uids)) for key, uids in self.evidence.items()},
        )

    @property
    def said(self) -> tuple[Any, ...]:
        """Equal where the same was answered about the same day."""
        return what_is_said(self.head["on_date"], self.answers)

    def ever_said(self, uid: str) -> Iterator[Said]:
        """What it says, and what it said before."""
        yield Said(uid, self.head["on_date"], self.head["as_of"], self.answers, self.statements)
        for _, on, text in self.versions:
            yield Said(uid, on, self.head["as_of"], answers_of(text), statements_of(text))


def read_sides(connection: Connection) -> dict[str, Side]:
    """Every check-in by its uid."""
    names = HEAD.split(", ")
    sides: dict[str, Side] = {}
    by_id: dict[int, Side] = {}
    for id_, uid, *head in connection.execute(f"SELECT id, uid, {HEAD} FROM check_ins ORDER BY id"):
        by_id[id_] = sides[uid] = Side(id_, dict(zip(names, head, strict=True)))
    _read_answers(connection, by_id)
    for id_, *version in connection.execute(
        "SELECT check_in_id, kept_utc, on_date, answers FROM check_in_versions ORDER BY id"
    ):
        kept, on, text = version
        by_id[id_].versions.append((kept, on, text))
    return sides


def _read_answers(connection: Connection, sides: Mapping[int, Side]) -> None:
    for id_, key, wording, value, note, text in connection.execute(
        "SELECT r.check_in_id, r.behaviour, r.wording, r.value, r.note, w.text FROM ratings r "
        "LEFT JOIN behaviour_wordings w ON w.behaviour = r.behaviour AND w.wording = r.wording"
    ):
        sides[id_].ratings[key] = (wording, value, note)
        if text is not None:
            sides[id_].statements[key] = text
    for id_, key, uid in connection.execute(
        "SELECT r.check_in_id, r.behaviour, e.uid FROM rating_evidence r JOIN entries e ON e.id = r.entry_id"
    ):
        sides[id_].evidence.setdefault(key, set()).add(uid)


def what_is_said(on: str, answers: Answers) -> tuple[Any, ...]:
    """Answers and their day, so that they can be compared whatever their order."""
    evidence = frozenset((key, frozenset(uids)) for key, uids in answers.evidence.items())
    return on, frozenset(answers.ratings.items()), frozenset(answers.notes.items()), evidence
