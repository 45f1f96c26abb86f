"""The trends page, used as a person uses it: by keys and clicks, judged by what is seen and by the files written."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from matplotlib.colors import to_hex
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from journal_app.bootstrap import Services
from journal_app.domain.change import Change, Kind
from journal_app.domain.check_in import Answers
from journal_app.domain.errors import JournalDamaged
from journal_app.storage.check_in_store import CheckInStore
from journal_app.ui.messenger import Messenger, Note
from journal_app.ui.pages.trends import TrendsPage
from journal_app.ui.task_runner import TaskRunner
from journal_app.ui.theme import Look
from journal_app.ui.widgets.chips import Chip
from journal_app.ui.widgets.file_names import with_ending

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
LOADING = "Drawing the chart…"
NOT_READ = "Your check-ins could not be read just now."
# Within 3, 6 and 12 months of 22 November 2026 lie two, three and four of these; the last practice is left out of one.
DAYS = (date(2025, 6, 10), date(2026, 3, 3), date(2026, 7, 6), date(2026, 10, 5), date(2026, 11, 9))
LEFT_OUT = date(2026, 10, 5)
NAMES = (
    "Safe, inclusive, trusting", "Healthy relationships", "Shared purpose",
    "Managing power", "Surfacing conflict", "Shared decisions",
)  # fmt: skip


def rate(services: Services, day: date, places: int = 6) -> None:
    """Keep a check-in with ratings for the first so many practices, different on each day."""
    practices = [item.key for item in services.content.practices()][:places]
    behaviours = [each.key for each in services.content.behaviours() if each.practice in practices]
    services.check_ins.save(Answers({key: 1 + (place + day.month) % 5 for place, key in enumerate(behaviours)}), day)


@dataclass
class Person:
    """Somebody in front of the page, with a keyboard, a mouse and eyes."""

    qtbot: QtBot
    page: TrendsPage
    notes: list[Note]
    asked: list[bool]

    def chip(self, name: str) -> Chip:
        return next(chip for chip in self.page.findChildren(Chip) if chip.accessibleName() == name)

    def button(self, text: str) -> QPushButton:
        return next(b for b in self.page.findChildren(QPushButton) if b.text() == text and b.isVisible())

    def click(self, name: str) -> None:
        QTest.mouseClick(self.chip(name), LEFT)

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.page, key)

    def sees(self, words: str) -> bool:
        return any(words in text.text() for text in self.page.findChildren(QLabel) if text.isVisible())

    def waits_for(self, words: str) -> None:
        self.qtbot.waitUntil(lambda: self.sees(words), timeout=20_000)

    def waits_for_chart(self, points: int) -> None:
        self.qtbot.waitUntil(lambda: self.page.chart.isVisible() and self.points() == points, timeout=20_000)

    def points(self) -> int:
        """How many marks the chart has."""
        drawing = self.page.chart.drawing
        return len(drawing.points) if drawing else 0

    def told(self) -> list[str]:
        return [note.text for note in self.notes]

    def saves(self, first_letter: Qt.Key) -> None:
        """Open the menu by the keyboard and choose by its letter."""
        self.chip("Save as…").setFocus()
        self.press(Key.Key_Return)
        menus = self.page.findChildren(QMenu)
        self.qtbot.waitUntil(lambda: any(menu.isVisible() for menu in menus))
        QTest.keyClick(next(menu for menu in menus if menu.isVisible()), first_letter)


@pytest.fixture
def sit_down(
    qtbot: QtBot, services: Services, look: Look, tasks: TaskRunner, messenger: Messenger
) -> Iterator[Callable[[], Person]]:
    """Open the page and look at it."""
    pages = []

    def open_page() -> Person:
        page = TrendsPage(services.trends, services.content, look, tasks, messenger)
        pages.append(page)
        person = Person(qtbot, page, [], [])
        messenger.said.connect(person.notes.append)
        page.check_in_asked.connect(lambda: person.asked.append(True))
        page.resize(1096, 800)
        with qtbot.waitActive(page):
            page.show()
        return person

    yield open_page
    for page in pages:
        page.close()
        page.deleteLater()


@pytest.fixture
def person(services: Services, sit_down: Callable[[], Person]) -> Person:
    """Somebody with five check-ins, who sees the chart of the last twelve months."""
    for day in DAYS:
        rate(services, day, 5 if day == LEFT_OUT else 6)
    person = sit_down()
    person.waits_for_chart(4 * 6 - 1)
    return person


@pytest.fixture
def save_to(monkeypatch: pytest.MonkeyPatch) -> Callable[[str | Path], list[str]]:
    """Answer the system's dialog; the list it gives collects the names that the dialog proposed."""

    def answer(path: str | Path) -> list[str]:
        proposed: list[str] = []

        def dialog(_parent: object, _title: str, place: str, kinds: str) -> tuple[str, str]:
            proposed.append(Path(place).name)
            return str(path), kinds

        monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(dialog))
        return proposed

    return answer


