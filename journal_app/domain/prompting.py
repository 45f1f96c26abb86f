"""Choosing the prompt of the day: a pure function of what was shown, what was written and the day."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from typing import Any, cast

from journal_app.domain.content import Lens, Prompt

REST_DAYS = 60
"""A prompt that was shown or answered does not come back for this long unless it is asked for."""

NEGLECT_DAYS = 21
"""A practice without a reflection for this long is asked about."""


@dataclass(frozen=True, slots=True)
class PromptEvent:
    """What happened to a prompt on a day: "shown", "passed" (Another), "not_today" or "answered"."""

    prompt: str
    kind: str
    on: date


@dataclass(frozen=True, slots=True)
class PromptChoice:
    """A prompt, and the true reason it was chosen in one plain sentence."""

    prompt: Prompt
    reason: str


@dataclass(frozen=True, slots=True)
class PromptInputs:
    """All that a choice depends on.

    ``last_reflected`` gives for each practice the day of its newest reflection; ``writing_since`` is the day of the
    journal's oldest entry; ``spoken`` names practices as they stand in a sentence; ``journal`` seeds the choice.
    """

    lens: Lens
    history: Sequence[PromptEvent]
    last_reflected: Mapping[str, date]
    writing_since: date | None
    spoken: Mapping[str, str]
    journal: str


def choose_prompt(inputs: PromptInputs, today: date) -> PromptChoice:
    """The prompt for a day.

    What was already shown today and not passed over stays. Otherwise a practice that has had no reflection for three
    weeks is asked about, though not two days running; else the principle that has rested longest. The same inputs give
    the same prompt.
    """
    passed = [event.prompt for event in inputs.history if event.on == today and event.kind == "passed"]
    by_key = {prompt.key: prompt for prompt in inputs.lens.prompts}
    shown_today = [event.prompt for event in inputs.history if event.on == today and event.kind == "shown"]
    for key in reversed(shown_today):
        if key not in passed and key in by_key:
            return PromptChoice(by_key[key], _reason(inputs, by_key[key], today))
    candidates = _rested(inputs, today, passed)
    neglected = _neglected(inputs, today)
    if neglected is not None and not _asked_lately(inputs, neglected, today):
        about = [prompt for prompt in candidates if neglected in prompt.practices]
        candidates = about or candidates
    chosen = min(
        candidates, key=lambda prompt: (_item_last_shown(inputs, prompt.item, today), _mix(inputs, prompt, today))
    )
    return PromptChoice(chosen, _reason(inputs, chosen, today))


def _rested(inputs: PromptInputs, today: date, passed: Sequence[str]) -> list[Prompt]:
    last: dict[str, date] = {}
    for event in inputs.history:
        if event.on < today and event.kind in ("shown", "answered"):
            last[event.prompt] = max(event.on, last.get(event.prompt, event.on))
    fresh = _least_passed(inputs.lens, passed)
    rested = [p for p in fresh if p.key not in last or (today - last[p.key]).days >= REST_DAYS]
    if rested:
        return rested
    oldest = min(last.get(p.key, date.min) for p in fresh)
    return [p for p in fresh if last.get(p.key, date.min) == oldest]


def _least_passed(lens: Lens, passed: Sequence[str]) -> list[Prompt]:
    """The prompts passed over least often today; once all were, the round begins anew, with another than the last."""
    times = Counter(passed)
    least = min(times[p.key] for p in lens.prompts)
    fresh = [p for p in lens.prompts if times[p.key] == least]
    return [p for p in fresh if p.key not in passed[-1:]] or fresh


def days_without(inputs: PromptInputs, practice: str, today: date) -> int:
    """For how many days a practice has had no reflection; counted from the first entry if it never had one."""
    since = inputs.last_reflected.get(practice) or inputs.writing_since
    return (today - since).days if since and since <= today else 0


def _neglected(inputs: PromptInputs, today: date) -> str | None:
    asked_about = {practice for prompt in inputs.lens.prompts for practice in prompt.practices}
    waits = {practice: days_without(inputs, practice, today) for practice in sorted(asked_about)}
    longest = max(waits, key=lambda practice: waits[practice], default=None)
    return longest if longest is not None and waits[longest] >= NEGLECT_DAYS else None


def _asked_lately(inputs: PromptInputs, practice: str, today: date) -> bool:
    about = {prompt.key for prompt in inputs.lens.prompts if practice in prompt.practices}
    return any(
        event.prompt in about and event.kind == "shown" and (today - event.on).days == 1 for event in inputs.history
    )


def _item_last_shown(inputs: PromptInputs, item: str, today: date) -> date:
    keys = {prompt.key for prompt in inputs.lens.prompts if prompt.item == item}
    return max(
        (e.on for e in inputs.history if e.prompt in keys and (e.on < today or e.kind == "passed")), default=date.min
    )


def _mix(inputs: PromptInputs, prompt: Prompt, today: date) -> str:
    return str(_sha256()(f"{inputs.journal}/{today}/{prompt.key}".encode()).hexdigest())


@cache
def _sha256() -> Callable[[bytes], Any]:
    """Python's own SHA-256, got as ``random`` gets its SHA-512: hashlib would load OpenSSL (3 MB) for a few words."""
    own = "_sha2" if sys.version_info >= (3, 12) else "_sha256"
    try:
        return cast("Callable[[bytes], Any]", import_module(own).sha256)
    except ImportError:
        return cast("Callable[[bytes], Any]", import_module("hashlib").sha256)


def _reason(inputs: PromptInputs, prompt: Prompt, today: date) -> str:
    waits = {practice: days_without(inputs, practice, today) for practice in prompt.practices}
    longest = max(waits, key=lambda practice: waits[practice], default=None)
    if longest is not None and waits[longest] >= NEGLECT_DAYS:
        spoken = inputs.spoken.get(longest, longest)
        return f"Today, because {spoken} has had no reflection for {weeks_in_words(waits[longest])}."
    last = _item_last_shown(inputs, prompt.item, today)
    name = inputs.lens.item_name
    if last == date.min:
        return f"Today, because this {name} has not come up here yet."
    if (today - last).days < 2:
        return (
            f"Another question about the same {name}."
            if last == today
            else f"The same {name} as yesterday, asked anew."
        )
    return f"Today, because this {name} has not come up for {days_in_words((today - last).days)}."


_WORDS = [
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
]


def number_in_words(number: int) -> str:
    """Whole numbers up to thirteen, the weeks of a quarter, as words, others as figures."""
    return _WORDS[number] if 0 <= number < len(_WORDS) else str(number)


def weeks_in_words(days: int) -> str:
    """A stretch of days in whole weeks: "five weeks"."""
    weeks = days // 7
    return f"{number_in_words(weeks)} week{'' if weeks == 1 else 's'}"


def days_in_words(days: int) -> str:
    """A stretch of days: "three days", "five weeks"."""
    return weeks_in_words(days) if days >= 14 else f"{number_in_words(days)} day{'' if days == 1 else 's'}"
