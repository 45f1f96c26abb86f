"""What you rate: chosen, added, reworded, removed and brought back by key, with a way back from each."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPlainTextEdit

from journal_app.domain.check_in import Answers
from journal_app.domain.content import Behaviour
from journal_app.domain.errors import DiskTrouble
from journal_app.services.behaviour_service import BehaviourService
from journal_app.ui.pages.behaviours.list_model import BehaviourModel, BehaviourRow
from journal_app.ui.pages.behaviours.page import BehavioursPage
from journal_app.ui.widgets.rating_row import RatingRow
from tests.support.window import CTRL, LEFT, NONE, SHIFT, Again, Key, Person

OWN = "I say aloud who decides before we discuss"


@pytest.fixture
def at_home(person: Person) -> Person:
    """Somebody with an empty journal."""
    person.start_without_passphrase()
    return person


def page(person: Person) -> BehavioursPage:
    """Go to the page by its key, as from anywhere."""
    person.press(Key.Key_S, CTRL | SHIFT)
    person.until_quiet()
    found = person.workspace.page("behaviours")
    assert isinstance(found, BehavioursPage)
    return found


def model(shown: BehavioursPage) -> BehaviourModel:
    found = shown.list.model()
    assert isinstance(found, BehaviourModel)
    return found


def go_to(shown: BehavioursPage, words: str) -> None:
    """Move down with the arrow key to the row that says this."""
    shown.list.setFocus()
    QTest.keyClick(shown.list, Key.Key_Home)
    for _ in range(model(shown).rowCount()):
        if shown.list.currentIndex().data() == words:
            return
        QTest.keyClick(shown.list, Key.Key_Down)
    raise AssertionError(words)


def behaviour(person: Person, text: str) -> Behaviour:
    return next(each for each in person.services.behaviours.all() if each.text == text)


def first(person: Person) -> Behaviour:
    return person.services.behaviours.all()[0]


def spoken(shown: BehavioursPage) -> str:
    return str(shown.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole))


def open_by(person: Person, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    """Press a key that brings up a dialog."""
    person.press(key, modifier)
    person.until_dialog()


def close_by(person: Person, key: Qt.Key) -> None:
    """Press a key that takes the dialog away."""
    person.press(key)
    person.until_no_dialog()


def type_statement(person: Person, text: str) -> None:
    person.until_dialog()
    assert isinstance(person.focus, QPlainTextEdit)
    person.type(text)
    close_by(person, Key.Key_Return)
    person.until_quiet()


def add(person: Person, shown: BehavioursPage, text: str = OWN) -> Behaviour:
    shown.list.setFocus()
    person.press(Key.Key_N)
    type_statement(person, text)
    return behaviour(person, text)


# Asked about, or not


def test_all_that_ship_are_there_by_practice_and_asked_about(at_home: Person) -> None:
    shown = page(at_home)
    assert at_home.sees("18 of 18 statements, about three minutes.")
    said = [model(shown).index(row, 0).data() for row in range(model(shown).rowCount())]
    content = at_home.services.content
    assert [text for text in said if text not in {item.short for item in content.practices()}] == [
        each.text for each in content.behaviours()
    ]
    assert [text for text in said if text in {item.short for item in content.practices()}] == [
        item.short for item in content.practices()
    ]
    assert at_home.is_at(shown.list)


def test_space_leaves_a_statement_out_of_check_ins_and_takes_it_in_again(at_home: Person) -> None:
    shown, one = page(at_home), first(at_home)
    go_to(shown, one.text)
    assert spoken(shown) == f"{one.text}, asked about"
    at_home.press(Key.Key_Space)
    assert one.key not in {each.key for each in at_home.services.behaviours.asked()}
    assert spoken(shown) == f"{one.text}, not asked about"
    assert at_home.sees("17 of 18 statements")
    at_home.press(Key.Key_Space)
    assert one.key in {each.key for each in at_home.services.behaviours.asked()}


def test_a_click_on_the_tick_does_the_same_and_one_on_the_words_does_not(at_home: Person) -> None:
    shown, one = page(at_home), first(at_home)
    row = shown.list.visualRect(model(shown).index(1, 0))
    at_home.click_on(shown.list.viewport(), row.center())
    assert len(at_home.services.behaviours.asked()) == 18
    at_home.click_on(shown.list.viewport(), QPoint(20, row.center().y()))
    assert one.key not in {each.key for each in at_home.services.behaviours.asked()}
    QTest.mousePress(shown.list.viewport(), LEFT, pos=QPoint(20, row.center().y()))
    QTest.mouseRelease(shown.list.viewport(), LEFT, pos=row.center())
    assert len(at_home.services.behaviours.asked()) == 17


def test_space_on_a_practice_leaves_all_of_it_out_or_takes_all_in_with_a_way_back(at_home: Person) -> None:
    shown = page(at_home)
    power = next(item for item in at_home.services.content.practices() if item.key == "power")
    its = {each.key for each in at_home.services.behaviours.all() if each.practice == "power"}
    go_to(shown, power.short)
    assert spoken(shown) == f"{power.short}: all 3 asked about"
    at_home.press(Key.Key_Space)
    at_home.until_quiet()
    assert not its & {each.key for each in at_home.services.behaviours.asked()}
    assert spoken(shown) == f"{power.short}: none asked about, so no score"
    assert at_home.toast() == f"{power.short}: none is asked about now, so it will have no score."
    at_home.click("Undo")
    at_home.until_quiet()
    assert its <= {each.key for each in at_home.services.behaviours.asked()}
    assert spoken(shown) == f"{power.short}: all 3 asked about"


def test_a_practice_of_which_some_are_asked_about_is_taken_in_whole_and_undo_knows_which_were_out(
    at_home: Person,
) -> None:
    one = first(at_home)
    at_home.services.behaviours.ask([one.key], asked=False)
    shown = page(at_home)
    go_to(shown, at_home.services.content.practices()[0].short)
    assert shown.list.currentIndex().data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.PartiallyChecked
    at_home.press(Key.Key_Space)
    at_home.until_quiet()
    assert len(at_home.services.behaviours.asked()) == 18
    at_home.click("Undo")
    at_home.until_quiet()
    assert {each.key for each in at_home.services.behaviours.all() if not each.asked} == {one.key}


def test_a_practice_left_with_fewer_than_two_is_said_to_have_no_score(at_home: Person) -> None:
    shown = page(at_home)
    its = [each for each in at_home.services.behaviours.all() if each.practice == "purpose"]
    for each in its[:2]:
        go_to(shown, each.text)
        at_home.press(Key.Key_Space)
    at_home.until_quiet()
    item = next(item for item in at_home.services.content.practices() if item.key == "purpose")
    assert at_home.sees(f"16 of 18 statements, about three minutes. Too few for a score: {item.short}.")
    go_to(shown, item.short)
    assert spoken(shown) == f"{item.short}: one asked about, too few for a score"


def test_where_nothing_is_asked_about_it_says_so(at_home: Person) -> None:
    at_home.services.behaviours.ask([each.key for each in at_home.services.behaviours.all()], asked=False)
    page(at_home)
    assert at_home.sees("A check-in asks about nothing. Tick what you want to rate.")


def test_a_list_that_cannot_be_read_says_so_and_can_be_tried_again(
    at_home: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_self: BehaviourService) -> tuple[Behaviour, ...]:
        raise DiskTrouble(folder="/journal")

    with monkeypatch.context() as broken:
        broken.setattr(BehaviourService, "all", fail)
        page(at_home)
        at_home.until_sees("What you rate could not be read")
        assert at_home.sees("The disk reported an error")
    at_home.click("Try again")
    at_home.until_sees("18 of 18 statements")


# One's own


def test_n_adds_one_of_your_own_to_the_practice_one_is_at(at_home: Person) -> None:
    shown = page(at_home)
    go_to(shown, next(item for item in at_home.services.content.practices() if item.key == "power").short)
    own = add(at_home, shown)
    assert (own.practice, own.own, own.asked) == ("power", True, True)
    assert spoken(shown) == f"{OWN}, asked about, yours"
    assert at_home.sees("19 of 19 statements")
    assert at_home.is_at(shown.list)
    at_home.click("Undo")
    at_home.until_quiet()
    assert not [each for each in at_home.services.behaviours.all() if each.own]
    assert at_home.sees("18 of 18 statements")


def test_the_dialog_says_what_makes_a_good_statement_and_another_practice_can_be_chosen(at_home: Person) -> None:
    shown = page(at_home)
    shown.list.setFocus()
    open_by(at_home, Key.Key_Insert)
    assert at_home.sees("One thing you do, that others could see, and more of it is better.")
    choice = at_home.one(QComboBox, "Practice")
    at_home.type(OWN)
    choice.setFocus()
    at_home.press(Key.Key_End)
    at_home.click("Add")
    at_home.until_no_dialog()
    at_home.until_quiet()
    assert behaviour(at_home, OWN).practice == at_home.services.content.practices()[-1].key


def test_what_cannot_be_kept_is_said_beside_the_words_which_stay(at_home: Person) -> None:
    shown = page(at_home)
    shown.list.setFocus()
    open_by(at_home, Key.Key_N)
    at_home.press(Key.Key_Return)
    assert at_home.sees("this one has none yet")
    at_home.type(first(at_home).text.upper() + ".")
    at_home.press(Key.Key_Return)
    assert at_home.sees("worded in just this way")
    at_home.type("x" * 301)
    assert at_home.sees("characters too many")
    at_home.press(Key.Key_Return)
    assert at_home.sees("can have 300 characters")
    close_by(at_home, Key.Key_Escape)
    assert len(at_home.services.behaviours.all()) == 18


def test_a_sentence_left_by_escape_is_not_lost(at_home: Person) -> None:
    shown = page(at_home)
    shown.list.setFocus()
    open_by(at_home, Key.Key_N)
    at_home.type("I say wh")
    close_by(at_home, Key.Key_Escape)
    assert at_home.toast() == "Your sentence was not kept."
    open_by(at_home, Key.Key_Z, CTRL)
    assert at_home.one(QPlainTextEdit).toPlainText() == "I say wh"
    at_home.type("o decides")
    close_by(at_home, Key.Key_Return)
    at_home.until_quiet()
    assert behaviour(at_home, "I say who decides").own


def test_other_words_left_by_escape_are_not_lost_and_those_unchanged_are_not_told_of(at_home: Person) -> None:
    shown, one = page(at_home), first(at_home)
    go_to(shown, one.text)
    open_by(at_home, Key.Key_F2)
    close_by(at_home, Key.Key_Escape)
    assert at_home.toast() == ""
    open_by(at_home, Key.Key_F2)
    at_home.type("I listen")
    close_by(at_home, Key.Key_Escape)
    open_by(at_home, Key.Key_Z, CTRL)
    assert at_home.one(QPlainTextEdit).toPlainText() == "I listen"
    close_by(at_home, Key.Key_Escape)
    assert first(at_home) == one


def test_tab_comes_to_what_keeps_a_sentence_before_cancel(at_home: Person) -> None:
    page(at_home).list.setFocus()
    open_by(at_home, Key.Key_N)
    at_home.press(Key.Key_Tab)
    assert at_home.is_at(at_home.button("Add"))
    at_home.press(Key.Key_Tab)
    assert at_home.is_at(at_home.button("Cancel"))
    close_by(at_home, Key.Key_Escape)


def test_f2_says_what_other_words_mean_before_and_starts_a_new_series(at_home: Person) -> None:
    one = first(at_home)
    at_home.services.check_ins.save(Answers({one.key: 4}), date(2026, 11, 1))
    shown = page(at_home)
    go_to(shown, one.text)
    open_by(at_home, Key.Key_F2)
    assert at_home.sees("A new sentence starts a new series; the old one stays in your trends.")
    assert at_home.one(QPlainTextEdit).toPlainText() == one.text
    type_statement(at_home, "I ask the quiet ones first")
    now = behaviour(at_home, "I ask the quiet ones first")
    assert now.key == one.key
    assert [each.text for each in now.earlier] == [one.text]
    assert spoken(shown) == "I ask the quiet ones first, asked about, reworded"
    assert at_home.toast() == "Reworded. It begins a new series."
    at_home.click("Undo")
    at_home.until_quiet()
    assert behaviour(at_home, one.text).wording == one.wording


def test_an_earlier_sentence_can_be_taken_up_again_with_its_series(at_home: Person) -> None:
    one = first(at_home)
    at_home.services.check_ins.save(Answers({one.key: 4}), date(2026, 11, 1))
    at_home.services.behaviours.reword(one.key, "Other words")
    shown = page(at_home)
    go_to(shown, "Other words")
    open_by(at_home, Key.Key_Return)
    at_home.click(one.text)
    close_by(at_home, Key.Key_Return)
    assert behaviour(at_home, one.text).wording == one.wording


def test_a_long_earlier_sentence_is_cut_short_and_taken_up_whole(at_home: Person) -> None:
    long = "I ask " + "those who would rather not say so " * 8
    own, _ = at_home.services.behaviours.add("power", long)
    at_home.services.check_ins.save(Answers({own.key: 4}), date(2026, 11, 1))
    at_home.services.behaviours.reword(own.key, "Short words")
    shown = page(at_home)
    go_to(shown, "Short words")
    open_by(at_home, Key.Key_F2)
    assert at_home.dialog().width() < 600
    at_home.click(own.text)
    close_by(at_home, Key.Key_Return)
    assert behaviour(at_home, own.text).wording == own.wording


def test_one_that_was_never_rated_just_gets_other_words(at_home: Person) -> None:
    shown = page(at_home)
    add(at_home, shown)
    open_by(at_home, Key.Key_F2)
    assert at_home.sees("You have not rated it yet")
    type_statement(at_home, "Better words")
    assert behaviour(at_home, "Better words").earlier == ()
    assert at_home.toast() == "Reworded."


def test_the_same_words_change_nothing(at_home: Person) -> None:
    shown, one = page(at_home), first(at_home)
    go_to(shown, one.text)
    open_by(at_home, Key.Key_F2)
    close_by(at_home, Key.Key_Return)
    assert at_home.toast() == ""
    assert first(at_home) == one


def test_delete_removes_one_of_your_own_and_says_that_its_ratings_stay(at_home: Person) -> None:
    shown = page(at_home)
    own = add(at_home, shown)
    for day in (1, 8):
        at_home.services.check_ins.save(Answers({own.key: 3}), date(2026, 11, day))
    shown.refresh()
    at_home.until_quiet()
    at_home.press(Key.Key_Delete)
    at_home.until_quiet()
    assert at_home.toast() == "Removed. Its 2 ratings stay in your trends."
    assert behaviour(at_home, OWN).deleted
    assert spoken(shown) == f"{OWN}, yours, removed"
    assert [dict(each.ratings) for each in at_home.services.check_ins.all()] == [{own.key: 3}] * 2
    assert at_home.button("Bring back").isEnabled()
    at_home.press(Key.Key_Space)
    assert behaviour(at_home, OWN).deleted
    at_home.click("Bring back")
    at_home.until_quiet()
    assert not behaviour(at_home, OWN).deleted
    assert at_home.toast() == "Brought back."


def test_one_without_ratings_goes_and_undo_brings_it_back(at_home: Person) -> None:
    shown = page(at_home)
    add(at_home, shown)
    at_home.press(Key.Key_Delete)
    at_home.until_quiet()
    assert at_home.toast() == "Removed."
    assert isinstance(shown.list.current(), BehaviourRow), "the one beside it, not a heading"
    assert len(at_home.services.behaviours.all()) == 18
    at_home.click("Undo")
    at_home.until_quiet()
    assert behaviour(at_home, OWN).asked
    assert spoken(shown) == f"{OWN}, asked about, yours"


def test_one_that_ships_cannot_be_removed(at_home: Person) -> None:
    shown, one = page(at_home), first(at_home)
    go_to(shown, one.text)
    assert not at_home.button("Remove").isEnabled()
    at_home.press(Key.Key_Delete)
    at_home.until_quiet()
    assert first(at_home) == one


# Getting there and away


def test_escape_goes_back_to_where_one_came_from(at_home: Person) -> None:
    for place, key in (("settings", Key.Key_Comma), ("check_in", Key.Key_3)):
        at_home.press(key, CTRL)
        at_home.until_quiet()
        page(at_home)
        assert at_home.workspace.place == "behaviours"
        at_home.press(Key.Key_Escape)
        assert at_home.workspace.place == place


def test_the_settings_lead_there_and_know_what_was_chosen(at_home: Person) -> None:
    at_home.press(Key.Key_Comma, CTRL)
    at_home.until_quiet()
    assert at_home.sees("18 of 18 statements are asked about, which takes about three minutes.")
    at_home.click("What you rate")
    at_home.until_quiet()
    shown = page(at_home)
    add(at_home, shown)
    at_home.click("Done")
    at_home.until_sees("19 of 19 statements are asked about, 1 of them your own")


def test_where_one_may_only_read_it_is_shown_and_nothing_changes(at_home: Person, again: Again) -> None:
    add(at_home, page(at_home))
    reader = again()
    reader.until_today()
    shown = page(reader)
    assert reader.sees("This journal can only be read just now")
    for name in ("Add your own…", "Reword…", "Remove"):
        assert not reader.has_button(name)
    go_to(shown, OWN)
    for key in (Key.Key_Space, Key.Key_N, Key.Key_F2, Key.Key_Delete):
        reader.press(key)
    reader.until_quiet()
    assert reader.front is reader.window
    assert reader.toast() == ""
    assert behaviour(reader, OWN).asked


def test_a_screen_reader_is_told_rows_and_ticks(at_home: Person) -> None:
    shown, one = page(at_home), first(at_home)
    at_home.services.behaviours.ask([one.key], asked=False)
    shown.refresh()
    at_home.until_quiet()
    listed = QAccessible.queryAccessibleInterface(shown.list)
    assert listed.text(QAccessible.Text.Name) == "What you rate"
    first_row, second_row = listed.child(1), listed.child(2)
    assert first_row.text(QAccessible.Text.Name) == f"{one.text}, not asked about"
    assert not first_row.state().checked
    assert second_row.state().checked


def test_letters_go_to_the_next_statement_that_begins_with_them(at_home: Person) -> None:
    shown = page(at_home)
    at_home.press(Key.Key_Home)
    at_home.type("Wh")
    assert str(shown.list.currentIndex().data()).startswith("Wh")


def test_four_hundred_of_your_own_are_listed_and_each_can_be_reached(at_home: Person) -> None:
    for number in range(400):
        at_home.services.behaviours.add("power", f"Something I do, number {number}")
    shown = page(at_home)
    assert at_home.sees("418 of 418 statements, about 70 minutes.")
    assert len(shown.list.findChildren(QPlainTextEdit)) == 0
    go_to(shown, "Something I do, number 399")
    at_home.press(Key.Key_Space)
    assert at_home.sees("417 of 418")
    rect = shown.list.visualRect(shown.list.currentIndex())
    assert shown.list.viewport().rect().contains(rect)


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (1000, 640), (900, 500)])
def test_long_statements_wrap_and_nothing_is_cut_off(at_home: Person, width: int, height: int) -> None:
    at_home.services.behaviours.add("environment", "I ask " + "what they would rather not say " * 9)
    at_home.window.resize(width, height)
    shown = page(at_home)
    long = next(n for n in range(model(shown).rowCount()) if "rather not" in str(model(shown).index(n, 0).data()))
    one, other = shown.list.visualRect(model(shown).index(long, 0)), shown.list.visualRect(model(shown).index(1, 0))
    assert one.height() >= 3 * shown.list.fontMetrics().lineSpacing() + 20
    assert one.width() <= shown.list.viewport().width()
    assert shown.list.horizontalScrollBar().maximum() == 0
    assert other.height() >= 40


def test_the_check_in_asks_about_what_was_chosen_and_keeps_what_was_begun(at_home: Person) -> None:
    at_home.press(Key.Key_3, CTRL)
    at_home.until_quiet()
    rows = at_home.window.findChildren(RatingRow)
    at_home.click_on(rows[1], rows[1].target(4).center())
    shown, one = page(at_home), first(at_home)
    go_to(shown, one.text)
    at_home.press(Key.Key_Space)
    add(at_home, shown)
    at_home.press(Key.Key_Escape)
    at_home.until_quiet()
    asked = {row.behaviour.text: row for row in at_home.window.findChildren(RatingRow) if row.isVisible()}
    assert one.text not in asked
    assert OWN in asked
    assert len(asked) == 18
    kept = at_home.services.check_ins.half_done()
    assert kept is not None
    assert dict(kept.answers.ratings) == {rows[1].behaviour.key: 4}
