"""What the form of a check-in is for just now, and the words that go with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from journal_app.domain.check_in import CheckIn
from journal_app.domain.half_done import NOW, edit_slot, look_back_slot
from journal_app.domain.rhythm import Rhythm
from journal_app.domain.rhythm_words import question
from journal_app.domain.trend_words.phrases import long_day
from journal_app.domain.when_words import part_of_month

_HIDDEN = "Your earlier ratings stay hidden until you save."
_KEYS = "Return adds a note"
_EVIDENCE_KEY = "E attaches a reflection"
_MORE_KEYS = ("with Shift, to the one just rated", "Delete clears", "Ctrl+Return saves")


@dataclass(frozen=True, slots=True)
class Asking:
    """A check-in of now; a look back, if ``as_of`` is set; or a change of one that was saved."""

    rhythm: Rhythm = Rhythm.MONTHLY
    as_of: date | None = None
    editing: CheckIn | None = None

    @property
    def slot(self) -> str:
        """Under which name its half-done answers are kept."""
        if self.editing is not None:
            return edit_slot(self.editing.uid)
        return look_back_slot(self.as_of) if self.as_of is not None else NOW

    @property
    def is_ordinary(self) -> bool:
        """Whether it is a new check-in of now."""
        return self.slot == NOW

    @property
    def with_evidence(self) -> bool:
        """Whether reflections can be attached: what was thought back to bears none out."""
        return self.as_of is None

    @property
    def heading(self) -> str:
        """What stands at the top."""
        return "Check-in" if self.as_of is None else "Looking back"

    @property
    def question(self) -> tuple[str, ...]:
        """What is asked, a sentence each."""
        if self.as_of is not None:
            asked = f"Thinking back to {part_of_month(self.as_of)}: how often did you do this then?"
        else:
            asked = question(self.rhythm)
        return (asked,) if self.editing is not None else (asked, _HIDDEN)

    @property
    def about(self) -> str:
        """What is to be known before one changes anything; "" for a new one."""
        if self.editing is None:
            return ""
        what = "check-in" if self.as_of is None else "look back"
        return f"You are changing the {what} of {long_day(self.editing.on)}. What it was before is kept."

    @property
    def keys(self) -> str:
        """What the keys do, besides rating."""
        return " · ".join((_KEYS, *((_EVIDENCE_KEY,) if self.with_evidence else ()), *_MORE_KEYS))

    @property
    def day(self) -> str:
        """What stands before the day."""
        return "About the weeks up to" if self.editing is None else "On"

    @property
    def save(self) -> str:
        """What the button says."""
        if self.editing is not None:
            return "Save changes"
        return "Save check-in" if self.as_of is None else "Save"

    @property
    def leave(self) -> str:
        """What the button beside it says; "" for a new check-in, which one does not leave."""
        if self.editing is not None:
            return "Leave it as it was"
        return "Not now" if self.as_of is not None else ""
