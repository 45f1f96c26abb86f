"""behaviours and rhythm as a person types them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.support.journals import PASSPHRASE, make_journal
from tests.support.program import Program

SHIPPED = "ask-before-i-answer"


@pytest.fixture
def ready(program: Program) -> Program:
    """The program with an empty journal."""
    program.here("new", "--no-passphrase")
    return program


def known(program: Program) -> dict[str, Any]:
    return {each["key"]: each for each in program.here("behaviours", "--json").json["behaviours"]}


def added(program: Program, text: str = "I say aloud who decides") -> str:
    outcome = program.here("behaviours", "add", "power", text)
    assert outcome.code == 0, outcome
    return outcome.out.strip()


def rate(program: Program, key: str) -> None:
    file = program.home / "check-in.json"
    file.write_text(json.dumps({"ratings": {key: 4}}), "utf-8")
    assert program.here("check-in", "--from", str(file)).code == 0


def test_one_of_your_own_is_added_asked_about_and_listed(ready: Program) -> None:
    key = added(ready)
    assert known(ready)[key] == {
        "key": key,
        "practice": "power",
        "text": "I say aloud who decides",
        "asked": True,
        "own": True,
        "removed": False,
        "earlier": [],
    }
    assert "I say aloud who decides (yours)" in ready.here("behaviours").out


def test_other_words_keep_the_old_ones_once_they_were_rated(ready: Program) -> None:
    before = known(ready)[SHIPPED]["text"]
    rate(ready, SHIPPED)
    assert ready.here("behaviours", "reword", SHIPPED, "I ask first").err == "Reworded.\n"
    assert known(ready)[SHIPPED]["text"] == "I ask first"
    assert known(ready)[SHIPPED]["earlier"] == [before]
    assert "says just that already" in ready.here("behaviours", "reword", SHIPPED, "I ask first").err


def test_what_is_not_asked_about_is_marked_and_a_practice_without_a_score_is_named(ready: Program) -> None:
    purpose = [key for key, each in known(ready).items() if each["practice"] == "purpose"]
    outcome = ready.here("behaviours", "stop-asking", *purpose[:2])
    assert (outcome.code, outcome.err) == (0, "Shared purpose: one asked about, too few for a score.\n")
    assert [known(ready)[key]["asked"] for key in purpose] == [False, False, True]
    assert ready.here("behaviours").out.count("(not asked about)") == 2
    assert ready.here("behaviours", "ask", *purpose).err == ""
    assert all(each["asked"] for each in known(ready).values())


def test_one_of_your_own_is_removed_and_brought_back_with_its_ratings(ready: Program) -> None:
    key = added(ready)
    rate(ready, key)
    assert ready.here("behaviours", "remove", key).code == 0
    assert known(ready)[key]["removed"]
    assert "(yours, removed)" in ready.here("behaviours").out
    assert ready.here("info", "--json").json["check_ins"] == 1
    assert ready.here("behaviours", "bring-back", key).code == 0
    assert not known(ready)[key]["removed"]


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["add", "nonsense", "I do"], "no practice called “nonsense”"),
        (["add", "power", "  "], "has none yet"),
        (["add", "power", "x" * 301], "can have 300 characters"),
        (["add", "power", "In meetings I ask those who have not spoken before I give my view."], "in just this way"),
        (["reword", "nonsense", "I do"], "no behaviour called “nonsense”"),
        (["reword", SHIPPED, ""], "has none yet"),
        (["ask", "nonsense"], "no behaviour called “nonsense”"),
        (["stop-asking", SHIPPED, "nonsense"], "no behaviour called “nonsense”"),
        (["remove", SHIPPED], f"“{SHIPPED}” comes with Throughline and cannot be removed"),
        (["remove", "nonsense"], "no behaviour called “nonsense”"),
        (["bring-back", "nonsense"], "no behaviour called “nonsense”"),
    ],
    ids=lambda value: " ".join(value)[:30] if isinstance(value, list) else "",
)
def test_what_makes_no_sense_is_one_sentence_and_changes_nothing(
    ready: Program, arguments: list[str], part: str
) -> None:
    before = known(ready)
    assert part in ready.here("behaviours", *arguments).sentence()
    assert known(ready) == before


def test_the_statement_itself_stands_in_no_error(ready: Program) -> None:
    added(ready, "Zebedee Quillfeather")
    assert "Quillfeather" not in ready.here("behaviours", "add", "power", "zebedee quillfeather").sentence()


def test_without_a_journal_those_that_ship_are_listed(program: Program) -> None:
    assert len(known(program)) == 18
    assert not program.journal.exists()
    assert "There is no journal" in program.here("behaviours", "add", "power", "I do").sentence()


def test_of_a_locked_journal_nothing_is_told_but_what_ships(program: Program) -> None:
    make_journal(program.journal, PASSPHRASE)
    outcome = program.here("behaviours", "--json")
    assert outcome.code == 0
    assert len(outcome.json["behaviours"]) == 18
    assert outcome.err == "The journal is locked; these are the behaviours that ship.\n"


def test_the_rhythm_is_told_and_chosen(ready: Program) -> None:
    assert ready.here("rhythm").out == ("monthly: every month. How often did you do this in the last four weeks?\n")
    assert ready.here("rhythm", "fortnightly").out == (
        "fortnightly: every two weeks. How often did you do this in the last two weeks?\n"
    )
    assert ready.here("rhythm").out.startswith("fortnightly")
    assert ready.here("rhythm", "daily").code == 2
