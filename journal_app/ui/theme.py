"""How everything looks: colours, fonts, icons and the style sheet, from ``resources/themes``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from journal_app.charts.fonts import SANS

SERIF = ("Charis SIL", "Charter", "Georgia", "Cambria", "Noto Serif", "DejaVu Serif")

SMALL, NORMAL, READING, LARGE, TITLE = 12, 14, 17, 20, 28
"""The type sizes in pixels; there are no others."""


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme: its colours by name, and the practices' mark colours by shape."""

    name: str
    dark: bool
    colours: Mapping[str, str]
    marks: Mapping[str, str]

    def colour(self, name: str) -> QColor:
        """A colour by its name in the theme file."""
        return QColor(self.colours[name])

    def mark(self, shape: str) -> QColor:
        """The colour of a practice's mark."""
        return QColor(self.marks[shape])


def load_theme(folder: Path, key: str) -> Theme:
    """Read ``light`` or ``dark`` from a folder of themes."""
    document = tomllib.loads((folder / f"{key}.toml").read_text(encoding="utf-8"))
    return Theme(document["name"], key == "dark", document["colours"], document["marks"])


def sans(size: int, *, bold: bool = False) -> QFont:
    """The font of controls, ``size`` in pixels."""
    return _font(SANS, size, QFont.Weight.DemiBold if bold else QFont.Weight.Normal)


def serif(size: int, *, bold: bool = False) -> QFont:
    """The font of reading and writing, ``size`` in pixels."""
    return _font(SERIF, size, QFont.Weight.Bold if bold else QFont.Weight.Normal)


def _font(families: tuple[str, ...], size: int, weight: QFont.Weight) -> QFont:
    font = QFont()
    font.setFamilies(list(families))
    font.setPixelSize(size)
    font.setWeight(weight)
    return font


class Look(QObject):
    """The theme in force. Widgets that paint themselves listen to ``changed``."""

    changed = Signal()

    def __init__(self, resources: Path, choice: str = "system") -> None:
        super().__init__()
        self._resources = resources
        self._choice = choice
        self._icons: dict[tuple[str, str, int], QIcon] = {}
        self.theme = load_theme(resources / "themes", self._key())
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._system_changed)

    @property
    def choice(self) -> str:
        """ "system", "light" or "dark"."""
        return self._choice

    def choose(self, choice: str) -> None:
        """Change the theme and repaint everything."""
        self._choice = choice
        self.theme = load_theme(self._resources / "themes", self._key())
        self._icons.clear()
        self.apply()
        self.changed.emit()

    def apply(self) -> None:
        """Give the application this theme's fonts, palette and style sheet."""
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.setFont(sans(NORMAL))
            application.setPalette(self._palette())
            application.setStyleSheet(self._style_sheet())

    def icon(self, name: str, colour: str = "muted", size: int = 20) -> QIcon:
        """A shipped icon in a colour of the theme."""
        key = (name, colour, size)
        if key not in self._icons:
            self._icons[key] = QIcon(self._drawn(name, self.theme.colours[colour], size))
        return self._icons[key]

    def _drawn(self, name: str, colour: str, size: int) -> QPixmap:
        from PySide6.QtSvg import QSvgRenderer

        text = (self._resources / "icons" / f"{name}.svg").read_text(encoding="utf-8")
        renderer = QSvgRenderer(QByteArray(text.replace("currentColor", colour).encode()))
        scale = 2
        pixmap = QPixmap(size * scale, size * scale)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter, QRectF(0, 0, size * scale, size * scale))
        painter.end()
        pixmap.setDevicePixelRatio(scale)
        return pixmap

    def _key(self) -> str:
        if self._choice in ("light", "dark"):
            return self._choice
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return "dark" if dark else "light"

    def _system_changed(self) -> None:
        if self._choice == "system" and self.theme.dark != (self._key() == "dark"):
            self.choose("system")

    def _palette(self) -> QPalette:
        theme, palette, role = self.theme, QPalette(), QPalette.ColorRole
        for where, name in (
            (role.Window, "paper"),
            (role.Base, "surface"),
            (role.AlternateBase, "hover"),
            (role.Button, "surface"),
            (role.WindowText, "text"),
            (role.Text, "text"),
            (role.ButtonText, "text"),
            (role.PlaceholderText, "muted"),
            (role.Highlight, "selection"),
            (role.HighlightedText, "text"),
            (role.Link, "accent"),
            (role.ToolTipBase, "text"),
            (role.ToolTipText, "paper"),
            (role.Accent, "accent"),
            (role.Mid, "line"),
        ):
            palette.setColor(where, theme.colour(name))
        for where in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, where, theme.colour("muted"))
        return palette

    def _style_sheet(self) -> str:
        template = (self._resources / "themes" / "style.qss").read_text(encoding="utf-8")
        names = {**self.theme.colours, "serif": ", ".join(f'"{family}"' for family in SERIF)}
        return re.sub(r"@([a-z_]+)", lambda found: names[found.group(1)], template)
