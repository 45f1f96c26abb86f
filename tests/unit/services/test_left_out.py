"""What a check-in asked and was not told is kept with it, whatever becomes of its answers and of what is asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from journal_app.bootstrap import Services
from journal_app.domain.check_in import Answers, CheckIn
from journal_app.storage.check_in_store import CheckInStore
from tests.support.clock import FakeClock
from tests.support.journals import services_in

ASK, SAY = "ask-before-i-answer", "say-we"
DAY = date(2026, 1, 1)


def asked(services: Services) -> set[str]:
    return {behaviour.key for behaviour in services.behaviours.asked()}


def save(services: Services, *keys: str, on: date | None = None) -> CheckIn:
    return services.check_ins.save(Answers(dict.fromkeys(keys, 3)), on).check_in


def left_out(services: Services, uid: str) -> set[str]:
    found = services.check_ins.get(uid).left_out
    assert found is not None
    return set(found)


def test_what_was_asked_and_not_answered_is_kept(services: Services) -> None:
    services.behaviours.ask([SAY], asked=False)
    saved = save(services, ASK)
    assert set(saved.left_out or ()) == asked(services) - {ASK}
    assert SAY not in (saved.left_out or ())
    assert services.check_ins.all() == (saved,)


def test_no_opportunity_is_an_answer(services: Services) -> None:
    every = dict.fromkeys(asked(services), None)
    assert services.check_ins.save(Answers(every)).check_in.left_out == ()


def test_what_is_asked_later_changes_nothing(services: Services) -> None:
    saved = save(services, ASK)
    own, _ = services.behaviours.add("power", "I wait")
    services.behaviours.ask([SAY], asked=False)
    assert services.check_ins.get(saved.uid).left_out == saved.left_out
    second = left_out(services, save(services, ASK).uid)
    assert own.key in second
    assert SAY not in second
    services.behaviours.remove(own.key)
    assert own.key in left_out(services, services.check_ins.all()[-1].uid)


def test_looking_back_asks_as_well(services: Services) -> None:
    found = services.check_ins.look_back(Answers({ASK: 2, SAY: None}), DAY).check_in
    assert left_out(services, found.uid) == asked(services) - {ASK, SAY}


def test_an_answer_that_is_taken_away_was_left_out_and_one_that_is_added_was_not(services: Services) -> None:
    saved = save(services, ASK, SAY)
    rest = asked(services) - {ASK, SAY}
    services.check_ins.edit(saved.uid, Answers({ASK: 3}))
    assert left_out(services, saved.uid) == {SAY, *rest}
    other = min(rest)
    services.check_ins.edit(saved.uid, Answers({SAY: 3, other: 1}))
    assert left_out(services, saved.uid) == {ASK, *rest} - {other}


def test_one_that_was_answered_only_later_was_asked_from_then_on(services: Services) -> None:
    saved = save(services, ASK)
    own, _ = services.behaviours.add("power", "I wait")
    services.check_ins.edit(saved.uid, Answers({ASK: 3, own.key: 4}))
    assert own.key not in left_out(services, saved.uid)
    services.check_ins.edit(saved.uid, Answers({ASK: 3}))
    assert own.key in left_out(services, saved.uid)


def test_going_back_to_an_earlier_version_leaves_what_was_asked_as_it_was(services: Services, clock: FakeClock) -> None:
    saved = save(services, ASK)
    everything = asked(services)
    clock.advance(minutes=5)
    services.check_ins.edit(saved.uid, Answers(dict.fromkeys(everything, 2)))
    services.behaviours.ask(everything - {ASK}, asked=False)
    (version,) = services.check_ins.versions(saved.uid)
    services.check_ins.edit(saved.uid, version.answers)
    assert services.check_ins.get(saved.uid).left_out == saved.left_out


def test_where_it_is_not_known_what_was_asked_a_change_does_not_make_it_up(services: Services) -> None:
    uid = CheckInStore(services._vault).add(DAY, Answers({ASK: 3, SAY: 4}), {}, services.clock.now().utc)
    services.check_ins.edit(uid, Answers({ASK: 3}))
    assert services.check_ins.get(uid).left_out is None


def test_it_comes_back_from_the_bin_and_outlives_the_window(tmp_path: Path, clock: FakeClock) -> None:
    services = services_in(tmp_path, clock)
    saved = save(services, ASK)
    services.check_ins.delete(saved.uid)
    assert services.check_ins.deleted()[0].left_out == saved.left_out
    services.check_ins.restore(saved.uid)
    services.journal.close()
    services = services_in(tmp_path, clock)
    assert services.check_ins.all() == (saved,)
    services.journal.close()


def test_one_that_is_taken_back_and_saved_again_asked_what_was_asked_then(services: Services) -> None:
    saved = save(services, ASK)
    services.check_ins.take_back(saved)
    services.behaviours.ask([SAY], asked=False)
    half_done = services.check_ins.half_done()
    assert half_done is not None
    again = services.check_ins.save(half_done.answers).check_in
    assert set(saved.left_out or ()) - set(again.left_out or ()) == {SAY}


def test_one_that_was_changed_and_taken_back_comes_out_of_the_bin_with_it(services: Services) -> None:
    saved = save(services, ASK, SAY)
    services.check_ins.edit(saved.uid, Answers({ASK: 3}))
    before = services.check_ins.get(saved.uid).left_out
    services.check_ins.take_back(services.check_ins.get(saved.uid))
    services.check_ins.restore(saved.uid)
    assert services.check_ins.get(saved.uid).left_out == before


def test_what_is_asked_today_moves_no_line_of_the_past(services: Services) -> None:
    power = [behaviour.key for behaviour in services.behaviours.all() if behaviour.practice == "power"]
    for number, keys in enumerate((power, power[1:], power, power)):
        save(services, *keys, on=DAY + timedelta(days=14 * number))
    before = services.trends.overview(services.trends.span(None))
    assert all(series.breaks == () for series in before.series)
    for on in (False, True, False):
        services.behaviours.ask(power[:2], asked=on)
        assert services.trends.overview(services.trends.span(None)) == before
    save(services, *power[2:], on=DAY + timedelta(days=56))
    after = services.trends.overview(services.trends.span(None))
    assert [each.dropped for series in after.series for each in series.breaks] == [tuple(power[:2])]


ANSWERS = st.dictionaries(st.sampled_from([ASK, SAY]), st.none() | st.integers(1, 5), min_size=1)


@settings(max_examples=20)
@given(st.lists(ANSWERS, min_size=1, max_size=5))
def test_however_often_it_is_changed_what_was_asked_is_answered_or_left_out(
    services: Services, changes: list[Mapping[str, int | None]]
) -> None:
    saved = save(services, ASK)
    for answers in changes:
        services.check_ins.edit(saved.uid, Answers(answers))
        found = services.check_ins.get(saved.uid)
        assert {*found.ratings, *(found.left_out or ())} == asked(services)
        assert not set(found.ratings) & set(found.left_out or ())
