"""Bringing in the check-ins of another copy: of one changed on both sides, the later stays, the other is a version."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from journal_app.storage.answer_texts import answers_json, answers_of
from journal_app.storage.merging_behaviours import BehaviourMerger
from journal_app.storage.merging_sides import HEAD, Said, Side, Version, read_sides, what_is_said

if TYPE_CHECKING:
    from sqlite3 import Connection


@dataclass(frozen=True)
class _News:
    """What the other side knows of a check-in that this one does not."""

    take: bool
    deleted: str | None
    versions: list[Version]
    evidence: set[tuple[str, str]]


class CheckInMerger:
    """``added`` are the uids of check-ins that are only there, ``joined`` of those that are not alike."""

    def __init__(self, here: Connection, there: Connection, behaviours: BehaviourMerger) -> None:
        self._here, self._there, self._behaviours = here, there, behaviours

    @cached_property
    def added(self) -> tuple[str, ...]:
        """Only there."""
        return tuple(uid for uid in self._sides[1] if uid not in self._sides[0])

    @cached_property
    def joined(self) -> tuple[str, ...]:
        """In both, and the other side has something new."""
        return tuple(self._news)

    @cached_property
    def said_here_alone(self) -> tuple[Said, ...]:
        """What check-ins here say, or said once, that the other side knows nothing of. The bin is left out, and what
        merging brings there."""
        here, there = self._sides
        found = []
        for uid, ours in here.items():
            known = {each.what for each in there[uid].ever_said(uid)} if uid in there else set()
            if (self._news[uid].deleted if uid in self._news else ours.head["deleted_utc"]) is None:
                found += [each for each in ours.ever_said(uid) if each.what not in known]
        return tuple(found)

    def carry_out(self) -> None:
        """Bring them in, after entries and behaviours. The caller holds a transaction."""
        for uid in self.added:
            self._add(uid, self._sides[1][uid])
        for uid, news in self._news.items():
            self._join(uid, news)

    @cached_property
    def _sides(self) -> tuple[dict[str, Side], dict[str, Side]]:
        return read_sides(self._here), read_sides(self._there)

    @cached_property
    def _news(self) -> dict[str, _News]:
        here, there = self._sides
        found = {uid: _compare(here[uid], theirs) for uid, theirs in there.items() if uid in here}
        return {
            uid: news
            for uid, news in found.items()
            if news.take or news.versions or news.evidence or news.deleted != here[uid].head["deleted_utc"]
        }

    def _add(self, uid: str, theirs: Side) -> None:
        marks = ", ".join("?" * len(theirs.head))
        made = self._here.execute(
            f"INSERT INTO check_ins (uid, {HEAD}) VALUES (?, {marks})",
            (uid, *theirs.head.values()),
        )
        self._put(int(str(made.lastrowid)), theirs, theirs.versions)

    def _join(self, uid: str, news: _News) -> None:
        ours, theirs = self._sides[0][uid], self._sides[1][uid]
        if news.take:
            self._here.execute("DELETE FROM ratings WHERE check_in_id = ?", (ours.id,))
            self._here.execute("DELETE FROM rating_evidence WHERE check_in_id = ?", (ours.id,))
            self._here.execute(
                "UPDATE check_ins SET on_date = ?, edited_utc = ?, left_out = ? WHERE id = ?",
                (theirs.head["on_date"], theirs.head["edited_utc"], theirs.head["left_out"], ours.id),
            )
            self._put(ours.id, theirs, news.versions)
        else:
            self._put_versions(ours.id, news.versions)
            self._put_evidence(ours.id, news.evidence)
        self._here.execute("UPDATE check_ins SET deleted_utc = ? WHERE id = ?", (news.deleted, ours.id))

    def _put(self, id_: int, theirs: Side, versions: list[Version]) -> None:
        self._here.executemany(
            "INSERT INTO ratings (check_in_id, behaviour, wording, value, note) VALUES (?, ?, ?, ?, ?)",
            [
                (id_, key, self._behaviours.number(key, wording), value, note)
                for key, (wording, value, note) in theirs.ratings.items()
            ],
        )
        self._put_evidence(id_, _pairs(theirs))
        self._put_versions(id_, versions)

    def _put_evidence(self, id_: int, evidence: set[tuple[str, str]]) -> None:
        self._here.executemany(
            "INSERT OR IGNORE INTO rating_evidence (check_in_id, behaviour, entry_id) "
            "SELECT ?, ?, id FROM entries WHERE uid = ?",
            [(id_, key, uid) for key, uid in sorted(evidence)],
        )

    def _put_versions(self, id_: int, versions: list[Version]) -> None:
        self._here.executemany(
            "INSERT INTO check_in_versions (check_in_id, kept_utc, on_date, answers) VALUES (?, ?, ?, ?)",
            [(id_, *version) for version in versions],
        )


def _compare(ours: Side, theirs: Side) -> _News:
    take = theirs.edited > ours.edited
    winner, loser = (theirs, ours) if take else (ours, theirs)
    known = {what_is_said(on, answers_of(text)) for _, on, text in ours.versions}
    # Versions of the same answers at other times are kept as they are; the same one twice is not.
    versions = [version for version in theirs.versions if version not in ours.versions]
    known |= {what_is_said(on, answers_of(text)) for _, on, text in versions}
    evidence: set[tuple[str, str]] = set()
    if theirs.edited == ours.edited and theirs.said[:3] == ours.said[:3]:
        # The same check-in; an entry may have been deleted for good on one side, and its evidence with it.
        evidence = {(key, uid) for key, uid in _pairs(theirs) - _pairs(ours) if key in ours.ratings}
    elif loser.said != winner.said and loser.said not in known:
        text = answers_json(loser.answers, loser.statements)
        versions.append((winner.edited or winner.head["recorded_utc"], loser.head["on_date"], text))
    return _News(take, _deleted(ours, theirs), versions, evidence)


def _deleted(ours: Side, theirs: Side) -> str | None:
    """What was binned on one side stays so, unless it was changed on the other after that."""
    at_home, away = ours.head["deleted_utc"], theirs.head["deleted_utc"]
    if (at_home is None) == (away is None):
        return at_home and str(at_home)
    binned, kept = (str(at_home), theirs) if at_home else (str(away), ours)
    return None if kept.edited > binned else binned


def _pairs(side: Side) -> set[tuple[str, str]]:
    return {(key, uid) for key, uids in side.evidence.items() for uid in uids}
