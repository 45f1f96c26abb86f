"""The trends of a real journal: which days count, whose reflections are found, and what never goes wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from journal_app.bootstrap import Services
from journal_app.domain.check_in import Answers
from journal_app.domain.content import Behaviour
from journal_app.domain.errors import UnknownPractice
from journal_app.domain.rhythm import Rhythm
from journal_app.domain.trends.views import Span
from tests.support.clock import FakeClock
from tests.support.journals import Stores, moment
from tests.support.trend_data import BEHAVIOURS, check_in, check_ins, fill, service_on


def write(services: Services, at: str) -> str:
    return services.entries.write("", "About power.", written=moment(at), practices=["power"]).uid


def rate(services: Services, on: str, value: int, practice: str = "power") -> str:
    keys = [b.key for b in services.behaviours.asked() if b.practice == practice]
    return services.check_ins.save(Answers(dict.fromkeys(keys, value)), date.fromisoformat(on)).check_in.uid


def test_all_starts_with_the_first_check_in_and_a_few_months_end_today(services: Services) -> None:
    assert services.trends.span(None) == Span(None, date(2026, 3, 2))
    assert services.trends.span(3) == Span(date(2025, 12, 2), date(2026, 3, 2))
    assert services.trends.span(100_000) == Span(None, date(2026, 3, 2))


def test_a_check_in_saved_where_it_is_tomorrow_already_does_not_vanish(services: Services, clock: FakeClock) -> None:
    clock.set("2026-03-02T20:00:00+00:00")
    there = clock.now()
    rate(services, "2026-03-02", 3)
    with services._vault.writing() as db:  # as it was saved in Auckland that evening
        db.conn.execute("UPDATE check_ins SET on_date = '2026-03-03'")
    view = services.trends.overview(services.trends.span(12))
    assert there.local_date == date(2026, 3, 2)
    assert [day for _, day in view.check_ins] == [date(2026, 3, 3)]
    assert view.ahead == ()


def test_a_check_in_dated_years_ahead_changes_no_chart_and_is_told(stores: Stores) -> None:
    fill(stores.vault, check_ins("2026-02-01 power 3 3", "2031-01-01 power 5 5"))
    service = service_on(stores.vault, today="2026-03-02")
    view = service.overview(service.span(None))
    assert len(view.check_ins) == 1
    assert "1 January 2031" in service.caution(view)
    assert service.compare(Span(None, date(2040, 1, 1)), Span(None, date(2040, 1, 1))).first_check_ins == 1
    assert len(service.practice("power", Span(None, date(2040, 1, 1))).check_ins) == 1


def test_the_views_speak_of_ones_own_behaviours_too(services: Services) -> None:
    mine, _ = services.behaviours.add("power", "I leave the chair empty")
    other, _ = services.behaviours.add("power", "I let others sum up")
    services.check_ins.save(Answers({mine.key: 2, other.key: 3}))
    view = services.trends.practice("power", services.trends.span(None))
    assert {"I leave the chair empty", "I let others sum up"} <= {series.text for series in view.series}
    assert services.trends.overview(view.span).series[3].points[0].total == 5


def test_a_deleted_behaviour_with_ratings_stays_in_every_view(services: Services) -> None:
    mine, _ = services.behaviours.add("power", "I leave the chair empty")
    services.check_ins.save(Answers({mine.key: 2}))
    services.behaviours.remove(mine.key)
    view = services.trends.practice("power", services.trends.span(None))
    assert [(s.text, s.asked, len(s.points)) for s in view.series if s.behaviour == mine.key] == [
        ("I leave the chair empty", False, 1)
    ]


def test_a_reworded_behaviour_stands_once_for_each_statement_and_breaks_the_overview(
    services: Services, clock: FakeClock
) -> None:
    rate(services, "2026-02-01", 2)
    key = next(b.key for b in services.behaviours.asked() if b.practice == "power")
    services.behaviours.reword(key, "I say it in other words")
    rate(services, "2026-03-01", 4)
    span = services.trends.span(None)
    texts = [s.text for s in services.trends.practice("power", span).series if s.behaviour == key]
    assert len(texts) == 2
    assert texts[1] == "I say it in other words"
    power = services.trends.overview(span).series[3]
    assert [len(segment) for segment in power.segments] == [1, 1]
    assert power.breaks[0].reworded == (key,)


def test_evidence_and_what_was_written_in_a_month_are_found_newest_first(services: Services) -> None:
    uids = [write(services, f"2026-0{month}-01T09:00:00+00:00") for month in (1, 2, 2)]
    keys = [b.key for b in services.behaviours.asked() if b.practice == "power"][:2]
    evidence = {keys[0]: (uids[0], uids[1]), keys[1]: (uids[0],)}
    saved = services.check_ins.save(Answers(dict.fromkeys(keys, 3), {}, evidence)).check_in
    assert [e.uid for e in services.trends.evidence(saved.uid, keys)] == [uids[1], uids[0]]
    assert [e.uid for e in services.trends.evidence(saved.uid, keys[1:])] == [uids[0]]
    assert [e.uid for e in services.trends.written("power", date(2026, 2, 14))] == [uids[2], uids[1]]
    assert services.trends.written("conflict", date(2026, 2, 14)) == ()
    services.entries.delete(uids[1])
    assert [e.uid for e in services.trends.evidence(saved.uid, keys)] == [uids[0]]
    assert services.trends.overview(services.trends.span(None)).series[3].points[0].evidence == 1


def test_an_unknown_practice_is_refused(services: Services) -> None:
    with pytest.raises(UnknownPractice):
        services.trends.practice("nonsense", services.trends.span(None))
    with pytest.raises(UnknownPractice):
        services.trends.compare(services.trends.span(1), services.trends.span(2), "nonsense")


def test_an_empty_journal_has_empty_views_and_no_words(services: Services) -> None:
    trends, span = services.trends, services.trends.span(None)
    assert trends.words(trends.overview(span)) == trends.caution(trends.overview(span)) == ""
    assert trends.words(trends.practice("power", span)) == ""
    assert trends.words(trends.writing(span)) == ""
    assert trends.looking_back() is None
    assert trends.looks_back() == ()
    first, second = trends.usual_periods(span)
    assert trends.words(trends.compare(first, second)).endswith("so there is nothing to compare.")


def test_a_look_back_can_be_chosen_and_the_newest_is_the_usual_one(stores: Stores) -> None:
    backs = [
        replace(check_in(f"2026-{month:02}-01 power 2 2", month, as_of=date(2025, 9, 1)), uid=f"back-{month}")
        for month in (3, 6)
    ]
    fill(stores.vault, [*check_ins("2025-09-01 power 3 3"), *backs])
    service = service_on(stores.vault)
    usual, chosen = service.looking_back(), service.looking_back("back-3")
    assert usual is not None
    assert chosen is not None
    assert (usual.uid, chosen.uid) == ("back-6", "back-3")
    assert service.looking_back("no-such") is None


def test_what_is_dated_ahead_is_not_taken_for_now(stores: Stores) -> None:
    back = check_in("2026-03-01 power 2 2", 9, as_of=date(2025, 9, 1))
    fill(stores.vault, [*check_ins("2025-09-01 power 3 3", "2026-04-01 power 5 5"), back])
    view = service_on(stores.vault, today="2026-03-02").looking_back()
    assert view is not None
    assert view.now is None


def test_the_months_of_writing_begin_with_the_first_of_which_there_is_anything(stores: Stores) -> None:
    fill(stores.vault, check_ins("2026-02-03 power 3 3"), {"a": ("2026-01-31", ["power"])})
    service = service_on(stores.vault, today="2026-04-02")
    for since in (None, date(1, 1, 1), date(2025, 6, 1)):
        assert [month.month for month in service.writing(Span(since, date(2026, 4, 2))).months] == [1, 2, 3, 4]
    assert [month.month for month in service.writing(Span(date(2026, 2, 1), date(2026, 4, 2))).months] == [2, 3, 4]
    empty = service.writing(Span(date(2025, 11, 5), date(2026, 1, 2)))
    assert empty.months == (date(2026, 1, 1),)


def test_weekly_and_monthly_check_ins_in_one_view_come_with_a_caution(stores: Stores) -> None:
    mixed = [check_in("2026-02-01 power 3 3", 0), check_in("2026-03-01 power 3 3", 1, Rhythm.WEEKLY)]
    fill(stores.vault, mixed)
    service = service_on(stores.vault)
    assert "Your rhythm changed" in service.caution(service.overview(service.span(None)))
    assert "Your rhythm changed" not in service.caution(service.overview(Span(date(2026, 2, 15), date(2026, 12, 31))))


def test_four_hundred_own_behaviours_are_added_up_like_three(stores: Stores) -> None:
    many = tuple(Behaviour(f"power-{n}", "power", f"I do {n}", 1, "own", own=True) for n in range(1, 401))
    fill(stores.vault, check_ins("2026-02-01 power " + " ".join("12345"[n % 5] for n in range(400))))
    service = service_on(stores.vault, (*(b for b in BEHAVIOURS if b.practice != "power"), *many))
    point = service.overview(service.span(None)).series[3].points[0]
    assert (point.total, point.rated) == (1200, 400)
    view = service.practice("power", service.span(None))
    assert len(service.table(view).columns) == 401
