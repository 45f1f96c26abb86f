"""Everything there is to do, as menus: each with its key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget


@dataclass(frozen=True, slots=True)
class Command:
    """One thing to do. ``group`` says when it can be done: "always", "journal" (one is open), "entry" or "writing"."""

    key: str
    menu: str
    text: str
    shortcut: str = ""
    group: str = "journal"
    checkable: bool = False
    after_line: bool = False


COMMANDS = (
    Command("new", "Journal", "New reflection", "Ctrl+N", "writing"),
    Command("import", "Journal", "Import from Day One…", "Ctrl+Shift+O", "writing"),
    Command("passphrase", "Journal", "Set a passphrase…", "", "writing", after_line=True),
    Command("lock", "Journal", "Lock", "Ctrl+L"),
    Command("sample", "Journal", "Look around in the sample journal", "", "always", after_line=True),
    Command("own", "Journal", "Back to my own journal", "", "always"),
    Command("quit", "Journal", "Quit", "Ctrl+Q", "always", after_line=True),
    Command("today", "Go", "Today", "Ctrl+1"),
    Command("journal", "Go", "Journal", "Ctrl+2"),
    Command("check_in", "Go", "Check-in", "Ctrl+3"),
    Command("trends", "Go", "Trends", "Ctrl+4"),
    Command("search", "Go", "Search", "Ctrl+F", after_line=True),
    Command("star", "Reflection", "Star", "Ctrl+D", "entry"),
    Command("preview", "Reflection", "Preview", "Ctrl+E", "entry"),
    Command("inspector", "Reflection", "Practices and tags", "Ctrl+Shift+I", "entry"),
    Command("date", "Reflection", "When it was written…", "Ctrl+Shift+W", "entry"),
    Command("delete", "Reflection", "Move to the bin", "Ctrl+Shift+Del", "entry", after_line=True),
    Command("bold", "Format", "Bold", "Ctrl+B", "entry"),
    Command("italic", "Format", "Italic", "Ctrl+I", "entry"),
    Command("heading", "Format", "Heading", "Ctrl+H", "entry"),
    Command("list", "Format", "List", "Ctrl+Shift+L", "entry"),
    Command("numbered", "Format", "Numbered list", "Ctrl+Shift+N", "entry"),
    Command("checkbox", "Format", "Checkbox", "Ctrl+Shift+B", "entry"),
    Command("tick", "Format", "Tick or untick", "Ctrl+Shift+X", "entry"),
    Command("quote", "Format", "Quotation", "Ctrl+Shift+U", "entry"),
    Command("link", "Format", "Link", "Ctrl+Shift+K", "entry"),
    Command("system", "View", "Light or dark as the system", "", "always", checkable=True),
    Command("light", "View", "Light", "", "always", checkable=True),
    Command("dark", "View", "Dark", "", "always", checkable=True),
    Command("keys", "Help", "Keys", "F1", "always"),
    Command("about", "Help", "About Throughline", "", "always"),
)

THEMES = ("system", "light", "dark")


class Menus:
    """Builds the menus once and switches commands on and off with what is open."""

    def __init__(self, window: QWidget, practices: tuple[str, ...]) -> None:
        """``practices`` are the practices' names, for Alt+1 to Alt+6."""
        self.actions: dict[str, QAction] = {}
        self.menus: dict[str, QMenu] = {}
        self._commands: dict[str, Command] = {}
        themes = QActionGroup(window)
        marks = tuple(
            Command(f"practice_{n}", "Practices", name, f"Alt+{n}", "entry")
            for n, name in enumerate(practices, start=1)
        )
        for command in (*COMMANDS[:12], *marks, *COMMANDS[12:]):
            menu = self.menus.setdefault(command.menu, QMenu(f"&{command.menu}", window))
            if command.after_line:
                menu.addSeparator()
            action = menu.addAction(command.text)
            action.setShortcut(QKeySequence(command.shortcut))
            action.setCheckable(command.checkable)
            if command.key in THEMES:
                themes.addAction(action)
            # The menu bar is hidden: keys work because the window itself holds the actions.
            window.addAction(action)
            self.actions[command.key] = action
            self._commands[command.key] = command

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
        """All menus in one, for the button on the rail."""
        menu = QMenu(window)
        for part in self.menus.values():
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