def assert_no_name_is_cut(person: Person) -> None:
    """Every name in the head of the table fits its column, and the lines of the longest fit the head."""
    head = person.page.table.horizontalHeader()
    person.qtbot.waitUntil(lambda: abs(head.sectionSize(0) * 6 - head.width()) < 6)
    for column, name in enumerate(NAMES):
        room = head.sectionSize(column) - 22
        box = head.fontMetrics().boundingRect(0, 0, room, 500, int(Qt.TextFlag.TextWordWrap), name)
        assert box.width() <= room
        assert box.height() + 12 <= head.height()


def in_words(services: Services, months: int | None) -> str:
    return services.trends.in_words(services.trends.trends(months))


def test_the_chart_shows_the_last_twelve_months_with_the_sentence_above_and_a_caution_below(
    person: Person, services: Services
) -> None:
    assert person.sees(in_words(services, 12))
    assert person.chip("12 months").isChecked()
    assert person.sees("A mark is one check-in, the bar behind it its lowest and highest behaviour.")
    assert person.sees("After four check-ins it is too early to speak of a trend")
    assert not person.page.table.isVisible()
    assert not person.sees(LOADING)


def test_the_chart_is_named_and_described_by_the_sentence(person: Person, services: Services) -> None:
    spoken = QAccessible.queryAccessibleInterface(person.page.chart)
    assert spoken.text(QAccessible.Text.Name) == "Chart of the trends"
    assert spoken.text(QAccessible.Text.Description) == in_words(services, 12)


@pytest.mark.parametrize(("name", "months", "points"), [("3 months", 3, 11), ("6 months", 6, 17), ("All", None, 29)])
def test_a_range_changes_the_sentence_and_the_marks(
    person: Person, services: Services, name: str, months: int | None, points: int
) -> None:
    person.click(name)
    person.waits_for_chart(points)
    assert person.sees(in_words(services, months))
    assert in_words(services, months) != in_words(services, 12)
    person.click("12 months")
    person.waits_for_chart(23)


def test_ranges_are_chosen_by_keys_too(person: Person) -> None:
    person.chip("All").setFocus()
    person.press(Key.Key_Space)
    person.waits_for_chart(29)
    person.chip("3 months").setFocus()
    person.press(Key.Key_Return)
    person.waits_for_chart(11)


def test_of_several_ranges_chosen_in_a_row_the_last_is_shown(person: Person, tasks: TaskRunner) -> None:
    go_on = threading.Event()
    tasks.run(person.page, lambda _task: go_on.wait(20))
    for name in ("3 months", "6 months", "All", "3 months"):
        person.click(name)
    go_on.set()
    person.waits_for_chart(11)
    assert person.chip("3 months").isChecked()


