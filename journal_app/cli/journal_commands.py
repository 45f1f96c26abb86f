"""Commands about the journal itself: new, info, import."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from journal_app.cli.session import Session, as_json, pass_session, print_json
from journal_app.domain.imports import ImportReport


@click.command()
@click.option(
    "--no-passphrase", is_flag=True, help="Keep the key beside the journal: anyone with the files can read it."
)
@pass_session
def new(session: Session, no_passphrase: bool) -> None:
    """Make a new, empty journal."""
    passphrase = None if no_passphrase else session.new_passphrase()
    session.app.create(session.folder, passphrase).journal.close()
    click.echo(f"A new journal is in {session.folder}.")
    if passphrase is None:
        click.echo("It has no passphrase: anyone who can read these files can read the journal.")
    else:
        click.echo("Keep the passphrase safe: without it nobody, including us, can open the journal.")


@click.command()
@as_json
@pass_session
def info(session: Session, as_json: bool) -> None:
    """Say where the journal is, how it is protected and how much is in it."""
    facts = session.services().journal.info()
    if as_json:
        print_json(
            {
                "folder": str(facts.folder),
                "passphrase": facts.protected,
                "read_only": facts.read_only,
                "entries": facts.entries,
                "in_bin": facts.in_bin,
                "check_ins": facts.check_ins,
                "first_day": facts.first_day,
                "bytes": facts.size,
            }
        )
        return
    click.echo(f"Journal      {facts.folder}")
    protection = "encrypted, with a passphrase" if facts.protected else "encrypted, but the key lies beside it"
    click.echo(f"Protection   {protection}")
    since = f", the first on {facts.first_day}" if facts.first_day else ""
    click.echo(f"Entries      {facts.entries}{since}")
    click.echo(f"In the bin   {facts.in_bin}")
    click.echo(f"Check-ins    {facts.check_ins}")
    click.echo(f"Size         {facts.size / 1_000_000:.1f} MB")


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, readable=False))
@as_json
@pass_session
def import_file(session: Session, file: Path, as_json: bool) -> None:
    """Bring entries in from another journal: Day One JSON, as a file or zip."""
    report, _ = session.services(writing=True).imports.import_file(file)
    if as_json:
        print_json(
            {
                "format": report.format_name,
                "found": report.found,
                "added": report.added,
                "already_here": report.already_here,
                "problems": [{"kind": p.kind, "where": p.where, "detail": p.detail} for p in report.problems],
            }
        )
        return
    _tell(report)


_KINDS = {
    "missing-media": "pictures or other files the entries mention are not in the file; the entries keep their place",
    "bad-tag": "tags could not be kept; the entries are here without them",
    "bad-record": "records could not be read and were left out",
    "replaced-characters": "entries held characters no file can hold; these were replaced by \ufffd",
}


def _tell(report: ImportReport) -> None:
    click.echo(
        f"{report.format_name}: {report.found} entries found, {report.added} added, {report.already_here} already here."
    )
    counts = Counter(problem.kind for problem in report.problems)
    for kind, count in counts.items():
        click.echo(f"{count} {_KINDS.get(kind, kind)}:", err=True)
        for problem in report.problems:
            if problem.kind == kind:
                click.echo(f"  {problem.where}  {problem.detail}", err=True)


COMMANDS = (new, info, import_file)
