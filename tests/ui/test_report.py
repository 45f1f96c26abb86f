"""A report of a period, as a person makes it: by keys and clicks, judged by the page seen and the file saved."""

from __future__ import annotations

import gc
import shutil
import subprocess
import threading
import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from journal_app.bootstrap import App, Services
from journal_app.domain.check_in import Answers
from journal_app.domain.errors import DiskTrouble
from journal_app.domain.report import Extent, Wanted
from journal_app.services.report_service import ReportService
from journal_app.ui.dialogs.report.dialog import ReportDialog
from journal_app.ui.dialogs.report.making import Made
from journal_app.ui.dialogs.report.sheet_view import SheetView
from journal_app.ui.widgets import simple
from tests.support.journals import PASSPHRASE, moment
from tests.support.window import CTRL, SHIFT, Key, Person, texts_in

needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")

DAYS = (date(2025, 6, 10), date(2026, 3, 3), date(2026, 7, 6), date(2026, 11, 9))
NOTE = "Asked Tunde first, for once"
PRIVATE = "Nobody needs to know about the heron"
TOLD = "The board said nothing"
LONG = "A long afternoon"


def rate(services: Services, day: date) -> None:
    """A check-in with every behaviour rated, different on each day, and a note to the first."""
    behaviours = services.content.behaviours()
    ratings: dict[str, int | None] = {each.key: 1 + (place + day.month) % 5 for place, each in enumerate(behaviours)}
    services.check_ins.save(Answers(ratings, {behaviours[0].key: NOTE}), day)


def write(services: Services, day: str, title: str, body: str, *, starred: bool = False) -> str:
    return services.entries.write(title, body, written=moment(f"{day}T12:00:00+00:00"), starred=starred).uid


@pytest.fixture
def at_home(person: Person) -> Person:
    """Somebody with four check-ins, the first outside the last year, and four reflections within it."""
    person.start_without_passphrase()
    for day in DAYS:
        rate(person.services, day)
    write(person.services, "2026-03-04", PRIVATE, "It stood in the beck all morning.")
    write(
        person.services,
        "2026-07-07",
        TOLD,
        "# What happened\n\nThe *first* paragraph.\n\nThe second one.",
        starred=True,
    )
    write(
        person.services,
        "2026-11-10",
        LONG,
        "\n\n".join(f"Paragraph {n} of many, about the afternoon." for n in range(200)),
    )
    write(person.services, "2025-01-01", "Long ago", "Outside the period.")
    return person


def opened(person: Person) -> ReportDialog:
    """Open the dialog by its key and wait for its page."""
    person.press(Key.Key_R, CTRL | SHIFT)
    return in_front(person)


def in_front(person: Person) -> ReportDialog:
    """The dialog that opens, with its page."""
    person.until_dialog()
    dialog = person.dialog()
    assert isinstance(dialog, ReportDialog)
    shown(person, dialog)
    return dialog


def shown(person: Person, dialog: ReportDialog) -> None:
    """Wait until the page is the one that is wanted."""
    person.until(lambda: dialog._made is not None and not person.window.tasks.busy)


def at(person: Person, dialog: ReportDialog, title: str) -> None:
    """Go to a reflection in the list by the keyboard."""
    dialog.picker.list.setFocus()
    person.press(Key.Key_Home)
    for _ in range(dialog.picker.model.rowCount()):
        if dialog.picker.list.currentIndex().data() == title:
            return
        person.press(Key.Key_Down)
    raise AssertionError(f"{title} is not listed")


def listed(dialog: ReportDialog) -> list[str]:
    model = dialog.picker.model
    return [model.index(row, 0).data() for row in range(model.rowCount())]


@pytest.fixture
def save_to(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], list[Path]]:
    """Answer the system's dialog; the list it gives collects what the dialog proposed."""

    def answer(path: Path) -> list[Path]:
        proposed: list[Path] = []

        def dialog(_parent: object, _title: str, place: str, kinds: str) -> tuple[str, str]:
            proposed.append(Path(place))
            return str(path), kinds

        monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(dialog))
        return proposed

    return answer