def test_the_sentence_can_be_reached_and_copied_by_the_keyboard(person: Person, services: Services) -> None:
    sentence = next(text for text in person.page.findChildren(QLabel) if text.text() == in_words(services, 12))
    person.chip("3 months").setFocus()
    for _ in range(8):
        if QApplication.focusWidget() is sentence:
            break
        person.press(Key.Key_Tab)
    assert QApplication.focusWidget() is sentence
    QTest.keyClick(sentence, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert sentence.selectedText() == in_words(services, 12)


def test_t_turns_the_chart_into_a_table_and_back(person: Person) -> None:
    page = person.page
    person.press(Key.Key_T)
    assert page.table.isVisible()
    assert not page.chart.isVisible()
    assert person.chip("Table").isChecked()
    assert person.sees("from 1 (hardly ever) to 5 (almost always); – is not rated.")
    person.press(Key.Key_T)
    assert page.chart.isVisible()
    assert not page.table.isVisible()
    person.click("Table")
    assert page.table.isVisible()


def test_the_table_has_the_months_newest_first_and_says_what_was_not_rated(person: Person) -> None:
    person.press(Key.Key_T)
    model = person.page.table.model()
    down, along = Qt.Orientation.Vertical, Qt.Orientation.Horizontal
    months = [model.headerData(row, down) for row in range(model.rowCount())]
    assert months[:2] == ["November 2026", "October 2026"]
    assert months[-1] == "March 2026"
    assert len(months) == 9
    assert tuple(model.headerData(column, along) for column in range(model.columnCount())) == NAMES
    seen = [[model.index(row, column).data() for column in range(6)] for row in range(9)]
    assert "–" not in seen[0]
    assert seen[1][5] == "–"
    assert "–" not in seen[1][:5]
    assert seen[2] == ["–"] * 6
    assert model.index(1, 5).data(Qt.ItemDataRole.AccessibleTextRole) == "not rated"
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == seen[0][0]


def test_the_table_holds_the_numbers_of_the_csv(person: Person, services: Services) -> None:
    person.press(Key.Key_T)
    model = person.page.table.model()
    seen = [[model.index(row, column).data() for column in range(6)] for row in range(model.rowCount())]
    rows = [line.split(",")[2:] for line in services.trends.csv(services.trends.trends(12)).splitlines()[1:]]
    assert [["" if cell == "–" else cell for cell in row] for row in reversed(seen)] == rows


def test_the_table_is_walked_by_arrow_keys_and_left_by_tab(person: Person) -> None:
    person.press(Key.Key_T)
    table = person.page.table
    assert table.hasFocus()
    for key in (Key.Key_Down, Key.Key_Right, Key.Key_Right):
        person.press(key)
    assert (table.currentIndex().row(), table.currentIndex().column()) == (1, 2)
    person.press(Key.Key_Tab)
    assert not table.hasFocus()


def test_the_table_follows_the_range_and_stays_on(person: Person) -> None:
    person.press(Key.Key_T)
    person.click("3 months")
    person.qtbot.waitUntil(lambda: person.page.table.model().rowCount() == 2)
    assert person.page.table.isVisible()


def test_a_long_table_keeps_its_head_and_scrolls_under_the_arrow_keys(
    services: Services, sit_down: Callable[[], Person]
) -> None:
    for month in range(1, 31):
        rate(services, date(2024 + month // 12, 1 + month % 12, 2))
    person = sit_down()
    person.waits_for_chart(6 * 8)
    person.click("All")
    person.waits_for_chart(6 * 30)
    person.press(Key.Key_T)
    page, table = person.page, person.page.table
    page.resize(816, 640)
    person.qtbot.waitUntil(lambda: table.verticalScrollBar().maximum() > 0)
    assert page.verticalScrollBar().maximum() == 0
    for _ in range(29):
        person.press(Key.Key_Down)
    assert table.currentIndex().row() == 29
    assert table.viewport().rect().contains(table.visualRect(table.currentIndex()))
    assert not table.horizontalHeader().visibleRegion().isEmpty()
    assert_no_name_is_cut(person)


@pytest.mark.parametrize("width", [816, 1096, 1736])
def test_no_name_is_cut_in_the_head_of_the_table(person: Person, width: int) -> None:
    person.press(Key.Key_T)
    person.page.resize(width, 800)
    assert_no_name_is_cut(person)


def test_without_a_check_in_the_page_says_what_it_is_for_and_starts_the_first(sit_down: Callable[[], Person]) -> None:
    person = sit_down()
    person.waits_for("Here you will see whether how you lead is changing.")
    assert not person.page.chart.isVisible()
    assert not person.chip("12 months").isVisible()
    person.press(Key.Key_T)
    assert not person.page.table.isVisible()
    QTest.mouseClick(person.button("Do a first check-in"), LEFT)
    assert person.asked == [True]


def test_the_first_check_in_appears_as_single_marks(services: Services, sit_down: Callable[[], Person]) -> None:
    person = sit_down()
    person.waits_for("Here you will see")
    rate(services, date(2026, 11, 20))
    person.page.refresh(Change.of(Kind.CHECK_INS))
    person.waits_for_chart(6)
    assert person.sees("One check-in so far, on 20 November.")
    assert person.chip("12 months").isVisible()


def test_what_does_not_concern_the_page_is_not_read_again(
    person: Person, services: Services, tasks: TaskRunner
) -> None:
    rate(services, date(2026, 11, 20))
    person.page.refresh(Change.of(Kind.ENTRIES, Kind.TAGS))
    assert not tasks.busy
    person.page.refresh(None)
    person.waits_for_chart(29)


def test_coming_back_to_the_page_shows_what_was_rated_meanwhile(person: Person, services: Services) -> None:
    person.page.hide()
    rate(services, date(2026, 11, 20))
    person.page.refresh(Change.of(Kind.CHECK_INS))
    person.page.show()
    person.waits_for_chart(29)


def test_a_range_without_check_ins_says_so_and_offers_all(services: Services, sit_down: Callable[[], Person]) -> None:
    rate(services, date(2026, 3, 3))
    rate(services, date(2026, 4, 3))
    person = sit_down()
    person.waits_for_chart(12)
    person.click("3 months")
    person.waits_for("No check-ins in the last three months. There are two from before that.")
    assert not person.page.chart.isVisible()
    assert not person.chip("Save as…").isEnabled()
    person.button("Show all").setFocus()
    person.press(Key.Key_Space)
    person.waits_for_chart(12)
    assert person.chip("All").isChecked()
    assert person.chip("All").hasFocus()
    assert person.chip("Save as…").isEnabled()


def test_a_journal_that_cannot_be_read_is_told_and_tried_again(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_store: CheckInStore) -> None:
        raise JournalDamaged(folder="/somewhere")

    with monkeypatch.context() as patch:
        patch.setattr(CheckInStore, "all", broken)
        person.click("3 months")
        person.waits_for(NOT_READ)
    assert not person.page.chart.isVisible()
    assert [note.is_error for note in person.notes] == [True]
    assert "/somewhere" in person.told()[0]
    QTest.mouseClick(person.button("Try again"), LEFT)
    person.waits_for_chart(11)
    assert not person.sees(NOT_READ)


def test_a_long_wait_is_explained(person: Person, tasks: TaskRunner) -> None:
    go_on = threading.Event()
    tasks.run(person.page, lambda _task: go_on.wait(20))
    person.click("3 months")
    assert not person.sees(LOADING)
    person.waits_for(LOADING)
    go_on.set()
    person.waits_for_chart(11)
    assert not person.sees(LOADING)


def test_a_picture_is_saved_at_twice_the_size_of_the_screen_in_light_colours(
    person: Person, look: Look, tmp_path: Path, save_to: Callable[[str | Path], list[str]]
) -> None:
    look.choose("dark")
    proposed = save_to(tmp_path / "mine.png")
    person.saves(Key.Key_P)
    person.qtbot.waitUntil(lambda: person.told() == ["Saved mine.png."], timeout=20_000)
    assert proposed == ["throughline-trends-2026-11-22.png"]
    picture = QImage(str(tmp_path / "mine.png"))
    assert (picture.width(), picture.height()) == (2096, 1040)
    assert picture.pixelColor(2, 2) == QColor("#FAF8F5")


def test_a_drawing_is_saved_with_its_words_as_text(
    person: Person, tmp_path: Path, save_to: Callable[[str | Path], list[str]]
) -> None:
    proposed = save_to(tmp_path / "mine.svg")
    person.saves(Key.Key_D)
    person.qtbot.waitUntil(lambda: person.told() == ["Saved mine.svg."], timeout=20_000)
    assert proposed == ["throughline-trends-2026-11-22.svg"]
    root = ElementTree.parse(tmp_path / "mine.svg").getroot()  # noqa: S314  our own
    words = {"".join(text.itertext()).strip() for text in root.iter("{http://www.w3.org/2000/svg}text")}
    assert {*NAMES, "hardly ever", "almost always", "Mar", "Nov"} <= words


def test_a_table_is_saved_as_the_service_writes_it(
    person: Person, services: Services, tmp_path: Path, save_to: Callable[[str | Path], list[str]]
) -> None:
    person.click("All")
    person.waits_for_chart(29)
    save_to(tmp_path / "mine.csv")
    person.saves(Key.Key_T)
    person.qtbot.waitUntil(lambda: person.told() == ["Saved mine.csv."], timeout=20_000)
    assert (tmp_path / "mine.csv").read_bytes() == services.trends.csv(services.trends.trends(None)).encode()


def test_nothing_is_written_when_no_place_is_chosen(
    person: Person, tasks: TaskRunner, save_to: Callable[[str | Path], list[str]]
) -> None:
    proposed = save_to("")
    person.saves(Key.Key_P)
    person.qtbot.waitUntil(lambda: len(proposed) == 1)
    assert not tasks.busy
    assert person.told() == []


@pytest.mark.parametrize("kind", ["png", "svg", "csv"])
def test_a_place_that_cannot_be_written_is_told_and_nothing_is_left_there(
    person: Person, tmp_path: Path, save_to: Callable[[str | Path], list[str]], kind: str
) -> None:
    folder = tmp_path / "saved"
    taken = folder / f"mine.{kind}"
    taken.mkdir(parents=True)  # the last step fails: a file never takes a folder's place
    (taken / "kept").write_text("as it was", encoding="utf-8")
    save_to(taken)
    person.saves({"png": Key.Key_P, "svg": Key.Key_D, "csv": Key.Key_T}[kind])
    person.qtbot.waitUntil(lambda: len(person.notes) == 1, timeout=20_000)
    assert person.notes[0].is_error
    assert f"“mine.{kind}” could not be written" in person.told()[0]
    assert [path.name for path in folder.iterdir()] == [taken.name]
    assert (taken / "kept").read_text(encoding="utf-8") == "as it was"


def test_a_folder_that_is_not_there_is_told_too(
    person: Person, tmp_path: Path, save_to: Callable[[str | Path], list[str]]
) -> None:
    save_to(tmp_path / "no" / "such" / "mine.csv")
    person.saves(Key.Key_T)
    person.qtbot.waitUntil(lambda: len(person.notes) == 1, timeout=20_000)
    assert "“mine.csv” could not be written" in person.told()[0]


def test_an_ending_that_has_to_be_added_never_overwrites_a_file_nobody_was_asked_about(tmp_path: Path) -> None:
    assert with_ending(tmp_path / "mine.PNG", "png").name == "mine.PNG"
    assert with_ending(tmp_path / "mine", "png").name == "mine.png"
    assert with_ending(tmp_path / "v1.2", "png").name == "v1.2.png"
    (tmp_path / "mine.png").touch()
    (tmp_path / "mine-2.png").touch()
    assert with_ending(tmp_path / "mine", "png").name == "mine-3.png"


def test_another_theme_redraws_the_chart_in_its_colours(person: Person, look: Look) -> None:
    look.choose("dark")

    def dark() -> bool:
        drawing = person.page.chart.drawing
        return drawing is not None and to_hex(drawing.figure.get_facecolor()).upper() == "#17191C"

    person.qtbot.waitUntil(dark)
    person.qtbot.waitUntil(lambda: person.page.chart.grab().toImage().pixelColor(2, 2) == QColor("#17191C"))
    drawing = person.page.chart.drawing
    assert drawing is not None
    assert {
        to_hex(line.get_color()).upper() for line in drawing.figure.axes[0].lines if line.get_marker() == "None"
    } == {"#4FA3E0"}


def test_a_page_that_is_gone_does_not_mind_another_theme(
    services: Services, look: Look, tasks: TaskRunner, messenger: Messenger, qtbot: QtBot
) -> None:
    rate(services, date(2026, 11, 9))
    page = TrendsPage(services.trends, services.content, look, tasks, messenger)
    page.show()
    qtbot.waitUntil(lambda: page.chart.drawing is not None, timeout=20_000)
    with qtbot.waitSignal(page.destroyed):
        page.deleteLater()
    look.choose("dark")
    QApplication.processEvents()


def test_many_sizes_in_a_row_make_one_drawing_of_the_last(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    from journal_app.charts import trend_figure

    sizes = []
    draw = trend_figure.draw_trends

    def counted(*args: object, **kwargs: object) -> object:
        sizes.append(kwargs["figure"].get_size_inches()[0])  # type: ignore[attr-defined]
        return draw(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(trend_figure, "draw_trends", counted)
    for width in range(1000, 1400, 10):
        person.page.resize(width, 800)
    person.qtbot.waitUntil(lambda: bool(sizes))
    assert sizes == [person.page.chart.width() / 100]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [(816, 640), (1096, 800), (1736, 1080)])
def test_all_of_the_page_is_seen_without_scrolling(
    person: Person, look: Look, size: tuple[int, int], theme: str
) -> None:
    look.choose(theme)
    page = person.page
    page.resize(*size)
    person.qtbot.waitUntil(lambda: page.chart.drawing is not None and page.chart.width() > size[0] * 0.85)
    person.qtbot.waitUntil(lambda: page.verticalScrollBar().maximum() == 0)
    assert page.chart.height() >= 360


def test_a_low_page_is_scrolled_by_the_wheel_over_the_chart(person: Person) -> None:
    page = person.page
    page.resize(816, 420)
    person.qtbot.waitUntil(lambda: page.verticalScrollBar().maximum() > 0)
    over_the_chart = QPointF(page.chart.mapTo(page, QPoint(60, 60)))
    QTest.wheelEvent(page.windowHandle(), over_the_chart, QPoint(0, -240))
    person.qtbot.waitUntil(lambda: page.verticalScrollBar().value() > 0)


def test_opening_the_page_does_not_import_matplotlib() -> None:
    script = "import sys, journal_app.ui.pages.trends; sys.exit('matplotlib' in sys.modules)"
    subprocess.run([sys.executable, "-c", script], check=True)
