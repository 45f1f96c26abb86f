"""Rescuing check-ins: what one tree has lost another may tell, a backup tells the rest, and nothing is made up."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from journal_app.bootstrap import Services
from journal_app.domain.check_in import Answers
from journal_app.storage.backups import make_backup
from journal_app.storage.driver import connect
from journal_app.storage.opening import open_vault
from journal_app.storage.salvage.rebuild import CUT_MARK, NO_STATEMENT, rebuild
from journal_app.storage.salvage.records import Row
from journal_app.storage.salvage.rescue import rescue
from journal_app.storage.salvage.rows import Found
from tests.support.clock import FakeClock
from tests.support.damage import dump, key_of, make_full_journal, root_of, spoil
from tests.support.journals import AT, Stores, app_in

LATER = AT + timedelta(days=3)
MINE = ("check_ins", "ratings", "rating_evidence", "check_in_versions", "behaviours", "behaviour_wordings")
STATEMENT = "I say what I do not know, \U0001f9ed and ask"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A journal with check-ins of every kind, closed. Never to be changed."""
    return make_full_journal(tmp_path_factory.mktemp("whole") / "journal", 20)


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> Path:
    """A copy of it, to be damaged."""
    return Path(shutil.copytree(whole, tmp_path / "home" / "journal"))


