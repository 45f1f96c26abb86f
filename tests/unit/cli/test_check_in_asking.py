"""A check-in asked in the terminal: every key, what is kept after each, and where it goes on."""

from __future__ import annotations

from dataclasses import dataclass

import click
import pytest
from click.testing import CliRunner

from journal_app.cli.asking_aloud import Stopped
from journal_app.cli.check_in_asking import Asking
from journal_app.content.library import ContentLibrary
from journal_app.domain.check_in import Answers
from journal_app.paths import resources_folder

CONTENT = ContentLibrary(resources_folder() / "content")
THREE = CONTENT.behaviours()[:3]
FIRST, SECOND, THIRD = (each.key for each in THREE)
SAVE = ""


@dataclass
class Asked:
    """What came of it: the answers if they are to be saved, what was kept on the way, and what stood on the screen."""

    answers: Answers | None
    kept: list[Answers]
    screen: str
    code: int


def ask(*typed: str, begun: Answers | None = None) -> Asked:
    found: list[Answers] = []
    kept: list[Answers] = []

    @click.command()
    def command() -> None:
        practices = {item.key: item.short for item in CONTENT.practices()}
        asking = Asking(THREE, practices, CONTENT.scale(), kept.append)
        try:
            found.append(asking.ask("How often?", begun or Answers()))
        except Stopped:
            click.echo("stopped", err=True)

    done = CliRunner().invoke(command, input="".join(f"{each}\n" for each in typed))
    return Asked(found[0] if found else None, kept, done.stderr, done.exit_code)


def test_each_statement_is_asked_under_its_practice_with_the_scale_above() -> None:
    asked = ask("1", "2", "3", SAVE)
    assert asked.screen.startswith("How often?\n1 hardly ever, 2 occasionally, 3 about half the time, 4 usually, 5 ")
    assert "n for no opportunity" in asked.screen
    assert asked.screen.count(CONTENT.practices()[0].short) == 1
    for place, each in enumerate(THREE, start=1):
        assert f"{place}/3  {each.text}" in asked.screen
    assert asked.answers == Answers({FIRST: 1, SECOND: 2, THIRD: 3})


def test_each_answer_is_kept_at_once() -> None:
    assert [dict(each.ratings) for each in ask("5", "n", "q").kept] == [{FIRST: 5}, {FIRST: 5, SECOND: None}]


def test_enter_leaves_a_statement_out() -> None:
    assert ask("", "4", "", SAVE).answers == Answers({SECOND: 4})


def test_what_is_no_answer_is_asked_again() -> None:
    for word in ("0", "6", "44", "yes", "4.5", "½", "nn"):
        asked = ask(word, "4", "", "", SAVE)
        assert "That is none of the answers" in asked.screen
        assert asked.answers == Answers({FIRST: 4})


def test_capitals_and_spaces_are_overlooked() -> None:
    assert ask("N", " 3 ", "", SAVE).answers == Answers({FIRST: None, SECOND: 3})


def test_b_goes_back_and_shows_what_was_said_and_enter_lets_it_stand() -> None:
    asked = ask("1", "2", "b", "", "3", SAVE)
    assert "[2] > " in asked.screen
    assert asked.answers == Answers({FIRST: 1, SECOND: 2, THIRD: 3})


def test_b_at_the_first_stays_there_and_b_at_the_end_asks_the_last_again() -> None:
    assert ask("b", "1", "2", "3", "b", "5", SAVE).answers == Answers({FIRST: 1, SECOND: 2, THIRD: 5})


def test_minus_takes_an_answer_and_its_note_away() -> None:
    asked = ask("4", "b", "!why", "-", "", "2", "", SAVE)
    assert asked.answers == Answers({SECOND: 2})


def test_a_note_is_written_behind_the_mark_or_when_asked_for() -> None:
    asked = ask("! in the board", "4", "!", "with Anna", "3", "", SAVE)
    assert asked.answers is not None
    assert asked.answers.notes == {FIRST: "in the board", SECOND: "with Anna"}
    assert "[with a note] > " in asked.screen


def test_a_note_needs_an_answer_beside_it() -> None:
    asked = ask("!alone", "", "3", "", "", SAVE)
    assert "The note needs an answer beside it" in asked.screen
    assert asked.answers == Answers({FIRST: 3}, {FIRST: "alone"})


def test_a_note_that_is_too_long_is_refused_and_the_one_before_stays() -> None:
    asked = ask("!short", "!" + "x" * 501, "!" + "y" * 500, "3", "", "", SAVE)
    assert "holds 500 characters, and this has 501" in asked.screen
    assert [each.notes.get(FIRST, "")[:1] for each in asked.kept] == ["s", "y", "y"]


def test_an_empty_note_changes_nothing() -> None:
    assert ask("!", "", "3", "", "", SAVE).answers == Answers({FIRST: 3})


def test_q_stops_anywhere() -> None:
    for typed in (["q"], ["4", "q"], ["4", "4", "4", "q"]):
        asked = ask(*typed)
        assert asked.answers is None
        assert asked.screen.endswith("stopped\n")


def test_what_was_begun_goes_on_at_the_first_that_is_open() -> None:
    begun = Answers({FIRST: 4, THIRD: 2}, {THIRD: "once"}, {FIRST: ("abc",)})
    asked = ask("5", "", SAVE, begun=begun)
    assert "Going on with what you began: 2 of 3 answered." in asked.screen
    assert f"1/3  {THREE[0].text}" not in asked.screen
    assert asked.answers == Answers({FIRST: 4, SECOND: 5, THIRD: 2}, {THIRD: "once"}, {FIRST: ("abc",)})


def test_evidence_goes_with_the_answer_it_was_for() -> None:
    begun = Answers({FIRST: 4, SECOND: 1, THIRD: 2}, {}, {THIRD: ("abc",)})
    assert ask(SAVE, begun=begun).answers == begun
    assert ask("b", "3", SAVE, begun=begun).answers == Answers({FIRST: 4, SECOND: 1, THIRD: 3}, {}, begun.evidence)
    assert ask("b", "-", "", SAVE, begun=begun).answers == Answers({FIRST: 4, SECOND: 1})


@pytest.mark.parametrize("typed", [[], ["4"], ["4", "!"], ["4", "3", "2"]])
def test_the_end_of_input_aborts_and_keeps_what_was_said(typed: list[str]) -> None:
    asked = ask(*typed)
    assert asked.code == 1
    assert asked.answers is None
    assert len(asked.kept) == len([each for each in typed if each.isdigit()])
