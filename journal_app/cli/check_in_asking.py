"""A check-in asked in the terminal, one statement after the other. What is answered is kept at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from journal_app.cli.asking_aloud import Stopped, say, typed
from journal_app.cli.check_in_attaching import Attached, Attaching, with_reflections
from journal_app.domain.check_in import MAX_NOTE_LENGTH, Answers
from journal_app.domain.content import Behaviour, Scale
from journal_app.domain.text import visible

_KEYS = (
    "Type 1 to 5, or n for {}. Enter leaves one out, or as it is. b goes back, - takes an answer away,\n"
    "! writes a note,{} q keeps what you have for later and stops."
)
_E_KEY = " e attaches reflections,"
_WHAT = "That is none of the answers: 1 to 5, n, Enter, b, -, !{} or q."
_NOTE_ALONE = "The note needs an answer beside it: 1 to 5, or n; - takes the note away."
_ATTACHED_ALONE = "What you attached needs an answer beside it: 1 to 5, or n; - takes it away."
_DONE = "Enter saves, b goes back, q keeps it for later"


@dataclass
class Asking:
    """Goes through the ``behaviours``; ``keep`` is called with all answers after each. Without ``attaching``, as in a
    look back, no reflections can be attached."""

    behaviours: Sequence[Behaviour]
    practices: dict[str, str]
    scale: Scale
    keep: Callable[[Answers], None]
    attaching: Attaching | None = None

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
        say(question)
        say(", ".join(f"{point.value} {point.words}" for point in self.scale.points))
        say(_KEYS.format(self.scale.no_opportunity, _E_KEY if self.attaching else ""))
        if self._ratings or self._notes or self._evidence:
            say(f"Going on with what you began: {self._progress()}.")

    def _first_open(self) -> int:
        opened = (place for place, each in enumerate(self.behaviours) if each.key not in self._ratings)
        return next(opened, len(self.behaviours))

    def _one(self, place: int) -> int:
        """Ask one; how many places to go on."""
        behaviour = self.behaviours[place]
        self._show(place)
        while True:
            step = self._take(behaviour, typed(f"{self._present(behaviour.key)}> "))
            if step is not None:
                return step

    def _show(self, place: int) -> None:
        behaviour = self.behaviours[place]
        say()
        if place == 0 or self.behaviours[place - 1].practice != behaviour.practice:
            say(self.practices[behaviour.practice])
        say(f"{place + 1:3}/{len(self.behaviours)}  {visible(behaviour.text)}")

    def _take(self, behaviour: Behaviour, answer: str) -> int | None:
        """What an answer does: how many places to go on, or None to ask again."""
        key, word = behaviour.key, answer.lower()
        if word == "q":
            raise Stopped
        if word == "b":
            return -1
        if not word:
            return self._leave(key)
        if answer.startswith("!"):
            self._note(key, answer[1:].strip())
        elif word == "e" and self.attaching:
            self.attaching.ask(behaviour, self._evidence.get(key, ()), lambda attached: self._attach(key, attached))
        elif word == "-":
            self._take_away(key)
        elif word == "n" or word in {str(point.value) for point in self.scale.points}:
            self._ratings[key] = None if word == "n" else int(word)
            self._keep()
            return 1
        else:
            say(_WHAT.format(", e" if self.attaching else ""))
        return None

    def _leave(self, key: str) -> int | None:
        if key not in self._ratings and (key in self._notes or key in self._evidence):
            say(_NOTE_ALONE if key in self._notes else _ATTACHED_ALONE)
            return None
        return 1

    def _take_away(self, key: str) -> None:
        self._ratings.pop(key, None)
        self._notes.pop(key, None)
        self._evidence.pop(key, None)
        self._keep()

    def _attach(self, key: str, attached: Attached) -> None:
        self._evidence.pop(key, None)
        if attached:
            self._evidence[key] = attached
        self._keep()

    def _note(self, key: str, text: str) -> None:
        note = text or typed("Note> ")
        if len(note) > MAX_NOTE_LENGTH:
            say(f"A note holds {MAX_NOTE_LENGTH} characters, and this has {len(note)}. It was not kept.")
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
        if key in self._evidence:
            parts.append(with_reflections(len(self._evidence[key])))
        return f"[{', '.join(parts)}] " if parts else ""

    def _finish(self) -> bool:
        """Whether it is to be saved; False to go back."""
        say()
        while True:
            answer = typed(f"{self._progress()}. {_DONE}> ").lower()
            if answer == "q":
                raise Stopped
            if answer in ("", "b"):
                return not answer

    def _progress(self) -> str:
        return f"{len(self._ratings)} of {len(self.behaviours)} answered"

    def _answers(self) -> Answers:
        return Answers(dict(self._ratings), dict(self._notes), dict(self._evidence))

    def _keep(self) -> None:
        self.keep(self._answers())
