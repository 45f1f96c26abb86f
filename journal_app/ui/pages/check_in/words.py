"""Check-ins in a line each, without a rating in it: those would pull a half-done one towards them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from journal_app.domain.check_in import CheckIn, HalfDone
from journal_app.domain.check_in_errors import NoSuchCheckIn
from journal_app.domain.half_done_words import answered, name_of_half_done
from journal_app.domain.moment import Moment
from journal_app.domain.trend_words.phrases import long_day
from journal_app.domain.when_words import part_of_month, when_in_words
from journal_app.services.check_in_service import CheckInService
from journal_app.ui.widgets.row_extras import counted


@dataclass(frozen=True, slots=True)
class NotSaved:
    """Something half done, as it is listed: for what it is kept, itself, its name, and how much there is of it."""

    slot: str
    half_done: HalfDone
    name: str
    summary: str


def not_saved(check_ins: CheckInService, asked: Collection[str], today: date) -> tuple[NotSaved, ...]:
    """Everything that is not saved yet."""
    return tuple(
        NotSaved(slot, each, name_of_half_done(each, today, _edited(check_ins, each)), answered(each, asked))
        for slot, each in check_ins.half_done_all().items()
    )


def name_of(check_in: CheckIn) -> str:
    """What it is called: by its day, or by the time that was thought back to."""
    if check_in.as_of is None:
        return long_day(check_in.on)
    return f"{long_day(check_in.on)}, looking back to {part_of_month(check_in.as_of)}"


def kind_of(check_in: CheckIn) -> str:
    """ "check-in of 3 March 2026"."""
    return f"{'check-in' if check_in.as_of is None else 'look back'} of {long_day(check_in.on)}"


def summary_of(check_in: CheckIn) -> str:
    """ "18 answered, 3 notes, 2 reflections attached"."""
    attached = {uid for uids in check_in.evidence.values() for uid in uids}
    notes = len(check_in.notes)
    parts = [f"{len(check_in.ratings)} answered"]
    if notes:
        parts.append("one note" if notes == 1 else f"{notes} notes")
    if attached:
        parts.append(counted(len(attached)))
    return ", ".join(parts)


def changed_of(check_in: CheckIn, now: Moment) -> str:
    """When it was changed or deleted, as seen from now; "" if it never was."""
    if check_in.deleted is not None:
        return f"deleted {when_in_words(check_in.deleted, now.local)}"
    return f"changed {when_in_words(check_in.edited, now.local)}" if check_in.edited is not None else ""


def _edited(check_ins: CheckInService, half_done: HalfDone) -> CheckIn | None:
    try:
        return check_ins.get(half_done.editing) if half_done.editing else None
    except NoSuchCheckIn:
        return None
