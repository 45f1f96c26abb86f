"""Attaching reflections to a rating at a terminal: what is offered, what is typed, and what is kept of it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.support.journals import AT, Stores, reopen
from tests.support.program import Program
from tests.support.terminal import in_terminal

KEYS = ("ask-before-i-answer", "say-i-do-not-know")
PRACTICE = "environment"

Typed = list[tuple[str, str]]


@pytest.fixture
def ready(program: Program) -> Program:
    """The program with a journal whose check-ins ask about two behaviours of one practice."""
    program.here("new", "--no-passphrase")
    every = program.here("behaviours", "--json").json["behaviours"]
    program.here("behaviours", "stop-asking", *(each["key"] for each in every if each["key"] not in KEYS))
    assert {each["practice"] for each in every if each["key"] in KEYS} == {PRACTICE}
    return program


def write(program: Program, title: str, *, day: str, practice: str = PRACTICE) -> str:
    given = ("--title", title, "--practice", practice, "--at", f"{day}T12:00")
    return program.here("write", *given, "words").out.strip()


def check_in(program: Program, *typed: str, on: str = "2026-03-20") -> str:
    """Type one answer after the other; what stood on the screen."""
    code, screen = in_terminal(program, [("> ", f"{each}\n") for each in typed], "check-in", "--on", on)
    assert code == 0, screen
    return screen


def saved(program: Program) -> Any:
    return program.here("check-ins", "--json").json[0]


def test_reflections_tagged_with_the_practice_since_the_last_check_in_are_listed_newest_first(ready: Program) -> None:
    file = ready.home / "before.json"
    file.write_text(json.dumps({"on": "2026-03-01", "ratings": {KEYS[0]: 3}}), "utf-8")
    ready.here("check-in", "--from", file)
    for title, day in (("Too long ago", "2026-02-27"), ("The board", "2026-03-03"), ("The rota", "2026-03-09")):
        write(ready, title, day=day)
    write(ready, "About power", day="2026-03-05", practice="power")
    write(ready, "After the day", day="2026-03-21")
    screen = check_in(ready, "e", "", "q")
    assert (
        "Which reflections bear this out?\r\n  1 [ ] 2026-03-09  The rota\r\n  2 [ ] 2026-03-03  The board\r\n"
        in screen
    )
    for title in ("Too long ago", "About power", "After the day"):
        assert title not in screen


def test_numbers_attach_and_take_away_and_the_prompt_counts(ready: Program) -> None:
    third, second, first = (write(ready, f"Number {n}", day=f"2026-03-{20 - n}") for n in (3, 2, 1))
    screen = check_in(ready, "e", "1 3", "", "4", "e", "1 2", "1", "", "3", "b", "b", "", "", "")
    assert "  1 [x] 2026-03-19  Number 1\r\n  3 [x] 2026-03-17  Number 3\r\n[with 2 reflections] > " in screen
    asked, told = screen.split("2/2", maxsplit=1)
    assert "[with 2 reflections] > 4" in asked
    assert "[with a reflection] > 3" in told
    assert "[4, with 2 reflections] > " in told
    evidence = {key: sorted(uids) for key, uids in saved(ready)["evidence"].items()}
    assert evidence == {KEYS[0]: sorted((first, third)), KEYS[1]: [second]}


def test_what_is_attached_is_taken_away_by_the_same_number(ready: Program) -> None:
    write(ready, "The board", day="2026-03-09")
    screen = check_in(ready, "e", "1", "1", "", "4", "", "")
    assert screen.index("1 [x] 2026-03-09") < screen.rindex("1 [ ] 2026-03-09")
    assert saved(ready)["evidence"] == {}


def test_any_other_is_attached_by_the_beginning_of_its_uid(ready: Program) -> None:
    write(ready, "The board", day="2026-03-09")
    other = write(ready, "Long ago", day="2024-05-05", practice="power")
    screen = check_in(ready, "e", f"{other[:8].upper()} 1", "2", "2", "", "4", "", "")
    assert "  2 [x] 2024-05-05  Long ago" in screen
    assert other in saved(ready)["evidence"][KEYS[0]]
    assert len(saved(ready)["evidence"][KEYS[0]]) == 2


def test_where_nothing_is_suggested_it_says_so_and_how_to_go_on(ready: Program) -> None:
    screen = check_in(ready, "e", "", "4", "", "")
    assert "Nothing was tagged with “Safe, inclusive, trusting” in these weeks." in screen
    assert "the beginning of its UID" in screen
    screen = check_in(ready, "e", "", "q", on="2026-03-27")
    assert "Nothing was tagged with “Safe, inclusive, trusting” since 20 March 2026." in screen


def test_what_names_nothing_changes_nothing_and_is_asked_again(ready: Program) -> None:
    board = write(ready, "The board", day="2026-03-09")
    screen = check_in(ready, "e", "2", "1 0", "ffff", "the board", f"{board[:3]}", "1", "", "4", "", "")
    assert "There is no number 2 here. Nothing was changed." in screen
    assert "There is no number 0 here." in screen
    assert "“ffff” is neither a number here nor the beginning of one reflection's UID." in screen
    assert "“the” is neither" in screen
    assert screen.count("[x]") == 1
    assert saved(ready)["evidence"] == {KEYS[0]: [board]}


def test_what_was_attached_is_kept_half_done_even_without_an_answer_beside_it(ready: Program) -> None:
    board = write(ready, "The board", day="2026-03-09")
    screen = check_in(ready, "e", "1", "q")
    assert "What you answered is kept" in screen
    screen = check_in(ready, "", "e", "", "4", "", "")
    assert "Going on with what you began: 0 of 2 answered." in screen
    assert "[with a reflection] > \r\nWhat you attached needs an answer beside it" in screen
    assert "  1 [x] 2026-03-09  The board" in screen
    assert saved(ready)["evidence"] == {KEYS[0]: [board]}


def test_minus_takes_an_answer_and_what_is_attached_away(ready: Program) -> None:
    write(ready, "The board", day="2026-03-09")
    check_in(ready, "e", "1", "", "-", "4", "", "")
    assert saved(ready)["evidence"] == {}


def test_what_a_terminal_would_obey_in_a_title_or_a_statement_is_written_out(ready: Program) -> None:
    ready.here("behaviours", "reword", KEYS[0], "I ask \u202efirst")
    write(ready, "\x1b[2J gone \u202eback", day="2026-03-09")
    screen = check_in(ready, "e", "", "q")
    assert "1 [ ] 2026-03-09  \\x1b[2J gone \\u202eback\r\n" in screen
    assert "I ask \\u202efirst" in screen
    assert "\x1b" not in screen
    assert "\u202e" not in screen


def test_what_is_in_the_bin_is_not_listed_cannot_be_attached_and_stays_where_it_was(ready: Program) -> None:
    binned, board = write(ready, "In the bin", day="2026-03-10"), write(ready, "The board", day="2026-03-09")
    check_in(ready, "e", "1", "q")
    vault = reopen(ready.journal)
    Stores.of(vault).entries.bin(binned, AT)
    vault.close()
    screen = check_in(ready, "e", binned[:8], "1", "", "4", "", "")
    assert "1 more that you attached is in the bin, and stays attached." in screen
    assert f"“{binned[:8]}” is in the bin. Nothing was changed." in screen
    assert "2026-03-10" not in screen
    assert saved(ready)["evidence"] == {KEYS[0]: [board]}
    vault = reopen(ready.journal)
    Stores.of(vault).entries.restore(binned, AT)
    vault.close()
    assert sorted(saved(ready)["evidence"][KEYS[0]]) == sorted((binned, board))


def test_what_is_gone_for_good_is_no_longer_attached(ready: Program) -> None:
    gone = write(ready, "Gone", day="2026-03-10")
    check_in(ready, "e", "1", "", "4", "q")
    vault = reopen(ready.journal)
    Stores.of(vault).entries.bin(gone, AT)
    Stores.of(vault).entries.purge(gone)
    vault.close()
    check_in(ready, "", "")
    assert saved(ready)["ratings"] == {KEYS[0]: 4}
    assert saved(ready)["evidence"] == {}


def test_a_look_back_offers_no_such_key(ready: Program) -> None:
    write(ready, "The board", day="2026-03-09")
    code, screen = in_terminal(ready, [("> ", "e\n"), ("> ", "q\n")], "then", "--as-of", "2026-03-10")
    assert code == 0, screen
    assert "That is none of the answers: 1 to 5, n, Enter, b, -, ! or q." in screen
    assert "attaches" not in screen
    assert "The board" not in screen


def test_ctrl_c_while_attaching_keeps_what_was_attached(ready: Program) -> None:
    write(ready, "The board", day="2026-03-09")
    typed: Typed = [("> ", "e\n"), ("> ", "1\n"), ("with a reflection] > ", "\x03")]
    code, screen = in_terminal(ready, typed, "check-in", "--on", "2026-03-20")
    assert code == 1, screen
    assert "What you answered is kept" in screen
    assert "[x] 2026-03-09  The board" in check_in(ready, "e", "q")
