"""Merging check-ins: the later change stays, the other is a version; statements are matched by their words."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal_app.domain.check_in import Answers, HalfDone
from journal_app.domain.content import Wording
from journal_app.domain.merge import Left, MergeReport
from journal_app.storage.answer_texts import half_done_json, half_done_of
from journal_app.storage.behaviour_store import BehaviourStore
from journal_app.storage.half_done_store import HalfDoneStore
from journal_app.storage.merging import merge
from journal_app.storage.settings_store import SettingsStore
from tests.support.damage import dump
from tests.support.journals import AT, Stores
from tests.unit.storage.test_merging import LATER, TwoSides, at, entry

DAY = date(2026, 3, 1)
ASK, SAY = "ask-before-i-answer", "say-we"


@pytest.fixture
def two(tmp_path: Path) -> Iterator[TwoSides]:
    sides = TwoSides(tmp_path)
    yield sides
    sides.close()


def rate(stores: Stores, value: int | None, when: datetime = AT, text: str = "I say we", number: int = 1) -> str:
    answers = Answers({SAY: value}, {SAY: f"noted {value}"})
    return stores.check_ins.add(DAY, answers, {SAY: Wording(number, text)}, when)


def shared(tmp_path: Path) -> tuple[TwoSides, str]:
    """Two sides that both hold the same check-in, which the second brought to the first."""
    sides = TwoSides(tmp_path)
    uid = rate(sides.here, 3)
    _copy_check_in(sides, uid)
    return sides, uid


def _copy_check_in(sides: TwoSides, uid: str) -> None:
    """As it would be if the folder had been copied after it was saved."""
    with sides.here.vault.reading() as here, sides.there.vault.writing() as there:
        for table in ("check_ins", "ratings", "behaviour_wordings"):
            for row in here.execute(f"SELECT * FROM {table}").fetchall():
                there.conn.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)


def change(stores: Stores, uid: str, value: int | None, when: datetime, *evidence: str) -> None:
    answers = Answers({SAY: value}, {SAY: f"noted {value}"}, {SAY: evidence} if evidence else {})
    stores.check_ins.edit(uid, DAY, answers, {SAY: Wording(1, "")}, when)


def said(stores: Stores, uid: str) -> tuple[int | None, list[int | None]]:
    return stores.check_ins.get(uid).ratings[SAY], [v.answers.ratings[SAY] for v in stores.check_ins.versions(uid)]


def test_a_check_in_comes_with_its_notes_evidence_versions_rhythm_and_day_looked_back_to(two: TwoSides) -> None:
    new = two.there.entries.add(entry("Only there"), at(1))
    uid = rate(two.there, 2)
    change(two.there, uid, 5, at(2), two.uid, new)
    then = two.there.check_ins.add(DAY, Answers({ASK: 1}), {}, at(1), as_of=date(2025, 12, 1), left_out=[SAY])
    expected = two.there.check_ins.get(uid), two.there.check_ins.get(then), two.there.check_ins.versions(uid)
    report = merge(two.here.vault, two.bring_copy(), LATER)
    assert (report.check_ins, report.check_ins_joined) == (2, 0)
    found = two.here.check_ins.get(uid), two.here.check_ins.get(then), two.here.check_ins.versions(uid)
    assert found == expected
    assert set(found[0].evidence[SAY]) == {two.uid, new}
    assert two.here.check_ins.looks_back() == (found[1],)


@pytest.mark.parametrize("later", ["here", "there"])
def test_of_a_check_in_changed_on_both_sides_the_later_stays_and_the_other_is_a_version(
    tmp_path: Path, later: str
) -> None:
    two, uid = shared(tmp_path)
    change(two.here, uid, 1, at(2 if later == "here" else 1))
    change(two.there, uid, 5, at(1 if later == "here" else 2))
    report = merge(two.here.vault, two.bring_copy(), LATER)
    assert report.check_ins_joined == 1
    present, earlier = said(two.here, uid)
    assert present == (1 if later == "here" else 5)
    # Both sides kept what it was when they parted, each with the time of its own change.
    assert Counter(earlier) == Counter([3, 3, 5 if later == "here" else 1])
    assert two.here.check_ins.get(uid).notes == {SAY: f"noted {present}"}
    two.close()


@pytest.mark.parametrize("later", ["here", "there"])
def test_what_was_left_out_goes_with_the_answers_that_stay(tmp_path: Path, later: str) -> None:
    two = TwoSides(tmp_path)
    uid = two.here.check_ins.add(DAY, Answers({SAY: 3, ASK: 2}), {}, AT, left_out=["report-back"])
    _copy_check_in(two, uid)
    two.here.check_ins.edit(uid, DAY, Answers({SAY: 3}), {}, at(2 if later == "here" else 1))
    two.there.check_ins.edit(uid, DAY, Answers({ASK: 2}), {}, at(1 if later == "here" else 2))
    merge(two.here.vault, two.bring_copy(), LATER)
    found = two.here.check_ins.get(uid)
    assert (found.ratings, found.left_out) == (
        ({SAY: 3}, (ASK, "report-back")) if later == "here" else ({ASK: 2}, ("report-back", SAY))
    )
    two.close()


def test_a_check_in_changed_there_alone_is_taken_and_what_it_was_is_its_version(tmp_path: Path) -> None:
    two, uid = shared(tmp_path)
    change(two.there, uid, None, at(1), two.uid)
    merge(two.here.vault, two.bring_copy(), LATER)
    assert said(two.here, uid) == (None, [3])
    assert two.here.check_ins.get(uid).evidence == {SAY: (two.uid,)}
    two.close()


@pytest.mark.parametrize(("changed", "binned"), [(2, False), (1, True)])
def test_what_was_binned_on_one_side_stays_so_unless_it_was_changed_after_that(
    tmp_path: Path, changed: int, binned: bool
) -> None:
    two, uid = shared(tmp_path)
    two.here.check_ins.set_deleted(uid, at(1) + timedelta(hours=1))
    change(two.there, uid, 4, at(changed))
    merge(two.here.vault, two.bring_copy(), LATER)
    assert said(two.here, uid) == (4, [3])
    assert bool(two.here.check_ins.deleted()) is binned
    two.close()


def test_merging_twice_changes_nothing_more(tmp_path: Path) -> None:
    two, uid = shared(tmp_path)
    BehaviourStore(two.there.vault).add("own-1", "power", "I wait", at(1))
    rate(two.there, 1, at(1), "I say we now", 2)
    change(two.here, uid, 1, at(1))
    change(two.there, uid, 5, at(2))
    copy = two.bring_copy()
    kept = copy.with_name("kept elsewhere.db")
    kept.write_bytes(copy.read_bytes())
    assert not merge(two.here.vault, copy, LATER).is_nothing_new
    once = _rows(two)
    report = merge(two.here.vault, kept, LATER)
    assert report == MergeReport(0, 0, 0, 0)
    assert _rows(two) == once
    two.close()


def _rows(two: TwoSides) -> dict[str, list[tuple[object, ...]]]:
    return {name: rows for name, rows in dump(two.folder).items() if name != "settings"}


def test_a_number_that_means_another_statement_there_gets_another_one_here(two: TwoSides) -> None:
    rate(two.here, 3, AT, "Worded here", 2)
    theirs = rate(two.there, 4, at(1), "Worded there", 2)
    same = rate(two.there, 5, at(2), "I say we", 1)
    merge(two.here.vault, two.bring_copy(), LATER)
    held = BehaviourStore(two.here.vault).held()
    texts = {wording.number: wording.text for wording in held.wordings[SAY]}
    assert texts[two.here.check_ins.get(theirs).wordings[SAY]] == "Worded there"
    assert texts[two.here.check_ins.get(same).wordings[SAY]] == "I say we"
    assert sorted(texts.values()) == ["I say we", "Worded here", "Worded there"]


def test_a_statement_known_on_both_sides_is_one_series_whatever_its_number(two: TwoSides) -> None:
    ours = rate(two.here, 3, AT, "The very same", 2)
    theirs = rate(two.there, 4, at(1), "The very same", 3)
    merge(two.here.vault, two.bring_copy(), LATER)
    assert two.here.check_ins.get(ours).wordings == two.here.check_ins.get(theirs).wordings == {SAY: 2}


def test_own_behaviours_come_and_one_worded_anew_there_since_has_its_new_words(two: TwoSides) -> None:
    ours, theirs = BehaviourStore(two.here.vault), BehaviourStore(two.there.vault)
    for store in (ours, theirs):
        store.add("own-1", "power", "I wait", AT)
    theirs.reword("own-1", "power", Wording(2, "I wait for others"), Wording(1, "I wait"), None, at(1))
    theirs.add("own-2", "conflict", "I disagree aloud", at(1))
    report = merge(two.here.vault, two.bring_copy(), LATER)
    assert report.behaviours == 2
    held = ours.held()
    assert (held.choices["own-1"].wording, held.choices["own-2"].practice) == (2, "conflict")
    assert [wording.text for wording in held.wordings["own-1"]] == ["I wait", "I wait for others"]


def begin(stores: Stores, name: str, value: int, **what: object) -> None:
    """A half-done check-in, under the name of its setting."""
    text = half_done_json(HalfDone(Answers({SAY: value}), **what))  # type: ignore[arg-type]
    SettingsStore(stores.vault).put(name, text)


def begun(stores: Stores) -> dict[str, int | None]:
    with stores.vault.reading() as connection:
        rows = connection.execute("SELECT name, value FROM settings").fetchall()
    return {name: half_done_of(text).answers.ratings[SAY] for name, text in rows if text.startswith('{"answers"')}


def test_what_was_begun_there_comes_where_nothing_was_begun_for_the_same_purpose_here(two: TwoSides) -> None:
    march, june = date(2026, 3, 1), date(2026, 6, 1)
    begin(two.here, "check_in_draft", 1)
    begin(two.here, "half_done then 2026-03-01", 2, as_of=march)
    begin(two.there, "half_done now", 3)
    begin(two.there, "then_draft", 4, as_of=march)
    begin(two.there, "half_done then 2026-06-01", 5, as_of=june)
    begin(two.there, "half_done now 2026-03-01", 1, on=march)
    begin(two.there, "edit_draft", 4, editing="a" * 32)
    report = merge(two.here.vault, two.bring_copy(), LATER)
    assert (report.begun, report.left, report.is_nothing_new) == (3, Left(begun=2), False)
    assert begun(two.here) == {
        "check_in_draft": 1,
        "half_done then 2026-03-01": 2,
        "half_done then 2026-06-01": 5,
        "half_done now 2026-03-01": 1,
        f"half_done edit {'a' * 32}": 4,
    }


def test_one_that_was_begun_alike_on_both_sides_is_not_told_of(two: TwoSides) -> None:
    begin(two.here, "half_done now", 3)
    begin(two.there, "check_in_draft", 3)
    report = merge(two.here.vault, two.bring_copy(), LATER)
    assert replace(report, kept_in=None) == MergeReport(0, 0, 0, 0)


HALF_DONE = {
    "now": HalfDone(Answers({SAY: 3}, {SAY: "noted 3 "}), DAY, statements={SAY: "I say we"}),
    "now 2026-03-01": HalfDone(Answers({SAY: 3}), DAY),
    "then 2026-01-01": HalfDone(Answers({SAY: 3}), as_of=date(2026, 1, 1)),
}


@pytest.mark.parametrize("slot", HALF_DONE)
def test_what_was_begun_on_both_sides_and_is_saved_here_does_not_come_back(two: TwoSides, slot: str) -> None:
    half_done = HALF_DONE[slot]
    HalfDoneStore(two.there.vault).keep({slot: half_done})
    answers = Answers({SAY: 3, ASK: 2}, {SAY: "noted 3"})
    uid = two.here.check_ins.add(DAY, answers, {SAY: Wording(1, "I say we")}, at(1), as_of=half_done.as_of)
    two.here.check_ins.edit(uid, DAY, Answers({SAY: 5}), {SAY: Wording(1, "")}, at(2))
    report = merge(two.here.vault, two.bring_copy(), LATER)
    assert (report.begun, report.left, report.is_nothing_new) == (0, Left(), True)
    assert HalfDoneStore(two.here.vault).all() == {}


@pytest.mark.parametrize("slot", HALF_DONE)
@pytest.mark.parametrize(
    "saved",
    [
        {"answers": Answers({SAY: 4}, {SAY: "noted 3"})},
        {"answers": Answers({ASK: 3})},
        {"answers": Answers({SAY: 3}), "on": date(2026, 3, 2), "as_of": date(2026, 1, 2)},
        {"answers": Answers({SAY: 3}, {SAY: "noted 3"}), "deleted": True},
    ],
)
def test_what_is_not_saved_here_just_so_comes(two: TwoSides, slot: str, saved: dict[str, Any]) -> None:
    half_done = HALF_DONE[slot]
    HalfDoneStore(two.there.vault).keep({slot: half_done})
    as_of = half_done.as_of and saved.get("as_of", half_done.as_of)
    wordings = {SAY: Wording(1, "I say we")}
    uid = two.here.check_ins.add(saved.get("on", DAY), saved["answers"], wordings, at(1), as_of=as_of)
    if saved.get("deleted"):
        two.here.check_ins.set_deleted(uid, at(2))
    assert merge(two.here.vault, two.bring_copy(), LATER).begun == 1
    assert HalfDoneStore(two.here.vault).all() == {slot: half_done}


@pytest.mark.parametrize(
    "half_done",
    [
        HalfDone(Answers({SAY: 3}, {SAY: "noted 3, and more"}), DAY),
        HalfDone(Answers({SAY: 3}), DAY, statements={SAY: "Worded otherwise"}),
        HalfDone(Answers({SAY: 3}, {}, {SAY: ("f" * 32,)}), DAY),
        HalfDone(Answers({SAY: 3})),  # an earlier version did not say of which day
        HalfDone(Answers({SAY: 3}), as_of=DAY),
    ],
)
def test_one_that_says_more_or_is_about_something_else_than_what_is_saved_comes(
    two: TwoSides, half_done: HalfDone
) -> None:
    SettingsStore(two.there.vault).put("half_done now", half_done_json(half_done))
    rate(two.here, 3, at(1))
    assert merge(two.here.vault, two.bring_copy(), LATER).begun == 1


def test_one_like_a_check_in_that_both_sides_hold_is_another_one_and_comes(tmp_path: Path) -> None:
    two, _ = shared(tmp_path)
    HalfDoneStore(two.there.vault).keep({"now": HalfDone(Answers({SAY: 3}), DAY)})
    assert merge(two.here.vault, two.bring_copy(), LATER).begun == 1
    two.close()


@pytest.mark.parametrize("later", [None, 5])
def test_half_done_changes_that_are_saved_here_do_not_come_back(tmp_path: Path, later: int | None) -> None:
    two, uid = shared(tmp_path)
    HalfDoneStore(two.there.vault).keep({f"edit {uid}": HalfDone(Answers({SAY: 4}, {SAY: "noted 4"}), editing=uid)})
    change(two.here, uid, 4, at(1))
    if later:
        change(two.here, uid, later, at(2))
    report = merge(two.here.vault, two.bring_copy(), LATER)
    assert (report.begun, report.is_nothing_new) == (0, True)
    assert HalfDoneStore(two.here.vault).all() == {}
    two.close()


@pytest.mark.parametrize(
    ("answers", "on"),
    [
        (Answers({SAY: 4}), None),  # the note was taken away
        (Answers({SAY: 4}, {SAY: "noted 4"}), date(2026, 2, 28)),
        (Answers({SAY: 3}, {SAY: "noted 3"}), None),  # as it was on both sides before
        (Answers({SAY: 2}, {SAY: "noted 4"}), None),
    ],
)
def test_half_done_changes_that_are_not_saved_here_just_so_come(
    tmp_path: Path, answers: Answers, on: date | None
) -> None:
    two, uid = shared(tmp_path)
    HalfDoneStore(two.there.vault).keep({f"edit {uid}": HalfDone(answers, on, editing=uid)})
    change(two.here, uid, 4, at(1))
    assert merge(two.here.vault, two.bring_copy(), LATER).begun == 1
    two.close()


def test_choices_and_the_rhythm_stay_as_they_are_here_and_are_told_of(two: TwoSides) -> None:
    ours, theirs = BehaviourStore(two.here.vault), BehaviourStore(two.there.vault)
    for store in (ours, theirs):
        store.add("own-1", "power", "I wait", AT)
        store.ask({ASK: "power", SAY: "power"}, asked=False)
    ours.ask({SAY: "power"}, asked=True)
    theirs.ask({ASK: "power"}, asked=True)
    theirs.set_deleted(["own-1"], at(1))
    SettingsStore(two.there.vault).put("check_in_rhythm", "weekly")
    report = merge(two.here.vault, two.bring_copy(), LATER)
    assert (report.left, report.is_nothing_new) == (Left(choices=2, behaviours=1, rhythm=True), True)
    choices = ours.held().choices
    assert {key: (each.asked, each.deleted) for key, each in choices.items()} == {
        "own-1": (True, False),
        ASK: (False, False),
        SAY: (True, False),
    }
    assert SettingsStore(two.here.vault).get("check_in_rhythm") is None


def test_what_is_not_asked_there_is_not_asked_where_nobody_chose_here(two: TwoSides) -> None:
    ours, theirs = BehaviourStore(two.here.vault), BehaviourStore(two.there.vault)
    for store in (ours, theirs):
        store.add("own-1", "power", "I wait", AT)
    ours.reword(ASK, "power", Wording(2, "I ask"), None, None, at(1))
    theirs.ask({ASK: "power", SAY: "power", "own-1": "power"}, asked=False)
    report = merge(two.here.vault, two.bring_copy(), LATER)
    assert (report.behaviours, report.left) == (3, Left())
    held = ours.held()
    assert {key: each.asked for key, each in held.choices.items()} == dict.fromkeys((ASK, SAY, "own-1"), False)
    assert held.choices[ASK].wording == 2


def test_evidence_of_an_entry_that_was_deleted_for_good_here_comes_back_with_it(tmp_path: Path) -> None:
    two, uid = shared(tmp_path)
    change(two.here, uid, 4, at(1), two.uid)
    change(two.there, uid, 4, at(1), two.uid)
    two.here.entries.bin(two.uid, at(2))
    two.here.entries.purge(two.uid)
    merge(two.here.vault, two.bring_copy(), LATER)
    assert two.here.check_ins.get(uid).evidence == {SAY: (two.uid,)}
    two.close()


STEPS = st.lists(st.tuples(st.sampled_from(["here", "there"]), st.sampled_from(["save", "edit", "bin"])), max_size=8)


@settings(max_examples=15)
@given(steps=STEPS, seed=st.integers(0, 99))
def test_whatever_was_done_on_both_sides_no_answer_is_lost(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str]], seed: int
) -> None:
    """Whatever was the present answer on either side is the present one, or a version, afterwards."""
    two, uid = shared(tmp_path_factory.mktemp("sides"))
    chance = Random(seed)
    try:
        for number, (side, step) in enumerate(steps):
            stores = two.here if side == "here" else two.there
            when, value = at(1 + chance.randrange(4)), chance.choice((None, 1, 2, 3, 4, 5))
            if step == "save":
                rate(stores, value, when, f"Words {number % 3}", 1 + chance.randrange(3))
            elif step == "edit":
                change(stores, uid, value, when)
            else:
                stores.check_ins.set_deleted(uid, when)
        present = [_everything(side) for side in (two.here, two.there)]
        merge(two.here.vault, two.bring_copy(), LATER)
        after = _everything(two.here)
        for before in present:
            for each, answers in before.items():
                assert answers <= after[each]
        assert after.keys() == present[0].keys() | present[1].keys()
    finally:
        two.close()


def _everything(stores: Stores) -> dict[str, set[str]]:
    """Every answer that a check-in has or had, by its uid."""
    found = (*stores.check_ins.all(), *stores.check_ins.deleted())
    return {
        each.uid: {
            json.dumps([dict(a.ratings), dict(a.notes)])
            for a in (each.answers, *(version.answers for version in stores.check_ins.versions(each.uid)))
        }
        for each in found
    }
