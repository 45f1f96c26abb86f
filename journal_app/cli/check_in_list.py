"""The command that lists check-ins and shows one: check-ins."""

from __future__ import annotations

from collections.abc import Mapping

import click

from journal_app.bootstrap import Services
from journal_app.cli.session import Session, as_json, pass_session, print_json
from journal_app.domain.check_in import CheckIn, HalfDone
from journal_app.domain.check_in_errors import NoCheckInBegins, NoSuchCheckIn, SeveralCheckIns
from journal_app.domain.content import Behaviour
from journal_app.domain.entry import title_of
from journal_app.domain.half_done_words import answered, name_of_half_done
from journal_app.domain.merge_words import counted
from journal_app.domain.text import visible


@click.group("check-ins", invoke_without_command=True)
@as_json
@click.pass_context
def check_ins(context: click.Context, as_json: bool) -> None:
    """List check-ins and looks back, newest first, those not saved yet above them; "check-ins show UID" prints one.

    The list has no ratings in it, so that they do not pull the next one towards them; --json has.
    """
    if context.invoked_subcommand is not None:
        return
    services = context.find_object(Session).services()  # type: ignore[union-attr]  # main puts it there
    found = _newest_first(services)
    if as_json:
        print_json([_document(services, each) for each in found])
        return
    half_done = _half_done(services)
    for line in half_done:
        click.echo(line)
    if not found and not half_done:
        click.echo("No check-ins yet.", err=True)
    for each in found:
        click.echo(f"{each.uid[:8]}  {each.on.isoformat()}  {counts_in_words(each)}{_marks(each)}")


def _half_done(services: Services) -> list[str]:
    """What is not saved yet, a line each."""
    today = services.clock.now().local_date
    asked = {behaviour.key for behaviour in services.behaviours.asked()}
    return [
        f"{name_of_half_done(each, today, _edited(services, each))}, {answered(each, asked)}"
        for each in services.check_ins.half_done_all().values()
    ]


def _edited(services: Services, half_done: HalfDone) -> CheckIn | None:
    try:
        return services.check_ins.get(half_done.editing) if half_done.editing else None
    except NoSuchCheckIn:
        return None


@check_ins.command("show")
@click.argument("uid")
@as_json
@pass_session
def show(session: Session, uid: str, as_json: bool) -> None:
    """Print one check-in whole. The beginning of its UID is enough."""
    services = session.services()
    found = find(services, uid)
    if as_json:
        print_json(_document(services, found))
        return
    click.echo(f"{found.on:%A} {found.on.day} {found.on:%B %Y}{_marks(found)}")
    behaviours = {each.key: each for each in services.behaviours.all()}
    for item in services.content.practices():
        rows = [key for key in found.ratings if key in behaviours and behaviours[key].practice == item.key]
        if rows:
            click.echo(f"\n{item.short}")
        for key in rows:
            _show_one(services, found, behaviours[key])


def _show_one(services: Services, check_in: CheckIn, behaviour: Behaviour) -> None:
    value, key = check_in.ratings[behaviour.key], behaviour.key
    text = behaviour.text_of(check_in.wordings.get(key, behaviour.wording))
    click.echo(f"  {'n' if value is None else value}  {services.content.scale().words(value):20} {visible(text)}")
    if key in check_in.notes:
        click.echo(f"{'':26}{visible(check_in.notes[key])}")
    attached = check_in.evidence.get(key, ())
    titles = {each.uid: title_of(each) for each in services.entries.summaries(attached)}
    for uid in attached:
        click.echo(f"{'':26}{uid[:8]} {visible(titles.get(uid, '(no longer in this journal)'))}")


def find(services: Services, uid: str) -> CheckIn:
    """The check-in whose uid begins so. Raises NoCheckInBegins or SeveralCheckIns."""
    found = [each for each in _newest_first(services) if uid and each.uid.startswith(uid.lower())]
    if not found:
        raise NoCheckInBegins(uid=uid[:40])
    if len(found) > 1:
        raise SeveralCheckIns(uid=uid[:40])
    return found[0]


def _newest_first(services: Services) -> list[CheckIn]:
    made = [*services.check_ins.all(), *services.check_ins.looks_back()]
    return sorted(made, key=lambda each: (each.on, each.recorded, each.uid), reverse=True)


def counts_in_words(check_in: CheckIn) -> str:
    """How much is in a check-in: "17 of 18 rated, 2 notes, 3 reflections attached"."""
    rated = sum(value is not None for value in check_in.ratings.values())
    attached = len({uid for uids in check_in.evidence.values() for uid in uids})
    parts = [f"{rated} of {len(check_in.ratings)} rated"]
    if check_in.notes:
        parts.append(counted(len(check_in.notes), "note"))
    if attached:
        parts.append(f"{counted(attached, 'reflection')} attached")
    return ", ".join(parts)


def _marks(check_in: CheckIn) -> str:
    back = f", looking back to {check_in.as_of.isoformat()}" if check_in.as_of else ""
    return f"{back}, changed {check_in.edited.date().isoformat()}" if check_in.edited else back


def _document(services: Services, check_in: CheckIn) -> dict[str, object]:
    texts = {each.key: each for each in services.behaviours.all()}
    return {
        "uid": check_in.uid,
        "on": check_in.on.isoformat(),
        "as_of": check_in.as_of.isoformat() if check_in.as_of else None,
        "recorded": check_in.recorded.isoformat(),
        "edited": check_in.edited.isoformat() if check_in.edited else None,
        "rhythm": check_in.rhythm.value,
        "ratings": dict(check_in.ratings),
        "statements": _statements(check_in, texts),
        "notes": dict(check_in.notes),
        "evidence": {key: list(uids) for key, uids in check_in.evidence.items()},
    }


def _statements(check_in: CheckIn, behaviours: Mapping[str, Behaviour]) -> dict[str, str]:
    """What each was rated by."""
    found = {}
    for key in check_in.ratings:
        if key in behaviours:
            behaviour = behaviours[key]
            found[key] = behaviour.text_of(check_in.wordings.get(key, behaviour.wording))
    return found


COMMANDS = (check_ins,)
