"""Every theme can be read: contrast as WCAG measures it, no name missing, and the choice is in force at once."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from journal_app.bootstrap import App
from journal_app.paths import resources_folder
from journal_app.ui import theme as theme_module
from journal_app.ui.theme import Look, Theme, load_theme, sans, serif
from journal_app.ui.widgets.simple import button

FOLDER = resources_folder() / "themes"
KEYS = ("light", "dark")
SHEET = (FOLDER / "style.qss").read_text("utf-8")


@pytest.fixture(params=KEYS)
def theme(request: pytest.FixtureRequest) -> Theme:
    return load_theme(FOLDER, request.param)


def luminance(colour: QColor) -> float:
    def part(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    return 0.2126 * part(colour.redF()) + 0.7152 * part(colour.greenF()) + 0.0722 * part(colour.blueF())


def contrast(one: QColor, other: QColor) -> float:
    """WCAG 2.2: from 1, the same, to 21, black on white."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def check(theme: Theme, inks: tuple[str, ...], grounds: tuple[str, ...], least: float) -> None:
    measured = {
        (ink, ground): round(contrast(theme.colour(ink), theme.colour(ground)), 2)
        for ink, ground in product(inks, grounds)
    }
    assert {pair: ratio for pair, ratio in measured.items() if ratio < least} == {}


def test_contrast_is_measured_as_wcag_does() -> None:
    assert round(contrast(QColor("#000000"), QColor("#ffffff")), 2) == 21
    assert round(contrast(QColor("#777777"), QColor("#ffffff")), 2) == 4.48


def test_text_can_be_read_on_everything_it_stands_on(theme: Theme) -> None:
    check(theme, ("text", "muted"), ("paper", "surface", "accent_soft", "hover", "notice"), 4.5)
    check(theme, ("text",), ("selection",), 4.5)


def test_links_and_errors_can_be_read_where_they_stand(theme: Theme) -> None:
    check(theme, ("accent",), ("paper", "surface", "notice", "hover"), 4.5)
    check(theme, ("danger",), ("paper", "surface"), 4.5)


def test_words_on_buttons_and_notes_can_be_read(theme: Theme) -> None:
    check(theme, ("on_accent",), ("accent", "accent_hover"), 4.5)
    check(theme, ("paper",), ("text",), 4.5)


def test_marks_and_focus_rings_can_be_seen(theme: Theme) -> None:
    check(theme, ("accent",), ("paper", "surface", "accent_soft", "hover", "notice"), 3)
    for shape, ground in product(theme.marks, ("paper", "surface")):
        assert contrast(theme.mark(shape), theme.colour(ground)) >= 3, (shape, ground)


def test_marks_are_six_shapes_in_six_colours(theme: Theme, app: App) -> None:
    assert set(theme.marks) == {practice.shape for practice in app.content.practices()}
    assert len(set(theme.marks.values())) == 6


def test_both_themes_name_the_same_colours_and_each_is_one() -> None:
    light, dark = (load_theme(FOLDER, key) for key in KEYS)
    assert light.colours.keys() == dark.colours.keys()
    assert light.marks.keys() == dark.marks.keys()
    for each in (light, dark):
        for name, colour in {**each.colours, **each.marks}.items():
            assert re.fullmatch(r"#[0-9A-F]{6}", colour), name
    assert (light.name, dark.name) == ("Light", "Dark")
    assert not light.dark
    assert dark.dark


def test_the_colours_are_those_that_were_agreed() -> None:
    light, dark = (load_theme(FOLDER, key).colours for key in KEYS)
    names = ("paper", "surface", "line", "text", "muted", "accent")
    assert [light[name] for name in names] == ["#FAF8F5", "#FFFFFF", "#E4DFD7", "#22252A", "#5F6670", "#1F6F6B"]
    assert [dark[name] for name in names] == ["#17191C", "#1F2226", "#33383F", "#E8E6E1", "#A3A9B2", "#6CC3BC"]


def test_every_name_in_the_style_sheet_is_in_every_theme(theme: Theme) -> None:
    names = set(re.findall(r"@([A-Za-z_]+)", SHEET)) - {"serif"}
    assert names
    assert names - set(theme.colours) == set()


