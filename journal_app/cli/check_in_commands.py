"""Commands about check-ins: check-in, then."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from journal_app.bootstrap import Services
from journal_app.cli.check_in_file import read_check_in
from journal_app.cli.session import Session, is_terminal, pass_session
from journal_app.domain.check_in import Answers, CheckIn, HalfDone, check_day
from journal_app.domain.check_in_errors import BadCheckInFile
from journal_app.domain.half_done import NOW, joined, look_back_slot, parted
from journal_app.domain.half_done_words import reworded_since
from journal_app.domain.moment import parse_day
from journal_app.domain.rhythm_words import question
from journal_app.domain.text import visible
from journal_app.domain.trend_words.phrases import long_day
from journal_app.domain.when_words import part_of_month

_KEPT = "What you answered is kept; the same command goes on with it."
_STAYS = "What you have begun and not saved stays as it is."

_ANSWERS = click.option(
    "--from",
    "file",
    type=click.Path(path_type=Path, readable=False),
    metavar="FILE.json",
    help='{"ratings": {"KEY": 4, "OTHER": null}, "notes": {"KEY": "..."}, "evidence": {"KEY": ["UID"]}}',
)


@click.command("check-in")
@_ANSWERS
@click.option("--on", "on", metavar="DATE", help="The day it is about, such as 2026-03-01; without it, today.")
@pass_session
def check_in(session: Session, file: Path | None, on: str | None) -> None:
    """Keep a check-in: asked here, one statement after the other, or read from a file.

    Asked here, e attaches reflections to an answer, and ! writes a note. What was answered is kept when you stop, and
    gone on with next time. A file may also say {"on": "2026-03-01"}.
    """
    day = parse_day(on) if on is not None else None
    if file is None:
        _asked(session, day)
        return
    services = session.services(writing=True)
    found = read_check_in(file, services.entries)
    _say_kept(services.check_ins.save(found.answers, day or found.on, finishes=False).check_in)
    _say_stays(services, NOW)


@click.command()
@click.option("--as-of", "as_of", required=True, metavar="DATE", help="The day to think back to.")
@_ANSWERS
@pass_session
def then(session: Session, as_of: str, file: Path | None) -> None:
    """Look back: how often, do you think now, did you do these things around another day?"""
    day = parse_day(as_of)
    if file is None:
        _asked_then(session, day)
        return
    services = session.services(writing=True)
    found = read_check_in(file, services.entries)
    if found.on is not None:
        raise BadCheckInFile(name=file.name, reason='"on" has no place in a look back, which is about --as-of')
    if found.answers.evidence:
        raise BadCheckInFile(name=file.name, reason='"evidence" has no place in a look back')
    _say_kept(services.check_ins.look_back(found.answers, day, finishes=False).check_in)
    _say_stays(services, look_back_slot(day))


def _asked(session: Session, on: date | None) -> None:
    from journal_app.cli.check_in_moved import say_moved

    _need_terminal()
    services = session.services(writing=True)
    check_ins, today = services.check_ins, services.clock.now().local_date
    check_day(on or today, today)
    if on is not None or check_ins.half_done() is None:
        check_ins.turn_to(on or today)  # one that was begun for another day waits; one of this day may have waited
    begun = check_ins.half_done() or HalfDone()
    day = on or min(begun.on or today, today)  # begun east of here, its day may not have come yet
    asked = question(check_ins.rhythm())
    if on is not None or begun.answers:
        asked = f"Check-in of {long_day(day)}. {asked}"
    answers = _ask(services, asked, NOW, replace(begun, on=day))
    if answers is not None:
        saved = check_ins.save(answers, day).check_in
        _say_kept(saved)
        say_moved(services, saved)


def _asked_then(session: Session, as_of: date) -> None:
    _need_terminal()
    services = session.services(writing=True)
    check_day(as_of, services.clock.now().local_date)
    slot = look_back_slot(as_of)
    begun = services.check_ins.half_done(slot) or HalfDone(as_of=as_of)
    asked = f"Thinking back to {part_of_month(as_of)} ({long_day(as_of)}): how often did you do this then?"
    kept = _ask(services, asked, slot, begun)
    if kept is not None:
        _say_kept(services.check_ins.look_back(kept, as_of).check_in)


def _need_terminal() -> None:
    if not is_terminal():
        raise click.UsageError("There is nobody to ask: give --from FILE.json.")


def _ask(services: Services, asked: str, slot: str, begun: HalfDone) -> Answers | None:
    """The answers; None if the person stopped before the end."""
    from journal_app.cli.asking_aloud import Stopped
    from journal_app.cli.check_in_asking import Asking
    from journal_app.cli.check_in_attaching import Attaching

    behaviours = services.behaviours.asked()
    if not behaviours:
        raise click.UsageError("A check-in asks about nothing: choose some with journal-app behaviours ask KEY.")
    practices = {item.key: item.short for item in services.content.practices()}

    texts = {each.key: each.text for each in behaviours}
    known = parted(begun, texts)
    if known.reworded:
        click.echo(visible(reworded_since(known.reworded)), err=True)

    def keep(answers: Answers) -> None:
        said = {**begun.statements, **{key: texts[key] for key in answers.ratings}}
        whole = joined(known.hidden, answers)
        services.check_ins.keep_half_done(replace(begun, answers=whole, statements=said), slot)

    on = begun.on if begun.as_of is None else None  # nothing is attached to a look back
    attaching = Attaching(services.entries, services.check_ins, practices, on) if on else None
    asking = Asking(behaviours, practices, services.content.scale(), keep, attaching)
    try:
        return asking.ask(asked, services.check_ins.still_there(known.shown))
    except Stopped:
        _say_what_is_kept(services, slot)
        return None
    except (click.Abort, KeyboardInterrupt):  # the second between two questions, before click waits for an answer
        click.echo(err=True)
        _say_what_is_kept(services, slot)
        raise


def _say_what_is_kept(services: Services, slot: str) -> None:
    if services.check_ins.half_done(slot) is not None:
        click.echo(_KEPT, err=True)


def _say_stays(services: Services, slot: str) -> None:
    if services.check_ins.half_done(slot) is not None:
        click.echo(_STAYS, err=True)


def _say_kept(check_in: CheckIn) -> None:
    rated = sum(value is not None for value in check_in.ratings.values())
    what = f"Look back to {check_in.as_of.isoformat()}" if check_in.as_of else f"Check-in of {check_in.on.isoformat()}"
    click.echo(f"{what} kept: {rated} of {len(check_in.ratings)} rated.")


COMMANDS = (check_in, then)