def text_of(pdf: Path) -> str:
    """What can be read in a file, as one line."""
    out = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, check=True, text=True).stdout
    return unicodedata.normalize("NFKC", " ".join(out.split()))


def facts_of(pdf: Path) -> dict[str, str]:
    """What a file says of itself."""
    out = subprocess.run(["pdfinfo", pdf], capture_output=True, check=True, text=True).stdout
    return {name: value.strip() for name, _, value in (line.partition(":") for line in out.splitlines())}


# The page


def test_at_first_the_page_has_the_check_ins_of_a_year_and_no_reflection(at_home: Person) -> None:
    dialog = opened(at_home)
    words = dialog.view.accessibleDescription()
    assert "22 November 2025 to 22 November 2026" in words
    assert "Three check-ins: 3 March, 6 July and 9 November 2026." in words
    assert at_home.services.trends.words(at_home.services.trends.overview(dialog.subject.span)) in words
    assert "Made with Throughline on 22 November 2026, for nobody in particular." in words
    for unchosen in (PRIVATE, TOLD, LONG, NOTE, "Chosen reflections"):
        assert unchosen not in words
    assert dialog.save.isEnabled()
    assert at_home.sees("None is in the report unless you choose it.")


def test_space_chooses_a_reflection_and_lets_it_go(at_home: Person) -> None:
    dialog = opened(at_home)
    at(at_home, dialog, TOLD)
    at_home.press(Key.Key_Space)
    assert not dialog.save.isEnabled(), "the page that is shown is not the one that is wanted"
    shown(at_home, dialog)
    words = dialog.view.accessibleDescription()
    assert f"Chosen reflections\n7 July 2026\n{TOLD}\n" in words
    assert "paragraph" not in words
    assert at_home.sees("1 chosen.")
    index = dialog.picker.list.currentIndex()
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == f"{TOLD}, 7 July 2026, starred, title and day"
    at_home.press(Key.Key_Space)
    shown(at_home, dialog)
    assert TOLD not in dialog.view.accessibleDescription()
    assert at_home.sees("None is in the report unless you choose it.")


def test_a_number_says_how_much_of_a_reflection_is_shown(at_home: Person) -> None:
    dialog = opened(at_home)
    at(at_home, dialog, TOLD)
    at_home.press(Key.Key_2)
    shown(at_home, dialog)
    words = dialog.view.accessibleDescription()
    assert "The first paragraph." in words
    assert "The second one." not in words
    at_home.press(Key.Key_3)
    shown(at_home, dialog)
    words = dialog.view.accessibleDescription()
    assert "What happened\nThe first paragraph.\nThe second one." in words
    at_home.click("Title and day")
    shown(at_home, dialog)
    assert "The first paragraph." not in dialog.view.accessibleDescription()


def test_a_click_on_a_row_chooses_it(at_home: Person) -> None:
    dialog = opened(at_home)
    view = dialog.picker.list
    row = view.visualRect(dialog.picker.model.index(1, 0))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=row.center())
    shown(at_home, dialog)
    assert dialog.wanted().reflections == {at_home.services.entries.search("board")[0].uid: Extent.DAY}


def test_reflections_stand_in_the_order_of_their_days(at_home: Person) -> None:
    dialog = opened(at_home)
    for title in (TOLD, PRIVATE):
        at(at_home, dialog, title)
        at_home.press(Key.Key_Space)
    shown(at_home, dialog)
    words = dialog.view.accessibleDescription()
    assert words.index(PRIVATE) < words.index(TOLD)


