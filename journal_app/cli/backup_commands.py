"""Commands about backups: backup, backups, restore, verify."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from journal_app.cli.session import TARGET, Session, as_json, pass_session, print_json
from journal_app.domain.backup import DAMAGED, Backup, Contents, Finding, Lock
from journal_app.domain.backup_errors import second_folder_error

_WRONG = 1


@click.command()
@click.option(
    "--to",
    "folder",
    type=TARGET,
    help="Put one backup into this folder, which has to be there, and leave it to you from then on.",
)
@pass_session
def backup(session: Session, folder: Path | None) -> None:
    """Make a backup and test that it can be restored.

    It lies beside the journal, and in your second folder if you chose one. Older ones make room: kept are the newest of
    the last 7 days, 4 weeks and 12 months.
    """
    backups = session.services().backups
    if folder is not None:
        made = backups.back_up_to(folder)
        click.echo(f"Backed up and test-restored: {made.folder}")
        return
    done = backups.back_up()
    click.echo(f"Backed up and test-restored: {done.backup.folder}")
    second = done.state.second
    chosen = backups.second_folder()
    if second.trouble:
        click.echo(
            f"It could not be brought to the second folder: {_trouble(session, second.trouble, chosen)}", err=True
        )
    elif chosen:
        click.echo(f"And in the second folder: {chosen}")


@click.command()
@as_json
@pass_session
def backups(session: Session, as_json: bool) -> None:
    """List the backups beside the journal. Works without the passphrase."""
    found = session.app.restoring(session.folder).backups()
    if as_json:
        print_json([_record(each) for each in found])
        return
    if not found:
        click.echo("There are no backups yet.")
    for each in found:
        when = f"{each.at.astimezone(session.app.clock.zone()):%Y-%m-%d %H:%M}" if each.at else "no date".ljust(16)
        size = f"{each.size / 1_000_000:.1f} MB".rjust(9) if each.complete else "incomplete"
        click.echo(f"{when}  {size}  {each.name}")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, readable=False))
@click.option(
    "--as",
    "folder",
    type=TARGET,
    help="Make a new journal in this folder, and leave the present one alone.",
)
@click.option("--yes", is_flag=True, help="Do not ask.")
@pass_session
def restore(session: Session, file: Path, folder: Path | None, yes: bool) -> None:
    """Bring a backup back, in the place of the present journal, which is kept as a backup.

    FILE is a name from `backups`, a backup's folder, or the journal.db in it.
    """
    restoring = session.app.restoring(session.folder)
    # What was cut short is settled first: it might be a restore.
    session.app.has_journal(session.folder)
    place = restoring.find(file)
    passphrase = session.ask_passphrase() if restoring.needs_passphrase(place) else None
    opened = restoring.open_backup(place, passphrase)
    click.echo(f"In the backup    {_in_words(restoring.inspect(opened))}")
    if opened.lock in _LOCKS:
        click.echo(_LOCKS[opened.lock], err=True)
    if folder is not None:
        restoring.restore_as(folder, opened)
        click.echo(f"It is a journal of its own now, in {folder}.")
        return
    present = restoring.present(passphrase)
    click.echo(f"In the journal   {_in_words(present) if present else 'it cannot be told: it does not open'}")
    if not yes:
        if not sys.stdin.isatty():
            raise click.UsageError("There is nobody to ask: give --yes to put the backup in the journal's place.")
        click.confirm("Put the backup in the journal's place? The present journal is kept as a backup.", abort=True)
    kept = restoring.restore(opened)
    click.echo("The backup is in the journal's place.")
    if kept:
        click.echo(f"The journal as it was is kept: {kept}")


@click.command()
@as_json
@pass_session
@click.pass_context
def verify(context: click.Context, session: Session, as_json: bool) -> None:
    """Check the journal, its search index, its key file and every backup. Exit code 1 if something is wrong."""
    found = list(session.services().backups.verify())
    wrong = any(each.right is False for each in found)
    if as_json:
        print_json(
            {"right": not wrong, "found": [{"what": f.subject, "check": f.check, "right": f.right} for f in found]}
        )
    else:
        for each in found:
            click.echo(f"{_VERDICTS[each.right]}  {_subject(each)}")
        if wrong:
            click.echo(
                "Nothing has been changed. Keep a copy of the whole folder before you do anything else.", err=True
            )
    if wrong:
        context.exit(_WRONG)


_LOCKS = {
    Lock.NONE: "It has no passphrase: once it is brought back, the journal opens without one. Set one then.",
    Lock.OTHER: "Once it is brought back, the journal opens with the backup's passphrase and no other.",
}
_VERDICTS = {True: "well   ", False: "WRONG  ", None: "unknown"}
_CHECKS = {
    "database": "the journal's file: every page and table",
    "links": "what belongs together in the journal",
    "search": "the search index",
    "key": "the key file",
}


def _subject(found: Finding) -> str:
    if found.subject == "journal":
        return _CHECKS[found.check]
    if found.check == DAMAGED:
        return f"backup {found.subject} (a damaged journal that was put by, so not checked)"
    return f"backup {found.subject}{'' if found.right is not None else ' (it has a passphrase of its own)'}"


def _in_words(contents: Contents) -> str:
    days = f", {contents.first_day} to {contents.last_day}" if contents.first_day else ""
    entries = f"{contents.entries:,} {'entry' if contents.entries == 1 else 'entries'}{days}"
    return f"{entries}; {contents.in_bin:,} in the bin; {contents.check_ins:,} check-ins; {contents.size / 1e6:.1f} MB"


def _record(backup: Backup) -> dict[str, Any]:
    return {
        "name": backup.name,
        "folder": str(backup.folder),
        "at": backup.at.isoformat() if backup.at else None,
        "reason": backup.reason or None,
        "bytes": backup.size,
        "complete": backup.complete,
    }


def _trouble(session: Session, message_id: str, folder: Path | None) -> str:
    return session.app.messages.text(second_folder_error(message_id, str(folder)))


COMMANDS = (backup, backups, restore, verify)