def mine(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row about check-ins and behaviours."""
    return {name: rows for name, rows in dump(folder).items() if name in MINE}


def back_up(folder: Path) -> None:
    connection = connect(folder / "journal.db", key_of(folder))
    try:
        make_backup(connection, folder, key_of(folder), AT, "daily")
    finally:
        connection.close()


def opened(folder: Path) -> Services:
    return app_in(folder.parent, FakeClock("2026-03-05T09:00")).open(folder, None)


@pytest.mark.parametrize("name", ["rating_evidence", "rating_evidence_by_entry", "check_in_versions_by_check_in"])
def test_what_stands_in_two_trees_is_lost_with_neither(folder: Path, whole: Path, name: str) -> None:
    spoil(folder, root_of(folder, name))
    rescue(folder, None, LATER)
    assert mine(folder) == mine(whole)


@pytest.mark.parametrize(
    "names",
    [
        ["check_ins"],
        ["ratings"],
        ["behaviours"],
        ["behaviour_wordings"],
        ["check_in_versions"],
        ["rating_evidence", "rating_evidence_by_entry"],
        [*MINE, "rating_evidence_by_entry"],
    ],
)
def test_what_is_lost_here_is_taken_from_a_sound_backup(folder: Path, whole: Path, names: list[str]) -> None:
    back_up(folder)
    for name in names:
        spoil(folder, root_of(folder, name))
    rescue(folder, None, LATER)
    assert mine(folder) == mine(whole)


def test_evidence_that_was_taken_away_after_the_backup_stays_away(folder: Path) -> None:
    back_up(folder)
    vault = open_vault(folder, None, AT)
    stores = Stores.of(vault)
    check_in = next(each for each in stores.check_ins.all() if each.evidence)
    without = Answers(check_in.ratings, check_in.notes)
    stores.check_ins.edit(check_in.uid, check_in.on, without, {}, LATER)
    expected, versions = stores.check_ins.get(check_in.uid), stores.check_ins.versions(check_in.uid)
    vault.close()
    for name in ("rating_evidence", "rating_evidence_by_entry", "entries"):
        spoil(folder, root_of(folder, name))
    rescue(folder, None, LATER)
    vault = open_vault(folder, None, AT)
    stores = Stores.of(vault)
    assert stores.check_ins.get(check_in.uid) == expected
    assert stores.check_ins.versions(check_in.uid) == versions
    assert any(each.evidence for each in stores.check_ins.all())
    vault.close()


def test_a_backup_does_not_undo_what_was_changed_since(folder: Path) -> None:
    back_up(folder)
    vault = open_vault(folder, None, AT)
    stores = Stores.of(vault)
    for check_in in stores.check_ins.deleted():
        stores.check_ins.set_deleted(check_in.uid, None)
    present = stores.check_ins.all()
    vault.close()
    spoil(folder, root_of(folder, "entries"))
    rescue(folder, None, LATER)
    vault = open_vault(folder, None, AT)
    assert Stores.of(vault).check_ins.all() == present
    vault.close()


def test_what_was_left_out_is_taken_from_a_backup_but_for_what_was_answered_since(folder: Path) -> None:
    back_up(folder)
    vault = open_vault(folder, None, AT)
    check_ins = Stores.of(vault).check_ins
    (uid,) = (each.uid for each in check_ins.all() if each.left_out == ("power.we",))
    check_ins.edit(uid, date(2026, 1, 9), Answers({"own-1": 2, "power.we": 4}), {}, LATER)
    expected = check_ins.get(uid)
    assert expected.left_out == ("conflict.disagree", "power.ask")
    vault.close()
    spoil(folder, root_of(folder, "check_ins"))
    rescue(folder, None, LATER)
    vault = open_vault(folder, None, AT)
    found = Stores.of(vault).check_ins.get(uid)
    assert (found.ratings, found.left_out) == (expected.ratings, expected.left_out)
    vault.close()


def test_a_note_of_which_the_end_is_lost_is_taken_whole_from_a_backup(folder: Path, tmp_path: Path) -> None:
    note = "what was said, and by whom; " * 200  # longer than a page, so that its end stands in one of its own
    vault = open_vault(folder, None, AT)
    check_in = Stores.of(vault).check_ins.add(date(2026, 3, 1), Answers({"say-we": 3}, {"say-we": note}), {}, AT)
    vault.close()
    without_backup = Path(shutil.copytree(folder, tmp_path / "alone" / "journal"))
    back_up(folder)
    last_page = (folder / "journal.db").stat().st_size // 4096
    kept = []
    for damaged in (without_backup, folder):
        spoil(damaged, last_page)
        rescue(damaged, None, LATER)
        vault = open_vault(damaged, None, AT)
        kept.append(Stores.of(vault).check_ins.get(check_in).notes["say-we"])
        vault.close()
    assert 0 < len(kept[0]) < len(note)
    assert kept[1] == note


def test_without_a_backup_check_ins_come_back_by_their_days_with_their_ratings(folder: Path, whole: Path) -> None:
    spoil(folder, root_of(folder, "check_ins"))
    report = rescue(folder, None, LATER)
    assert (report.check_ins, report.lost_check_ins) == (5, 0)
    before, after = mine(whole), mine(folder)
    assert [row[:4] for row in after["check_ins"]] == [row[:4] for row in before["check_ins"]]
    assert {name: after[name] for name in MINE[1:]} == {name: before[name] for name in MINE[1:]}


def test_a_behaviour_whose_words_are_lost_says_so_and_can_be_worded_anew(folder: Path) -> None:
    spoil(folder, root_of(folder, "behaviour_wordings"))
    rescue(folder, None, LATER)
    services = opened(folder)
    own = next(each for each in services.behaviours.all() if each.key == "own-1")
    assert own.text == NO_STATEMENT
    services.behaviours.reword(own.key, STATEMENT)
    own = next(each for each in services.behaviours.all() if each.key == "own-1")
    assert (own.text, [wording.text for wording in own.earlier]) == (STATEMENT, [NO_STATEMENT])
    assert {check_in.ratings["own-1"] for check_in in services.check_ins.all()} == {3, 5}
    services.journal.close()


def test_a_note_or_a_statement_of_which_the_end_is_lost_keeps_its_beginning(folder: Path, tmp_path: Path) -> None:
    found = Found()
    found.add(Row(1, (None, "a" * 32, "2026-01-01", "2026-01-01T09:00:00.000000Z", None, "weekly", None, None)))
    found.add(Row(None, (1, "own-1", 1, 4, "The beginning of a no"), cut=True))
    found.add(Row(None, ("own-1", "power", 1000, 1, 1, None)))
    found.add(Row(None, ("own-1", 1, "I say what I"), cut=True))
    found.add(Row(None, ("own-1", 1), cut=True))
    rebuild(found, tmp_path / "new.db", key_of(folder), None)
    connection = connect(tmp_path / "new.db", key_of(folder))
    assert connection.execute("SELECT value, note FROM ratings").fetchall() == [(4, "The beginning of a no")]
    assert connection.execute("SELECT text FROM behaviour_wordings").fetchall() == [(f"I say what I {CUT_MARK}",)]
    connection.close()


def test_a_check_in_that_left_out_more_than_can_be_read_is_whole_but_for_that() -> None:
    found = Found()
    head = ("a" * 32, "2026-01-01", "2026-01-01T09:00:00.000000Z", "2025-10-01", "weekly", None, None)
    found.add(Row(1, (None, *head, '["own-1", "own'), cut=True))
    found.add(Row(2, (None, "b" * 32, *head[1:], '["own-1"]')))
    assert found.check_ins == {1: (1, *head, None), 2: (2, "b" * 32, *head[1:], '["own-1"]')}


def test_rows_that_only_look_alike_are_told_apart() -> None:
    found = Found()
    utc, uid = "2026-01-01T09:00:00.000000Z", "b" * 32
    for row in (
        Row(None, (1, utc, 7)),  # an index of versions
        Row(None, (1, "say-we", 7)),  # evidence
        Row(None, (7, 2, "say-we")),  # evidence, by entry
        Row(1, (None, uid, "2026-01-01", utc, "2025-01-01", "hourly", None, None)),  # no rhythm of ours
        Row(2, (None, uid, "2026-01-01", utc, "soon", "weekly", None, None)),
        Row(3, (None, uid, "2026-01-01", utc, None, "weekly", "never", None)),
        Row(6, (None, uid, "2026-01-01", utc, None, "weekly", None, None, 7)),
        Row(7, (None, uid, "2026-01-01", utc, None, "weekly", None), cut=True),
        Row(4, (None, 1, utc, "2026-01-01", "{}")),
        Row(5, (None, 1, utc, "2026-01-01", "{"), cut=True),
    ):
        found.add(row)
    assert found.evidence == {(1, "say-we", 7), (2, "say-we", 7)}
    assert found.check_ins == {}
    assert found.check_in_versions == {4: (4, 1, utc, "2026-01-01", "{}")}
