"""What the commands share: the open journal, the passphrase, and how results are printed."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

import click

from journal_app.bootstrap import App, Services, build
from journal_app.domain.attempts import delay_after
from journal_app.domain.errors import (
    CannotReadFile,
    InUseElsewhere,
    JournalReadOnly,
    KeyFileDamaged,
    KeyFileMissing,
    PassphraseNeeded,
    WrongPassphrase,
)
from journal_app.paths import default_paths

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")


class _Target(click.Path):
    """Where something is to be written. An empty name, as of an unset variable, would mean the present folder; ./- is a
    file, where - alone may be standard output, and a path forgets which of them was typed."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Click's own."""
        if value == "":
            self.fail("It is empty: name a file or folder, or . for this one.", param, ctx)
        found = super().convert(value, param, ctx)
        return Path.cwd() / found if found == Path("-") and value != "-" else found


TARGET = _Target(path_type=Path, readable=False)
"""The type of an option that names where something is to be written."""


class Session:
    """One run of the command line on one journal."""

    def __init__(self, folder: Path | None, passphrase_file: Path | None) -> None:
        self.app: App = build(default_paths(folder))
        self._passphrase_file = passphrase_file
        self._services: Services | None = None

    @property
    def folder(self) -> Path:
        """The journal's folder."""
        return self.app.paths.journal

    def services(self, *, writing: bool = False) -> Services:
        """The open journal. Raises InUseElsewhere or JournalReadOnly at once if it is to be written and cannot be."""
        if self._services is None:
            self._services = self._open()
        because = self._services.journal.read_only_because
        if writing and because == "in-use":
            raise InUseElsewhere
        if writing and because:
            raise JournalReadOnly(folder=str(self.folder))
        if because == "in-use":
            click.echo("This journal is open for writing elsewhere; reading only.", err=True)
        return self._services

    def new_passphrase(self) -> str:
        """A passphrase for a new journal: from the file, or typed twice."""
        if self._passphrase_file is not None:
            return first_line(self._passphrase_file)
        return self.ask_new_passphrase("--passphrase-file FILE, or new --no-passphrase")

    def ask_new_passphrase(self, otherwise: str) -> str:
        """A new passphrase, typed twice, and how strong it is; ``otherwise`` is what to give where nobody is there."""
        if not is_terminal():
            raise click.UsageError(f"There is nobody to ask: give {otherwise}.")
        typed = str(click.prompt("New passphrase", hide_input=True, confirmation_prompt="The same again", err=True))
        from journal_app.services.strength import assess

        strength = assess(typed)
        click.echo(f"{strength.word}. {strength.advice}", err=True)
        return typed

    def _open(self) -> Services:
        """At a terminal, as often as it takes, with longer and longer waits; otherwise once."""
        wrong = 0
        while True:
            passphrase = self._passphrase()
            try:
                return self.app.open(self.folder, passphrase)
            except WrongPassphrase as error:
                if self._passphrase_file is not None:
                    raise
                wrong += 1
                click.echo(self.app.messages.text(error), err=True)
                _wait(delay_after(wrong))

    def _passphrase(self) -> str | None:
        if not self.app.has_journal(self.folder) or not self.app.needs_passphrase(self.folder):
            return None
        return self.ask_passphrase()

    def ask_passphrase(self) -> str:
        """A passphrase that opens something: from the file, or typed. Raises PassphraseNeeded if nobody can type."""
        if self._passphrase_file is not None:
            return first_line(self._passphrase_file)
        if not is_terminal():
            raise PassphraseNeeded
        return str(click.prompt("Passphrase", hide_input=True, err=True))

    def passphrase_if_asked(self) -> str | None:
        """The passphrase of a journal that cannot be opened: asked for where its key file, if any, says there is one.

        Where the key file itself is gone, the one that was given by file, if any.
        """
        try:
            return self._passphrase()
        except (KeyFileMissing, KeyFileDamaged):
            return first_line(self._passphrase_file) if self._passphrase_file is not None else None

    def close(self) -> None:
        """Close the journal."""
        if self._services is not None:
            self._services.journal.close()
            self._services = None


pass_session = click.make_pass_decorator(Session)


def is_terminal() -> bool:
    """Whether there is somebody to ask."""
    return sys.stdin.isatty()


def _wait(seconds: int) -> None:
    if seconds:
        click.echo(f"The next attempt is possible in {seconds} s.", err=True)
        time.sleep(seconds)


def first_line(path: Path) -> str:
    """The first line of a text file, such as a passphrase. Raises CannotReadFile."""
    return read_text_file(path).split("\n", 1)[0].rstrip("\r")


def read_text_file(path: Path) -> str:
    """A text file in UTF-8, with or without a byte order mark. Raises CannotReadFile."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise CannotReadFile(name=path.name, reason=error.strerror or "unknown") from error
    except UnicodeDecodeError as error:
        raise CannotReadFile(name=path.name, reason="it is not UTF-8 text") from error


def print_json(value: Any) -> None:
    """One JSON document on stdout; in ASCII where the encoding is not UTF-8, since JSON may be written so too."""
    encoding = str(getattr(sys.stdout, "encoding", None) or "").lower()
    click.echo(json.dumps(value, indent=2, ensure_ascii=encoding not in ("utf-8", "utf8")))
