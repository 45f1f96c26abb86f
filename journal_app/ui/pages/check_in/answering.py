"""Answers put together, and taken apart."""

from __future__ import annotations

from collections.abc import Collection

from journal_app.domain.check_in import Answers


def joined(first: Answers, then: Answers) -> Answers:
    """Both; where both answer the same, ``then`` counts."""
    return Answers(
        {**first.ratings, **then.ratings}, {**first.notes, **then.notes}, {**first.evidence, **then.evidence}
    )


def only_about(answers: Answers, keys: Collection[str], *, keep: bool) -> Answers:
    """The answers about these behaviours, or (not ``keep``) about all others."""
    return Answers(
        {key: value for key, value in answers.ratings.items() if (key in keys) == keep},
        {key: note for key, note in answers.notes.items() if (key in keys) == keep},
        {key: uids for key, uids in answers.evidence.items() if (key in keys) == keep},
    )
