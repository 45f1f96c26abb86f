"""The one page of a report, whatever is put on it: read and measured as it is laid out, without a window."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from journal_app.bootstrap import Services
from journal_app.domain.check_in import Answers
from journal_app.domain.report import CHART, NOTES, TABLE, Extent, Wanted
from journal_app.domain.trends.views import Span
from journal_app.ui.dialogs.report.making import Made, make
from journal_app.ui.dialogs.report.page import HEIGHT, WIDTH
from tests.support.journals import moment

needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")
YEAR = Span(date(2025, 11, 22), date(2026, 11, 22))


@pytest.fixture(autouse=True)
def _fonts(qapp: QApplication) -> None:
    """Text is measured by Qt's fonts, and these come with an application."""


def rate(services: Services, day: date, note: str = "") -> None:
    behaviours = services.content.behaviours()
    ratings: dict[str, int | None] = {each.key: 1 + (place + day.day) % 5 for place, each in enumerate(behaviours)}
    services.check_ins.save(Answers(ratings, {each.key: note for each in behaviours} if note else {}), day)


def write(services: Services, title: str, body: str, day: str = "2026-03-04") -> str:
    return services.entries.write(title, body, written=moment(f"{day}T12:00:00+00:00")).uid


def page(services: Services, wanted: Wanted) -> Made:
    made = make(services.reports, services.content, wanted, lambda: False)
    assert made is not None
    return made


def inked(picture: QImage) -> tuple[int, int, int, int]:
    """The box around all that is not white: left, top, right and bottom, in dots of the page."""
    small = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    scale = WIDTH / small.width()
    bits, wide = bytes(small.constBits()), small.bytesPerLine()
    lines = [bits[y * wide : y * wide + small.width()] for y in range(small.height())]
    rows = [y for y, line in enumerate(lines) if min(line) < 250]
    columns = [x for y in rows for x, grey in enumerate(lines[y]) if grey < 250]
    left, top, right, bottom = (round(n * scale) for n in (min(columns), rows[0], max(columns), rows[-1]))
    return left, top, right, bottom


def test_a_page_once_no_longer_wanted_is_not_made(services: Services) -> None:
    assert make(services.reports, services.content, Wanted(YEAR), lambda: True) is None


def test_nine_reflections_with_their_first_paragraphs_fit(services: Services) -> None:
    rate(services, date(2026, 3, 3))
    chosen = {
        write(services, f"Title {n}", f"A first paragraph, {n}.\n\nMore.", f"2026-04-{n + 10}"): Extent.FIRST
        for n in range(9)
    }
    made = page(services, Wanted(YEAR, reflections=chosen))
    assert made.printed.beyond == ()
    places = [made.printed.words.index(f"Title {n}\nA first paragraph, {n}.") for n in range(9)]
    assert places == sorted(places)
    assert made.printed.pdf.startswith(b"%PDF-")


def test_nothing_is_drawn_into_the_margins_by_words_of_any_kind(services: Services) -> None:
    rate(services, date(2026, 3, 3))
    bodies = (
        "w" * 400,
        "زيارة إلى الجناح مع ليلى. كان هادئا.",
        "👩‍⚕️👨‍👩‍👧‍👦 🙂 日本語",
        "```\n" + "x" * 300 + "\n```",
        "| a | b |\n|---|---|\n| " + "y" * 200 + " | 2 |",
        "1. one\n   - nested\n\n> quoted\n\n# A heading",
    )
    for place, body in enumerate(bodies):
        uid = write(services, f"{place} שלום " + "long" * 60, body)
        made = page(services, Wanted(YEAR, reflections={uid: Extent.WHOLE}))
        assert made.printed.beyond == (), body[:10]
        left, top, right, bottom = inked(made.printed.picture)
        assert min(left, WIDTH - right) > 150, body[:10]
        assert min(top, HEIGHT - bottom) > 120, body[:10]


