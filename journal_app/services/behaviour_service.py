"""Behaviours: which of them a check-in asks about, one's own, and other words for them."""

from __future__ import annotations

from collections.abc import Collection

from journal_app.content.library import ContentLibrary
from journal_app.domain.behaviours import Held, behaviours_of, checked_statement, number_for, same_statement
from journal_app.domain.change import Change, Kind
from journal_app.domain.check_in_errors import SameStatement, UnknownBehaviour
from journal_app.domain.content import Behaviour, Wording
from journal_app.domain.errors import UnknownPractice
from journal_app.domain.moment import Clock
from journal_app.storage.behaviour_store import BehaviourStore

_CHANGED = Change.of(Kind.BEHAVIOURS)


class BehaviourService:
    """The behaviours of the open journal."""

    def __init__(self, store: BehaviourStore, content: ContentLibrary, clock: Clock) -> None:
        self._store = store
        self._content = content
        self._clock = clock

    def all(self) -> tuple[Behaviour, ...]:
        """Those that ship and one's own, by practice and position; deleted ones while ratings of them exist."""
        return self._of(self._store.held())

    def asked(self) -> tuple[Behaviour, ...]:
        """What a check-in asks about now."""
        return tuple(behaviour for behaviour in self.all() if behaviour.asked)

    def add(self, practice: str, text: str) -> tuple[Behaviour, Change]:
        """Add a behaviour of one's own; one that was deleted and read the same comes back with its past.

        Raises UnknownPractice, EmptyStatement, LongStatement or SameStatement.
        """
        known = [item.key for item in self._content.practices()]
        if practice not in known:
            raise UnknownPractice(key=practice[:80], known=", ".join(known))
        present = self.all()
        kept = checked_statement(text, [each for each in present if not each.deleted])
        for each in present:
            if each.deleted and each.practice == practice and same_statement(each.text, kept):
                self._store.set_deleted([each.key], None)
                self._store.ask({each.key: practice}, asked=True)
                return self._get(each.key), _CHANGED
        from uuid import uuid4

        key = f"own-{uuid4().hex[:16]}"
        self._store.add(key, practice, kept, self._clock.now().utc)
        return self._get(key), _CHANGED

    def reword(self, key: str, text: str) -> Change:
        """Give a behaviour other words: a new series, unless it was never rated or was once rated by these words.

        Raises UnknownBehaviour, EmptyStatement, LongStatement or SameStatement.
        """
        held = self._store.held()
        present = self._of(held)
        behaviour = _find(present, key)
        kept = checked_statement(text, [each for each in present if each.key != key and not each.deleted])
        if kept == behaviour.text:
            return Change()
        shipped = next((each for each in self._content.behaviours() if each.key == key), None)
        rated = (key, behaviour.wording) in held.rated
        drop = None if rated else behaviour.wording
        number = number_for(shipped, key, kept, _without(held, key, drop))
        ships = shipped is not None and kept == shipped.text
        self._store.reword(
            key,
            behaviour.practice,
            None if ships else Wording(number, kept),
            Wording(behaviour.wording, behaviour.text) if rated else None,
            drop,
            self._clock.now().utc,
        )
        return _CHANGED

    def ask(self, keys: Collection[str], *, asked: bool) -> Change:
        """Have check-ins ask about these, or no longer. Raises UnknownBehaviour."""
        present = self.all()
        found = [_find(present, key) for key in keys]
        self._store.ask({each.key: each.practice for each in found}, asked=asked)
        return _CHANGED

    def remove(self, key: str) -> Change:
        """Take one's own behaviour away; its ratings stay. Raises UnknownBehaviour; ValueError for one that ships."""
        if not _find(self.all(), key).own:
            raise ValueError("a behaviour that ships can only be left unasked")
        self._store.set_deleted([key], self._clock.now().utc)
        return _CHANGED

    def bring_back(self, key: str) -> Change:
        """Undo ``remove``. Raises UnknownBehaviour, or SameStatement if another one has taken its words."""
        held = self._store.held()
        if key not in held.choices:
            raise UnknownBehaviour(key=key[:80])
        text = next(w.text for w in held.wordings[key] if w.number == held.choices[key].wording)
        others = (each for each in self._of(held) if each.key != key and not each.deleted)
        if any(same_statement(text, each.text) for each in others):
            raise SameStatement
        self._store.set_deleted([key], None)
        return _CHANGED

    def _of(self, held: Held) -> tuple[Behaviour, ...]:
        return behaviours_of(self._content.behaviours(), [item.key for item in self._content.practices()], held)

    def _get(self, key: str) -> Behaviour:
        return _find(self.all(), key)


def _find(behaviours: Collection[Behaviour], key: str) -> Behaviour:
    for behaviour in behaviours:
        if behaviour.key == key:
            return behaviour
    raise UnknownBehaviour(key=key[:80])


def _without(held: Held, key: str, number: int | None) -> Held:
    left = [wording for wording in held.wordings.get(key, ()) if wording.number != number]
    return Held(held.choices, {**held.wordings, key: left}, held.rated)
