"""The main job in the terminal, on the sample journal: for a machine where no window can be opened."""

from __future__ import annotations

import os
import sys

import click

from journal_app.bootstrap import Services, build
from journal_app.domain.entry import EntryFilter
from journal_app.domain.errors import UserFacingError
from journal_app.paths import default_paths


def show_sample(reason: str) -> int:
    """Say in one line why there is no window, then show a prompt, recent entries and trends; an exit code."""
    click.echo(f"No window can be opened here ({reason}): the sample journal in the terminal instead.", err=True)
    app = build(default_paths())
    try:
        services = app.open_sample()
        try:
            _show(services)
        finally:
            services.journal.close()
    except UserFacingError as error:
        click.echo(app.messages.text(error), err=True)
        return 1
    except BrokenPipeError:
        # Whoever was reading (head, less) has what it wanted; what is left to flush goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _show(services: Services) -> None:
    choice = services.prompts.today()
    item = services.content.lens(choice.prompt.lens).item(choice.prompt.item)
    click.echo(f"\nToday's prompt ({item.short})\n  {choice.prompt.text}\n  {choice.reason}")
    click.echo("\nLately")
    for summary in services.entries.page(EntryFilter(), 0, 5):
        click.echo(f"  {summary.written.local:%d %b %H:%M}  {summary.title or summary.first_line}")
    found = services.trends.overview(services.trends.span(12))
    click.echo(f"\nTrends\n  {services.trends.words(found)}\n  {services.trends.caution(found)}")
    click.echo("\nYour own journal: journal-app new, write, list, search, check-in, trends; journal-app --help")
