"""Commands about what opens the journal: passphrase, recovery-key."""

from __future__ import annotations

from pathlib import Path
from random import SystemRandom

import click

from journal_app.bootstrap import Services
from journal_app.cli.session import Session, first_line, is_terminal, pass_session, read_text_file
from journal_app.domain.recovery_key import RecoveryKey, groups_to_type_back, typed_back

_FILE = click.Path(path_type=Path, readable=False)


@click.command()
@click.option("--new-passphrase-file", type=_FILE, help="A file whose first line is the new passphrase.")
@click.option(
    "--recovery-key-file", type=_FILE, help="A file with the recovery key, if the present passphrase is forgotten."
)
@pass_session
def passphrase(session: Session, new_passphrase_file: Path | None, recovery_key_file: Path | None) -> None:
    """Set a passphrase, or change the one there is."""
    if recovery_key_file is not None:
        _recover(session, recovery_key_file, new_passphrase_file)
        return
    services = session.services(writing=True)
    new = _new_passphrase(session, new_passphrase_file)
    if services.journal.protected:
        # Whoever has opened it with the passphrase is not asked for it again.
        services.keys.change_passphrase(None, new)
        click.echo("The passphrase is changed. The old one opens neither the journal nor its backups.")
    else:
        services.journal.set_passphrase(new)
        click.echo("The journal is encrypted anew and opens only with the passphrase. Make a recovery key next.")
    _bring_second_folder_along(services)


def _recover(session: Session, recovery_key_file: Path, new_passphrase_file: Path | None) -> None:
    typed = read_text_file(recovery_key_file)
    session.app.check_recovery_key(session.folder, typed)
    new = _new_passphrase(session, new_passphrase_file)
    session.app.recover(session.folder, typed, new)
    click.echo("The passphrase is changed. The recovery key goes on working.")
    services = session.app.open(session.folder, new)
    try:
        _bring_second_folder_along(services)
    finally:
        services.journal.close()


def _bring_second_folder_along(services: Services) -> None:
    """Have the backups in the second folder open with the same, or say that they do not yet."""
    services.backups.follow_keys()
    missing = services.backups.second_folder_out_of_reach()
    if missing is not None:
        click.echo(
            f"The backups in {missing} are out of reach: they open with what opened them before, until Throughline "
            "finds the folder there again, when the journal is next opened in its window or backed up.",
            err=True,
        )


def _new_passphrase(session: Session, file: Path | None) -> str:
    return first_line(file) if file is not None else session.ask_new_passphrase("--new-passphrase-file FILE")


@click.command("recovery-key")
@click.option("--no-check", is_flag=True, help="Do not ask for part of it back: for scripts that keep it themselves.")
@pass_session
def recovery_key(session: Session, no_check: bool) -> None:
    """Make a recovery key and print it, once. One that was made before opens nothing from then on."""
    if not no_check and not is_terminal():
        raise click.UsageError("There is nobody to type part of it back: give --no-check, and keep what is printed.")
    services = session.services(writing=True)
    keys = services.keys
    keys.check_protected()
    key = keys.new_recovery_key()
    click.echo(key.text)
    if not no_check:
        _have_typed_back(key)
    keys.keep_recovery_key(key)
    _bring_second_folder_along(services)
    click.echo("It now opens the journal if the passphrase is forgotten. It is not shown again.", err=True)


def _have_typed_back(key: RecoveryKey) -> None:
    click.echo("Keep it on paper, not beside the computer. Type two of its eight groups back from there.", err=True)
    for group in groups_to_type_back(SystemRandom()):
        while not typed_back(key, group, click.prompt(f"Group {group}", err=True)):
            click.echo("That is not what the key says. Compare it with what you kept.", err=True)


COMMANDS = (passphrase, recovery_key)
