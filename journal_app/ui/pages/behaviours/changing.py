"""What can be done about what is rated, each with a way back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from journal_app.content.library import ContentLibrary
from journal_app.domain.asking import tally
from journal_app.domain.change import Change
from journal_app.domain.content import Behaviour
from journal_app.domain.errors import UserFacingError
from journal_app.services.behaviour_service import BehaviourService
from journal_app.services.check_in_service import CheckInService
from journal_app.ui.messenger import Messenger
from journal_app.ui.pages.behaviours.list_model import BehaviourRow, PracticeRow, Row
from journal_app.ui.widgets.simple import announce

_Act = Callable[[], Change]


@dataclass(frozen=True, slots=True)
class Found:
    """All behaviours, and in how many check-ins each was answered."""

    behaviours: tuple[Behaviour, ...]
    rated: Mapping[str, int]


class Changing(QObject):
    """``done`` carries the Change. ``wanted`` is the statement to go to once the list is read anew."""

    done = Signal(object)

    def __init__(
        self,
        page: QWidget,
        behaviours: BehaviourService,
        check_ins: CheckInService,
        content: ContentLibrary,
        messenger: Messenger,
    ) -> None:
        super().__init__(page)
        self._page, self._behaviours, self._check_ins = page, behaviours, check_ins
        self._content, self._messenger = content, messenger
        self.wanted = ""

    def read(self) -> Found:
        """How things stand; for the worker."""
        made = (*self._check_ins.all(), *self._check_ins.looks_back())
        return Found(self._behaviours.all(), Counter(key for each in made for key in each.ratings))

    def tick(self, row: object, behaviours: tuple[Behaviour, ...]) -> tuple[set[str], bool]:
        """Ask about a statement, or all of a practice, or no longer; which were changed, and to what."""
        if isinstance(row, PracticeRow):
            return self._tick_practice(row, behaviours)
        if not isinstance(row, BehaviourRow) or row.behaviour.deleted:
            return set(), False
        behaviour, asked = row.behaviour, not row.behaviour.asked
        if not self._do(lambda: self._behaviours.ask([behaviour.key], asked=asked)):
            return set(), False
        self._say_aloud("Asked about" if asked else "Not asked about", behaviour.practice, {behaviour.key: asked})
        return {behaviour.key}, asked

    def _tick_practice(self, row: PracticeRow, behaviours: tuple[Behaviour, ...]) -> tuple[set[str], bool]:
        asked = row.tally.asked < row.tally.count
        keys = {
            each.key
            for each in behaviours
            if each.practice == row.practice.key and not each.deleted and each.asked != asked
        }
        if not keys or not self._do(lambda: self._behaviours.ask(keys, asked=asked)):
            return set(), False
        what = "all are asked about now" if asked else "none is asked about now, so it will have no score"
        words = f"{row.practice.short}: {what}."
        self._tell(words, lambda: self._behaviours.ask(keys, asked=not asked))
        return keys, asked

    def ask_for_new(self, row: Row | None) -> None:
        """Ask for a statement of one's own, first of all for the practice one is at."""
        practice = row.behaviour.practice if isinstance(row, BehaviourRow) else row.practice.key if row else ""
        self._ask_for_new(practice)

    def _ask_for_new(self, practice: str, left: str = "") -> None:
        from journal_app.ui.dialogs.statement import NewStatement

        def keep(practice: str, text: str) -> None:
            behaviour, change = self._behaviours.add(practice, text)
            self.wanted = behaviour.key
            self.done.emit(change)
            self._tell("Added. Check-ins ask about it from now on.", lambda: self._behaviours.remove(behaviour.key))

        dialog = NewStatement(self._page.window(), self._messenger, self._content.practices(), practice, keep)

        def left_again(text: str) -> None:
            chosen = str(dialog.practice.currentData())
            self._offer_again(lambda: self._ask_for_new(chosen, text))

        dialog.put_away.connect(left_again)
        if left:
            dialog.begin_with(left)
        dialog.open()

    def ask_for_words(self, row: BehaviourRow, left: str = "") -> None:
        """Ask for other words; ``left`` are some begun before."""
        from journal_app.ui.dialogs.statement import OtherWords

        before = row.behaviour

        def keep(text: str) -> None:
            change = self._behaviours.reword(before.key, text)
            if not change:
                return
            self.done.emit(change)
            series = " It begins a new series." if row.rated else ""
            self._tell(f"Reworded.{series}", lambda: self._behaviours.reword(before.key, before.text), before.key)

        dialog = OtherWords(self._page.window(), self._messenger, before, row.rated, keep)
        dialog.put_away.connect(lambda text: self._offer_again(lambda: self.ask_for_words(row, text)))
        if left:
            dialog.begin_with(left)
        dialog.open()

    def _offer_again(self, act: Callable[[], None]) -> None:
        """Say that a sentence was not kept, with a way back to it."""

        def again() -> None:
            if isValid(self):  # a note can outlive the page it came from
                act()

        self._messenger.tell("Your sentence was not kept.", "Go on with it", again)

    def remove_or_bring_back(self, row: BehaviourRow) -> None:
        """Take a statement of one's own away, or bring one back that was."""
        key, back = row.behaviour.key, row.behaviour.deleted
        remove, bring_back = lambda: self._behaviours.remove(key), lambda: self._behaviours.bring_back(key)
        self.wanted = key
        if not self._do(bring_back if back else remove):
            return
        times = f"{row.rated} rating{'' if row.rated == 1 else 's'}"
        stay = f" Its {times} {'stays' if row.rated == 1 else 'stay'} in your trends." if row.rated else ""
        self._tell("Brought back." if back else f"Removed.{stay}", remove if back else bring_back, key)

    def _do(self, act: _Act) -> bool:
        try:
            change = act()
        except UserFacingError as error:
            self._messenger.fail(error)
            return False
        self.done.emit(change)
        return True

    def _tell(self, words: str, undo: _Act, key: str = "") -> None:
        """Say what was done, with a way back that leads to the statement with this key."""

        def act() -> None:
            if isValid(self):  # a note can outlive the page it came from
                self.wanted = key
                self._do(undo)

        self._messenger.tell(words, "Undo", act)

    def _say_aloud(self, words: str, practice: str, asked: Mapping[str, bool]) -> None:
        item = next(each for each in self._content.practices() if each.key == practice)
        now = [each for each in self._behaviours.all() if each.key not in asked or each.asked == asked[each.key]]
        found = tally(now, practice)
        announce(self._page, f"{words}. {item.short}: {found.words}." if found.too_few else f"{words}.")
