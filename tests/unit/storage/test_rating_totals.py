"""Sums added up by the database are those that plain Python adds up."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal_app.domain.check_in import CheckIn
from journal_app.domain.trends.totals import Spell
from journal_app.domain.trends.views import Span
from journal_app.storage.check_in_list import CheckInList
from journal_app.storage.creation import create_vault
from journal_app.storage.rating_totals import RatingTotals
from tests.support.journals import AT, CHEAP, Stores
from tests.support.trend_data import BEHAVIOURS, check_in, check_ins, fill, in_order, spells_of, totals_of

PRACTICE_OF = {behaviour.key: behaviour.practice for behaviour in BEHAVIOURS}
KEYS = [behaviour.key for behaviour in BEHAVIOURS]
EVER = Span(None, date(2026, 12, 31))
WRITTEN = {f"entry-{number}": ("2026-03-01", ["power"]) for number in range(3)}

VALUES = st.none() | st.integers(1, 5)
CHECK_INS = st.builds(
    lambda on, ratings, wordings, evidence, left_out: CheckIn(
        "",
        on,
        ratings,
        AT,
        {key: wordings.get(key, 1) for key in ratings},
        {},
        {k: tuple(e) for k, e in evidence.items()},
        left_out=None if left_out is None else tuple(sorted(left_out - set(ratings))),
    ),
    st.dates(date(2026, 1, 1), date(2026, 1, 8)),
    st.dictionaries(st.sampled_from(KEYS[:6]), VALUES, min_size=1, max_size=6),
    st.dictionaries(st.sampled_from(KEYS[:6]), st.integers(1, 3), max_size=4),
    st.dictionaries(st.sampled_from(KEYS[:6]), st.sets(st.sampled_from(sorted(WRITTEN)), min_size=1), max_size=3),
    st.none() | st.sets(st.sampled_from([*KEYS[:6], "gone-for-good"]), max_size=4),
)


def numbered(found: list[CheckIn]) -> list[CheckIn]:
    """As if saved one after the other, in any order of their days, with evidence only for what was answered."""
    saved = [
        replace(
            each,
            uid=f"check-in-{number}",
            recorded=datetime(2026, 5, 1, 9, number, tzinfo=UTC),
            evidence={key: uids for key, uids in each.evidence.items() if key in each.ratings},
        )
        for number, each in enumerate(found)
    ]
    return in_order(saved)


@settings(max_examples=25)
@given(st.lists(CHECK_INS, max_size=8))
def test_totals_and_spells_are_those_of_plain_python(found: list[CheckIn]) -> None:
    saved = numbered(found)
    with TemporaryDirectory() as folder:
        vault = create_vault(Path(folder) / "journal", None, AT, CHEAP)
        try:
            fill(vault, saved, WRITTEN)
            sums = RatingTotals(vault).sums(PRACTICE_OF, EVER)
            read = CheckInList(vault).ordinary(KEYS)
        finally:
            vault.close()
    assert [(h.uid, h.on, h.left_out) for h in sums.heads] == [(each.uid, each.on, each.left_out) for each in saved]
    assert sums.totals == totals_of(saved, BEHAVIOURS)
    assert sorted(sums.spells, key=repr) == sorted(spells_of(saved), key=repr)
    assert [(c.uid, c.ratings, c.wordings, c.left_out) for c in read] == [
        (c.uid, c.ratings, c.wordings, c.left_out) for c in saved
    ]


def test_what_is_in_the_bin_and_looks_back_count_nowhere(stores: Stores) -> None:
    ordinary = check_ins("2026-03-01 power 2 3", "2026-04-01 power 4 4")
    fill(stores.vault, [*ordinary, check_in("2026-03-15 power 5 5", 9, as_of=date(2026, 1, 1))])
    with stores.vault.writing() as db:
        db.conn.execute("UPDATE check_ins SET deleted_utc = '2026-05-01' WHERE uid = 'check-in-1'")
    sums = RatingTotals(stores.vault).sums(PRACTICE_OF, EVER)
    assert [head.uid for head in sums.heads] == ["check-in-0"]
    assert list(sums.totals["power"].points) == [0]
    assert {spell.last for spell in sums.spells} == {0}


def test_a_reflection_attached_twice_counts_once_and_one_in_the_bin_never(stores: Stores) -> None:
    one = replace(
        check_ins("2026-03-01 power 2 3")[0],
        evidence={"power-1": ("entry-0", "entry-1"), "power-2": ("entry-0", "entry-2")},
    )
    fill(stores.vault, [one], WRITTEN)
    stores.entries.bin("entry-2", AT)
    assert RatingTotals(stores.vault).sums(PRACTICE_OF, EVER).totals["power"].points[0].evidence == 2
    assert [e.uid for e in CheckInList(stores.vault).attached(one.uid, ["power-1", "power-2"])] == [
        "entry-1",
        "entry-0",
    ]
    assert [e.uid for e in CheckInList(stores.vault).attached(one.uid, ["power-2"])] == ["entry-0"]


def test_ratings_of_behaviours_that_are_not_known_are_left_out(stores: Stores) -> None:
    fill(stores.vault, check_ins("2026-03-01 power 2 3, elsewhere 5 5"))
    sums = RatingTotals(stores.vault).sums(PRACTICE_OF, EVER)
    assert list(sums.totals) == ["power"]


def test_totals_are_of_the_span_and_spells_of_all_before_its_end(stores: Stores) -> None:
    fill(stores.vault, check_ins("2026-01-01 power 1 1", "2026-02-01 power 2 2", "2026-03-01 power 3 3"))
    sums = RatingTotals(stores.vault).sums(PRACTICE_OF, Span(date(2026, 2, 1), date(2026, 2, 28)))
    assert list(sums.totals["power"].points) == [1]
    assert Spell("power-1", 1, 0, 1) in sums.spells
    assert len(sums.heads) == 3


@pytest.mark.parametrize("keys", [[], ["power-1"]])
def test_a_list_holds_every_check_in_with_the_ratings_asked_for(stores: Stores, keys: list[str]) -> None:
    fill(stores.vault, check_ins("2026-03-01 power 2 3", "2026-04-01 conflict 4 4"))
    found = CheckInList(stores.vault).ordinary(keys)
    assert [c.ratings for c in found] == [dict.fromkeys(keys, 2), {}]


def test_reflections_are_counted_by_month_and_practice_each_once(stores: Stores) -> None:
    written = {
        "a": ("2026-01-31", ["power", "conflict"]),
        "b": ("2026-02-01", ["power"]),
        "c": ("2026-02-28", []),
        "d": ("2026-03-01", ["power"]),
        "e": ("2026-02-10", ["power"]),
    }
    fill(stores.vault, [], written)
    stores.entries.bin("e", AT)
    found = CheckInList(stores.vault).written(Span(date(2026, 1, 1), date(2026, 2, 28)))
    january, february = date(2026, 1, 1), date(2026, 2, 1)
    assert found.by_month == {january: 1, february: 2}
    assert found.tagged == {"power": {january: 1, february: 1}, "conflict": {january: 1}}
    assert found.untagged == 1
    assert [e.uid for e in CheckInList(stores.vault).tagged("power", Span(january, date(2026, 2, 28)))] == ["b", "a"]
