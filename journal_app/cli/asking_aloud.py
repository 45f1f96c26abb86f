"""How a command that asks one thing after the other says what it asks, and hears the answers."""

from __future__ import annotations

import click


class Stopped(Exception):
    """The person stopped; what was answered is kept."""


def say(words: str = "") -> None:
    """What is asked goes to stderr, as questions for a passphrase do; stdout is for what came of it."""
    click.echo(words, err=True)


def typed(before: str) -> str:
    """What is typed behind these words, without the spaces around it."""
    return str(click.prompt(before, default="", show_default=False, prompt_suffix="", err=True)).strip()
