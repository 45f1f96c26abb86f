"""The command about earlier versions of an entry: versions."""

from __future__ import annotations

import click

from journal_app.bootstrap import Services
from journal_app.cli.session import Session, as_json, pass_session, print_json
from journal_app.domain.errors import NoSuchVersion
from journal_app.services.version_service import VersionSummary

_REASONS = {
    "sitting": "before you wrote on",
    "cut": "before much of it went",
    "restored": "before an earlier one was restored",
    "conflict": "kept from two copies that differed",
}


@click.command()
@click.argument("uid")
@click.option("--show", type=click.IntRange(1), metavar="N", help="Print the text of version N.")
@click.option("--restore", type=click.IntRange(1), metavar="N", help="Give the entry the text of version N.")
@as_json
@pass_session
def versions(session: Session, uid: str, show: int | None, restore: int | None, as_json: bool) -> None:
    """List the earlier versions of an entry, newest first: 1 is the newest. The beginning of its UID is enough.

    What an entry says before --restore is kept as a version too.
    """
    if show is not None and restore is not None:
        raise click.UsageError("Give --show or --restore, not both.")
    services = session.services(writing=restore is not None)
    entry = services.entries.find(uid)
    found = services.versions.all(entry.uid)
    if restore is not None:
        services.versions.restore(entry.uid, _chosen(found, restore).number, entry.revision)
        click.echo(f"Restored. What {entry.uid[:8]} said before is version 1 now, unless it was one already.", err=True)
    elif show is not None:
        _show(services, entry.uid, _chosen(found, show), as_json=as_json)
    elif as_json:
        print_json([_document(place, summary) for place, summary in enumerate(found, start=1)])
    else:
        _print(found)


def _chosen(found: tuple[VersionSummary, ...], place: int) -> VersionSummary:
    if place > len(found):
        raise NoSuchVersion
    return found[place - 1]


def _show(services: Services, uid: str, summary: VersionSummary, *, as_json: bool) -> None:
    text = services.versions.get(uid, summary.number)
    if as_json:
        print_json({"kept": summary.kept.local.isoformat(), "title": text.title, "body": text.body})
        return
    if text.title:
        click.echo(f"{text.title}\n")
    click.echo(text.body)


def _print(found: tuple[VersionSummary, ...]) -> None:
    if not found:
        click.echo("No earlier versions.", err=True)
    for place, summary in enumerate(found, start=1):
        words = f"{summary.changes.words:6,} words" if summary.changes else f"{'':12}"
        now = "as it is now" if summary.is_present else _REASONS[summary.reason.value]
        click.echo(f"{place:3}  {summary.kept.local:%Y-%m-%d %H:%M} {words}  {now}")


def _document(place: int, summary: VersionSummary) -> dict[str, object]:
    changes = summary.changes
    return {
        "version": place,
        "kept": summary.kept.local.isoformat(),
        "reason": summary.reason.value,
        "title": summary.title,
        "present": summary.is_present,
        "words": changes.words if changes else None,
        "words_added_since": changes.added if changes else None,
        "words_removed_since": changes.removed if changes else None,
    }


COMMANDS = (versions,)