def test_searching_and_the_star_narrow_the_list_and_unchoose_nothing(at_home: Person) -> None:
    dialog = opened(at_home)
    at(at_home, dialog, PRIVATE)
    at_home.press(Key.Key_Space)
    at_home.field("Search the reflections of the period").setFocus()
    at_home.type("paragraph")
    at_home.until(lambda: listed(dialog) == [LONG, TOLD])
    at_home.click("Starred")
    at_home.until(lambda: listed(dialog) == [TOLD])
    at_home.field("Search the reflections of the period").setFocus()
    at_home.type("zebra")
    at_home.until_sees("No reflection of this period has that.")
    assert at_home.sees("1 chosen.")
    shown(at_home, dialog)
    assert PRIVATE in dialog.view.accessibleDescription()
    at_home.press(Key.Key_Escape)
    at_home.until(lambda: listed(dialog) == [TOLD])
    assert dialog.isVisible(), "Escape empties the field first"


def test_the_notes_to_ratings_and_the_table_are_in_only_if_chosen(at_home: Person) -> None:
    dialog = opened(at_home)
    at_home.click("With my notes to ratings")
    shown(at_home, dialog)
    words = dialog.view.accessibleDescription()
    assert words.count(NOTE) == 3, "one of each check-in in the period"
    at_home.click("With my notes to ratings")
    at_home.click("With the table")
    shown(at_home, dialog)
    words = dialog.view.accessibleDescription()
    assert NOTE not in words
    table = at_home.services.trends.table(at_home.services.trends.overview(dialog.subject.span))
    for row in table.rows:
        assert "\n".join(row) in words


def test_another_practice_has_its_own_words(at_home: Person) -> None:
    dialog = opened(at_home)
    power = next(item for item in at_home.services.content.practices() if item.key == "power")
    dialog.subject.chart.setFocus()
    for _ in range(4):
        at_home.press(Key.Key_Down)
    shown(at_home, dialog)
    words = dialog.view.accessibleDescription()
    assert words.startswith(power.title)
    assert at_home.services.trends.words(at_home.services.trends.practice("power", dialog.subject.span)) in words


def test_the_period_can_be_another_one_and_never_ends_before_it_begins(at_home: Person) -> None:
    dialog = opened(at_home)
    at(at_home, dialog, PRIVATE)
    at_home.press(Key.Key_Space)
    dialog.subject.since.put(date(2026, 7, 1))
    shown(at_home, dialog)
    at_home.until(lambda: listed(dialog) == [LONG, TOLD])
    words = dialog.view.accessibleDescription()
    assert "Two check-ins: 6 July and 9 November 2026." in words
    assert PRIVATE not in words
    dialog.subject.until.put(date(2026, 1, 31))
    shown(at_home, dialog)
    assert dialog.subject.span.since == date(2026, 1, 31)
    assert at_home.sees("There is nothing to report: no check-in lies in this period, and no reflection is chosen.")
    at_home.until_sees("You wrote no reflections in this period.")
    assert not dialog.save.isEnabled()


def test_what_does_not_fit_is_said_and_cannot_be_saved_until_it_fits(at_home: Person) -> None:
    dialog = opened(at_home)
    at(at_home, dialog, LONG)
    at_home.press(Key.Key_3)
    shown(at_home, dialog)
    assert at_home.sees(
        "The chosen reflection does not fit on the page: show its first paragraph only or choose fewer."
    )
    assert not dialog.save.isEnabled()
    assert dialog._made is not None
    assert dialog._made.printed.pdf == b""
    at_home.click("Show first paragraphs only")
    shown(at_home, dialog)
    assert dialog.save.isEnabled()
    words = dialog.view.accessibleDescription()
    assert "Paragraph 0 of many" in words
    assert "Paragraph 1 of many" not in words
    assert not at_home.sees("does not fit")


def test_a_reflection_far_beyond_any_page_keeps_nobody_waiting(at_home: Person) -> None:
    write(at_home.services, "2026-11-12", "Huge", "word " * 1_000_000)
    dialog = opened(at_home)
    at(at_home, dialog, "Huge")
    at_home.press(Key.Key_3)
    shown(at_home, dialog)
    assert at_home.sees("The chosen reflection does not fit on the page")


def test_in_a_journal_with_nothing_in_it_nothing_can_be_saved(person: Person) -> None:
    person.start_without_passphrase()
    dialog = opened(person)
    assert person.sees("There is nothing to report")
    assert person.sees("You wrote no reflections in this period.")
    assert not dialog.save.isEnabled()
    person.press(Key.Key_Escape)
    person.until_no_dialog()


