"""The command line: the same services from a shell. Starts without Qt."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from io import TextIOWrapper
from pathlib import Path

import click

from journal_app import __version__
from journal_app.cli import (
    backup_commands,
    behaviour_commands,
    check_in_commands,
    check_in_list,
    entry_commands,
    journal_commands,
    key_commands,
    prompt_commands,
    recovery_commands,
    trend_commands,
    version_commands,
)
from journal_app.cli.session import TARGET, Session
from journal_app.domain.errors import UserFacingError

Window = Callable[[str | None], int]


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--journal",
    type=TARGET,
    envvar="THROUGHLINE_JOURNAL",
    help="The journal's folder. Without it, your own journal.",
)
@click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path, readable=False),
    help="A file whose first line is the passphrase. Without it you are asked.",
)
@click.version_option(__version__, prog_name="Throughline")
@click.pass_context
def cli(context: click.Context, journal: Path | None, passphrase_file: Path | None) -> None:
    """Throughline: a private journal for leaders who work collaboratively.

    Without a command the window opens.
    """
    window: Window = context.obj
    context.obj = Session(journal, passphrase_file)
    context.call_on_close(context.obj.close)
    if context.invoked_subcommand is None:
        context.exit(window(str(journal) if journal else None))


for command in (
    *journal_commands.COMMANDS,
    *entry_commands.COMMANDS,
    *version_commands.COMMANDS,
    *prompt_commands.COMMANDS,
    *behaviour_commands.COMMANDS,
    *check_in_commands.COMMANDS,
    *check_in_list.COMMANDS,
    *trend_commands.COMMANDS,
    *backup_commands.COMMANDS,
    *key_commands.COMMANDS,
    *recovery_commands.COMMANDS,
):
    cli.add_command(command)


def run(arguments: Sequence[str], window: Window) -> int:
    """Run one command. A failure a person can act on is one line on stderr and exit code 1; wrong usage is 2."""
    _print_whatever_there_is()
    try:
        result = cli.main(args=list(arguments), prog_name="journal-app", standalone_mode=False, obj=window)
    except click.exceptions.Abort:
        click.echo("Stopped. What was saved is safe.", err=True)
        return 1
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except UserFacingError as error:
        click.echo(_sentence(error), err=True)
        return 1
    except SystemExit:
        # So click says that whoever was reading (head, less) has what it wanted.
        return 0
    return int(result) if isinstance(result, int) else 0


def _print_whatever_there_is() -> None:
    """Let a character that the terminal's encoding lacks come out as "?" rather than end the program."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def _sentence(error: UserFacingError) -> str:
    from journal_app.bootstrap import build
    from journal_app.paths import default_paths

    return build(default_paths()).messages.text(error)
