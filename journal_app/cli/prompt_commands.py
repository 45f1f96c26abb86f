"""Commands about what the journal asks: prompt."""

from __future__ import annotations

import click

from journal_app.cli.session import Session, as_json, pass_session, print_json


@click.command()
@click.option("--lens", default="devon", show_default=True, help="Which set of principles the prompt comes from.")
@as_json
@pass_session
def prompt(session: Session, lens: str, as_json: bool) -> None:
    """Print today's prompt."""
    services = session.services()
    choice = services.prompts.today(lens)
    if services.journal.read_only_because is None:
        services.prompts.show(choice.prompt)
    found = services.content.lens(choice.prompt.lens)
    item = found.item(choice.prompt.item)
    if as_json:
        print_json(
            {
                "key": choice.prompt.key,
                "lens": found.title,
                "item": item.title,
                "text": choice.prompt.text,
                "follow_up": choice.prompt.follow_up,
                "practices": list(choice.prompt.practices),
                "reason": choice.reason,
            }
        )
        return
    click.echo(f"{found.item_name[:1].upper()}{found.item_name[1:]}: {item.short}")
    click.echo(choice.prompt.text)
    click.echo(choice.prompt.follow_up)
    click.echo(choice.reason)


COMMANDS = (prompt,)
