"""The rail, the menus and the keys: everything can be reached by keyboard and by mouse, when it makes sense."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import cast

import pytest
from PySide6.QtCore import QEvent, QKeyCombination, QPointF, Qt
from PySide6.QtGui import QAction, QEnterEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from journal_app.bootstrap import App
from journal_app.domain.check_in import Answers
from journal_app.ui.widgets.markdown_editor import MarkdownEditor
from journal_app.ui.widgets.rail import RailItem
from tests.support.journals import PASSPHRASE
from tests.support.window import CTRL, NONE, SHIFT, Again, Key, Person

PLACES = {"today": "Today", "journal": "Journal", "check_in": "Check-in", "trends": "Trends"}


@pytest.fixture
def at_home(person: Person) -> Person:
    """Somebody with a journal of their own, without a passphrase."""
    person.start_without_passphrase()
    return person


def rail(person: Person, key: str) -> RailItem:
    return person.workspace.rail.items[key]


# The rail


def test_the_rail_goes_everywhere_by_mouse(at_home: Person) -> None:
    for key in ("journal", "check_in", "trends", "today"):
        at_home.click_on(rail(at_home, key))
        assert at_home.workspace.place == key
        assert at_home.workspace.stack.currentWidget() is at_home.workspace.page(key)
        assert rail(at_home, key).isChecked()
        assert not rail(at_home, key).hasFocus()
    at_home.until_quiet()


def test_the_rail_goes_everywhere_by_keyboard(at_home: Person) -> None:
    rail(at_home, "today").setFocus(Qt.FocusReason.TabFocusReason)
    for key in ("journal", "check_in", "trends"):
        at_home.press(Key.Key_Down)
        assert at_home.is_at(rail(at_home, key))
        assert at_home.workspace.place == key
    at_home.press(Key.Key_Up)
    assert at_home.workspace.place == "check_in"
    at_home.press(Key.Key_Return)
    assert at_home.workspace.place == "check_in"
    assert not at_home.is_at(rail(at_home, "check_in")), "Return goes into the page"
    at_home.until_quiet()


def test_ctrl_and_a_number_goes_everywhere(at_home: Person) -> None:
    for number, key in ((2, "journal"), (3, "check_in"), (4, "trends"), (1, "today")):
        at_home.press(Key(Key.Key_0 + number), CTRL)
        assert at_home.workspace.place == key
        assert rail(at_home, key).isChecked()
    at_home.until_quiet()


def test_tab_leads_from_the_page_round_to_the_rail_and_back(at_home: Person) -> None:
    at_home.press(Key.Key_1, CTRL)
    visited = []
    for _ in range(20):
        at_home.press(Key.Key_Tab)
        visited.append(at_home.focus)
        if at_home.is_at(rail(at_home, "today")):
            break
    named = [widget.accessibleName() or getattr(widget, "text", str)() for widget in visited]
    assert named[:4] == ["Write", "Another", "Not today", "November check-in. 18 behaviours, about three minutes"]
    assert named[-1] == "Today"
    at_home.press(Key.Key_Tab)
    assert at_home.is_at(at_home.workspace.rail.menu)


def test_a_check_in_that_is_due_stands_on_the_rail_in_words(at_home: Person) -> None:
    item = rail(at_home, "check_in")
    assert item.note == "due"
    assert item.accessibleName() == "Check-in, due"
    behaviours = at_home.services.content.behaviours()
    at_home.services.check_ins.save(Answers({behaviours[0].key: 3}), at_home.services.clock.now().local_date)
    at_home.workspace.show_due()
    assert item.note == ""
    assert item.accessibleName() == "Check-in"


def test_rail_items_are_large_enough_and_change_under_the_mouse(at_home: Person) -> None:
    item = rail(at_home, "trends")
    assert item.height() >= 40
    plain = item.grab().toImage()
    middle = QPointF(item.rect().center())
    QApplication.sendEvent(item, QEnterEvent(middle, middle, middle))
    item.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, True)
    assert item.grab().toImage() != plain
    QApplication.sendEvent(item, QEvent(QEvent.Type.Leave))


# The menu


def chosen(person: Person) -> str:
    """The item of the menu that the keyboard is at."""
    action = cast("QAction | None", person.menu.activeAction())
    return action.text().replace("&", "") if action else ""


def path_to(person: Person, menu: str, text: str) -> None:
    """Go through the menu by arrow keys and choose a command."""
    person.press(Key.Key_F10)
    person.until(lambda: QApplication.activePopupWidget() is not None)
    for _ in range(10):
        if chosen(person) == menu:
            break
        person.press(Key.Key_Down)
    person.press(Key.Key_Right)
    person.until(lambda: person.menu.title().replace("&", "") == menu)
    for _ in range(20):
        if chosen(person) == text:
            break
        person.press(Key.Key_Down)
    assert chosen(person) == text
    person.press(Key.Key_Return)


def closed(_person: Person) -> bool:
    return QApplication.activePopupWidget() is None


def test_f10_opens_the_menu_with_the_first_item_chosen(at_home: Person) -> None:
    at_home.press(Key.Key_F10)
    at_home.until(lambda: QApplication.activePopupWidget() is not None)
    menu = at_home.menu
    assert [action.text().replace("&", "") for action in menu.actions()] == list(at_home.window.menus.menus)
    assert menu.activeAction() is menu.actions()[0]
    bottom = menu.mapToGlobal(menu.rect().bottomLeft()).y()
    assert bottom <= at_home.workspace.rail.menu.mapToGlobal(at_home.workspace.rail.menu.rect().topLeft()).y()
    at_home.press(Key.Key_Escape)
    at_home.until(lambda: closed(at_home))
    assert at_home.sees("A good day to begin.")


def test_the_button_on_the_rail_opens_the_same_menu(at_home: Person) -> None:
    at_home.click_on(at_home.workspace.rail.menu)
    at_home.until(lambda: QApplication.activePopupWidget() is not None)
    at_home.press(Key.Key_Escape)
    at_home.until(lambda: closed(at_home))


def test_every_command_stands_in_the_menu_once(at_home: Person) -> None:
    listed = [action for menu in at_home.window.menus.menus.values() for action in menu.actions() if action.text()]
    assert Counter(listed).most_common(1)[0][1] == 1
    assert set(at_home.window.menus.actions.values()) - set(listed) == {at_home.window.menus.actions["menu"]}


@pytest.mark.parametrize(
    ("menu", "text", "place"),
    [("Go", "Journal", "journal"), ("Go", "Check-in", "check_in"), ("Journal", "New reflection", "journal")],
)
def test_a_command_is_chosen_through_the_menu_by_keyboard(at_home: Person, menu: str, text: str, place: str) -> None:
    path_to(at_home, menu, text)
    at_home.until(lambda: closed(at_home))
    assert at_home.workspace.place == place
    at_home.until_quiet()


def test_commands_that_wait_for_another_choice_work_through_the_menu(at_home: Person) -> None:
    path_to(at_home, "View", "Dark")
    assert at_home.window.menus.actions["dark"].isChecked()
    path_to(at_home, "Journal", "Set a passphrase…")
    at_home.until_dialog()
    at_home.press(Key.Key_Escape)
    at_home.until_no_dialog()
    path_to(at_home, "Help", "About Throughline")
    at_home.until(lambda: QApplication.activeModalWidget() is not None)
    assert any("Throughline 0." in text for text in at_home.texts())
    at_home.dialog().close()
    at_home.until_no_dialog()
    path_to(at_home, "Journal", "Look around in the sample journal")
    at_home.until(lambda: at_home.services.is_sample)
    at_home.until_today()


def test_the_menu_opens_on_the_first_screens_too(person: Person, app: App) -> None:
    person.press(Key.Key_F10)
    person.until(lambda: QApplication.activePopupWidget() is not None)
    assert [action.text() for action in person.menu.actions()] == ["&Journal", "&View", "&Help"]
    person.press(Key.Key_Escape)
    person.until(lambda: closed(person))
    path_to(person, "Help", "Keys")
    person.until(lambda: QApplication.activeModalWidget() is not None)
    assert person.sees("New reflection")


# Keys


def test_f1_lists_every_command_that_has_a_key(at_home: Person) -> None:
    at_home.press(Key.Key_F1)
    at_home.until_dialog()
    seen = at_home.texts()
    for key, action in at_home.window.menus.actions.items():
        shortcut = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        if shortcut:
            assert action.text() in seen, key
            assert shortcut in seen, key
    assert {"F1", "F10", "Ctrl+N", "Ctrl+1", "Alt+6"} <= set(seen)
    assert len([text for text in seen if text in PLACES.values()]) >= len(PLACES)
    at_home.press(Key.Key_Escape)
    at_home.until_no_dialog()
    assert at_home.is_at(at_home.today)


def test_no_two_commands_share_a_key(at_home: Person) -> None:
    used = Counter(
        action.shortcut().toString() for action in at_home.window.menus.actions.values() if action.shortcut().toString()
    )
    assert used.most_common(1)[0][1] == 1


# What any text field on Windows, macOS and Linux does with a key, and what Linux's input methods keep for themselves.
EDITING = """
Ctrl+A Ctrl+C Ctrl+V Ctrl+X Ctrl+Z Ctrl+Y Ctrl+Shift+Z Ctrl+Shift+V Ctrl+Insert Shift+Insert Shift+Del Alt+Backspace
Ctrl+Left Ctrl+Right Ctrl+Up Ctrl+Down Ctrl+Home Ctrl+End Ctrl+Backspace Ctrl+Del Ctrl+PgUp Ctrl+PgDown
Ctrl+Shift+Left Ctrl+Shift+Right Ctrl+Shift+Up Ctrl+Shift+Down Ctrl+Shift+Home Ctrl+Shift+End Ctrl+Shift+Backspace
Ctrl+Shift+U Ctrl+. Ctrl+Space Ctrl+Return Shift+Return Alt+Left Alt+Right Tab Shift+Tab Return Esc Space Backspace Del
Left Right Up Down Home End PgUp PgDown
"""


def test_no_command_takes_a_key_that_edits_text(at_home: Person) -> None:
    taken = {action.shortcut().toString(): key for key, action in at_home.window.menus.actions.items()}
    assert {key: taken[key] for key in EDITING.split() if key in taken} == {}
    for key, action in at_home.window.menus.actions.items():
        for combination in combinations(action):
            plain = combination.keyboardModifiers() in (NONE, SHIFT)
            assert not plain or Key.Key_F1 <= combination.key() <= Key.Key_F35, key


def combinations(action: QAction) -> list[QKeyCombination]:
    """The key of a command; PySide's stubs do not know that a sequence has items."""
    return list(cast("Iterable[QKeyCombination]", action.shortcut()))


