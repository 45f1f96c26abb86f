"""What a check-in was before it was changed, beside what it is now: in words, row by row."""

from __future__ import annotations

from collections.abc import Sequence

from journal_app.domain.check_in import Answers, CheckIn, CheckInVersion
from journal_app.domain.content import Behaviour, Scale
from journal_app.domain.trend_words.phrases import long_day
from journal_app.ui.widgets.row_extras import counted

_NOT_ANSWERED = "not answered"


def differences(
    version: CheckInVersion, now: CheckIn, behaviours: Sequence[Behaviour], scale: Scale
) -> tuple[tuple[str, str, str], ...]:
    """What differs: the statement, what was said of it then, and what is said now; the day first, if it is another."""
    rows = [] if version.on == now.on else [("The day it is about", long_day(version.on), long_day(now.on))]
    for behaviour in behaviours:
        key = behaviour.key
        then, present = _words(key, version.answers, scale), _words(key, now.answers, scale)
        if then != present or _attached(key, version.answers) != _attached(key, now.answers):
            rows.append((behaviour.text_of(now.wordings.get(key, behaviour.wording)), then, present))
    return tuple(rows)


def _words(key: str, answers: Answers, scale: Scale) -> str:
    if key not in answers.ratings:
        return _NOT_ANSWERED
    value = answers.ratings[key]
    parts = [scale.words(value) if value is None else f"{value}, {scale.words(value)}"]
    if answers.notes.get(key):
        parts.append(f"“{answers.notes[key]}”")
    if answers.evidence.get(key):
        parts.append(counted(len(answers.evidence[key])))
    return "; ".join(parts)


def _attached(key: str, answers: Answers) -> frozenset[str]:
    return frozenset(answers.evidence.get(key, ()))
