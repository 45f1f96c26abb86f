"""Keeping what is half done: none takes another's place, and what is put aside or dropped can come back."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import date

from journal_app.domain.check_in import Answers, HalfDone
from journal_app.domain.check_in_errors import NoSuchCheckIn
from journal_app.domain.content import Behaviour
from journal_app.domain.half_done import (
    NOW,
    about,
    aside_slot,
    edit_slot,
    given_back,
    in_order,
    only_about,
    slot_of,
)
from journal_app.domain.moment import Clock
from journal_app.storage.check_in_store import CheckInStore
from journal_app.storage.half_done_store import HalfDoneStore


class HalfDoneKeeping:
    """The check-ins, looks back and changes that are not saved yet."""

    def __init__(
        self,
        half_done: HalfDoneStore,
        saved: CheckInStore,
        behaviours: Callable[[], tuple[Behaviour, ...]],
        clock: Clock,
    ) -> None:
        self._half_done = half_done
        self._saved = saved
        self._behaviours = behaviours
        self._clock = clock

    def keep(self, half_done: HalfDone | None, slot: str) -> None:
        """Keep what has been answered so far for a purpose; None drops it."""
        self._half_done.keep({slot: self._dated(half_done) if half_done else None})

    def get(self, slot: str) -> HalfDone | None:
        """What is half done for a purpose."""
        return self._half_done.get(slot)

    def all(self) -> dict[str, HalfDone]:
        """Everything, by what it is for."""
        found = self._half_done.all()
        return {slot: found[slot] for slot in sorted(found, key=in_order)}

    def looks_back_begun(self) -> tuple[date, ...]:
        """The days of the looks back in which something is answered that is asked now."""
        asked, begun = keys_asked(self._behaviours()), self.all().values()
        return tuple(each.as_of for each in begun if each.as_of and not each.editing and about(each.answers) & asked)

    def rest(self, slot: str, done: Collection[str]) -> HalfDone | None:
        """What stays half done for a purpose once the answers to these statements are saved."""
        begun = self._half_done.get(slot)
        if begun is None:
            return None
        return replace(begun, answers=only_about(begun.answers, done, keep=False), on=None)

    def keep_each(self, half_done: Mapping[str, HalfDone | None]) -> None:
        """Keep some as they are, each for its purpose, all or none; None drops one."""
        self._half_done.keep(half_done)

    def put_back(self, half_done: HalfDone) -> None:
        """Undo the dropping of one."""
        self._half_done.keep(self._put_back(half_done))

    def turn_to(self, on: date) -> None:
        """Have the check-in of now be about this day."""
        now, aside = self._half_done.get(NOW), self._half_done.get(aside_slot(on))
        is_already = aside is None if now is None else (now.on or self._today()) == on
        if is_already:
            return
        changes = self._aside(now) if now is not None else {}
        self._half_done.keep({**changes, aside_slot(on): None, NOW: aside})

    def set_free(self, uid: str) -> HalfDone | None:
        """Make half-done changes to a check-in a half-done one of their own."""
        found = self._half_done.get(edit_slot(uid))
        if found is None:
            return None
        free = self._dated(replace(found, editing=""))
        self._half_done.keep({edit_slot(uid): None, **self._put_back(free)})
        return free

    def still_there(self, answers: Answers) -> Answers:
        """The answers without reflections that are gone for good."""
        return self._half_done.still_there(answers)

    def _dated(self, half_done: HalfDone) -> HalfDone:
        """With the day it was begun, and with the statements that are asked now, as far as it does not say."""
        if half_done.editing:
            return half_done
        texts = {each.key: each.text for each in self._behaviours() if each.key in half_done.answers.ratings}
        on = None if half_done.as_of else half_done.on or self._today()
        return replace(half_done, on=on, statements={**texts, **half_done.statements})

    def _put_back(self, half_done: HalfDone) -> dict[str, HalfDone | None]:
        slot = slot_of(half_done)
        since = self._half_done.get(slot)
        if since is None:
            return {slot: half_done}
        if slot == NOW and since.on not in (None, self._today(), half_done.on):
            return {**self._aside(since), NOW: half_done}
        return {slot: given_back(half_done, since, self._saved_answers(half_done.editing))}

    def _aside(self, half_done: HalfDone) -> dict[str, HalfDone | None]:
        half_done = self._dated(half_done)
        slot = aside_slot(half_done.on or self._today())
        before = self._half_done.get(slot)
        return {slot: given_back(before, half_done, Answers()) if before else half_done}

    def _saved_answers(self, uid: str) -> Answers:
        try:
            return self._saved.get(uid).answers if uid else Answers()
        except NoSuchCheckIn:
            return Answers()

    def _today(self) -> date:
        return self._clock.now().local_date


def keys_asked(behaviours: Collection[Behaviour]) -> set[str]:
    """Those of the behaviours that a check-in asks about now."""
    return {behaviour.key for behaviour in behaviours if behaviour.asked and not behaviour.deleted}
