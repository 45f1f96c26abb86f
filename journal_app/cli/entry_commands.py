"""Commands about entries: write, list, show, search."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from journal_app.bootstrap import Services
from journal_app.cli.session import Session, as_json, pass_session, print_json
from journal_app.domain.entry import Entry, EntryFilter, EntrySummary
from journal_app.domain.moment import Moment, parse_moment

MOST = 100_000
"""How many entries one command lists at most."""


@click.command()
@click.option("--title", default="", help="A title; it can be left out.")
@click.option("--practice", "practices", multiple=True, metavar="KEY", help="A practice it bears on; several are fine.")
@click.option("--tag", "tags", multiple=True, help="A tag of your own; several are fine.")
@click.option("--at", "at", metavar="ISO", help="When it was written, such as 2026-03-01T17:40; without it, now.")
@click.argument("text", required=False)
@pass_session
def write(
    session: Session, title: str, practices: tuple[str, ...], tags: tuple[str, ...], at: str | None, text: str | None
) -> None:
    """Write an entry: TEXT, or what comes on standard input."""
    services = session.services(writing=True)
    written = parse_moment(at, services.clock.zone()) if at is not None else None
    body = text if text is not None else _standard_input()
    saved = services.entries.write(title, body, practices=practices, tags=tags, written=written)
    click.echo(saved.uid)
    if saved.replaced:
        click.echo(
            f"The entry is kept. {saved.replaced} characters in it cannot be stored and became \ufffd.", err=True
        )


@click.command("list")
@click.option("--limit", type=click.IntRange(1, MOST), default=20, show_default=True, help="How many, newest first.")
@as_json
@pass_session
def list_entries(session: Session, limit: int, as_json: bool) -> None:
    """List entries, newest first."""
    services = session.services()
    _print_summaries(services, services.entries.page(EntryFilter(), 0, limit), as_json=as_json)


@click.command()
@click.argument("uid")
@as_json
@pass_session
def show(session: Session, uid: str, as_json: bool) -> None:
    """Show one entry. The beginning of its UID is enough."""
    services = session.services()
    entry = services.entries.find(uid)
    if as_json:
        print_json(_entry_document(entry))
        return
    names = {item.key: item.short for item in services.content.practices()}
    click.echo(f"{entry.title or 'Untitled'}{' *' if entry.starred else ''}")
    click.echo(_when(entry.written, all_day=entry.all_day))
    if entry.prompt:
        click.echo(f"Answering: {entry.prompt.text}")
    if entry.practices:
        click.echo("Practices: " + "; ".join(names.get(key, key) for key in entry.practices))
    if entry.tags:
        click.echo("Tags: " + ", ".join(entry.tags))
    if entry.deleted:
        click.echo("In the bin")
    click.echo()
    click.echo(entry.body)


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1, MOST), default=50, show_default=True)
@as_json
@pass_session
def search(session: Session, words: tuple[str, ...], limit: int, as_json: bool) -> None:
    """Find entries that hold all these words; "words in quotes" are a phrase."""
    services = session.services()
    _print_summaries(services, services.entries.search(" ".join(words), limit), as_json=as_json)


def _standard_input() -> str:
    """Standard input as text; bytes that are no UTF-8 come as surrogates, which the service replaces and counts."""
    if sys.stdin.isatty():
        click.echo("Write, then end with Ctrl+D on a line of its own.", err=True)
    return sys.stdin.buffer.read().decode("utf-8", "surrogateescape").removeprefix("\ufeff")


def _print_summaries(services: Services, summaries: Sequence[EntrySummary], *, as_json: bool) -> None:
    if as_json:
        print_json([_summary_document(summary) for summary in summaries])
        return
    if not summaries:
        click.echo("No entries.", err=True)
    names = {item.key: item.short for item in services.content.practices()}
    for summary in summaries:
        star = "*" if summary.starred else " "
        practices = "; ".join(names.get(key, key) for key in summary.practices)
        title = summary.title or summary.first_line or "Untitled"
        click.echo(f"{summary.uid[:8]} {star} {summary.written.local:%Y-%m-%d %H:%M}  {title}")
        if practices:
            click.echo(f"{'':11}{practices}")


def _when(moment: Moment, *, all_day: bool) -> str:
    if all_day:
        return f"{moment.local:%A} {moment.local.day} {moment.local:%B %Y}"
    zone = f" ({moment.zone})" if moment.zone else ""
    return f"{moment.local:%A} {moment.local.day} {moment.local:%B %Y, %H:%M}{zone}"


def _moment_document(moment: Moment) -> dict[str, object]:
    return {"at": moment.local.isoformat(), "zone": moment.zone, "zone_assumed": moment.assumed}


def _summary_document(summary: EntrySummary) -> dict[str, object]:
    return {
        "uid": summary.uid,
        "written": _moment_document(summary.written),
        "title": summary.title,
        "first_line": summary.first_line,
        "starred": summary.starred,
        "practices": list(summary.practices),
    }


def _entry_document(entry: Entry) -> dict[str, object]:
    return {
        "uid": entry.uid,
        "written": _moment_document(entry.written),
        "all_day": entry.all_day,
        "title": entry.title,
        "body": entry.body,
        "starred": entry.starred,
        "practices": list(entry.practices),
        "tags": list(entry.tags),
        "prompt": {"key": entry.prompt.key, "text": entry.prompt.text} if entry.prompt else None,
        "created": entry.created.isoformat(),
        "modified": entry.modified.isoformat(),
        "deleted": entry.deleted.isoformat() if entry.deleted else None,
        "source": {"name": entry.source, "uid": entry.source_uid} if entry.source else None,
    }


COMMANDS = (write, list_entries, show, search)
