"""What is said in the terminal after a check-in was asked there."""

from __future__ import annotations

import click

from journal_app.bootstrap import Services
from journal_app.domain.check_in import CheckIn
from journal_app.domain.moved import NONE_MOVED, can_compare, check_ins_before, what_moved
from journal_app.domain.text import visible
from journal_app.domain.trend_words.phrases import long_day


def say_moved(services: Services, check_in: CheckIn) -> None:
    """What moved since the check-in before, hidden till now so that it would not pull this one towards it."""
    earlier = check_ins_before(check_in, services.check_ins.all())
    if not earlier:
        click.echo("It is your first one; the next shows what moved.")
        return
    found, since = what_moved(check_in, earlier), long_day(earlier[-1].on)
    if found.moved:
        click.echo(f"Since {since}:")
    else:
        click.echo(f"Nothing moved since {since}." if can_compare(check_in, earlier[-1]) else NONE_MOVED)
    texts = {behaviour.key: visible(behaviour.text) for behaviour in services.behaviours.all()}
    words = services.content.scale().words
    for move in found.moved:
        click.echo(f"  {texts[move.behaviour]}: {words(move.now)}, was {words(move.was)}")
    if found.first:
        click.echo("For the first time:")
    for key in found.first:
        click.echo(f"  {texts[key]}: {words(check_in.ratings[key])}")