def test_the_style_sheet_is_whole() -> None:
    assert SHEET.count("{") == SHEET.count("}")
    without_comments = re.sub(r"/\*.*?\*/", "", SHEET, flags=re.DOTALL)
    assert not re.findall(r"#[0-9A-Fa-f]{3,6}\b(?![^{]*\{)", without_comments.replace("QWidget#window", ""))


def test_a_choice_is_in_force_at_once_and_told(look: Look, qapp: QApplication) -> None:
    told: list[str] = []
    look.changed.connect(lambda: told.append(look.theme.name))
    look.choose("dark")
    assert told == ["Dark"]
    assert look.choice == "dark"
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == "#17191c"
    assert "#17191C" in qapp.styleSheet()
    assert "@" not in qapp.styleSheet()
    look.choose("light")
    assert qapp.palette().color(QPalette.ColorRole.WindowText).name() == "#22252a"
    assert "#17191C" not in qapp.styleSheet()


def test_the_system_decides_where_nothing_else_is_chosen(
    app: App, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    scheme = Qt.ColorScheme.Light
    changed = qapp.styleHints().colorSchemeChanged

    class Hints:
        def colorScheme(self) -> Qt.ColorScheme:
            return scheme

        @property
        def colorSchemeChanged(self) -> object:
            return changed

    monkeypatch.setattr(QGuiApplication, "styleHints", lambda *_: Hints())
    look = Look(app.paths.resources, "system")
    assert look.theme.name == "Light"
    scheme = Qt.ColorScheme.Dark
    look._system_changed()
    assert look.theme.name == "Dark"
    look.choose("light")
    look._system_changed()
    assert look.theme.name == "Light"
    look.choose("system")
    assert look.theme.name == "Dark"


def test_every_icon_that_is_asked_for_is_shipped_and_drawn_in_colour(look: Look, app: App) -> None:
    sources = Path(theme_module.__file__).parent.rglob("*.py")
    asked = set()
    for source in sources:
        text = source.read_text("utf-8")
        asked.update(re.findall(r"IconButton\(\s*look,\s*\"([a-z-]+)\"", text))
        asked.update(re.findall(r"\.icon\(\"([a-z-]+)\"", text))
        asked.update(re.findall(r"RailItem\(look, \"([a-z-]+)\"", text))
    asked |= {"today", "journal", "check-in", "trends"}
    assert len(asked) > 6
    for name in asked:
        assert "currentColor" in (app.paths.resources / "icons" / f"{name}.svg").read_text("utf-8")
        image = look.icon(name, "accent", 20).pixmap(20, 20).toImage()
        drawn = [image.pixelColor(x, y) for x, y in product(range(image.width()), range(image.height()))]
        assert any(abs(pixel.hue() - look.theme.colour("accent").hue()) < 6 for pixel in drawn if pixel.alpha()), name


def test_fonts_name_what_to_fall_back_on() -> None:
    assert sans(14).families()[0] == "Inter"
    assert sans(14, bold=True).weight() == QFont.Weight.DemiBold
    assert serif(17).families()[:5] == ["Charis SIL", "Charter", "Georgia", "Cambria", "Noto Serif"]
    assert serif(17).pixelSize() == 17


@pytest.mark.parametrize("key", KEYS)
def test_the_keyboard_can_be_seen_on_every_kind_of_button(look: Look, qtbot: QtBot, key: str) -> None:
    """What changes when a button gets the keyboard changes by 3:1 or more, and nothing moves."""
    look.choose(key)
    window = QWidget()
    window.setProperty("kind", "page")
    row = QHBoxLayout(window)
    buttons = [button("Write", kind) for kind in ("primary", "", "quiet", "link")]
    for each in buttons:
        row.addWidget(each)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    for number, each in enumerate(buttons):
        buttons[number - 1].setFocus()
        QApplication.processEvents()
        before, place = each.grab().toImage(), each.geometry()
        each.setFocus()
        QApplication.processEvents()
        after = each.grab().toImage()
        assert each.geometry() == place
        changed = [
            contrast(before.pixelColor(x, y), after.pixelColor(x, y))
            for x, y in product(range(before.width()), range(before.height()))
            if before.pixel(x, y) != after.pixel(x, y)
        ]
        assert len([ratio for ratio in changed if ratio >= 3]) > 2 * (before.width() - 16), each.property("kind")
