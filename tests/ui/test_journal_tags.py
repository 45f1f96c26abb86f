"""Tags beside the text: typed, completed, pasted, taken away."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QListView

from journal_app.bootstrap import App
from journal_app.ui.pages.journal import autosave
from tests.support.journal_page import Seed, Writer, sit_down
from tests.support.window import Key, OpenWindow

BAD_TAG = "cannot be used as a tag"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(autosave, "_SAVE_AFTER_MS", 20)


@pytest.fixture
def writer(open_window: OpenWindow, app: App) -> Writer:
    """Somebody with a new entry, the keyboard where tags are typed."""
    found = sit_down(
        open_window,
        app,
        Seed("One", "x", at="2026-11-03T09:00", tags=("board", "Voluntary sector", "R&D")),
        Seed("Two", "y", at="2026-11-02T09:00", tags=("board", "café")),
    )
    found.keys("Ctrl+N")
    found.type("Words.")
    found.until_saved()
    found.click_on(found.field("Add a tag"))
    found.until_quiet()
    return found


def offered() -> list[str]:
    """The tags in use that are offered under the field."""
    popup = QApplication.activePopupWidget()
    if not isinstance(popup, QListView):
        return []
    return [popup.model().index(row, 0).data() for row in range(popup.model().rowCount())]


def test_return_and_comma_add_a_tag(writer: Writer) -> None:
    writer.type("supervision")
    writer.press(Key.Key_Return)
    writer.type("#winter plan,")
    assert writer.tags() == ["supervision", "winter plan"]
    assert writer.kept()[0].tags == ("supervision", "winter plan")
    assert writer.field("Add a tag").text() == ""


def test_tab_adds_what_was_typed(writer: Writer) -> None:
    writer.type("supervision")
    writer.press(Key.Key_Tab)
    assert writer.kept()[0].tags == ("supervision",)


def test_escape_gives_up_and_goes_back_to_the_text(writer: Writer) -> None:
    writer.type("never mind")
    writer.press(Key.Key_Escape)
    assert writer.is_at(writer.editor)
    assert writer.kept()[0].tags == ()


def test_a_half_typed_tag_stays_with_its_entry_when_another_is_opened(writer: Writer) -> None:
    writer.type("mine")
    writer.click_row("Two")
    assert writer.tags() == ["board", "café"]
    assert writer.kept()[0].tags == ("mine",)
    assert writer.field("Add a tag").text() == ""


def test_several_pasted_with_commas_become_several(writer: Writer) -> None:
    writer.paste("rota, winter, , beds")
    writer.press(Key.Key_Return)
    assert writer.kept()[0].tags == ("rota", "winter", "beds")


def test_tags_in_use_are_offered_whatever_their_case_and_accents(writer: Writer) -> None:
    writer.type("SECT")
    writer.until(lambda: offered() == ["Voluntary sector"])
    writer.press(Key.Key_Down)
    writer.press(Key.Key_Return)
    assert writer.tags() == ["Voluntary sector"]
    assert writer.is_at(writer.field("Add a tag"))
    writer.type("cafe")
    writer.until(lambda: offered() == [])  # it is all there is to type: Return adds it
    writer.press(Key.Key_Return)
    assert writer.kept()[0].tags == ("Voluntary sector", "café")


def test_the_most_used_come_first_and_a_click_takes_one(writer: Writer) -> None:
    writer.type("a")
    writer.until(lambda: len(offered()) == 3)
    assert offered() == ["board", "café", "Voluntary sector"]
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, QListView)
    writer.click_on(popup.viewport(), popup.visualRect(popup.model().index(1, 0)).center())
    assert writer.kept()[0].tags == ("café",)
    assert writer.field("Add a tag").text() == ""


def test_return_takes_what_was_typed_unless_one_was_chosen(writer: Writer) -> None:
    writer.type("boar")
    writer.until(lambda: offered() == ["board"])
    writer.press(Key.Key_Return)
    assert writer.tags() == ["boar"]
    assert offered() == []


def test_the_same_tag_in_another_case_or_accent_is_not_added_twice(writer: Writer) -> None:
    for typed in ("Café", "cafe", "CAFÉ"):
        writer.paste(typed)
        writer.press(Key.Key_Return)
    assert writer.tags() == ["Café"]
    assert writer.kept()[0].tags == ("café",)  # as it was written first


@pytest.mark.parametrize("bad", ["#", "x" * 61, "a\x07b"])
def test_what_cannot_be_a_tag_is_said_and_stays_to_be_corrected(writer: Writer, bad: str) -> None:
    writer.paste(bad)
    writer.press(Key.Key_Return)
    assert BAD_TAG in writer.toast()
    assert writer.field("Add a tag").text() == bad
    assert writer.tags() == []
    assert writer.kept()[0].tags == ()


def test_delete_backspace_and_click_take_tags_away_one_after_the_other(writer: Writer) -> None:
    writer.type("one,two,three,four,")
    writer.keys("Shift+Tab")
    assert writer.is_at(writer.chip("four"))
    writer.keys("Shift+Tab", "Shift+Tab")
    writer.press(Key.Key_Delete)
    assert writer.tags() == ["one", "three", "four"]
    assert writer.is_at(writer.chip("three"))
    writer.press(Key.Key_Backspace)
    assert writer.is_at(writer.chip("four"))
    writer.click("one")
    assert writer.kept()[0].tags == ("four",)
    writer.click("four")
    assert writer.kept()[0].tags == ()
    assert writer.is_at(writer.field("Add a tag"))


def test_a_tag_with_an_ampersand_is_shown_as_it_is_and_takes_no_key(writer: Writer) -> None:
    writer.type("R&D,Q&A,")
    chip = writer.chip("R&D")
    assert chip.accessibleName() == "R&D"
    writer.editor.setFocus()
    writer.keys("Alt+D", "Alt+A")
    assert writer.tags() == ["R&D", "Q&A"]


def test_tags_chosen_before_the_first_words_go_with_them(writer: Writer) -> None:
    writer.keys("Ctrl+N")
    writer.click_on(writer.field("Add a tag"))
    writer.type("early,")
    assert writer.kept()[0].tags == ()
    writer.editor.setFocus()
    writer.type("Now the words.")
    writer.until_saved()
    assert writer.kept()[0].tags == ("early",)
    assert writer.kept()[0].body == "Now the words."
