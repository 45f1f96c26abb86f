"""Commands about check-ins: check-in."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import click

from journal_app.cli.session import Session, pass_session, read_text_file
from journal_app.domain.check_in import Answers
from journal_app.domain.errors import BadCheckInFile
from journal_app.domain.moment import parse_day


@click.command("check-in")
@click.option("--from", "file", type=click.Path(path_type=Path, readable=False), required=True, metavar="FILE.json")
@pass_session
def check_in(session: Session, file: Path) -> None:
    """Keep a check-in from a file: {"on": "2026-03-01", "ratings": {"KEY": 4, "OTHER": null}}."""
    on, ratings = _read(file)
    saved = session.services(writing=True).check_ins.save(Answers(ratings), on)
    rated = sum(1 for value in saved.check_in.ratings.values() if value is not None)
    click.echo(f"Check-in of {saved.check_in.on.isoformat()} kept: {rated} of {len(saved.check_in.ratings)} rated.")


def _read(file: Path) -> tuple[date | None, dict[str, Any]]:
    text = read_text_file(file)
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadCheckInFile(name=file.name, reason="it is not JSON") from error
    if not isinstance(document, dict) or not isinstance(document.get("ratings"), dict):
        raise BadCheckInFile(name=file.name, reason='it needs "ratings", an object of behaviours and numbers')
    unknown = sorted(set(document) - {"on", "ratings"})
    if unknown:
        raise BadCheckInFile(name=file.name, reason=f'"{unknown[0][:40]}" is not known here')
    on = document.get("on")
    if on is not None and not isinstance(on, str):
        raise BadCheckInFile(name=file.name, reason='"on" must be a date such as "2026-03-01"')
    return (parse_day(on) if on is not None else None), document["ratings"]


COMMANDS = (check_in,)