# The file


@needs_poppler
def test_the_file_is_one_page_with_what_was_chosen_and_nothing_else(
    at_home: Person, save_to: Callable[[Path], list[Path]], tmp_path: Path
) -> None:
    proposed = save_to(tmp_path / "kept")
    dialog = opened(at_home)
    at(at_home, dialog, TOLD)
    at_home.press(Key.Key_2)
    shown(at_home, dialog)
    assert dialog._made is not None
    seen, words = dialog._made.printed.pdf, dialog.view.accessibleDescription()
    at_home.click("Save as PDF…")
    at_home.until_no_dialog()
    at_home.until(lambda: at_home.toast() == "Saved kept.pdf.")
    assert proposed[0].name == "throughline-report-2026-11-22.pdf"
    saved = tmp_path / "kept.pdf"
    assert saved.read_bytes() == seen
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []
    text = text_of(saved)
    for line in words.splitlines():
        assert unicodedata.normalize("NFKC", " ".join(line.split())) in text, line
    assert "almost always" in text, "the words of the chart are words"
    for unchosen in (PRIVATE, LONG, "The second one", NOTE):
        assert unchosen not in text
    facts = facts_of(saved)
    assert facts["Pages"] == "1"
    assert facts["Page size"] == "595 x 842 pts (A4)"
    assert (facts["Title"], facts["Author"], facts["Creator"]) == ("Report of a period", "", "Throughline")
    raw = saved.read_bytes()
    for secret in (str(tmp_path).encode(), b"/URI", b"/Link", b"/JavaScript"):
        assert secret not in raw


@needs_poppler
def test_the_preview_shows_what_the_file_shows(
    at_home: Person, save_to: Callable[[Path], list[Path]], tmp_path: Path
) -> None:
    save_to(tmp_path / "kept.pdf")
    dialog = opened(at_home)
    at(at_home, dialog, TOLD)
    at_home.press(Key.Key_3)
    shown(at_home, dialog)
    preview = dialog.view.sheet.picture
    at_home.click("Save as PDF…")
    at_home.until((tmp_path / "kept.pdf").exists)
    at_home.until_no_dialog()
    subprocess.run(
        ["pdftoppm", "-r", "192", "-png", "-singlefile", tmp_path / "kept.pdf", tmp_path / "page"], check=True
    )
    drawn = QImage(str(tmp_path / "page.png"))
    assert abs(drawn.width() - preview.width()) <= 1
    assert abs(drawn.height() - preview.height()) <= 1
    assert unlike(preview, drawn.copy(preview.rect())) < 0.002, "a title less is 0.003"
    other = QImage(preview.size(), QImage.Format.Format_RGB32)
    other.fill(QColor("black"))
    assert unlike(preview, other) > 0.5, "the measure can tell two apart"


def unlike(one: QImage, other: QImage) -> float:
    """How much of two pictures differs: each cut into squares of about 2 mm, of which the mean grey is compared."""
    across, down = 105, 148

    def small(picture: QImage) -> QImage:
        return picture.scaled(
            across, down, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        ).convertToFormat(QImage.Format.Format_Grayscale8)

    first, second = small(one), small(other)
    different = sum(
        abs(first.pixelColor(x, y).red() - second.pixelColor(x, y).red()) > 20
        for x in range(across)
        for y in range(down)
    )
    return different / (across * down)


