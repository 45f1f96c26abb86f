"""A check-in asked in the terminal, one statement after the other. What is answered is kept at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import click

from journal_app.domain.check_in import MAX_NOTE_LENGTH, Answers
from journal_app.domain.content import Behaviour, Scale

_KEYS = (
    "Type 1 to 5, or n for {}. Enter leaves one out, or as it is. b goes back, - takes an answer away,\n"
    "! writes a note, q keeps what you have for later and stops."
)
_WHAT = "That is none of the answers: 1 to 5, n, Enter, b, -, ! or q."
_NOTE_ALONE = "The note needs an answer beside it: 1 to 5, or n; - takes the note away."
_ATTACHED_ALONE = "What you attached needs an answer beside it: 1 to 5, or n; - takes it away."
_DONE = "Enter saves, b goes back, q keeps it for later"


class Stopped(Exception):
    """The person stopped; what was answered is kept."""


@dataclass
class Asking:
    """Goes through the ``behaviours``; ``keep`` is called with all answers after each."""

    behaviours: Sequence[Behaviour]
    practices: dict[str, str]
    scale: Scale
    keep: Callable[[Answers], None]

    def __post_init__(self) -> None:
        self._ratings: dict[str, int | None] = {}
        self._notes: dict[str, str] = {}
        self._evidence: dict[str, tuple[str, ...]] = {}

    def ask(self, question: str, begun: Answers) -> Answers:
        """All answers, once the person says to save them. Raises Stopped."""
        self._ratings, self._notes, self._evidence = dict(begun.ratings), dict(begun.notes), dict(begun.evidence)
        self._introduce(question)
        place = self._first_open()
        while True:
            if place < len(self.behaviours):
                place = max(0, place + self._one(place))
            elif self._finish():
                return self._answers()
            else:
                place = len(self.behaviours) - 1

    def _introduce(self, question: str) -> None:
        _say(question)
        _say(", ".join(f"{point.value} {point.words}" for point in self.scale.points))
        _say(_KEYS.format(self.scale.no_opportunity))
        if self._ratings or self._notes:
            _say(f"Going on with what you began: {self._progress()}.")

    def _first_open(self) -> int:
        opened = (place for place, each in enumerate(self.behaviours) if each.key not in self._ratings)
        return next(opened, len(self.behaviours))

    def _one(self, place: int) -> int:
        """Ask one; how many places to go on."""
        behaviour = self.behaviours[place]
        self._show(place)
        while True:
            step = self._take(behaviour, _typed(f"{self._present(behaviour.key)}> "))
            if step is not None:
                return step

    def _show(self, place: int) -> None:
        behaviour = self.behaviours[place]
        _say()
        if place == 0 or self.behaviours[place - 1].practice != behaviour.practice:
            _say(self.practices[behaviour.practice])
        _say(f"{place + 1:3}/{len(self.behaviours)}  {behaviour.text}")

    def _take(self, behaviour: Behaviour, typed: str) -> int | None:
        """What an answer does: how many places to go on, or None to ask again."""
        key, word = behaviour.key, typed.lower()
        if typed.startswith("!"):
            self._note(key, typed[1:].strip())
            return None
        if word == "q":
            raise Stopped
        if word == "b":
            return -1
        if word == "-":
            self._ratings.pop(key, None)
            self._notes.pop(key, None)
            self._evidence.pop(key, None)
            self._keep()
            return None
        if not word:
            return self._leave(key)
        if word != "n" and word not in {str(point.value) for point in self.scale.points}:
            _say(_WHAT)
            return None
        self._ratings[key] = None if word == "n" else int(word)
        self._keep()
        return 1

    def _leave(self, key: str) -> int | None:
        if key not in self._ratings and (key in self._notes or key in self._evidence):
            _say(_NOTE_ALONE if key in self._notes else _ATTACHED_ALONE)
            return None
        return 1

    def _note(self, key: str, text: str) -> None:
        note = text or _typed("Note> ")
        if len(note) > MAX_NOTE_LENGTH:
            _say(f"A note holds {MAX_NOTE_LENGTH} characters, and this has {len(note)}. It was not kept.")
        elif note:
            self._notes[key] = note
            self._keep()

    def _present(self, key: str) -> str:
        parts = []
        if key in self._ratings:
            value = self._ratings[key]
            parts.append("n" if value is None else str(value))
        if key in self._notes:
            parts.append("with a note")
        if key in self._evidence and key not in self._ratings:
            parts.append("with a reflection")
        return f"[{', '.join(parts)}] " if parts else ""

    def _finish(self) -> bool:
        """Whether it is to be saved; False to go back."""
        _say()
        while True:
            typed = _typed(f"{self._progress()}. {_DONE}> ").lower()
            if typed == "q":
                raise Stopped
            if typed in ("", "b"):
                return not typed

    def _progress(self) -> str:
        return f"{len(self._ratings)} of {len(self.behaviours)} answered"

    def _answers(self) -> Answers:
        return Answers(dict(self._ratings), dict(self._notes), dict(self._evidence))

    def _keep(self) -> None:
        self.keep(self._answers())


def _say(words: str = "") -> None:
    """What is asked goes to stderr, as questions for a passphrase do; stdout is for what came of it."""
    click.echo(words, err=True)


def _typed(before: str) -> str:
    return str(click.prompt(before, default="", show_default=False, prompt_suffix="", err=True)).strip()
