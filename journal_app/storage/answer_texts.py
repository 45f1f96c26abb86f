"""Answers as they are kept in one text: in an earlier version of a check-in, and in one that is half done."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from journal_app.domain.check_in import Answers, HalfDone
from journal_app.storage.rows import day_of


def answers_json(answers: Answers, statements: Mapping[str, str]) -> str:
    """Answers as they are kept in a text, with the statements they were given to."""
    return json.dumps({**_document(answers), "statements": dict(statements)})


def answers_of(text: str) -> Answers:
    """The answers in such a text."""
    return _answers(json.loads(text))


def statements_of(text: str) -> dict[str, str]:
    """The statements in such a text, by behaviour, as far as they were known."""
    return dict(json.loads(text)["statements"])


def half_done_json(half_done: HalfDone) -> str:
    """A half-done check-in as it is kept."""
    return json.dumps(
        {
            "answers": _document(half_done.answers),
            "on": half_done.on.isoformat() if half_done.on else None,
            "as_of": half_done.as_of.isoformat() if half_done.as_of else None,
            "editing": half_done.editing,
            "statements": dict(half_done.statements),
        }
    )


def half_done_of(text: str) -> HalfDone:
    """The half-done check-in in such a text. Earlier versions kept the ratings alone, by behaviour."""
    document = json.loads(text)
    if not isinstance(document.get("answers"), dict):
        return HalfDone(Answers(document))
    on, as_of, editing = _day(document["on"]), _day(document["as_of"]), str(document["editing"])
    return HalfDone(_answers(document["answers"]), on, as_of, editing, document.get("statements", {}))


def _document(answers: Answers) -> dict[str, Any]:
    return {
        "ratings": dict(answers.ratings),
        "notes": dict(answers.notes),
        "evidence": {key: list(uids) for key, uids in answers.evidence.items()},
    }


def _answers(document: Mapping[str, Any]) -> Answers:
    return Answers(
        document["ratings"], document["notes"], {key: tuple(uids) for key, uids in document["evidence"].items()}
    )


def _day(text: str | None) -> date | None:
    return day_of(text) if text else None
