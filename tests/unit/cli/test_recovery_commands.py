"""Salvage and merge, as a person types them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.support.damage import flip, key_of, leaf_with, make_full_journal, root_of, spoil
from tests.support.program import Program


@pytest.fixture
def damaged(program: Program) -> Program:
    """A program whose journal has lost a page that only leads to others."""
    make_full_journal(program.journal, 30, binned=False)
    spoil(program.journal, root_of(program.journal, "entries"))
    return program


def test_salvage_puts_a_sound_journal_in_the_place_of_a_damaged_one(damaged: Program) -> None:
    outcome = damaged.ok("salvage")
    assert "30 entries and 5 check-ins rescued, 0 entries lost." in outcome.out
    assert "-damaged" in outcome.out
    assert damaged.ok("info", "--json").json["entries"] == 30


def test_salvage_names_what_is_lost(program: Program) -> None:
    make_full_journal(program.journal, 30, binned=False)
    uid = next(each["uid"] for each in program.ok("list", "--json").json if each["title"] == "Day 21")
    spoil(program.journal, leaf_with(program.journal, uid))
    report = program.ok("salvage", "--json").json
    assert {"fate": "lost", "day": "2026-02-22", "uid": uid} in report["not_whole"]
    assert report["entries"] + report["lost"] == 30
    assert report["proven"] is True
    assert report["damaged_pages"] == 1


def test_salvage_as_leaves_the_damaged_journal_alone(damaged: Program, tmp_path: Path) -> None:
    before = (damaged.journal / "journal.db").read_bytes()
    damaged.ok("salvage", "--as", tmp_path / "rescued")
    assert (damaged.journal / "journal.db").read_bytes() == before
    assert damaged.ok("--journal", tmp_path / "rescued", "info", "--json").json["entries"] == 30


def test_salvage_of_what_cannot_be_read_is_one_line(program: Program) -> None:
    make_full_journal(program.journal, 5)
    (program.journal / "journal.db").write_bytes(bytes(50_000))
    outcome = program.run("salvage")
    assert outcome.code == 1
    assert outcome.err.count("\n") == 1
    assert "cannot be read" in outcome.err


def test_merge_brings_what_is_new_and_makes_the_copy_a_backup(program: Program, tmp_path: Path) -> None:
    program.ok("new", "--no-passphrase")
    program.ok("write", "Both")
    other = Path(shutil.copytree(program.journal, tmp_path / "other"))
    program.ok("--journal", other, "write", "Only there")
    copy = program.journal / "journal 2.db"
    shutil.copy(other / "journal.db", copy)
    outcome = program.ok("merge", copy)
    assert "1 entries and 0 check-ins added, 0 joined; of 0 both texts are kept." in outcome.out
    assert not copy.exists()
    assert len(program.ok("list", "--json").json) == 2
    again = program.ok("merge", other / "journal.db", "--json").json
    nothing = dict.fromkeys(("added", "joined", "twice", "check_ins", "check_ins_joined", "behaviours", "begun"), 0)
    left = {"begun": 0, "choices": 0, "behaviours": 0, "rhythm": False}
    assert again == {**nothing, "left": left, "kept_in": None}


def test_merge_says_what_stays_as_it_is_here(program: Program, tmp_path: Path) -> None:
    program.ok("new", "--no-passphrase")
    other = Path(shutil.copytree(program.journal, tmp_path / "other"))
    program.ok("--journal", other, "rhythm", "weekly")
    outcome = program.ok("merge", other / "journal.db")
    assert "What is chosen and begun here stays, though there another rhythm is chosen.\n" in outcome.out
    assert program.ok("rhythm").out.startswith("monthly")


def test_merge_refuses_the_journal_itself_and_leaves_it_where_it_is(program: Program) -> None:
    program.ok("new", "--no-passphrase")
    program.ok("write", "Still here")
    outcome = program.run("merge", program.journal / "journal.db")
    assert outcome.code == 1
    assert "is the journal itself" in outcome.err
    assert len(program.ok("list", "--json").json) == 1


def test_merge_refuses_another_journal(program: Program, tmp_path: Path) -> None:
    program.ok("new", "--no-passphrase")
    other = make_full_journal(tmp_path / "other", 5)
    outcome = program.run("merge", other / "journal.db")
    assert outcome.code == 1
    assert "does not open with the key of this journal" in outcome.err
    assert key_of(other)


def test_a_journal_that_reads_but_was_flipped_in_its_index_is_salvaged_whole(program: Program) -> None:
    make_full_journal(program.journal, 30, binned=False)
    flip(program.journal / "journal.db", (root_of(program.journal, "entries_in_order") - 1) * 4096 + 50)
    assert program.run("list").code == 1
    program.ok("salvage")
    assert program.ok("info", "--json").json["entries"] == 30