def test_every_key_does_its_command_from_within_the_text(at_home: Person) -> None:
    """The editor has the keyboard, and swallows none of them."""
    at_home.write("some words")
    at_home.saved()
    editor = at_home.focus
    assert isinstance(editor, MarkdownEditor)
    fired: list[str] = []
    actions = at_home.window.menus.actions
    for key, action in actions.items():
        action.triggered.disconnect()
        action.triggered.connect(lambda _on=False, key=key: fired.append(key))
    wanted = [key for key, action in actions.items() if at_home.can(key) and action.shortcut().count()]
    for key in wanted:
        (combination,) = combinations(actions[key])
        QTest.keyClick(editor, combination.key(), combination.keyboardModifiers())
    assert fired == wanted
    assert len(wanted) > 25
    assert editor.toPlainText() == "some words"


def test_text_keys_still_edit_text(at_home: Person) -> None:
    at_home.write("one two")
    editor = at_home.focus
    assert isinstance(editor, QPlainTextEdit)
    at_home.press(Key.Key_Backspace, CTRL)
    assert editor.toPlainText() == "one "
    at_home.press(Key.Key_Z, CTRL)
    assert editor.toPlainText() == "one two"
    at_home.press(Key.Key_A, CTRL)
    at_home.press(Key.Key_X, CTRL)
    at_home.press(Key.Key_V, CTRL)
    at_home.press(Key.Key_V, CTRL)
    assert editor.toPlainText() == "one twoone two"


