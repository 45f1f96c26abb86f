"""Attaching reflections to a rating."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from shiboken6 import isValid

from journal_app.domain.entry import EntrySummary, title_of
from journal_app.domain.trend_words.phrases import long_day
from journal_app.ui.pages.check_in.means import Means
from journal_app.ui.widgets.check_in_form import CheckInForm
from journal_app.ui.widgets.rating_row import RatingRow

if TYPE_CHECKING:
    from journal_app.ui.dialogs.attach_evidence import Found

KeepUnseen = Callable[[Mapping[str, tuple[str, ...]]], None]


def ask_evidence(means: Means, form: CheckInForm, row: RatingRow, keep_unseen: KeepUnseen) -> None:
    """Ask which reflections bear a row's rating out; those it has that cannot be shown go to ``keep_unseen``, by
    behaviour: nobody can have taken them away."""
    from journal_app.ui.dialogs.attach_evidence import AttachDialog, EvidenceSource

    practice, until, attached = row.behaviour.practice, form.day(), row.evidence
    shown: set[str] = set()

    def begin() -> tuple[Found, Found]:
        there = means.entries.summaries(attached)
        shown.update(each.uid for each in there)
        return there, means.check_ins.suggested(practice, until)

    source = EvidenceSource(begin, means.entries.search, _nothing(means, form, practice))
    practices = means.content.practices()
    dialog = AttachDialog(form, means.look, practices, row.behaviour.text, source, means.tasks, means.messenger.fail)

    def attach(chosen: Sequence[EntrySummary]) -> None:
        if isValid(row):
            keep_unseen({row.behaviour.key: tuple(uid for uid in row.evidence if uid not in shown)})
            row.put_evidence(tuple(each.uid for each in chosen), tuple(title_of(each) for each in chosen))
            form.attached()

    dialog.chosen.connect(attach)
    dialog.open()


def _nothing(means: Means, form: CheckInForm, practice: str) -> str:
    """What to say where no reflection is suggested."""
    name = next(item.short for item in means.content.practices() if item.key == practice)
    since = means.check_ins.day_before(form.day())
    when = f"since {long_day(since)}" if since else "in these weeks"
    return f"Nothing was tagged with “{name}” {when}; type to search."