@needs_poppler
def test_hostile_words_are_shown_as_words_and_fetch_nothing(
    at_home: Person, save_to: Callable[[Path], list[Path]], tmp_path: Path
) -> None:
    picture = tmp_path / "secret.png"
    image = QImage(300, 300, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    image.save(str(picture))
    body = f"![told]({picture.as_uri()}) <img src='{picture}'> [a link](https://example.org/quillfeather) <b>x</b>"
    write(at_home.services, "2026-11-12", "<h1>Not a heading</h1> & שלום " + "w" * 200, body)
    save_to(tmp_path / "kept.pdf")
    dialog = opened(at_home)
    dialog.picker.list.setFocus()
    at_home.press(Key.Key_Home)
    at_home.press(Key.Key_3)
    shown(at_home, dialog)
    at_home.click("Save as PDF…")
    at_home.until_no_dialog()
    at_home.until((tmp_path / "kept.pdf").exists)
    text = text_of(tmp_path / "kept.pdf")
    assert "<h1>Not a heading</h1> &" in text
    assert "a link" in text
    assert "<img src=" in text
    raw = (tmp_path / "kept.pdf").read_bytes()
    assert b"quillfeather" not in raw
    assert b"/URI" not in raw
    seen = page_picture(tmp_path)
    red = QColor("red").rgb()
    assert all(seen.pixel(x, y) != red for x in range(seen.width()) for y in range(seen.height()))


def page_picture(folder: Path) -> QImage:
    subprocess.run(["pdftoppm", "-r", "40", "-png", "-singlefile", folder / "kept.pdf", folder / "page"], check=True)
    return QImage(str(folder / "page.png"))


def test_a_file_that_cannot_be_written_is_said_so_and_the_choice_stays(
    at_home: Person, save_to: Callable[[Path], list[Path]], tmp_path: Path
) -> None:
    save_to(tmp_path / "nowhere" / "kept.pdf")
    dialog = opened(at_home)
    at(at_home, dialog, TOLD)
    at_home.press(Key.Key_Space)
    shown(at_home, dialog)
    at_home.click("Save as PDF…")
    at_home.until_sees("“kept.pdf” could not be written (No such file or directory).")
    assert dialog.isVisible()
    assert TOLD in dialog.view.accessibleDescription()
    save_to(tmp_path / "kept.pdf")
    at_home.click("Save as PDF…")
    at_home.until_no_dialog()
    assert (tmp_path / "kept.pdf").read_bytes().startswith(b"%PDF-")


# The dialog


def test_every_part_is_reached_by_tab_and_has_a_name(at_home: Person) -> None:
    dialog = opened(at_home)
    at(at_home, dialog, TOLD)
    at_home.press(Key.Key_Space)
    shown(at_home, dialog)
    dialog.subject.since.setFocus()
    names: list[str] = []
    while len(names) < 20 and not (len(names) > 3 and at_home.is_at(dialog.subject.since)):
        name = at_home.focus.accessibleName() or getattr(at_home.focus, "text", str)()
        if names[-1:] != [name]:  # from a day to its month, and to its year
            names.append(name)
        at_home.press(Key.Key_Tab)
    assert names == [
        "From, a day of the report", "To, a day of the report", "Chart", "With the table", "With my notes to ratings",
        "Search the reflections of the period", "Starred", "Reflections of the period", "Title and day",
        "Save as PDF…", "Cancel", "Page width", "The page as it will be saved",
    ]  # fmt: skip


def test_what_is_chosen_and_what_does_not_fit_is_said_aloud(at_home: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []

    class Listening:
        AnnouncementPoliteness = QAccessible.AnnouncementPoliteness

        @staticmethod
        def updateAccessibility(event: QAccessibleAnnouncementEvent) -> None:
            said.append(event.message())

    dialog = opened(at_home)
    at(at_home, dialog, LONG)
    monkeypatch.setattr(simple, "QAccessible", Listening)
    at_home.press(Key.Key_Space)
    at_home.press(Key.Key_2)
    at_home.press(Key.Key_Space)
    at_home.press(Key.Key_3)
    shown(at_home, dialog)
    assert said[:4] == ["title and day", "first paragraph", "not chosen", "all of it"]
    assert said[4].startswith("The chosen reflection does not fit on the page")


def test_the_page_can_be_seen_whole_and_large(at_home: Person) -> None:
    dialog = opened(at_home)
    wide = dialog.view.sheet.height()
    assert wide > dialog.view.viewport().height()
    at_home.click("Whole page")
    assert dialog.view.sheet.height() <= dialog.view.viewport().height()
    at_home.click("Large")
    assert dialog.view.sheet.height() > wide


def test_locking_takes_the_dialog_and_its_page_away(person: Person, app: App) -> None:
    person.start_with_passphrase(PASSPHRASE)
    write(person.services, "2026-11-10", TOLD, "The first paragraph.")
    opened(person)
    person.window.journal.lock()
    person.until_sees("Your journal is locked.")
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert not any(type(each) in (ReportDialog, Made) for each in gc.get_objects())


def built(person: Person) -> ReportDialog:
    """The dialog before it is shown."""
    w = person.workspace
    proposed = w.services.reports.proposed(None)
    return ReportDialog(w, w.services.reports, w.services.content, w.look, w.tasks, w.messenger, proposed)


def test_whatever_waits_is_heard_between_building_the_dialog_and_showing_it(at_home: Person) -> None:
    dialog = built(at_home)
    dialog.open_soon()
    QApplication.sendPostedEvents()
    assert not dialog.isVisible()
    at_home.until(dialog.isVisible)
    assert at_home.is_at(dialog.subject.since)


def test_a_dialog_whose_journal_goes_out_of_sight_before_it_is_shown_never_is(
    at_home: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    happened: list[str] = []
    monkeypatch.setattr(ReportDialog, "open", lambda _dialog: happened.append("shown"))
    dialog = built(at_home)
    dialog.destroyed.connect(lambda: happened.append("gone"))
    dialog.open_soon()
    at_home.workspace.hide()  # as locking does, even where its words cannot be saved and it stays behind the veil
    at_home.until(lambda: bool(happened))
    assert happened == ["gone"]


def test_from_the_trends_the_period_is_the_one_they_show(at_home: Person) -> None:
    at_home.workspace.go("trends")
    at_home.until_quiet()
    at_home.click("3 months")
    at_home.until_quiet()
    at_home.command("report")
    dialog = in_front(at_home)
    assert dialog.subject.span == at_home.services.trends.span(3)


def test_while_the_first_page_takes_its_time_that_is_said(at_home: Person) -> None:
    dialog = opened(at_home)
    view = SheetView(dialog.view._look)
    view.setParent(dialog)
    view.resize(400, 400)
    view.show()
    at_home.until(lambda: "Making the page…" in texts_in(view))
    assert dialog._made is not None
    view.show_page(dialog._made.printed.picture, "words")
    assert "Making the page…" not in list(texts_in(view))


def test_a_page_that_cannot_be_made_is_not_waited_for_any_longer(
    at_home: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited = threading.Event()

    def fail(_service: ReportService, _wanted: Wanted) -> None:
        waited.wait(20)
        raise DiskTrouble(folder="the journal")

    monkeypatch.setattr(ReportService, "gather", fail)
    at_home.press(Key.Key_R, CTRL | SHIFT)
    at_home.until_dialog()
    at_home.until_sees("Making the page…")
    waited.set()
    at_home.until_sees("The disk reported an error while reading or writing in “the journal”.")
    assert not at_home.sees("Making the page…")
    at_home.press(Key.Key_Escape)
    at_home.until_no_dialog()


def test_what_was_chosen_is_not_lost_by_escape(at_home: Person) -> None:
    dialog = opened(at_home)
    at(at_home, dialog, TOLD)
    at_home.press(Key.Key_Space)
    shown(at_home, dialog)
    at_home.press(Key.Key_Escape)
    at_home.until_no_dialog()
    assert at_home.toast() == "The report was not saved. What you chose is not lost yet."
    at_home.press(Key.Key_Z, CTRL)
    again = in_front(at_home)
    assert [each.title for each, _extent in again.picker.model.picked_ones.values()] == [TOLD]
    assert "1 chosen" in again.picker.count.text()
    at_home.press(Key.Key_Escape)
    at_home.until_no_dialog()


def test_leaving_it_as_it_was_proposed_says_nothing(at_home: Person) -> None:
    opened(at_home)
    at_home.press(Key.Key_Escape)
    at_home.until_no_dialog()
    assert at_home.toast() == ""