def test_the_chart_makes_room_for_words_and_no_more(services: Services) -> None:
    for month in range(1, 10):
        rate(services, date(2026, month, 3))
    longer = write(services, "Long", "\n\n".join(f"Paragraph {n}, of a line." for n in range(14)))
    alone = page(services, Wanted(YEAR))
    beside = page(services, Wanted(YEAR, reflections={longer: Extent.WHOLE}))
    assert (alone.printed.beyond, beside.printed.beyond) == ((), ())
    assert caution_at(beside) < caution_at(alone), "what stands below the chart moves up"


def caution_at(made: Made) -> int:
    """How far down the last row of the chart's own colours is."""
    picture = made.printed.picture
    for y in range(picture.height() - 1, 0, -1):
        if any(picture.pixelColor(x, y).saturation() > 150 for x in range(0, picture.width(), 2)):
            return y
    raise AssertionError("there is no chart")


def test_a_table_of_ten_years_of_weeks_does_not_fit_and_is_said_to(services: Services) -> None:
    for week in range(110):
        rate(services, YEAR.until - timedelta(weeks=week))
    made = page(services, Wanted(Span(date(2016, 1, 1), YEAR.until), table=True))
    assert made.printed.beyond == (TABLE,)
    assert made.printed.pdf == b""
    assert "110 check-ins, from " in made.printed.words


def test_notes_that_do_not_all_fit_are_said_to(services: Services) -> None:
    for month in range(1, 10):
        rate(services, date(2026, month, 3), "a note of some length, of which there are many")
    made = page(services, Wanted(YEAR, notes=True))
    assert NOTES in made.printed.beyond
    assert made.printed.pdf == b""


def test_the_behaviours_of_every_practice_fit_with_their_table(services: Services) -> None:
    for month in range(1, 10):
        rate(services, date(2026, month, 3))
    for item in services.content.practices():
        made = page(services, Wanted(YEAR, item.key, table=True))
        assert made.printed.beyond == ()
        assert made.printed.words.startswith(item.title)


def test_more_behaviours_than_a_page_can_show_are_said_not_to_fit(services: Services) -> None:
    for number in range(30):
        services.behaviours.add("power", f"I did the thing with the number {number}")
    ratings: dict[str, int | None] = {each.key: 3 for each in services.behaviours.asked()}
    services.check_ins.save(Answers(ratings), date(2026, 3, 3))
    made = page(services, Wanted(YEAR, "power"))
    assert made.printed.beyond == (CHART,)
    assert page(services, Wanted(YEAR)).printed.beyond == ()


def test_without_a_check_in_there_are_words_and_no_chart(services: Services) -> None:
    uid = write(services, "A title", "Words.")
    made = page(services, Wanted(YEAR, reflections={uid: Extent.FIRST}))
    assert made.printed.words == "\n".join(
        (
            *("Reflections", "22 November 2025 to 22 November 2026", "No check-ins in this period."),
            *("Chosen reflections", "4 March 2026", "A title", "Words."),
            "Made with Throughline on 22 November 2026, for nobody in particular.",
        )
    )
    assert made.printed.pdf.startswith(b"%PDF-")


@needs_poppler
def test_headings_emphasis_and_lists_are_plain_type(services: Services, tmp_path: Path) -> None:
    body = "# Office *first*\n\nAn **affable** word.\n\n- a flat\n- [ ] to find\n- [x] to fit\n\n1. one\n\n> quoted"
    uid = write(services, "Efficient", body)
    made = page(services, Wanted(YEAR, reflections={uid: Extent.WHOLE}))
    (tmp_path / "page.pdf").write_bytes(made.printed.pdf)
    out = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "page.pdf", "-"], capture_output=True, check=True, text=True
    )
    # No letters were joined: what is looked for is found.
    for words in (
        "Efficient",
        "Office first",
        "An affable word.",
        "a flat",
        "☐ to find",
        "☑ to fit",
        "1. one",
        "quoted",
    ):
        assert words in out.stdout
    assert "#" not in out.stdout
    assert "*" not in out.stdout
