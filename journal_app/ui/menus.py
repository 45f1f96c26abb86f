"""Everything there is to do, as menus: each with its key."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from journal_app.ui.widgets.notices import UNDO_KEYS


@dataclass(frozen=True, slots=True)
class Command:
    """One thing to do. ``group`` says when it can be done.

    "always"; "journal": one is open; "writing": and it may be written; "entry": a reflection is in view; "editing": and
    it may be changed; "past": it, or what it said before; "chart": the trends are in view, with a chart; "note": the
    window offers something. What is not ``listed`` has a key, but no place in a menu; ``also`` is a second key.
    """

    key: str
    menu: str
    text: str
    shortcut: str = ""
    group: str = "journal"
    checkable: bool = False
    after_line: bool = False
    listed: bool = True
    also: str = ""


COMMANDS = (
    Command("new", "Journal", "New reflection", "Ctrl+N", "writing"),
    Command("import", "Journal", "Import from Day One…", "Ctrl+Shift+O", "writing"),
    Command("report", "Journal", "Report of a period…", "Ctrl+Shift+R"),
    Command("undo", "Journal", "Undo what was just done", UNDO_KEYS[1], "note", also=UNDO_KEYS[0]),
    Command("merge", "Journal", "Merge the copy beside it…", "", "writing"),
    Command("place", "Journal", "I will open it on one machine at a time", "", "writing"),
    Command("passphrase", "Journal", "Set a passphrase…", "", "writing", after_line=True),
    Command("change_passphrase", "Journal", "Change passphrase…", "", "writing", after_line=True),
    Command("recovery", "Journal", "Recovery key…", "", "writing"),
    Command("lock", "Journal", "Lock", "Ctrl+L"),
    Command("again", "Journal", "Try again to open it for writing", "F5", "always"),
    Command("sample", "Journal", "Look around in the sample journal", "", "always", after_line=True),
    Command("own", "Journal", "Back to my own journal", "", "always"),
    Command("quit", "Journal", "Quit", "Ctrl+Q", "always", after_line=True),
    Command("today", "Go", "Today", "Ctrl+1"),
    Command("journal", "Go", "Journal", "Ctrl+2"),
    Command("check_in", "Go", "Check-in", "Ctrl+3"),
    Command("trends", "Go", "Trends", "Ctrl+4"),
    Command("settings", "Go", "Settings", "Ctrl+,"),
    Command("earlier_check_ins", "Go", "Earlier check-ins", "Ctrl+Shift+E", after_line=True),
    Command("look_back", "Go", "Look back…", "Ctrl+Shift+T", "writing"),
    Command("behaviours", "Go", "What you rate", "Ctrl+Shift+S"),
    Command("search", "Go", "Search", "Ctrl+F", after_line=True),
    Command("star", "Reflection", "Star", "Ctrl+D", "editing"),
    Command("preview", "Reflection", "Preview", "Ctrl+E", "entry"),
    Command("inspector", "Reflection", "Practices and tags", "Ctrl+Shift+I", "entry"),
    Command("date", "Reflection", "When it was written…", "Ctrl+Shift+W", "editing"),
    Command("history", "Reflection", "Earlier versions…", "Ctrl+Shift+H", "past"),
    Command("delete", "Reflection", "Move to the bin", "Ctrl+Shift+Del", "editing", after_line=True),
    Command("bold", "Format", "Bold", "Ctrl+B", "editing"),
    Command("italic", "Format", "Italic", "Ctrl+I", "editing"),
    Command("heading", "Format", "Heading", "Ctrl+H", "editing"),
    Command("list", "Format", "List", "Ctrl+Shift+L", "editing"),
    Command("numbered", "Format", "Numbered list", "Ctrl+Shift+N", "editing"),
    Command("checkbox", "Format", "Checkbox", "Ctrl+Shift+B", "editing"),
    Command("tick", "Format", "Tick or untick", "Ctrl+Shift+X", "editing"),
    Command("quote", "Format", "Quotation", "Ctrl+Shift+9", "editing"),
    Command("link", "Format", "Link", "Ctrl+Shift+K", "editing"),
    Command("trends_table", "Trends", "Table or chart", "", "chart"),
    Command("trends_png", "Trends", "Save the picture…", "", "chart", after_line=True),
    Command("trends_svg", "Trends", "Save the drawing…", "", "chart"),
    Command("trends_csv", "Trends", "Save the table…", "", "chart"),
    Command("system", "View", "Light or dark as the system", "", "always", checkable=True),
    Command("light", "View", "Light", "", "always", checkable=True),
    Command("dark", "View", "Dark", "", "always", checkable=True),
    Command("menu", "Help", "Open the menu", "F10", "always", listed=False),
    Command("keys", "Help", "Keys", "F1", "always"),
    Command("about", "Help", "About Throughline", "", "always"),
)

THEMES = ("system", "light", "dark")
_WIDTH = 168


class Menus:
    """Builds the menus once and switches commands on and off with what is open."""

    def __init__(self, window: QWidget, practices: tuple[str, ...]) -> None:
        """``practices`` are the practices' names, for Alt+1 to Alt+6."""
        self.actions: dict[str, QAction] = {}
        self.menus: dict[str, QMenu] = {}
        self._commands: dict[str, Command] = {}
        themes = QActionGroup(window)
        for command in _with_practices(practices):
            action = QAction(command.text, window)
            action.setShortcuts([QKeySequence(key) for key in (command.shortcut, command.also) if key])
            action.setCheckable(command.checkable)
            if command.key in THEMES:
                themes.addAction(action)
            if command.listed:
                self._add_to_menu(command, action, window)
            # There is no menu bar: keys work because the window itself holds the actions.
            window.addAction(action)
            self.actions[command.key] = action
            self._commands[command.key] = command

    def _add_to_menu(self, command: Command, action: QAction, window: QWidget) -> None:
        if command.menu not in self.menus:
            self.menus[command.menu] = QMenu(f"&{command.menu}", window)
        menu = self.menus[command.menu]
        if command.after_line:
            menu.addSeparator()
        menu.addAction(action)

    def connect(self, handlers: Mapping[str, Callable[[], object]]) -> None:
        """Say what each command does. Every command must have a handler, and every handler a command."""
        if set(handlers) != set(self.actions):
            raise ValueError(f"commands without a handler, or the reverse: {set(handlers) ^ set(self.actions)}")
        for key, handler in handlers.items():
            self.actions[key].triggered.connect(lambda _on=False, handler=handler: handler())

    def allow(self, groups: set[str]) -> None:
        """Switch on the commands of these groups, and the others off."""
        for key, command in self._commands.items():
            self.actions[key].setEnabled(command.group in groups)

    def whole(self, window: QWidget) -> QMenu:
        """All menus in one, without those that are of no use while no journal is open; deleted when it closes."""
        menu = QMenu(window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setMinimumWidth(_WIDTH)
        open_journal = self.actions["today"].isEnabled()
        for part in self.menus.values():
            if open_journal or any(action.isEnabled() for action in part.actions() if not action.isSeparator()):
                menu.addMenu(part)
        return menu

    def rows(self) -> tuple[tuple[str, str, str], ...]:
        """(menu, text, key) of every command that has a key."""
        native = QKeySequence.SequenceFormat.NativeText
        return tuple(
            (command.menu, command.text, QKeySequence(command.shortcut).toString(native))
            for command in self._commands.values()
            if command.shortcut
        )


def _with_practices(names: tuple[str, ...]) -> Iterator[Command]:
    """All commands; the practices come before what else can be done with a reflection."""
    for command in COMMANDS:
        if command.key == "star":
            for number, name in enumerate(names, start=1):
                yield Command(f"practice_{number}", "Practices", name, f"Alt+{number}", "editing")
        yield command
