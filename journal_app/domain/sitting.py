"""What one sitting of writing has to keep: what there was before a good deal of it went, at once or bit by bit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from journal_app.domain.versions import MUCH, Text, holds, loses_much, loss

BIT_BY_BIT = 2 * MUCH
"""So many characters of words written and deleted again, one slip of the pen after the other, are worth a version."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """One entry's text since its last version.

    ``latest`` is what it is now, ``gone`` how many characters of words have gone since, ``before`` what it was before
    the first of them did. So every word is in a version or still there, but for what was both written and deleted
    between two versions, which is less than BIT_BY_BIT, and for the little by which a version that is not kept may
    differ from the newest, which is less than MUCH (see ``holds``).
    """

    entry: int
    before: Text
    latest: Text
    gone: int = 0

    @classmethod
    def of(cls, entry: int, text: Text) -> Sitting:
        """A sitting that begins with this text."""
        return cls(entry, text, text)

    def then(self, text: Text, newest: Callable[[], Text | None]) -> tuple[Sitting, tuple[Text, ...]]:
        """The sitting once another text has taken the latest one's place, and what must be kept before, older first.

        ``newest`` gives the newest version there is; it is asked only if much goes. Holding down the delete key comes
        by here with every few words: what the newest version holds already is not kept once more.
        """
        step = loss(self.latest, text)
        before = self.before if self.gone else self.latest
        gone = self.gone + step
        if loses_much(self.latest, text, step):
            wanted: tuple[Text, ...] = (before, self.latest)
        elif gone >= BIT_BY_BIT or self._much_went(before, text, gone):
            wanted = (before,)
        else:
            return Sitting(self.entry, before if gone else text, text, gone), ()
        return Sitting.of(self.entry, text), _not_held(wanted, newest())

    @staticmethod
    def _much_went(before: Text, text: Text, gone: int) -> bool:
        # No more can have gone in all than went step by step: most of the time there is nothing to compare.
        worth_a_look = gone >= MUCH or gone * 2 > before.size or text.is_blank
        return worth_a_look and loses_much(before, text)


def _not_held(wanted: tuple[Text, ...], newest: Text | None) -> tuple[Text, ...]:
    """Of these, what the newest version, or a later one of them, does not hold already."""
    found: list[Text] = []
    later = newest
    for text in reversed(wanted):
        if not ((later is not None and holds(later, text)) or (newest is not None and holds(newest, text))):
            found.append(text)
            later = text
    return tuple(reversed(found))
