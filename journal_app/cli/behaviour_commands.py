"""Commands about what is rated, and how often: behaviours, rhythm."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import click

from journal_app.bootstrap import Services
from journal_app.cli.session import Session, as_json, pass_session, print_json
from journal_app.domain.change import Change
from journal_app.domain.check_in_errors import NotYourOwn, UnknownBehaviour
from journal_app.domain.content import Behaviour
from journal_app.domain.errors import NoJournal, PassphraseNeeded
from journal_app.domain.rhythm import Rhythm
from journal_app.domain.rhythm_words import RHYTHM_NAMES, question
from journal_app.domain.text import visible


@click.group(invoke_without_command=True)
@as_json
@click.pass_context
def behaviours(context: click.Context, as_json: bool) -> None:
    """Print the behaviours that a check-in rates, with the scale; or change which they are.

    Without a journal, or one that is locked with nobody to ask, those that ship.
    """
    if context.invoked_subcommand is not None:
        return
    session: Session = context.find_object(Session)  # type: ignore[assignment]  # main puts it there
    found = _all_or_shipped(session)
    if as_json:
        _print_document(session, found)
    else:
        _print(session, found)


@behaviours.command("add")
@click.argument("practice")
@click.argument("text")
@pass_session
def add(session: Session, practice: str, text: str) -> None:
    """Add one of your own to a PRACTICE: one thing you do, that others could see, and more of it is better."""
    made, _ = session.services(writing=True).behaviours.add(practice, text)
    click.echo(made.key)


@behaviours.command("reword")
@click.argument("key")
@click.argument("text")
@pass_session
def reword(session: Session, key: str, text: str) -> None:
    """Give one other words. A new sentence starts a new series; the old one stays in your trends."""
    if session.services(writing=True).behaviours.reword(key, text):
        click.echo("Reworded.", err=True)
    else:
        click.echo("It says just that already.", err=True)


def _asking(name: str, *, asked: bool, words: str) -> click.Command:
    @behaviours.command(name, help=words)
    @click.argument("keys", nargs=-1, required=True, metavar="KEY...")
    @pass_session
    def command(session: Session, keys: tuple[str, ...]) -> None:
        services = session.services(writing=True)
        services.behaviours.ask(set(keys), asked=asked)
        _say_too_few(services)

    return command


ask = _asking("ask", asked=True, words="Have check-ins ask about these.")
stop_asking = _asking("stop-asking", asked=False, words="Have check-ins ask about these no longer. Ratings stay.")


@behaviours.command("remove")
@click.argument("key")
@pass_session
def remove(session: Session, key: str) -> None:
    """Remove one of your own. Its ratings stay, and bring-back undoes it."""
    services = session.services(writing=True)
    if not _one(services, key).own:
        raise NotYourOwn(key=key)
    _do(services, lambda: services.behaviours.remove(key))


@behaviours.command("bring-back")
@click.argument("key")
@pass_session
def bring_back(session: Session, key: str) -> None:
    """Bring back one of your own that was removed."""
    services = session.services(writing=True)
    _do(services, lambda: services.behaviours.bring_back(key))


@click.command()
@click.argument("rhythm", type=click.Choice([each.value for each in Rhythm]), required=False)
@pass_session
def rhythm(session: Session, rhythm: str | None) -> None:
    """Print how often you check in, or choose it."""
    check_ins = session.services(writing=rhythm is not None).check_ins
    if rhythm is not None:
        check_ins.set_rhythm(Rhythm(rhythm))
    chosen = check_ins.rhythm()
    click.echo(f"{chosen.value}: {RHYTHM_NAMES[chosen]}. {question(chosen)}")


def _all_or_shipped(session: Session) -> tuple[Behaviour, ...]:
    try:
        return session.services().behaviours.all()
    except NoJournal:
        pass
    except PassphraseNeeded:
        click.echo("The journal is locked; these are the behaviours that ship.", err=True)
    return session.app.content.behaviours()


def _one(services: Services, key: str) -> Behaviour:
    for each in services.behaviours.all():
        if each.key == key:
            return each
    raise UnknownBehaviour(key=key[:80])


def _do(services: Services, act: Callable[[], Change]) -> None:
    act()
    _say_too_few(services)


def _say_too_few(services: Services) -> None:
    """A practice with one statement or none has no score: better said now than wondered at later."""
    from journal_app.domain.asking import tally

    found = services.behaviours.all()
    for item in services.content.practices():
        practice = tally(found, item.key)
        if practice.too_few:
            click.echo(f"{item.short}: {practice.words}.", err=True)


def _print(session: Session, found: Sequence[Behaviour]) -> None:
    content = session.app.content
    for item in content.practices():
        click.echo(item.short)
        for each in found:
            if each.practice == item.key:
                click.echo(f"  {each.key:32} {visible(each.text)}{_marks(each)}")
    scale = content.scale()
    click.echo("Scale: " + ", ".join(f"{p.value} {p.words}" for p in scale.points) + f", null {scale.no_opportunity}")


def _marks(behaviour: Behaviour) -> str:
    if behaviour.deleted:
        return " (yours, removed)"
    marks = [*(["yours"] if behaviour.own else []), *([] if behaviour.asked else ["not asked about"])]
    return f" ({', '.join(marks)})" if marks else ""


def _print_document(session: Session, found: Sequence[Behaviour]) -> None:
    scale = session.app.content.scale()
    print_json(
        {
            "scale": {str(point.value): point.words for point in scale.points},
            "null": scale.no_opportunity,
            "behaviours": [
                {
                    "key": each.key,
                    "practice": each.practice,
                    "text": each.text,
                    "asked": each.asked,
                    "own": each.own,
                    "removed": each.deleted,
                    "earlier": [wording.text for wording in each.earlier],
                }
                for each in found
            ],
        }
    )


COMMANDS = (behaviours, rhythm)
