"""How the journal page stands in windows of all sizes, in both themes, and to somebody who does not see it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from journal_app.bootstrap import App
from journal_app.ui.pages.journal import autosave
from journal_app.ui.widgets.markdown_editor import MarkdownEditor
from tests.support.journal_page import Seat, Seed, Writer, sit_down
from tests.support.window import Key, OpenWindow

WIDE, NARROW = (1280, 800), (1000, 640)
SEEDS = (
    Seed("One", "## Head\nwords", at="2026-11-02T09:00", practices=("power",), tags=("board", "voluntary sector")),
    Seed("Two", "words", at="2026-11-01T09:00"),
)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(autosave, "_SAVE_AFTER_MS", 20)


@pytest.fixture
def seat(open_window: OpenWindow, app: App) -> Seat:
    """Opens the journal page on the entries given."""
    return lambda *seeds, **named: sit_down(open_window, app, *seeds, **named)


def parts(writer: Writer) -> tuple[bool, bool, bool]:
    """Whether the list, the text and the practices are in view."""
    desk = writer.page.desk
    return writer.page.list.isVisible(), desk.pane.editor.isVisible(), desk.inspector.isVisible()


def clipped(top: QWidget) -> list[str]:
    """Buttons and fields that do not fit where they stand, or lie over one another."""
    found = [w for w in top.findChildren(QWidget) if isinstance(w, QAbstractButton | QLineEdit) and w.isVisible()]
    boxes = {widget: QRect(widget.mapTo(top, widget.rect().topLeft()), widget.size()) for widget in found}
    bad = [str(w) for w, box in boxes.items() if not top.rect().contains(box)]
    return bad + [
        f"{one} over {other}"
        for one, box in boxes.items()
        for other, second in boxes.items()
        if one is not other and box.intersects(second) and not one.isAncestorOf(other) and not other.isAncestorOf(one)
    ]


def test_a_wide_window_shows_list_text_and_practices(seat: Seat) -> None:
    writer = seat(*SEEDS)
    assert parts(writer) == (True, False, False)
    writer.click_row("One")
    assert parts(writer) == (True, True, True)
    writer.keys("Ctrl+Shift+I")
    assert parts(writer) == (True, True, False)
    assert not writer.button("Practices and tags (Ctrl+Shift+I)").isChecked()
    writer.press(Key.Key_Down)
    assert parts(writer) == (True, True, False)  # folded away it stays
    writer.click("Practices and tags (Ctrl+Shift+I)")
    assert parts(writer) == (True, True, True)


def test_a_narrow_window_brings_the_practices_in_the_lists_place(seat: Seat) -> None:
    writer = seat(*SEEDS, size=NARROW)
    assert writer.page.width() == 816
    writer.click_row("One")
    assert parts(writer) == (True, True, False)
    writer.press(Key.Key_Return)
    writer.keys("Ctrl+Shift+I")
    assert parts(writer) == (False, True, True)
    assert writer.is_at(writer.chip("Safe, inclusive, trusting"))
    writer.press(Key.Key_Space)
    assert writer.kept()[0].practices == ("environment", "power")
    writer.keys("Ctrl+Shift+I")
    assert parts(writer) == (True, True, False)
    assert writer.is_at(writer.editor)


def test_practices_have_their_keys_while_they_are_folded_away(seat: Seat) -> None:
    writer = seat(*SEEDS, size=NARROW)
    writer.click_row("Two")
    writer.keys("Alt+6")
    assert writer.kept()[1].practices == ("decisions",)
    assert "Shared decisions" in writer.rows()[2]


def test_searching_brings_the_list_back(seat: Seat) -> None:
    writer = seat(*SEEDS, size=NARROW)
    writer.click_row("One")
    writer.keys("Ctrl+Shift+I", "Ctrl+F")
    assert parts(writer) == (True, True, False)
    assert writer.is_at(writer.field("Search your reflections"))


def test_the_keyboard_is_never_lost_when_the_window_changes_its_width(seat: Seat) -> None:
    writer = seat(*SEEDS)
    writer.click_row("One")
    writer.keys("Ctrl+Shift+I", "Ctrl+Shift+I")
    assert writer.is_at(writer.chip("Safe, inclusive, trusting"))
    writer.window.resize(*NARROW)
    QApplication.processEvents()
    assert parts(writer) == (True, True, False)
    assert writer.is_at(writer.editor)
    writer.window.resize(*WIDE)
    QApplication.processEvents()
    assert parts(writer) == (True, True, True)
    assert writer.is_at(writer.editor)


def test_coming_back_to_a_narrow_page_without_its_list_goes_to_the_text(seat: Seat) -> None:
    writer = seat(*SEEDS, size=NARROW)
    writer.click_row("One")
    writer.keys("Ctrl+Shift+I", "Ctrl+1", "Ctrl+2")
    assert writer.is_at(writer.editor)


def test_deleting_where_the_list_is_folded_away_keeps_the_keyboard(seat: Seat) -> None:
    writer = seat(*SEEDS, size=NARROW)
    writer.click_row("One")
    writer.keys("Ctrl+Shift+I", "Ctrl+Shift+Del")
    writer.until_quiet()
    assert writer.title.text() == "Two"
    assert writer.is_at(writer.editor)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_nothing_is_clipped_or_lies_over_anything_in_both_themes(seat: Seat, theme: str, size: tuple[int, int]) -> None:
    many = ("a tag", "another tag", "a very long tag that fills the whole width of its column", "one", "two", "three")
    writer = seat(*SEEDS, Seed("t" * 200, "x", at="2026-10-01T09:00", tags=many), size=size)
    writer.command(theme)
    writer.click_row("t" * 200)
    for keys in ((), ("Ctrl+Shift+I",), ("Ctrl+E",)):
        writer.keys(*keys)
        writer.until_quiet()
        QApplication.processEvents()
        assert clipped(writer.page) == []
    writer.click_row("One") if writer.page.list.isVisible() else writer.keys("Ctrl+Shift+I")
    paper = writer.page.grab().toImage().pixelColor(3, writer.page.height() - 3).name().upper()
    assert paper == {"light": "#FAF8F5", "dark": "#17191C"}[theme]


def test_the_calendar_and_long_filters_leave_room_for_the_list(seat: Seat) -> None:
    writer = seat(*SEEDS, size=NARROW)
    writer.click("When")
    writer.press(Key.Key_M)
    for chip, choice in ((writer.page.filters.practice, "Managing power"), (writer.page.filters.tag, "voluntary")):
        writer.click_on(chip)
        writer.pick(choice)
    QApplication.processEvents()
    assert writer.titles() == ["One"]
    assert clipped(writer.page) == []
    assert writer.in_view("One")


def test_the_title_stands_where_it_stood_in_the_bin(seat: Seat) -> None:
    writer = seat(*SEEDS)
    writer.click_row("One")
    before = writer.title.mapTo(writer.page, writer.title.rect().topLeft())
    writer.press(Key.Key_Delete)
    writer.until_quiet()
    writer.click("Bin")
    writer.until_quiet()
    writer.click_row("One")
    QApplication.processEvents()
    assert writer.title.mapTo(writer.page, writer.title.rect().topLeft()) == before


def test_everything_that_can_be_pressed_or_filled_has_a_name_and_icons_a_tooltip(seat: Seat) -> None:
    writer = seat(*SEEDS)
    writer.click_row("One")
    for widget in writer.page.findChildren(QWidget):
        if isinstance(widget, QAbstractButton | QLineEdit | MarkdownEditor) and widget.isVisible():
            words = widget.text()
            named = widget.accessibleName() or (words if isinstance(widget, QAbstractButton) else "")
            assert named, widget
            if isinstance(widget, QAbstractButton) and not words:
                assert widget.toolTip(), named


def test_tab_goes_through_the_page_in_the_order_it_is_read(seat: Seat) -> None:
    writer = seat(*SEEDS)
    writer.click_row("One")
    writer.keys("Ctrl+F")
    visited: list[str] = []
    for _ in range(24):
        widget = writer.focus
        visited.append(widget.accessibleName() or getattr(widget, "text", str)())
        writer.press(Key.Key_Tab)
    assert visited[:24] == [
        "Search your reflections",
        "When",
        "Practices",
        "Tags",
        "Only starred",
        "Bin",
        "Reflections",
        "Title",
        "Monday 2 November, 09:00",
        "What happened, in your own words",
        "Star (Ctrl+D)",
        "Preview (Ctrl+E)",
        "Move to the bin (Ctrl+Shift+Delete)",
        "Practices and tags (Ctrl+Shift+I)",
        "Safe, inclusive, trusting",
        "Healthy relationships",
        "Shared purpose",
        "Managing power",
        "Surfacing conflict",
        "Shared decisions",
        "board",
        "voluntary sector",
        "Add a tag",
        visited[23],
    ]


def test_marks_beside_the_practices_are_filled_or_hollow(seat: Seat) -> None:
    writer = seat(*SEEDS)
    writer.click_row("One")
    for name, colour, filled in (("Managing power", "#AA4499", True), ("Shared decisions", "#4477AA", False)):
        chip = writer.chip(name)
        picture = chip.grab().toImage()
        middle = picture.pixelColor(13, chip.height() // 2).name().upper()
        assert (middle == colour) == filled
        row = {picture.pixelColor(x, chip.height() // 2).name().upper() for x in range(4, 24)}
        assert colour in row
