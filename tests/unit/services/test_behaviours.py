"""Behaviours: which are asked about, one's own, and other words: what was once rated keeps its words and its place."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal_app.bootstrap import Services
from journal_app.domain.change import Kind
from journal_app.domain.check_in import Answers
from journal_app.domain.check_in_errors import EmptyStatement, LongStatement, SameStatement, UnknownBehaviour
from journal_app.domain.content import Behaviour, Wording
from journal_app.domain.errors import UnknownPractice, UserFacingError
from journal_app.storage.behaviour_store import BehaviourStore
from journal_app.storage.check_in_store import CheckInStore
from tests.support.clock import FakeClock
from tests.support.journals import services_in

SAY = "say-we"
OWN = "I wait until somebody else has spoken"


def of(services: Services, key: str) -> Behaviour:
    return next(each for each in services.behaviours.all() if each.key == key)


def keys(services: Services) -> list[str]:
    return [each.key for each in services.behaviours.all()]


def rate(services: Services, key: str, value: int | None = 3, on: date | None = None) -> str:
    return services.check_ins.save(Answers({key: value}), on).check_in.uid


def test_at_first_all_that_ship_are_asked_in_their_order(services: Services) -> None:
    shipped = services.content.behaviours()
    assert services.behaviours.all() == services.behaviours.asked() == shipped
    assert not any(each.own or each.earlier or each.deleted for each in services.behaviours.all())


def test_one_of_ones_own_stands_behind_those_of_its_practice_and_outlives_the_window(
    tmp_path: Path, clock: FakeClock
) -> None:
    services = services_in(tmp_path, clock)
    first, change = services.behaviours.add("power", f"  {OWN}\n")
    second, _ = services.behaviours.add("power", "I count to seven")
    assert change.kinds == {Kind.BEHAVIOURS}
    assert (first.text, first.practice, first.own, first.asked, first.wording) == (OWN, "power", True, True, 1)
    services.journal.close()
    services = services_in(tmp_path, clock)
    power = [each.key for each in services.behaviours.asked() if each.practice == "power"]
    assert power == ["share-the-agenda", "hand-back-the-floor", "share-information-early", first.key, second.key]
    rate(services, first.key, 4)
    assert services.check_ins.all()[0].ratings == {first.key: 4}
    services.journal.close()


@pytest.mark.parametrize(
    ("practice", "text", "error"),
    [
        ("power", "", EmptyStatement),
        ("power", " \n\t ", EmptyStatement),
        ("power", "x" * 301, LongStatement),
        ("power", "when I disagree with something said in a meeting I SAY so in that meeting.", SameStatement),
        ("charisma", OWN, UnknownPractice),
        ("", OWN, UnknownPractice),
    ],
)
def test_a_statement_that_will_not_do_is_refused_and_nothing_changes(
    services: Services, practice: str, text: str, error: type[UserFacingError]
) -> None:
    before = services.behaviours.all()
    with pytest.raises(error):
        services.behaviours.add(practice, text)
    if practice == "power":
        with pytest.raises(error):
            services.behaviours.reword(SAY, text)
    assert services.behaviours.all() == before


def test_three_hundred_characters_and_odd_ones_are_kept(services: Services) -> None:
    longest, _ = services.behaviours.add("power", "ß🧭" * 150)
    odd, _ = services.behaviours.add("power", "a\0b\ud800 c")
    assert of(services, longest.key).text == "ß🧭" * 150
    assert of(services, odd.key).text == "a\ufffdb\ufffd c"


def test_other_words_start_a_new_series_and_the_old_ratings_keep_theirs(services: Services, clock: FakeClock) -> None:
    shipped = of(services, SAY)
    old = rate(services, SAY, 2)
    clock.advance(days=1)
    assert services.behaviours.reword(SAY, "I say we, and mean it").kinds == {Kind.BEHAVIOURS}
    new = rate(services, SAY, 5)
    behaviour = of(services, SAY)
    assert (behaviour.text, behaviour.earlier) == ("I say we, and mean it", (Wording(1, shipped.text),))
    words = [behaviour.text_of(services.check_ins.get(uid).wordings[SAY]) for uid in (old, new)]
    assert words == [shipped.text, "I say we, and mean it"]


def test_back_to_earlier_words_goes_on_with_the_old_series(services: Services) -> None:
    shipped = of(services, SAY).text
    rate(services, SAY)
    services.behaviours.reword(SAY, "Second words")
    rate(services, SAY)
    services.behaviours.reword(SAY, shipped)
    rate(services, SAY)
    services.behaviours.reword(SAY, "Second words")
    rate(services, SAY)
    assert [each.wordings[SAY] for each in services.check_ins.all()] == [1, 2, 1, 2]
    assert of(services, SAY).earlier == (Wording(1, shipped),)


def test_words_that_were_never_rated_are_just_replaced(services: Services) -> None:
    own, _ = services.behaviours.add("power", "Frist words")
    services.behaviours.reword(own.key, "First words")
    services.behaviours.reword(SAY, "Tried out")
    services.behaviours.reword(SAY, "Tried out again")
    assert [(of(services, key).text, of(services, key).earlier) for key in (own.key, SAY)] == [
        ("First words", ()),
        ("Tried out again", ()),
    ]
    with services._vault.reading() as connection:
        texts = {text for (text,) in connection.execute("SELECT text FROM behaviour_wordings")}
    assert texts == {"First words", "Tried out again"}


def test_the_same_words_again_change_nothing(services: Services) -> None:
    assert not services.behaviours.reword(SAY, of(services, SAY).text)
    services.behaviours.reword(SAY, "Other words")
    assert not services.behaviours.reword(SAY, " Other  words ")


def test_words_of_which_only_the_capitals_change_are_other_words(services: Services) -> None:
    """For those who look closely: the statement itself may be put right."""
    rate(services, SAY)
    services.behaviours.reword(SAY, of(services, SAY).text.upper())
    assert of(services, SAY).text.isupper()


def test_what_is_not_asked_about_stays_with_its_ratings_and_can_come_back(services: Services) -> None:
    rate(services, SAY)
    services.behaviours.ask([SAY, "name-whom-we-serve"], asked=False)
    assert [each.key for each in services.behaviours.all() if not each.asked] == ["name-whom-we-serve", SAY]
    assert len(services.behaviours.asked()) == 16
    services.behaviours.ask([SAY], asked=True)
    assert len(services.behaviours.asked()) == 17
    assert services.check_ins.all()[0].ratings == {SAY: 3}
    with pytest.raises(UnknownBehaviour):
        services.behaviours.ask([SAY, "no-such-behaviour"], asked=False)
    assert len(services.behaviours.asked()) == 17


def test_one_of_ones_own_that_was_rated_stays_as_a_deleted_one_with_its_ratings(services: Services) -> None:
    own, _ = services.behaviours.add("power", OWN)
    rate(services, own.key, 4)
    services.behaviours.remove(own.key)
    found = of(services, own.key)
    assert (found.deleted, found.asked, found.text) == (True, False, OWN)
    assert services.check_ins.all()[0].ratings == {own.key: 4}
    with pytest.raises(UnknownBehaviour):
        rate(services, own.key)
    services.behaviours.bring_back(own.key)
    assert of(services, own.key).asked
    rate(services, own.key)


def test_one_that_was_never_rated_goes_when_removed_and_undo_brings_it_back(services: Services) -> None:
    own, _ = services.behaviours.add("power", OWN)
    services.behaviours.remove(own.key)
    assert own.key not in keys(services)
    with pytest.raises(UnknownBehaviour):
        services.behaviours.remove(own.key)
    services.behaviours.bring_back(own.key)
    assert of(services, own.key) == own


def test_the_words_of_a_removed_one_may_be_used_again_and_then_it_goes_on(services: Services) -> None:
    own, _ = services.behaviours.add("power", OWN)
    rate(services, own.key)
    services.behaviours.remove(own.key)
    again, _ = services.behaviours.add("power", OWN)
    assert again.key == own.key
    services.behaviours.remove(own.key)
    other, _ = services.behaviours.add("conflict", OWN)
    assert other.key != own.key
    with pytest.raises(SameStatement):
        services.behaviours.bring_back(own.key)


def test_one_that_no_longer_ships_goes_by_the_words_it_was_rated_by(services: Services) -> None:
    store = BehaviourStore(services._vault)
    store.ask({"shipped-once": "power", "never-rated": "power"}, asked=False)
    wordings = {"shipped-once": Wording(1, "I did what was asked of me then")}
    CheckInStore(services._vault).add(
        date(2026, 1, 1), Answers({"shipped-once": 2}), wordings, services.clock.now().utc
    )
    found = of(services, "shipped-once")
    assert (found.text, found.practice, found.asked) == ("I did what was asked of me then", "power", False)
    assert "never-rated" not in keys(services)


def test_those_that_ship_cannot_be_removed(services: Services) -> None:
    with pytest.raises(ValueError, match="ships"):
        services.behaviours.remove(SAY)
    with pytest.raises(UnknownBehaviour):
        services.behaviours.bring_back("no-such-behaviour")
    with pytest.raises(UnknownBehaviour):
        services.behaviours.reword("no-such-behaviour", "Words")


def test_four_hundred_of_ones_own_are_added_rated_and_read_without_waiting(services: Services) -> None:
    started = perf_counter()
    added = [services.behaviours.add("power", f"I do thing number {number}")[0].key for number in range(400)]
    adding = perf_counter() - started
    started = perf_counter()
    services.check_ins.save(Answers(dict.fromkeys(added, 2)))
    found = services.behaviours.all()
    saving = perf_counter() - started
    assert [each.key for each in found if each.own] == added
    assert services.check_ins.all()[0].ratings == dict.fromkeys(added, 2)
    # Generous: a machine at work with something else; it takes a tenth of that.
    assert adding / 400 < 0.25
    assert saving < 1.5


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["reword", "rate", "remove", "back", "ask", "hide"]), st.integers(0, 4), st.integers(0, 1)
    ),
    max_size=15,
)


@settings(max_examples=30)
@given(steps=STEPS)
def test_whatever_is_reworded_every_rating_keeps_the_words_it_was_given_for(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, int]]
) -> None:
    services = services_in(tmp_path_factory.mktemp("home"), FakeClock("2026-03-02T09:00"))
    try:
        own, _ = services.behaviours.add("power", "Own 9")
        said: dict[str, tuple[str, str]] = {}
        for step, number, place in steps:
            key = (SAY, own.key)[place]
            present = next((each for each in services.behaviours.all() if each.key == key), None)
            if step == "reword" and present is not None:
                services.behaviours.reword(key, f"Statement {place} {number}")
            elif step == "rate" and present is not None and not present.deleted:
                said[rate(services, key)] = key, present.text
            elif step == "remove" and key == own.key and present is not None:
                services.behaviours.remove(key)
            elif step == "back" and key == own.key:
                services.behaviours.bring_back(key)
            elif step in {"ask", "hide"} and present is not None:
                services.behaviours.ask([key], asked=step == "ask")
        behaviours = {each.key: each for each in services.behaviours.all()}
        for uid, (key, text) in said.items():
            assert behaviours[key].text_of(services.check_ins.get(uid).wordings[key]) == text
    finally:
        services.journal.close()