# When they make sense


EVERYWHERE = {"quit", "system", "light", "dark", "menu", "keys", "about", "sample"}
OPEN = EVERYWHERE | {
    *("today", "journal", "check_in", "trends", "settings", "behaviours", "search", "earlier_check_ins", "report")
}
EDIT = {"star", "date", "delete", "bold", "italic", "heading", "list", "numbered", "checkbox", "tick", "quote", "link"}
PRACTICES = {f"practice_{number}" for number in range(1, 7)}


def allowed(person: Person) -> set[str]:
    return {key for key in person.window.menus.actions if person.can(key)}


def test_commands_are_on_where_they_make_sense_and_off_elsewhere(person: Person) -> None:
    assert allowed(person) == EVERYWHERE
    person.start_without_passphrase()
    assert allowed(person) == OPEN | {"new", "look_back", "import", "passphrase"}
    person.write("a reflection")
    person.saved()
    writing = OPEN | {"new", "look_back", "import", "passphrase", "preview", "inspector", "history"} | EDIT | PRACTICES
    assert allowed(person) == writing
    person.press(Key.Key_1, CTRL)
    assert allowed(person) == OPEN | {"new", "look_back", "import", "passphrase"}
    person.press(Key.Key_2, CTRL)
    assert allowed(person) == writing
    person.press(Key.Key_Delete, CTRL | SHIFT)
    person.until_quiet()
    assert allowed(person) == OPEN | {"new", "look_back", "import", "passphrase", "undo"}
    person.window.toast.dismiss()
    assert allowed(person) == OPEN | {"new", "look_back", "import", "passphrase"}


