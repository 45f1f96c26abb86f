"""Reading check-ins: in as many questions for ten years as for one day, in one state, and from older texts."""

from __future__ import annotations

import json
from datetime import date, timedelta
from threading import Thread

import pytest

from journal_app.domain.check_in import Answers, HalfDone
from journal_app.domain.content import Wording
from journal_app.domain.entry import NewEntry
from journal_app.storage.answer_texts import half_done_json, half_done_of
from journal_app.storage.check_in_rows import snapshot
from tests.support.journals import AT, Stores, moment

DAY = date(2026, 3, 2)
WORDINGS = {key: Wording(1, f"I {key}") for key in ("ask", "say", "wait")}


def rate(stores: Stores, count: int) -> None:
    entry = stores.entries.add(NewEntry(moment("2026-03-01T12:00+00:00"), body="A reflection"), AT)
    for number in range(count):
        answers = Answers({"ask": 1 + number % 5, "say": None}, {"say": f"note {number}"}, {"ask": (entry,)})
        on = DAY - timedelta(weeks=number)
        stores.check_ins.add(on, answers, WORDINGS, AT - timedelta(weeks=number))


def questions(stores: Stores) -> int:
    """How many statements SQLite runs to read all check-ins."""
    asked: list[str] = []
    connection = stores.vault.connection()
    connection.set_trace_callback(asked.append)
    try:
        stores.check_ins.all()
    finally:
        connection.set_trace_callback(None)
    return len(asked)


def test_however_many_there_are_they_are_read_in_the_same_number_of_questions(stores: Stores) -> None:
    rate(stores, 1)
    few = questions(stores)
    rate(stores, 60)
    assert questions(stores) == few <= 5
    assert len(stores.check_ins.all()) == 61


def test_each_has_its_own_answers_and_no_others(stores: Stores) -> None:
    rate(stores, 12)
    found = stores.check_ins.all()
    assert [each.on for each in found] == sorted(each.on for each in found)
    for number, each in enumerate(reversed(found)):
        assert each.ratings == {"ask": 1 + number % 5, "say": None}
        assert (each.notes, set(each.evidence)) == ({"say": f"note {number}"}, {"ask"})
        assert each.wordings == {"ask": 1, "say": 1}


def test_what_another_thread_writes_meanwhile_is_seen_whole_or_not_at_all(stores: Stores) -> None:
    rate(stores, 2)
    newest = stores.check_ins.all()[-1]
    with snapshot(stores.vault.connection()):
        before = stores.check_ins.all()
        writer = Thread(target=lambda: stores.check_ins.edit(newest.uid, DAY, Answers({"wait": 2}), WORDINGS, AT))
        writer.start()
        writer.join()
        assert stores.check_ins.all() == before
    assert stores.check_ins.get(newest.uid).ratings == {"wait": 2}


def test_a_failure_while_reading_leaves_no_transaction_open(stores: Stores) -> None:
    with pytest.raises(ZeroDivisionError), snapshot(stores.vault.connection()):
        raise ZeroDivisionError
    rate(stores, 1)
    assert len(stores.check_ins.all()) == 1


@pytest.mark.parametrize(
    ("text", "ratings"),
    [
        ('{"say-we": 2, "ask": null}', {"say-we": 2, "ask": None}),
        ("{}", {}),
        # One that happens to be called as a part of today's form.
        ('{"answers": 3, "on": 2, "editing": 1}', {"answers": 3, "on": 2, "editing": 1}),
    ],
)
def test_what_earlier_versions_left_half_done_is_understood(text: str, ratings: dict[str, int | None]) -> None:
    assert half_done_of(text) == HalfDone(Answers(ratings))


def test_a_half_done_one_comes_back_from_its_text_as_it_was() -> None:
    answers = Answers({"say-we": 2, "ask": None}, {"ask": "Grüße 🧭"}, {"ask": ("a", "b")})
    for half_done in (
        HalfDone(answers),
        HalfDone(answers, DAY, date(2025, 1, 1), "uid"),
        HalfDone(Answers({}, {"ask": "only a note"})),
    ):
        text = half_done_json(half_done)
        assert half_done_of(json.dumps(json.loads(text))) == half_done
