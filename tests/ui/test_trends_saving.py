"""The trends as files: what is shown, in light colours, written whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QColor, QImage

from journal_app.bootstrap import Services
from journal_app.charts.view_figure import saved_chart
from journal_app.ui.task_runner import TaskRunner
from journal_app.ui.theme import Look
from journal_app.ui.widgets.file_names import with_ending
from tests.support.charts import CONTENT
from tests.support.trends_page import LONG, Key, Reader

NAMES = (
    "Safe, inclusive, trusting", "Healthy relationships", "Shared purpose",
    "Managing power", "Surfacing conflict", "Shared decisions",
)  # fmt: skip


def test_a_picture_is_saved_at_twice_the_size_of_the_screen_in_light_colours(
    reader: Reader, look: Look, tmp_path: Path, save_to: Callable[[str | Path], list[str]]
) -> None:
    look.choose("dark")
    proposed = save_to(tmp_path / "mine.png")
    reader.saves(Key.Key_P)
    reader.qtbot.waitUntil(lambda: reader.told() == ["Saved mine.png."], timeout=LONG)
    assert proposed == ["throughline-trends-2026-11-22.png"]
    picture = QImage(str(tmp_path / "mine.png"))
    assert picture.width() == 2096
    assert picture.height() > 1040  # what the marks mean is written below the chart
    assert picture.pixelColor(2, 2) == QColor("#FAF8F5")


def test_a_drawing_is_saved_with_its_words_as_text_like_the_command_lines(
    reader: Reader, services: Services, tmp_path: Path, save_to: Callable[[str | Path], list[str]]
) -> None:
    proposed = save_to(tmp_path / "mine.svg")
    reader.saves(Key.Key_D)
    reader.qtbot.waitUntil(lambda: reader.told() == ["Saved mine.svg."], timeout=LONG)
    assert proposed == ["throughline-trends-2026-11-22.svg"]
    root = ElementTree.parse(tmp_path / "mine.svg").getroot()  # noqa: S314  our own
    words = {"".join(text.itertext()).strip() for text in root.iter("{http://www.w3.org/2000/svg}text")}
    assert {*NAMES, "hardly ever", "almost always", "Mar", "Nov"} <= words
    view = services.trends.overview(services.trends.span(12))
    assert (tmp_path / "mine.svg").read_bytes() == saved_chart(
        view,
        "svg",
        practices=CONTENT.practices(),
        behaviours=services.trends.behaviours(),
        scale=CONTENT.scale(),
        caution=services.trends.caution(view),
    )


def test_a_table_is_saved_as_the_service_writes_it(
    reader: Reader, services: Services, tmp_path: Path, save_to: Callable[[str | Path], list[str]]
) -> None:
    reader.click("All")
    reader.waits_for_chart(29)
    save_to(tmp_path / "mine.csv")
    reader.saves(Key.Key_T)
    reader.qtbot.waitUntil(lambda: reader.told() == ["Saved mine.csv."], timeout=LONG)
    assert (tmp_path / "mine.csv").read_bytes() == services.trends.csv(
        services.trends.overview(services.trends.span(None))
    ).encode()


def test_nothing_is_written_when_no_place_is_chosen(
    reader: Reader, tasks: TaskRunner, save_to: Callable[[str | Path], list[str]]
) -> None:
    proposed = save_to("")
    reader.saves(Key.Key_P)
    reader.qtbot.waitUntil(lambda: len(proposed) == 1)
    assert not tasks.busy
    assert reader.told() == []


@pytest.mark.parametrize("kind", ["png", "svg", "csv"])
def test_a_place_that_cannot_be_written_is_told_and_nothing_is_left_there(
    reader: Reader, tmp_path: Path, save_to: Callable[[str | Path], list[str]], kind: str
) -> None:
    folder = tmp_path / "saved"
    taken = folder / f"mine.{kind}"
    taken.mkdir(parents=True)  # the last step fails: a file never takes a folder's place
    (taken / "kept").write_text("as it was", encoding="utf-8")
    save_to(taken)
    reader.saves({"png": Key.Key_P, "svg": Key.Key_D, "csv": Key.Key_T}[kind])
    reader.qtbot.waitUntil(lambda: len(reader.notes) == 1, timeout=LONG)
    assert reader.notes[0].is_error
    assert f"“mine.{kind}” could not be written" in reader.told()[0]
    assert [path.name for path in folder.iterdir()] == [taken.name]
    assert (taken / "kept").read_text(encoding="utf-8") == "as it was"


def test_a_folder_that_is_not_there_is_told_too(
    reader: Reader, tmp_path: Path, save_to: Callable[[str | Path], list[str]]
) -> None:
    save_to(tmp_path / "no" / "such" / "mine.csv")
    reader.saves(Key.Key_T)
    reader.qtbot.waitUntil(lambda: len(reader.notes) == 1, timeout=LONG)
    assert "“mine.csv” could not be written" in reader.told()[0]


def test_an_ending_that_has_to_be_added_never_overwrites_a_file_nobody_was_asked_about(tmp_path: Path) -> None:
    assert with_ending(tmp_path / "mine.PNG", "png").name == "mine.PNG"
    assert with_ending(tmp_path / "mine", "png").name == "mine.png"
    assert with_ending(tmp_path / "v1.2", "png").name == "v1.2.png"
    (tmp_path / "mine.png").touch()
    (tmp_path / "mine-2.png").touch()
    assert with_ending(tmp_path / "mine", "png").name == "mine-3.png"


@pytest.mark.parametrize(
    ("key", "view", "name"),
    [("4", "By practice", "practice"), ("C", "Compare", "compare"), ("W", "Writing", "writing")],
)
def test_the_other_views_are_saved_as_they_are_shown(
    reader: Reader, tmp_path: Path, save_to: Callable[[str | Path], list[str]], key: str, view: str, name: str
) -> None:
    reader.press(getattr(Key, f"Key_{key}"))
    reader.waits_for_view(view)
    for kind, letter in (("png", Key.Key_P), ("svg", Key.Key_D), ("csv", Key.Key_T)):
        proposed = save_to(tmp_path / f"mine.{kind}")
        reader.saves(letter)
        wanted = f"Saved mine.{kind}."
        reader.qtbot.waitUntil(lambda: wanted in reader.told(), timeout=LONG)  # noqa: B023  at once
        assert proposed[0].startswith(f"throughline-{name}-2026-")
    assert QImage(str(tmp_path / "mine.png")).width() == 2096
    assert ElementTree.parse(tmp_path / "mine.svg").getroot().tag.endswith("svg")  # noqa: S314  our own
    lines = (tmp_path / "mine.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0].split(",")[0] in ("Check-in", "Practice", '"Practice"')


def test_a_report_is_asked_for_the_time_that_is_shown(reader: Reader, services: Services) -> None:
    reader.click("6 months")
    reader.waits_for_chart(17)
    reader.saves(Key.Key_R)
    assert reader.asked == [("report_asked", services.trends.span(6))]


def test_a_drawing_says_what_it_is_of_which_time_and_what_to_mind(
    reader: Reader, services: Services, tmp_path: Path, save_to: Callable[[str | Path], list[str]]
) -> None:
    save_to(tmp_path / "mine.svg")
    reader.saves(Key.Key_D)
    reader.qtbot.waitUntil(lambda: reader.told() == ["Saved mine.svg."], timeout=LONG)
    root = ElementTree.fromstring((tmp_path / "mine.svg").read_bytes())  # noqa: S314  our own
    words = " ".join("".join(text.itertext()).strip() for text in root.iter("{http://www.w3.org/2000/svg}text"))
    caution = services.trends.caution(services.trends.overview(services.trends.span(12)))
    assert "All practices, 22 November 2025 to 22 November 2026." in words
    assert caution in words
    assert "A mark is one check-in" in words