def test_with_a_passphrase_it_can_be_locked_and_the_passphrase_changed(person: Person) -> None:
    person.start_with_passphrase(PASSPHRASE)
    assert allowed(person) == OPEN | {"new", "look_back", "import", "lock", "change_passphrase", "recovery"}


def test_in_the_sample_one_can_go_home(person: Person) -> None:
    person.click("Look around in a sample journal")
    person.until_today()
    assert allowed(person) == (OPEN - {"sample"}) | {"new", "look_back", "import", "own"}


def test_where_one_may_only_read_nothing_that_writes_is_on(at_home: Person, again: Again) -> None:
    at_home.write("a reflection")
    at_home.saved()
    second = again()
    second.until_today()
    assert allowed(second) == OPEN | {"again"}
    second.press(Key.Key_2, CTRL)
    second.until_quiet()
    second.press(Key.Key_Down)
    second.press(Key.Key_Return)
    second.until(lambda: second.can("preview"))
    assert allowed(second) == OPEN | {"again", "preview", "inspector", "history"}


def test_ctrl_f_goes_to_the_search_from_anywhere(at_home: Person) -> None:
    at_home.press(Key.Key_F, CTRL)
    assert at_home.workspace.place == "journal"
    assert isinstance(at_home.focus, QLineEdit)
    at_home.until_quiet()


def test_escape_from_earlier_check_ins_goes_back_to_where_one_came_from(at_home: Person) -> None:
    at_home.services.check_ins.save(Answers({at_home.services.content.behaviours()[0].key: 3}))
    at_home.press(Key.Key_2, CTRL)
    at_home.press(Key.Key_E, CTRL | SHIFT)
    at_home.until_quiet()
    assert at_home.sees("Earlier check-ins")
    at_home.press(Key.Key_Escape)
    at_home.until_quiet()
    assert at_home.workspace.place == "journal"
    at_home.press(Key.Key_3, CTRL)
    at_home.press(Key.Key_E, CTRL | SHIFT)
    at_home.until_quiet()
    at_home.press(Key.Key_Escape)
    at_home.until_quiet()
    assert at_home.workspace.place == "check_in"
