"""Settings: how often you check in, and the way to what you rate."""

from __future__ import annotations

from PySide6.QtCore import Signal

from journal_app.domain.errors import UserFacingError
from journal_app.domain.rhythm import Rhythm
from journal_app.domain.rhythm_words import RHYTHM_NAMES, minutes, question
from journal_app.services.behaviour_service import BehaviourService
from journal_app.services.check_in_service import CheckInService
from journal_app.ui.messenger import Messenger
from journal_app.ui.widgets.choice import Choice
from journal_app.ui.widgets.setting_rows import Section
from journal_app.ui.widgets.simple import button

_WORDS = "Rating the same few things again and again shows what changes. Choose a rhythm that you can keep."
_FOLLOWS = (
    "A check-in then asks: “{}” Ratings of one stretch of time do not quite compare with those of another, so change "
    "it seldom. What you rated so far stays as it is."
)
_QUARTER = " (A whole quarter is more than anybody remembers.)"


class CheckInsSection(Section):
    """``changed`` carries the Change; ``choose_asked`` goes to what is rated."""

    changed = Signal(object)
    choose_asked = Signal()

    def __init__(
        self, check_ins: CheckInService, behaviours: BehaviourService, messenger: Messenger, *, read_only: bool
    ) -> None:
        super().__init__("Check-ins", _WORDS)
        self._check_ins, self._behaviours, self._messenger = check_ins, behaviours, messenger
        names = tuple((words[:1].upper() + words[1:], rhythm) for rhythm, words in RHYTHM_NAMES.items())
        self.rhythm = Choice(names, Rhythm.MONTHLY)
        self.rhythm.setFixedWidth(180)
        self.rhythm.setEnabled(not read_only)
        self.choose = button("See statements…" if read_only else "Choose statements…")
        self.choose.setAccessibleName("What you rate")
        self.follows = self.add_row("How often", "", self.rhythm)
        self.rated = self.add_row("What you rate", "", self.choose)
        self.rhythm.activated.connect(lambda _index: self._change())
        self.choose.clicked.connect(lambda _on=False: self.choose_asked.emit())

    def refresh(self) -> None:
        """Show what is chosen, and what follows from it."""
        try:
            rhythm, behaviours = self._check_ins.rhythm(), self._behaviours.all()
        except UserFacingError as error:
            self.follows.say(self._messenger.text(error))
            return
        self.rhythm.put(rhythm)
        self.follows.say(_follows(rhythm))
        there = [each for each in behaviours if not each.deleted]
        asked, own = sum(each.asked for each in there), sum(each.own for each in there)
        yours = f", {own} of them your own" if own else ""
        self.rated.say(f"{asked} of {len(there)} statements are asked about{yours}, which takes {minutes(asked)}.")

    def _change(self) -> None:
        before, rhythm = self._check_ins.rhythm(), self.rhythm.currentData()
        if rhythm != before and self._put(rhythm):
            words = f"You check in {RHYTHM_NAMES[rhythm]} from now on."
            self._messenger.tell(words, "Undo", lambda: self._put_back(before))

    def _put_back(self, rhythm: Rhythm) -> None:
        from shiboken6 import isValid

        if isValid(self):  # a note can outlive the page it came from
            self._put(rhythm)

    def _put(self, rhythm: Rhythm) -> bool:
        try:
            change = self._check_ins.set_rhythm(rhythm)
        except UserFacingError as error:
            self._messenger.fail(error)
            self.refresh()
            return False
        self.refresh()
        self.follows.say(_follows(rhythm), aloud=True)
        self.changed.emit(change)
        return True


def _follows(rhythm: Rhythm) -> str:
    return _FOLLOWS.format(question(rhythm)) + (_QUARTER if rhythm is Rhythm.QUARTERLY else "")
