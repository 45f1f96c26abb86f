"""Commands for a journal that is damaged, or of which there are two: salvage, merge."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from journal_app.cli.session import TARGET, Session, as_json, pass_session, print_json
from journal_app.domain.merge_words import counted, what_stays
from journal_app.domain.rescue import RescueReport, hurt_in_words


@click.command()
@click.option(
    "--as",
    "into",
    type=TARGET,
    metavar="DIR",
    help="Make the new journal there, and leave this one as it is.",
)
@as_json
@pass_session
def salvage(session: Session, into: Path | None, as_json: bool) -> None:
    """Make a new journal of what can be read of a damaged one; the damaged files are kept among the backups."""
    recovery = session.app.recovery(session.folder)
    report = recovery.rescue(session.passphrase_if_asked(), into)
    if as_json:
        print_json(
            {
                "entries": report.entries,
                "versions": report.versions,
                "check_ins": report.check_ins,
                "lost": report.lost,
                "lost_check_ins": report.lost_check_ins,
                "pages": report.pages,
                "damaged_pages": report.damaged_pages,
                "proven": report.proven,
                "kept_in": str(report.kept_in),
                "not_whole": [
                    {"fate": hurt.fate.value, "day": hurt.day.isoformat() if hurt.day else None, "uid": hurt.uid}
                    for hurt in report.hurt
                ],
            }
        )
        return
    _tell(report)


def _tell(report: RescueReport) -> None:
    click.echo(f"{report.entries} entries and {report.check_ins} check-ins rescued, {report.lost} entries lost.")
    click.echo(
        f"{report.damaged_pages} of {report.pages} pages could not be read. Those files are in {report.kept_in}."
    )
    if not report.proven:
        click.echo("What proves each page was lost: look through what was rescued with care.", err=True)
    for hurt in report.hurt:
        click.echo(f"  {hurt_in_words(hurt)}  {hurt.uid or ''}".rstrip(), err=True)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, readable=False))
@as_json
@pass_session
def merge(session: Session, file: Path, as_json: bool) -> None:
    """Merge another copy of this journal, such as a conflict copy; both texts of an entry changed in both are kept."""
    report, _ = session.services(writing=True).merging.merge(file)
    if as_json:
        print_json(
            {
                "added": report.added,
                "joined": report.joined,
                "twice": report.twice,
                "check_ins": report.check_ins,
                "check_ins_joined": report.check_ins_joined,
                "behaviours": report.behaviours,
                "begun": report.begun,
                "left": asdict(report.left),
                "kept_in": str(report.kept_in) if report.kept_in else None,
            }
        )
        return
    click.echo(
        f"{report.added} entries and {report.check_ins} check-ins added, {report.joined} joined; "
        f"of {report.twice} both texts are kept."
    )
    if report.check_ins_joined or report.behaviours:
        click.echo(f"{report.check_ins_joined} check-ins joined; {report.behaviours} behaviours brought in.")
    if report.begun:
        click.echo(f"{counted(report.begun, 'check-in')} begun there and not saved yet brought in.")
    if stays := what_stays(report.left):
        click.echo(stays)
    if report.kept_in:
        click.echo(f"The copy is now among the backups, in {report.kept_in}.")


COMMANDS = (salvage, merge)
