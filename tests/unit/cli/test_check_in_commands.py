"""check-in, then and check-ins as a person types them, at a terminal and from a file."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.support.program import Program
from tests.support.terminal import in_terminal

KEYS = ("ask-before-i-answer", "say-i-do-not-know", "thank-for-bad-news")


@pytest.fixture
def ready(program: Program) -> Program:
    """The program with a journal whose check-ins ask about three behaviours."""
    program.here("new", "--no-passphrase")
    every = [each["key"] for each in program.here("behaviours", "--json").json["behaviours"]]
    program.here("behaviours", "stop-asking", *(key for key in every if key not in KEYS))
    return program


def from_file(program: Program, document: dict[str, Any], *arguments: str) -> str:
    file = program.home / "check-in.json"
    file.write_text(json.dumps(document), "utf-8")
    outcome = program.here(*(arguments or ("check-in",)), "--from", str(file))
    assert outcome.code == 0, outcome
    return outcome.out


def listed(program: Program) -> list[Any]:
    found: list[Any] = program.here("check-ins", "--json").json
    return found


# At a terminal


def test_a_check_in_is_asked_and_says_afterwards_what_moved(ready: Program) -> None:
    from_file(ready, {"on": "2026-01-03", "ratings": dict(zip(KEYS, (3, 2, None), strict=True))})
    code, screen = in_terminal(ready, [("> ", f"{answer}\n") for answer in ("4", "2", "5", "")], "check-in")
    assert code == 0, screen
    assert "How often did you do this in the last four weeks?" in screen
    asked, told = screen.split("kept: 3 of 3 rated.")
    assert "3 January 2026" not in asked
    assert "Since 3 January 2026:" in told
    assert "In meetings I ask those who have not spoken before I give my view: usually, was about half the time" in told
    assert "When I do not know" not in told
    assert "For the first time:\r\n  I thank the person who brings me bad news" in told
    assert told.count("usually, was") == 1
    assert listed(ready)[0]["ratings"] == dict(zip(KEYS, (4, 2, 5), strict=True))


def test_one_about_a_day_before_all_others_is_a_first_one(ready: Program) -> None:
    from_file(ready, {"on": "2026-01-03", "ratings": dict.fromkeys(KEYS, 3)})
    typed = [("> ", f"{answer}\n") for answer in ("4", "2", "5", "")]
    code, screen = in_terminal(ready, typed, "check-in", "--on", "2025-12-03")
    assert code == 0, screen
    assert "It is your first one" in screen


def test_where_nothing_moved_it_says_so(ready: Program) -> None:
    from_file(ready, {"on": "2026-01-03", "ratings": dict.fromkeys(KEYS, 3)})
    code, screen = in_terminal(ready, [("> ", f"{answer}\n") for answer in ("3", "n", "", "")], "check-in")
    assert code == 0, screen
    assert "Nothing moved since 3 January 2026." in screen
    assert "For the first time" not in screen


def test_where_nothing_could_be_compared_it_does_not_say_that_nothing_moved(ready: Program) -> None:
    from_file(ready, {"on": "2026-01-03", "ratings": {KEYS[0]: 2, KEYS[1]: 2}})
    from_file(ready, {"on": "2026-02-03", "ratings": {KEYS[1]: 2}})
    code, screen = in_terminal(ready, [("> ", f"{answer}\n") for answer in ("5", "n", "n", "")], "check-in")
    assert code == 0, screen
    assert "Nothing moved since" not in screen
    assert "No rating moved by a point or more." in screen


def test_what_was_begun_is_gone_on_with_after_q_ctrl_c_and_the_end_of_input(ready: Program) -> None:
    code, screen = in_terminal(ready, [("> ", "4\n"), ("> ", "q\n")], "check-in")
    assert code == 0, screen
    assert "What you answered is kept; the same command goes on with it." in screen
    code, screen = in_terminal(ready, [("2/3", "!the board\n"), ("note] > ", "\x03")], "check-in")
    assert code == 1, screen
    assert "What you answered is kept" in screen
    assert "Stopped. What was saved is safe." in screen
    code, screen = in_terminal(ready, [("1 of 3 answered.", "3\n"), ("3/3", "\x04")], "check-in")
    assert code == 1, screen
    assert listed(ready) == []
    code, screen = in_terminal(ready, [("2 of 3 answered.", "n\n"), ("Enter saves", "\n")], "check-in")
    assert code == 0, screen
    (kept,) = listed(ready)
    assert kept["ratings"] == dict(zip(KEYS, (4, 3, None), strict=True))
    assert kept["notes"] == {KEYS[1]: "the board"}
    assert "It is your first one" in screen


def test_it_can_be_about_an_earlier_day(ready: Program) -> None:
    code, screen = in_terminal(
        ready, [("> ", f"{answer}\n") for answer in ("4", "", "", "")], "check-in", "--on", "2026-03-01"
    )
    assert code == 0, screen
    assert "Check-in of 2026-03-01 kept: 1 of 1 rated." in screen


def test_looking_back_is_asked_too_and_kept_apart(ready: Program) -> None:
    typed = [("Thinking back to early March 2026", "2\n"), ("> ", "q\n")]
    code, screen = in_terminal(ready, typed, "then", "--as-of", "2026-03-03")
    assert code == 0, screen
    typed = [("1 of 3 answered", "3\n"), ("> ", "n\n"), ("Enter saves", "\n")]
    code, screen = in_terminal(ready, typed, "then", "--as-of", "2026-03-03")
    assert code == 0, screen
    assert "Look back to 2026-03-03 kept: 2 of 3 rated." in screen
    (kept,) = listed(ready)
    assert kept["as_of"] == "2026-03-03"
    assert kept["ratings"] == dict(zip(KEYS, (2, 3, None), strict=True))


# Where nobody can be asked, or nothing


@pytest.mark.parametrize("arguments", [["check-in"], ["then", "--as-of", "2026-03-03"]])
def test_without_a_terminal_it_says_what_to_give(ready: Program, arguments: list[str]) -> None:
    outcome = ready.here(*arguments)
    assert outcome.code == 2
    assert "There is nobody to ask: give --from FILE.json." in outcome.err


def test_where_nothing_is_asked_about_it_says_how_to_choose(ready: Program) -> None:
    ready.here("behaviours", "stop-asking", *KEYS)
    code, screen = in_terminal(ready, [], "check-in")
    assert code == 2
    assert "journal-app behaviours ask KEY" in screen


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["check-in", "--on", "2999-01-01"], "lies in the future"),
        (["check-in", "--on", "1899-01-01"], "more than a hundred years back"),
        (["check-in", "--on", "Tuesday"], "is not a date"),
        (["then", "--as-of", "2999-01-01"], "lies in the future"),
        (["then", "--as-of", "1899-01-01"], "more than a hundred years back"),
    ],
)
def test_a_day_that_cannot_be_is_refused_before_anything_is_asked(
    ready: Program, arguments: list[str], part: str
) -> None:
    code, screen = in_terminal(ready, [], *arguments)
    assert code == 1
    assert part in screen
    assert "How often" not in screen


# From a file


def test_a_file_brings_notes_and_evidence_by_the_beginning_of_a_uid(ready: Program) -> None:
    uid = ready.here("write", "--title", "The board", "I asked the quiet ones.").out.strip()
    document = {"ratings": {KEYS[0]: 4}, "notes": {KEYS[0]: "twice"}, "evidence": {KEYS[0]: [uid[:8], uid]}}
    assert "kept: 1 of 1 rated." in from_file(ready, document)
    (kept,) = listed(ready)
    assert kept["notes"] == {KEYS[0]: "twice"}
    assert kept["evidence"] == {KEYS[0]: [uid]}
    assert kept["statements"] == {KEYS[0]: "In meetings I ask those who have not spoken before I give my view"}


def test_the_day_on_the_command_line_goes_before_that_in_the_file(ready: Program) -> None:
    document = {"on": "2026-03-01", "ratings": {KEYS[0]: 4}}
    assert "Check-in of 2026-02-01" in from_file(ready, document, "check-in", "--on", "2026-02-01")


def test_a_look_back_comes_from_a_file(ready: Program) -> None:
    assert from_file(ready, {"ratings": {KEYS[0]: 2}}, "then", "--as-of", "2026-03-01") == (
        "Look back to 2026-03-01 kept: 1 of 1 rated.\n"
    )
    assert [each["as_of"] for each in listed(ready)] == ["2026-03-01"]


def test_a_file_with_a_day_is_no_look_back(ready: Program) -> None:
    file = ready.home / "check-in.json"
    file.write_text(json.dumps({"on": "2026-03-01", "ratings": {KEYS[0]: 2}}), "utf-8")
    outcome = ready.here("then", "--as-of", "2026-03-01", "--from", str(file))
    assert "“check-in.json” does not have the form" in outcome.sentence()
    assert listed(ready) == []


# The list


def test_the_list_counts_and_shows_no_rating(ready: Program) -> None:
    uid = ready.here("write", "--title", "The board", "words").out.strip()
    from_file(ready, {"on": "2026-03-01", "ratings": {KEYS[0]: 4, KEYS[1]: None}, "notes": {KEYS[0]: "x"}})
    from_file(ready, {"on": "2026-04-01", "ratings": dict.fromkeys(KEYS, 5), "evidence": {k: [uid] for k in KEYS}})
    from_file(ready, {"ratings": {KEYS[0]: 2}}, "then", "--as-of", "2026-03-01")
    back, second, first = ready.here("check-ins").out.splitlines()
    assert re.fullmatch(r"[0-9a-f]{8}  2026-03-01  1 of 2 rated, 1 note", first)
    assert re.fullmatch(r"[0-9a-f]{8}  2026-04-01  3 of 3 rated, 1 reflection attached", second)
    assert back.endswith("1 of 1 rated, looking back to 2026-03-01")


def test_an_empty_list_says_so(ready: Program) -> None:
    assert ready.here("check-ins").err == "No check-ins yet.\n"
    assert listed(ready) == []


def test_one_is_shown_whole_by_the_beginning_of_its_uid(ready: Program) -> None:
    uid = ready.here("write", "--title", "The board", "words").out.strip()
    document = {"ratings": {KEYS[0]: 4, KEYS[1]: None}, "notes": {KEYS[0]: "twice"}, "evidence": {KEYS[0]: [uid]}}
    from_file(ready, {"on": "2026-03-03", **document})
    check_in = listed(ready)[0]["uid"]
    shown = ready.here("check-ins", "show", check_in[:6]).out
    assert shown.startswith("Tuesday 3 March 2026\n\nSafe, inclusive, trusting\n")
    assert re.search(r"  4  usually +In meetings I ask", shown)
    assert re.search(r"  n  no opportunity +When I do not know", shown)
    assert "twice" in shown
    assert f"{uid[:8]} The board" in shown
    assert ready.here("check-ins", "show", check_in, "--json").json == listed(ready)[0]


def test_an_attached_reflection_without_a_title_is_called_what_the_lists_call_it(ready: Program) -> None:
    uid = ready.here("write", "## The **board**\n\nI asked the quiet ones.").out.strip()
    from_file(ready, {"ratings": {KEYS[0]: 4}, "evidence": {KEYS[0]: [uid]}})
    assert "The board" in ready.here("list").out
    assert f"{uid[:8]} The board\n" in ready.here("check-ins", "show", listed(ready)[0]["uid"]).out


def test_it_is_shown_by_the_words_it_was_rated_by(ready: Program) -> None:
    from_file(ready, {"on": "2026-03-03", "ratings": {KEYS[0]: 4}})
    ready.here("behaviours", "reword", KEYS[0], "I ask the quiet ones first")
    check_in = listed(ready)[0]["uid"]
    assert "In meetings I ask" in ready.here("check-ins", "show", check_in).out
    assert listed(ready)[0]["statements"][KEYS[0]].startswith("In meetings")


@pytest.mark.parametrize("uid", ["", "nothing", "%", "0" * 40])
def test_what_is_not_there_is_one_sentence(ready: Program, uid: str) -> None:
    from_file(ready, {"ratings": {KEYS[0]: 4}})
    assert f"No check-in here has a UID that begins with “{uid}”" in ready.here("check-ins", "show", uid).sentence()


def test_the_beginning_of_several_uids_is_one_sentence(ready: Program) -> None:
    for day in range(1, 18):  # more than there are digits to begin with
        from_file(ready, {"on": f"2026-03-{day:02}", "ratings": {KEYS[0]: 4}})
    (start, _), *_ = Counter(each["uid"][0] for each in listed(ready)).most_common(1)
    assert f"begins with “{start}”" in ready.here("check-ins", "show", start).sentence()
    assert "More than one check-in" in ready.here("check-ins", "show", start).err


def test_what_a_terminal_would_obey_is_written_out(ready: Program) -> None:
    ready.here("behaviours", "reword", KEYS[0], "I ask \u202efirst")
    from_file(ready, {"ratings": {KEYS[0]: 4}, "notes": {KEYS[0]: "\x1b[2J gone"}})
    shown = ready.here("check-ins", "show", listed(ready)[0]["uid"]).out
    assert "\\x1b[2J gone" in shown
    assert "I ask \\u202efirst" in shown
    assert "I ask \\u202efirst" in ready.here("behaviours").out
    assert listed(ready)[0]["notes"] == {KEYS[0]: "\x1b[2J gone"}


def test_a_look_back_from_a_file_has_no_evidence(ready: Program) -> None:
    uid = ready.here("write", "words").out.strip()
    file = ready.home / "then.json"
    file.write_text(json.dumps({"ratings": {KEYS[0]: 4}, "evidence": {KEYS[0]: [uid]}}), "utf-8")
    outcome = ready.here("then", "--as-of", "2026-03-01", "--from", file)
    assert '"evidence" has no place in a look back' in outcome.sentence()
    assert listed(ready) == []


def test_the_commands_in_a_pipe(ready: Program, tmp_path: Path) -> None:
    """One in a process of its own, as a script would."""
    file = tmp_path / "check-in.json"
    file.write_text(json.dumps({"ratings": {KEYS[0]: 4}}), "utf-8")
    assert "kept: 1 of 1 rated." in ready.ok("check-in", "--from", file).out
    assert len(ready.ok("check-ins", "--json").json) == 1


# What is not saved yet


def test_looks_back_to_two_days_do_not_touch_each_other(ready: Program) -> None:
    in_terminal(ready, [("> ", "4\n"), ("> ", "!note on March\n"), ("> ", "q\n")], "then", "--as-of", "2026-03-01")
    in_terminal(ready, [("> ", "2\n"), ("> ", "q\n")], "then", "--as-of", "2026-06-01")
    assert ready.here("check-ins").out.splitlines() == [
        "Not saved yet: looking back to early March 2026, 1 answered, one note",
        "Not saved yet: looking back to early June 2026, 1 answered",
    ]
    code, screen = in_terminal(ready, [("> ", "q\n")], "then", "--as-of", "2026-03-01")
    assert code == 0, screen
    assert "Thinking back to early March 2026 (1 March 2026)" in screen
    assert "Going on with what you began: 1 of 3 answered." in screen


def test_a_file_leaves_what_was_begun(ready: Program) -> None:
    in_terminal(ready, [("> ", "4\n"), ("> ", "q\n")], "check-in")
    in_terminal(ready, [("> ", "2\n"), ("> ", "q\n")], "then", "--as-of", "2026-03-01")
    before = ready.here("check-ins").out
    from_file(ready, {"on": "2026-01-03", "ratings": {KEYS[0]: 3}})
    from_file(ready, {"ratings": {KEYS[0]: 3}}, "then", "--as-of", "2026-03-01")
    assert ready.here("check-ins").out.startswith(before)


def test_one_begun_for_another_day_waits_and_the_day_is_said(ready: Program) -> None:
    in_terminal(ready, [("> ", "4\n"), ("> ", "q\n")], "check-in", "--on", "2026-01-03")
    code, screen = in_terminal(ready, [("> ", "q\n")], "check-in")
    assert code == 0, screen
    assert "Check-in of 3 January 2026. How often did you do this" in screen
    code, screen = in_terminal(ready, [("> ", "5\n"), ("> ", "q\n")], "check-in", "--on", "2026-01-04")
    assert "Check-in of 4 January 2026." in screen
    assert "Going on" not in screen
    assert ready.here("check-ins").out.splitlines() == [
        "Not saved yet: check-in of 4 January 2026, 1 answered",
        "Not saved yet: check-in of 3 January 2026, 1 answered",
    ]
    code, screen = in_terminal(ready, [("> ", "q\n")], "check-in", "--on", "2026-01-03")
    assert "Going on with what you began: 1 of 3 answered." in screen


def test_what_is_no_longer_asked_neither_counts_nor_hinders_and_stays(ready: Program) -> None:
    in_terminal(ready, [("> ", "!dear\n"), ("> ", "4\n"), ("> ", "3\n"), ("> ", "q\n")], "check-in")
    ready.here("behaviours", "stop-asking", KEYS[0])
    code, screen = in_terminal(ready, [("> ", "2\n"), ("> ", "\n")], "check-in")
    assert code == 0, screen
    assert "Going on with what you began: 1 of 2 answered." in screen
    assert listed(ready)[0]["ratings"] == {KEYS[1]: 3, KEYS[2]: 2}
    ready.here("behaviours", "ask", KEYS[0])
    code, screen = in_terminal(ready, [("> ", "q\n")], "check-in")
    assert "Going on with what you began: 1 of 3 answered." in screen


def test_an_answer_to_a_sentence_that_was_reworded_is_asked_anew(ready: Program) -> None:
    in_terminal(ready, [("> ", "4\n"), ("> ", "3\n"), ("> ", "q\n")], "check-in")
    ready.here("behaviours", "reword", KEYS[0], "I never interrupt anybody")
    code, screen = in_terminal(ready, [("> ", "q\n")], "check-in")
    assert code == 0, screen
    assert "was reworded since; please rate it anew." in screen
    assert "1/3  I never interrupt anybody" in screen


def test_ctrl_c_before_any_answer_says_nothing_of_answers(ready: Program) -> None:
    _code, screen = in_terminal(ready, [("> ", "\x03")], "check-in")
    assert "is kept" not in screen
    _code, screen = in_terminal(ready, [("> ", "4\n"), ("> ", "\x03")], "check-in")
    assert "What you answered is kept" in screen


def test_one_of_today_that_waited_for_another_day_is_gone_on_with_by_the_same_command(ready: Program) -> None:
    in_terminal(ready, [("> ", "4\n"), ("> ", "q\n")], "check-in")
    typed = [("> ", f"{answer}\n") for answer in ("5", "5", "5", "")]
    code, screen = in_terminal(ready, typed, "check-in", "--on", "2026-01-04")
    assert "Check-in of 2026-01-04 kept" in screen
    code, screen = in_terminal(ready, [("> ", "3\n"), ("> ", "n\n"), ("> ", "\n")], "check-in")
    assert code == 0, screen
    assert "Going on with what you began: 1 of 3 answered." in screen
    assert listed(ready)[0]["ratings"] == dict(zip(KEYS, (4, 3, None), strict=True))


def test_one_begun_where_it_was_tomorrow_already_is_about_today(ready: Program) -> None:
    ready.also["TZ"] = "Pacific/Kiritimati"
    in_terminal(ready, [("> ", "4\n"), ("> ", "q\n")], "check-in")
    ready.also["TZ"] = "Etc/GMT+12"  # 26 hours behind: yesterday at the latest
    code, screen = in_terminal(ready, [("> ", "5\n"), ("> ", "5\n"), ("> ", "\n")], "check-in")
    assert code == 0, screen
    (kept,) = listed(ready)
    on = date.fromisoformat(kept["on"])
    assert on in (datetime.now(ZoneInfo("Etc/GMT+12")).date() - timedelta(days=late) for late in (0, 1))
    assert f"Check-in of {on.day} {on:%B %Y}. How often did you do this" in screen
    assert kept["ratings"] == dict(zip(KEYS, (4, 5, 5), strict=True))
